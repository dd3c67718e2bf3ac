package structure

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// reader is goldmark with GitHub's extensions, footnotes and formulas. Bare
// addresses are not made links: whether they are is the renderer's business.
var reader = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote),
	goldmark.WithParserOptions(
		parser.WithInlineParsers(util.Prioritized(&dollarInline{}, 150)),
		parser.WithBlockParsers(util.Prioritized(&dollarBlock{}, 650)),
	)).Parser()

// Markdown lists the items of Markdown. Addresses are resolved against base.
func Markdown(src []byte, base string) *Items {
	m := &mdReader{src: src, base: base, notes: map[int]string{}}
	doc := reader.Parse(text.NewReader(src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if list, ok := n.(*east.FootnoteList); ok {
			for f := list.FirstChild(); f != nil; f = f.NextSibling() {
				if f, ok := f.(*east.Footnote); ok {
					m.notes[f.Index] = m.firstText(f)
				}
			}
		}
	}
	m.blocks(doc, state{})
	return &m.items
}

type mdReader struct {
	src   []byte
	base  string
	items Items
	notes map[int]string
}

// state is what a block's ancestors make of it.
type state struct {
	list, quote int  // depth
	first       bool // the first block of a list item or note
}

func (m *mdReader) blocks(n ast.Node, st state) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.block(c, st)
		st.first = false
	}
}

func (m *mdReader) block(n ast.Node, st state) {
	switch n := n.(type) {
	case *ast.Heading:
		t := m.inline(n, false)
		m.items.add(Heading, strconv.Itoa(n.Level)+" "+t)
		m.quoted(st, t)
	case *ast.Paragraph, *ast.TextBlock:
		t := m.inline(n, true)
		if t == "" {
			return
		}
		if !st.first {
			m.items.add(Paragraph, t)
		}
		m.quoted(st, t)
	case *ast.List:
		number := n.Start
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			mark := "-"
			if n.IsOrdered() {
				mark = strconv.Itoa(number)
				number++
			}
			m.items.add(ListItem, fold(strconv.Itoa(st.list+1)+" "+mark+" "+m.firstText(c)))
			m.blocks(c, state{list: st.list + 1, quote: st.quote, first: true})
		}
	case *ast.Blockquote:
		m.blocks(n, state{list: st.list, quote: st.quote + 1, first: st.first})
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		t := foldCode(m.lines(n))
		m.items.add(CodeBlock, t)
		m.quoted(st, fold(t))
	case *mathBlock:
		m.items.add(Math, foldMath(m.lines(n)))
	case *east.Table:
		m.table(n, st)
	case *east.FootnoteList:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if f, ok := c.(*east.Footnote); ok {
				m.items.add(Footnote, "note "+m.notes[f.Index])
				m.blocks(f, state{first: true})
			}
		}
	case *ast.HTMLBlock:
		m.items.add(Paragraph, "HTML "+fold(m.lines(n)))
	}
}

// marker is the number of inline nodes of a call-out's first line, which is its
// type and perhaps its title, 0 for paragraphs that begin no call-out.
func (m *mdReader) marker(n ast.Node) (nodes int) {
	if n.Parent() == nil || n.Parent().Kind() != ast.KindBlockquote || n.PreviousSibling() != nil {
		return 0
	}
	first, ok := n.FirstChild().(*ast.Text)
	if !ok || !bytes.HasPrefix(m.src[first.Segment.Start:], []byte("[!")) {
		return 0
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		nodes++
		if t, ok := c.(*ast.Text); ok && t.SoftLineBreak() {
			break
		}
	}
	return nodes
}

func (m *mdReader) quoted(st state, text string) {
	if st.quote > 0 && text != "" {
		m.items.add(Quote, strconv.Itoa(st.quote)+" "+text)
	}
}

func (m *mdReader) table(t *east.Table, st state) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*east.TableHeader)
		col := 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			if s := m.inline(c, !head); s != "" {
				m.items.add(TableCell, strconv.Itoa(col)+" "+s)
			}
			col++
		}
	}
}

func (m *mdReader) lines(n ast.Node) string {
	var b strings.Builder
	for i := 0; i < n.Lines().Len(); i++ {
		s := n.Lines().At(i)
		b.Write(s.Value(m.src))
	}
	return b.String()
}

// firstText is the text of a list item's or note's first block, unless that
// stands in an item of its own.
func (m *mdReader) firstText(n ast.Node) string {
	for c := n.FirstChild(); c != nil; c = c.FirstChild() {
		switch c := c.(type) {
		case *ast.List:
			return ""
		case *ast.Blockquote:
			continue
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			return fold(m.lines(c))
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
			quiet := mdReader{src: m.src, base: m.base, notes: m.notes}
			return quiet.inline(c, true)
		default:
			return ""
		}
	}
	return ""
}

// mark is an open inline element.
type mark struct {
	tag    string
	from   int // in the text
	target string
}

// inline reads the text of a block and adds the items inside it. Elements of
// raw HTML count like those of Markdown.
func (m *mdReader) inline(n ast.Node, emphasis bool) string {
	r := &inlineReader{m: m, emphasis: emphasis}
	skip := m.marker(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if skip--; skip < 0 {
			r.node(c)
		}
	}
	return fold(r.text.String())
}

