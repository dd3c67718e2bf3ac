package check

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"sort"
	"strings"
	"time"
)

// Summary is a whole run.
type Summary struct {
	Pages    int            `json:"pages"`    // pages checked, failures included
	Failures int            `json:"failures"` // pages with a finding at or above the failing level
	Findings []Finding      `json:"findings"`
	Gone     []string       `json:"gone,omitempty"` // lines of the baseline that no longer apply
	Version  string         `json:"version,omitempty"`
	ByCheck  map[string]int `json:"by_check"`
	// FailOn is the failing level, above Error if none fails.
	FailOn Level `json:"-"`
	// Time is when the run began.
	Time time.Time `json:"-"`
	// Links are the explained pages that the HTML form links to, by the page of their findings.
	Links map[string]string `json:"-"`
}

// Format is one way to write a summary.
type Format struct {
	Name, Doc string
	Write     func(io.Writer, *Summary, Style) error
}

// Style is what the text form needs from its surroundings.
type Style struct {
	// Paint colours a level's word, nil for none.
	Paint func(Level, string) string
	// Clean makes a name safe for a terminal, nil for names as they are.
	Clean func(string) string
}

// Formats is the table of output formats.
var Formats = []Format{
	{"text", "findings by file, for people", writeText},
	{"json", "one object with all findings", writeJSON},
	{"jsonl", "a finding a line", writeJSONL},
	{"junit", "JUnit XML, a test suite a check; what is below --fail-on is output, not failure", writeJUnit},
	{"sarif", "SARIF 2.1.0", writeSARIF},
	{"github", "annotations for GitHub Actions", writeGitHub},
	{"markdown", "a summary for a job page", writeMarkdown},
	{"html", "a page with bars, a filter and a table", writeHTML},
}

// Count fills ByCheck.
func (s *Summary) Count() {
	s.ByCheck = map[string]int{}
	for _, f := range s.Findings {
		s.ByCheck[f.Check]++
	}
}

// place is one page of a file.
type place struct {
	source string
	offset int64
}

// byPage groups findings by page, in the order of their first, and counts the pages of each file.
func (s *Summary) byPage() (groups [][]Finding, pages map[string]int) {
	at := map[place]int{}
	pages = map[string]int{}
	for _, f := range s.Findings {
		p := place{f.Source, f.Offset}
		i, ok := at[p]
		if !ok {
			i = len(groups)
			at[p] = i
			groups = append(groups, nil)
			pages[f.Source]++
		}
		groups[i] = append(groups[i], f)
	}
	return groups, pages
}

func writeText(w io.Writer, s *Summary, st Style) error {
	clean, paint := st.Clean, st.Paint
	if clean == nil {
		clean = func(s string) string { return s }
	}
	if paint == nil {
		paint = func(_ Level, s string) string { return s }
	}
	var b strings.Builder
	groups, pages := s.byPage()
	for _, group := range groups {
		b.WriteString(clean(group[0].Source))
		switch {
		case pages[group[0].Source] == 1 && group[0].Offset == 0:
		case group[0].URL != "":
			b.WriteString("  " + clean(group[0].URL))
		default:
			fmt.Fprintf(&b, "  at byte %d", group[0].Offset)
		}
		b.WriteByte('\n')
		for _, f := range group {
			place := ""
			if f.Line > 0 {
				place = fmt.Sprintf("line %d: ", f.Line)
			}
			fmt.Fprintf(&b, "  %s  %-15s %s%s\n", paint(f.Level, fmt.Sprintf("%-5s", f.Level)), f.Check, place, clean(f.Message))
		}
	}
	for _, g := range s.Gone {
		fmt.Fprintf(&b, "gone  %s\n", clean(g))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeJSON(w io.Writer, s *Summary, _ Style) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if s.Findings == nil {
		s.Findings = []Finding{}
	}
	return e.Encode(s)
}

func writeJSONL(w io.Writer, s *Summary, _ Style) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, f := range s.Findings {
		if err := e.Encode(f); err != nil {
			return err
		}
	}
	return nil
}

// escapes of GitHub's workflow commands (actions/toolkit, command.ts).
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	githubLevels   = map[Level]string{Note: "notice", Warn: "warning", Error: "error"}
)

func writeGitHub(w io.Writer, s *Summary, _ Style) error {
	var b strings.Builder
	for _, f := range s.Findings {
		fmt.Fprintf(&b, "::%s file=%s,title=%s", githubLevels[f.Level], githubProperty.Replace(f.Source), githubProperty.Replace("pith "+f.Check))
		if f.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", f.Line)
		}
		fmt.Fprintf(&b, "::%s\n", githubData.Replace(f.Message))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownRows bounds the findings that a summary lists.
const markdownRows = 50

func writeMarkdown(w io.Writer, s *Summary, _ Style) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## pith check\n\n%d pages, %d findings\n\n", s.Pages, len(s.Findings))
	if len(s.Findings) > 0 {
		b.WriteString("| check | level | findings |\n| --- | --- | ---: |\n")
		for _, c := range s.counts() {
			k, _ := Named(c.name)
			fmt.Fprintf(&b, "| %s | %s | %d |\n", c.name, k.Level, c.n)
		}
		b.WriteString("\n| file | check | finding |\n| --- | --- | --- |\n")
		for i, f := range s.Findings {
			if i == markdownRows {
				fmt.Fprintf(&b, "\n%d more\n", len(s.Findings)-i)
				break
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", cell(f.Source), f.Check, cell(f.Message))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell makes text safe for a cell of a Markdown table: nothing in it is markup.
func cell(s string) string {
	s = html.EscapeString(strings.ReplaceAll(s, "\n", " "))
	return strings.NewReplacer("|", "\\|", "[", "\\[", "]", "\\]", "*", "\\*", "_", "\\_", "`", "\\`", "\\", "\\\\").Replace(s)
}

type count struct {
	name string
	n    int
}

// counts lists the checks that fired, most first.
func (s *Summary) counts() []count {
	var out []count
	for i := range Checks {
		if n := s.ByCheck[Checks[i].ID]; n > 0 {
			out = append(out, count{Checks[i].ID, n})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].n > out[j].n })
	return out
}

func percent(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }
