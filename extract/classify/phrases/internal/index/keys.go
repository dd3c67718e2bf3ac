package index

import (
	"strings"
	"unicode/utf8"
)

// innerKey is the least length in bytes of a word that contains patterns are found by.
const innerKey = 4

// firstKey is the first word, or the first two letters of a script without blanks.
func firstKey[T string | []byte](s T) T {
	if _, kind := runeAt(s); kind == runeDense {
		n := 0
		for range 2 {
			_, size := utf8.DecodeRuneInString(string(s[n:min(n+utf8.UTFMax, len(s))]))
			n += size
		}
		return s[:n]
	}
	for i := range len(s) {
		if s[i] == ' ' || s[i] == ':' {
			return s[:i]
		}
	}
	return s
}

// lastKey is the last word, or the last two letters of a script without blanks.
func lastKey[T string | []byte](s T) T {
	n := len(s)
	dense := false
	for k := range 2 {
		r, size := utf8.DecodeLastRuneInString(string(s[max(0, n-utf8.UTFMax):n]))
		if k == 0 {
			dense = r >= utf8.RuneSelf && kindOf(r) == runeDense
			if !dense {
				break
			}
		}
		n -= size
	}
	if dense {
		return s[n:]
	}
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == ' ' {
			return s[i+1:]
		}
	}
	return s
}

func runeAt[T string | []byte](s T) (rune, runeKind) {
	if len(s) == 0 || s[0] < utf8.RuneSelf {
		return 0, runeCased
	}
	r, _ := utf8.DecodeRuneInString(string(s[:min(utf8.UTFMax, len(s))]))
	return r, kindOf(r)
}

func kindOf(r rune) runeKind {
	_, kind := foldRune(r)
	return kind
}

func isDense(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && kindOf(r) == runeDense {
			return true
		}
	}
	return false
}

func longestWord(s string) string {
	best := ""
	for w := range strings.FieldsSeq(s) {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}
