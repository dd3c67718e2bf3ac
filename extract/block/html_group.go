package block

import (
	"bytes"
	"strings"
)

// group opens a container for a frame.
func (b *builder) group(f *frame, c Container) {
	c.Parent, c.Node = f.container, f.node
	f.container = int32(len(b.doc.Containers))
	b.doc.Containers = append(b.doc.Containers, c)
	b.lists = append(b.lists, listState{next: c.Number, step: 1})
}

func (b *builder) openItem(f *frame) {
	f.kind, f.level = Para, 0
	d := b.doc
	if d.Containers[f.container].Kind != ContainerList {
		// A stray li: its list is the element it stands in, once for all its items.
		up := &b.stack[len(b.stack)-2]
		if up.stray > 0 && d.Containers[up.stray].Parent == f.container {
			f.container = up.stray
		} else {
			b.group(f, Container{Kind: ContainerList, Number: 1})
			d.Containers[f.container].Node = d.Nodes[f.node].Parent
			up.stray = f.container
		}
	}
	list := f.container
	l := &b.lists[list]
	n := number(b.attr.value, l.next)
	l.next = n + l.step
	if !d.Containers[list].Ordered {
		n = 0
	}
	b.group(f, Container{Kind: ContainerItem, Number: n, Ordered: d.Containers[list].Ordered})
	b.lists[list].last = f.container
}

// listState is what a list that is open knows of its items.
type listState struct {
	next, step int32 // the next item's number
	last       int32 // the last item's container
}

// openList opens a list; one that stands right in a list belongs to the item before it.
func (b *builder) openList(f *frame) {
	f.kind, f.level = Para, 0
	if l := b.lists[f.container]; b.doc.Containers[f.container].Kind == ContainerList && l.last > 0 {
		f.container = l.last
	}
	n := int32(1)
	if f.tag == TagOl {
		n = number(b.attr.start, 1)
	}
	b.group(f, Container{Kind: ContainerList, Ordered: f.tag == TagOl, Number: n, Label: b.listStyle(f.tag)})
	if f.tag == TagOl && b.attr.reversed != nil {
		b.lists[f.container].step = -1
		if b.attr.start == nil {
			b.countdowns = append(b.countdowns, f.container)
		}
	}
}

// listStyle is the way in which a list's items are numbered, "" for decimal numbers.
func (b *builder) listStyle(tag Tag) string {
	if tag != TagOl {
		return ""
	}
	switch t := string(b.attr.typ); t {
	case "a", "A", "i", "I":
		return t
	}
	if b.attr.style == nil {
		return ""
	}
	for _, s := range [...]struct{ css, typ string }{{"lower-alpha", "a"}, {"lower-latin", "a"}, {"upper-alpha", "A"}, {"upper-latin", "A"}, {"lower-roman", "i"}, {"upper-roman", "I"}} {
		if declares(b.attr.style, "list-style-type", s.css) || declares(b.attr.style, "list-style", s.css) {
			return s.typ
		}
	}
	return ""
}

// countDown numbers the items of reversed lists that do not say where they start.
func (b *builder) countDown() {
	cs := b.doc.Containers
	start := map[int32]int32{}
	for _, c := range b.countdowns {
		start[c] = 0
	}
	for i := range cs {
		if _, ok := start[cs[i].Parent]; ok && cs[i].Kind == ContainerItem {
			start[cs[i].Parent]++
		}
	}
	for _, c := range b.countdowns {
		cs[c].Number = start[c]
	}
	for i := range cs {
		if n, ok := start[cs[i].Parent]; ok && cs[i].Kind == ContainerItem {
			cs[i].Number += n - 1
		}
	}
}

