package render

import (
	"io"
	"strconv"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// minWrap is the narrowest that text is wrapped, whatever its nesting takes away.
const minWrap = 20

// Text writes the article as plain text: paragraphs parted by an empty line,
// lists with markers, tables in columns, code as it is, footnotes at the end.
// Links are left out unless opt.Links says otherwise: LinksInline writes the
// address behind the text, LinksReference a number and the addresses at the end.
//
// A page that is Markdown itself stays Markdown unless its lines are to be
// wrapped: its marks and addresses are part of what somebody wrote, and a
// README comes out as it went in but for white space.
func Text(w io.Writer, in Input, opt Options) error {
	if in.Doc != nil && in.Doc.Maker == "markdown" && opt.Width == 0 {
		opt.Standalone = false
		return Markdown(w, in, opt)
	}
	if opt.Links == LinksAuto {
		opt.Links = LinksNone
	}
	switch opt.Images {
	case ImagesAuto:
		opt.Images = ImagesNone
	case ImagesKeep:
		opt.Images = ImagesAlt
	}
	t := &textWriter{}
	t.page = newPage(in, opt)
	t.dialect = t
	t.buf = make([]byte, 0, len(t.doc.Text)+len(t.doc.Text)/8)
	if t.in.Title != "" {
		t.begin(false)
		t.put(t.in.Title)
		t.end()
	}
	t.walk(&t.outline, 0, t.body)
	t.footnotes()
	t.addresses()
	_, err := w.Write(t.buf)
	return err
}

// textWriter writes plain text.
type textWriter struct {
	outline
	line []byte // the block being written, before it is wrapped
	refs references
}

// references numbers addresses in the order of their first use.
type references struct {
	urls   []string
	titles []string
	number map[[2]string]int
}

func (r *references) add(url, title string) int {
	key := [2]string{url, title}
	if n, ok := r.number[key]; ok {
		return n
	}
	if r.number == nil {
		r.number = map[[2]string]int{}
	}
	r.urls, r.titles = append(r.urls, url), append(r.titles, title)
	r.number[key] = len(r.urls)
	return len(r.urls)
}

func (t *textWriter) leaf(i int) {
	if t.headed(i) {
		return
	}
	b := &t.doc.Blocks[i]
	switch b.Kind {
	case block.Rule:
		t.start(false)
		t.buf = append(t.buf, "* * *"...)
	case block.Pre:
		t.start(false)
		t.verbatim(t.code(i))
	default:
		t.start(t.goesOn(i) || len(t.levels) > 0 && t.top().kind == block.ContainerDef)
		t.put(t.plain(i))
	}
	t.last = i + 1
	t.paragraph = b.Kind == block.Para
	t.end()
}

// put writes the lines of a block, wrapped if the options say so.
func (t *textWriter) put(s string) {
	width := 0
	if t.opt.Width > 0 {
		width = max(t.opt.Width-len(t.prefix), minWrap)
	}
	first := true
	emit := func(line string) {
		if !first {
			t.newline()
		}
		first = false
		t.buf = append(t.buf, line...)
	}
	for {
		line, rest, more := strings.Cut(s, "\n")
		if width > 0 {
			wrap(line, width, func(line string) { emit(block.Balance(line)) })
		} else {
			emit(line)
		}
		if !more {
			return
		}
		s = rest
	}
}

// plain returns the text of block i, line breaks as '\n'. It is valid until the next call.
func (t *textWriter) plain(i int) string {
	b := &t.doc.Blocks[i]
	if b.SpanStart == b.SpanEnd {
		return strings.Trim(t.doc.Text[b.Start:b.End], " \n")
	}
	out := t.line[:0]
	tok := t.inline.tokens(i)
	for k := range tok {
		switch n := &tok[k]; n.kind {
		case tokText, tokMath:
			out = append(out, n.text...)
		case tokBreak:
			out = append(out, '\n')
		case tokOpen:
			out = append(out, textMarks[n.mark].open...)
		case tokClose:
			out = append(out, textMarks[n.mark].close...)
			if n.mark == block.Link {
				out = t.address(out, tok[n.mate].url, tok[n.mate+1:k])
			}
		case tokEmbed:
			name := n.text
			if name == "" {
				name = n.url
			}
			if len(out) > 0 && out[len(out)-1] != ' ' && out[len(out)-1] != '\n' {
				out = append(out, ' ')
			}
			out = append(out, name...)
			out = t.address(out, n.url, []token{{kind: tokText, text: name}})
			if k+1 < len(tok) && tok[k+1].kind == tokText && tok[k+1].text[0] != ' ' {
				out = append(out, ' ')
			}
		case tokNote:
			out = t.mark(out, int(n.num))
		}
	}
	t.line = out
	return string(out)
}

// textMarks are what stands around marked text.
var textMarks = [16]struct{ open, close string }{
	block.Quote: {"“", "”"}, block.Reading: {"(", ")"},
}

// address writes a link's address behind its text, unless the text is the address.
func (t *textWriter) address(out []byte, url string, text []token) []byte {
	if len(text) == 1 && (text[0].text == url || "mailto:"+text[0].text == url) {
		return out
	}
	switch t.opt.Links {
	case LinksInline:
		out = append(append(append(out, " <"...), url...), '>')
	case LinksReference:
		out = append(out, " ["...)
		out = strconv.AppendInt(out, int64(t.refs.add(url, "")), 10)
		out = append(out, ']')
	}
	return out
}

// mark writes a footnote's mark. Beside numbered links it takes a caret.
func (t *textWriter) mark(out []byte, n int) []byte {
	out = append(out, '[')
	if t.opt.Links == LinksReference {
		out = append(out, '^')
	}
	return append(strconv.AppendInt(out, int64(n), 10), ']')
}

// code returns the text of a preformatted block without its Chrome and without
// empty lines at its ends.
func (p *page) code(i int) string {
	b := &p.doc.Blocks[i]
	text := p.doc.Text
	pos := b.Start
	var out []byte
	for k := b.SpanStart; k < b.SpanEnd; k++ {
		if s := &p.doc.Spans[k]; s.Kind == block.Chrome && s.End > pos {
			if s.Start > pos {
				out = append(out, text[pos:s.Start]...)
			}
			pos = s.End
		}
	}
	if pos == b.Start {
		return strings.TrimLeft(text[b.Start:b.End], "\n")
	}
	if pos < b.End {
		out = append(out, text[pos:b.End]...)
	}
	return strings.TrimLeft(strings.TrimRight(string(out), "\n "), "\n")
}

func (t *textWriter) definition() { t.indent(4) }

// callout quotes a box under its title or type.
func (t *textWriter) callout(c int32) {
	label, title := t.calloutHead(c, &t.boxHead)
	if title == "" {
		title = capital(label)
	}
	t.start(false)
	t.quote()
	if title != "" {
		t.put(title)
		t.end()
	}
}

// post heads a post with its author and time.
func (t *textWriter) post(c int32) {
	t.start(false)
	for range t.replyDepth(c) {
		t.quote()
	}
	if head := t.postHead(c); head != "" {
		t.put(head)
		t.end()
	}
}

func (t *textWriter) footnotes() {
	indent := 4
	t.eachNote(func(n *note) {
		t.begin(false)
		at := len(t.buf)
		t.buf = t.mark(t.buf, n.number)
		t.buf = append(t.buf, ' ')
		width := min(len(t.buf)-at, 8)
		t.indent(max(width, indent))
		t.walk(&t.outline, n.container, n.blocks)
		t.prefix = t.prefix[:0]
		t.end()
	})
}

func (t *textWriter) addresses() {
	for n, url := range t.refs.urls {
		t.begin(n > 0)
		t.buf = append(t.buf, '[')
		t.buf = strconv.AppendInt(t.buf, int64(n+1), 10)
		t.buf = append(t.buf, "] "...)
		t.buf = append(t.buf, url...)
		t.end()
	}
}

// cellItem is the marker of a list item within a cell, if block i begins one.
func (p *page) cellItem(i int, cell int32) string {
	cs := p.doc.Containers
	in := p.doc.Blocks[i].In
	if in <= cell || cs[in].Kind != block.ContainerItem || i > 0 && p.doc.Blocks[i-1].In == in {
		return ""
	}
	if up := cs[in].Parent; up >= 0 && cs[up].Ordered {
		return strconv.Itoa(int(cs[in].Number)) + ". "
	}
	return "- "
}
