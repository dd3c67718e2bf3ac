package block

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// textBuilder makes blocks of lines, in one pass.
type textBuilder struct {
	doc   *Document
	page  *textPage
	maker maker
	wrap  int32
	text  []byte

	// lists are the open lists, innermost last, quotes the containers of the open quotes.
	lists  []openList
	quotes []int32
	// ruler: a ruler line stands before the next block.
	ruler bool
	// last is the line before the next block, for Tight.
	last *textLine

	// markers: numbers in brackets before words are the maker's link marks; refs are their addresses.
	markers bool
	refs    map[int]string
	// end is the line at which a list of references begins, which is no content.
	end int

	// narrowFrom and narrowEnd bound the lines that the last narrow run joined,
	// narrowSeen is the last line that begins none.
	narrowFrom, narrowEnd, narrowSeen int

	// openFences are the lengths from which a fence of backticks, of tildes, is known never to be closed; 0 for none.
	openFences [2]int

	para    []byte       // the paragraph being joined
	struck  []overstrike // overstriking in para
	nextOv  int          // first of page.over not before the line being read
	state   inlineState
	dropped func([]byte)
}

type openList struct {
	indent, text int32 // columns of mark and text
	list, item   int32 // containers
	number       int
	ordered      bool
}

// blocks reads all lines.
func (b *textBuilder) blocks() {
	lines := b.page.lines[:b.end]
	i := 0
	if b.maker == makerMarkdown || b.maker == makerUnknown || b.maker == makerInner {
		i = b.frontMatter()
	}
	for i < len(lines) {
		l := &lines[i]
		if b.maker == makerMail && (i == 0 || l.gap > 0) && l.quote == 0 {
			if n := b.page.mailHead(i); n > 0 {
				b.mailSignals(i, n)
				i += n
				continue
			}
		}
		b.setQuote(int(l.quote))
		n := 0
		for _, read := range readers {
			if n = read(b, i); n > 0 {
				break
			}
		}
		b.last = &lines[i+n-1]
		i += n
	}
}

// readers try to read a block at a line and return how many lines they took.
// Order matters: a fence may hold anything, a ruler is no list item, an
// underlined heading is two lines, and a paragraph takes what is left.
var readers = []func(*textBuilder, int) int{
	(*textBuilder).readFence,
	(*textBuilder).readRuler,
	(*textBuilder).readHeading,
	(*textBuilder).readTable,
	(*textBuilder).readCode,
	(*textBuilder).readItem,
	(*textBuilder).readPara,
}

func (b *textBuilder) content(l *textLine) []byte { return b.page.buf[l.start:l.end] }

// in is the innermost open container.
func (b *textBuilder) in() int32 {
	if n := len(b.lists); n > 0 {
		return b.lists[n-1].item
	}
	return b.outer()
}

// outer is the innermost container outside lists.
func (b *textBuilder) outer() int32 {
	if n := len(b.quotes); n > 0 {
		return b.quotes[n-1]
	}
	return 0
}

func (b *textBuilder) open(c Container) int32 {
	b.doc.Containers = append(b.doc.Containers, c)
	return int32(len(b.doc.Containers) - 1)
}

func (b *textBuilder) setQuote(depth int) {
	if depth == len(b.quotes) {
		return
	}
	b.lists = b.lists[:0]
	b.quotes = b.quotes[:min(depth, len(b.quotes))]
	for len(b.quotes) < depth {
		b.quotes = append(b.quotes, b.open(Container{Parent: b.outer(), Kind: ContainerQuote}))
	}
}

// closeLists closes the lists whose items cannot hold text at a column.
func (b *textBuilder) closeLists(indent int32) {
	for n := len(b.lists); n > 0 && indent < b.lists[n-1].text-1; n-- {
		b.lists = b.lists[:n-1]
	}
}

// readFence reads a fenced code block (CommonMark 4.5).
func (b *textBuilder) readFence(i int) int {
	if b.maker != makerMarkdown && b.maker != makerUnknown && b.maker != makerInner {
		return 0
	}
	l := &b.page.lines[i]
	s := b.content(l)
	n := fence(s)
	open := &b.openFences[0]
	if s[0] == '~' {
		open = &b.openFences[1]
	}
	if n == 0 || *open > 0 && n >= *open {
		return 0
	}
	for j := i + 1; j < b.end; j++ {
		t := b.content(&b.page.lines[j])
		if len(t) < n || t[0] != s[0] || fence(t) < n || len(bytes.TrimLeft(t, "`~")) > 0 {
			continue
		}
		b.closeLists(l.indent)
		lang, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimLeft(s, "`~")), []byte{' '})
		b.drop(s)
		if j > i+1 {
			b.emitPre(i+1, j, l.indent, string(bytes.ToValidUTF8(lang, nil)))
		}
		return j - i + 1
	}
	*open = n
	return 0 // never closed: text
}

