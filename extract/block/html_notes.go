package block

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Footnotes are found after the pass, by what leads where rather than by the
// names of one program, so that GFM, pandoc, Wikipedia, Word, WordPress
// plug-ins, Substack and LaTeX-made pages are one case:
//
//   - a link within the page whose text is a mark and whose target stands later;
//   - a raised number, where a numbered run of notes stands later (html_notes_bare.go);
//   - a note in the margin, right behind its mark (html_sidenote.go).

// noteFinder resolves the footnotes of a page.
type noteFinder struct {
	b    *builder
	byID map[string]int32 // node by id
	back map[string]int32 // block that begins with a link back, by the id that it leads back to
	defs []noteDef
	defN map[int32]int // index in defs by target
	refs []noteRef
	// extra are spans to be put in: references and marks that are no spans of their own.
	extra []Span
}

// noteDef is one note: the blocks [first, last).
type noteDef struct {
	target      int32 // the element that references lead to, -1 for none
	first, last int32
	label, mark string
	gone        bool
}

// noteRef is one reference to defs[def].
type noteRef struct {
	span int32 // index in Spans, -1 for none
	node int32 // the element that covers the mark, if there is no span
	def  int
}

// noteLink is an element other than a link that leads to a note: a label for a
// check box, an element with the note's id in an attribute.
type noteLink struct {
	node int32
	id   string
}

// Bounds of a note: a target with more is a section.
const (
	maxNote       = 8000
	maxNoteBlocks = 24
)

// notes makes NoteRef spans and ContainerNotes; a list of notes alone is no list.
func (b *builder) notes() {
	d := b.doc
	f := noteFinder{b: b, defN: map[int32]int{}}
	for i := range d.Spans {
		if d.Spans[i].Kind == Link && strings.IndexByte(d.Spans[i].URL, '#') >= 0 {
			f.link(int32(i))
		}
	}
	for _, l := range b.noteLinks {
		if n, ok := f.target(l.id); ok && n != l.node {
			f.refs = append(f.refs, noteRef{-1, l.node, f.def(n, l.id)})
		}
	}
	f.extents()
	f.sideNotes()
	f.bareNotes()
	if len(f.refs) == 0 {
		return
	}
	f.setRefs()
	f.setDefs()
	b.dropEmptySpans()
	b.insertSpans(f.extra)
}

// link looks at one link and, if it is a footnote's reference, notes it.
func (f *noteFinder) link(i int32) {
	d := f.b.doc
	s := &d.Spans[i]
	text := d.Text[s.Start:s.End]
	mark := noteMark(text)
	if !isNoteMark(mark) {
		return
	}
	id := s.URL[strings.IndexByte(s.URL, '#')+1:]
	named := noteID(id)
	if !(s.URL[0] == '#' || named) {
		return
	}
	n, ok := f.target(id)
	if !(named || f.raised(i) || text[0] == '[' || ok && (f.namedForNotes(n) || f.repeatsSign(n, mark))) {
		return
	}
	if !ok {
		// Word: the note has no id of its own, only a link back.
		if blk, ok := f.backLink(id); ok && named && d.Blocks[blk].Start > s.Start {
			f.refs = append(f.refs, noteRef{i, 0, f.def(-2-blk, id)})
		}
		return
	}
	if d.Nodes[n].TextEnd() <= s.Start || d.Nodes[n].Start <= s.Start {
		return
	}
	f.refs = append(f.refs, noteRef{i, 0, f.def(n, id)})
}

// repeatsSign says whether a mark is a sign, not a number, and the text of its target begins with it.
func (f *noteFinder) repeatsSign(n int32, mark string) bool {
	if isLetter(mark[0]) || mark[0] >= '0' && mark[0] <= '9' || mark[0] == '#' {
		return false
	}
	d := f.b.doc
	return strings.HasPrefix(trimBlank(d.Text[d.Nodes[n].Start:d.Nodes[n].TextEnd()]), mark)
}

// def returns the note that a target is, making it at the first reference.
// Targets below -1 stand for a block, as -2 minus its index.
func (f *noteFinder) def(target int32, label string) int {
	k, ok := f.defN[target]
	if !ok {
		k = len(f.defs)
		f.defN[target] = k
		f.defs = append(f.defs, noteDef{target: target, label: label})
	}
	return k
}

