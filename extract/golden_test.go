package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract"
)

// TestGoldens holds the verdicts on the pages of testdata, one line a block,
// so that a change shows as the blocks that it flipped. Probabilities are left
// out: they move with every training. UPDATE=1 writes the goldens.
func TestGoldens(t *testing.T) {
	if testing.Short() {
		t.Skip("goldens follow the model: they are compared in full runs")
	}
	var pages []string
	for _, pattern := range []string{"../testdata/*.html", "../testdata/*.txt"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	if len(pages) < 7 {
		t.Fatalf("only %d pages in testdata", len(pages))
	}
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.Extract(bytes.NewReader(b), extract.Options{Name: filepath.Base(page)})
		if err != nil {
			t.Fatal(err)
		}
		golden := "../testdata/golden/" + filepath.Base(page) + ".golden"
		got := verdicts(a)
		if os.Getenv("UPDATE") != "" {
			if err := os.MkdirAll(filepath.Dir(golden), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range changed(string(want), got) {
			t.Errorf("%s: %s", filepath.Base(page), line)
		}
	}
}

func verdicts(a *extract.Article) string {
	var b strings.Builder
	r := a.Record()
	fmt.Fprintf(&b, "title %s\nauthors %s\npublished %s\nsite %s\nlanguage %s\nurl %s\n", r.Title, strings.Join(r.Authors, "; "), r.Published, r.Site, r.Language, r.URL)
	for i, v := range a.Verdicts() {
		word := "drop"
		if v.Keep {
			word = "keep"
		}
		text := []rune(strings.ReplaceAll(a.Doc.BlockText(i), "\n", " "))
		if len(text) > 60 {
			text = append(text[:59], '…')
		}
		fmt.Fprintf(&b, "%s %-13s %-7s | %s\n", word, v.Role, a.Doc.Blocks[i].Kind, string(text))
	}
	return b.String()
}

// changed lists the lines that one text has and the other has not.
func changed(want, got string) []string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var lines []string
	for _, line := range w {
		if !slices.Contains(g, line) {
			lines = append(lines, "was "+line)
		}
	}
	for _, line := range g {
		if !slices.Contains(w, line) {
			lines = append(lines, "now "+line)
		}
	}
	if len(lines) == 0 && want != got {
		lines = append(lines, "the order of its blocks changed")
	}
	return lines
}
