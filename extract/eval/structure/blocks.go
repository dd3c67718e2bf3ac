package structure

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// Blocks lists the items of the blocks keep of a document. Addresses are
// resolved against base.
func Blocks(doc *block.Document, keep []int, base string) *Items {
	r := &blockReader{doc: doc, base: base, noteText: map[string]string{}, firsts: map[int32]bool{}, rows: map[int32]int32{}, begun: map[int32]bool{}}
	for _, i := range keep {
		if r.empty(i) {
			continue
		}
		r.keep = append(r.keep, i)
	}
	r.listDepths()
	r.collectNotes()
	// Notes are written behind the text.
	sort.SliceStable(r.keep, func(a, b int) bool {
		return !r.inNote(r.keep[a]) && r.inNote(r.keep[b])
	})
	for n := 0; n < len(r.keep); {
		if t := r.outermost(r.doc.Blocks[r.keep[n]].In, block.ContainerTable); t > 0 {
			n = r.table(t, n)
			continue
		}
		r.block(r.keep[n])
		n++
	}
	return &r.items
}

type blockReader struct {
	doc      *block.Document
	base     string
	keep     []int
	items    Items
	noteText map[string]string // by label
	noted    map[int32]string  // by container
	refs     map[string]bool   // labels that a kept block refers to
	firsts   map[int32]bool    // items and notes whose first block was met
	rows     map[int32]int32   // first row of each table
	depth    []int             // list depth by container
	begun    map[int32]bool    // call-outs whose first block was met
}

// outermost is the outermost container of a kind around c, -1 if there is none.
func (r *blockReader) outermost(c int32, k block.ContainerKind) int32 {
	found := int32(-1)
	for ; c > 0; c = r.doc.Containers[c].Parent {
		if r.doc.Containers[c].Kind == k {
			found = c
		}
	}
	return found
}

func (r *blockReader) inNote(i int) bool {
	return r.outermost(r.doc.Blocks[i].In, block.ContainerNote) > 0
}

// listDepths counts the lists around each container that a reader of Markdown
// sees: a list that begins with a list is one with it.
func (r *blockReader) listDepths() {
	r.depth = make([]int, len(r.doc.Containers))
	items := map[int32]bool{}
	kept := map[int32]bool{}
	for _, i := range r.keep {
		for c := r.doc.Blocks[i].In; c > 0 && !kept[c]; c = r.doc.Containers[c].Parent {
			kept[c] = true
		}
	}
	for i := range r.doc.Containers {
		c := &r.doc.Containers[i]
		if c.Parent < 0 || !kept[int32(i)] {
			continue
		}
		r.depth[i] = r.depth[c.Parent]
		up := r.doc.Containers[c.Parent].Kind
		switch c.Kind {
		case block.ContainerItem:
			items[c.Parent] = true
			if up != block.ContainerList {
				r.depth[i]++
			}
		case block.ContainerList:
			if up != block.ContainerList || items[c.Parent] {
				r.depth[i]++
			}
		}
	}
}

// collectNotes finds the first text of each note and the notes that are referred to.
func (r *blockReader) collectNotes() {
	r.noted, r.refs = map[int32]string{}, map[string]bool{}
	for _, i := range r.keep {
		b := &r.doc.Blocks[i]
		if n := r.outermost(b.In, block.ContainerNote); n > 0 {
			if _, ok := r.noted[n]; !ok {
				quiet := &blockReader{doc: r.doc, base: r.base}
				r.noted[n] = quiet.text(i, false)
				if l := r.doc.Containers[n].Label; l != "" {
					if _, ok := r.noteText[l]; !ok {
						r.noteText[l] = r.noted[n]
					}
				}
			}
		}
	}
	for _, i := range r.keep {
		for _, s := range r.doc.BlockSpans(i) {
			if s.Kind == block.NoteRef {
				r.refs[s.Text] = true
			}
		}
	}
}

