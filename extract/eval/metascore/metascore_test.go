package metascore

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/meta"
)

// write lays a small corpus out.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// answers stands in for the extractor: page text to metadata.
func answers(m map[string]meta.Metadata) Options {
	return Options{Metadata: func(page []byte) (meta.Metadata, error) {
		for k, v := range m {
			if strings.Contains(string(page), k) {
				return v, nil
			}
		}
		return meta.Metadata{}, nil
	}}
}

func field(v string) meta.Field { return meta.Field{Value: v, Source: "test"} }

func TestDates(t *testing.T) {
	dir := write(t, map[string]string{
		"dates.json": `{"a":{"date":"2020-01-02"},"b":{"date":"2020-01-02"},"c":{"date":"2020-01-02"},"d":{"date":null},"e":{"date":null}}`,
		"html/a":     "pa", "html/b": "pb", "html/c": "pc", "html/d": "pd", "html/e": "pe",
	})
	got, err := Dates(dir, answers(map[string]meta.Metadata{"pa": {Published: field("2020-01-02T23:00:00Z")}, "pb": {Published: field("2020-01-03")}, "pd": {Published: field("2020-01-01")}}))
	if err != nil {
		t.Fatal(err)
	}
	if want := (DateScore{TP: 1, FP: 2, FN: 2}); got.Dates != want {
		t.Errorf("%+v, want %+v", got.Dates, want)
	}
	if a := got.Dates.Accuracy(); a != .2 {
		t.Errorf("accuracy %v", a)
	}
	if len(got.Misses) != 4 {
		t.Errorf("misses %v", got.Misses)
	}
	if _, err := Dates(t.TempDir(), Options{}); err == nil {
		t.Error("a folder without dates.json is no error")
	}
}

func TestWCXB(t *testing.T) {
	truth := func(kind, title, author, date string) string {
		return `{"_internal":{"page_type":{"primary":"` + kind + `"}},"ground_truth":{"title":"` + title + `","author":"` + author + `","publish_date":"` + date + `"}}`
	}
	dir := write(t, map[string]string{
		"ground-truth/1.json": truth("article", "A “B”", "Jane Doe, John Roe", "2020-01-02"), "html/1.html": `<h1>A "B"</h1> Jane Doe and John Roe, January 2, 2020`,
		"ground-truth/2.json": truth("article", "C", "Jane Doe", "2020-01-02"), "html/2.html": `<h1>C</h1> nobody, no day`,
		"ground-truth/3.json": truth("article", "D", "", ""), "html/3.html": `<h1>D</h1>`,
		"ground-truth/4.json": truth("product", "E", "", ""), "html/4.html": `<h1>E</h1>`,
	})
	got, err := WCXB(dir, answers(map[string]meta.Metadata{
		"January": {Title: field(`a "b"`), Authors: []meta.Field{field("John Roe"), field("Jane Doe")}, Published: field("2020-01-02")},
		"nobody":  {Title: field("C | Site")}, ">D<": {Title: field("D"), Authors: []meta.Field{field("X Y")}, Published: field("2020-01-02")}, ">E<": {Title: field("E")},
	}))
	if err != nil {
		t.Fatal(err)
	}
	if r := *got.Title["all"]; r != (Rate{3, 4}) {
		t.Errorf("titles %v", r)
	}
	// Page 2's author and day are nowhere in it: left out.
	if r := *got.Authors["article"]; r != (Rate{1, 1}) {
		t.Errorf("authors %v", r)
	}
	if got.Dates != (DateScore{TP: 1}) {
		t.Errorf("dates %+v", got.Dates)
	}
	if got.DateFalse != (Rate{1, 1}) || *got.AuthorFalse["article"] != (Rate{1, 1}) {
		t.Errorf("false answers %v %v", got.DateFalse, *got.AuthorFalse["article"])
	}
}

func TestFundus(t *testing.T) {
	dir := write(t, map[string]string{
		"ground-truth/a.json": `{"title":"A","language":"de","authors":["Jana Müller"],"publish_date":"2024-01-02 10:00:00"}`, "html/a.html": "pa",
		"ground-truth/b.json": `{"title":"B","language":"sv","authors":[],"publish_date":""}`, "html/b.html": "pb",
	})
	got, err := Fundus(dir, answers(map[string]meta.Metadata{"pa": {Title: field("A"), Language: field("de-AT"), Published: field("2024-01-02"), Authors: []meta.Field{field("Jana Müller")}}, "pb": {Title: field("C"), Authors: []meta.Field{field("X")}}}))
	if err != nil {
		t.Fatal(err)
	}
	if *got.Title["all"] != (Rate{1, 2}) || *got.Authors["de"] != (Rate{1, 1}) || *got.Dates["all"] != (Rate{1, 1}) || *got.Languages["sv"] != (Rate{0, 1}) || got.AuthorFalse != (Rate{1, 1}) {
		t.Errorf("%+v", got)
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"Jane Doe, MD and John Roe": "jane doe;john roe", "By Jane Doe | Jana Müller & X": "jana müller;jane doe;x", "": "", "jane@example.org": "", "Jane Doe (Editor)": "jane doe (editor)",
	} {
		if got := strings.Join(sortedKeys(Names(in)), ";"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// corpus returns a development corpus and the options of the run, or skips.
// METASCORE_EVERY=1 takes all pages (the default is every third), METASCORE_MISSES=1 prints what was missed.
func corpus(t *testing.T, name string) (string, Options) {
	t.Helper()
	if testing.Short() {
		t.Skip("scores a corpus: takes seconds")
	}
	root := os.Getenv("PITH_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "corpora")
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("corpus %s is not here: set PITH_CORPORA to the folder that holds it", name)
	}
	every, err := strconv.Atoi(os.Getenv("METASCORE_EVERY"))
	if err != nil {
		every = 3
	}
	return dir, Options{Every: every}
}

func floor(t *testing.T, name string, got, floor float64) {
	t.Helper()
	if got < floor {
		t.Errorf("%s %.3f is below its floor %.3f", name, got, floor)
	}
}

// The floors are a point or two below what was measured on all pages: a third
// of them scatters that much.
func TestDatesFloor(t *testing.T) {
	dir, opt := corpus(t, "dates-dev")
	opt.Every = 1 // few pages: a part of them scatters too much
	r, err := Dates(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.Write(&b, os.Getenv("METASCORE_MISSES") != ""); err != nil {
		t.Fatal(err)
	}
	t.Log(b.String())
	floor(t, "accuracy", r.Dates.Accuracy(), .88)
}

func TestWCXBFloor(t *testing.T) {
	dir, opt := corpus(t, "wcxb-dev")
	r, err := WCXB(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.Write(&b, os.Getenv("METASCORE_MISSES") != ""); err != nil {
		t.Fatal(err)
	}
	t.Log(b.String())
	floor(t, "titles of articles", r.Title["article"].Share(), .87)
	floor(t, "titles of all pages", r.Title["all"].Share(), .765)
	floor(t, "authors of articles", r.Authors["article"].Share(), .73)
	floor(t, "dates", r.Dates.Accuracy(), .89)
	floor(t, "English", r.English.Share(), .98)
}

func TestFundusFloor(t *testing.T) {
	dir, opt := corpus(t, "fundus-dev")
	opt.Every = 1
	r, err := Fundus(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.Write(&b, os.Getenv("METASCORE_MISSES") != ""); err != nil {
		t.Fatal(err)
	}
	t.Log(b.String())
	floor(t, "authors", r.Authors["all"].Share(), .76)
	floor(t, "dates", r.Dates["all"].Share(), .93)
	floor(t, "languages", r.Languages["all"].Share(), .98)
}
