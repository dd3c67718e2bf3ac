package block

import (
	"bytes"
	"html"
	"sort"
	"unicode"
	"unicode/utf8"
)

// inlineReader reads a maker's mark at para[i] and returns how many bytes it
// took, 0 if it is none. It appends what the mark shows to b.text.
type inlineReader func(b *textBuilder, i int) int

// inlineMarks says which bytes may begin a mark of a maker.
var inlineMarks = [makerCount]map[byte]inlineReader{
	makerLynx:      {'[': lynxBracket, '(': lynxParen, '_': fieldLine, ':': lynxEditEnd, '^': raised},
	makerW3m:       {'[': w3mBracket, '^': raised},
	makerHTML2text: {'[': html2textBracket, '&': entity},
	makerMarkdown:  {'[': markdownLink, '!': markdownImage, '*': markdownEmphasis, '_': markdownEmphasis, '`': markdownCode, '~': markdownEmphasis, '<': markdownAutolink},
}

// inlineState is what the readers of one paragraph share.
type inlineState struct {
	flags  Flags
	start  int // of the block in b.text
	links  []openLink
	stars  []openMark
	edit   string // the end of an open edit of lynx
	editAt int    // where its text begins in b.text
	noTick bool   // no closing backtick is left in the paragraph
}

// openLink is a lynx link whose mark was read: its text follows.
type openLink struct {
	pos int // in b.text
	url string
}

// inline appends the paragraph in b.para to b.text and its spans to the
// document: white space is collapsed and the maker's marks are resolved.
func (b *textBuilder) inline() Flags {
	b.state = inlineState{start: len(b.text), links: b.state.links[:0], stars: b.state.stars[:0]}
	spans := len(b.doc.Spans)
	marks := &inlineTables[b.maker]
	para := b.para
	var shift []int32 // where each byte of para went, for overstriking
	if len(b.struck) > 0 {
		shift = make([]int32, len(para)+1)
		for k := range shift {
			shift[k] = -1
		}
	}
	for i := 0; i < len(para); {
		c := para[i]
		if shift != nil {
			shift[i] = int32(len(b.text))
		}
		switch {
		case c == ' ' || c == '\t':
			b.blank()
			i++
		case marks[c] != nil:
			if n := marks[c](b, i); n > 0 {
				i += n
				continue
			}
			b.text = append(b.text, c)
			i++
		case c < utf8.RuneSelf:
			b.text = append(b.text, c)
			i++
		case c == 0xc2 || c == 0xe1 || c == 0xe2 || c == 0xe3: // lead bytes of blanks
			r, n := utf8.DecodeRune(para[i:])
			if isBlank(r) {
				b.blank()
			} else {
				b.text = append(b.text, para[i:i+n]...)
			}
			i += n
		default:
			b.text = append(b.text, c)
			i++
		}
	}
	if n := len(b.text); n > b.state.start && b.text[n-1] == ' ' {
		b.text = b.text[:n-1]
	}
	if b.maker == makerHTML2text {
		b.joinedWords()
	}
	b.closeLinks()
	b.strike(shift)
	b.sortSpans(spans)
	return b.state.flags
}

// blank adds a blank unless one stands there.
func (b *textBuilder) blank() {
	if n := len(b.text); n > b.state.start && b.text[n-1] != ' ' {
		b.text = append(b.text, ' ')
	}
}

// inlineTables is inlineMarks by byte.
var inlineTables = func() (t [makerCount][256]inlineReader) {
	for m := range inlineMarks {
		for c, read := range inlineMarks[m] {
			t[m][c] = read
		}
	}
	return t
}()

func (b *textBuilder) span(s Span) {
	if int(s.End) > len(b.text) {
		s.End = int32(len(b.text))
	}
	if s.Start > s.End {
		s.Start = s.End
	}
	b.doc.Spans = append(b.doc.Spans, s)
}

