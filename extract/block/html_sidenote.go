package block

import "strconv"

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

// sideNotes turns the notes in the margin into notes, but those that repeat a
// note whose reference stands right before them: these are machinery.
func (f *noteFinder) sideNotes() {
	d := f.b.doc
	if len(f.b.sides) == 0 {
		return
	}
	ends := f.refEnds()
	for i := range f.b.sides {
		s := &f.b.sides[i]
		if !s.note || s.first >= s.last || int(s.block) >= len(d.Blocks) {
			continue
		}
		r, ok := ends[s.place]
		if !ok {
			r, ok = ends[s.place-1]
		}
		if ok && !f.defs[f.refs[r].def].gone {
			for k := s.first; k < s.last; k++ {
				f.extra = append(f.extra, Span{Start: d.Blocks[k].Start, End: d.Blocks[k].End, Kind: Chrome})
			}
			continue
		}
		label := d.Names[d.Nodes[s.node].ID]
		if label == "" {
			label = "note-" + strconv.Itoa(i+1)
		}
		k := len(f.defs)
		f.defs = append(f.defs, noteDef{target: -1, first: s.first, last: s.last, label: label})
		if span := f.markBefore(s); span >= 0 {
			f.defs[k].mark = noteMark(d.Text[d.Spans[span].Start:d.Spans[span].End])
			f.refs = append(f.refs, noteRef{span, 0, k})
			continue
		}
		ref := Span{Start: s.place, End: s.place, Kind: NoteRef, Text: label}
		if n := f.labelBefore(s); n > 0 {
			ref.Start = d.Nodes[n].Start
			f.defs[k].mark = noteMark(d.Text[ref.Start:ref.End])
		}
		f.extra = append(f.extra, ref)
		f.refs = append(f.refs, noteRef{-1, 0, k})
	}
}

// refEnds is the references by where they end.
func (f *noteFinder) refEnds() map[int32]int {
	d := f.b.doc
	ends := make(map[int32]int, len(f.refs))
	for r := range f.refs {
		if ref := &f.refs[r]; ref.span >= 0 {
			ends[d.Spans[ref.span].End] = r
		} else if ref.node > 0 {
			ends[d.Nodes[ref.node].End] = r
		}
	}
	return ends
}

// markBefore finds the raised or linked mark that ends where a note in the margin stands.
func (f *noteFinder) markBefore(s *sideNote) int32 {
	d := f.b.doc
	blk := &d.Blocks[s.block]
	for i := blk.SpanEnd - 1; i >= blk.SpanStart; i-- {
		sp := &d.Spans[i]
		if (sp.Kind == Sup || sp.Kind == Link) && sp.End <= s.place && s.place-sp.End <= 1 && isNoteMark(noteMark(d.Text[sp.Start:sp.End])) {
			return i
		}
		if sp.End < s.place-1 && sp.Start < s.place-16 {
			break
		}
	}
	return -1
}

// labelBefore finds the label that ends where a note in the margin stands and holds its mark.
func (f *noteFinder) labelBefore(s *sideNote) int32 {
	d := f.b.doc
	for n, k := s.node-1, 0; n > 0 && k < 4; n, k = n-1, k+1 {
		node := &d.Nodes[n]
		if node.End == s.place && node.Start < node.End && isNoteMark(noteMark(d.Text[node.Start:node.End])) {
			return n
		}
	}
	return 0
}
