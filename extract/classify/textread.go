package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordReader counts the words and letters of a block.
type wordReader struct {
	u       *textUnit
	voices  map[string]voices
	buf     [24]byte // the word in lower case, as far as it can be a function word
	n       int      // bytes in buf, more than its length if the word is longer
	count   int      // words so far
	letters int32    // of the word
	digits  int32
	hangul  int32
	capital bool
	stop    bool // the last sign may end a sentence
	hour    bool // one or two digits and a colon stand before
	key     uint64
}

func (w *wordReader) read(r rune) {
	u := w.u
	u.runes++
	switch {
	case r < 0x80 && asciiClass[r]&cWord != 0 && r != '_', r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)):
		w.letter(r)
		return
	}
	if r == ':' && w.letters == 0 && w.digits > 0 && w.digits <= 2 {
		w.hour = true
	} else if w.hour {
		u.clock = u.clock || w.digits == 2
		w.hour = false
	}
	w.endWord()
	if w.stop && (r == ' ' || r == '\n') {
		u.sentences++
		w.stop = false
	}
	switch r {
	case ' ', '\n', '\t':
		return
	case '.', '!', '?', '…':
		w.stop = true
		u.punct++
		if r == '!' {
			u.shouts++
		}
	case '。', '！', '？':
		u.sentences++
		u.punct++
	case ',', ';', '、', '，', '،':
		u.commas++
		u.punct++
	case '|', '›', '»', '>', '/', '•', '#', '@', '·', '+', '=', '*', '{', '}', '<', '&', '$', '€', '£', '©', '_', '→', '←', '×':
		u.signs++
	default:
		u.punct++
		switch r {
		case '\'', '"':
			u.straight++
		case '’', '“', '”':
			u.curly++
		}
		if r != '"' && r != '”' && r != '’' && r != ')' && r != '»' && r != '\'' {
			w.stop = false
		}
	}
}

// letter adds a letter or digit to the word.
func (w *wordReader) letter(r rune) {
	u := w.u
	w.stop = false
	if r >= 0xac00 && r <= 0xd7ff {
		w.hangul++
	} else if r >= 0x80 && unspaced(r) {
		w.endWord()
		u.letters++
		u.tokens++
		u.words += 1. / charsPerWord
		u.counted += 1. / charsPerWord
		u.functions += grammatical(r)
		w.key = (w.key ^ uint64(r)) * fnvPrime
		return
	}
	if r >= '0' && r <= '9' {
		u.digits++
		w.digits++
		r = '0'
	} else {
		u.letters++
		w.letters++
		lower := r
		if r < 0x80 {
			if r >= 'A' && r <= 'Z' {
				lower = r + 32
			}
		} else {
			lower = unicode.ToLower(r)
		}
		if lower != r {
			u.upper++
			if w.letters == 1 && w.digits == 0 {
				w.capital = true
			}
		}
		r = lower
	}
	w.key = (w.key ^ uint64(r)) * fnvPrime
	if w.n+utf8.UTFMax <= len(w.buf) {
		w.n += utf8.EncodeRune(w.buf[w.n:], r)
	} else {
		w.n = len(w.buf) + 1
	}
}

// hanGrammar are the characters that carry most of the grammar of Chinese.
const hanGrammar = "的了是在不和有也就这那個个们我你他她它与與為为对對从從到把被让讓给給而但或及于於之其"

// grammatical is what a letter of an unspaced script counts as a function word:
// hiragana are written for grammar (about half of Japanese prose), the
// characters above are a sixth of Chinese prose; function words are two fifths
// of the words of spaced languages.
func grammatical(r rune) float32 {
	switch {
	case r >= 0x3041 && r <= 0x309f:
		return .5
	case r >= 0x4e00 && r <= 0x9fff && strings.ContainsRune(hanGrammar, r):
		return 1.25
	}
	return 0
}

func (w *wordReader) endWord() {
	if w.n == 0 {
		return
	}
	u := w.u
	u.words++
	u.tokens += max(1, w.hangul)
	u.counted++
	if w.capital {
		u.capWords++
	}
	if w.letters > u.longest {
		u.longest = w.letters
	}
	if w.digits == 4 && w.letters == 0 {
		u.years++
	}
	if w.n <= 16 && w.digits == 0 {
		if set := w.voices[string(w.buf[:w.n])]; set != 0 {
			u.hear(set)
		}
	}
	w.key = (w.key ^ ' ') * fnvPrime
	if w.count++; w.count == 2 || w.count == 3 {
		u.opening[w.count-2] = w.key
	}
	w.n, w.letters, w.digits, w.hangul, w.capital = 0, 0, 0, 0, false
}
