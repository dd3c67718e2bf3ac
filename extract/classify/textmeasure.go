package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
	"github.com/pithcli/pith/extract/classify/role"
)

// textUnit is what is measured of one block by itself.
type textUnit struct {
	// words counts words, two characters of a script without word spaces as one.
	words                         float32
	tokens                        int32 // words as the selection weighs them
	runes, letters, upper, digits int32
	punct, commas, signs          int32 // signs: | › » / • # @ and the like, which menus are made with
	capWords                      int32
	// functions counts function words among the counted words; of unspaced
	// scripts the letters that carry grammar, two as one.
	functions, counted   float32
	list                 int32 // index in textPage.groups of the outermost list or table, 0 for none
	sentences            int32
	linkBytes, textBytes int32
	longest              int32 // letters of the longest word
	ends, starts         textEdge
	kind                 block.Kind
	level, lists, quotes uint8
	table, ordered, item bool
	flags                block.Flags
	lines                int32
	gap, indent          uint8
	images               int32
	years                int32
	occurrence           int32 // which block with this text it is on the page, from 1
	clock, question      bool  // holds a time of day; ends with a question mark
	hit                  bool
	role                 role.Role
	place                phrases.Place
	key, shape           uint64
}

// textEdge is how a block begins or ends.
type textEdge uint8

const (
	edgeOther textEdge = iota
	edgeSentence
	edgeColon
	edgeEllipsis
	edgeComma
	edgeUpper
	edgeLower
	edgeDigit
	edgeQuote
)

// like says how much a block is a paragraph of prose, 0 to 1.
func (u *textUnit) like() float32 {
	if u.kind == block.Heading || u.words < 8 {
		return 0
	}
	v := float32(.3)
	if u.ends == edgeSentence {
		v = .7
	}
	if u.words >= 25 {
		v += .3
	}
	if u.linkShare() > .5 {
		v *= .3
	}
	return v
}

// prose is the block's words as far as they are prose.
func (u *textUnit) prose() float32 { return float32(u.words * u.like()) }

// dated says whether a block is a short line with a date or a time, as comments and lists of posts have.
func (u *textUnit) dated() bool { return u.words <= 12 && (u.years > 0 || u.clock) }

// named says whether a block may be a name: one to three words with capitals.
func (u *textUnit) named() bool {
	return u.words >= 1 && u.words <= 3 && u.digits == 0 && u.ends == edgeOther && float32(u.capWords) == u.counted
}

func (u *textUnit) linkShare() float32 {
	if u.textBytes == 0 {
		return 0
	}
	return float32(u.linkBytes) / float32(u.textBytes)
}

// textPage is what is measured of a page.
type textPage struct {
	doc   *block.Document
	units []textUnit
	n     int

	words, prose, hits, links, functions, counted, short, caps, lists, gaps, ends, dates, names, questions, again sums

	repeats, shapes map[uint64]int32
	shapeRun        []float32 // length of the run of blocks with one shape that a block stands in
	near, far       []float32 // prose words around, fading with distance in blocks
	nearMax, farMax float32
	spans           [3]textSpan // the densest run at three penalties for what is no prose
	runWords        []float32   // prose words of the run of paragraphs that a block stands in
	runMax          float32
	prevProse       []int32 // last block of prose at or before, -1 for none
	nextProse       []int32 // next one at or after, n for none
	prevHead        []int32
	nextHead        []int32
	comments, tail  int     // first phrase of comments, first one that ends the article, after some prose; -1 for none
	prevStart       []int32 // last hit of a phrase that opens a section or ends the article, before the block
	nextTail        []int32
	title           int
	titleWords      map[uint64]struct{}
	titleShare      []float32
	groupAt         []int32     // the group of each block in groups
	groups          []textGroup // blocks without blank lines between them
	listAt          []int32     // the outermost list or table of each block in lists, -1 for none
	listGroups      []textGroup
	topic           []float32 // how much of the block's words stand elsewhere in the page's prose
	median          float32   // words of the page's paragraphs of prose
}

