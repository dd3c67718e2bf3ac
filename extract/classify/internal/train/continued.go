package main

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"golang.org/x/net/html"

	"github.com/pithcli/pith/extract/block"
)

// Continued makes the variant of article pages on which more follows the article: the next article
// of an endless scroll, readers' comments, teasers of other articles, a newsletter box, a note on the author.
// The corpora have few such pages, and what follows the article is where
// extractors lose most on news pages. The text is of other pages' gold, so it reads
// like an article and only its place and make tell.
func Continued(pages []Source) Variant {
	pool := map[string][]string{} // paragraphs by language
	for _, p := range pages {
		if p.Kind != "article" && p.Kind != "forum" {
			continue
		}
		for _, line := range strings.Split(p.Gold, "\n") {
			if n := len(strings.Fields(line)); n >= 6 && n <= 150 || n > 0 && len(line) > 150 && p.Split == ByCharacter {
				pool[p.Lang] = append(pool[p.Lang], line)
			}
		}
	}
	return Variant{Name: "continued", Alter: func(src []byte, s *Source) *Altered {
		if s.Kind != "article" || s.Gold == "" {
			return nil
		}
		h := fnv.New64a()
		h.Write([]byte(s.ID))
		texts := pool[s.Lang]
		if len(texts) < 50 {
			texts = pool[""]
		}
		if len(texts) == 0 {
			return nil
		}
		c := continuation{rng: rand.New(rand.NewPCG(h.Sum64(), 5)), texts: texts}
		return c.append(src, s)
	}}
}

type continuation struct {
	rng   *rand.Rand
	texts []string
	words []string // rest of the paragraph that words are taken from
}

// articleShare is the share of the gold words that the element must hold to be called the article's.
const articleShare = .95

func (c *continuation) append(src []byte, s *Source) *Altered {
	doc := block.FromHTML(src)
	var page []string
	var ends []int
	for i := range doc.Blocks {
		page = append(page, Tokens(doc.BlockText(i), s.Split)...)
		ends = append(ends, len(page))
	}
	matched := Align(page, Tokens(s.Gold, s.Split))
	good := make([]float64, len(doc.Blocks)+1) // sums of gold words before a block
	total := make([]float64, len(doc.Blocks)+1)
	at := 0
	for i, end := range ends {
		hit, n := 0, end-at
		for ; at < end; at++ {
			if matched[at] {
				hit++
			}
		}
		good[i+1], total[i+1] = good[i], total[i]+float64(n)
		if 2*hit >= n {
			good[i+1] += float64(hit)
		}
	}
	all := good[len(doc.Blocks)]
	if all < 50 {
		return nil
	}
	sum := func(v []float64, n int32) float64 { return v[doc.Nodes[n].LastBlock] - v[doc.Nodes[n].FirstBlock] }
	node := int32(0)
	for k := node + 1; k < doc.Nodes[node].Last; {
		if sum(good, k) >= articleShare*all {
			node = k
			k++
		} else {
			k = doc.Nodes[k].Last
		}
	}
	// The element that holds the title and the rest of the article's furniture too, if that is not much more.
	inner := node
	for up := doc.Nodes[node].Parent; up > 0 && plain(doc, up) && sum(total, up) < 1.3*sum(total, inner); up = doc.Nodes[up].Parent {
		node = up
	}
	if !plain(doc, node) || !plain(doc, inner) {
		return nil
	}
	start := int(doc.Nodes[node].Offset)
	end, closing := elementEnd(src, start)
	_, innerClosing := elementEnd(src, int(doc.Nodes[inner].Offset))
	if end < 0 || innerClosing < 0 || innerClosing > closing {
		return nil
	}
	var inside, after bytes.Buffer
	parts := c.rng.Uint32()
	for k, part := range []func(*bytes.Buffer){c.bio, c.newsletter, c.teasers, c.comments} {
		if parts>>(2*k)&3 == 0 || k == 3 && parts>>(2*k)&3 == 1 {
			if c.rng.IntN(2) == 0 {
				part(&inside)
			} else {
				part(&after)
			}
		}
	}
	if inside.Len()+after.Len() == 0 || c.rng.IntN(3) == 0 {
		for n := 1 + c.rng.IntN(2); n > 0; n-- {
			c.again(&after, src[start:end])
		}
	}
	var out bytes.Buffer
	out.Write(src[:innerClosing])
	a := &Altered{}
	a.add(&out, inside.Bytes())
	out.Write(src[innerClosing:end])
	a.add(&out, after.Bytes())
	out.Write(src[end:])
	a.Src = out.Bytes()
	return a
}

