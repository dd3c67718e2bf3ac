package main

import (
	"bytes"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/pithcli/pith/cmd"
)

// shapes are hostile pages of about n bytes, for every command.
var shapes = []struct {
	name string
	page func(n int) string
}{
	{"article", func(n int) string {
		return page("<h1>A</h1>" + strings.Repeat("<p>Some words of a long article, with a <b>mark</b> and a <a href=x>link</a>.</p>\n", n/80))
	}},
	{"short paragraphs", func(n int) string { return page(strings.Repeat("<p>x", n/4)) }},
	{"nested div", func(n int) string { return page(strings.Repeat("<div>x", n/6)) }},
	{"nested quotes", func(n int) string { return page(strings.Repeat("<blockquote>x y z", n/17)) }},
	{"nested lists", func(n int) string { return page(strings.Repeat("<ul><li>x y z", n/13)) }},
	{"nested tables", func(n int) string { return page(strings.Repeat("<table><tr><td>x", n/16)) }},
	{"table", func(n int) string {
		return page("<table><tr><th>a<th>b" + strings.Repeat("<tr><td>x<td rowspan=2>y", n/24) + "</table>")
	}},
	{"unclosed fonts", func(n int) string { return page("<p>" + strings.Repeat("<font>", n/12) + strings.Repeat("<p>x", n/8)) }},
	{"entities", func(n int) string { return page(strings.Repeat("&amp; ", n/6)) }},
	{"long word", func(n int) string { return page(strings.Repeat("x", n)) }},
	{"pre", func(n int) string { return page("<pre>" + strings.Repeat("x\n", n/2) + "</pre>") }},
	{"links", func(n int) string { return page(strings.Repeat("<a href=x>y</a> ", n/16)) }},
	{"dates", func(n int) string { return page(strings.Repeat("<p>Published on 2024-01-02 by A B", n/33)) }},
	{"bylines", func(n int) string { return page(strings.Repeat("<p class=author>By A B</p>", n/27)) }},
	{"images", func(n int) string { return page(strings.Repeat("<img src=a.png alt=b>", n/21)) }},
	{"notes", func(n int) string { return page(strings.Repeat("<sup><a href=#f>1</a></sup>", n/27) + "<p id=f>x") }},
	{"text line", func(n int) string { return strings.Repeat("word ", n/5) }},
	{"text lines", func(n int) string { return strings.Repeat("x\n", n/2) }},
	{"text list", func(n int) string { return strings.Repeat("   * item of a list\n", n/20) }},
}

// commands are what each shape goes through.
var commands = [][]string{{"-f", "text"}, {"-f", "markdown"}, {"-f", "html"}, {"-f", "json"}, {"explain"}, {"check"}}

// TestGrowth runs every shape through every command at two sizes: no crash, a
// documented exit code, and output and allocations that grow with the input at most.
func TestGrowth(t *testing.T) {
	small, large := 1<<12, 1<<16
	for _, s := range shapes {
		for _, c := range commands {
			t.Run(s.name+"/"+strings.Join(c, " "), func(t *testing.T) {
				measure := func(n int) (out, allocated float64) {
					src := s.page(n)
					var before, after runtime.MemStats
					var o, e bytes.Buffer
					runtime.ReadMemStats(&before)
					if code := cmd.Main(c, strings.NewReader(src), &o, &e); code > 1 {
						t.Fatalf("exit %d: %s", code, &e)
					}
					runtime.ReadMemStats(&after)
					return float64(o.Len()), float64(after.TotalAlloc - before.TotalAlloc)
				}
				measure(small) // what is built once
				out, alloc := measure(small)
				bigOut, bigAlloc := measure(large)
				ratio := float64(large) / float64(small)
				if bigOut > 2*ratio*out+1<<14 {
					t.Errorf("output grows %.1f times for %.0f times the input", bigOut/out, ratio)
				}
				if bigAlloc > 2*ratio*alloc+1<<22 {
					t.Errorf("memory grows %.1f times for %.0f times the input", bigAlloc/alloc, ratio)
				}
			})
		}
	}
}

// BenchmarkGrowth prints for every shape and command the time at 4 MB and the
// exponents of time and allocation between 512 KB and 4 MB: 1 is linear.
func BenchmarkGrowth(b *testing.B) {
	for _, s := range shapes {
		for _, c := range commands {
			b.Run(strings.ReplaceAll(fmt.Sprintf("%s/%s", s.name, strings.Join(c, "-")), " ", "_"), func(b *testing.B) {
				measure := func(n int) (float64, float64) {
					src := s.page(n)
					var before, after runtime.MemStats
					runtime.ReadMemStats(&before)
					start := time.Now()
					var o, e bytes.Buffer
					cmd.Main(c, strings.NewReader(src), &o, &e)
					took := time.Since(start).Seconds()
					runtime.ReadMemStats(&after)
					return took, float64(after.TotalAlloc - before.TotalAlloc)
				}
				for b.Loop() {
					measure(1 << 16)
					t1, m1 := measure(1 << 19)
					t2, m2 := measure(1 << 22)
					b.ReportMetric(math.Log(t2/t1)/math.Log(8), "time-exponent")
					b.ReportMetric(math.Log(m2/m1)/math.Log(8), "memory-exponent")
					b.ReportMetric(t2/4, "s/MB")
				}
			})
		}
	}
}