// chrome says whether the span at place k of a block lies in one of Chrome, math or a reference.
func covered(spans []block.Span, k int) bool {
	for j := range spans[:k] {
		s := &spans[j]
		if (s.Kind == block.Chrome || s.Kind == block.Math || s.Kind == block.NoteRef) && s.Start <= spans[k].Start && s.End >= spans[k].End && s.End > spans[k].Start {
			return true
		}
	}
	return false
}

// empty says whether a block holds neither text nor picture.
func (r *blockReader) empty(i int) bool {
	b := &r.doc.Blocks[i]
	if b.Kind == block.Rule {
		return true
	}
	if strings.TrimSpace(r.visible(i, b.Start, b.End)) != "" {
		return false
	}
	spans := r.doc.BlockSpans(i)
	for k, s := range spans {
		if covered(spans, k) {
			continue
		}
		switch s.Kind {
		case block.Math, block.NoteRef:
			return false
		case block.Embed:
			if r.allowed(s.URL, true) {
				return false
			}
		case block.Image:
			if r.allowed(s.URL, false) {
				return false
			}
		}
	}
	return true
}

// visible is the text of a stretch of block i without Chrome, formulas and
// references, with the readings of ruby in brackets and quotes in quotation marks.
func (r *blockReader) visible(i int, from, to int32) string {
	type edit struct {
		at, end int32
		text    string
		close   bool
	}
	var edits []edit
	spans := r.doc.BlockSpans(i)
	depth := map[block.SpanKind]int32{}
	for k, s := range spans {
		if covered(spans, k) {
			continue
		}
		switch s.Kind {
		case block.NoteRef:
			if _, ok := r.noteText[s.Text]; ok {
				edits = append(edits, edit{s.Start, s.End, "", false})
			}
		case block.Chrome, block.Math:
			edits = append(edits, edit{s.Start, s.End, "", false})
		case block.Quote, block.Reading:
			if s.Start < depth[s.Kind] || strings.TrimSpace(r.doc.Text[s.Start:s.End]) == "" {
				continue
			}
			depth[s.Kind] = s.End
			open, close := "“", "”"
			if s.Kind == block.Reading {
				open, close = "(", ")"
			}
			edits = append(edits, edit{s.Start, s.Start, open, false}, edit{s.End, s.End, close, true})
		case block.Embed:
			text := s.Text
			if text == "" {
				text = tidy(s.URL)
				if r.base != "" {
					text = spellRaw(text, r.base)
				}
			}
			if r.allowed(s.URL, true) {
				edits = append(edits, edit{s.Start, s.End, text, false})
			}
		}
	}
	sort.SliceStable(edits, func(a, b int) bool {
		if edits[a].at != edits[b].at {
			return edits[a].at < edits[b].at
		}
		return edits[a].close && !edits[b].close
	})
	var b strings.Builder
	pos := from
	for _, e := range edits {
		if e.at < from || e.at > to || e.at == from && e.close || e.at == to && e.end == e.at && !e.close && to > from {
			if e.end > pos && e.end <= to {
				pos = e.end
			}
			continue
		}
		if e.at > pos {
			b.WriteString(r.doc.Text[pos:e.at])
		}
		b.WriteString(e.text)
		pos = max(pos, e.end)
	}
	if pos < to {
		b.WriteString(r.doc.Text[pos:to])
	}
	return b.String()
}

func tidy(s string) string { return strings.TrimSpace(s) }

func spellRaw(s, base string) string { return spell(s, base) }

// schemes that a link, and those that a picture may have.
var linkSchemes = strings.Fields("http https mailto tel sms ftp ftps sftp irc ircs xmpp matrix magnet news nntp gopher gemini geo git ssh webcal doi urn")
var imageSchemes = strings.Fields("http https ftp")

