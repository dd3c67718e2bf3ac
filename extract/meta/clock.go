package meta

import (
	"strconv"
	"strings"
)

// zoneNames are the zone names whose offset is not in doubt where news is written.
var zoneNames = map[string]int16{
	"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180,
	"EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}

// readClock reads a time of day that follows the day: "T10:30:00.000+02:00",
// ", 10.30 Uhr", " at 5:04 pm EDT", " um 10h30".
func (s *stamp) readClock(text string) {
	p := skipAny(text, s.end, " ,|-\n(", 4)
	for _, dot := range []string{"•", "·", "–", "—"} {
		p += len(text[p:]) - len(strings.TrimPrefix(text[p:], dot))
	}
	p = skipBlanks(text, p, 2)
	if w, e := wordAt(text, p); w != "" && len(w) <= 6 {
		p = skipAny(text, e, " .", 2)
		if w, e := wordAt(text, p); w != "" && len(w) <= 4 { // "a las"
			p = skipBlanks(text, e, 1)
		}
	}
	h, hd, p := numberAt(text, p)
	if hd < 1 || hd > 2 || h > 24 {
		return
	}
	m, sec := 0, 0
	afternoon, half, q := meridiem(text, p)
	switch {
	case p < len(text) && (text[p] == ':' || text[p] == '.' || text[p] == 'h'):
		var md int
		m, md, p = numberAt(text, skipBlanks(text, p+1, 1))
		if md != 2 || m > 59 {
			return
		}
		if p < len(text) && text[p] == ':' {
			if v, n, e := numberAt(text, p+1); n == 2 && v <= 60 {
				sec, p = min(v, 59), e
				if p < len(text) && text[p] == '.' {
					_, _, p = numberAt(text, p+1)
				}
			}
		}
		afternoon, half, q = meridiem(text, p)
	case !half:
		return
	}
	if half {
		p = q
		if h > 12 {
			afternoon = false
		}
		if h == 12 {
			h = 0
		}
		if afternoon {
			h += 12
		}
	}
	if h == 24 {
		h = 0
	}
	if h > 23 {
		return
	}
	s.clock, s.hour, s.min, s.sec = true, int8(h), int8(m), int8(sec)
	s.end = p
	s.readZone(text, skipAny(text, p, " (", 2))
}

// meridiem reads am or pm at p.
func meridiem(text string, p int) (afternoon, ok bool, end int) {
	p = skipBlanks(text, p, 1)
	if p+1 >= len(text) {
		return false, false, p
	}
	a := text[p] | 0x20
	rest := text[p+1:]
	rest = strings.TrimPrefix(rest, ".")
	if a != 'a' && a != 'p' || rest == "" || rest[0]|0x20 != 'm' {
		return false, false, p
	}
	end = len(text) - len(rest) + 1
	if end < len(text) && text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z' {
		return false, false, p
	}
	return a == 'p', true, end
}

func (s *stamp) readZone(text string, p int) {
	if w, e := wordAt(text, p); w != "" && len(w) <= 4 {
		o, ok := zoneNames[w]
		if !ok {
			return
		}
		s.zoned, s.offset, s.end = true, o, e
		if o != 0 || e >= len(text) || text[e] != '+' && text[e] != '-' {
			return
		}
		p = e // GMT+0200
	}
	if p >= len(text) || text[p] != '+' && text[p] != '-' {
		return
	}
	v, digits, e := numberAt(text, p+1)
	switch {
	case digits == 4:
		v = v/100*60 + v%100
	case digits == 2:
		v *= 60
		if e < len(text) && text[e] == ':' {
			if m, n, e2 := numberAt(text, e+1); n == 2 {
				v, e = v+m, e2
			}
		}
	default:
		return
	}
	if v > 14*60 {
		return
	}
	if text[p] == '-' {
		v = -v
	}
	s.zoned, s.offset, s.end = true, int16(v), e
}

// machine reads a value that is meant as a time: an attribute, a meta tag, a
// JSON string. Beside what stamps reads it takes compact days and Unix times.
func (r reading) machine(value string) (stamp, bool) {
	value = strings.TrimSpace(value)
	if len(value) > 200 {
		return stamp{}, false
	}
	if v, digits, end := numberAt(value, 0); digits >= 8 {
		rest := value[end:]
		switch {
		case digits == 8 && (rest == "" || rest[0] == 'T' || rest[0] == ' '):
			g, ok := newDay(v/10000, v/100%100, v%100)
			s := stamp{day: g, end: end, compact: true}
			if ok && len(rest) >= 7 && rest[0] == 'T' {
				if t, n, e := numberAt(rest, 1); n == 6 && t/10000 < 24 && t/100%100 < 60 && t%100 < 60 {
					s.clock, s.hour, s.min, s.sec = true, int8(t/10000), int8(t/100%100), int8(t%100)
					s.readZone(rest, e)
				}
			}
			return s, ok
		case rest == "" && (digits == 10 || digits == 13):
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				return stamp{}, false
			}
			if digits == 13 {
				n /= 1000
			}
			return unixStamp(n)
		case digits == 14 && rest == "":
			g, ok := newDay(atoi(value[:4]), atoi(value[4:6]), atoi(value[6:8]))
			return stamp{day: g, end: end, compact: true}, ok
		}
		return stamp{}, false
	}
	// .NET's /Date(1594200000000)/
	if strings.HasPrefix(value, "/Date(") {
		if n, err := strconv.ParseInt(strings.TrimRight(value[6:], ")/"), 10, 64); err == nil {
			return unixStamp(n / 1000)
		}
	}
	if all := r.stamps(value); len(all) > 0 {
		return all[0], true
	}
	return stamp{}, false
}

func atoi(s string) int { v, _, _ := numberAt(s, 0); return v }

// unixEpoch is the day number of 1 January 1970.
const unixEpoch = 719468

func unixStamp(n int64) (stamp, bool) {
	if n < 0 || n > 1<<33 {
		return stamp{}, false
	}
	d := dayOfNumber(unixEpoch + int(n/86400))
	g, ok := newDay(int(d.year), int(d.month), int(d.day))
	t := int(n % 86400)
	return stamp{day: g, clock: true, zoned: true, hour: int8(t / 3600), min: int8(t / 60 % 60), sec: int8(t % 60)}, ok
}
