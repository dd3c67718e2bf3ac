package block

// The rules of HTML 13.2.6 for what a tag opens and closes. Each start tag first
// closes what it implies the end of (closers), then opens a frame; void
// elements act and are gone (voids).

// closers holds, for each tag, what must be closed before it opens.
var closers = [tagCount]func(*builder){
	TagLi: func(b *builder) {
		if t := b.top(); t.liStop > 0 && b.stack[t.liStop].tag == TagLi {
			b.popTo(t.liStop)
		}
	},
	TagDd:       (*builder).closeDef,
	TagDt:       (*builder).closeDef,
	TagH1:       (*builder).closeHeading,
	TagH2:       (*builder).closeHeading,
	TagH3:       (*builder).closeHeading,
	TagH4:       (*builder).closeHeading,
	TagH5:       (*builder).closeHeading,
	TagH6:       (*builder).closeHeading,
	TagOption:   func(b *builder) { b.closeInScope(TagOption) },
	TagOptgroup: func(b *builder) { b.closeInScope(TagOption); b.closeInScope(TagOptgroup) },
	TagButton:   func(b *builder) { b.closeInScope(TagButton) },
	TagA: func(b *builder) {
		if t := b.top(); b.last[TagA] > t.special {
			b.popTo(b.last[TagA])
		}
		if b.depth[Link] > 0 {
			b.depth[Link] = 1
			b.closeMark(Link)
		}
	},
	TagTable: func(b *builder) {
		t := b.top()
		if t.table > 0 && b.stack[t.table].tag == TagTable && b.cell() < t.table && b.last[TagCaption] < t.table {
			b.popTo(t.table)
		}
	},
	TagTr: func(b *builder) {
		if t := b.top(); b.last[TagTr] > t.table {
			b.popTo(b.last[TagTr])
		} else if c := b.last[TagCaption]; c > t.table {
			b.popTo(c)
		}
	},
	TagTd:       (*builder).closeCell,
	TagTh:       (*builder).closeCell,
	TagTbody:    (*builder).closeSection,
	TagThead:    (*builder).closeSection,
	TagTfoot:    (*builder).closeSection,
	TagCaption:  (*builder).closeSection,
	TagColgroup: (*builder).closeSection,
	TagBody:     (*builder).closeHead,
	TagRt:       (*builder).closeRuby,
	TagRp:       (*builder).closeRuby,
	TagRb:       (*builder).closeRuby,
}

// specialInline are special elements (HTML 13.2.4.2) that are not block-level here.
var specialInline = [tagCount]bool{
	TagApplet: true, TagObject: true, TagNoscript: true, TagTemplate: true, TagHead: true, TagTitle: true,
	TagScript: true, TagStyle: true, TagIframe: true, TagNoembed: true, TagNoframes: true, TagColgroup: true,
}

func (b *builder) closeInScope(tag Tag) {
	if i := b.last[tag]; i >= b.top().scope && i > 0 {
		b.popTo(i)
	}
}

func (b *builder) closeDef() {
	if t := b.top(); t.liStop > 0 {
		if g := b.stack[t.liStop].tag; g == TagDd || g == TagDt {
			b.popTo(t.liStop)
		}
	}
}

// closeHeading closes a heading that is still open when the next begins. The
// rule of the specification (current node only) is stretched over inline
// elements, so that one missing end tag does not make the page a heading.
func (b *builder) closeHeading() {
	if t := b.top(); t.special > 0 && tagTable[b.stack[t.special].tag].traits&headingTag != 0 {
		b.popTo(t.special)
	}
}

// cell is the stack index of the innermost open td or th, -1 if none.
func (b *builder) cell() int32 { return max(b.last[TagTd], b.last[TagTh]) }

func (b *builder) closeCell() {
	t := b.top()
	if c := b.cell(); c > t.table {
		b.popTo(c)
	} else if c := b.last[TagCaption]; c > t.table {
		b.popTo(c)
	}
}

func (b *builder) closeSection() {
	if t := b.top(); t.table > 0 && b.stack[t.table].tag == TagTable {
		b.popTo(t.table + 1)
	}
}

