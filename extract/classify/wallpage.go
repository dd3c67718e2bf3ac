package classify

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
)

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
	seen       map[string]bool // lines that have counted, in comparison form
	words      int             // visible
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
	scripts    int  // script elements
	pictures   bool
	titled     bool // the title element has words
	terms      termScan
	// narrative counts kept words of running text that has few terms of any kind.
	narrative int
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
	p := &wallPage{signs: map[Kind]*signs{}, seen: map[string]bool{}}
	for i := range verdicts {
		if verdicts[i].Keep {
			if p.kept += wordCount(doc.BlockText(i)); p.kept > wallLook {
				return nil, false
			}
		}
	}
	p.head(doc)
	counts, small := blockWords(doc, p.kept)
	if small {
		p.terms.head(doc)
	}
	first, last := keptSpan(verdicts)
	for i := range doc.Blocks[:min(len(doc.Blocks), wallBlocks)] {
		b := &doc.Blocks[i]
		text := doc.BlockText(i)
		n := int(counts[i])
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
		running := n >= runningWords && !isLink
		if small {
			running = p.terms.block(doc, i, n, verdicts[i].Keep, isLink)
		}
		if running && verdicts[i].Keep {
			p.narrative += n
		}
		said := !running && p.sign(b, text, n, shown, verdicts[i].Keep, i > first && i <= last+nearLeast)
		if b.Kind == block.Heading && b.Level <= 2 && p.status == "" {
			p.status = statusCode(text)
		}
		if verdicts[i].Keep && !isLink && !said {
			p.prose += n
			if n >= 25 {
				p.paragraphs++
			}
		}
	}
	if small {
		p.marks(doc)
	}
	return p, true
}

// termKept is the most kept words of a page whose terms are read: more is an article, whatever words it has.
const termKept = 300

// blockWords counts the words of each block that is looked at, and says whether
// the page is so small that its terms are worth reading.
func blockWords(doc *block.Document, kept int) (counts []int32, small bool) {
	counts = make([]int32, min(len(doc.Blocks), wallBlocks))
	words := 0
	for i := range counts {
		counts[i] = int32(wordCount(doc.BlockText(i)))
		if doc.Blocks[i].Flags&(block.Hidden|block.NoScript|block.Template) == 0 {
			words += int(counts[i])
		}
	}
	return counts, kept <= termKept && words <= consentPageMost
}

// tally is what the terms of a kind come to.
func (p *wallPage) tally(k Kind) *tally { return &p.terms.tallies[kindAt(k)] }

// sign takes a block of n words for what it says, and reports whether it says
// something that speaks for a kind.
func (p *wallPage) sign(b *block.Block, text string, n int, shown, kept, near bool) bool {
	if n > signMost {
		return false
	}
	hit, ok := phrases.MatchWall(text)
	if !ok && n <= headlineWords {
		if h, is := phrases.Match(text); is && h.Role == RoleCookie {
			hit, ok = phrases.WallHit{Kind: consentKind, Place: phrases.WallWeak}, true // a button
		}
	}
	kind := Kind(phrases.WallKinds[hit.Kind])
	// Notices for readers without scripts speak for that kind alone, and other
	// kinds speak only where they are seen. Consent is often kept out of sight
	// until a script shows it.
	if !ok || kind == Paywall && n > paywallLine || !(shown || kind == ScriptShell && b.Flags&block.NoScript != 0 || kind == ConsentWall) {
		return false
	}
	s := p.add(kind, text)
	if shown {
		s.said += n
	}
	if kept {
		s.words += n
	}
	var buf [128]byte
	key := string(phrases.Normalise(buf[:0], text[:min(len(text), 80)]))
	if p.seen[key] {
		return true
	}
	p.seen[key] = true
	if near && !(b.Kind == block.Heading && b.Level == 1) {
		s.near++
	}
	switch {
	case hit.Place != phrases.WallWeak && b.Kind == block.Heading:
		s.title++
	case hit.Place == phrases.WallLine:
		s.lines++
	default:
		s.weak++
	}
	return true
}

// paywallLine is the most words of a line that asks for money.
const paywallLine = 16

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
			p.titled = p.titled || s.Text != ""
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
		switch n.Tag {
		case block.TagScript:
			p.scripts++
		case block.TagImg, block.TagVideo, block.TagCanvas, block.TagObject:
			p.pictures = true
		}
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
	if len(text) > 200 {
		return ""
	}
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
		if i > 2 && i+1 < len(words) {
			continue // inside a sentence
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
