package render

import (
	"strconv"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// grid writes a table, every row on a line.
func (h *htmlWriter) grid(g *grid) {
	if g.hasHeader() || len(g.outside) > 0 {
		h.buf = append(h.buf, "<table>\n"...)
	} else {
		// Without a head it could be taken for a table that only places things.
		h.buf = append(h.buf, "<table role=\"table\">\n"...)
	}
	caption := "<caption>"
	for _, i := range g.outside {
		h.buf = append(h.buf, caption...)
		h.inlineBlock(i, false)
		caption = "<br>\n"
	}
	if len(g.outside) > 0 {
		h.buf = append(h.buf, "</caption>\n"...)
	}
	head := g.headRows()
	budget := 64*g.cells + 10000
	covered := make([]int, g.columns) // by column: rows still covered by a cell above
	for r := range g.rows {
		switch {
		case r == 0 && head > 0:
			h.buf = append(h.buf, "<thead>\n"...)
		case r == 0:
			h.buf = append(h.buf, "<tbody>\n"...)
		case r == head:
			h.buf = append(h.buf, "</thead>\n<tbody>\n"...)
			clear(covered)
		}
		h.buf = append(h.buf, "<tr>"...)
		h.row(g, r, head, covered, &budget)
		h.buf = append(h.buf, "</tr>\n"...)
	}
	if head == len(g.rows) {
		h.buf = append(h.buf, "</thead>\n"...)
	} else {
		h.buf = append(h.buf, "</tbody>\n"...)
	}
	h.buf = append(h.buf, "</table>\n"...)
}

// row writes one row. Cells keep their columns when rows or cells beside them
// were dropped: gaps are filled with an empty cell, and a cell spans only rows
// in which nothing stands in its place.
func (h *htmlWriter) row(g *grid, r, head int, covered []int, budget *int) {
	col := 0
	cells := g.rows[r].cells
	for k := range cells {
		c := &cells[k]
		gap := 0
		for ; col < c.col; col++ {
			if covered[col] > 0 {
				h.gap(gap)
				gap = 0
				covered[col]--
			} else {
				gap++
			}
		}
		h.gap(gap)
		span := c.span
		if k+1 < len(cells) {
			span = min(span, cells[k+1].col-c.col)
		}
		span = min(span, g.columns-c.col)
		end := len(g.rows)
		if r < head {
			end = head
		}
		rows := 1
		for rows < c.rows && r+rows < end && *budget > 0 && g.free(r+rows, c.col, span) {
			rows++
			*budget--
		}
		h.openCell(c, r < head, span, rows)
		for ; span > 0; span-- {
			if col < len(covered) {
				covered[col] = rows - 1
			}
			col++
		}
		h.cellBlocks(g, c)
		if c.header || r < head {
			h.buf = append(h.buf, "</th>"...)
		} else {
			h.buf = append(h.buf, "</td>"...)
		}
	}
	for ; col < len(covered); col++ {
		if covered[col] > 0 {
			covered[col]--
		}
	}
}

// gap writes an empty cell over n columns.
func (h *htmlWriter) gap(n int) {
	if n == 0 {
		return
	}
	h.buf = append(h.buf, "<td"...)
	if n > 1 {
		h.attr("colspan", strconv.Itoa(n))
	}
	h.buf = append(h.buf, "></td>"...)
}

func (h *htmlWriter) openCell(c *cell, head bool, span, rows int) {
	if c.header || head {
		h.buf = append(h.buf, "<th"...)
	} else {
		h.buf = append(h.buf, "<td"...)
	}
	if span > 1 {
		h.attr("colspan", strconv.Itoa(span))
	}
	if rows > 1 {
		h.attr("rowspan", strconv.Itoa(rows))
	}
	if side := h.doc.Containers[c.c].Label; side == "center" || side == "right" {
		h.attr("align", side)
	}
	h.buf = append(h.buf, '>')
}

// hasHeader says whether a row or cell heads others.
func (g *grid) hasHeader() bool {
	for r := range g.rows {
		if g.rows[r].header {
			return true
		}
		for k := range g.rows[r].cells {
			if g.rows[r].cells[k].header {
				return true
			}
		}
	}
	return false
}

// free says whether no cell of row r begins in n columns from col on.
func (g *grid) free(r, col, n int) bool {
	cells := g.rows[r].cells
	lo, hi := 0, len(cells)
	for lo < hi {
		mid := (lo + hi) / 2
		if cells[mid].col < col {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo == len(cells) || cells[lo].col >= col+n
}

// cellBlocks writes what stands in a cell: text alone, or blocks.
func (h *htmlWriter) cellBlocks(g *grid, c *cell) {
	blocks := g.blocks[c.from:c.to]
	if len(blocks) == 1 {
		b := &h.doc.Blocks[blocks[0]]
		if b.In == c.c && b.Kind != block.Pre && b.Kind != block.Rule && b.Kind != block.Heading {
			h.inlineBlock(blocks[0], false)
			return
		}
	}
	ahead, levels := h.ahead, h.levels
	h.levels = nil
	h.walk(h, c.c, blocks)
	h.ahead, h.levels = ahead, levels
	h.buf = trimEnd(h.buf)
}

// htmlTable writes a table as HTML inside Markdown, without empty lines.
func (m *markdownWriter) htmlTable(g *grid) {
	h := &htmlWriter{page: m.page}
	h.grid(g)
	// An empty line, which only code can hold, would end the HTML block.
	m.verbatim(strings.ReplaceAll(string(trimEnd(h.buf)), "\n\n", "\n&#10;"))
}
