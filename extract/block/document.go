// Package block holds the words that every other package of pith speaks in: a
// saved page as a flat list of text blocks, with everything about them that
// later stages need.
//
// FromHTML makes a Document from an HTML page in one pass over the token
// stream; FromText makes the same Document from a plain-text page. A Document
// is complete when it is returned and is never changed afterwards: classify,
// meta and render only read it, and none of them walks the source again.
//
// The package is a leaf: it imports nothing of pith.
package block

// Form says what a Document was made from.
type Form uint8

const (
	FormHTML Form = iota
	FormText
)

// String returns "html" or "text".
func (f Form) String() string {
	if f == FormText {
		return "text"
	}
	return "html"
}

// Document is one page, cut into blocks.
//
// All text of the page stands once, in page order, in Text; blocks, nodes and
// spans point into it with byte offsets. Text is valid UTF-8 without control
// characters but '\n' and, inside preformatted blocks, '\t'; runs of white
// space are one blank except inside preformatted blocks; blocks are parted by
// one '\n' (as is a <br> within a block).
type Document struct {
	Form Form

	// Maker names the program that made a plain-text page ("lynx", "w3m",
	// "html2text", "innertext", "markdown"), "" for HTML and where unknown.
	Maker string
	// Wrap is the width in columns at which a plain-text page was hard-wrapped, 0 if it was not.
	Wrap int

	Text string

	// Blocks are in page order.
	Blocks []Block
	// Spans are in block order; block i owns Spans[b.SpanStart:b.SpanEnd], sorted
	// by Start, then longest first, and properly nested.
	Spans []Span
	// Nodes are the page's elements in preorder; Nodes[0] is a root that stands
	// for the document. Plain-text pages have the root alone.
	Nodes []Node
	// Containers are the structural groups that blocks stand in, in the order
	// in which they open; Containers[0] is the page itself (ContainerPage).
	Containers []Container
	// Names holds each distinct class, id and role attribute value of the page
	// once, as written; Names[0] is "".
	Names []string
	// Signals are the page's statements about itself, in page order.
	Signals []Signal

	// Bytes is the length of the source.
	Bytes int
	// MaxDepth is the deepest nesting of open elements that was met.
	MaxDepth int
}

// BlockText returns the text of block i.
func (d *Document) BlockText(i int) string {
	b := &d.Blocks[i]
	return d.Text[b.Start:b.End]
}

// BlockSpans returns the spans of block i.
func (d *Document) BlockSpans(i int) []Span {
	b := &d.Blocks[i]
	return d.Spans[b.SpanStart:b.SpanEnd]
}

// NodeText returns the visible text inside node i, inline or block, its blocks
// parted by '\n'; text of descendants for which skip returns true is left out
// (nil skips nothing).
func (d *Document) NodeText(i int32, skip func(*Node) bool) string {
	n := &d.Nodes[i]
	if skip == nil {
		return trimBlank(d.Text[n.Start:n.TextEnd()])
	}
	var out []byte
	pos := n.Start
	for c := i + 1; c < n.Last; {
		child := &d.Nodes[c]
		if !skip(child) {
			c++
			continue
		}
		if child.Start > pos {
			out = append(out, d.Text[pos:child.Start]...)
		}
		if child.End > pos {
			pos = child.End
		}
		c = child.Last
	}
	if n.End > pos {
		out = append(out, d.Text[pos:n.End]...)
	}
	return trimBlank(string(out))
}

func trimBlank(s string) string {
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\n' || s[0] == '\t') {
		s = s[1:]
	}
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '\n' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	return s
}

// Kind is what a block is by its own element.
type Kind uint8

const (
	// Para is running text: p, div, td, li, body … whatever holds text itself.
	Para Kind = iota
	// Heading is h1 to h6, or a heading line of a text page; Level says which.
	Heading
	// Pre is preformatted text, exact but for the line end before its first and after its last line.
	Pre
	// Caption is a figcaption or a table's caption.
	Caption
	// Summary is the visible line of a details element.
	Summary
	// Media has no text, only Image, Embed or display Math spans.
	Media
	// Rule is an hr or a ruler line; it has no text.
	Rule
	// Control is the label of a button, an option of a select, the text of a textarea.
	Control
)

var kindNames = [...]string{"para", "heading", "pre", "caption", "summary", "media", "rule", "control"}

// String returns the kind's name in lower case.
func (k Kind) String() string { return kindNames[k] }

// Flags of a block. They are facts, not verdicts: the classifier weighs them.
type Flags uint16

