package classify

import "github.com/pithcli/pith/extract/block"

// page is everything that the features of an HTML page are read from. newPage fills it
// in a fixed number of passes over blocks and nodes; nothing in it changes afterwards.
type page struct {
	doc *block.Document
	n   int

	m  []measures
	ld []float32 // share of words inside links, 0 for blocks without words; near[nearLinked]
	pm []float32 // paragraph mass: words of blocks that read like running text

	// Sums over the blocks before i; one longer than the blocks, so that any
	// range, and with it any node, is one subtraction.
	sumWords, sumLinked, sumPara []float32

	names []name
	nodes []nodeFacts
	up    [][levels]int32 // of each block: its node's nearest block-level ancestors, itself first
	// What neighbours share: an ancestor, by level, the class groups around, the elements around.
	levels         [levels]sharing
	byGroup, byTag sharing
	groupsUsed     uint64      // class groups that any block stands in
	tagsUsed       uint32      // tag flags …
	groupCount     [64]float32 // blocks with the group near

	sig      []int32 // number of the block's signature (path of tags and classes)
	sigWords []float32
	sigPara  []float32
	sigCount []float32
	main     int32 // the signature with most paragraph mass, -1 if there is none

	alike      []int32 // of each node: number of its kind, the nodes with its path of tags and classes
	alikeCount []float32
	alikeWords []float32
	posts      []float32 // of each block: 1 + depth of the thread's post it stands in, 0 outside
	postNumber []float32 // posts that began before it

	targets [targetCount]target

	heading   []int32   // last heading at or before the block, -1
	title     int32     // block that shows the title, -1
	titleHits []float32 // share of each block's words that the title, and the description, has
	described []float32
	firstMain int32 // first and last block of signature main
	lastMain  int32
	nextMain  []int32 // next and previous block of signature main, -1
	prevMain  []int32
	prevPara  []int32 // last block before i with paragraph mass, -1
	copies    []float32
	times     []float32 // time elements in the block
	links     []float32 // spans of the block that are links, emphasis, pictures
	emphasis  []float32
	images    []float32
	articles  []float32 // article elements with paragraph mass that closed before the block
	h1s       []float32 // h1 before or at the block
	seen      [len(seenGroups)][]float32
	near      [nearCount]neighbours
	head      headFacts
	about     pageFacts
	hits      hitFacts

	scratch []float32 // as long as the blocks: for the column that is set
	floats  []float32 // what take has left
}

// neighbours are values of the blocks with room for those of no block at either end.
type neighbours []float32

// nearMost is how far the neighbours are that features describe.
const nearMost = 2

const (
	nearWords  = iota // size
	nearLinked        // share of words inside links
	nearPath          // share of the page's paragraph mass that has the block's path
	nearTag           // rank of the element
	nearCount
)

// at returns for each block the value of the block d places on, -1 where there is none.
func (v neighbours) at(d int) []float32 { return v[nearMost+d : len(v)-nearMost+d] }

// own returns the values of the blocks themselves.
func (v neighbours) own() []float32 { return v.at(0) }

// take returns a zeroed slice from the page's one allocation of floats.
func (p *page) take(n int) []float32 {
	out := p.floats[:n:n]
	p.floats = p.floats[n:]
	return out
}

// floatsPerBlock is how many values of a block take is asked for, floatsMore how many beside.
const floatsPerBlock, floatsMore = 30, 4 + 2*nearMost*nearCount

// paraLeast is the number of words from which a block with a sentence in it counts as paragraph mass.
const paraLeast = 8

func newPage(doc *block.Document) *page {
	p := &page{doc: doc, n: len(doc.Blocks)}
	p.head.read(doc)
	p.measureBlocks()
	p.walkNodes()
	p.signatures()
	p.findTitle()
	p.findTargets()
	p.sequences()
	p.hits.read(p)
	p.about.read(p)
	return p
}

