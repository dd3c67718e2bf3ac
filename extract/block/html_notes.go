package block

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
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