const (
	// Hidden: the block or an ancestor has the hidden attribute, display:none,
	// visibility:hidden, type=hidden or a saver's mark for it (sf-hidden).
	Hidden Flags = 1 << iota
	// AriaHidden: an ancestor has aria-hidden=true.
	AriaHidden
	// ScreenReader: an ancestor's class hides it from the eye (sr-only, visually-hidden …).
	ScreenReader
	// NoScript: the block stands inside a noscript element.
	NoScript
	// Template: the block stands inside a template element.
	Template
	// Ruler: (text pages) a ruler line stands directly before the block.
	Ruler
	// Indented: (text pages) the block's lines were indented deeper than the page's text.
	Indented
	// Field: (text pages) the block holds a form field or button as the maker draws it.
	Field
	// Tight: (text pages) the block follows the one before it without a blank
	// line and one of the two is short: lines of a poem, an address, a menu.
	Tight
)

// Block is a stretch of text that belongs together: the text that one
// block-level element holds itself, between its block-level children.
type Block struct {
	// Start and End are byte offsets in Document.Text.
	Start, End int32
	// SpanStart and SpanEnd are indexes into Document.Spans.
	SpanStart, SpanEnd int32
	// Node is the innermost block-level element that holds the text.
	Node int32
	// In is the innermost container that holds the text.
	In int32
	// Offset is the byte offset in the source (as UTF-8) at which the text begins.
	Offset int32
	// Lines is the number of source lines the block was joined from (text pages), 0 for HTML.
	Lines int32

	Kind  Kind
	Level uint8 // heading level 1 to 6, else 0
	Flags Flags
	// Gap is the number of blank lines before the block and Indent the column at
	// which its text begins, both at most 255 (text pages).
	Gap, Indent uint8

	// Language is the code language of a Pre, as the page names it ("go",
	// "python"), "" where none is named.
	Language string
}

// SpanKind is what a stretch of a block's text is.
type SpanKind uint8

const (
	// Link: URL, Title.
	Link SpanKind = iota
	Strong
	Em
	Code // code, tt, kbd, samp, var
	Del
	Ins
	Sub
	Sup
	Mark
	Quote // q
	// Image is empty (Start == End) and stands at the place of the picture: URL
	// is the best source, Text the alt text, Title.
	Image
	// Embed is empty: URL of a video, audio or other framed document; Text is its title.
	Embed
	// Math covers text that is the formula's TeX; Display says whether it stands on a line of its own.
	Math
	// NoteRef covers the mark of a footnote reference; Text is the note's id
	// (the Label of a ContainerNote).
	NoteRef
	// Reading covers the reading of a ruby text (rt), without brackets.
	Reading
	// Chrome covers text that is part of the page's machinery inside content:
	// heading anchors, "[edit]", copy buttons, line-number gutters, links back
	// from a footnote. Renderers leave it out.
	Chrome
)

var spanNames = [...]string{"link", "strong", "em", "code", "del", "ins", "sub", "sup", "mark", "quote",
	"image", "embed", "math", "noteref", "reading", "chrome"}

// String returns the span kind's name in lower case.
func (k SpanKind) String() string { return spanNames[k] }

// Span is a marked stretch of one block's text.
type Span struct {
	// Start and End are byte offsets in Document.Text.
	Start, End int32
	Kind       SpanKind
	Display    bool
	// URL as written in the page, entities decoded, blanks trimmed; not resolved
	// against any base (Document.Base does that).
	URL   string
	Title string
	Text  string
	// Href, of an Image or Embed, is the address of the link that it stands in,
	// as written, "" where it stands in none: an empty span's place alone cannot
	// say on which side of a link's edge it is, and a link that holds nothing but
	// pictures has no span of its own.
	Href string
}

// NodeFlags are facts of one element.
type NodeFlags uint16

const (
	NodeHidden NodeFlags = 1 << iota
	NodeAriaHidden
	NodeScreenReader
	NodeBlock     // a block-level element
	NodeImplied   // opened by the segmenter, not written in the page
	NodeModal     // aria-modal=true
	NodeItemScope // has itemscope
	NodeEditable  // contenteditable
)

// Node is one element of the page.
type Node struct {
	Parent int32 // index in Document.Nodes, -1 for the root
	Last   int32 // one past the last descendant: the subtree is Nodes[i:Last]
	// Start and End are byte offsets in Document.Text of the text inside the element.
	Start, End int32
	// FirstBlock and LastBlock bound the blocks that begin inside the element:
	// Blocks[FirstBlock:LastBlock].
	FirstBlock, LastBlock int32
	// Class, ID, Role, ItemProp index Document.Names.
	Class, ID, Role, ItemProp int32
	Offset                    int32 // byte offset of the start tag in the source
	Depth                     int32 // 0 for the root
	Tag                       Tag
	Flags                     NodeFlags
}

// TextEnd returns the end of the node's text, never before its start.
func (n *Node) TextEnd() int32 {
	if n.End < n.Start {
		return n.Start
	}
	return n.End
}

// ContainerKind is a structural group that blocks stand in.
type ContainerKind uint8