// fence returns the length of the code fence that s begins with, 0 if none.
func fence(s []byte) int {
	if len(s) < 3 || (s[0] != '`' && s[0] != '~') {
		return 0
	}
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	if n < 3 || bytes.IndexByte(s[n:], '`') >= 0 {
		return 0
	}
	return n
}

// emitPre adds lines [i, j) as one preformatted block, less indent columns.
func (b *textBuilder) emitPre(i, j int, indent int32, language string) {
	first := &b.page.lines[i]
	for k := i; k < j; k++ {
		indent = min(indent, b.page.lines[k].indent)
	}
	blk := b.begin(i, Pre)
	for k := i; k < j; k++ {
		l := &b.page.lines[k]
		if k > i {
			for g := 0; g <= min(int(l.gap), 2); g++ {
				b.text = append(b.text, '\n')
			}
		}
		for c := indent; c < l.indent && c < indent+maxWrap; c++ {
			b.text = append(b.text, ' ')
		}
		b.text = append(b.text, b.content(l)...)
	}
	blk.Language = language
	blk.Lines = int32(j - i)
	b.commit(blk, first)
}

// begin starts a block at line i; commit adds it.
func (b *textBuilder) begin(i int, kind Kind) Block {
	l := &b.page.lines[i]
	if len(b.doc.Blocks) > 0 {
		b.text = append(b.text, '\n')
	}
	blk := Block{
		Start: int32(len(b.text)), SpanStart: int32(len(b.doc.Spans)),
		In: b.in(), Offset: l.off, Lines: 1, Kind: kind,
		Gap: l.gap, Indent: uint8(min(l.indent, 255)),
	}
	if b.ruler {
		blk.Flags |= Ruler
	}
	if l.indent > makerTraits[b.maker].margin && len(b.lists) == 0 && l.quote == 0 {
		blk.Flags |= Indented
	}
	return blk
}

func (b *textBuilder) commit(blk Block, l *textLine) {
	blk.End = int32(len(b.text))
	blk.SpanEnd = int32(len(b.doc.Spans))
	if blk.End == blk.Start && blk.Kind != Rule {
		blk.Kind = Media
		if blk.SpanEnd == blk.SpanStart { // nothing but machinery
			if len(b.doc.Blocks) > 0 {
				b.text = b.text[:len(b.text)-1]
			}
			return
		}
	}
	b.ruler = blk.Kind == Rule
	if b.last != nil && l.gap == 0 && min(b.last.width, l.width) < shortLine {
		blk.Flags |= Tight
	}
	b.doc.Blocks = append(b.doc.Blocks, blk)
}

// shortLine is the width below which a line that is followed by another one
// without a blank line is not a paragraph of its own.
const shortLine = 60

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

// readItem reads a list item's first paragraph.
func (b *textBuilder) readItem(i int) int {
	l := &b.page.lines[i]
	mk := b.mark(i)
	if mk.size == 0 {
		return 0
	}
	b.openItem(l, mk)
	s := b.content(l)
	b.drop(s[:mk.size])
	rest := bytes.TrimLeft(s[mk.size:], " ")
	if len(rest) == 0 {
		return 1
	}
	if b.maker == makerHTML2text {
		if n := b.readStars(i, len(s)-len(rest)); n > 0 {
			return n
		}
	}
	n := b.joinFrom(i, b.lists[len(b.lists)-1].text, len(s)-len(rest), true)
	b.emit(i, n, Para, 0)
	return n
}

// itemMark is the mark of a list item: size is its length in bytes, 0 where there is none.
type itemMark struct {
	size    int
	width   int32
	number  int
	ordered bool
	task    Task
}

// mark reads the list mark of line i.
func (b *textBuilder) mark(i int) itemMark {
	l := &b.page.lines[i]
	s := b.content(l)
	t := &makerTraits[b.maker]
	if c := s[0]; c >= '0' && c <= '9' || c == '(' {
		return b.number(i)
	}
	r, n := utf8.DecodeRune(s)
	for _, bl := range t.bullets {
		if bl.mark != r || l.indent < bl.indent {
			continue
		}
		if len(s) == n {
			if r == 'o' || b.maker == makerInner {
				return itemMark{}
			}
			return itemMark{size: n, width: 1}
		}
		if s[n] != ' ' {
			return itemMark{}
		}
		mk := itemMark{size: n, width: 1}
		if b.maker == makerMarkdown {
			mk.task, mk.size = task(s, n)
		}
		for j := n; j < len(s) && s[j] == ' ' && j < n+4; j++ {
			mk.width++
		}
		return mk
	}
	return itemMark{}
}

