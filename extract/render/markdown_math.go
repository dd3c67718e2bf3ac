package render

import (
	"strings"
)

// dollarPair says whether two dollars could bound a formula by pandoc's rule:
// no blank behind the first, none before the second, no digit behind that.
// open says whether a dollar before the text could be the first; edge, whether
// marks stand around the text, which are neither blanks nor digits.
func dollarPair(text string, open, edge bool) (pair, stillOpen bool) {
	for i := 0; i < len(text); i++ {
		n := strings.IndexByte(text[i:], '$')
		if n < 0 {
			break
		}
		i += n
		before, behind := edge, edge
		if i > 0 {
			before = text[i-1] != ' ' && text[i-1] != '\n'
		}
		digit := false
		if i+1 < len(text) {
			behind = text[i+1] != ' ' && text[i+1] != '\n'
			digit = text[i+1] >= '0' && text[i+1] <= '9'
		}
		if open && before && !digit {
			return true, true
		}
		open = open || behind
	}
	return false, open
}

// tokenDollars does so for the text of tokens.
func tokenDollars(tok []token) bool {
	open, pair := false, false
	for i := range tok {
		if tok[i].kind == tokText {
			if pair, open = dollarPair(tok[i].text, open, true); pair {
				return true
			}
		}
	}
	return false
}

// mathBlock writes a formula that stands on lines of its own.
func (m *markdownWriter) mathBlock(tex string) {
	m.buf = append(m.buf, "$$"...)
	m.newline()
	for line := range strings.SplitSeq(tex, "\n") {
		if line = strings.TrimSpace(line); line != "" { // an empty line would end the formula in pandoc and some others
			m.buf = append(m.buf, line...)
			m.newline()
		}
	}
	m.buf = append(m.buf, "$$"...)
}

// math writes a formula within text. digit says that a digit follows, before
// which a dollar does not close (pandoc).
func (m *markdownWriter) math(t *token, digit bool) {
	tex := strings.Join(strings.Fields(t.text), " ")
	if m.where >= inCell {
		tex = strings.ReplaceAll(strings.ReplaceAll(tex, `\|`, `\Vert `), "|", `\vert `)
	}
	d := "$"
	if t.display {
		d = "$$"
	}
	if m.opt.Flavor == CommonMark {
		m.buf = append(m.buf, d...)
		marks := m.marks
		m.marks = ^marked(0)
		m.escape(tex, '$', '$')
		m.marks = marks
		m.buf = append(m.buf, d...)
		return
	}
	m.buf = append(append(append(m.buf, d...), tex...), d...)
	if digit {
		m.afterMath = true
	}
}
