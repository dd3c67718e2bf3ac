package classify

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
)

//go:embed wallterms.txt
var wallTermsFile string

// wallTerm is a run of words that speaks for a kind of wall wherever it stands in a line.
type wallTerm struct {
	text   string // in comparison form
	rest   string // what must follow within gapBytes, "" for nothing
	kind   uint8  // index in termKinds
	strong bool
	whole  bool // ends at a word's edge
	dense  bool // of a script without blanks: has no edges
}

// termKinds are the kinds that terms tell, as wallterms.txt calls them.
var termKinds = []Kind{BotWall, ErrorPage, LoginWall, ConsentWall, Paywall, ParkedDomain, Redirect, ScriptShell, DirectoryIndex}

// pairs is a set of two bytes that something may begin with: few places of a text pass it, and a
// table is asked for those alone.
type pairs [1 << 16 / 64]uint64

func (p *pairs) add(s string) {
	k := int(s[0])<<8 | int(s[1])
	p[k>>6] |= 1 << (k & 63)
}

func (p *pairs) has(a, b byte) bool {
	k := int(a)<<8 | int(b)
	return p[k>>6]>>(k&63)&1 == 1
}

type termTable struct {
	begin pairs
	by    map[[2]byte][]wallTerm
}

// wallTerms are the terms by their first two bytes.
var wallTerms = sync.OnceValue(func() *termTable {
	terms := &termTable{by: make(map[[2]byte][]wallTerm, 1<<10)}
	var kind uint8
	strong := false
	var buf []byte
	normal := func(s string) string {
		if s == "" {
			return ""
		}
		buf = phrases.Normalise(buf[:0], s)
		return string(buf)
	}
	for line := range strings.Lines(wallTermsFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if head, ok := strings.CutPrefix(line, "["); ok {
			name, weight, _ := strings.Cut(strings.TrimSuffix(head, "]"), " ")
			for i, k := range termKinds {
				if string(k) == name {
					kind = uint8(i)
				}
			}
			strong = weight == "strong"
			continue
		}
		_, list, _ := strings.Cut(line, ": ")
		for term := range strings.SplitSeq(list, ";") {
			first, rest, _ := strings.Cut(term, " * ")
			t := normal(first)
			if len(t) < 2 {
				continue
			}
			r, _ := utf8.DecodeRuneInString(t)
			w := wallTerm{text: t, rest: normal(rest), kind: kind, strong: strong, whole: utf8.RuneCountInString(t) < 5, dense: unspaced(r)}
			key := [2]byte{t[0], t[1]}
			terms.by[key] = append(terms.by[key], w)
			terms.begin.add(t)
		}
	}
	return terms
})

// Points of a term: a strong one in a heading settles a page that says little else.
const (
	strongPoints  = 3
	weakPoints    = 1
	headingPoints = 1 // more, in the title or a heading
)

// tally is what the terms of one kind come to on a page.
type tally struct {
	points  int
	strong  int // distinct strong terms
	heading int // of them in the title or a heading
	said    int // words of the kept blocks that have a strong term
	saidIn  int // the line that was counted last
	first   string
}

// termScan counts the terms of a page.
type termScan struct {
	tallies [9]tally
	counted map[termKey]bool
	lines   int // that were read
	buf     []byte
	found   []*wallTerm
}

// termKey is a term of a kind.
type termKey struct {
	text string
	kind uint8
}

// kinds is a set of kinds, a bit for each of termKinds.
type kinds uint16

const anyKind kinds = 1<<9 - 1

func kindMask(k Kind) kinds { return 1 << kindAt(k) }

// line counts the terms of one line of the page, each once a page, unless the
// line is running text: as prose of all things it may hold some by chance.
func (s *termScan) line(text string, heading bool, n, kept int, only kinds) (running bool) {
	s.buf = phrases.Normalise(append(s.buf[:0], ' '), text)
	f := s.buf
	var covered [9]int // words that the terms of a kind account for
	s.found = s.found[:0]
	terms := wallTerms()
	for i := 1; i+1 < len(f); i++ {
		if !terms.begin.has(f[i], f[i+1]) {
			continue
		}
		candidates := terms.by[[2]byte{f[i], f[i+1]}]
		var best [9]*wallTerm // of the terms that begin here one of a kind counts
		for k := range candidates {
			t := &candidates[k]
			if only>>t.kind&1 != 0 && t.beats(best[t.kind]) && t.at(f, i) {
				best[t.kind] = t
			}
		}
		for _, t := range best {
			if t != nil {
				s.found = append(s.found, t)
				covered[t.kind] += t.words()
			}
		}
	}
	running = n >= runningWords && slices.Max(covered[:]) < n+max(0, n-longWords)
	if running && only != kindMask(ConsentWall) {
		return true
	}
	for _, t := range s.found {
		y := &s.tallies[t.kind]
		if t.strong && y.saidIn != s.lines {
			y.saidIn = s.lines
			y.said += kept
		}
		key := termKey{t.text + t.rest, t.kind}
		if s.counted[key] {
			continue
		}
		s.counted[key] = true
		y.points += t.points(heading)
		if !t.strong {
			if y.first == "" {
				y.first = text
			}
			continue
		}
		y.strong++
		if y.strong == 1 || heading && y.heading == 0 {
			y.first = text
		}
		if heading {
			y.heading++
		}
	}
	s.lines++
	return running
}