// sums are running totals: sum(lo, hi) is over blocks [lo, hi).
type sums []float64

func (s sums) sum(lo, hi int) float32 {
	lo, hi = max(lo, 0), min(hi, len(s)-1)
	if lo >= hi {
		return 0
	}
	return float32(s[hi] - s[lo])
}

func (p *textPage) total(s sums) float32 { return float32(s[len(s)-1]) }

// textSpan is a run of blocks with most prose.
type textSpan struct {
	lo, hi int
	words  float32
}

// measureText measures all blocks of a page.
func measureText(doc *block.Document) *textPage {
	p := &textPage{doc: doc, n: len(doc.Blocks), units: make([]textUnit, len(doc.Blocks))}
	depth := containerDepths(doc)
	words := functionWords()
	for i := range p.units {
		p.units[i].measure(doc, i, depth, words)
	}
	p.repetition()
	p.totals()
	p.density()
	p.group()
	p.topics()
	p.distances()
	p.findTitle()
	return p
}

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

// shown is a block's text without what renderers leave out, such as the marks of Markdown.
func shown(doc *block.Document, i int) string {
	b := &doc.Blocks[i]
	var out []byte
	pos := b.Start
	for _, sp := range doc.BlockSpans(i) {
		if sp.Kind != block.Chrome || sp.Start < pos {
			continue
		}
		out = append(out, doc.Text[pos:sp.Start]...)
		pos = sp.End
	}
	if pos == b.Start {
		return doc.BlockText(i)
	}
	return string(append(out, doc.Text[pos:b.End]...))
}

// measure reads one block's text once.
func (u *textUnit) measure(doc *block.Document, i int, depth []textDepth, functions map[string]struct{}) {
	b := &doc.Blocks[i]
	d := depth[b.In]
	u.kind, u.level, u.flags, u.lines, u.gap, u.indent = b.Kind, b.Level, b.Flags, b.Lines, b.Gap, b.Indent
	u.list = d.outer
	u.lists, u.quotes, u.table, u.ordered, u.item = d.lists, d.quotes, d.table, d.ordered, d.item
	s := shown(doc, i)
	u.textBytes = int32(len(s))
	link := block.Span{}
	for _, sp := range doc.BlockSpans(i) {
		switch sp.Kind {
		case block.Link:
			u.linkBytes += sp.End - sp.Start
			link = sp
		case block.Chrome:
			if sp.Start >= link.Start && sp.End <= link.End {
				u.linkBytes -= sp.End - sp.Start
			}
		case block.Image:
			u.images++
		}
	}
	w := wordReader{u: u, functions: functions, key: fnvOffset}
	for _, r := range s {
		w.read(r)
	}
	if w.hour && w.digits == 2 {
		u.clock = true
	}
	w.endWord()
	u.key = w.key
	u.edges(s)
	u.shape = u.shapeKey()
	if s != "" {
		if h, ok := phrases.Match(s); ok {
			u.hit, u.role, u.place = true, h.Role, h.Place
		}
	}
}

// wordReader counts the words and letters of a block.
type wordReader struct {
	u         *textUnit
	functions map[string]struct{}
	buf       [24]byte // the word in lower case, as far as it can be a function word
	n         int      // bytes in buf, more than its length if the word is longer
	letters   int32    // of the word
	digits    int32
	hangul    int32
	capital   bool
	stop      bool // the last sign may end a sentence
	hour      bool // one or two digits and a colon stand before
	key       uint64
}

