package classify

import (
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
	"github.com/pithcli/pith/extract/classify/role"
)

// hitFacts are where the phrase inventory hits the page, and what follows from it for the blocks around.
type hitFacts struct {
	place []uint8 // 0 for no hit, else 1 + phrases.Place
	role  []role.Role
	sum   []float32 // hits before block i
	// section is the place of the last heading's hit, with its role: a block may stand under "Related articles".
	section     []uint8
	sectionRole []role.Role
	// opened is 1 + how many levels up the element is that opens with a hit that starts a section, 0 for none.
	opened     []float32
	openedRole []role.Role
	tails      []float32 // tail hits after the title and before the block
	sinceTail  []float32 // words since the last of them, -1 for none
	sinceStart []float32 // words since the last section start after the title, -1 for none
}

// longestPhrase is the length in bytes of text that is looked up.
const longestPhrase = 200

// openerLevels is how many elements up a section's opening is looked for.
const openerLevels = 6

// openerShare is the share of the page's running text from which an element that
// opens with a hit is the article itself, not a section of the page.
const openerShare = .5

func (h *hitFacts) read(p *page) {
	n := p.n
	bytes, floats, roles := make([]uint8, 2*n), make([]float32, 5*n+1), make([]role.Role, 3*n)
	h.place, h.section = bytes[:n], bytes[n:]
	h.role, h.sectionRole, h.openedRole = roles[:n], roles[n:2*n], roles[2*n:]
	h.sum, h.opened, h.tails, h.sinceTail, h.sinceStart = floats[:n+1], floats[n+1:2*n+1], floats[2*n+1:3*n+1], floats[3*n+1:4*n+1], floats[4*n+1:]
	tail, start, tails := float32(-1), float32(-1), float32(0)
	section, sectionRole := uint8(0), role.Article
	since := func(at float32, i int) float32 {
		if at < 0 {
			return -1
		}
		return p.sumWords[i] - at
	}
	for i := 0; i < n; i++ {
		b := &p.doc.Blocks[i]
		if b.End-b.Start > 0 && b.End-b.Start <= longestPhrase {
			if hit, ok := phrases.Match(p.doc.BlockText(i)); ok {
				h.place[i], h.role[i] = 1+uint8(hit.Place), hit.Role
			}
		}
		h.sum[i+1] = h.sum[i]
		if h.place[i] > 0 {
			h.sum[i+1]++
		}
		if b.Level > 0 {
			section, sectionRole = h.place[i], h.role[i]
		}
		h.section[i], h.sectionRole[i] = section, sectionRole
		h.tails[i], h.sinceTail[i], h.sinceStart[i] = tails, since(tail, i), since(start, i)
		if int32(i) > p.title {
			switch h.place[i] {
			case 1 + uint8(phrases.Tail):
				tail = p.sumWords[i+1]
				tails++
			case 1 + uint8(phrases.Start):
				start = p.sumWords[i+1]
			}
		}
	}
	h.openings(p)
}

// openings finds for each block the nearest element above it whose first text is a hit that starts a section.
func (h *hitFacts) openings(p *page) {
	total := p.sumPara[p.n]
	for i := 0; i < p.n; i++ {
		at := p.doc.Blocks[i].Node
		for level := 0; level < openerLevels && at > 0; level++ {
			nd := &p.doc.Nodes[at]
			f := nd.FirstBlock
			for f < nd.LastBlock && p.m[f].words == 0 {
				f++
			}
			if p.para(at) > openerShare*total || nd.Tag == block.TagBody {
				break
			}
			if f < nd.LastBlock && int(f) != i && h.place[f] > 1 {
				h.opened[i], h.openedRole[i] = float32(1+level), h.role[f]
				break
			}
			at = p.nodes[at].blockUp
		}
	}
}

var hitFeatures = []feature{
	{"phrase", "is a phrase of the page's machinery | is no phrase of the page's machinery", each(func(p *page, i int) float32 { return float32(p.hits.place[i]) })},
	{"phrase_role", "is a phrase of some role | is no phrase of a role, or of another", each(func(p *page, i int) float32 { return float32(p.hits.role[i]) })},
	{"section_phrase", "stands under a heading that opens a part which is not the article | does not stand under a heading that opens another part", each(func(p *page, i int) float32 { return float32(p.hits.section[i]) })},
	{"section_role", "stands under a heading of some role | stands under no heading of a role, or of another", each(func(p *page, i int) float32 { return float32(p.hits.sectionRole[i]) })},
	{"opened", "stands in an element that opens with a phrase of the page's machinery | does not stand in an element that opens with a phrase of the page's machinery", stored(func(p *page) []float32 { return p.hits.opened })},
	{"opened_role", "stands in an element that opens with a phrase of some role | does not stand in an element that opens with a phrase of a role, or of another", each(func(p *page, i int) float32 { return float32(p.hits.openedRole[i]) })},
	{"tails", "stands after phrases that end articles | stands before any phrase that ends articles", stored(func(p *page) []float32 { return p.hits.tails })},
	{"since_tail", "stands after a phrase that ends articles | stands before or close to a phrase that ends articles", stored(func(p *page) []float32 { return p.hits.sinceTail })},
	{"since_start", "stands after a phrase that opens another part | stands before or close to a phrase that opens another part", stored(func(p *page) []float32 { return p.hits.sinceStart })},
	{"phrases_near", "stands among phrases of the page's machinery | does not stand among phrases of the page's machinery", each(func(p *page, i int) float32 {
		return p.hits.sum[min(p.n, i+5)] - p.hits.sum[max(0, i-4)]
	})},
	{"phrases_around", "its grandparent holds phrases of the page's machinery | its grandparent holds few phrases of the page's machinery", ofNode{2, func(p *page, n int32) float32 {
		nd := &p.doc.Nodes[n]
		return ratio(p.hits.sum[nd.LastBlock]-p.hits.sum[nd.FirstBlock], float32(nd.LastBlock-nd.FirstBlock))
	}}},
}
