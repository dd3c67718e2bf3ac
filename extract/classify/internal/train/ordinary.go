package main

import "github.com/pithcli/pith/extract/classify/internal/boost"

// never is a question that every row answers with no: bins are below 255.
var never = boost.Split{Bin: 255}

// ordinary grows one tree whose nodes each ask the question that gains most there, level by level, and adds it to the
// values of all rows.
func (t *grower) ordinary() {
	t.gradients()
	cols := t.columns()
	t.bounds = []int{0, len(t.order)}
	hists := make([][][]gh, len(cols)) // [column][leaf][bin]
	var levels [][]boost.Split
	for level := 0; level < t.p.Depth; level++ {
		totals := t.totals()
		lined := t.lined[:len(t.order)]
		for k, r := range t.order {
			lined[k] = t.slope[r]
		}
		found := make([][]bestAt, len(cols))
		parallel(t.p.Workers, len(cols), func(i int) {
			hists[i] = t.histograms(cols[i], hists[i], level)
			found[i] = t.leafSplits(hists[i], totals)
		})
		splits := make([]boost.Split, len(totals))
		any := false
		for l := range splits {
			splits[l] = never
			top := 1e-6
			for i := range cols {
				if found[i][l].gain > top {
					top = found[i][l].gain
					splits[l] = boost.Split{Column: uint16(cols[i]), Bin: uint8(found[i][l].bin)}
					any = true
				}
			}
		}
		if !any {
			break
		}
		levels = append(levels, splits)
		t.partitionEach(splits)
	}
	leaves := make([]float32, 1<<len(levels))
	for l, s := range t.totals() {
		leaves[l] = float32(-t.p.Rate * s.g / (s.h + t.p.Lambda))
	}
	n := len(t.value)
	const chunk = 1 << 14
	parallel(t.p.Workers, (n+chunk-1)/chunk, func(i int) {
		for r := i * chunk; r < min(n, (i+1)*chunk); r++ {
			node := 0
			for _, splits := range levels {
				s := splits[node]
				node *= 2
				if t.data.Bins[s.Column][r] >= s.Bin {
					node++
				}
			}
			t.value[r] += leaves[node]
		}
	})
}

type bestAt struct {
	gain float64
	bin  int
}

// leafSplits is the best split of each leaf by one column.
func (t *grower) leafSplits(hists [][]gh, totals []gh) []bestAt {
	out := make([]bestAt, len(hists))
	score := func(s gh) float64 { return s.g * s.g / (s.h + t.p.Lambda) }
	for l, h := range hists {
		var left gh
		whole := score(totals[l])
		for b := 1; b < len(h); b++ {
			left.g += h[b-1].g
			left.h += h[b-1].h
			right := gh{totals[l].g - left.g, totals[l].h - left.h}
			if left.h < t.p.MinChild || right.h < t.p.MinChild {
				continue
			}
			if gain := score(left) + score(right) - whole; gain > out[l].gain {
				out[l] = bestAt{gain, b}
			}
		}
	}
	return out
}

// partitionEach splits each leaf by its own question.
func (t *grower) partitionEach(splits []boost.Split) {
	spare := t.spare[:len(t.order)]
	bounds := make([]int, 0, 2*len(t.bounds))
	for l, s := range splits {
		bins := t.data.Bins[s.Column]
		lo, hi := t.bounds[l], t.bounds[l+1]
		at := lo
		for _, r := range t.order[lo:hi] {
			if bins[r] < s.Bin {
				spare[at] = r
				at++
			}
		}
		bounds = append(bounds, lo, at)
		for _, r := range t.order[lo:hi] {
			if bins[r] >= s.Bin {
				spare[at] = r
				at++
			}
		}
	}
	t.bounds = append(bounds, len(t.order))
	t.order, t.spare = spare, t.order
}
