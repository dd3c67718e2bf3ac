package classify

import (
	"slices"
	"strings"
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// feature is one row of the table of HTML features.
type feature struct {
	name, doc string
	column    column
}

// column is how a feature's values are made: by the cheapest of the forms below that fits.
type column interface {
	// set sets column k.
	set(p *page, to Setter, k int)
}

type (
	// each is a value computed for each block.
	each func(p *page, i int) float32
	// stored is a value that the page holds for each block, in a slice at least as long.
	stored func(p *page) []float32
	// ofNode is a value of the block's element (up 0) or of a block-level ancestor, computed once
	// for neighbours that share it.
	ofNode struct {
		up int
		of func(p *page, n int32) float32
	}
	// ofGroup says how near a class group, by its number, is: 1 for each of the element's own
	// names, those of two levels up too, and those of all ancestors.
	ofGroup int
	// ofTag says how near a tag flag, by its number, is: 1 each for all ancestors and for two levels up.
	ofTag int
	// whole is one value for the page.
	whole func(p *page) float32
)

func (f each) set(p *page, to Setter, k int) {
	v := p.scratch[:p.n]
	for i := range v {
		v[i] = f(p, i)
	}
	to.Column(k, v)
}

func (f stored) set(p *page, to Setter, k int) { to.Column(k, f(p)[:p.n]) }

func (f ofNode) set(p *page, to Setter, k int) {
	s := &p.levels[f.up]
	v := p.scratch[:len(s.node)]
	for j, n := range s.node {
		v[j] = f.of(p, n)
	}
	to.Shared(k, s.of, v)
}

func (g ofGroup) set(p *page, to Setter, k int) {
	if p.groupsUsed>>g&1 == 0 {
		to.Const(k, 0)
		return
	}
	s := &p.byGroup
	v := p.scratch[:len(s.node)]
	for j, n := range s.node {
		f := &p.nodes[n]
		v[j] = float32(f.any>>g&1 + f.near>>g&1 + f.own>>g&1)
	}
	to.Shared(k, s.of, v)
}

func (t ofTag) set(p *page, to Setter, k int) {
	if p.tagsUsed>>t&1 == 0 {
		to.Const(k, 0)
		return
	}
	s := &p.byTag
	v := p.scratch[:len(s.node)]
	for j, n := range s.node {
		f := &p.nodes[n]
		v[j] = float32(f.tags>>t&1 + f.tagsNear>>t&1)
	}
	to.Shared(k, s.of, v)
}

func (f whole) set(p *page, to Setter, k int) { to.Const(k, f(p)) }

// htmlFeatures returns the table of features of HTML pages. Models refer to them by name; their
// order is that of a training run's columns.
func htmlFeatures() []feature {
	return slices.Concat(textFeatures, elementFeatures, pathFeatures, placeFeatures, headingFeatures, endFeatures,
		pageFeatures, hitFeatures, declaredFeatures(), classFeatures(), tagFeatures(),
		ancestorFeatures(1), ancestorFeatures(2), ancestorFeatures(3), ancestorFeatures(4), targetFeatures(),
		neighbourFeatures(-2), neighbourFeatures(-1), neighbourFeatures(1), neighbourFeatures(2), sinceFeatures())
}

// HTMLTable returns the features of HTML pages.
var HTMLTable = sync.OnceValue(func() *Table {
	t := &Table{Name: "html"}
	list := htmlFeatures()
	var facts []whole
	for _, f := range list {
		t.Features = append(t.Features, Feature{Name: f.name, Doc: f.doc})
	}
	for _, f := range slices.Concat(list, kindFeatures()) {
		if w, ok := f.column.(whole); ok {
			facts = append(facts, w)
			t.PageFacts = append(t.PageFacts, f.name)
		}
	}
	t.Fill = func(doc *block.Document, want []int, set Setter) *Context {
		p := newPage(doc)
		for k, at := range want {
			list[at].column.set(p, set, k)
		}
		c := &Context{Words: make([]int32, p.n), Page: make([]float32, len(facts))}
		for i := range c.Words {
			c.Words[i] = p.m[i].words
		}
		for k, f := range facts {
			c.Page[k] = f(p)
		}
		return c
	}
	return t
})

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func ratio(a, b float32) float32 {
	if b <= 0 {
		return 0
	}
	return a / b
}

// article puts the indefinite article before a noun, except before one that has none.
func article(noun string) string {
	switch {
	case strings.HasPrefix(noun, "preformatted"):
		return noun
	case strings.ContainsRune("aeiou", rune(noun[0])):
		return "an " + noun
	}
	return "a " + noun
}
