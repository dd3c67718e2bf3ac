package block

import (
	"strconv"
	"strings"
)

// Notes without links: a raised number in the text, and later a run of notes
// that count from one: paragraphs that begin with their number, or the items of
// an ordered list in a place for notes.

// bareRef is a raised number in running text that leads nowhere.
type bareRef struct {
	span   int32
	number int
}

// bareDef is a block that begins with a number set apart, or the first block of a numbered list item.
type bareDef struct {
	first, last int32
	number      int
	gated       bool // it stands where notes stand: behind a rule, under their heading, in an element named for them
}

// bareNotes matches raised numbers with numbered notes.
func (f *noteFinder) bareNotes() {
	refs := f.bareRefs()
	if len(refs) == 0 {
		return
	}
	defs := f.bareDefs()
	if len(defs) == 0 {
		return
	}
	d := f.b.doc
	byNumber := map[int][]int{}
	for i, def := range defs {
		byNumber[def.number] = append(byNumber[def.number], i)
	}
	made := make([]int, len(defs))
	found := 0
	for _, r := range refs {
		at := d.Spans[r.span].Start
		for _, i := range byNumber[r.number] {
			def := &defs[i]
			if d.Blocks[def.first].Start <= at {
				continue
			}
			if made[i] == 0 {
				found++
				f.defs = append(f.defs, noteDef{target: -1, first: def.first, last: def.last, label: "note-" + strconv.Itoa(def.number) + "-" + strconv.Itoa(i), mark: strconv.Itoa(r.number)})
				made[i] = len(f.defs)
			}
			f.refs = append(f.refs, noteRef{r.span, 0, made[i] - 1})
			break
		}
	}
	// A run of which few are referred to is something else.
	if 3*found < 2*len(defs) {
		for i := range made {
			if made[i] > 0 {
				f.defs[made[i]-1].gone = true
			}
		}
	}
}

// bareRefs finds raised numbers, and links to nowhere whose text is a number.
func (f *noteFinder) bareRefs() []bareRef {
	d := f.b.doc
	used := map[int32]bool{}
	for _, r := range f.refs {
		used[r.span] = true
	}
	var refs []bareRef
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		if blk.Kind == Pre || blk.Kind == Control {
			continue
		}
		end := int32(-1)
		for k := blk.SpanStart; k < blk.SpanEnd; k++ {
			s := &d.Spans[k]
			if s.Start < end || used[k] || s.Start == blk.Start {
				continue
			}
			nowhere := s.Kind == Link && (s.URL == "#" || strings.HasPrefix(s.URL, "javascript:"))
			if s.Kind != Sup && !nowhere || s.End-s.Start > 6 {
				continue
			}
			n, err := strconv.Atoi(noteMark(d.Text[s.Start:s.End]))
			if err != nil || n < 1 || unitBefore(d.Text[blk.Start:s.Start]) {
				continue
			}
			refs = append(refs, bareRef{k, n})
			end = s.End
		}
	}
	return refs
}

// unitBefore says whether text ends in what a power is written behind: a
// number, or a unit or variable of one or two letters.
func unitBefore(text string) bool {
	if text == "" {
		return true
	}
	c := text[len(text)-1]
	if c >= '0' && c <= '9' {
		return true
	}
	i := len(text)
	for i > 0 && isLetter(text[i-1]) {
		i--
	}
	n := len(text) - i
	return n == 1 || n == 2 && (i == 0 || text[i-1] >= '0' && text[i-1] <= '9' || text[i-1] == ' ' && i > 1 && text[i-2] >= '0' && text[i-2] <= '9')
}

// bareDefs finds the numbered notes of the page: the runs that count up by one.
func (f *noteFinder) bareDefs() []bareDef {
	d := f.b.doc
	taken := make([]bool, len(d.Blocks)+1)
	for i := range f.defs {
		if !f.defs[i].gone {
			for k := f.defs[i].first; k < f.defs[i].last; k++ {
				taken[k] = true
			}
		}
	}
	defs := f.listDefs(taken)
	gate := int32(-1) // the end of the part of the page that is for notes
	want, from := 1, len(defs)
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		n := int32(i)
		if blk.Kind == Rule || blk.Kind == Heading {
			gate = -1
		}
		if blk.Kind == Rule || blk.Kind == Heading && noteTitles[strings.ToLower(strings.Trim(d.BlockText(i), ": "))] {
			gate = f.enclosing(n)
			want = 1
			continue
		}
		number, strong := f.leadingNumber(blk)
		if number == 0 || taken[i] {
			continue
		}
		named := f.namedForNotes(blk.Node)
		gated := n < gate || named
		if strong && !gated || number != want && number != 1 {
			continue
		}
		if number == 1 {
			want = 1
		}
		want++
		defs = append(defs, bareDef{first: n, last: n + 1, number: number, gated: n < gate})
	}
	f.continuations(defs[from:])
	return f.runs(defs, from)
}

