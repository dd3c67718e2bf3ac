package structure_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/eval/structure"
	"github.com/pithcli/pith/extract/render"
	"github.com/pithcli/pith/extract/source"
)

// pages lists the HTML pages of the corpora, every nth of them (PITH_EVERY: 1 for all, 10 unless set).
func pages(t *testing.T) []string {
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = "../../../../shared/corpora"
	}
	var all []string
	for _, c := range []string{"wcxb-dev", "segments-dev", "readability-dev", "defuddle-dev", "fundus-dev", "dates-dev"} {
		found, _ := filepath.Glob(filepath.Join(dir, c, "html", "*"))
		all = append(all, found...)
	}
	if len(all) == 0 {
		t.Skip("no corpora at " + dir + "; set PITH_CORPORA")
	}
	sort.Strings(all)
	every, _ := strconv.Atoi(os.Getenv("PITH_EVERY"))
	if every < 1 {
		every = 10
	}
	if testing.Short() {
		every = 100
	}
	var some []string
	for i := 0; i < len(all); i += every {
		some = append(some, all[i])
	}
	return some
}

func segment(t *testing.T, file string) *block.Document {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := source.NewReader(f, file, source.Options{}).Next()
	if err != nil {
		t.Logf("%s: %v", file, err)
		return nil
	}
	if p.MediaType == "text/plain" {
		return nil
	}
	return block.FromHTML(p.Bytes)
}

// roundTrip is the share of items of each kind that must survive from blocks to
// Markdown and back through a CommonMark parser.
const roundTrip = .985

// TestRoundTrip renders every block of the corpora's pages, menus and all, as
// Markdown and compares what goldmark reads with what the blocks hold.
//
//	PITH_DIFF=link go test -run RoundTrip ./extract/eval/structure   prints the links that differ
func TestRoundTrip(t *testing.T) {
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
		if err := render.Markdown(&out, render.Input{Doc: doc, Keep: keep, Base: base}, render.Options{}); err != nil {
			t.Fatal(err)
		}
		gold, got := structure.Blocks(doc, keep, base), structure.Markdown([]byte(out.String()), base)
		for k, c := range structure.Compare(gold, got) {
			sum[k].Add(c)
			if kind := structure.Kind(k); c.F1() < 1 && kind.String() == show && shown < 60 {
				shown++
				fmt.Printf("%s %d/%d/%d\n", filepath.Base(file), c.Gold, c.Output, c.Matched)
				print("  -", structure.Missing(gold[k], got[k]))
				print("  +", structure.Missing(got[k], gold[k]))
			}
		}
	}
	t.Logf("%-12s %8s %8s %8s %7s", "kind", "blocks", "markdown", "matched", "F1")
	for _, k := range structure.Kinds {
		c := sum[k]
		t.Logf("%-12s %8d %8d %8d %7.4f", k, c.Gold, c.Output, c.Matched, c.F1())
		if c.F1() < roundTrip {
			t.Errorf("%s: %.4f of the items survive, %.3f must", k, c.F1(), roundTrip)
		}
	}
}

// fixedPoints is the share of pages whose HTML output, read as a page and
// written again, must be the same bytes. The others hold pictures twice or
// footnotes that the second reading tells apart otherwise than the first.
//
// Forum pages whose posts stand inside a quotation that is never closed (wcxb-dev 0545
// and 1658) come back without it, and hold the share down.
const fixedPoints = .97

// TestFixedPoint reads the HTML output of the corpora's pages as pages and writes them again.
func TestFixedPoint(t *testing.T) {
	const base = "https://example.org/dir/page.html"
	same, all := 0, 0
	for _, file := range pages(t) {
		doc := segment(t, file)
		if doc == nil {
			continue
		}
		once := html(t, doc, base)
		twice := html(t, block.FromHTML([]byte(once)), base)
		all++
		if once == twice {
			same++
		} else {
			t.Logf("%s differs", filepath.Base(file))
		}
	}
	if float64(same) < fixedPoints*float64(all) {
		t.Errorf("%d of %d pages are fixed points, %.2f must be", same, all, fixedPoints)
	}
}

// html writes every block of a document as HTML.
func html(t *testing.T, doc *block.Document, base string) string {
	in := render.Input{Doc: doc, Base: base}
	for i := range doc.Blocks {
		in.Keep = append(in.Keep, i)
	}
	var out strings.Builder
	if err := render.HTML(&out, in, render.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func print(sign string, items []string) {
	for i, s := range items {
		if i == 4 {
			fmt.Println(sign, "…", len(items)-i, "more")
			return
		}
		if len(s) > 300 {
			s = s[:300] + "…"
		}
		fmt.Printf("%s %q\n", sign, s)
	}
}