func (b *builder) closeHead() {
	if i := b.last[TagHead]; i > 0 {
		b.popTo(i)
	}
}

func (b *builder) closeRuby() {
	if g := b.top().tag; g == TagRt || g == TagRp || g == TagRb {
		b.pop()
	}
}

// inTable says whether the innermost table scope is a table.
func (b *builder) inTable() bool { t := b.top().table; return t > 0 && b.stack[t].tag == TagTable }

// startTag opens an element.
func (b *builder) startTag(tag Tag, name int32, selfClosing bool) {
	if b.top().foreign != notForeign && b.foreignStart(tag, name, selfClosing) {
		return
	}
	traits := tagTable[tag].traits
	if b.last[TagHead] > 0 && traits&headOnly == 0 && b.last[TagTemplate] < 0 && tag != TagHtml {
		b.closeHead()
	}
	if traits&void != 0 {
		if traits&closesP != 0 {
			b.closeP()
		}
		if act := voids[tag]; act != nil {
			act(b)
		}
		return
	}
	switch tag {
	case TagHtml:
		b.htmlSignals()
		if b.last[TagHtml] >= 0 {
			return
		}
	case TagHead:
		if b.headSeen || b.bodySeen {
			return
		}
		b.headSeen = true
	case TagBody:
		if b.bodySeen {
			return
		}
		b.bodySeen = true
	case TagForm:
		if b.last[TagForm] > 0 && b.last[TagTemplate] < 0 {
			return
		}
	case TagSvg, TagMath:
		b.openForeign(tag, selfClosing)
		return
	}
	if traits&tablePart != 0 && !b.inTable() {
		// Outside a table these are ignored, but they still part what stands in them.
		b.part()
		return
	}
	if traits&closesP != 0 {
		b.closeP()
	}
	if c := closers[tag]; c != nil {
		c(b)
	}
	if tag == TagTd || tag == TagTh {
		if t := b.top(); b.last[TagTr] < t.table {
			b.implied(TagTr)
		}
	}
	b.enter(tag, name)
}

// implied opens an element that the page left out.
func (b *builder) implied(tag Tag) {
	// The attributes of the tag at hand are those of the element that follows.
	keep := b.attr
	b.attr = attributes{flags: NodeImplied}
	b.enter(tag, 0)
	b.attr = keep
}

func (b *builder) closeP() {
	if i := b.last[TagP]; i > b.top().button {
		b.popTo(i)
	}
}

// breaksPre are the elements that end preformatting inside a pre: pages that
// wrap whole articles in one.
var breaksPre = [tagCount]bool{
	TagP: true, TagH1: true, TagH2: true, TagH3: true, TagH4: true, TagH5: true, TagH6: true, TagTable: true,
	TagSection: true, TagArticle: true, TagHeader: true, TagFooter: true, TagNav: true, TagForm: true,
	TagBlockquote: true, TagFigure: true, TagCenter: true, TagDl: true, TagFieldset: true, TagPre: true,
}

// inlineHere says whether a block-level element does not begin a block of its
// own where it stands: lines of a pre, and buttons that are a heading's or
// summary's own label.
func (b *builder) inlineHere(tag Tag) bool {
	t := b.top()
	if t.pre == inPre {
		switch {
		case !breaksPre[tag], tag == TagTable && (t.tag == TagCode || t.tag == TagDiv && t.block == t.node):
			return true
		case tag == TagPre && b.attr.class != nil && b.facts[b.intern(b.attr.class)].traits&factLine != 0:
			return true // CodeMirror: a pre a line
		}
	}
	return tag == TagButton && (t.kind == Heading || t.kind == Summary)
}

