package classify

import (
	"math"

	"github.com/pithcli/pith/extract/block"
)

// target is a node that blocks are measured against.
type target struct {
	node int32
	up   []float32 // levels from the target up to the ancestor that holds the block: 0 inside
}

const (
	targetTop   = iota // the node with the best readability-style score
	targetHalf         // the smallest node with half of the paragraph mass
	targetMost         // … with 80 %
	targetTitle        // the node of the title block
	targetCount
)

// titleShare is the share of a block's words that must be the title's, and of
// the title's words (its site name may be part of it) that the block must have.
const titleShare, titleCover = .7, .4

// findTitle takes the best heading whose words are the title's, else the first h1, else a
// short block with the title's words.
func (p *page) findTitle() {
	p.title = -1
	best := float32(0)
	for i := range p.titleHits {
		b := &p.doc.Blocks[i]
		words := float32(p.m[i].words)
		s := p.titleHits[i]
		if b.Kind == block.Heading && b.Level == 1 {
			s += .3
		} else if b.Kind == block.Heading {
			s += .1
		}
		if words > 0 && words < 60 && s > best && p.ld[i] < 1.01 && p.titleHits[i] >= titleShare && p.titleHits[i]*words >= titleCover*p.head.titleWords {
			p.title, best = int32(i), s
		}
	}
	if p.title >= 0 {
		return
	}
	for i := range p.doc.Blocks {
		if p.doc.Blocks[i].Level == 1 {
			p.title = int32(i)
			return
		}
	}
}

func (p *page) findTargets() {
	total := p.sumPara[p.n]
	smallest := func(share float32) int32 {
		at := int32(0)
		for c := at + 1; c < p.doc.Nodes[at].Last; {
			if p.para(c) >= share*total && total > 0 {
				at = c
				c++
			} else {
				c = p.doc.Nodes[c].Last
			}
		}
		return at
	}
	p.setTarget(targetTop, p.topNode())
	p.setTarget(targetHalf, smallest(.5))
	p.setTarget(targetMost, smallest(.8))
	title := int32(-1)
	if p.title >= 0 {
		title = p.doc.Blocks[p.title].Node
	}
	p.setTarget(targetTitle, title)
}

// topNode scores nodes by the paragraphs they hold themselves or one level down, as
// Arc90's readability did: whole for children, half for grandchildren, less the link share.
func (p *page) topNode() int32 {
	score := make([]float32, len(p.doc.Nodes))
	for i := range p.pm {
		if p.pm[i] == 0 {
			continue
		}
		v := 1 + float32(math.Min(float64(p.pm[i])/20, 3)) + float32(min(p.m[i].commas, 8))/2
		if parent := p.up[i][1]; parent >= 0 {
			score[parent] += v
			if g := p.up[i][2]; g != parent {
				score[g] += v / 2
			}
		}
	}
	at, best := int32(0), float32(0)
	for n := range score {
		if score[n] == 0 {
			continue
		}
		w := p.words(int32(n))
		if s := score[n] * (1 - p.linked(int32(n))/max(w, 1)); s > best {
			at, best = int32(n), s
		}
	}
	return at
}

// setTarget measures all blocks against a node: going up from the node, the blocks that an
// ancestor adds are so many levels away.
func (p *page) setTarget(k int, node int32) {
	t := &p.targets[k]
	t.node = node
	t.up = p.take(p.n)
	if node < 0 {
		for i := range t.up {
			t.up[i] = -1
		}
		return
	}
	lo, hi := p.doc.Nodes[node].FirstBlock, p.doc.Nodes[node].LastBlock
	if lo > hi {
		lo = hi
	}
	level := float32(0)
	for at := p.nodes[node].blockUp; at >= 0; at = p.nodes[at].blockUp {
		level++
		nd := &p.doc.Nodes[at]
		for ; lo > nd.FirstBlock; lo-- {
			t.up[lo-1] = level
		}
		for ; hi < nd.LastBlock; hi++ {
			t.up[hi] = level
		}
	}
	for ; lo > 0; lo-- {
		t.up[lo-1] = level + 1
	}
	for ; int(hi) < p.n; hi++ {
		t.up[hi] = level + 1
	}
}
