package main

import (
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/internal/boost"
	"github.com/pithcli/pith/extract/classify/internal/selection"
)

// judged is a page with its candidate selections and what each is worth.
type judged struct {
	page  *Page
	first int // row of the first candidate
	cands []selection.Candidate
	keeps [][]bool
	f     []float32
}

// JudgeRows makes the training rows of the model that chooses between candidate selections: one
// row per candidate of each page with a gold text, from probabilities of models that have not seen the page.
func JudgeRows(pages []*Page, prob [][]float32, table *classify.Table, workers int) (*Rows, []*judged) {
	var list []*judged
	index := []int{}
	for i, p := range pages {
		if prob[i] != nil && p.With == nil {
			list = append(list, &judged{page: p})
			index = append(index, i)
		}
	}
	parallel(workers, len(list), func(k int) {
		j := list[k]
		cands, sorted := selection.Candidates(prob[index[k]], j.page.Context)
		j.cands = cands
		for c := range cands {
			keep := selection.Keep(&cands[c], &sorted, j.page.Rows())
			j.keeps = append(j.keeps, keep)
			j.f = append(j.f, float32(j.page.Score(keep).F))
		}
	})
	names := selection.FeatureNames(table.PageFacts, table.Marks)
	d := &Rows{Columns: make([]boost.Column, len(names)), Bins: make([][]uint8, len(names))}
	rows := 0
	for _, j := range list {
		j.first = rows
		rows += len(j.cands)
		for c := range j.cands {
			d.Label = append(d.Label, j.f[c])
			// All candidates of a page weigh as much as the page; the corpora's other sets are articles, of which wcxb-dev has enough.
			w := 1 / float32(len(j.cands))
			if j.page.goldTotal == 0 {
				w = 0
			}
			d.Weight = append(d.Weight, w*10)
		}
	}
	parallel(workers, len(names), func(k int) {
		var values []float32
		for _, j := range list {
			for c := range j.cands {
				values = append(values, j.cands[c].Features[k])
			}
		}
		d.Columns[k] = boost.Column{Name: names[k], Edges: Edges(values, binCount)}
		d.Bins[k] = make([]uint8, rows)
		for r, v := range values {
			d.Bins[k][r] = d.Columns[k].Bin(v)
		}
	})
	return d, list
}

// JudgeCV cross-validates the judge: for each fold it is trained on the other folds' pages, and
// chooses the candidate with the highest value. It returns the chosen index per page and its value.
func JudgeCV(d *Rows, list []*judged, p Params, folds []int) (map[*Page][]bool, map[*Page]float64) {
	keeps, values := map[*Page][]bool{}, map[*Page]float64{}
	for _, f := range folds {
		var rows []int32
		for _, j := range list {
			if j.page.Fold == f {
				continue
			}
			for r := range j.cands {
				rows = append(rows, int32(j.first+r))
			}
		}
		p.Progress = func(tree int, value []float32) {
			if tree != p.Trees {
				return
			}
			for _, j := range list {
				if j.page.Fold != f {
					continue
				}
				best, at := float32(-1), -1
				for c := range j.cands {
					if v := value[j.first+c]; at < 0 || v > best {
						best, at = v, c
					}
				}
				if at < 0 {
					keeps[j.page] = make([]bool, j.page.Rows())
					continue
				}
				keeps[j.page], values[j.page] = j.keeps[at], float64(best)
			}
		}
		Train(d, rows, p)
	}
	return keeps, values
}
