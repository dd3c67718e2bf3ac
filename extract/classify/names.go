package classify

import (
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// group is a set of words that class, id and role attributes use for one thing.
// Names are cut into whole words (at blanks, '-', '_', ':', digits and case changes) and matched
// whole, never by substring: the field's history is a list of articles lost to "modal", "bottom" and "tool".
type group struct {
	name  string
	doc   string
	words string // blank-separated
}

// groups are tried in no order: a word may stand in several. At most 64.
var groups = []group{
	{"nav", "navigation", "nav navbar navigation navi navigate menu menus submenu megamenu topnav mainnav topmenu mainmenu navmenu gnb lnb"},
	{"footer", "page footer", "footer foot colophon bottombar siteinfo copyright legal impressum imprint"},
	{"header", "page header", "header head masthead banner topbar hdr"},
	{"widget", "widget", "widget widgets module gadget"},
	{"related", "related pages", "related recommend recommended recommendation recommendations recirc recirculation more readmore further similar popular trending latest newest also suggested suggestions mostread next outbrain taboola teaser teasers upnext ranking top headlines"},
	{"share", "sharing", "share sharing shares sharebar sharedaddy addthis addtoany sociable tweet print email bookmark"},
	{"comment", "comments", "comment comments commentlist commentary disqus discussion respond reply replies guestbook feedback livefyre kommentar kommentare commenter comentarios commentaires"},
	{"reply", "replies", "reply replies respond thread threads posts message messages"},
	{"author", "the author", "author authors byline bylines writer contributor contributors autor autore auteur vcard bio biography profile about journalist avatar"},
	{"ad", "advertising", "ad ads adv advert advertisement advertising advertisements adsbygoogle adslot adsense dfp gpt sponsor sponsored sponsors promoted anzeige werbung publicidad pub reklame reklama commercial"},
	{"promo", "promotion", "promo promos promotion promotional cta callout marketing offer offers deal deals upsell appeal donate donation banner"},
	{"cookie", "consent", "cookie cookies consent gdpr cmp onetrust privacy ccpa truste didomi"},
	{"popup", "pop-ups", "popup popups modal modals overlay lightbox dialog drawer offcanvas toast tooltip flyout dropdown dropdowns interstitial"},
	{"subscribe", "subscription", "subscribe subscription subscriptions newsletter newsletters signup paywall register registration membership mailchimp mailing abo regwall optin"},
	{"pager", "paging", "pager pagination paginate paging pages page prev previous next nextprev pagenavi"},
	{"tags", "tags and categories", "tag tags tagcloud taglist category categories cat keywords topic topics label labels taxonomy"},
	{"media", "pictures and players", "figure figures image images img photo photos picture gallery galleries slideshow slider carousel swiper slick video videos player media embed thumb thumbnail thumbnails"},
	{"content", "the content", "content contents contenido inhalt contenu maincontent pagecontent primary main"},
	{"post", "a post", "post hentry blogpost blog entry"},
	{"body", "the text", "body text copy prose richtext rich rte wysiwyg paragraph paragraphs storytext bodytext articlebody articletext textblock markdown html formatted"},
	{"product", "a product", "product products item items sku shop store cart price prices pricing buy basket checkout woocommerce add quantity variant variants swatch"},
	{"review", "reviews", "review reviews rating ratings stars testimonial testimonials"},
	{"search", "search", "search searchform searchbox searchbar filter filters facet facets sort sorting query"},
	{"login", "accounts", "login signin account user auth password logout"},
	{"form", "forms", "form forms input field fields button buttons btn select option checkbox radio label submit"},
	{"list", "lists", "list lists listing listings ul results result archive feed stream collection"},
	{"card", "cards", "card cards tile tiles grid box boxes panel col cell"},
	{"contents", "a table of contents", "toc contents tableofcontents jumplinks anchors outline"},
	{"faq", "questions and answers", "faq faqs accordion question answer questions answers qa collapse collapsible tab tabs"},
	{"hide", "hidden parts", "hidden hide invisible sr screenreader visuallyhidden noprint noscript skip mobile desktop"},
	{"hero", "the opening picture or claim", "hero jumbotron splash cover billboard above"},
	{"section", "sections", "section sections row container wrapper wrap inner block component"},
	{"tool", "tools", "tool tools toolbar utility utilities actions action controls control icons icon bar language lang locale"},
	{"code", "code", "code highlight snippet pre prism hljs syntax console terminal"},
}

// mute are the groups whose own feature no tree had a use for (below .016 % of the loss saved); they
// stay for what other features make of them.
var mute = map[string]bool{"share": true, "author": true, "tags": true, "subscribe": true, "search": true,
	"code": true, "contents": true, "hero": true}

// groupWords maps each word to the groups that have it, one bit each.
var groupWords = sync.OnceValue(func() map[string]uint64 {
	m := make(map[string]uint64, 700)
	for g := range groups {
		start := 0
		w := groups[g].words
		for i := 0; i <= len(w); i++ {
			if i == len(w) || w[i] == ' ' {
				m[w[start:i]] |= 1 << g
				start = i + 1
			}
		}
	}
	return m
})

// name is what is kept of one distinct attribute value.
type name struct {
	groups uint64
	hash   uint64 // of the value without digits, so that post-12 and post-13 are one
}

// names judges each distinct name of a page once.
func names(doc *block.Document, words map[string]uint64) []name {
	out := make([]name, len(doc.Names))
	var buf [32]byte
	for i, s := range doc.Names {
		h := uint64(fnvOffset)
		n := 0 // length of the word in buf
		var bits uint64
		flush := func() {
			if n > 1 && n < len(buf) {
				bits |= words[string(buf[:n])]
			}
			n = 0
		}
		lower := false
		for k := 0; k < len(s); k++ {
			c := s[k]
			if c < '0' || c > '9' {
				h = (h ^ uint64(c)) * fnvPrime
			}
			switch {
			case c >= 'a' && c <= 'z':
				lower = true
			case c >= 'A' && c <= 'Z':
				if lower {
					flush()
				}
				lower = false
				c |= 0x20
			default:
				flush()
				lower = false
				continue
			}
			if n < len(buf) {
				buf[n] = c
				n++
			}
		}
		flush()
		out[i] = name{groups: bits, hash: h}
	}
	return out
}
