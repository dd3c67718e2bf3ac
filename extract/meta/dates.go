package meta

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// label is what the words before a date say it is of.
type label uint8

const (
	unlabelled label = iota
	labelPublished
	labelUpdated
	labelOther
)

//go:embed labels.txt
var labelText string

var labels = sync.OnceValue(func() map[string]label {
	m := make(map[string]label, 400)
	for line := range strings.Lines(labelText) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || head == "#" {
			continue
		}
		l := unlabelled
		for col := range strings.SplitSeq(rest, "|") {
			l++
			for w := range strings.FieldsSeq(col) {
				if _, ok := m[w]; !ok {
					m[w] = l
				}
			}
		}
	}
	return m
})

// labelReach is how many bytes before a date are searched for its label.
const labelReach = 60

// labelBefore reads the words before text[at] on the same line, nearest first:
// the first that is a label decides, but "first published … updated" is updated
// only where updated stands nearer.
func labelBefore(text string, at int) label {
	lo := max(0, at-labelReach)
	for lo > 0 && lo < at && !utf8.RuneStart(text[lo]) {
		lo++
	}
	line := text[lo:at]
	if i := strings.LastIndexByte(line, '\n'); i >= 0 {
		line = line[i+1:]
	}
	if i := strings.LastIndexByte(line, ';'); i >= 0 {
		line = line[i+1:]
	}
	table := labels()
	end := len(line)
	for range 6 {
		for end > 0 {
			r, n := utf8.DecodeLastRuneInString(line[:end])
			if isWordRune(r) {
				break
			}
			if r == '©' {
				return labelOther
			}
			end -= n
		}
		start := end
		for start > 0 {
			r, n := utf8.DecodeLastRuneInString(line[:start])
			if !isWordRune(r) || r >= '0' && r <= '9' && start < end && !(line[start] >= '0' && line[start] <= '9') {
				break // a mark, or a number that a label is glued to: "2022Updated:"
			}
			start -= n
		}
		if start == end {
			return unlabelled
		}
		w := strings.ToLower(line[start:end])
		if l, ok := table[w]; ok && w != "on" && w != "first" && w != "vom" {
			return l
		}
		if digitsIn(w) { // another date or a clock: its label is its own
			return unlabelled
		}
		end = start
	}
	return unlabelled
}

// labelAfter reads the word for published that stands behind a date in German,
// Japanese and others: "am 8. Juli 2020 um 10:30 veröffentlicht".
func labelAfter(rest string) label {
	rest = clip(rest, labelReach)
	n := 0
	for w := range strings.FieldsFuncSeq(rest, func(r rune) bool { return !isWordRune(r) }) {
		if l := labels()[strings.ToLower(w)]; l == labelPublished && len(w) > 5 {
			return l
		}
		if n++; n > 4 {
			break
		}
	}
	return unlabelled
}

func isWordRune(r rune) bool {
	return r == '\'' || r == '-' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0xC0 && r != '–' && r != '—' && r != '|' && r != '：' && r != '•' && r != '·' && !(r >= 0x2000 && r <= 0x206F && r != 0x200C)
}

// Reach of "near the title", in bytes of text outside asides: the window that
// metadata.md measured (94 % of the dates in it are the page's).
const (
	nearBefore = 250
	nearAfter  = 700
	// nearAbove bounds the blocks before the title: a date further up is the banner's, of today.
	nearAbove = 10
	// nearBlocks bounds the blocks that are looked through for them: past it stand menus.
	nearBlocks = 30
)

// near finds the blocks around the title.
func (p *page) near(title int) {
	d := p.doc
	from := max(title, 0)
	left := nearBefore
	p.nearLo = from
	for i := from - 1; i >= max(0, from-nearAbove) && left > 0 && title >= 0; i-- {
		if p.isAside(i) {
			continue
		}
		left -= int(d.Blocks[i].End - d.Blocks[i].Start)
		p.nearLo = i
	}
	left = nearAfter
	p.nearHi = from
	for i := from; i < min(len(d.Blocks), from+6*nearBlocks) && left > 0; i++ {
		if i != title && !p.isAside(i) {
			left -= int(d.Blocks[i].End - d.Blocks[i].Start)
		}
		p.nearHi = i + 1
	}
}

