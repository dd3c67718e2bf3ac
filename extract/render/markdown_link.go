package render

import (
	"strconv"
	"strings"
	"unicode"
)

// target writes what stands behind a link's or picture's text.
func (m *markdownWriter) target(url, title string) {
	if m.opt.Links == LinksReference {
		m.buf = append(m.buf, "]["...)
		m.buf = strconv.AppendInt(m.buf, int64(m.refs.add(url, title)), 10)
		m.buf = append(m.buf, ']')
		return
	}
	m.inlineTarget(url, title)
}

func (m *markdownWriter) inlineTarget(url, title string) {
	m.buf = append(m.buf, "]("...)
	m.destination(url)
	m.title(title)
	m.buf = append(m.buf, ')')
}

// destination writes an address (CommonMark 6.3; it holds no blanks or control characters by now).
func (m *markdownWriter) destination(url string) {
	if !strings.ContainsAny(url, "()&|") {
		m.buf = append(m.buf, url...)
		return
	}
	depth, balanced := 0, true
	for i := 0; i < len(url); i++ {
		switch url[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 || depth > 30 { // CommonMark asks for 32 levels at least
			balanced = false
		}
	}
	balanced = balanced && depth == 0
	for i := 0; i < len(url); i++ {
		c := url[i]
		switch {
		case (c == '(' || c == ')') && !balanced, c == '|' && m.where >= inCell, c == '&' && isReference(url[i:]):
			m.buf = append(m.buf, '\\')
		}
		m.buf = append(m.buf, c)
	}
}

func (m *markdownWriter) title(s string) {
	if s == "" {
		return
	}
	m.buf = append(m.buf, ` "`...)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '"' || c == '`' || c == '|' && m.where >= inCell || c == '&' && isReference(s[i:]) || c == '\\' && (i+1 == len(s) || isPunct(s[i+1])) {
			m.buf = append(m.buf, '\\')
		}
		m.buf = append(m.buf, c)
	}
	m.buf = append(m.buf, '"')
}

// autolink writes a link whose text is its address between angle brackets.
func (m *markdownWriter) autolink(text, url string) bool {
	scheme, _ := splitScheme(url)
	if len(scheme) < 2 || m.where >= inCell && strings.Contains(url, "|") {
		return false
	}
	if strings.EqualFold(scheme, "mailto") {
		if !strings.EqualFold("mailto:"+text, url) || !plainAddress(text) {
			return false
		}
		m.buf = append(append(append(m.buf, '<'), text...), '>')
		return true
	}
	if text != url {
		return false
	}
	m.buf = append(append(append(m.buf, '<'), url...), '>')
	return true
}

// plainAddress says whether s is a mail address that CommonMark reads between angle brackets, by a stricter rule.
func plainAddress(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	if !ok || user == "" || host == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '@' || c == '_' || c == '-' || c == '+') {
			return false
		}
	}
	return !strings.ContainsAny(host, "@_+") && !strings.HasSuffix(host, ".") && !strings.HasPrefix(host, "-") && !strings.HasPrefix(host, ".") &&
		!strings.Contains(host, "..") && !strings.Contains(host, "-.") && !strings.Contains(host, ".-") && !strings.HasSuffix(host, "-")
}

func (m *markdownWriter) image(t *token) {
	linked := t.href != "" && !m.inLink
	if linked {
		m.buf = append(m.buf, '[')
	}
	m.buf = append(m.buf, "!["...)
	m.bracketed(t.text)
	title := t.title
	if title == t.text {
		title = ""
	}
	m.inlineTarget(t.url, title)
	if linked {
		m.target(t.href, "")
	}
}

// bracketed writes a string from outside the document's text between square brackets.
func (m *markdownWriter) bracketed(s string) {
	link, marks, start := m.inLink, m.marks, m.lineStart
	m.inLink, m.marks, m.lineStart = true, m.marks|m.marksOf(s), false
	m.escape(s, ' ', ']')
	m.inLink, m.marks, m.lineStart = link, marks, start
}

// atBreak says whether a blank or the line's beginning stands before.
func (m *markdownWriter) atBreak() bool {
	n := len(m.buf)
	return n == 0 || m.buf[n-1] == ' ' || m.buf[n-1] == '\n'
}

// embed writes a framed document as a link, apart from the text beside it.
func (m *markdownWriter) embed(t *token, tok []token, i int) {
	if r := lastRune(tok, i-1, 0); r != 0 && !unicode.IsSpace(r) && !m.atBreak() {
		m.buf = append(m.buf, ' ')
	}
	if i+1 < len(tok) && tok[i+1].kind == tokText && tok[i+1].text[0] != ' ' {
		defer func() { m.buf = append(m.buf, ' ') }()
	}
	if m.inLink || m.opt.Links == LinksNone {
		m.bracketed(t.text)
		return
	}
	if t.text == "" && m.autolink(t.url, t.url) {
		return
	}
	text := t.text
	if text == "" {
		text = t.url
	}
	m.buf = append(m.buf, '[')
	m.bracketed(text)
	m.target(t.url, "")
}
