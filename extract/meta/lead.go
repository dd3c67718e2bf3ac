package meta

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed bylines.txt
var bylineText string

// bylinePhrases are the phrases of bylines.txt, by their first character; within
// one, the longest first.
var bylinePhrases = sync.OnceValue(func() map[rune][]string {
	m := map[rune][]string{}
	for line := range strings.Lines(bylineText) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || head == "#" {
			continue
		}
		for p := range strings.SplitSeq(rest, "|") {
			p = strings.TrimSpace(p)
			first, _ := utf8.DecodeRuneInString(p)
			list := m[first]
			at := len(list)
			for i, q := range list {
				if q == p {
					at = -1
					break
				}
				if len(p) > len(q) {
					at = i
					break
				}
			}
			if at >= 0 {
				list = append(list, "")
				copy(list[at+1:], list[at:])
				list[at] = p
				m[first] = list
			}
		}
	}
	return m
})

// bylineStarts has, for each first letter of ASCII, the letters that stand second
// in phrases, bit 31 for what is none: most lines of a page need no comparing.
var bylineStarts = sync.OnceValue(func() (t [26]uint32) {
	for _, list := range bylinePhrases() {
		for _, p := range list {
			if c := p[0] - 'a'; c < 26 {
				t[c] |= secondBit(p)
			}
		}
	}
	return t
})

func secondBit(s string) uint32 {
	if len(s) > 1 {
		if c := (s[1] | 0x20) - 'a'; c < 26 {
			return 1 << c
		}
	}
	return 1 << 31
}

// bylineLead returns the length of the phrase that opens a byline at the head of s, 0 if none does.
func bylineLead(s string) int {
	if s == "" {
		return 0
	}
	if c := (s[0] | 0x20) - 'a'; c < 26 && bylineStarts()[c]&secondBit(s) == 0 {
		return 0
	}
	first, _ := utf8.DecodeRuneInString(s)
	for _, p := range bylinePhrases()[unicode.ToLower(first)] {
		if len(s) < len(p) || !strings.EqualFold(s[:len(p)], p) {
			continue
		}
		switch last, _ := utf8.DecodeLastRuneInString(p); last {
		case ':', '/', '：', '／', '︱', '・':
			return len(p)
		}
		rest := s[len(p):]
		if strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, "／") || strings.HasPrefix(rest, "︱") {
			return len(p) + 3
		}
		r, n := utf8.DecodeRuneInString(rest)
		last, _ := utf8.DecodeLastRuneInString(p)
		switch {
		case rest == "" || r == ' ' || r == '\n' || r == ':' || r == '/' || r == '|':
			return len(p) + min(n, len(rest))
		case cjk(last) && cjk(r) && len(p) > 3 || unicode.Is(unicode.Thai, last) && unicode.Is(unicode.Thai, r):
			return len(p)
		}
	}
	return 0
}
