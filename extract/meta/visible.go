package meta

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// Bounds of a line that states the day of the last change for want of another:
// its length, and how many blocks below the title it may stand; further down are
// a page's tools and a site's notices.
const (
	maxUpdated   = 90
	updatedReach = 100
)

// visibleDates reads the text near the title, then, only where nothing strong
// was found, the rest.
func (p *page) visibleDates() {
	found := p.nearDates()
	if !p.settled() {
		p.farDates(found == 0)
	}
}

// nearDates reads the text near the title and returns how many days it names.
func (p *page) nearDates() int {
	d := p.doc
	found := 0
	for i := p.nearLo; i < p.nearHi; i++ {
		if !p.isAside(i) {
			found += p.datesInBlock(i, true, found)
			continue
		}
		b := &d.Blocks[i]
		text := d.BlockText(i)
		if !p.beside(i) || len(text) >= 80 || b.Kind != block.Para || p.zone(b.Node)&(zoneComment|zoneOtherDay) != 0 {
			continue
		}
		for _, s := range p.reading.stamps(text) {
			if l := labelBefore(text, s.start); l == unlabelled || l == labelPublished {
				p.addStamp(sigBeside, text[s.start:s.end], s, b.Node, i)
			}
		}
	}
	return found
}

// farDates reads the days of the text away from the title; first says that no
// day stands near it, so that the first one here may count.
func (p *page) farDates(first bool) {
	d := p.doc
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
			l := p.farLabel(text, s, b)
			stamp := func(signal int) { p.addStamp(signal, text[s.start:s.end], s, b.Node, i) }
			switch {
			case l == unlabelled && isRange(text, s):
			case l == labelPublished:
				stamp(labelled(text[:s.start]))
			case l == labelUpdated || p.own(b.Node)&zoneUpdated != 0:
				stamp(sigVisibleModified)
				if len(text) < maxUpdated && i < p.titleBlock+updatedReach {
					stamp(sigVisibleUpdated)
				}
			case l == unlabelled && i < p.nearLo && p.titleBlock >= 0: // the banner's, unless the head says it too
				stamp(sigVisibleFirst)
			case l == unlabelled && line && b.Kind == block.Para && len(text)-(s.end-s.start) < 16:
				line, first = false, false
				stamp(sigVisibleLine)
			case l == unlabelled && first:
				first = false
				stamp(sigVisibleFirst)
			}
		}
	}
	p.refuseLabelledList()
}

// farLabel is the label of a date away from the title: before it, in the block before, or behind it.
func (p *page) farLabel(text string, s stamp, b *block.Block) label {
	l := labelBefore(text, s.start)
	if l == unlabelled && s.start == 0 {
		l = p.labelOf(b.Node, int(b.Start))
	}
	if l == unlabelled {
		l = labelAfter(text[s.end:])
	}
	return l
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
		case l == labelPublished && originally(text[:s.start]):
			p.addStamp(sigOriginally, text[s.start:s.end], s, b.Node, i)
			n++
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
