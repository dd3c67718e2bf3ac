package classify

// pathFeatures are the block's path signature.
var pathFeatures = []feature{
	{"path_para_share", "shares tag and class path with most of the page's paragraphs | does not share tag and class path with the page's paragraphs", stored(func(p *page) []float32 { return p.near[nearPath].own() })},
	{"path_word_share", "shares tag and class path with many of the page's words | shares tag and class path with few of the page's words", each(func(p *page, i int) float32 { return ratio(p.sigWords[p.sig[i]], p.sumWords[p.n]) })},
	{"path_count", "shares tag and class path with many blocks | shares tag and class path with few blocks", each(func(p *page, i int) float32 { return p.sigCount[p.sig[i]] })},
	{"path_words_per_block", "shares tag and class path with long blocks | shares tag and class path with short blocks", each(func(p *page, i int) float32 { return p.sigWords[p.sig[i]] / p.sigCount[p.sig[i]] })},
	{"path_main", "has the path of the main paragraphs | does not have the path of the main paragraphs", each(func(p *page, i int) float32 { return flag(p.sig[i] == p.main) })},
}

// placeFeatures are the block's place among the others.
var placeFeatures = []feature{
	{"place", "stands late in the page | stands early in the page", each(func(p *page, i int) float32 { return ratio(float32(i), float32(p.n)) })},
	{"blocks_left", "has many blocks after it | has few blocks after it", each(func(p *page, i int) float32 { return float32(p.n - i) })},
	{"blocks_before", "has many blocks before it | has few blocks before it", each(func(p *page, i int) float32 { return float32(i) })},
	{"words_before", "has much of the page's text before it | has little of the page's text before it", each(func(p *page, i int) float32 { return ratio(p.sumWords[i], p.sumWords[p.n]) })},
	{"para_before", "has most paragraphs before it | has few paragraphs before it", each(func(p *page, i int) float32 { return ratio(p.sumPara[i], p.sumPara[p.n]) })},
	{"para_left", "has many paragraphs still to come | has few paragraphs still to come", each(func(p *page, i int) float32 { return p.sumPara[p.n] - p.sumPara[i+1] })},
	{"para_near", "stands among paragraphs | does not stand among paragraphs", each(func(p *page, i int) float32 { return p.window(i, 4) })},
	{"para_near_wide", "stands in a stretch of paragraphs | does not stand in a stretch of paragraphs", each(func(p *page, i int) float32 { return p.window(i, 12) })},
	{"para_behind", "follows paragraphs closely | does not follow paragraphs closely", each(func(p *page, i int) float32 { return p.sumPara[i] - p.sumPara[max(0, i-10)] })},
	{"links_near", "stands among links | does not stand among links", each(func(p *page, i int) float32 {
		lo, hi := max(0, i-4), min(p.n, i+5)
		return ratio(p.sumLinked[hi]-p.sumLinked[lo], p.sumWords[hi]-p.sumWords[lo])
	})},
	{"links_ahead", "is followed by links | is not followed by links", each(func(p *page, i int) float32 {
		hi := min(p.n, i+6)
		return ratio(p.sumLinked[hi]-p.sumLinked[i+1], p.sumWords[hi]-p.sumWords[i+1])
	})},
	{"gap_to_para", "stands far after the last paragraph | stands close after a paragraph", each(func(p *page, i int) float32 {
		if p.prevPara[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevPara[i])
	})},
}

