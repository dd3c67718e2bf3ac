package render

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// maxTable is how many columns a table may take that is not wrapped to a width;
// wider ones are written as a list of pairs.
const maxTable = 120

// cellLines returns the lines of a cell.
func (t *textWriter) cellLines(g *grid, c *cell) []string {
	var out []string
	for _, i := range g.blocks[c.from:c.to] {
		b := &t.doc.Blocks[i]
		switch b.Kind {
		case block.Rule:
		case block.Pre:
			for _, l := range strings.Split(t.code(i), "\n") {
				out = append(out, strings.ReplaceAll(l, "\t", "    "))
			}
		default:
			out = append(out, strings.Split(t.cellItem(i, c.c)+t.plain(i), "\n")...)
		}
	}
	return out
}

func (t *textWriter) table(c int32, blocks []int) {
	if t.opt.Tables == TablesNone {
		return
	}
	g := t.gridOf(c, blocks)
	for _, i := range g.outside {
		t.leaf(i)
	}
	if len(g.rows) == 0 {
		return
	}
	limit := maxTable
	if t.opt.Width > 0 {
		limit = max(t.opt.Width-len(t.prefix), minWrap)
	}
	text := make([][][]string, len(g.rows))
	width := make([]int, g.columns)
	for r := range g.rows {
		text[r] = make([][]string, len(g.rows[r].cells))
		for k := range g.rows[r].cells {
			cl := &g.rows[r].cells[k]
			text[r][k] = t.cellLines(&g, cl)
			if cl.span > 1 && cl.col+1 < g.columns {
				continue // its text reaches over the columns that it spans
			}
			for _, l := range text[r][k] {
				width[cl.col] = max(width[cl.col], columns(l))
			}
		}
	}
	total := -2
	for _, w := range width {
		total += w + 2
	}
	switch {
	case t.opt.Tables == TablesText || g.columns == 1:
		t.rowsAsLines(&g, text)
	case total > limit || g.ragged:
		t.pairs(&g, text)
	default:
		t.columnsOf(&g, text, width)
	}
	t.paragraph = false
}

// columnsOf writes a table in aligned columns, its head underlined.
func (t *textWriter) columnsOf(g *grid, text [][][]string, width []int) {
	head := g.headRows()
	sides := t.sides(g)
	starts := make([]int, len(width))
	for i := 1; i < len(width); i++ {
		starts[i] = starts[i-1] + width[i-1] + 2
	}
	t.start(false)
	for r := range g.rows {
		height := 1
		for _, c := range text[r] {
			height = max(height, len(c))
		}
		for l := range height {
			if r > 0 || l > 0 {
				t.newline()
			}
			at := 0 // the column of the screen that is reached
			for k, cl := range g.rows[r].cells {
				if l >= len(text[r][k]) || text[r][k][l] == "" {
					continue
				}
				col := starts[cl.col]
				if sides[cl.col] == "right" && cl.span == 1 {
					col += width[cl.col] - columns(text[r][k][l])
				}
				if at > 0 && at > col-1 {
					col = at + 2
				}
				for ; at < col; at++ {
					t.buf = append(t.buf, ' ')
				}
				t.buf = append(t.buf, text[r][k][l]...)
				at += columns(text[r][k][l])
			}
		}
		if r == head-1 {
			t.newline()
			for i, w := range width {
				if i > 0 {
					t.buf = append(t.buf, "  "...)
				}
				for range w {
					t.buf = append(t.buf, '-')
				}
			}
		}
	}
	t.end()
}

// pairs writes each row of a table that is too wide as lines of heading and cell.
func (t *textWriter) pairs(g *grid, text [][][]string) {
	head := g.headRows()
	names := make([]string, g.columns)
	for r := range head {
		for k, cl := range g.rows[r].cells {
			if n := strings.Join(text[r][k], " "); n != "" {
				for col := cl.col; col < min(cl.col+cl.span, g.columns); col++ {
					names[col] = n
				}
			}
		}
	}
	from := head
	if head == len(g.rows) {
		from = 0
	}
	for r := from; r < len(g.rows); r++ {
		t.start(false)
		for k, cl := range g.rows[r].cells {
			if k > 0 {
				t.newline()
			}
			if names[cl.col] != "" && from > 0 {
				t.buf = append(append(t.buf, names[cl.col]...), ": "...)
			}
			t.put(strings.Join(text[r][k], "\n"))
		}
		t.end()
	}
}

// rowsAsLines writes each row as a line.
func (t *textWriter) rowsAsLines(g *grid, text [][][]string) {
	t.start(false)
	for r := range g.rows {
		if r > 0 {
			t.newline()
		}
		for k := range g.rows[r].cells {
			if k > 0 {
				t.buf = append(t.buf, " | "...)
			}
			t.put(strings.Join(text[r][k], "\n"))
		}
	}
	t.end()
}
