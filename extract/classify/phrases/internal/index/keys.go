package index

import (
	"strings"
	"unicode/utf8"
)

// innerKey is the least length in bytes of a word that contains patterns are found by.
const innerKey = 4

// firstKey is the first word, or the first two letters of a script without blanks.
func firstKey(s []byte) []byte {
	if r, size := utf8.DecodeRune(s); isDenseRune(r) {
		_, second := utf8.DecodeRune(s[size:])
		return s[:size+second]
	}
	for i, c := range s {
		if c == ' ' || c == ':' {
			return s[:i]
		}
	}
	return s
}

// lastKey is the last word, or the last two letters of a script without blanks.
func lastKey(s []byte) []byte {
	if r, size := utf8.DecodeLastRune(s); isDenseRune(r) {
		_, second := utf8.DecodeLastRune(s[:len(s)-size])
		return s[len(s)-size-second:]
	}
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == ' ' {
			return s[i+1:]
		}
	}
	return s
}

func isDenseRune(r rune) bool {
	if r < utf8.RuneSelf {
		return false
	}
	_, kind := foldRune(r)
	return kind == runeDense
}

func isDense(s string) bool { return strings.ContainsFunc(s, isDenseRune) }

func longestWord(s string) string {
	best := ""
	for w := range strings.FieldsSeq(s) {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}
