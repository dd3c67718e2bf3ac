package render_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/render"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed are the elements that HTML output may hold, with their attributes.
var allowed = map[string]string{
	"p": "class", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "hr": "", "br": "", "pre": "", "code": "class",
	"ul": "", "ol": "start type", "li": "value id", "input": "type disabled checked", "blockquote": "", "figure": "", "figcaption": "",
	"table": "role", "caption": "", "thead": "", "tbody": "", "tr": "", "th": "colspan rowspan align", "td": "colspan rowspan align",
	"dl": "", "dt": "", "dd": "", "details": "open", "summary": "", "div": "class", "article": "class data-author data-depth", "header": "class", "section": "class",
	"a": "href title id class", "img": "src alt title", "strong": "", "em": "", "del": "", "ins": "", "sub": "", "sup": "", "mark": "", "q": "",
	"span": "class", "b": "class", "time": "", "math": "display", "semantics": "", "mtext": "", "annotation": "encoding",
}

// void elements have no end tag.
var void = map[string]bool{"hr": true, "br": true, "img": true, "input": true}

// again parses HTML output as a browser does and writes what it finds, naming
// the first thing that output must not hold.
func again(src string) (string, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(src), body)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	var bad error
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			out.WriteString(escape(n.Data))
			return
		case html.ElementNode:
		default:
			bad = fmt.Errorf("node of type %d: %q", n.Type, n.Data)
			return
		}
		attrs, ok := allowed[n.Data]
		if !ok {
			bad = fmt.Errorf("element %s", n.Data)
		}
		out.WriteString("<" + n.Data)
		for _, a := range n.Attr {
			if !strings.Contains(" "+attrs+" ", " "+a.Key+" ") {
				bad = fmt.Errorf("attribute %s of %s", a.Key, n.Data)
			}
			if a.Key == "href" || a.Key == "src" {
				if err := address(a.Val); err != nil {
					bad = err
				}
			}
			out.WriteString(" " + a.Key)
			if a.Key != "disabled" && a.Key != "checked" && a.Key != "open" {
				out.WriteString(`="` + escape(a.Val) + `"`)
			}
		}
		out.WriteString(">")
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if !void[n.Data] {
			out.WriteString("</" + n.Data + ">")
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return out.String(), bad
}

// address says what is wrong with an address, nil if nothing is.
func address(v string) error {
	scheme, _, ok := strings.Cut(v, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return nil
	}
	switch strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, scheme)) {
	case "javascript", "vbscript", "data", "blob", "file":
		return fmt.Errorf("address %q", v)
	}
	return nil
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// TestHTMLParses parses the HTML output of every testdata page and writes it
// again: the same bytes, and nothing in it that is not allowed.
func TestHTMLParses(t *testing.T) {
	for _, page := range sources(t) {
		got := write(t, render.HTML, input(t, page), render.Options{})
		twice, err := again(got)
		if err != nil {
			t.Errorf("%s: %v", page, err)
		}
		if d := cmp.Diff(got, twice); d != "" {
			t.Errorf("%s: %s", page, d)
		}
	}
}

// TestFixedPoint reads HTML output as a page and writes it again, as HTML and as Markdown: the same bytes.
func TestFixedPoint(t *testing.T) {
	for _, page := range sources(t) {
		once := input(t, page)
		html := write(t, render.HTML, once, render.Options{})
		twice := all(block.FromHTML([]byte(html)))
		if d := cmp.Diff(html, write(t, render.HTML, twice, render.Options{})); d != "" {
			t.Errorf("%s, HTML: %s", page, d)
		}
		if d := cmp.Diff(write(t, render.Markdown, once, render.Options{}), write(t, render.Markdown, twice, render.Options{})); d != "" {
			t.Errorf("%s, Markdown: %s", page, d)
		}
	}
}

// sources are the pages of testdata.
func sources(t testing.TB) (out []string) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, p := range pages {
		if !strings.HasSuffix(p, ".out.html") {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		t.Fatal("no testdata")
	}
	return out
}

// scan calls f for each element of a page until it returns something.
func scan(page string, f func(name string, attrs map[string]string) string) string {
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			attrs := map[string]string{}
			for _, a := range tok.Attr {
				attrs[a.Key] = a.Val
			}
			if s := f(tok.Data, attrs); s != "" {
				return s
			}
		}
	}
}
