package boost

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"sort"
	"testing"
)

func TestBin(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for n := range 70 {
		c := Column{}
		for range n {
			c.Edges = append(c.Edges, rng.Float32())
		}
		sort.Slice(c.Edges, func(i, j int) bool { return c.Edges[i] < c.Edges[j] })
		for range 50 {
			v := rng.Float32()*1.2 - .1
			if n > 0 && rng.IntN(3) == 0 {
				v = c.Edges[rng.IntN(n)]
			}
			want := 0
			for _, e := range c.Edges {
				if v >= e {
					want++
				}
			}
			if got := c.Bin(v); int(got) != want {
				t.Fatalf("bin of %v among %v is %d, want %d", v, c.Edges, got, want)
			}
		}
	}
}

func TestBinsAreThoseOfEachValue(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for n := range MaxBin + 1 {
		c := Column{}
		for range n {
			c.Edges = append(c.Edges, float32(rng.IntN(100)-40)/4)
		}
		sort.Slice(c.Edges, func(i, j int) bool { return c.Edges[i] < c.Edges[j] })
		v := make([]float32, 45)
		for i := range v {
			v[i] = float32(rng.IntN(120)-50) / 4
			switch {
			case i%20 > 2: // runs longer than a word, and ends of words
				v[i] = v[i-1]
			case i%5 == 0:
				v[i] = float32(math.Copysign(0, -1))
			case i%7 == 0:
				v[i] = float32(math.Inf(rng.IntN(2)*2 - 1))
			}
		}
		bins := make([]uint8, len(v))
		f := c.Finder()
		f.Bins(bins, v)
		for i, x := range v {
			if want := c.Bin(x); bins[i] != want || f.Bin(x) != want {
				t.Fatalf("bin of %v among %v is %d and %d, want %d", x, c.Edges, bins[i], f.Bin(x), want)
			}
		}
	}
}

// random makes a model of random trees, each of whose places is a leaf with a chance.
func random(rng *rand.Rand, columns, trees int, leaf float64) *Model {
	m := &Model{Bias: .5, Scale: .01}
	for range columns {
		m.Columns = append(m.Columns, Column{Name: string(rune('a' + len(m.Columns))), Edges: []float32{1, 2, 3, 4, 5, 6, 7}})
	}
	m.Trees = make([]Tree, trees)
	var grow func(t *Tree, at int)
	grow = func(t *Tree, at int) {
		if at >= places || rng.Float64() < leaf {
			t.Leaf(at, int16(rng.IntN(2000)-1000))
			return
		}
		t.Ask(at, Split{Column: uint8(rng.IntN(columns)), Bin: uint8(1 + rng.IntN(7))})
		grow(t, 2*at)
		grow(t, 2*at+1)
	}
	for i := range m.Trees {
		grow(&m.Trees[i], 1)
	}
	return m
}

// walk is one row's way down a tree, as slowly as it can be said.
func walk(t *Tree, bin func(column uint8) uint8) int16 {
	at := 1
	for {
		s, ok := t.split(at)
		if !ok {
			return t.leaf(at)
		}
		at *= 2
		if bin(s.Column) >= s.Bin {
			at++
		}
	}
}

func TestScoreWalksEveryRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for k, leaf := range []float64{0, .2, .6, 1} {
		for _, rows := range []int{1, 3, 4, 63, 64, 65, 200} {
			m := random(rng, 5, 6, leaf)
			m.Gate = Gate{Trees: 2 * k, Margin: 6}
			cols := make([][]uint8, 5)
			for c := range cols {
				cols[c] = make([]uint8, Padded(rows))
				for r := range rows {
					cols[c][r] = uint8(rng.IntN(8))
				}
			}
			acc := make([]int32, Padded(rows))
			m.Score(cols, rows, acc)
			for r := range rows {
				want := int32(0)
				for i := range m.Trees {
					if i == m.Gate.Trees && i > 0 && m.Gate.Decides(m.Value(want)) {
						break
					}
					want += int32(walk(&m.Trees[i], func(c uint8) uint8 { return cols[c][r] }))
				}
				if acc[r] != want {
					t.Fatalf("leaf share %.1f, row %d of %d: %d, want %d", leaf, r, rows, acc[r], want)
				}
			}
		}
	}
}

