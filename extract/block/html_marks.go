package block

import "strings"

// markOf is the span kind that an element makes of its text, -1 for none.
var markOf = func() (m [tagCount]int8) {
	for i := range m {
		m[i] = -1
	}
	for _, e := range []struct {
		kind SpanKind
		tags []Tag
	}{
		{Link, []Tag{TagA}},
		{Strong, []Tag{TagB, TagStrong}},
		{Em, []Tag{TagI, TagEm, TagCite, TagDfn, TagVar}},
		{Code, []Tag{TagCode, TagTt, TagKbd, TagSamp}},
		{Del, []Tag{TagS, TagStrike, TagDel}},
		{Ins, []Tag{TagIns}},
		{Sub, []Tag{TagSub}},
		{Sup, []Tag{TagSup}},
		{Mark, []Tag{TagMark}},
		{Quote, []Tag{TagQ}},
		{Reading, []Tag{TagRt}},
	} {
		for _, t := range e.tags {
			m[t] = int8(e.kind)
		}
	}
	return m
}()

// openElementMark begins the span of an element. Formatting elements end theirs
// at their end tag alone, the others when they close in any way.
func (b *builder) openElementMark(f *frame, k SpanKind, traits trait) {
	url, title := "", ""
	switch {
	case k == Link:
		if b.attr.href == nil {
			return
		}
		url, title = cleanURL(b.attr.href), string(b.attr.title)
	case k == Code && f.pre == inPre:
		return
	case b.attr.style != nil && (k == Strong && (declares(b.attr.style, "font-weight", "normal") || declares(b.attr.style, "font-weight", "400")) || k == Em && declares(b.attr.style, "font-style", "normal")):
		return // Google Docs wraps what is copied from it in such an element
	case f.tag == TagCite && b.facts[b.doc.Nodes[f.node].Class].traits&factCitation != 0:
		return // a whole reference, not a title (MediaWiki, LaTeXML)
	}
	if traits&formatting == 0 {
		f.mark = int8(k)
	}
	b.openMark(k, url, title)
}

// openMark begins a span. Elements of a kind within each other make one span.
func (b *builder) openMark(k SpanKind, url, title string) {
	b.depth[k]++
	if b.depth[k] > 1 {
		return
	}
	if k == Link && b.linkAt > 0 && b.depth[Code] == 0 && b.linkAt == len(b.text) && !b.blank && b.text[b.linkAt-1] < 0x80 && isNameByte(b.text[b.linkAt-1]) {
		b.blank = true // neighbours parted by style sheets alone: tags, menus
	}
	m := mark{kind: k, span: -1, first: int32(len(b.doc.Spans)), url: url, tit: title}
	if b.in >= 0 && b.top().block == b.inNode {
		m.span = b.newSpan(m, int32(len(b.text)))
	}
	b.active = append(b.active, m)
}

// newSpan begins a mark in the open block; -1 where it has more than it may.
func (b *builder) newSpan(m mark, at int32) int32 {
	if b.in >= 0 && len(b.doc.Spans)-int(b.doc.Blocks[b.in].SpanStart) >= maxBlockSpans {
		return -1
	}
	b.doc.Spans = append(b.doc.Spans, Span{Start: at, End: -1, Kind: m.kind, URL: m.url, Title: m.tit})
	return int32(len(b.doc.Spans)) - 1
}

// closeMark ends the innermost element of a kind; spans opened inside it that
// are still open end with it and begin anew, so that spans nest.
func (b *builder) closeMark(k SpanKind) {
	if b.depth[k] == 0 {
		return
	}
	b.depth[k]--
	if b.depth[k] > 0 {
		return
	}
	i := len(b.active) - 1
	for i >= 0 && b.active[i].kind != k {
		i--
	}
	if i < 0 {
		return
	}
	end := int32(len(b.text))
	for j := i; j < len(b.active); j++ {
		m := &b.active[j]
		if m.span < 0 {
			continue
		}
		b.doc.Spans[m.span].End = end
		if j == i {
			b.linkEnd(m.span)
		} else {
			m.span = b.newSpan(*m, end)
		}
	}
	b.active = append(b.active[:i], b.active[i+1:]...)
}

// maxMarked is over how many blocks one element may mark text: an end tag that
// is missing must not make the rest of the page bold.
const maxMarked = 100

// boundMarks gives up marks that have gone on for too long, with all their spans so far.
func (b *builder) boundMarks() {
	kept := b.active[:0]
	for _, m := range b.active {
		if m.blocks++; m.blocks <= maxMarked || m.kind == Chrome {
			kept = append(kept, m)
			continue
		}
		b.depth[m.kind] = 0
		for i := m.first; i < int32(len(b.doc.Spans)); i++ {
			if s := &b.doc.Spans[i]; s.Kind == m.kind {
				s.End = s.Start
			}
		}
		b.emptied = true
	}
	b.active = kept
}

// linkEnd looks at a finished link: in a heading, one whose text is only a
// sign is the heading's anchor.
func (b *builder) linkEnd(span int32) {
	s := &b.doc.Spans[span]
	if s.Kind == Link && s.End-s.Start >= 3 {
		b.linkAt = int(s.End)
	}
	if s.Kind != Link || b.in < 0 || b.doc.Blocks[b.in].Kind != Heading {
		return
	}
	if headingAnchors[string(b.text[s.Start:s.End])] {
		s.Kind = Chrome
	}
}

// headingAnchors are the signs that documentation tools link headings with
// (Sphinx, rustdoc, MDN, GitHub, AnchorJS).
var headingAnchors = map[string]bool{"#": true, "¶": true, "§": true, "🔗": true, "⚓": true, "∞": true, "\uE9CB": true, "link": true, "Link": true, "\uF0C1": true, "¶¶": true, "[#]": true, "##": true, "###": true}

func cleanURL(v []byte) string {
	s := strings.TrimSpace(string(v))
	if strings.ContainsAny(s, "\n\t\r") {
		// Tabs and line ends inside an address are dropped by browsers (URL standard, 4.4).
		s = strings.NewReplacer("\n", "", "\t", "", "\r", "").Replace(s)
	}
	return s
}
