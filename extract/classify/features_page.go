package classify

import (
	"math"
	"math/bits"

	"github.com/pithcli/pith/extract/block"
)

// pageFeatures are the same for all blocks of a page.
var pageFeatures = []feature{
	{"page_words", "the page is long | the page is short", whole(func(p *page) float32 { return p.sumWords[p.n] })},
	{"page_blocks", "the page has many blocks | the page has few blocks", whole(func(p *page) float32 { return float32(p.n) })},
	{"page_link_share", "the page is mostly links | the page has few links for its text", whole(func(p *page) float32 { return ratio(p.sumLinked[p.n], p.sumWords[p.n]) })},
	{"page_para_share", "the page is mostly paragraphs | the page has few paragraphs for its text", whole(func(p *page) float32 { return ratio(p.sumPara[p.n], p.sumWords[p.n]) })},
	{"page_para", "the page has much running text | the page has little running text", whole(func(p *page) float32 { return p.sumPara[p.n] })},
	{"page_main_share", "the page's paragraphs share one path | the page's paragraphs have several paths", whole(func(p *page) float32 {
		if p.main < 0 {
			return 0
		}
		return ratio(p.sigPara[p.main], p.sumPara[p.n])
	})},
	{"page_items", "the page has many list items | the page has few list items", whole(func(p *page) float32 { return p.about.items })},
	{"page_h1s", "the page has several main headings | the page has one main heading or none", whole(func(p *page) float32 { return p.about.h1s })},
	{"page_headings", "the page has many headings | the page has few headings", whole(func(p *page) float32 { return p.about.headings })},
	{"page_articles", "the page has several article elements | the page has one article element or none", whole(func(p *page) float32 { return p.about.articles })},
	{"page_main", "the page has a main element | the page has no main element", whole(func(p *page) float32 { return p.about.mains })},
	{"page_tables", "the page has tables | the page has no tables", whole(func(p *page) float32 { return p.about.tables })},
	{"page_code", "the page has preformatted text | the page has no preformatted text", whole(func(p *page) float32 { return p.about.code })},
	{"page_money", "the page has prices | the page has few prices", whole(func(p *page) float32 { return p.about.money })},
	{"page_posts", "the page is a thread of posts | the page is no thread of posts", whole(func(p *page) float32 {
		if p.n == 0 {
			return 0
		}
		return p.postNumber[p.n-1]
	})},
	{"page_times", "the page has dates | the page has no dates", whole(func(p *page) float32 { return p.about.times })},
	{"page_images", "the page has many pictures | the page has few pictures", whole(func(p *page) float32 { return p.about.images })},
	{"page_forms", "the page has forms | the page has no forms", whole(func(p *page) float32 { return p.about.forms })},
	{"page_buttons", "the page has buttons | the page has few buttons", whole(func(p *page) float32 { return p.about.controls })},
	{"page_depth", "the page's address is deep | the page's address is short or unknown", whole(func(p *page) float32 { return p.head.pathDepth })},
	{"page_named", "the page uses class names | the page uses few class names", whole(func(p *page) float32 { return float32(len(p.doc.Names)) })},
}

// declaredFeatures are what the page says it is.
func declaredFeatures() []feature {
	list := make([]feature, len(declaredKinds))
	for k, d := range declaredKinds {
		list[k] = feature{"page_says_" + d.name, "the page says it is " + d.doc + " | the page does not say it is " + d.doc,
			whole(func(p *page) float32 { return float32(p.head.kinds >> k & 1) })}
	}
	return list
}

// sharedGroups are the class groups whose share of a page's blocks tells the kind of page.
var sharedGroups = []string{"product", "comment", "reply", "review", "post", "card", "list", "search", "code", "faq", "author", "section", "contents", "media", "tags", "hero"}

// kindFeatures are facts of the page that only the guess of its kind is made from: the blocks' model
// had nothing from them (wcxb-dev .8713 without, .8711 with).
func kindFeatures() []feature {
	var list []feature
	for k, a := range addressKinds {
		list = append(list, feature{"page_at_" + a.name, "the page's address names " + a.doc + " | the page's address does not name " + a.doc,
			whole(func(p *page) float32 { return float32(p.head.address >> k & 1) })})
	}
	for _, name := range sharedGroups {
		g := bits.TrailingZeros64(groupBit(name))
		list = append(list, feature{"page_share_" + name, "the page has many blocks whose classes name " + groups[g].doc + " | the page has few blocks whose classes name " + groups[g].doc,
			whole(func(p *page) float32 { return ratio(p.groupCount[g], float32(p.n)) })})
	}
	return list
}

// pageFacts are counts over the whole page.
type pageFacts struct {
	items, h1s, headings, articles, mains, tables, code, money, times, images, forms, controls float32
}

func (a *pageFacts) read(p *page) {
	for i := range p.doc.Nodes {
		switch p.doc.Nodes[i].Tag {
		case block.TagLi:
			a.items++
		case block.TagArticle:
			a.articles++
		case block.TagMain:
			a.mains++
		case block.TagTable:
			a.tables++
		case block.TagForm:
			a.forms++
		}
	}
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		switch b.Kind {
		case block.Heading:
			a.headings++
			if b.Level == 1 {
				a.h1s++
			}
		case block.Pre:
			a.code++
		case block.Control:
			a.controls++
		}
		a.money += float32(p.m[i].money)
		a.times += p.times[i]
		a.images += p.images[i]
	}
	a.money = float32(math.Min(float64(a.money), 1000))
}
