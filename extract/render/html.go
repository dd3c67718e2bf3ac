package render

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// HTML writes the article as clean semantic HTML: a fragment, or a whole page
// with opt.Standalone.
//
// The serialiser writes nothing that it does not know: the elements and
// attributes in this file, addresses of the schemes in address.go. No part of
// the page's own markup is copied. Parsed and written again, the output is the
// same.
func HTML(w io.Writer, in Input, opt Options) error {
	h := &htmlWriter{page: newPage(in, opt)}
	h.buf = make([]byte, 0, len(h.doc.Text)+len(h.doc.Text)/2)
	if opt.Standalone {
		h.pageHead()
	} else if h.in.Title != "" {
		h.tag("<h1>", h.in.Title, "</h1>\n")
	}
	h.walk(h, 0, h.body)
	h.footnotes()
	if opt.Standalone {
		h.pageFoot()
	}
	_, err := w.Write(trimEnd(h.buf))
	return err
}

func trimEnd(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == '\n' {
		b = b[:len(b)-1]
	}
	return b
}

// htmlWriter writes HTML.
type htmlWriter struct {
	*page
	buf    []byte
	levels []htmlLevel
	boxHead
	linked bool   // inside an a element
	cited  []bool // by note number: the first reference, which the note leads back to, is written
	note   int    // number of the note being written, 0 for the body
}

// htmlLevel is an open container.
type htmlLevel struct {
	c       int32
	kind    block.ContainerKind
	end     string // what closes it
	next    int32  // number of the next item, of ordered lists
	ordered bool
	items   bool // an item was written
	written bool // something stands in it
	caption bool // a figure's caption or the line of a details element is written
}

func (h *htmlWriter) top() *htmlLevel {
	if len(h.levels) == 0 {
		return &htmlLevel{}
	}
	return &h.levels[len(h.levels)-1]
}

// boxes are the containers that one element each stands for.
var boxes = map[block.ContainerKind]struct{ open, end string }{
	block.ContainerQuote:   {"<blockquote>\n", "</blockquote>\n"},
	block.ContainerFigure:  {"<figure>\n", "</figure>\n"},
	block.ContainerDefs:    {"<dl>\n", "</dl>\n"},
	block.ContainerTerm:    {"<dt>", "</dt>\n"},
	block.ContainerDef:     {"<dd>", "</dd>\n"},
	block.ContainerDetails: {"<details open>\n", "</details>\n"},
}

func (h *htmlWriter) open(c int32) {
	k := &h.doc.Containers[c]
	v := htmlLevel{c: c, kind: k.Kind}
	up := h.top()
	switch k.Kind {
	case block.ContainerList:
		h.openList(&v, up, k)
	case block.ContainerItem:
		h.openItem(&v, up, k)
	case block.ContainerTerm, block.ContainerDef:
		h.blockStart()
		v.end = boxes[k.Kind].end
		if up.kind != block.ContainerDefs {
			h.buf = append(h.buf, "<dl>\n"...)
			v.end += "</dl>\n"
		}
		h.buf = append(h.buf, boxes[k.Kind].open...)
	case block.ContainerCallout:
		h.blockStart()
		h.callout(c)
		v.end, v.written = "</div>\n", true
	case block.ContainerPost:
		h.blockStart()
		h.post(c)
		v.end, v.written = "</article>\n", true
	default:
		if b, ok := boxes[k.Kind]; ok {
			h.blockStart()
			h.buf = append(h.buf, b.open...)
			v.end = b.end
		}
	}
	h.levels = append(h.levels, v)
}

// blockStart ends the line of an item's or cell's text before a block in it.
func (h *htmlWriter) blockStart() {
	if n := len(h.buf); n > 0 && h.buf[n-1] != '\n' {
		h.buf = append(h.buf, '\n')
	}
	h.top().written = true
}

