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

// measure counts the text of block b. The hashes of its words, case folded and digits as 0, are
// appended to words unless that is nil.
func measure(doc *block.Document, b *block.Block, words *[]uint64) measures {
	s := scan{text: doc.Text[b.Start:b.End], base: b.Start, spans: doc.Spans[b.SpanStart:b.SpanEnd], words: words}
	s.link, s.at = nextLink(s.spans, 0)
	s.m.hash = fnvOffset
	s.run()
	text := s.text
	s.m.lastEnd = s.last&cEnd != 0
	s.m.ellipsis = strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "[…]") || strings.HasSuffix(text, "[...]")
	return s.m
}

// scan is one walk over a block's text.
type scan struct {
	text  string
	base  int32 // of text in Document.Text
	spans []block.Span
	link  *block.Span // the link at or after the place, at its index, -1 for none
	at    int
	words *[]uint64
	m     measures
	word  uint64 // hash of the word that is read
	in    bool   // inside a word
	last  uint8  // class of the last character that is neither quote, bracket nor blank
}

func (s *scan) run() {
	text := s.text
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(text[i:])
			s.wide(r, i)
			i += size
			continue
		}
		cl := asciiClass[c]
		if cl&cWord == 0 {
			s.m.runes++
			s.end()
			s.sign(cl, c == ':', c == ' ' || c == '\n' || c == ')' || c == ']')
			i++
			continue
		}
		if !s.in {
			s.begin(i, cl)
		}
		// The rest of the word, as far as it is ASCII.
		h, start, digits := s.word, i, int32(0)
		for {
			if cl&cDigit != 0 {
				digits++
				c = '0'
			} else if cl&cUpper != 0 {
				c |= 0x20
			}
			h = (h ^ uint64(c)) * fnvPrime
			if i++; i == len(text) {
				break
			}
			if c = text[i]; c >= utf8.RuneSelf {
				break
			}
			if cl = asciiClass[c]; cl&cWord == 0 {
				break
			}
		}
		s.word, s.last = h, cWord
		s.m.runes += int32(i - start)
		s.m.digits += digits
		s.m.letters += int32(i-start) - digits
	}
	s.end()
}

// begin starts a word at byte i.
func (s *scan) begin(i int, cl uint8) {
	s.in = true
	s.word = fnvOffset
	s.m.words++
	if cl&cUpper != 0 {
		s.m.capitals++
	}
	if cl&cDigit != 0 {
		s.m.numbers++
	}
	if s.linked(i) {
		s.m.linked++
	}
}

// linked says whether byte i stands in a link.
func (s *scan) linked(i int) bool {
	pos := s.base + int32(i)
	for s.at >= 0 && pos >= s.link.End {
		s.link, s.at = nextLink(s.spans, s.at+1)
	}
	return s.at >= 0 && pos >= s.link.Start
}

// end ends the word that is read, if any.
func (s *scan) end() {
	if s.in {
		s.in = false
		s.emit(s.word)
	}
}

func (s *scan) emit(h uint64) {
	s.m.hash = (s.m.hash ^ h) * fnvPrime
	if s.words != nil {
		*s.words = append(*s.words, h)
	}
}

// wide reads a character beyond ASCII.
func (s *scan) wide(r rune, i int) {
	s.m.runes++
	cl := wideClass(r)
	switch {
	case cl&cWord == 0:
		s.end()
		s.sign(cl, r == '：', true)
	case unspaced(r):
		s.end()
		s.m.words++
		s.m.wide++
		s.m.letters++
		if s.linked(i) {
			s.m.linked++
		}
		s.emit((fnvOffset ^ uint64(r)) * fnvPrime)
		s.last = cWord
	default:
		if !s.in {
			s.begin(i, cl)
		}
		if cl&cUpper != 0 {
			r = unicode.ToLower(r)
		}
		s.m.letters++
		s.word = (s.word ^ uint64(r)) * fnvPrime
		s.last = cWord
	}
}

// sign counts a character that is no word character; a colon ends a clause, and signs that are open do
// not change what the text ends with.
func (s *scan) sign(cl uint8, colon, open bool) {
	switch {
	case cl == 0:
		if !open {
			s.last = 0
		}
		return
	case cl&cQuote != 0:
		s.m.quotes++
		return
	}
	s.last = cl
	if colon {
		s.last = cEnd
	}
	if cl&cComma != 0 {
		s.m.commas++
	}
	if cl&cEnd != 0 {
		s.m.ends++
	}
	if cl&cSep != 0 {
		s.m.seps++
	}
	if cl&cMoney != 0 {
		s.m.money++
	}
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
