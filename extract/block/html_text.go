package block

import (
	"bytes"
	"unicode/utf8"
)

// textToken adds a text token to the page.
func (b *builder) textToken() {
	t := b.top()
	switch {
	case t.foreign == inSVG:
		return
	case t.foreign == inMath:
		b.math.text(b.s.decoded())
		return
	}
	switch t.tag {
	case TagTitle:
		b.titleText(b.s.decoded())
		return
	case TagScript, TagStyle, TagIframe, TagNoembed, TagNoframes:
		b.rawText(t.tag, b.s.decoded())
		return
	}
	raw := b.s.decoded()
	if t.pre == inPre {
		b.preText(raw)
		return
	}
	b.addText(raw)
}

// Classes of bytes for addText.
const (
	plain = iota
	space
	drop
	multi
)

var byteClass = func() (c [256]uint8) {
	for i := range c {
		switch {
		case i == ' ' || i == '\t' || i == '\n' || i == '\r' || i == '\f':
			c[i] = space
		case i < 0x20 || i == 0x7F:
			c[i] = drop
		case i >= 0x80:
			c[i] = multi
		}
	}
	return c
}()

// addText appends running text: white space is folded, control characters, soft
// hyphens and zero-width spaces are dropped.
func (b *builder) addText(s []byte) {
	for i := 0; i < len(s); {
		switch c := s[i]; byteClass[c] {
		case plain:
			j := i + 1
			for j < len(s) && byteClass[s[j]] == plain {
				j++
			}
			b.begin()
			b.text = append(b.text, s[i:j]...)
			i = j
		case space:
			b.blank = true
			i++
		case drop:
			i++
		default:
			n, what := wide(s[i:])
			switch what {
			case space:
				b.blank = true
			case plain:
				b.begin()
				b.text = append(b.text, s[i:i+n]...)
			case multi:
				b.begin()
				b.bidi = true
				b.text = append(b.text, s[i:i+n]...)
			}
			i += n
		}
	}
}

// wide classes the non-ASCII character at the start of s: its length in bytes
// and whether it is text, white space, to be dropped, or (multi) a
// bidirectional control, which is balanced at the end of the block.
func wide(s []byte) (int, int) {
	switch s[0] {
	case 0xC2:
		if len(s) > 1 {
			switch {
			case s[1] == 0xA0: // NBSP
				return 2, space
			case s[1] == 0xAD || s[1] < 0xA0: // soft hyphen, C1 controls
				return 2, drop
			}
		}
		return utf8Len(s), plain
	case 0xE1:
		if len(s) > 2 && s[1] == 0xA0 && s[2] == 0x8E { // Mongolian vowel separator
			return 3, drop
		}
		if len(s) > 2 && s[1] == 0x9A && s[2] == 0x80 { // Ogham space
			return 3, space
		}
	case 0xE2:
		if len(s) > 2 {
			switch {
			case s[1] == 0x80 && (s[2] <= 0x8A || s[2] == 0xA8 || s[2] == 0xA9 || s[2] == 0xAF): // en quad … hair space, LS, PS, NNBSP
				return 3, space
			case s[1] == 0x80 && s[2] == 0x8B: // zero-width space
				return 3, drop
			case s[1] == 0x80 && s[2] >= 0xAA && s[2] <= 0xAE, s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9: // LRE … RLO, LRI … PDI
				return 3, multi
			case s[1] == 0x81 && s[2] == 0x9F: // medium mathematical space
				return 3, space
			case s[1] == 0x81 && s[2] >= 0xA0 && s[2] <= 0xA5, s[1] == 0x81 && s[2] >= 0xAA: // word joiner, invisible operators
				return 3, drop
			}
		}
	case 0xE3:
		if len(s) > 2 && s[1] == 0x80 && s[2] == 0x80 { // ideographic space
			return 3, space
		}
	case 0xEF:
		if len(s) > 2 && s[1] == 0xBB && s[2] == 0xBF { // zero-width no-break space
			return 3, drop
		}
		if len(s) > 2 && s[1] == 0xBF && s[2] >= 0xB9 && s[2] <= 0xBB { // interlinear annotation
			return 3, drop
		}
	}
	return utf8Len(s), plain
}

func utf8Len(s []byte) int {
	_, n := utf8.DecodeRune(s)
	return n
}

// begin makes sure that a block is open and that the blank or line break that
// is due stands in it.
func (b *builder) begin() {
	if b.in < 0 || b.top().block != b.inNode {
		b.open()
		return
	}
	switch {
	case b.breaks > 0:
		b.text = append(b.text, '\n')
		b.breaks, b.blank = 0, false
	case b.blank:
		b.text = append(b.text, ' ')
		b.blank = false
	default:
		return
	}
	if len(b.active) > 0 {
		b.startMarks()
	}
}

// open starts a block in the innermost block-level element.
func (b *builder) open() {
	b.flush()
	t := b.top()
	if len(b.text) > 0 {
		b.text = append(b.text, '\n')
	}
	at := int32(len(b.text))
	k, level := t.kind, t.level
	if k == Pre && t.pre != inPre {
		k = Para
	}
	b.doc.Blocks = append(b.doc.Blocks, Block{
		Start: at, End: at, SpanStart: int32(len(b.doc.Spans)), SpanEnd: int32(len(b.doc.Spans)),
		Node: t.block, In: t.container, Offset: int32(b.pos), Kind: k, Level: level, Flags: t.flags,
	})
	b.in, b.inNode, b.lines = len(b.doc.Blocks)-1, t.block, 0
	b.blank, b.breaks, b.preLine, b.preRow, b.preCode = false, 0, true, false, false
	b.gutter = b.gutter[:0]
	b.lang(k)
	if len(b.active) > 0 {
		b.boundMarks()
	}
	for i := range b.active {
		m := &b.active[i]
		m.span = int32(len(b.doc.Spans))
		b.doc.Spans = append(b.doc.Spans, Span{Start: at, End: -1, Kind: m.kind, URL: m.url, Title: m.tit})
	}
}