func (w *wordReader) read(r rune) {
	u := w.u
	u.runes++
	switch {
	case r < 0x80 && asciiClass[r]&cWord != 0 && r != '_', r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)):
		w.letter(r)
		return
	}
	if r == ':' && w.letters == 0 && w.digits > 0 && w.digits <= 2 {
		w.hour = true
	} else if w.hour {
		u.clock = u.clock || w.digits == 2
		w.hour = false
	}
	w.endWord()
	if w.stop && (r == ' ' || r == '\n') {
		u.sentences++
		w.stop = false
	}
	switch r {
	case ' ', '\n', '\t':
		return
	case '.', '!', '?', '…':
		w.stop = true
		u.punct++
	case '。', '！', '？':
		u.sentences++
		u.punct++
	case ',', ';', '、', '，', '،':
		u.commas++
		u.punct++
	case '|', '›', '»', '>', '/', '•', '#', '@', '·', '+', '=', '*', '{', '}', '<', '&', '$', '€', '£', '©', '_', '→', '←', '×':
		u.signs++
	default:
		u.punct++
		if r != '"' && r != '”' && r != '’' && r != ')' && r != '»' && r != '\'' {
			w.stop = false
		}
	}
}

// letter adds a letter or digit to the word.
func (w *wordReader) letter(r rune) {
	u := w.u
	w.stop = false
	if r >= 0xac00 && r <= 0xd7ff {
		w.hangul++
	} else if r >= 0x80 && unspaced(r) {
		w.endWord()
		u.letters++
		u.tokens++
		u.words += 1. / charsPerWord
		u.counted += 1. / charsPerWord
		u.functions += grammatical(r)
		w.key = (w.key ^ uint64(r)) * fnvPrime
		return
	}
	if r >= '0' && r <= '9' {
		u.digits++
		w.digits++
		r = '0'
	} else {
		u.letters++
		w.letters++
		lower := r
		if r < 0x80 {
			if r >= 'A' && r <= 'Z' {
				lower = r + 32
			}
		} else {
			lower = unicode.ToLower(r)
		}
		if lower != r {
			u.upper++
			if w.letters == 1 && w.digits == 0 {
				w.capital = true
			}
		}
		r = lower
	}
	w.key = (w.key ^ uint64(r)) * fnvPrime
	if w.n+utf8.UTFMax <= len(w.buf) {
		w.n += utf8.EncodeRune(w.buf[w.n:], r)
	} else {
		w.n = len(w.buf) + 1
	}
}

// hanGrammar are the characters that carry most of the grammar of Chinese.
const hanGrammar = "的了是在不和有也就这那個个们我你他她它与與為为对對从從到把被让讓给給而但或及于於之其"

// grammatical is what a letter of an unspaced script counts as a function word:
// hiragana are written for grammar (about half of Japanese prose), the
// characters above are a sixth of Chinese prose; function words are two fifths
// of the words of spaced languages.
func grammatical(r rune) float32 {
	switch {
	case r >= 0x3041 && r <= 0x309f:
		return .5
	case r >= 0x4e00 && r <= 0x9fff && strings.ContainsRune(hanGrammar, r):
		return 1.25
	}
	return 0
}

func (w *wordReader) endWord() {
	if w.n == 0 {
		return
	}
	u := w.u
	u.words++
	u.tokens += max(1, w.hangul)
	u.counted++
	if w.capital {
		u.capWords++
	}
	if w.letters > u.longest {
		u.longest = w.letters
	}
	if w.digits == 4 && w.letters == 0 {
		u.years++
	}
	if w.n <= 16 && w.digits == 0 {
		if _, ok := w.functions[string(w.buf[:w.n])]; ok {
			u.functions++
		}
	}
	w.key = (w.key ^ ' ') * fnvPrime
	w.n, w.letters, w.digits, w.hangul, w.capital = 0, 0, 0, 0, false
}

// edges says how the block begins and ends.
func (u *textUnit) edges(s string) {
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		switch r {
		case '"', '”', '’', ')', '»', '\'', ' ', ']', '“', '』', '」', '*', '_':
			s = s[:len(s)-n]
			continue
		case '.', '!', '?', '。', '！', '？', '؟', '।':
			u.ends = edgeSentence
			u.question = r == '?' || r == '？' || r == '؟'
			if len(s) > 3 && s[len(s)-3:] == "..." {
				u.ends = edgeEllipsis
			}
		case '…':
			u.ends = edgeEllipsis
		case ':', '：':
			u.ends = edgeColon
		case ',', ';', '，', '、':
			u.ends = edgeComma
		}
		break
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsUpper(r):
		u.starts = edgeUpper
	case unicode.IsLower(r):
		u.starts = edgeLower
	case r >= '0' && r <= '9':
		u.starts = edgeDigit
	case r == '"' || r == '“' || r == '„' || r == '«' || r == '‘' || r == '「':
		u.starts = edgeQuote
	}
}

