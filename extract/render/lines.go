package render

import (
	"strconv"

	"github.com/pithcli/pith/extract/block"
)

// lines writes blocks as lines that begin with what their nesting asks for:
// the marks of quotes, the indents of list items.
type lines struct {
	buf    []byte
	prefix []byte
	// inLine: the current line has its prefix, and what comes next goes on in it.
	inLine bool
}

// begin starts a line for the next block or marker, after an empty line unless
// tight; right behind a marker it does nothing.
func (l *lines) begin(tight bool) {
	if l.inLine {
		return
	}
	if len(l.buf) > 0 {
		l.buf = append(l.buf, '\n')
		if !tight {
			l.blank()
		}
	}
	l.buf = append(l.buf, l.prefix...)
	l.inLine = true
}

// newline goes on in the next line of the same block.
func (l *lines) newline() {
	l.buf = append(l.buf, '\n')
	l.buf = append(l.buf, l.prefix...)
}

// blank writes an empty line within the current nesting.
func (l *lines) blank() {
	n := len(l.buf)
	l.buf = append(l.buf, l.prefix...)
	for len(l.buf) > n && l.buf[len(l.buf)-1] == ' ' {
		l.buf = l.buf[:len(l.buf)-1]
	}
	l.buf = append(l.buf, '\n')
}

// end ends a block.
func (l *lines) end() { l.inLine = false }

// verbatim writes text whose lines stand as they are, behind the prefix.
func (l *lines) verbatim(text string) {
	for {
		n := 0
		for n < len(text) && text[n] != '\n' {
			n++
		}
		l.buf = append(l.buf, text[:n]...)
		if n == len(text) {
			return
		}
		text = text[n+1:]
		l.buf = append(l.buf, '\n')
		from := len(l.buf)
		l.buf = append(l.buf, l.prefix...)
		if text == "" || text[0] == '\n' {
			for len(l.buf) > from && l.buf[len(l.buf)-1] == ' ' {
				l.buf = l.buf[:len(l.buf)-1]
			}
		}
	}
}

const spaces = "                "

func (l *lines) indent(n int) { l.prefix = append(l.prefix, spaces[:n]...) }

// level is an open container of an outline.
type level struct {
	c      int32
	kind   block.ContainerKind
	prefix int // length of the prefix outside it
	// Of lists:
	ordered bool
	style   string // of the numbers, see block.ContainerList
	marker  byte
	next    int32 // number that the next item has if it follows
	width   int   // width of the last item's marker, 0 before the first item
	loose   bool  // an item holds an empty line
	// posts is how many quotes the posts that are open are written in.
	posts int
}

// dialect is what text and Markdown write differently.
type dialect interface {
	leaf(i int)
	table(c int32, blocks []int)
	// callout and post write the line that heads such a box, if it has one,
	// and may extend the prefix.
	callout(c int32)
	post(c int32)
	// definition opens the explanation of a term.
	definition()
}

// outline turns containers into prefixes and markers; it is the visitor of the
// formats made of lines.
type outline struct {
	*page
	lines
	dialect
	boxHead
	levels []level
	// lastList is the list that ended at the current end of buf: a list that
	// follows at once needs another marker to be a list of its own.
	lastList level
	listEnd  int
	// paragraph: what was written last is a paragraph, which a list numbered other than 1 cannot follow without an empty line.
	paragraph bool
	// tightNext: the next block follows without an empty line.
	tightNext bool
	// apart: lists that follow each other, and items whose numbers do not, take
	// another marker, as Markdown needs it.
	apart bool
}

func (o *outline) top() *level {
	if len(o.levels) == 0 {
		return &level{}
	}
	return &o.levels[len(o.levels)-1]
}

// start begins a line for a block that is no list item.
func (o *outline) start(tight bool) {
	tight = tight || o.tightNext
	o.tightNext = false
	if !tight && !o.inLine {
		o.loosen()
	}
	if up := o.top(); up.kind == block.ContainerList {
		up.loose = true // text between items: the next one follows after an empty line
	}
	o.begin(tight)
}

