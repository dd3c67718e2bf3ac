package classify

// textWindowRange is a run of blocks next to a block i, [i+lo, i+hi).
type textWindowRange struct {
	name   string
	lo, hi int
	doc    string
}

// windows are runs of blocks next to a block, [i+lo, i+hi).
var windows = []textWindowRange{
	{"2", -2, 3, "in the two blocks on either side"},
	{"5", -5, 6, "in the five blocks on either side"},
	{"12", -12, 13, "in the twelve blocks on either side"},
	{"30", -30, 31, "in the thirty blocks on either side"},
	{"before10", -10, 0, "in the ten blocks before"},
	{"after10", 1, 11, "in the ten blocks after"},
}

// voiceWindows are the windows in which voices are counted.
var voiceWindows = []textWindowRange{windows[1], windows[2], windows[5]}

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
	{Feature{"w_dates", "has many lines with dates or times | has few lines with dates or times"}, func(p *textPage, lo, hi int) float32 { return p.dates.sum(lo, hi) }},
	{Feature{"w_names", "has many lines that may be names | has few lines that may be names"}, func(p *textPage, lo, hi int) float32 { return p.names.sum(lo, hi) }},
	{Feature{"w_again", "has much that has stood on the page before | has little that has stood on the page before"}, func(p *textPage, lo, hi int) float32 {
		return ratio(p.again.sum(lo, hi), p.words.sum(lo, hi))
	}},
	{Feature{"w_topic", "is about what the article is about | is not about what the article is about"}, func(p *textPage, lo, hi int) float32 {
		return ratio(p.themes.sum(lo, hi), p.words.sum(lo, hi))
	}},
	{Feature{"w_typed", "has quotation marks as typed, not as set"}, func(p *textPage, lo, hi int) float32 {
		return ratio(p.typed.sum(lo, hi), p.set.sum(lo, hi)+p.typed.sum(lo, hi))
	}},
}

// mostHits is where the count of phrases on one side of a block ends, for the reason of pageColumns.
const mostHits = 12

