package classify

import (
	"github.com/pithcli/pith/extract/block"
)

// textPage is what is measured of a page.
type textPage struct {
	doc   *block.Document
	units []textUnit
	n     int

	voices [voiceCount]sums
	// themes are words as far as they are on the article's theme, typed and set
	// the blocks with either kind of quotation marks.
	themes, typed, set                                                                          sums
	words, prose, hits, functions, counted, short, caps, lists, gaps, ends, dates, names, again sums

	repeats, shapes map[uint64]int32
	shapeRun        []float32 // length of the run of blocks with one shape that a block stands in
	near, far       []float32 // prose words around, fading with distance in blocks
	nearMax, farMax float32
	spans           [3]textSpan // the densest run at three penalties for what is no prose
	runWords        []float32   // prose words of the run of paragraphs that a block stands in
	runMax          float32
	prevProse       []int32 // last block of prose at or before, -1 for none
	nextProse       []int32 // next one at or after, n for none
	prevHead        []int32
	nextHead        []int32
	comments, tail  int     // first phrase of comments, first one that ends the article, after some prose; -1 for none
	prevStart       []int32 // last hit of a phrase that opens a section or ends the article, before the block
	nextTail        []int32
	title           int
	titleWords      map[uint64]struct{}
	titleShare      []float32
	groupAt         []int32     // the group of each block in groups
	groups          []textGroup // blocks without blank lines between them
	listAt          []int32     // the outermost list or table of each block in lists, -1 for none
	listGroups      []textGroup
	theme           []float32 // how much of the block's words stand in the densest run of prose
	core            []textBetween
	nameKeys        map[uint64]struct{} // names that are a block by themselves
	topic           []float32           // how much of the block's words stand elsewhere in the page's prose
	median          float32             // words of the page's paragraphs of prose
}

// sums are running totals: sum(lo, hi) is over blocks [lo, hi).
type sums []float64

func (s sums) sum(lo, hi int) float32 {
	lo, hi = max(lo, 0), min(hi, len(s)-1)
	if lo >= hi {
		return 0
	}
	return float32(s[hi] - s[lo])
}

func (p *textPage) total(s sums) float32 { return float32(s[len(s)-1]) }

// measureText measures all blocks of a page.
func measureText(doc *block.Document) *textPage {
	p := &textPage{doc: doc, n: len(doc.Blocks), units: make([]textUnit, len(doc.Blocks))}
	depth := containerDepths(doc)
	words := wordVoices()
	for i := range p.units {
		p.units[i].measure(doc, i, depth, words)
	}
	p.repetition()
	p.totals()
	p.density()
	p.group()
	p.topics()
	p.distances()
	p.between()
	p.findTitle()
	return p
}

func (p *textPage) totals() {
	add := func(value func(u *textUnit) float32) sums {
		s := make(sums, p.n+1)
		for i := range p.units {
			s[i+1] = s[i] + float64(value(&p.units[i]))
		}
		return s
	}
	flag := func(b bool) float32 {
		if b {
			return 1
		}
		return 0
	}
	for v := voiceGrammar + 1; v < voiceCount; v++ {
		p.voices[v] = add(func(u *textUnit) float32 { return float32(u.voices[v]) })
	}
	p.typed = add(func(u *textUnit) float32 { return flag(u.typography() < 0) })
	p.set = add(func(u *textUnit) float32 { return flag(u.typography() > 0) })
	p.dates = add(func(u *textUnit) float32 { return flag(u.dated()) })
	p.names = add(func(u *textUnit) float32 { return flag(u.named()) })
	p.again = add(func(u *textUnit) float32 {
		if u.occurrence > 1 && u.words >= 4 {
			return u.words
		}
		return 0
	})
	p.gaps = add(func(u *textUnit) float32 { return flag(u.gap > 0) })
	p.ends = add(func(u *textUnit) float32 { return flag(u.ends == edgeSentence) })
	p.words = add(func(u *textUnit) float32 { return u.words })
	p.prose = add((*textUnit).prose)
	p.hits = add(func(u *textUnit) float32 { return flag(u.hit) })
	p.functions = add(func(u *textUnit) float32 { return u.functions })
	p.counted = add(func(u *textUnit) float32 { return u.counted })
	p.short = add(func(u *textUnit) float32 { return flag(u.words < 6) })
	p.caps = add(func(u *textUnit) float32 { return float32(u.capWords) })
	p.lists = add(func(u *textUnit) float32 { return flag(u.item) })
}