// shapeKey is the same for blocks that look alike.
func (u *textUnit) shapeKey() uint64 {
	size := uint64(0)
	for w := u.words; w > 1.5; w /= 1.8 {
		size++
	}
	digits := uint64(0)
	if u.digits > 0 {
		digits = 1
	}
	links := uint64(0)
	if u.linkShare() > .5 {
		links = 1
	}
	return size | uint64(u.ends)<<8 | uint64(u.starts)<<12 | digits<<16 | links<<17 | uint64(u.kind)<<18 | uint64(u.lists)<<24
}

func (p *textPage) totals() {
	add := func(value func(u *textUnit) float32) sums {
		s := make(sums, p.n+1)
		for i := range p.units {
			s[i+1] = s[i] + float64(value(&p.units[i]))
		}
		return s
	}
	flag := func(b bool) float32 {
		if b {
			return 1
		}
		return 0
	}
	p.dates = add(func(u *textUnit) float32 { return flag(u.dated()) })
	p.names = add(func(u *textUnit) float32 { return flag(u.named()) })
	p.questions = add(func(u *textUnit) float32 { return flag(u.question) })
	p.again = add(func(u *textUnit) float32 {
		if u.occurrence > 1 && u.words >= 4 {
			return u.words
		}
		return 0
	})
	p.gaps = add(func(u *textUnit) float32 { return flag(u.gap > 0) })
	p.ends = add(func(u *textUnit) float32 { return flag(u.ends == edgeSentence) })
	p.words = add(func(u *textUnit) float32 { return u.words })
	p.prose = add((*textUnit).prose)
	p.hits = add(func(u *textUnit) float32 { return flag(u.hit) })
	p.links = add(func(u *textUnit) float32 { return float32(u.words * u.linkShare()) })
	p.functions = add(func(u *textUnit) float32 { return u.functions })
	p.counted = add(func(u *textUnit) float32 { return u.counted })
	p.short = add(func(u *textUnit) float32 { return flag(u.words < 6) })
	p.caps = add(func(u *textUnit) float32 { return float32(u.capWords) })
	p.lists = add(func(u *textUnit) float32 { return flag(u.item) })
}

// repetition counts blocks with the same text and with the same shape.
func (p *textPage) repetition() {
	p.repeats, p.shapes = make(map[uint64]int32, p.n), make(map[uint64]int32)
	p.shapeRun = make([]float32, p.n)
	start := 0
	for i := range p.units {
		u := &p.units[i]
		if u.words > 0 {
			p.repeats[u.key]++
			u.occurrence = p.repeats[u.key]
		}
		p.shapes[u.shape]++
		if u.shape != p.units[start].shape {
			p.markRun(start, i)
			start = i
		}
	}
	p.markRun(start, p.n)
}

func (p *textPage) markRun(lo, hi int) {
	for i := lo; i < hi; i++ {
		p.shapeRun[i] = float32(hi - lo)
	}
}

// density finds where the prose is.
func (p *textPage) density() {
	p.near, p.nearMax = p.fade(.7)
	p.far, p.farMax = p.fade(.92)
	for k, penalty := range [...]float32{2, 6, 18} {
		p.spans[k] = p.densest(penalty)
	}
	// Runs of paragraphs: at most two blocks in a row that are none stand between them.
	const gapBlocks = 2
	p.runWords = make([]float32, p.n)
	start, last, words := 0, -1, float32(0)
	flush := func(end int) {
		for i := start; i < end; i++ {
			p.runWords[i] = words
		}
		p.runMax = max(p.runMax, words)
	}
	for i := range p.units {
		v := p.units[i].like()
		if v < .5 {
			continue
		}
		if last >= 0 && i-last > gapBlocks+1 {
			flush(last + 1)
			words = 0
			start = i
		} else if last < 0 {
			start = i
		}
		words += p.units[i].words
		last = i
	}
	if last >= 0 {
		flush(last + 1)
	}
}

