package index

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// folded is a line in the form in which patterns are compared.
type folded struct {
	text []byte
	// capital has bit i set if word i began with a capital, or with a letter
	// of a script that has none. Words from the 64th on are not recorded.
	capital uint64
	words   int
	// whole is false if the line was longer than the limit and was cut.
	whole bool
	// dense is true if the line has letters of a script written without blanks.
	dense bool
}

// Normalise appends the form of line that phrases are compared in to dst: lower
// case without accents, each number as one 0, quotes dropped, separators of
// paths and lists as > and |, colons kept inside, all other signs and white
// space as one blank, none at the ends. Two lines with the same form are the
// same phrase; the form is not meant to be read.
func Normalise(dst []byte, line string) []byte {
	f := fold(dst, line, len(line))
	return f.text
}

// fold works one rune at a time with one pending separator, so it is linear
// and never looks back. The switch is one machine; its table parts are in folds.go.
func fold(dst []byte, line string, limit int) folded {
	f := folded{whole: true}
	text, start := dst, len(dst)
	var (
		sep       byte // what stands between the last letter and the next: 0, ' ', ':', '>', '|'
		prevDigit bool // the last rune written is the 0 of a number
	)
	for i := 0; i < len(line); {
		if len(text)-start >= limit && limit < len(line) {
			f.whole = false
			break
		}
		if sep == 0 && !prevDigit && len(text) > start {
			from := i
			if text, i = f.plain(text, line, i, start, limit); i > from {
				continue
			}
		}
		r, size := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(line[i:])
		}
		at := i
		i += size
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xfee0
		}
		var letter rune // what to write; 0 for a sign
		capital := false
		if r < utf8.RuneSelf {
			c := asciiFold[r]
			switch c {
			case ' ':
				if sep == 0 {
					sep = ' '
				}
				continue
			case '\'':
				continue
			case ':', '|', '>', '/':
				if c == '/' {
					// A slash between blanks parts a path, as > does.
					c = ' '
					if at > 0 && line[at-1] == ' ' && i < len(line) && line[i] == ' ' {
						c = '>'
					}
				}
				if sep == 0 || sep == ' ' {
					sep = c
				}
				continue
			}
			letter = rune(c)
			capital = r >= 'A' && r <= 'Z'
			if c == '0' {
				for i < len(line) && (isDigit(line[i]) || i+1 < len(line) && joinsNumber(line[i]) && isDigit(line[i+1])) {
					i++
				}
				if prevDigit && sep == 0 {
					continue
				}
			}
		} else {
			var kind runeKind
			letter, kind = foldRune(r)
			switch kind {
			case runeDropped:
				continue
			case runeSign:
				if letter == '|' && r == 0xb7 && sep == 0 && len(text) > start && i < len(line) && line[i] > ' ' {
					continue // Catalan l·l
				}
				if sep == 0 || sep == ' ' {
					sep = byte(letter)
				}
				continue
			case runeDense:
				f.dense = true
				capital = true
			case runeCaseless:
				capital = true
			default:
				capital = unicode.IsUpper(r) || r == '©'
			}
			if letter == '0' && prevDigit && sep == 0 {
				continue
			}
		}
		if prevDigit && sep == 0 && letter != '0' {
			sep = ' '
		}
		if len(text) == start {
			if capital {
				f.capital |= 1
			}
			f.words = 1
			sep = 0
		}
		if sep != 0 {
			switch sep {
			case ':':
				text = append(text, ':', ' ')
			case ' ':
				text = append(text, ' ')
			default:
				text = append(text, ' ', sep, ' ')
				f.words++
			}
			if capital && f.words < 64 {
				f.capital |= 1 << f.words
			}
			f.words++
			sep = 0
		}
		if letter < utf8.RuneSelf {
			text = append(text, byte(letter))
		} else {
			text = appendLetter(text, letter)
		}
		prevDigit = letter == '0'
	}
	f.text = text
	return f
}