// loosen notes that the innermost item holds an empty line.
func (o *outline) loosen() {
	for i := len(o.levels) - 1; i > 0; i-- {
		if o.levels[i].kind == block.ContainerItem {
			o.levels[i-1].loose = true
			return
		}
		if o.levels[i].kind == block.ContainerQuote {
			return
		}
	}
}

func (o *outline) open(c int32) {
	k := &o.doc.Containers[c]
	v := level{c: c, kind: k.Kind, prefix: len(o.prefix), posts: o.top().posts}
	switch k.Kind {
	case block.ContainerList:
		o.openList(&v, k)
	case block.ContainerItem:
		o.item(k)
	case block.ContainerQuote:
		o.start(false)
		o.quote()
	case block.ContainerCallout:
		o.levels = append(o.levels, v)
		o.callout(c)
		return
	case block.ContainerPost:
		o.levels = append(o.levels, v)
		o.post(c)
		return
	case block.ContainerDef:
		o.definition()
	}
	o.levels = append(o.levels, v)
}

func (o *outline) quote() {
	o.buf = append(o.buf, "> "...)
	o.prefix = append(o.prefix, "> "...)
}

func (o *outline) openList(v *level, k *block.Container) {
	up := o.top()
	if up.kind == block.ContainerList && up.width > 0 {
		// A list that is the direct child of a list belongs to the item before it.
		o.indent(up.width)
	}
	if up.kind == block.ContainerList && up.width == 0 {
		v.loose = up.loose
	}
	v.ordered, v.style, v.marker, v.next = k.Ordered, k.Label, '-', -1
	if k.Ordered {
		v.marker = '.'
	}
	if o.apart && o.listEnd == len(o.buf) && o.listEnd > 0 && o.lastList.ordered == v.ordered && o.lastList.prefix == len(o.prefix) {
		v.marker = otherMarker[o.lastList.marker]
	}
}

// otherMarker is the marker of a list that follows one with this marker (CommonMark 5.3).
var otherMarker = [128]byte{'-': '*', '*': '-', '.': ')', ')': '.'}

// maxNumber is the greatest number that CommonMark reads as a list marker.
const maxNumber = 999999999

func (o *outline) item(k *block.Container) {
	up := o.top()
	if up.kind != block.ContainerList {
		up = &level{marker: '-', next: -1} // an item without a list
	}
	first := up.width == 0
	tight := !up.loose
	number := k.Number
	if up.ordered {
		number = max(0, min(number, maxNumber))
		if o.apart && !first && number != up.next {
			up.marker = otherMarker[up.marker]
		}
		up.next = number + 1
	}
	if first {
		within := false
		n := len(o.levels) - 2
		for n >= 0 && o.levels[n].kind == block.ContainerList && o.levels[n].width == 0 {
			n-- // a list that begins with a list is one with it
		}
		if n >= 0 {
			around := &o.levels[n]
			within = around.kind == block.ContainerItem || around.kind == block.ContainerList && around.width > 0
		}
		tight = within && (!up.ordered || number == 1 || !o.paragraph)
	}
	if !tight && first && len(o.levels) > 1 && !o.inLine {
		o.loosen()
	}
	o.begin(tight || o.tightNext)
	o.tightNext = false
	n := len(o.buf)
	switch {
	case up.ordered && !o.apart:
		o.buf = append(o.buf, numeral(up.style, int(number))...)
	case up.ordered: // Markdown has numbers alone
		o.buf = strconv.AppendInt(o.buf, int64(number), 10)
	}
	o.buf = append(o.buf, up.marker, ' ')
	up.width = min(len(o.buf)-n, len(spaces))
	o.indent(up.width)
	switch k.Task {
	case block.TaskOpen:
		o.buf = append(o.buf, "[ ] "...)
	case block.TaskDone:
		o.buf = append(o.buf, "[x] "...)
	}
}

func (o *outline) close(int32) {
	n := len(o.levels) - 1
	v := o.levels[n]
	o.levels = o.levels[:n]
	switch v.kind {
	case block.ContainerList:
		o.lastList, o.listEnd = v, len(o.buf)
		o.lastList.prefix = len(o.prefix)
	case block.ContainerItem:
		o.inLine = false
	}
	o.prefix = o.prefix[:v.prefix]
}
