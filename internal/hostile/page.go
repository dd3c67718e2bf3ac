package hostile

import (
	"fmt"
	"strings"
)

// Page puts a body into a whole page.
func Page(inside string) string {
	return "<!doctype html><html lang=en><head><title>The mill at Ashford</title></head><body><article>" + inside + "</article></body></html>"
}

// head puts something into the head of a page with an article of a few paragraphs.
func head(inside string) string {
	return strings.Replace(Page("<h1>The mill at Ashford</h1>"+strings.Repeat("<p>The old mill at Ashford has stood beside the river for two hundred years, and it ground corn.</p>", 5)), "<title>", inside+"<title>", 1)
}

// ld is a page with JSON-LD.
func ld(json string) string {
	return head(`<script type="application/ld+json">` + json + "</script>")
}

const sentence = "Some words of a long article, which goes on for a while and says what it has to say. "

// Pages are whole pages, for what stands behind the segmenter: the classifier,
// metadata, the renderers, and the commands.
var Pages = []Shape{
	{"page: article", func(n int) string {
		return Page("<h1>A</h1>" + strings.Repeat("<p>Some words of a long article, with a <b>mark</b> and a <a href=x>link</a>.</p>\n", n/80))
	}},
	{"page: one paragraph", func(n int) string { return Page("<p>" + strings.Repeat(sentence, n/len(sentence))) }},
	{"page: sentences with br", func(n int) string { return Page("<p>" + strings.Repeat(sentence+"<br>", n/(len(sentence)+4))) }},
	{"page: sections", func(n int) string {
		return Page(many(n/150, func(i int) string {
			return fmt.Sprintf("<section id=s%d><h2>Part %d</h2><p>%s</p></section>", i, i, sentence)
		}))
	}},
	{"page: nested sections", func(n int) string { return Page(strings.Repeat("<section><h2>Part</h2><p>"+sentence, n/110)) }},
	{"page: short paragraphs", func(n int) string { return Page(strings.Repeat("<p>x", n/4)) }},
	{"page: div nest", func(n int) string { return Page(strings.Repeat("<div>x", n/6)) }},
	{"page: div nest, sentences", func(n int) string { return Page(strings.Repeat("<div>"+sentence, n/91)) }},
	{"page: quote nest", func(n int) string { return Page(strings.Repeat("<blockquote>x y z", n/17)) }},
	{"page: quote nest, sentences", func(n int) string { return Page(strings.Repeat("<blockquote>"+sentence, n/98)) }},
	{"page: list nest", func(n int) string { return Page(strings.Repeat("<ul><li>x y z", n/13)) }},
	{"page: list nest, sentences", func(n int) string { return Page(strings.Repeat("<ul><li>"+sentence, n/94)) }},
	{"page: table nest", func(n int) string { return Page(strings.Repeat("<table><tr><td>x", n/16)) }},
	{"page: table nest, sentences", func(n int) string { return Page(strings.Repeat("<table><tr><td>"+sentence, n/101)) }},
	{"page: rows", func(n int) string {
		return Page("<table><tr><th>a<th>b" + strings.Repeat("<tr><td>x<td rowspan=2>y", n/24) + "</table>")
	}},
	{"page: wide rows", func(n int) string {
		row := "<tr>" + strings.Repeat("<td>x", 200)
		return Page("<p>" + sentence + "<table>" + strings.Repeat(row, n/len(row)) + "</table>")
	}},
	{"page: colspans", func(n int) string {
		return Page("<p>" + sentence + "<table><tr><th>h" + strings.Repeat("<tr><td colspan=99999999>x<td>y", n/32) + "</table>")
	}},
	{"page: rowspans", func(n int) string {
		return Page("<p>" + sentence + "<table><tr><th>h" + strings.Repeat("<tr><td rowspan=99999999>x<td>y", n/32) + "</table>")
	}},
	{"page: unclosed fonts", func(n int) string { return Page("<p>" + strings.Repeat("<font>", n/12) + strings.Repeat("<p>x", n/8)) }},
	{"page: entities", func(n int) string { return Page(strings.Repeat("&amp; ", n/6)) }},
	{"page: marks and entities", func(n int) string { return Page("<p>" + strings.Repeat("&lt;a&gt; *b* _c_ [d](e) `f` ", n/34)) }},
	{"page: long word", func(n int) string { return Page("<p>" + sentence + "<p>" + strings.Repeat("x", n)) }},
	{"page: long words", func(n int) string { return Page("<p>" + strings.Repeat(strings.Repeat("x", 999)+" ", n/1000)) }},
	{"page: Han", func(n int) string { return Page("<p>" + strings.Repeat("漢字仮名交じり文。", n/27)) }},
	{"page: combining", func(n int) string { return Page("<p>" + sentence + "a" + strings.Repeat("\u0301", n/2)) }},
	{"page: joiners", func(n int) string { return Page("<p>" + sentence + strings.Repeat("👩\u200d", n/7)) }},
	{"page: pre", func(n int) string { return Page("<p>" + sentence + "<pre>" + strings.Repeat("x\n", n/2) + "</pre>") }},
	{"page: pre, one line", func(n int) string { return Page("<p>" + sentence + "<pre>" + strings.Repeat("x ", n/2) + "</pre>") }},
	{"page: pre, backticks", func(n int) string { return Page("<p>" + sentence + "<pre>" + strings.Repeat("`", n) + "</pre>") }},
	{"page: code", func(n int) string { return Page("<p>" + strings.Repeat("<code>a`b</code> and ", n/22)) }},
	{"page: links", func(n int) string { return Page(strings.Repeat("<a href=x>y</a> ", n/16)) }},
	{"page: other links", func(n int) string {
		return Page(many(n/60, func(i int) string { return fmt.Sprintf("<p>%d <a href='/a/%d?q=%d'>words of a link</a>", i, i, i) }))
	}},
	{"page: one long link", func(n int) string {
		return Page("<p>" + sentence + "<a href='http://a.example/" + strings.Repeat("a/", n/2) + "'>x</a>")
	}},
	{"page: data URL", func(n int) string {
		return Page("<p>" + sentence + "<img alt=a src='data:image/png;base64," + strings.Repeat("AAAA", n/4) + "'>")
	}},
	{"page: data URLs", func(n int) string {
		return Page("<p>" + sentence + strings.Repeat("<p><img alt=a src='data:image/png;base64,AAAA'>", n/47))
	}},
	{"page: srcset", func(n int) string {
		return Page("<p>" + sentence + "<img alt=a src=b.png srcset='" + many(n/12, func(i int) string { return fmt.Sprintf("a%d.png %dw, ", i, i) }) + "'>")
	}},
	{"page: images", func(n int) string { return Page(strings.Repeat("<img src=a.png alt=b>", n/21)) }},
	{"page: figures", func(n int) string {
		return Page(many(n/80, func(i int) string {
			return fmt.Sprintf("<figure><img src=a%d.png alt=b><figcaption>Words of it</figcaption></figure>", i)
		}))
	}},
	{"page: dates", func(n int) string { return Page(strings.Repeat("<p>Published on 2024-01-02 by A B", n/33)) }},
	{"page: other dates", func(n int) string {
		return Page(many(n/60, func(i int) string {
			return fmt.Sprintf("<time datetime=%04d-01-02>Updated %d May %04d</time> ", i%9000, i%31, i%3000)
		}))
	}},
	{"page: digits", func(n int) string { return Page("<p class=date>" + strings.Repeat("2024-01-", n/8)) }},
	{"page: bylines", func(n int) string { return Page(strings.Repeat("<p class=author>By A B</p>", n/27)) }},
	{"page: one byline", func(n int) string { return Page("<p class=author>By " + strings.Repeat("Anna Berg, ", n/11)) }},
	{"page: byline of words", func(n int) string { return Page("<p class=author>By " + strings.Repeat("Anna and ", n/9)) }},
	{"page: titles", func(n int) string { return Page(strings.Repeat("<h1>The mill at Ashford</h1>", n/29)) }},
	{"page: long title", func(n int) string {
		return strings.Replace(Page("<p>"+sentence), "<title>", "<title>"+strings.Repeat("Mill | at - ", n/12), 1)
	}},
	{"page: long heading", func(n int) string { return Page("<h1>" + strings.Repeat("mill at ", n/8) + "</h1><p>" + sentence) }},
	{"page: notes", func(n int) string { return Page(strings.Repeat("<sup><a href=#f>1</a></sup>", n/27) + "<p id=f>x") }},
	{"page: comments", func(n int) string {
		return Page("<p>"+sentence) + many(n/140, func(i int) string {
			return fmt.Sprintf("<div class=comment id=c%d><b class=author>Anna %d</b> <time>2024-01-02</time><p>I do not think so, but thank you.</p></div>", i, i)
		})
	}},
	{"page: comment nest", func(n int) string {
		return Page("<p>"+sentence) + strings.Repeat("<div class=comment><b class=author>Anna</b><p>I do not think so.</p>", n/70)
	}},
	{"page: definitions", func(n int) string { return Page("<dl>" + strings.Repeat("<dt>word<dd>what it means", n/26)) }},
	{"page: related", func(n int) string {
		return Page("<p>"+sentence) + "<ul class=related>" + many(n/70, func(i int) string {
			return fmt.Sprintf("<li><a href=/story/%d>Another story that you may like %d</a>", i, i)
		}) + "</ul>"
	}},
	{"page: one phrase", func(n int) string { return Page(strings.Repeat("<p>Sign up for our newsletter</p>", n/34)) }},
	{"page: phrase prefixes", func(n int) string { return Page("<p>" + strings.Repeat("sign up for our ", n/16)) }},
	{"page: math", func(n int) string { return Page("<p>" + sentence + strings.Repeat("<math><mi>x</mi></math> ", n/24)) }},
	{"page: documents", func(n int) string { return strings.Repeat(Page("<p>"+sentence), n/200) }},

	{"head: meta", func(n int) string { return head(strings.Repeat("<meta name=author content='Anna Berg'>", n/38)) }},
	{"head: other meta", func(n int) string {
		return head(many(n/50, func(i int) string { return fmt.Sprintf("<meta property=article:tag content='tag %d'>", i) }))
	}},
	{"head: one meta", func(n int) string {
		return head("<meta name=description content='" + strings.Repeat("word ", n/5) + "'>")
	}},
	{"head: keywords", func(n int) string {
		return head("<meta name=keywords content='" + strings.Repeat("word, ", n/6) + "'>")
	}},
	{"head: authors", func(n int) string {
		return head("<meta name=author content='" + strings.Repeat("Anna Berg and ", n/14) + "'>")
	}},
	{"head: alternates", func(n int) string {
		return head(many(n/60, func(i int) string { return fmt.Sprintf("<link rel=alternate hreflang=en-%d href=/en/%d>", i, i) }))
	}},
	{"head: ld nest", func(n int) string { return ld(strings.Repeat("[", n/2) + strings.Repeat("]", n/2)) }},
	{"head: ld objects", func(n int) string { return ld(strings.Repeat(`{"author":`, n/11) + "1" + strings.Repeat("}", n/11)) }},
	{"head: ld unclosed", func(n int) string { return ld(strings.Repeat(`{"author":`, n/10)) }},
	{"head: ld graph", func(n int) string {
		return ld(`{"@graph":[` + many(n/90, func(i int) string {
			return fmt.Sprintf(`{"@type":"NewsArticle","@id":"#%d","headline":"Mill %d","author":{"@id":"#%d"}},`, i, i, i+1)
		}) + "1]}")
	}},
	{"head: ld authors", func(n int) string {
		return ld(`{"@type":"Article","author":[` + many(n/40, func(i int) string { return fmt.Sprintf(`{"@type":"Person","name":"Anna %d"},`, i) }) + "1]}")
	}},
	{"head: ld text", func(n int) string {
		return ld(`{"@type":"Article","articleBody":"` + strings.Repeat("word ", n/5) + `"}`)
	}},
	{"head: ld escapes", func(n int) string {
		return ld(`{"@type":"Article","headline":"` + strings.Repeat(`\u0041`, n/6) + `"}`)
	}},
	{"head: ld numbers", func(n int) string { return ld(`{"datePublished":` + strings.Repeat("9", n) + `}`) }},
	{"head: many ld", func(n int) string {
		return head(many(n/90, func(i int) string {
			return fmt.Sprintf(`<script type="application/ld+json">{"@type":"Article","headline":"M%d"}</script>`, i)
		}))
	}},
	{"head: base", func(n int) string { return head(strings.Repeat("<base href=/a/>", n/15)) }},
	{"head: scripts", func(n int) string { return head("<script>" + strings.Repeat("var a = {};\n", n/12) + "</script>") }},
	{"head: styles", func(n int) string { return head("<style>" + strings.Repeat(".a{display:none}", n/16) + "</style>") }},
	{"head: style rules", func(n int) string {
		return strings.Replace(Page(many(n/50, func(i int) string { return fmt.Sprintf("<p class=c%d>x", i) })), "<title>", "<style>"+many(n/50, func(i int) string { return fmt.Sprintf(".c%d{display:none}", i) })+"</style><title>", 1)
	}},
}

