package classify

import (
	"fmt"
	"math"
	"math/bits"
	"strings"
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// feature is one row of the table: a value per block, or one per page.
type feature struct {
	name, doc string
	row       func(p *page, i int) float32
	whole     func(p *page) float32
	// kind marks facts that only the guess of the page's kind is made from: the blocks' model
	// had nothing from them (wcxb-dev .8713 without, .8711 with).
	kind bool
}

// HTMLTable returns the features of HTML pages.
var HTMLTable = sync.OnceValue(func() *Table {
	t := &Table{Name: "html"}
	var list, facts []feature
	for _, f := range htmlFeatures() {
		if f.whole != nil {
			facts = append(facts, f)
			t.PageFacts = append(t.PageFacts, f.name)
		}
		if !f.kind {
			list = append(list, f)
			t.Features = append(t.Features, Feature{Name: f.name, Doc: f.doc})
		}
	}
	t.Fill = func(doc *block.Document, want []int, set Setter) *Context {
		p := newPage(doc)
		for k, at := range want {
			if f := &list[at]; f.whole != nil {
				set.Const(k, f.whole(p))
			} else {
				set.Rows(k, func(i int) float32 { return f.row(p, i) })
			}
		}
		c := &Context{Words: make([]int32, p.n), Page: make([]float32, len(facts))}
		for i := range c.Words {
			c.Words[i] = p.m[i].words
		}
		for k, f := range facts {
			c.Page[k] = f.whole(p)
		}
		return c
	}
	return t
})

// sharedGroups are the class groups whose share of a page's blocks tells the kind of page.
var sharedGroups = []string{"product", "comment", "reply", "review", "post", "card", "list", "search", "code", "faq", "author", "section", "contents", "media", "tags", "hero"}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
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

func ratio(a, b float32) float32 {
	if b <= 0 {
		return 0
	}
	return a / b
}

// htmlFeatures is the table of features of HTML pages.
func htmlFeatures() []feature {
	list := []feature{
		// The block's own text.
		{name: "words", doc: "has many words | has few words", row: func(p *page, i int) float32 { return p.size(i) }},
		{name: "runes", doc: "has many characters | has few characters", row: func(p *page, i int) float32 { return float32(p.m[i].runes) }},
		{name: "word_length", doc: "has long words | has short words", row: func(p *page, i int) float32 { return ratio(float32(p.m[i].letters), float32(p.m[i].words)) }},
		{name: "link_share", doc: "is mostly links | is hardly linked", row: func(p *page, i int) float32 { return p.ld[i] }},
		{name: "links", doc: "has many links | has no links", row: func(p *page, i int) float32 { return p.spans(i, block.Link) }},
		{name: "emphasis", doc: "has emphasis | has no emphasis", row: func(p *page, i int) float32 { return p.spans(i, block.Strong) + p.spans(i, block.Em) }},
		{name: "comma_share", doc: "has many commas for its words | has few commas for its words", row: func(p *page, i int) float32 { return ratio(float32(p.m[i].commas), p.size(i)) }},
		{name: "ends", doc: "has several sentences | has no full sentence", row: func(p *page, i int) float32 { return float32(p.m[i].ends) }},
		{name: "sentence_length", doc: "has long sentences | has short sentences", row: func(p *page, i int) float32 { return p.size(i) / float32(1+p.m[i].ends) }},
		{name: "last_end", doc: "ends like a sentence | does not end like a sentence", row: func(p *page, i int) float32 { return flag(p.m[i].lastEnd) }},
		{name: "ellipsis", doc: "ends with an ellipsis | does not end with an ellipsis", row: func(p *page, i int) float32 { return flag(p.m[i].ellipsis) }},
		{name: "capital_share", doc: "has many capitalised words | has few capitalised words", row: func(p *page, i int) float32 { return ratio(float32(p.m[i].capitals), float32(p.m[i].words)) }},
		{name: "number_share", doc: "has many numbers | has no numbers", row: func(p *page, i int) float32 { return ratio(float32(p.m[i].numbers), float32(p.m[i].words)) }},
		{name: "separators", doc: "has bars, bullets or arrows | has no bars, bullets or arrows", row: func(p *page, i int) float32 { return float32(p.m[i].seps) }},
		{name: "quotes", doc: "has quotation marks | has no quotation marks", row: func(p *page, i int) float32 { return float32(p.m[i].quotes) }},
		{name: "copies", doc: "stands elsewhere on the page too | stands only once on the page", row: func(p *page, i int) float32 { return p.copies[i] }},
		{name: "para_mass", doc: "reads like a paragraph | does not read like a paragraph", row: func(p *page, i int) float32 { return p.pm[i] }},

		// What it is.
		{name: "tag", doc: "its element is one for text | its element is one for controls, links or lists", row: func(p *page, i int) float32 { return tagRank[p.doc.Nodes[p.doc.Blocks[i].Node].Tag] }},
		{name: "kind", doc: "is a picture, caption, code or control | is plain text or a heading", row: func(p *page, i int) float32 { return float32(p.doc.Blocks[i].Kind) }},
		{name: "level", doc: "is a heading of low rank | is no heading, or one of high rank", row: func(p *page, i int) float32 { return float32(p.doc.Blocks[i].Level) }},
		{name: "hidden", doc: "is hidden | is not hidden", row: func(p *page, i int) float32 {
			return float32(bits.OnesCount16(uint16(p.doc.Blocks[i].Flags & (block.Hidden | block.AriaHidden | block.ScreenReader))))
		}},
		{name: "display_none", doc: "is not displayed | is displayed", row: func(p *page, i int) float32 { return flag(p.doc.Blocks[i].Flags&block.Hidden != 0) }},
		{name: "depth", doc: "stands deep in the page | stands high in the page's structure", row: func(p *page, i int) float32 { return float32(p.doc.Nodes[p.doc.Blocks[i].Node].Depth) }},
		{name: "depth_vs_main", doc: "stands deeper than the paragraphs | stands no deeper than the paragraphs", row: func(p *page, i int) float32 {
			if p.firstMain < 0 {
				return 0
			}
			return float32(p.doc.Nodes[p.doc.Blocks[i].Node].Depth - p.doc.Nodes[p.doc.Blocks[p.firstMain].Node].Depth)
		}},
		{name: "alike", doc: "is one of many of its kind | is one of few of its kind", row: func(p *page, i int) float32 { return p.alikeCount[p.alike[p.doc.Blocks[i].Node]] }},
		{name: "siblings", doc: "has many blocks beside it in its element | has few blocks beside it in its element", row: func(p *page, i int) float32 { return p.blocks(p.up[i][1]) }},

		// Its path signature.
		{name: "path_para_share", doc: "shares tag and class path with most of the page's paragraphs | does not share tag and class path with the page's paragraphs", row: func(p *page, i int) float32 { return ratio(p.sigPara[p.sig[i]], p.sumPara[p.n]) }},
		{name: "path_word_share", doc: "shares tag and class path with many of the page's words | shares tag and class path with few of the page's words", row: func(p *page, i int) float32 { return ratio(p.sigWords[p.sig[i]], p.sumWords[p.n]) }},
		{name: "path_count", doc: "shares tag and class path with many blocks | shares tag and class path with few blocks", row: func(p *page, i int) float32 { return p.sigCount[p.sig[i]] }},
		{name: "path_words_per_block", doc: "shares tag and class path with long blocks | shares tag and class path with short blocks", row: func(p *page, i int) float32 { return p.sigWords[p.sig[i]] / p.sigCount[p.sig[i]] }},
		{name: "path_main", doc: "has the path of the main paragraphs | does not have the path of the main paragraphs", row: func(p *page, i int) float32 { return flag(p.sig[i] == p.main) }},

		// Its place.
		{name: "place", doc: "stands late in the page | stands early in the page", row: func(p *page, i int) float32 { return ratio(float32(i), float32(p.n)) }},
		{name: "blocks_left", doc: "has many blocks after it | has few blocks after it", row: func(p *page, i int) float32 { return float32(p.n - i) }},
		{name: "blocks_before", doc: "has many blocks before it | has few blocks before it", row: func(p *page, i int) float32 { return float32(i) }},
		{name: "words_before", doc: "has much of the page's text before it | has little of the page's text before it", row: func(p *page, i int) float32 { return ratio(p.sumWords[i], p.sumWords[p.n]) }},
		{name: "para_before", doc: "has most paragraphs before it | has few paragraphs before it", row: func(p *page, i int) float32 { return ratio(p.sumPara[i], p.sumPara[p.n]) }},
		{name: "para_left", doc: "has many paragraphs still to come | has few paragraphs still to come", row: func(p *page, i int) float32 { return p.sumPara[p.n] - p.sumPara[i+1] }},
		{name: "para_near", doc: "stands among paragraphs | does not stand among paragraphs", row: func(p *page, i int) float32 { return p.window(i, 4) }},
		{name: "para_near_wide", doc: "stands in a stretch of paragraphs | does not stand in a stretch of paragraphs", row: func(p *page, i int) float32 { return p.window(i, 12) }},
		{name: "para_behind", doc: "follows paragraphs closely | does not follow paragraphs closely", row: func(p *page, i int) float32 { return p.sumPara[i] - p.sumPara[max(0, i-10)] }},
		{name: "links_near", doc: "stands among links | does not stand among links", row: func(p *page, i int) float32 {
			lo, hi := max(0, i-4), min(p.n, i+5)
			return ratio(p.sumLinked[hi]-p.sumLinked[lo], p.sumWords[hi]-p.sumWords[lo])
		}},
		{name: "links_ahead", doc: "is followed by links | is not followed by links", row: func(p *page, i int) float32 {
			hi := min(p.n, i+6)
			return ratio(p.sumLinked[hi]-p.sumLinked[i+1], p.sumWords[hi]-p.sumWords[i+1])
		}},
		{name: "gap_to_para", doc: "stands far after the last paragraph | stands close after a paragraph", row: func(p *page, i int) float32 {
			if p.prevPara[i] < 0 {
				return 999
			}
			return float32(int32(i) - p.prevPara[i])
		}},

		// Distance from headings and title.
		{name: "from_title", doc: "stands far after the title | stands close after or before the title", row: func(p *page, i int) float32 {
			if p.title < 0 {
				return -999
			}
			return float32(int32(i) - p.title)
		}},
		{name: "words_from_title", doc: "stands many words after the title | stands few words after or before the title", row: func(p *page, i int) float32 {
			if p.title < 0 {
				return -9999
			}
			return p.sumWords[i] - p.sumWords[p.title]
		}},
		{name: "from_heading", doc: "stands far after the last heading | stands close under a heading", row: func(p *page, i int) float32 {
			if p.heading[i] < 0 {
				return 999
			}
			return float32(int32(i) - p.heading[i])
		}},
		{name: "heading_level", doc: "stands under a heading of low rank | stands under a heading of high rank or none", row: func(p *page, i int) float32 {
			if p.heading[i] < 0 {
				return 0
			}
			return float32(p.doc.Blocks[p.heading[i]].Level)
		}},
		{name: "heading_up", doc: "stands far in the page's structure from its heading | stands close to its heading in the page's structure", row: func(p *page, i int) float32 {
			if p.heading[i] < 0 {
				return 99
			}
			return p.distance(int32(i), p.heading[i])
		}},
		{name: "heading_path_main", doc: "stands under a heading outside the main paragraphs' element | stands under a heading inside the main paragraphs' element", row: func(p *page, i int) float32 {
			if p.heading[i] < 0 {
				return -1
			}
			return p.targets[targetMost].up[p.heading[i]]
		}},
		{name: "title_words", doc: "repeats the title | does not repeat the title", row: func(p *page, i int) float32 { return p.titleHits[i] }},
		{name: "description_words", doc: "repeats the page's description | does not repeat the page's description", row: func(p *page, i int) float32 { return p.described[i] }},

		// The end of the article.
		{name: "h1s", doc: "stands after several main headings | stands before or under the first main heading", row: func(p *page, i int) float32 { return p.h1s[i] }},
		{name: "articles_closed", doc: "stands after a whole article | stands before the end of any article", row: func(p *page, i int) float32 { return p.articles[i] }},
		{name: "main_place", doc: "stands after the last of the main paragraphs | stands before the end of the main paragraphs", row: func(p *page, i int) float32 {
			switch {
			case p.main < 0:
				return -2
			case int32(i) < p.firstMain:
				return -1
			case int32(i) > p.lastMain:
				return 1
			}
			return 0
		}},
		{name: "since_main", doc: "stands far after a main paragraph | stands close after a main paragraph", row: func(p *page, i int) float32 {
			if p.prevMain[i] < 0 {
				return 999
			}
			return float32(int32(i) - p.prevMain[i])
		}},
		{name: "until_main", doc: "stands far before a main paragraph | is soon followed by a main paragraph", row: func(p *page, i int) float32 {
			if p.nextMain[i] < 0 {
				return 999
			}
			return float32(p.nextMain[i] - int32(i))
		}},
		{name: "words_since_main", doc: "stands many words after a main paragraph | stands few words after a main paragraph", row: func(p *page, i int) float32 {
			if p.prevMain[i] < 0 {
				return 9999
			}
			return p.sumWords[i] - p.sumWords[p.prevMain[i]+1]
		}},
		{name: "main_before", doc: "has main paragraphs before it | has few main paragraphs before it", row: func(p *page, i int) float32 {
			if p.prevMain[i] < 0 {
				return -1
			}
			return p.sumPara[p.prevMain[i]+1] - p.sumPara[p.firstMain]
		}},
		{name: "up_to_prev_main", doc: "stands apart in structure from the main paragraph before it | stands beside the main paragraph before it", row: func(p *page, i int) float32 {
			if p.prevMain[i] < 0 {
				return 99
			}
			return p.distance(int32(i), p.prevMain[i])
		}},
		{name: "up_to_next_main", doc: "stands apart in structure from the main paragraph after it | stands beside the main paragraph after it", row: func(p *page, i int) float32 {
			if p.nextMain[i] < 0 {
				return 99
			}
			return p.distance(int32(i), p.nextMain[i])
		}},
		{name: "post", doc: "stands in a post of a thread | does not stand in a post of a thread", row: func(p *page, i int) float32 { return p.posts[i] }},
		{name: "post_number", doc: "stands in or after a later post of a thread | stands before the posts of a thread or in the first", row: func(p *page, i int) float32 { return p.postNumber[i] }},

		// The page.
		{name: "page_words", doc: "the page is long | the page is short", whole: func(p *page) float32 { return p.sumWords[p.n] }},
		{name: "page_blocks", doc: "the page has many blocks | the page has few blocks", whole: func(p *page) float32 { return float32(p.n) }},
		{name: "page_link_share", doc: "the page is mostly links | the page has few links for its text", whole: func(p *page) float32 { return ratio(p.sumLinked[p.n], p.sumWords[p.n]) }},
		{name: "page_para_share", doc: "the page is mostly paragraphs | the page has few paragraphs for its text", whole: func(p *page) float32 { return ratio(p.sumPara[p.n], p.sumWords[p.n]) }},
		{name: "page_para", doc: "the page has much running text | the page has little running text", whole: func(p *page) float32 { return p.sumPara[p.n] }},
		{name: "page_main_share", doc: "the page's paragraphs share one path | the page's paragraphs have several paths", whole: func(p *page) float32 {
			if p.main < 0 {
				return 0
			}
			return ratio(p.sigPara[p.main], p.sumPara[p.n])
		}},
		{name: "page_items", doc: "the page has many list items | the page has few list items", whole: func(p *page) float32 { return p.about.items }},
		{name: "page_h1s", doc: "the page has several main headings | the page has one main heading or none", whole: func(p *page) float32 { return p.about.h1s }},
		{name: "page_headings", doc: "the page has many headings | the page has few headings", whole: func(p *page) float32 { return p.about.headings }},
		{name: "page_articles", doc: "the page has several article elements | the page has one article element or none", whole: func(p *page) float32 { return p.about.articles }},
		{name: "page_main", doc: "the page has a main element | the page has no main element", whole: func(p *page) float32 { return p.about.mains }},
		{name: "page_tables", doc: "the page has tables | the page has no tables", whole: func(p *page) float32 { return p.about.tables }},
		{name: "page_code", doc: "the page has preformatted text | the page has no preformatted text", whole: func(p *page) float32 { return p.about.code }},
		{name: "page_money", doc: "the page has prices | the page has few prices", whole: func(p *page) float32 { return p.about.money }},
		{name: "page_posts", doc: "the page is a thread of posts | the page is no thread of posts", whole: func(p *page) float32 {
			if p.n == 0 {
				return 0
			}
			return p.postNumber[p.n-1]
		}},
		{name: "page_times", doc: "the page has dates | the page has no dates", whole: func(p *page) float32 { return p.about.times }},
		{name: "page_images", doc: "the page has many pictures | the page has few pictures", whole: func(p *page) float32 { return p.about.images }},
		{name: "page_forms", doc: "the page has forms | the page has no forms", whole: func(p *page) float32 { return p.about.forms }},
		{name: "page_buttons", doc: "the page has buttons | the page has few buttons", whole: func(p *page) float32 { return p.about.controls }},
		{name: "page_depth", doc: "the page's address is deep | the page's address is short or unknown", whole: func(p *page) float32 { return p.head.pathDepth }},
		{name: "page_named", doc: "the page uses class names | the page uses few class names", whole: func(p *page) float32 { return float32(len(p.doc.Names)) }},
	}
	list = append(list, hitFeatures...)
	for k, d := range declaredKinds {
		list = append(list, feature{name: "page_says_" + d.name, doc: "the page says it is " + d.doc + " | the page does not say it is " + d.doc,
			whole: func(p *page) float32 { return float32(p.head.kinds >> k & 1) }})
	}
	for k, a := range addressKinds {
		list = append(list, feature{name: "page_at_" + a.name, kind: true, doc: "the page's address names " + a.doc + " | the page's address does not name " + a.doc,
			whole: func(p *page) float32 { return float32(p.head.address >> k & 1) }})
	}
	for _, g := range sharedGroups {
		bit := groupBit(g)
		doc := groups[bits.TrailingZeros64(bit)].doc
		list = append(list, feature{name: "page_share_" + g, kind: true, doc: "the page has many blocks whose classes name " + doc + " | the page has few blocks whose classes name " + doc,
			whole: func(p *page) float32 {
				n := float32(0)
				for i := range p.doc.Blocks {
					if p.nodes[p.doc.Blocks[i].Node].near&bit != 0 {
						n++
					}
				}
				return ratio(n, float32(p.n))
			}})
	}
	for g := range groups {
		if mute[groups[g].name] {
			continue
		}
		list = append(list, feature{name: "class_" + groups[g].name, doc: "its classes or those around it name " + groups[g].doc + " | no classes around it name " + groups[g].doc,
			row: func(p *page, i int) float32 {
				f := &p.nodes[p.doc.Blocks[i].Node]
				return float32(f.any>>g&1 + f.near>>g&1 + f.own>>g&1)
			}})
	}
	for k := range tagFlags {
		list = append(list, feature{name: "in_" + tagFlags[k].name, doc: "stands inside " + article(tagFlags[k].doc) + " | does not stand inside " + article(tagFlags[k].doc),
			row: func(p *page, i int) float32 {
				f := &p.nodes[p.doc.Blocks[i].Node]
				return float32(f.tags>>k&1 + f.tagsNear>>k&1)
			}})
	}
	for level := 1; level <= 4; level++ {
		list = append(list, ancestorFeatures(level)...)
	}
	for k, name := range [targetCount]string{"the element with the best paragraphs", "the smallest element with half of the paragraphs",
		"the element with most of the paragraphs", "the title's element"} {
		list = append(list, feature{name: fmt.Sprintf("up_%d", k), doc: "stands outside " + name + " | stands in or near " + name, row: func(p *page, i int) float32 { return p.targets[k].up[i] }})
	}
	for _, d := range []int{-2, -1, 1, 2} {
		list = append(list, neighbourFeatures(d)...)
	}
	for k, g := range seenGroups {
		list = append(list, feature{name: "since_" + g, doc: "stands after a part whose classes name " + groups[bits.TrailingZeros64(groupBit(g))].doc + " | stands before or right after any part whose classes name " + groups[bits.TrailingZeros64(groupBit(g))].doc,
			row: func(p *page, i int) float32 { return p.seen[k][i] }})
	}
	return list
}

// ancestorFeatures describe the block's level-th block-level ancestor: 1 is the parent of its element.
func ancestorFeatures(level int) []feature {
	at := func(p *page, i int) int32 {
		if level < 4 {
			return p.up[i][level]
		}
		if up := p.nodes[p.up[i][3]].blockUp; up >= 0 {
			return up
		}
		return p.up[i][3]
	}
	n := fmt.Sprintf("up%d_", level)
	who := fmt.Sprintf("its %d. ancestor ", level)
	return []feature{
		{name: n + "words_per_block", doc: who + "holds long blocks | " + who + "holds short blocks", row: func(p *page, i int) float32 { a := at(p, i); return ratio(p.words(a), p.blocks(a)) }},
		{name: n + "link_share", doc: who + "is mostly links | " + who + "has few links", row: func(p *page, i int) float32 { a := at(p, i); return ratio(p.linked(a), p.words(a)) }},
		{name: n + "alike", doc: who + "is one of many of its kind | " + who + "is one of few of its kind", row: func(p *page, i int) float32 { return p.alikeCount[p.alike[at(p, i)]] }},
		{name: n + "alike_words", doc: who + "is of a kind with much text | " + who + "is of a kind with little text", row: func(p *page, i int) float32 {
			k := p.alike[at(p, i)]
			return p.alikeWords[k] / p.alikeCount[k]
		}},
		{name: n + "para_share", doc: who + "holds most of the page's paragraphs | " + who + "holds few of the page's paragraphs", row: func(p *page, i int) float32 { return ratio(p.para(at(p, i)), p.sumPara[p.n]) }},
		{name: n + "para_density", doc: who + "is mostly paragraphs | " + who + "has few paragraphs", row: func(p *page, i int) float32 { a := at(p, i); return ratio(p.para(a), p.words(a)) }},
		{name: n + "word_share", doc: who + "holds much of the page's text | " + who + "holds little of the page's text", row: func(p *page, i int) float32 { return ratio(p.words(at(p, i)), p.sumWords[p.n]) }},
	}
}

// neighbourFeatures describe the block d places on.
func neighbourFeatures(d int) []feature {
	n := fmt.Sprintf("at%+d_", d)
	who := fmt.Sprintf("the block %d before ", -d)
	if d > 0 {
		who = fmt.Sprintf("the block %d after ", d)
	}
	at := func(f func(p *page, i, k int) float32) func(p *page, i int) float32 {
		return func(p *page, i int) float32 {
			if k := i + d; k >= 0 && k < p.n {
				return f(p, i, k)
			}
			return -1
		}
	}
	return []feature{
		{name: n + "words", doc: who + "is long | " + who + "is short or missing", row: at(func(p *page, i, k int) float32 { return p.size(k) })},
		{name: n + "link_share", doc: who + "is mostly links | " + who + "has few links", row: at(func(p *page, i, k int) float32 { return p.ld[k] })},
		{name: n + "path_para", doc: who + "has the path of paragraphs | " + who + "does not have the path of paragraphs", row: at(func(p *page, i, k int) float32 { return ratio(p.sigPara[p.sig[k]], p.sumPara[p.n]) })},
		{name: n + "tag", doc: who + "has an element for text | " + who + "has an element for controls, links or lists, or is missing", row: at(func(p *page, i, k int) float32 { return tagRank[p.doc.Nodes[p.doc.Blocks[k].Node].Tag] })},
	}
}

// tagRank orders elements from chrome to text, so that one cut parts alike elements.
var tagRank = func() (t [block.TagCount]float32) {
	for i, tag := range []block.Tag{block.TagButton, block.TagOption, block.TagLabel, block.TagA, block.TagLi, block.TagDd, block.TagDt,
		block.TagTh, block.TagTd, block.TagSpan, block.TagDiv, block.TagSection, block.TagArticle, block.TagH1, block.TagH2, block.TagH3,
		block.TagH4, block.TagH5, block.TagH6, block.TagFigcaption, block.TagP, block.TagBlockquote, block.TagPre} {
		t[tag] = float32(i + 1)
	}
	return
}()

// size is the block's length in words, characters of unspaced scripts counted as parts of words.
func (p *page) size(i int) float32 { return p.sumWords[i+1] - p.sumWords[i] }

func (p *page) spans(i int, kind block.SpanKind) float32 {
	n := float32(0)
	for _, s := range p.doc.BlockSpans(i) {
		if s.Kind == kind {
			n++
		}
	}
	return n
}

// window is the mean paragraph mass of the blocks up to r away.
func (p *page) window(i, r int) float32 {
	lo, hi := max(0, i-r), min(p.n, i+r+1)
	return (p.sumPara[hi] - p.sumPara[lo]) / float32(hi-lo)
}

// farApart caps distance: further ancestors are all the same.
const farApart = 12

// distance is the number of block-level levels from block a's element up to the one that also holds block b.
func (p *page) distance(a, b int32) float32 {
	at := p.doc.Blocks[a].Node
	for n := float32(0); n < farApart; n++ {
		nd := &p.doc.Nodes[at]
		if b >= nd.FirstBlock && b < nd.LastBlock {
			return n
		}
		if at = p.nodes[at].blockUp; at < 0 {
			return n
		}
	}
	return farApart
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
		a.images += p.spans(i, block.Image)
	}
	a.money = float32(math.Min(float64(a.money), 1000))
}
