package classify

import (
	"math/bits"

	"github.com/pithcli/pith/extract/block"
)

// textFeatures are the block's own text.
var textFeatures = []feature{
	{"words", "has many words | has few words", stored(func(p *page) []float32 { return p.near[nearWords].own() })},
	{"runes", "has many characters | has few characters", each(func(p *page, i int) float32 { return float32(p.m[i].runes) })},
	{"word_length", "has long words | has short words", each(func(p *page, i int) float32 { return ratio(float32(p.m[i].letters), float32(p.m[i].words)) })},
	{"link_share", "is mostly links | is hardly linked", stored(func(p *page) []float32 { return p.ld })},
	{"links", "has many links | has no links", stored(func(p *page) []float32 { return p.links })},
	{"emphasis", "has emphasis | has no emphasis", stored(func(p *page) []float32 { return p.emphasis })},
	{"comma_share", "has many commas for its words | has few commas for its words", each(func(p *page, i int) float32 { return ratio(float32(p.m[i].commas), p.size(i)) })},
	{"ends", "has several sentences | has no full sentence", each(func(p *page, i int) float32 { return float32(p.m[i].ends) })},
	{"sentence_length", "has long sentences | has short sentences", each(func(p *page, i int) float32 { return p.size(i) / float32(1+p.m[i].ends) })},
	{"last_end", "ends like a sentence | does not end like a sentence", each(func(p *page, i int) float32 { return flag(p.m[i].lastEnd) })},
	{"ellipsis", "ends with an ellipsis | does not end with an ellipsis", each(func(p *page, i int) float32 { return flag(p.m[i].ellipsis) })},
	{"capital_share", "has many capitalised words | has few capitalised words", each(func(p *page, i int) float32 { return ratio(float32(p.m[i].capitals), float32(p.m[i].words)) })},
	{"number_share", "has many numbers | has no numbers", each(func(p *page, i int) float32 { return ratio(float32(p.m[i].numbers), float32(p.m[i].words)) })},
	{"separators", "has bars, bullets or arrows | has no bars, bullets or arrows", each(func(p *page, i int) float32 { return float32(p.m[i].seps) })},
	{"quotes", "has quotation marks | has no quotation marks", each(func(p *page, i int) float32 { return float32(p.m[i].quotes) })},
	{"copies", "stands elsewhere on the page too | stands only once on the page", stored(func(p *page) []float32 { return p.copies })},
	{"para_mass", "reads like a paragraph | does not read like a paragraph", stored(func(p *page) []float32 { return p.pm })},
}

// elementFeatures are what the block is.
var elementFeatures = []feature{
	{"tag", "its element is one for text | its element is one for controls, links or lists", stored(func(p *page) []float32 { return p.near[nearTag].own() })},
	{"kind", "is a picture, caption, code or control | is plain text or a heading", each(func(p *page, i int) float32 { return float32(p.doc.Blocks[i].Kind) })},
	{"level", "is a heading of low rank | is no heading, or one of high rank", each(func(p *page, i int) float32 { return float32(p.doc.Blocks[i].Level) })},
	{"hidden", "is hidden | is not hidden", each(func(p *page, i int) float32 {
		return float32(bits.OnesCount16(uint16(p.doc.Blocks[i].Flags & (block.Hidden | block.AriaHidden | block.ScreenReader))))
	})},
	{"display_none", "is not displayed | is displayed", each(func(p *page, i int) float32 { return flag(p.doc.Blocks[i].Flags&block.Hidden != 0) })},
	{"depth", "stands deep in the page | stands high in the page's structure", ofNode{0, func(p *page, n int32) float32 { return float32(p.doc.Nodes[n].Depth) }}},
	{"depth_vs_main", "stands deeper than the paragraphs | stands no deeper than the paragraphs", each(func(p *page, i int) float32 {
		if p.firstMain < 0 {
			return 0
		}
		return float32(p.doc.Nodes[p.doc.Blocks[i].Node].Depth - p.doc.Nodes[p.doc.Blocks[p.firstMain].Node].Depth)
	})},
	{"alike", "is one of many of its kind | is one of few of its kind", ofNode{0, func(p *page, n int32) float32 { return p.alikeCount[p.alike[n]] }}},
	{"siblings", "has many blocks beside it in its element | has few blocks beside it in its element", ofNode{1, func(p *page, n int32) float32 { return p.blocks(n) }}},
}

// tagRank orders elements from chrome to text, so that one cut parts alike elements.
var tagRank = func() (t [block.TagCount]float32) {
	for i, tag := range []block.Tag{block.TagButton, block.TagOption, block.TagLabel, block.TagA, block.TagLi, block.TagDd, block.TagDt,
		block.TagTh, block.TagTd, block.TagSpan, block.TagDiv, block.TagSection, block.TagArticle, block.TagH1, block.TagH2, block.TagH3,
		block.TagH4, block.TagH5, block.TagH6, block.TagFigcaption, block.TagP, block.TagBlockquote, block.TagPre} {
		t[tag] = float32(i + 1)
	}
	return
}()
