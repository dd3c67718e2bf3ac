package main

import (
	"math"
	"math/rand/v2"
	"sort"
	"sync"

	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// Rows are the training rows of a model, feature by feature.
type Rows struct {
	Columns []boost.Column
	Bins    [][]uint8 // [column][row], below len(Edges)+1
	// Label is the target: between 0 and 1 for Logistic, any value for Squares.
	Label, Weight []float32
}

// Loss is what the trees minimise.
type Loss uint8

const (
	Logistic Loss = iota
	Squares
)

// Params of one training run.
type Params struct {
	Loss                 Loss
	Trees, Depth         int
	Rate                 float64 // share of each tree's step that is taken
	Lambda               float64 // L2 on leaf values
	MinChild             float64 // least sum of hessians on each side of a split that counts
	RowSample, ColSample float64 // share of rows and columns that each tree sees
	Seed                 uint64
	Workers              int
	// Ordinary grows trees whose nodes each ask a question of their own, to compare: such trees are only cross-validated.
	Ordinary bool
	// Gains, if set, has a place per column and is raised by the loss that its splits save.
	Gains []float64
	// Progress, if set, is called after each tree with the trees so far and the
	// values of all rows.
	Progress func(tree int, value []float32)
}

// slope is a row's gradient and hessian, gh a sum of them.
type (
	slope struct{ g, h float32 }
	gh    struct{ g, h float64 }
)

// Train grows symmetric trees on rows (indexes into data, ascending). The
// histograms of a feature are built by one goroutine in row order, so the result does not
// depend on Workers.
func Train(data *Rows, rows []int32, p Params) *boost.Model {
	t := &grower{data: data, p: p, rng: rand.New(rand.NewPCG(p.Seed, 0x9e3779b97f4a7c15))}
	t.start(rows)
	type rawTree struct {
		splits []boost.Split
		leaves []float64
	}
	trees := make([]rawTree, 0, p.Trees)
	for n := 0; n < p.Trees; n++ {
		if p.Ordinary {
			t.ordinary()
			if p.Progress != nil {
				p.Progress(n+1, t.value)
			}
			continue
		}
		splits, leaves := t.tree()
		if len(splits) == 0 {
			break
		}
		trees = append(trees, rawTree{splits, leaves})
		t.apply(splits, leaves)
		if p.Progress != nil {
			p.Progress(n+1, t.value)
		}
	}
	m := &boost.Model{Columns: append([]boost.Column(nil), data.Columns...), Bias: float32(t.bias)}
	top := 0.0
	for _, tr := range trees {
		for _, l := range tr.leaves {
			top = max(top, math.Abs(l))
		}
	}
	// The largest leaf is 1,000 units: a sum of 400 roundings then errs by about 6 units, which is
	// far below what moves a selection, and a leaf takes one or two bytes in the file.
	m.Scale = float32(max(top, 1e-9) / 1000)
	for _, tr := range trees {
		out := boost.Tree{Splits: tr.splits, Leaves: make([]int16, len(tr.leaves))}
		for i, l := range tr.leaves {
			out.Leaves[i] = int16(math.Round(l / float64(m.Scale)))
		}
		m.Trees = append(m.Trees, out)
	}
	return m
}

// grower holds the state of one run.
type grower struct {
	data  *Rows
	p     Params
	rng   *rand.Rand
	rows  []int32
	bias  float64
	value []float32 // by row of data
	// of the tree that grows:
	order  []int32 // sampled rows, grouped by leaf, ascending within a leaf
	spare  []int32
	slope  []slope // by row
	pull   []float32
	bounds []int   // leaf l is order[bounds[l]:bounds[l+1]]
	lined  []slope // slopes in the order of order, for the leaves that are counted
}

func (t *grower) start(rows []int32) {
	t.rows = rows
	n := len(t.data.Label)
	t.value = make([]float32, n)
	t.slope = make([]slope, n)
	var sum, weight float64
	for _, r := range rows {
		sum += float64(t.data.Weight[r]) * float64(t.data.Label[r])
		weight += float64(t.data.Weight[r])
	}
	mean := sum / max(weight, 1e-9)
	t.bias = mean
	if t.p.Loss == Logistic {
		mean = min(max(mean, .001), .999)
		t.bias = math.Log(mean / (1 - mean))
	}
	for i := range t.value {
		t.value[i] = float32(t.bias)
	}
}

// gradients sets the slopes of the rows and draws those that the tree sees: rows
// that are likely to matter more often, with their slopes raised by as much as they are rarer
// (minimal variance sampling, Ibragimov and Gusev 2019). A quarter of the rows then
// teaches as much as six tenths drawn alike.
func (t *grower) gradients() {
	t.order = t.order[:0]
	t.pull = t.pull[:0]
	for _, r := range t.rows {
		w := t.data.Weight[r]
		if t.p.Loss == Squares {
			t.slope[r] = slope{w * (t.value[r] - t.data.Label[r]), w}
		} else {
			pr := boost.Sigmoid(t.value[r])
			t.slope[r] = slope{w * (pr - t.data.Label[r]), w * max(pr*(1-pr), 1e-6)}
		}
		s := t.slope[r]
		t.pull = append(t.pull, float32(math.Sqrt(float64(s.g*s.g+float32(.1*s.h*s.h)))))
	}
	limit := t.pullLimit()
	for k, r := range t.rows {
		share := min(1, t.pull[k]/limit)
		if float32(t.rng.Float64()) >= share {
			continue
		}
		t.order = append(t.order, r)
		t.slope[r].g /= share
		t.slope[r].h /= share
	}
	if cap(t.spare) < len(t.order) {
		t.spare = make([]int32, len(t.order)+len(t.order)/8)
		t.lined = make([]slope, cap(t.spare))
	}
}

// pullLimit is the pull from which a row is sure to be drawn, such that RowSample of the rows are expected.
func (t *grower) pullLimit() float32 {
	if t.p.RowSample >= 1 {
		return 1e-30
	}
	lo, hi := float32(0), float32(0)
	for _, v := range t.pull {
		hi = max(hi, v)
	}
	hi = hi/float32(max(t.p.RowSample, 1e-3)) + 1e-9
	// Every eighth row is enough to find the limit by.
	const stride = 8
	want := t.p.RowSample * float64((len(t.pull)+stride-1)/stride)
	for step := 0; step < 20; step++ {
		mid := (lo + hi) / 2
		sum := float32(0)
		for k := 0; k < len(t.pull); k += stride {
			sum += min(1, t.pull[k]/mid)
		}
		if float64(sum) > want {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// columns draws the features that a tree may ask about, ascending.
func (t *grower) columns() []int {
	var live []int
	for c := range t.data.Columns {
		if len(t.data.Columns[c].Edges) > 0 {
			live = append(live, c)
		}
	}
	n := max(1, int(math.Ceil(t.p.ColSample*float64(len(live)))))
	if n < len(live) {
		t.rng.Shuffle(len(live), func(i, j int) { live[i], live[j] = live[j], live[i] })
		live = live[:n]
	}
	sort.Ints(live)
	return live
}

// parallel runs f for each i below n on the workers.
func parallel(workers, n int, f func(i int)) {
	if workers < 2 {
		for i := 0; i < n; i++ {
			f(i)
		}
		return
	}
	var wg sync.WaitGroup
	next := make(chan int, n)
	for i := 0; i < n; i++ {
		next <- i
	}
	close(next)
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range next {
				f(i)
			}
		}()
	}
	wg.Wait()
}

// tree grows one tree level by level: one question for all leaves of a level,
// the one with the largest summed gain.
func (t *grower) tree() ([]boost.Split, []float64) {
	t.gradients()
	cols := t.columns()
	t.bounds = []int{0, len(t.order)}
	hists := make([][][]gh, len(cols)) // [column][leaf][bin]
	var splits []boost.Split
	for level := 0; level < t.p.Depth; level++ {
		type best struct {
			gain float64
			bin  int
		}
		found := make([]best, len(cols))
		totals := t.totals()
		lined := t.lined[:len(t.order)]
		for k, r := range t.order {
			lined[k] = t.slope[r]
		}
		parallel(t.p.Workers, len(cols), func(i int) {
			hists[i] = t.histograms(cols[i], hists[i], level)
			found[i].gain, found[i].bin = t.bestSplit(hists[i], totals)
		})
		at := -1
		for i := range found {
			if found[i].gain > 1e-6 && (at < 0 || found[i].gain > found[at].gain) {
				at = i
			}
		}
		if at < 0 {
			break
		}
		s := boost.Split{Column: uint16(cols[at]), Bin: uint8(found[at].bin)}
		splits = append(splits, s)
		if t.p.Gains != nil {
			t.p.Gains[s.Column] += found[at].gain
		}
		t.partition(s)
	}
	if len(splits) == 0 {
		return nil, nil
	}
	return splits, t.leaves(splits)
}

func (t *grower) totals() []gh {
	out := make([]gh, len(t.bounds)-1)
	for l := range out {
		for _, r := range t.order[t.bounds[l]:t.bounds[l+1]] {
			out[l].g += float64(t.slope[r].g)
			out[l].h += float64(t.slope[r].h)
		}
	}
	return out
}

// histograms fills the histograms of a column at a level. Of two sisters only
// the smaller is counted, the other is the parent's less hers.
func (t *grower) histograms(col int, parent [][]gh, level int) [][]gh {
	bins := t.data.Bins[col]
	n := len(t.data.Columns[col].Edges) + 1
	count := func(l int) []gh {
		h := make([]gh, n)
		lined := t.lined[t.bounds[l]:t.bounds[l+1]]
		for k, r := range t.order[t.bounds[l]:t.bounds[l+1]] {
			c := &h[bins[r]]
			c.g += float64(lined[k].g)
			c.h += float64(lined[k].h)
		}
		return h
	}
	if level == 0 {
		return [][]gh{count(0)}
	}
	out := make([][]gh, 2*len(parent))
	for l, ph := range parent {
		a, b := 2*l, 2*l+1
		if t.bounds[a+1]-t.bounds[a] > t.bounds[b+1]-t.bounds[b] {
			a, b = b, a
		}
		small := count(a)
		for i := range ph {
			ph[i].g -= small[i].g
			ph[i].h -= small[i].h
		}
		out[a], out[b] = small, ph
	}
	return out
}

func (t *grower) bestSplit(hists [][]gh, totals []gh) (float64, int) {
	gains := make([]float64, len(hists[0]))
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
			gains[b] += score(left) + score(right) - whole
		}
	}
	at := 0
	for b := range gains {
		if gains[b] > gains[at] {
			at = b
		}
	}
	return gains[at], at
}

