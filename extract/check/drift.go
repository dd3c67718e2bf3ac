package check

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pithcli/pith/extract"
)

// Former is what is remembered of an earlier run, by page.
type Former struct {
	pages map[string]formerPage
}

type formerPage struct {
	words  int
	fields uint8 // which of driftFields were there
	kind   string
}

// driftFields are the fields whose loss is told.
var driftFields = [...]struct {
	name string
	has  func(*extract.Record) bool
}{
	{"title", func(r *extract.Record) bool { return r.Title != "" }},
	{"published", func(r *extract.Record) bool { return r.Published != "" }},
	{"authors", func(r *extract.Record) bool { return len(r.Authors) > 0 }},
	{"language", func(r *extract.Record) bool { return r.Language != "" }},
	{"url", func(r *extract.Record) bool { return r.URL != "" }},
}

func fieldsOf(r *extract.Record) uint8 {
	var set uint8
	for i, f := range driftFields {
		if f.has(r) {
			set |= 1 << i
		}
	}
	return set
}

// keyOf names a page across runs: its address, else its file and place in it.
func keyOf(r *extract.Record) string {
	if r.URL != "" {
		return r.URL
	}
	return fmt.Sprintf("%s#%d", r.Source.File, r.Source.Index)
}

// ReadFormer reads the JSON Lines of an earlier run.
func ReadFormer(r io.Reader) (*Former, error) {
	f := &Former{pages: map[string]formerPage{}}
	d := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	for n := 1; ; n++ {
		var rec extract.Record
		err := d.Decode(&rec)
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return nil, fmt.Errorf("record %d: %w; --against reads what pith -f jsonl wrote", n, err)
		}
		words := rec.WordCount
		if words == 0 {
			words = countWords(rec.Text)
		}
		f.pages[keyOf(&rec)] = formerPage{words: words, fields: fieldsOf(&rec), kind: rec.Kind}
	}
}

// Compare returns what a page lost since the earlier run.
func (f *Former) Compare(r *extract.Record, digest string, c *Config) []Finding {
	old, ok := f.pages[keyOf(r)]
	if !ok {
		return nil
	}
	var out []Finding
	add := func(id string, value float64, format string, args ...any) {
		k, _ := Named(id)
		if level := c.level(k); level != Off {
			out = append(out, Finding{Check: id, Level: level, Source: r.Source.File, URL: r.URL, Offset: r.Source.Offset, Message: clip(fmt.Sprintf(format, args...), maxMessage), Value: value, Fingerprint: fingerprint(id, digest), Page: digest})
		}
	}
	k, _ := Named("drift-text")
	words := r.WordCount
	if words == 0 {
		words = countWords(r.Text)
	}
	if lost := float64(old.words-words) / float64(max(old.words, 1)); old.words > 0 && lost >= c.threshold(k) {
		add("drift-text", lost, "%d words, %d in the former run", words, old.words)
	}
	var gone []string
	now := fieldsOf(r)
	for i, d := range driftFields {
		if old.fields&(1<<i) != 0 && now&(1<<i) == 0 {
			gone = append(gone, d.name)
		}
	}
	if len(gone) > 0 {
		add("drift-field", float64(len(gone)), "no longer there: %s", strings.Join(gone, ", "))
	}
	if old.kind != "" && r.Kind != old.kind {
		add("drift-kind", 0, "is %q, was %q", r.Kind, old.kind)
	}
	return out
}
