package render

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// special are the bytes that Markdown may read as marks.
var special = func() (t [256]bool) {
	for _, c := range []byte("\\`*_~[]<&$|!=") {
		t[c] = true
	}
	return t
}()

// isPunct says whether c is ASCII punctuation, which a backslash may stand before.
func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// escape writes text so that Markdown reads it as text. before and after are
// the characters that stand beside it, 0 for none.
func (m *markdownWriter) escape(s string, before, after rune) {
	if s == "" {
		return
	}
	from := 0
	if m.lineStart {
		from = m.escapeStart(s, after)
	} else if m.afterMath && s[0] >= '0' && s[0] <= '9' {
		m.buf = append(strconv.AppendInt(append(m.buf, "&#"...), int64(s[0]), 10), ';')
		from = 1
	}
	m.afterMath = false
	plain := from
	for i := from; i < len(s); i++ {
		c := s[i]
		if !special[c] {
			continue
		}
		n := 1
		if c == '*' || c == '_' || c == '~' || c == '`' || c == '=' {
			for i+n < len(s) && s[i+n] == c {
				n++
			}
		}
		prev, next := before, after
		if i > 0 {
			prev, _ = utf8.DecodeLastRuneInString(s[:i])
		}
		if i+n < len(s) {
			next, _ = utf8.DecodeRuneInString(s[i+n:])
		}
		if m.isMark(s, i, n, prev, next) {
			m.buf = append(m.buf, s[plain:i]...)
			for range n {
				m.buf = append(m.buf, '\\', c)
			}
			plain = i + n
		}
		i += n - 1
	}
	m.buf = append(m.buf, s[plain:]...)
}

// isMark says whether the n equal bytes at s[i] could be read as a mark.
func (m *markdownWriter) isMark(s string, i, n int, prev, next rune) bool {
	edge := m.where < inCell || !m.shared // else a tag stands at the block's ends
	apart := (prev == 0 && edge || unicode.IsSpace(prev)) && (next == 0 && edge || unicode.IsSpace(next))
	switch s[i] {
	case '\\':
		return next < utf8.RuneSelf && next != 0 && isPunct(byte(next)) || next == '\n'
	case '`':
		return m.marks&ticks != 0
	case '*':
		return m.marks&stars != 0 && !apart
	case '_':
		return m.marks&underscores != 0 && !apart && !(isWord(prev) && isWord(next))
	case '~':
		return m.marks&tildes != 0 && !apart && m.opt.Flavor != CommonMark
	case '=':
		return n > 1 && m.marks&equals != 0 && !apart && m.opt.Flavor == Obsidian
	case '$':
		return m.marks&dollars != 0 && m.opt.Flavor != CommonMark
	case '[':
		return m.inLink || next == '^' || m.opt.Links == LinksReference || m.opt.Flavor == Obsidian && (next == '[' || prev == '[')
	case ']':
		return m.inLink || next == '(' || m.opt.Links == LinksReference
	case '!':
		// Before a link's bracket it would make a picture of it.
		return i+1 == len(s) && next == '['
	case '<':
		return next < utf8.RuneSelf && (unicode.IsLetter(next) || next == '/' || next == '!' || next == '?')
	case '&':
		return isReference(s[i:])
	case '|':
		return m.where >= inCell
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// isReference says whether s begins with what HTML and Markdown read as a character reference.
func isReference(s string) bool {
	n := 1
	if n < len(s) && s[n] == '#' {
		n++
	}
	from := n
	for n < len(s) && n < from+32 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if n == from || n == len(s) || s[n] != ';' {
		return false
	}
	return s[1] == '#' || html.UnescapeString(s[:n+1]) != s[:n+1]
}

// escapeStart writes the beginning of a line as far as it would be read as the
// start of a block, and returns how much of s that is.
func (m *markdownWriter) escapeStart(s string, after rune) int {
	run := 1
	for run < len(s) && s[run] == s[0] {
		run++
	}
	blankAt := func(n int) bool { return n == len(s) && (after == 0 || after == '\n') || n < len(s) && s[n] == ' ' }
	mark := false
	switch c := s[0]; c {
	case '#':
		mark = run <= 6 && blankAt(run)
	case '>':
		mark = true
	case '-', '+', '*':
		mark = blankAt(1) || c != '+' && ruler(s, c, m.inItem)
	case '_':
		mark = ruler(s, c, false)
	case '=':
		mark = m.line > 0 && onlyOf(s, "= ")
	case '~', '`':
		mark = run >= 3
	case '$':
		mark = run >= 2 && m.opt.Flavor != CommonMark
	case '[':
		mark = strings.Contains(s, "]:") || m.inItem && len(s) >= 3 && s[2] == ']' && (s[1] == ' ' || s[1]|0x20 == 'x') || s[1:] != "" && s[1] == '!'
	case ':', '|':
		mark = m.line > 0 && onlyOf(s, "|:- ")
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		n := 1
		for n < len(s) && n < 10 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n < 10 && n < len(s) && (s[n] == '.' || s[n] == ')') && blankAt(n+1) {
			m.buf = append(append(append(m.buf, s[:n]...), '\\'), s[n])
			return n + 1
		}
	}
	if s[0] == '-' && m.line > 0 && onlyOf(s, "|:- ") {
		mark = true
	}
	if !mark {
		return 0
	}
	m.buf = append(m.buf, '\\', s[0])
	return 1
}

// ruler says whether a line of c and blanks would be a thematic break, with the
// marker of an item before it if item.
func ruler(s string, c byte, item bool) bool {
	return (item || strings.Count(s, string(c)) >= 3) && onlyOf(s, string(c)+" ")
}

func onlyOf(s, set string) bool { return strings.Trim(s, set) == "" }

// closeHeading keeps number signs at a heading's end from being dropped as its closing sequence.
func (m *markdownWriter) closeHeading() {
	if m.where != inHeading || m.buf[len(m.buf)-1] != '#' {
		return
	}
	n := len(m.buf)
	for n > 0 && m.buf[n-1] == '#' {
		n--
	}
	if n > 0 && m.buf[n-1] == ' ' {
		m.buf = append(m.buf[:len(m.buf)-1], `\#`...)
	}
}
