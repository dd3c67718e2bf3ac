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

	// body are the blocks to write, notes those of each footnote.
	body  []int
	notes []note
	// noteOf leads from a note's label to its index in notes.
	noteOf map[string]int
	// cited are the notes in the order of their first reference.
	cited []int

	inline inliner
	isOpen []bool // the containers that a walk has open
	// last is one more than the block that was written last, 0 for none.
	last int
	// ahead are the blocks from the next one on, for a container that is being opened.
	ahead []int
}

// verseLine is the length in bytes up to which a line of a text page is taken for
// a line of verse, of an address or of a list without marks.
const verseLine = 80

// goesOn says whether block i is the line after the block that was written
// last: two short lines of a text page without a blank line between them.
func (p *page) goesOn(i int) bool {
	if p.last != i || i == 0 || p.doc.Blocks[i].Flags&block.Tight == 0 || p.doc.Blocks[i-1].In != p.doc.Blocks[i].In {
		return false
	}
	for _, b := range p.doc.Blocks[i-1 : i+1] {
		if b.Kind != block.Para || b.Lines > 1 || b.End-b.Start > verseLine {
			return false
		}
	}
	return true
}

// note is one footnote.
type note struct {
	container int32
	blocks    []int
	number    int  // from 1, in the order of references; 0 as long as it has none
	loose     bool // nothing refers to it
}

func newPage(in Input, opt Options) *page {
	p := &page{doc: in.Doc, in: in, opt: opt, base: parseBase(in.Base)}
	if p.doc == nil {
		p.doc = &block.Document{}
	}
	p.in.Title = clean(in.Title)
	cs := p.doc.Containers
	anyNote := false
	for c := range cs {
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
	var noteOf []int32
	if anyNote {
		noteOf = p.outermost(block.ContainerNote)
	}
	for _, i := range p.in.Keep {
		if !p.shows(i) {
			continue
		}
		if anyNote {
			if c := noteOf[p.doc.Blocks[i].In]; c > 0 {
				n, ok := at[c]
				if !ok && p.doc.Blocks[i].Kind == block.Rule {
					continue // a line above the notes
				}
				if !ok && len(p.body) > 0 && p.doc.Blocks[p.body[len(p.body)-1]].Kind == block.Rule {
					p.body = p.body[:len(p.body)-1]
				}
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
			if p.notes[i].number == 0 {
				p.number(i)
				p.notes[i].loose = true
			}
		}
	}
}

// outermost returns for each container the outermost one of a kind around it,
// itself included, -1 for none.
func (p *page) outermost(k block.ContainerKind) []int32 {
	cs := p.doc.Containers
	const unknown = -2
	out := make([]int32, len(cs))
	for i := range out {
		out[i] = unknown
	}
	var path []int32
	for i := range cs {
		path = path[:0]
		found := int32(-1)
		for c := int32(i); c >= 0; c = cs[c].Parent {
			if out[c] != unknown {
				found = out[c]
				break
			}
			path = append(path, c)
		}
		for j := len(path) - 1; j >= 0; j-- {
			if c := path[j]; found < 0 && cs[c].Kind == k {
				found = c
			}
			out[path[j]] = found
		}
	}
	return out
}

// within says whether container c is, or stands in, container outer, no more
// than steps levels up.
func (p *page) within(c, outer int32, steps int) bool {
	for ; c > 0 && steps > 0; steps-- {
		if c == outer {
			return true
		}
		c = p.doc.Containers[c].Parent
	}
	return false
}

// visitor is told of the containers and blocks in page order. open may return
// skip to have a container's blocks handed over as a whole.
type visitor interface {
	open(c int32)
	close(c int32)
	leaf(i int)
	// table is given all kept blocks of a table.
	table(c int32, blocks []int)
}

// indenting are the containers that count as nesting.
var indenting = [16]bool{block.ContainerList: true, block.ContainerQuote: true, block.ContainerCallout: true, block.ContainerPost: true,
	block.ContainerDef: true, block.ContainerDetails: true, block.ContainerFigure: true}

// walker keeps track of the open containers.
type walker struct {
	*page
	v     visitor
	root  int32
	stack []openContainer
	path  []int32
	depth int
}

type openContainer struct {
	c      int32
	silent bool
}

// walk visits blocks inside container root (0 for the page).
func (p *page) walk(v visitor, root int32, blocks []int) {
	w := &walker{page: p, v: v, root: root}
	if p.isOpen == nil {
		p.isOpen = make([]bool, len(p.doc.Containers)+1)
	}
	before := p.isOpen[root]
	p.isOpen[root] = true
	for n := 0; n < len(blocks); {
		i := blocks[n]
		p.ahead = blocks[n:]
		top := w.climb(p.doc.Blocks[i].In)
		for len(w.stack) > 0 && w.stack[len(w.stack)-1].c != top {
			w.pop()
		}
		table := w.enter()
		if table < 0 {
			v.leaf(i)
			n++
			continue
		}
		members := map[int32]bool{table: true}
		for c := p.doc.Blocks[i].In; c != table; c = p.doc.Containers[c].Parent {
			members[c] = true
		}
		end := n + 1
		for end < len(blocks) && w.member(p.doc.Blocks[blocks[end]].In, members) {
			end++
		}
		v.table(table, blocks[n:end])
		n = end
	}
	for len(w.stack) > 0 {
		w.pop()
	}
	p.isOpen[root] = before
}

// climb fills path with the containers around c that are not open, innermost
// first, and returns the open one around them. Each container is climbed past
// when it is opened, and no more: the walk is linear.
func (w *walker) climb(c int32) int32 {
	w.path = w.path[:0]
	for ; c > 0 && !w.isOpen[c]; c = w.doc.Containers[c].Parent {
		w.path = append(w.path, c)
	}
	if c <= 0 {
		return w.root
	}
	return c
}

// enter opens the containers of path up to a table, which it returns, -1 if there is none.
func (w *walker) enter() int32 {
	for j := len(w.path) - 1; j >= 0; j-- {
		c := w.path[j]
		k := w.doc.Containers[c].Kind
		if k == block.ContainerTable {
			return c
		}
		if indenting[k] {
			w.depth++
		}
		silent := w.depth > maxDepth
		w.stack = append(w.stack, openContainer{c, silent})
		w.isOpen[c] = true
		if !silent {
			w.v.open(c)
		}
	}
	return -1
}

func (w *walker) pop() {
	f := w.stack[len(w.stack)-1]
	w.stack = w.stack[:len(w.stack)-1]
	w.isOpen[f.c] = false
	if indenting[w.doc.Containers[f.c].Kind] {
		w.depth--
	}
	if !f.silent {
		w.v.close(f.c)
	}
}

// member says whether c stands among members, and adds what it climbed past.
func (w *walker) member(c int32, members map[int32]bool) bool {
	w.path = w.path[:0]
	for ; c > 0 && !members[c]; c = w.doc.Containers[c].Parent {
		if w.isOpen[c] {
			return false
		}
		w.path = append(w.path, c)
	}
	if !members[c] {
		return false
	}
	for _, c := range w.path {
		members[c] = true
	}
	return true
}
