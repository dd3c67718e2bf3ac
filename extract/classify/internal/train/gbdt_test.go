package main

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// xorRows has a label that no single column tells: two columns, exclusive or, with noise columns beside.
func xorRows(n int) *Rows {
	rng := rand.New(rand.NewPCG(3, 4))
	d := &Rows{Columns: make([]boost.Column, 4), Bins: make([][]uint8, 4)}
	for c := range d.Columns {
		d.Columns[c] = boost.Column{Name: string(rune('a' + c)), Edges: []float32{.25, .5, .75}}
		d.Bins[c] = make([]uint8, n)
	}
	for i := 0; i < n; i++ {
		for c := range d.Columns {
			d.Bins[c][i] = uint8(rng.IntN(4))
		}
		y := float32(0)
		if (d.Bins[0][i] >= 2) != (d.Bins[1][i] >= 1) {
			y = 1
		}
		d.Label = append(d.Label, y)
		d.Weight = append(d.Weight, 1)
	}
	return d
}

func TestTrainLearnsAndIsDeterministic(t *testing.T) {
	d := xorRows(4001)
	rows := make([]int32, len(d.Label))
	for i := range rows {
		rows[i] = int32(i)
	}
	p := Params{Trees: 30, Depth: 6, Rate: .3, Lambda: 1, MinChild: 4, RowSample: .6, ColSample: .75, Seed: 7, Workers: 1}
	var last []float32
	p.Progress = func(_ int, v []float32) { last = v }
	m := Train(d, rows, p)
	p.Workers = 2
	again := Train(d, rows, p)
	if !bytes.Equal(m.Encode(), again.Encode()) {
		t.Fatal("one and two workers give different models")
	}
	// What training believes, what the file says and what a shrunk model says must agree.
	full := scoreAll(m, d)
	decoded, err := boost.Decode(m.Encode())
	if err != nil {
		t.Fatal(err)
	}
	decoded.Shrink()
	worst, wrong := 0.0, 0
	for i := range full {
		worst = max(worst, math.Abs(float64(full[i]-last[i])))
		if (full[i] > 0) != (d.Label[i] > .5) {
			wrong++
		}
	}
	if worst > .05 {
		t.Errorf("file and training differ by %.3f", worst)
	}
	if wrong > 0 {
		t.Errorf("%d of %d rows wrong on a learnable table", wrong, len(full))
	}
}

func scoreAll(m *boost.Model, d *Rows) []float32 {
	n := len(d.Label)
	cols := make([][]uint8, len(m.Columns))
	for c := range cols {
		cols[c] = make([]uint8, boost.Padded(n))
		copy(cols[c], d.Bins[c])
	}
	acc := make([]int32, boost.Padded(n))
	m.Score(cols, n, acc)
	out := make([]float32, n)
	for i := range out {
		out[i] = m.Value(acc[i])
	}
	return out
}

func BenchmarkScore(b *testing.B) {
	d := xorRows(304)
	rows := make([]int32, len(d.Label))
	for i := range rows {
		rows[i] = int32(i)
	}
	m := Train(d, rows, Params{Trees: 400, Depth: 6, Rate: .01, Lambda: 1, MinChild: .1, RowSample: 1, ColSample: 1, Seed: 7, Workers: 1})
	cols := make([][]uint8, len(m.Columns))
	for c := range cols {
		cols[c] = d.Bins[c]
	}
	acc := make([]int32, 304)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		m.Score(cols, 304, acc)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*304*len(m.Trees)), "ns/tree/block")
}
