package classify

import (
	"strings"
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
var groupWords = sync.OnceValue(func() *wordBits {
	w := newWordBits()
	for g := range groups {
		w.add(groups[g].words, 1<<g)
	}
	return w
})

// wordBits maps words, by their hash, to bits. It is asked for every part of every name of a page.
type wordBits struct {
	filter [128]uint64
	bits   map[uint64]uint64
}

func newWordBits() *wordBits { return &wordBits{bits: make(map[uint64]uint64, 700)} }

// add gives a bit to blank-separated words.
func (w *wordBits) add(words string, bit uint64) {
	for word := range strings.FieldsSeq(words) {
		h := uint64(fnvOffset)
		for _, c := range []byte(word) {
			h = (h ^ uint64(c)) * fnvPrime
		}
		w.filter[h>>6&127] |= 1 << (h & 63)
		w.bits[h] |= bit
	}
}

// of returns the bits of a word, 0 for one that was not added.
func (w *wordBits) of(h uint64) uint64 {
	if w.filter[h>>6&127]>>(h&63)&1 == 0 {
		return 0
	}
	return w.bits[h]
}

// name is what is kept of one distinct attribute value.
type name struct {
	groups uint64
	hash   uint64 // of the value without digits, so that post-12 and post-13 are one
}

// longestWord is the most letters of a word that can be one of a group's.
const longestWord = 31

// names judges each distinct name of a page once.
func names(doc *block.Document, words *wordBits) []name {
	out := make([]name, len(doc.Names))
	for i, s := range doc.Names {
		out[i] = readName(s, words)
	}
	return out
}

func readName(s string, words *wordBits) name {
	h, bits := uint64(fnvOffset), uint64(0)
	for k := 0; k < len(s); {
		c := s[k]
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if c < '0' || c > '9' {
				h = (h ^ uint64(c)) * fnvPrime
			}
			k++
			continue
		}
		// A word goes on over capitals until one stands behind a small letter.
		start, word, small := k, uint64(fnvOffset), false
		for ; k < len(s); k++ {
			c := s[k]
			if c >= 'a' && c <= 'z' {
				small = true
			} else if c < 'A' || c > 'Z' || small {
				break
			}
			h = (h ^ uint64(c)) * fnvPrime
			word = (word ^ uint64(c|0x20)) * fnvPrime
		}
		if n := k - start; n > 1 && n <= longestWord {
			bits |= words.of(word)
		}
	}
	return name{groups: bits, hash: h}
}
