package block

import (
	"bytes"
	"unicode/utf8"
)

// FromHTML cuts an HTML page into blocks, in one pass over the token stream of
// golang.org/x/net/html, without building a tree.
//
// Src should be UTF-8; bad sequences become U+FFFD. Any bytes are accepted, and
// nothing that is text is lost: hidden parts, noscript and template content and
// form controls come as flagged blocks. Only script, style, the contents of
// frames and drawings (svg) are no text. The nesting follows HTML's rules for
// implied and missing tags (HTML 13.2.6) as far as they move text or decide
// which element holds it; there is no limit on depth, no recursion, and the
// work is linear in len(src): every search through the open elements is one
// look at an index (see frame).
func FromHTML(src []byte) *Document {
	if !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	b := newBuilder(src)
	b.run()
	return b.finish()
}

// frame is an open element. Beside its node it holds, for each kind of scope of
// HTML 13.2.4.2, the index in the stack of the nearest element that bounds it:
// together with builder.last this answers "is there an open x in scope" without
// a walk, which is what keeps a page of 50,000 open elements linear.
type frame struct {
	node      int32
	container int32 // innermost container inside the element
	name      int32 // index in Document.Names for TagOther
	same      int32 // index of the next outer open element of this tag, -1
	scope     int32 // nearest default-scope boundary at or below
	list      int32 // nearest list-item-scope boundary
	button    int32 // nearest button-scope boundary
	table     int32 // nearest table-scope boundary
	special   int32 // nearest special element
	liStop    int32 // nearest special element but address, div, p
	kind      Kind  // what a block that begins inside is
	level     uint8
	block     int32 // node of the nearest block-level element
	stray     int32 // list of the stray items in the element
	marks     int32 // length of builder.markers when opened, for cells and the like
	tag       Tag
	foreign   foreign
	mark      int8 // span kind that closing the element ends, -1
	flags     Flags
	pre       preState
	ghost     bool // has no node of its own (see crowded)
	parts     bool // a ghost that is block-level
	veiled    bool // out of view within a text in view: machinery, unless it is long or a formula
}

type foreign uint8

const (
	notForeign foreign = iota
	inSVG
	inMath
)

type preState uint8

const (
	noPre preState = iota
	inPre
	brokenPre // a pre that holds paragraphs or tables: its own text only is preformatted
)

// builder holds the state of one pass.
type builder struct {
	doc   *Document
	s     scanner
	pos   int // source offset of the current token
	room  int // elements and blocks that are free (see crowded)
	text  []byte
	stack []frame
	last  [tagCount]int32 // index of the innermost open element of each tag, -1
	other map[int32]int32 // the same for TagOther, by name
	names map[string]int32
	facts []nameFacts // beside Document.Names
	attr  attributes

	in       int // index of the open block in doc.Blocks, -1 if none
	inNode   int32
	blank    bool           // a blank is due before the next character
	breaks   int            // line breaks due before the next character
	lines    int            // line breaks in the block
	preLine  bool           // (pre) the text so far ends a line
	preCode  bool           // (pre) a code element has begun in the block
	preRow   bool           // (pre) a table row has begun in the block
	rowText  bool           // (pre) the row has text
	gutter   []gutterNumber // (pre) text tokens that may be line numbers
	preFirst bool           // the next text begins a pre: its first line end is dropped
	bidi     bool           // the block holds bidirectional controls

	depth   [spanKinds]int32 // how many open elements ask for each kind
	active  []mark           // open spans, outermost first
	emptied bool             // spans have lost their text
	markers [][spanKinds]int32

	lists      []listState // beside Document.Containers
	countdowns []int32     // reversed lists without a start
	tables     []tableFacts

	math      mathState
	drawn     drawing
	formula   lastMath
	texPage   bool    // the page loads a program that reads TeX between delimiters
	texDollar bool    // single dollars are such delimiters
	texNodes  []int32 // elements classed as math that may hold such delimiters
	titleSeen bool
	bodySeen  bool
	headSeen  bool

	groupings []grouping
	noteLinks []noteLink
	maybe     []int32 // containers that are call-outs only if their text says so
	postMarks []postMark
	postNodes map[int32]postRank // elements that are posts for another reason than their class
	quoteOf   map[int32]string   // whom the quote in an element quotes
	side      *sideNote          // the note in the margin that is open
	sides     []sideNote         // those that have ended, in page order
	waiting   []sideNote         // those whose blocks follow the open one

	linkAt     int   // where the last link of some length ended
	played     int32 // the element whose embed was placed last
	player     int32 // the last video or audio element that is no background
	imageAt    int   // length of the text when it was placed
	lastImage  int32 // index in doc.Spans of the last picture, -1
	scriptKind scriptKind
	scriptID   string
	dataLang   map[int32]string
	picture    []byte // srcset of the picture element's sources, joined by commas
}

