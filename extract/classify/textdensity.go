package classify

import (
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
	"github.com/pithcli/pith/extract/classify/role"
)

// textSpan is a run of blocks with most prose.
type textSpan struct {
	lo, hi int
	words  float32
}

// density finds where the prose is.
func (p *textPage) density() {
	p.near, p.nearMax = p.fade(.7)
	p.far, p.farMax = p.fade(.92)
	for k, penalty := range [...]float32{2, 6, 18} {
		p.spans[k] = p.densest(penalty)
	}
	// Runs of paragraphs: at most two blocks in a row that are none stand between them.
	const gapBlocks = 2
	p.runWords = make([]float32, p.n)
	start, last, words := 0, -1, float32(0)
	flush := func(end int) {
		for i := start; i < end; i++ {
			p.runWords[i] = words
		}
		p.runMax = max(p.runMax, words)
	}
	for i := range p.units {
		v := p.units[i].like()
		if v < .5 {
			continue
		}
		if last >= 0 && i-last > gapBlocks+1 {
			flush(last + 1)
			words = 0
			start = i
		} else if last < 0 {
			start = i
		}
		words += p.units[i].words
		last = i
	}
	if last >= 0 {
		flush(last + 1)
	}
}

// fade sums the prose words around each block, each block further away by the factor q less.
func (p *textPage) fade(q float32) ([]float32, float32) {
	out := make([]float32, p.n)
	var acc, top float32
	for i := range p.units {
		acc = float32(acc*q) + p.units[i].prose()
		out[i] = acc
	}
	acc = 0
	for i := p.n - 1; i >= 0; i-- {
		out[i] += acc
		acc = (acc + p.units[i].prose()) * q
		top = max(top, out[i])
	}
	return out, top
}

// densest is the run of blocks with the greatest sum of prose words less penalty for each other block.
func (p *textPage) densest(penalty float32) textSpan {
	var best, cur textSpan
	var bestSum, sum float32
	for i := range p.units {
		u := &p.units[i]
		v := u.prose()
		if v == 0 {
			v = -penalty
			if u.hit {
				v *= 2
			}
			if u.kind == block.Rule {
				v = -penalty / 2
			}
		}
		if sum <= 0 {
			sum, cur = 0, textSpan{lo: i}
		}
		sum += v
		if sum > bestSum {
			bestSum = sum
			best = textSpan{lo: cur.lo, hi: i + 1, words: sum}
		}
	}
	return best
}

// distances notes the nearest prose, headings and phrases of each block.
func (p *textPage) distances() {
	ints := func() []int32 { return make([]int32, p.n) }
	p.prevProse, p.nextProse, p.prevHead, p.nextHead, p.prevStart, p.nextTail = ints(), ints(), ints(), ints(), ints(), ints()
	const some = 40 // words of prose after which a page has begun
	p.comments, p.tail = -1, -1
	prose, head, start := int32(-1), int32(-1), int32(-1)
	for i := range p.units {
		u := &p.units[i]
		p.prevStart[i] = start
		if u.hit && p.prose.sum(0, i) > some {
			if u.role == role.Comments && p.comments < 0 {
				p.comments = i
			}
			if u.place == phrases.Tail && p.tail < 0 {
				p.tail = i
			}
		}
		if u.like() >= .7 {
			prose = int32(i)
		}
		if u.kind == block.Heading {
			head = int32(i)
		}
		if u.hit && u.place != phrases.Line {
			start = int32(i)
		}
		p.prevProse[i], p.prevHead[i] = prose, head
	}
	n := int32(p.n)
	prose, head, tail := n, n, n
	for i := p.n - 1; i >= 0; i-- {
		u := &p.units[i]
		p.nextTail[i] = tail
		if u.like() >= .7 {
			prose = int32(i)
		}
		if u.kind == block.Heading {
			head = int32(i)
		}
		if u.hit && u.place == phrases.Tail {
			tail = int32(i)
		}
		p.nextProse[i], p.nextHead[i] = prose, head
	}
	var longs []float32
	for i := range p.units {
		if p.units[i].like() >= .7 {
			longs = append(longs, p.units[i].words)
		}
	}
	p.median = middle(longs)
}

// middle is the median of v by counting, without sorting: v are word counts.
func middle(v []float32) float32 {
	var count [512]int
	for _, x := range v {
		count[min(int(x), len(count)-1)]++
	}
	seen := 0
	for x, c := range count {
		if seen += c; seen*2 >= len(v) && len(v) > 0 {
			return float32(x)
		}
	}
	return 0
}