func (p *page) measureBlocks() {
	n := p.n
	p.m = make([]measures, n)
	p.floats = make([]float32, floatsPerBlock*n+floatsMore)
	p.pm, p.titleHits, p.described, p.copies = p.take(n), p.take(n), p.take(n), p.take(n)
	p.sumWords, p.sumLinked, p.sumPara = p.take(n+1), p.take(n+1), p.take(n+1)
	p.times, p.links, p.emphasis, p.images = p.take(n), p.take(n), p.take(n), p.take(n)
	p.scratch = p.take(n)
	for k := range p.near {
		v := p.take(n + 2*nearMost)
		for d := range nearMost {
			v[d], v[len(v)-1-d] = -1, -1
		}
		p.near[k] = v
	}
	sizes, tags := p.near[nearWords].own(), p.near[nearTag].own()
	p.ld = p.near[nearLinked].own()
	texts, ints := newNumbering(n), make([]int32, 2*n)
	text, said := ints[:n], ints[n:] // number of each block's text, and how often it is said
	for i := range p.m {
		b := &p.doc.Blocks[i]
		p.m[i] = p.head.measure(p, i)
		m := &p.m[i]
		words := float32(m.words-m.wide) + float32(m.wide)/charsPerWord
		if m.words > 0 {
			p.ld[i] = float32(m.linked) / float32(m.words)
		}
		if words >= paraLeast && m.ends > 0 && p.ld[i] < .5 && b.Kind == block.Para {
			p.pm[i] = words * (1 - p.ld[i])
		}
		p.sumWords[i+1] = p.sumWords[i] + words
		p.sumLinked[i+1] = p.sumLinked[i] + words*p.ld[i]
		p.sumPara[i+1] = p.sumPara[i] + p.pm[i]
		sizes[i] = p.sumWords[i+1] - p.sumWords[i]
		tags[i] = tagRank[p.doc.Nodes[b.Node].Tag]
		if m.words > 2 {
			text[i] = texts.of(m.hash)
			said[text[i]]++
		}
		for k := b.SpanStart; k < b.SpanEnd; k++ {
			switch p.doc.Spans[k].Kind {
			case block.Link:
				p.links[i]++
			case block.Strong, block.Em:
				p.emphasis[i]++
			case block.Image:
				p.images[i]++
			}
		}
	}
	for i := range p.m {
		if m := &p.m[i]; m.words > 2 {
			p.copies[i] = float32(said[text[i]] - 1)
		}
	}
}

// words, linked and para are sums over the blocks of a node.
func (p *page) words(n int32) float32 {
	nd := &p.doc.Nodes[n]
	return p.sumWords[nd.LastBlock] - p.sumWords[nd.FirstBlock]
}

func (p *page) linked(n int32) float32 {
	nd := &p.doc.Nodes[n]
	return p.sumLinked[nd.LastBlock] - p.sumLinked[nd.FirstBlock]
}

func (p *page) para(n int32) float32 {
	nd := &p.doc.Nodes[n]
	return p.sumPara[nd.LastBlock] - p.sumPara[nd.FirstBlock]
}

func (p *page) blocks(n int32) float32 {
	nd := &p.doc.Nodes[n]
	return float32(nd.LastBlock - nd.FirstBlock)
}

func (p *page) signatures() {
	p.findAlike()
	number := make([]int32, len(p.alikeCount)) // 1 + signature, by kind of node
	p.sig = make([]int32, p.n)
	for i := range p.sig {
		at := &number[p.alike[p.doc.Blocks[i].Node]]
		if *at == 0 {
			p.sigWords, p.sigPara, p.sigCount = append(p.sigWords, 0), append(p.sigPara, 0), append(p.sigCount, 0)
			*at = int32(len(p.sigWords))
		}
		k := *at - 1
		p.sig[i] = k
		p.sigWords[k] += p.sumWords[i+1] - p.sumWords[i]
		p.sigPara[k] += p.pm[i]
		p.sigCount[k]++
	}
	p.findPosts()
	p.main = -1
	for k, v := range p.sigPara {
		if v > 0 && (p.main < 0 || v > p.sigPara[p.main]) {
			p.main = int32(k)
		}
	}
}
