package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// delimiters of marks that are written by them.
var delimiters = [16]string{block.Strong: "**", block.Em: "*", block.Del: "~~", block.Mark: "=="}

var delimiterBits = [16]marked{block.Strong: stars, block.Em: stars, block.Del: tildes, block.Mark: equals}

// delimited says whether a mark is one of the flavor's delimiters.
func (m *markdownWriter) delimited(k block.SpanKind) bool {
	switch k {
	case block.Strong, block.Em:
		return true
	case block.Del:
		return m.opt.Flavor != CommonMark
	case block.Mark:
		return m.opt.Flavor == Obsidian
	}
	return false
}

// delimit decides for each mark with delimiters whether they would parse
// (CommonMark 6.2, the flanking rules) and sets the others to be elements:
// display is set on both their tokens. Inner marks are decided before outer
// ones, as their delimiters are the outer ones' neighbours.
func (m *markdownWriter) delimit(tok []token) {
	open := int32(0) // marks of asterisks that are open; kept as num of their tokens
	for i := range tok {
		t := &tok[i]
		if strings.Contains(t.url, "$") || strings.Contains(t.title, "$") || t.kind == tokImage && strings.Contains(t.text, "$") {
			m.marks |= dollars
		}
		switch {
		case t.kind == tokBreak && m.where >= inCell:
			t.text = "<br>"
		case t.kind == tokMath:
			m.marks |= dollars
		case t.kind == tokOpen && t.mark == block.Code, strings.Contains(t.title, "`"), t.kind == tokImage && strings.Contains(t.text, "`"):
			m.marks |= ticks // code binds tighter than links and pictures
		case t.kind == tokOpen && m.delimited(t.mark):
			m.marks |= delimiterBits[t.mark]
			if delimiterBits[t.mark] == stars {
				t.num = open
				if i > 0 && tok[i-1].kind == tokOpen && delimiterBits[tok[i-1].mark] == stars {
					t.num = tok[i-1].num // one run with the mark around it
				}
				open++
			}
		case t.kind == tokClose && m.delimited(t.mark):
			d := delimiters[t.mark][0]
			o := int(t.mate)
			ok := flanks(firstRune(tok, o+1, d), lastRune(tok, o-1, d)) && flanks(lastRune(tok, i-1, d), firstRune(tok, i+1, d))
			if b := neighbour(tok, o); b != nil && m.delimited(b.mark) && delimiters[b.mark][0] == d && !b.display {
				ok = false // the delimiters of two neighbours would be one run
			}
			if t.mark == block.Del && (lastRune(tok, i-1, 0) == '~' || lastRune(tok, o-1, 0) == '~') {
				ok = false // some parsers count an escaped tilde to the run
			}
			if delimiterBits[t.mark] == stars {
				open--
				if tok[o].num > 0 && mayFlank(lastRune(tok, o-1, d), firstRune(tok, o+1, d)) {
					ok = false // it would close the mark around it
				}
			}
			t.display, tok[o].display = !ok, !ok
		case t.kind == tokOpen || t.kind == tokClose:
			t.display = true
		}
	}
}

// neighbour is the token that closes a mark right before token i.
func neighbour(tok []token, i int) *token {
	for i--; i >= 0; i-- {
		if t := &tok[i]; t.mark != ghost || t.kind != tokOpen && t.kind != tokClose {
			if t.kind == tokClose {
				return t
			}
			return nil
		}
	}
	return nil
}

// flanks says whether a run of delimiters between an inner and an outer
// character can open or close: the inner one is no blank, and no punctuation
// unless the outer one is blank or punctuation. Symbols count as punctuation
// since CommonMark 0.31 and did not before; both readings must agree.
func flanks(inner, outer rune) bool {
	if unicode.IsSpace(inner) || inner == 0 {
		return false
	}
	if !unicode.IsPunct(inner) && !unicode.IsSymbol(inner) {
		return true
	}
	return outer == 0 || unicode.IsSpace(outer) || unicode.IsPunct(outer) || outer < utf8.RuneSelf && unicode.IsSymbol(outer)
}

// mayFlank says whether such a run could open or close by either reading.
func mayFlank(inner, outer rune) bool {
	if unicode.IsSpace(inner) || inner == 0 {
		return false
	}
	if !unicode.IsPunct(inner) && (inner >= utf8.RuneSelf || !unicode.IsSymbol(inner)) {
		return true
	}
	return outer == 0 || unicode.IsSpace(outer) || unicode.IsPunct(outer) || unicode.IsSymbol(outer)
}

// firstRune is the first character that token i writes, or what follows it if
// it writes none; 0 at the end. Delimiters of byte run are looked through: a
// run of them is judged as a whole.
func firstRune(tok []token, i int, run byte) rune {
	for ; i < len(tok); i++ {
		t := &tok[i]
		switch t.kind {
		case tokText:
			r, _ := utf8.DecodeRuneInString(t.text)
			return r
		case tokBreak:
			if t.text != "" {
				return '<'
			}
			return '\n'
		case tokMath:
			return '$'
		case tokNote:
			return '['
		case tokImage:
			if t.href != "" {
				return '['
			}
			return '!'
		case tokEmbed:
			return '['
		}
		if r := markRune(t, run); r != 0 {
			return r
		}
	}
	return 0
}

// lastRune is the last character that token i writes, or what precedes it; 0 at the start.
func lastRune(tok []token, i int, run byte) rune {
	for ; i >= 0; i-- {
		t := &tok[i]
		switch t.kind {
		case tokText:
			r, _ := utf8.DecodeLastRuneInString(t.text)
			return r
		case tokBreak:
			if t.text != "" {
				return '>'
			}
			return '\n'
		case tokMath:
			return '$'
		case tokNote:
			return ']'
		case tokImage, tokEmbed:
			return ')'
		}
		if r := markRune(t, run); r != 0 {
			return r
		}
	}
	return 0
}

// markRune is the outer character of a mark's token, 0 for those that write none or belong to the run.
func markRune(t *token, run byte) rune {
	switch t.mark {
	case ghost:
		return 0
	case block.Link:
		if t.kind == tokOpen {
			return '['
		}
		return ')'
	case block.Quote:
		return '“'
	case block.Reading:
		return '('
	case block.Code:
		return '`'
	}
	if d := delimiters[t.mark]; d != "" && !t.display {
		if d[0] == run {
			return 0
		}
		return rune(d[0])
	}
	return '<'
}
