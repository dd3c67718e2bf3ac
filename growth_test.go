package main

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/pithcli/pith/cmd"
	"github.com/pithcli/pith/internal/hostile"
)

// commands are what each shape goes through.
var commands = [][]string{{"-f", "text"}, {"-f", "markdown"}, {"-f", "html"}, {"-f", "json"}, {"explain"}, {"check"}}

// TestGrowth runs every shape through every command at two sizes: no crash, a
// documented exit code, and output and allocations that grow with the input at most.
func TestGrowth(t *testing.T) {
	small, large := 1<<12, 1<<16
	for i, s := range hostile.Shapes() {
		if testing.Short() && i%8 != 0 {
			continue
		}
		for _, c := range commands {
			t.Run(s.Name+"/"+strings.Join(c, " "), func(t *testing.T) {
				measure := func(n int) (out, allocated float64) {
					src := s.Make(n)
					var before, after runtime.MemStats
					var o, e bytes.Buffer
					runtime.ReadMemStats(&before)
					if code := cmd.Main(c, strings.NewReader(src), &o, &e); code == 2 || code > 4 {
						t.Fatalf("exit %d: %s", code, &e)
					}
					runtime.ReadMemStats(&after)
					return float64(o.Len()), float64(after.TotalAlloc - before.TotalAlloc)
				}
				measure(small) // what is built once
				out, alloc := measure(small)
				bigOut, bigAlloc := measure(large)
				ratio := float64(large) / float64(small)
				// A page that is empty when small may be an article when large.
				if bigOut > max(2*ratio*out, 2*float64(large))+1<<14 {
					t.Errorf("output grows %.1f times for %.0f times the input", bigOut/out, ratio)
				}
				if bigAlloc > 2*ratio*alloc+1<<22 {
					t.Errorf("memory grows %.1f times for %.0f times the input", bigAlloc/alloc, ratio)
				}
			})
		}
	}
}
