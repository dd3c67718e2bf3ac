package selection

import (
	"math"
	"math/rand/v2"
	"testing"
)

// expected is the measure that Choose maximises, for any set of blocks.
func expected(p []float32, words []int32, keep []bool, b2 float64) float64 {
	var hit, total, gold float64
	for i := range p {
		w := float64(words[i])
		gold += float64(p[i]) * w
		if keep[i] {
			hit += float64(p[i]) * w
			total += w
		}
	}
	if hit == 0 {
		return 0
	}
	return (1 + b2) * hit / (total + b2*gold)
}

// TestChooseIsBest compares with all subsets: sorting by probability loses nothing.
func TestChooseIsBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for round := range 200 {
		n := 1 + rng.IntN(9)
		p, words := make([]float32, n), make([]int32, n)
		for i := range p {
			p[i], words[i] = rng.Float32(), int32(rng.IntN(30))
		}
		for aim := range betas {
			b2 := betas[aim] * betas[aim]
			best := 0.0
			for set := range 1 << n {
				keep := make([]bool, n)
				for i := range keep {
					keep[i] = set>>i&1 == 1
				}
				best = max(best, expected(p, words, keep, b2))
			}
			c := Choose(p, words, Aim(aim))
			if got := expected(p, words, c.Keep, b2); math.Abs(got-best) > 1e-6 {
				t.Fatalf("round %d, aim %d: chose %.6f, the best subset has %.6f", round, aim, got, best)
			}
		}
	}
}

func TestAimsAreNested(t *testing.T) {
	p := []float32{.95, .9, .6, .45, .3, .1}
	words := []int32{100, 80, 60, 60, 60, 60}
	count := func(aim Aim) (n int) {
		for _, k := range Choose(p, words, aim).Keep {
			if k {
				n++
			}
		}
		return n
	}
	if a, b, c := count(Precision), count(Balanced), count(Recall); !(a < b && b < c) {
		t.Errorf("precision keeps %d blocks, balanced %d, recall %d", a, b, c)
	}
	if c := Choose(nil, nil, Balanced); c.Expected != 0 || len(c.Keep) != 0 {
		t.Errorf("no blocks: %+v", c)
	}
}
