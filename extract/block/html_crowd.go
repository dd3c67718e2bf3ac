package block

// A page whose tags stand closer together than any real page's costs many times
// its size: an element is 60 bytes and a block, with what the classifier
// measures of it, a thousand. So both are rationed, and containers with them. The
// densest real page of the development corpora has 24,000 in all, one in 15 bytes.
const (
	// roomFixed elements, blocks and containers are free.
	roomFixed = 1 << 15
	// roomBytes of source earn room for one more.
	roomBytes = 24
	// roomNames, the same for distinct names of elements, classes and ids.
	roomNames = 64
	// crumb is the length in bytes below which a block of a crowded page takes up what follows it.
	crumb = 64
	// maxGhosts is how many elements may be open before further ones nest no more.
	maxGhosts = 1 << 16
	// maxBlockSpans bounds the marks of one block: its text goes on without.
	maxBlockSpans = 1 << 13
	// maxBlockLines bounds the line breaks of one block: the next begins another.
	maxBlockLines = 1 << 13
	// maxFormulas bounds the formulas that a page writes between delimiters.
	maxFormulas = 1 << 15
)

// crowded says whether the page has more elements, blocks and containers than its length accounts for.
func (b *builder) crowded() bool {
	return len(b.doc.Nodes)+len(b.doc.Blocks)+len(b.doc.Containers) > b.room+b.pos/roomBytes
}

// noRoom says whether an element is to be a ghost: where the page is crowded,
// and parts of a table that is one itself.
func (b *builder) noRoom(tag Tag) bool {
	if b.crowded() {
		return true
	}
	if tagTable[tag].traits&tablePart == 0 {
		return false
	}
	t := b.top()
	row := b.last[TagTr]
	return b.stack[t.table].ghost || (tag == TagTd || tag == TagTh) && row > t.table && b.stack[row].ghost
}

// haunt opens an element without a node: it nests and ends like any other and its text is that of
// the element around it; block-level ones part it in lines.
func (b *builder) haunt(tag Tag, name int32, inline bool) {
	if !inline {
		b.part()
	}
	if len(b.stack) > maxGhosts && rawKind[tag] == notRaw {
		return
	}
	f := b.frameOf(tag, name)
	f.ghost, f.parts = true, !inline
	f.flags |= flagsOf(b.attr.flags) | unseen[tag]
	if tag == TagNoscript {
		b.s.raw = notRaw
	}
	b.stack = append(b.stack, f)
	b.doc.MaxDepth = max(b.doc.MaxDepth, len(b.stack))
}

// unseen are the flags of what stands in some elements.
var unseen = [tagCount]Flags{TagNoscript: NoScript, TagTemplate: Template, TagVideo: Hidden, TagAudio: Hidden, TagCanvas: Hidden}

// part ends the open block where an element does that the page need not have
// had: on a crowded page only a line of it, if it is short.
func (b *builder) part() {
	switch {
	case b.in >= 0 && b.top().pre == inPre:
		b.preBreak()
	case b.in >= 0 && b.crowded() && len(b.text)-int(b.doc.Blocks[b.in].Start) < crumb:
		b.breaks = 1
	default:
		b.flush()
	}
}
