package block

import "slices"

// containerGone marks a container that turned out to be none (a layout table's);
// regroup takes it out.
const containerGone ContainerKind = 255

// grouping is a container that was found after the pass, around the blocks from first to last.
type grouping struct {
	first, last int32
	c           Container
}

// groupBlocks asks for a container around the blocks [first, last); regroup makes it.
func (b *builder) groupBlocks(first, last int32, c Container) {
	if first < last {
		b.groupings = append(b.groupings, grouping{first, last, c})
	}
}

// groupNode asks for a container around the blocks of an element.
func (b *builder) groupNode(n int32, c Container) {
	c.Node = n
	node := &b.doc.Nodes[n]
	b.groupBlocks(node.FirstBlock, node.LastBlock, c)
}

// maxGroupings bounds how many groupings stand in each other, and how far their
// parent is sought.
const maxGroupings = 100

// regrouper builds the containers anew, in the order in which they open: old
// ones, groupings and blocks are merged by the block at which each begins.
// What is placed later and holds the same block is the inner one.
type regrouper struct {
	d        *Document
	old      []Container
	outer    []int32 // what an old container amounts to: itself, or the nearest outer one that is not gone
	from, to []int32 // the blocks of old containers
	at       []int32 // where old containers went
	kept     []Container
	open     []openGroup
}

// openGroup is a grouping around the current block.
type openGroup struct{ last, at int32 }

// regroup leaves out the containers that turned out to be none, and puts the
// groupings in: a grouping is cut short where it would cross a container.
func (b *builder) regroup() {
	d := b.doc
	r := regrouper{d: d, old: d.Containers}
	if !r.findGone() && len(b.groupings) == 0 {
		return
	}
	g := b.groupings
	slices.SortStableFunc(g, func(a, b grouping) int {
		if a.first != b.first {
			return int(a.first - b.first)
		}
		return int(b.last - a.last)
	})
	r.extents()
	r.at = make([]int32, len(r.old))
	r.kept = make([]Container, 0, len(r.old)+len(g))
	c := 0
	for i := int32(0); i <= b.nextBlock(); i++ {
		for ; c < len(r.old) && (r.from[c] <= i || i == b.nextBlock()); c++ {
			for c > 0 && len(g) > 0 && (g[0].first < r.from[c] || g[0].first == r.from[c] && r.from[c] < r.to[c] && r.to[c] <= g[0].last) {
				r.placeGroup(&g[0])
				g = g[1:]
			}
			r.placeOld(c)
		}
		if i == b.nextBlock() {
			break
		}
		for len(g) > 0 && g[0].first <= i {
			r.placeGroup(&g[0])
			g = g[1:]
		}
		r.shut(i, i+1)
		blk := &d.Blocks[i]
		blk.In = r.innermost(r.at[r.outer[blk.In]])
	}
	d.Containers = r.kept
}

// findGone fills outer and says whether any container is gone.
func (r *regrouper) findGone() bool {
	r.outer = make([]int32, len(r.old))
	any := false
	for i := range r.old {
		c := &r.old[i]
		r.outer[i] = int32(i)
		if c.Kind == containerGone || (c.Kind == ContainerRow || c.Kind == ContainerCell) && r.outer[c.Parent] != c.Parent {
			any = true
			r.outer[i] = r.outer[c.Parent]
		}
	}
	return any
}

// extents finds the blocks of each old container.
func (r *regrouper) extents() {
	r.from, r.to = make([]int32, len(r.old)), make([]int32, len(r.old))
	for i := range r.old {
		n := &r.d.Nodes[r.old[i].Node]
		r.from[i], r.to[i] = n.FirstBlock, n.LastBlock
		if c := &r.old[i]; c.Kind == ContainerList && n.Tag != TagOl && n.Tag != TagUl && n.Tag != TagMenu && n.Tag != TagDir {
			r.from[i], r.to[i] = -1, -1 // a list of stray items: as far as they go
		}
		if p := r.old[i].Parent; p > 0 && (r.from[p] < 0 || r.to[p] < r.to[i]) {
			if r.from[p] < 0 {
				r.from[p] = r.from[i]
			}
			r.to[p] = r.to[i]
		}
	}
	for i := range r.old {
		if r.from[i] < 0 {
			r.from[i], r.to[i] = 0, 0
		}
		if i > 0 && r.from[i] < r.from[i-1] {
			r.from[i] = r.from[i-1]
		}
	}
}

// shut closes the groupings that end before from, and cuts those that end inside what goes to to.
func (r *regrouper) shut(from, to int32) {
	for n := len(r.open); n > 0 && (r.open[n-1].last <= from || r.open[n-1].last < to); n-- {
		r.open = r.open[:n-1]
	}
}

// innermost returns the inner one of a container and the innermost grouping.
func (r *regrouper) innermost(at int32) int32 {
	if n := len(r.open); n > 0 {
		return max(at, r.open[n-1].at)
	}
	return at
}

func (r *regrouper) placeOld(c int) {
	if r.outer[c] != int32(c) {
		r.at[c] = r.at[r.outer[c]]
		return
	}
	k := r.old[c]
	if k.Parent >= 0 {
		k.Parent = r.at[r.outer[k.Parent]]
		if r.from[c] < r.to[c] {
			r.shut(r.from[c], r.to[c])
			k.Parent = r.innermost(k.Parent)
		}
	}
	r.at[c] = int32(len(r.kept))
	r.kept = append(r.kept, k)
}

func (r *regrouper) placeGroup(g *grouping) {
	r.shut(g.first, g.first+1)
	if n := len(r.open); n > 0 && r.open[n-1].last < g.last {
		g.last = r.open[n-1].last
	}
	c := r.outer[r.d.Blocks[g.first].In]
	// The innermost container that holds the grouping and more.
	for n := 0; c > 0 && (r.from[c] > g.first || r.to[c] < g.last || r.to[c]-r.from[c] == g.last-g.first); n++ {
		if n > maxGroupings {
			return
		}
		c = r.outer[r.old[c].Parent]
	}
	if len(r.open) >= maxGroupings {
		return
	}
	g.c.Parent = r.innermost(r.at[c])
	r.open = append(r.open, openGroup{g.last, int32(len(r.kept))})
	r.kept = append(r.kept, g.c)
}
