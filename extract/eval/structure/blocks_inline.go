package structure

import (
	"sort"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

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
				text = strings.TrimSpace(s.URL)
				if r.base != "" {
					text = spell(text, r.base)
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
				r.items.add(Image, fold(s.Text)+" "+spell(strings.TrimSpace(s.URL), r.base))
				if s.Href != "" && r.allowed(s.Href, true) && !inLink(spans, s) {
					r.items.add(Link, " "+spell(strings.TrimSpace(s.Href), r.base))
				}
			}
			continue
		case block.Embed:
			if r.allowed(s.URL, true) && s.Text != "" && fold(s.Text) != spell(strings.TrimSpace(s.URL), r.base) {
				r.items.add(Link, fold(s.Text)+" "+spell(strings.TrimSpace(s.URL), r.base))
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
		if a := spell(strings.TrimSpace(s.URL), r.base); t != a && !strings.EqualFold("mailto:"+t, a) && !withinPage(a, r.base) {
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
