package block

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// readRuler reads a line drawn across the page.
func (b *textBuilder) readRuler(i int) int {
	l := &b.page.lines[i]
	s := b.content(l)
	if !isRuler(s) {
		return 0
	}
	b.closeLists(l.indent)
	b.drop(s)
	blk := b.begin(i, Rule)
	b.commit(blk, l)
	return 1
}

// isRuler reports whether s is one sign of the drawing kind over and over,
// with or without blanks: at least three.
func isRuler(s []byte) bool {
	if len(s) < 3 {
		return false
	}
	r, n := utf8.DecodeRune(s)
	if !isDrawing(r) {
		return false
	}
	count := 0
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			i++
			continue
		}
		if len(s)-i < n || string(s[i:i+n]) != string(s[:n]) {
			return false
		}
		count++
		i += n
	}
	return count >= 3 && !(r == '.' && count < 6)
}

func isDrawing(r rune) bool {
	switch r {
	case '-', '_', '=', '*', '~', '#', '+', '.', '·', '•', '–', '—', '―', '¯', '▔', '▁', '█', '▄', '▀', '◆', '■', '□', '…':
		return true
	}
	return r >= 0x2500 && r <= 0x257f
}

// readHeading reads a heading that the maker marks.
func (b *textBuilder) readHeading(i int) int {
	l := &b.page.lines[i]
	s := b.content(l)
	switch b.maker {
	case makerHTML2text:
		return b.readStars(i, 0)
	case makerMarkdown, makerUnknown:
		if n := atxHeading(s); n > 0 && b.maker == makerMarkdown && l.indent < 4 {
			b.closeLists(l.indent)
			inner := bytes.TrimLeft(s, "#")
			b.heading(i, 1, bytes.TrimRight(inner, "# "), n)
			return 1
		}
		if level := b.underline(i); level > 0 {
			b.closeLists(l.indent)
			b.heading(i, 2, s, level)
			return 2
		}
	case makerLynx:
		if l.indent > 0 || l.width > maxWrap {
			return 0
		}
		n := b.join(i, 0, 0)
		if words := bytes.Count(b.para, []byte{' '}); words > maxHeadingWords {
			return 0
		}
		b.closeLists(0)
		b.emit(i, n, Heading, 2)
		return n
	}
	return 0
}

// readStars reads html2text's "*** heading ***" at byte skip of line i, which may go on in the next lines.
func (b *textBuilder) readStars(i, skip int) int {
	lines := b.page.lines
	s := b.content(&lines[i])[skip:]
	stars := 0
	for stars < len(s) && s[stars] == '*' {
		stars++
	}
	if stars == 0 || stars > 6 || stars+1 >= len(s) || (s[stars] != ' ' && s[stars] != '_') {
		return 0
	}
	const longest = 5 // lines of a heading
	last := -1
	for j := i; j < min(i+longest, b.end) && (j == i || lines[j].gap == 0); j++ {
		t := b.content(&lines[j])
		if n := len(t) - len(bytes.TrimRight(t, "*")); n == stars && (len(t) == n || t[len(t)-n-1] == ' ' || t[len(t)-n-1] == '_') {
			last = j
			break
		}
		if j > i && t[0] == '*' {
			break
		}
	}
	if last < 0 || last == i && starHeading(s) == 0 {
		return 0
	}
	if skip == 0 {
		b.closeLists(lines[i].indent)
	}
	b.startPara()
	for j := i; j <= last; j++ {
		t := b.content(&lines[j])
		if j == i {
			t = t[skip:]
		} else {
			b.appendJoint(t)
		}
		b.appendLine(&lines[j], t)
	}
	b.para, b.struck = bytes.Trim(b.para, "* _"), b.struck[:0]
	b.emit(i, last-i+1, Heading, uint8(7-stars))
	return last - i + 1
}

// maxHeadingWords: what is longer than that is a paragraph, whatever its column.
const maxHeadingWords = 30