// plain says whether an element may be followed by another like it.
func plain(doc *block.Document, n int32) bool {
	switch doc.Nodes[n].Tag {
	case block.TagDiv, block.TagArticle, block.TagSection, block.TagMain:
		return doc.Nodes[n].Flags&block.NodeImplied == 0
	}
	return false
}

func (a *Altered) add(out *bytes.Buffer, part []byte) {
	if len(part) > 0 {
		a.New = append(a.New, [2]int{out.Len(), out.Len() + len(part)})
		out.Write(part)
	}
}

// elementEnd returns the end of the element that starts at start, and the beginning of its end tag; -1 if
// it is not closed.
func elementEnd(src []byte, start int) (end, closing int) {
	z := html.NewTokenizer(bytes.NewReader(src[start:]))
	name, depth, pos := "", 0, start
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			return -1, -1
		}
		size := len(z.Raw())
		tag, _ := z.TagName()
		switch tt {
		case html.StartTagToken:
			if name == "" {
				name = string(tag)
			}
			if string(tag) == name {
				depth++
			}
		case html.EndTagToken:
			if string(tag) == name {
				if depth--; depth == 0 {
					return pos + size, pos
				}
			}
		}
		pos += size
	}
}

// again writes an element once more with other words: the next article of an endless scroll.
func (c *continuation) again(out *bytes.Buffer, element []byte) {
	z := html.NewTokenizer(bytes.NewReader(element))
	raw := false
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			return
		case html.TextToken:
			text := string(z.Raw())
			n := len(strings.Fields(text))
			if raw || n < 4 && len(text) < 40 {
				out.WriteString(text)
				continue
			}
			out.WriteString(" " + html.EscapeString(c.take(max(n, len([]rune(text))/8))) + " ")
		default:
			out.Write(z.Raw())
			name, _ := z.TagName()
			raw = tt == html.StartTagToken && (string(name) == "script" || string(name) == "style")
		}
	}
}

// take returns n running words of other pages.
func (c *continuation) take(n int) string {
	for len(c.words) < n {
		c.words = append(c.words, strings.Fields(c.paragraph())...)
	}
	out := strings.Join(c.words[:n], " ")
	c.words = c.words[n:]
	return out
}

func (c *continuation) paragraph() string { return c.texts[c.rng.IntN(len(c.texts))] }

// headline is a paragraph's first words.
func (c *continuation) headline() string {
	f := strings.Fields(c.paragraph())
	return strings.TrimRight(strings.Join(f[:min(len(f), 5+c.rng.IntN(6))], " "), ".,;:")
}

func (c *continuation) pick(list ...string) string { return list[c.rng.IntN(len(list))] }

// class returns a class attribute with one of the names, none, or one that says nothing.
func (c *continuation) class(names ...string) string {
	switch c.rng.IntN(5) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(` class="css-%x"`, c.rng.Uint32()%0xffff)
	}
	return ` class="` + c.pick(names...) + `"`
}

func (c *continuation) name() string {
	return c.pick("Anna K.", "walker77", "Jean-Pierre", "Maria", "old_timer", "T. Berg", "Olga", "guest", "Sam Hill", "Ahmed", "Yuki", "pete1961", "Lena M", "R. Costa", "Anonymous")
}

func (c *continuation) when() string {
	return c.pick("2 hours ago", "12 March 2019 at 10:14", "2021-06-03", "vor 3 Tagen", "hace 5 horas", "il y a 2 jours", "03.11.2015, 18:22", "3 weeks ago", "1時間前", "May 4, 2012")
}

