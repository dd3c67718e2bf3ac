package block

import (
	"bytes"
	"unicode/utf8"
)

// maxColumnsDrawn is the most columns a drawn table may have: a line with more bars is text.
const maxColumnsDrawn = 200

// readTable reads a table: cells parted by tabs (a browser's copy), by bars
// (Markdown, html2text) or by drawn lines (w3m).
func (b *textBuilder) readTable(i int) int {
	l := &b.page.lines[i]
	s := b.content(l)
	switch {
	case s[0] == '|' || b.maker == makerMarkdown && bytes.IndexByte(s, '|') >= 0:
		if b.maker == makerMarkdown || b.maker == makerUnknown || b.maker == makerInner {
			return b.barTable(i)
		}
		if b.maker == makerHTML2text {
			return b.drawnTable(i, "|", false)
		}
	case s[0] == 0xe2 && isBoxStart(s):
		return b.drawnTable(i, "│", true)
	case l.flags&lineTab != 0 && (b.maker == makerInner || b.maker == makerUnknown || b.maker == makerMail):
		return b.tabTable(i)
	}
	return 0
}

// table is a table that is being built.
type table struct {
	container, row int32
	rows           int
}

func (b *textBuilder) openTable(l *textLine) table {
	b.closeLists(l.indent)
	return table{container: b.open(Container{Parent: b.in(), Kind: ContainerTable})}
}

// addRow opens a row.
func (b *textBuilder) addRow(t *table, header bool) {
	t.row = b.open(Container{Parent: t.container, Kind: ContainerRow, Header: header})
	t.rows++
}

// addCell adds a cell with the text in b.para; line i is where it begins.
func (b *textBuilder) addCell(t *table, i, column, lines int, header bool) {
	cell := b.open(Container{Parent: t.row, Kind: ContainerCell, Header: header, Number: int32(column), ColSpan: 1, RowSpan: 1})
	if len(bytes.TrimSpace(b.para)) == 0 {
		return
	}
	blk := b.begin(i, Para)
	blk.In = cell
	if column > 0 {
		blk.Gap = 0
	}
	blk.Lines = int32(max(lines, 1))
	blk.Flags |= b.inline()
	blk.Flags &^= Indented
	b.commit(blk, &b.page.lines[i])
}

// tabTable reads neighbouring lines with tabs, at least two.
func (b *textBuilder) tabTable(i int) int {
	lines := b.page.lines
	j := i
	for j < b.end && lines[j].flags&lineTab != 0 && (j == i || lines[j].gap == 0) && lines[j].quote == lines[i].quote &&
		bytes.Count(b.content(&lines[j]), tab) < maxColumnsDrawn {
		j++
	}
	if j-i < 2 {
		return 0
	}
	t := b.openTable(&lines[i])
	for k := i; k < j; k++ {
		if k > i && b.crowded(&lines[k]) {
			b.cut = j
			return k - i
		}
		b.addRow(&t, false)
		col := 0
		rest := b.content(&lines[k])
		for {
			cell, after, more := bytes.Cut(rest, tab)
			b.startPara()
			b.appendLine(&lines[k], rest)
			b.para = b.para[:len(cell)]
			b.addCell(&t, k, col, 1, false)
			if !more {
				break
			}
			col++
			rest = after
		}
	}
	return j - i
}

var tab = []byte{'\t'}

// barTable reads a table of Markdown (GitHub Flavored Markdown 4.10): its second line is of dashes.
func (b *textBuilder) barTable(i int) int {
	lines := b.page.lines
	if i+1 >= b.end || lines[i+1].gap > 0 || !isDelimiterRow(b.content(&lines[i+1])) {
		return 0
	}
	first := b.content(&lines[i])
	if bytes.Count(first, bar) >= maxColumnsDrawn {
		return 0
	}
	t := b.openTable(&lines[i])
	j := i
	for ; j < b.end && (j == i || lines[j].gap == 0) && lines[j].quote == lines[i].quote; j++ {
		s := b.content(&lines[j])
		if bytes.IndexByte(s, '|') < 0 || bytes.Count(s, bar) >= maxColumnsDrawn || j > i+1 && b.crowded(&lines[j]) {
			break
		}
		if j == i+1 {
			b.drop(s)
			continue
		}
		b.addRow(&t, j == i)
		s = bytes.TrimSuffix(bytes.TrimPrefix(s, bar), bar)
		for col, cell := range splitBars(s) {
			b.startPara()
			b.para = append(b.para, bytes.TrimSpace(cell)...)
			b.addCell(&t, j, col, 1, j == i)
		}
	}
	return j - i
}

