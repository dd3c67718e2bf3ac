package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
)

// reportStage prints the scores of the pages that a stage scored.
func reportStage(pages []*Page, s Stage, worst int) {
	var scored []*Page
	prob := map[*Page][]float32{}
	for i, p := range pages {
		if s.P[i] != nil {
			scored = append(scored, p)
			prob[p] = s.P[i]
		}
	}
	keep := func(p *Page) []bool {
		kept, _ := choose(p, prob[p])
		return kept
	}
	if worst > 0 {
		groups := map[string][]*Page{}
		for _, p := range scored {
			if p.Copy == "" {
				groups[p.Set+" "+p.Kind] = append(groups[p.Set+" "+p.Kind], p)
			}
		}
		for _, g := range names(groups) {
			Worst(os.Stdout, groups[g], worst, keep, func(p *Page) []float32 { return prob[p] })
		}
	}
	Report(os.Stdout, scored, keep)
	var bound, blocks tally
	for _, p := range scored {
		if p.With == nil && p.Copy == "" && p.typed() {
			bound.add(p.Score(bestThreshold(p, prob[p])))
			blocks.add(p.Score(labelled(p)))
		}
	}
	fmt.Printf("%-40s %s\n%-40s %s\n", "typed pages, best threshold per page", &bound, "typed pages, blocks with label >= .5", &blocks)
	reportFloors(scored, prob)
	Calibration(os.Stdout, scored, func(p *Page) float64 { _, e := choose(p, prob[p]); return e },
		func(p *Page) float64 { return p.Score(keep(p)).F })
}

// cachedStages reads stages from a file, or makes and writes them: the report can then be worked on
// without training again. The file must be of the same pages, segmented alike.
func cachedStages(name string, stages func() []Stage) []Stage {
	if name == "" {
		return stages()
	}
	var out []Stage
	if raw, err := os.ReadFile(name); err == nil {
		if gob.NewDecoder(bytes.NewReader(raw)).Decode(&out) == nil {
			return out
		}
	}
	out = stages()
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(out) == nil {
		_ = os.WriteFile(name, b.Bytes(), 0o644)
	}
	return out
}

// reportFloors prints what a least probability for kept blocks would do to each set.
func reportFloors(pages []*Page, prob map[*Page][]float32) {
	for _, floor := range []float32{.3, .4, .5, .6} {
		sets := map[string]*tally{}
		for _, p := range pages {
			if p.With != nil {
				continue
			}
			name := p.Set + " " + p.Copy
			if p.Set == "wcxb-dev" {
				name += " / " + p.Kind
			}
			if sets[name] == nil {
				sets[name] = &tally{}
			}
			k, _ := choose(p, prob[p])
			for i := range k {
				k[i] = k[i] && prob[p][i] >= floor
			}
			sets[name].add(p.Score(k))
		}
		fmt.Printf("least p %.1f:", floor)
		for _, n := range names(sets) {
			fmt.Printf(" %s %.4f;", n, sets[n].f/float64(sets[n].n))
		}
		fmt.Println()
	}
}

// labelled keeps the blocks that the gold mostly has: the bound of any selection of blocks.
func labelled(p *Page) []bool {
	k := make([]bool, p.Rows())
	for i := range k {
		k[i] = p.Label[i] >= .5
	}
	return k
}
