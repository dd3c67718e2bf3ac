package block

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// scanner cuts HTML into tokens as html.Tokenizer of golang.org/x/net does, from
// a whole page in memory. It exists for speed alone: that tokenizer reads byte
// by byte through a buffer and copies each name and value, which costs more
// than all the rest of FromHTML. FuzzScanner and TestScanner hold the two to
// the same tokens; the states are those of HTML 13.2.5.
type scanner struct {
	src   []byte
	at    int    // start of the current token
	next  int    // one past its end
	raw   rawAs  // how the text up to the end tag of name is read
	name  string // the element that raw text belongs to
	cdata bool   // CDATA sections are text (foreign content)

	// text is the current text, comment or tag name, attrs what follows a tag's name, to its '>'.
	text        []byte
	attrs       []byte
	decode      bool // text has character references
	selfClosing bool
	lowered     []byte
	arrow       int // see nextArrow
}

type rawAs uint8

const (
	notRaw rawAs = iota
	rcData       // character references are read, tags are not
	rawData
	scriptData
	plainText // to the end of the page
)

type tokenKind uint8

const (
	endOfPage tokenKind = iota
	textTok
	startTok
	endTok
	commentTok
)

// rawKind is how the content of an element is read (HTML 13.2.6.2 and the rules of its tag).
var rawKind = [tagCount]rawAs{
	TagTitle: rcData, TagTextarea: rcData, TagStyle: rawData, TagXmp: rawData, TagIframe: rawData,
	TagNoembed: rawData, TagNoframes: rawData, TagScript: scriptData, TagPlaintext: plainText,
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// scan moves to the next token.
func (s *scanner) scan() tokenKind {
	s.at = s.next
	if s.raw != notRaw {
		end := s.rawEnd()
		decode := s.raw == rcData
		s.raw = notRaw
		if end > s.at {
			return s.textTo(end, decode)
		}
	}
	for i := s.at; ; {
		j := bytes.IndexByte(s.src[i:], '<')
		if j < 0 || i+j+1 >= len(s.src) {
			if s.at == len(s.src) {
				return endOfPage
			}
			return s.textTo(len(s.src), true)
		}
		i += j
		c := s.src[i+1]
		tag := isLetter(c) || c == '!' || c == '?' || c == '/' && i+2 < len(s.src)
		if !tag {
			i++
			continue
		}
		if i > s.at {
			return s.textTo(i, true)
		}
		if k, ok := s.markup(c); ok {
			return k
		}
		// A tag that the end of the page cuts is dropped.
		s.at, s.next = len(s.src), len(s.src)
		return endOfPage
	}
}

func (s *scanner) textTo(end int, decode bool) tokenKind {
	s.text, s.next = s.src[s.at:end], end
	s.decode = decode
	return textTok
}

// decoded returns the text with its character references read.
func (s *scanner) decoded() []byte {
	if !s.decode || bytes.IndexByte(s.text, '&') < 0 {
		return s.text
	}
	return []byte(html.UnescapeString(string(s.text)))
}

// markup reads the tag, comment or declaration at s.at, whose second byte is c.
func (s *scanner) markup(c byte) (tokenKind, bool) {
	i := s.at
	switch {
	case c == '/':
		switch d := s.src[i+2]; {
		case d == '>':
			s.text, s.next = nil, i+3
			return commentTok, true
		case isLetter(d):
			if !s.tag(i + 2) {
				return 0, false
			}
			return endTok, true
		}
		return s.bogus(i + 2), true
	case c == '?':
		return s.bogus(i + 1), true
	case c != '!':
		if !s.tag(i + 1) {
			return 0, false
		}
		return startTok, true
	}
	rest := s.src[i+2:]
	switch {
	case bytes.HasPrefix(rest, []byte("--")):
		return s.comment(i + 4), true
	case s.cdata && bytes.HasPrefix(rest, []byte("[CDATA[")):
		from := i + 9
		end := bytes.Index(s.src[from:], []byte("]]>"))
		if end < 0 {
			s.text, s.next = s.src[from:], len(s.src)
		} else {
			s.text, s.next = s.src[from:from+end], from+end+3
		}
		s.decode = false
		return textTok, true
	case len(rest) >= 7 && bytes.EqualFold(rest[:7], []byte("doctype")):
		s.bogus(i + 2)
		s.text = nil
		return commentTok, true
	}
	return s.bogus(i + 2), true
}

// bogus reads a comment that ends at the next '>' (HTML 13.2.5.41).
func (s *scanner) bogus(from int) tokenKind {
	end := bytes.IndexByte(s.src[from:], '>')
	if end < 0 {
		s.text, s.next = s.src[from:], len(s.src)
	} else {
		s.text, s.next = s.src[from:from+end], from+end+1
	}
	return commentTok
}

// comment reads from behind "<!--" (HTML 13.2.5.43 to 52).
func (s *scanner) comment(from int) tokenKind {
	rest := s.src[from:]
	switch {
	case bytes.HasPrefix(rest, []byte(">")):
		s.text, s.next = nil, from+1
		return commentTok
	case bytes.HasPrefix(rest, []byte("->")):
		s.text, s.next = nil, from+2
		return commentTok
	}
	for i := 0; ; {
		j := bytes.Index(rest[i:], []byte("--"))
		if j < 0 {
			s.text, s.next = rest, len(s.src)
			return commentTok
		}
		i += j
		switch {
		case i+2 < len(rest) && rest[i+2] == '>':
			s.text, s.next = rest[:i], from+i+3
			return commentTok
		case i+3 < len(rest) && rest[i+2] == '!' && rest[i+3] == '>':
			s.text, s.next = rest[:i], from+i+4
			return commentTok
		}
		i++
	}
}

// tag finds a tag's name, attributes and end; false if the page ends in it.
func (s *scanner) tag(from int) bool {
	src := s.src
	i := from
	for i < len(src) && !endsName[src[i]] {
		i++
	}
	name := src[from:i]
	start := i
	unquoted := -1 // the end of the last unquoted value
	for {
		for i < len(src) && blankByte[src[i]] {
			i++
		}
		if i >= len(src) {
			s.next = len(src)
			return false
		}
		if src[i] == '>' {
			break
		}
		var ok bool
		if _, _, i, unquoted, ok = readAttr(src, i, unquoted); !ok {
			s.next = len(src)
			return false
		}
	}
	s.text, s.attrs, s.next = s.lower(name), src[start:i+1], i+1
	s.selfClosing = src[i-1] == '/' && unquoted != i
	return true
}

var (
	blankByte = [256]bool{' ': true, '\n': true, '\r': true, '\t': true, '\f': true}
	endsName  = [256]bool{' ': true, '\n': true, '\r': true, '\t': true, '\f': true, '/': true, '>': true}
	endsKey   = [256]bool{' ': true, '\n': true, '\r': true, '\t': true, '\f': true, '/': true, '>': true, '=': true}
)

// readAttr reads one attribute at i, which is no blank and no '>' (HTML
// 13.2.5.32 to 38): name, value, where it ends, the end of an unquoted value
// (unchanged for others); false if the page ends in it.
func readAttr(src []byte, i, unquoted int) (key, val []byte, end, unq int, ok bool) {
	k := i
	if src[i] == '=' {
		i++
	}
	for i < len(src) && !endsKey[src[i]] {
		i++
	}
	key = src[k:i]
	for i < len(src) && blankByte[src[i]] {
		i++
	}
	if i >= len(src) {
		return key, nil, i, unquoted, false
	}
	if src[i] == '/' {
		return key, nil, i + 1, unquoted, true
	}
	if src[i] != '=' {
		return key, nil, i, unquoted, true
	}
	i++
	for i < len(src) && blankByte[src[i]] {
		i++
	}
	if i >= len(src) {
		return key, nil, i, unquoted, false
	}
	switch q := src[i]; q {
	case '>':
		return key, nil, i, unquoted, true
	case '"', '\'':
		j := bytes.IndexByte(src[i+1:], q)
		if j < 0 {
			return key, nil, len(src), unquoted, false
		}
		return key, src[i+1 : i+1+j], i + j + 2, unquoted, true
	}
	v := i
	for i < len(src) && !blankByte[src[i]] && src[i] != '>' {
		i++
	}
	if i >= len(src) {
		return key, nil, i, unquoted, false
	}
	return key, src[v:i], i, i, true
}

// lower returns a name in lower case, without a copy where it is already.
func (s *scanner) lower(name []byte) []byte {
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			s.lowered = append(s.lowered[:0], name...)
			for i, c := range s.lowered {
				if c >= 'A' && c <= 'Z' {
					s.lowered[i] = c | 0x20
				}
			}
			return s.lowered
		}
	}
	return name
}

