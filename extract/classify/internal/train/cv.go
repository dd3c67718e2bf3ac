package main

import (
	"fmt"
	"io"
	"math"

	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// rowsOf lists the rows of the pages for which in is true, those without weight left out.
func rowsOf(d *Rows, pages []*Page, in func(p *Page) bool) []int32 {
	var out []int32
	for _, p := range pages {
		if !in(p) {
			continue
		}
		for r := p.First; r < p.First+p.Rows(); r++ {
			if d.Weight[r] > 0 {
				out = append(out, int32(r))
			}
		}
	}
	return out
}

// Stage is the probabilities of all pages' blocks after some number of trees.
type Stage struct {
	Trees int
	P     [][]float32 // by page, in the order of pages; nil for pages not scored
}

// CrossValidate trains one model per fold on the pages of the other folds for which use is
// true, and scores the fold's pages with it, after each number of trees in stages.
func CrossValidate(d *Rows, pages []*Page, p Params, folds []int, stages []int, use func(*Page) bool) []Stage {
	out := make([]Stage, len(stages))
	for s := range out {
		out[s] = Stage{Trees: stages[s], P: make([][]float32, len(pages))}
	}
	for _, f := range folds {
		rows := rowsOf(d, pages, func(p *Page) bool { return p.Fold != f && use(p) })
		keep(d, pages, p, rows, out, func(p *Page) bool { return p.Fold == f })
	}
	return out
}

// keep trains on rows and stores the probabilities of the pages for which score is true, those of the
// rows that the gate decides as they are then.
func keep(d *Rows, pages []*Page, p Params, rows []int32, out []Stage, score func(*Page) bool) {
	var early []float32
	p.Progress = func(tree int, value []float32) {
		if tree == p.Gate.Trees {
			early = append(early, value...)
		}
		for s := range out {
			if out[s].Trees != tree {
				continue
			}
			for i, page := range pages {
				if score(page) {
					v := append([]float32(nil), value[page.First:page.First+page.Rows()]...)
					for r := range v {
						if early != nil && p.Gate.Decides(early[page.First+r]) {
							v[r] = early[page.First+r]
						}
					}
					out[s].P[i] = probabilities(v)
				}
			}
		}
	}
	Train(d, rows, p)
}

// LeaveOut trains on the pages for which use is true and scores all others.
func LeaveOut(d *Rows, pages []*Page, p Params, use func(*Page) bool) Stage {
	out := []Stage{{Trees: p.Trees, P: make([][]float32, len(pages))}}
	keep(d, pages, p, rowsOf(d, pages, use), out, func(p *Page) bool { return !use(p) })
	return out[0]
}

// probabilities turns a model's values into probabilities.
func probabilities(value []float32) []float32 {
	out := make([]float32, len(value))
	for i, v := range value {
		out[i] = boost.Sigmoid(v)
	}
	return out
}

// choose is the selection of a page by a stage's probabilities, as classify.Document makes it, and its expected F1.
func choose(p *Page, prob []float32) (keep []bool, expected float64) {
	verdicts, expected := classify.Decide(p.Doc, prob, p.Context, classify.Balanced)
	keep = make([]bool, len(verdicts))
	for i := range verdicts {
		keep[i] = verdicts[i].Keep
	}
	return keep, expected
}

// bestThreshold is the best F1 that any threshold on the probabilities gives a page: the
// bound for a selection that only chooses where to cut.
func bestThreshold(p *Page, prob []float32) []bool {
	best, bestF := make([]bool, p.Rows()), -1.0
	for t := float32(.02); t < 1; t += .02 {
		k := make([]bool, p.Rows())
		for i := range k {
			k[i] = prob[i] >= t
		}
		if f := p.Score(k).F; f > bestF {
			best, bestF = k, f
		}
	}
	return best
}

// Calibration prints expected against actual F1 in ten bins of expected F1.
func Calibration(w io.Writer, pages []*Page, expected func(p *Page) float64, actual func(p *Page) float64) {
	var n [10]int
	var e, a [10]float64
	for _, p := range pages {
		if p.goldTotal == 0 || p.With != nil || p.Copy != "" {
			continue
		}
		x := expected(p)
		b := min(9, int(x*10))
		n[b]++
		e[b] += x
		a[b] += actual(p)
	}
	gap, all := 0.0, 0
	for b := range n {
		if n[b] == 0 {
			continue
		}
		fmt.Fprintf(w, "expected %.1f-%.1f: %4d pages, expected %.3f, actual %.3f\n", float64(b)/10, float64(b+1)/10, n[b], e[b]/float64(n[b]), a[b]/float64(n[b]))
		gap += math.Abs(e[b] - a[b])
		all += n[b]
	}
	fmt.Fprintf(w, "mean gap %.4f over %d pages\n", gap/float64(max(1, all)), all)
}
