package classify

import (
	"github.com/pithcli/pith/extract/block"
)

// marks are what the selection counts words of, in candidates: parts of a page that are
// article on some kinds of page and not on others.
var marks = []struct {
	name string
	is   func(p *page, i int) bool
}{
	{"comment", inGroup("comment")},
	{"review", inGroup("review")},
	{"product", inGroup("product")},
	{"related", inGroup("related")},
	{"list_item", func(p *page, i int) bool { return inTag(p, i, "li") }},
	{"table", func(p *page, i int) bool { return inTag(p, i, "table") }},
	{"form", func(p *page, i int) bool { return inTag(p, i, "form") }},
	{"hidden", func(p *page, i int) bool { return p.doc.Blocks[i].Flags&block.Hidden != 0 }},
	{"chrome", func(p *page, i int) bool {
		return inTag(p, i, "nav") || inTag(p, i, "footer") || inTag(p, i, "aside") || inTag(p, i, "header")
	}},
	{"after_main", func(p *page, i int) bool { return p.lastMain >= 0 && int32(i) > p.lastMain }},
	{"before_title", func(p *page, i int) bool { return int32(i) < p.title }},
	{"faq", inGroup("faq")},
}

func inGroup(name string) func(p *page, i int) bool {
	bit := groupBit(name)
	return func(p *page, i int) bool { return p.nodes[p.doc.Blocks[i].Node].any&bit != 0 }
}

func inTag(p *page, i int, name string) bool {
	for k := range tagFlags {
		if tagFlags[k].name == name {
			return p.nodes[p.doc.Blocks[i].Node].tags>>k&1 == 1
		}
	}
	panic("classify: no tag flag called " + name)
}

// context is what the selection needs of the page, but for the page facts.
func (p *page) context() *Context {
	c := &Context{Words: make([]int32, p.n), Linked: make([]float32, p.n), Para: p.pm, Group: p.sig, Part: make([]int32, p.n), Marks: make([]uint16, p.n)}
	part := map[int32]int32{}
	for i := range c.Words {
		c.Words[i] = p.m[i].words
		c.Linked[i] = float32(p.m[i].linked)
		at := p.up[i][2]
		k, ok := part[at]
		if !ok {
			k = int32(len(part))
			part[at] = k
		}
		c.Part[i] = k
		for b := range marks {
			if marks[b].is(p, i) {
				c.Marks[i] |= 1 << b
			}
		}
	}
	return c
}