// isAside says whether a block stands in a teaser list, the navigation, the comments or the like.
func (p *page) isAside(i int) bool {
	b := &p.doc.Blocks[i]
	return b.Kind == block.Control || p.doc.Form == block.FormHTML && p.zone(b.Node)&(zoneAside|zoneComment) != 0
}

// blockAt finds the block that holds text position pos, or the next one.
func (p *page) blockAt(pos int32) int {
	lo, hi := 0, len(p.doc.Blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.doc.Blocks[mid].End <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// addStamp records a date that a signal gives.
func (p *page) addStamp(signal int, value string, s stamp, node int32, blk int) {
	if p.stamps++; p.stamps > maxStamps {
		return
	}
	p.claims = append(p.claims, claim{signal: signal, value: value, node: node, block: blk, stamp: s})
}

// gatherDates makes dated claims of meta values, JSON-LD, elements and text.
func (p *page) gatherDates() {
	for i := range p.claims {
		c := &p.claims[i]
		switch s := signalTable[c.signal].Subject; {
		case s != Published && s != Modified || !c.stamp.zero():
		case c.signal == sigTime:
		default:
			if st, ok := p.reading.machine(c.value); ok {
				c.stamp = st
			} else {
				c.note = "no day in it"
			}
		}
	}
	p.bodyDates()
	p.ldDates()
	p.addressDate()
	p.elementDates()
	p.visibleDates()
	for _, sig := range []int{sigTitle, sigMetaDescription, sigOGDescription} {
		if v := p.value(sig); v != "" && len(v) < 600 {
			for _, s := range p.reading.stamps(v) {
				p.addStamp(sigTitleDate, v[s.start:s.end], s, 0, -1)
			}
		}
	}
}

// bodyDates refuses dates stated inside the body in lists: of several with
// different days the first counts, and only where it stands near the title.
func (p *page) bodyDates() {
	first := -1
	several := false
	for i := range p.claims {
		c := &p.claims[i]
		if c.signal != sigPropPublished && (c.signal != sigMetaPublished || c.pos == 0) || c.stamp.zero() {
			continue
		}
		if p.zone(c.node)&(zoneComment|zoneAside) != 0 && !p.beside(c.block) {
			c.note = "stands in an aside: " + p.why(c.node)
			continue
		}
		switch {
		case first < 0:
			first = i
		case c.stamp.day != p.claims[first].stamp.day:
			several = true
			c.note = "not the first"
		}
	}
	if several {
		if c := &p.claims[first]; c.block < p.nearLo || c.block > p.nearHi {
			c.note = "one of a list"
		}
	}
}

func (p *page) ldDates() {
	if p.entity < 0 {
		return
	}
	seen := 0
	for _, n := range append([]int32{p.entity}, p.others...) {
		found := false
		published := sigLDPublished
		if c := p.graph.nodes[n].class; c == ldPage || c == ldUnknown {
			published = sigLDPagePublished
		}
		for _, k := range []struct {
			key ldKey
			sig int
		}{{ldDatePublished, published}, {ldDateModified, sigLDModified}, {ldDateCreated, sigLDCreated}} {
			v := p.graph.text(n, k.key)
			if v == "" {
				continue
			}
			found = true
			if s, ok := p.reading.machine(v); ok {
				p.addStamp(k.sig, v, s, 0, -1)
			}
		}
		if found {
			if seen++; seen == 1 {
				return
			}
		}
	}
}

// addressDate reads /2020/07/08/ and /2020-07-08- in the page's own address.
func (p *page) addressDate() {
	for _, u := range []string{p.value(sigCanonical), p.value(sigOGURL), p.ctx.URL} {
		if i := strings.Index(u, "://"); i >= 0 {
			u = u[i+3:]
			if j := strings.IndexByte(u, '/'); j >= 0 {
				u = u[j:]
			}
		}
		if s, ok := dateInPath(u); ok {
			p.addStamp(sigAddress, u, s, 0, -1)
			return
		}
	}
}

// dateInPath finds a full day of two-digit month and day with an edge after it.
func dateInPath(u string) (stamp, bool) {
	for i := 0; i+8 <= len(u); i++ {
		if i > 0 && (u[i-1] >= '0' && u[i-1] <= '9') || u[i] != '1' && u[i] != '2' {
			continue
		}
		y, n, e := numberAt(u, i)
		if n == 8 {
			if g, ok := newDay(y/10000, y/100%100, y%100); ok && i > 0 && u[i-1] == '/' && (e == len(u) || u[e] == '/' || u[e] == '-' || u[e] == '.' || u[e] == '_') {
				return stamp{day: g, start: i, end: e}, true
			}
			continue
		}
		if n != 4 || e >= len(u) || u[e] != '/' && u[e] != '-' && u[e] != '_' {
			continue
		}
		sep := u[e]
		m, mn, e2 := numberAt(u, e+1)
		if mn == 0 && sep == '/' { // /2020/jul/08/
			w, we := wordAt(u, e+1)
			if mm, c, ok := month(w, "en"); ok && c == gregorian {
				m, mn, e2 = int(mm), 2, we
			}
		}
		if mn == 4 && sep == '/' { // /2020/0708/
			if g, ok := newDay(y, m/100, m%100); ok && (e2 == len(u) || u[e2] == '/') {
				return stamp{day: g, start: i, end: e2}, true
			}
		}
		if mn != 2 || e2 >= len(u) || u[e2] != sep {
			continue
		}
		d, dn, e3 := numberAt(u, e2+1)
		if dn != 2 || e3 < len(u) && u[e3] != '/' && u[e3] != '.' && u[e3] != '-' && u[e3] != '_' && u[e3] != '?' && u[e3] != 'T' || sep == '/' && e3 < len(u) && u[e3] == '-' {
			continue
		}
		if g, ok := newDay(y, m, d); ok {
			return stamp{day: g, start: i, end: e3}, true
		}
	}
	return stamp{}, false
}

// elementDates reads time, microdata and date-classed elements.
func (p *page) elementDates() {
	d := p.doc
	first := true
	lone := -1 // the claim of the only day, -2 after a second
	n := len(p.claims)
	for i := 0; i < n; i++ {
		c := &p.claims[i]
		if c.signal != sigTime {
			continue
		}
		c.signal = sigTimeFirst
		if lone == -2 && !first && (c.block < p.nearLo-besideReach || c.block >= p.nearHi) {
			c.note = "not the first"
			continue
		}
		z := p.zone(c.node)
		st, lab, ok := p.elementStamp(c)
		if !ok {
			c.note = "no day in it"
			continue
		}
		c.stamp = st
		if lab == unlabelled {
			lab = p.labelOf(c.node, int(d.Nodes[c.node].Start))
		}
		if z&zoneUpdated != 0 && lab == unlabelled {
			lab = labelUpdated
		}
		if z&(zoneComment|zoneTeaser) == 0 && lab != labelUpdated && lab != labelOther && c.block >= p.titleBlock-nearAbove {
			if lone == -1 {
				lone = i
			} else if lone >= 0 && p.claims[lone].stamp.day != st.day {
				lone = -2
			}
		}
		if z&zoneAside != 0 && z&(zoneComment|zoneOtherDay) == 0 && lab != labelUpdated && p.beside(c.block) {
			c.signal = sigBeside
			continue
		}
		if z&(zoneAside|zoneComment|zoneOtherDay) != 0 {
			c.note = "stands in an aside: " + p.why(c.node)
			continue
		}
		blk := c.block
		switch {
		case lab == labelUpdated:
			c.signal = sigVisibleModified
			if blk >= p.nearLo && blk < p.nearHi {
				p.addStamp(sigVisibleUpdatedNear, c.value, st, c.node, blk)
			}
		case lab == labelOther:
			c.note = "of something else"
		case blk >= p.nearLo && blk < p.nearHi:
			c.signal = sigTimeNear
		case first:
			first = false
		default:
			c.note = "not the first"
		}
	}
	if lone >= 0 {
		c := p.claims[lone]
		p.addStamp(sigLone, c.value, c.stamp, c.node, c.block)
	}
}

// elementStamp reads a date element: its attribute, or where that has none or is
// in UTC, what it shows, with the label inside it.
func (p *page) elementStamp(c *claim) (st stamp, lab label, ok bool) {
	st, ok = p.reading.machine(c.value)
	if ok && !st.utc() {
		return st, unlabelled, true
	}
	text := p.nodeText(c.node, 200)
	if c.value == "" {
		c.value = text
	}
	var shown stamp
	for _, s := range p.reading.stamps(text) {
		l := labelBefore(text, s.start)
		if shown.zero() || lab == labelUpdated && l != labelUpdated {
			shown, lab = s, l
		}
	}
	if !ok && shown.zero() {
		if st, ok = relative(text, p.ctx.Captured); ok {
			return st, unlabelled, true
		}
	}
	switch {
	case !ok:
		st, ok = shown, !shown.zero()
	case shown.zero():
	case shown.day != st.day && utcDay(st, shown.day):
		st = shown
	}
	return st, lab, ok
}

// localMidnight says whether a time in UTC is the start of the next day where a
// language is spoken: sites that know only the day write it as 22:00Z or 23:00Z.
func (s stamp) localMidnight(lang string) bool {
	if s.min != 0 || s.sec != 0 || s.hour != 22 && s.hour != 23 {
		return false
	}
	switch lang {
	case "de", "fr", "it", "nl", "da", "sv", "no", "pl", "cs", "sk", "hu", "sl", "hr":
		return true
	}
	return false
}

// utcDay says whether a time in UTC can be of a day, the next one or the one
// before, where people live: a day ahead in the east, behind in the west.
func utcDay(st stamp, local day) bool {
	switch local.distance(st.day) {
	case 1:
		return st.hour >= 12
	case -1:
		return st.hour < 12
	}
	return false
}

// besideReach is how many blocks from the title a date may stand to be beside it.
const besideReach = 4

func (p *page) beside(blk int) bool {
	return p.titleBlock >= 0 && blk >= p.titleBlock-besideReach && blk <= p.titleBlock+besideReach
}

// labelOf is the label before an element's text, or the one in the block before it.
func (p *page) labelOf(node int32, pos int) label {
	b := p.blockAt(int32(pos))
	if b >= len(p.doc.Blocks) {
		return unlabelled
	}
	start := int(p.doc.Blocks[b].Start)
	if l := labelBefore(p.doc.Text[start:max(pos, start)], max(pos-start, 0)); l != unlabelled || pos > start {
		return l
	}
	if b > 0 {
		if prev := p.doc.BlockText(b - 1); len(prev) < 30 && p.doc.Blocks[b-1].Kind != block.Heading {
			return labelBefore(prev, len(prev))
		}
	}
	return unlabelled
}

// visibleDates reads the text near the title, then, only as far as nothing
// strong was found, the rest.
func (p *page) visibleDates() {
	d := p.doc
	found := 0
	for i := p.nearLo; i < p.nearHi; i++ {
		if p.isAside(i) {
			if text := d.BlockText(i); p.beside(i) && len(text) < 80 && d.Blocks[i].Kind == block.Para && p.zone(d.Blocks[i].Node)&(zoneComment|zoneOtherDay) == 0 {
				for _, s := range p.reading.stamps(text) {
					if l := labelBefore(text, s.start); l == unlabelled || l == labelPublished {
						p.addStamp(sigBeside, text[s.start:s.end], s, d.Blocks[i].Node, i)
					}
				}
			}
			continue
		}
		found += p.datesInBlock(i, true, found)
	}
	if p.settled() {
		return
	}
	first := found == 0
	line := first
	total := 0
	for i := range d.Blocks {
		if i >= p.nearLo && i < p.nearHi {
			continue
		}
		b := &d.Blocks[i]
		if total += int(b.End - b.Start); total > maxScan {
			break
		}
		text := d.BlockText(i)
		all := p.reading.stamps(text)
		if len(all) == 0 || p.isAside(i) || p.zone(b.Node)&zoneOtherDay != 0 {
			continue
		}
		for _, s := range all {
			l := labelBefore(text, s.start)
			if l == unlabelled && s.start == 0 {
				l = p.labelOf(b.Node, int(b.Start))
			}
			if l == unlabelled {
				l = labelAfter(text[s.end:])
			}
			z := p.own(b.Node)
			switch {
			case l == labelPublished:
				p.addStamp(sigLabelled, text[s.start:s.end], s, b.Node, i)
			case l == labelUpdated || z&zoneUpdated != 0:
				p.addStamp(sigVisibleModified, text[s.start:s.end], s, b.Node, i)
				if len(text) < 60 {
					p.addStamp(sigVisibleUpdated, text[s.start:s.end], s, b.Node, i)
				}
			case l == unlabelled && line && b.Kind == block.Para && len(text)-(s.end-s.start) < 16:
				line = false
				first = false
				p.addStamp(sigVisibleLine, text[s.start:s.end], s, b.Node, i)
			case l == unlabelled && first:
				first = false
				p.addStamp(sigVisibleFirst, text[s.start:s.end], s, b.Node, i)
			}
		}
	}
}

// settled says whether the head and the text near the title name the same day
// of publication: then nothing in the rest of the page can change it.
func (p *page) settled() bool {
	for i := range p.claims {
		c := &p.claims[i]
		if c.stamp.zero() || signalTable[c.signal].Subject != Published || familyOf(c.signal) != familyHead || signalTable[c.signal].Weight < 2 {
			continue
		}
		for j := range p.claims {
			if o := &p.claims[j]; (o.signal == sigVisibleNear || o.signal == sigTimeNear) && o.stamp.day == c.stamp.day {
				return true
			}
		}
	}
	return false
}

// maxScan bounds the text that is searched for dates: an article's own date
// does not stand behind a quarter of a megabyte.
const maxScan = 256 << 10

func (p *page) datesInBlock(i int, near bool, before int) int {
	d := p.doc
	b := &d.Blocks[i]
	text := d.BlockText(i)
	n := 0
	if p.zone(b.Node)&zoneOtherDay != 0 {
		return 0
	}
	for _, s := range p.reading.stamps(text) {
		l := labelBefore(text, s.start)
		if l == unlabelled && s.start < 3 {
			l = p.labelOf(b.Node, int(b.Start))
		}
		if l == unlabelled && p.zone(b.Node)&zoneUpdated != 0 {
			l = labelUpdated
		}
		// A date inside prose is of what the prose tells.
		prose := len(text) > 160 && s.start > 80 && l != labelPublished && l != labelUpdated
		switch {
		case l == labelOther:
		case i == p.titleBlock && l == unlabelled && len(text)-(s.end-s.start) > 3:
		case l == labelUpdated:
			p.addStamp(sigVisibleModified, text[s.start:s.end], s, b.Node, i)
			p.addStamp(sigVisibleUpdatedNear, text[s.start:s.end], s, b.Node, i)
		case prose:
			p.addStamp(sigVisibleFirst, text[s.start:s.end], s, b.Node, i)
		case n+before == 0 || l == labelPublished:
			p.addStamp(sigVisibleNear, text[s.start:s.end], s, b.Node, i)
			n++
		}
	}
	return n
}

// decideDates picks the days.
func (p *page) decideDates(m *Metadata) {
	p.decideCaptured(m)
	var limit day
	if m.Captured.Value != "" {
		if s, ok := p.reading.machine(m.Captured.Value); ok {
			limit = s.day.add(1) // a site east of the saver is a day ahead
		}
	}
	p.decidePublished(m, limit)
	p.decideModified(m, limit)
}

// family groups the signals that one template fills from one value: of a family
// the best alone counts, since the second says nothing new.
type family uint8

const (
	familyHead family = iota
	familyShown
	familyAddress
	familyCount
)

// echo is what each signal of what the page shows adds to the best of them: a
// date that stands in an element of its own, near the title and nowhere
// contradicted is the page's even against one statement of the head.
const echo = .12

func familyOf(sig int) family {
	switch sig {
	case sigLDPublished, sigLDPagePublished, sigMetaPublished, sigMetaDate, sigPropPublished, sigScriptDate, sigLDCreated:
		return familyHead
	case sigAddress, sigTitleDate:
		return familyAddress
	}
	return familyShown
}

// publishedFloor is the score below which no day is given: the page says too little.
const publishedFloor = 1.0

func (p *page) decidePublished(m *Metadata, limit day) {
	type tally struct {
		day   day
		score float64
		// top is the best weight of each family that says the day.
		top  [familyCount]float64
		seen uint64 // signals counted, by index from sigLDPublished
		best int
	}
	var days []tally
	var last []int // claims that count only where there is no other
	vote := func(g day, i int, w float64) {
		k := -1
		for j := range days {
			if days[j].day == g {
				k = j
			}
		}
		if k < 0 {
			if len(days) > 60 {
				return
			}
			days = append(days, tally{day: g, best: i})
			k = len(days) - 1
		}
		t := &days[k]
		sig := p.claims[i].signal
		bit := uint64(1) << (sig - sigLDPublished)
		if t.seen&bit != 0 {
			return
		}
		t.seen |= bit
		f := familyOf(sig)
		if f == familyShown && t.top[f] > 0 {
			t.score += echo
		}
		if w > t.top[f] {
			t.score += w - t.top[f]
			t.top[f] = w
		}
		if signalTable[sig].Weight > signalTable[p.claims[t.best].signal].Weight {
			t.best = i
		}
	}
	// Days that are shown to the reader, and that are stated with an offset.
	shown, local := map[day]bool{}, map[day]bool{}
	var address day
	for i := range p.claims {
		c := &p.claims[i]
		if c.stamp.zero() {
			continue
		}
		if c.stamp.zoned && !c.stamp.utc() {
			local[c.stamp.day] = true
		}
		switch c.signal {
		case sigVisibleNear, sigTimeNear, sigPostDate:
			shown[c.stamp.day] = true
		case sigAddress:
			address = c.stamp.day
		}
	}
	for i := range p.claims {
		c := &p.claims[i]
		t := &signalTable[c.signal]
		if t.Subject != Published || c.stamp.zero() || c.note != "" {
			continue
		}
		if !limit.zero() && limit.before(c.stamp.day) {
			c.note = "after the page was saved"
			continue
		}
		c.read, c.weight = c.stamp.String(), t.Weight
		g := c.stamp.day
		if c.stamp.utc() && len(shown) == 0 && address.zero() && !local[g] && c.stamp.localMidnight(p.reading.lang) {
			g = g.add(1)
			c.note = "midnight in central Europe, written in UTC"
		}
		if c.stamp.utc() && !shown[g] && !local[g] {
			for _, n := range []int{1, -1} {
				if o := g.add(n); (shown[o] || len(shown) == 0 && o == address) && utcDay(c.stamp, o) {
					g = o
					c.note = "in UTC: the day that the page shows"
					break
				}
			}
		}
		if !c.stamp.alt.zero() && p.agrees(i, c.stamp.alt) && !p.agrees(i, c.stamp.day) {
			g = c.stamp.alt
		}
		if c.signal == sigVisibleUpdatedNear || c.signal == sigVisibleUpdated || c.signal == sigTitleDate {
			last = append(last, i)
			continue
		}
		vote(g, i, t.Weight)
	}
	best := -1
	choose := func() bool {
		for i := range days {
			if best < 0 || days[i].score > days[best].score+1e-9 {
				best = i
			}
		}
		return best >= 0 && days[best].score >= publishedFloor
	}
	if !choose() {
		// The day of the last change, or one in the title, is the page's only where it states no other.
		for _, i := range last {
			vote(p.claims[i].stamp.day, i, signalTable[p.claims[i].signal].Weight)
		}
		if !choose() {
			return
		}
	}
	w := days[best]
	// Of the signals that say this day, the best one with a time of day and an offset gives the value.
	value, src := "", w.best
	rank := -1.0
	for i := range p.claims {
		c := &p.claims[i]
		t := &signalTable[c.signal]
		if t.Subject != Published || c.stamp.day != w.day || c.read == "" {
			continue
		}
		r := t.Weight
		if c.stamp.clock {
			r += 10
		}
		if c.stamp.zoned {
			r += 10
		}
		if r > rank {
			rank, value, src = r, c.stamp.String(), i
		}
	}
	if value == "" {
		value = stamp{day: w.day}.String()
	}
	p.claims[src].won = true
	m.Published = Field{Value: value, Source: signalTable[p.claims[src].signal].Name, Confidence: squeeze(w.score)}
	for i := range p.claims {
		if c := &p.claims[i]; c.block >= 0 && c.stamp.day == w.day && c.read != "" {
			p.noteDateBlock(m, c)
		}
	}
}

// agrees says whether another signal of publication states a day, and in one way only.
func (p *page) agrees(i int, g day) bool {
	for j := range p.claims {
		o := &p.claims[j]
		if j != i && o.stamp.day == g && o.stamp.alt.zero() && signalTable[o.signal].Subject == Published {
			return true
		}
	}
	return false
}

// squeeze turns log-odds into a probability, to two digits.
func squeeze(x float64) float64 {
	switch {
	case x >= 5:
		return .99
	case x >= 3:
		return .97
	case x >= 2.4:
		return .93
	case x >= 1.5:
		return .85
	case x >= .8:
		return .7
	}
	return .5
}

// noteDateBlock records a block that states a date and little else.
func (p *page) noteDateBlock(m *Metadata, c *claim) {
	if c.block >= len(p.doc.Blocks) || c.signal == sigVisibleFirst {
		return
	}
	if n := len(p.doc.BlockText(c.block)); n > 160 || n < 6 {
		return
	}
	for _, b := range m.DateBlocks {
		if b == c.block {
			return
		}
	}
	m.DateBlocks = append(m.DateBlocks, c.block)
}

func (p *page) decideModified(m *Metadata, limit day) {
	best := -1
	var pub stamp
	if m.Published.Value != "" {
		pub, _ = p.reading.machine(m.Published.Value)
	}
	for i := range p.claims {
		c := &p.claims[i]
		t := &signalTable[c.signal]
		if t.Subject != Modified || c.stamp.zero() || c.note != "" {
			continue
		}
		c.read, c.weight = c.stamp.String(), t.Weight
		if !limit.zero() && limit.before(c.stamp.day) {
			c.note = "after the page was saved"
			continue
		}
		if !pub.zero() && c.stamp.day.before(pub.day) && !c.stamp.adjacent(pub.day) {
			c.note = "before the day of publication"
			continue
		}
		if best < 0 || t.Weight > signalTable[p.claims[best].signal].Weight {
			best = i
		}
	}
	if best >= 0 {
		c := &p.claims[best]
		c.won = true
		m.Modified = Field{Value: c.read, Source: signalTable[c.signal].Name, Confidence: .85}
		if c.block >= 0 {
			p.noteDateBlock(m, c)
		}
	}
}

func (p *page) decideCaptured(m *Metadata) {
	if !p.ctx.Captured.IsZero() {
		p.add(sigContextCaptured, p.ctx.Captured.Format("2006-01-02T15:04:05Z07:00"), nil)
	}
	p.rank(Captured, func(s string) string {
		if st, ok := p.reading.machine(s); ok {
			return st.String()
		}
		return ""
	}, &m.Captured)
}
