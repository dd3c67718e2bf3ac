package meta

import (
	"strings"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// lineSignals names the signals of a text page's stating lines and of a mail's head.
var lineSignals = map[string]int{
	"title": sigLineTitle, "subject": sigLineTitle, "author": sigLineAuthor, "from": sigLineAuthor, "by": sigLineAuthor, "date": sigLineDate, "published": sigLineDate,
	"url": sigContextURL, "source": sigContextURL, "link": sigContextURL, "site": sigSiteName, "description": sigMetaDescription, "tags": sigMetaKeywords, "language": sigMetaLanguage, "updated": sigVisibleModified, "modified": sigVisibleModified,
}

// line sorts a stating line of a text page.
func (p *page) line(s *block.Signal) {
	if sig, ok := lineSignals[strings.ToLower(s.Name)]; ok && s.Value != "" {
		p.add(sig, s.Value, s)
	}
}

// Bounds of the search for a text page's title.
const (
	textTitleBytes = 220 // longer lines are no titles
	textReach      = 60  // blocks before the body that are looked at: menus stand before a copied page's title
	textLong       = 140 // bytes from which a block is a paragraph
	textSentence   = 12  // words up to which an unmarked line with a full stop may be a title, not a paragraph of a short text
	textBody       = 12 << 10
)

// textTitle finds the title of a text page, which nothing marks in a copied
// page: of the lines before the body, the one whose words the body uses, that a
// byline or date follows, that stands again in a breadcrumb, or that the maker
// marked as a heading.
func (p *page) textTitle(m *Metadata) {
	d := p.doc
	start := p.bodyStart()
	used := p.bodyWords(start)
	best, bestScore := -1, 0.0
	for i := max(0, start-textReach); i <= start+1 && i < len(d.Blocks); i++ {
		if score := p.textTitleScore(i, start, used); score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 || bestScore < textTitleFloor {
		return
	}
	p.add(sigHeading, d.BlockText(best), nil)
	c := &p.claims[len(p.claims)-1]
	cut, _ := p.cutSite(collapse(c.value))
	c.block, c.read, c.won, c.weight = best, cut, true, bestScore
	m.Title = Field{Value: c.read, Source: signalTable[sigHeading].Name, Confidence: min(.9, .3+.12*bestScore)}
	m.TitleBlock = best
	p.title = m.Title.Value
}

// textTitleFloor is the score below which a text page has no title.
const textTitleFloor = 1.5

// bodyStart is the first block of the first two paragraphs that stand close
// together. The blocks that selection keeps are a worse guide (title exact .46
// instead of .53 on pages of w3m): they begin with the title as often as not.
func (p *page) bodyStart() int {
	d := p.doc
	last := -1
	first := -1
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if int(b.End-b.Start) < textLong || b.Kind != block.Para {
			continue
		}
		if first < 0 {
			first = i
		}
		if last >= 0 && i-last <= 6 {
			return last
		}
		last = i
	}
	return max(first, 0)
}

// bodyWords counts the words of the body's first paragraphs.
func (p *page) bodyWords(start int) map[string]int {
	d := p.doc
	used := map[string]int{}
	n := 0
	for i := start; i < len(d.Blocks) && n < textBody; i++ {
		text := d.BlockText(i)
		if len(text) < textLong/2 {
			continue
		}
		n += len(text)
		for _, w := range words(fold(text)) {
			used[stem(w)]++
		}
	}
	return used
}

// stem cuts a word to the part that its inflections share, roughly: what
// counts is that the body speaks of the same things.
func stem(w string) string {
	if len(w) > 6 {
		return clip(w, len(w)-2)
	}
	return w
}

// textTitleScore scores a line as the title; each paragraph is one trait.
func (p *page) textTitleScore(i, start int, used map[string]int) float64 {
	d := p.doc
	b := &d.Blocks[i]
	text := d.BlockText(i)
	if len(text) < 4 || len(text) > textTitleBytes || b.Kind != block.Heading && b.Kind != block.Para || b.Flags&block.Field != 0 || !hasLetters(text) ||
		bylineLead(text) > 0 || strings.Contains(text, "://") {
		return 0
	}
	folded := fold(text)
	ws := words(folded)
	content, hit := 0, 0
	for _, w := range ws {
		if r, _ := utf8.DecodeRuneInString(w); len(w) < 4 && !cjk(r) {
			continue
		}
		content++
		if used[stem(w)] > 0 {
			hit++
		}
	}
	if content == 0 {
		return 0
	}
	if b.Kind == block.Para && len(ws) > textSentence && text[len(text)-1] == '.' {
		return 0
	}
	score := 2.5 * float64(hit) / float64(content)
	if hit < 2 {
		score *= .5
	}
	switch {
	case b.Kind == block.Heading && b.Level <= 1:
		score += 1.5
	case b.Kind == block.Heading:
		score += .6
	}
	switch n := len(ws); {
	case n >= 5 && n <= 24:
		score += .8
	case n > 24:
		score -= 1.5 // a menu on one line
	case n >= 3:
		score += .3
	}
	for j := i + 1; j <= i+4 && j < len(d.Blocks); j++ {
		next := d.BlockText(j)
		if len(next) > 120 {
			break
		}
		if bylineLead(next) > 0 || len(p.reading.stamps(next)) > 0 {
			score += 1.2
			break
		}
	}
	for j := max(0, i-8); j < i && len(ws) >= 3; j++ {
		if o := d.BlockText(j); len(o) >= len(text) && len(o) < 2*textTitleBytes && strings.Contains(fold(o), folded) {
			score += 1.5
			break
		}
	}
	switch text[len(text)-1] {
	case '.', ':', ';', ',':
		score -= .8
	}
	if s := d.BlockSpans(i); len(s) > 0 && s[0].Kind == block.Link && s[0].End == b.End && b.Kind != block.Heading {
		score -= .8
	}
	return score - .02*float64(max(start-i, i-start))
}
