package hostile

import (
	"math/rand/v2"
	"strings"
)

// maxMutated bounds the bytes of a mutated page.
const maxMutated = 1 << 17

// openers are tags that change how what follows is read.
var openers = []string{"<div>", "<p>", "<b>", "<i>", "<a href=x>", "<ul><li>", "<ol start=7>", "<li>", "<dl><dt>", "<dd>", "<table>", "<tr>", "<td>", "<th colspan=3>", "<caption>", "<blockquote>",
	"<pre>", "<code>", "<h2>", "<section>", "<article>", "<nav>", "<aside class=related>", "<footer>", "<form>", "<select>", "<option>", "<button>", "<textarea>", "<template>", "<noscript>", "<svg>", "<math><mi>",
	"<svg><foreignObject>", "<script>", "<style>", "<title>", "<iframe>", "<ruby>a<rt>", "<figure><figcaption>", "<details><summary>", "<div hidden>", "<div style='display:none'>", "<sup><a href=#fn1>", "<p id=fn1>",
	"<div class=comment>", "<span class=author>", "<time datetime=2024-01-02>", "<font>", "<center>", "<body>", "<html>", "<head>", "<base href=//b.example/>", "<!--", "<![CDATA[", "<plaintext>", "<frameset>", "<dialog open>"}

var closers = []string{"</div>", "</p>", "</b>", "</a>", "</ul>", "</li>", "</table>", "</td>", "</tr>", "</blockquote>", "</pre>", "</h1>", "</section>", "</article>", "</body>", "</html>", "</script>", "</style>", "</svg>",
	"</math>", "</template>", "</select>", "</form>", "-->", "]]>", "</br>", "</x>", "</title>", "</textarea>", "</noscript>", "</head>"}

// pieces are bytes that have broken readers and terminals.
var pieces = []string{"\x00", "\x1b[31m", "\x1b]52;c;aGk=\x07", "\u009b2J", "\x7f", "\r", "\f", "\u202e", "\u2066", "\u202c", "\u2028", "\u0085", "\ufeff", "\u200b", "\xff\xfe", "\xc0\xbc", "\xed\xa0\x80", "&#27;", "&#x9b;", "&#0;", "&#xD800;",
	"&#x110000;", "&amp", "&lt;script&gt;", "&nbsp;", "<", ">", "<<", "</", "<!", "<?", "=", "\"", "'", "`", "```", "]]>", "[x](javascript:a)", "![x](y", "<a href='javascript:alert(1)'>", "<img src=x onerror=a>", "<img src='data:text/html,x'>",
	"| a | b |\n|---|---|\n", "---\n", "# ", "1. ", "* ", "> ", "\\", "$$", "\\(", "{{", "=cmd|'x'!A0", strings.Repeat("a", 5000), strings.Repeat("&amp;", 500), "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[{\"name\":\"\u001b[31m\"}]}</script>",
	"<script type=application/ld+json>[[[[", "<meta charset=utf-16>", "<meta charset=shift_jis>", "<meta name=author content='\x1b]0;x\x07'>", "<img srcset='a 1w,,, b 99999999999w'>", "<td colspan=99999999 rowspan=0>"}

// parts cuts a page before each tag.
func parts(page string) []string {
	var out []string
	for page != "" {
		i := strings.IndexByte(page[1:], '<') + 1
		if i == 0 {
			i = len(page)
		}
		out = append(out, page[:i])
		page = page[i:]
	}
	return out
}

