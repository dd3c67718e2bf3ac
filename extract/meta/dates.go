package meta

import (
	"strings"

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