var bar = []byte{'|'}

// splitBars cuts a row at bars that are not escaped.
func splitBars(s []byte) [][]byte {
	var out [][]byte
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

func isDelimiterRow(s []byte) bool {
	dashes := 0
	for _, c := range s {
		switch c {
		case '-':
			dashes++
		case '|', ':', ' ':
		default:
			return false
		}
	}
	return dashes > 0 && bytes.IndexByte(s, '|') >= 0
}

// isBoxStart reports whether a line begins as a drawn table does.
func isBoxStart(s []byte) bool {
	r, n := utf8.DecodeRune(s)
	return r >= 0x2500 && r <= 0x257f && r != '─' && r != '━' && len(s) > n
}

// drawnTable reads a table whose cells are wrapped into columns: the lines of a
// row stand between two ruled lines (w3m), or end with one whose cells are
// filled with underscores (html2text). The text of a cell is put together from its lines.
func (b *textBuilder) drawnTable(i int, sep string, ruled bool) int {
	lines := b.page.lines
	j := i
	for j < b.end && (j == i || lines[j].gap == 0) && lines[j].indent == lines[i].indent && b.isDrawnRow(&lines[j], sep, ruled) {
		j++
	}
	if j-i < 2 {
		return 0
	}
	t := b.openTable(&lines[i])
	var cells [][]byte
	first := i
	flush := func(next int) {
		if len(cells) > 0 {
			b.addRow(&t, false)
			for col, c := range cells {
				b.startPara()
				b.para = append(b.para, c...)
				b.addCell(&t, first, col, next-first, false)
			}
		}
		cells, first = nil, next
	}
	for k := i; k < j; k++ {
		if k > i && b.crowded(&lines[k]) {
			flush(k)
			b.cut = j
			return k - i
		}
		s := b.content(&lines[k])
		if ruled {
			if r, _ := utf8.DecodeRune(s); r != '│' && r != '┃' && r != '║' {
				b.drop(s)
				flush(k + 1)
				continue
			}
		}
		s = bytes.TrimSuffix(bytes.TrimPrefix(s, []byte(sep)), []byte(sep))
		filled := false
		for col, part := range bytes.Split(s, []byte(sep)) {
			text := bytes.TrimSpace(part)
			if ruled {
				text = trimRules(text)
			} else if len(part) > 0 && part[len(part)-1] == '_' {
				filled = true
				text = bytes.TrimRight(text, "_")
			}
			for len(cells) <= col {
				cells = append(cells, nil)
			}
			cells[col] = b.addToCell(cells[col], text)
		}
		if filled {
			flush(k + 1)
		}
	}
	flush(j)
	return j - i
}

// addToCell puts the next line of a cell after its text.
func (b *textBuilder) addToCell(cell, text []byte) []byte {
	if len(text) == 0 {
		return cell
	}
	if n := len(cell); n > 0 && !(cell[n-1] == '-' && makerTraits[b.maker].hyphens) {
		cell = append(cell, ' ')
	}
	return append(cell, text...)
}

// trimRules takes drawn lines off a cell: a rule that ends below the cell beside it.
func trimRules(s []byte) []byte {
	return bytes.TrimFunc(s, func(r rune) bool { return r >= 0x2500 && r <= 0x257f || r == ' ' })
}

func (b *textBuilder) isDrawnRow(l *textLine, sep string, ruled bool) bool {
	s := b.content(l)
	if bytes.Count(s, []byte(sep)) >= maxColumnsDrawn {
		return false
	}
	if ruled {
		return isBoxStart(s)
	}
	return s[0] == '|' && s[len(s)-1] == '|' && len(s) > 2
}
