package classify

import (
	"fmt"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// TextTable returns the features of plain-text pages.
func TextTable() *Table {
	cols := textColumns()
	t := &Table{Name: "text", Features: make([]Feature, len(cols))}
	for i, c := range cols {
		t.Features[i] = c.Feature
	}
	t.Fill = func(doc *block.Document, want []int, set Setter) *Context {
		p := measureText(doc)
		v := make([]float32, p.n)
		for k, f := range want {
			c := &cols[f]
			if c.page != nil {
				set.Const(k, c.page(p))
				continue
			}
			for i := range v {
				v[i] = c.value(p, i)
			}
			set.Column(k, v)
		}
		ctx := &Context{Words: make([]int32, p.n)}
		for i := range ctx.Words {
			ctx.Words[i] = p.units[i].tokens
		}
		return ctx
	}
	return t
}

// textColumn is a feature with the function that answers it, for a block or for the page as a whole.
type textColumn struct {
	Feature
	value func(p *textPage, i int) float32
	page  func(p *textPage) float32
}

// textColumns lists the features of text pages: a block by itself, its
// neighbours, windows around it, where it stands, and the page. Trees ask only
// whether a value is above an edge, so counts are not scaled.
func textColumns() []textColumn {
	var cols []textColumn
	add := func(name, doc string, value func(p *textPage, i int) float32) {
		cols = append(cols, textColumn{Feature: Feature{name, doc}, value: value})
	}
	for _, o := range ownColumns {
		add(o.Name, o.Doc, func(p *textPage, i int) float32 { return o.value(&p.units[i]) })
	}
	// Neighbours: the blocks next to it. Those beyond save less than a thousandth of the loss.
	for _, d := range [...]int{-1, 1} {
		side := "after"
		if d < 0 {
			side = "before"
		}
		for _, o := range neighbourColumns {
			add(fmt.Sprintf("%s1_%s", side, o.Name), halves(o.Doc, func(doc string) string { return fmt.Sprintf("the block %s it %s", side, doc) }),
				func(p *textPage, i int) float32 {
					if j := i + d; j >= 0 && j < p.n {
						return o.value(&p.units[j])
					}
					return -1
				})
		}
	}
	for _, w := range windows {
		for _, r := range windowColumns {
			add(fmt.Sprintf("%s_%s", r.Name, w.name), halves(r.Doc, func(doc string) string { return doc + " " + w.doc }), func(p *textPage, i int) float32 {
				return r.value(p, i+w.lo, i+w.hi)
			})
		}
	}
	for _, c := range voiceColumns {
		add("voice_"+c.name, "has many "+c.doc+" | has few "+c.doc, func(p *textPage, i int) float32 {
			u := &p.units[i]
			return ratio(float32(u.voices[c.voice]), u.counted)
		})
		for _, w := range voiceWindows {
			add("voice_"+c.name+"_"+w.name, "has many "+c.doc+" "+w.doc+" | has few "+c.doc+" "+w.doc, func(p *textPage, i int) float32 {
				return ratio(p.voices[c.voice].sum(i+w.lo, i+w.hi), p.counted.sum(i+w.lo, i+w.hi))
			})
		}
	}
	for _, c := range placeColumns {
		add(c.Name, c.Doc, c.value)
	}
	for _, c := range coreColumns {
		add("core_"+c.Name, halves(c.Doc, func(doc string) string { return doc + " between it and the densest prose" }), func(p *textPage, i int) float32 { return c.value(&p.core[i]) })
	}
	for _, g := range groupKinds {
		for _, c := range groupColumns {
			add(c.Name+"_"+g.name, halves(c.Doc, func(doc string) string { return fmt.Sprintf(doc, g.doc) }), func(p *textPage, i int) float32 {
				if t := g.of(p, i); t != nil {
					return c.value(p, t, i)
				}
				return -1
			})
		}
	}
	for k, name := range [...]string{"loose", "middle", "tight"} {
		for _, c := range spanColumns {
			add(c.Name+"_"+name, halves(c.Doc, func(doc string) string { return fmt.Sprintf(doc, name) }), func(p *textPage, i int) float32 { return c.value(p, &p.spans[k], i) })
		}
	}
	for _, c := range pageColumns {
		cols = append(cols, textColumn{Feature: c.Feature, page: func(p *textPage) float32 { return stepOf(c.value(p), c.edges) }})
	}
	return cols
}

// halves applies f to what a feature's doc says of high and of low values.
func halves(doc string, f func(string) string) string {
	high, low, ok := strings.Cut(doc, " | ")
	if !ok {
		return f(high)
	}
	return f(high) + " | " + f(low)
}

// stepOf is the number of edges at or below v.
func stepOf(v float32, edges []float32) float32 {
	n := 0
	for n < len(edges) && v >= edges[n] {
		n++
	}
	return float32(n)
}

// pageColumns are the same for all blocks of a page. They are coarse on
// purpose: finer ones name single pages of the corpora, and the model learns those by heart.
var pageColumns = []struct {
	Feature
	edges []float32
	value func(p *textPage) float32
}{
	{Feature{"page_blocks", "the page has many blocks"}, []float32{20, 60, 150, 400, 1000}, func(p *textPage) float32 { return float32(p.n) }},
	{Feature{"page_words", "the page has many words | has few words"}, []float32{150, 500, 1500, 4000}, func(p *textPage) float32 { return p.total(p.words) }},
	{Feature{"page_prose", "the page is prose for the most part"}, []float32{.1, .3, .5, .7, .85}, func(p *textPage) float32 { return ratio(p.total(p.prose), p.total(p.words)) }},
	{Feature{"page_hit_share", "many of the page's blocks are phrases of boilerplate | few of the page's blocks are phrases of boilerplate"}, []float32{.01, .05, .1, .2}, func(p *textPage) float32 { return ratio(p.total(p.hits), float32(p.n)) }},
	{Feature{"page_functions", "the page has many function words"}, []float32{.1, .2, .3, .38}, func(p *textPage) float32 { return ratio(p.total(p.functions), p.total(p.counted)) }},
	{Feature{"page_caps", "the page has many words with a capital"}, []float32{.2, .35, .5}, func(p *textPage) float32 { return ratio(p.total(p.caps), p.total(p.counted)) }},
	{Feature{"page_short", "the page has many short blocks"}, []float32{.2, .4, .6, .8}, func(p *textPage) float32 { return ratio(p.total(p.short), float32(p.n)) }},
	{Feature{"page_lists", "much of the page stands in lists"}, []float32{.1, .3, .6}, func(p *textPage) float32 { return ratio(p.total(p.lists), float32(p.n)) }},
	{Feature{"page_gaps", "the page has many blank lines"}, []float32{.02, .2, .4, .6, .8}, func(p *textPage) float32 { return ratio(p.total(p.gaps), float32(p.n)) }},
	{Feature{"page_median", "the page's paragraphs are long"}, []float32{20, 35, 60}, func(p *textPage) float32 { return p.median }},
	{Feature{"page_run", "the page's longest run of paragraphs holds most of its prose"}, []float32{.3, .6, .9}, func(p *textPage) float32 { return ratio(p.runMax, p.total(p.prose)) }},
	{Feature{"page_span", "the densest run of prose holds most of the page's words"}, []float32{.15, .3, .5, .7}, func(p *textPage) float32 {
		return ratio(p.words.sum(p.spans[1].lo, p.spans[1].hi), p.total(p.words))
	}},
	{Feature{"page_wrapped", "the page's lines were wrapped"}, []float32{1}, func(p *textPage) float32 { return float32(p.doc.Wrap) }},
	{Feature{"page_maker", "the page was made by a certain program"}, []float32{0, 1, 2, 3}, func(p *textPage) float32 {
		for i, m := range textMakers {
			if p.doc.Maker == m {
				return float32(i)
			}
		}
		return -1
	}},
}

// textMakers number the makers for the model: neighbours draw alike. Markdown
// and mail are rare in the corpora and count as a copy does.
var textMakers = []string{"innertext", "html2text", "w3m", "lynx"}
