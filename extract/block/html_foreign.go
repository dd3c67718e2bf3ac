package block

import "strings"

// breakout are the tags that end foreign content (HTML 13.2.6.5).
var breakout = func() (t [tagCount]bool) {
	for _, g := range []Tag{TagB, TagBig, TagBlockquote, TagBody, TagBr, TagCenter, TagCode, TagDd, TagDiv, TagDl, TagDt, TagEm, TagEmbed,
		TagH1, TagH2, TagH3, TagH4, TagH5, TagH6, TagHead, TagHr, TagI, TagImg, TagLi, TagListing, TagMenu, TagMeta, TagNobr, TagOl, TagP,
		TagPre, TagRuby, TagS, TagSmall, TagSpan, TagStrong, TagStrike, TagSub, TagSup, TagTable, TagTt, TagU, TagUl, TagVar} {
		t[g] = true
	}
	return t
}()

// openForeign enters a drawing or a formula.
func (b *builder) openForeign(tag Tag, selfClosing bool) {
	if selfClosing {
		b.blank = true
		return
	}
	display := string(b.attr.display) == "block" || string(b.attr.display) == "true"
	alt := cleanAttr(b.attr.alttext)
	if alt == "" {
		alt = cleanAttr(b.attr.tex)
	}
	f := b.push(tag, 0)
	f.scope = int32(len(b.stack)) - 1
	if tag == TagMath {
		f.foreign = inMath
		b.math = mathState{alt: alt, display: display || b.drawn.at == 0 && b.displayAround()}
		return
	}
	f.foreign = inSVG
	b.blank = true
}

// foreignStart handles a start tag inside a drawing or formula; it returns
// false where the tag ends the foreign content and is to be handled as usual.
func (b *builder) foreignStart(tag Tag, name int32, selfClosing bool) bool {
	t := b.top()
	if tag == TagFont && b.attr.class == nil {
		tag = TagOther
	}
	if t.foreign == inMath && b.math.token > 0 && tagTable[tag].traits&(blockLevel|void) == 0 && tag != TagOther {
		// HTML in a token element is text of the formula (HTML 13.2.6, MathML text integration point).
		return true
	}
	if breakout[tag] {
		for b.top().foreign != notForeign {
			b.pop()
		}
		return false
	}
	b.s.raw = notRaw
	if t.foreign == inMath {
		b.math.start(b.doc.Names[name], b.s.attrs, selfClosing)
		if tag == TagOther && b.doc.Names[name] == "annotation-xml" && !selfClosing && strings.Contains(strings.ToLower(string(b.attr.encoding)), "html") {
			f := b.push(tag, name)
			f.foreign = notForeign
		}
		return true
	}
	switch {
	case tag == TagOther && b.doc.Names[name] == "foreignobject" && !selfClosing:
		f := b.push(tag, name)
		at := int32(len(b.stack)) - 1
		f.foreign = notForeign
		f.scope, f.list, f.button, f.table, f.special, f.liStop = at, at, at, at, at, at
	case tag == TagSvg && !selfClosing:
		b.push(tag, 0)
	}
	return true
}

// foreignEnd handles an end tag inside a drawing or formula; it returns false
// where the tag is one of the page around it.
func (b *builder) foreignEnd(tag Tag, name int32) bool {
	t := b.top()
	switch {
	case tag == t.tag && tag != TagOther:
		b.pop()
		return true
	case t.foreign == inMath && tag == TagMath, t.foreign == inSVG && tag == TagSvg:
		b.pop()
		return true
	case tag == TagBr, tag == TagP:
		for b.top().foreign != notForeign {
			b.pop()
		}
		return false
	case t.foreign == inMath:
		b.math.end(b.doc.Names[name])
	}
	// Elements of the drawing have no frames; what remains is a block of the page that ends around an unclosed drawing.
	return tagTable[tag].traits&(blockLevel|scope) == 0
}