// Texts are plain texts.
var Texts = []Shape{
	{"text: line", func(n int) string { return strings.Repeat("word ", n/5) }},
	{"text: sentences", func(n int) string { return strings.Repeat(sentence, n/len(sentence)) }},
	{"text: word", func(n int) string { return "A word\n\n" + strings.Repeat("x", n) }},
	{"text: lines", func(n int) string { return strings.Repeat("x\n", n/2) }},
	{"text: empty lines", func(n int) string { return "x" + strings.Repeat("\n", n) + "y" }},
	{"text: paragraphs", func(n int) string { return strings.Repeat("x\n\n", n/3) }},
	{"text: article", func(n int) string { return strings.Repeat(sentence+"\n\n", n/len(sentence)) }},
	{"text: wrapped", func(n int) string {
		return strings.Repeat("Some words of a long article that was wrapped at\nsixty columns or thereabouts.\n\n", n/80)
	}},
	{"text: hyphens", func(n int) string { return strings.Repeat("some wrap-\nped words and hyphen-\n", n/32) }},
	{"text: list", func(n int) string { return strings.Repeat("   * item of a list\n", n/20) }},
	{"text: list nest", func(n int) string {
		return many(n/100, func(i int) string { return strings.Repeat(" ", i%150) + "* item of a list\n" })
	}},
	{"text: deep indent", func(n int) string { return strings.Repeat(strings.Repeat(" ", 998)+"x\n", n/1000) }},
	{"text: numbered", func(n int) string {
		return many(n/20, func(i int) string { return fmt.Sprintf("%d. item of it\n", i) })
	}},
	{"text: quotes", func(n int) string { return strings.Repeat("> quoted words\n", n/15) }},
	{"text: quote nest", func(n int) string { return strings.Repeat(strings.Repeat(">", 999)+"\n", n/1000) }},
	{"text: quote marks", func(n int) string { return strings.Repeat("> ", n/2) + "x" }},
	{"text: table", func(n int) string { return "| a | b |\n|---|---|\n" + strings.Repeat("| x | y |\n", n/10) }},
	{"text: wide table", func(n int) string {
		return "|" + strings.Repeat("a|", n/6) + "\n|" + strings.Repeat("-|", n/6) + "\n|" + strings.Repeat("x|", n/6)
	}},
	{"text: columns", func(n int) string { return strings.Repeat("name      value     other\n", n/26) }},
	{"text: tabs", func(n int) string { return strings.Repeat("a\tb\tc\n", n/6) }},
	{"text: headings", func(n int) string { return strings.Repeat("# Heading\n\n", n/11) }},
	{"text: underlined", func(n int) string { return strings.Repeat("Heading\n=======\n\n", n/17) }},
	{"text: rules", func(n int) string { return strings.Repeat("---\n", n/4) }},
	{"text: fences", func(n int) string { return strings.Repeat("```\nx\n", n/6) }},
	{"text: one fence", func(n int) string { return "```\n" + strings.Repeat("x\n", n/2) }},
	{"text: fence growth", func(n int) string { return strings.Repeat(strings.Repeat("`", 500)+"\n~~~\n", n/505) }},
	{"text: links", func(n int) string { return strings.Repeat("[a](b) ", n/7) }},
	{"text: brackets", func(n int) string { return strings.Repeat("[", n) }},
	{"text: brackets shut", func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) }},
	{"text: references", func(n int) string {
		return many(n/20, func(i int) string { return fmt.Sprintf("[a%d]: http://b\n", i) })
	}},
	{"text: notes", func(n int) string {
		return many(n/24, func(i int) string { return fmt.Sprintf("x[%d] y\n[%d] z\n", i, i) })
	}},
	{"text: stars", func(n int) string { return "x " + strings.Repeat("*a ", n/3) }},
	{"text: emphasis", func(n int) string { return "x " + strings.Repeat("*", n) + "x" }},
	{"text: ticks", func(n int) string { return "x " + strings.Repeat("`", n) + "x" }},
	{"text: ticks of lengths", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i%2000) + "x")
		}
		return b.String()
	}},
	{"text: addresses", func(n int) string { return strings.Repeat("see http://a.example/b and ", n/27) }},
	{"text: one address", func(n int) string { return "see http://a.example/" + strings.Repeat("(a", n/2) }},
	{"text: mails", func(n int) string { return strings.Repeat("a@b.example ", n/12) }},
	{"text: dots", func(n int) string { return "x " + strings.Repeat(". ", n/2) }},
	{"text: at signs", func(n int) string { return "x " + strings.Repeat("@", n) }},
	{"text: emoji", func(n int) string { return strings.Repeat("👩\u200d👩 ", n/12) }},
	{"text: menu", func(n int) string { return strings.Repeat("Home\nNews\nSport\n", n/16) }},
	{"text: menu bars", func(n int) string { return strings.Repeat("Home | News | Sport\n", n/20) }},
	{"text: footer", func(n int) string {
		return sentence + "\n\n" + strings.Repeat("Copyright 2024. All rights reserved.\n", n/37)
	}},
	{"text: dates", func(n int) string { return strings.Repeat("Published on 2 May 2024 by Anna Berg\n\n", n/38) }},
	{"text: posts", func(n int) string { return strings.Repeat("Anna wrote:\n> a line\nAn answer to it.\n\n", n/42) }},
	{"text: mail heads", func(n int) string { return strings.Repeat("From: a@b.example\nSubject: words\n\nA line.\n\n", n/45) }},
	{"text: markup", func(n int) string { return "Plain words first.\n\n" + strings.Repeat("a < b > c & d\n", n/14) }},
	{"text: front matter", func(n int) string { return "---\n" + strings.Repeat("a: b\n", n/5) + "---\nx" }},
	{"text: repeats", func(n int) string { return strings.Repeat(sentence+"\n"+sentence+"\n\n", n/180) }},
	{"text: CR", func(n int) string { return strings.Repeat("words of it\r", n/12) }},
	{"text: form feeds", func(n int) string { return strings.Repeat("Page 1\f\nwords\n", n/14) }},
	{"text: bidi", func(n int) string { return "x " + strings.Repeat("\u202e", n/3) }},
}
