package structure

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// Blocks lists the items of the blocks keep of a document. Addresses are
// resolved against base.
func Blocks(doc *block.Document, keep []int, base string) *Items {
	r := &blockReader{doc: doc, base: base, noteText: map[string]string{}, firsts: map[int32]bool{}, begun: map[int32]bool{}}
	for _, i := range keep {
		if r.empty(i) {
			continue
		}
		r.keep = append(r.keep, i)
	}
	r.listDepths()
	r.collectNotes()
	// Notes are written behind the text.
	sort.SliceStable(r.keep, func(a, b int) bool {
		return !r.inNote(r.keep[a]) && r.inNote(r.keep[b])
	})
	for n := 0; n < len(r.keep); {
		if t := r.outermost(r.doc.Blocks[r.keep[n]].In, block.ContainerTable); t > 0 {
			n = r.table(t, n)
			continue
		}
		r.posts(n)
		r.block(r.keep[n])
		n++
	}
	return &r.items
}

type blockReader struct {
	doc      *block.Document
	base     string
	keep     []int
	items    Items
	noteText map[string]string // by label
	noted    map[int32]string  // by container
	refs     map[string]bool   // labels that a kept block refers to
	firsts   map[int32]bool    // items and notes whose first block was met
	depth    []int             // list depth by container
	begun    map[int32]bool    // call-outs whose first block was met
}

// outermost is the outermost container of a kind around c, -1 if there is none.
func (r *blockReader) outermost(c int32, k block.ContainerKind) int32 {
	found := int32(-1)
	for ; c > 0; c = r.doc.Containers[c].Parent {
		if r.doc.Containers[c].Kind == k {
			found = c
		}
	}
	return found
}

func (r *blockReader) inNote(i int) bool {
	return r.outermost(r.doc.Blocks[i].In, block.ContainerNote) > 0
}

// listDepths counts the lists around each container that a reader of Markdown
// sees: a list that begins with a list is one with it.
func (r *blockReader) listDepths() {
	r.depth = make([]int, len(r.doc.Containers))
	items := map[int32]bool{}
	kept := map[int32]bool{}
	for _, i := range r.keep {
		for c := r.doc.Blocks[i].In; c > 0 && !kept[c]; c = r.doc.Containers[c].Parent {
			kept[c] = true
		}
	}
	for i := range r.doc.Containers {
		c := &r.doc.Containers[i]
		if c.Parent < 0 || !kept[int32(i)] {
			continue
		}
		r.depth[i] = r.depth[c.Parent]
		up := r.doc.Containers[c.Parent].Kind
		switch c.Kind {
		case block.ContainerItem:
			items[c.Parent] = true
			if up != block.ContainerList {
				r.depth[i]++
			}
		case block.ContainerList:
			if up != block.ContainerList || items[c.Parent] {
				r.depth[i]++
			}
		}
	}
}

// collectNotes finds the first text of each note and the notes that are referred to.
func (r *blockReader) collectNotes() {
	r.noted, r.refs = map[int32]string{}, map[string]bool{}
	for _, i := range r.keep {
		b := &r.doc.Blocks[i]
		if n := r.outermost(b.In, block.ContainerNote); n > 0 {
			if _, ok := r.noted[n]; !ok {
				quiet := &blockReader{doc: r.doc, base: r.base}
				r.noted[n] = quiet.text(i, false)
				if l := r.doc.Containers[n].Label; l != "" {
					if _, ok := r.noteText[l]; !ok {
						r.noteText[l] = r.noted[n]
					}
				}
			}
		}
	}
	for _, i := range r.keep {
		for _, s := range r.doc.BlockSpans(i) {
			if s.Kind == block.NoteRef {
				r.refs[s.Text] = true
			}
		}
	}
}

// chain describes what a block stands in.
type chain struct {
	quote   int
	item    int32 // innermost item or note
	callout int32
}

func (r *blockReader) chainOf(c int32) (k chain) {
	k.item = -1
	posts, want := 0, 0
	var path []int32
	for ; c > 0; c = r.doc.Containers[c].Parent {
		path = append(path, c)
	}
	for j := len(path) - 1; j >= 0; j-- {
		switch x := &r.doc.Containers[path[j]]; x.Kind {
		case block.ContainerNote:
			k = chain{item: path[j]}
			posts, want = 0, 0
		case block.ContainerItem:
			k.item = path[j]
		case block.ContainerQuote:
			k.quote++
		case block.ContainerCallout:
			k.quote++
			k.callout = path[j]
		case block.ContainerPost:
			want = max(want, int(x.Number), posts)
			posts++
		}
	}
	k.quote += want
	return k
}

func (r *blockReader) block(i int) {
	b := &r.doc.Blocks[i]
	k := r.chainOf(b.In)
	if k.callout > 0 && b.In == k.callout && r.isType(i, k.callout) {
		return
	}
	text := r.text(i, b.Kind != block.Heading)
	first := k.item > 0 && !r.firsts[k.item]
	if first {
		r.begin(b.In, k.item, text)
	}
	if b.Kind == block.Pre {
		r.items.add(CodeBlock, foldCode(r.code(i)))
	} else if b.Kind == block.Heading {
		r.items.add(Heading, strconv.Itoa(max(1, min(int(b.Level), 6)))+" "+text)
	} else if !first && text != "" {
		r.items.add(Paragraph, text)
	}
	if k.quote > 0 && text != "" {
		r.items.add(Quote, strconv.Itoa(k.quote)+" "+text)
	}
}