func (h *htmlWriter) openList(v, up *htmlLevel, k *block.Container) {
	v.ordered, v.next = k.Ordered, max(k.Number, 0)
	open, end := "<ul>\n", "</ul>\n"
	if k.Ordered {
		open, end = "<ol", "</ol>\n"
		if k.Label != "" {
			open += ` type="` + className(k.Label) + `"`
		}
		if v.next != 1 {
			open += ` start="` + strconv.Itoa(int(v.next)) + `"`
		}
		open += ">\n"
	}
	if up.kind == block.ContainerList {
		if !up.items {
			v.ordered, v.next = up.ordered, up.next
			return // a list that begins with a list: its items are those of the outer one
		}
		// A list that is the direct child of a list belongs to the item before it.
		h.buf = h.buf[:len(h.buf)-len("</li>\n")]
		h.blockStart()
		end += "</li>\n"
	} else {
		h.blockStart()
	}
	h.buf = append(h.buf, open...)
	v.end = end
}

func (h *htmlWriter) openItem(v, up *htmlLevel, k *block.Container) {
	h.blockStart()
	v.end = "</li>\n"
	if up.kind != block.ContainerList {
		h.buf = append(h.buf, "<ul>\n"...)
		v.end += "</ul>\n"
	}
	up.items = true
	h.buf = append(h.buf, "<li"...)
	if up.ordered && k.Number != up.next && k.Number >= 0 {
		h.buf = append(h.buf, ` value="`...)
		h.buf = strconv.AppendInt(h.buf, int64(k.Number), 10)
		h.buf = append(h.buf, '"')
		up.next = k.Number
	}
	up.next++
	h.buf = append(h.buf, '>')
	switch k.Task {
	case block.TaskOpen:
		h.buf = append(h.buf, `<input type="checkbox" disabled> `...)
	case block.TaskDone:
		h.buf = append(h.buf, `<input type="checkbox" disabled checked> `...)
	}
}

func (h *htmlWriter) close(int32) {
	n := len(h.levels) - 1
	h.buf = append(h.buf, h.levels[n].end...)
	h.levels = h.levels[:n]
}

// callout writes a box as GitHub writes its alerts, with a class for its type.
func (h *htmlWriter) callout(c int32) {
	label, title := h.calloutHead(c, &h.boxHead)
	if title == "" {
		title = capital(label)
	}
	label = strings.ToLower(className(label))
	if label == "" {
		label = "note"
	}
	if title == "" {
		title = "Note"
	}
	h.buf = append(append(append(h.buf, `<div class="markdown-alert markdown-alert-`...), label...), "\">\n"...)
	h.tag(`<p class="markdown-alert-title">`, title, "</p>\n")
}

// className keeps the letters, digits and hyphens of a name.
func className(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, s)
}

// post writes a post. Its head is a paragraph, and its author an attribute of
// the element, so that it reads back as the same post.
func (h *htmlWriter) post(c int32) {
	k := &h.doc.Containers[c]
	h.buf = append(h.buf, "<article class=\"post\""...)
	if name := clean(k.Label); name != "" {
		h.attr("data-author", name)
	}
	if k.Number > 0 {
		h.attr("data-depth", strconv.Itoa(int(k.Number)))
	}
	h.buf = append(h.buf, ">\n"...)
	author, when := h.postFacts(c)
	if author == "" && when == "" {
		return
	}
	h.buf = append(h.buf, "<p>"...)
	if author != "" {
		h.tag("<strong>", author, "</strong>")
		if when != "" {
			h.buf = append(h.buf, " · "...)
		}
	}
	h.tag("", when, "</p>\n")
}

func (h *htmlWriter) leaf(i int) {
	if h.headed(i) {
		return
	}
	b := &h.doc.Blocks[i]
	v := h.top()
	open, end := "<p>", "</p>\n"
	switch b.Kind {
	case block.Rule:
		h.blockStart()
		h.buf = append(h.buf, "<hr>\n"...)
		return
	case block.Pre:
		h.blockStart()
		h.pre(i)
		return
	case block.Heading:
		if h.pictured(i) {
			break // a picture in a heading is no heading
		}
		n := strconv.Itoa(max(1, min(int(b.Level), 6)))
		open, end = "<h"+n+">", "</h"+n+">\n"
	case block.Caption:
		if v.kind == block.ContainerFigure && !v.caption {
			open, end = "<figcaption>", "</figcaption>\n"
			v.caption = true
		}
	case block.Summary:
		if v.kind == block.ContainerDetails && !v.written {
			open, end = "<summary>", "</summary>\n"
		}
	case block.Media:
		if v.kind == block.ContainerFigure && !v.written && h.hasImage(i) {
			open, end = "", "\n"
		}
	}
	goesOn := h.goesOn(i)
	h.last = i + 1
	if goesOn && bytes.HasSuffix(h.buf, []byte(end)) {
		h.buf = append(h.buf[:len(h.buf)-len(end)], "<br>\n"...)
		h.inlineBlock(i, false)
		h.buf = append(h.buf, end...)
		return
	}
	if open == "<p>" && h.bare(v, b) {
		v.written = true
		h.inlineBlock(i, false)
		return
	}
	if !(v.kind == block.ContainerItem && !v.written) {
		h.blockStart()
	}
	v.written = true
	h.buf = append(h.buf, open...)
	h.inlineBlock(i, b.Kind == block.Media && open == "<p>")
	h.buf = append(h.buf, end...)
}

