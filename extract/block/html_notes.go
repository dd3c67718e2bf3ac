package block

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// noteFinder resolves the footnotes of a page: a link within the page whose text
// is a mark and whose target stands later is a reference, the element it leads
// to is the note. Classes are not needed, so that it covers GFM, pandoc,
// Wikipedia, Word, WordPress plug-ins, Substack and LaTeX-made pages alike.
type noteFinder struct {
	b     *builder
	byID  map[string]int32 // node by id
	note  map[int32]string // note element to the id it is known by
	order []int32          // note elements, in the order of their references
}

// maxNote bounds a note's text: a target with more is a section, not a note.
const maxNote = 8000

// notes makes NoteRef spans and ContainerNotes; a list of notes alone is no list.
func (b *builder) notes() {
	d := b.doc
	f := noteFinder{b: b, note: map[int32]string{}}
	for i := range d.Spans {
		if d.Spans[i].Kind == Link && strings.IndexByte(d.Spans[i].URL, '#') >= 0 {
			f.reference(int32(i))
		}
	}
	if len(f.order) == 0 {
		return
	}
	items := b.items()
	lists := map[int32]bool{}
	for _, n := range f.order {
		if c, ok := items[n]; ok {
			d.Containers[c].Kind, d.Containers[c].Label = ContainerNote, f.note[n]
			lists[d.Containers[c].Parent] = true
		}
	}
	b.dropLists(lists)
	f.finish()
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

// finish makes notes of elements that are no list items, and marks links back.
func (f *noteFinder) finish() {
	d := f.b.doc
	for _, n := range f.order {
		node := &d.Nodes[n]
		if node.Tag != TagLi {
			f.b.wrap(n, Container{Kind: ContainerNote, Label: f.note[n]})
		}
		for i := node.FirstBlock; i < node.LastBlock; i++ {
			f.backLinks(i, i == node.FirstBlock)
		}
	}
	f.b.dropEmptySpans()
}

// wrap puts the blocks of an element into a container of its own, after the pass.
func (b *builder) wrap(n int32, c Container) {
	d := b.doc
	node := &d.Nodes[n]
	if node.FirstBlock >= node.LastBlock {
		return
	}
	outer := d.Blocks[node.FirstBlock].In
	for outer > 0 && d.Containers[outer].Node >= n {
		outer = d.Containers[outer].Parent
	}
	at := int32(len(d.Containers))
	c.Parent, c.Node = outer, n
	d.Containers = append(d.Containers, c)
	for i := node.FirstBlock; i < node.LastBlock; i++ {
		if d.Blocks[i].In == outer {
			d.Blocks[i].In = at
			continue
		}
		for c := d.Blocks[i].In; c > 0 && c != at; c = d.Containers[c].Parent {
			if d.Containers[c].Parent == outer && d.Containers[c].Node >= n {
				d.Containers[c].Parent = at
			}
		}
	}
}

// reference looks at one link and, if it is a footnote's reference, makes it one.
func (f *noteFinder) reference(i int32) {
	d := f.b.doc
	s := &d.Spans[i]
	mark := strings.Trim(d.Text[s.Start:s.End], "[]() ")
	if !isNoteMark(mark) {
		return
	}
	id := s.URL[strings.IndexByte(s.URL, '#')+1:]
	n, ok := f.target(id)
	if !ok {
		return
	}
	within := s.URL[0] == '#'
	if !(within || noteID(id)) || !(noteID(id) || f.raised(i) || strings.HasPrefix(d.Text[s.Start:s.End], "[")) {
		return
	}
	n = f.element(n)
	node := &d.Nodes[n]
	if node.FirstBlock >= node.LastBlock || d.Blocks[node.FirstBlock].Start <= s.Start || node.TextEnd()-node.Start > maxNote {
		return
	}
	if _, ok := f.note[n]; !ok {
		f.note[n] = id
		f.order = append(f.order, n)
	}
	s.Kind, s.Text, s.URL = NoteRef, f.note[n], ""
	for j := i - 1; j >= 0 && j > i-4 && d.Spans[j].End >= s.End && d.Spans[j].Start <= s.Start; j-- {
		if d.Spans[j].Kind == Sup && strings.Trim(d.Text[d.Spans[j].Start:s.Start]+d.Text[s.End:d.Spans[j].End], "[]() ") == "" {
			// The mark's own raising; the reference covers its brackets too.
			s.Start, s.End = d.Spans[j].Start, d.Spans[j].End
			d.Spans[j].End = d.Spans[j].Start
		}
	}
	for j := i + 1; j < int32(len(d.Spans)) && j < i+4 && d.Spans[j].End <= s.End && d.Spans[j].Start >= s.Start; j++ {
		if d.Spans[j].Kind == Sup {
			d.Spans[j].End = d.Spans[j].Start
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

// isNoteMark says whether text is a footnote's mark: a number, a letter or two, a sign.
func isNoteMark(m string) bool {
	if m == "" || utf8.RuneCountInString(m) > 4 {
		return false
	}
	if strings.Trim(m, "*†‡§¶‖#↩") == "" {
		return true
	}
	digits := strings.Trim(m, "0123456789") == ""
	return digits || len(m) <= 2 && strings.Trim(m, "abcdefghijklmnopqrstuvwxyz") == "" || strings.Trim(m, "ivxl") == "" || strings.HasPrefix(m, "n") && strings.Trim(m[1:], "0123456789 ") == ""
}

// noteWords are words of ids that name notes.
var noteWords = map[string]bool{"fn": true, "ftn": true, "footnote": true, "footnotes": true, "note": true, "cite": true, "endnote": true, "edn": true,
	"sdfootnote": true, "bib": true, "easy": true, "sn": true, "ref": true, "marker": true, "fnt": true, "ftnt": true, "reference": true, "footnotetext": true, "sym": true}

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
	if d.Nodes[n].TextEnd()-d.Nodes[n].Start <= 8 {
		if p := d.Nodes[n].Parent; p > 0 && d.Nodes[p].TextEnd()-d.Nodes[p].Start <= maxNote {
			switch d.Nodes[p].Tag {
			case TagTr, TagDiv, TagP, TagAside:
				return p
			}
		}
	}
	return n
}

// backLinks marks a note's own mark and its links back as machinery.
func (f *noteFinder) backLinks(i int32, first bool) {
	d := f.b.doc
	spans := d.BlockSpans(int(i))
	start := d.Blocks[i].Start
	for j := range spans {
		s := &spans[j]
		text := d.Text[s.Start:s.End]
		switch {
		case s.Kind == Link && strings.IndexByte(s.URL, '#') >= 0 && len(text) <= 16:
			id := s.URL[strings.IndexByte(s.URL, '#')+1:]
			if n, ok := f.target(id); ok && d.Nodes[n].Start < start || strings.Trim(text, "↩↑^⤴⏎︎ ") == "" {
				s.Kind = Chrome
			}
		case s.Kind == Sup && first && s.Start == start && isNoteMark(strings.Trim(text, "[]() ")):
			s.Kind = Chrome
		case s.Kind == NoteRef && first && s.Start == start:
			s.Kind = Chrome
		}
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