type inlineReader struct {
	m        *mdReader
	text     strings.Builder
	open     []mark
	emphasis bool
}

func (r *inlineReader) push(tag, target string) {
	r.open = append(r.open, mark{tag, r.text.Len(), target})
}

// tagOf is the element a tag's name counts as.
var tagOf = map[string]string{"strong": "strong", "b": "strong", "em": "em", "i": "em", "del": "del", "s": "del", "code": "code", "a": "a"}

func (r *inlineReader) pop(tag string) {
	i := len(r.open) - 1
	for i >= 0 && r.open[i].tag != tag {
		i--
	}
	if i < 0 {
		return
	}
	k := r.open[i]
	r.open = append(r.open[:i], r.open[i+1:]...)
	t := fold(r.text.String()[k.from:])
	switch tag {
	case "code":
		r.m.items.add(InlineCode, t)
	case "a":
		if a := address(k.target, r.m.base); t != a && !withinPage(a, r.m.base) {
			r.m.items.add(Link, t+" "+a)
		}
	default:
		if r.emphasis && t != "" {
			r.m.items.add(Emphasis, tag+" "+t)
		}
	}
}

func (r *inlineReader) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c)
	}
}

func (r *inlineReader) node(n ast.Node) {
	m := r.m
	switch n := n.(type) {
	case *ast.Text:
		r.text.Write(unescape(n.Segment.Value(m.src)))
		if n.HardLineBreak() || n.SoftLineBreak() {
			r.text.WriteByte(' ')
		}
	case *ast.String:
		r.text.Write(n.Value)
	case *ast.CodeSpan:
		from := r.text.Len()
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				r.text.Write(t.Segment.Value(m.src))
			} else if s, ok := c.(*ast.String); ok {
				r.text.Write(s.Value)
			}
		}
		m.items.add(InlineCode, fold(r.text.String()[from:]))
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		r.push(tag, "")
		r.children(n)
		r.pop(tag)
	case *east.Strikethrough:
		r.push("del", "")
		r.children(n)
		r.pop("del")
	case *ast.Link:
		r.push("a", string(n.Destination))
		r.children(n)
		r.pop("a")
	case *ast.AutoLink:
		r.text.Write(n.Label(m.src))
	case *ast.Image:
		alt := &inlineReader{m: &mdReader{src: m.src, base: m.base, notes: m.notes}}
		alt.children(n)
		m.items.add(Image, fold(alt.text.String())+" "+address(string(n.Destination), m.base))
	case *mathInline:
		m.items.add(Math, foldMath(string(n.tex)))
	case *east.FootnoteLink:
		m.items.add(Footnote, "ref "+m.notes[n.Index])
	case *east.TaskCheckBox:
		if n.IsChecked {
			r.text.WriteString("[x] ")
		} else {
			r.text.WriteString("[ ] ")
		}
	case *ast.RawHTML:
		r.raw(n)
	default:
		r.children(n)
	}
}

func (r *inlineReader) raw(n *ast.RawHTML) {
	var b strings.Builder
	for i := 0; i < n.Segments.Len(); i++ {
		s := n.Segments.At(i)
		b.Write(s.Value(r.m.src))
	}
	name := strings.ToLower(strings.Trim(b.String(), "<>"))
	if name == "br" {
		r.text.WriteByte(' ')
	} else if t := tagOf[strings.TrimPrefix(name, "/")]; t != "" {
		if strings.HasPrefix(name, "/") {
			r.pop(t)
		} else {
			r.push(t, "")
		}
	}
}

// unescape takes backslashes and references out of text (goldmark leaves them
// to its renderer), in one pass, so that an escaped reference stays text.
func unescape(s []byte) []byte {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			out = append(out, s[i])
		case s[i] == '&':
			end := 1
			for i+end < len(s) && (s[i+end] == '#' && end == 1 || util.IsAlphaNumeric(s[i+end])) {
				end++
			}
			if i+end == len(s) || s[i+end] != ';' {
				end = 0
			}
			ref := s[i : i+end+1]
			if r := util.ResolveNumericReferences(util.ResolveEntityNames(ref)); end > 0 && !bytes.Equal(r, ref) {
				out = append(out, r...)
				i += end
				continue
			}
			out = append(out, '&')
		default:
			out = append(out, s[i])
		}
	}
	return out
}

// address is a link's or picture's address as it is compared: absolute, in Go's spelling.
func address(s, base string) string { return spell(string(unescape([]byte(s))), base) }

func spell(s, base string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	if base != "" {
		if b, err := url.Parse(base); err == nil {
			u = b.ResolveReference(u)
		}
	}
	if u.Host != "" && u.Path == "" {
		u.Path = "/"
	}
	if p, err := url.PathUnescape(u.String()); err == nil {
		return p
	}
	return u.String()
}

// withinPage says whether an address leads to a place in the page itself.
func withinPage(a, base string) bool {
	if strings.HasPrefix(a, "#") {
		return true
	}
	a, frag, ok := strings.Cut(a, "#")
	return ok && frag != "" && base != "" && a == spell(base, "")
}
