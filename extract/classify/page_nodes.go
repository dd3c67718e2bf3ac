package classify

import (
	"math/bits"

	"github.com/pithcli/pith/extract/block"
)

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
	p.up = make([][levels]int32, p.n)
	for i := range p.up {
		at := doc.Blocks[i].Node
		for k := range p.up[i] {
			p.up[i][k] = at
			if next := p.nodes[at].blockUp; next >= 0 {
				at = next
			}
		}
	}
	p.findShared()
}

// levels is how many elements are kept for each block: its own and four ancestors.
const levels = 5

// sharing numbers the stretches of blocks that have a node, or what is known of it, in common.
type sharing struct {
	node []int32 // by stretch: the first block's node
	of   []int32 // of each block: its stretch
}

// begin starts a stretch.
func (s *sharing) begin(node int32) { s.node = append(s.node, node) }

// add adds the next block to the stretch.
func (s *sharing) add() { s.of = append(s.of, int32(len(s.node)-1)) }

func (p *page) findShared() {
	n := p.n
	ints := make([]int32, 2*n*(levels+2))
	room := func() (s sharing) {
		s.node, s.of, ints = ints[:0:n], ints[n:n:2*n], ints[2*n:]
		return s
	}
	for level := range p.levels {
		s := room()
		last := int32(-1)
		for i := range p.up {
			if at := p.up[i][level]; at != last {
				s.begin(at)
				last = at
			}
			s.add()
		}
		p.levels[level] = s
	}
	p.byGroup, p.byTag = room(), room()
	var last *nodeFacts
	for i := range p.up {
		node := p.up[i][0]
		f := &p.nodes[node]
		if last == nil || f.any != last.any || f.near != last.near || f.own != last.own {
			p.byGroup.begin(node)
			p.groupsUsed |= f.any | f.near | f.own
		}
		if last == nil || f.tags != last.tags || f.tagsNear != last.tagsNear {
			p.byTag.begin(node)
			p.tagsUsed |= f.tags | f.tagsNear
		}
		p.byGroup.add()
		p.byTag.add()
		for near := f.near; near != 0; near &= near - 1 {
			p.groupCount[bits.TrailingZeros64(near)]++
		}
		last = f
	}
}

// findAlike groups the nodes that hold text by their path of tags and classes: cards, comments and
// rows of a list are many of one kind.
func (p *page) findAlike() {
	p.alike = make([]int32, len(p.nodes))
	kinds := newNumbering(len(p.nodes))
	for i := range p.nodes {
		nd := &p.doc.Nodes[i]
		if nd.LastBlock == nd.FirstBlock {
			continue
		}
		k := kinds.of(p.nodes[i].sig)
		if int(k) == len(p.alikeCount) {
			p.alikeCount, p.alikeWords = append(p.alikeCount, 0), append(p.alikeWords, 0)
		}
		p.alike[i] = k
		p.alikeCount[k]++
		p.alikeWords[k] += p.words(int32(i))
	}
}

func groupBit(name string) uint64 {
	for g := range groups {
		if groups[g].name == name {
			return 1 << g
		}
	}
	panic("classify: no group of class names called " + name)
}