// extents finds which blocks each target's note is.
func (f *noteFinder) extents() {
	d := f.b.doc
	order := make([]int, len(f.defs))
	place := make([]int32, len(f.defs)) // the block in which the target stands
	elem := make([]int32, len(f.defs))
	for k := range f.defs {
		order[k] = k
		if t := f.defs[k].target; t < -1 {
			place[k] = -2 - t
			elem[k] = d.Blocks[place[k]].Node
		} else {
			place[k] = f.blockAt(t)
			elem[k] = f.element(t)
		}
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Or(cmp.Compare(place[x], place[y]), cmp.Compare(x, y)) })
	for j, k := range order {
		def := &f.defs[k]
		node := &d.Nodes[elem[k]]
		def.first, def.last = node.FirstBlock, node.LastBlock
		next := int32(len(d.Blocks))
		if j+1 < len(order) {
			next = place[order[j+1]]
			if elem[order[j+1]] == elem[k] {
				// Several notes in one element: each from its anchor to the next.
				def.first, def.last = place[k], next
			}
		}
		if j > 0 && elem[order[j-1]] == elem[k] {
			def.first = place[k]
		}
		if def.target < -1 {
			def.first, def.last = place[k], place[k]+1
		}
		if def.first < def.last && f.onlyMark(def.first, def.last) {
			// The mark stands in an element of its own: the note is what follows it.
			def.last = f.following(elem[k], def.last, next)
		}
		if def.first >= def.last || f.tooLong(def) || def.last-def.first == 1 && f.onlyMark(def.first, def.last) {
			def.gone = true
		}
	}
}

func (f *noteFinder) tooLong(def *noteDef) bool {
	d := f.b.doc
	return def.last-def.first > maxNoteBlocks || d.Blocks[def.last-1].End-d.Blocks[def.first].Start > maxNote
}

// onlyMark says whether the blocks hold a note's mark and nothing else.
func (f *noteFinder) onlyMark(first, last int32) bool {
	d := f.b.doc
	return last == first+1 && isNoteMark(noteMark(d.BlockText(int(first))))
}

