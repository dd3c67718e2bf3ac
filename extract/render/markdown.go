package render

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// Markdown writes the article as Markdown of the flavor that opt asks for. With
// opt.Standalone the metadata goes before it as YAML front matter.
//
// A CommonMark parser reads back the same text: what would be taken for a mark
// is escaped, and no more than that; marks whose asterisks would not parse are
// written as elements (<strong>). Sup, sub, ins and line breaks in table cells
// are elements as well; no other HTML is written, but for tables in the
// CommonMark flavor.
func Markdown(w io.Writer, in Input, opt Options) error {
	m := &markdownWriter{}
	m.page = newPage(in, opt)
	m.dialect, m.apart = m, true
	m.buf = make([]byte, 0, len(m.doc.Text)+len(m.doc.Text)/4)
	if opt.Standalone {
		m.frontMatter()
	}
	if m.in.Title != "" {
		m.begin(false)
		m.buf = append(m.buf, "# "...)
		m.foreign(m.in.Title)
		m.end()
	}
	m.walk(&m.outline, 0, m.body)
	m.footnotes()
	m.definitions()
	_, err := w.Write(m.buf)
	return err
}

// markdownWriter writes Markdown. Its inline part is in markdown_inline.go.
type markdownWriter struct {
	outline
	refs references
	inlineState
}

func (m *markdownWriter) leaf(i int) {
	if m.headed(i) {
		return
	}
	b := &m.doc.Blocks[i]
	switch b.Kind {
	case block.Rule:
		m.start(false)
		m.rule()
	case block.Pre:
		m.start(false)
		m.fence(m.code(i), b.Language)
	case block.Heading:
		m.start(false)
		m.buf = append(m.buf, "######"[:max(1, min(int(b.Level), 6))]...)
		m.buf = append(m.buf, ' ')
		m.inlineBlock(i, inHeading)
	default:
		if m.goesOn(i) {
			m.where = inParagraph
			m.lineBreak()
		} else {
			m.start(false)
		}
		m.inlineBlock(i, inParagraph)
	}
	m.last = i + 1
	m.paragraph = b.Kind != block.Pre && b.Kind != block.Rule && b.Kind != block.Heading
	m.end()
}

// rule writes a thematic break. Inside a list the dashes would be read with its marker.
func (m *markdownWriter) rule() {
	if m.top().kind == block.ContainerItem {
		m.buf = append(m.buf, "___"...)
		return
	}
	m.buf = append(m.buf, "---"...)
}

// fence writes code between fences longer than any run of back-ticks in it.
func (m *markdownWriter) fence(code, language string) {
	n := max(3, longestRun(code, '`')+1)
	for range n {
		m.buf = append(m.buf, '`')
	}
	m.buf = append(m.buf, infoString(language)...)
	m.newline()
	m.verbatimLine(code)
	m.newline()
	for range n {
		m.buf = append(m.buf, '`')
	}
}

// verbatimLine writes code behind the prefix that newline has written; the
// prefix loses its blanks if the first line is empty.
func (m *markdownWriter) verbatimLine(code string) {
	if strings.HasPrefix(code, "\n") {
		for len(m.buf) > 0 && m.buf[len(m.buf)-1] == ' ' {
			m.buf = m.buf[:len(m.buf)-1]
		}
	}
	m.verbatim(code)
}

// infoString makes one word of a language's name that may stand behind a fence.
func infoString(language string) string {
	language = clean(language)
	if strings.ContainsAny(language, " `~&\\") {
		return ""
	}
	return language
}

func longestRun(s string, c byte) int {
	longest := 0
	for i := strings.IndexByte(s, c); i >= 0 && i < len(s); {
		n := i
		for n < len(s) && s[n] == c {
			n++
		}
		longest = max(longest, n-i)
		next := strings.IndexByte(s[n:], c)
		if next < 0 {
			break
		}
		i = n + next
	}
	return longest
}

func (m *markdownWriter) definition() {}

// alerts are the types of call-out that GitHub knows, by the names that pages use.
var alerts = map[string]string{
	"note": "NOTE", "info": "NOTE", "information": "NOTE", "abstract": "NOTE", "summary": "NOTE", "tldr": "NOTE", "todo": "NOTE",
	"seealso": "NOTE", "example": "NOTE", "quote": "NOTE", "question": "NOTE", "faq": "NOTE", "help": "NOTE",
	"tip": "TIP", "hint": "TIP", "success": "TIP", "check": "TIP", "done": "TIP",
	"important": "IMPORTANT", "warning": "WARNING", "attention": "WARNING", "warn": "WARNING",
	"caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION", "failure": "CAUTION", "bug": "CAUTION", "alert": "WARNING",
}

// callout opens a quote with a GitHub alert's or Obsidian call-out's first line.
func (m *markdownWriter) callout(c int32) {
	label, title := m.calloutHead(c, &m.boxHead)
	m.start(false)
	m.quote()
	kind := alerts[strings.ToLower(label)]
	if kind == "" {
		kind = "NOTE"
	}
	switch m.opt.Flavor {
	case Obsidian:
		if label == "" {
			label = "note"
		}
		m.buf = append(append(append(m.buf, "[!"...), strings.ToLower(infoString(label))...), ']')
		if title != "" {
			m.buf = append(m.buf, ' ')
			m.foreign(title)
		}
		m.headWritten()
		return
	case GFM:
		m.buf = append(append(append(m.buf, "[!"...), kind...), ']')
		m.headWritten()
		if title == "" || strings.EqualFold(title, kind) || strings.EqualFold(title, label) {
			return
		}
		m.tightNext = false
		m.begin(true)
	case CommonMark:
		if title == "" {
			title = capital(label)
		}
	}
	if title != "" {
		m.strong(title)
		m.end()
	}
}