// sortSpans puts the spans of the block in the order that Document promises
// and cuts what would overlap without nesting.
func (b *textBuilder) sortSpans(from int) {
	spans := b.doc.Spans[from:]
	for i := range spans { // a blank at the end of the text may have gone
		spans[i].End = min(spans[i].End, int32(len(b.text)))
		spans[i].Start = min(spans[i].Start, spans[i].End)
	}
	if len(spans) < 2 {
		return
	}
	sort.SliceStable(spans, func(i, j int) bool {
		if spans[i].Start != spans[j].Start {
			return spans[i].Start < spans[j].Start
		}
		return spans[i].End > spans[j].End
	})
	var ends []int32 // of the spans that are open
	for i := range spans {
		s := &spans[i]
		for len(ends) > 0 && ends[len(ends)-1] <= s.Start && ends[len(ends)-1] < s.End {
			ends = ends[:len(ends)-1]
		}
		if len(ends) > 0 {
			s.End = min(s.End, ends[len(ends)-1])
		}
		if s.End > s.Start {
			ends = append(ends, s.End)
		}
	}
}

// strike turns overstriking into spans.
func (b *textBuilder) strike(shift []int32) {
	if shift == nil {
		return
	}
	shift[len(b.para)] = int32(len(b.text))
	for k := len(b.para) - 1; k >= 0; k-- {
		if shift[k] < 0 { // inside a letter or a mark
			shift[k] = shift[k+1]
		}
	}
	for _, o := range b.struck {
		if o.start < 0 || int(o.end) > len(b.para) || o.start >= o.end {
			continue
		}
		b.span(Span{Start: shift[o.start], End: shift[o.end], Kind: o.kind})
	}
}

// closing returns the offset of the next c in s within reach bytes, -1 if there is none.
func closing(s []byte, c byte, reach int) int { return bytes.IndexByte(s[:min(len(s), reach)], c) }

// bracketReach is how far a bracket of a maker's mark is looked for: a longer
// one is text. It keeps a line of brackets linear.
const bracketReach = 512

// lynxBracket reads "[12]" before a link's words, "[logo.png]" and "[DEL: … :DEL]".
func lynxBracket(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ']', bracketReach)
	if end < 0 {
		return lynxEdit(b, s)
	}
	inner := s[1:end]
	if n := b.marker(i, end); n > 0 {
		return n
	}
	switch {
	case len(inner) == 0 || isDrawn(inner):
		b.state.flags |= Field
		b.drop(s[:end+1])
		return end + 1
	case isImageName(inner) || bytes.Equal(inner, []byte("INLINE")) || bytes.Equal(inner, []byte("IMAGE")) || bytes.Equal(inner, []byte("LINK")):
		b.image(string(inner), "")
		b.drop(s[:end+1])
		return end + 1
	}
	return lynxEdit(b, s)
}

// edits are the words with which lynx frames deleted and inserted text, and what the text between them is.
var edits = [...]struct {
	open, end string
	kind      SpanKind
}{{"[DEL:", ":DEL]", Del}, {"[INS:", ":INS]", Ins}}

func lynxEdit(b *textBuilder, s []byte) int {
	for _, m := range edits {
		if len(s) > len(m.open) && string(s[:len(m.open)]) == m.open {
			b.drop(s[:len(m.open)])
			b.state.edit, b.state.editAt = m.end, len(b.text)
			return len(m.open)
		}
	}
	return 0
}

// lynxEditEnd reads the end of an edit; it may have begun in another block.
func lynxEditEnd(b *textBuilder, i int) int {
	s := b.para[i:]
	for _, m := range edits {
		if len(s) < len(m.end) || string(s[:len(m.end)]) != m.end {
			continue
		}
		b.drop(s[:len(m.end)])
		if b.state.edit == m.end {
			b.span(Span{Start: int32(b.state.editAt), End: int32(len(b.text)), Kind: m.kind})
			b.state.edit = ""
		}
		return len(m.end)
	}
	return 0
}

// raised reads the sign that lynx and w3m put before raised text. It stays
// where digits follow digits (10^6) or a blank stands before it (^1.2.0).
func raised(b *textBuilder, i int) int {
	s := b.para[i:]
	if len(s) < 2 || s[1] == ' ' || s[1] == '^' {
		return 0
	}
	if i > 0 && (s[1] >= '0' && s[1] <= '9' && b.para[i-1] >= '0' && b.para[i-1] <= '9' || b.para[i-1] == ' ' || b.para[i-1] == '^') {
		return 0
	}
	n := 1
	if s[1] == '[' {
		if n = closing(s, ']', 8); n < 0 {
			return 0
		}
		n++
	} else {
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
	}
	if n > 1 {
		pos := int32(len(b.text))
		b.text = append(b.text, s[1:n]...)
		b.span(Span{Start: pos, End: int32(len(b.text)), Kind: Sup})
	}
	return n
}

