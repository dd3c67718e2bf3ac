package meta

import (
	"strings"
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// zone says what an element's tag, class, id and role say it is, as far as
// it matters to dates, names and titles.
type zone uint16

const (
	zoneKnown    zone = 1 << iota // the name has been looked at
	zoneComment                   // comments, replies, reactions
	zoneAside                     // teasers, related and recent lists, sidebars, navigation, footers
	zoneHead                      // site header, logo, branding
	zoneByline                    // author and date line
	zoneAuthor                    // the author's name or box
	zoneDate                      // a date
	zoneUpdated                   // date of the last change
	zoneSubtitle                  // standfirst, deck
	zoneTeaser                    // lists of other articles; always zoneAside too
	zoneOtherDay                  // dates of something else: events, membership, deadlines
)

var zoneText = map[zone]string{
	zoneComment: `comment comments commentlist comments-area kommentar kommentare commentaire commentaires comentario comentarios commento commenti reply replies respond disqus reaction reactions
		reacties kommentarer komentarze opinie fb-comments commenter responses`,
	zoneTeaser | zoneAside: `related teaser teasers recent popular recommended recommend recommendation recommendations trending similar promo crosspost outbrain taboola topnews headlines suggestions suggested
		mostread most-read readmore read-more upnext up-next more-news morenews meistgelesen weitere relacionadas relacionados verwandt related-posts relatedposts readnext seealso see-also`,
	zoneAside: `sidebar footer nav navigation navbar menu breadcrumb breadcrumbs newsletter archive archives carousel slider slideshow ticker subnav pager pagination advert advertisement ads ad
		colophon copyright calendar cookie consent modal popup offcanvas drawer subscribe cta`,
	zoneHead:     `logo branding brand masthead siteheader site-header sitename site-name site-title sitetitle site-branding topbar`,
	zoneByline:   `byline meta entry-meta post-meta postmeta article-meta articlemeta postinfo post-info info credits details dateline autorzeile publishing`,
	zoneAuthor:   `author authors byline auteur autor autoren autorin autore verfasser writer contributor creator reporter journalist vcard fn autorzeile redakteur username poster`,
	zoneDate:     `date datum fecha data published pubdate publish posted postdate timestamp time dateline datetime created entry-date datepublished pub-date publication`,
	zoneUpdated:  `updated modified update lastmod changed edited aktualisiert datemodified date-modified lastupdated last-updated`,
	zoneSubtitle: `subtitle subheadline subhead standfirst deck dek subline sub-title sub-headline kicker-sub chapo lead-in sottotitolo subtitulo untertitel bajada entradilla tagline-article excerpt-lead`,
	zoneOtherDay: `event events eventdate event-date joined join registered membership deadline birthday dob expires termin termine veranstaltung start-date end-date lastpost last-post lastreply`,
}

var zoneWords = sync.OnceValue(func() map[string]zone {
	m := map[string]zone{}
	for z, list := range zoneText {
		for w := range strings.FieldsSeq(list) {
			m[w] |= z
		}
	}
	return m
})

// zoneShapes has, for each first letter, the lengths that words of the table
// have: most tokens of class names need no look-up.
var zoneShapes = sync.OnceValue(func() (t [26]uint32) {
	for w := range zoneWords() {
		if c := w[0] - 'a'; c < 26 && len(w) < 32 {
			t[c] |= 1 << len(w)
		}
	}
	return t
})

// zoneOf reads a class, id or role value: each class whole, and its tokens,
// split at '-', '_' and at capitals.
func zoneOf(name string) zone {
	z := zoneKnown
	table, shapes := zoneWords(), zoneShapes()
	var buf [64]byte
	look := func(w []byte) {
		if c := w[0] - 'a'; c < 26 && len(w) < 32 && shapes[c]>>len(w)&1 != 0 {
			z |= table[string(w)]
		}
	}
	for i := 0; i < len(name); {
		if name[i] <= ' ' {
			i++
			continue
		}
		end := i
		for end < len(name) && name[end] > ' ' {
			end++
		}
		class := name[i:end]
		i = end
		if len(class) > len(buf) {
			continue
		}
		start := 0
		for k := range len(class) {
			c := class[k]
			upper := 'A' <= c && c <= 'Z'
			if upper {
				buf[k] = c + 'a' - 'A'
			} else {
				buf[k] = c
			}
			switch {
			case c == '-' || c == '_' || c == ':':
				if k > start {
					look(buf[start:k])
				}
				start = k + 1
			case upper && k > start && class[k-1] >= 'a' && class[k-1] <= 'z':
				look(buf[start:k])
				start = k
			}
		}
		if start > 0 && start < len(class) {
			look(buf[start:len(class)])
		}
		look(buf[:len(class)])
	}
	return z
}

// names caches zoneOf by Document.Names index.
func (p *page) nameZone(i int32) zone {
	if i <= 0 || int(i) >= len(p.zones) {
		return 0
	}
	if p.zones[i] == 0 {
		p.zones[i] = zoneOf(p.doc.Names[i])
	}
	return p.zones[i]
}

// own is the zone of one element by itself.
func (p *page) own(node int32) zone {
	n := &p.doc.Nodes[node]
	z := p.nameZone(n.Class) | p.nameZone(n.ID)
	switch n.Tag {
	case block.TagNav, block.TagAside, block.TagMenu:
		z |= zoneAside
	case block.TagFooter:
		// An article's footer holds its byline as often as not.
		for a, k := n.Parent, 0; a > 0 && k < climb; a, k = p.doc.Nodes[a].Parent, k+1 {
			if p.doc.Nodes[a].Tag == block.TagArticle {
				return z
			}
		}
		z |= zoneAside
	case block.TagButton, block.TagSelect:
		z |= zoneAside
	case block.TagHtml, block.TagBody, block.TagMain, block.TagArticle:
		z &^= zoneAside | zoneComment | zoneHead | zoneOtherDay // theme switches, not places: "has-sidebar"
	}
	// What holds most of the page's text is not beside it, whatever its class says.
	if z&(zoneAside|zoneComment) != 0 && int(n.TextEnd()-n.Start)*2 > len(p.doc.Text) {
		z &^= zoneAside | zoneComment
	}
	// The class of a date ("ArticleHeaderComment_date") says where the date is, not that it is a comment's.
	if z&zoneDate != 0 {
		z &^= zoneComment | zoneOtherDay
	}
	return z
}

// climb bounds the walk to an element's ancestors: deeper nesting than this is a
// page made to cost time.
const climb = 80

// zone is the union of the zones of an element and its ancestors, up to the
// first that also holds the title: what holds the title is no aside.
func (p *page) zone(node int32) zone {
	if node <= 0 {
		return 0
	}
	if len(p.within) == 0 {
		p.within = grown(p.within, len(p.doc.Nodes))
	}
	// Up to the nearest ancestor whose zone is known, then down again.
	top, k := node, 0
	for ; top > 0 && k < climb && p.within[top] == 0; k++ {
		n := &p.doc.Nodes[top]
		if p.titleNode > 0 && top <= p.titleNode && p.titleNode < n.Last {
			break
		}
		p.chain = append(p.chain[:k], top)
		top = n.Parent
	}
	z := zone(0)
	if top > 0 && p.within[top] != 0 {
		z = p.within[top]
	}
	for k--; k >= 0; k-- {
		z |= p.own(p.chain[k]) | zoneKnown
		p.within[p.chain[k]] = z
	}
	return z
}

// setTitleNode tells the zones where the title stands: they end at its ancestors.
func (p *page) setTitleNode(node int32) {
	p.titleNode = node
	clear(p.within)
}

// why names the element that makes a place an aside.
func (p *page) why(node int32) string {
	for k := 0; node > 0 && k < climb; k++ {
		n := &p.doc.Nodes[node]
		if p.own(node)&(zoneAside|zoneComment|zoneOtherDay) != 0 {
			return n.Tag.String() + " " + p.doc.Names[n.Class] + " " + p.doc.Names[n.ID]
		}
		node = n.Parent
	}
	return ""
}
