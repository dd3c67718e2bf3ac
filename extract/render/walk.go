package render

import "github.com/pithcli/pith/extract/block"

// maxDepth is how deep lists, quotes and posts are written inside each other;
// what stands deeper is written at this depth. It keeps 800 nested quotes from
// making lines of 1,600 columns, and the output linear in the input.
const maxDepth = 32

// page is what all formats need to know of the article they write.
type page struct {
	doc  *block.Document
	in   Input
	opt  Options
	base base

	// last[c] is the greatest index of the containers inside c.
	last []int32
	// body are the blocks to write, notes those of each footnote.
	body  []int
	notes []note
	// noteOf leads from a note's label to its index in notes.
	noteOf map[string]int
	// cited are the notes in the order of their first reference.
	cited []int

	inline inliner
	// ahead are the blocks from the next one on, for a container that is being opened.
	ahead []int
}

// note is one footnote.
type note struct {
	container int32
	blocks    []int
	number    int // from 1, in the order of references; 0 as long as it has none
}

func newPage(in Input, opt Options) *page {
	p := &page{doc: in.Doc, in: in, opt: opt, base: parseBase(in.Base)}
	if p.doc == nil {
		p.doc = &block.Document{}
	}
	p.in.Title = clean(in.Title)
	cs := p.doc.Containers
	p.last = make([]int32, len(cs))
	anyNote := false
	for c := len(cs) - 1; c >= 0; c-- {
		if p.last[c] < int32(c) {
			p.last[c] = int32(c)
		}
		if up := cs[c].Parent; up >= 0 && p.last[up] < p.last[c] {
			p.last[up] = p.last[c]
		}
		anyNote = anyNote || cs[c].Kind == block.ContainerNote
	}
	p.inline.page = p
	p.split(anyNote)
	return p
}

// split parts the kept blocks that show anything into body and notes.
func (p *page) split(anyNote bool) {
	p.body = make([]int, 0, len(p.in.Keep))
	at := map[int32]int{}
	for _, i := range p.in.Keep {
		if !p.shows(i) {
			continue
		}
		if anyNote {
			if c := p.enclosing(p.doc.Blocks[i].In, block.ContainerNote); c > 0 {
				n, ok := at[c]
				if !ok {
					n = len(p.notes)
					at[c] = n
					p.notes = append(p.notes, note{container: c})
				}
				p.notes[n].blocks = append(p.notes[n].blocks, i)
				continue
			}
		}
		p.body = append(p.body, i)
	}
	if len(p.notes) == 0 {
		return
	}
	p.noteOf = make(map[string]int, len(p.notes))
	for i := range p.notes {
		if l := p.doc.Containers[p.notes[i].container].Label; l != "" {
			if _, twice := p.noteOf[l]; !twice {
				p.noteOf[l] = i
			}
		}
	}
}

// cite returns the number of the note that a reference leads to, 0 if there is none.
func (p *page) cite(label string) int {
	i, ok := p.noteOf[label]
	if !ok {
		return 0
	}
	return p.number(i)
}

func (p *page) number(i int) int {
	n := &p.notes[i]
	if n.number == 0 {
		p.cited = append(p.cited, i)
		n.number = len(p.cited)
	}
	return n.number
}

// eachNote calls f for every note in the order of numbers. Notes that are first
// referred to by another note come after those of the body, notes without a
// reference last.
func (p *page) eachNote(f func(n *note)) {
	for done := 0; ; {
		for ; done < len(p.cited); done++ {
			f(&p.notes[p.cited[done]])
		}
		i := 0
		for i < len(p.notes) && p.notes[i].number > 0 {
			i++
		}
		if i == len(p.notes) {
			return
		}
		for ; i < len(p.notes); i++ {
			p.number(i)
		}
	}
}

// enclosing returns the outermost container of a kind around c, c included, or
// -1. Chains are followed to the page, at most depthLimit steps, so that deep
// nesting stays linear.
func (p *page) enclosing(c int32, k block.ContainerKind) int32 {
	found := int32(-1)
	for steps := 0; c > 0 && steps < depthLimit; steps++ {
		if p.doc.Containers[c].Kind == k {
			found = c
		}
		c = p.doc.Containers[c].Parent
	}
	return found
}

// depthLimit is how many containers up the chain of a block are looked at.
const depthLimit = 256

// visitor is told of the containers and blocks in page order. open may return
// skip to have a container's blocks handed over as a whole.
type visitor interface {
	open(c int32)
	close(c int32)
	leaf(i int)
	// table is given all kept blocks of a table.
	table(c int32, blocks []int)
}

// walk visits blocks inside container root (0 for the page).
func (p *page) walk(v visitor, root int32, blocks []int) {
	cs := p.doc.Containers
	type frame struct {
		c      int32
		silent bool
	}
	var stack []frame
	var path []int32
	depth := 0
	nests := func(c int32) bool {
		switch cs[c].Kind {
		case block.ContainerList, block.ContainerQuote, block.ContainerCallout, block.ContainerPost, block.ContainerDef, block.ContainerDetails, block.ContainerFigure:
			return true
		}
		return false
	}
	pop := func() {
		f := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if nests(f.c) {
			depth--
		}
		if !f.silent {
			v.close(f.c)
		}
	}
	for n := 0; n < len(blocks); {
		i := blocks[n]
		in := p.doc.Blocks[i].In
		for len(stack) > 0 && (in < stack[len(stack)-1].c || in > p.last[stack[len(stack)-1].c]) {
			pop()
		}
		top := root
		if len(stack) > 0 {
			top = stack[len(stack)-1].c
		}
		path = path[:0]
		for c := in; c > top && len(path) < len(cs); c = cs[c].Parent {
			path = append(path, c)
		}
		p.ahead = blocks[n:]
		table := int32(-1)
		for j := len(path) - 1; j >= 0; j-- {
			c := path[j]
			if cs[c].Kind == block.ContainerTable {
				table = c
				break
			}
			if nests(c) {
				depth++
			}
			silent := depth > maxDepth
			stack = append(stack, frame{c, silent})
			if !silent {
				v.open(c)
			}
		}
		if table < 0 {
			v.leaf(i)
			n++
			continue
		}
		end := n + 1
		for end < len(blocks) {
			in := p.doc.Blocks[blocks[end]].In
			if in < table || in > p.last[table] {
				break
			}
			end++
		}
		v.table(table, blocks[n:end])
		n = end
	}
	for len(stack) > 0 {
		pop()
	}
}