func (r *blockReader) allowed(u string, link bool) bool {
	u = strings.TrimSpace(u)
	if u == "" {
		return false
	}
	i := strings.IndexAny(u, ":/?#")
	if i <= 0 || u[i] != ':' || !letters(u[:i]) {
		return true
	}
	set := imageSchemes
	if link {
		set = linkSchemes
	}
	for _, s := range set {
		if strings.EqualFold(s, u[:i]) {
			return true
		}
	}
	return false
}

func letters(s string) bool {
	for i, c := range s {
		if !(c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	return true
}

// text adds the items inside a block and returns its text.
func (r *blockReader) text(i int, emphasis bool) string {
	b := &r.doc.Blocks[i]
	if b.Kind == block.Pre {
		return fold(r.code(i))
	}
	spans := r.doc.BlockSpans(i)
	last := map[block.SpanKind]*block.Span{} // last span of a kind, to join neighbours
	from := map[block.SpanKind]int32{}
	var order []block.SpanKind
	flush := func(k block.SpanKind) {
		s := last[k]
		if s == nil {
			return
		}
		delete(last, k)
		r.mark(i, k, from[k], s, emphasis)
	}
	codeUntil := int32(-1)
	for k := range spans {
		s := &spans[k]
		if covered(spans, k) {
			continue
		}
		switch s.Kind {
		case block.Math:
			if t := foldMath(r.doc.Text[s.Start:s.End]); t != "" {
				r.items.add(Math, t)
			}
			continue
		case block.NoteRef:
			if t, ok := r.noteText[s.Text]; ok {
				r.items.add(Footnote, "ref "+t)
			}
			continue
		case block.Image:
			if r.allowed(s.URL, false) {
				r.items.add(Image, fold(s.Text)+" "+spell(tidy(s.URL), r.base))
				if s.Href != "" && r.allowed(s.Href, true) && !inLink(spans, s) {
					r.items.add(Link, " "+spell(tidy(s.Href), r.base))
				}
			}
			continue
		case block.Embed:
			if r.allowed(s.URL, true) && s.Text != "" && fold(s.Text) != spell(tidy(s.URL), r.base) {
				r.items.add(Link, fold(s.Text)+" "+spell(tidy(s.URL), r.base))
			}
			continue
		case block.Link:
			if !r.allowed(s.URL, true) {
				continue
			}
		case block.Strong, block.Em, block.Del:
			if s.Start < codeUntil && r.plainCode(i, codeUntil) {
				continue // code holds no emphasis
			}
		case block.Code:
			codeUntil = s.End
		default:
			continue
		}
		if p := last[s.Kind]; p != nil {
			if s.End <= p.End {
				continue // inside a mark of its kind
			}
			gap := r.doc.Text[p.End:s.Start]
			if gap == "" && (s.Kind != block.Link || p.URL == s.URL && fold(p.Title) == fold(s.Title)) && !parted(spans, p, s) {
				last[s.Kind] = s
				continue
			}
			flush(s.Kind)
		} else {
			order = append(order, s.Kind)
		}
		last[s.Kind], from[s.Kind] = s, s.Start
	}
	for _, k := range order {
		flush(k)
	}
	return fold(r.visible(i, b.Start, b.End))
}

// parted says whether something stands between two neighbouring spans of a
// kind: a picture, or the edge of another mark around one of them alone.
func parted(spans []block.Span, p, s *block.Span) bool {
	for i := range spans {
		q := &spans[i]
		switch {
		case q == p || q == s || q.Kind == block.Chrome:
		case q.Start == q.End:
			if q.Start == p.End {
				return true
			}
		case q.End == p.End && (q.Start < p.Start || q.Start == p.Start && before(spans, q, p)),
			q.Start == s.Start && (q.End > s.End || q.End == s.End && before(spans, q, s)):
			return true
		}
	}
	return false
}

func before(spans []block.Span, a, b *block.Span) bool {
	for i := range spans {
		switch &spans[i] {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}

// plainCode says whether the code that ends at end holds no link.
func (r *blockReader) plainCode(i int, end int32) bool {
	spans := r.doc.BlockSpans(i)
	for _, c := range spans {
		if c.Kind == block.Code && c.End == end {
			for _, s := range spans {
				if (s.Kind == block.Link || s.Kind == block.Image || s.Kind == block.Math || s.Kind == block.NoteRef) && s.Start >= c.Start && s.End <= c.End && (s.End > s.Start || s.Start > c.Start && s.End < c.End) {
					return s.Kind == block.Link && s.Start == c.Start && s.End == c.End
				}
			}
		}
	}
	return true
}

// inLink says whether a picture stands in a link that has text, too.
func inLink(spans []block.Span, im *block.Span) bool {
	for i := range spans {
		s := &spans[i]
		if s.Kind == block.Link && (s.Start <= im.Start || s.Start == im.Start+1 && before(spans, s, im)) && s.End >= im.Start && s.URL == im.Href {
			return true
		}
	}
	return false
}

// mark adds the item of a mark from its first place to the end of span s.
func (r *blockReader) mark(i int, k block.SpanKind, from int32, s *block.Span, emphasis bool) {
	t := fold(r.visible(i, from, s.End))
	if t == "" {
		return
	}
	switch k {
	case block.Link:
		if a := spell(tidy(s.URL), r.base); t != a && !strings.EqualFold("mailto:"+t, a) && !withinPage(a, r.base) {
			r.items.add(Link, t+" "+a)
		}
	case block.Code:
		r.items.add(InlineCode, t)
	default:
		if emphasis {
			r.items.add(Emphasis, k.String()+" "+t)
		}
	}
}

func (r *blockReader) code(i int) string {
	b := &r.doc.Blocks[i]
	var out strings.Builder
	pos := b.Start
	for _, s := range r.doc.BlockSpans(i) {
		if s.Kind == block.Chrome && s.End > pos {
			out.WriteString(r.doc.Text[pos:max(pos, s.Start)])
			pos = s.End
		}
	}
	out.WriteString(r.doc.Text[pos:max(pos, b.End)])
	return out.String()
}

// chain describes what a block stands in.
type chain struct {
	quote   int
	item    int32 // innermost item or note
	callout int32
}

func (r *blockReader) chainOf(c int32) (k chain) {
	k.item = -1
	posts, want := 0, 0
	var path []int32
	for ; c > 0; c = r.doc.Containers[c].Parent {
		path = append(path, c)
	}
	for j := len(path) - 1; j >= 0; j-- {
		switch x := &r.doc.Containers[path[j]]; x.Kind {
		case block.ContainerNote:
			k = chain{item: path[j]}
			posts, want = 0, 0
		case block.ContainerItem:
			k.item = path[j]
		case block.ContainerQuote:
			k.quote++
		case block.ContainerCallout:
			k.quote++
			k.callout = path[j]
		case block.ContainerPost:
			want = max(want, int(x.Number), posts)
			posts++
		}
	}
	k.quote += want
	return k
}

func (r *blockReader) block(i int) {
	b := &r.doc.Blocks[i]
	k := r.chainOf(b.In)
	if k.callout > 0 && b.In == k.callout && r.isType(i, k.callout) {
		return
	}
	text := r.text(i, b.Kind != block.Heading)
	first := k.item > 0 && !r.firsts[k.item]
	if first {
		r.begin(b.In, k.item, text)
	}
	if b.Kind == block.Pre {
		r.items.add(CodeBlock, foldCode(r.code(i)))
	} else if b.Kind == block.Heading {
		r.items.add(Heading, strconv.Itoa(max(1, min(int(b.Level), 6)))+" "+text)
	} else if !first && text != "" {
		r.items.add(Paragraph, text)
	}
	if k.quote > 0 && text != "" {
		r.items.add(Quote, strconv.Itoa(k.quote)+" "+text)
	}
}

// begin adds the items and notes around container c that begin with the block
// of this text, which stands in item; one outside it begins with a list.
func (r *blockReader) begin(c, item int32, text string) {
	for _, c := range r.outside(c) {
		x := &r.doc.Containers[c]
		if r.firsts[c] || x.Kind != block.ContainerItem && x.Kind != block.ContainerNote {
			continue
		}
		r.firsts[c] = true
		t := text
		if c != item {
			t = ""
		}
		if x.Kind == block.ContainerNote {
			if r.refs[x.Label] {
				r.items.add(Footnote, "note "+t)
			}
			continue
		}
		mark := "-"
		if up := x.Parent; up >= 0 && r.doc.Containers[up].Kind == block.ContainerList && r.doc.Containers[up].Ordered {
			mark = strconv.Itoa(int(min(max(x.Number, 0), 999999999)))
		}
		task := [...]string{"", "[ ] ", "[x] "}[x.Task]
		r.items.add(ListItem, fold(strconv.Itoa(r.depth[c])+" "+mark+" "+task+t))
	}
}

// outside lists c and the containers around it, outermost first.
func (r *blockReader) outside(c int32) (path []int32) {
	for ; c > 0; c = r.doc.Containers[c].Parent {
		path = append(path, c)
	}
	slices.Reverse(path)
	return path
}

// isType says whether a block says no more than the type of the call-out it
// begins, which Markdown says by its marker.
func (r *blockReader) isType(i int, callout int32) bool {
	if r.begun[callout] {
		return false
	}
	r.begun[callout] = true
	return strings.EqualFold(strings.Trim(r.doc.BlockText(i), " \n:"), r.doc.Containers[callout].Label)
}

// table adds the cells of table t, whose first block is keep[n], and returns the place after its last.
func (r *blockReader) table(t int32, n int) int {
	var cell, head int32 = -1, -1
	col, text := int32(0), ""
	if up := r.doc.Containers[t].Parent; up > 0 {
		r.begin(up, r.chainOf(up).item, "")
	}
	flush := func() {
		if cell >= 0 && text != "" {
			r.items.add(TableCell, strconv.Itoa(int(col))+" "+text)
		}
		cell, text = -1, ""
	}
	for ; n < len(r.keep); n++ {
		i := r.keep[n]
		b := &r.doc.Blocks[i]
		if r.outermost(b.In, block.ContainerTable) != t {
			break
		}
		c, row := int32(-1), int32(-1)
		for x := b.In; x > t; x = r.doc.Containers[x].Parent {
			switch r.doc.Containers[x].Kind {
			case block.ContainerCell:
				c = x
			case block.ContainerRow:
				row = x
			}
		}
		if c < 0 {
			r.block(i)
			continue
		}
		if head < 0 {
			head = row
		}
		if c != cell {
			flush()
			cell, col = c, r.doc.Containers[c].Number
		}
		if b.Kind == block.Pre {
			for _, l := range strings.Split(r.code(i), "\n") {
				if strings.TrimSpace(l) != "" {
					r.items.add(InlineCode, fold(l))
				}
			}
			text = fold(text + " " + fold(r.code(i)))
			continue
		}
		inHead := row >= 0 && row == head && r.doc.Containers[row].Header
		text = fold(text + " " + r.number(i, n, c) + r.text(i, !inHead))
	}
	flush()
	return n
}

// number is the number of an ordered item that block i begins within a cell.
func (r *blockReader) number(i, n int, cell int32) string {
	in := r.doc.Blocks[i].In
	c := &r.doc.Containers[in]
	if in <= cell || c.Kind != block.ContainerItem || i > 0 && r.doc.Blocks[i-1].In == in {
		return ""
	}
	if up := c.Parent; up >= 0 && r.doc.Containers[up].Ordered {
		return strconv.Itoa(int(c.Number)) + ". "
	}
	return ""
}
