package source

import (
	"bytes"
	"strings"
	"time"
)

// marksLen is how far into a page a saver's mark is looked for: savers write it
// before or directly behind <html>, whose attributes may be long.
const marksLen = 8 << 10

// A mark is what a program leaves in a page that it saves.
type mark struct {
	saver string
	// sign is a literal that the mark holds; it is what costs on every page.
	sign string
	// read returns address and time from the text behind the sign, up to the end of its comment or tag.
	read func(text string) (url string, saved time.Time)
}

// savers is the table of marks. The forms are those that the programs' sources write.
var savers = []mark{
	// "Page saved with SingleFile \n url: URL \n saved date: Mon Nov 23 2026 09:45:19 GMT+0000 (…)"
	{"singlefile", "Page saved with SingleFile", func(t string) (string, time.Time) {
		return field(t, "url:"), jsDate(field(t, "saved date:"))
	}},
	// "Saved from URL at 2024-01-31T12:00:00Z using monolith v2.8.1"
	{"monolith", "<!-- Saved from ", func(t string) (string, time.Time) {
		words := strings.Fields(t)
		if len(words) < 5 || words[1] != "at" || !strings.Contains(t, "using monolith") {
			return "", time.Time{}
		}
		at, _ := time.Parse(time.RFC3339, words[2])
		return words[0], at
	}},
	// "saved from url=(0042)URL": Chrome, Firefox add-ons, Internet Explorer.
	{"browser", "saved from url=(", func(t string) (string, time.Time) {
		_, t, ok := strings.Cut(t, ")")
		if !ok {
			return "", time.Time{}
		}
		return firstWord(t), time.Time{}
	}},
	// "Mirrored from HOST/PATH by HTTrack Website Copier/3.x [XR&CO'2014], Sun, 03 Jan 2016 12:00:00 GMT"
	{"httrack", "<!-- Mirrored from ", func(t string) (string, time.Time) {
		addr, rest, ok := strings.Cut(t, " by HTTrack")
		if !ok {
			return "", time.Time{}
		}
		if addr = strings.TrimSpace(addr); !strings.Contains(addr, "://") {
			addr = "http://" + addr
		}
		_, date, _ := strings.Cut(rest, "], ")
		return addr, httpDate(date)
	}},
	// <meta name="savepage-url" content="URL"> … <meta name="savepage-date" content="Mon Nov 23 2026 …">
	{"savepage", `name="savepage-url" content="`, func(t string) (string, time.Time) {
		addr, rest, _ := strings.Cut(t, `"`)
		_, date, _ := strings.Cut(rest, `name="savepage-date" content="`)
		date, _, _ = strings.Cut(date, `"`)
		return addr, jsDate(date)
	}},
	// <html data-scrapbook-source="URL" data-scrapbook-create="20240131120000000">
	{"scrapbook", `data-scrapbook-source="`, func(t string) (string, time.Time) {
		addr, rest, _ := strings.Cut(t, `"`)
		_, date, _ := strings.Cut(rest, `data-scrapbook-create="`)
		if len(date) < 14 {
			return addr, time.Time{}
		}
		at, _ := time.Parse("20060102150405", date[:14])
		return addr, at
	}},
}

// marks reads the mark of the program that saved a page. What a container said already stands.
func marks(p *Page) {
	b := p.Bytes[:min(len(p.Bytes), marksLen)]
	for i := range savers {
		m := &savers[i]
		at := bytes.Index(b, []byte(m.sign))
		if at < 0 {
			continue
		}
		text := string(b[at+len(m.sign):])
		if strings.HasPrefix(m.sign, "<!--") || m.saver == "singlefile" || m.saver == "browser" {
			var ok bool
			if text, _, ok = strings.Cut(text, "-->"); !ok {
				continue
			}
		}
		addr, saved := m.read(text)
		addr = cleanURL(addr)
		if addr == "" {
			continue
		}
		p.Saver = m.saver
		if p.URL == "" {
			p.URL = addr
		}
		if p.Captured.IsZero() && !saved.IsZero() {
			p.Captured = saved.UTC()
		}
		return
	}
}

// field returns what stands behind a label up to the line's end.
func field(t, label string) string {
	_, v, ok := strings.Cut(t, label)
	if !ok {
		return ""
	}
	v, _, _ = strings.Cut(v, "\n")
	return strings.TrimSpace(v)
}

func firstWord(t string) string {
	if f := strings.Fields(t); len(f) > 0 {
		return f[0]
	}
	return ""
}

// jsDate reads what JavaScript's Date writes as a string: "Mon Nov 23 2026 09:45:19 GMT+0000 (Coordinated Universal Time)".
func jsDate(s string) time.Time {
	s, _, _ = strings.Cut(s, " (")
	at, err := time.Parse("Mon Jan 2 2006 15:04:05 GMT-0700", strings.TrimSpace(s))
	if err != nil {
		at, _ = time.Parse(time.RFC3339, strings.TrimSpace(s))
	}
	return at.UTC()
}

// mailLayouts are the forms of RFC 5322 and HTTP dates, with what real writers leave out.
var mailLayouts = []string{
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST",
	"Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 06 15:04:05 -0700", "Mon Jan 2 15:04:05 2006", time.RFC3339,
}

// httpDate reads the date of a mail or HTTP header, zero if it is none.
func httpDate(s string) time.Time {
	s, _, _ = strings.Cut(s, " (")
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 64 {
		return time.Time{}
	}
	for _, l := range mailLayouts {
		if at, err := time.Parse(l, s); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

// maxURL bounds an address; browsers stop at 2 MiB, servers far earlier.
const maxURL = 64 << 10

// invisible says whether a character has no place in an address: controls, and
// what turns the direction of the text around it.
func invisible(r rune) bool {
	return r >= 0x7F && r < 0xA0 || r >= 0x200E && r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x61C
}

// cleanURL takes an address from a header or comment: without angle brackets,
// blanks and control characters; "" if it is too long or none.
func cleanURL(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		s = s[1 : len(s)-1]
	}
	if len(s) > maxURL || s == "" {
		return ""
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || invisible(r) }) {
		var b strings.Builder
		for _, c := range []byte(s) {
			if c <= 0x20 || c == 0x7F {
				b.WriteString("%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15]))
				continue
			}
			b.WriteByte(c)
		}
		s = strings.ToValidUTF8(b.String(), "%EF%BF%BD")
		s = strings.Map(func(r rune) rune {
			if invisible(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