// beats says whether a term says more than another one at its place.
func (t *wallTerm) beats(other *wallTerm) bool {
	return other == nil || t.strong && !other.strong || t.strong == other.strong && len(t.text) > len(other.text)
}

// words is how much of a line the term accounts for.
func (t *wallTerm) words() int {
	if t.strong {
		return strongWords
	}
	return weakWords
}

func (t *wallTerm) points(heading bool) int {
	points := weakPoints
	if t.strong {
		points = strongPoints
	}
	if heading {
		points += headingPoints
	}
	return points
}

// gapBytes is how far behind the first part of a term its second one may end.
const gapBytes = 40

// at says whether the term stands at a place of a line in comparison form.
func (t *wallTerm) at(f []byte, i int) bool {
	if len(f)-i < len(t.text) || string(f[i:i+len(t.text)]) != t.text {
		return false
	}
	end := i + len(t.text)
	if t.rest != "" {
		rest := f[end:min(len(f), end+gapBytes)]
		if at := strings.Index(string(rest), t.rest); at < 0 || at > 0 && !t.dense && rest[at-1] != ' ' {
			return false
		}
	}
	if t.dense {
		return true
	}
	return !t.whole || end == len(f) || f[end] == ' '
}

// markers are parts of ids and classes that widespread services give to the
// elements of a wall, with the points they count.
var markers = []struct {
	part   string
	kind   Kind
	points int
}{
	{"cf-challenge", BotWall, 5}, {"challenge-form", BotWall, 5}, {"challenge-running", BotWall, 5}, {"cf-turnstile", BotWall, 3}, {"cf-error", BotWall, 3},
	{"captcha", BotWall, 3}, {"sec-if-", BotWall, 4}, {"datadome", BotWall, 4}, {"anubis", BotWall, 4}, {"geetest", BotWall, 3}, {"bot-check", BotWall, 4},
	{"error404", ErrorPage, 5}, {"error-404", ErrorPage, 5}, {"page-404", ErrorPage, 5}, {"404-page", ErrorPage, 5}, {"not-found", ErrorPage, 4}, {"notfound", ErrorPage, 4},
	{"error-page", ErrorPage, 4}, {"errorpage", ErrorPage, 4}, {"error-page", ErrorPage, 4}, {"maintenance", ErrorPage, 3},
	{"onetrust", ConsentWall, 2}, {"didomi", ConsentWall, 2}, {"cookiebot", ConsentWall, 2}, {"sp_message", ConsentWall, 2}, {"qc-cmp", ConsentWall, 2},
	{"usercentrics", ConsentWall, 2}, {"consent", ConsentWall, 2}, {"cookie", ConsentWall, 1}, {"gdpr", ConsentWall, 2}, {"age-gate", ConsentWall, 4}, {"agegate", ConsentWall, 4}, {"age-verification", ConsentWall, 4},
	{"paywall", Paywall, 4}, {"regwall", Paywall, 4}, {"subscriber-only", Paywall, 3}, {"premium-content", Paywall, 2}, {"tp-container", Paywall, 2}, {"piano", Paywall, 2},
	{"login-form", LoginWall, 2}, {"loginform", LoginWall, 2}, {"signin", LoginWall, 1}, {"kc-login", LoginWall, 4},
	{"domain-sale", ParkedDomain, 4}, {"parking", ParkedDomain, 2}, {"parked", ParkedDomain, 3}, {"domainname", ParkedDomain, 2},
	{"redirect", Redirect, 2},
}

// frameHosts are parts of the addresses of frames that hold a challenge.
var frameHosts = []string{"captcha", "challenges.", "arkoselabs", "turnstile"}

// Bounds of the terms' verdict, by how much the page shows: a page that shows
// more may hold more words by chance.
var termBounds = []struct {
	words, points int
	heading       bool // a strong term must stand in the title or a heading
}{{60, 3, false}, {120, 5, false}, {250, 7, false}, {450, 8, true}, {consentPageMost, 11, true}}

const (
	termProse = 60 // kept words of blocks that say nothing of the kind
	// weakAlone are points of weak terms that need no strong one, on the smallest pages.
	weakAlone   = 5
	termBlock   = 200 // words of a block that is looked at for consent
	fieldPoints = 4   // of a password's field, a challenge's frame, a status
)