// startMarks moves the start of spans that have no text yet behind the blank
// that was written last.
func (b *builder) startMarks() {
	at := int32(len(b.text))
	for i := len(b.active) - 1; i >= 0; i-- {
		m := &b.active[i]
		if m.span < 0 || b.doc.Spans[m.span].Start != at-1 {
			return
		}
		b.doc.Spans[m.span].Start = at
	}
}

// nextBlock is the index that the next block to begin will have.
func (b *builder) nextBlock() int32 { return int32(len(b.doc.Blocks)) }

// flush closes the open block, if there is one.
func (b *builder) flush() {
	if b.in < 0 {
		b.blank, b.breaks = false, 0
		return
	}
	d := b.doc
	blk := &d.Blocks[b.in]
	if blk.Kind == Pre {
		for len(b.text) > int(blk.Start) && (b.text[len(b.text)-1] == '\n' || b.text[len(b.text)-1] == ' ') {
			b.text = b.text[:len(b.text)-1]
		}
	}
	end := int32(len(b.text))
	for i := range b.active {
		if s := b.active[i].span; s >= 0 {
			d.Spans[s].End = end
		}
		b.active[i].span = -1
	}
	if b.bidi {
		b.text = balance(b.text, int(blk.Start))
		end = int32(len(b.text))
	}
	blk.End = end
	if blk.Kind == Pre {
		b.gutterSpans(blk)
	}
	b.compact(blk)
	if blk.Kind == Para && blk.SpanStart < blk.SpanEnd {
		b.codeBlock(blk)
	}
	if blk.Start == blk.End && blk.SpanStart == blk.SpanEnd && blk.Kind != Rule {
		d.Blocks = d.Blocks[:b.in]
		// The separator before an empty block goes with it, so that two never stand together.
		if n := len(b.text); n > 0 && b.text[n-1] == '\n' {
			b.text = b.text[:n-1]
		}
	} else if blk.Start == blk.End && blk.Kind != Rule {
		blk.Kind, blk.Level = Media, 0
	}
	b.in, b.blank, b.breaks, b.bidi = -1, false, 0, false
	if len(b.waiting) > 0 && b.side == nil {
		b.putSides()
	}
}

// compact drops spans that turned out empty and those cut short by trimming.
func (b *builder) compact(blk *Block) {
	d := b.doc
	out := d.Spans[:blk.SpanStart]
	for i := int(blk.SpanStart); i < len(d.Spans); i++ {
		s := d.Spans[i]
		if s.End > blk.End {
			s.End = blk.End
		}
		empty := s.Kind == Image || s.Kind == Embed
		if s.End <= s.Start && !empty {
			continue
		}
		if empty && s.Start > blk.End {
			s.Start, s.End = blk.End, blk.End
		}
		if b.lastImage == int32(i) {
			b.lastImage = int32(len(out))
		}
		out = append(out, s)
	}
	d.Spans = out
	blk.SpanEnd = int32(len(out))
}

// lineBreak handles br: one is a line end inside the block, two part blocks.
func (b *builder) lineBreak() {
	if t := b.top(); t.pre == inPre {
		b.preText([]byte{'\n'})
		return
	}
	if b.in < 0 {
		return
	}
	b.breaks++
	b.lines++
	if b.lines > maxBlockLines {
		b.flush()
	} else if b.breaks > 1 {
		b.part()
	}
}

// preText appends preformatted text as it is, but for control characters.
func (b *builder) preText(s []byte) {
	if b.preFirst {
		b.preFirst = false
		s = bytes.TrimPrefix(s, []byte("\r"))
		s = bytes.TrimPrefix(s, []byte("\n"))
	}
	if len(s) == 0 {
		return
	}
	if b.in < 0 || b.top().block != b.inNode {
		b.open()
	}
	if b.depth[Chrome] > 0 {
		defer func(line bool) { b.preLine = line }(b.preLine)
	} else {
		b.rowText = true
		if b.preLine && len(s) <= 8 {
			defer b.preNumber(s, len(b.text))
		}
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\n':
			b.text = append(b.text, '\n')
			b.preLine = true
			i++
			continue
		case c == '\r': // the tokenizer has made CRLF a LF; a CR left over came from a reference
			b.text = append(b.text, '\n')
			b.preLine = true
			i++
			continue
		case c == '\f':
			i++
			continue
		case c == '\t' || c == ' ':
			b.text = append(b.text, c)
			i++
		case byteClass[c] == plain:
			b.text = append(b.text, c)
			i++
		case byteClass[c] == drop:
			i++
			continue
		default:
			n, what := wide(s[i:])
			switch what {
			case space:
				b.text = append(b.text, ' ')
			case plain:
				b.text = append(b.text, s[i:i+n]...)
			case multi:
				b.bidi = true
				b.text = append(b.text, s[i:i+n]...)
			}
			i += n
		}
		b.preLine = false
	}
}

// preBreak begins a new line in a pre for a block-level element inside it
// (highlighters that make a div, li or td a line).
func (b *builder) preBreak() {
	if b.in >= 0 && !b.preLine && b.depth[Chrome] == 0 {
		b.text = append(b.text, '\n')
		b.preLine = true
	}
}
