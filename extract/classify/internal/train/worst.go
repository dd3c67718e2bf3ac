package main

import (
	"fmt"
	"io"
	"math"
	"sort"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// Worst prints the n pages whose selection loses most, with the blocks that cost most: '+' kept
// though the gold has little of them, '-' dropped though it has.
func Worst(w io.Writer, pages []*Page, n int, keep func(p *Page) []bool, prob func(p *Page) []float32) {
	type loss struct {
		p *Page
		s F1
	}
	var list []loss
	for _, p := range pages {
		if p.With == nil && p.goldTotal > 0 {
			list = append(list, loss{p, p.Score(keep(p))})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].s.F < list[j].s.F })
	for _, l := range list[:min(n, len(list))] {
		p := l.p
		fmt.Fprintf(w, "\n%s %s %s %s: F1 %.3f P %.3f R %.3f, gold %d words, %d blocks\n", p.Set, p.ID, p.Kind, p.Group, l.s.F, l.s.P, l.s.R, p.goldTotal, p.Rows())
		k, pr := keep(p), prob(p)
		var bad []int
		cost := func(i int) float64 {
			if k[i] {
				return float64(1-p.Label[i]) * float64(len(p.tokens[i]))
			}
			return float64(p.Label[i]) * float64(len(p.tokens[i]))
		}
		for i := range k {
			if cost(i) > .02*float64(p.goldTotal) {
				bad = append(bad, i)
			}
		}
		sort.SliceStable(bad, func(i, j int) bool { return cost(bad[i]) > cost(bad[j]) })
		bad = bad[:min(len(bad), 12)]
		sort.Ints(bad)
		for _, i := range bad {
			sign := '-'
			if k[i] {
				sign = '+'
			}
			text := p.Doc.BlockText(i)
			fmt.Fprintf(w, "  %c %4d p %.2f label %.2f %5.0f words  %s | %.90s\n", sign, i, pr[i], p.Label[i], math.Round(cost(i)), path(p.Doc, p.Doc.Blocks[i].Node), strings.ReplaceAll(text, "\n", " "))
		}
	}
}

// path names the elements around a node, innermost last, as far as they have names.
func path(doc *block.Document, n int32) string {
	var out []string
	for ; n > 0 && len(out) < 5; n = doc.Nodes[n].Parent {
		nd := &doc.Nodes[n]
		s := nd.Tag.String()
		if nd.ID != 0 {
			s += "#" + doc.Names[nd.ID]
		}
		if nd.Class != 0 {
			s += "." + strings.Join(strings.Fields(doc.Names[nd.Class]), ".")
		}
		if len(s) > 40 {
			s = s[:40]
		}
		out = append(out, s)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return strings.Join(out, ">")
}
