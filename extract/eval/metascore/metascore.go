// Package metascore measures the metadata that pith gives against corpora
// whose titles, authors, days of publication and languages are known.
//
// Each function takes a corpus folder and returns a table: Dates reads
// htmldate's layout, WCXB the Web Content eXtraction Benchmark's, Fundus that of
// the news scraper fundus. The definitions of right and wrong are the
// benchmarks' own where they have one and are said at each function.
package metascore

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/meta"
)

// Options of a run.
type Options struct {
	// Every takes each n-th page alone; 0 and 1 take all.
	Every int
	// Metadata extracts a page's metadata; nil is extract.Extract without an
	// address, as htmldate's own comparison runs its tools.
	Metadata func(page []byte) (meta.Metadata, error)
}

// Miss is one answer that is not the gold.
type Miss struct {
	ID, Field, Gold, Got, Source string
}

// Rate is a count of right answers out of some.
type Rate struct {
	Right, Of int
}

// Share is Right/Of, 0 of nothing.
func (r Rate) Share() float64 {
	if r.Of == 0 {
		return 0
	}
	return float64(r.Right) / float64(r.Of)
}

func (r *Rate) add(right bool) {
	r.Of++
	if right {
		r.Right++
	}
}

func (r Rate) String() string { return fmt.Sprintf("%.3f  %d/%d", r.Share(), r.Right, r.Of) }

func (o Options) read(path string) (page []byte, m meta.Metadata, err error) {
	if page, err = readFile(path); err != nil {
		return nil, m, err
	}
	if o.Metadata != nil {
		m, err = o.Metadata(page)
		return page, m, err
	}
	a, err := extract.Extract(strings.NewReader(string(page)), extract.Options{})
	if err != nil {
		return page, m, err
	}
	return page, a.Meta, nil
}

func (o Options) skip(i int) bool { return o.Every > 1 && i%o.Every != 0 }

// readFile reads a file, or the gzip of it that stands beside its name.
func readFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		return b, nil
	}
	f, gzErr := os.Open(path + ".gz")
	if gzErr != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("reading %s.gz: %w", path, err)
	}
	return io.ReadAll(z)
}

func readJSON(path string, v any) error {
	b, err := readFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	return nil
}

// day is the day that a string of pith names, without any change of time zone.
func day(f meta.Field) string {
	if len(f.Value) < 10 {
		return f.Value
	}
	return f.Value[:10]
}

// DateScore counts days as htmldate's tests/comparison.py does.
type DateScore struct {
	// TP right, FP another day, FN no answer.
	TP, FP, FN int
}

func (s *DateScore) add(gold, got string) bool {
	switch {
	case got == "":
		s.FN++
	case got == gold:
		s.TP++
	default:
		s.FP++
	}
	return got == gold && got != ""
}

func (s DateScore) pages() float64 { return float64(s.TP + s.FP + s.FN) }

// Accuracy is right answers of all pages.
func (s DateScore) Accuracy() float64 { return ratio(float64(s.TP), s.pages()) }

// Precision is right answers of all answers.
func (s DateScore) Precision() float64 { return ratio(float64(s.TP), float64(s.TP+s.FP)) }

// Recall is right answers of right and missing ones: a wrong day counts against precision only.
func (s DateScore) Recall() float64 { return ratio(float64(s.TP), float64(s.TP+s.FN)) }

// F is 2tp/(2tp+fp+fn).
func (s DateScore) F() float64 { return ratio(2*float64(s.TP), float64(2*s.TP+s.FP+s.FN)) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

func (s DateScore) String() string {
	return fmt.Sprintf("accuracy %.3f  P %.3f  R %.3f  F %.3f  (%d right, %d wrong, %d none)", s.Accuracy(), s.Precision(), s.Recall(), s.F(), s.TP, s.FP, s.FN)
}

// DatesTable is the score on a corpus in htmldate's layout.
type DatesTable struct {
	Pages int
	// Digest is a hash of the golds and pages.
	Digest string
	Dates  DateScore
	// Language counts the pages whose visible words say clearly what language they are in: right where pith says the same.
	Language Rate
	// Sources says how each signal fared that won, Confidence how often answers of each confidence were right.
	Sources    map[string]*Rate
	Confidence map[string]*Rate
	Misses     []Miss
	// Failed are pages that could not be extracted, with the reason.
	Failed []string
}

// Dates scores days of publication against dates.json ({file: {url, date}}) and
// html/FILE. A page whose gold is null can only count as wrong or as without an answer.
func Dates(dir string, opt Options) (*DatesTable, error) {
	var gold map[string]struct{ URL, Date string }
	if err := readJSON(filepath.Join(dir, "dates.json"), &gold); err != nil {
		return nil, err
	}
	t := &DatesTable{Sources: map[string]*Rate{}, Confidence: map[string]*Rate{}}
	digest := newFingerprint()
	for i, id := range sortedKeys(gold) {
		if opt.skip(i) {
			continue
		}
		t.Pages++
		page, m, err := opt.read(filepath.Join(dir, "html", id))
		if err != nil {
			t.Failed = append(t.Failed, fmt.Sprintf("%s: %v", id, err))
		}
		digest.page(id, gold[id].Date, page)
		t.language(id, page, m)
		want, got := gold[id].Date, day(m.Published)
		right := t.Dates.add(want, got)
		count(t.Sources, m.Published.Source, right)
		confide(t.Confidence, "published", m.Published, right)
		if !right {
			t.Misses = append(t.Misses, Miss{id, "published", want, m.Published.Value, m.Published.Source})
		}
	}
	t.Digest = digest.String()
	return t, nil
}

func (t *DatesTable) language(id string, page []byte, m meta.Metadata) {
	want := clearLanguage(visible(page))
	if want == "" {
		return
	}
	got, _, _ := strings.Cut(m.Language.Value, "-")
	t.Language.add(got == want)
	if got != want {
		t.Misses = append(t.Misses, Miss{id, "language", want, m.Language.Value, m.Language.Source})
	}
}

// Write prints the table; misses too where all is set.
func (t *DatesTable) Write(w io.Writer, all bool) error {
	p := printer{w: w}
	p.line("pages %d\n%s", t.Pages, t.Dates)
	p.rates("source of the answer", t.Sources)
	p.rates("confidence, and the share that is right", t.Confidence)
	p.line("\nlanguage, where the words of the page are clear: %s", t.Language)
	p.misses(t.Misses, t.Failed, all)
	return p.err
}

func count(m map[string]*Rate, key string, right bool) {
	if key == "" {
		key = "none"
	}
	if m[key] == nil {
		m[key] = &Rate{}
	}
	m[key].add(right)
}

// confide counts an answer under its field and confidence, to one digit below .9.
func confide(m map[string]*Rate, field string, f meta.Field, right bool) {
	if f.Value == "" {
		return
	}
	format := "%s .%.0f"
	c := f.Confidence * 10
	if f.Confidence >= .9 {
		c *= 10
	}
	count(m, fmt.Sprintf(format, field, c), right)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) rates(title string, m map[string]*Rate) {
	p.line("\n%s", title)
	for _, k := range sortedKeys(m) {
		p.line("  %-32s %s", k, m[k])
	}
}

func (p *printer) misses(list []Miss, failed []string, all bool) {
	for _, f := range failed {
		p.line("failed: %s", f)
	}
	if !all {
		return
	}
	p.line("")
	for _, m := range list {
		p.line("%s\t%s\tgold %q\tgot %q\t%s", m.ID, m.Field, m.Gold, m.Got, m.Source)
	}
}
