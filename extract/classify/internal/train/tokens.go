package main

import (
	"unicode"
	"unicode/utf8"
)

// unspaced are the scripts that fundus-dev counts character by character.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// Split says how a text is cut into tokens.
type Split uint8

const (
	// ByWord is WCXB's: \w+ of the lower-cased text, as Python's re understands it.
	ByWord Split = iota
	// ByCharacter is fundus-dev's: the same, but each character of an unspaced script is a token.
	ByCharacter
)

// Tokens cuts a text into tokens.
func Tokens(text string, by Split) []string {
	var out []string
	var buf []byte
	flush := func() {
		if len(buf) > 0 {
			out = append(out, string(buf))
			buf = buf[:0]
		}
	}
	for _, r := range text {
		if !wordRune(r) {
			flush()
			continue
		}
		if by == ByCharacter && r >= 0x0e00 && unicode.In(r, unspaced...) {
			flush()
			out = append(out, string(r))
			continue
		}
		buf = utf8.AppendRune(buf, unicode.ToLower(r))
	}
	flush()
	return out
}

// wordRune is Python's \w: str.isalnum or underscore. Combining marks are not in it.
func wordRune(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}