// tasks reads the state of task lists whose boxes are signs.
func (b *builder) tasks() {
	d := b.doc
	var extra []Span
	for i := range d.Containers {
		c := &d.Containers[i]
		n := &d.Nodes[c.Node]
		if c.Kind != ContainerItem || c.Ordered || c.Task != NoTask || n.FirstBlock >= n.LastBlock {
			continue
		}
		blk := &d.Blocks[n.FirstBlock]
		text := d.Text[blk.Start:blk.End]
		for _, t := range taskMarks {
			if strings.HasPrefix(text, t.mark) && len(text) > len(t.mark) {
				c.Task = t.task
				extra = append(extra, Span{Start: blk.Start, End: blk.Start + int32(len(t.mark)), Kind: Chrome})
				break
			}
		}
	}
	b.insertSpans(extra)
}

var taskMarks = [...]struct {
	mark string
	task Task
}{{"☐ ", TaskOpen}, {"☑ ", TaskDone}, {"☒ ", TaskDone}}

// maxColumns bounds a table's grid: cells beyond it share the last column.
const maxColumns = 1000

// tableFacts are what decides whether a table holds data or places things.
type tableFacts struct {
	container  int32
	rows, cols int32
	col        int32
	carry      []int32 // rows that a cell above still spans, by column
	head       bool    // inside thead
	th, td     bool    // any th, any td
	rowTd      bool    // this row has a td
	row        int32   // this row's container
	nested     bool
	caption    bool
	layoutRole bool
	dataRole   bool
	firstBlock int32
}

func (b *builder) openTable(f *frame) {
	f.kind, f.level = Para, 0
	if n := len(b.tables); n > 0 {
		b.tables[n-1].nested = true
	}
	role := b.doc.Names[b.doc.Nodes[f.node].Role]
	b.group(f, Container{Kind: ContainerTable})
	b.tables = append(b.tables, tableFacts{
		container: f.container, firstBlock: b.nextBlock(),
		layoutRole: role == "presentation" || role == "none", dataRole: role == "table" || role == "grid",
	})
}

func (b *builder) openRow(f *frame) {
	n := len(b.tables)
	if n == 0 {
		return
	}
	t := &b.tables[n-1]
	b.endRow(t)
	b.group(f, Container{Kind: ContainerRow, Header: t.head, Number: t.rows})
	t.rows++
	t.row, t.col, t.rowTd = f.container, 0, false
	for i := range t.carry {
		if t.carry[i] > 0 {
			t.carry[i]--
		}
	}
}

// endRow makes a row whose cells are all th a head row.
func (b *builder) endRow(t *tableFacts) {
	if t.row > 0 && !t.rowTd && t.col > 0 {
		b.doc.Containers[t.row].Header = true
	}
}

func (b *builder) openCell(f *frame) {
	f.kind, f.level = Para, 0
	b.keepMarks()
	n := len(b.tables)
	if n == 0 {
		return
	}
	t := &b.tables[n-1]
	cs := min(max(number(b.attr.colspan, 1), 1), maxColumns)
	rs := min(max(number(b.attr.rowspan, 1), 1), maxColumns)
	for int(t.col) < len(t.carry) && t.carry[t.col] > 0 && t.col < maxColumns {
		t.col++
	}
	col := min(t.col, maxColumns-1)
	b.group(f, Container{Kind: ContainerCell, Header: f.tag == TagTh, ColSpan: cs, RowSpan: rs, Number: col, Label: b.cellSide()})
	if rs > 1 {
		for i := col; i < min(col+cs, maxColumns); i++ {
			for int(i) >= len(t.carry) {
				t.carry = append(t.carry, 0)
			}
			t.carry[i] = rs
		}
	}
	t.col = min(col+cs, maxColumns)
	t.cols = max(t.cols, t.col)
	if f.tag == TagTh {
		t.th = true
	} else {
		t.td, t.rowTd = true, true
	}
}

// cellSide is the side at which the text of a cell stands.
func (b *builder) cellSide() string {
	for _, side := range [...]string{"left", "center", "right"} {
		if b.attr.align != nil && bytes.EqualFold(b.attr.align, []byte(side)) || b.attr.style != nil && declares(b.attr.style, "text-align", side) {
			return side
		}
	}
	return ""
}

