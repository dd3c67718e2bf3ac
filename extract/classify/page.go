package classify

import (
	"math"

	"github.com/pithcli/pith/extract/block"
)

// page is everything that the features of an HTML page are read from. newPage fills it
// in a fixed number of passes over blocks and nodes; nothing in it changes afterwards.
type page struct {
	doc *block.Document
	n   int

	m  []measures
	ld []float32 // share of words inside links, 0 for blocks without words
	pm []float32 // paragraph mass: words of blocks that read like running text

	// Sums over the blocks before i; one longer than the blocks, so that any
	// range, and with it any node, is one subtraction.
	sumWords, sumLinked, sumPara []float32

	names []name
	nodes []nodeFacts
	up    [][4]int32 // of each block: its node's nearest block-level ancestors, itself first

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
	articles  []float32 // article elements with paragraph mass that closed before the block
	h1s       []float32 // h1 before or at the block
	seen      [len(seenGroups)][]float32
	head      headFacts
	about     pageFacts
	hits      hitFacts
}

// nodeFacts are what is known of an element from itself and its ancestors.
type nodeFacts struct {
	own, near, any uint64 // groups: of the element, of it and two levels up, of all ancestors
	tags, tagsNear uint32 // tag flags: of it and all ancestors, and of it and two levels up
	sig            uint64
	blockUp        int32 // nearest block-level ancestor
}

// tagFlag marks elements whose descendants are worth telling apart.
type tagFlag struct {
	name string
	doc  string
	tags []block.Tag
	role string // the ARIA role that means the same
}

var tagFlags = []tagFlag{
	{"nav", "nav element", []block.Tag{block.TagNav}, "navigation"},
	{"footer", "footer element", []block.Tag{block.TagFooter}, "contentinfo"},
	{"aside", "aside element", []block.Tag{block.TagAside}, "complementary"},
	{"header", "header element", []block.Tag{block.TagHeader}, "banner"},
	{"article", "article element", []block.Tag{block.TagArticle}, "article"},
	{"main", "main element", []block.Tag{block.TagMain}, "main"},
	{"form", "form", []block.Tag{block.TagForm, block.TagFieldset}, "form"},
	{"figure", "figure", []block.Tag{block.TagFigure, block.TagFigcaption}, "figure"},
	{"table", "table", []block.Tag{block.TagTable}, ""},
	{"li", "list item", []block.Tag{block.TagLi}, "listitem"},
	{"dl", "definition list", []block.Tag{block.TagDl}, ""},
	{"dialog", "dialog", []block.Tag{block.TagDialog}, "dialog"},
	{"noscript", "noscript element", []block.Tag{block.TagNoscript}, ""},
	{"section", "section element", []block.Tag{block.TagSection}, ""},
	{"button", "button or label", []block.Tag{block.TagButton, block.TagLabel, block.TagSelect}, "button"},
	{"a", "link that holds blocks", []block.Tag{block.TagA}, ""},
	{"p", "p element", []block.Tag{block.TagP}, ""},
}

// seenGroups are the class groups whose last appearance before a block tells whether the article is over.
var seenGroups = [...]string{"share", "tags", "author", "related", "comment", "subscribe"}

