package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/render"
)

// hostile are pages that grow with n and would cost more than their size if a
// renderer recursed, indented or searched without bounds.
var hostile = map[string]func(n int) string{
	"quotes":      func(n int) string { return strings.Repeat("<blockquote>x", n) },
	"lists":       func(n int) string { return strings.Repeat("<ol><li>x", n) },
	"posts":       func(n int) string { return strings.Repeat("<div class=comment><b class=author>a</b><p>x", n) },
	"definitions": func(n int) string { return strings.Repeat("<dl><dt>x<dd>y", n) },
	"bold":        func(n int) string { return "<p>" + strings.Repeat("<b>x", n) },
	"marks":       func(n int) string { return "<p>" + strings.Repeat("<b>x</b><i>y</i>", n) },
	"links":       func(n int) string { return "<p>" + strings.Repeat("<a href=/x>[</a>]", n) },
	"anchors":     func(n int) string { return "<h1>" + strings.Repeat("x<a href=#x>#</a>", n) },
	"breaks":      func(n int) string { return "<blockquote><p>" + strings.Repeat("x<br>", n) },
	"colspan":     func(n int) string { return "<table><th>h" + strings.Repeat("<tr><td colspan=999>x<td>y", n) },
	"diagonal": func(n int) string {
		return "<table><th>h" + strings.Repeat("<tr><td colspan=998>x<td>y<tr><td colspan=499>x<td>y", n)
	},
	"rowspan": func(n int) string { return "<table><th>h" + strings.Repeat("<tr><td rowspan=999>x", n) },
	"cells":   func(n int) string { return "<table><tr><th>h" + strings.Repeat("<td>x", n) + "<tr><td>y" },
	"tables":  func(n int) string { return strings.Repeat("<table><tr><th>x<td>y<tr><td>z<td>", n) },
	"notes": func(n int) string {
		return strings.Repeat("<p>x<sup><a href=#n1>1</a></sup></p>", n) + "<ol><li id=n1>note</ol>"
	},
	"stars":   func(n int) string { return "<p>" + strings.Repeat("*", n) + strings.Repeat(" _a", n) },
	"dollars": func(n int) string { return "<p>" + strings.Repeat("$a ", n) },
	"ticks": func(n int) string {
		return "<pre>" + strings.Repeat("`", n) + "</pre><p><code>" + strings.Repeat("``a", n) + "</code>"
	},
	"word":   func(n int) string { return "<p>" + strings.Repeat("漢", n) },
	"lines":  func(n int) string { return "<pre>" + strings.Repeat("\n", n) + "x" },
	"images": func(n int) string { return "<p>" + strings.Repeat("<a href=/x><img src=/y></a>", n) },
}

// TestLinear renders each hostile page at two sizes, eight times apart: time
// grows at most four times as much, half of what a quadratic cost would (the
// machine may be busy). Outputs stay under 100 bytes a byte.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const small, times = 2000, 8
	formats := map[string]func(render.Input) string{
		"markdown": func(in render.Input) string { return write(t, render.Markdown, in, render.Options{}) },
		"text":     func(in render.Input) string { return write(t, render.Text, in, render.Options{Width: 60}) },
		"html":     func(in render.Input) string { return write(t, render.HTML, in, render.Options{}) },
		"blocks": func(in render.Input) string {
			render.Blocks(in, render.Options{})
			return ""
		},
	}
	for name, page := range hostile {
		one, many := page(small), page(small*times)
		inOne, inMany := all(block.FromHTML([]byte(one))), all(block.FromHTML([]byte(many)))
		for format, run := range formats {
			out, a := timed(run, inOne)
			_, b := timed(run, inMany)
			if b > 400*time.Millisecond && b > 4*times*a {
				t.Errorf("%s as %s: %v for %d bytes, %v for %d", name, format, a, len(one), b, len(many))
			}
			if len(out) > 100*len(one) {
				t.Errorf("%s as %s: %d bytes of %d", name, format, len(out), len(one))
			}
		}
	}
}

// timed is the best of three runs.
func timed(run func(render.Input) string, in render.Input) (out string, best time.Duration) {
	best = time.Hour
	for range 3 {
		start := time.Now()
		out = run(in)
		best = min(best, time.Since(start))
	}
	return out, best
}
