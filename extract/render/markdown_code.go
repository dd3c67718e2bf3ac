package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// codeMark writes the code span that begins at token i and returns its last token.
// A link over all of it goes round it; a link in a part of it, or a picture,
// needs the element, as nothing is read inside back-ticks.
func (m *markdownWriter) codeMark(tok []token, i int) int {
	end := int(tok[i].mate)
	in := tok[i+1 : end]
	if len(in) > 2 && in[0].kind == tokOpen && in[0].mark == block.Link && int(in[0].mate) == end-1 {
		if text, ok := codeText(in[1 : len(in)-1]); ok {
			m.buf = append(m.buf, '[')
			m.codeSpan(text, m.where)
			m.target(in[0].url, in[0].title)
			return end
		}
	}
	if text, ok := codeText(in); ok {
		m.codeSpan(text, m.where)
		return end
	}
	m.buf = append(m.buf, "<code>"...)
	return i
}

// codeText is the text of tokens inside code, false if they hold what a code span cannot.
func codeText(tok []token) (string, bool) {
	if s, ok := plainText(tok); ok {
		return s, true
	}
	var b strings.Builder
	for i := range tok {
		switch t := &tok[i]; t.kind {
		case tokText:
			b.WriteString(t.text)
		case tokBreak:
			b.WriteByte(' ')
		case tokOpen, tokClose:
			if t.mark == block.Link {
				return "", false
			}
		default:
			return "", false
		}
	}
	return b.String(), true
}

// codeSpan writes code between back-ticks.
func (m *markdownWriter) codeSpan(s string, where place) {
	if where >= inCell && strings.Contains(s, "|") {
		if oddSlashes(s) {
			// Before a bar, parsers differ on what an odd number of backslashes leaves.
			m.buf = append(m.buf, "<code>"...)
			m.htmlText(s)
			m.buf = append(m.buf, "</code>"...)
			return
		}
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	n := longestRun(s, '`') + 1
	if !strings.Contains(s, "`") {
		n = 1
	}
	pad := s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' && strings.TrimSpace(s) != ""
	for range n {
		m.buf = append(m.buf, '`')
	}
	if pad {
		m.buf = append(m.buf, ' ')
	}
	m.buf = append(m.buf, s...)
	if pad {
		m.buf = append(m.buf, ' ')
	}
	for range n {
		m.buf = append(m.buf, '`')
	}
}

// oddSlashes says whether an odd number of backslashes stands before a bar.
func oddSlashes(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			n++
			continue
		case '|':
			if n%2 == 1 {
				return true
			}
		}
		n = 0
	}
	return false
}

// htmlText writes text inside an element in Markdown: signs that Markdown or
// HTML would read as references.
func (m *markdownWriter) htmlText(s string) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < utf8.RuneSelf && isPunct(c) {
			m.buf = append(m.buf, "&#"...)
			m.buf = strconv.AppendInt(m.buf, int64(c), 10)
			m.buf = append(m.buf, ';')
			continue
		}
		m.buf = append(m.buf, s[i])
	}
}