// enter opens a frame and does what its tag asks for.
func (b *builder) enter(tag Tag, name int32) {
	traits := tagTable[tag].traits
	t := b.top()
	inline := (traits&blockLevel == 0 || b.inlineHere(tag)) && b.facts[name].traits&factPostElement == 0
	if b.noRoom(tag) {
		b.haunt(tag, name, inline)
		return
	}
	if !inline {
		b.flush()
	}
	outer := *t
	f := b.push(tag, name)
	facts := &b.facts[b.doc.Nodes[f.node].Class]
	b.nodeSignals(f, tag, facts)
	if !inline && outer.pre == inPre {
		f.pre, f.kind, f.level = noPre, Para, 0
	}
	switch {
	case f.pre == inPre:
		if inline && b.inCode(f, tag, facts) {
			f.mark = int8(Chrome)
			b.openMark(Chrome, "", "")
			return
		}
	case facts.traits&(factPre|factBlockWord) != 0 || b.attr.style != nil:
		if b.startsPre(tag, facts) {
			b.becomePre(f)
			return
		}
	}
	if set := onEnter[tag]; set != nil && (!inline || f.pre != inPre || traits&blockLevel == 0) {
		set(b, f)
	}
	if traits&control != 0 && !inline {
		f.kind, f.level = Control, 0
	}
	if b.attr.role != nil && !inline && string(b.attr.role) == "heading" {
		f.kind, f.level = Heading, uint8(min(max(number(b.attr.level, 2), 1), 6))
	}
	if facts.traits&(factTaskOpen|factTaskDone) != 0 || b.attr.ariaChecked != nil {
		b.checkBox(facts.traits&factTaskDone != 0 || string(b.attr.ariaChecked) == "true")
	}
	if (facts.traits&(factCallout|factMaybeCallout) != 0 || b.attr.callout != nil) && !inline {
		b.openCallout(f, facts)
	}
	if facts.traits&(factSideNote|factNoteMark|factNoteLink) != 0 || b.attr.noteFor != nil {
		b.openNote(f, tag, facts)
		if f.mark >= 0 {
			return
		}
	}
	if tag == TagOther && b.facts[name].traits&factPlayer != 0 {
		b.customPlayer(b.doc.Names[name])
	}
	switch {
	case b.drawn.at > 0:
		if tag == TagOther {
			b.drawnStart(b.doc.Names[name], b.doc.Names[b.doc.Nodes[f.node].Class])
		}
	case facts.traits&factMathText != 0 && b.attr.tex == nil:
		if len(b.texNodes) < maxTeXNodes {
			b.texNodes = append(b.texNodes, f.node)
		}
	case facts.traits&factDrawn != 0 && (facts.traits&factMathText == 0 || b.attr.tex != nil):
		b.openDrawing(facts)
		f.mark = int8(Chrome)
		b.openMark(Chrome, "", "")
		return
	}
	if inline && f.pre != inPre && b.unseen(tag, facts) {
		f.veiled = true
		f.mark = int8(Chrome)
		b.openMark(Chrome, "", "")
	} else if facts.traits&factChrome != 0 && (facts.traits&factDrawnCopy == 0 || b.afterMath()) || tag == TagRp {
		f.mark = int8(Chrome)
		b.openMark(Chrome, "", "")
	} else if k := markOf[tag]; k >= 0 {
		b.openElementMark(f, SpanKind(k), traits)
	}
}

// unseen says whether an inline element is out of view within text that is in
// view: a label for screen readers, a hidden span. Formulas and notes are hidden
// to be shown otherwise.
func (b *builder) unseen(tag Tag, facts *nameFacts) bool {
	const shown = factSideNote | factNotes | factNoteMark | factNoteLink | factMathText | factDrawn
	switch {
	case tag != TagSpan || facts.traits&shown != 0 || b.top().flags&(Hidden|ScreenReader) == 0:
		return false
	case facts.traits&factSRText != 0:
		return true
	}
	return b.attr.flags&NodeHidden != 0
}

// longestUnseen is the longest hidden text, in bytes, that is machinery: longer
// ones are the rest of a text that unfolds.
const longestUnseen = 60

// unveil ends the machinery of the hidden span that a formula stands in: it is
// hidden behind a picture of itself.
func (b *builder) unveil() {
	for i := len(b.stack) - 1; i > 0 && i > len(b.stack)-6; i-- {
		if f := &b.stack[i]; f.veiled {
			f.veiled, f.mark = false, -1
			b.closeMark(Chrome)
			return
		}
	}
}