// paraLeast is the number of words from which a block with a sentence in it counts as paragraph mass.
const paraLeast = 8

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
	floats := make([]float32, 10*n+3)
	take := func(k int) []float32 {
		out := floats[:k:k]
		floats = floats[k:]
		return out
	}
	p.ld, p.pm, p.titleHits, p.described, p.copies = take(n), take(n), take(n), take(n), take(n)
	p.sumWords, p.sumLinked, p.sumPara = take(n+1), take(n+1), take(n+1)
	p.times, p.h1s = take(n), take(n)
	seen := make(map[uint64]int32, n)
	for i := range p.m {
		b := &p.doc.Blocks[i]
		m := p.head.measure(p, i)
		p.m[i] = m
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
		if m.words > 2 {
			seen[m.hash]++
		}
	}
	for i, m := range p.m {
		if m.words > 2 {
			p.copies[i] = float32(seen[m.hash] - 1)
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

var tagBits, roleBits = func() (t [block.TagCount]uint32, r map[string]uint32) {
	r = map[string]uint32{}
	for k, f := range tagFlags {
		for _, tag := range f.tags {
			t[tag] |= 1 << k
		}
		if f.role != "" {
			r[f.role] |= 1 << k
		}
	}
	return
}()

// wholePage is the share of the page's words from which an element is the page
// itself: its class names say what kind of page it is, not what part.
const wholePage = .98

func (p *page) walkNodes() {
	doc := p.doc
	p.names = names(doc, groupWords())
	p.nodes = make([]nodeFacts, len(doc.Nodes))
	total := p.sumWords[p.n]
	for i := range doc.Nodes {
		nd := &doc.Nodes[i]
		f := &p.nodes[i]
		f.tags = tagBits[nd.Tag]
		if nd.Role != 0 {
			f.tags |= roleBits[doc.Names[nd.Role]]
		}
		class := &p.names[nd.Class]
		if nd.Tag != block.TagBody && nd.Tag != block.TagHtml {
			f.own = class.groups | p.names[nd.ID].groups
		}
		if nd.Parent < 0 {
			f.sig = fnvOffset
			f.blockUp = -1
			continue
		}
		up := &p.nodes[nd.Parent]
		f.sig = (up.sig ^ uint64(nd.Tag)) * fnvPrime
		if nd.Class != 0 {
			f.sig = (f.sig ^ class.hash) * fnvPrime
		}
		f.near, f.tagsNear = f.own|up.own, f.tags|tagBits[doc.Nodes[nd.Parent].Tag]
		if g := doc.Nodes[nd.Parent].Parent; g >= 0 {
			f.near |= p.nodes[g].own
			f.tagsNear |= tagBits[doc.Nodes[g].Tag]
		}
		f.tags |= up.tags
		f.any = up.any
		if nd.LastBlock > nd.FirstBlock && p.words(int32(i)) < wholePage*total {
			f.any |= f.own
		}
		f.blockUp = nd.Parent
		if doc.Nodes[nd.Parent].Flags&block.NodeBlock == 0 && nd.Parent > 0 {
			f.blockUp = up.blockUp
		}
	}
	p.up = make([][4]int32, p.n)
	for i := range p.up {
		at := doc.Blocks[i].Node
		for k := range p.up[i] {
			p.up[i][k] = at
			if next := p.nodes[at].blockUp; next >= 0 {
				at = next
			}
		}
	}
}

func (p *page) signatures() {
	number := make(map[uint64]int32, 64)
	p.sig = make([]int32, p.n)
	for i := range p.sig {
		s := p.nodes[p.doc.Blocks[i].Node].sig
		k, ok := number[s]
		if !ok {
			k = int32(len(number))
			number[s] = k
			p.sigWords, p.sigPara, p.sigCount = append(p.sigWords, 0), append(p.sigPara, 0), append(p.sigCount, 0)
		}
		p.sig[i] = k
		p.sigWords[k] += p.sumWords[i+1] - p.sumWords[i]
		p.sigPara[k] += p.pm[i]
		p.sigCount[k]++
	}
	p.findAlike()
	p.findPosts()
	p.main = -1
	for k, v := range p.sigPara {
		if v > 0 && (p.main < 0 || v > p.sigPara[p.main]) {
			p.main = int32(k)
		}
	}
}

// findAlike groups the nodes that hold text by their path of tags and classes: cards, comments and
// rows of a list are many of one kind.
func (p *page) findAlike() {
	p.alike = make([]int32, len(p.nodes))
	slots := 64
	for slots < 2*len(p.nodes) {
		slots *= 2
	}
	keys, numbers := make([]uint64, slots), make([]int32, slots)
	for i := range p.nodes {
		nd := &p.doc.Nodes[i]
		if nd.LastBlock == nd.FirstBlock {
			continue
		}
		sig := p.nodes[i].sig | 1
		at := int(sig>>20) & (slots - 1)
		for keys[at] != 0 && keys[at] != sig {
			at = (at + 1) & (slots - 1)
		}
		if keys[at] == 0 {
			keys[at], numbers[at] = sig, int32(len(p.alikeCount))
			p.alikeCount, p.alikeWords = append(p.alikeCount, 0), append(p.alikeWords, 0)
		}
		k := numbers[at]
		p.alike[i] = k
		p.alikeCount[k]++
		p.alikeWords[k] += p.words(int32(i))
	}
}

// findPosts finds the post of a thread that each block stands in. It remembers
// the answer for every container on the way up, so that nesting costs nothing twice.
func (p *page) findPosts() {
	p.posts, p.postNumber = make([]float32, p.n), make([]float32, p.n)
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
	t.up = make([]float32, p.n)
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

// sequences are what depends on the blocks before and after.
func (p *page) sequences() {
	n := p.n
	ints := make([]int32, 4*n)
	p.heading, p.nextMain, p.prevMain, p.prevPara = ints[:n], ints[n:2*n], ints[2*n:3*n], ints[3*n:]
	for i := range p.doc.Signals {
		s := &p.doc.Signals[i]
		if s.Kind == block.SignalTime && int(s.Block) < n {
			p.times[s.Block]++
		}
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
	p.articles = make([]float32, n+1)
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
	out := make([]float32, p.n)
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

func groupBit(name string) uint64 {
	for g := range groups {
		if groups[g].name == name {
			return 1 << g
		}
	}
	panic("classify: no group of class names called " + name)
}
