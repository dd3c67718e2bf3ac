package extract

import "unicode"

// WordCount counts words: runs of letters, digits and marks, which apostrophes
// and hyphens inside do not part. In scripts that write without spaces (Han,
// kana, Thai, Lao, Khmer, Myanmar) every letter counts as one.
func WordCount(text string) int {
	n := 0
	in, joined := false, false
	for _, c := range text {
		switch classOf(c) {
		case wordLetter:
			if !in && !joined {
				n++
			}
			in, joined = true, false
		case wordItself:
			n++
			in, joined = false, false
		case wordMark:
			// A mark belongs to the letter before it, whatever that is.
		case wordJoin:
			in, joined = false, in
		default:
			in, joined = false, false
		}
	}
	return n
}

// wordClass is what a character is to WordCount.
type wordClass uint8

const (
	wordNone wordClass = iota
	wordLetter
	wordItself
	wordMark
	wordJoin
)

// classOf asks for the scripts without spaces only where they are: text of
// other scripts is counted several times as fast.
func classOf(c rune) wordClass {
	switch {
	case c < 0x80:
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			return wordLetter
		case c == '\'' || c == '-':
			return wordJoin
		}
		return wordNone
	case c == '’':
		return wordJoin
	case unicode.IsMark(c):
		return wordMark
	case !unicode.IsLetter(c) && !unicode.IsDigit(c):
		return wordNone
	case c >= 0x0E00 && unicode.In(c, spaceless...):
		return wordItself
	}
	return wordLetter
}

var spaceless = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}