// pictured says whether block i shows a picture and no text.
func (h *htmlWriter) pictured(i int) bool {
	b := &h.doc.Blocks[i]
	if b.SpanStart == b.SpanEnd {
		return false
	}
	picture := false
	for _, t := range h.inline.tokens(i) {
		switch t.kind {
		case tokText, tokMath, tokNote:
			return false
		case tokImage, tokEmbed:
			picture = true
		}
	}
	return picture
}

// hasImage says whether block i holds a picture that is written.
func (h *htmlWriter) hasImage(i int) bool {
	for _, s := range h.doc.BlockSpans(i) {
		if s.Kind == block.Image {
			if _, ok := h.picture(&s); ok {
				return true
			}
		}
	}
	return false
}

// bare says whether a block's text stands in its item, term or explanation
// without a paragraph of its own: it is the only text there.
func (h *htmlWriter) bare(v *htmlLevel, b *block.Block) bool {
	switch v.kind {
	case block.ContainerItem, block.ContainerTerm, block.ContainerDef:
		return v.c == b.In && !v.written && h.following(1) != b.In && (b.Kind != block.Media || b.SpanEnd-b.SpanStart == 1)
	}
	return false
}

// following is the container of the n-th block after the one being written, -1 if there is none.
func (h *htmlWriter) following(n int) int32 {
	if len(h.ahead) <= n {
		return -1
	}
	return h.doc.Blocks[h.ahead[n]].In
}

func (h *htmlWriter) pre(i int) {
	h.buf = append(h.buf, "<pre><code"...)
	if l := infoString(h.doc.Blocks[i].Language); l != "" {
		h.attr("class", "language-"+l)
	}
	h.tag(">", h.code(i), "</code></pre>\n")
}

// footnotes writes the notes as GitHub does, each with a way back to its first reference.
func (h *htmlWriter) footnotes() {
	if len(h.notes) == 0 {
		return
	}
	h.buf = append(h.buf, "<section class=\"footnotes\">\n<ol>\n"...)
	h.eachNote(func(n *note) {
		s := strconv.Itoa(n.number)
		h.note = n.number
		h.buf = append(append(append(h.buf, `<li id="fn-`...), s...), "\">\n"...)
		h.walk(h, n.container, n.blocks)
		if n.number < len(h.cited) && h.cited[n.number] {
			back := ` <a class="footnote-backref" href="#fnref-` + s + `">↩</a>`
			if end := "</p>\n"; strings.HasSuffix(string(h.buf[max(0, len(h.buf)-len(end)):]), end) {
				h.buf = append(append(h.buf[:len(h.buf)-len(end)], back...), end...)
			} else {
				h.buf = append(append(append(h.buf, "<p>"...), back[1:]...), end...)
			}
		}
		h.buf = append(h.buf, "</li>\n"...)
	})
	h.buf = append(h.buf, "</ol>\n</section>\n"...)
}

func (h *htmlWriter) table(c int32, blocks []int) {
	if h.opt.Tables == TablesNone {
		return
	}
	g := h.gridOf(c, blocks)
	if h.opt.Tables == TablesText || len(g.rows) == 0 {
		for _, i := range blocks {
			h.leaf(i)
		}
		return
	}
	h.blockStart()
	h.grid(&g)
}
