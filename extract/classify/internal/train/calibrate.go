package main

import "sort"

// curveBins is how many groups of pages, equal in number, the calibration curve has points for.
const curveBins = 12

// FitCurve returns the points of a rising curve from expected to actual F1: pages are sorted by
// expectation, cut into groups, and neighbouring groups joined until the means rise (pool adjacent violators).
func FitCurve(expected, actual []float64) [][2]float32 {
	order := ascending(len(expected))
	sort.SliceStable(order, func(a, b int) bool { return expected[order[a]] < expected[order[b]] })
	type pool struct{ e, a, n float64 }
	var pools []pool
	for b := range curveBins {
		lo, hi := len(order)*b/curveBins, len(order)*(b+1)/curveBins
		p := pool{}
		for _, i := range order[lo:hi] {
			p.e += expected[i]
			p.a += actual[i]
			p.n++
		}
		if p.n == 0 {
			continue
		}
		for len(pools) > 0 {
			last := pools[len(pools)-1]
			if last.a/last.n < p.a/p.n {
				break
			}
			p = pool{p.e + last.e, p.a + last.a, p.n + last.n}
			pools = pools[:len(pools)-1]
		}
		pools = append(pools, p)
	}
	var out [][2]float32
	for _, p := range pools {
		out = append(out, [2]float32{float32(p.e / p.n), float32(p.a / p.n)})
	}
	return out
}

// curveOf fits the curve to the pages that a stage scored: those as they are, with a gold text.
func curveOf(pages []*Page, s Stage) [][2]float32 {
	var expected, actual []float64
	for i, p := range pages {
		if s.P[i] == nil || p.Copy != "" || p.With != nil || p.goldTotal == 0 {
			continue
		}
		keep, e := choose(p, s.P[i])
		expected, actual = append(expected, e), append(actual, p.Score(keep).F)
	}
	return FitCurve(expected, actual)
}
