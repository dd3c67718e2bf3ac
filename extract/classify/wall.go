package classify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// The kinds of page that stand in an article's place.
const (
	ConsentWall    Kind = "consent-wall"
	Paywall        Kind = "paywall"
	LoginWall      Kind = "login-wall"
	BotWall        Kind = "bot-wall"
	ErrorPage      Kind = "error-page"
	Redirect       Kind = "redirect"
	ScriptShell    Kind = "script-shell"
	ParkedDomain   Kind = "parked-domain"
	SearchResults  Kind = "search-results"
	DirectoryIndex Kind = "directory-index"
	Listing        Kind = "listing"
)

// IsWall reports whether the kind is one of WallKinds.
func (k Kind) IsWall() bool {
	return slices.ContainsFunc(wallKinds, func(w WallKind) bool { return w.Kind == k })
}

// WallKind is a kind of page that Wall tells from articles.
type WallKind struct {
	Kind Kind
	Doc  string
	// decide returns why the page is of the kind, "" if it is not.
	decide func(p *wallPage) string
}

// WallKinds returns the kinds in the order in which they are tried; the first
// that fits holds.
func WallKinds() []WallKind { return wallKinds }

// Limits in words of the page's visible text or of its kept text, over which a
// page has more to say than a wall of the kind. Those of the visible text are
// wide because many walls stand in the site's whole frame. With them none of the 793
// articles of wcxb-dev and none of the 245 pages of fundus-dev and readability-dev is
// named a wall. At first look, before anything was mended by them, 81 of 90, 67 of 76 and 59
// of 69 pages of testdata/walls2.txt to walls4.txt were named rightly; now 9 in 10 of each are.
const (
	tinyMost        = 120 // visible: a page with so little else needs but one sign
	shellMost       = 40  // visible, without noscript
	redirectMost    = 120 // visible
	botMost         = 350 // visible
	parkedMost      = 350 // visible
	errorMost       = 120 // kept, beside what speaks of the error
	consentMost     = 60  // kept, beside what speaks of consent
	consentPageMost = 900 // visible
	loginMost       = 80  // kept
	loginPageMost   = 400 // visible
	paywallMost     = 220 // kept
	stubMost        = 80  // kept words of prose before signs that are all weak
	searchMost      = 500 // kept
	proseMost       = 45  // of running text without signs
	stubLeast       = 15  // kept words of a stub
	consentPoints   = 4   // of terms
	listingLeast    = 12  // headlines that are links
	listingProse    = 120 // kept words outside links
	// wallLook is the most kept words of a page that is looked at more closely.
	wallLook = 500
	// signMost is the most words of a block that can be a sign: prose speaks of all things.
	signMost = 60
)

