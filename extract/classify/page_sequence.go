package classify

import "github.com/pithcli/pith/extract/block"

// seenGroups are the class groups whose last appearance before a block tells whether the article is over.
var seenGroups = [...]string{"share", "tags", "author", "related", "comment", "subscribe"}

// sequences are what depends on the blocks before and after.
func (p *page) sequences() {
	n := p.n
	p.h1s = p.take(n)
	ints := make([]int32, 4*n)
	p.heading, p.nextMain, p.prevMain, p.prevPara = ints[:n], ints[n:2*n], ints[2*n:3*n], ints[3*n:]
	for i := range p.doc.Signals {
		s := &p.doc.Signals[i]
		if s.Kind == block.SignalTime && int(s.Block) < n {
			p.times[s.Block]++
		}
	}
	paths := p.near[nearPath].own()
	for i, s := range p.sig {
		paths[i] = ratio(p.sigPara[s], p.sumPara[n])
	}
	p.firstMain, p.lastMain = -1, -1
	heading, prev, para, h1 := int32(-1), int32(-1), int32(-1), float32(0)
	for i := 0; i < n; i++ {
		b := &p.doc.Blocks[i]
		if b.Level > 0 {
			heading = int32(i)
			if b.Level == 1 {
				h1++
			}
		}
		p.heading[i], p.prevMain[i], p.prevPara[i], p.h1s[i] = heading, prev, para, h1
		if p.sig[i] == p.main {
			prev = int32(i)
			if p.firstMain < 0 {
				p.firstMain = int32(i)
			}
			p.lastMain = int32(i)
		}
		if p.pm[i] > 0 {
			para = int32(i)
		}
	}
	next := int32(-1)
	for i := n - 1; i >= 0; i-- {
		p.nextMain[i] = next
		if p.sig[i] == p.main {
			next = int32(i)
		}
	}
	p.articles = p.take(n + 1)
	for i := range p.doc.Nodes {
		nd := &p.doc.Nodes[i]
		if nd.Tag == block.TagArticle && p.para(int32(i)) > 0 {
			p.articles[nd.LastBlock]++
		}
	}
	for i := 1; i <= n; i++ {
		p.articles[i] += p.articles[i-1]
	}
	for k, g := range seenGroups {
		p.seen[k] = p.sinceGroup(g)
	}
}

// sinceGroup returns for each block the words since a block of a class group, after the
// title, -1 where there was none.
func (p *page) sinceGroup(name string) []float32 {
	bit := groupBit(name)
	out := p.take(p.n)
	at := float32(-1)
	for i := range out {
		if at >= 0 {
			out[i] = p.sumWords[i] - at
		} else {
			out[i] = -1
		}
		if int32(i) > p.title && p.nodes[p.doc.Blocks[i].Node].near&bit != 0 {
			at = p.sumWords[i+1]
		}
	}
	return out
}

// findPosts finds the post of a thread that each block stands in. It remembers
// the answer for every container on the way up, so that nesting costs nothing twice.
func (p *page) findPosts() {
	p.posts, p.postNumber = p.take(p.n), p.take(p.n)
	containers := p.doc.Containers
	const unknown = -1
	near := make([]int32, len(containers)) // the innermost post at or around each container, 0 for none
	for i := range near {
		near[i] = unknown
	}
	near[0] = 0
	last, number := int32(-1), float32(0)
	for i := range p.posts {
		in := p.doc.Blocks[i].In
		at := in
		for near[at] == unknown && containers[at].Kind != block.ContainerPost {
			at = containers[at].Parent
		}
		post := near[at]
		if post == unknown {
			post = at
		}
		for c := in; near[c] == unknown; c = containers[c].Parent {
			near[c] = post
			if c == at {
				break
			}
		}
		if post > 0 {
			p.posts[i] = 1 + float32(containers[post].Number)
			if post != last {
				last = post
				number++
			}
		}
		p.postNumber[i] = number
	}
}
