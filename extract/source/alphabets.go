package source

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// languages are alphabets beyond ASCII, the most frequent letters first, and
// the encodings in which the language used to be written. The last entry of a
// group takes what mixes languages: names in an English text.
var languages = []struct {
	name, letters, encodings string
	worth                    float64
}{
	{"french", "éèàêçâîôùûëïœæ", "windows-1252 macintosh iso-8859-15", 1},
	{"german", "üäöß", "windows-1252 macintosh", 1},
	{"spanish", "óáéíñúü", "windows-1252 macintosh", 1},
	{"portuguese", "ãçáéíóêâõúàôü", "windows-1252 macintosh", 1},
	{"italian", "èàùòéìî", "windows-1252 macintosh", 1},
	{"nordic", "äöåøæéü", "windows-1252 macintosh", 1},
	{"dutch", "ëéïöüèç", "windows-1252", 1},
	{"icelandic", "áíðéóúöþæý", "windows-1252", 0.9},
	{"catalan", "àéèíóòúçïü", "windows-1252", 1},
	{"western", "éèàüöäóáíñçãêâôîïëßåøæúõùòûì", "windows-1252 macintosh", 0.75},
	{"polish", "łąęóżśćńź", "windows-1250 iso-8859-2", 1},
	{"czech", "íáéěýřščžůúňťďó", "windows-1250 iso-8859-2", 1},
	{"slovak", "áíéčýšžľúťňôäďóĺŕ", "windows-1250 iso-8859-2", 1},
	{"hungarian", "áéóöőíüúű", "windows-1250 iso-8859-2", 1},
	{"croatian", "čšžćđ", "windows-1250 iso-8859-2", 1},
	{"romanian", "ăîâşţéșț", "windows-1250 iso-8859-2", 1},
	{"turkish", "ıişüğçöâîû", "windows-1254", 1},
	{"lithuanian", "ėšųįžūčęą", "windows-1257 iso-8859-13", 1},
	{"latvian", "āīēšžņūļčģķ", "windows-1257 iso-8859-13", 1},
	{"estonian", "äõüöšž", "windows-1257 windows-1252", 0.9},
	{"russian", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "windows-1251 koi8-r ibm866 iso-8859-5 x-mac-cyrillic", 1},
	{"ukrainian", "оаинівтересклдпмузягбьчйхїцжюєшщфґ", "windows-1251 koi8-u", 1},
	{"belarusian", "аніоеркдтлывсяпугзмбьўюшчжйхцёэф", "windows-1251", 1},
	{"bulgarian", "аоиентрвслдпкмуъязбчгщшйжцхюф", "windows-1251", 1},
	{"serbian", "аоеинрсјтукдвпмлзгбшчцњжхћљђфџ", "windows-1251", 1},
	{"greek", "ατοιεσνρηπυκλμςωδόίγχάέφβθύήώζξψ", "windows-1253 iso-8859-7", 1},
	{"hebrew", "יוהלארמבתשנדעםחקטפכגסזצןךףץ", "windows-1255 iso-8859-8", 1},
	{"arabic", "اليمنرتبوعدسفهكقأحجةشصطخىذثغضزءئظآؤإ", "windows-1256 iso-8859-6", 1},
	{"persian", "ایرندهمتوسبشکزگفخقعپجحلآصطذظچغضژثء", "windows-1256", 1},
	{"thai", "านรอกเงมยลวดทตสตะปบคหแจพชขใไโผธฉซศณ่้ัิีุู็์", "windows-874", 1},
}

// asian are the most frequent characters of the languages that are written with two bytes a character.
var asian = []struct{ encoding, frequent string }{
	{"gb18030", "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"},
	{"big5", "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長"},
	{"shift_jis", "のにはをたがでてとしれさあいうえおかきくけこすそちつなぬねひふへほまみもやゆよらりるろわんっゃゅょだじどげごぎずぜばびぶべ"},
	{"euc-jp", "のにはをたがでてとしれさあいうえおかきくけこすそちつなぬねひふへほまみもやゆよらりるろわんっゃゅょだじどげごぎずぜばびぶべ"},
	{"euc-kr", "이다는에의을가를은고하지도로한사기자인들있어나대정수시서으리해그아전일과만보라스부장원제동상주"},
}

// traits of a decoded character.
type traits uint8

const (
	isLetter traits = 1 << iota
	isUpper
	isLatin
	isBad
	isQuote
	isUsual
	isMark // combines with the letter before it
)

// codepage is a single-byte encoding, prepared.
type codepage struct {
	name      string
	runes     [256]rune
	traits    [256]traits
	alphabets []alphabet
}

// alphabet gives each byte of a code page its worth in one language.
type alphabet struct {
	worth [256]float32
}

// tables prepares the single-byte encodings when they are first needed.
var tables = sync.OnceValue(func() []codepage {
	var pages []codepage
	at := map[string]int{}
	for _, l := range languages {
		for _, name := range strings.Fields(l.encodings) {
			i, ok := at[name]
			if !ok {
				i = len(pages)
				at[name] = i
				pages = append(pages, newCodepage(name))
			}
			pages[i].learn(l.letters, l.worth)
		}
	}
	return pages
})

func newCodepage(name string) codepage {
	p := codepage{name: name}
	e, err := htmlindex.Get(name)
	if err != nil {
		return p
	}
	d := e.NewDecoder()
	for i := range 256 {
		r := rune(i)
		if i >= 0x80 {
			out, err := d.Bytes([]byte{byte(i)})
			r, _ = utf8.DecodeRune(out)
			if err != nil {
				r = utf8.RuneError
			}
		}
		p.runes[i] = r
		var t traits
		switch {
		case unicode.IsLetter(r):
			t = isLetter
			if unicode.IsUpper(r) {
				t |= isUpper
			}
			if unicode.Is(unicode.Latin, r) {
				t |= isLatin
			}
		case unicode.Is(unicode.Mn, r):
			t = isLetter | isMark
		case r == utf8.RuneError || i >= 0x80 && unicode.IsControl(r):
			t = isBad
		case strings.ContainsRune("“”„‘’‚«»‹›–—…•·", r):
			t = isQuote
		case strings.ContainsRune("\u00a0\u00ad©®™°€£§½¼¾²³¿¡×±№،؟؛\u200c\u200d\u200e\u200f", r):
			t = isUsual
		}
		p.traits[i] = t
	}
	return p
}

// learn adds a language. Of the letters, the first third of the alphabet counts
// full, the last little: that tells encodings of one script from each other.
func (p *codepage) learn(letters string, worth float64) {
	var a alphabet
	all := []rune(letters)
	for i := range 256 {
		if i < 0x80 || p.traits[i]&isLetter == 0 {
			continue
		}
		a.worth[i] = foreign
		low := unicode.ToLower(p.runes[i])
		for k, r := range all {
			if r != low {
				continue
			}
			w := 1.0
			switch {
			case len(all) < 20:
			case k >= 2*len(all)/3:
				w = 0.3
			case k >= len(all)/3:
				w = 0.8
			default:
				w = 1.2
			}
			if p.traits[i]&isUpper != 0 {
				w *= 0.6
			}
			a.worth[i] = float32(w * worth)
		}
		if p.traits[i]&isMark != 0 {
			a.worth[i] = 0.3
		}
	}
	p.alphabets = append(p.alphabets, a)
}
