package source

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// guessUTF16 recognises UTF-16, with or without a byte order mark, by the zero
// halves of its ASCII characters: markup, blanks and digits are ASCII in every language.
func guessUTF16(b []byte) string {
	_, bom := cutBOM(b[:min(len(b), 4)])
	if strings.HasPrefix(bom, "utf-") && bom != "utf-8" {
		return bom
	}
	b = b[:min(len(b), 4096)]
	if len(b) < 4 || bytes.IndexByte(b, 0) < 0 {
		return ""
	}
	var zero, printable [2]int
	for i, c := range b {
		switch {
		case c == 0:
			zero[i&1]++
		case c >= 0x20 && c < 0x7F || c == '\n' || c == '\r' || c == '\t':
			printable[i&1]++
		}
	}
	half := len(b) / 2
	for _, e := range []struct {
		name      string
		high, low int
	}{{"utf-16le", 1, 0}, {"utf-16be", 0, 1}} {
		// One character in eight is ASCII even in Chinese markup; a zero in the
		// other half is U+0000 or one of the few U+xx00 in use (U+4E00).
		if zero[e.high] > half/8 && zero[e.low] <= zero[e.high]/8 && printable[e.low] > half/8 {
			return e.name
		}
	}
	return ""
}

// fromUTF16 decodes UTF-16 with the low and high byte at the given places of a pair.
func fromUTF16(b []byte, low, high int) ([]byte, int) {
	out := make([]byte, 0, len(b)/2+len(b)/8)
	bad := 0
	for i := 0; i+1 < len(b); i += 2 {
		u := rune(b[i+low]) | rune(b[i+high])<<8
		if u >= 0xD800 && u < 0xE000 {
			var v rune
			if i+3 < len(b) {
				v = rune(b[i+2+low]) | rune(b[i+2+high])<<8
			}
			if u < 0xDC00 && v >= 0xDC00 && v < 0xE000 {
				u = (u-0xD800)<<10 | (v - 0xDC00) + 0x10000
				i += 2
			} else {
				u = utf8.RuneError
				bad++
			}
		}
		out = utf8.AppendRune(out, u)
	}
	if len(b)&1 == 1 {
		out = utf8.AppendRune(out, utf8.RuneError)
		bad++
	}
	return out, bad
}
