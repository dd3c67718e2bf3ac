package meta

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The readers of a day's ways of being written stand together in this file, one
// function a way, though it is long for that.

// stamp is a day, perhaps with the time of day, found in a text.
type stamp struct {
	day
	// alt is the other reading of a numeric day and month that could be either way
	// round; with dots it takes another signal to read the month first.
	alt        day
	start, end int // bytes in the text
	clock      bool
	zoned      bool
	compact    bool // digits alone, nothing but an order to tell what they are
	named      bool // day before the month's name
	hour, min  int8
	sec        int8
	offset     int16 // minutes east of UTC, if zoned
}

// utc says whether the stamp is a time in UTC, whose day may not be the one that the page shows.
func (s stamp) utc() bool { return s.clock && s.zoned && s.offset == 0 }

// minutes counts from a fixed day on, in UTC, for stamps that are zoned.
func (s stamp) minutes() int {
	return s.day.number()*1440 + int(s.hour)*60 + int(s.min) - int(s.offset)
}

// String returns the stamp in ISO 8601: the day, or the time with the offset it was given.
func (s stamp) String() string {
	b := make([]byte, 0, 25)
	b = appendPadded(b, int(s.year), 4)
	b = append(b, '-')
	b = appendPadded(b, int(s.month), 2)
	b = append(b, '-')
	b = appendPadded(b, int(s.day.day), 2)
	if !s.clock {
		return string(b)
	}
	b = append(b, 'T')
	b = appendPadded(b, int(s.hour), 2)
	b = append(b, ':')
	b = appendPadded(b, int(s.min), 2)
	b = append(b, ':')
	b = appendPadded(b, int(s.sec), 2)
	switch {
	case !s.zoned:
	case s.offset == 0:
		b = append(b, 'Z')
	default:
		o, sign := int(s.offset), byte('+')
		if o < 0 {
			o, sign = -o, '-'
		}
		b = append(b, sign)
		b = appendPadded(b, o/60, 2)
		b = append(b, ':')
		b = appendPadded(b, o%60, 2)
	}
	return string(b)
}