// following returns the end of the note whose mark is the element n of its own:
// the blocks behind it in the element around, up to the next note, heading or rule.
func (f *noteFinder) following(n, from, next int32) int32 {
	d := f.b.doc
	around := n
	for k := 0; k < 4 && around > 0 && d.Nodes[around].LastBlock <= from; k++ {
		around = d.Nodes[around].Parent
	}
	end := min(d.Nodes[around].LastBlock, max(next, from), from+maxNoteBlocks-1)
	for i := from; i < end; i++ {
		if k := d.Blocks[i].Kind; k == Heading || k == Rule {
			return i
		}
	}
	return end
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

// setRefs makes NoteRef spans of the references.
func (f *noteFinder) setRefs() {
	d := f.b.doc
	for _, r := range f.refs {
		def := &f.defs[r.def]
		if def.gone {
			continue
		}
		if r.span >= 0 {
			if s := &d.Spans[r.span]; s.Start < d.Blocks[def.first].Start {
				if def.mark == "" {
					def.mark = noteMark(d.Text[s.Start:s.End])
				}
				f.setRef(r.span, def.label)
			}
			continue
		}
		if r.node > 0 {
			n := &d.Nodes[r.node]
			f.extra = append(f.extra, Span{Start: n.Start, End: n.TextEnd(), Kind: NoteRef, Text: def.label})
		}
	}
}

// setRef makes a reference of span i; the raising of its mark becomes part of it.
func (f *noteFinder) setRef(i int32, label string) {
	d := f.b.doc
	s := &d.Spans[i]
	s.Kind, s.Text, s.URL = NoteRef, label, ""
	for j := i - 1; j >= 0 && j > i-4 && d.Spans[j].End >= s.End && d.Spans[j].Start <= s.Start; j-- {
		if d.Spans[j].Kind == Sup && strings.Trim(d.Text[d.Spans[j].Start:s.Start]+d.Text[s.End:d.Spans[j].End], "[]() ") == "" {
			// The mark's own raising; the reference covers its brackets too.
			s.Start, s.End = d.Spans[j].Start, d.Spans[j].End
			d.Spans[j].End = d.Spans[j].Start
		}
	}
	for j := i + 1; j < int32(len(d.Spans)) && j < i+4 && d.Spans[j].End <= s.End && d.Spans[j].Start >= s.Start; j++ {
		if k := d.Spans[j].Kind; k == Sup || k == Link {
			d.Spans[j].End = d.Spans[j].Start
		}
	}
}

// setDefs makes the notes' containers and takes their marks, their links back
// and the heading over them out of the text.
func (f *noteFinder) setDefs() {
	b := f.b
	d := b.doc
	items := b.items()
	lists := map[int32]bool{}
	done := make([]bool, len(d.Blocks)+1)
	for k := range f.defs {
		def := &f.defs[k]
		if def.gone || done[def.first] {
			continue
		}
		done[def.first] = true
		c := int32(-1)
		if def.target > 0 {
			if i, ok := items[f.element(def.target)]; ok {
				c = i
			}
		}
		node := d.Blocks[def.first].Node
		for k := 0; c < 0 && k < 3 && node > 0; k, node = k+1, d.Nodes[node].Parent {
			if i, ok := items[node]; ok && d.Nodes[node].FirstBlock == def.first && d.Nodes[node].LastBlock == def.last {
				c = i
			}
		}
		if c >= 0 && d.Containers[c].Kind == ContainerItem {
			d.Containers[c].Kind, d.Containers[c].Label = ContainerNote, def.label
			lists[d.Containers[c].Parent] = true
		} else {
			f.leaveTable(def)
			b.groupBlocks(def.first, def.last, Container{Kind: ContainerNote, Label: def.label, Node: d.Blocks[def.first].Node})
		}
		for i := def.first; i < def.last; i++ {
			f.backLinks(i, def)
		}
		f.title(def.first)
	}
	b.dropLists(lists)
}

// leaveTable unwraps the table or list of definitions that places notes in rows.
func (f *noteFinder) leaveTable(def *noteDef) {
	d := f.b.doc
	for i := def.first; i < def.last; i++ {
	chain:
		for c, k := d.Blocks[i].In, 0; c > 0 && k < 4; c, k = d.Containers[c].Parent, k+1 {
			switch d.Containers[c].Kind {
			case ContainerTable, ContainerDefs:
				d.Containers[c].Kind = containerGone
				break chain
			case ContainerTerm, ContainerDef:
				d.Containers[c].Kind = containerGone
			case ContainerQuote, ContainerItem:
				break chain
			}
		}
	}
}

// noteTitles are the headings over notes that say no more than that.
var noteTitles = wordSet("footnotes footnote notes endnotes endnote sidenotes fußnoten fussnoten anmerkungen einzelnachweise voetnoten noten")

// title takes the heading right over the notes out of the text.
func (f *noteFinder) title(first int32) {
	d := f.b.doc
	for i := first - 1; i >= 0 && i >= first-2; i-- {
		blk := &d.Blocks[i]
		if blk.Kind == Rule {
			continue
		}
		if blk.End-blk.Start < 24 && noteTitles[strings.ToLower(strings.Trim(d.BlockText(int(i)), ": "))] {
			f.extra = append(f.extra, Span{Start: blk.Start, End: blk.End, Kind: Chrome})
		}
		return
	}
}

// items maps the elements of list items to their containers.
func (b *builder) items() map[int32]int32 {
	m := map[int32]int32{}
	for i, c := range b.doc.Containers {
		if c.Kind == ContainerItem {
			m[c.Node] = int32(i)
		}
	}
	return m
}

// dropLists marks those of the lists as gone that have no item left.
func (b *builder) dropLists(lists map[int32]bool) {
	d := b.doc
	for i := range d.Containers {
		if c := &d.Containers[i]; c.Kind == ContainerItem && lists[c.Parent] {
			delete(lists, c.Parent)
		}
	}
	for i := range d.Containers {
		if lists[int32(i)] && d.Containers[i].Kind == ContainerList {
			d.Containers[i].Kind = containerGone
		}
	}
}

// raised says whether the link is set as superscript, outside or inside.
func (f *noteFinder) raised(i int32) bool {
	d := f.b.doc
	s := &d.Spans[i]
	for j := max(i-3, 0); j < min(i+3, int32(len(d.Spans))); j++ {
		if o := &d.Spans[j]; o.Kind == Sup && o.Start < s.End && o.End > s.Start {
			return true
		}
	}
	return false
}

// noteMark is the mark in a reference's or note's text, without brackets and dots.
func noteMark(s string) string { return strings.Trim(s, "[]()〔〕 .:\n↑^") }

// isNoteMark says whether text is a footnote's mark: a number, a letter or two,
// a sign, or "note 1".
func isNoteMark(m string) bool {
	if m == "" || len(m) > 12 {
		return false
	}
	if strings.Trim(m, "*†‡§¶‖#↩※") == "" {
		return utf8.RuneCountInString(m) <= 4
	}
	if w, n, ok := strings.Cut(m, " "); ok {
		return markWords[w] && strings.Trim(n, "0123456789") == ""
	}
	if len(m) > 4 {
		return false
	}
	digits := strings.Trim(m, "0123456789") == ""
	return digits || len(m) <= 2 && strings.Trim(m, "abcdefghijklmnopqrstuvwxyz") == "" || strings.Trim(m, "ivxl") == "" || m[0] == 'n' && strings.Trim(m[1:], "0123456789") == ""
}

// markWords stand before the number in the marks of grouped notes (Wikipedia).
var markWords = map[string]bool{"note": true, "n": true, "nb": true, "fn": true, "Note": true, "Anm.": true, "A": true}

// noteWords are words of ids that name notes.
var noteWords = map[string]bool{"fn": true, "ftn": true, "footnote": true, "footnotes": true, "note": true, "cite": true, "endnote": true, "edn": true,
	"sdfootnote": true, "bib": true, "easy": true, "sn": true, "ref": true, "marker": true, "fnt": true, "ftnt": true, "reference": true, "footnotetext": true,
	"sym": true, "foot": true, "mfn": true, "fnote": true, "notes": true, "endnotes": true, "sdendnote": true}

func noteID(id string) bool {
	found := false
	Words(id, func(w string) bool {
		found = noteWords[w]
		return !found
	})
	return found
}

// target finds the element of an id, as written or with percent signs decoded.
func (f *noteFinder) target(id string) (int32, bool) {
	if f.byID == nil {
		f.byID = map[string]int32{}
		d := f.b.doc
		for i := len(d.Nodes) - 1; i > 0; i-- {
			if d.Nodes[i].ID != 0 {
				f.byID[d.Names[d.Nodes[i].ID]] = int32(i)
			}
		}
	}
	n, ok := f.byID[id]
	if !ok && strings.IndexByte(id, '%') >= 0 {
		if u, err := url.PathUnescape(id); err == nil {
			n, ok = f.byID[u]
		}
	}
	return n, ok
}

// backLink finds the block that begins with a link back to the reference to id.
func (f *noteFinder) backLink(id string) (int32, bool) {
	d := f.b.doc
	if f.back == nil {
		f.back = map[string]int32{}
		for i := range d.Blocks {
			blk := &d.Blocks[i]
			for _, s := range d.Spans[blk.SpanStart:min(blk.SpanEnd, blk.SpanStart+3)] {
				if h := strings.IndexByte(s.URL, '#'); s.Kind == Link && h >= 0 && s.Start == blk.Start && isNoteMark(noteMark(d.Text[s.Start:s.End])) {
					if to := s.URL[h+1:]; strings.Contains(to, "ref") {
						f.back[strings.Replace(to, "ref", "", 1)] = int32(i)
					}
				}
			}
		}
	}
	n, ok := f.back[id]
	return n, ok
}

// blockAt is the block in which an element begins.
func (f *noteFinder) blockAt(n int32) int32 {
	d := f.b.doc
	node := &d.Nodes[n]
	i := min(node.FirstBlock, int32(len(d.Blocks)))
	// It may stand inside the block that was open, unless that ends where it begins.
	if i > 0 && (d.Blocks[i-1].End > node.Start || int(i) == len(d.Blocks)) {
		return i - 1
	}
	return i
}

// element climbs from a reference's target to the element that holds the note.
func (f *noteFinder) element(n int32) int32 {
	d := f.b.doc
	for d.Nodes[n].Flags&NodeBlock == 0 && d.Nodes[n].Parent > 0 {
		n = d.Nodes[n].Parent
	}
	for p, k := n, 0; k < 3 && p > 0; p, k = d.Nodes[p].Parent, k+1 {
		if d.Nodes[p].Tag == TagLi {
			return p
		}
	}
	// A cell or an empty element that holds the mark alone: its row, or the element around it.
	if d.Nodes[n].TextEnd()-d.Nodes[n].Start <= 8 && tagTable[d.Nodes[n].Tag].traits&headingTag == 0 {
		if p := d.Nodes[n].Parent; p > 0 && d.Nodes[p].FirstBlock == d.Nodes[n].FirstBlock && d.Nodes[p].TextEnd()-d.Nodes[p].Start <= maxNote {
			switch d.Nodes[p].Tag {
			case TagTr, TagDiv, TagP, TagAside, TagDl:
				return p
			}
		}
	}
	return n
}

// backLinks marks a note's own mark and its links back as machinery.
func (f *noteFinder) backLinks(i int32, def *noteDef) {
	d := f.b.doc
	blk := &d.Blocks[i]
	first := i == def.first
	start := blk.Start
	if first && def.last > def.first+1 && f.onlyMark(i, i+1) {
		f.extra = append(f.extra, Span{Start: blk.Start, End: blk.End, Kind: Chrome})
		return
	}
	spans := d.BlockSpans(int(i))
	own := start // where the note's own mark ends
	for j := range spans {
		s := &spans[j]
		text := d.Text[s.Start:s.End]
		switch {
		case s.Kind == Link && strings.IndexByte(s.URL, '#') >= 0 && len(text) <= 16:
			id := s.URL[strings.IndexByte(s.URL, '#')+1:]
			n, ok := f.target(id)
			if ok && d.Nodes[n].Start < start || strings.Trim(text, "↩↑^⤴⏎︎ ") == "" || first && s.Start == start && isNoteMark(noteMark(text)) {
				s.Kind = Chrome
			}
		case first && s.Start <= own+1 && s.Start < own+2 && (s.Kind == Sup || s.Kind == NoteRef || s.Kind == Link || s.Kind == Strong) && isNoteMark(noteMark(text)) && (def.mark == "" || noteMark(text) == def.mark || s.Kind != Strong):
			s.Kind = Chrome
		}
		if first && s.Kind == Chrome && s.Start == own {
			own = max(own, s.End)
		}
	}
	if first {
		f.ownMark(blk, own, def.mark)
	}
}

// ownMark takes a note's mark that is plain text, or what stands between its
// marked number and the text, out of the text: "1. ", "[1]", ")".
func (f *noteFinder) ownMark(blk *Block, from int32, mark string) {
	d := f.b.doc
	text := d.Text[from:blk.End]
	end := 0
	if from == blk.Start {
		if mark == "" {
			return
		}
		t := strings.TrimLeft(text, "[(^ ")
		bracket := len(text) - len(t)
		if !strings.HasPrefix(t, mark) {
			return
		}
		rest := t[len(mark):]
		number := isLetter(mark[0]) || mark[0] >= '0' && mark[0] <= '9'
		if rest == "" || !strings.ContainsRune(".):]", rune(rest[0])) && (number && bracket == 0 || rest[0] != ' ') {
			return
		}
		end = bracket + len(mark)
	}
	for end < len(text) && strings.IndexByte(".):] ", text[end]) >= 0 {
		end++
	}
	if end > 0 && end < len(text) {
		f.extra = append(f.extra, Span{Start: from, End: from + int32(end), Kind: Chrome})
	}
}

// dropEmptySpans takes out spans that lost their text to another.
func (b *builder) dropEmptySpans() {
	d := b.doc
	out := d.Spans[:0]
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		from := int32(len(out))
		for _, s := range d.Spans[blk.SpanStart:blk.SpanEnd] {
			if s.Start < s.End || s.Kind == Image || s.Kind == Embed {
				out = append(out, s)
			}
		}
		blk.SpanStart, blk.SpanEnd = from, int32(len(out))
	}
	d.Spans = out
}

