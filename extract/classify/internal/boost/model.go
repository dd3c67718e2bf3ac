// Package boost holds gradient-boosted symmetric trees over byte-valued
// columns: the model, its file format and its inference. The trainer that
// makes such models is extract/classify/internal/train.
//
// A symmetric (oblivious) tree asks the same question at every node of a
// level, so a row's leaf is the number its Depth answers spell. That lets eight
// rows be walked at once in one 64-bit word (see Model.Score).
package boost

import (
	"encoding/binary"
	"math"
	"sort"
)

// MaxBin is the highest bin: Score needs the top bit of each byte free.
const MaxBin = 127

// MaxDepth is the deepest tree: a leaf's number is one byte.
const MaxDepth = 8

// Column is one feature as the model reads it.
type Column struct {
	// Name is the feature's name in its table.
	Name string
	// Edges are ascending; a value's bin is the number of edges at or below it.
	Edges []float32
}

// Split is one question: is the column's bin at least Bin?
type Split struct {
	Column uint16
	Bin    uint8 // 1 to MaxBin
}

// Tree is one symmetric tree: bit k of a leaf's number is the answer to Splits[k].
type Tree struct {
	Splits []Split
	Leaves []int16 // 1 << len(Splits) values, in units of Model.Scale
}

// Model is a sum of trees. Its value is a log-odds or a regression value.
type Model struct {
	Columns []Column
	Trees   []Tree
	// Curve are the points of the calibration of a selection's expected F1, rising; see Calibrated.
	Curve [][2]float32
	// Bias is the value before the first tree, Scale the value of one unit of a leaf.
	Bias, Scale float32
}

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

// Padded is the length that a column of rows bytes must have for Score.
func Padded(rows int) int { return (rows + 7) &^ 7 }

const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
)

// Score adds the leaves of all trees for each row into acc, which must hold
// Padded(rows) zeros. columns are indexed as Model.Columns, each Padded(rows)
// bytes of at most MaxBin. The sums are integers, so they are the same on every
// machine; Value turns one into the model's value.
//
// Eight rows share a word: x+(128-t) has its top bit set in each byte exactly
// when x >= t, since both are below 128 and no carry leaves a byte.
func (m *Model) Score(columns [][]uint8, rows int, acc []int32) {
	n := Padded(rows)
	for ti := range m.Trees {
		t := &m.Trees[ti]
		if len(t.Splits) == 6 && len(t.Leaves) == 64 {
			score6(t, columns, n, acc)
			continue
		}
		mask := uint64(1)<<len(t.Splits) - 1
		for r := 0; r < n; r += 8 {
			var idx uint64
			for k, s := range t.Splits {
				x := binary.LittleEndian.Uint64(columns[s.Column][r:])
				idx |= (x + uint64(128-s.Bin)*ones) & tops >> 7 << k
			}
			for j := 0; j < 8; j++ {
				acc[r+j] += int32(t.Leaves[idx>>(8*j)&mask])
			}
		}
	}
}

