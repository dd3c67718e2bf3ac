package block

import "math"

// FromText segments a plain-text page: a browser's select-all copy, a dump of
// lynx, w3m or html2text, Markdown, a mail, or a text that somebody typed.
//
// src is UTF-8; a byte order mark, bytes that are not UTF-8, control
// characters, terminal escapes and overstriking are put right. Lines that the
// maker wrapped are joined again, and what the maker draws in place of a
// picture, a form field or a list mark becomes a span, a flag or a container.
// Every word outside such marks stands in Document.Text once, in page order
// (in the cells of a drawn table: in the order of the cells).
//
// Time and memory are linear in src, of which the first 2 GB are read.
func FromText(src []byte) *Document { return fromText(src, nil) }

// fromText is FromText; dropped is called, if it is not nil, with each stretch
// of text that was taken for the maker's machinery and is not in Document.Text.
func fromText(src []byte, dropped func([]byte)) *Document {
	return fromTextIn(src, roomFixed, dropped)
}

// fromTextIn is fromText with room for so many blocks and containers (see crowded).
func fromTextIn(src []byte, room int, dropped func([]byte)) *Document {
	if len(src) > math.MaxInt32-1 {
		src = src[:math.MaxInt32-1]
	}
	page := readLines(src)
	m := page.recognise()
	if m == makerMail || m == makerMarkdown || m == makerUnknown {
		page.readQuotes()
	}
	b := &textBuilder{
		page:    page,
		maker:   m,
		wrap:    page.wrapWidth(m),
		dropped: dropped,
		room:    room,
		text:    make([]byte, 0, len(src)),
		doc: &Document{
			Form:       FormText,
			Maker:      makerTraits[m].name,
			Nodes:      []Node{{Parent: -1, Tag: TagRoot, Last: 1}},
			Containers: []Container{{Parent: -1}},
			Names:      []string{""},
			Bytes:      len(src),
			Blocks:     make([]Block, 0, min(len(page.lines)/2, room+len(src)/roomBytes)+4),
		},
	}
	b.readReferences()
	b.blocks()
	b.finish()
	return b.doc
}

// finish completes the document once all blocks stand.
func (b *textBuilder) finish() {
	d := b.doc
	d.Wrap = int(b.wrap)
	d.Text = string(b.text)
	d.Nodes[0].End = int32(len(d.Text))
	d.Nodes[0].LastBlock = int32(len(d.Blocks))
	switch b.maker {
	case makerUnknown, makerInner, makerW3m, makerMail:
		headings(d)
	}
	textSignals(d)
}
