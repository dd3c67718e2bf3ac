package main

import (
	"fmt"
	"io"
	"sort"
	"strings"
)

// F1 is a page's precision, recall and their harmonic mean over token multisets.
type F1 struct{ P, R, F float64 }

// Score compares the kept blocks with the gold as WCXB's script does: empty
// gold and empty output score 1, empty gold and any output 0.
func (p *Page) Score(keep []bool) F1 {
	left := append([]int32(nil), p.goldCount...)
	total, hit := 0, 0
	for i, ids := range p.tokens {
		if !keep[i] {
			continue
		}
		total += len(ids)
		for _, id := range ids {
			if id >= 0 && left[id] > 0 {
				left[id]--
				hit++
			}
		}
	}
	switch {
	case p.goldTotal == 0 && total == 0:
		return F1{1, 1, 1}
	case p.goldTotal == 0 || total == 0:
		return F1{}
	}
	s := F1{P: float64(hit) / float64(total), R: float64(hit) / float64(p.goldTotal)}
	if hit > 0 {
		s.F = 2 * s.P * s.R / (s.P + s.R)
	}
	return s
}

// Segments counts found and missed segments.
type Segments struct{ TP, FN, FP, TN int }

// F returns the F-measure of the counts, and the accuracy.
func (s Segments) F() (f, accuracy float64) {
	return 2 * float64(s.TP) / max(1, float64(2*s.TP+s.FP+s.FN)), float64(s.TP+s.TN) / max(1, float64(s.TP+s.TN+s.FP+s.FN))
}

func (s *Segments) add(o Segments) {
	s.TP += o.TP
	s.FN += o.FN
	s.FP += o.FP
	s.TN += o.TN
}

// Segments counts the page's segments in the kept text.
func (p *Page) Segments(keep []bool) Segments {
	var b strings.Builder
	for i := range p.Doc.Blocks {
		if keep[i] {
			b.WriteString(p.Doc.BlockText(i))
			b.WriteByte('\n')
		}
	}
	text := squeeze(b.String())
	var s Segments
	for _, w := range p.With {
		if strings.Contains(text, squeeze(w)) {
			s.TP++
		} else {
			s.FN++
		}
	}
	for _, w := range p.Without {
		if strings.Contains(text, squeeze(w)) {
			s.FP++
		} else {
			s.TN++
		}
	}
	return s
}

// squeeze makes every run of white space one blank.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// tally gathers the page scores of one line of a report.
type tally struct {
	n       int
	p, r, f float64
}

func (t *tally) add(s F1) {
	t.n++
	t.p += s.P
	t.r += s.R
	t.f += s.F
}

func (t *tally) String() string {
	n := max(1, float64(t.n))
	return fmt.Sprintf("F1 %.4f  P %.4f  R %.4f  (%d pages)", t.f/n, t.p/n, t.r/n, t.n)
}

// typed reports whether the page's type is known: WCXB's pages in all their renderings.
func (p *Page) typed() bool { return p.Set == "wcxb-dev" || strings.HasPrefix(p.Set, "text-dev/") }

// Report prints the scores of a selection of blocks per set, page type, language and fold.
func Report(w io.Writer, pages []*Page, keep func(p *Page) []bool) map[string]float64 {
	lines := map[string]*tally{}
	segs := map[string]*Segments{}
	var order []string
	to := func(key string, s F1) {
		if lines[key] == nil {
			lines[key] = &tally{}
			order = append(order, key)
		}
		lines[key].add(s)
	}
	for _, p := range pages {
		k := keep(p)
		name := p.Set
		if p.Copy != "" {
			name += " " + p.Copy
		}
		if p.With != nil {
			if segs[name] == nil {
				segs[name] = &Segments{}
			}
			segs[name].add(p.Segments(k))
			continue
		}
		s := p.Score(k)
		to(name, s)
		if p.goldTotal > 0 {
			to(name+", gold not empty", s)
		}
		if p.typed() {
			to(name+" / "+p.Kind, s)
			if p.Copy == "" {
				to(fmt.Sprintf("%s fold %d", name, p.Fold), s)
			}
		}
		if p.Lang != "" && p.Copy == "" {
			to(name+" / "+p.Lang, s)
		}
	}
	sort.Strings(order)
	out := map[string]float64{}
	for _, k := range order {
		fmt.Fprintf(w, "%-40s %s\n", k, lines[k])
		out[k] = lines[k].f / float64(lines[k].n)
	}
	names := make([]string, 0, len(segs))
	for k := range segs {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		f, acc := segs[k].F()
		fmt.Fprintf(w, "%-40s F %.4f  accuracy %.4f  %+v\n", k, f, acc, *segs[k])
		out[k] = f
	}
	return out
}
