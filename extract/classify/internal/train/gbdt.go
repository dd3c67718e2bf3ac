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
	// Gate is the model's gate.
	Gate boost.Gate
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

// Train grows trees on rows (indexes into data, ascending). The histograms of a
// feature are built by one goroutine in row order, so the result does not depend on Workers.
//
// Each node asks the question that gains most there. Symmetric trees, which ask one question a level, were tried first:
// 300 of them gave .868 on wcxb-dev in cross-validation, 200 of these .872 (articles .958 and .960, fundus-dev .964 and .968).
func Train(data *Rows, rows []int32, p Params) *boost.Model {
	t := &grower{data: data, p: p, rng: rand.New(rand.NewPCG(p.Seed, 0x9e3779b97f4a7c15))}
	t.start(rows)
	var trees []rawTree
	for n := 0; n < p.Trees; n++ {
		tree := t.tree()
		if len(tree.levels) == 0 {
			break
		}
		trees = append(trees, tree)
		t.apply(tree)
		if p.Progress != nil {
			p.Progress(n+1, t.value)
		}
	}
	m := encode(data.Columns, t.bias, trees)
	m.Gate = p.Gate
	return m
}

// question is a split of a node: rows of at least bin go right. Bin 0 is a node that is not split.
type question struct {
	column int
	bin    uint8
}

// rawTree is a tree of full levels; what is below a node that is not split lies on its left side.
type rawTree struct {
	levels [][]question
	leaves []float64 // of the last level's two sides
}

// encode makes the model of trees.
func encode(columns []boost.Column, bias float64, trees []rawTree) *boost.Model {
	m := &boost.Model{Columns: append([]boost.Column(nil), columns...), Bias: float32(bias)}
	top := 0.0
	for _, tr := range trees {
		for _, l := range tr.leaves {
			top = max(top, math.Abs(l))
		}
	}
	// The largest leaf is 1,000 units: a sum of 400 roundings then errs by about 6 units, which is
	// far below what moves a selection, and a leaf takes one or two bytes in the file.
	m.Scale = float32(max(top, 1e-9) / 1000)
	m.Trees = make([]boost.Tree, len(trees))
	for i, tr := range trees {
		depth := len(tr.levels)
		for level, asked := range tr.levels {
			for n, q := range asked {
				at := 1<<level + n
				if q.bin > 0 {
					m.Trees[i].Ask(at, boost.Split{Column: uint8(q.column), Bin: q.bin})
					continue
				}
				m.Trees[i].Leaf(at, units(tr.leaves[n<<(depth-level)], m.Scale))
			}
		}
		last := tr.levels[depth-1]
		for n, q := range last {
			if q.bin > 0 {
				m.Trees[i].Leaf(2*(1<<(depth-1)+n), units(tr.leaves[2*n], m.Scale))
				m.Trees[i].Leaf(2*(1<<(depth-1)+n)+1, units(tr.leaves[2*n+1], m.Scale))
			}
		}
	}
	return m
}

func units(v float64, scale float32) int16 { return int16(math.Round(v / float64(scale))) }

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

// tree grows one tree level by level.
func (t *grower) tree() rawTree {
	t.gradients()
	cols := t.columns()
	t.bounds = []int{0, len(t.order)}
	hists := make([][][]gh, len(cols)) // [column][leaf][bin]
	var tree rawTree
	for level := 0; level < t.p.Depth; level++ {
		totals := t.totals()
		lined := t.lined[:len(t.order)]
		for k, r := range t.order {
			lined[k] = t.slope[r]
		}
		found := make([][]best, len(cols))
		parallel(t.p.Workers, len(cols), func(i int) {
			hists[i] = t.histograms(cols[i], hists[i], level)
			found[i] = t.bestSplits(hists[i], totals)
		})
		asked := make([]question, len(totals))
		grown := false
		for l := range asked {
			top := leastGain
			for i, c := range cols {
				if b := found[i][l]; b.gain > top {
					top, asked[l], grown = b.gain, question{c, b.bin}, true
				}
			}
			if t.p.Gains != nil && asked[l].bin > 0 {
				t.p.Gains[asked[l].column] += top
			}
		}
		if !grown {
			break
		}
		tree.levels = append(tree.levels, asked)
		t.partition(asked)
	}
	for _, s := range t.totals() {
		tree.leaves = append(tree.leaves, -t.p.Rate*s.g/(s.h+t.p.Lambda))
	}
	return tree
}

// leastGain is the least gain of a split.
const leastGain = 1e-6

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

// best is the best split of a leaf by one column.
type best struct {
	gain float64
	bin  uint8
}

func (t *grower) bestSplits(hists [][]gh, totals []gh) []best {
	out := make([]best, len(hists))
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
				out[l] = best{gain, uint8(b)}
			}
		}
	}
	return out
}

// partition splits each leaf l into 2l (no) and 2l+1 (yes); all of a leaf without a question goes to 2l.
func (t *grower) partition(asked []question) {
	spare := t.spare[:len(t.order)]
	bounds := make([]int, 0, 2*len(t.bounds))
	for l, q := range asked {
		lo, hi := t.bounds[l], t.bounds[l+1]
		at := hi
		if q.bin == 0 {
			copy(spare[lo:hi], t.order[lo:hi])
		} else {
			bins := t.data.Bins[q.column]
			at = lo
			for _, r := range t.order[lo:hi] {
				if bins[r] < q.bin {
					spare[at] = r
					at++
				}
			}
			to := at
			for _, r := range t.order[lo:hi] {
				if bins[r] >= q.bin {
					spare[to] = r
					to++
				}
			}
		}
		bounds = append(bounds, lo, at)
	}
	t.bounds = append(bounds, len(t.order))
	t.order, t.spare = spare, t.order
}

// apply adds a tree to the values of all rows, trained on or not.
func (t *grower) apply(tree rawTree) {
	n := len(t.value)
	const chunk = 1 << 14
	parallel(t.p.Workers, (n+chunk-1)/chunk, func(i int) {
		for r := i * chunk; r < min(n, (i+1)*chunk); r++ {
			node := 0
			for _, asked := range tree.levels {
				q := asked[node]
				node *= 2
				if q.bin > 0 && t.data.Bins[q.column][r] >= q.bin {
					node++
				}
			}
			t.value[r] += float32(tree.leaves[node])
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
