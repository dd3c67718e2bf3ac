package selection

import (
	"math"
	"sort"
)

// Context is what the selection knows of a page's blocks beside their probabilities.
// All slices but Page have one entry a block.
type Context struct {
	// Words is each block's length in the unit of the benchmarks: words, or characters of scripts
	// without word spaces.
	Words []int32
	// Linked are the words inside links, Para the words of running text.
	Linked, Para []float32
	// Group numbers blocks of one make (path of tags and classes), Part blocks of one element;
	// blocks of a group or part tend to be article or not together.
	Group, Part []int32
	// Marks are facts of a block, one bit each, numbered as the table likes: at most MarkCount.
	Marks []uint16
	// Page are facts of the whole page.
	Page []float32
}

// MarkCount is the number of marks that candidates report.
const MarkCount = 12

// Candidate is one selection that Judge may choose.
type Candidate struct {
	// Order is the score that the blocks were sorted by, Size how many of the sorted blocks are kept.
	Order, Size int
	// Expected is the expected F1 if the probabilities are right.
	Expected float64
	// Features describe the candidate to the model, see FeatureNames.
	Features []float32
}

// Orders by which blocks are sorted to make candidates.
const (
	byProbability = iota
	byGroup       // probability averaged with that of the block's group
	byPart        // … of its part
	orderCount
)

// candidateFeatures are the names of a candidate's own features; marks and page facts follow.
var candidateFeatures = []string{"order", "threshold", "expected_f1", "expected_precision", "expected_recall", "word_share", "words",
	"expected_gold", "blocks", "words_per_block", "link_share", "para_share", "para_recall", "groups", "top_group_share", "runs", "span_gap",
	"first", "last", "doubt", "doubt_kept", "doubt_dropped", "loss_to_best", "size_to_best", "mean_kept", "mean_dropped", "best_f1", "next_links", "next_words"}

// FeatureNames are the names of a candidate's features, given those of the page facts and marks.
func FeatureNames(page, marks []string) []string {
	out := append([]string(nil), candidateFeatures...)
	for _, m := range marks {
		out = append(out, "kept_"+m, "dropped_"+m)
	}
	return append(out, page...)
}

// thresholds are where each order is cut, beside its best expected F1.
var thresholds = [...]float32{.06, .12, .2, .3, .4, .5, .6, .7, .8, .9}

// sorted is the blocks with words, sorted by a score.
type sorted struct {
	order []int32
	score []float32
}

func sortBy(score []float32, words []int32) sorted {
	order := make([]int32, 0, len(score))
	for i := range score {
		if words[i] > 0 {
			order = append(order, int32(i))
		}
	}
	sort.Slice(order, func(a, b int) bool {
		x, y := order[a], order[b]
		if score[x] != score[y] {
			return score[x] > score[y]
		}
		return x < y
	})
	return sorted{order, score}
}

// Candidates lists selections worth a look, and the orders that their Size counts in.
func Candidates(p []float32, c *Context) ([]Candidate, [orderCount]sorted) {
	var orders [orderCount]sorted
	orders[byProbability] = sortBy(p, c.Words)
	orders[byGroup] = sortBy(smooth(p, c.Words, c.Group), c.Words)
	orders[byPart] = sortBy(smooth(p, c.Words, c.Part), c.Words)
	var gold, total float64
	for i, w := range c.Words {
		gold += float64(p[i]) * float64(w)
		total += float64(w)
	}
	var out []Candidate
	seen := map[[2]int64]bool{}
	for k, s := range orders {
		out = appendCuts(out, k, s, p, c, gold, total, seen)
	}
	best := Candidate{}
	for _, cand := range out {
		if cand.Expected > best.Expected {
			best = cand
		}
	}
	for i := range out {
		f := out[i].Features
		f[22] = float32(best.Expected - out[i].Expected)
		f[23] = f[6] - ratio(float32(best.Features[6]), 1)
		f[26] = float32(best.Expected)
	}
	return out, orders
}

// smooth averages each block's log-odds with those of its group, by words.
func smooth(p []float32, words []int32, group []int32) []float32 {
	if group == nil {
		return p
	}
	n := int32(0)
	for _, g := range group {
		n = max(n, g+1)
	}
	sum, weight := make([]float64, n), make([]float64, n)
	odds := make([]float64, len(p))
	for i, v := range p {
		x := min(max(float64(v), .002), .998)
		odds[i] = math.Log(x / (1 - x))
		w := math.Sqrt(float64(words[i]))
		sum[group[i]] += odds[i] * w
		weight[group[i]] += w
	}
	out := make([]float32, len(p))
	for i := range out {
		o := odds[i]
		if w := weight[group[i]]; w > 0 {
			o = (o + 2*sum[group[i]]/w) / 3
		}
		out[i] = float32(1 / (1 + math.Exp(-o)))
	}
	return out
}

