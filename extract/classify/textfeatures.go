package classify

import (
	"fmt"
	"strings"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/role"
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
		for k, f := range want {
			c := &cols[f]
			if c.page != nil {
				set.Const(k, c.page(p))
				continue
			}
			set.Rows(k, func(i int) float32 { return c.value(p, i) })
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
	// Neighbours: what stands up to three blocks before and after.
	for _, d := range [...]int{-3, -2, -1, 1, 2, 3} {
		side, dist := "after", d
		if d < 0 {
			side, dist = "before", -d
		}
		for _, o := range neighbourColumns {
			add(fmt.Sprintf("%s%d_%s", side, dist, o.Name), halves(o.Doc, func(doc string) string { return fmt.Sprintf("the %s block %s it %s", ordinal(dist), side, doc) }),
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
	for _, c := range placeColumns {
		add(c.Name, c.Doc, c.value)
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

func ordinal(n int) string { return [...]string{"", "first", "second", "third"}[n] }

type ownColumn struct {
	Feature
	value func(u *textUnit) float32
}

func bit(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// hitIs answers whether a block is a phrase of one of the roles.
func hitIs(roles ...role.Role) func(u *textUnit) float32 {
	var set [role.Count]bool
	for _, r := range roles {
		set[r] = true
	}
	return func(u *textUnit) float32 { return bit(u.hit && set[u.role]) }
}

// ownColumns look at the block alone.
var ownColumns = []ownColumn{
	{Feature{"words", "has many words | has few words"}, func(u *textUnit) float32 { return u.words }},
	{Feature{"runes", "has many characters"}, func(u *textUnit) float32 { return float32(u.runes) }},
	{Feature{"lines", "was joined from many lines"}, func(u *textUnit) float32 { return float32(u.lines) }},
	{Feature{"sentences", "has many sentences"}, func(u *textUnit) float32 { return float32(u.sentences) }},
	{Feature{"commas", "has many commas"}, func(u *textUnit) float32 { return float32(u.commas) }},
	{Feature{"comma_share", "has many commas for its words"}, func(u *textUnit) float32 { return ratio(float32(u.commas), u.words) }},
	{Feature{"punct_share", "has many punctuation marks for its length"}, func(u *textUnit) float32 { return ratio(float32(u.punct), float32(u.runes)) }},
	{Feature{"sign_share", "has many signs that menus are made with"}, func(u *textUnit) float32 { return ratio(float32(u.signs), float32(u.runes)) }},
	{Feature{"digit_share", "has many digits for its length"}, func(u *textUnit) float32 { return ratio(float32(u.digits), float32(u.runes)) }},
	{Feature{"upper_share", "has many capital letters"}, func(u *textUnit) float32 { return ratio(float32(u.upper), float32(u.letters)) }},
	{Feature{"cap_words", "has many words with a capital | has few words with a capital"}, func(u *textUnit) float32 { return ratio(float32(u.capWords), u.counted) }},
	{Feature{"function_share", "has many function words | has few function words"}, func(u *textUnit) float32 { return ratio(u.functions, u.counted) }},
	{Feature{"functions", "has many function words in all"}, func(u *textUnit) float32 { return u.functions }},
	{Feature{"word_length", "has long words"}, func(u *textUnit) float32 { return ratio(float32(u.letters), u.words) }},
	{Feature{"longest_word", "holds a very long word"}, func(u *textUnit) float32 { return float32(u.longest) }},
	{Feature{"link_share", "is marked as link text"}, (*textUnit).linkShare},
	{Feature{"years", "holds a number of four digits"}, func(u *textUnit) float32 { return float32(u.years) }},
	{Feature{"ends", "ends as a sentence, a colon, an ellipsis or a comma | ends without a mark"}, func(u *textUnit) float32 { return float32(u.ends) }},
	{Feature{"ends_sentence", "ends as a sentence does | does not end as a sentence does"}, func(u *textUnit) float32 { return bit(u.ends == edgeSentence) }},
	{Feature{"starts", "begins with a capital, a small letter, a digit or a quotation mark"}, func(u *textUnit) float32 { return float32(u.starts) }},
	{Feature{"prose", "is a paragraph of prose | is no paragraph of prose"}, (*textUnit).like},
	{Feature{"heading", "is marked as a heading | is not marked as a heading"}, func(u *textUnit) float32 { return bit(u.kind == block.Heading) }},
	{Feature{"level", "is a heading of a low level"}, func(u *textUnit) float32 { return float32(u.level) }},
	{Feature{"pre", "is preformatted"}, func(u *textUnit) float32 { return bit(u.kind == block.Pre) }},
	{Feature{"list_depth", "stands deep in lists | stands in no list"}, func(u *textUnit) float32 { return float32(u.lists) }},
	{Feature{"ordered", "stands in a numbered list"}, func(u *textUnit) float32 { return bit(u.ordered) }},
	{Feature{"quote", "stands in a quotation"}, func(u *textUnit) float32 { return float32(u.quotes) }},
	{Feature{"table", "stands in a table"}, func(u *textUnit) float32 { return bit(u.table) }},
	{Feature{"ruler", "stands after a ruler"}, func(u *textUnit) float32 { return bit(u.flags&block.Ruler != 0) }},
	{Feature{"indented", "is indented"}, func(u *textUnit) float32 { return bit(u.flags&block.Indented != 0) }},
	{Feature{"field", "holds a form field or button"}, func(u *textUnit) float32 { return bit(u.flags&block.Field != 0) }},
	{Feature{"tight", "follows the block before it without a blank line"}, func(u *textUnit) float32 { return bit(u.flags&block.Tight != 0) }},
	{Feature{"gap", "stands after many blank lines | follows without a blank line"}, func(u *textUnit) float32 { return float32(u.gap) }},
	{Feature{"indent", "is indented by many columns"}, func(u *textUnit) float32 { return float32(u.indent) }},
	{Feature{"dated", "is a short line with a date or a time"}, func(u *textUnit) float32 { return bit(u.dated()) }},
	{Feature{"named", "may be a name"}, func(u *textUnit) float32 { return bit(u.named()) }},
	{Feature{"question", "is a question"}, func(u *textUnit) float32 { return bit(u.question) }},
	{Feature{"occurrence", "has stood on the page before | stands on the page for the first time"}, func(u *textUnit) float32 { return float32(u.occurrence) }},
	{Feature{"images", "holds pictures"}, func(u *textUnit) float32 { return float32(u.images) }},
	{Feature{"hit", "is a phrase of boilerplate | is no phrase of boilerplate"}, func(u *textUnit) float32 { return bit(u.hit) }},
	{Feature{"hit_place", "is a phrase that opens a section of boilerplate or ends the article"}, func(u *textUnit) float32 {
		if !u.hit {
			return -1
		}
		return float32(u.place)
	}},
	{Feature{"hit_navigation", "is a phrase of navigation"}, hitIs(role.Navigation, role.Breadcrumb, role.Pager, role.Contents)},
	{Feature{"hit_share", "is a phrase of social networks or sharing"}, hitIs(role.Social, role.Share)},
	{Feature{"hit_related", "is a phrase that offers other pages"}, hitIs(role.Related)},
	{Feature{"hit_comments", "is a phrase of comments"}, hitIs(role.Comments)},
	{Feature{"hit_subscribe", "is a phrase of subscriptions, advertisements or shops"}, hitIs(role.Subscribe, role.Advertisement, role.Form)},
	{Feature{"hit_legal", "is a phrase of consent or copyright"}, hitIs(role.Cookie, role.Legal)},
	{Feature{"hit_byline", "is a byline or a caption's credit"}, hitIs(role.Byline, role.Caption)},
}

// neighbourColumns are asked of the blocks next to the block.
var neighbourColumns = []ownColumn{
	{Feature{"words", "has many words | has few words"}, func(u *textUnit) float32 { return u.words }},
	{Feature{"prose", "is a paragraph of prose | is no paragraph of prose"}, (*textUnit).like},
	{Feature{"function_share", "has many function words | has few function words"}, func(u *textUnit) float32 { return ratio(u.functions, u.counted) }},
	{Feature{"cap_words", "has many words with a capital | has few words with a capital"}, func(u *textUnit) float32 { return ratio(float32(u.capWords), u.counted) }},
	{Feature{"ends", "ends as a sentence, a colon, an ellipsis or a comma | ends without a mark"}, func(u *textUnit) float32 { return float32(u.ends) }},
	{Feature{"list_depth", "stands deep in lists | stands in no list"}, func(u *textUnit) float32 { return float32(u.lists) }},
	{Feature{"gap", "stands after many blank lines | follows without a blank line"}, func(u *textUnit) float32 { return float32(u.gap) }},
}

// windows are runs of blocks next to a block, [i+lo, i+hi).
var windows = []struct {
	name   string
	lo, hi int
	doc    string
}{
	{"2", -2, 3, "in the two blocks on either side"},
	{"5", -5, 6, "in the five blocks on either side"},
	{"12", -12, 13, "in the twelve blocks on either side"},
	{"30", -30, 31, "in the thirty blocks on either side"},
	{"before3", -3, 0, "in the three blocks before"},
	{"before10", -10, 0, "in the ten blocks before"},
	{"after3", 1, 4, "in the three blocks after"},
	{"after10", 1, 11, "in the ten blocks after"},
}

var windowColumns = []struct {
	Feature
	value func(p *textPage, lo, hi int) float32
}{
	{Feature{"w_words", "has many words | has few words"}, func(p *textPage, lo, hi int) float32 { return p.words.sum(lo, hi) }},
	{Feature{"w_prose", "has much prose for the words | has little prose for the words"}, func(p *textPage, lo, hi int) float32 { return ratio(p.prose.sum(lo, hi), p.words.sum(lo, hi)) }},
	{Feature{"w_hits", "has many phrases of boilerplate | has few phrases of boilerplate"}, func(p *textPage, lo, hi int) float32 { return p.hits.sum(lo, hi) }},
	{Feature{"w_functions", "has many function words | has few function words"}, func(p *textPage, lo, hi int) float32 {
		return ratio(p.functions.sum(lo, hi), p.counted.sum(lo, hi))
	}},
	{Feature{"w_caps", "has many words with a capital | has few words with a capital"}, func(p *textPage, lo, hi int) float32 { return ratio(p.caps.sum(lo, hi), p.counted.sum(lo, hi)) }},
	{Feature{"w_short", "has many short blocks | has few short blocks"}, func(p *textPage, lo, hi int) float32 { return p.short.sum(lo, hi) }},
	{Feature{"w_dates", "has many lines with dates or times"}, func(p *textPage, lo, hi int) float32 { return p.dates.sum(lo, hi) }},
	{Feature{"w_names", "has many lines that may be names"}, func(p *textPage, lo, hi int) float32 { return p.names.sum(lo, hi) }},
	{Feature{"w_questions", "has many questions"}, func(p *textPage, lo, hi int) float32 { return p.questions.sum(lo, hi) }},
	{Feature{"w_again", "has much that has stood on the page before"}, func(p *textPage, lo, hi int) float32 {
		return ratio(p.again.sum(lo, hi), p.words.sum(lo, hi))
	}},
	{Feature{"w_gaps", "has many blank lines"}, func(p *textPage, lo, hi int) float32 { return p.gaps.sum(lo, hi) }},
}

// mostHits is where the count of phrases on one side of a block ends, for the reason of pageColumns.
const mostHits = 12

// placeColumns say where on the page a block stands.
var placeColumns = []struct {
	Feature
	value func(p *textPage, i int) float32
}{
	{Feature{"index", "stands far down the page, in blocks | stands near the page's top, in blocks"}, func(p *textPage, i int) float32 { return float32(i) }},
	{Feature{"index_end", "stands far from the page's end, in blocks"}, func(p *textPage, i int) float32 { return float32(p.n - 1 - i) }},
	{Feature{"place", "stands far down the page, as a share of its blocks"}, func(p *textPage, i int) float32 { return ratio(float32(i), float32(p.n)) }},
	{Feature{"words_before", "has a large share of the page's words before it"}, func(p *textPage, i int) float32 { return ratio(p.words.sum(0, i), p.total(p.words)) }},
	{Feature{"prose_before", "has a large share of the page's prose before it"}, func(p *textPage, i int) float32 { return ratio(p.prose.sum(0, i), p.total(p.prose)) }},
	{Feature{"prose_words_before", "has much prose before it"}, func(p *textPage, i int) float32 { return p.prose.sum(0, i) }},
	{Feature{"hits_before", "has many phrases of boilerplate before it"}, func(p *textPage, i int) float32 { return min(p.hits.sum(0, i), mostHits) }},
	{Feature{"hits_after", "has many phrases of boilerplate after it"}, func(p *textPage, i int) float32 { return min(p.hits.sum(i+1, p.n), mostHits) }},
	{Feature{"near", "has much prose close by"}, func(p *textPage, i int) float32 { return p.near[i] }},
	{Feature{"near_share", "stands where the page's prose is densest | stands away from the page's prose"}, func(p *textPage, i int) float32 { return ratio(p.near[i], p.nearMax) }},
	{Feature{"far_share", "stands in the part of the page with most prose | stands away from the part of the page with most prose"}, func(p *textPage, i int) float32 { return ratio(p.far[i], p.farMax) }},
	{Feature{"run_words", "stands in a long run of paragraphs"}, func(p *textPage, i int) float32 { return p.runWords[i] }},
	{Feature{"run_share", "stands in the longest run of paragraphs | stands outside the longest run of paragraphs"}, func(p *textPage, i int) float32 { return ratio(p.runWords[i], p.runMax) }},
	{Feature{"from_prose", "stands far below the last paragraph of prose"}, func(p *textPage, i int) float32 {
		if p.prevProse[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevProse[i])
	}},
	{Feature{"to_prose", "stands far above the next paragraph of prose"}, func(p *textPage, i int) float32 {
		if int(p.nextProse[i]) == p.n {
			return 999
		}
		return float32(p.nextProse[i] - int32(i))
	}},
	{Feature{"words_to_prose", "has many words between it and the next paragraph of prose"}, func(p *textPage, i int) float32 {
		return p.words.sum(i+1, int(p.nextProse[i]))
	}},
	{Feature{"words_from_prose", "has many words between it and the last paragraph of prose"}, func(p *textPage, i int) float32 {
		return p.words.sum(int(p.prevProse[i])+1, i)
	}},
	{Feature{"from_heading", "stands far below the last heading"}, func(p *textPage, i int) float32 {
		if p.prevHead[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevHead[i])
	}},
	{Feature{"to_heading", "stands far above the next heading"}, func(p *textPage, i int) float32 { return float32(p.nextHead[i] - int32(i)) }},
	{Feature{"heading_level", "stands under a heading of a low level"}, func(p *textPage, i int) float32 {
		if p.prevHead[i] < 0 {
			return 0
		}
		return float32(p.units[p.prevHead[i]].level)
	}},
	{Feature{"section_prose", "stands in a section with much prose"}, func(p *textPage, i int) float32 {
		next := p.n
		if i+1 < p.n {
			next = int(p.nextHead[i+1])
		}
		return p.prose.sum(int(max(p.prevHead[i], 0)), next)
	}},
	{Feature{"section_words", "stands in a long section"}, func(p *textPage, i int) float32 {
		next := p.n
		if i+1 < p.n {
			next = int(p.nextHead[i+1])
		}
		return p.words.sum(int(max(p.prevHead[i], 0)), next)
	}},
	{Feature{"from_start", "stands far below a phrase that opens a section of boilerplate"}, func(p *textPage, i int) float32 {
		if p.prevStart[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevStart[i])
	}},
	{Feature{"prose_since_start", "has much prose between it and a phrase that opens a section of boilerplate"}, func(p *textPage, i int) float32 {
		if p.prevStart[i] < 0 {
			return -1
		}
		return p.prose.sum(int(p.prevStart[i])+1, i)
	}},
	{Feature{"start_role", "stands below a phrase that opens a section of boilerplate of a certain role"}, func(p *textPage, i int) float32 {
		if p.prevStart[i] < 0 {
			return -1
		}
		return float32(p.units[p.prevStart[i]].role)
	}},
	{Feature{"from_comments", "stands far below the first phrase of comments | stands above any phrase of comments"}, func(p *textPage, i int) float32 {
		if p.comments < 0 {
			return -999
		}
		return float32(i - p.comments)
	}},
	{Feature{"from_tail", "stands far below the first phrase that ends the article | stands above any phrase that ends the article"}, func(p *textPage, i int) float32 {
		if p.tail < 0 {
			return -999
		}
		return float32(i - p.tail)
	}},
	{Feature{"dates_before", "has many lines with dates or times before it"}, func(p *textPage, i int) float32 { return min(p.dates.sum(0, i), mostHits) }},
	{Feature{"dates_after", "has many lines with dates or times after it"}, func(p *textPage, i int) float32 { return min(p.dates.sum(i+1, p.n), mostHits) }},
	{Feature{"to_tail", "stands far above a phrase that ends the article"}, func(p *textPage, i int) float32 { return float32(p.nextTail[i] - int32(i)) }},
	{Feature{"repeats", "stands on the page more than once | stands on the page once"}, func(p *textPage, i int) float32 { return float32(p.repeats[p.units[i].key]) }},
	{Feature{"shape_share", "looks like many other blocks of the page"}, func(p *textPage, i int) float32 {
		return ratio(float32(p.shapes[p.units[i].shape]), float32(p.n))
	}},
	{Feature{"shapes", "looks like other blocks of the page"}, func(p *textPage, i int) float32 { return float32(p.shapes[p.units[i].shape]) }},
	{Feature{"shape_run", "stands in a run of blocks that look alike"}, func(p *textPage, i int) float32 { return p.shapeRun[i] }},
	{Feature{"words_for_median", "is long for a paragraph of this page"}, func(p *textPage, i int) float32 { return ratio(p.units[i].words, p.median) }},
	{Feature{"topic", "is about what the page's prose is about"}, func(p *textPage, i int) float32 { return p.topic[i] }},
	{Feature{"title_share", "repeats the page's title | does not repeat the page's title"}, func(p *textPage, i int) float32 { return p.titleShare[i] }},
	{Feature{"from_title", "stands far below the page's title"}, func(p *textPage, i int) float32 {
		if p.title < 0 {
			return -999
		}
		return float32(i - p.title)
	}},
	{Feature{"is_title", "is what looks most like the page's title"}, func(p *textPage, i int) float32 { return bit(i == p.title) }},
}

// groupKinds are the runs that a page holds together: blocks without blank
// lines between them, the run before and after that, and lists or tables.
var groupKinds = []struct {
	name, doc string
	of        func(p *textPage, i int) *textGroup
}{
	{"group", "run of blocks without blank lines", func(p *textPage, i int) *textGroup { return &p.groups[p.groupAt[i]] }},
	{"group_before", "run before that", func(p *textPage, i int) *textGroup {
		if g := p.groupAt[i]; g > 0 {
			return &p.groups[g-1]
		}
		return nil
	}},
	{"group_after", "run after that", func(p *textPage, i int) *textGroup {
		if g := int(p.groupAt[i]); g+1 < len(p.groups) {
			return &p.groups[g+1]
		}
		return nil
	}},
	{"list", "list or table", func(p *textPage, i int) *textGroup {
		if g := p.listAt[i]; g >= 0 {
			return &p.listGroups[g]
		}
		return nil
	}},
}

// groupColumns are asked of the runs.
var groupColumns = []struct {
	Feature
	value func(p *textPage, g *textGroup, i int) float32
}{
	{Feature{"size", "its %s has many blocks"}, func(p *textPage, g *textGroup, i int) float32 { return float32(g.hi - g.lo) }},
	{Feature{"words", "its %s has many words | has few words"}, func(p *textPage, g *textGroup, i int) float32 { return p.words.sum(g.lo, g.hi) }},
	{Feature{"mean", "its %s has long blocks"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.words.sum(g.lo, g.hi), float32(g.hi-g.lo))
	}},
	{Feature{"prose", "its %s is prose for the most part"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.prose.sum(g.lo, g.hi), p.words.sum(g.lo, g.hi))
	}},
	{Feature{"functions", "its %s has many function words"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.functions.sum(g.lo, g.hi), p.counted.sum(g.lo, g.hi))
	}},
	{Feature{"hits", "its %s has many phrases of boilerplate"}, func(p *textPage, g *textGroup, i int) float32 { return p.hits.sum(g.lo, g.hi) }},
	{Feature{"ends", "its %s has many sentences' ends"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.ends.sum(g.lo, g.hi), float32(g.hi-g.lo))
	}},
	{Feature{"index", "stands far down its %s"}, func(p *textPage, g *textGroup, i int) float32 { return float32(i - g.lo) }},
}

// spanColumns relate a block to the densest run of prose; the runs differ in
// how many other blocks they bear.
var spanColumns = []struct {
	Feature
	value func(p *textPage, s *textSpan, i int) float32
}{
	{Feature{"in_span", "stands in the densest run of prose (%s) | stands outside the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 { return bit(i >= s.lo && i < s.hi) }},
	{Feature{"span_start", "stands far below the start of the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 { return float32(i - s.lo) }},
	{Feature{"span_end", "stands far above the end of the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 { return float32(s.hi - 1 - i) }},
	{Feature{"span_words", "has many words between it and the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 {
		switch {
		case i < s.lo:
			return p.words.sum(i, s.lo)
		case i >= s.hi:
			return -p.words.sum(s.hi, i+1)
		}
		return 0
	}},
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
	{Feature{"page_hit_share", "many of the page's blocks are phrases of boilerplate"}, []float32{.01, .05, .1, .2}, func(p *textPage) float32 { return ratio(p.total(p.hits), float32(p.n)) }},
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
