package render

import (
	"strconv"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

func (h *htmlWriter) tag(open, text, end string) {
	h.buf = append(h.buf, open...)
	h.buf = appendEscaped(h.buf, text)
	h.buf = append(h.buf, end...)
}

// appendEscaped writes text or an attribute's value.
func appendEscaped(buf []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var ref string
		switch s[i] {
		case '&':
			ref = "&amp;"
		case '<':
			ref = "&lt;"
		case '>':
			ref = "&gt;"
		case '"':
			ref = "&quot;"
		default:
			continue
		}
		buf = append(append(buf, s[from:i]...), ref...)
		from = i + 1
	}
	return append(buf, s[from:]...)
}

func (h *htmlWriter) attr(name, value string) {
	h.buf = append(append(append(h.buf, ' '), name...), `="`...)
	h.buf = appendEscaped(h.buf, value)
	h.buf = append(h.buf, '"')
}

// htmlMarks are the elements of marks.
var htmlMarks = [16]string{block.Strong: "strong", block.Em: "em", block.Code: "code", block.Del: "del", block.Ins: "ins",
	block.Sub: "sub", block.Sup: "sup", block.Mark: "mark", block.Quote: "q"}

// inlineBlock writes the text of block i. media says that it is a paragraph of
// pictures and embeds, in which an embed has a paragraph of its own.
func (h *htmlWriter) inlineBlock(i int, media bool) {
	h.linked = false
	b := &h.doc.Blocks[i]
	if b.SpanStart == b.SpanEnd && !strings.Contains(h.doc.Text[b.Start:b.End], "\n") {
		h.buf = appendEscaped(h.buf, strings.Trim(h.doc.Text[b.Start:b.End], " "))
		return
	}
	tok := h.inline.tokens(i)
	for k := range tok {
		switch t := &tok[k]; t.kind {
		case tokText:
			h.buf = appendEscaped(h.buf, t.text)
		case tokBreak:
			h.buf = append(h.buf, "<br>\n"...)
		case tokOpen:
			switch {
			case t.mark == block.Link:
				h.anchor(t.url, t.title)
				h.linked = true
			case t.mark == block.Reading:
				h.buf = append(h.buf, '(')
			case htmlMarks[t.mark] != "":
				h.buf = append(append(append(h.buf, '<'), htmlMarks[t.mark]...), '>')
			}
		case tokClose:
			switch {
			case t.mark == block.Link:
				h.buf = append(h.buf, "</a>"...)
				h.linked = false
			case t.mark == block.Reading:
				h.buf = append(h.buf, ')')
			case htmlMarks[t.mark] != "":
				h.buf = append(append(append(h.buf, "</"...), htmlMarks[t.mark]...), '>')
			}
		case tokImage:
			if media && k > 0 && tok[k-1].kind == tokEmbed {
				h.buf = append(h.buf, "</p>\n<p>"...)
			}
			h.image(t)
		case tokEmbed:
			if media && k > 0 {
				h.buf = append(h.buf, "</p>\n<p>"...)
			} else if n := len(h.buf); k > 0 && h.buf[n-1] != ' ' && h.buf[n-1] != '\n' {
				h.buf = append(h.buf, ' ')
			}
			h.embed(t)
			if k+1 < len(tok) && tok[k+1].kind == tokText && tok[k+1].text[0] != ' ' {
				h.buf = append(h.buf, ' ')
			}
		case tokMath:
			h.math(t)
		case tokNote:
			h.reference(int(t.num))
		}
	}
}

func (h *htmlWriter) anchor(url, title string) {
	h.buf = append(h.buf, "<a"...)
	h.attr("href", url)
	if title != "" {
		h.attr("title", title)
	}
	h.buf = append(h.buf, '>')
}

func (h *htmlWriter) image(t *token) {
	own := t.href != "" && !h.linked
	if own {
		h.anchor(t.href, "")
	}
	h.buf = append(h.buf, "<img"...)
	h.attr("src", t.url)
	h.attr("alt", t.text)
	if t.title != "" {
		h.attr("title", t.title)
	}
	h.buf = append(h.buf, '>')
	if own {
		h.buf = append(h.buf, "</a>"...)
	}
}

// math writes a formula as MathML that shows its TeX and names it as such, for
// readers that draw it.
func (h *htmlWriter) math(t *token) {
	h.buf = append(h.buf, "<math"...)
	if t.display {
		h.attr("display", "block")
	}
	h.tag("><semantics><mtext>", t.text, `</mtext><annotation encoding="application/x-tex">`)
	h.tag("", t.text, "</annotation></semantics></math>")
}

func (h *htmlWriter) embed(t *token) {
	text := t.text
	if text == "" {
		text = t.url
	}
	if h.linked || h.opt.Links == LinksNone {
		h.buf = appendEscaped(h.buf, text)
		return
	}
	h.anchor(t.url, "")
	h.buf = append(appendEscaped(h.buf, text), "</a>"...)
}

// reference writes the mark of a footnote and its way there.
func (h *htmlWriter) reference(n int) {
	s := strconv.Itoa(n)
	if h.linked {
		h.tag("<sup>", s, "</sup>")
		return
	}
	for len(h.cited) <= n {
		h.cited = append(h.cited, false)
	}
	h.buf = append(append(append(h.buf, `<sup><a href="#fn-`...), s...), '"')
	if !h.cited[n] && h.note == 0 {
		h.attr("id", "fnref-"+s)
		h.cited[n] = true
	}
	h.tag(">", s, "</a></sup>")
}