// closeTable decides whether the table held data (the definition of the
// structure benchmark): one without th that has one row or column, a table
// inside, or headings, code or many paragraphs in a cell, only places things.
func (b *builder) closeTable(f *frame) {
	n := len(b.tables) - 1
	if n < 0 {
		return
	}
	t := &b.tables[n]
	b.endRow(t)
	d := b.doc
	layout := t.layoutRole
	if !layout && !t.th && !t.caption && !t.dataRole {
		layout = t.rows <= 1 || t.cols <= 1 || t.nested || b.heavyCells(t)
	}
	if !layout && t.nested {
		layout = true
	}
	if !layout && !t.th && b.gutterTable(t) {
		layout = true
	}
	if layout {
		d.Containers[t.container].Kind = containerGone
	}
	b.tables = b.tables[:n]
}

// heavyCells says whether the table's cells hold what cells of data do not:
// headings, code, or three and more paragraphs.
func (b *builder) heavyCells(t *tableFacts) bool {
	d := b.doc
	cell, paras := int32(-1), 0
	for i := t.firstBlock; i < b.nextBlock(); i++ {
		blk := &d.Blocks[i]
		if blk.Kind == Heading || blk.Kind == Pre {
			return true
		}
		if blk.In != cell {
			cell, paras = blk.In, 0
		}
		if d.Nodes[blk.Node].Tag == TagP || blk.End-blk.Start > 200 {
			paras++
			if paras >= 3 {
				return true
			}
		}
	}
	return false
}

// gutterTable says whether the table sets line numbers beside code.
func (b *builder) gutterTable(t *tableFacts) bool {
	d := b.doc
	for i := t.firstBlock; i < b.nextBlock(); i++ {
		if d.Blocks[i].Kind == Pre && t.rows <= 2 {
			return true
		}
	}
	return false
}

// settle does what needs the whole page: takes out containers that are none,
// gives headings that are whole sections back to the text, and resolves footnotes.
func (b *builder) settle() {
	d := b.doc
	if b.emptied {
		b.dropEmptySpans()
	}
	b.texDelimiters()
	b.codeLabels()
	b.countDown()
	b.tasks()
	b.callouts()
	b.notes()
	b.posts()
	b.quoteAuthors()
	b.regroup()
	emptied := false
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		if blk.Kind == Heading && blk.SpanStart < blk.SpanEnd {
			emptied = b.selfLink(blk) || emptied
		}
		if blk.Kind == Heading && blk.End-blk.Start > maxHeading && tagTable[d.Nodes[blk.Node].Tag].traits&headingTag == 0 {
			blk.Kind, blk.Level = Para, 0
		}
	}
	if emptied {
		b.dropEmptySpans()
	}
}

// selfLink empties the link that covers a heading and leads to it, and says whether there was one.
func (b *builder) selfLink(blk *Block) bool {
	d := b.doc
	for i := blk.SpanStart; i < blk.SpanEnd; i++ {
		s := &d.Spans[i]
		h := strings.IndexByte(s.URL, '#')
		if s.Kind != Link || s.Start != blk.Start || s.End != blk.End || h < 0 {
			continue
		}
		if b.hasID(blk.Node, s.URL[h+1:]) {
			s.End = s.Start
			return true
		}
		return false
	}
	return false
}

// hasID says whether an element, the one around it or one inside it has an id.
func (b *builder) hasID(n int32, id string) bool {
	d := b.doc
	if p := d.Nodes[n].Parent; p > 0 && d.Names[d.Nodes[p].ID] == id {
		return id != ""
	}
	for i := n; i < min(d.Nodes[n].Last, n+8); i++ {
		if v := d.Names[d.Nodes[i].ID]; v != "" && (v == id || v == "user-content-"+id) {
			return true
		}
	}
	return false
}

// maxHeading is the length in bytes over which a block inside an unclosed heading is text.
const maxHeading = 300
