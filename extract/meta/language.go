package meta

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed languages.txt
var languageText string

type profiles struct {
	names []string
	// words maps a word to the set of languages that have it, by index in names.
	words map[string]uint64
	// share of a language's words that are its alone or nearly so is what evens the lists out.
}

var languageProfiles = sync.OnceValue(func() *profiles {
	p := &profiles{words: make(map[string]uint64, 3500)}
	for line := range strings.Lines(languageText) {
		name, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || name == "#" {
			continue
		}
		bit := uint64(1) << len(p.names)
		p.names = append(p.names, name)
		for w := range strings.FieldsSeq(rest) {
			p.words[w] |= bit
		}
	}
	return p
})

// script is a group of characters that one or few languages are written in.
type script uint8

const (
	scriptNone script = iota
	scriptLatin
	scriptCyrillic
	scriptArabic
	scriptDevanagari
	scriptHan
	scriptKana
	scriptSole // and above: one language each, soleScripts[s-scriptSole]
)

// soleScripts are scripts that one language of the web is written in, by range.
var soleScripts = [...]struct {
	lo, hi   rune
	language string
}{
	{0x0370, 0x03FF, "el"}, {0x1F00, 0x1FFF, "el"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"}, {0x0980, 0x09FF, "bn"}, {0x0A00, 0x0A7F, "pa"}, {0x0A80, 0x0AFF, "gu"},
	{0x0B00, 0x0B7F, "or"}, {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"}, {0x0C80, 0x0CFF, "kn"}, {0x0D00, 0x0D7F, "ml"}, {0x0D80, 0x0DFF, "si"}, {0x0E00, 0x0E7F, "th"},
	{0x0E80, 0x0EFF, "lo"}, {0x0F00, 0x0FFF, "bo"}, {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"}, {0x1200, 0x137F, "am"}, {0x1780, 0x17FF, "km"}, {0x1100, 0x11FF, "ko"}, {0xAC00, 0xD7AF, "ko"},
}

func scriptOf(r rune) script {
	switch {
	case r < 0x0250 || r >= 0x1E00 && r < 0x1F00:
		return scriptLatin
	case r >= 0x0400 && r < 0x0530:
		return scriptCyrillic
	case r >= 0x0600 && r < 0x0780 || r >= 0xFB50 && r < 0xFE00 || r >= 0xFE70 && r < 0xFEFF:
		return scriptArabic
	case r >= 0x0900 && r < 0x0980:
		return scriptDevanagari
	case r >= 0x3040 && r < 0x3100:
		return scriptKana
	case r >= 0x3400 && r < 0xA000:
		return scriptHan
	}
	for i := range soleScripts {
		if r >= soleScripts[i].lo && r <= soleScripts[i].hi {
			return scriptSole + script(i)
		}
	}
	return scriptNone
}

// letters that part languages of one script; each occurrence counts like a
// third of a function word, since names from abroad have them too.
var tellingLetters = map[rune]string{
	'ß': "de", 'ä': "de fi sv et sk", 'ö': "de fi sv et hu tr is az", 'ü': "de et tr hu az", 'å': "sv da no", 'æ': "da no is", 'ø': "da no", 'ñ': "es gl eu tl", '¿': "es", 'ã': "pt", 'õ': "pt et",
	'ç': "fr pt tr ca sq az", 'è': "it fr ca", 'ê': "fr pt vi", 'ò': "it ca", 'ù': "it fr", 'ì': "it", 'œ': "fr", 'ł': "pl", 'ą': "pl lt", 'ę': "pl lt", 'ż': "pl", 'ś': "pl", 'ć': "pl hr", 'ń': "pl",
	'ř': "cs", 'ů': "cs", 'ě': "cs", 'ľ': "sk", 'ĺ': "sk", 'ô': "sk fr vi pt", 'č': "cs sk sl hr lt lv", 'š': "cs sk sl hr lt lv et", 'ž': "cs sk sl hr lt lv et", 'đ': "hr vi", 'ő': "hu", 'ű': "hu",
	'ă': "ro vi", 'ș': "ro", 'ț': "ro", 'ţ': "ro", 'ş': "tr az ro", 'ğ': "tr az", 'ı': "tr az", 'ə': "az", 'ð': "is", 'þ': "is", 'ā': "lv", 'ē': "lv", 'ī': "lv", 'ū': "lv lt", 'ņ': "lv", 'ļ': "lv", 'ė': "lt", 'į': "lt", 'ų': "lt",
	'ë': "sq nl", 'ĝ': "eo", 'ŭ': "eo", 'ŵ': "cy", 'ư': "vi", 'ơ': "vi", 'ạ': "vi", 'ế': "vi", 'ộ': "vi",
	'ы': "ru be kk", 'э': "ru be", 'ё': "ru be", 'ъ': "bg", 'ї': "uk", 'є': "uk", 'ґ': "uk", 'і': "uk be kk", 'ў': "be", 'ј': "sr mk", 'љ': "sr mk", 'њ': "sr mk", 'ћ': "sr", 'ђ': "sr", 'ќ': "mk", 'ѓ': "mk", 'ѕ': "mk",
	'қ': "kk", 'ң': "kk", 'ә': "kk", 'ғ': "kk", 'щ': "bg ru uk",
	'پ': "fa ur ps", 'چ': "fa ur ps", 'گ': "fa ur", 'ی': "fa ur ps", 'ک': "fa ur ps", 'ۀ': "fa", 'ة': "ar", 'ي': "ar", 'ك': "ar", 'أ': "ar", 'إ': "ar", 'ٹ': "ur", 'ڈ': "ur", 'ڑ': "ur", 'ے': "ur", 'ں': "ur", 'ہ': "ur", 'ھ': "ur", 'ټ': "ps", 'ډ': "ps", 'ښ': "ps", 'ې': "ps",
}

var letterBits = sync.OnceValue(func() map[rune]uint64 {
	m := make(map[rune]uint64, len(tellingLetters))
	p := languageProfiles()
	for r, list := range tellingLetters {
		for l := range strings.FieldsSeq(list) {
			for i, n := range p.names {
				if n == l {
					m[r] |= 1 << i
				}
			}
		}
	}
	return m
})

// How much text is looked at: past it the answer does not change (measured on
// 25 words and more), and pages in two languages have theirs at the head.
const (
	languageBytes = 2000
	languageWords = 160
	scriptBytes   = 800
)

// identify names the language of a text by its scripts and function words; sure is the
// margin of the first over the second, 0 to 1. It returns "" where the text says too little.
func identify(text string) (lang string, sure float64) {
	text = clip(text, languageBytes)
	var count [scriptSole + script(len(soleScripts))]int
	letters := 0
	for _, r := range clip(text, scriptBytes) {
		if r < utf8.RuneSelf {
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				count[scriptLatin]++
				letters++
			}
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			continue
		}
		letters++
		s := scriptOf(r)
		if s == scriptHan || s == scriptKana {
			count[s] += 2 // one character is as much text as two letters or more
			letters++
		} else {
			count[s]++
		}
	}
	if letters < 8 {
		return "", 0
	}
	top := scriptNone
	for s := range count {
		if count[s] > count[top] && script(s) != scriptNone {
			top = script(s)
		}
	}
	// Japanese mixes kana and Han; a page in Han alone is Chinese.
	if kana := count[scriptKana]; kana > 0 && kana*30 > count[scriptHan] && kana+count[scriptHan] > count[scriptLatin] {
		return "ja", 1
	}
	switch {
	case top == scriptHan:
		return "zh", 1
	case top >= scriptSole:
		return soleScripts[top-scriptSole].language, 1
	case top == scriptKana:
		return "ja", 1
	}
	return byWords(text)
}

// byWords counts function words and telling letters. The loop over the bytes is
// one function, as its buffer and counts would cost more to hand about than to read.
func byWords(text string) (string, float64) {
	p := languageProfiles()
	lb := letterBits()
	var score [64]float32
	total := 0
	var buf [32]byte
	n := 0
	telling := uint64(0)
	flush := func() {
		if n > 0 && n <= len(buf) {
			total++
			spread(&score, p.words[string(buf[:n])], 1)
			if telling != 0 {
				spread(&score, telling, .34)
			}
		} else if n > len(buf) {
			total++
		}
		n, telling = 0, 0
	}
	for i := 0; i < len(text) && total < languageWords; {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c|0x20 >= 'a' && c|0x20 <= 'z':
				if n < len(buf) {
					buf[n] = c | 0x20
				}
				n++
			case c == '\'' && n > 0:
				if n < len(buf) {
					buf[n] = c
				}
				n++
			default:
				flush()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r == '’' {
			if n > 0 && n < len(buf) {
				buf[n] = '\''
				n++
			}
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			flush()
			continue
		}
		r = unicode.ToLower(r)
		telling |= lb[r]
		if n+4 <= len(buf) {
			n += utf8.EncodeRune(buf[n:], r)
		} else {
			n = len(buf) + 1
		}
	}
	flush()
	best, second := -1, -1
	for i := range p.names {
		if best < 0 || score[i] > score[best] {
			best, second = i, best
		} else if second < 0 || score[i] > score[second] {
			second = i
		}
	}
	if best < 0 || total < 4 || float64(score[best]) < .04*float64(total)+.5 {
		return "", 0
	}
	sure := float64((score[best] - score[second]) / score[best])
	// A list of names has a few words of any language: too few to be sure by.
	return p.names[best], sure * min(1, float64(score[best])/fewWords)
}

// fewWords is the weight of function words from which a text speaks clearly.
const fewWords = 8

// spread adds weight to each language of a set; a word that many have tells less.
func spread(score *[64]float32, set uint64, weight float32) {
	if set == 0 {
		return
	}
	n := 0
	for s := set; s != 0; s &= s - 1 {
		n++
	}
	// 1 for a word of one language, 1/2 for a word of four: a shared word still
	// speaks against all that do not have it.
	w := weight * [...]float32{0, 1, .8, .65, .55, .5, .45, .4, .36, .33, .3}[min(n, 10)]
	for i := 0; set != 0; i, set = i+1, set>>1 {
		if set&1 != 0 {
			score[i] += w
		}
	}
}

// primary returns a language tag's first subtag in lower case, "" if it is none.
func primary(tag string) string {
	tag = strings.TrimSpace(tag)
	if i := strings.IndexAny(tag, "-_ ,;."); i >= 0 {
		tag = tag[:i]
	}
	if len(tag) < 2 || len(tag) > 3 {
		return ""
	}
	for i := 0; i < len(tag); i++ {
		if tag[i]|0x20 < 'a' || tag[i]|0x20 > 'z' {
			return ""
		}
	}
	tag = strings.ToLower(tag)
	switch tag { // old and wrong codes
	case "iw":
		return "he"
	case "in":
		return "id"
	case "nb", "nn":
		return "no"
	case "jp":
		return "ja"
	case "cz":
		return "cs"
	case "gr":
		return "el"
	case "ua":
		return "uk"
	case "dk":
		return "da"
	}
	return tag
}

// canonicalTag writes a tag as BCP 47 does: "en_us" is "en-US".
func canonicalTag(tag string) string {
	p := primary(tag)
	if p == "" {
		return ""
	}
	_, rest, ok := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	if !ok || rest == "" {
		return p
	}
	for i, part := range strings.Split(rest, "-") {
		if i > 2 || len(part) > 8 || !alnum(part) {
			break
		}
		switch len(part) {
		case 2:
			part = strings.ToUpper(part)
		case 4:
			part = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		default:
			part = strings.ToLower(part)
		}
		p += "-" + part
	}
	return p
}

func alnum(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; !(c >= 'a' && c <= 'z' || s[i] >= '0' && s[i] <= '9') {
			return false
		}
	}
	return s != ""
}
