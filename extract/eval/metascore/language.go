package metascore

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// functionWords are the commonest words of languages, as far as few others have
// them: what says, apart from pith's own profiles, what language a page is in.
var functionWords = map[string]string{
	"en": "the of and to in is that for with was on are this be it as have by not from they his which would their there",
	"de": "der die das und ist nicht mit von auf für ein eine im den dem des zu sich auch wird sind als bei nach wie einer",
	"fr": "le la les des est dans pour une pas sur que qui par au avec plus sont aux cette mais ce ont être",
	"es": "el la los las de que en por una con para del se al como más pero sus este fue está desde",
	"pt": "o os as de que do da em para com uma não no na por mais dos das como mas foi ao pelo são",
	"it": "il di che la non per una della con sono del gli nel alla dei anche più dal delle come questo è",
	"nl": "de het een van en niet voor met zijn op dat aan er ook door naar werd maar bij deze wordt uit",
	"pl": "nie na się jest do że to jak od przez dla po ale tym oraz są przy tego tylko był może",
	"sv": "och att det som en på är av för med den till inte om har ett från var kan men vi",
	"da": "og at det som en på er af for med den til ikke om har et fra var kan men vi blev efter også",
	"no": "og at det som en på er av for med den til ikke om har et fra var kan men vi ble etter også",
	"fi": "ja on ei että se hän oli ovat myös mutta kun tai joka jos kuin niin sen ole mukaan",
	"cs": "se na je že to jako pro by do ale za od jsou podle také při který bylo které až",
	"hu": "a az és hogy nem is egy azt ezt csak meg volt még mint már vagy de el van szerint",
	"ro": "și de la în care cu pe nu este din pentru mai sau prin dar sunt după fost că acest",
	"tr": "ve bir bu için ile olarak çok daha olan gibi sonra kadar ne var değil ancak en olduğunu",
	"ru": "и в не на что с по как это из за от для его но так он мы также был если",
	"bg": "и на в за от с се да по е че са не до като си при ще след това които който но",
	"uk": "і в не на що з та як це за від для його але також до він ми був якщо про",
	"el": "και το να της η του με για την που στο από τα τη των δεν είναι στην θα",
	"id": "yang dan di dengan untuk dari tidak ini itu pada dalam akan juga ke ada bisa oleh karena adalah saat",
}

// A page's language is clear where its function words are many and of one
// language far more than of the next.
const (
	clearWords  = 40
	clearMargin = 2
)

// clearLanguage is the language whose function words a text has most of, "" where that is not clear.
func clearLanguage(text string) string {
	of := map[string][]string{}
	for l, list := range functionWords {
		for w := range strings.FieldsSeq(list) {
			of[w] = append(of[w], l)
		}
	}
	hits := map[string]float64{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		for _, l := range of[w] {
			hits[l]++
		}
	}
	best, second := "", 0.0
	for _, l := range sortedKeys(hits) {
		switch {
		case best == "" || hits[l] > hits[best]:
			if best != "" {
				second = hits[best]
			}
			best = l
		case hits[l] > second:
			second = hits[l]
		}
	}
	if hits[best] < clearWords || hits[best] < clearMargin*second {
		return ""
	}
	return best
}

// visible is the text of a page without scripts and styles.
func visible(page []byte) string {
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(page))
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == "" {
				b.Write(z.Text())
				b.WriteByte(' ')
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch n := string(name); n {
			case "script", "style", "noscript", "template":
				if skip == "" {
					skip = n
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == skip {
				skip = ""
			}
		}
	}
}

// pieces cuts a text into 25 words, or 50 characters where it has no spaces.
func pieces(text string) (out []string) {
	w := strings.Fields(text)
	if len(w)*20 < len(text) {
		r := []rune(text)
		for i := 0; i+50 <= len(r); i += 50 {
			out = append(out, string(r[i:i+50]))
		}
		return out
	}
	for i := 0; i+25 <= len(w); i += 25 {
		out = append(out, strings.Join(w[i:i+25], " "))
	}
	return out
}