// The order goes from what is plainest to what several kinds share: bot walls
// redirect, error pages offer a search and a log-in, every page asks for consent.
var wallKinds = []WallKind{
	{DirectoryIndex, "a web server's list of a folder", func(p *wallPage) string {
		if p.in(DirectoryIndex).title > 0 && (p.in(DirectoryIndex).lines > 0 || p.links >= 3) {
			return "its title is a server's folder index"
		}
		return ""
	}},
	{BotWall, "a check that the visitor is human, or a refusal", func(p *wallPage) string {
		s := p.in(BotWall)
		if t := p.tally(BotWall); (p.status == "403" || p.status == "429") && t.strong > 0 && p.words <= botMost {
			return "refuses the visitor with " + p.status + ": " + quote(t.first)
		}
		if p.narrative > proseMost || p.refresh == "" && p.tally(Redirect).strong > 0 && p.tally(Redirect).points > p.tally(BotWall).points {
			return ""
		}
		if p.words <= botMost && (s.title > 0 && (s.lines+s.weak > 0 || p.words <= tinyMost) || s.lines > 1 || s.lines > 0 && p.words <= tinyMost) {
			return "checks or refuses the visitor: " + quote(s.first)
		}
		return ""
	}},
	{ScriptShell, "a page that its scripts would have filled", func(p *wallPage) string {
		switch s := p.in(ScriptShell); {
		case p.words > shellMost, p.kept-s.words > shellMost: // forums stand in noscript
		case s.lines+s.title > 0, s.weak > 0 && p.words <= 5:
			return fmt.Sprintf("%d words, and asks for JavaScript: %s", p.words, quote(s.first))
		case p.words <= 5 && p.mount != "":
			return fmt.Sprintf("%d words, and an empty element #%s for scripts to fill", p.words, p.mount)
		case p.words == 0 && p.scripts > 0 && p.titled && !p.pictures && p.refresh == "":
			return fmt.Sprintf("a title, no words, and scripts that may bring them (%d)", p.scripts)
		}
		return ""
	}},
	{Redirect, "a notice that the page is elsewhere", func(p *wallPage) string {
		switch s := p.in(Redirect); {
		case p.words > redirectMost:
		case p.refresh != "":
			return "refreshes to " + p.refresh
		case p.narrative > proseMost, p.tally(ErrorPage).strong > 0 && p.in(ErrorPage).title+p.in(ErrorPage).lines > 0:
		case s.title+s.lines > 0:
			return "sends the visitor on: " + quote(s.first)
		}
		return ""
	}},
	{ParkedDomain, "a placeholder of a registrar or a server", func(p *wallPage) string {
		s := p.in(ParkedDomain)
		if p.narrative > proseMost {
			return ""
		}
		if p.bare && p.words <= tinyMost && s.title+s.lines+s.weak > 0 || p.words <= parkedMost && (s.title > 0 && (s.lines+s.weak > 0 || p.words <= tinyMost) || s.lines > 1 || s.lines > 0 && s.weak > 0 && p.words <= tinyMost || s.lines > 0 && p.words <= tinyMost/2) {
			return "a placeholder: " + quote(s.first)
		}
		return ""
	}},
	{LoginWall, "a form to log in", func(p *wallPage) string {
		s := p.in(LoginWall)
		if p.narrative > proseMost || p.tally(Paywall).points > p.tally(LoginWall).points {
			return ""
		}
		if p.kept-s.words <= loginMost && p.words <= loginPageMost &&
			(s.title > 0 && s.lines+s.weak > 0 || s.lines > 0 && (s.weak > 0 || p.words <= tinyMost) || s.weak > 2 && p.words <= tinyMost) {
			return "asks to log in: " + quote(s.first)
		}
		return ""
	}},
	{ErrorPage, "an error, a missing page or a server's fault, whatever its status said", func(p *wallPage) string {
		s := p.in(ErrorPage)
		rest := p.kept - s.words
		switch {
		case rest > errorMost, p.narrative > proseMost, p.narrative > 0 && p.status == "" && s.lines+s.weak == 0,
			p.status == "" && p.tally(BotWall).strong > 0 && p.tally(BotWall).points > p.tally(ErrorPage).points+2:
		case p.status != "" && s.title+s.lines+s.weak > 0, p.status != "" && p.words <= tinyMost:
			return "its title says " + p.status
		case s.title > 0 && (s.lines+s.weak > 0 || s.inTitle || rest <= errorMost/4), s.lines > 1 && rest <= errorMost/4,
			s.lines > 0 && rest <= errorMost/8 && p.words <= tinyMost:
			return "says " + quote(s.first)
		}
		return ""
	}},
	{ConsentWall, "a demand for consent in place of the page", func(p *wallPage) string {
		s := p.in(ConsentWall)
		if p.kept-s.words <= consentMost && p.words <= consentPageMost && p.prose <= consentMost && 4*s.said > p.words &&
			(s.title > 0 && s.lines+s.weak > 1 || s.lines > 0 && s.lines+s.weak > 2 || s.lines > 0 && s.weak > 0 && p.words <= tinyMost) {
			return "asks for consent and says little else: " + quote(s.first)
		}
		return ""
	}},
	{Paywall, "the first lines of an article that must be paid for", func(p *wallPage) string {
		s := p.in(Paywall)
		consent := p.tally(ConsentWall).points
		switch {
		case p.kept-s.words > paywallMost:
		case p.prose < stubLeast && consent >= consentPoints: // cookies or a subscription
		case p.prose >= stubLeast && s.title > 0 && s.lines+s.near == 0: // an article about subscribers
		case s.title+s.lines > 0, s.weak > 0 && p.notFree, s.near > 1 && p.prose <= stubMost && p.prose > 0, s.near > 0 && p.prose <= stubMost/2 && p.prose > 0:
			return fmt.Sprintf("%d words, then %s", max(0, p.kept-s.words), quote(s.first))
		case p.notFree && p.kept <= paywallMost/3:
			return fmt.Sprintf("%d words, and says that it is not accessible for free", p.kept)
		}
		return ""
	}},
	{SearchResults, "a site's answer to a search", func(p *wallPage) string {
		s := p.in(SearchResults)
		if p.kept <= searchMost && s.title > 0 && (s.inTitle || s.lines > 0) && s.lines+s.title+s.weak > 1 && p.links >= 4 {
			return "lists results of a search: " + quote(s.first)
		}
		return ""
	}},
	{Listing, "a list of links to articles", func(p *wallPage) string {
		if !p.article && p.headlines >= listingLeast && p.paragraphs == 0 && p.prose <= listingProse {
			return fmt.Sprintf("%d headlines that are links, and no paragraph of text", p.headlines)
		}
		return ""
	}},
}

// Wall says whether a page is something else that was saved in an article's
// place, and why. It returns "" for a page that may be an article. Verdicts are
// those of Document. It reads the title, the headings and the short lines of
// pages with little text: English, German, French, Spanish and Italian well, the
// plainest words of some twenty other languages. Pages with more than 500 kept
// words are not looked at.
func Wall(doc *block.Document, verdicts []Verdict) (Kind, string) {
	p, ok := newWallPage(doc, verdicts)
	if !ok {
		return "", ""
	}
	for i := range wallKinds {
		if why := wallKinds[i].decide(p); why != "" {
			return wallKinds[i].Kind, why
		}
	}
	return p.byTerms()
}

// quote shortens a line for a reason.
func quote(s string) string {
	const most = 60
	s = strings.TrimSpace(s)
	n := 0
	for i := range s {
		if n == most {
			return "“" + strings.TrimSpace(s[:i]) + "…”"
		}
		n++
	}
	return "“" + s + "”"
}