// task reads the check box of a task list item (GitHub Flavored Markdown 5.3) after a mark of n bytes.
func task(s []byte, n int) (Task, int) {
	if len(s) < n+6 || s[n+1] != '[' || s[n+3] != ']' || s[n+4] != ' ' {
		return NoTask, n
	}
	switch s[n+2] {
	case ' ':
		return TaskOpen, n + 4
	case 'x', 'X':
		return TaskDone, n + 4
	}
	return NoTask, n
}

// number reads a mark such as "12." or "3)". Whether it belongs to the list or
// to the text is seen from the maker's indent, or from a neighbour with the next number.
func (b *textBuilder) number(i int) itemMark {
	l := &b.page.lines[i]
	mk := readNumber(b.content(l))
	t := &makerTraits[b.maker]
	if mk.size == 0 || t.ordered < 0 || l.indent < t.ordered {
		return itemMark{}
	}
	if t.ordered > 0 || b.maker == makerMarkdown {
		return mk
	}
	for n := len(b.lists) - 1; n >= 0; n-- {
		if o := &b.lists[n]; o.ordered && o.number == mk.number-1 && abs(o.indent-l.indent) <= 2 {
			return mk
		}
	}
	const lookAhead = 24 // lines; an item that is longer is text with a number
	for j := i + 1; j < min(b.end, i+lookAhead); j++ {
		next := &b.page.lines[j]
		if next.quote != l.quote || next.indent < l.indent-2 {
			break
		}
		if abs(next.indent-l.indent) > 2 {
			continue
		}
		if nm := readNumber(b.content(next)); nm.size > 0 && nm.number == mk.number+1 {
			return mk
		}
	}
	return itemMark{}
}

func readNumber(s []byte) itemMark {
	i, n := 0, 0
	for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i == 0 || i >= len(s) || (s[i] != '.' && s[i] != ')') || (i+1 < len(s) && s[i+1] != ' ') {
		return itemMark{}
	}
	mk := itemMark{size: i + 1, width: int32(i + 1), number: n, ordered: true}
	for j := i + 1; j < len(s) && s[j] == ' ' && j < i+5; j++ {
		mk.width++
	}
	return mk
}

func abs(n int32) int32 {
	if n < 0 {
		return -n
	}
	return n
}

// openItem opens an item for a mark on line l, in the list that is open at its column or in a new one.
func (b *textBuilder) openItem(l *textLine, mk itemMark) {
	const ragged = 2 // numbers are right-aligned: " 9." stands one column further than "10."
	n := len(b.lists)
	for ; n > 0 && b.lists[n-1].indent > l.indent+ragged-1; n-- {
	}
	b.lists = b.lists[:n]
	text := l.indent + mk.width
	if n > 0 {
		o := &b.lists[n-1]
		if l.indent < o.text-1 && abs(l.indent-o.indent) <= ragged && o.ordered == mk.ordered {
			o.item = b.open(Container{Parent: o.list, Kind: ContainerItem, Number: int32(mk.number), Task: mk.task})
			o.text, o.number = text, mk.number
			return
		}
		if l.indent < o.text-1 {
			b.lists = b.lists[:n-1]
		}
	}
	list := b.open(Container{Parent: b.in(), Kind: ContainerList, Ordered: mk.ordered, Number: int32(mk.number)})
	item := b.open(Container{Parent: list, Kind: ContainerItem, Number: int32(mk.number), Task: mk.task})
	b.lists = append(b.lists, openList{indent: l.indent, text: text, list: list, item: item, number: mk.number, ordered: mk.ordered})
}

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

// emit adds the paragraph in b.para as a block of n lines.
func (b *textBuilder) emit(i, n int, kind Kind, level uint8) {
	blk := b.begin(i, kind)
	blk.Level = level
	blk.Lines = int32(n)
	blk.Flags |= b.inline()
	b.commit(blk, &b.page.lines[i])
}

func (b *textBuilder) drop(s []byte) {
	if b.dropped != nil && len(s) > 0 {
		b.dropped(s)
	}
}
