package classify

import (
	"math/bits"
	"strings"
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// roleWords are the words of class, id and role attributes that name a part of a
// page by its role, cut and matched whole as block.Words does. Where an element
// has words of several roles, the role that stands first here holds: a "comment
// share" button belongs to the comment, a "related author" to the list. Words
// that pages use for articles too (content, list, card, header, box, more, news,
// info, media) are left out on purpose.
var roleWords = []struct {
	role  Role
	words string
}{
	{RoleCookie, "cookie cookies cookiebar cookiebanner cookieconsent consent gdpr ccpa onetrust cookiebot didomi usercentrics quantcast truste trustarc cookielaw cookienotice noscriptwarning browserupgrade browsehappy"},
	{RoleComments, "comment comments commentlist commentform commentary commenter commenting disqus livefyre respond replies reply replybox commentaires commentaire comentarios comentario kommentar kommentare kommentarer commenti komentarze discussion guestbook trackbacks pingbacks viafoura openweb spotim"},
	{RoleAdvertisement, "ad ads adv advert adverts advertisement advertisements advertising advertorial adsense adsbygoogle adslot adunit adbox adcontainer adwrapper dfp gpt sponsor sponsored sponsors sponsorship promoted anzeige anzeigen werbung publicidad pubblicita publicite reklama reklam affiliate affiliates doubleclick"},
	{RoleRelated, "related relatedposts relatedarticles recommend recommended recommendation recommendations recommends recirc recirculation similar suggested suggestions trending popular mostread mostpopular mostviewed latest latestnews recent recentposts readnext readmore upnext outbrain taboola teaser teasers seealso alsolike youmaylike yarpp jp crp moreon morefrom morestories nextup ranking rankings verwandt ahnliche mehrzum relacionadas relacionados relacionado correlati"},
	{RoleSubscribe, "newsletter newsletters subscribe subscription subscriptions subscriber signup optin mailchimp mailinglist paywall regwall piano donate donation donations membership abo abonnement premiumbox mailerlite convertkit beehiiv substack appbanner smartbanner"},
	{RoleShare, "share shares sharing sharebar sharer sharethis sharetools sharebuttons sharedaddy addthis addtoany sociable socialshare shareaholic print printfriendly permalink bookmark bookmarks sendtofriend emailthis tweet claps reactions rate ratings starrating"},
	{RoleSocial, "social socials socialmedia sociallinks socialicons follow followus follower followers connect facebook twitter instagram"},
	{RoleContents, "toc tableofcontents jumplinks jumpto pagenav onthispage lwptoc eztoc"},
	{RoleBreadcrumb, "breadcrumb breadcrumbs crumb crumbs crumbtrail pathway youarehere"},
	{RolePager, "pager pagination paginator paginate paging pagenavi pagenumbers prevnext nextprev nextprevious previousnext postnav previouspost nextpost"},
	{RoleByline, "byline bylines author authors authorbox authorbio authorinfo vcard dateline timestamp date dates datetime pubdate published publishdate postdate postmeta entrymeta articlemeta postinfo postedon metadata meta bio biography contributor contributors writer autor auteur autore readingtime readtime updated modified lastmod"},
	{RoleCaption, "caption captions wpcaption imagecaption photocaption credit credits photocredit gallery galleries slideshow lightbox fancybox player jwplayer videojs videoplayer audioplayer plyr mejs zoom"},
	{RoleLegal, "copyright copyrights legal disclaimer imprint impressum colophon siteinfo"},
	{RoleForm, "form forms formfield input fieldset captcha recaptcha cart addtocart minicart checkout buybox quantity qty swatch swatches variant variants facet facets filter filters sortby compare wishlist price prices sku"},
	{RoleNavigation, "nav navbar navi navigation navigations navmenu mainnav topnav subnav sitenav menu menus mainmenu topmenu submenu megamenu menubar dropdown offcanvas hamburger skip skiplink skiplinks skipnav sitemap topbar masthead search searchform searchbox searchbar login signin logout account userbar usermenu language languages lang tag tags tagcloud taglist categories category cats catlinks topics taxonomy keywords labels archive archives toolbar backtotop totop scrolltop"},
}

// rolePairs are names of two words, the second following the first at once or
// not, whose parts alone say something else.
var rolePairs = []struct {
	first, second string
	role          Role
}{
	{"post", "navigation", RolePager}, {"posts", "navigation", RolePager}, {"entry", "navigation", RolePager}, {"article", "navigation", RolePager},
	{"post", "nav", RolePager}, {"single", "nav", RolePager}, {"nav", "previous", RolePager}, {"nav", "next", RolePager},
	{"page", "numbers", RolePager}, {"prev", "next", RolePager}, {"next", "prev", RolePager}, {"next", "post", RolePager}, {"prev", "post", RolePager},
	{"read", "next", RoleRelated}, {"up", "next", RoleRelated}, {"most", "read", RoleRelated}, {"more", "stories", RoleRelated}, {"more", "news", RoleRelated},
	{"more", "from", RoleRelated}, {"more", "articles", RoleRelated}, {"more", "posts", RoleRelated}, {"also", "like", RoleRelated}, {"see", "also", RoleRelated},
	{"read", "also", RoleRelated}, {"top", "stories", RoleRelated}, {"jp", "relatedposts", RoleRelated},
	{"table", "contents", RoleContents}, {"jump", "links", RoleContents}, {"on", "page", RoleContents}, {"page", "nav", RoleContents},
	{"reading", "time", RoleByline}, {"read", "time", RoleByline}, {"post", "meta", RoleByline}, {"entry", "meta", RoleByline}, {"article", "meta", RoleByline},
	{"back", "top", RoleNavigation}, {"scroll", "top", RoleNavigation}, {"app", "banner", RoleSubscribe}, {"mailing", "list", RoleSubscribe},
	{"add", "cart", RoleForm}, {"sign", "up", RoleSubscribe}, {"sign", "in", RoleNavigation}, {"site", "info", RoleLegal},
}

// roleWord is what one word says.
type roleWord struct {
	rank          uint8  // index in roleWords, noRank for none
	first, second uint64 // the pairs that the word begins and ends, one bit each
}

const noRank = uint8(254)

var roleWordIndex = sync.OnceValue(func() map[string]roleWord {
	m := make(map[string]roleWord, 600)
	get := func(w string) roleWord {
		if f, ok := m[w]; ok {
			return f
		}
		return roleWord{rank: noRank}
	}
	for rank := range roleWords {
		for w := range strings.FieldsSeq(roleWords[rank].words) {
			if f := get(w); f.rank == noRank {
				f.rank = uint8(rank)
				m[w] = f
			}
		}
	}
	for k, p := range rolePairs {
		f := get(p.first)
		f.first |= 1 << k
		m[p.first] = f
		f = get(p.second)
		f.second |= 1 << k
		m[p.second] = f
	}
	return m
})

// rankOf returns the place of a role in roleWords.
func rankOf(r Role) uint8 {
	for rank := range roleWords {
		if roleWords[rank].role == r {
			return uint8(rank)
		}
	}
	return noRank
}

// nameRoles reads values of class, id and role attributes, each distinct one once a page.
type nameRoles struct {
	names []string
	index map[string]roleWord
	memo  []uint8 // by index in names: 0 unread, else rank + 1
}

func newNameRoles(doc *block.Document) nameRoles {
	return nameRoles{names: doc.Names, index: roleWordIndex(), memo: make([]uint8, len(doc.Names))}
}

// rank returns the place in roleWords of the role that a name speaks of, noRank for none.
func (n *nameRoles) rank(name int32) uint8 {
	if name == 0 {
		return noRank
	}
	if m := n.memo[name]; m != 0 {
		return m - 1
	}
	best := noRank
	var open uint64 // the pairs whose first word has been seen
	block.Words(n.names[name], func(w string) bool {
		f, ok := n.index[w]
		if !ok {
			return true
		}
		best = min(best, f.rank)
		for done := open & f.second; done != 0; done &= done - 1 {
			best = min(best, rankOf(rolePairs[bits.TrailingZeros64(done)].role))
		}
		open |= f.first
		return true
	})
	n.memo[name] = best + 1
	return best
}
