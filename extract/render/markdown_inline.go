package render

import (
	"strconv"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// place is where inline text stands, which decides what line breaks become and
// what must be escaped.
type place uint8

const (
	inParagraph place = iota
	inHeading
	inCell
	inHead // a cell of the row that heads a table
)

// inlineState is what escaping needs to know of the block being written.
type inlineState struct {
	where place
	// lineStart: nothing of the line is written but prefix and marker; line is
	// how many lines of the block stand before it.
	lineStart bool
	line      int
	inItem    bool
	inLink    bool
	// marks says which bytes stand as marks in this block, or more than once in its text.
	marks marked
	// shared: the cell being written holds several blocks.
	shared bool
	// afterMath: a formula was written last, whose dollar a digit would undo.
	afterMath bool
}

// marked are the bytes that may form a mark in the block, as bits.
type marked uint16

const (
	stars marked = 1 << iota
	underscores
	tildes
	ticks
	dollars
	equals
)

// inlineBlock writes the text of block i.
func (m *markdownWriter) inlineBlock(i int, where place) {
	b := &m.doc.Blocks[i]
	m.inItem = m.top().kind == block.ContainerItem
	// A heading that begins an item is looked at for a check box, too.
	m.where, m.lineStart, m.line, m.inLink = where, where == inParagraph || where == inHeading && m.inItem, 0, false
	if b.SpanStart == b.SpanEnd && !strings.Contains(m.doc.Text[b.Start:b.End], "\n") {
		text := strings.Trim(m.doc.Text[b.Start:b.End], " ")
		m.marks = m.marksOf(text)
		if where >= inCell && m.shared {
			m.marks = ^marked(0)
		}
		m.escape(text, 0, 0)
		m.closeHeading()
		return
	}
	tok := m.inline.tokens(i)
	if where == inParagraph && len(tok) == 1 && tok[0].kind == tokMath && tok[0].display && m.opt.Flavor != CommonMark {
		m.mathBlock(tok[0].text)
		return
	}
	m.marks = m.marksOf(m.doc.Text[b.Start:b.End])
	if tokenDollars(tok) {
		m.marks |= dollars
	}
	if where >= inCell && m.shared {
		m.marks = ^marked(0) // other blocks of the cell may hold the other half of a mark
	}
	if where == inHead {
		m.inline.unwrap(block.Strong)
	}
	m.tokens(tok, b.Kind == block.Media)
	m.closeHeading()
}

// foreign writes a string from outside the document's text.
func (m *markdownWriter) foreign(s string) {
	m.where, m.lineStart, m.inLink, m.inItem = inHeading, false, false, false
	m.marks = m.marksOf(s) | stars
	m.escape(s, ' ', 0)
}

// marksOf looks for bytes that could form a mark because there are two of them.
func (m *markdownWriter) marksOf(text string) (k marked) {
	for _, c := range []struct {
		byte
		marked
	}{{'*', stars}, {'_', underscores}, {'~', tildes}, {'`', ticks}} {
		if n := strings.IndexByte(text, c.byte); n >= 0 && strings.IndexByte(text[n+1:], c.byte) >= 0 {
			k |= c.marked
		}
	}
	if pair, _ := dollarPair(text, false, false); pair {
		k |= dollars
	}
	if m.opt.Flavor == Obsidian && strings.Count(text, "==") > 1 {
		k |= equals
	}
	return k
}

// tokens writes a block's tokens.
func (m *markdownWriter) tokens(tok []token, media bool) {
	m.delimit(tok)
	for i := 0; i < len(tok); i++ {
		t := &tok[i]
		switch t.kind {
		case tokText:
			m.escape(t.text, lastRune(tok, i-1, 0), firstRune(tok, i+1, 0))
		case tokBreak:
			m.lineBreak()
			continue
		case tokOpen:
			i = m.openMark(tok, i)
		case tokClose:
			m.closeMark(tok, i)
		case tokImage:
			if media && i > 0 {
				m.partMedia(&tok[i-1], t)
			}
			m.image(t)
		case tokEmbed:
			if media && i > 0 {
				m.partMedia(&tok[i-1], t)
			}
			m.embed(t, tok, i)
		case tokMath:
			m.math(t, i+1 < len(tok) && tok[i+1].kind == tokText && tok[i+1].text[0] >= '0' && tok[i+1].text[0] <= '9')
		case tokNote:
			m.note(t)
		}
		m.lineStart = false
	}
}

func (m *markdownWriter) lineBreak() {
	switch m.where {
	case inCell, inHead:
		m.buf = append(m.buf, "<br>"...)
	case inHeading:
		m.buf = append(m.buf, ' ')
	default:
		m.buf = append(m.buf, "  "...)
		m.newline()
		m.lineStart = true
		m.line++
	}
}

// partMedia parts two pictures of one block by a line end; an embed, which is a
// link, is a paragraph of its own.
func (m *markdownWriter) partMedia(before, t *token) {
	switch {
	case m.where != inParagraph:
		m.buf = append(m.buf, ' ')
	case before.kind == tokEmbed || t.kind == tokEmbed:
		m.end()
		m.start(false)
	default:
		m.newline()
	}
}

// marks that are written as elements.
var elements = [16]string{block.Sub: "sub", block.Sup: "sup", block.Ins: "ins", block.Mark: "mark", block.Strong: "strong",
	block.Em: "em", block.Del: "del", block.Code: "code"}

// openMark opens the mark of token i, or writes it whole, and returns the last token that it wrote.
func (m *markdownWriter) openMark(tok []token, i int) int {
	t := &tok[i]
	end := int(t.mate)
	switch t.mark {
	case ghost:
	case block.Quote:
		m.buf = append(m.buf, "“"...)
	case block.Reading:
		m.buf = append(m.buf, '(')
	case block.Link:
		text, ok := plainText(tok[i+1 : end])
		if ok && m.autolink(text, t.url) {
			return end
		}
		if ok && m.inItem && m.lineStart && strings.EqualFold(text, "x") {
			// A link of one x at the start of an item would be read as a check box.
			m.buf = append(strconv.AppendInt(append(m.buf, "[&#"...), int64(text[0]), 10), ';')
			m.target(t.url, t.title)
			return end
		}
		m.buf = append(m.buf, '[')
		m.inLink = true
	case block.Code:
		return m.codeMark(tok, i)
	default:
		if m.delimited(t.mark) && !t.display {
			m.buf = append(m.buf, delimiters[t.mark]...)
			return i
		}
		m.buf = append(append(append(m.buf, '<'), elements[t.mark]...), '>')
	}
	return i
}

func (m *markdownWriter) closeMark(tok []token, i int) {
	t := &tok[i]
	switch t.mark {
	case ghost:
	case block.Quote:
		m.buf = append(m.buf, "”"...)
	case block.Reading:
		m.buf = append(m.buf, ')')
	case block.Link:
		m.inLink = false
		o := &tok[t.mate]
		title := o.title
		if text, ok := plainText(tok[t.mate+1 : i]); ok && text == title {
			title = ""
		}
		m.target(o.url, title)
	default:
		if m.delimited(t.mark) && !t.display {
			m.buf = append(m.buf, delimiters[t.mark]...)
			return
		}
		m.buf = append(append(append(m.buf, "</"...), elements[t.mark]...), '>')
	}
}

// plainText returns the text of tokens that are one text and nothing else.
func plainText(tok []token) (string, bool) {
	if len(tok) == 1 && tok[0].kind == tokText {
		return tok[0].text, true
	}
	return "", false
}

func (m *markdownWriter) note(t *token) {
	if m.opt.Flavor == CommonMark {
		m.buf = append(m.buf, "<sup>"...)
		m.buf = strconv.AppendInt(m.buf, int64(t.num), 10)
		m.buf = append(m.buf, "</sup>"...)
		return
	}
	m.buf = append(m.buf, "[^"...)
	m.buf = strconv.AppendInt(m.buf, int64(t.num), 10)
	m.buf = append(m.buf, ']')
}
