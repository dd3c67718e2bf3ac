package block

import (
	"unicode"
	"unicode/utf8"
)

// readPara reads a paragraph.
func (b *textBuilder) readPara(i int) int {
	l := &b.page.lines[i]
	b.closeLists(l.indent)
	n := b.join(i, l.indent, 0)
	b.emit(i, n, Para, 0)
	return n
}

func (b *textBuilder) startPara() {
	b.para = b.para[:0]
	b.struck = b.struck[:0]
}

// join puts the lines of the paragraph that begins at line i into b.para, from
// byte skip of the first line on, and returns how many they are. first is the
// column of its text.
func (b *textBuilder) join(i int, first int32, skip int) int {
	return b.joinFrom(i, first, skip, false)
}

func (b *textBuilder) joinFrom(i int, first int32, skip int, item bool) int {
	lines := b.page.lines
	b.startPara()
	b.appendLine(&lines[i], b.content(&lines[i])[skip:])
	rest := int32(-1) // the column of all lines but the first
	j := i + 1
	for ; j < b.end && b.continues(j, first, rest, item); j++ {
		rest = lines[j].indent
		b.appendJoint(b.content(&lines[j]))
		b.appendLine(&lines[j], b.content(&lines[j]))
	}
	return j - i
}

// appendJoint adds what stands between a wrapped line and the next one.
func (b *textBuilder) appendJoint(next []byte) {
	last, n := utf8.DecodeLastRune(b.para)
	if last == '-' && makerTraits[b.maker].hyphens && len(b.para) > 1 && isWordByte(b.para[len(b.para)-2]) {
		return
	}
	if n > 1 {
		if r, _ := utf8.DecodeRune(next); isUnspaced(last) && isUnspaced(r) {
			return
		}
	}
	b.para = append(b.para, ' ')
}

// appendLine adds s, which is part of line l, to the paragraph, with its overstriking.
func (b *textBuilder) appendLine(l *textLine, s []byte) {
	if len(b.page.over) > 0 {
		from := l.end - int32(len(s))
		shift := int32(len(b.para)) - from
		for ; b.nextOv < len(b.page.over) && b.page.over[b.nextOv].end <= from; b.nextOv++ {
		}
		for k := b.nextOv; k < len(b.page.over) && b.page.over[k].start < l.end; k++ {
			o := b.page.over[k]
			b.struck = append(b.struck, overstrike{max(o.start, from) + shift, min(o.end, l.end) + shift, o.kind})
		}
	}
	b.para = append(b.para, s...)
}

// continues reports whether line j goes on with the paragraph of the line before it.
func (b *textBuilder) continues(j int, first, rest int32, item bool) bool {
	prev, l := &b.page.lines[j-1], &b.page.lines[j]
	if l.gap > 0 || l.quote != prev.quote {
		return false
	}
	switch {
	case b.maker == makerMarkdown:
		if prev.flags&lineHard != 0 || prev.right() > maxWrap || l.width > maxWrap && b.wrap == 0 {
			return false
		}
	case b.wrap == 0:
		if b.maker == makerInner || prev.width < 30 || prev.width > 120 || !startsLower(b.content(l)) {
			return false
		}
	default:
		if prev.right()+1+b.page.firstWidth(l, b.maker) <= b.wrap && !b.narrow(j) {
			return false
		}
	}
	if !b.aligned(l, first, rest, item) {
		return false
	}
	s := b.content(l)
	if isRuler(s) || b.breaks(j, l.indent == max(rest, first)) {
		return false
	}
	switch b.maker {
	case makerHTML2text:
		if s[0] == '[' { // a picture, which stands before text
			end := closing(s, ']', bracketReach)
			return end > 0 && !isAltText(s, end)
		}
		return s[0] != '*' // a heading
	case makerMarkdown:
		return atxHeading(s) == 0 && fence(s) == 0
	}
	return true
}

// narrow reports whether line j goes on with the line before it at a width of
// its own: table cells and quotations are wrapped narrower than the page. A run
// of lines at one column is taken for wrapped if one width explains all its
// line breaks, from at least narrowRun of them on.
func (b *textBuilder) narrow(j int) bool {
	const (
		narrowRun = 3  // line breaks
		least     = 34 // columns; menus are narrower
		longest   = 400
	)
	if j > b.narrowFrom && j < b.narrowEnd {
		return true
	}
	if j <= b.narrowSeen {
		return false
	}
	lines := b.page.lines
	lo, hi := int32(0), int32(widestLine)
	k := j - 1
	for ; k+1 < b.end && k-j < longest; k++ {
		l, next := &lines[k], &lines[k+1]
		if next.gap > 0 || next.quote != l.quote || next.indent != lines[j].indent || isRuler(b.content(next)) || b.mark(k+1).size > 0 {
			break
		}
		lo2, hi2 := max(lo, l.right()), min(hi, l.right()+b.page.firstWidth(next, b.maker))
		if lo2 > hi2 || next.right() > hi2 {
			break
		}
		lo, hi = lo2, hi2
	}
	if k-(j-1) < narrowRun || lo < least {
		b.narrowSeen = max(b.narrowSeen, j, k-narrowRun)
		return false
	}
	b.narrowFrom, b.narrowEnd = j-1, k+1
	return true
}

// breaks reports whether the list mark of line j, if it has one, ends the
// paragraph before it: a number in the column of the paragraph's text, such as a
// year at a sentence's end, does so only if the list has got there.
func (b *textBuilder) breaks(j int, inText bool) bool {
	mk := b.mark(j)
	if mk.size == 0 || !mk.ordered || !inText {
		return mk.size > 0
	}
	if mk.number == 1 {
		return true
	}
	for n := len(b.lists) - 1; n >= 0; n-- {
		if o := &b.lists[n]; o.ordered && o.number == mk.number-1 && abs(o.indent-b.page.lines[j].indent) <= 2 {
			return true
		}
	}
	return false
}

// aligned reports whether a line's column suits the paragraph.
func (b *textBuilder) aligned(l *textLine, first, rest int32, item bool) bool {
	if b.maker == makerMarkdown {
		return true // lazy continuation, CommonMark 5.1
	}
	if rest >= 0 {
		return l.indent == rest
	}
	if l.indent == first || item && abs(l.indent-first) <= 1 {
		return true
	}
	// The first line of a paragraph may be indented, by the least of columns.
	const firstLineIndent = 8
	return l.indent < first && first-l.indent <= firstLineIndent && l.indent >= makerTraits[b.maker].margin && !item
}

func startsLower(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return unicode.IsLower(r)
}
