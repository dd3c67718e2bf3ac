package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold makes strings comparable that differ in case, in the kind of quotation
// marks and dashes, in soft hyphens, zero-width characters and white space.
func fold(s string) string {
	b := make([]byte, 0, len(s))
	blank := true
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && r > ' ':
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b = append(b, byte(r))
			blank = false
			continue
		case r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r == '\ufeff' || r == '\u2060':
			continue
		case r <= ' ' || unicode.IsSpace(r):
			if !blank {
				b = append(b, ' ')
			}
			blank = true
			continue
		case r >= '\u2018' && r <= '\u201b' || r == '\u2032' || r == '´':
			r = '\''
		case r >= '\u201c' && r <= '\u201f' || r == '«' || r == '»' || r == '\u2033':
			r = '"'
		case r >= '\u2010' && r <= '\u2015' || r == '\u2212':
			r = '-'
		case r == '…':
			b = append(b, "..."...)
			blank = false
			continue
		default:
			r = unicode.ToLower(r)
		}
		b = utf8.AppendRune(b, r)
		blank = false
	}
	return strings.TrimRight(string(b), " ")
}

// squash keeps the letters and digits of s alone, in lower case: "PetPlace.com" and "pet place com" become one.
func squash(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				b = append(b, byte(r))
			}
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(b)
}

// words splits a folded string into its words; in scripts without spaces every
// character is one.
func words(s string) []string {
	out := make([]string, 0, 4+len(s)/6)
	start := -1
	for i, r := range s {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\''
		if start >= 0 && (!in || cjk(r)) {
			out = append(out, s[start:i])
			start = -1
		}
		if !in {
			continue
		}
		if cjk(r) {
			out = append(out, s[i:i+utf8.RuneLen(r)])
			continue
		}
		if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, s[start:])
	}
	return out
}

// similarity is the share of words that two folded strings have in common
// (Jaccard, as multisets).
func similarity(a, b string) float64 {
	if a == b {
		if a == "" {
			return 0
		}
		return 1
	}
	wa, wb := words(a), words(b)
	if len(wa) == 0 || len(wb) == 0 {
		return 0
	}
	count := make(map[string]int, len(wa))
	for _, w := range wa {
		count[w]++
	}
	common := 0
	for _, w := range wb {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return float64(common) / float64(len(wa)+len(wb)-common)
}

// clip cuts s to at most n bytes at a character's edge.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
