package classify

import (
	"github.com/pithcli/pith/extract/block"
)

// Rule names the role of dropped blocks of one look. Rules describe what the
// model has dropped; they decide nothing.
type Rule struct {
	Name string
	Role Role
	Doc  string
	// Hit and Miss are fragments of pages, HTML or, without a tag, plain text. The rule is the one that names the
	// block marked by « and » in Hit, and not the one that names that of Miss.
	// Blocks inside a main element count as kept, the marked one excepted.
	Hit, Miss string

	match func(f *roleFacts) bool
}

// Rules returns all rules in the order in which they are tried: the first that
// matches names the block.
func Rules() []Rule { return roleRules }

// The order is from what is said most plainly to what is guessed. What the block
// repeats comes first, for the title in a sidebar is still the title. Then boxes
// that claim all that is in them (consent, comments, advertising), then the
// block's own words, then the boxes that hold foreign pages and the smaller boxes,
// innermost first, then the heading above. At the end stand landmarks and the
// look of the text.
var roleRules = []Rule{
	{
		Name: "title", Role: RoleTitle, Doc: "says what the page's title element says",
		Hit:   `<title>The old mill wheel turns again - Harbour Times</title><h1>«The old mill wheel turns again»</h1>`,
		Miss:  `<title>The old mill wheel turns again - Harbour Times</title><p>«The wheel was first built in 1790 and burnt down twice.»</p>`,
		match: func(f *roleFacts) bool { return f.title },
	},
	{
		Name: "said-twice", Role: RoleDuplicate, Doc: "has the text of a block of the article, at least 40 bytes of it",
		Hit:   `<main><p>The ferry crossed the strait in under three hours today.</p></main><div>«The ferry crossed the strait in under three hours today.»</div>`,
		Miss:  `<main><p>The ferry crossed the strait in under three hours today.</p></main><div>«The ferry crossed the strait in four hours, a day late.»</div>`,
		match: func(f *roleFacts) bool { return f.duplicate },
	},

	boxRule("consent-box", RoleCookie, "stands in an element named for consent or cookies",
		`<div id="cookie-banner"><p>«Your settings apply to this site only.»</p></div>`,
		`<div class="recipe"><p>«Bake the cookies for twelve minutes.»</p></div>`),
	boxRule("comment-box", RoleComments, "stands in an element named for comments or replies",
		`<ol class="comment-list"><li><span class="date">«3 May, 10:12»</span></li></ol>`,
		`<div class="document-header"><p>«Printed on thin paper.»</p></div>`),
	boxRule("advert-box", RoleAdvertisement, "stands in an element named for advertising",
		`<div class="ad-slot"><p>«Sail the fjords from 99 a day.»</p></div>`,
		`<div class="head-line"><p>«Sail the fjords from 99 a day.»</p></div>`),

	phraseRule("consent-phrase", RoleCookie, `<p>«We use cookies to measure visits.»</p>`, `<p>«We use yeast to raise the dough.»</p>`),
	phraseRule("comment-phrase", RoleComments, `<h3>«Leave a comment»</h3>`, `<h3>«Leave a light on»</h3>`),
	phraseRule("advert-phrase", RoleAdvertisement, `<p>«Advertisement»</p>`, `<p>«Advertisements of the 1920s were drawn by hand.»</p>`),
	phraseRule("related-phrase", RoleRelated, `<h2>«You may also like»</h2>`, `<h2>«What the divers saw»</h2>`),
	phraseRule("subscribe-phrase", RoleSubscribe, `<p>«Sign up for our newsletter»</p>`, `<p>«The signs were painted red.»</p>`),
	phraseRule("share-phrase", RoleShare, `<p>«Share this article»</p>`, `<p>«The heirs share the house.»</p>`),
	phraseRule("social-phrase", RoleSocial, `<p>«Follow us on Facebook»</p>`, `<p>«They follow the herd.»</p>`),
	phraseRule("contents-phrase", RoleContents, `<h2>«Table of contents»</h2>`, `<h2>«The table was laid for nine»</h2>`),
	phraseRule("breadcrumb-phrase", RoleBreadcrumb, `<p>«Home » News » Harbour»</p>`, `<p>«Home is where the boat is.»</p>`),
	phraseRule("pager-phrase", RolePager, `<p>«Next article»</p>`, `<p>«Next came the geese.»</p>`),
	phraseRule("byline-phrase", RoleByline, `<p>«By Anna Maria Lind»</p>`, `<p>«By noon the fog had lifted.»</p>`),
	phraseRule("caption-phrase", RoleCaption, `<p>«Photo: Anna Lind»</p>`, `<p>«Photographs were rare then.»</p>`),
	phraseRule("legal-phrase", RoleLegal, `<p>«© 2021 Harbour Times»</p>`, `<p>«The rights of fishermen are old.»</p>`),

	{
		Name: "control", Role: RoleForm, Doc: "is the label of a button or an option of a list",
		Hit:   `<button>«Go on»</button>`,
		Miss:  `<p>«Go on»</p>`,
		match: func(f *roleFacts) bool { return f.kind == block.Control },
	},
	boxRule("related-box", RoleRelated, "stands in an element named for related, popular or latest pages",
		`<div class="related-posts"><p>«Divers find the ship's bell»</p></div>`,
		`<div class="relatives"><p>«Divers find the ship's bell»</p></div>`),
	boxRule("share-box", RoleShare, "stands in an element named for sharing",
		`<div class="share-bar"><span>«On the blue site»</span></div>`, `<div class="shareholders"><span>«On the blue site»</span></div>`),
	boxRule("social-box", RoleSocial, "stands in an element named for social networks",
		`<ul class="social-icons"><li>«Our channel»</li></ul>`, `<ul class="society"><li>«Our channel»</li></ul>`),
	boxRule("subscribe-box", RoleSubscribe, "stands in an element named for newsletters, subscriptions or donations",
		`<div class="newsletter-signup"><p>«Every Friday in your inbox, free.»</p></div>`, `<div class="news"><p>«Every Friday in the hall, free.»</p></div>`),
	boxRule("contents-box", RoleContents, "stands in an element named for a table of contents",
		`<div class="toc"><a href="#a">«The crossing»</a></div>`, `<div class="stock"><a href="#a">«The crossing»</a></div>`),
	boxRule("breadcrumb-box", RoleBreadcrumb, "stands in an element named for breadcrumbs",
		`<div class="breadcrumbs"><a href="/">«Harbour»</a></div>`, `<div class="bread"><a href="/">«Harbour»</a></div>`),
	boxRule("pager-box", RolePager, "stands in an element named for paging",
		`<div class="post-navigation"><a href="/p">«The bell of the Ida»</a></div>`, `<div class="navigators"><p>«The bell of the Ida»</p></div>`),
	boxRule("byline-box", RoleByline, "stands in an element named for author, date or facts of the article",
		`<div class="entry-meta">«Anna Lind, harbour desk»</div>`, `<div class="authority">«Anna Lind, harbour desk»</div>`),
	boxRule("caption-box", RoleCaption, "stands in an element named for captions, galleries or players",
		`<div class="image-caption">«The bell, cleaned of shells.»</div>`, `<div class="capital">«The bell, cleaned of shells.»</div>`),
	boxRule("legal-box", RoleLegal, "stands in an element named for copyright or legal notes",
		`<div class="copyright">«Harbour Times, Quay 4»</div>`, `<div class="copy">«Harbour Times, Quay 4»</div>`),
	boxRule("form-box", RoleForm, "stands in an element named for forms, filters or a shop's cart",
		`<div class="product-filters"><p>«Blue paint»</p></div>`, `<div class="platform"><p>«Blue paint»</p></div>`),

	boxRule("navigation-box", RoleNavigation, "stands in an element named for menus, search, tags or sign-in",
		`<div id="main-menu"><a href="/h">«Harbour»</a></div>`, `<div id="mainland"><p>«Harbour»</p></div>`),
	phraseRule("navigation-phrase", RoleNavigation, `<p>«Skip to content»</p>`, `<p>«Skip the first step if the wood is dry.»</p>`),
	phraseRule("form-phrase", RoleForm, `<p>«Add to cart»</p>`, `<p>«Add two eggs to the flour.»</p>`),

	sectionRule("below-comments", RoleComments, `<section><h3>3 comments</h3><p>«I saw it too, from the pier.»</p></section>`,
		`<section><h3>Three remarks</h3><p>«I saw it too, from the pier.»</p></section>`),
	sectionRule("below-related", RoleRelated, `<section><h3>Related articles</h3><p>«Divers find the ship's bell»</p></section>`,
		`<div><h3>Related articles</h3><h3>The dive</h3><p>«Divers find the ship's bell»</p></div>`),
	sectionRule("below-contents", RoleContents, `<div><p>Table of contents</p><p>«The crossing»</p></div>`,
		`<div><p>Tables and chairs</p><p>«The crossing»</p></div>`),
	sectionRule("below-byline", RoleByline, `<div><h4>About the author</h4><p>«Anna Lind has sailed all her life.»</p></div>`,
		`<div><h4>About the ship</h4><p>«Anna Lind has sailed all her life.»</p></div>`),
	sectionRule("below-legal", RoleLegal, `<div><p>© 2021 Harbour Times</p><p>«Quay 4, third floor»</p></div>`,
		`<div><p>Harbour Times</p><p>«Quay 4, third floor»</p></div>`),

	{
		Name: "trail", Role: RoleBreadcrumb, Doc: "is a short path of links parted by > or /",
		Hit:  `<p>«<a href="/">Town</a> › <a href="/h">Harbour</a> › <a href="/h/b">Boats</a>»</p>`,
		Miss: `<p>«<a href="/">Town</a> and <a href="/h">Harbour</a>»</p>`,
		match: func(f *roleFacts) bool {
			return f.links >= 2 && f.steps >= f.links-1 && f.words <= 24 && 2*f.linked > f.bytes
		},
	},
	{
		Name: "dated", Role: RoleByline, Doc: "is a short line with a time element",
		Hit:   `<p>«<time datetime="2021-05-03">3 May</time>, harbour desk»</p>`,
		Miss:  `<p>«On the 3rd of May the harbour desk closed.»</p>`,
		match: func(f *roleFacts) bool { return f.time && f.words <= 12 && !f.card },
	},
	{
		Name: "picture-text", Role: RoleCaption, Doc: "is a picture, or the text of a figure or player",
		Hit:  `<figure><img src="bell.jpg"><figcaption>«The bell, cleaned of shells.»</figcaption></figure>`,
		Miss: `<div><img src="bell.jpg"><p>«The bell, cleaned of shells.»</p></div>`,
		match: func(f *roleFacts) bool {
			return f.kind == block.Caption || f.kind == block.Media || f.part.land&inFigure != 0
		},
	},
	{
		Name: "menu", Role: RoleNavigation, Doc: "stands in a nav element, or is a link in the page's header or footer",
		Hit:  `<nav><a href="/h">«Harbour»</a></nav>`,
		Miss: `<div><p>«Harbour»</p></div>`,
		match: func(f *roleFacts) bool {
			return f.part.land&inNav != 0 || f.isLink() && f.part.land&(inHeader|inFooter) != 0
		},
	},
	{
		Name: "form", Role: RoleForm, Doc: "stands in a form, or is a field as text browsers draw it",
		Hit:   `<form><p>«How many boats?»</p></form>`,
		Miss:  `<div><p>«How many boats?»</p></div>`,
		match: func(f *roleFacts) bool { return f.part.land&inForm != 0 || f.flags&block.Field != 0 },
	},
	{
		Name: "page-footer", Role: RoleLegal, Doc: "is text of the page's footer",
		Hit:   `<footer><p>«Harbour Times, Quay 4»</p></footer>`,
		Miss:  `<div><p>«Harbour Times, Quay 4»</p></div>`,
		match: func(f *roleFacts) bool { return f.part.land&inFooter != 0 },
	},
	{
		Name: "headline-link", Role: RoleRelated, Doc: "is a link of at least four words",
		Hit:   `<p>«<a href="/b">Divers find the bell of the Ida</a>»</p>`,
		Miss:  `<p>«Divers find the bell of the Ida, says <a href="/x">Lind</a>»</p>`,
		match: func(f *roleFacts) bool { return f.isLink() && f.isHeadline() && f.links == 1 },
	},
	{
		Name: "card", Role: RoleRelated, Doc: "shares a small element without article text with a headline that is a link",
		Hit:   `<div><h3><a href="/b">Divers find the ship's bell</a></h3><p>«It lay on the sea bed for ninety years.»</p></div>`,
		Miss:  `<div><h3>Divers find the ship's bell</h3><p>«It lay on the sea bed for ninety years.»</p></div>`,
		match: func(f *roleFacts) bool { return f.card },
	},
	{
		Name: "short-link", Role: RoleNavigation, Doc: "is nothing but links",
		Hit:   `<p>«<a href="/h">Harbour</a>»</p>`,
		Miss:  `<p>«Harbour»</p>`,
		match: func(f *roleFacts) bool { return f.isLink() },
	},
	{
		Name: "short-lines", Role: RoleNavigation, Doc: "is one of at least four short lines in a row, on a page of plain text",
		Hit:   "Harbour\n\nBoats\n\n«Ropes»\n\nTides\n\nCharts\n",
		Miss:  "The bell lay deep, and nobody had looked for it there.\n\n«Ropes»\n\nIt was found by chance, by a diver who looked for her ring.\n",
		match: func(f *roleFacts) bool { return f.shortRun },
	},
	{
		Name: "page-header", Role: RoleNavigation, Doc: "is text of the page's header",
		Hit:   `<header><p>«News from the quays since 1871»</p></header>`,
		Miss:  `<div><p>«News from the quays since 1871»</p></div>`,
		match: func(f *roleFacts) bool { return f.part.land&inHeader != 0 && !f.afterStart },
	},
	{
		Name: "side-column", Role: RoleRelated, Doc: "is text of a side column",
		Hit:   `<aside><p>«The bell lay deep.»</p></aside>`,
		Miss:  `<div><p>«The bell lay deep.»</p></div>`,
		match: func(f *roleFacts) bool { return f.part.land&inAside != 0 },
	},
	{
		Name: "other", Role: RoleOther, Doc: "nothing of the above",
		Hit:   `<p>«The bell lay deep.»</p>`,
		Miss:  `<button>«Go on»</button>`,
		match: func(f *roleFacts) bool { return true },
	},
}

// boxRule names what stands in an element whose class or id has a word for the role.
func boxRule(name string, r Role, doc, hit, miss string) Rule {
	rank := rankOf(r)
	return Rule{Name: name, Role: r, Doc: doc, Hit: hit, Miss: miss, match: func(f *roleFacts) bool {
		return f.part.strong == rank || f.inline == rank || f.part.weak == rank && f.inline == noRank
	}}
}

// phraseRule names what says a phrase of the inventory.
func phraseRule(name string, r Role, hit, miss string) Rule {
	return Rule{
		Name: name, Role: r, Doc: "says a phrase of the inventory that means " + r.String(), Hit: hit, Miss: miss,
		match: func(f *roleFacts) bool { return f.hit && f.phrase.Role == r },
	}
}

// sectionRule names what stands below a heading or line that opens a section.
func sectionRule(name string, r Role, hit, miss string) Rule {
	return Rule{
		Name: name, Role: r, Doc: "stands below a line that opens a section of the role " + r.String(), Hit: hit, Miss: miss,
		match: func(f *roleFacts) bool { return f.sectioned && f.section == r },
	}
}
