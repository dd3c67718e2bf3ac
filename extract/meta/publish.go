package meta

import (
	"fmt"
	"slices"
	"strings"
)

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
	case sigLDPublished, sigLDPagePublished, sigMetaPublished, sigMetaLikely, sigMetaDate, sigPropPublished, sigScriptDate, sigLDCreated:
		return familyHead
	case sigAddress, sigTitleDate:
		return familyAddress
	}
	return familyShown
}

// publishedFloor is the score below which no day is given: the page says too little.
const publishedFloor = 1.0

// tally is what the signals say for one day.
type tally struct {
	day   day
	score float64
	top   [familyCount]float64 // best weight of each family that says the day
	seen  uint64               // signals counted, by index from sigLDPublished
	count int
	best  int // the claim of the best signal
}

// maxDays bounds the days that are weighed: past it a page is a calendar.
const maxDays = 60

// voteDay counts claim i for a day.
func (p *page) voteDay(days []tally, g day, i int) []tally {
	k := slices.IndexFunc(days, func(t tally) bool { return t.day == g })
	if k < 0 {
		if len(days) >= maxDays {
			return days
		}
		days = append(days, tally{day: g, best: i})
		k = len(days) - 1
	}
	t := &days[k]
	sig := p.claims[i].signal
	bit := uint64(1) << (sig - sigLDPublished)
	if t.seen&bit != 0 {
		return days
	}
	t.seen |= bit
	t.count++
	f, w := familyOf(sig), signalTable[sig].Weight
	if f == familyShown && t.top[f] > 0 {
		t.score += echo
	}
	if w > t.top[f] {
		t.score += w - t.top[f]
		t.top[f] = w
	}
	if w > signalTable[p.claims[t.best].signal].Weight {
		t.best = i
	}
	return days
}

// known are the days that decide between two readings of a stamp.
type known struct {
	shown, local map[day]bool // shown near the title, stated with an offset
	moments      map[int]day  // days of times with an offset, by their minute in UTC
	address      day
}

func (p *page) knownDays() known {
	k := known{shown: map[day]bool{}, local: map[day]bool{}, moments: map[int]day{}}
	for i := range p.claims {
		c := &p.claims[i]
		if c.stamp.zero() {
			continue
		}
		if c.stamp.zoned && !c.stamp.utc() {
			k.local[c.stamp.day] = true
			if c.stamp.clock && signalTable[c.signal].Subject == Published {
				k.moments[c.stamp.minutes()] = c.stamp.day
			}
		}
		switch c.signal {
		case sigVisibleNear, sigTimeNear, sigPostDate:
			k.shown[c.stamp.day] = true
		case sigAddress:
			k.address = c.stamp.day
		}
	}
	return k
}

// dayOf is the day that a claim speaks for: its own, or for a time in UTC the
// neighbour that the page shows, or of two readings the one that others have.
func (p *page) dayOf(i int, k known) day {
	c := &p.claims[i]
	g := c.stamp.day
	if local, ok := k.moments[c.stamp.minutes()]; ok && c.stamp.utc() {
		c.note = "in UTC: the page gives the same time with an offset"
		return local
	}
	if c.stamp.utc() && !k.shown[g] && !k.local[g] {
		if len(k.shown) == 0 && k.address.zero() && c.stamp.localMidnight(p.reading.lang) {
			c.note = "midnight in central Europe, written in UTC"
			return g.add(1)
		}
		for _, n := range []int{1, -1} {
			if o := g.add(n); (k.shown[o] || len(k.shown) == 0 && o == k.address) && utcDay(c.stamp, o) {
				c.note = "in UTC: the day that the page shows"
				return o
			}
		}
	}
	if !c.stamp.alt.zero() && p.agrees(i, c.stamp.alt) && !p.agrees(i, g) {
		c.stamp.day, c.stamp.alt = c.stamp.alt, g
		c.read = c.stamp.String()
		return c.stamp.day
	}
	return g
}

// bestDay is the index of the day with the highest score, -1 if none reaches the floor.
func bestDay(days []tally) int {
	best := -1
	for i := range days {
		if best < 0 || days[i].score > days[best].score+1e-9 {
			best = i
		}
	}
	if best >= 0 && days[best].score < publishedFloor {
		return -1
	}
	return best
}

// isHome says whether the page's own address is its site's root: of a
// home page the head says when its record was made, which is no publication.
func (p *page) isHome() bool {
	u := p.address()
	i := strings.Index(u, "://")
	if i < 0 {
		return false
	}
	_, path, _ := strings.Cut(u[i+3:], "/")
	path = strings.TrimSuffix(path, "/")
	return path == "" || path == "index.html" || path == "index.php" || len(path) == 2 && path[0] >= 'a' && path[1] <= 'z'
}

func (p *page) decidePublished(m *Metadata, limit day) {
	var days []tally
	var last []int // claims that count only where there is no other
	k := p.knownDays()
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
		g := p.dayOf(i, k)
		switch c.signal {
		case sigVisibleUpdatedNear, sigVisibleUpdated, sigTitleDate, sigVisibleLine:
			last = append(last, i)
		default:
			days = p.voteDay(days, g, i)
		}
	}
	best := bestDay(days)
	if best < 0 {
		if p.contradicted(last) {
			return
		}
		// The day of the last change, of the title or of a lone line is the page's only where it states no other.
		for _, i := range last {
			days = p.voteDay(days, p.claims[i].stamp.day, i)
		}
		if best = bestDay(days); best < 0 {
			return
		}
	}
	w := &days[best]
	if w.top[familyShown] == 0 && p.isHome() {
		p.claims[w.best].note = "a home page has no day of publication"
		return
	}
	src := p.fullest(w)
	c := &p.claims[src]
	value := stamp{day: w.day}.String()
	if c.stamp.day == w.day {
		value = c.stamp.String()
	}
	c.won = true
	if c.note == "" {
		c.note = fmt.Sprintf("said by %d signals, best of %d days", w.count, len(days))
	}
	m.Published = Field{Value: value, Source: signalTable[c.signal].Name, Confidence: squeeze(w.score)}
	for i := range p.claims {
		if c := &p.claims[i]; c.block >= 0 && c.stamp.day == w.day && c.read != "" {
			p.noteDateBlock(m, c)
		}
	}
}

// contradicted says whether the head weakly states an earlier day than that of
// the change the page shows: then it was published before, and no day is sure.
func (p *page) contradicted(last []int) bool {
	for _, i := range last {
		c := &p.claims[i]
		if c.signal != sigVisibleUpdatedNear && c.signal != sigVisibleUpdated {
			continue
		}
		for j := range p.claims {
			o := &p.claims[j]
			if (o.signal == sigLDPagePublished || o.signal == sigMetaDate) && o.read != "" && o.stamp.day.before(c.stamp.day) && !o.stamp.adjacent(c.stamp.day) {
				c.note = "of a change: " + signalTable[o.signal].Name + " is earlier"
				return true
			}
		}
	}
	return false
}

// fullest is the claim that gives the value of a day: of the signals that say
// it, the best one with a time of day and an offset.
func (p *page) fullest(w *tally) int {
	src, rank := w.best, -1.0
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
			rank, src = r, i
		}
	}
	return src
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

// squeeze turns the score of a day into the share of the development pages on
// which a day of that score is right, to two digits.
func squeeze(x float64) float64 {
	switch {
	case x >= 5:
		return .98
	case x >= 2.4:
		return .92
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