// showLong keeps the text of the hidden span that is about to end if it is long.
func (b *builder) showLong() {
	for i := len(b.active) - 1; i >= 0; i-- {
		m := &b.active[i]
		if m.kind != Chrome {
			continue
		}
		if m.span < 0 || b.depth[Chrome] > 1 {
			return
		}
		if s := &b.doc.Spans[m.span]; len(b.text)-int(s.Start) > longestUnseen {
			s.Start = int32(len(b.text))
		}
		return
	}
}

// onEnter holds what opening an element does beyond its frame.
var onEnter [tagCount]func(*builder, *frame)

func init() {
	for i := Tag(0); i < 6; i++ {
		onEnter[TagH1+i] = func(b *builder, f *frame) { f.kind, f.level = Heading, uint8(f.tag-TagH1)+1 }
	}
	for _, t := range []Tag{TagPre, TagListing, TagXmp, TagPlaintext} {
		onEnter[t] = func(b *builder, f *frame) {
			f.pre, f.kind, f.level = inPre, Pre, 0
			b.preFirst = true
		}
	}
	para := func(b *builder, f *frame) { f.kind, f.level = Para, 0 }
	for _, t := range []Tag{TagSection, TagArticle, TagNav, TagMain, TagForm} {
		onEnter[t] = para
	}
	onEnter[TagFigcaption] = func(b *builder, f *frame) { f.kind, f.level = Caption, 0 }
	onEnter[TagCaption] = func(b *builder, f *frame) {
		f.kind, f.level = Caption, 0
		b.keepMarks()
		if n := len(b.tables); n > 0 {
			b.tables[n-1].caption = true
		}
	}
	onEnter[TagSummary] = func(b *builder, f *frame) { f.kind, f.level = Summary, 0 }
	onEnter[TagNoscript] = func(b *builder, f *frame) { f.flags |= NoScript; b.s.raw = notRaw }
	onEnter[TagTemplate] = func(b *builder, f *frame) {
		f.flags |= Template
		b.openSide(f, false)
	}
	fallback := func(b *builder, f *frame) {
		f.flags |= Hidden
		if b.attr.controls != nil || b.doc.Containers[f.container].Kind == ContainerFigure {
			b.player = f.node
		}
		b.embed(f.tag)
	}
	onEnter[TagVideo], onEnter[TagAudio] = fallback, fallback
	onEnter[TagCanvas] = func(b *builder, f *frame) { f.flags |= Hidden }
	onEnter[TagDialog] = func(b *builder, f *frame) {
		if b.attr.open == nil {
			f.flags |= Hidden
		}
	}
	onEnter[TagIframe] = func(b *builder, f *frame) { b.embed(TagIframe) }
	onEnter[TagObject] = func(b *builder, f *frame) { b.embed(TagObject) }
	onEnter[TagPicture] = func(b *builder, f *frame) { b.picture = b.picture[:0] }
	for _, t := range []Tag{TagOl, TagUl, TagMenu, TagDir} {
		onEnter[t] = (*builder).openList
	}
	onEnter[TagLi] = (*builder).openItem
	onEnter[TagBlockquote] = func(b *builder, f *frame) {
		f.kind, f.level = Para, 0
		if b.facts[b.doc.Nodes[f.node].Class].traits&factNoQuote == 0 {
			b.group(f, Container{Kind: ContainerQuote, Label: b.quoted(f)})
		}
	}
	onEnter[TagFigure] = func(b *builder, f *frame) { b.group(f, Container{Kind: ContainerFigure}) }
	onEnter[TagDl] = func(b *builder, f *frame) { f.kind, f.level = Para, 0; b.group(f, Container{Kind: ContainerDefs}) }
	onEnter[TagDt] = func(b *builder, f *frame) { b.group(f, Container{Kind: ContainerTerm}) }
	onEnter[TagDd] = func(b *builder, f *frame) { b.group(f, Container{Kind: ContainerDef}) }
	onEnter[TagDetails] = func(b *builder, f *frame) { b.group(f, Container{Kind: ContainerDetails}) }
	onEnter[TagTable] = (*builder).openTable
	onEnter[TagTr] = (*builder).openRow
	onEnter[TagTd], onEnter[TagTh] = (*builder).openCell, (*builder).openCell
	onEnter[TagThead] = func(b *builder, f *frame) {
		if n := len(b.tables); n > 0 {
			b.tables[n-1].head = true
		}
	}
	noHead := func(b *builder, f *frame) {
		if n := len(b.tables); n > 0 {
			b.tables[n-1].head = false
		}
	}
	onEnter[TagTbody], onEnter[TagTfoot] = noHead, noHead
}

