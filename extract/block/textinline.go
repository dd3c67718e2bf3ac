package block

import (
	"bytes"
	"sort"
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