// state sums the blocks kept so far while an order is walked.
type state struct {
	words, hit, linked, para, doubt float64
	blocks, runs                    int
	first, last                     int32
	groups                          map[int32]float64
	topGroup                        float64
	marks                           [MarkCount]float64
}

func appendCuts(out []Candidate, order int, s sorted, p []float32, c *Context, gold, total float64, seen map[[2]int64]bool) []Candidate {
	bestAt, bestF, hit, words := 0, 0.0, 0.0, 0.0
	for k, i := range s.order {
		hit += float64(p[i]) * float64(c.Words[i])
		words += float64(c.Words[i])
		if f := 2 * hit / (words + gold); f > bestF {
			bestAt, bestF = k+1, f
		}
	}
	var all state
	all.add(s.order, p, c, make([]bool, len(p)))
	cuts := map[int]bool{bestAt: true}
	for _, t := range thresholds {
		cuts[sort.Search(len(s.order), func(k int) bool { return s.score[s.order[k]] < t })] = true
	}
	var at []int
	for k := range cuts {
		if k > 0 {
			at = append(at, k)
		}
	}
	sort.Ints(at)
	st := state{first: math.MaxInt32, last: -1, groups: map[int32]float64{}}
	kept := make([]bool, len(p))
	done := 0
	for _, k := range at {
		st.add(s.order[done:k], p, c, kept)
		done = k
		key := [2]int64{int64(st.words), int64(st.hit * 16)}
		if seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, st.candidate(order, k, s, c, &all, gold, total))
	}
	return out
}

// add keeps further blocks.
func (st *state) add(blocks []int32, p []float32, c *Context, kept []bool) {
	for _, i := range blocks {
		w := float64(c.Words[i])
		st.words += w
		st.hit += float64(p[i]) * w
		st.doubt += float64(p[i]) * float64(1-p[i]) * w
		st.linked += float64(c.Linked[i])
		st.para += float64(c.Para[i])
		st.blocks++
		// A block joins the runs on its left and right.
		st.runs++
		if i > 0 && kept[i-1] {
			st.runs--
		}
		if int(i)+1 < len(kept) && kept[i+1] {
			st.runs--
		}
		kept[i] = true
		st.first, st.last = min(st.first, i), max(st.last, i)
		if st.groups != nil && c.Group != nil {
			st.groups[c.Group[i]] += w
			st.topGroup = max(st.topGroup, st.groups[c.Group[i]])
		}
		if c.Marks != nil {
			for m := 0; m < MarkCount; m++ {
				if c.Marks[i]>>m&1 == 1 {
					st.marks[m] += w
				}
			}
		}
	}
}

func ratio(a, b float32) float32 {
	if b <= 0 {
		return 0
	}
	return a / b
}

func (st *state) candidate(order, size int, s sorted, c *Context, all *state, gold, total float64) Candidate {
	share := func(a, b float64) float32 { return ratio(float32(a), float32(b)) }
	span := 0.0
	for i := st.first; i <= st.last; i++ {
		span += float64(c.Words[i])
	}
	expected := 2 * st.hit / (st.words + gold)
	nextLinks, nextWords := float32(-1), float32(-1)
	if size < len(s.order) {
		i := s.order[size]
		nextLinks, nextWords = ratio(c.Linked[i], float32(c.Words[i])), float32(c.Words[i])
	}
	n := float64(len(c.Words))
	f := []float32{float32(order), s.score[s.order[size-1]], float32(expected), share(st.hit, st.words), share(st.hit, gold), share(st.words, total),
		float32(math.Log1p(st.words)), float32(math.Log1p(gold)), float32(st.blocks), share(st.words, float64(st.blocks)), share(st.linked, st.words),
		share(st.para, st.words), share(st.para, all.para), float32(len(st.groups)), share(st.topGroup, st.words), float32(st.runs), 1 - share(st.words, span),
		share(float64(st.first), n), share(float64(st.last), n), share(all.doubt, gold), share(st.doubt, st.words),
		share(all.doubt-st.doubt, total-st.words), 0, 0, share(st.hit, st.words), share(gold-st.hit, total-st.words), 0, nextLinks, nextWords}
	for m := 0; m < MarkCount; m++ {
		f = append(f, share(st.marks[m], st.words), share(all.marks[m]-st.marks[m], all.marks[m]))
	}
	return Candidate{Order: order, Size: size, Expected: expected, Features: append(f, c.Page...)}
}

// Keep returns the blocks of a candidate.
func Keep(cand *Candidate, orders *[orderCount]sorted, n int) []bool {
	out := make([]bool, n)
	for _, i := range orders[cand.Order].order[:cand.Size] {
		out[i] = true
	}
	return out
}
