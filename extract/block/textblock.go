package block

import "bytes"

// textBuilder makes blocks of lines, in one pass.
type textBuilder struct {
	doc   *Document
	page  *textPage
	maker maker
	wrap  int32
	text  []byte
	room  int // blocks and containers that are free (see crowded)
	cut   int // the line at which a table ends that was cut short for room

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
		list := readers
		if i < b.cut || b.crowded(l) {
			list = crowdReaders
		} else {
			b.setQuote(int(l.quote))
		}
		n := 0
		for _, read := range list {
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

// crowdReaders are those of a page that has no room for structure.
var crowdReaders = []func(*textBuilder, int) int{(*textBuilder).skipRuler, (*textBuilder).readPara}

// crowded says whether the page has more blocks and containers than its length up to a line accounts for.
func (b *textBuilder) crowded(l *textLine) bool {
	return len(b.doc.Blocks)+len(b.doc.Containers) > b.room+int(l.off)/roomBytes
}

// skipRuler passes over a ruler line.
func (b *textBuilder) skipRuler(i int) int {
	s := b.content(&b.page.lines[i])
	if !isRuler(s) {
		return 0
	}
	b.drop(s)
	return 1
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
	if bytes.IndexByte(b.text[blk.Start:], 0xE2) >= 0 {
		b.text = balance(b.text, int(blk.Start))
	}
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
	if n := len(b.doc.Blocks); n > 0 && b.crowded(l) && blk.Kind == Para {
		// A crumb takes up what follows it, as another line of its own.
		if up := &b.doc.Blocks[n-1]; up.Kind == Para && up.In == blk.In && up.End-up.Start < crumb {
			up.End, up.SpanEnd, up.Lines = blk.End, blk.SpanEnd, up.Lines+blk.Lines
			return
		}
	}
	b.doc.Blocks = append(b.doc.Blocks, blk)
}

// shortLine is the width below which a line that is followed by another one
// without a blank line is not a paragraph of its own.
const shortLine = 60

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
