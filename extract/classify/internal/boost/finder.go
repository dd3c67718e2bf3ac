package boost

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// Finder finds the bins of many values of a column.
type Finder struct {
	// keys[i] is below a value's key if the value is at or above edge i-1. After the edges come keys that
	// no value reaches, up to a power of two.
	keys []int64
	half int // half of the number of keys
}

// order maps floats to integers in the same order: integers are compared without a branch.
func order(v float32) int64 {
	k := int32(math.Float32bits(v))
	return int64(k ^ int32(uint32(k>>31)>>1))
}

// Finder returns the finder of a column's bins.
func (c *Column) Finder() Finder {
	keys := make([]int64, 1<<bits.Len(uint(len(c.Edges))))
	keys[0] = math.MinInt64
	for i := range keys[1:] {
		keys[1+i] = math.MaxInt32
		if i < len(c.Edges) {
			keys[1+i] = order(c.Edges[i]) - 1
			if c.Edges[i] == 0 {
				keys[1+i]-- // minus zero
			}
		}
	}
	return Finder{keys, len(keys) / 2}
}

// Finders returns the finder of each column.
func (m *Model) Finders() []Finder {
	out := make([]Finder, len(m.Columns))
	for k := range out {
		out[k] = m.Columns[k].Finder()
	}
	return out
}

// bin returns the bin of a value by its key. Which way a step goes cannot be foretold, so there is no branch:
// a difference shifted by 63 is -1 below zero, else 0.
func (f *Finder) bin(key int64) int {
	bin := 0
	for half := f.half; half > 0; half >>= 1 {
		bin += half & int((f.keys[bin+half]-key)>>63)
	}
	return bin
}

// Bin returns the bin of v.
func (f *Finder) Bin(v float32) uint8 { return uint8(f.bin(order(v))) }

// inside is below 0 if the value's key is over low and not over high.
func inside(v float32, low, high int64) int64 {
	k := order(v)
	return (low - k) &^ (high - k)
}

// Bins sets out to the bins of v. Most columns stay in one bin for long, so eight values are
// first asked together whether they are all in the last one.
func (f *Finder) Bins(out []uint8, v []float32) {
	out = out[:len(v)]
	bin, low, high := 0, int64(0), int64(-1) // no value is in this
	i := 0
	for ; i+8 <= len(v); i += 8 {
		w, to := (*[8]float32)(v[i:]), (*[8]uint8)(out[i:])
		if inside(w[0], low, high)&inside(w[1], low, high)&inside(w[2], low, high)&inside(w[3], low, high)&
			inside(w[4], low, high)&inside(w[5], low, high)&inside(w[6], low, high)&inside(w[7], low, high) < 0 {
			binary.LittleEndian.PutUint64(to[:], uint64(bin)*ones)
			continue
		}
		for j, x := range w {
			bin = f.bin(order(x))
			to[j] = uint8(bin)
		}
		low, high = f.keys[bin], math.MaxInt32
		if bin+1 < len(f.keys) {
			high = f.keys[bin+1]
		}
	}
	for ; i < len(v); i++ {
		out[i] = f.Bin(v[i])
	}
}