// rawEnd finds where raw text ends: at the element's end tag, or the page's end.
func (s *scanner) rawEnd() int {
	switch s.raw {
	case plainText:
		return len(s.src)
	case scriptData:
		return s.scriptEnd()
	}
	for i := s.at; ; {
		j := bytes.Index(s.src[i:], []byte("</"))
		if j < 0 {
			return len(s.src)
		}
		i += j
		if s.named(i + 2) {
			return i
		}
		i += 2
	}
}

// named says whether the element's name stands at i, whole.
func (s *scanner) named(i int) bool {
	end := i + len(s.name)
	return end < len(s.src) && endsName[s.src[end]] && strings.EqualFold(string(s.src[i:end]), s.name)
}

// scriptEnd finds the end of a script's text: "</script", unless a "<!--" and
// then a "<script" stand before it (HTML 13.2.5.15 to 31).
func (s *scanner) scriptEnd() int {
	const (
		data = iota
		escaped
		doubled
	)
	state := data
	src := s.src
	for i := s.at; i < len(src); {
		j := bytes.IndexByte(src[i:], '<')
		if state != data {
			if k := s.nextArrow(i); k < len(src) && (j < 0 || k < i+j) {
				state = data
				i = k + 3
				continue
			}
		}
		if j < 0 {
			return len(src)
		}
		i += j
		switch {
		case bytes.HasPrefix(src[i:], []byte("<!--")) && state == data:
			state = escaped
			i += 2 // its dashes may be those of "-->"
		case bytes.HasPrefix(src[i:], []byte("</")) && s.named(i+2):
			if state != doubled {
				return i
			}
			state = escaped
			i += 2 + len(s.name)
		case state == escaped && s.named(i+1):
			state = doubled
			i += 1 + len(s.name)
		default:
			i++
		}
	}
	return len(src)
}