// heading adds a heading of n lines with the text s.
func (b *textBuilder) heading(i, n int, s []byte, level int) {
	b.startPara()
	b.appendLine(&b.page.lines[i], s)
	b.emit(i, n, Heading, uint8(level))
}

// starHeading returns the number of stars of html2text's "**** heading ****", 0 if s is none.
func starHeading(s []byte) int {
	n := 0
	for n < len(s) && s[n] == '*' {
		n++
	}
	if n == 0 || n > 6 || len(s) < 2*n+3 || (s[n] != ' ' && s[n] != '_') || (s[len(s)-n-1] != ' ' && s[len(s)-n-1] != '_') {
		return 0
	}
	for _, c := range s[len(s)-n:] {
		if c != '*' {
			return 0
		}
	}
	if isRuler(s) {
		return 0
	}
	return n
}

// atxHeading returns the level of a "# heading", 0 if s is none (CommonMark 4.2).
func atxHeading(s []byte) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n+1 >= len(s) || s[n] != ' ' {
		return 0
	}
	return n
}

// underline returns the level of a heading whose next line underlines it (CommonMark 4.3, reStructuredText), 0 if line i is none.
func (b *textBuilder) underline(i int) int {
	if i+1 >= b.end {
		return 0
	}
	l, u := &b.page.lines[i], &b.page.lines[i+1]
	if u.gap > 0 || u.quote != l.quote || u.width < 3 || l.width > 120 || u.indent > l.indent+3 {
		return 0
	}
	if i > 0 && l.gap == 0 && b.page.lines[i-1].quote == l.quote && !isRuler(b.content(&b.page.lines[i-1])) {
		return 0 // the last line of a paragraph with a ruler below
	}
	if b.maker == makerUnknown && (u.width < l.width-1 || u.width > l.width+4) {
		return 0
	}
	mark := b.content(u)
	for _, c := range mark {
		if c != mark[0] {
			return 0
		}
	}
	switch mark[0] {
	case '=':
		return 1
	case '-':
		return 2
	case '~', '^', '*':
		if b.maker == makerUnknown {
			return 3
		}
	}
	return 0
}

// headings marks the lines of a page without heading marks that read as
// headings: short, without a sentence's end, after a finished paragraph or at
// a blank line, and directly before a long paragraph.
func headings(d *Document) {
	const (
		longest   = 100 // bytes of a heading
		shortest  = 3
		paragraph = 160 // bytes of a paragraph that a heading stands over
	)
	for i := 0; i+1 < len(d.Blocks); i++ {
		b, next := &d.Blocks[i], &d.Blocks[i+1]
		size := int(b.End - b.Start)
		if b.Kind != Para || b.In != next.In || b.Flags&(Field|Indented) != 0 || size < shortest || size > longest || b.Lines > 2 ||
			next.Kind != Para || int(next.End-next.Start) < paragraph {
			continue
		}
		if b.SpanEnd > b.SpanStart || !headingText(d.BlockText(i)) || !endsSentence(d.BlockText(i+1)) {
			continue
		}
		if b.Flags&Tight != 0 && i > 0 && d.Blocks[i-1].Kind != Heading && !endsSentence(d.BlockText(i-1)) {
			continue // one of several short lines
		}
		b.Kind, b.Level = Heading, 2
	}
}

// headingText reports whether s may be a heading: it begins with a capital, a
// digit or a letter without case, and ends without a mark of a sentence but "?".
func headingText(s string) bool {
	if startsLower([]byte(s)) || strings.Contains(s, "://") || strings.Count(s, " ") > 14 {
		return false
	}
	switch s[len(s)-1] {
	case '.', ',', ';', ':', '!', ')', ']', '>', '|', '/':
		return false
	}
	for _, end := range [...]string{"…", "”", "»", "。", "、", "：", "›"} {
		if strings.HasSuffix(s, end) {
			return false
		}
	}
	return hasLetter(s)
}

func hasLetter(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return true
		}
	}
	return false
}

// endsSentence reports whether s ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	for _, end := range [...]string{".", "!", "?", ":", "…", "。", "！", "？", "।", "؟"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