// entity decodes a character reference that html2text did not know, where it stands for a sign.
func entity(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ';', 12)
	if end < 3 {
		return 0
	}
	plain := html.UnescapeString(string(s[:end+1]))
	r, n := utf8.DecodeRuneInString(plain)
	if n != len(plain) || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsControl(r) || r == utf8.RuneError {
		return 0
	}
	b.drop(s[:end+1])
	if isBlank(r) {
		b.blank()
	} else {
		b.text = append(b.text, plain...)
	}
	return end + 1
}

// marker reads a link mark "[12]" that ends at end.
func (b *textBuilder) marker(i, end int) int {
	s := b.para[i:]
	if !b.markers || end > 6 || end < 2 {
		return 0
	}
	n := 0
	for _, c := range s[1:end] {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	url, known := b.refs[n]
	if !known && (end+1 >= len(s) || s[end+1] == ' ' || len(b.refs) > 0) {
		return 0
	}
	b.state.links = append(b.state.links, openLink{len(b.text), url})
	b.drop(s[:end+1])
	return end + 1
}

// lynxParen reads "(BUTTON)" and its like.
func lynxParen(b *textBuilder, i int) int {
	s := b.para[i:]
	for _, m := range [...]string{"(BUTTON)", "(IMAGE)", "(TEXTAREA)", "(SUBMIT)", "( )", "(*)"} {
		if len(s) >= len(m) && string(s[:len(m)]) == m {
			b.state.flags |= Field
			b.drop(s[:len(m)])
			return len(m)
		}
	}
	return 0
}

// fieldLine reads the line that stands for an empty text field.
func fieldLine(b *textBuilder, i int) int {
	s := b.para[i:]
	n := 0
	for n < len(s) && s[n] == '_' {
		n++
	}
	if n < 3 {
		if n == 0 {
			return 0
		}
		b.text = append(b.text, s[:n]...)
		return n
	}
	b.state.flags |= Field
	b.drop(s[:n])
	b.blank()
	return n
}

// isDrawn reports whether s is blank or drawn: the inside of a form field.
func isDrawn(s []byte) bool {
	for _, c := range s {
		if c != ' ' && c != '_' && c != '*' {
			return false
		}
	}
	return true
}

// isImageName reports whether s is a picture's file name.
func isImageName(s []byte) bool {
	dot := bytes.LastIndexByte(s, '.')
	if dot < 1 || len(s)-dot > 5 || bytes.IndexByte(s, ' ') >= 0 {
		return false
	}
	switch string(bytes.ToLower(s[dot+1:])) {
	case "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico", "tif", "tiff":
		return true
	}
	return false
}

// image adds a picture at the place that was reached.
func (b *textBuilder) image(alt, url string) {
	pos := int32(len(b.text))
	b.span(Span{Start: pos, End: pos, Kind: Image, URL: url, Text: alt})
}

// w3mBracket reads "[img]", a text field and a check box.
func w3mBracket(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ']', bracketReach)
	if end < 0 {
		return 0
	}
	inner := s[1:end]
	if n := b.marker(i, end); n > 0 {
		return n
	}
	switch {
	case isDrawn(inner):
		b.state.flags |= Field
	case len(b.text) == b.state.start && isImageWord(inner) && (end+1 == len(s) || s[end+1] != '('):
		b.image(string(inner), "")
	default:
		return 0
	}
	b.drop(s[:end+1])
	return end + 1
}

// isImageWord reports whether w3m would show s for a picture without alternative text: its file's name.
func isImageWord(s []byte) bool {
	switch string(s) {
	case "img", "image", "svg", "gif", "logo", "blank", "https", "data", "spacer", "pixel", "icon", "avatar":
		return true
	}
	return isImageName(s)
}

