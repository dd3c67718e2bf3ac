package meta

import (
	"strings"
	"testing"
	"time"
)

func TestGraph(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"object", `{"@type":"Article","headline":"A & B"}`, "A & B"},
		{"array", `[{"@type":"WebSite"},{"@type":"Article","headline":"A"}]`, "A"},
		{"graph", `{"@graph":[{"@type":["Article","BlogPosting"],"headline":"A"}]}`, "A"},
		{"main entity", `{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"A"}}`, "A"},
		{"comment marks", "<!--\n{\"@type\":\"Article\",\"headline\":\"A\"}\n-->", "A"},
		{"CDATA", "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\"}\n//]]>", "A"},
		{"raw newline", "{\"@type\":\"Article\",\"headline\":\"A\nB\"}", "A B"},
		{"escapes", `{"@type":"Article","headline":"A \"\u00e9\" \ud83d\ude00 \/ B"}`, `A "é" 😀 / B`},
		{"double escaped", `{"@type":"Article","headline":"A &amp;amp; B"}`, "A & B"},
		{"inner quotes", `{"@type":"Article","headline":"He said "no" twice","x":1}`, `He said "no" twice`},
		{"commas", `{"@type":"Article",,"headline":"A",}`, "A"},
		{"cut off", `{"@type":"Article","headline":"A","author":{"name":"J`, "A"},
		{"two values", `{"@type":"WebSite","name":"S"}{"@type":"Article","headline":"A"}`, "A"},
		{"typed value", `{"@type":"Article","headline":{"@value":"A","@language":"en"}}`, "A"},
	} {
		var g graph
		g.read(c.in)
		got := ""
		for i := range g.nodes {
			if g.nodes[i].class == ldArticle {
				got = g.text(int32(i), ldHeadline)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestGraphApart(t *testing.T) {
	var g graph
	g.read(`{"@type":"Article","comment":[{"@type":"Comment","author":{"@type":"Person","name":"X"}}],"author":{"@id":"#a"}}`)
	g.read(`{"@type":"Person","@id":"#a","name":"Jane Doe"}`)
	if !g.nodes[1].apart || !g.nodes[2].apart {
		t.Error("a comment and its author are not set apart")
	}
	var name string
	g.each(0, ldAuthor, func(_ string, n int32) { name = g.text(g.resolve(n), ldName) })
	if name != "Jane Doe" {
		t.Errorf("author by @id: %q", name)
	}
}

// Twice the text must not take much more than twice the time: what is nested,
// unclosed or quoted without end is read once.
func TestGraphGrowth(t *testing.T) {
	for name, unit := range map[string]string{"open": `{"a":`, "array": `[`, "quote": `{"headline":"a"b`, "objects": `{"@type":"Article","headline":"x"},`, "escape": `"\`} {
		cost := func(n int) time.Duration {
			in := strings.Repeat(unit, n)
			best := time.Hour
			for range 5 {
				start := time.Now()
				var g graph
				g.read(in)
				best = min(best, time.Since(start))
			}
			return best
		}
		a, b := cost(8000), cost(32000)
		if b > 12*a+5*time.Millisecond {
			t.Errorf("%s: %v for 8,000, %v for 32,000", name, a, b)
		}
	}
}

func FuzzGraph(f *testing.F) {
	f.Add(`{"@graph":[{"@type":"Article","headline":"A","author":[{"@id":"#x"}]}]}`)
	f.Add("<!-- [{\"a\":\"b\\")
	f.Fuzz(func(t *testing.T, in string) {
		var g graph
		g.read(in)
		g.read(in)
		for i := range g.nodes {
			if g.nodes[i].parent >= int32(i) {
				t.Fatalf("%q: node %d has parent %d", in, i, g.nodes[i].parent)
			}
			for k := ldNone; k <= ldValue; k++ {
				g.text(int32(i), k)
			}
			g.resolve(int32(i))
		}
	})
}