// runs keeps the notes that are gated, or of which at least two follow each other.
func (f *noteFinder) runs(defs []bareDef, from int) []bareDef {
	out := defs[:from]
	d := f.b.doc
	for i := from; i < len(defs); i++ {
		x := &defs[i]
		pair := i+1 < len(defs) && defs[i+1].number == x.number+1 || i > from && defs[i-1].number == x.number-1
		if x.gated || pair || f.namedForNotes(d.Blocks[x.first].Node) {
			out = append(out, *x)
		}
	}
	return out
}

// continuations stretches each note in a part for notes up to the next one.
func (f *noteFinder) continuations(defs []bareDef) {
	d := f.b.doc
	for i := range defs {
		x := &defs[i]
		if !x.gated {
			continue
		}
		end := f.enclosing(x.first)
		if i+1 < len(defs) {
			end = min(end, defs[i+1].first)
		}
		if i == len(defs)-1 && (i == 0 || defs[i-1].last == defs[i-1].first+1) && !f.namedForNotes(d.Blocks[x.first].Node) {
			continue // nothing says where the last one ends
		}
		for x.last < end && x.last-x.first < maxNoteBlocks && d.Blocks[x.last].Kind != Heading && d.Blocks[x.last].Kind != Rule {
			x.last++
		}
	}
}

// enclosing is the end of the element around a block's own.
func (f *noteFinder) enclosing(i int32) int32 {
	d := f.b.doc
	n := d.Blocks[i].Node
	if d.Nodes[n].FirstBlock == i && d.Nodes[n].LastBlock == i+1 || d.Blocks[i].Kind == Heading {
		n = max(d.Nodes[n].Parent, 0)
	}
	return d.Nodes[n].LastBlock
}

// listDefs finds the items of ordered lists in places for notes.
func (f *noteFinder) listDefs(taken []bool) []bareDef {
	d := f.b.doc
	var defs []bareDef
	for c := range d.Containers {
		k := &d.Containers[c]
		if k.Kind != ContainerItem || !k.Ordered || k.Number < 1 {
			continue
		}
		n := &d.Nodes[k.Node]
		if n.FirstBlock >= n.LastBlock || taken[n.FirstBlock] || n.LastBlock-n.FirstBlock > maxNoteBlocks {
			continue
		}
		list := d.Containers[k.Parent].Node
		if f.namedForNotes(list) || d.Nodes[max(d.Nodes[list].Parent, 0)].Tag == TagAside || f.titled(d.Nodes[list].FirstBlock) {
			defs = append(defs, bareDef{n.FirstBlock, n.LastBlock, int(k.Number), true})
		}
	}
	return defs
}

// titled says whether the heading of notes stands right before a block.
func (f *noteFinder) titled(first int32) bool {
	d := f.b.doc
	return first > 0 && noteTitles[strings.ToLower(strings.Trim(d.BlockText(int(first)-1), ": "))]
}

// namedForNotes says whether an element or one close around it is named for footnotes.
func (f *noteFinder) namedForNotes(n int32) bool {
	d := f.b.doc
	for k := 0; k < 4 && n > 0; k, n = k+1, d.Nodes[n].Parent {
		if d.Nodes[n].Tag == TagArticle || d.Nodes[n].Tag == TagBody {
			return false
		}
		if (f.b.facts[d.Nodes[n].Class].traits|f.b.facts[d.Nodes[n].ID].traits)&factNotes != 0 {
			return true
		}
	}
	return false
}

// leadingNumber reads the number that a block begins with in a span of its own,
// 0 if there is none; strong says that it is bold, not raised.
func (f *noteFinder) leadingNumber(blk *Block) (number int, strong bool) {
	d := f.b.doc
	if blk.Kind != Para || blk.SpanStart == blk.SpanEnd {
		return 0, false
	}
	for k := blk.SpanStart; k < min(blk.SpanEnd, blk.SpanStart+4); k++ {
		s := &d.Spans[k]
		if s.Start != blk.Start {
			break
		}
		if s.End == blk.End || s.Kind != Sup && s.Kind != Strong && s.Kind != Link {
			continue
		}
		if s.End-s.Start > 5 {
			continue
		}
		n, err := strconv.Atoi(noteMark(d.Text[s.Start:s.End]))
		if err != nil || n < 1 {
			continue
		}
		if s.Kind == Strong {
			number, strong = n, true
			continue
		}
		return n, false
	}
	return number, strong
}
