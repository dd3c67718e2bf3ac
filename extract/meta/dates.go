package meta

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

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
		s, ok := dateInPath(u)
		if !ok {
			s, ok = dayPath(u)
		}
		if ok {
			p.addStamp(sigAddress, u, s, 0, -1)
			return
		}
	}
}

// dayPath reads a path's last part that is a day and no more: /29-10-2021.
func dayPath(u string) (stamp, bool) {
	u = strings.TrimSuffix(u, "/")
	at := strings.LastIndexByte(u, '/') + 1
	d, dn, e := numberAt(u, at)
	if dn != 2 || e >= len(u) || u[e] != '-' && u[e] != '.' && u[e] != '_' {
		return stamp{}, false
	}
	m, mn, e2 := numberAt(u, e+1)
	if mn != 2 || e2 >= len(u) || u[e2] != u[e] {
		return stamp{}, false
	}
	y, yn, end := numberAt(u, e2+1)
	if yn != 4 || end != len(u) {
		return stamp{}, false
	}
	g, ok := newDay(y, m, d)
	return stamp{day: g, start: at, end: end}, ok
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

// elementDates reads time, microdata and date-classed elements. It is one walk, since each claim's place decides which signal it is.
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
	years := p.years()
	for i := years.next(0); i < len(d.Blocks); i = years.next(i + 1) {
		if i >= p.nearLo && i < p.nearHi {
			continue
		}
		b := &d.Blocks[i]
		if b.Start > maxScan {
			break
		}
		text := d.BlockText(i)
		all := p.reading.stamps(text)
		if len(all) == 0 || p.zone(b.Node)&zoneOtherDay != 0 || p.isAside(i) && p.own(b.Node)&zoneUpdated == 0 {
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
			if l == unlabelled && isRange(text, s) {
				continue
			}
			z := p.own(b.Node)
			switch {
			case l == labelPublished:
				p.addStamp(labelled(text[:s.start]), text[s.start:s.end], s, b.Node, i)
			case l == labelUpdated || z&zoneUpdated != 0:
				p.addStamp(sigVisibleModified, text[s.start:s.end], s, b.Node, i)
				if len(text) < maxUpdated && i < p.titleBlock+updatedReach {
					p.addStamp(sigVisibleUpdated, text[s.start:s.end], s, b.Node, i)
				}
			case l == unlabelled && i < p.nearLo && p.titleBlock >= 0: // the banner's, unless the head says it too
				p.addStamp(sigVisibleFirst, text[s.start:s.end], s, b.Node, i)
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
	p.refuseLabelledList()
}

// Bounds of a line that states the day of the last change for want of another:
// its length, and how many blocks below the title it may stand; further down are
// a page's tools and a site's notices.
const (
	maxUpdated   = 90
	updatedReach = 100
)

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
	r := p.reading
	r.shortYears = len(text) < 100 && !r.monthFirst && (bylineLead(text) > 0 || p.own(b.Node)&(zoneByline|zoneAuthor|zoneDate) != 0)
	for _, s := range r.stamps(text) {
		l := labelBefore(text, s.start)
		if l == unlabelled && s.start < 3 {
			l = p.labelOf(b.Node, int(b.Start))
		}
		if l == unlabelled && p.zone(b.Node)&zoneUpdated != 0 {
			l = labelUpdated
		}
		prose := l == unlabelled && inProse(text, s)
		switch {
		case l == labelOther || l != labelUpdated && isRange(text, s):
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

// inProse says whether a date stands inside a sentence: then it is of what the
// sentence tells.
func inProse(text string, s stamp) bool {
	if s.start > 80 && len(text) > 160 {
		return true
	}
	before := strings.Fields(text[:s.start])
	if len(before) < proseWords || strings.ContainsAny(text[:s.start], "|•·–") {
		return false
	}
	lower := 0
	for _, w := range before {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
			lower++
		}
	}
	return lower*2 >= len(before)
}

// proseWords before a date make a sentence, if most begin in lower case.
const proseWords = 5

// isRange says whether a date opens or ends a span of days: an event's or a season's, no publication.
func isRange(text string, s stamp) bool {
	before := strings.TrimRight(text[:s.start], " ")
	for _, dash := range []string{"-", "–", "—"} {
		if t, ok := strings.CutSuffix(before, dash); ok && digitsIn(t[max(0, len(t)-6):]) {
			return true
		}
	}
	rest := strings.TrimLeft(text[s.end:], " \u00a0")
	for _, dash := range []string{"-", "–", "—", "to ", "bis ", "until "} {
		if t, ok := strings.CutPrefix(rest, dash); ok {
			t = strings.TrimLeft(t, " ")
			_, n := digitAt(t, 0)
			return n > 0 && len((reading{}).stamps(clip(t, 40))) > 0
		}
	}
	return false
}

// labelled is the signal of a date that stands after a word for published, away from the title.
func labelled(before string) int {
	if originally(before) {
		return sigOriginally
	}
	return sigLabelled
}

// maxLabelled is how many different days may stand after words for published:
// with more the page is a list of posts or mails, and none is its own.
const maxLabelled = 2

func (p *page) refuseLabelledList() {
	var days []day
	for i := range p.claims {
		if c := &p.claims[i]; c.signal == sigLabelled && !slices.Contains(days, c.stamp.day) {
			days = append(days, c.stamp.day)
		}
	}
	if len(days) <= maxLabelled {
		return
	}
	for i := range p.claims {
		if c := &p.claims[i]; c.signal == sigLabelled {
			c.note = "one of a list"
		}
	}
}

// originally says whether the words before a date say that it was the first publication.
func originally(before string) bool {
	before = strings.ToLower(before[max(0, len(before)-labelReach):])
	for _, w := range []string{"originally ", "first published", "ursprünglich", "erstmals", "initialement", "originalmente"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}