func appendPadded(b []byte, n, width int) []byte {
	s := strconv.Itoa(n)
	for i := len(s); i < width; i++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

// reading is what is known of how dates on a page are written.
type reading struct {
	lang string // primary language subtag, "" if not known
	// monthFirst: of two numbers the first is the month (United States, Philippines).
	monthFirst bool
	// shortYears: in a byline, "8.5.12" is a day; elsewhere it is a version or a section.
	shortYears bool
}

// maxStamps bounds the stamps taken out of one text: past it a page is a list of dates.
const maxStamps = 400

// stamps finds all days in a text that name day, month and year, in order.
func (r reading) stamps(text string) []stamp {
	var out []stamp
	for i := 0; i < len(text) && len(out) < maxStamps; {
		c := text[i]
		if c < utf8.RuneSelf {
			if c < '0' || c > '9' {
				i++
				continue
			}
		} else if _, n := digitAt(text, i); n == 0 {
			i++
			continue
		}
		v, digits, end := numberAt(text, i)
		if g := glued(text, i); digits <= 6 && g < gluedFast {
			if s, ok := r.at(text, i, v, digits, end); ok && (g == gluedNot || s.named) {
				out = append(out, s)
				i = max(s.end, end)
				continue
			}
		}
		i = end
	}
	return out
}

// glue is how a number hangs on what stands before it.
type glue uint8

const (
	gluedNot glue = iota
	// gluedWord: right behind a lower-case word, as where elements meet without a
	// blank ("Original Research7 April 2020"): a day only with its month's name.
	gluedWord
	// gluedFast: part of a version, an identifier, a price, a clock or a path of numbers.
	gluedFast
)

func glued(text string, i int) glue {
	if i == 0 {
		return gluedNot
	}
	c := text[i-1]
	switch {
	case c >= utf8.RuneSelf:
		r, _ := utf8.DecodeLastRuneInString(text[:i])
		if unicode.IsLetter(r) && !cjk(r) && !unicode.Is(unicode.Hangul, r) && !unicode.Is(unicode.Thai, r) || r == '€' || r == '£' {
			return gluedFast
		}
	case c >= 'a' && c <= 'z' && i > 3 && text[i-2] >= 'a' && text[i-2] <= 'z' && text[i-3] >= 'a' && text[i-3] <= 'z':
		return gluedWord
	case c == '_' || c == '$' || c == '#' || c|0x20 >= 'a' && c|0x20 <= 'z':
		return gluedFast
	case c == '.' || c == ':' || c == ',':
		if _, n := digitAt(text, i-2); i >= 2 && n > 0 {
			return gluedFast
		}
	}
	return gluedNot
}

// at reads a day that begins with the number v at text[i:end], or whose month's name stands right before it.
func (r reading) at(text string, i, v, digits, end int) (stamp, bool) {
	var s stamp
	var ok bool
	switch {
	case digits == 4:
		s, ok = r.yearFirst(text, i, v, end)
	case digits == 6 && v%10000 >= firstYear: // "Feb 182009": day and year in elements without a blank between
		if m, cal, ok := month(lastWord(text, i), r.lang); ok {
			if g, gok := civil(cal, v%10000, int(m), v/10000); gok {
				return stamp{day: g, start: i, end: end}, true
			}
		}
	case digits <= 2 && v >= 1:
		if s, ok = r.era(text, i, v, end); ok {
			break
		}
		if v <= 31 {
			if s, ok = r.dayFirst(text, i, v, end); !ok {
				s, ok = r.nameFirst(text, i, v, end)
			}
		}
	}
	if ok {
		s.readClock(text)
	}
	return s, ok
}

// calendarOf guesses how a year is counted that does not say so.
func (r reading) calendarOf(y int, named calendar) calendar {
	switch {
	case named != gregorian:
		return named
	case y >= 2500 && y < 2620:
		return buddhist
	case y >= 1370 && y <= 1440 && (r.lang == "fa" || r.lang == ""):
		return jalali
	}
	return gregorian
}

func (r reading) yearFirst(text string, i, y, end int) (stamp, bool) {
	if y < 1370 || y > 2620 {
		return stamp{}, false
	}
	if s, ok := r.marked(text, i, y, end); ok {
		return s, ok
	}
	// 2020-07-08, 2020/7/8, 2020.07.08, 2020. 07. 08.
	if end < len(text) && (text[end] == '-' || text[end] == '/' || text[end] == '.') {
		sep := text[end]
		p := skipBlanks(text, end+1, 1)
		m, md, p := numberAt(text, p)
		if md >= 1 && md <= 2 && p < len(text) && text[p] == sep {
			q := skipBlanks(text, p+1, 1)
			d, dd, q := numberAt(text, q)
			if dd >= 1 && dd <= 2 && !runsOn(text, q, sep) {
				if g, ok := civil(r.calendarOf(y, gregorian), y, m, d); ok {
					return stamp{day: g, start: i, end: q}, true
				}
			}
			return stamp{}, false
		}
	}
	// 2020. július 8., 2020 m. liepos 8 d., 2020-Jul-08
	p := skipAny(text, end, " .,-", 3)
	if strings.HasPrefix(text[p:], "m. ") || strings.HasPrefix(text[p:], "m ") || strings.HasPrefix(text[p:], "g.") {
		p = skipAny(text, p+1, " .", 3)
	}
	m, cal, p, ok := r.monthAt(text, p)
	if !ok {
		return stamp{}, false
	}
	p = skipAny(text, p, " .,-", 3)
	d, dd, p := numberAt(text, p)
	if dd < 1 || dd > 2 || runsOn(text, p, ':') {
		return stamp{}, false
	}
	g, ok := civil(r.calendarOf(y, cal), y, m, d)
	return stamp{day: g, start: i, end: p}, ok
}

// marks are the signs of year, month and day in Chinese, Japanese, Korean and Vietnamese.
var marks = [3][]string{
	{"年", "년", "年"},
	{"月", "월", "月"},
	{"日", "일", "号", "號"},
}

// marked reads 2020年7月8日 and 2020년 7월 8일.
func (r reading) marked(text string, i, y, end int) (stamp, bool) {
	n := [3]int{y}
	p := end
	for k := range n {
		if k > 0 {
			p = skipBlanks(text, p, 2)
			v, digits, q := numberAt(text, p)
			if digits < 1 || digits > 2 {
				return stamp{}, false
			}
			n[k], p = v, q
		}
		p = skipBlanks(text, p, 1)
		found := false
		for _, m := range marks[k] {
			if strings.HasPrefix(text[p:], m) {
				p += len(m)
				found = true
				break
			}
		}
		if !found {
			return stamp{}, false
		}
	}
	g, ok := civil(r.calendarOf(n[0], gregorian), n[0], n[1], n[2])
	return stamp{day: g, start: i, end: p}, ok
}

// eras are the year names that count from an event; the number is the Gregorian year before year 1.
var eras = []struct {
	name string
	base int
}{{"令和", 2018}, {"平成", 1988}, {"民國", 1911}, {"民国", 1911}}

// era reads 令和2年7月8日; years of more than two digits (民國109年) come in by nameless number and are not read.
func (r reading) era(text string, i, v, end int) (stamp, bool) {
	for _, e := range eras {
		if strings.HasSuffix(text[:i], e.name) {
			s, ok := r.marked(text, i, e.base+v, end)
			s.start -= len(e.name)
			return s, ok
		}
	}
	return stamp{}, false
}

// dayFirst reads 8.7.2020, 8/7/2020, 7/8/2020, 8 July 2020, 8. Juli 2020, 8 de julio de 2020, 8-Jul-20, ngày 8 tháng 7 năm 2020.
func (r reading) dayFirst(text string, i, v, end int) (stamp, bool) {
	if s, numeric, ok := r.numeric(text, i, v, end); numeric {
		return s, ok
	}
	p := skipOrdinal(text, end)
	if strings.HasPrefix(text[p:], "tháng ") {
		m, md, p := numberAt(text, p+len("tháng "))
		p = skipAny(text, p, " ,/", 3)
		if strings.HasPrefix(text[p:], "năm ") {
			p += len("năm ")
		}
		y, yd, p := numberAt(text, p)
		if md >= 1 && md <= 2 && yd == 4 {
			g, ok := civil(gregorian, y, m, v)
			return stamp{day: g, start: i, end: p}, ok
		}
		return stamp{}, false
	}
	p = skipConnective(text, p)
	m, cal, p, ok := r.monthAt(text, p)
	if !ok {
		return stamp{}, false
	}
	y, p, ok := r.yearAfter(text, p)
	if !ok {
		return stamp{}, false
	}
	g, ok := civil(r.calendarOf(y, cal), y, m, v)
	return stamp{day: g, start: i, end: p, named: true}, ok
}

// numeric reads three numbers; is says that the text has that form, whether or not it is a day.
func (r reading) numeric(text string, i, v, end int) (s stamp, is, ok bool) {
	p := end
	if p+1 < len(text) && text[p] == ' ' && text[p+1] == '/' {
		p++
	}
	if p >= len(text) || text[p] != '.' && text[p] != '/' && text[p] != '-' {
		return s, false, false
	}
	sep := text[p]
	p = skipBlanks(text, p+1, 1)
	m, md, p := numberAt(text, p)
	if md < 1 || md > 2 {
		return s, false, false
	}
	p = skipBlanks(text, p, 1)
	if p >= len(text) || text[p] != sep {
		return s, false, false
	}
	p = skipBlanks(text, p+1, 1)
	y, yd, p := numberAt(text, p)
	switch {
	case yd == 4:
	case yd == 2 && y >= 10 && sep != '-' && end-i == 2:
		// A year of two digits is read only where day and month have two as well.
		y += 2000
	case yd == 2 && y >= 10 && sep == '.' && r.shortYears && i > 0 && text[i-1] == ' ':
		y += 2000
	default:
		return s, false, false
	}
	if runsOn(text, p, sep) || i > 0 && (text[i-1] == sep || text[i-1] == '/') {
		return s, true, false
	}
	cal := r.calendarOf(y, gregorian)
	dm, okDM := civil(cal, y, m, v)
	md2, okMD := civil(cal, y, v, m)
	s = stamp{start: i, end: p}
	switch {
	case okDM && okMD && dm != md2:
		s.day, s.alt = dm, md2
		if r.monthFirst && sep != '.' {
			s.day, s.alt = md2, dm
		}
	case okDM:
		s.day = dm
	case okMD && sep != '.':
		s.day = md2
	default:
		return s, true, false
	}
	return s, true, true
}

// nameFirst reads July 8, 2020 with text[i:end] the 8.
func (r reading) nameFirst(text string, i, v, end int) (stamp, bool) {
	p := i
	for p > 0 && i-p < 3 && (text[p-1] == ' ' || text[p-1] == '.' || text[p-1] == ',' || text[p-1] == '-') {
		p--
	}
	word, start := wordBefore(text, p)
	m, cal, ok := month(strings.TrimSuffix(word, "."), r.lang)
	if !ok {
		return stamp{}, false
	}
	p = skipOrdinal(text, end)
	if p < len(text) && text[p] == ',' {
		p = skipBlanks(text, p+1, 2)
	}
	// Unix dates have the clock before the year: Jul  8 10:30:00 UTC 2020.
	if h, hd, q := numberAt(text, p); hd == 2 && h < 24 && q < len(text) && text[q] == ':' {
		q = skipAny(text, q, "0123456789:", 6)
		q = skipBlanks(text, q, 1)
		if w, e := wordAt(text, q); len(w) == 3 {
			q = skipBlanks(text, e, 1)
		}
		p = q
	}
	y, p, ok := r.yearAfter(text, p)
	if !ok {
		return stamp{}, false
	}
	g, ok := civil(r.calendarOf(y, cal), y, int(m), v)
	return stamp{day: g, start: start, end: p}, ok
}

// lastWord is the word right before text[i].
func lastWord(text string, i int) string {
	for k := 0; k < 2 && i > 0 && (text[i-1] == ' ' || text[i-1] == '.'); k++ {
		i--
	}
	w, _ := wordBefore(text, i)
	return w
}

// monthAt reads a month's name of one or two words at text[p].
func (r reading) monthAt(text string, p int) (m int, cal calendar, end int, ok bool) {
	w, e := wordAt(text, p)
	if w == "" {
		return 0, 0, p, false
	}
	if e < len(text) && text[e] == ' ' && w[0] >= utf8.RuneSelf {
		if w2, e2 := wordAt(text, e+1); w2 != "" {
			if n, c, ok := month(w+" "+w2, r.lang); ok {
				return int(n), c, e2, true
			}
		}
	}
	n, c, ok := month(w, r.lang)
	if ok && strings.HasPrefix(text[e:], " / ") { // نيسان / أبريل
		if w2, e2 := wordAt(text, e+3); w2 != "" {
			if n2, _, ok := month(w2, r.lang); ok && n2 == n {
				e = e2
			}
		}
	}
	return int(n), c, e, ok
}

// yearAfter reads the year that follows a day and month: 2020, '20, -20, "de 2020", ", 2020".
func (r reading) yearAfter(text string, p int) (y, end int, ok bool) {
	p = skipAny(text, p, " .,-/|", 4)
	p = skipConnective(text, p)
	short := p > 0 && (text[p-1] == '-' || text[p-1] == '/')
	if p < len(text) && text[p] == '\'' {
		p++
		short = true
	} else if strings.HasPrefix(text[p:], "’") {
		p += len("’")
		short = true
	}
	y, digits, end := numberAt(text, p)
	switch {
	case digits == 4 && y >= 1370 && y <= 2620:
		return y, end, !runsOn(text, end, ':')
	case digits == 2 && short && y >= 10:
		return 2000 + y, end, !runsOn(text, end, ':')
	}
	return 0, p, false
}

// connectives stand between day, month and year: "8 de julio de 2020", "8th of July", "8 d'agost del 2020", "8 ta’ Lulju".
var connectives = []string{"de ", "del ", "of ", "d'", "d’", "di ", "do ", "the ", "לְ", "ב", "em ", "den "}

func skipConnective(text string, p int) int {
	if p >= len(text) {
		return p
	}
	switch c := text[p] | 0x20; {
	case c == 'd' || c == 'o' || c == 't' || c == 'e' || c >= utf8.RuneSelf:
	default:
		return p
	}
	for _, c := range connectives {
		if len(text)-p > len(c) && strings.EqualFold(text[p:p+len(c)], c) {
			return p + len(c)
		}
	}
	return p
}

// ordinals follow the number of a day.
var ordinals = []string{"st", "nd", "rd", "th", "er", "º", "°", "ª", "-го", "-ого", "η", "ης", "ος", "an", "-án", "-én", "e ", "º.", "日"}

// skipOrdinal skips what may stand between the number of a day and the month: "8.", "8th", "1er", "8,".
func skipOrdinal(text string, p int) int {
	if p < len(text) && (text[p] == ' ' || text[p] == '.' || text[p] == ',') {
		return skipAny(text, p, " .,-/", 4)
	}
	for _, o := range ordinals {
		if len(text)-p >= len(o) && strings.EqualFold(text[p:p+len(o)], o) {
			if w, _ := wordAt(text, p); len(w) <= len(o) {
				p += len(o)
			}
			break
		}
	}
	return skipAny(text, p, " .,-/", 4)
}

func skipBlanks(text string, p, n int) int { return skipAny(text, p, " \n\t", n) }

// skipAny skips at most n bytes that are in set; a no-break space counts as a blank.
func skipAny(text string, p int, set string, n int) int {
	for ; n > 0 && p < len(text); n-- {
		switch {
		case strings.IndexByte(set, text[p]) >= 0:
			p++
		case set[0] == ' ' && strings.HasPrefix(text[p:], "\u00a0"):
			p += 2
		default:
			return p
		}
	}
	return p
}

// runsOn says whether a number that ends at p goes on: another digit, or sep and a digit.
func runsOn(text string, p int, sep byte) bool {
	if p >= len(text) {
		return false
	}
	if _, n := digitAt(text, p); n > 0 {
		return true
	}
	_, n := digitAt(text, p+1)
	return text[p] == sep && n > 0
}
