package structure_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/eval/structure"
	"github.com/pithcli/pith/extract/render"
)

// reread is the share of items of each kind that must come back when the HTML
// that pith writes is cut into blocks again.
const reread = .99

// rereadQuotes is lower: two forum pages (wcxb-dev 0545 and 1658) whose posts stand
// inside a quotation that is never closed come back without it.
const rereadQuotes = .88

// TestReread writes every block of the corpora's pages as HTML and compares
// what FromHTML reads of it with what the blocks hold.
//
//	PITH_DIFF=quote go test -v -run Reread ./extract/eval/structure   prints the quotes that differ
func TestReread(t *testing.T) {
	const base = "https://example.org/dir/page.html?q=1"
	var sum [12]structure.Count
	show := os.Getenv("PITH_DIFF")
	shown := 0
	for _, file := range pages(t) {
		doc := segment(t, file)
		if doc == nil {
			continue
		}
		keep := make([]int, len(doc.Blocks))
		for i := range keep {
			keep[i] = i
		}
		var out strings.Builder
		if err := render.HTML(&out, render.Input{Doc: doc, Keep: keep, Base: base}, render.Options{}); err != nil {
			t.Fatal(err)
		}
		again := block.FromHTML([]byte(out.String()))
		all := make([]int, len(again.Blocks))
		for i := range all {
			all[i] = i
		}
		gold, got := structure.Blocks(doc, keep, base), structure.Blocks(again, all, base)
		for k, c := range structure.Compare(gold, got) {
			sum[k].Add(c)
			if kind := structure.Kind(k); c.F1() < 1 && kind.String() == show && shown < 40 {
				shown++
				fmt.Printf("%s %d/%d/%d\n", filepath.Base(file), c.Gold, c.Output, c.Matched)
				print("  -", structure.Missing(gold[k], got[k]))
				print("  +", structure.Missing(got[k], gold[k]))
			}
		}
	}
	for _, k := range structure.Kinds {
		c := sum[k]
		t.Logf("%-12s %8d %8d %8d %7.4f", k, c.Gold, c.Output, c.Matched, c.F1())
		least := reread
		if k == structure.Quote {
			least = rereadQuotes
		}
		if c.F1() < least {
			t.Errorf("%s: %.4f of the items come back, %.2f must", k, c.F1(), least)
		}
	}
}
