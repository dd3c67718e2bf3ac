package render

import "github.com/pithcli/pith/extract/block"

// cell is one cell of a grid, with its kept blocks.
type cell struct {
	c        int32 // its container
	col      int
	span     int // columns
	rows     int // row span
	header   bool
	from, to int // blocks[from:to]
}

// gridRow is a row of a table that has a kept block.
type gridRow struct {
	header bool
	cells  []cell
}

// grid is a table as kept: its rows in order, the cells of each by column, the
// blocks that stand in no cell (captions) apart.
type grid struct {
	blocks  []int
	outside []int // captions and other blocks outside cells
	rows    []gridRow
	// columns is one more than the column of the last cell that has text; cells
	// that only span are left to the reader's renderer.
	columns int
	cells   int
	// ragged: filling up every row would write far more cells than there are
	// (a span of a thousand columns in each of a thousand rows); cells are then
	// written one behind the other.
	ragged bool
}

// maxFill is how many empty cells may be written for each real one, beyond 10,000.
const maxFill = 16

// gridOf arranges the kept blocks of table c. Tables inside its cells are text
// of those cells.
func (p *page) gridOf(c int32, blocks []int) grid {
	g := grid{blocks: blocks}
	cs := p.doc.Containers
	row := int32(-1)
	filled := 0
	at := map[int32]tablePlace{c: {-1, -1}}
	var path []int32
	for n, i := range blocks {
		r, cl := p.cellOf(p.doc.Blocks[i].In, at, &path)
		if cl < 0 {
			g.outside = append(g.outside, i)
			continue
		}
		if r < 0 {
			r = cl // a cell without a row is a row of its own
		}
		if r != row {
			row = r
			g.rows = append(g.rows, gridRow{header: cs[r].Header})
		}
		cells := &g.rows[len(g.rows)-1].cells
		if k := len(*cells); k > 0 && (*cells)[k-1].c == cl {
			(*cells)[k-1].to = n + 1
			continue
		}
		k := &cs[cl]
		col := int(max(0, min(k.Number, 9999)))
		if m := len(*cells); m > 0 {
			col = max(col, (*cells)[m-1].col+1)
		}
		*cells = append(*cells, cell{c: cl, col: col, span: int(max(1, k.ColSpan)), rows: int(max(1, k.RowSpan)), header: k.Header, from: n, to: n + 1})
		g.cells++
		g.columns = max(g.columns, col+1)
	}
	for _, r := range g.rows {
		filled += r.cells[len(r.cells)-1].col + 1
	}
	if filled > maxFill*g.cells+10000 {
		g.ragged = true
		g.columns = 0
		for i := range g.rows {
			for k := range g.rows[i].cells {
				g.rows[i].cells[k].col, g.rows[i].cells[k].span = k, 1
			}
			g.columns = max(g.columns, len(g.rows[i].cells))
		}
	}
	return g
}

// sides is for each column the side at which most of its cells set their text,
// "" for the usual one.
func (p *page) sides(g *grid) []string {
	type votes struct{ all, center, right int }
	count := make([]votes, g.columns)
	for r := range g.rows {
		for k := range g.rows[r].cells {
			c := &g.rows[r].cells[k]
			v := &count[c.col]
			v.all++
			switch p.doc.Containers[c.c].Label {
			case "center":
				v.center++
			case "right":
				v.right++
			}
		}
	}
	out := make([]string, g.columns)
	for col, v := range count {
		switch {
		case 2*v.center > v.all:
			out[col] = "center"
		case 2*v.right > v.all:
			out[col] = "right"
		}
	}
	return out
}

// tablePlace is the row and cell of a table that a container stands in, -1 for none.
type tablePlace struct{ row, cell int32 }

// cellOf returns the outermost row and cell around c. at holds what is known; it
// ends at the table.
func (p *page) cellOf(c int32, at map[int32]tablePlace, path *[]int32) (row, cell int32) {
	cs := p.doc.Containers
	*path = (*path)[:0]
	k, ok := at[c]
	for ; !ok && c > 0; k, ok = at[c] {
		*path = append(*path, c)
		c = cs[c].Parent
	}
	if !ok {
		k = tablePlace{-1, -1}
	}
	for j := len(*path) - 1; j >= 0; j-- {
		c := (*path)[j]
		switch {
		case k.row < 0 && k.cell < 0 && cs[c].Kind == block.ContainerRow:
			k.row = c
		case k.cell < 0 && cs[c].Kind == block.ContainerCell:
			k.cell = c
		}
		at[c] = k
	}
	return k.row, k.cell
}

// headRows is the number of leading rows that head the table.
func (g *grid) headRows() int {
	n := 0
	for n < len(g.rows) && g.rows[n].header {
		n++
	}
	if n == len(g.rows) && n > 0 {
		n = 1 // all th: the first row heads the others
	}
	return n
}