// insertSpans puts spans among the others; one that would cross another is cut.
func (b *builder) insertSpans(extra []Span) {
	if len(extra) == 0 {
		return
	}
	d := b.doc
	slices.SortStableFunc(extra, bySpan)
	out := make([]Span, 0, len(d.Spans)+len(extra))
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		from := len(out)
		out = append(out, d.Spans[blk.SpanStart:blk.SpanEnd]...)
		any := false
		for len(extra) > 0 && (extra[0].Start < blk.End || extra[0].Start == blk.End && extra[0].End == blk.End) {
			if extra[0].Start >= blk.Start {
				extra[0].End = min(extra[0].End, blk.End)
				out = append(out, extra[0])
				any = true
			}
			extra = extra[1:]
		}
		if any {
			slices.SortStableFunc(out[from:], bySpan)
			nest(out[from:])
		}
		blk.SpanStart, blk.SpanEnd = int32(from), int32(len(out))
	}
	d.Spans = out
}

// bySpan orders spans by where they start, longer ones first.
func bySpan(a, b Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// nest cuts spans, sorted by bySpan, that reach beyond the one in which they start.
func nest(spans []Span) {
	var open []int32
	for i := range spans {
		s := &spans[i]
		for len(open) > 0 && open[len(open)-1] <= s.Start {
			open = open[:len(open)-1]
		}
		if n := len(open); n > 0 && s.End > open[n-1] {
			s.End = open[n-1]
		}
		if s.End > s.Start {
			open = append(open, s.End)
		}
	}
}
