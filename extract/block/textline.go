package block

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// textLine is one line of a plain-text page that is not blank. Blank lines are
// counted in the gap of the line that follows, so that a page of line ends
// costs nothing. Offsets are into textPage.buf.
type textLine struct {
	start, end int32 // the content without blanks at its ends
	off        int32 // offset in the source of the content's first byte
	width      int32 // columns of the content
	indent     int32 // columns before the content
	gap        uint8 // blank lines before, at most 255
	quote      uint8 // depth of ">" marks, which are not part of the content
	flags      lineFlags
}

type lineFlags uint8

const (
	// lineTab: the content holds a tab.
	lineTab lineFlags = 1 << iota
	// lineWide: the content holds letters two columns wide.
	lineWide
	// lineHard: the line ends with two blanks or more (a hard break of Markdown).
	lineHard
	// lineFeed: a form feed stands before the line.
	lineFeed
)

// right is the column at which the line ends.
func (l *textLine) right() int32 { return l.indent + l.width }

// overstrike is a stretch of textPage.buf that was typed twice (bold) or
// underlined on a line printer.
type overstrike struct {
	start, end int32
	kind       SpanKind
}

// textPage is the page as lines.
type textPage struct {
	buf   []byte
	lines []textLine
	over  []overstrike
}

const (
	// widestLine caps indents and widths: nothing is wrapped beyond it, and sums stay in int32.
	widestLine = 1 << 20
	tabStop    = 8
)

// readLines cuts a page into lines. Byte order mark, carriage returns, form
// feeds, overstriking and terminal escapes are resolved; other control
// characters are dropped and bytes that are not UTF-8 become U+FFFD.
func readLines(src []byte) *textPage {
	p := &textPage{buf: src}
	if needsCleaning(src) {
		p.clean(src)
		return p
	}
	p.lines = make([]textLine, 0, bytes.Count(src, newline)+1)
	gap, feed := 0, false
	for pos := 0; pos < len(src); {
		end := len(src)
		if i := bytes.IndexByte(src[pos:], '\n'); i >= 0 {
			end = pos + i
		}
		p.add(pos, end, pos, &gap, &feed)
		pos = end + 1
	}
	return p
}

var newline = []byte{'\n'}

// needsCleaning reports whether a page holds anything that cannot stand in Document.Text as it is.
func needsCleaning(src []byte) bool {
	for _, c := range src {
		if (c < ' ' && c != '\n' && c != '\t') || c == 0x7f {
			return true
		}
	}
	return !utf8.Valid(src) || bytes.Contains(src, bom) || bytes.Contains(src, nextLine) || bytes.Contains(src, c1)
}

var (
	bom      = []byte("\ufeff")
	nextLine = []byte("\u2028")
	// c1 is the lead byte of the controls U+0080 to U+009F and of U+00A0 to
	// U+00BF: pages with a no-break space take the slower path too.
	c1 = []byte{0xc2}
)

// clean is readLines for pages that hold control characters: it copies the page.
func (p *textPage) clean(src []byte) {
	buf := make([]byte, 0, len(src))
	p.lines = make([]textLine, 0, bytes.Count(src, newline)+1)
	gap, feed := 0, false
	lineStart, lineOff := 0, 0
	flush := func(next int) {
		p.buf = buf
		p.add(lineStart, len(buf), lineOff, &gap, &feed)
		buf = append(buf, '\n')
		lineStart, lineOff = len(buf), next
	}
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '\n':
			i++
			flush(i)
		case c == '\r':
			i++
			if i < len(src) && src[i] == '\n' {
				i++
			}
			flush(i)
		case c == '\f' || c == '\v':
			i++
			flush(i)
			feed = feed || c == '\f'
		case c == '\b':
			i++
			over := i < len(src) && len(buf) > lineStart
			if !over {
				continue
			}
			i = p.overtype(src, i, &buf, lineStart)
		case c == 0x1b:
			i = skipEscape(src, i)
		case (c < ' ' && c != '\t') || c == 0x7f:
			i++
		case c < utf8.RuneSelf:
			buf = append(buf, c)
			i++
		default:
			r, n := utf8.DecodeRune(src[i:])
			switch {
			case r == utf8.RuneError && n == 1:
				buf = append(buf, "\ufffd"...)
			case r == '\u2028' || r == '\u2029' || r == '\u0085':
				flush(i + n)
			case r < 0xa0 || r == '\ufeff':
			default:
				buf = append(buf, src[i:i+n]...)
			}
			i += n
		}
	}
	if len(buf) > lineStart {
		flush(len(src))
	}
	p.buf = buf
}

