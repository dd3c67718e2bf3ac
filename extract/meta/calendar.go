package meta

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// calendar is how a year is counted.
type calendar uint8

const (
	gregorian calendar = iota
	buddhist           // year less 543, same days
	jalali             // solar hijri, Iran and Afghanistan
	hijri              // tabular lunar hijri; sighted months may differ by a day
)

// day is a day of the Gregorian calendar; the zero day is no day.
type day struct {
	year       int16
	month, day uint8
}

// Years outside these bounds are not days on which a saved page was published:
// the web has no articles before the first, and the second keeps times out
// that a site leaves in its templates ("2999-12-31").
const (
	firstYear = 1995
	lastYear  = 2060
)

var monthDays = [...]uint8{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// newDay checks a Gregorian day.
func newDay(y, m, d int) (day, bool) {
	if y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || d > int(monthDays[m]) || m == 2 && d == 29 && !leap(y) {
		return day{}, false
	}
	return day{int16(y), uint8(m), uint8(d)}, true
}

// number is the count of days since 1 March of year 0 (a day number that makes
// month lengths regular, after the algorithm in Calendrical Calculations).
func (d day) number() int {
	y, m := int(d.year), int(d.month)
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int(d.day) - 1
}

func dayOfNumber(n int) day {
	era := n / 146097
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	y, m := yoe+era*400, mp+3
	if m > 12 {
		m -= 12
		y++
	}
	return day{int16(y), uint8(m), uint8(doy - (153*mp+2)/5 + 1)}
}

func (d day) add(n int) day       { return dayOfNumber(d.number() + n) }
func (d day) before(o day) bool   { return d.number() < o.number() }
func (d day) distance(o day) int  { return d.number() - o.number() }
func (d day) zero() bool          { return d == day{} }
func (d day) adjacent(o day) bool { n := d.distance(o); return n >= -1 && n <= 1 }

// civil turns a day of some calendar into a Gregorian one.
func civil(c calendar, y, m, d int) (day, bool) {
	switch c {
	case buddhist:
		return newDay(y-543, m, d)
	case jalali:
		if y < 1370 || y > 1440 || m < 1 || m > 12 || d < 1 || d > 31 || m > 6 && d > 30 {
			return day{}, false
		}
		n := jalaliEpoch + 365*(y-1370) + (m-1)*31 + d - 1
		for _, l := range jalaliLeaps {
			if l < y {
				n++
			}
		}
		if m > 7 {
			n -= m - 7
		}
		g := dayOfNumber(n)
		return newDay(int(g.year), int(g.month), int(g.day))
	case hijri:
		if y < 1415 || y > 1485 || m < 1 || m > 12 || d < 1 || d > 30 {
			return day{}, false
		}
		// Tabular calendar, civil epoch (16 July 622 Julian), leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29.
		n := d + (59*(m-1)+1)/2 + (y-1)*354 + (3+11*y)/30 - 1
		g := dayOfNumber(n + hijriEpoch)
		return newDay(int(g.year), int(g.month), int(g.day))
	}
	return newDay(y, m, d)
}

// jalaliEpoch is the day number of 21 March 1991, 1 Farvardin 1370; jalaliLeaps are the leap years from then on.
const jalaliEpoch = 727217

var jalaliLeaps = [...]int{1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436}

// hijriEpoch is the day number of 19 July 622 Gregorian, 1 Muharram of year 1.
const hijriEpoch = 227320

type monthName struct {
	lang  string
	month uint8
	cal   calendar
}

//go:embed months.txt
var monthText string

// months maps a lower-case word to the months it names.
var months = sync.OnceValue(func() map[string][]monthName {
	m := make(map[string][]monthName, 1600)
	for line := range strings.Lines(monthText) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || head == "#" {
			continue
		}
		lang, calName, _ := strings.Cut(head, "@")
		cal := gregorian
		switch calName {
		case "jalali":
			cal = jalali
		case "hijri":
			cal = hijri
		}
		n := uint8(0)
		for col := range strings.SplitSeq(rest, "|") {
			n++
			for w := range strings.FieldsSeq(col) {
				w = strings.ReplaceAll(w, "\u200c", " ")
				m[w] = append(m[w], monthName{lang, n, cal})
			}
		}
	}
	return m
})

// monthLanguages is the number of languages whose months are known.
func monthLanguages() int {
	seen := map[string]bool{}
	for _, names := range months() {
		for _, n := range names {
			seen[n.lang] = true
		}
	}
	return len(seen)
}

// month looks a word up. Of several readings the page's language decides.
func month(word, lang string) (uint8, calendar, bool) {
	if len(word) < 2 || len(word) > 40 {
		return 0, 0, false
	}
	var buf [40]byte
	ascii := true
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	var names []monthName
	if ascii {
		names = months()[string(buf[:len(word)])]
	} else {
		word = strings.ToLower(word)
		if names = months()[word]; names == nil {
			// Persian is often typed with the Arabic forms of its letters.
			names = months()[strings.NewReplacer("ي", "ی", "ك", "ک").Replace(word)]
		}
	}
	if names == nil {
		return 0, 0, false
	}
	pick := names[0]
	for _, n := range names {
		if n.lang == lang {
			pick = n
			break
		}
	}
	return pick.month, pick.cal, true
}

// zeros are the zeros of the decimal digits that dates are written with.
var zeros = [...]rune{0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0xFF10}

// digitAt reads one decimal digit of any script at s[i]; n is its length in bytes, 0 if there is none.
func digitAt(s string, i int) (v, n int) {
	if i < 0 || i >= len(s) {
		return 0, 0
	}
	c := s[i]
	if c < utf8.RuneSelf {
		if '0' <= c && c <= '9' {
			return int(c - '0'), 1
		}
		return 0, 0
	}
	switch c { // lead bytes of the ranges in zeros
	case 0xD9, 0xDB, 0xE0, 0xE1, 0xEF:
	default:
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	for _, z := range zeros {
		if r >= z && r <= z+9 {
			return int(r - z), size
		}
	}
	return 0, 0
}

// numberAt reads a run of digits at s[i]; digits is 0 if there is none. Values
// of more than nine digits are cut off at nine; digits still counts them all.
func numberAt(s string, i int) (v, digits, end int) {
	for {
		d, n := digitAt(s, i)
		if n == 0 {
			return v, digits, i
		}
		if digits < 9 {
			v = v*10 + d
		}
		digits++
		i += n
	}
}

// wordAt reads a run of letters and marks at s[i]; in Thai also the dots inside an abbreviation.
func wordAt(s string, i int) (word string, end int) {
	start := i
	thai := false
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c|0x20 >= 'a' && c|0x20 <= 'z' || thai && c == '.' {
				i++
				continue
			}
			break
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) || cjk(r) {
			break
		}
		thai = r >= 0x0E01 && r <= 0x0E4E
		i += n
	}
	return strings.TrimRight(s[start:i], "."), i
}

// wordBefore reads the run of letters and marks that ends at s[i].
func wordBefore(s string, i int) (word string, start int) {
	end := i
	thai := false
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if r == '.' && thai {
			i -= n
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) || cjk(r) {
			break
		}
		// Elements without a blank between glue words: "HealthDecember 22".
		if unicode.IsLower(r) && i < end {
			if next, _ := utf8.DecodeRuneInString(s[i:]); unicode.IsUpper(next) {
				break
			}
		}
		thai = r >= 0x0E01 && r <= 0x0E4E
		i -= n
	}
	return s[i:end], i
}

// cjk says whether r is written without spaces between words (Han, kana, Hangul is not).
func cjk(r rune) bool {
	return r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}
