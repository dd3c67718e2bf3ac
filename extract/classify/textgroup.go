package classify

import (
	"github.com/pithcli/pith/extract/block"
)

// textDepth is what the containers around a block say of it.
type textDepth struct {
	lists, quotes        uint8
	table, ordered, item bool
	outer                int32 // the outermost list or table, as an index of containers
}

// containerDepths adds up the containers from the outside in: parents stand before their children.
func containerDepths(doc *block.Document) []textDepth {
	d := make([]textDepth, len(doc.Containers))
	for i := range doc.Containers {
		c := &doc.Containers[i]
		if c.Parent >= 0 {
			d[i] = d[c.Parent]
		}
		switch c.Kind {
		case block.ContainerList:
			if d[i].lists < 255 {
				d[i].lists++
			}
			d[i].ordered = c.Ordered
			if d[i].outer == 0 {
				d[i].outer = int32(i)
			}
		case block.ContainerItem:
			d[i].item = true
		case block.ContainerQuote:
			if d[i].quotes < 255 {
				d[i].quotes++
			}
		case block.ContainerTable:
			d[i].table = true
			if d[i].outer == 0 {
				d[i].outer = int32(i)
			}
		}
	}
	return d
}

// repetition counts blocks with the same text and with the same shape.
func (p *textPage) repetition() {
	p.repeats, p.shapes = make(map[uint64]int32, p.n), make(map[uint64]int32)
	p.shapeRun = make([]float32, p.n)
	p.nameKeys = map[uint64]struct{}{}
	start := 0
	for i := range p.units {
		u := &p.units[i]
		if u.words > 0 {
			p.repeats[u.key]++
			u.occurrence = p.repeats[u.key]
		}
		if u.words >= 2 && u.named() {
			p.nameKeys[u.key] = struct{}{}
		}
		p.shapes[u.shape]++
		if u.shape != p.units[start].shape {
			p.markRun(start, i)
			start = i
		}
	}
	p.markRun(start, p.n)
}

// opensWithName says whether a block is longer than a name and begins with one that is a block of its own.
func (p *textPage) opensWithName(i int) bool {
	u := &p.units[i]
	if u.words < 8 {
		return false
	}
	for _, key := range u.opening {
		if _, ok := p.nameKeys[key]; ok {
			return true
		}
	}
	return false
}

func (p *textPage) markRun(lo, hi int) {
	for i := lo; i < hi; i++ {
		p.shapeRun[i] = float32(hi - lo)
	}
}

// textGroup is a run of blocks that the page holds together.
type textGroup struct {
	lo, hi int
}

// group finds the runs of blocks without a blank line between them, and the outermost lists and tables.
func (p *textPage) group() {
	p.groupAt, p.listAt = make([]int32, p.n), make([]int32, p.n)
	list := int32(0)
	for i := range p.units {
		u := &p.units[i]
		if i == 0 || u.gap > 0 || u.kind == block.Rule || p.units[i-1].kind == block.Rule {
			p.groups = append(p.groups, textGroup{lo: i})
		}
		g := len(p.groups) - 1
		p.groups[g].hi = i + 1
		p.groupAt[i] = int32(g)
		p.listAt[i] = -1
		if u.list > 0 {
			if u.list != list {
				p.listGroups = append(p.listGroups, textGroup{lo: i})
			}
			p.listGroups[len(p.listGroups)-1].hi = i + 1
			p.listAt[i] = int32(len(p.listGroups) - 1)
		}
		list = u.list
	}
}