// TestContributionsAddUp holds the moves of a row to the distance of its value from the model's mean.
func TestContributionsAddUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	m := random(rng, 5, 6, .3)
	for range 50 {
		row := make([]uint8, 5)
		cols := make([][]uint8, 5)
		for c := range row {
			row[c] = uint8(rng.IntN(8))
			cols[c] = make([]uint8, Padded(1))
			cols[c][0] = row[c]
		}
		acc := make([]int32, Padded(1))
		m.Score(cols, 1, acc)
		sum := float32(0)
		for _, mv := range m.Contributions(row) {
			sum += mv.High + mv.Low
		}
		mean := float32(0)
		for i := range m.Trees {
			mean += mean1(&m.Trees[i], 1)
		}
		if want := m.Scale * (float32(acc[0]) - mean); math.Abs(float64(sum-want)) > 1e-3 {
			t.Fatalf("moves add up to %v, want %v", sum, want)
		}
	}
}

func mean1(t *Tree, at int) float32 {
	if _, ok := t.split(at); !ok {
		return float32(t.leaf(at))
	}
	return (mean1(t, 2*at) + mean1(t, 2*at+1)) / 2
}

func TestEncodeKeepsTheModel(t *testing.T) {
	m := random(rand.New(rand.NewPCG(4, 4)), 5, 6, .3)
	m.Curve = [][2]float32{{.2, .3}}
	m.Gate = Gate{3, 2.5}
	raw := m.Encode()
	back, err := Decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, back.Encode()) {
		t.Error("a model read back is written otherwise")
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	m := random(rand.New(rand.NewPCG(3, 3)), 4, 5, .2)
	whole := len(m.Encode()) // without its curve, the file is whole too
	m.Curve = [][2]float32{{.2, .3}, {.9, .95}}
	raw := m.Encode()
	if _, err := Decode(raw); err != nil {
		t.Fatal(err)
	}
	for n := range raw {
		if _, err := Decode(raw[:n]); n != whole && !errors.Is(err, ErrFormat) {
			t.Fatalf("%d of %d bytes: error %v, want ErrFormat", n, len(raw), err)
		}
	}
	if back, err := Decode(raw); err != nil || back.Curve[1] != m.Curve[1] {
		t.Errorf("curve came back as %v (%v)", back, err)
	}
	if _, err := Decode(append(raw, 0)); !errors.Is(err, ErrFormat) {
		t.Errorf("a byte too many: error %v, want ErrFormat", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(random(rand.New(rand.NewPCG(3, 3)), 4, 5, .2).Encode())
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Decode(raw)
		if err != nil || len(m.Columns) == 0 {
			return
		}
		cols := make([][]uint8, len(m.Columns))
		for c := range cols {
			cols[c] = make([]uint8, 8)
		}
		m.Score(cols, 3, make([]int32, 8))
	})
}

func BenchmarkBins(b *testing.B) {
	rng := rand.New(rand.NewPCG(4, 4))
	c := Column{Edges: []float32{1, 2, 3, 5, 8, 13, 21}}
	out := make([]uint8, 350)
	for _, by := range []struct {
		name string
		run  int
	}{{"each another", 1}, {"runs of 20", 20}} {
		v := make([]float32, len(out))
		for i := range v {
			v[i] = float32(rng.IntN(25))
			if i%by.run > 0 {
				v[i] = v[i-1]
			}
		}
		b.Run(by.name, func(b *testing.B) {
			f := c.Finder()
			for b.Loop() {
				f.Bins(out, v)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(v)), "ns/value")
		})
	}
}