// Mutate cuts, repeats, nests, swaps and splices parts of one of the pages,
// and puts in what has broken readers: as many changes as r says. Pages must
// not be empty.
func Mutate(r *rand.Rand, pages []string) string {
	page := parts(pages[r.IntN(len(pages))])
	for range 1 + r.IntN(8) {
		n := len(page)
		if n == 0 {
			break
		}
		i := r.IntN(n)
		j := min(n, i+1+r.IntN(1+r.IntN(40)))
		chunk := append([]string(nil), page[i:j]...)
		put := func(at int, what ...string) {
			page = append(page[:at:at], append(append([]string(nil), what...), page[at:]...)...)
		}
		switch r.IntN(9) {
		case 0: // cut
			page = append(page[:i:i], page[j:]...)
		case 1: // repeat
			var many []string
			for range 1 + r.IntN(1+r.IntN(60)) {
				many = append(many, chunk...)
			}
			put(j, many...)
		case 2: // nest
			open := openers[r.IntN(len(openers))]
			put(j, closers[r.IntN(len(closers))])
			put(i, strings.Repeat(open, 1+r.IntN(1+r.IntN(600))))
		case 3: // move
			page = append(page[:i:i], page[j:]...)
			put(r.IntN(len(page)+1), chunk...)
		case 4: // splice
			other := parts(pages[r.IntN(len(pages))])
			k := r.IntN(len(other))
			put(i, other[k:min(len(other), k+1+r.IntN(30))]...)
		case 5:
			put(i, openers[r.IntN(len(openers))])
		case 6:
			put(i, closers[r.IntN(len(closers))])
		case 7: // inside a part
			p := page[i]
			k := r.IntN(len(p) + 1)
			page[i] = p[:k] + pieces[r.IntN(len(pieces))] + p[k:]
		case 8: // break off
			p := page[i]
			page = append(page[:i:i], p[:r.IntN(len(p)+1)])
		}
	}
	out := strings.Join(page, "")
	return out[:min(len(out), maxMutated)]
}

// File makes one hostile file of at most some 200 KB: a mutated page, bare or in a
// container, a small one of the shapes, or a file with bytes changed.
func File(r *rand.Rand, pages []string) string {
	switch r.IntN(8) {
	case 0:
		all := Shapes()
		return all[r.IntN(len(all))].Make(1 << (6 + r.IntN(8)))
	case 1:
		b := []byte(wrap(r, Mutate(r, pages)))
		for range 1 + r.IntN(20) {
			if len(b) > 0 {
				b[r.IntN(len(b))] = byte(r.IntN(256))
			}
		}
		return string(b[:r.IntN(len(b)+1)])
	case 2, 3:
		return wrap(r, Mutate(r, pages))
	}
	return Mutate(r, pages)
}

// wrap puts a page into a container, or takes its tags away.
func wrap(r *rand.Rand, page string) string {
	switch r.IntN(9) {
	case 0:
		return Record("http://a.example/\x1b[31m"+pieces[r.IntN(len(pieces))], page) + Record("http://a.example/2", page[:len(page)/2])
	case 1:
		return multipart("related", htmlPart+"Content-Location: http://a.example/"+pieces[r.IntN(len(pieces))]+"\r\n\r\n"+page+"\r\n")
	case 2:
		return Zip(1+r.IntN(3), page)
	case 3:
		return Tar(1+r.IntN(3), page)
	case 4:
		return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=" + pieces[r.IntN(len(pieces))] + "\r\n\r\n" + page
	case 5:
		return "From a@a.example Sat Feb  3 04:05:06 2024\nSubject: " + pieces[r.IntN(len(pieces))] + "\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + page
	case 6:
		return `{"url":"http://a.example/","html":"` + strings.NewReplacer(`"`, `\"`, "\n", `\n`, `\`, `\\`).Replace(page) + "\"}\n"
	case 7: // plain text
		var b strings.Builder
		for _, p := range parts(page) {
			if _, text, ok := strings.Cut(p, ">"); ok {
				b.WriteString(text)
				b.WriteString(pieces[r.IntN(len(pieces))][:1])
			}
		}
		return b.String()
	}
	return plistHead + "<dict><key>WebResourceMIMEType</key><string>text/html</string><key>WebResourceData</key><data>" + page + "</data></dict></dict></plist>"
}
