package block

// Notes in the margin: their text stands in the source right where they are
// referred to, inside the paragraph. Document.Text holds it behind the
// paragraph, as blocks of its own, so that the paragraph stays one.

// sideNote is a note whose text stands inside a paragraph, or a template there,
// which is moved behind it in the same way.
type sideNote struct {
	note     bool
	at, node int32 // index in the stack, element
	sigs     int   // Signals[sigs:] were seen since it began

	// place and block are where it stands in the paragraph.
	place, block int32
	// first and last bound its blocks; until it is put behind the paragraph they count from 0.
	first, last int32

	// The state of the paragraph while the note is open; then what the note holds.
	text    []byte
	blocks  []Block
	spans   []Span
	active  []mark
	depth   [spanKinds]int32
	in      int
	inNode  int32
	blank   bool
	breaks  int
	bidi    bool
	image   int32
	formula lastMath
}

// maxSides bounds the notes in the margin.
const maxSides = 5000

// openNote does what an element that belongs to a footnote asks for.
func (b *builder) openNote(f *frame, tag Tag, facts *nameFacts) {
	a := &b.attr
	switch {
	case facts.traits&factNoteMark != 0 && b.side != nil:
		f.mark = int8(Chrome)
		b.openMark(Chrome, "", "")
	case tag == TagLabel && b.doc.Names[b.doc.Nodes[f.node].Class] == "margin-toggle":
		f.mark = int8(Chrome) // the sign that unfolds a note without a number (Tufte CSS)
		b.openMark(Chrome, "", "")
	case facts.traits&factSideNote != 0 && tagTable[tag].traits&blockLevel == 0:
		b.openSide(f, true)
	case len(a.noteFor) > 0 && len(a.noteFor) < 200 && (tag != TagLabel || facts.traits&(factNoteLink|factNoteMark|factNotes) != 0) && len(b.noteLinks) < maxSides:
		b.noteLinks = append(b.noteLinks, noteLink{f.node, string(a.noteFor)})
	}
}

// openSide begins a note with the innermost frame, if it stands in running text.
func (b *builder) openSide(f *frame, note bool) {
	if b.side != nil || b.in < 0 || b.top().block != b.inNode || f.pre == inPre || b.drawn.at > 0 || b.depth[Chrome] > 0 || len(b.sides)+len(b.waiting) >= maxSides {
		return
	}
	d := b.doc
	b.side = &sideNote{
		note: note, at: int32(len(b.stack)) - 1, node: f.node, sigs: len(d.Signals), place: int32(len(b.text)), block: int32(b.in),
		text: b.text, blocks: d.Blocks, spans: d.Spans, active: b.active, depth: b.depth,
		in: b.in, inNode: b.inNode, blank: b.blank, breaks: b.breaks, bidi: b.bidi, image: b.lastImage, formula: b.formula,
	}
	b.text, d.Blocks, d.Spans, b.active = nil, nil, nil, nil
	b.depth = [spanKinds]int32{}
	b.in, b.blank, b.breaks, b.bidi, b.lastImage, b.formula = -1, false, 0, false, -1, lastMath{}
	n := &d.Nodes[f.node]
	n.Start, n.FirstBlock = 0, 0
	n.Flags |= NodeBlock
	f.block, f.kind, f.level = f.node, Para, 0
}

// closeSide ends the open note: the paragraph goes on where it stopped. What is
// only a mark was the reference itself and goes back into the paragraph.
func (b *builder) closeSide() {
	b.flush()
	d := b.doc
	s := *b.side
	b.side = nil
	text, blocks, spans := b.text, d.Blocks, d.Spans
	b.text, d.Blocks, d.Spans, b.active, b.depth = s.text, s.blocks, s.spans, s.active, s.depth
	b.in, b.inNode, b.blank, b.breaks, b.bidi, b.lastImage, b.formula = s.in, s.inNode, s.blank, s.breaks, s.bidi, s.image, s.formula
	s.text, s.blocks, s.spans, s.active = text, blocks, spans, nil
	s.last = int32(len(blocks))
	if len(blocks) == 0 {
		b.shiftNodes(&s, int32(len(b.text)), b.nextBlock())
		return
	}
	if s.note && len(blocks) == 1 && (isNoteMark(noteMark(string(text))) || allChrome(spans, &blocks[0])) {
		b.putBack(&s)
		return
	}
	b.waiting = append(b.waiting, s)
}

// allChrome says whether machinery covers a block.
func allChrome(spans []Span, blk *Block) bool {
	pos := blk.Start
	for _, s := range spans[blk.SpanStart:blk.SpanEnd] {
		if s.Kind == Chrome && s.Start <= pos+1 {
			pos = max(pos, s.End)
		}
	}
	return pos >= blk.End
}

// shiftNodes moves the elements and signals of a note to where its text goes.
func (b *builder) shiftNodes(s *sideNote, text, block int32) {
	d := b.doc
	for i := s.node; i < d.Nodes[s.node].Last; i++ {
		n := &d.Nodes[i]
		n.Start += text
		n.End += text
		n.FirstBlock += block
		n.LastBlock += block
	}
	for i := s.sigs; i < len(d.Signals); i++ {
		if sig := &d.Signals[i]; sig.Node >= s.node && sig.Node < d.Nodes[s.node].Last {
			sig.Pos += text
			sig.Block += block
		}
	}
}

// putBack writes what was taken for a note into the paragraph again.
func (b *builder) putBack(s *sideNote) {
	d := b.doc
	if b.blank && len(b.text) > 0 {
		b.text = append(b.text, ' ')
		b.blank = false
	}
	at := int32(len(b.text))
	b.shiftNodes(s, at, 0)
	for i := s.node; i < d.Nodes[s.node].Last; i++ {
		d.Nodes[i].FirstBlock, d.Nodes[i].LastBlock = b.nextBlock(), b.nextBlock()
		d.Nodes[i].Flags &^= NodeBlock
	}
	b.text = append(b.text, s.text...)
	for _, sp := range s.spans {
		sp.Start += at
		sp.End += at
		d.Spans = append(d.Spans, sp)
	}
}

// putSides puts the notes of the paragraph that has just ended behind it.
func (b *builder) putSides() {
	d := b.doc
	waiting := b.waiting
	b.waiting = nil
	for i := range waiting {
		s := &waiting[i]
		if len(b.text) > 0 {
			b.text = append(b.text, '\n')
		}
		text, block, span := int32(len(b.text)), b.nextBlock(), int32(len(d.Spans))
		b.shiftNodes(s, text, block)
		b.text = append(b.text, s.text...)
		for _, sp := range s.spans {
			sp.Start += text
			sp.End += text
			d.Spans = append(d.Spans, sp)
		}
		for _, blk := range s.blocks {
			blk.Start += text
			blk.End += text
			blk.SpanStart += span
			blk.SpanEnd += span
			d.Blocks = append(d.Blocks, blk)
		}
		s.first, s.last = block, block+s.last
		s.text, s.blocks, s.spans = nil, nil, nil
		b.sides = append(b.sides, *s)
	}
}