const spanKinds = int(Chrome) + 1

// mark is an open span.
type mark struct {
	kind SpanKind
	span int32 // index in doc.Spans, -1 before the next block begins
	// first is where in doc.Spans its first may stand, blocks how many it has been in.
	first, blocks int32
	url           string
	tit           string
}

func newBuilder(src []byte) *builder {
	d := &Document{
		Form:       FormHTML,
		Bytes:      len(src),
		Names:      make([]string, 1, 128),
		Nodes:      make([]Node, 1, 64+len(src)/220),
		Blocks:     make([]Block, 0, 16+len(src)/1000),
		Spans:      make([]Span, 0, 16+len(src)/1200),
		Containers: make([]Container, 1, 16+len(src)/2000),
		Signals:    make([]Signal, 0, 32),
	}
	d.Nodes[0] = Node{Parent: -1, Tag: TagRoot, Flags: NodeBlock}
	d.Containers[0] = Container{Parent: -1}
	b := &builder{
		doc: d, s: scanner{src: src}, room: roomFixed,
		text: make([]byte, 0, 256+len(src)/16), stack: make([]frame, 1, 64),
		other: map[int32]int32{}, names: map[string]int32{"": 0}, facts: make([]nameFacts, 1, 128),
		in: -1, lists: make([]listState, 1, 32), lastImage: -1,
	}
	for i := range b.last {
		b.last[i] = -1
	}
	b.stack[0] = frame{tag: TagRoot, same: -1, mark: -1}
	b.last[TagRoot] = 0
	return b
}

func (b *builder) run() {
	for {
		b.s.cdata = b.top().foreign != notForeign
		kind := b.s.scan()
		b.pos = b.s.at
		switch kind {
		case textTok:
			b.textToken()
		case startTok:
			tag, name := b.tagName()
			b.attr.read(b.s.attrs)
			b.s.raw, b.s.name = rawKind[tag], tag.String()
			b.startTag(tag, name, b.s.selfClosing)
		case endTok:
			tag, name := b.tagName()
			b.endTag(tag, name)
		case commentTok:
			b.comment(b.s.text)
		case endOfPage:
			return
		}
	}
}

// tagName returns the tag of the current token, and its interned name if it is not in the table.
func (b *builder) tagName() (Tag, int32) {
	tag := lookupTag(b.s.text)
	if tag != TagOther {
		return tag, 0
	}
	return tag, b.intern(b.s.text)
}

// maxName bounds the length of interned element, class and id names: real ones
// are under 1 KB, a hostile page's must not be copied into every table.
const maxName = 2048

func (b *builder) intern(v []byte) int32 {
	if len(v) == 0 {
		return 0
	}
	if len(v) > maxName {
		v = v[:maxName]
	}
	if i, ok := b.names[string(v)]; ok {
		return i
	}
	if len(b.names) > b.room+b.pos/roomNames {
		return 0
	}
	i := int32(len(b.doc.Names))
	s := string(v)
	b.doc.Names = append(b.doc.Names, s)
	b.facts = append(b.facts, factsOf(s))
	b.names[s] = i
	return i
}

func (b *builder) top() *frame { return &b.stack[len(b.stack)-1] }

// push opens an element as a node and a frame.
func (b *builder) push(tag Tag, name int32) *frame {
	t := b.top()
	d := b.doc
	n := int32(len(d.Nodes))
	a := &b.attr
	node := Node{
		Parent: t.node, Start: int32(len(b.text)), FirstBlock: b.nextBlock(), Tag: tag, Offset: int32(b.pos),
		Depth: d.Nodes[t.node].Depth + 1, Flags: a.flags,
		Class: b.intern(a.class), ID: b.intern(a.id), Role: b.intern(a.role), ItemProp: b.intern(a.itemprop),
	}
	if tag == TagA && a.id == nil && a.name != nil {
		node.ID = b.intern(a.name) // an anchor of old
	}
	f := b.frameOf(tag, name)
	f.node = n
	if tagTable[tag].traits&blockLevel != 0 && !b.inlineHere(tag) || b.facts[name].traits&factPostElement != 0 {
		f.block = n
		node.Flags |= NodeBlock
	}
	f.flags |= flagsOf(node.Flags)
	if b.facts[node.Class].traits&factSRText != 0 {
		f.flags |= ScreenReader
		node.Flags |= NodeScreenReader
	}
	if b.facts[node.Class].traits&factHidden != 0 {
		f.flags |= Hidden
		node.Flags |= NodeHidden
	}
	d.Nodes = append(d.Nodes, node)
	b.stack = append(b.stack, f)
	if len(b.stack) > d.MaxDepth {
		d.MaxDepth = len(b.stack)
	}
	return b.top()
}

