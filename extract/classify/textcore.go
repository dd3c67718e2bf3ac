package classify

import (
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
)

// textBetween is what stands between a block and the page's densest prose,
// negative for blocks above it.
type textBetween struct {
	hits, starts, headings float32
	holeBlocks, holeWords  float32 // of the longest run without prose
	dates, again           float32
}

// between measures what stands between each block and the densest prose: an
// article ends where too much of other make has come in between.
func (p *textPage) between() {
	p.core = make([]textBetween, p.n)
	if p.n == 0 {
		return
	}
	top := 0
	for i := range p.near {
		if p.near[i] > p.near[top] {
			top = i
		}
	}
	for _, step := range [...]int{1, -1} {
		sign := float32(step)
		var at textBetween
		var blocks, words float32
		for i := top; i >= 0 && i < p.n; i += step {
			u := &p.units[i]
			at.see(u, sign)
			if u.like() >= .7 {
				blocks, words = 0, 0
			} else {
				blocks, words = blocks+1, words+u.words
			}
			if blocks > sign*at.holeBlocks {
				at.holeBlocks = sign * blocks
			}
			if words > sign*at.holeWords {
				at.holeWords = sign * words
			}
			p.core[i] = at
		}
	}
}

// see adds a block on the way away from the densest prose.
func (t *textBetween) see(u *textUnit, sign float32) {
	if u.hit {
		t.hits += sign
		if u.place != phrases.Line {
			t.starts += sign
		}
	}
	if u.kind == block.Heading {
		t.headings += sign
	}
	if u.dated() {
		t.dates += sign
	}
	if u.occurrence > 1 && u.words >= 2 {
		t.again += sign
	}
}

// coreColumns are asked of what stands between a block and the densest prose.
var coreColumns = []struct {
	Feature
	value func(t *textBetween) float32
}{
	{Feature{"hits", "has many phrases of boilerplate | has few phrases of boilerplate"}, func(t *textBetween) float32 { return t.hits }},
	{Feature{"starts", "has phrases that open a section of boilerplate | has no phrases that open a section of boilerplate"}, func(t *textBetween) float32 { return t.starts }},
	{Feature{"headings", "has many headings | has few headings"}, func(t *textBetween) float32 { return t.headings }},
	{Feature{"hole", "has many blocks in a row that are no prose | has few blocks in a row that are no prose"}, func(t *textBetween) float32 { return t.holeBlocks }},
	{Feature{"hole_words", "has many words in a row that are no prose | has few words in a row that are no prose"}, func(t *textBetween) float32 { return t.holeWords }},
	{Feature{"dates", "has many lines with dates or times | has few lines with dates or times"}, func(t *textBetween) float32 { return t.dates }},
	{Feature{"again", "has much that has stood on the page before | has little that has stood on the page before"}, func(t *textBetween) float32 { return t.again }},
}
