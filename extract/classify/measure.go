package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// charsPerWord is how many characters of an unspaced script weigh as one word in features
// whose cut points are learned mostly on spaced text.
const charsPerWord = 2

// measures are the counts of one block's text.
type measures struct {
	words    int32 // runs of word characters, and each character of an unspaced script
	wide     int32 // characters of unspaced scripts among words
	linked   int32 // words inside links
	runes    int32
	letters  int32
	capitals int32 // words that begin with a capital letter
	digits   int32 // characters
	numbers  int32 // words that begin with a digit
	commas   int32 // commas, semicolons and colons of any script
	ends     int32 // sentence ends of any script
	seps     int32 // bars, bullets, arrows: what parts the items of a menu line
	quotes   int32
	money    int32 // currency signs
	hash     uint64
	ellipsis bool // the text ends with an ellipsis
	lastEnd  bool // the last character but quotes and brackets ends a sentence or a clause with a colon
}

// class of an ASCII character.
const (
	cWord = 1 << iota
	cUpper
	cDigit
	cComma
	cEnd
	cSep
	cQuote
	cMoney
)

var asciiClass = func() (t [128]uint8) {
	for r := range t {
		switch {
		case r >= 'a' && r <= 'z' || r == '_':
			t[r] = cWord
		case r >= 'A' && r <= 'Z':
			t[r] = cWord | cUpper
		case r >= '0' && r <= '9':
			t[r] = cWord | cDigit
		}
	}
	for _, r := range ",;:" {
		t[r] = cComma
	}
	for _, r := range ".!?" {
		t[r] = cEnd
	}
	for _, r := range "|/>\\#" {
		t[r] = cSep
	}
	t['"'] = cQuote
	t['$'] = cMoney
	return
}()

// wideClass is asciiClass for the rest of Unicode; letters take the short way round.
func wideClass(r rune) uint8 {
	switch r {
	case '、', '，', '；', '：', '،', '؛':
		return cComma
	case '。', '！', '？', '…', '؟', '।', '．', '۔':
		return cEnd
	case '•', '·', '›', '»', '→', '|', '│', '▸', '«', '‹', '←', '●', '■', '★', '☆', '–', '—':
		return cSep
	case '“', '”', '„', '‘', '’', '「', '」', '『', '』':
		return cQuote
	case '€', '£', '¥', '₹', '₽', '₩', '₺', '฿':
		return cMoney
	}
	if unicode.IsUpper(r) {
		return cWord | cUpper
	}
	if unicode.IsLetter(r) || unicode.IsNumber(r) {
		return cWord
	}
	return 0
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// measure counts the text of block b; links are its spans. each, if not nil, is called with the
// hash of each word, its case folded.
func measure(doc *block.Document, b *block.Block, each func(word uint64)) measures {
	var m measures
	text := doc.Text[b.Start:b.End]
	m.hash = fnvOffset
	// next link span
	spans := doc.Spans[b.SpanStart:b.SpanEnd]
	link, at := nextLink(spans, 0)
	in := false
	word := uint64(fnvOffset)
	var sentence uint8 // class of the last character that is neither quote, bracket nor blank
	for i := 0; i < len(text); {
		c := rune(text[i])
		size := 1
		var cl uint8
		if c < utf8.RuneSelf {
			cl = asciiClass[c]
			if cl&cUpper != 0 {
				c |= 0x20
			}
		} else {
			c, size = utf8.DecodeRuneInString(text[i:])
			if unspaced(c) {
				cl = wideClass(c)
				if cl&cWord != 0 {
					cl = 0
					m.words++
					m.wide++
					m.letters++
					if at >= 0 && b.Start+int32(i) >= link.Start && b.Start+int32(i) < link.End {
						m.linked++
					}
					h := (uint64(fnvOffset) ^ uint64(c)) * fnvPrime
					m.hash = (m.hash ^ h) * fnvPrime
					if each != nil {
						each(h)
					}
					sentence = 0
				}
			} else {
				cl = wideClass(c)
				if cl&cUpper != 0 {
					c = unicode.ToLower(c)
				}
			}
		}
		m.runes++
		if cl&cWord != 0 {
			if !in {
				in = true
				m.words++
				word = fnvOffset
				if cl&cUpper != 0 {
					m.capitals++
				}
				if cl&cDigit != 0 {
					m.numbers++
				}
				pos := b.Start + int32(i)
				for at >= 0 && pos >= link.End {
					link, at = nextLink(spans, at+1)
				}
				if at >= 0 && pos >= link.Start {
					m.linked++
				}
			}
			if cl&cDigit != 0 {
				m.digits++
				c = '0'
			} else {
				m.letters++
			}
			word = (word ^ uint64(c)) * fnvPrime
			sentence = cl
		} else {
			if in {
				in = false
				m.hash = (m.hash ^ word) * fnvPrime
				if each != nil {
					each(word)
				}
			}
			switch {
			case cl == 0:
				if c != ' ' && c != '\n' && c != ')' && c != ']' && size == 1 {
					sentence = 0
				}
			case cl&cQuote != 0:
				m.quotes++
			default:
				sentence = cl
				if c == ':' {
					sentence = cEnd
				}
				if cl&cComma != 0 {
					m.commas++
				}
				if cl&cEnd != 0 {
					m.ends++
				}
				if cl&cSep != 0 {
					m.seps++
				}
				if cl&cMoney != 0 {
					m.money++
				}
			}
		}
		i += size
	}
	if in {
		m.hash = (m.hash ^ word) * fnvPrime
		if each != nil {
			each(word)
		}
	}
	m.lastEnd = sentence&cEnd != 0
	m.ellipsis = strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "[…]") || strings.HasSuffix(text, "[...]")
	return m
}

// nextLink returns the first link span at or after i, and its index, or -1.
func nextLink(spans []block.Span, i int) (*block.Span, int) {
	for ; i < len(spans); i++ {
		if spans[i].Kind == block.Link {
			return &spans[i], i
		}
	}
	return nil, -1
}