// headWritten ends a line after which the next block follows without an empty line.
func (m *markdownWriter) headWritten() {
	m.end()
	m.tightNext = true
}

// strong writes a string from outside the document's text, in bold.
func (m *markdownWriter) strong(s string) {
	m.buf = append(m.buf, "**"...)
	m.foreign(s)
	m.buf = append(m.buf, "**"...)
}

// post heads a post with its author and time.
func (m *markdownWriter) post(c int32) {
	m.start(false)
	for range m.replyDepth(c) {
		m.quote()
	}
	author, when := m.postFacts(c)
	if author == "" && when == "" {
		return
	}
	if author != "" {
		m.strong(author)
		if when != "" {
			m.buf = append(m.buf, " · "...)
		}
	}
	m.foreign(when)
	m.end()
}

// footnotes writes the notes. One that nothing refers to would not be shown as
// a footnote (GitHub and others drop it), so it is an item of a list.
func (m *markdownWriter) footnotes() {
	m.eachNote(func(n *note) {
		m.begin(false)
		at := len(m.buf)
		if m.opt.Flavor == CommonMark || n.loose {
			m.buf = strconv.AppendInt(m.buf, int64(n.number), 10)
			m.buf = append(m.buf, ". "...)
			m.indent(min(len(m.buf)-at, len(spaces)))
		} else {
			m.buf = append(m.buf, "[^"...)
			m.buf = strconv.AppendInt(m.buf, int64(n.number), 10)
			m.buf = append(m.buf, "]: "...)
			m.indent(4)
		}
		m.walk(&m.outline, n.container, n.blocks)
		m.prefix = m.prefix[:0]
		m.end()
	})
}

// definitions writes the addresses of links by reference.
func (m *markdownWriter) definitions() {
	for n, url := range m.refs.urls {
		m.begin(n > 0)
		m.buf = append(m.buf, '[')
		m.buf = strconv.AppendInt(m.buf, int64(n+1), 10)
		m.buf = append(m.buf, "]: "...)
		m.destination(url)
		m.title(m.refs.titles[n])
		m.end()
	}
}

// table writes a table with pipes.
func (m *markdownWriter) table(c int32, blocks []int) {
	if m.opt.Tables == TablesNone {
		return
	}
	g := m.gridOf(c, blocks)
	for _, i := range g.outside {
		m.leaf(i)
	}
	switch {
	case len(g.rows) == 0:
		return
	case m.opt.Tables == TablesText:
		for r := range g.rows {
			m.start(false)
			for k := range g.rows[r].cells {
				if k > 0 {
					m.buf = append(m.buf, " | "...)
				}
				m.cell(&g, &g.rows[r].cells[k], inParagraph)
			}
			m.end()
		}
		return
	case m.opt.Flavor == CommonMark:
		m.start(false)
		m.htmlTable(&g)
		m.end()
		return
	}
	m.start(false)
	from := 0
	if g.headRows() > 0 {
		m.row(&g, &g.rows[0], inHead)
		from = 1
	} else {
		m.fill(g.columns + 1)
	}
	m.newline()
	m.buf = append(m.buf, '|')
	for _, side := range m.sides(&g) {
		m.buf = append(m.buf, delimiterCells[side]...)
	}
	for r := from; r < len(g.rows); r++ {
		m.newline()
		m.row(&g, &g.rows[r], inCell)
	}
	m.paragraph = true // what cannot interrupt a paragraph would be one more row
	m.end()
}

// delimiterCells are the cells of the row below a table's head, by the side of the column.
var delimiterCells = map[string]string{"": " --- |", "center": " :---: |", "right": " ---: |"}

// fill writes n bars with nothing between them.
func (m *markdownWriter) fill(n int) {
	for i := range n {
		if i > 0 {
			m.buf = append(m.buf, "  "...)
		}
		m.buf = append(m.buf, '|')
	}
}

func (m *markdownWriter) row(g *grid, r *gridRow, where place) {
	m.buf = append(m.buf, '|')
	col := 0
	for k := range r.cells {
		c := &r.cells[k]
		for ; col < c.col; col++ {
			m.buf = append(m.buf, "  |"...)
		}
		m.buf = append(m.buf, ' ')
		m.cell(g, c, where)
		m.buf = append(m.buf, " |"...)
		col++
	}
	for ; col < g.columns && !g.ragged; col++ {
		m.buf = append(m.buf, "  |"...)
	}
}

// cell writes the blocks of a cell in one line, parted by <br>.
func (m *markdownWriter) cell(g *grid, c *cell, where place) {
	written := false
	m.shared = c.to-c.from > 1
	part := func() {
		if written {
			m.buf = append(m.buf, "<br>"...)
		}
		written = true
	}
	for _, i := range g.blocks[c.from:c.to] {
		b := &m.doc.Blocks[i]
		switch b.Kind {
		case block.Rule:
		case block.Pre:
			for line := range strings.SplitSeq(m.code(i), "\n") {
				if line = strings.ReplaceAll(line, "\t", "    "); strings.TrimSpace(line) != "" {
					part()
					m.codeSpan(line, where)
				}
			}
		default:
			part()
			m.buf = append(m.buf, m.cellNumber(i, c.c)...)
			m.inlineBlock(i, where)
		}
	}
}

// cellNumber is the number of an ordered list's item within a cell, if block i begins one.
func (m *markdownWriter) cellNumber(i int, cell int32) string {
	s := m.cellItem(i, cell)
	if s == "- " {
		return ""
	}
	return s
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r >= utf8.RuneSelf {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