// fade sums the prose words around each block, each block further away by the factor q less.
func (p *textPage) fade(q float32) ([]float32, float32) {
	out := make([]float32, p.n)
	var acc, top float32
	for i := range p.units {
		acc = float32(acc*q) + p.units[i].prose()
		out[i] = acc
	}
	acc = 0
	for i := p.n - 1; i >= 0; i-- {
		out[i] += acc
		acc = (acc + p.units[i].prose()) * q
		top = max(top, out[i])
	}
	return out, top
}

// densest is the run of blocks with the greatest sum of prose words less penalty for each other block.
func (p *textPage) densest(penalty float32) textSpan {
	var best, cur textSpan
	var bestSum, sum float32
	for i := range p.units {
		u := &p.units[i]
		v := u.prose()
		if v == 0 {
			v = -penalty
			if u.hit {
				v *= 2
			}
			if u.kind == block.Rule {
				v = -penalty / 2
			}
		}
		if sum <= 0 {
			sum, cur = 0, textSpan{lo: i}
		}
		sum += v
		if sum > bestSum {
			bestSum = sum
			best = textSpan{lo: cur.lo, hi: i + 1, words: sum}
		}
	}
	return best
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

// topicLetters is the least length of a word that can be a topic's.
const topicLetters = 4

// topics measures how much of each block's vocabulary the rest of the page's
// prose has: the article's own notes and headings share it, teasers of other pages do not.
func (p *textPage) topics() {
	const most = 60 // words of a block that are looked at
	p.topic = make([]float32, p.n)
	count := map[uint64]uint16{}
	var seen []uint64
	words := func(i int) []uint64 {
		seen = seen[:0]
		eachTopic(shown(p.doc, i), func(h uint64) bool {
			seen = append(seen, h)
			return len(seen) < most
		})
		return seen
	}
	for i := range p.units {
		if p.units[i].like() >= .7 {
			for _, h := range words(i) {
				if count[h] < 1<<15 {
					count[h]++
				}
			}
		}
	}
	own := map[uint64]uint16{}
	for i := range p.units {
		prose := p.units[i].like() >= .7
		list := words(i)
		if len(list) == 0 {
			p.topic[i] = -1
			continue
		}
		clear(own)
		if prose {
			for _, h := range list {
				own[h]++
			}
		}
		shared := 0
		for _, h := range list {
			if count[h] > own[h] {
				shared++
			}
		}
		p.topic[i] = float32(shared) / float32(len(list))
	}
}

// eachTopic calls f with a hash of each word of at least topicLetters letters, until it returns
// false; of unspaced scripts with each pair of letters.
func eachTopic(s string, f func(uint64) bool) {
	h, n := uint64(fnvOffset), 0
	var last rune
	for _, r := range s {
		switch {
		case r < 0x80 && asciiClass[r]&(cWord|cDigit) == cWord:
			h, n = (h^uint64(r|0x20))*fnvPrime, n+1
		case r >= 0x80 && unicode.IsLetter(r):
			if unspaced(r) {
				if last != 0 && !f((uint64(fnvOffset)^uint64(last))*fnvPrime^uint64(r)) {
					return
				}
				last = r
				continue
			}
			h, n = (h^uint64(unicode.ToLower(r)))*fnvPrime, n+1
		default:
			if n >= topicLetters && !f(h) {
				return
			}
			h, n, last = fnvOffset, 0, 0
		}
	}
	if n >= topicLetters {
		f(h)
	}
}

// distances notes the nearest prose, headings and phrases of each block.
func (p *textPage) distances() {
	ints := func() []int32 { return make([]int32, p.n) }
	p.prevProse, p.nextProse, p.prevHead, p.nextHead, p.prevStart, p.nextTail = ints(), ints(), ints(), ints(), ints(), ints()
	const some = 40 // words of prose after which a page has begun
	p.comments, p.tail = -1, -1
	prose, head, start := int32(-1), int32(-1), int32(-1)
	for i := range p.units {
		u := &p.units[i]
		p.prevStart[i] = start
		if u.hit && p.prose.sum(0, i) > some {
			if u.role == role.Comments && p.comments < 0 {
				p.comments = i
			}
			if u.place == phrases.Tail && p.tail < 0 {
				p.tail = i
			}
		}
		if u.like() >= .7 {
			prose = int32(i)
		}
		if u.kind == block.Heading {
			head = int32(i)
		}
		if u.hit && u.place != phrases.Line {
			start = int32(i)
		}
		p.prevProse[i], p.prevHead[i] = prose, head
	}
	n := int32(p.n)
	prose, head, tail := n, n, n
	for i := p.n - 1; i >= 0; i-- {
		u := &p.units[i]
		p.nextTail[i] = tail
		if u.like() >= .7 {
			prose = int32(i)
		}
		if u.kind == block.Heading {
			head = int32(i)
		}
		if u.hit && u.place == phrases.Tail {
			tail = int32(i)
		}
		p.nextProse[i], p.nextHead[i] = prose, head
	}
	var longs []float32
	for i := range p.units {
		if p.units[i].like() >= .7 {
			longs = append(longs, p.units[i].words)
		}
	}
	p.median = middle(longs)
}

// middle is the median of v by counting, without sorting: v are word counts.
func middle(v []float32) float32 {
	var count [512]int
	for _, x := range v {
		count[min(int(x), len(count)-1)]++
	}
	seen := 0
	for x, c := range count {
		if seen += c; seen*2 >= len(v) && len(v) > 0 {
			return float32(x)
		}
	}
	return 0
}

// findTitle looks for the line that is most likely the page's title: a heading
// of the first level, else a line that stands twice, else the last short line,
// each shortly before the densest run; and measures how much of each short block it holds.
func (p *textPage) findTitle() {
	const reach = 25 // blocks before the first prose
	p.title = -1
	p.titleShare = make([]float32, p.n)
	main := p.spans[1]
	if main.hi == 0 {
		return
	}
	best := float32(0)
	for i := max(0, main.lo-reach); i < min(p.n, main.lo+2); i++ {
		u := &p.units[i]
		if u.words < 2 || u.words > 30 || u.hit {
			continue
		}
		score := u.words/40 + float32(i-main.lo+reach)/(2*reach)
		if u.kind == block.Heading {
			score += 1 / float32(max(u.level, 1))
		}
		if p.repeats[u.key] > 1 && u.words >= 4 {
			score++
		}
		if u.ends == edgeSentence || u.years > 0 {
			score -= .4
		}
		if score > best {
			best, p.title = score, i
		}
	}
	if p.title < 0 {
		return
	}
	p.titleWords = map[uint64]struct{}{}
	eachWord(shown(p.doc, p.title), func(h uint64) { p.titleWords[h] = struct{}{} })
	const longest = 40 // words of a block that can repeat the title
	for i := range p.units {
		if p.units[i].words == 0 || p.units[i].words > longest {
			continue
		}
		n, in := 0, 0
		eachWord(shown(p.doc, i), func(h uint64) {
			n++
			if _, ok := p.titleWords[h]; ok {
				in++
			}
		})
		if n > 0 {
			p.titleShare[i] = float32(in) / float32(max(n, len(p.titleWords)))
		}
	}
}

// eachWord calls f with a hash of each word of s.
func eachWord(s string, f func(uint64)) {
	h, in := uint64(fnvOffset), false
	for _, r := range s {
		word := r < 0x80 && asciiClass[r]&cWord != 0 || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r))
		if word {
			h = (h ^ uint64(unicode.ToLower(r))) * fnvPrime
		}
		if in && (!word || unspaced(r)) {
			f(h)
			h = fnvOffset
		}
		in = word
	}
	if in {
		f(h)
	}
}