// begin adds the items and notes around container c that begin with the block
// of this text, which stands in item; one outside it begins with a list.
func (r *blockReader) begin(c, item int32, text string) {
	for _, c := range r.outside(c) {
		x := &r.doc.Containers[c]
		if r.firsts[c] || x.Kind != block.ContainerItem && x.Kind != block.ContainerNote {
			continue
		}
		r.firsts[c] = true
		t := text
		if c != item {
			t = ""
		}
		if x.Kind == block.ContainerNote {
			if r.refs[x.Label] {
				r.items.add(Footnote, "note "+t)
			}
			continue
		}
		mark := "-"
		if up := x.Parent; up >= 0 && r.doc.Containers[up].Kind == block.ContainerList && r.doc.Containers[up].Ordered {
			mark = strconv.Itoa(int(min(max(x.Number, 0), 999999999)))
		}
		task := [...]string{"", "[ ] ", "[x] "}[x.Task]
		r.items.add(ListItem, fold(strconv.Itoa(r.depth[c])+" "+mark+" "+task+t))
	}
}

// outside lists c and the containers around it, outermost first.
func (r *blockReader) outside(c int32) (path []int32) {
	for ; c > 0; c = r.doc.Containers[c].Parent {
		path = append(path, c)
	}
	slices.Reverse(path)
	return path
}

// posts adds the line that heads each post that begins with block keep[n]: its
// author and time, as far as the post's own blocks do not show them.
func (r *blockReader) posts(n int) {
	for _, c := range r.outside(r.doc.Blocks[r.keep[n]].In) {
		x := &r.doc.Containers[c]
		if x.Kind != block.ContainerPost || r.begun[c] {
			continue
		}
		r.begun[c] = true
		var shown strings.Builder
		for _, i := range r.keep[n:min(n+24, len(r.keep))] {
			if !slices.Contains(r.outside(r.doc.Blocks[i].In), c) {
				break
			}
			if t := r.doc.BlockText(i); len(t) < 400 {
				shown.WriteString(strings.Join(strings.Fields(t), ""))
			}
		}
		author, when := fold(x.Label), fold(x.Title)
		if len(author) > 80 || strings.Contains(shown.String(), strings.Join(strings.Fields(author), "")) {
			author = ""
		}
		if strings.Contains(shown.String(), strings.Join(strings.Fields(when), "")) {
			when = ""
		}
		head := author + when
		if author != "" && when != "" {
			head = author + " · " + when
		}
		if head == "" {
			continue
		}
		if author != "" {
			r.items.add(Emphasis, "strong "+author)
		}
		k := r.chainOf(c)
		if k.item > 0 && !r.firsts[k.item] {
			r.begin(c, k.item, head)
		} else {
			r.items.add(Paragraph, head)
		}
		if k.quote > 0 {
			r.items.add(Quote, strconv.Itoa(k.quote)+" "+head)
		}
	}
}

// isType says whether a block says no more than the type of the call-out it
// begins, which Markdown says by its marker.
func (r *blockReader) isType(i int, callout int32) bool {
	if r.begun[callout] {
		return false
	}
	r.begun[callout] = true
	return strings.EqualFold(strings.Trim(r.doc.BlockText(i), " \n:"), r.doc.Containers[callout].Label)
}

// table adds the cells of table t, whose first block is keep[n], and returns the place after its last.
func (r *blockReader) table(t int32, n int) int {
	var cell, head int32 = -1, -1
	col, text := int32(0), ""
	if up := r.doc.Containers[t].Parent; up > 0 {
		r.begin(up, r.chainOf(up).item, "")
	}
	flush := func() {
		if cell >= 0 && text != "" {
			r.items.add(TableCell, strconv.Itoa(int(col))+" "+text)
		}
		cell, text = -1, ""
	}
	for ; n < len(r.keep); n++ {
		i := r.keep[n]
		b := &r.doc.Blocks[i]
		if r.outermost(b.In, block.ContainerTable) != t {
			break
		}
		c, row := int32(-1), int32(-1)
		for x := b.In; x > t; x = r.doc.Containers[x].Parent {
			switch r.doc.Containers[x].Kind {
			case block.ContainerCell:
				c = x
			case block.ContainerRow:
				row = x
			}
		}
		if c < 0 {
			r.block(i)
			continue
		}
		if head < 0 {
			head = row
		}
		if c != cell {
			flush()
			cell, col = c, r.doc.Containers[c].Number
		}
		if b.Kind == block.Pre {
			for _, l := range strings.Split(r.code(i), "\n") {
				if strings.TrimSpace(l) != "" {
					r.items.add(InlineCode, fold(l))
				}
			}
			text = fold(text + " " + fold(r.code(i)))
			continue
		}
		inHead := row >= 0 && row == head && r.doc.Containers[row].Header
		text = fold(text + " " + r.number(i, n, c) + r.text(i, !inHead))
	}
	flush()
	return n
}

// number is the number of an ordered item that block i begins within a cell.
func (r *blockReader) number(i, n int, cell int32) string {
	in := r.doc.Blocks[i].In
	c := &r.doc.Containers[in]
	if in <= cell || c.Kind != block.ContainerItem || i > 0 && r.doc.Blocks[i-1].In == in {
		return ""
	}
	if up := c.Parent; up >= 0 && r.doc.Containers[up].Ordered {
		return strconv.Itoa(int(c.Number)) + ". "
	}
	return ""
}
