package batch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pithcli/pith/extract"
)

// Filter passes the pages that a corpus wants. Each of its fields that is set
// asks for something; a page of which that is not known does not pass.
type Filter struct {
	// Languages are BCP 47 tags: "pt" passes pt and pt-BR, "pt-BR" that alone.
	Languages []string
	// MinWords is the least number of words.
	MinWords int
	// Since and Until bound the day of publication, both inclusive, as ISO 8601
	// days or their beginnings ("2024", "2024-05").
	Since, Until string
	// Kinds are what a page may be (Record.Kind).
	Kinds []string
}

// Reject says why a record does not pass, "" if it does. A record whose status
// is not extract.OK has been judged already and passes.
func (f *Filter) Reject(r *extract.Record) string {
	if r.Status != extract.OK {
		return ""
	}
	switch {
	case len(f.Languages) > 0 && !slices.ContainsFunc(f.Languages, func(l string) bool { return speaks(r.Language, l) }):
		return fmt.Sprintf("language is %s, not %s", known(r.Language), strings.Join(f.Languages, " or "))
	case r.WordCount < f.MinWords:
		return fmt.Sprintf("%d words are fewer than %d", r.WordCount, f.MinWords)
	case f.Since+f.Until != "" && r.Published == "":
		return "publication is unknown"
	case f.Since != "" && prefix(r.Published, f.Since) < f.Since:
		return fmt.Sprintf("published %s, before %s", r.Published, f.Since)
	case f.Until != "" && prefix(r.Published, f.Until) > f.Until:
		return fmt.Sprintf("published %s, after %s", r.Published, f.Until)
	case len(f.Kinds) > 0 && !slices.Contains(f.Kinds, r.Kind):
		return fmt.Sprintf("kind is %s, not %s", known(r.Kind), strings.Join(f.Kinds, " or "))
	}
	return ""
}

// Skip turns a record into one of a page that was left out: its text goes, what is known of it stays.
func Skip(r *extract.Record, reason string) {
	r.Status, r.Reason = extract.Skipped, reason
	r.Text, r.Markdown, r.HTML, r.WordCount, r.Confidence = "", "", "", 0, 0
}

func known(value string) string {
	if value == "" {
		return "unknown"
	}
	return value
}

// prefix cuts a date to the precision of a bound.
func prefix(date, bound string) string { return date[:min(len(date), len(bound))] }

// speaks says whether a page's language tag is in the range of another (RFC 4647, basic filtering).
func speaks(tag, wanted string) bool {
	tag, wanted = strings.ToLower(tag), strings.ToLower(wanted)
	return tag == wanted || strings.HasPrefix(tag, wanted+"-")
}
