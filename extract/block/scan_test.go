package block

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// ourTokens and theirTokens write a page's tokens a line each, text that
// follows text joined.
func ourTokens(src []byte) string {
	var out tokenWriter
	s := scanner{src: src}
	for {
		switch s.scan() {
		case endOfPage:
			return out.String()
		case textTok:
			out.text(string(s.decoded()))
		case commentTok:
			out.comment(s.text)
		case startTok:
			tag := lookupTag(s.text)
			out.line("start " + string(s.text) + fmt.Sprint(s.selfClosing))
			seen := map[string]bool{}
			eachAttr(s.attrs, func(k, v []byte) {
				key := string((&scanner{}).lower(k))
				if key == "" || seen[key] {
					return
				}
				seen[key] = true
				out.line(" " + key + "=" + newlines(string(unescapeAttr(v))))
			})
			s.raw, s.name = rawKind[tag], tag.String()
		case endTok:
			out.line("end " + string(s.text))
		}
	}
}

func theirTokens(src []byte) string {
	var out tokenWriter
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			out.text(string(z.Text()))
		case html.CommentToken:
			out.comment(z.Text())
		case html.DoctypeToken:
			out.comment(nil)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			n := string(name)
			out.line("start " + n + fmt.Sprint(tt == html.SelfClosingTagToken))
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				out.line(" " + string(k) + "=" + newlines(string(v)))
			}
			if n == "noscript" {
				z.NextIsNotRawText()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			out.line("end " + string(name))
		}
	}
}

func newlines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

type tokenWriter struct {
	b  strings.Builder
	in bool
}

func (w *tokenWriter) text(s string) {
	if !w.in && s != "" {
		w.b.WriteString("text ")
		w.in = true
	}
	w.b.WriteString(newlines(s))
}

func (w *tokenWriter) line(s string) {
	if w.in {
		w.b.WriteByte('\n')
	}
	w.in = false
	w.b.WriteString(s + "\n")
}

// comment leaves a comment's text out where it holds references: html.Tokenizer reads them, the standard does not.
func (w *tokenWriter) comment(s []byte) {
	if bytes.ContainsAny(s, "&\r\x00") || s == nil {
		s = nil
	}
	w.line("comment")
}

func (w *tokenWriter) String() string { return w.b.String() }

// firstDiff shows where two token lists part.
func firstDiff(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(i, len(s))-80):min(len(s), i+80)] }
	return fmt.Sprintf("ours   %q\ntheirs %q", cut(a), cut(b))
}

var scanCases = []string{
	"a<b", "a < b", "a<", "</", "</>", "a</ b>c", "<?x?>a", "<!x>a", "<!doctype html>a", "<!DOCTYPE>", "<!", "<!-", "<!--", "<!-->a", "<!--->a", "<!---->a", "<!-- a -- b -->c", "<!--a--!>b", "<!--a--!", "<!--a->b-->c",
	"<a b=c d='e' f=\"g\" h i=j/>k", "<a/b/>", "<a b=/>", "<a =b>", "<a b = c>", "<a b=>c", "<a b", "<a b=\"c", "<A HREF=X>", "<a href='?a=1&copy=2&amp;b&lt'>", "<a b=&notit; c=&notin; d=&not;e>", "<br/>", "<p/ >",
	"<script>a</script>b", "<script>a<!--b<script>c</script>d--></script>e", "<script><!--></script>a", "<script><!--a</script>b", "<script>a</SCRIPT >b", "<script>a</scriptx></script>", "<script>a",
	"<style><!--</style>a", "<title>a&amp;b<c></title>d", "<textarea>\na</textarea>", "<iframe><p></iframe>a", "<plaintext>a</plaintext>b", "<xmp>a&amp;</xmp>", "<title>a", "<noscript><p>a</noscript>",
	"&amp;&lt;&copy&copyx&#x41;&#65&#0;&#x110000;&#150;&bogus;", "<![CDATA[a]]>b",
}

func TestScanner(t *testing.T) {
	for _, c := range scanCases {
		if a, b := ourTokens([]byte(c)), theirTokens([]byte(c)); a != b {
			t.Errorf("%q\n%s", c, firstDiff(a, b))
		}
	}
	if testing.Short() || corpora() == "" {
		return
	}
	n := 0
	for _, p := range corpusPages(t, "wcxb-dev", "segments-dev", "readability-dev", "defuddle-dev", "fundus-dev") {
		src := readPage(t, p)
		if a, b := ourTokens(src), theirTokens(src); a != b {
			if n++; n < 10 {
				t.Errorf("%s\n%s", filepath.Base(p), firstDiff(a, b))
			}
		}
	}
}

// A slash that ends an unquoted value closes no tag (HTML 13.2.5.37); html.Tokenizer
// forgets that where the attribute repeats an earlier one.
var (
	slashValue  = regexp.MustCompile(`=\s*[^\s>]*/>`)
	selfClosing = regexp.MustCompile(`(?m)(true|false)$`)
)

func FuzzScanner(f *testing.F) {
	for _, c := range scanCases {
		f.Add([]byte(c))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if bytes.IndexByte(src, 0) >= 0 {
			return // NULs are replaced by the one, dropped by the other
		}
		a, b := ourTokens(src), theirTokens(src)
		if slashValue.Match(src) {
			a, b = selfClosing.ReplaceAllString(a, ""), selfClosing.ReplaceAllString(b, "")
		}
		if a != b {
			t.Errorf("%q\n%s", src, firstDiff(a, b))
		}
	})
}