// headingFeatures are the block's distance from headings and title.
var headingFeatures = []feature{
	{"from_title", "stands far after the title | stands close after or before the title", each(func(p *page, i int) float32 {
		if p.title < 0 {
			return -999
		}
		return float32(int32(i) - p.title)
	})},
	{"words_from_title", "stands many words after the title | stands few words after or before the title", each(func(p *page, i int) float32 {
		if p.title < 0 {
			return -9999
		}
		return p.sumWords[i] - p.sumWords[p.title]
	})},
	{"from_heading", "stands far after the last heading | stands close under a heading", each(func(p *page, i int) float32 {
		if p.heading[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.heading[i])
	})},
	{"heading_level", "stands under a heading of low rank | stands under a heading of high rank or none", each(func(p *page, i int) float32 {
		if p.heading[i] < 0 {
			return 0
		}
		return float32(p.doc.Blocks[p.heading[i]].Level)
	})},
	{"heading_up", "stands far in the page's structure from its heading | stands close to its heading in the page's structure", each(func(p *page, i int) float32 {
		if p.heading[i] < 0 {
			return 99
		}
		return p.distance(int32(i), p.heading[i])
	})},
	{"heading_path_main", "stands under a heading outside the main paragraphs' element | stands under a heading inside the main paragraphs' element", each(func(p *page, i int) float32 {
		if p.heading[i] < 0 {
			return -1
		}
		return p.targets[targetMost].up[p.heading[i]]
	})},
	{"title_words", "repeats the title | does not repeat the title", stored(func(p *page) []float32 { return p.titleHits })},
	{"description_words", "repeats the page's description | does not repeat the page's description", stored(func(p *page) []float32 { return p.described })},
}

// endFeatures tell where the article ends.
var endFeatures = []feature{
	{"h1s", "stands after several main headings | stands before or under the first main heading", stored(func(p *page) []float32 { return p.h1s })},
	{"articles_closed", "stands after a whole article | stands before the end of any article", stored(func(p *page) []float32 { return p.articles })},
	{"main_place", "stands after the last of the main paragraphs | stands before the end of the main paragraphs", each(func(p *page, i int) float32 {
		switch {
		case p.main < 0:
			return -2
		case int32(i) < p.firstMain:
			return -1
		case int32(i) > p.lastMain:
			return 1
		}
		return 0
	})},
	{"since_main", "stands far after a main paragraph | stands close after a main paragraph", each(func(p *page, i int) float32 {
		if p.prevMain[i] < 0 {
			return 999
		}
		return float32(int32(i) - p.prevMain[i])
	})},
	{"until_main", "stands far before a main paragraph | is soon followed by a main paragraph", each(func(p *page, i int) float32 {
		if p.nextMain[i] < 0 {
			return 999
		}
		return float32(p.nextMain[i] - int32(i))
	})},
	{"words_since_main", "stands many words after a main paragraph | stands few words after a main paragraph", each(func(p *page, i int) float32 {
		if p.prevMain[i] < 0 {
			return 9999
		}
		return p.sumWords[i] - p.sumWords[p.prevMain[i]+1]
	})},
	{"main_before", "has main paragraphs before it | has few main paragraphs before it", each(func(p *page, i int) float32 {
		if p.prevMain[i] < 0 {
			return -1
		}
		return p.sumPara[p.prevMain[i]+1] - p.sumPara[p.firstMain]
	})},
	{"up_to_prev_main", "stands apart in structure from the main paragraph before it | stands beside the main paragraph before it", each(func(p *page, i int) float32 {
		if p.prevMain[i] < 0 {
			return 99
		}
		return p.distance(int32(i), p.prevMain[i])
	})},
	{"up_to_next_main", "stands apart in structure from the main paragraph after it | stands beside the main paragraph after it", each(func(p *page, i int) float32 {
		if p.nextMain[i] < 0 {
			return 99
		}
		return p.distance(int32(i), p.nextMain[i])
	})},
	{"post", "stands in a post of a thread | does not stand in a post of a thread", stored(func(p *page) []float32 { return p.posts })},
	{"post_number", "stands in or after a later post of a thread | stands before the posts of a thread or in the first", stored(func(p *page) []float32 { return p.postNumber })},
}

// size is the block's length in words, characters of unspaced scripts counted as parts of words.
func (p *page) size(i int) float32 { return p.sumWords[i+1] - p.sumWords[i] }

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
