package meta

import (
	"github.com/pithcli/pith/extract/block"
)

// Reach of "near the title", in bytes of text outside asides: the window that
// metadata.md measured (94 % of the dates in it are the page's).
const (
	nearBefore = 250
	nearAfter  = 700
	// nearAbove bounds the blocks before the title: a date further up is the banner's, of today.
	nearAbove = 10
	// nearBlocks bounds the blocks that are looked through for them: past it stand menus.
	nearBlocks = 30
)

// near finds the blocks around the title.
func (p *page) near(title int) {
	d := p.doc
	from := max(title, 0)
	left := nearBefore
	p.nearLo = from
	for i := from - 1; i >= max(0, from-nearAbove) && left > 0 && title >= 0; i-- {
		if p.isAside(i) {
			continue
		}
		left -= int(d.Blocks[i].End - d.Blocks[i].Start)
		p.nearLo = i
	}
	left = nearAfter
	p.nearHi = from
	reach := 2 * nearBlocks
	if title < 0 { // menus stand before a title that no block shows
		reach = 6 * nearBlocks
	}
	for i := from; i < min(len(d.Blocks), from+reach) && left > 0; i++ {
		if i != title && !p.isAside(i) {
			left -= int(d.Blocks[i].End - d.Blocks[i].Start)
		}
		p.nearHi = i + 1
	}
}

// isAside says whether a block stands in a teaser list, the navigation, the comments or the like.
func (p *page) isAside(i int) bool {
	b := &p.doc.Blocks[i]
	return b.Kind == block.Control || p.doc.Form == block.FormHTML && p.zone(b.Node)&(zoneAside|zoneComment) != 0
}

// blockAt finds the block that holds text position pos, or the next one.
func (p *page) blockAt(pos int32) int {
	lo, hi := 0, len(p.doc.Blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.doc.Blocks[mid].End <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// addStamp records a date that a signal gives.
func (p *page) addStamp(signal int, value string, s stamp, node int32, blk int) {
	if p.stamps++; p.stamps > maxStamps {
		return
	}
	p.claims = append(p.claims, claim{signal: signal, value: value, node: node, block: blk, stamp: s})
}

// besideReach is how many blocks from the title a date may stand to be beside it.
const besideReach = 4

func (p *page) beside(blk int) bool {
	return p.titleBlock >= 0 && blk >= p.titleBlock-besideReach && blk <= p.titleBlock+besideReach
}