// overtype resolves a backspace: the character before it and the one after it
// share a column. A character over itself is bold, an underscore with another
// is underlined; of two others the later one wins, as on a screen. Returns the
// offset after what was read.
func (p *textPage) overtype(src []byte, i int, buf *[]byte, lineStart int) int {
	b := *buf
	old, oldLen := utf8.DecodeLastRune(b[lineStart:])
	r, n := utf8.DecodeRune(src[i:])
	if r == utf8.RuneError && n == 1 || unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
		return i // a backspace before a line end rubs nothing out on paper
	}
	at := int32(len(b) - oldLen)
	kind := Strong
	keep := r
	switch {
	case r == old:
	case r == '_':
		kind, keep = Em, old
	case old == '_':
		kind = Em
	case r == ' ':
		return i + n
	default:
		*buf = utf8.AppendRune(b[:len(b)-oldLen], r)
		return i + n
	}
	if keep != old {
		b = utf8.AppendRune(b[:len(b)-oldLen], keep)
		*buf = b
	}
	end := int32(len(b))
	if k := len(p.over); k > 0 && p.over[k-1].kind == kind && p.over[k-1].end >= at {
		p.over[k-1].end = end
	} else if k == 0 || p.over[k-1].end <= at {
		p.over = append(p.over, overstrike{at, end, kind})
	}
	return i + n
}

// skipEscape returns the offset after the terminal escape sequence (ECMA-48) at i.
func skipEscape(src []byte, i int) int {
	i++
	if i >= len(src) || src[i] != '[' {
		return i
	}
	i++
	for i < len(src) && src[i] >= 0x20 && src[i] < 0x40 {
		i++
	}
	if i < len(src) && src[i] >= 0x40 && src[i] < 0x7f {
		i++
	}
	return i
}

// add appends the line buf[start:end], or counts it as blank.
func (p *textPage) add(start, end, off int, gap *int, feed *bool) {
	l := textLine{off: int32(off)}
	col := int32(0)
	i := start
lead:
	for i < end {
		switch c := p.buf[i]; {
		case c == ' ':
			col++
			i++
		case c == '\t':
			col += tabStop - col%tabStop
			i++
		case c < utf8.RuneSelf:
			break lead
		default:
			r, n := utf8.DecodeRune(p.buf[i:end])
			if !isBlank(r) {
				break lead
			}
			col++
			i += n
		}
	}
	if i == end {
		*gap++
		return
	}
	last := end
	for last > i {
		r, n := rune(p.buf[last-1]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeLastRune(p.buf[i:last])
		}
		if !isBlank(r) {
			break
		}
		last -= n
	}
	if end-last >= 2 {
		l.flags |= lineHard
	}
	if *feed {
		l.flags |= lineFeed
	}
	l.start, l.end = int32(i), int32(last)
	l.off += int32(i - start)
	l.indent = min(col, widestLine)
	l.measure(p.buf[i:last])
	l.gap = uint8(min(*gap, 255))
	*gap, *feed = 0, false
	p.lines = append(p.lines, l)
}

// measure sets the width and what it depends on.
func (l *textLine) measure(s []byte) {
	w := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c == '\t' {
				l.flags |= lineTab
			}
			w++
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		k := runeColumns(r)
		if k == 2 {
			l.flags |= lineWide
		}
		w += k
		i += n
	}
	l.width = int32(min(w, widestLine))
}

// isBlank reports whether r is white space within a line.
func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r == '\t'
	}
	return r == '\u00a0' || r == '\u3000' || (r >= '\u2000' && r <= '\u200a') || r == '\u202f' || r == '\u205f' || r == '\u1680'
}

// runeColumns is the width of r on a terminal: 0, 1 or 2 columns (Unicode UAX
// #11, by block; no emoji sequences).
func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case r < 0x1100:
		if unicode.Is(unicode.Mn, r) {
			return 0
		}
		return 1
	case isWide(r):
		return 2
	case r >= 0x200b && r <= 0x200f, r >= 0xfe00 && r <= 0xfe0f, unicode.Is(unicode.Mn, r):
		return 0
	}
	return 1
}

// wideBlocks are the ranges of East Asian wide letters.
var wideBlocks = [...][2]rune{
	{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa000, 0xa4cf},
	{0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
}

func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	for _, b := range wideBlocks {
		if r <= b[1] {
			return r >= b[0]
		}
	}
	return false
}

// isUnspaced reports whether r belongs to a script that is written without
// blanks between words: lines break anywhere and are joined without a blank.
func isUnspaced(r rune) bool {
	return isWide(r) && !(r >= 0xac00 && r <= 0xd7a3) && r < 0x1f300 || r >= 0x20000 && isWide(r)
}