// keepMarks remembers which spans are open, so that leaving the element ends those
// opened inside it (the markers of HTML 13.2.4.3).
func (b *builder) keepMarks() { b.markers = append(b.markers, b.depth) }

// leave undoes at an element's end what entering it set up.
func (b *builder) leave(f *frame) {
	switch f.tag {
	case TagTd, TagTh, TagCaption:
		if f.pre != inPre {
			b.restoreMarks()
		}
	case TagTable:
		if f.pre != inPre {
			b.closeTable(f)
		}
	case TagThead:
		if n := len(b.tables); n > 0 && f.pre != inPre {
			b.tables[n-1].head = false
		}
	case TagPre, TagListing, TagXmp:
		b.preFirst = false
	case TagMath:
		b.closeMath(f)
	case TagOther:
		if b.drawn.at > 0 {
			b.drawnEnd(b.doc.Names[f.name])
		}
	}
}

func (b *builder) restoreMarks() {
	n := len(b.markers) - 1
	if n < 0 {
		return
	}
	saved := b.markers[n]
	b.markers = b.markers[:n]
	for k := range saved {
		if b.depth[k] > saved[k] && saved[k] == 0 {
			b.depth[k] = 1
			b.closeMark(SpanKind(k))
		} else if b.depth[k] > saved[k] {
			b.depth[k] = saved[k]
		}
	}
}

// endTag closes an element.
func (b *builder) endTag(tag Tag, name int32) {
	t := b.top()
	if t.foreign != notForeign && b.foreignEnd(tag, name) {
		return
	}
	t = b.top()
	traits := tagTable[tag].traits
	switch {
	case tag == TagBr:
		b.lineBreak()
		return
	case tag == TagBody, tag == TagHtml, traits&void != 0:
		return
	case tag == TagHead:
		b.closeHead()
		return
	case tag == TagTemplate:
		if i := b.last[TagTemplate]; i > 0 {
			b.popTo(i)
		}
		return
	case tag == TagTable:
		if b.inTable() {
			b.popTo(t.table)
		}
		return
	case traits&tablePart != 0:
		if i := b.last[tag]; i > t.table {
			b.popTo(i)
		}
		return
	case traits&headingTag != 0:
		i := int32(-1)
		for h := TagH1; h <= TagH6; h++ {
			i = max(i, b.last[h])
		}
		if i > t.scope {
			b.popTo(i)
		}
		return
	case traits&formatting != 0:
		if b.side != nil && b.last[tag] > t.special && b.last[tag] < b.side.at {
			b.popTo(b.side.at)
		}
		if k := markOf[tag]; k >= 0 && b.depth[k] > 0 {
			b.closeMark(SpanKind(k))
		}
		if i := b.last[tag]; i > t.special {
			b.popTo(i)
		}
		return
	}
	i := b.last[tag]
	bound := t.special
	switch {
	case tag == TagOther:
		if l, ok := b.other[name]; ok {
			i = l
		} else {
			i = -1
		}
	case tag == TagLi:
		bound = t.list
	case tag == TagP:
		bound = t.button
	case traits&(blockLevel|scope|control) != 0 || specialInline[tag]:
		bound = t.scope
	}
	if i >= bound && i > 0 {
		b.popTo(i)
	}
}
