package block

import "strings"

// What becomes of the notes that were found: spans, containers, and machinery
// where their marks and links back stand.

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