// head counts what the page's statements about itself speak for.
func (s *termScan) head(doc *block.Document) {
	s.counted, s.lines = map[termKey]bool{}, 1
	for i := range doc.Signals {
		switch g := &doc.Signals[i]; g.Kind {
		case block.SignalTitle:
			s.line(g.Text, true, 0, 0, anyKind)
		case block.SignalPassword:
			s.tallies[kindAt(LoginWall)].points += fieldPoints
			s.tallies[kindAt(LoginWall)].strong++
		}
	}
}

// block counts the terms of a block of n words and reports whether it is running
// text that has few. Kept says whether it is in the result, link whether it is a link.
func (s *termScan) block(doc *block.Document, i, n int, kept, link bool) (running bool) {
	b := &doc.Blocks[i]
	for _, span := range doc.BlockSpans(i) {
		if span.Kind == block.Embed && containsAny(span.URL, frameHosts) {
			s.tallies[kindAt(BotWall)].points += fieldPoints
		}
	}
	if n == 0 || link {
		return false
	}
	if n > termBlock {
		return true
	}
	only := anyKind
	switch {
	case b.Flags&block.NoScript != 0:
		only = kindMask(ScriptShell)
	case b.Flags&(block.Hidden|block.Template) != 0, n > signMost:
		only = kindMask(ConsentWall)
	}
	words := 0
	if kept {
		words = n
	}
	return s.line(doc.BlockText(i), b.Kind == block.Heading && b.Level <= 3, n, words, only)
}

// A block of runningWords or more is running text unless its terms of one kind,
// each for so many words, make up its length; words past longWords count twice.
const (
	longWords    = 30
	runningWords = 18
	strongWords  = 10
	weakWords    = 4
)

func containsAny(s string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// markersBy are the numbers of the markers by their first two bytes.
var markersBy = sync.OnceValue(func() map[string][]int {
	by := map[string][]int{}
	for k, m := range markers {
		by[m.part[:2]] = append(by[m.part[:2]], k)
	}
	return by
})

var markerPairs = sync.OnceValue(func() *pairs {
	p := &pairs{}
	for _, m := range markers {
		p.add(m.part)
	}
	return p
})

// findMarkers says which markers are part of any name. Long names are data.
func findMarkers(names []string) []bool {
	found := make([]bool, len(markers))
	begin, by := markerPairs(), markersBy()
	for _, name := range names {
		if len(name) >= 200 {
			continue
		}
		name = strings.ToLower(name)
		for i := 0; i+1 < len(name); i++ {
			if !begin.has(name[i], name[i+1]) {
				continue
			}
			for _, k := range by[name[i:i+2]] {
				found[k] = found[k] || strings.HasPrefix(name[i:], markers[k].part)
			}
		}
	}
	return found
}

// marks adds what the names of elements say.
func (p *wallPage) marks(doc *block.Document) {
	s := &p.terms
	for k, found := range findMarkers(doc.Names[:min(len(doc.Names), wallBlocks)]) {
		if found {
			s.tallies[kindAt(markers[k].kind)].points += markers[k].points
		}
	}
	if p.status != "" {
		s.tallies[kindAt(ErrorPage)].points += fieldPoints
		s.tallies[kindAt(ErrorPage)].heading++
	}
	if p.bare {
		s.tallies[kindAt(ParkedDomain)].points += 2
	}
	if p.notFree {
		s.tallies[kindAt(Paywall)].points += fieldPoints
	}
	if p.refresh != "" {
		s.tallies[kindAt(Redirect)].points += fieldPoints
	}
}

func kindAt(k Kind) int {
	for i, t := range termKinds {
		if t == k {
			return i
		}
	}
	return 0
}

// byTerms names the kind that a page's words and elements speak for most, over
// the bound for as much as the page shows; it is asked where no rule of wallKinds fits.
func (p *wallPage) byTerms() (Kind, string) {
	best, most := -1, 0
	s := &p.terms
	for k := range s.tallies {
		t := &s.tallies[k]
		prose := termProse
		if termKinds[k] == Paywall {
			prose = paywallMost
		}
		if t.strong == 0 && (t.points < weakAlone || p.words > termBounds[0].words || p.narrative > 0) || p.narrative > prose || p.article && termKinds[k] != Paywall || termKinds[k] == DirectoryIndex && p.links < 2 {
			continue
		}
		for _, b := range termBounds {
			if p.words > b.words {
				continue
			}
			if t.points >= b.points && (!b.heading || t.heading > 0) && t.points > most {
				best, most = k, t.points
			}
			break
		}
	}
	if best < 0 {
		return "", ""
	}
	if c := kindAt(ConsentWall); termKinds[best] == Paywall && p.prose < stubLeast && s.tallies[c].strong > 0 && s.tallies[c].points >= consentPoints {
		best = c // cookies or a subscription
	}
	t := &s.tallies[best]
	return termKinds[best], "says little but " + quote(t.first)
}
