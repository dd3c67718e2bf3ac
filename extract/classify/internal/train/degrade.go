package main

import (
	"bytes"
	"hash/fnv"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// degraded is the variant of pages as they were written before HTML5 and by hand: what
// the model must live without.
// Of pages that are not articles every other one is enough.
var degraded = Variant{Name: "degraded", Alter: func(src []byte, s *Source) *Altered {
	if s.Kind != "article" && ageOf(s.ID).hash%2 == 1 {
		return nil
	}
	return &Altered{Src: Degrade(src, s.ID)}
}}

// age is what is taken from one page.
type age struct {
	scramble bool // classes and ids stay but say nothing; else they are gone
	tables   bool // outer divs become layout tables
	breaks   bool // paragraphs are parted by <br><br>
	hash     uint32
}

// ageOf draws from the page's id, so that a run can be repeated: of ten pages three keep
// scrambled names, four get layout tables, three lose their paragraphs.
func ageOf(id string) age {
	h := fnv.New32a()
	io.WriteString(h, id)
	v := h.Sum32()
	return age{scramble: v%10 < 3, tables: v/10%10 < 4, breaks: v/100%10 < 3, hash: v / 1000}
}

// semantic elements have a meaning that old pages put into class names or nowhere.
var semantic = map[string]bool{"article": true, "main": true, "section": true, "header": true, "footer": true, "nav": true, "aside": true,
	"figure": true, "figcaption": true, "hgroup": true, "address": true, "details": true, "summary": true, "dialog": true, "time": true, "search": true}

// spared attributes stay: they are what text and links are made of.
var spared = map[string]bool{"href": true, "src": true, "alt": true, "title": true, "style": true, "hidden": true, "type": true, "value": true,
	"colspan": true, "rowspan": true, "lang": true, "charset": true, "http-equiv": true, "content": true, "name": true, "start": true}

// tableDepth is down to which depth of divs layout tables are made.
const tableDepth = 5

// Degrade rewrites a page: semantic elements become div, class, id, role and data
// attributes go or are scrambled, meta elements and JSON-LD go, and, for some pages,
// outer divs become layout tables and paragraphs are parted by <br><br>.
func Degrade(src []byte, id string) []byte {
	a := ageOf(id)
	z := html.NewTokenizer(bytes.NewReader(src))
	var out bytes.Buffer
	var divs []bool // of each open div-like element: is it a table now
	skip := ""
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			return out.Bytes()
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "script" || t.Data == "style" {
				// Their text follows as one token and is dropped with them.
				skip = t.Data
				continue
			}
			if t.Data == "meta" && !charsetMeta(t) || t.Data == "link" {
				continue
			}
			if a.breaks && t.Data == "p" {
				continue
			}
			a.strip(&t)
			if semantic[t.Data] && t.Data != "time" {
				t.Data = "div"
			} else if t.Data == "time" {
				t.Data = "span"
			}
			if t.Data == "div" && tt == html.StartTagToken {
				table := a.tables && len(divs) < tableDepth
				divs = append(divs, table)
				if table {
					out.WriteString("<table><tr><td>")
					continue
				}
			}
			out.WriteString(t.String())
		case html.EndTagToken:
			t := z.Token()
			if t.Data == skip {
				skip = ""
				continue
			}
			if a.breaks && t.Data == "p" {
				out.WriteString("<br><br>")
				continue
			}
			if semantic[t.Data] && t.Data != "time" {
				t.Data = "div"
			} else if t.Data == "time" {
				t.Data = "span"
			}
			if t.Data == "div" {
				if len(divs) > 0 {
					table := divs[len(divs)-1]
					divs = divs[:len(divs)-1]
					if table {
						out.WriteString("</td></tr></table>")
						continue
					}
				}
			}
			out.WriteString(t.String())
		case html.TextToken:
			if skip == "" {
				out.Write(z.Raw())
			}
		case html.CommentToken:
		default:
			out.Write(z.Raw())
		}
	}
}

// charsetMeta says whether a meta element names the encoding, without which the page cannot be read.
func charsetMeta(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "charset" || a.Key == "http-equiv" {
			return true
		}
	}
	return false
}

func (a age) strip(t *html.Token) {
	kept := t.Attr[:0]
	for _, at := range t.Attr {
		switch {
		case spared[at.Key]:
			kept = append(kept, at)
		case a.scramble && (at.Key == "class" || at.Key == "id"):
			at.Val = scramble(at.Val)
			kept = append(kept, at)
		}
	}
	t.Attr = kept
}

// scramble gives each word another of one form, as CSS builders do: equal words stay equal.
func scramble(v string) string {
	words := strings.Fields(v)
	for i, w := range words {
		h := fnv.New32a()
		io.WriteString(h, w)
		sum := h.Sum32()
		var b [6]byte
		for k := range b {
			b[k] = "bcdfghjkmnpqrstvwxz"[sum%19]
			sum /= 19
		}
		words[i] = "css" + string(b[:])
	}
	return strings.Join(words, " ")
}
