// Package boost holds gradient-boosted trees over byte-valued columns: the
// model, its file format and its inference. The trainer that makes such models
// is extract/classify/internal/train.
package boost

import "math"

// MaxBin is the highest bin.
const MaxBin = 127

// Column is one feature as the model reads it.
type Column struct {
	// Name is the feature's name in its table.
	Name string
	// Edges are ascending; a value's bin is the number of edges at or below it.
	Edges []float32
}

// Model is a sum of trees. Its value is a log-odds or a regression value.
type Model struct {
	Columns []Column
	Trees   []Tree
	// Curve are the points of the calibration of a selection's expected F1, rising; see Calibrated.
	Curve [][2]float32
	// Gate ends the walk of rows whose value is plain after the first trees.
	Gate Gate
	// Bias is the value before the first tree, Scale the value of one unit of a leaf.
	Bias, Scale float32
}

// Gate says when a row is decided early: when its value after the first Trees trees is Margin or more from 0. No
// Trees is no gate.
type Gate struct {
	Trees  int
	Margin float32
}

// Decides reports whether a value after the first trees is far enough from 0.
func (g Gate) Decides(value float32) bool { return value >= g.Margin || value <= -g.Margin }

// Bin returns the bin of v.
func (c *Column) Bin(v float32) uint8 {
	// Written so that the compiler moves instead of branching: which way a step goes cannot be foretold.
	e, lo := c.Edges, 0
	for n := len(e); n > 0; {
		half := (n + 1) / 2
		next := lo
		if v >= e[lo+half-1] {
			next = lo + half
		}
		lo = next
		n -= half
	}
	return uint8(lo)
}

// Value turns a sum of Score into the model's value.
func (m *Model) Value(acc int32) float32 {
	// float32(x*y) rounds the product, so that no platform fuses it with the sum.
	return m.Bias + float32(float32(acc)*m.Scale)
}

// Calibrated returns the F1 that selections with an expected F1 of x had in cross-validation:
// linear between the points of the curve, through 0 and 1 outside them; x where the model has no curve.
func (m *Model) Calibrated(x float64) float64 {
	if len(m.Curve) == 0 {
		return x
	}
	x0, y0 := 0.0, 0.0
	for _, p := range append(m.Curve[:len(m.Curve):len(m.Curve)], [2]float32{1, 1}) {
		x1, y1 := float64(p[0]), float64(p[1])
		if x <= x1 && x1 > x0 {
			return y0 + float64((y1-y0)*float64((x-x0)/(x1-x0)))
		}
		x0, y0 = x1, y1
	}
	return y0
}

// Sigmoid turns log-odds into a probability.
func Sigmoid(x float32) float32 {
	return float32(1 / (1 + math.Exp(-float64(x))))
}