// plain folds what most text is, ASCII words with one blank between, from inside a word at i on. It stops
// where fold would cut the line: at the limit, but not inside a run of small letters.
func (f *folded) plain(text []byte, line string, i, start, limit int) ([]byte, int) {
	for {
		run := i
		for i+8 <= len(line) && i-run < limit && cap(text)-len(text) >= 8 {
			word := eight(line[i:])
			n := lower(word)
			text = binary.LittleEndian.AppendUint64(text, word)[:len(text)+n]
			if i += n; n < 8 {
				break
			}
		}
		for i < len(line) && line[i] >= 'a' && line[i] <= 'z' && i-run < limit {
			text = append(text, line[i])
			i++
		}
		if i == len(line) || len(text)-start >= limit && limit < len(line) {
			return text, i
		}
		switch c := line[i]; {
		case c == ' ' && i+1 < len(line) && asciiLetter(line[i+1]):
			if line[i+1] < 'a' && f.words < 64 {
				f.capital |= 1 << f.words
			}
			f.words++
			text = append(text, ' ', line[i+1]|0x20)
			i += 2
		case c >= 'A' && c <= 'Z':
			text = append(text, c|0x20)
			i++
		default:
			return text, i
		}
	}
}

// appendLetter writes ligatures as the letters they stand for.
func appendLetter(dst []byte, r rune) []byte {
	switch r {
	case 'ß', 'ẞ':
		return append(dst, 's', 's')
	case 'æ', 'Æ':
		return append(dst, 'a', 'e')
	case 'œ', 'Œ':
		return append(dst, 'o', 'e')
	}
	return utf8.AppendRune(dst, r)
}

// eight loads the first eight bytes of s.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// lower is how many of the first of eight bytes are small letters. A sum of seven bits has its top
// bit set from the letter, or from the sign behind z, on; no carry leaves a byte.
func lower(word uint64) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	low := word &^ tops
	other := ^(low + (0x80-'a')*ones) | (low + (0x80-'z'-1)*ones) | word
	return bits.TrailingZeros64(other&tops) / 8
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// joinsNumber tells the signs that stand inside numbers, dates and times.
func joinsNumber(c byte) bool {
	return c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == '\''
}

type runeKind uint8

const (
	runeCased    runeKind = iota
	runeCaseless          // a letter of a script without capitals, written with blanks
	runeDense             // a letter of a script written without blanks (or whose endings cling: Hangul)
	runeSign
	runeDropped
)

// foldRune folds a rune from U+0080 on.
func foldRune(r rune) (rune, runeKind) {
	switch {
	case r < 0xc0:
		switch r {
		case 0xad:
			return 0, runeDropped
		case 0xbb:
			return '>', runeSign
		case 0xb7:
			return '|', runeSign
		case '©':
			return r, runeCased
		case 0xaa:
			return 'a', runeCased
		case 0xba:
			return 'o', runeCased
		}
		return ' ', runeSign
	case r < 0x250:
		return foldLatin(r, latinFold[r-0xc0])
	case r >= 0x300 && r < 0x370:
		return 0, runeDropped
	case r >= 0x370 && r < 0x400:
		return foldGreek(r), runeCased
	case r >= 0x400 && r < 0x482:
		return foldCyrillic(r), runeCased
	case r >= 0x591 && r < 0x800:
		return foldSemitic(r)
	case r >= 0x900 && r < 0xe00:
		return foldIndic(r)
	case r >= 0xe00 && r < 0x1100, r >= 0x1780 && r < 0x1800:
		if unicode.IsDigit(r) {
			return '0', runeDense
		}
		if unicode.In(r, unicode.L, unicode.M) {
			return r, runeDense
		}
		return ' ', runeSign
	case r >= 0x1e00 && r < 0x1f00:
		return foldLatin(r, latinMoreFold[r-0x1e00])
	case r >= 0x2000 && r < 0x2c00:
		return foldPunctuation(r)
	case r == 0x30fb:
		return '|', runeSign
	case r >= 0x3005 && r < 0x3008, r >= 0x3041 && r < 0x3200, r >= 0x3400 && r < 0xa000, r >= 0xac00 && r < 0xd7a4, r >= 0xf900 && r < 0xfb00:
		return r, runeDense
	case r >= 0x3000 && r < 0x3041, r == 0xfeff, r >= 0xfe00 && r < 0xfe10, r == utf8.RuneError:
		if r >= 0xfe00 && r != utf8.RuneError {
			return 0, runeDropped
		}
		return ' ', runeSign
	}
	switch {
	case unicode.IsLetter(r):
		if l := unicode.ToLower(r); l != r || unicode.IsLower(r) {
			return l, runeCased
		}
		return r, runeCaseless
	case unicode.IsMark(r):
		return r, runeCaseless
	case unicode.IsDigit(r):
		return '0', runeCaseless
	}
	return ' ', runeSign
}