// nextArrow is the place of the next "-->" at or after i, len(src) if there is
// none; it remembers its answer, so that a page of scripts is searched once.
func (s *scanner) nextArrow(i int) int {
	if s.arrow < i || s.arrow == 0 {
		if k := bytes.Index(s.src[i:], []byte("-->")); k >= 0 {
			s.arrow = i + k
		} else {
			s.arrow = len(s.src)
		}
	}
	return s.arrow
}

// unescapeAttr reads the character references of an attribute's value: those
// without ';' only where no letter, digit or '=' follows (HTML 13.2.5.73).
func unescapeAttr(v []byte) []byte {
	i := bytes.IndexByte(v, '&')
	if i < 0 {
		return v
	}
	out := append(make([]byte, 0, len(v)), v[:i]...)
	for i < len(v) {
		if v[i] != '&' {
			j := bytes.IndexByte(v[i:], '&')
			if j < 0 {
				j = len(v) - i
			}
			out = append(out, v[i:i+j]...)
			i += j
			continue
		}
		j := i + 1
		if j < len(v) && v[j] == '#' {
			j++
		}
		for j < len(v) && j-i < maxReference && (isLetter(v[j]) || v[j] >= '0' && v[j] <= '9') {
			j++
		}
		ref := string(v[i:j])
		if j < len(v) && v[j] == ';' {
			j++
			ref += ";"
		}
		out = append(out, attrReference(ref, j < len(v) && v[j] == '=')...)
		i = j
	}
	return out
}

// maxReference is over the length of the longest named reference, &CounterClockwiseContourIntegral;.
const maxReference = 40

// attrReference decodes one character reference of an attribute.
func attrReference(ref string, equals bool) string {
	got := html.UnescapeString(ref)
	if got == ref || strings.HasPrefix(ref, "&#") {
		return got
	}
	if strings.HasSuffix(ref, ";") {
		if strings.HasSuffix(got, ";") {
			return ref // only a part of the name was a reference
		}
		return got
	}
	if equals || html.UnescapeString(ref[:len(ref)-1])+ref[len(ref)-1:] == got {
		return ref
	}
	return got
}

// eachAttr calls yield with name and raw value of each attribute of a tag, in order.
func eachAttr(attrs []byte, yield func(key, val []byte)) {
	for i := 0; ; {
		for i < len(attrs) && blankByte[attrs[i]] {
			i++
		}
		if i >= len(attrs) || attrs[i] == '>' {
			return
		}
		var key, val []byte
		key, val, i, _, _ = readAttr(attrs, i, 0)
		yield(key, val)
	}
}
