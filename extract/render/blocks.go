package render

import (
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// Block is one kept block as data, for JSON output. What stands in no list,
// table, quote and so on has no such member. The tag "doc" says what a member
// holds, here and in the JSON Schema; "enum" lists its values.
type Block struct {
	Index    int         `json:"index" doc:"the block's place among all blocks of the page, from 0"`
	Type     string      `json:"type" enum:"paragraph,heading,code,caption,summary,media,rule,control" doc:"what the block is; media has images, embeds or a formula and no other text, rule is a line across the page"`
	Level    int         `json:"level,omitempty" doc:"of a heading, 1 to 6"`
	Language string      `json:"language,omitempty" doc:"of code, as the page names it"`
	Text     string      `json:"text" doc:"without marks; line breaks are \\n, formulas are TeX"`
	Spans    []BlockSpan `json:"spans,omitempty" doc:"marked stretches of the text, properly nested, outer ones first"`

	List       *BlockList    `json:"list,omitempty" doc:"the innermost list item that the block stands in"`
	Cell       *BlockCell    `json:"cell,omitempty" doc:"the innermost table cell"`
	Quote      int           `json:"quote,omitempty" doc:"how many quotations deep"`
	Definition string        `json:"definition,omitempty" enum:"term,explanation" doc:"part of a definition list"`
	Callout    *BlockCallout `json:"callout,omitempty" doc:"the innermost box of a note, tip or warning"`
	Post       *BlockPost    `json:"post,omitempty" doc:"the innermost post or comment of a thread"`
	Note       int           `json:"note,omitempty" doc:"number of the footnote that the block belongs to; a noteref span has the same number"`
	Figure     int           `json:"figure,omitempty" doc:"number of the figure, from 1 over the page"`
	Details    int           `json:"details,omitempty" doc:"number of the foldable part, from 1 over the page"`

	Offset int `json:"offset" doc:"where the text begins in the page's source, in bytes of its UTF-8"`
}

// BlockSpan is a marked stretch of a block's text.
type BlockSpan struct {
	Type    string `json:"type" enum:"link,strong,em,code,del,ins,sub,sup,mark,quote,reading,image,embed,math,noteref" doc:"what is marked; reading is the pronunciation above a ruby text, embed a video or other frame"`
	Start   int    `json:"start" doc:"first character, in Unicode code points of the block's text"`
	End     int    `json:"end" doc:"one past the last; images and embeds are empty"`
	URL     string `json:"url,omitempty" doc:"absolute if the page's address is known, of a scheme that is safe to follow"`
	Title   string `json:"title,omitempty" doc:"of a link or image"`
	Alt     string `json:"alt,omitempty" doc:"alternative text of an image, title of an embed"`
	Display bool   `json:"display,omitempty" doc:"a formula on a line of its own"`
	Note    int    `json:"note,omitempty" doc:"number of the footnote that a noteref leads to"`
}

// BlockList says which list item a block stands in.
type BlockList struct {
	ID      int    `json:"id" doc:"number of the list, from 1 over the page"`
	Item    int    `json:"item,omitempty" doc:"number of the item, from 1 over the page"`
	Depth   int    `json:"depth" doc:"1 for a list that stands in no other"`
	Ordered bool   `json:"ordered,omitempty" doc:"the list is numbered"`
	Number  int    `json:"number,omitempty" doc:"of the item, as the page shows it"`
	Task    string `json:"task,omitempty" enum:"open,done" doc:"state of the item's check box"`
}

// BlockCell says which table cell a block stands in.
type BlockCell struct {
	Table   int  `json:"table" doc:"number of the table, from 1 over the page"`
	Row     int  `json:"row" doc:"from 0"`
	Column  int  `json:"column" doc:"from 0, spans counted"`
	Columns int  `json:"columns,omitempty" doc:"that the cell spans, if more than one"`
	Rows    int  `json:"rows,omitempty" doc:"that the cell spans, if more than one"`
	Header  bool `json:"header,omitempty" doc:"a cell of a head row or a th"`
}

// BlockCallout is the box that a block stands in.
type BlockCallout struct {
	Type  string `json:"type" doc:"note, tip, warning or another word of the page"`
	Title string `json:"title,omitempty" doc:"as the page shows it"`
}

// BlockPost is the post or comment that a block stands in.
type BlockPost struct {
	ID     int    `json:"id" doc:"number of the post, from 1 over the page"`
	Author string `json:"author,omitempty" doc:"as the page names the author"`
	Time   string `json:"time,omitempty" doc:"as written"`
	Depth  int    `json:"depth,omitempty" doc:"how many posts a reply is below the thread's top level"`
}

// depthLimit is how many containers up the chain of a block are looked at.
const depthLimit = 256

var blockTypes = [...]string{block.Para: "paragraph", block.Heading: "heading", block.Pre: "code", block.Caption: "caption",
	block.Summary: "summary", block.Media: "media", block.Rule: "rule", block.Control: "control"}

// Blocks returns the kept blocks as data, in page order, those left out that
// would write nothing. Of opt, Links and Images count.
func Blocks(in Input, opt Options) []Block {
	p := newPage(in, opt)
	out := make([]Block, 0, len(in.Keep))
	b := blockLister{page: p, ids: map[int32]int{}, rows: map[int32]int{}, noteAt: map[int32]int{}}
	for n := range p.notes {
		b.noteAt[p.notes[n].container] = n
	}
	for _, i := range p.body {
		b.number(i)
	}
	p.eachNote(func(n *note) {})
	for _, i := range in.Keep {
		if p.shows(i) {
			out = append(out, b.block(i))
		}
	}
	return out
}

// blockLister numbers containers as it meets them.
type blockLister struct {
	*page
	ids    map[int32]int // by container, from 1 for each kind
	counts [16]int
	rows   map[int32]int // place of a row by its container, number of rows by table's container, negated
	noteAt map[int32]int // index in notes by container
}

// number gives the notes that a block refers to their numbers.
func (b *blockLister) number(i int) {
	for _, s := range b.doc.BlockSpans(i) {
		if s.Kind == block.NoteRef {
			b.cite(s.Text)
		}
	}
}

func (b *blockLister) id(c int32) int {
	n, ok := b.ids[c]
	if !ok {
		k := b.doc.Containers[c].Kind
		b.counts[k]++
		n = b.counts[k]
		b.ids[c] = n
	}
	return n
}

func (b *blockLister) block(i int) Block {
	d := b.doc
	x := &d.Blocks[i]
	out := Block{Index: i, Type: blockTypes[x.Kind], Language: clean(x.Language), Offset: int(x.Offset)}
	if x.Kind == block.Heading {
		out.Level = max(1, min(int(x.Level), 6))
	}
	if x.Kind == block.Pre {
		out.Text = b.code(i)
	} else {
		out.Text, out.Spans = b.spans(i)
	}
	b.contain(&out, x.In)
	return out
}

// contain fills in what a block stands in, from the inside out; the innermost
// list, cell, box and post count.
func (b *blockLister) contain(out *Block, c int32) {
	cs := b.doc.Containers
	for steps := 0; c > 0 && steps < depthLimit; c, steps = cs[c].Parent, steps+1 {
		k := &cs[c]
		switch k.Kind {
		case block.ContainerItem:
			if out.List == nil {
				out.List = &BlockList{Item: b.id(c), Number: int(k.Number), Task: [...]string{"", "open", "done"}[k.Task]}
			}
		case block.ContainerList:
			if out.List == nil {
				out.List = &BlockList{}
			}
			if out.List.ID == 0 {
				out.List.ID, out.List.Ordered = b.id(c), k.Ordered
			}
			out.List.Depth++
		case block.ContainerCell:
			if out.Cell == nil {
				out.Cell = &BlockCell{Column: int(k.Number), Header: k.Header}
				if k.ColSpan > 1 {
					out.Cell.Columns = int(k.ColSpan)
				}
				if k.RowSpan > 1 {
					out.Cell.Rows = int(k.RowSpan)
				}
			}
		case block.ContainerRow:
			if out.Cell != nil && out.Cell.Table == 0 {
				out.Cell.Row = b.row(c, k.Parent)
				out.Cell.Header = out.Cell.Header || k.Header
			}
		case block.ContainerTable:
			if out.Cell != nil && out.Cell.Table == 0 {
				out.Cell.Table = b.id(c)
			}
		case block.ContainerQuote:
			out.Quote++
		case block.ContainerTerm:
			if out.Definition == "" {
				out.Definition = "term"
			}
		case block.ContainerDef:
			if out.Definition == "" {
				out.Definition = "explanation"
			}
		case block.ContainerFigure:
			if out.Figure == 0 {
				out.Figure = b.id(c)
			}
		case block.ContainerDetails:
			if out.Details == 0 {
				out.Details = b.id(c)
			}
		case block.ContainerCallout:
			if out.Callout == nil {
				out.Callout = &BlockCallout{Type: clean(k.Label), Title: clean(k.Title)}
			}
		case block.ContainerPost:
			if out.Post == nil {
				out.Post = &BlockPost{ID: b.id(c), Author: clean(k.Label), Time: clean(k.Title), Depth: int(k.Number)}
			}
		case block.ContainerNote:
			if n, ok := b.noteAt[c]; ok {
				out.Note = b.notes[n].number
			}
		}
	}
	if out.List != nil && out.List.Depth == 0 {
		out.List.Depth = 1 // an item without a list
	}
}

// row counts the kept rows of a table.
func (b *blockLister) row(c, table int32) int {
	if n, ok := b.rows[c]; ok {
		return n
	}
	n := b.rows[-table]
	b.rows[-table] = n + 1
	b.rows[c] = n
	return n
}

// spans returns the text of block i and what is marked in it.
func (b *blockLister) spans(i int) (string, []BlockSpan) {
	tok := b.inline.tokens(i)
	var text []byte
	var out []BlockSpan
	at := make([]int, len(tok)) // by token, the span it opened
	pos := 0
	for k := range tok {
		t := &tok[k]
		s := BlockSpan{Start: pos, End: pos, URL: t.url, Title: t.title}
		switch t.kind {
		case tokText:
			text = append(text, t.text...)
			pos += utf8.RuneCountInString(t.text)
			continue
		case tokBreak:
			text = append(text, '\n')
			pos++
			continue
		case tokOpen:
			if t.mark == ghost {
				at[k] = -1
				continue
			}
			at[k] = len(out)
			s.Type = t.mark.String()
		case tokClose:
			if o := at[t.mate]; o >= 0 {
				out[o].End = pos
			}
			continue
		case tokImage, tokEmbed:
			if n := len(text); n > 0 && text[n-1] == ' ' {
				// The text goes on with a blank behind the picture.
				text = text[:n-1]
				for o := len(out) - 1; o >= 0 && out[o].Start == pos; o-- {
					out[o].Start--
				}
				pos--
				s.Start, s.End = pos, pos
			}
			if t.kind == tokEmbed {
				s.Type, s.Alt = "embed", t.text
				break
			}
			s.Type, s.Alt = "image", t.text
			if t.href != "" {
				out = append(out, BlockSpan{Type: "link", Start: pos, End: pos, URL: t.href})
			}
		case tokMath:
			s.Type, s.Display = "math", t.display
			text = append(text, t.text...)
			pos += utf8.RuneCountInString(t.text)
			s.End = pos
		case tokNote:
			s.Type, s.Note = "noteref", int(t.num)
			text = append(text, t.text...)
			pos += utf8.RuneCountInString(t.text)
			s.End = pos
		}
		out = append(out, s)
	}
	return string(text), out
}