func foldLatin(r rune, base byte) (rune, runeKind) {
	switch base {
	case 0:
		if !unicode.IsLetter(r) {
			return ' ', runeSign
		}
		l := unicode.ToLower(r)
		if l != r && l >= 0xc0 && l < 0x250 && latinFold[l-0xc0] > 1 {
			l = rune(latinFold[l-0xc0])
		}
		return l, runeCased
	case 1:
		return r, runeCased
	}
	return rune(base), runeCased
}

func foldGreek(r rune) rune {
	r = unicode.ToLower(r)
	switch r {
	case 'ά':
		return 'α'
	case 'έ':
		return 'ε'
	case 'ή':
		return 'η'
	case 'ί', 'ϊ', 'ΐ':
		return 'ι'
	case 'ό':
		return 'ο'
	case 'ύ', 'ϋ', 'ΰ':
		return 'υ'
	case 'ώ':
		return 'ω'
	case 'ς':
		return 'σ'
	}
	return r
}

func foldCyrillic(r rune) rune {
	switch {
	case r < 0x410:
		r += 0x50
	case r < 0x430:
		r += 0x20
	case r >= 0x460:
		r = unicode.ToLower(r)
	}
	switch r {
	case 'ё':
		return 'е'
	case 'й':
		return 'и'
	case 'ї':
		return 'і'
	case 'ў':
		return 'у'
	}
	return r
}

// foldSemitic drops vowel points and the forms of a letter that keyboards and
// languages (Arabic, Persian, Urdu) mix.
func foldSemitic(r rune) (rune, runeKind) {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا', runeCaseless
	case 'ى', 'ی', 'ئ', 'ې':
		return 'ي', runeCaseless
	case 'ک':
		return 'ك', runeCaseless
	case 'ة', 'ۀ', 'ہ', 'ە':
		return 'ه', runeCaseless
	case 'ؤ':
		return 'و', runeCaseless
	case 0x640: // tatweel
		return 0, runeDropped
	}
	switch {
	case unicode.IsLetter(r):
		return r, runeCaseless
	case unicode.IsMark(r):
		return 0, runeDropped
	case unicode.IsDigit(r):
		return '0', runeCaseless
	}
	return ' ', runeSign
}

// foldIndic drops the nukta, which is written composed or apart.
func foldIndic(r rune) (rune, runeKind) {
	switch r {
	case 0x93c, 0x9bc:
		return 0, runeDropped
	case 0x958, 0x959, 0x95a:
		return r - 0x958 + 0x915, runeCaseless
	case 0x95b:
		return 0x91c, runeCaseless
	case 0x95c, 0x95d:
		return r - 0x95c + 0x921, runeCaseless
	case 0x95e:
		return 0x92b, runeCaseless
	case 0x95f:
		return 0x92f, runeCaseless
	case 0x9dc, 0x9dd:
		return r - 0x9dc + 0x9a1, runeCaseless
	case 0x9df:
		return 0x9af, runeCaseless
	}
	switch {
	case unicode.IsLetter(r), unicode.IsMark(r):
		return r, runeCaseless
	case unicode.IsDigit(r):
		return '0', runeCaseless
	}
	return ' ', runeSign
}

func foldPunctuation(r rune) (rune, runeKind) {
	switch r {
	case '’', '‘', 0x2032: // also as an apostrophe
		return 0, runeDropped
	case 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0x202a, 0x202b, 0x202c, 0x2066, 0x2067, 0x2068, 0x2069:
		return 0, runeDropped
	case 'ⓒ', 'Ⓒ':
		return '©', runeCased
	case '›', '→', '▸', '▶', '►', '❯', '➜', '⟩', '»':
		return '>', runeSign
	case '•', '∙', '│', '┃', '⋅', '●', '∣':
		return '|', runeSign
	}
	return ' ', runeSign
}
