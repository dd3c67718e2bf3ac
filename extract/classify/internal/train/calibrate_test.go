package main

import (
	"math"
	"testing"

	"github.com/pithcli/pith/extract/classify/internal/boost"
)

func TestFitCurve(t *testing.T) {
	var expected, actual []float64
	for i := range 1200 {
		x := float64(i) / 1200
		expected = append(expected, x)
		// True value x², with a noise that is zero in the mean of every few pages.
		actual = append(actual, x*x+.05*float64(i%3-1))
	}
	m := boost.Model{Curve: FitCurve(expected, actual)}
	last := -1.0
	for _, x := range []float64{.1, .3, .5, .7, .9} {
		y := m.Calibrated(x)
		if math.Abs(y-x*x) > .02 || y <= last {
			t.Errorf("curve at %.1f is %.3f, want %.3f", x, y, x*x)
		}
		last = y
	}
	if y := (&boost.Model{}).Calibrated(.4); y != .4 {
		t.Errorf("without a curve .4 became %v", y)
	}
	falling := FitCurve([]float64{.1, .2, .3, .4}, []float64{.9, .5, .4, .2})
	if len(falling) != 1 {
		t.Errorf("falling values give the points %v, want one", falling)
	}
}
