package classify

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
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
// articles of wcxb-dev and 1 of the 115 of fundus-dev is named a wall, and over 9 in 10
// of the pages in testdata (the tests print what and how).
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
		}
		return ""
	}},
	{Redirect, "a notice that the page is elsewhere", func(p *wallPage) string {
		switch s := p.in(Redirect); {
		case p.words > redirectMost:
		case p.refresh != "":
			return "refreshes to " + p.refresh
		case s.title+s.lines > 0:
			return "sends the visitor on: " + quote(s.first)
		}
		return ""
	}},
	{ParkedDomain, "a placeholder of a registrar or a server", func(p *wallPage) string {
		s := p.in(ParkedDomain)
		if p.bare && p.words <= tinyMost && s.title+s.lines+s.weak > 0 || p.words <= parkedMost && (s.title > 0 && (s.lines+s.weak > 0 || p.words <= tinyMost) || s.lines > 1 || s.lines > 0 && s.weak > 0 && p.words <= tinyMost || s.lines > 0 && p.words <= tinyMost/2) {
			return "a placeholder: " + quote(s.first)
		}
		return ""
	}},
	{LoginWall, "a form to log in", func(p *wallPage) string {
		s := p.in(LoginWall)
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
		case rest > errorMost:
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
		switch {
		case p.kept-s.words > paywallMost:
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
// those of Document. It reads the words of the title, the headings and the short
// lines of pages with little text, in 22 languages; pages with more than 500
// kept words cost it nothing.
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
	return "", ""
}

// signs is what a page says that speaks for a kind.
type signs struct {
	title   int  // title element and headings
	lines   int  // distinct lines that say so plainly
	weak    int  // distinct lines that many pages have
	near    int  // weak and plain lines close to the kept text: not in the page's frame
	said    int  // visible words of the blocks that say it
	words   int  // of the kept blocks that say it
	inTitle bool // the title element is one of title
	first   string
}

// wallPage is what the kinds are told by.
type wallPage struct {
	signs      map[Kind]*signs
	words      int // visible
	kept       int
	prose      int // kept words of blocks that are no links and say nothing of walls
	links      int
	headlines  int // links long enough for a headline
	paragraphs int // kept blocks of at least 25 words that are no links
	status     string
	refresh    string
	mount      string
	notFree    bool
	bare       bool // the title is a domain's name
	article    bool // the page states that it is an article
}

func (p *wallPage) in(k Kind) *signs {
	if s := p.signs[k]; s != nil {
		return s
	}
	return &signs{}
}

// wallBlocks bounds the blocks that are looked at: walls are short.
const wallBlocks = 1500

func newWallPage(doc *block.Document, verdicts []Verdict) (*wallPage, bool) {
	p := &wallPage{signs: map[Kind]*signs{}}
	for i := range verdicts {
		if verdicts[i].Keep {
			if p.kept += wordCount(doc.BlockText(i)); p.kept > wallLook {
				return nil, false
			}
		}
	}
	p.head(doc)
	first, last := keptSpan(verdicts)
	seen := map[string]bool{}
	var buf [256]byte
	for i := range doc.Blocks[:min(len(doc.Blocks), wallBlocks)] {
		b := &doc.Blocks[i]
		text := doc.BlockText(i)
		n := wordCount(text)
		shown := b.Flags&(block.Hidden|block.NoScript|block.Template) == 0
		if shown {
			p.words += n
		}
		linked, links := linkedBytes(doc, b)
		isLink := float64(linked) >= linkMost*float64(len(text)) && len(text) > 0
		p.links += links
		if isLink && links == 1 && (n >= headlineWords || len(text) >= headlineBytes) {
			p.headlines++
		}
		hit, ok := phrases.MatchWall(text)
		if !ok && n <= headlineWords {
			if h, is := phrases.Match(text); is && h.Role == RoleCookie {
				hit, ok = phrases.WallHit{Kind: consentKind, Place: phrases.WallWeak}, true // a button
			}
		}
		if ok = ok && n <= signMost; ok {
			kind := Kind(phrases.WallKinds[hit.Kind])
			// Notices for readers without scripts speak for that kind alone, and
			// other kinds speak only where they are seen. Consent is often kept out
			// of sight until a script shows it.
			ok = shown || kind == ScriptShell && b.Flags&block.NoScript != 0 || kind == ConsentWall
			if ok {
				s := p.add(kind, text)
				key := string(phrases.Normalise(buf[:0], text[:min(len(text), 80)]))
				switch {
				case seen[key]:
				case hit.Place != phrases.WallWeak && b.Kind == block.Heading:
					s.title++
				case hit.Place == phrases.WallLine:
					s.lines++
				default:
					s.weak++
				}
				if !seen[key] && i > first && i <= last+nearLeast {
					s.near++
				}
				seen[key] = true
				if shown {
					s.said += n
				}
				if verdicts[i].Keep {
					s.words += n
				}
			}
		}
		if b.Kind == block.Heading && b.Level <= 2 && p.status == "" {
			p.status = statusCode(text)
		}
		if verdicts[i].Keep && !isLink && !ok {
			p.prose += n
			if n >= 25 {
				p.paragraphs++
			}
		}
	}
	return p, true
}

// nearLeast is how many blocks behind the last kept one still stand beside the text.
const nearLeast = 6

var consentKind = uint8(slices.Index(phrases.WallKinds, string(ConsentWall)))

// keptSpan returns the first and last kept block, len and -1 if there is none.
func keptSpan(verdicts []Verdict) (first, last int) {
	first, last = len(verdicts), -1
	for i := range verdicts {
		if verdicts[i].Keep {
			first, last = min(first, i), i
		}
	}
	return first, last
}

func (p *wallPage) add(k Kind, text string) *signs {
	s := p.signs[k]
	if s == nil {
		s = &signs{first: text}
		p.signs[k] = s
	}
	return s
}

// head reads the page's statements about itself.
func (p *wallPage) head(doc *block.Document) {
	for i := range doc.Signals {
		s := &doc.Signals[i]
		switch s.Kind {
		case block.SignalTitle:
			p.title(s.Text)
		case block.SignalMeta:
			switch {
			case s.Name == "refresh":
				if _, url, ok := strings.Cut(strings.ToLower(s.Value), "url="); ok {
					p.refresh = strings.Trim(s.Value[len(s.Value)-len(url):], `"' `)
				}
			case s.Name == "og:type" && strings.Contains(strings.ToLower(s.Value), "article"):
				p.article = true
			}
		case block.SignalJSONLD:
			p.article = p.article || strings.Contains(s.Value, `Article"`) || strings.Contains(s.Value, `BlogPosting"`)
			if _, v, ok := strings.Cut(s.Value, `"isAccessibleForFree"`); ok {
				v = strings.TrimLeft(v, " :\"\n\t")
				p.notFree = p.notFree || len(v) >= 5 && strings.EqualFold(v[:5], "false")
			}
		}
	}
	for i := range doc.Nodes {
		n := &doc.Nodes[i]
		if n.ID == 0 || n.LastBlock > n.FirstBlock {
			continue
		}
		switch id := doc.Names[n.ID]; id {
		case "root", "app", "__next", "__nuxt", "application", "react-root", "app-root", "svelte", "ember-root", "main-app":
			p.mount = id
		}
	}
}

// title looks at the whole title and at its parts between bars and dashes, of which one is the site's name.
func (p *wallPage) title(text string) {
	if p.status == "" {
		p.status = statusCode(text)
	}
	host := strings.TrimSpace(text)
	p.bare = strings.Contains(host, ".") && !strings.ContainsFunc(host, func(r rune) bool { return r != '.' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if _, folder, ok := strings.Cut(text, " - /"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
		p.add(DirectoryIndex, text).title++ // IIS: "host - /folder/"
	}
	parts := append([]string{text}, strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '–' || r == '—' || r == '·' || r == '»' || r == '«' })...)
	for part := range strings.SplitSeq(text, " - ") {
		parts = append(parts, part)
	}
	for _, part := range parts {
		if hit, ok := phrases.MatchWall(part); ok && hit.Place != phrases.WallWeak {
			s := p.add(Kind(phrases.WallKinds[hit.Kind]), strings.TrimSpace(part))
			if !s.inTitle {
				s.title++
				s.inTitle = true
			}
		}
	}
}

// statusCode returns the HTTP status that a title is or begins or ends with, with
// the word error or alone, "" for none. A number inside other words is none: a
// model, a year, a road.
func statusCode(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 || len(words) > 12 {
		return ""
	}
	for i, w := range words {
		switch w {
		case "400", "401", "403", "404", "405", "408", "410", "429", "451", "500", "502", "503", "504", "520", "521", "522", "523", "524":
		default:
			continue
		}
		after := ""
		if i+1 < len(words) {
			after = strings.ToLower(words[i+1])
		}
		before := ""
		if i > 0 {
			before = strings.ToLower(words[i-1])
		}
		if len(words) == 1 || isErrorWord(after) || isErrorWord(before) || i == 0 && w == "404" && len(words) <= 6 {
			return w
		}
	}
	return ""
}

func isErrorWord(w string) bool {
	switch w {
	case "error", "err", "http", "not", "forbidden", "gone", "bad", "internal", "service", "gateway", "unauthorized", "too", "page", "code", "status",
		"fehler", "seite", "erreur", "pagina", "página", "errore", "nicht", "introuvable", "błąd", "chyba", "ошибка", "fel", "feil", "fejl", "fout", "hata", "erro":
		return true
	}
	return false
}

// wordCount counts words, and letters of scripts without blanks as half a word each.
func wordCount(text string) int {
	words, dense, in := 0, 0, false
	for _, r := range text {
		switch {
		case r < 0x80:
			letter := r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
			if letter && !in {
				words++
			}
			in = letter || in && r == '\''
		case unspaced(r):
			dense++
			in = false
		default:
			letter := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
			if letter && !in {
				words++
			}
			in = letter
		}
	}
	return words + dense/2
}

// linkedBytes returns how much of a block's text is links, and how many there are.
func linkedBytes(doc *block.Document, b *block.Block) (bytes int32, links int) {
	end := b.Start
	for k := b.SpanStart; k < b.SpanEnd; k++ {
		s := &doc.Spans[k]
		if s.Kind != block.Link || s.End <= end {
			continue
		}
		links++
		bytes += s.End - max(s.Start, end)
		end = s.End
	}
	return bytes, links
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