// comments writes a thread in one of five makes.
func (c *continuation) comments(out *bytes.Buffer) {
	n := 2 + c.rng.IntN(12)
	title := c.pick(fmt.Sprintf("%d Comments", n), "Comments", "Kommentare", "Commentaires", "Comentarios", "Commenti", "Komentarze", "Reacties", "Kommentarer", "コメント", "Комментарии",
		fmt.Sprintf("Comments (%d)", n), "Join the conversation", "Leserkommentare", "")
	reply := c.pick("Reply", "Antworten", "Répondre", "Responder", "Rispondi", "Odpowiedz", "", "Report", "Like · Reply")
	box := c.class("comments", "comments-area", "comment-section", "discussion", "reader-comments", "responses")
	item := c.class("comment", "comment-item", "comment-body", "c-item", "post", "reply")
	body := c.class("comment-content", "comment-text", "text", "message", "content")
	make := c.rng.IntN(5)
	fmt.Fprintf(out, "\n<%s%s>", [...]string{"div", "section", "div", "div", "div"}[make], box)
	if title != "" {
		fmt.Fprintf(out, "<%[1]s>%[2]s</%[1]s>", c.pick("h2", "h3", "h4", "div", "p"), title)
	}
	out.WriteString([...]string{"<ol>", "", "", "<table>", "<dl>"}[make])
	for ; n > 0; n-- {
		text := html.EscapeString(c.paragraph())
		if c.rng.IntN(3) > 0 {
			text = html.EscapeString(c.take(4 + c.rng.IntN(40)))
		}
		switch make {
		case 0:
			fmt.Fprintf(out, `<li%s><div><b>%s</b> <a href="#c"><time>%s</time></a></div><div%s><p>%s</p></div><div><a href="#r">%s</a></div></li>`, item, c.name(), c.when(), body, text, reply)
		case 1:
			fmt.Fprintf(out, `<div%s><img src="a.png"><span>%s</span> <span>%s</span><p%s>%s</p><button>%s</button></div>`, item, c.name(), c.when(), body, text, reply)
		case 2:
			fmt.Fprintf(out, `<div%s><p><strong>%s</strong> %s %s</p><p>%s</p></div>`, item, c.name(), c.pick("says:", "schrieb am", "a dit :", ""), c.when(), text)
		case 3:
			fmt.Fprintf(out, `<tr%s><td>%s<br>%s</td><td>%s</td></tr>`, item, c.name(), c.when(), text)
		case 4:
			fmt.Fprintf(out, `<dt%s><a href="#u">%s</a> %s</dt><dd%s>%s</dd>`, item, c.name(), c.pick("said...", "wrote:", "sagte:", ""), body, text)
		}
	}
	out.WriteString([...]string{"</ol>", "", "", "</table>", "</dl>"}[make])
	out.WriteString([...]string{"</div>", "</section>", "</div>", "</div>", "</div>"}[make])
}

// teasers writes a list of other articles with their first words.
func (c *continuation) teasers(out *bytes.Buffer) {
	title := c.pick("Related articles", "More from this section", "Read next", "Mehr zum Thema", "Lesen Sie auch", "À lire aussi", "Te puede interesar", "Leggi anche", "Czytaj także", "Lees ook", "Les også",
		"おすすめ記事", "Читайте также", "Latest news", "Most read", "", "")
	item := c.class("teaser", "card", "related-item", "story", "item", "entry", "media")
	fmt.Fprintf(out, "\n<div%s>", c.class("related", "more-stories", "recommended", "teasers", "stream", "news-list"))
	if title != "" {
		fmt.Fprintf(out, "<%[1]s>%[2]s</%[1]s>", c.pick("h2", "h3", "h4", "div"), title)
	}
	tag := c.pick("div", "li", "article")
	excerpt := c.rng.IntN(3) > 0
	if tag == "li" {
		out.WriteString("<ul>")
	}
	for n := 2 + c.rng.IntN(9); n > 0; n-- {
		fmt.Fprintf(out, `<%s%s><a href="/x"><img src="t.jpg"></a><h3><a href="/x">%s</a></h3>`, tag, item, html.EscapeString(c.headline()))
		if excerpt {
			fmt.Fprintf(out, "<p>%s%s</p>", html.EscapeString(c.take(10+c.rng.IntN(40))), c.pick("", "", "…", " ..."))
		}
		fmt.Fprintf(out, "</%s>", tag)
	}
	if tag == "li" {
		out.WriteString("</ul>")
	}
	out.WriteString("</div>")
}

func (c *continuation) bio(out *bytes.Buffer) {
	name := c.name()
	fmt.Fprintf(out, `<div%s><img src="me.jpg"><%[2]s>%[3]s</%[2]s><p>%[3]s %[4]s</p></div>`, c.class("author-bio", "author", "about-author", "vcard", "profile"), c.pick("h4", "strong", "div"), name, html.EscapeString(c.take(12+c.rng.IntN(30))))
}

func (c *continuation) newsletter(out *bytes.Buffer) {
	fmt.Fprintf(out, `<div%s><h3>%s</h3><p>%s</p><form><input type="email"><button>%s</button></form></div>`, c.class("newsletter", "signup", "subscribe", "promo"),
		c.pick("Sign up for our newsletter", "Newsletter", "Jetzt abonnieren", "Inscrivez-vous", "Suscríbete", "Get the best of the week"), html.EscapeString(c.take(10+c.rng.IntN(20))),
		c.pick("Subscribe", "OK", "Anmelden", "S'inscrire", "Enviar"))
}
