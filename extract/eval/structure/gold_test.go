package structure_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/eval/structure"
	"github.com/pithcli/pith/extract/render"
)

// TestGold scores the Markdown of whole extractions against the Markdown that
// another tool makes of defuddle-dev: a guide, not the truth. It only reports.
func TestGold(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = "../../../../shared/corpora"
	}
	files, _ := filepath.Glob(filepath.Join(dir, "defuddle-dev", "html", "*"))
	if len(files) == 0 {
		t.Skip("no corpora at " + dir + "; set PITH_CORPORA")
	}
	format, err := render.Lookup("markdown")
	if err != nil {
		t.Fatal(err)
	}
	show := os.Getenv("PITH_DIFF")
	var sum [12]structure.Count
	var pages [12]int
	for _, file := range files {
		id, _, _ := strings.Cut(filepath.Base(file), ".html")
		gold := goldText(t, filepath.Join(dir, "defuddle-dev", "gold", id+".md"))
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.Extract(f, extract.Options{})
		f.Close()
		if err != nil {
			t.Logf("%s: %v", id, err)
			continue
		}
		var out strings.Builder
		in := a.Input()
		in.Base = addressOf(id, gold, in.Base)
		if err := format.Write(&out, in, render.Options{}); err != nil {
			t.Fatal(err)
		}
		want, got := structure.Markdown([]byte(gold), in.Base), structure.Markdown([]byte(out.String()), in.Base)
		want.Loosen()
		got.Loosen()
		for k, c := range structure.Compare(want, got) {
			sum[k].Add(c)
			if c.Gold > 0 {
				pages[k]++
			}
			if kind := structure.Kind(k); c.F1() < 1 && kind.String() == show {
				fmt.Printf("%s %d/%d/%d\n", id, c.Gold, c.Output, c.Matched)
				print("  -", structure.Missing(want[k], got[k]))
				print("  +", structure.Missing(got[k], want[k]))
			}
		}
	}
	mean, n := 0.0, 0
	t.Logf("%-12s %8s %8s %8s %7s", "kind", "gold", "output", "matched", "F1")
	for _, k := range structure.Kinds {
		t.Logf("%-12s %8d %8d %8d %7.4f", k, sum[k].Gold, sum[k].Output, sum[k].Matched, sum[k].F1())
		if pages[k] >= 3 {
			mean += sum[k].F1()
			n++
		}
	}
	t.Logf("mean over kinds %.4f", mean/float64(n))
}

// addressOf is the address that the gold's maker gave the page, which is its
// name or the beginning of it; known where the gold has no links to tell by.
func addressOf(id, gold, known string) string {
	_, name, _ := strings.Cut(id, "--")
	for _, name := range []string{id, name} {
		for name != "" {
			if strings.Contains(gold, "(https://"+name+"/") {
				return "https://" + name
			}
			name = name[:max(0, strings.LastIndexByte(name, '-'))]
		}
	}
	if known != "" {
		return known
	}
	const example = "https://www.example.com"
	if strings.Contains(gold, "("+example+"/") {
		return example
	}
	return "https://" + name
}

// goldText reads a gold file and takes its JSON head off.
func goldText(t *testing.T, path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skip(err)
	}
	s := string(b)
	if rest, ok := strings.CutPrefix(s, "```json\n"); ok {
		if _, body, ok := strings.Cut(rest, "\n```\n"); ok {
			return body
		}
	}
	return s
}