const (
	ContainerPage ContainerKind = iota
	// ContainerList: Ordered; Number is the first item's number, Label how they are numbered: "a", "A", "i", "I", "" for decimal.
	ContainerList
	// ContainerItem: Number of an item of an ordered list, Task.
	ContainerItem
	// ContainerQuote: blockquote, or a quoted post; Label is the person quoted where the page says so.
	ContainerQuote
	// ContainerTable: a table of data. Layout tables make no container.
	ContainerTable
	// ContainerRow: Header for rows of a thead or of th cells alone.
	ContainerRow
	// ContainerCell: Header, ColSpan, RowSpan (at least 1, at most 1000); Number is the column, from 0, spans counted;
	// Label is the side at which its text stands: "left", "center", "right", "" where the page does not say.
	ContainerCell
	// ContainerFigure: a picture or several with a caption.
	ContainerFigure
	// ContainerDefs: a definition list; ContainerTerm and ContainerDef are its parts.
	ContainerDefs
	ContainerTerm
	ContainerDef
	// ContainerDetails: a details element: Summary block and the rest.
	ContainerDetails
	// ContainerCallout: a note, tip or warning box: Label is its type ("note", "warning" …), Title its title.
	ContainerCallout
	// ContainerNote: one footnote; Label is its id.
	ContainerNote
	// ContainerPost: one post or comment of a thread: Label is the author, Title the time as written, Number the depth of reply.
	ContainerPost
)

var containerNames = [...]string{"page", "list", "item", "quote", "table", "row", "cell", "figure", "defs", "term", "def",
	"details", "callout", "note", "post"}

// String returns the container kind's name in lower case.
func (k ContainerKind) String() string { return containerNames[k] }

// Task is the state of a task list's check box.
type Task uint8

const (
	NoTask Task = iota
	TaskOpen
	TaskDone
)

// Container is a structural group: blocks refer to the innermost one that
// holds them, containers to the next outer one, so that a renderer can open and
// close groups by comparing two neighbours' chains, without a tree.
type Container struct {
	Parent           int32 // index in Document.Containers, -1 for the page
	Node             int32 // the element that makes it, 0 on text pages
	Number           int32
	ColSpan, RowSpan int32
	Kind             ContainerKind
	Ordered, Header  bool
	Task             Task
	Label, Title     string
}

// SignalKind is where a statement of the page about itself was found.
type SignalKind uint8

const (
	// SignalMeta: Name is the meta element's name, property, itemprop or http-equiv in lower case, Value its content.
	SignalMeta SignalKind = iota
	// SignalTitle: Text is the document's title element.
	SignalTitle
	// SignalLink: Name is the rel of a link element, in lower case, Value its href, Text its hreflang, type or title.
	SignalLink
	// SignalJSONLD: Value is the raw text of an application/ld+json script.
	SignalJSONLD
	// SignalJSON: Value is the raw text of another script that is a JSON
	// document (type application/json, __NEXT_DATA__), Name its id.
	SignalJSON
	// SignalLang: Value is <html lang>; Text is "xml:lang" or "" (dir in Name: "rtl", "ltr").
	SignalLang
	// SignalBase: Value is <base href>.
	SignalBase
	// SignalComment: Value is an HTML comment that a saver leaves (saved from url, SingleFile, Monolith, HTTrack …).
	SignalComment
	// SignalTime: a time element: Value is its datetime, Text (via Node) what it shows.
	SignalTime
	// SignalItemProp: an element in the body with itemprop: Name; Value is content, datetime, href or src if it has one, else "" (the text is NodeText).
	SignalItemProp
	// SignalByline: an element whose class, id, rel or data attributes name an author, byline or date; Name is the word that matched
	// ("author", "byline", "date", "rel=author" …), Value its href, datetime or title if any.
	SignalByline
	// SignalHeading: an h1 (Name "h1") or other heading near the top; the text is NodeText.
	SignalHeading
	// SignalLine: (text pages) a line that states something, Name says what ("url", "title", "date", "from", "subject" …), Value the rest.
	SignalLine
	// SignalPassword: a field for a password.
	SignalPassword
)

var signalNames = [...]string{"meta", "title", "link", "json-ld", "json", "lang", "base", "comment", "time", "itemprop", "byline", "heading", "line", "password"}

// String returns the signal kind's name in lower case.
func (k SignalKind) String() string { return signalNames[k] }

// Signal is one statement of the page about itself, gathered in the same pass
// as the blocks and judged by meta.
type Signal struct {
	Kind  SignalKind
	Name  string
	Value string
	Text  string
	Node  int32 // the element, 0 for elements of the head and text pages
	Block int32 // how many blocks stood before it
	Pos   int32 // byte offset in Document.Text at which it stands
}

// flagNames are the names of Flags, by bit.
var flagNames = [...]string{"hidden", "aria-hidden", "screen-reader", "noscript", "template", "ruler", "indented", "field"}

// Names lists the flags that are set, nil for none.
func (f Flags) Names() []string {
	var names []string
	for i, n := range flagNames {
		if f&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}
