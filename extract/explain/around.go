package explain

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/pithcli/pith/extract"
)

// Place says where a text was found.
type Place string

// The places a text can be in.
const (
	InBlock     Place = "block"     // in blocks of the page
	InScript    Place = "script"    // in a script's text: it is drawn by a program, the saved file holds it as data only
	InStyle     Place = "style"     // in a style sheet
	InAttribute Place = "attribute" // in an attribute's value
	InComment   Place = "comment"   // in an HTML comment
	InFrame     Place = "frame"     // in the text of an iframe, noembed or noframes element
	InTitle     Place = "title"     // in the document's title
	InDrawing   Place = "drawing"   // in an svg
	Nowhere     Place = "nowhere"   // not in the page
)

// Finding answers "why is this missing".
type Finding struct {
	Place  Place
	Detail string // the element or attribute, where that helps
	Blocks []int  // the blocks that the text begins in or covers, for InBlock
}

// Around finds a text in a page: folded by case, white space and typographic
// quotes, first in its blocks (it may run over several), then in what is no
// text of the page.
func Around(a *extract.Article, text string) Finding {
	want := fold(text)
	if want == "" {
		return Finding{Place: Nowhere}
	}
	var all strings.Builder
	starts := make([]int, len(a.Doc.Blocks))
	for i := range a.Doc.Blocks {
		starts[i] = all.Len()
		all.WriteString(fold(a.Doc.BlockText(i)))
		all.WriteByte(' ')
	}
	hay := all.String()
	var found []int
	for from, n := 0, 0; n < maxFound; n++ {
		at := strings.Index(hay[from:], want)
		if at < 0 {
			break
		}
		at += from
		from = at + len(want)
		for i := range starts {
			end := len(hay)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			if starts[i] < from && end > at && (len(found) == 0 || found[len(found)-1] < i) {
				found = append(found, i)
			}
		}
	}
	if len(found) > 0 {
		return Finding{Place: InBlock, Blocks: found}
	}
	if a.Page.MediaType == "text/plain" {
		return Finding{Place: Nowhere}
	}
	return outside(a.Page.Bytes, want)
}

// maxFound bounds how many times a text is looked for.
const maxFound = 16

// outside looks for folded text in the parts of a page that are no text.
func outside(src []byte, want string) Finding {
	z := html.NewTokenizer(bytes.NewReader(src))
	within := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return Finding{Place: Nowhere}
		case html.CommentToken:
			if strings.Contains(fold(string(z.Text())), want) {
				return Finding{Place: InComment}
			}
		case html.TextToken:
			p, hidden := textPlaces[within]
			if hidden && strings.Contains(fold(unescape(string(z.Text()))), want) {
				return Finding{Place: p, Detail: within}
			}
		case html.EndTagToken:
			within = ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			if tag != "text" || within != "svg" {
				within = tag
			}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				if strings.Contains(fold(string(v)), want) {
					return Finding{Place: InAttribute, Detail: tag + " " + string(k)}
				}
			}
		}
	}
}

// unescape resolves the escapes of strings in scripts (ECMA-262, 12.9.4); what is no escape stays.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; {
		case c == 'n' || c == 't' || c == 'r':
			b.WriteByte(' ')
		case c == 'u' && i+4 < len(s):
			v, err := strconv.ParseUint(s[i+1:i+5], 16, 16)
			if err != nil {
				b.WriteByte(c)
				continue
			}
			b.WriteRune(rune(v))
			i += 4
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// textPlaces are elements whose text is not the page's.
var textPlaces = map[string]Place{
	"script": InScript, "style": InStyle, "iframe": InFrame, "noembed": InFrame, "noframes": InFrame, "title": InTitle, "text": InDrawing, "svg": InDrawing, "tspan": InDrawing,
}

// fold makes texts comparable: lower case, one blank for white space, plain quotes and dashes.
func fold(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		case r == '’' || r == '‘' || r == '‚' || r == '`':
			r = '\''
		case r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
			r = '"'
		case r == '–' || r == '—' || r == '‑':
			r = '-'
		case r == '\u00AD' || r == '\u200B' || r == '\uFEFF':
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