// html2textBracket reads "[alternative text]" where it opens a block, and fields.
func html2textBracket(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ']', bracketReach)
	if end < 0 {
		return 0
	}
	inner := s[1:end]
	switch {
	case isDrawn(inner), bytes.Equal(inner, []byte("Unknown INPUT type")):
		b.state.flags |= Field
	case len(inner) > 10 && bytes.HasSuffix(inner, []byte("          ")):
		b.state.flags |= Field // a text field with its value
	case len(b.text) == b.state.start && isAltText(s, end):
		b.image(string(bytes.ReplaceAll(inner, []byte{'_'}, []byte{' '})), "")
	default:
		return 0
	}
	b.drop(s[:end+1])
	return end + 1
}

// isAltText reports whether s[:end+1], which begins a line, is html2text's "[alternative text]":
// text in brackets begins with a small letter ("[who are] looking") or is a number.
func isAltText(s []byte, end int) bool {
	inner := s[1:end]
	if len(inner) == 0 {
		return true
	}
	if isNumeric(inner) || bytes.IndexByte(inner, '[') >= 0 {
		return false
	}
	whole := end+1 == len(s) || s[end+1] != ' '
	return whole || !startsLower(inner)
}

func isNumeric(s []byte) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// joinedWords finds words that html2text joined by underscores because they are a link's, in the text of the block.
func (b *textBuilder) joinedWords() {
	t := b.text[b.state.start:]
	for from := 0; from < len(t); {
		u := bytes.IndexByte(t[from:], '_')
		if u < 0 {
			return
		}
		u += from
		lo := from + bytes.LastIndexByte(t[from:u], ' ') + 1
		hi := len(t)
		if e := bytes.IndexByte(t[u:], ' '); e >= 0 {
			hi = u + e
		}
		from = hi
		word := t[lo:hi]
		if word[0] == '_' || word[len(word)-1] == '_' || bytes.ContainsAny(word, "/={}\\<>@") || bytes.Contains(word, []byte("__")) || len(word) > bracketReach*4 {
			continue
		}
		for k, c := range word {
			if c == '_' {
				word[k] = ' '
			}
		}
		b.span(Span{Start: int32(b.state.start + lo), End: int32(b.state.start + hi), Kind: Link})
	}
}

// closeLinks makes Link spans of the link marks of lynx and w3m, which say
// where a link begins but not where it ends: a link reaches to the last of the
// next few words that its address names, or to the end of a block that has
// only few words more.
func (b *textBuilder) closeLinks() {
	for k, l := range b.state.links {
		end := len(b.text)
		if k+1 < len(b.state.links) {
			end = b.state.links[k+1].pos
		}
		seg := b.text[min(l.pos, end):end]
		n := linkLength(seg, l.url, len(b.state.links) == 1 && l.pos == b.state.start)
		if n > 0 {
			b.span(Span{Start: int32(l.pos), End: int32(l.pos + n), Kind: Link, URL: l.url})
		}
	}
}

// linkLength guesses how many bytes of text belong to a link with the address url.
func linkLength(text []byte, url string, whole bool) int {
	const reach, menu = 12, 8 // words a link may have; words of a line that is a link as a whole
	var ends [reach + 1]int
	words, last := 0, 0
	lower := []byte(url)
	lower = bytes.ToLower(lower[:min(len(lower), 2048)])
	for i := 0; i < len(text) && words < len(ends); {
		j := bytes.IndexByte(text[i:], ' ')
		if j < 0 {
			j = len(text) - i
		}
		if j > 0 {
			w := bytes.ToLower(bytes.Trim(text[i:i+j], ".,;:!?()\"'“”‘’"))
			ends[words] = i + j
			words++
			if words <= reach && len(w) >= 3 && bytes.Contains(lower, w) {
				last = words
			}
			if j > 1 && (text[i+j-1] == '.' || text[i+j-1] == '!' || text[i+j-1] == '?') && words > last && last > 0 {
				break
			}
		}
		i += j + 1
	}
	switch {
	case words == 0:
		return 0
	case whole && words <= menu:
		return len(bytes.TrimRight(text, " "))
	case last > 0:
		return len(bytes.TrimRight(text[:ends[last-1]], ".,;:!?)"))
	}
	return len(bytes.TrimRight(text[:ends[0]], ".,;:!?)"))
}
