package classify

import (
	"unicode"

	"github.com/pithcli/pith/extract/block"
)

// unspaced says whether words are not parted by blanks in the rune's script;
// there a character counts as a word. The ranges are, in order: Thai and Lao, Burmese, Hangul Jamo, Khmer,
// CJK radicals to Yi, Hangul syllables, CJK compatibility and half-width kana, and the supplementary ideographs.
// (Hangul is spaced but counted so too: fundus-dev's metric does.)
func unspaced(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return r <= 0x0eff || r >= 0x1000 && r <= 0x109f || r >= 0x1100 && r <= 0x11ff || r >= 0x1780 && r <= 0x17ff ||
		r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7ff || r >= 0xf900 && r <= 0xfaff || r >= 0xff66 && r <= 0xffdc ||
		r >= 0x20000 && r <= 0x3ffff
}

// wordCount counts the words of s: runs of letters, digits and underscores, and
// each character of a script without word spaces.
func wordCount(s string) int32 {
	n := int32(0)
	in := false
	for _, r := range s {
		var word bool
		switch {
		case r < 0x80:
			word = asciiWord[r]
		case unspaced(r):
			if unicode.IsLetter(r) {
				n++
			}
		default:
			word = unicode.IsLetter(r) || unicode.IsNumber(r)
		}
		if word && !in {
			n++
		}
		in = word
	}
	return n
}

// asciiWord marks letters, digits and the underscore.
var asciiWord = func() (t [128]bool) {
	for r := range t {
		t[r] = r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return
}()

// blockWords is Table.Words: the length of each block in words.
func blockWords(doc *block.Document) []int32 {
	out := make([]int32, len(doc.Blocks))
	for i := range out {
		out[i] = wordCount(doc.BlockText(i))
	}
	return out
}
