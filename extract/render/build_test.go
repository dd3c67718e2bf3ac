package render

import (
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
)

// builder writes Documents by hand: containers with open and close, blocks with
// a small inline notation.
type builder struct {
	doc   *block.Document
	stack []int32
}

func build() *builder {
	return &builder{doc: &block.Document{
		Nodes:      []block.Node{{Parent: -1, Tag: block.TagRoot, Last: 1}},
		Containers: []block.Container{{Parent: -1}},
		Names:      []string{""},
	}, stack: []int32{0}}
}

func (b *builder) open(c block.Container) *builder {
	c.Parent = b.stack[len(b.stack)-1]
	b.doc.Containers = append(b.doc.Containers, c)
	b.stack = append(b.stack, int32(len(b.doc.Containers)-1))
	return b
}

func (b *builder) group(k block.ContainerKind) *builder { return b.open(block.Container{Kind: k}) }

func (b *builder) close(n int) *builder {
	b.stack = b.stack[:len(b.stack)-n]
	return b
}

// piece is a run of text with the spans around it.
type piece struct {
	text  string
	spans []block.Span
}

func tx(s string) piece                   { return piece{text: s} }
func mk(k block.SpanKind, s string) piece { return piece{s, []block.Span{{Kind: k}}} }
func ln(url, s string) piece              { return piece{s, []block.Span{{Kind: block.Link, URL: url}}} }
func (p piece) in(k block.SpanKind) piece {
	p.spans = append([]block.Span{{Kind: k}}, p.spans...)
	return p
}
func im(alt, url string) piece {
	return piece{"", []block.Span{{Kind: block.Image, URL: url, Text: alt}}}
}
func (b *builder) p(s ...piece) *builder  { return b.block(block.Para, s...) }
func (b *builder) text(s string) *builder { return b.block(block.Para, tx(s)) }
func (b *builder) pre(l, s string) *builder {
	b.block(block.Pre, tx(s))
	b.last().Language = l
	return b
}
func (b *builder) h(n int, s string) *builder {
	b.block(block.Heading, tx(s))
	b.last().Level = uint8(n)
	return b
}
func (b *builder) last() *block.Block { return &b.doc.Blocks[len(b.doc.Blocks)-1] }

func (b *builder) block(k block.Kind, pieces ...piece) *builder {
	d := b.doc
	if d.Text != "" {
		d.Text += "\n"
	}
	blk := block.Block{Kind: k, Start: int32(len(d.Text)), SpanStart: int32(len(d.Spans)), In: b.stack[len(b.stack)-1]}
	for _, p := range pieces {
		for _, s := range p.spans {
			s.Start, s.End = int32(len(d.Text)), int32(len(d.Text)+len(p.text))
			d.Spans = append(d.Spans, s)
		}
		d.Text += p.text
	}
	blk.End, blk.SpanEnd = int32(len(d.Text)), int32(len(d.Spans))
	d.Blocks = append(d.Blocks, blk)
	return b
}

func (b *builder) input() Input {
	in := Input{Doc: b.doc}
	for i := range b.doc.Blocks {
		in.Keep = append(in.Keep, i)
	}
	return in
}

// list opens a list; items are opened by item.
func (b *builder) list(ordered bool) *builder {
	return b.open(block.Container{Kind: block.ContainerList, Ordered: ordered, Number: 1})
}
func (b *builder) item(n int) *builder {
	return b.open(block.Container{Kind: block.ContainerItem, Number: int32(n)})
}

// rows builds a table of one-word cells; head says how many rows head it.
func (b *builder) rows(head int, rows ...string) *builder {
	b.group(block.ContainerTable)
	for r, row := range rows {
		b.open(block.Container{Kind: block.ContainerRow, Header: r < head})
		for c, s := range strings.Split(row, "|") {
			b.open(block.Container{Kind: block.ContainerCell, Number: int32(c), ColSpan: 1, RowSpan: 1, Header: r < head})
			if s != "" {
				b.text(s)
			}
			b.close(1)
		}
		b.close(1)
	}
	return b.close(1)
}

func render(t *testing.T, w Writer, in Input, opt Options) string {
	t.Helper()
	var out strings.Builder
	if err := w(&out, in, opt); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// sample is a document with every construct, for tests of formats.
func sample() *builder {
	b := build()
	b.h(1, "Oak and yew")
	b.p(tx("Both "), mk(block.Strong, "grow "), tx("in "), ln("/woods", "the woods"), tx(".\nA line."))
	b.list(true)
	b.item(7).text("seven").list(false).item(0).text("in seven").close(2).close(1)
	b.item(8).text("eight").text("more of eight").pre("go", "func f() {\n\n\treturn\n}").close(1)
	b.close(1)
	b.list(false).item(0).text("other list").close(2)
	b.group(block.ContainerQuote).text("quoted").group(block.ContainerQuote).text("deeper").close(2)
	b.rows(1, "Tree|Price", "Oak|20m", "Yew|10m")
	b.group(block.ContainerDefs).group(block.ContainerTerm).text("Term").close(1).group(block.ContainerDef).text("Explanation").close(2)
	b.p(tx("Noted."), piece{"1", []block.Span{{Kind: block.NoteRef, Text: "n1"}}})
	b.open(block.Container{Kind: block.ContainerNote, Label: "n1"}).text("By its own weight.").text("Twice.").close(1)
	b.open(block.Container{Kind: block.ContainerCallout, Label: "warning", Title: "Take care"}).text("Hot.").close(1)
	b.open(block.Container{Kind: block.ContainerPost, Label: "ann", Title: "today"}).text("A post.")
	b.open(block.Container{Kind: block.ContainerPost, Label: "bob", Number: 1}).text("A reply.").close(2)
	b.text("End.")
	return b
}