// partition splits each leaf l into 2l (no) and 2l+1 (yes).
func (t *grower) partition(s boost.Split) {
	bins := t.data.Bins[s.Column]
	spare := t.spare[:len(t.order)]
	bounds := make([]int, 0, 2*len(t.bounds))
	for l := 0; l+1 < len(t.bounds); l++ {
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

// leaves returns the leaf values, numbered as the model numbers them: the
// first question is the lowest bit there and the highest of the partition's number.
func (t *grower) leaves(splits []boost.Split) []float64 {
	out := make([]float64, 1<<len(splits))
	for l, s := range t.totals() {
		at := 0
		for k := range splits {
			if l>>(len(splits)-1-k)&1 == 1 {
				at |= 1 << k
			}
		}
		out[at] = -t.p.Rate * s.g / (s.h + t.p.Lambda)
	}
	return out
}

// apply adds a tree to the values of all rows, trained on or not.
func (t *grower) apply(splits []boost.Split, leaves []float64) {
	n := len(t.value)
	const chunk = 1 << 14
	parallel(t.p.Workers, (n+chunk-1)/chunk, func(i int) {
		lo, hi := i*chunk, min(n, (i+1)*chunk)
		idx := make([]uint8, hi-lo)
		for k, s := range splits {
			col := t.data.Bins[s.Column][lo:hi]
			for r, b := range col {
				if b >= s.Bin {
					idx[r] |= 1 << k
				}
			}
		}
		for r, l := range idx {
			t.value[lo+r] += float32(leaves[l])
		}
	})
}

// Edges chooses at most n cut points for a column from a sample of its values:
// the distinct values while they are few, quantiles of the distinct-weighted sample else.
func Edges(values []float32, n int) []float32 {
	v := append([]float32(nil), values...)
	sort.Slice(v, func(i, j int) bool { return v[i] < v[j] })
	var distinct []float32
	for i, x := range v {
		if i == 0 || x != v[i-1] {
			distinct = append(distinct, x)
		}
	}
	if len(distinct) <= n+1 {
		return midpoints(distinct)
	}
	var cuts []float32
	for k := 1; k <= n; k++ {
		c := v[len(v)*k/(n+1)]
		if c > v[0] && (len(cuts) == 0 || c > cuts[len(cuts)-1]) {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

func midpoints(v []float32) []float32 {
	var out []float32
	for i := 1; i < len(v); i++ {
		mid := v[i-1] + (v[i]-v[i-1])/2
		if mid <= v[i-1] {
			mid = v[i]
		}
		out = append(out, mid)
	}
	return out
}