// score6 is Score for one tree of depth 6 with everything in registers: 2.5
// times as fast as the loop over splits, and all trees of a full model have it.
func score6(t *Tree, columns [][]uint8, n int, acc []int32) {
	s := t.Splits
	c0, c1, c2 := columns[s[0].Column][:n], columns[s[1].Column][:n], columns[s[2].Column][:n]
	c3, c4, c5 := columns[s[3].Column][:n], columns[s[4].Column][:n], columns[s[5].Column][:n]
	t0, t1, t2 := uint64(128-s[0].Bin)*ones, uint64(128-s[1].Bin)*ones, uint64(128-s[2].Bin)*ones
	t3, t4, t5 := uint64(128-s[3].Bin)*ones, uint64(128-s[4].Bin)*ones, uint64(128-s[5].Bin)*ones
	leaves := (*[64]int16)(t.Leaves)
	le := binary.LittleEndian
	for r := 0; r+8 <= n; r += 8 {
		idx := (le.Uint64(c0[r:r+8]) + t0) & tops >> 7
		idx |= (le.Uint64(c1[r:r+8]) + t1) & tops >> 6
		idx |= (le.Uint64(c2[r:r+8]) + t2) & tops >> 5
		idx |= (le.Uint64(c3[r:r+8]) + t3) & tops >> 4
		idx |= (le.Uint64(c4[r:r+8]) + t4) & tops >> 3
		idx |= (le.Uint64(c5[r:r+8]) + t5) & tops >> 2
		a := acc[r : r+8 : r+8]
		a[0] += int32(leaves[idx&63])
		a[1] += int32(leaves[idx>>8&63])
		a[2] += int32(leaves[idx>>16&63])
		a[3] += int32(leaves[idx>>24&63])
		a[4] += int32(leaves[idx>>32&63])
		a[5] += int32(leaves[idx>>40&63])
		a[6] += int32(leaves[idx>>48&63])
		a[7] += int32(leaves[idx>>56&63])
	}
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

// Moves are how far a column moved a row's value: by answers that its bin is high
// enough, and by answers that it is not.
type Moves struct{ High, Low float32 }

// Contributions returns, for one row, how far each column moved the value away
// from the model's mean: at each split the change of the mean leaf value below
// is credited to the split's column (path contributions). The mean is over
// leaves, each counted alike.
func (m *Model) Contributions(row []uint8) []Moves {
	out := make([]Moves, len(m.Columns))
	for ti := range m.Trees {
		t := &m.Trees[ti]
		lo, step := 0, 1
		mean := meanLeaf(t.Leaves, 0, 0)
		for k, s := range t.Splits {
			high := row[s.Column] >= s.Bin
			if high {
				lo |= 1 << k
			}
			step <<= 1
			next := meanLeaf(t.Leaves, lo, step-1)
			move := float32((next - mean) * m.Scale)
			if high {
				out[s.Column].High += move
			} else {
				out[s.Column].Low += move
			}
			mean = next
		}
	}
	return out
}

// meanLeaf is the mean of the leaves whose number agrees with value on the bits of mask.
func meanLeaf(leaves []int16, value, mask int) float32 {
	sum, n := 0, 0
	for i, l := range leaves {
		if i&mask == value {
			sum += int(l)
			n++
		}
	}
	return float32(sum) / float32(n)
}

// Gain returns for each column the number of splits on it, the ordering of a
// model listing.
func (m *Model) Gain() []int {
	out := make([]int, len(m.Columns))
	for _, t := range m.Trees {
		for _, s := range t.Splits {
			out[s.Column]++
		}
	}
	return out
}

// Shrink drops the columns that no tree asks about.
func (m *Model) Shrink() {
	used := m.Gain()
	to := make([]uint16, len(used))
	var kept []Column
	for i, n := range used {
		if n > 0 {
			to[i] = uint16(len(kept))
			kept = append(kept, m.Columns[i])
		}
	}
	for ti := range m.Trees {
		for si := range m.Trees[ti].Splits {
			s := &m.Trees[ti].Splits[si]
			s.Column = to[s.Column]
		}
	}
	m.Columns = kept
	// Edges that no split uses need not be stored or searched.
	for c := range m.Columns {
		seen := map[uint8]bool{}
		for _, t := range m.Trees {
			for _, s := range t.Splits {
				if int(s.Column) == c {
					seen[s.Bin] = true
				}
			}
		}
		bins := make([]int, 0, len(seen))
		for b := range seen {
			bins = append(bins, int(b))
		}
		sort.Ints(bins)
		rank := map[uint8]uint8{}
		var edges []float32
		for i, b := range bins {
			rank[uint8(b)] = uint8(i + 1)
			edges = append(edges, m.Columns[c].Edges[b-1])
		}
		m.Columns[c].Edges = edges
		for ti := range m.Trees {
			for si := range m.Trees[ti].Splits {
				if s := &m.Trees[ti].Splits[si]; int(s.Column) == c {
					s.Bin = rank[s.Bin]
				}
			}
		}
	}
}
