package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameReach is how many lines from a name the date or reading time may stand.
const nameReach = 2

// nameLines reads the bylines of pages copied as text, whose markup is gone: a
// name on a line of its own, with the day or the reading time on a line beside it.
func (p *page) nameLines(m *Metadata) {
	type line struct {
		text  string
		block int
	}
	var lines []line
	for i := max(p.nearLo, m.TitleBlock-nameReach); i < p.nearHi; i++ {
		if i == m.TitleBlock {
			continue
		}
		for t := range strings.SplitSeq(p.doc.BlockText(i), "\n") {
			if t = strings.TrimSpace(t); t != "" {
				lines = append(lines, line{t, i})
			}
		}
	}
	for i, l := range lines {
		// Elements without a blank: "ByJane Doe".
		if rest, ok := strings.CutPrefix(l.text, "By"); ok && nameStart(rest) && rest[0] != ' ' {
			l.text = rest
		}
		if !nameAlone(l.text) || p.isSite(l.text) {
			continue
		}
		dated := false
		for j := max(0, i-nameReach); j <= min(len(lines)-1, i+nameReach); j++ {
			dated = dated || j != i && p.dateline(lines[j].text)
		}
		people := persons(l.text, shown)
		if dated && len(people) == 1 && people[0].name == l.text && !people[0].org {
			p.claims = append(p.claims, claim{signal: sigNameLine, value: l.text, block: l.block, pos: p.doc.Blocks[l.block].Start, people: people})
			return
		}
	}
}

// nameAlone says whether a line is two to four words that begin in capitals, and nothing else.
func nameAlone(s string) bool {
	if len(s) > 40 {
		return false
	}
	n := 0
	for w := range strings.FieldsSeq(s) {
		r, size := utf8.DecodeRuneInString(w)
		second, _ := utf8.DecodeRuneInString(w[size:])
		if !unicode.IsUpper(r) || unicode.IsUpper(second) || strings.ContainsAny(w, "0123456789:;!?|&/()[]") {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4
}

// dateline says whether a short line states a day or how long the page takes to read.
func (p *page) dateline(s string) bool {
	if len(s) > 60 {
		return false
	}
	low := strings.ToLower(s)
	for _, w := range []string{"min read", "minute read", "minutes read", "mins read", "min. lesezeit", "minuten lesezeit", "min de lecture", "min de lectura"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	for _, st := range p.reading.stamps(s) {
		if labelBefore(s, st.start) != labelOther {
			return true
		}
	}
	return false
}
