package main

import (
	"fmt"
	"os"

	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// kindParams are the settings of the model that guesses the kind of a page.
var kindParams = Params{Trees: 120, Depth: 6, Rate: .1, Lambda: 3, MinChild: 3, RowSample: .7, ColSample: .5, Seed: 3}

// kindPages are the pages whose kind the benchmark states; the other sets are news and blogs by choice of the set.
func kindPages(pages []*Page) []*Page {
	var out []*Page
	for _, p := range pages {
		if p.Set == "wcxb-dev" && p.Copy != "continued" && len(p.Context.Page) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// kindRows has one row per page and kind: is the page of this kind?
func kindRows(pages []*Page, table *classify.Table, workers int) *Rows {
	d := &Rows{}
	values := make([][]float32, 1+len(table.PageFacts))
	for _, p := range pages {
		for k, kind := range classify.Kinds {
			y := float32(0)
			if p.Kind == string(kind) {
				y = 1
			}
			d.Label, d.Weight = append(d.Label, y), append(d.Weight, 1)
			values[0] = append(values[0], float32(k))
			for i, v := range p.Context.Page {
				values[1+i] = append(values[1+i], v)
			}
		}
	}
	d.Columns, d.Bins = make([]boost.Column, len(values)), make([][]uint8, len(values))
	parallel(workers, len(values), func(c int) {
		name := classify.KindColumn
		if c > 0 {
			name = table.PageFacts[c-1]
		}
		d.Columns[c] = boost.Column{Name: name, Edges: Edges(values[c], binCount)}
		d.Bins[c] = make([]uint8, len(values[c]))
		for r, v := range values[c] {
			d.Bins[c][r] = d.Columns[c].Bin(v)
		}
	})
	return d
}

// TrainKinds trains the kind model on all pages; nil where no kinds are known.
func TrainKinds(pages []*Page, table *classify.Table, workers int) *boost.Model {
	pages = kindPages(pages)
	if len(pages) == 0 {
		return nil
	}
	d := kindRows(pages, table, workers)
	rows := make([]int32, len(d.Label))
	for i := range rows {
		rows[i] = int32(i)
	}
	p := kindParams
	p.Workers = workers
	m := Train(d, rows, p)
	m.Shrink()
	return m
}

// CrossKinds sets the guessed kinds of the pages of each fold by a model trained on the other folds.
func CrossKinds(pages []*Page, table *classify.Table, folds []int, workers int) {
	taught := map[*Page]bool{}
	for _, p := range kindPages(pages) {
		taught[p] = true
	}
	if len(taught) == 0 {
		return
	}
	var asked []*Page
	for _, p := range pages {
		if len(p.Context.Page) > 0 {
			asked = append(asked, p)
		}
	}
	d := kindRows(asked, table, workers)
	n := len(classify.Kinds)
	for _, f := range folds {
		var rows []int32
		for i, p := range asked {
			for k := 0; k < n && p.Fold != f && taught[p]; k++ {
				rows = append(rows, int32(i*n+k))
			}
		}
		params := kindParams
		params.Workers = workers
		params.Progress = func(tree int, value []float32) {
			if tree != params.Trees {
				return
			}
			for i, p := range asked {
				if p.Fold != f {
					continue
				}
				best := 0
				for k := 1; k < n; k++ {
					if value[i*n+k] > value[i*n+best] {
						best = k
					}
				}
				p.Guess = classify.Kinds[best]
			}
		}
		Train(d, rows, params)
	}
}

// reportKinds prints the share of pages whose kind CrossKinds guessed right.
func reportKinds(pages []*Page) {
	right, all := map[string]int{}, map[string]int{}
	for _, p := range pages {
		if p.Set != "wcxb-dev" || p.Copy != "" || p.Guess == "" {
			continue
		}
		for _, key := range []string{p.Kind, "all"} {
			all[key]++
			if string(p.Guess) == p.Kind {
				right[key]++
			}
		}
	}
	if all["all"] == 0 {
		return
	}
	fmt.Fprintf(os.Stdout, "kind guessed right: %d of %d", right["all"], all["all"])
	for _, k := range classify.Kinds {
		fmt.Printf("; %s %d of %d", k, right[string(k)], all[string(k)])
	}
	fmt.Println()
}
