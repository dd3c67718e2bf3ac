package eval

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		tokens func(string) Tokens
		text   string
		want   map[string]int
	}{
		{Words, "Don't stop_me — NOW, now! 42", map[string]int{"don": 1, "t": 1, "stop_me": 1, "now": 2, "42": 1}},
		{Words, "日本語 text", map[string]int{"日本語": 1, "text": 1}},
		{Characters, "日本 abc日x", map[string]int{"日": 2, "本": 1, "abc": 1, "x": 1}},
		{Shingles, "a b c d e", map[string]int{"a b c d": 1, "b c d e": 1}},
		{Shingles, "a b", map[string]int{"a b": 1}},
		{Shingles, "", map[string]int{}},
	} {
		got := c.tokens(c.text)
		if len(got) != len(c.want) {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
		for word, n := range c.want {
			if got[word] != n {
				t.Errorf("%q: %d of %q, want %d", c.text, got[word], word, n)
			}
		}
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		gold, output string
		want         Score
	}{
		{"", "", Score{1, 1, 1}},
		{"", "x", Score{}},
		{"x", "", Score{}},
		{"a b c d", "a b", Score{2. / 3, 1, .5}},
		{"a a b", "a a a c", Score{4. / 7, .5, 2. / 3}},
		{"a", "b", Score{}},
	} {
		got := Compare(Words(c.gold), Words(c.output))
		if math.Abs(got.F1-c.want.F1) > 1e-9 || got.Precision != c.want.Precision || math.Abs(got.Recall-c.want.Recall) > 1e-9 {
			t.Errorf("%q against %q: %v, want %v", c.output, c.gold, got, c.want)
		}
	}
}

func TestSegments(t *testing.T) {
	c := Segments("the article, not the menu", []string{"article", "missing"}, []string{"menu", "footer", "advert"})
	if c != (Counts{TruePositive: 1, FalseNegative: 1, FalsePositive: 1, TrueNegative: 2}) {
		t.Errorf("counts %+v", c)
	}
	if s := c.Score(); s.Precision != .5 || s.Recall != .5 || c.Accuracy() != .6 {
		t.Errorf("score %+v, accuracy %v", s, c.Accuracy())
	}
}

func TestPlainMarkdown(t *testing.T) {
	for md, want := range map[string]string{
		"## Head [text](https://x.y/z_(a) \"t\") end":       "Head text end",
		"![alt words](pic.png) after":                       "after",
		"a[^1] b\\*c <b>bold</b> <https://a.b>":             "a b*c bold https a b",
		"```go extra\nx := \"[a](b)\"\n```\nbehind":         "x a b behind",
		"> - quote **strong**\n\n| a | b |\n|---|---|":      "quote strong a b",
		"[![alt](a.png) in link](target) then [ref] (note)": "in link then ref note",
	} {
		var words, wanted []string
		eachWord(plainMarkdown(md), func(w string) { words = append(words, w) })
		eachWord(strings.ReplaceAll(want, "*", " "), func(w string) { wanted = append(wanted, w) })
		if !slices.Equal(words, wanted) {
			t.Errorf("%q: %q, want %q", md, words, wanted)
		}
	}
}

// plainCorpus writes a corpus of the layout plain.
func plainCorpus(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRunAndFloors(t *testing.T) {
	dir := plainCorpus(t, map[string]string{"a.html": "<p>x", "a.txt": "one two", "b.html": "<p>y", "b.txt": "three", "c.html": "<p>z", "c.txt": ""})
	layout, err := Guess(dir)
	if err != nil || layout.Name != "plain" {
		t.Fatalf("layout %q, %v", layout.Name, err)
	}
	run := func(workers int, predictions map[string]string) *Report {
		t.Helper()
		r, err := Run(context.Background(), dir, layout, Options{Workers: workers, Predictions: predictions})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	good := map[string]string{"a": "one two", "b": "three", "c": ""}
	r := run(1, good)
	if r.All.F1 != 1 || r.All.Pages != 3 || r.WithGold == nil || r.WithGold.Pages != 2 {
		t.Errorf("report %+v", r.All)
	}
	var floors strings.Builder
	if err := r.WriteFloors(&floors); err != nil {
		t.Fatal(err)
	}
	f, err := ReadFloors(strings.NewReader(floors.String()))
	if err != nil {
		t.Fatal(err)
	}
	if means, pages, err := f.Check(run(3, good)); len(means)+len(pages) > 0 || err != nil {
		t.Errorf("the same run fell below its floors: %v %v %v", means, pages, err)
	}
	means, pages, err := f.Check(run(2, map[string]string{"a": "one two", "b": "four"}))
	if err != nil || len(pages) != 1 || pages[0].Name != "b" || len(means) == 0 {
		t.Errorf("page b fell: %v %v %v", means, pages, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "b.html"), []byte("<p>changed"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Check(run(1, good)); err == nil {
		t.Error("floors of other pages were compared")
	}
}

func TestReadPredictions(t *testing.T) {
	got, err := ReadPredictions(strings.NewReader("{\"id\":\"a\",\"text\":\"x\"}\n\n{\"file_id\":\"b\",\"main_content\":\"y\"}"))
	if err != nil || got["a"] != "x" || got["b"] != "y" {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := ReadPredictions(strings.NewReader("{}\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error %v", err)
	}
}

func TestCorporaLoad(t *testing.T) {
	root := os.Getenv("PITH_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	if _, err := os.Stat(root); err != nil {
		t.Skipf("no corpora: %v", err)
	}
	for name, want := range map[string]int{"wcxb-dev": 1497, "fundus-dev": 115, "segments-dev": 311, "readability-dev": 130,
		"defuddle-dev": 208, "text-fundus-dev": 460} {
		dir := filepath.Join(root, name)
		layout, err := Guess(dir)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := layout.Load(dir)
		if err != nil || len(cases) != want {
			t.Errorf("%s as %s: %d pages, %v; want %d", name, layout.Name, len(cases), err, want)
		}
	}
}