// frameOf is the frame of an element that opens inside the innermost one, in
// the indexes already; its node is still the outer one's.
func (b *builder) frameOf(tag Tag, name int32) frame {
	f := *b.top()
	f.name, f.tag, f.mark, f.marks, f.stray, f.veiled = name, tag, -1, int32(len(b.markers)), 0, false
	f.ghost, f.parts = false, false
	at := int32(len(b.stack))
	traits := tagTable[tag].traits
	if traits&scope != 0 {
		f.scope, f.list, f.button = at, at, at
		f.special, f.liStop = at, at
		if tag == TagTable || tag == TagTemplate || tag == TagHtml {
			f.table = at
		}
	}
	if traits&blockLevel != 0 || specialInline[tag] {
		f.special = at
		if tag != TagAddress && tag != TagDiv && tag != TagP {
			f.liStop = at
		}
	}
	switch tag {
	case TagOl, TagUl:
		f.list = at
	case TagButton:
		f.button = at
	case TagSelect:
		f.scope, f.list, f.button = at, at, at
	}
	if tag == TagOther {
		f.same = -1
		if l, ok := b.other[name]; ok {
			f.same = l
		}
		b.other[name] = at
	} else {
		f.same = b.last[tag]
		b.last[tag] = at
	}
	return f
}

func flagsOf(n NodeFlags) Flags {
	var f Flags
	if n&NodeHidden != 0 {
		f |= Hidden
	}
	if n&NodeAriaHidden != 0 {
		f |= AriaHidden
	}
	return f
}

// pop closes the innermost element.
func (b *builder) pop() {
	at := len(b.stack) - 1
	f := &b.stack[at]
	if f.ghost {
		if f.parts {
			b.part()
		}
		b.unlist(f)
		b.stack = b.stack[:at]
		return
	}
	if f.block == f.node {
		b.flush()
	}
	if f.mark >= 0 {
		if f.veiled && f.flags&Hidden != 0 {
			b.showLong()
		}
		b.closeMark(SpanKind(f.mark))
	}
	drawn := b.drawn.at == int32(at) && at > 0
	b.leave(f)
	n := &b.doc.Nodes[f.node]
	n.Last = int32(len(b.doc.Nodes))
	n.End = int32(len(b.text))
	n.LastBlock = int32(len(b.doc.Blocks))
	b.unlist(f)
	b.stack = b.stack[:at]
	if drawn {
		b.closeDrawing()
	}
	if b.side != nil && b.side.at == int32(at) {
		b.closeSide()
	}
}

// unlist takes a frame out of the indexes of open elements.
func (b *builder) unlist(f *frame) {
	switch {
	case f.tag != TagOther:
		b.last[f.tag] = f.same
	case f.same < 0:
		delete(b.other, f.name)
	default:
		b.other[f.name] = f.same
	}
}

// popTo closes elements until the one at index i of the stack is closed.
func (b *builder) popTo(i int32) {
	for int32(len(b.stack)) > i && len(b.stack) > 1 {
		b.pop()
	}
}

func (b *builder) finish() *Document {
	for len(b.stack) > 1 {
		b.pop()
	}
	b.flush()
	d := b.doc
	root := &d.Nodes[0]
	root.Last, root.End, root.LastBlock = int32(len(d.Nodes)), int32(len(b.text)), int32(len(d.Blocks))
	// A block that turns out empty is taken back after elements around it have ended.
	for i := range d.Nodes {
		n := &d.Nodes[i]
		n.FirstBlock, n.LastBlock = min(n.FirstBlock, root.LastBlock), min(n.LastBlock, root.LastBlock)
	}
	d.Text = string(b.text)
	b.settle()
	return d
}