// placeColumns say where on the page a block stands.
var placeColumns = []struct {
	Feature
	value func(p *textPage, i int) float32
}{
	{Feature{"index", "stands far down the page, in blocks | stands near the page's top, in blocks"}, func(p *textPage, i int) float32 { return float32(i) }},
	{Feature{"index_end", "stands far from the page's end, in blocks | stands near the page's end, in blocks"}, func(p *textPage, i int) float32 { return float32(p.n - 1 - i) }},
	{Feature{"place", "stands far down the page, as a share of its blocks | does not stand far down the page, as a share of its blocks"}, func(p *textPage, i int) float32 { return ratio(float32(i), float32(p.n)) }},
	{Feature{"words_before", "has a large share of the page's words before it | has a small share of the page's words before it"}, func(p *textPage, i int) float32 { return ratio(p.words.sum(0, i), p.total(p.words)) }},
	{Feature{"prose_before", "has a large share of the page's prose before it | has little of the page's prose before it"}, func(p *textPage, i int) float32 { return ratio(p.prose.sum(0, i), p.total(p.prose)) }},
	{Feature{"prose_words_before", "has much prose before it | has little prose before it"}, func(p *textPage, i int) float32 { return p.prose.sum(0, i) }},
	{Feature{"hits_before", "has many phrases of boilerplate before it | has few phrases of boilerplate before it"}, func(p *textPage, i int) float32 { return min(p.hits.sum(0, i), mostHits) }},
	{Feature{"hits_after", "has many phrases of boilerplate after it | has few phrases of boilerplate after it"}, func(p *textPage, i int) float32 { return min(p.hits.sum(i+1, p.n), mostHits) }},
	{Feature{"near", "has much prose close by | has little prose close by"}, func(p *textPage, i int) float32 { return p.near[i] }},
	{Feature{"near_share", "stands where the page's prose is densest | stands away from the page's prose"}, func(p *textPage, i int) float32 { return ratio(p.near[i], p.nearMax) }},
	{Feature{"far_share", "stands in the part of the page with most prose | stands away from the part of the page with most prose"}, func(p *textPage, i int) float32 { return ratio(p.far[i], p.farMax) }},
	{Feature{"run_words", "stands in a long run of paragraphs | does not stand in a long run of paragraphs"}, func(p *textPage, i int) float32 { return p.runWords[i] }},
	{Feature{"run_share", "stands in the longest run of paragraphs | stands outside the longest run of paragraphs"}, func(p *textPage, i int) float32 { return ratio(p.runWords[i], p.runMax) }},
	{Feature{"from_prose", "stands far below the last paragraph of prose | does not stand far below the last paragraph of prose"}, func(p *textPage, i int) float32 {
		if p.prevProse[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevProse[i])
	}},
	{Feature{"to_prose", "stands far above the next paragraph of prose | does not stand far above the next paragraph of prose"}, func(p *textPage, i int) float32 {
		if int(p.nextProse[i]) == p.n {
			return 999
		}
		return float32(p.nextProse[i] - int32(i))
	}},
	{Feature{"words_to_prose", "has many words between it and the next paragraph of prose | has few words between it and the next paragraph of prose"}, func(p *textPage, i int) float32 {
		return p.words.sum(i+1, int(p.nextProse[i]))
	}},
	{Feature{"words_from_prose", "has many words between it and the last paragraph of prose | has few words between it and the last paragraph of prose"}, func(p *textPage, i int) float32 {
		return p.words.sum(int(p.prevProse[i])+1, i)
	}},
	{Feature{"from_heading", "stands far below the last heading | does not stand far below the last heading"}, func(p *textPage, i int) float32 {
		if p.prevHead[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevHead[i])
	}},
	{Feature{"to_heading", "stands far above the next heading | does not stand far above the next heading"}, func(p *textPage, i int) float32 { return float32(p.nextHead[i] - int32(i)) }},
	{Feature{"heading_level", "stands under a heading of a low level"}, func(p *textPage, i int) float32 {
		if p.prevHead[i] < 0 {
			return 0
		}
		return float32(p.units[p.prevHead[i]].level)
	}},
	{Feature{"section_prose", "stands in a section with much prose | does not stand in a section with much prose"}, func(p *textPage, i int) float32 {
		next := p.n
		if i+1 < p.n {
			next = int(p.nextHead[i+1])
		}
		return p.prose.sum(int(max(p.prevHead[i], 0)), next)
	}},
	{Feature{"section_words", "stands in a long section | does not stand in a long section"}, func(p *textPage, i int) float32 {
		next := p.n
		if i+1 < p.n {
			next = int(p.nextHead[i+1])
		}
		return p.words.sum(int(max(p.prevHead[i], 0)), next)
	}},
	{Feature{"from_start", "stands far below a phrase that opens a section of boilerplate | does not stand far below a phrase that opens a section of boilerplate"}, func(p *textPage, i int) float32 {
		if p.prevStart[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevStart[i])
	}},
	{Feature{"prose_since_start", "has much prose between it and a phrase that opens a section of boilerplate | has little prose between it and a phrase that opens a section of boilerplate"}, func(p *textPage, i int) float32 {
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
	{Feature{"from_comments", "stands below a phrase of comments or not far above it | stands far above any phrase of comments"}, func(p *textPage, i int) float32 {
		if p.comments < 0 {
			return -999
		}
		return float32(i - p.comments)
	}},
	{Feature{"from_tail", "stands below a phrase that ends the article or not far above it | stands far above any phrase that ends the article"}, func(p *textPage, i int) float32 {
		if p.tail < 0 {
			return -999
		}
		return float32(i - p.tail)
	}},
	{Feature{"dates_before", "has many lines with dates or times before it | has few lines with dates or times before it"}, func(p *textPage, i int) float32 { return min(p.dates.sum(0, i), mostHits) }},
	{Feature{"dates_after", "has many lines with dates or times after it | has few lines with dates or times after it"}, func(p *textPage, i int) float32 { return min(p.dates.sum(i+1, p.n), mostHits) }},
	{Feature{"to_tail", "stands far above a phrase that ends the article | does not stand far above a phrase that ends the article"}, func(p *textPage, i int) float32 { return float32(p.nextTail[i] - int32(i)) }},
	{Feature{"repeats", "stands on the page more than once | stands on the page once"}, func(p *textPage, i int) float32 { return float32(p.repeats[p.units[i].key]) }},
	{Feature{"shape_share", "looks like many other blocks of the page | does not look like many other blocks of the page"}, func(p *textPage, i int) float32 {
		return ratio(float32(p.shapes[p.units[i].shape]), float32(p.n))
	}},
	{Feature{"shapes", "looks like other blocks of the page | does not look like other blocks of the page"}, func(p *textPage, i int) float32 { return float32(p.shapes[p.units[i].shape]) }},
	{Feature{"shape_run", "stands in a run of blocks that look alike | does not stand in a run of blocks that look alike"}, func(p *textPage, i int) float32 { return p.shapeRun[i] }},
	{Feature{"words_for_median", "is long for a paragraph of this page | is not long for a paragraph of this page"}, func(p *textPage, i int) float32 { return ratio(p.units[i].words, p.median) }},
	{Feature{"topic", "is about what the page's prose is about | is not about what the page's prose is about"}, func(p *textPage, i int) float32 { return p.topic[i] }},
	{Feature{"theme", "is about what the densest run of prose is about | is not about what the densest run of prose is about"}, func(p *textPage, i int) float32 { return p.theme[i] }},
	{Feature{"opens_with_name", "begins with a name that stands on the page by itself"}, func(p *textPage, i int) float32 { return bit(p.opensWithName(i)) }},
	{Feature{"title_share", "repeats the page's title | does not repeat the page's title"}, func(p *textPage, i int) float32 { return p.titleShare[i] }},
	{Feature{"from_title", "stands far below the page's title | does not stand far below the page's title"}, func(p *textPage, i int) float32 {
		if p.title < 0 {
			return -999
		}
		return float32(i - p.title)
	}},
}

// groupKinds are the runs that a page holds together: blocks without blank
// lines between them, and lists or tables.
var groupKinds = []struct {
	name, doc string
	of        func(p *textPage, i int) *textGroup
}{
	{"group", "run of blocks without blank lines", func(p *textPage, i int) *textGroup { return &p.groups[p.groupAt[i]] }},
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
	{Feature{"size", "its %s has many blocks | its %s has few blocks"}, func(p *textPage, g *textGroup, i int) float32 { return float32(g.hi - g.lo) }},
	{Feature{"words", "its %s has many words | its %s has few words"}, func(p *textPage, g *textGroup, i int) float32 { return p.words.sum(g.lo, g.hi) }},
	{Feature{"mean", "its %s has long blocks | its %s has short blocks"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.words.sum(g.lo, g.hi), float32(g.hi-g.lo))
	}},
	{Feature{"prose", "its %s is prose for the most part | its %s is not prose for the most part"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.prose.sum(g.lo, g.hi), p.words.sum(g.lo, g.hi))
	}},
	{Feature{"functions", "its %s has many function words | its %s has few function words"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.functions.sum(g.lo, g.hi), p.counted.sum(g.lo, g.hi))
	}},
	{Feature{"hits", "its %s has many phrases of boilerplate | its %s has few phrases of boilerplate"}, func(p *textPage, g *textGroup, i int) float32 { return p.hits.sum(g.lo, g.hi) }},
	{Feature{"ends", "its %s has many sentences' ends | its %s has few sentences' ends"}, func(p *textPage, g *textGroup, i int) float32 {
		return ratio(p.ends.sum(g.lo, g.hi), float32(g.hi-g.lo))
	}},
	{Feature{"index", "stands far down its %s | does not stand far down its %s"}, func(p *textPage, g *textGroup, i int) float32 { return float32(i - g.lo) }},
}

// spanColumns relate a block to the densest run of prose; the runs differ in
// how many other blocks they bear.
var spanColumns = []struct {
	Feature
	value func(p *textPage, s *textSpan, i int) float32
}{
	{Feature{"in_span", "stands in the densest run of prose (%s) | stands outside the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 { return bit(i >= s.lo && i < s.hi) }},
	{Feature{"span_start", "stands far below the start of the densest run of prose (%s) | does not stand far below the start of the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 { return float32(i - s.lo) }},
	{Feature{"span_end", "stands far above the end of the densest run of prose (%s) | does not stand far above the end of the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 { return float32(s.hi - 1 - i) }},
	{Feature{"span_words", "has many words between it and the densest run of prose (%s) | has few words between it and the densest run of prose (%s)"}, func(p *textPage, s *textSpan, i int) float32 {
		switch {
		case i < s.lo:
			return p.words.sum(i, s.lo)
		case i >= s.hi:
			return -p.words.sum(s.hi, i+1)
		}
		return 0
	}},
}
