package block

import "bytes"

// Inline marks of Markdown stand in Document.Text under Chrome spans, so that
// a page that is clean already comes out as it was written, and renderers of
// other formats leave them out.

// openMark is a run of emphasis signs that may open.
type openMark struct {
	pos   int // in b.text
	count int
	sign  byte
}

func (b *textBuilder) chrome(s []byte) {
	pos := int32(len(b.text))
	b.text = append(b.text, s...)
	b.span(Span{Start: pos, End: int32(len(b.text)), Kind: Chrome})
}

// markdownLink reads "[text](url "title")" and "[text][id]".
func markdownLink(b *textBuilder, i int) int {
	s := b.para[i:]
	end := labelEnd(s)
	if end < 0 {
		return 0
	}
	url, title, n := target(s[end+1:])
	if n == 0 {
		return 0
	}
	pos := int32(len(b.text))
	b.chrome(s[:1])
	label := s[1:end]
	if len(label) > 2 && label[0] == '!' && label[1] == '[' { // a picture that is a link
		if e := labelEnd(label[1:]); e > 0 {
			if src, t, k := target(label[e+2:]); k > 0 && e+2+k == len(label) {
				b.imageSpan(label, label[2:e+1], src, t)
				label = nil
			}
		}
	}
	b.literal(label)
	b.chrome(s[end : end+1+n])
	b.span(Span{Start: pos, End: int32(len(b.text)), Kind: Link, URL: url, Title: title})
	return end + 1 + n
}

// literal appends text whose marks are not looked at.
func (b *textBuilder) literal(s []byte) {
	for _, c := range s {
		if c == ' ' || c == '\t' {
			b.blank()
		} else {
			b.text = append(b.text, c)
		}
	}
}

func (b *textBuilder) imageSpan(mark, alt []byte, url, title string) {
	b.chrome(mark)
	pos := int32(len(b.text))
	b.span(Span{Start: pos, End: pos, Kind: Image, URL: url, Title: title, Text: string(alt)})
}

// labelEnd returns the offset of the bracket that closes the one at s[0], -1 if there is none in reach.
func labelEnd(s []byte) int {
	depth := 0
	for i := 0; i < min(len(s), bracketReach); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// target reads "(url "title")" after a link's text and returns its length, 0 if there is none.
func target(s []byte) (url, title string, n int) {
	if len(s) < 2 || s[0] != '(' {
		return "", "", 0
	}
	const reach = 1024
	depth := 0
	for i := 0; i < min(len(s), reach); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth > 0 {
				continue
			}
			inner := bytes.TrimSpace(s[1:i])
			if k := bytes.IndexAny(inner, " \t"); k >= 0 {
				t := bytes.TrimSpace(inner[k:])
				if len(t) < 2 || (t[0] != '"' && t[0] != '\'' && t[0] != '(') {
					return "", "", 0
				}
				title = string(t[1 : len(t)-1])
				inner = inner[:k]
			}
			return string(bytes.Trim(inner, "<>")), title, i + 1
		}
	}
	return "", "", 0
}

// markdownImage reads "![alt](url)".
func markdownImage(b *textBuilder, i int) int {
	s := b.para[i:]
	if len(s) < 5 || s[1] != '[' {
		return 0
	}
	end := labelEnd(s[1:])
	if end < 0 {
		return 0
	}
	url, title, n := target(s[end+2:])
	if n == 0 {
		return 0
	}
	b.imageSpan(s[:end+2+n], s[2:end+1], url, title)
	return end + 2 + n
}

// markdownEmphasis reads a run of "*", "_" or "~~" (CommonMark 6.2, without its rule of three).
func markdownEmphasis(b *textBuilder, i int) int {
	c := b.para[i]
	n := 1
	for i+n < len(b.para) && b.para[i+n] == c {
		n++
	}
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = b.para[i-1]
	}
	if i+n < len(b.para) {
		after = b.para[i+n]
	}
	opens, closes := after != ' ' && after != '\t', before != ' ' && before != '\t'
	if c == '_' && opens && closes && isWordByte(before) && isWordByte(after) || n > 3 || c == '~' && n != 2 {
		b.text = append(b.text, b.para[i:i+n]...)
		return n
	}
	stack := b.state.stars
	if closes {
		const depth = 16 // open runs that are looked at
		for k := len(stack) - 1; k >= 0 && k >= len(stack)-depth; k-- {
			o := stack[k]
			if o.sign != c || o.count != n {
				continue
			}
			b.state.stars = stack[:k]
			b.emphasis(o, n)
			return n
		}
	}
	if opens {
		b.state.stars = append(stack, openMark{len(b.text), n, c})
	}
	b.text = append(b.text, b.para[i:i+n]...)
	return n
}

// emphasis closes a run that was opened by o with n signs.
func (b *textBuilder) emphasis(o openMark, n int) {
	for range n {
		b.text = append(b.text, o.sign)
	}
	start, end := int32(o.pos), int32(len(b.text))
	kinds := []SpanKind{Em}
	switch {
	case o.sign == '~':
		kinds[0] = Del
	case n == 2:
		kinds[0] = Strong
	case n == 3:
		kinds = []SpanKind{Strong, Em}
	}
	for _, k := range kinds {
		b.span(Span{Start: start, End: end, Kind: k})
	}
	b.span(Span{Start: start, End: start + int32(n), Kind: Chrome})
	b.span(Span{Start: end - int32(n), End: end, Kind: Chrome})
}

// markdownCode reads a code span (CommonMark 6.1).
func markdownCode(b *textBuilder, i int) int {
	s := b.para[i:]
	n := 1
	for n < len(s) && s[n] == '`' {
		n++
	}
	if !b.state.noTick {
		for j := n; j < len(s); {
			k := bytes.IndexByte(s[j:], '`')
			if k < 0 {
				break
			}
			j += k
			m := 1
			for j+m < len(s) && s[j+m] == '`' {
				m++
			}
			if m == n {
				pos := int32(len(b.text))
				b.chrome(s[:n])
				b.literal(s[n:j])
				b.chrome(s[j : j+m])
				b.span(Span{Start: pos, End: int32(len(b.text)), Kind: Code})
				return j + m
			}
			j += m
			if j > 4*bracketReach {
				break
			}
		}
		b.state.noTick = n == 1
	}
	b.text = append(b.text, s[:n]...)
	return n
}

// markdownAutolink reads "<https://…>" (CommonMark 6.5).
func markdownAutolink(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, '>', 2*bracketReach)
	if end < 0 || bytes.IndexByte(s[:end], ' ') >= 0 || !bytes.Contains(s[:end], []byte("://")) && !bytes.HasPrefix(s, []byte("<mailto:")) {
		return 0
	}
	pos := int32(len(b.text))
	b.chrome(s[:1])
	b.text = append(b.text, s[1:end]...)
	b.chrome(s[end : end+1])
	b.span(Span{Start: pos, End: int32(len(b.text)), Kind: Link, URL: string(s[1:end])})
	return end + 1
}

// linkDefinition reports whether s is "[id]: url" (CommonMark 4.7).
func linkDefinition(s []byte) bool {
	end := labelEnd(s)
	return end > 1 && end+2 < len(s) && s[end+1] == ':' && s[end+2] == ' ' && s[1] != '^'
}
