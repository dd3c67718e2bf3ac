// Package hostile makes pages and files that are meant to break a reader:
// shapes that grow with n, and seeded changes of whole pages. Tests,
// benchmarks and fuzz targets of all packages draw on it; no command does.
package hostile

import (
	"fmt"
	"strings"
)

// Shape is a page or file of any length: a reader whose cost grows faster than n has a bug.
type Shape struct {
	Name string
	// Make returns about n bytes.
	Make func(n int) string
}

// HTML are pages for the segmenter: each exercises one of its parts, or a fault that parsers have had.
var HTML = []Shape{
	{"long article", func(n int) string {
		return strings.Repeat("<p>Some words of a long article, with a <b>mark</b>.</p>\n", n/60)
	}},
	{"short p", func(n int) string { return strings.Repeat("<p>x", n/4) }},
	{"nested div", func(n int) string { return strings.Repeat("<div>", n/5) + "x" }},
	{"nested div, text", func(n int) string { return strings.Repeat("<div>x", n/6) }},
	{"html attributes", func(n int) string {
		return many(n/12, func(i int) string { return fmt.Sprintf("<html a%d>", i) }) + "<p>x"
	}},
	{"fonts in paragraphs", func(n int) string {
		return "<p>" + strings.Repeat("<font>", n/8) + "</p>" + strings.Repeat("<p>x", n/8)
	}},
	{"bold in paragraphs", func(n int) string { return strings.Repeat("<p><b>x", n/7) }},
	{"links in paragraphs", func(n int) string { return strings.Repeat("<a href=x><p>x", n/14) }},
	{"stray p ends", func(n int) string { return strings.Repeat("<div>", n/10) + strings.Repeat("</p>", n/8) }},
	{"stray li ends", func(n int) string { return strings.Repeat("<ul>", n/8) + strings.Repeat("</li>", n/10) }},
	{"p under spans", func(n int) string { return "<p>" + strings.Repeat("<span>", n/12) + strings.Repeat("</p>x", n/10) }},
	{"x under spans", func(n int) string { return "<x><div>" + strings.Repeat("<span>", n/12) + strings.Repeat("</x>", n/8) }},
	{"dd dt", func(n int) string { return strings.Repeat("<div>", n/10) + strings.Repeat("<dd><dt>x", n/18) }},
	{"lists", func(n int) string { return strings.Repeat("<ul><li>x", n/9) }},
	{"stray items", func(n int) string { return strings.Repeat("<li>x", n/5) }},
	{"tables", func(n int) string { return strings.Repeat("<table><tr><td>x", n/16) }},
	{"wide spans", func(n int) string { return "<table>" + strings.Repeat("<tr><td rowspan=9 colspan=999>x", n/31) }},
	{"cells", func(n int) string { return "<table><tr>" + strings.Repeat("<td>x", n/5) }},
	{"svg ends", func(n int) string { return "<svg>" + strings.Repeat("<g>", n/6) + strings.Repeat("</x>", n/8) }},
	{"svg", func(n int) string { return strings.Repeat("<svg>", n/5) + "<p>x" }},
	{"math deep", func(n int) string { return "<math>" + strings.Repeat("<mrow>", n/8) + "<mi>x" }},
	{"math fractions", func(n int) string { return "<math>" + strings.Repeat("<mfrac><mi>x</mi>", n/16) }},
	{"drawn", func(n int) string { return strings.Repeat("<span class=MathJax data-mathml='<math><mi>x'>x", n/48) }},
	{"drawn boxes", func(n int) string {
		return "<mjx-container class=MathJax>" + strings.Repeat("<mjx-mi><mjx-c class=mjx-c41>", n/30)
	}},
	{"tex", func(n int) string { return "<script src=mathjax></script>" + strings.Repeat(`$x$ \(y `, n/8) }},
	{"tex lone", func(n int) string { return "<script src=mathjax></script>" + strings.Repeat(`\[ $ $$`, n/8) }},
	{"tex classes", func(n int) string { return strings.Repeat(`<b class=math>\(x`, n/18) }},
	{"math", func(n int) string { return strings.Repeat("<math><mi>x", n/11) }},
	{"other names", func(n int) string { return many(n/10, func(i int) string { return fmt.Sprintf("<a-%d>x", i) }) }},
	{"attributes", func(n int) string {
		return "<p " + many(n/8, func(i int) string { return fmt.Sprintf("a%d=x ", i) }) + ">x"
	}},
	{"classes", func(n int) string {
		return many(n/24, func(i int) string { return fmt.Sprintf("<p class='a%d author'>x", i) })
	}},
	{"one class", func(n int) string { return "<p class='" + strings.Repeat("a ", n/2) + "'>x" }},
	{"style", func(n int) string { return "<p style='" + strings.Repeat("display:d;", n/10) + "'>x" }},
	{"entities", func(n int) string { return strings.Repeat("&amp;", n/5) }},
	{"ampersands", func(n int) string { return strings.Repeat("&", n) }},
	{"attribute entities", func(n int) string { return "<p title='" + strings.Repeat("&a", n/2) + "'>x" }},
	{"srcset", func(n int) string { return "<img srcset='" + strings.Repeat("a 1w,", n/5) + "'>" }},
	{"images", func(n int) string { return strings.Repeat("<img src=a>", n/11) }},
	{"notes", func(n int) string {
		return many(n/60, func(i int) string { return fmt.Sprintf("<sup><a href=#fn%d>%d</a></sup>", i, i%999) }) + many(n/60, func(i int) string { return fmt.Sprintf("<p id=fn%d>x", i) })
	}},
	{"one note", func(n int) string { return strings.Repeat("<sup><a href=#fn>1</a></sup>", n/30) + "<p id=fn>x" }},
	{"comments", func(n int) string { return strings.Repeat("<!--a-->", n/8) }},
	{"open comment", func(n int) string { return strings.Repeat("<!--a--", n/7) }},
	{"scripts", func(n int) string { return strings.Repeat("<script>a<!--</script>", n/22) }},
	{"script in script", func(n int) string { return "<script><!--" + strings.Repeat("<script>", n/8) }},
	{"angles", func(n int) string { return strings.Repeat("<", n) }},
	{"open tag", func(n int) string { return strings.Repeat("<a b='", n/6) }},
	{"long word", func(n int) string { return strings.Repeat("x", n) }},
	{"blanks", func(n int) string { return strings.Repeat(" ", n) + "x" }},
	{"pre", func(n int) string { return "<pre>" + strings.Repeat("x\n", n/2) }},
	{"pre lines", func(n int) string { return "<pre>" + strings.Repeat("<div>x</div>", n/12) }},
	{"code rows", func(n int) string { return "<table class=hljs-ln>" + strings.Repeat("<tr><td><td>", n/12) }},
	{"code numbers", func(n int) string {
		return "<pre>" + many(n/20, func(i int) string { return fmt.Sprintf("<b>%d</b> x\n", i) })
	}},
	{"code headers", func(n int) string { return strings.Repeat("<div>Go<pre>x</pre>", n/20) }},
	{"code machinery", func(n int) string { return "<pre>" + strings.Repeat("<i class=ln>1</i>x\n", n/20) }},
	{"codes", func(n int) string { return strings.Repeat("<code class=block>x", n/20) }},
	{"margin notes", func(n int) string { return "<p>" + strings.Repeat("x<span class=sidenote>some", n/27) }},
	{"margin notes shut", func(n int) string { return "<p>" + strings.Repeat("x<span class=sidenote>some</span>", n/34) }},
	{"templates in a p", func(n int) string { return "<p>" + strings.Repeat("x<template>y</template>", n/24) }},
	{"bare notes", func(n int) string {
		return many(n/40, func(i int) string { return fmt.Sprintf("<p>some<sup>%d</sup>", i+1) }) + "<hr>" + many(n/40, func(i int) string { return fmt.Sprintf("<p><sup>%d</sup>x", i+1) })
	}},
	{"nested notes", func(n int) string {
		return many(n/60, func(i int) string { return fmt.Sprintf("<sup><a href=#fn%d>1</a></sup>", i) }) + many(n/60, func(i int) string { return fmt.Sprintf("<div id=fn%d>x", i) })
	}},
	{"notes in one block", func(n int) string {
		return many(n/60, func(i int) string { return fmt.Sprintf("<sup><a href=#fn%d>1</a></sup>", i) }) + "<p>" + many(n/60, func(i int) string { return fmt.Sprintf("<a name=fn%d></a>x", i) })
	}},
	{"posts", func(n int) string {
		return strings.Repeat("<div class=comment><b class=author>A</b><i class=age>1h</i><p>x</p></div>", n/68)
	}},
	{"bylines in a post", func(n int) string {
		return "<div class=comment><p>x</p>" + strings.Repeat("<b class=author>A</b>", n/22) + "</div><div class=comment><p>x</p><p class=author>b"
	}},
	{"reddit", func(n int) string { return strings.Repeat("<shreddit-comment author=a depth=1><p>x<p>y", n/44) }},
	{"quotes", func(n int) string { return strings.Repeat("<aside class=quote data-username=a><blockquote>x", n/49) }},
	{"nested posts", func(n int) string { return strings.Repeat("<div class=comment><b class=author>A</b><p>x</p>", n/50) }},
	{"stray items and quotes", func(n int) string { return strings.Repeat("<li>x<blockquote>y</blockquote>", n/32) }},
	{"bidi", func(n int) string { return "<p>" + strings.Repeat("\u202E", n/3) }},
	{"br", func(n int) string { return strings.Repeat("x<br>", n/5) }},
	{"spans in a block", func(n int) string { return "<p>" + strings.Repeat("<b>x</b>", n/8) }},
	{"misnested", func(n int) string { return "<p>" + strings.Repeat("<b>x<i>y</b>z</i>", n/17) }},
	{"buttons", func(n int) string { return strings.Repeat("<button>x", n/9) }},
	{"options", func(n int) string { return "<select>" + strings.Repeat("<option>x", n/9) }},
	{"templates", func(n int) string { return strings.Repeat("<template>x", n/11) }},
	{"headings", func(n int) string { return strings.Repeat("<h2>x", n/5) }},
	{"callouts", func(n int) string { return strings.Repeat("<div class='admonition note'>x", n/31) }},
}

func many(n int, f func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}
