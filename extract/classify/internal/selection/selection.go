// Package selection decides which blocks make the article, given the
// probability of each that it belongs there and its length.
package selection

import (
	"math"
	"slices"
)

// Aim moves the selection.
type Aim uint8

const (
	Balanced Aim = iota
	Precision
	Recall
)

// betas are the F-measures that the aims maximise: beta > 1 weighs recall higher.
// Precision and Recall are the benchmarks' usual halves.
var betas = [...]float64{Balanced: 1, Precision: .5, Recall: 2}

// Choice is a selection of blocks.
type Choice struct {
	Keep []bool
	// Expected is the expected F1 of the selection if the probabilities are right.
	Expected float64
	// Threshold is the probability of the least probable block that is kept.
	Threshold float32
}

// Choose keeps the blocks that maximise the page's expected F-measure: blocks
// are sorted by probability, and of all prefixes the best is taken. For a
// prefix of T words of which H are expected to be right, out of G expected in the
// gold, F = (1+b²)·H / (T + b²·G). (The ratio of expectations: the expectation of the ratio
// is not cheaper and differs in the third digit for pages of hundreds of words.)
func Choose(p []float32, words []int32, aim Aim) Choice {
	// Probabilities are not negative, so their bits sort as they do; turned over, the highest come
	// first, and below them the earlier of two alike.
	order := make([]uint64, 0, len(p))
	var gold float64
	for i := range p {
		if words[i] > 0 {
			order = append(order, uint64(^math.Float32bits(p[i]))<<32|uint64(i))
			gold += float64(p[i]) * float64(words[i])
		}
	}
	slices.Sort(order)
	b2 := betas[aim] * betas[aim]
	best, bestF := 0, 0.0
	var hit, total, bestHit, bestTotal float64
	for k, key := range order {
		i := uint32(key)
		w := float64(words[i])
		hit += float64(float64(p[i]) * w)
		total += w
		if f := (1 + b2) * hit / (total + float64(b2*gold)); f > bestF {
			best, bestF, bestHit, bestTotal = k+1, f, hit, total
		}
	}
	c := Choice{Keep: make([]bool, len(p)), Threshold: float32(math.Inf(1))}
	if best > 0 {
		c.Expected = min(1, 2*bestHit/(bestTotal+gold))
	}
	for _, key := range order[:best] {
		i := uint32(key)
		c.Keep[i] = true
		c.Threshold = p[i]
	}
	return c
}

// Context is what is known of a page beside its blocks' features.
type Context struct {
	// Words is each block's length in the unit of the benchmarks: words, or characters of scripts
	// without word spaces.
	Words []int32
	// Page are facts of the whole page.
	Page []float32
}
