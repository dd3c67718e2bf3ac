package block

import (
	"testing"
	"time"

	shapes "github.com/pithcli/pith/internal/hostile"
)

// weight is the size of a result, in bytes of its parts.
func weight(d *Document) float64 {
	return float64(len(d.Text) + 56*len(d.Nodes) + 104*len(d.Spans) + 56*len(d.Blocks) + 72*len(d.Containers))
}

// TestGrowth holds the results and the allocations of FromHTML to linear growth;
// BenchmarkGrowth shows the time.
func TestGrowth(t *testing.T) {
	small, large := 1<<14, 1<<18
	for _, s := range shapes.HTML {
		t.Run(s.Name, func(t *testing.T) {
			a, b := []byte(s.Make(small)), []byte(s.Make(large))
			ratio := float64(len(b)) / float64(len(a))
			wa, wb := weight(FromHTML(a)), weight(FromHTML(b))
			if wb > 1.5*ratio*wa+1<<16 {
				t.Errorf("result grows %.1f times for %.1f times the input", wb/wa, ratio)
			}
			na := testing.AllocsPerRun(1, func() { FromHTML(a) })
			nb := testing.AllocsPerRun(1, func() { FromHTML(b) })
			if nb > 1.5*ratio*na+1000 {
				t.Errorf("allocations grow %.1f times for %.1f times the input", nb/na, ratio)
			}
		})
	}
}

// BenchmarkGrowth reports for each case the time at 1 MB, beside 16 times the
// time at 64 KB: a ratio near 1 is linear.
func BenchmarkGrowth(b *testing.B) {
	for _, s := range shapes.HTML {
		b.Run(s.Name, func(b *testing.B) {
			measure := func(src []byte) float64 {
				best := time.Hour
				for range 3 {
					start := time.Now()
					FromHTML(src)
					best = min(best, time.Since(start))
				}
				return float64(best) / float64(len(src))
			}
			small, large := []byte(s.Make(1<<16)), []byte(s.Make(1<<20))
			for b.Loop() {
				few, all := measure(small), measure(large)
				b.ReportMetric(all/few, "growth")
				b.ReportMetric(all*1e6/1e6, "ms/MB")
			}
		})
	}
}
