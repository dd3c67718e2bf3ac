package meta

import (
	"strings"

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

// How far into a text page its title may stand, and how long it may be.
const (
	textTitleBlocks = 16
	textTitleBytes  = 220
)

// textTitle finds the title of a text page: the heading that the maker marked;
// else the line that stands again, as the end of a breadcrumb or with the
// site's name, in another line near it; else the first line that reads as one.
func (p *page) textTitle(m *Metadata) {
	d := p.doc
	best, bestScore := -1, 0.0
	for i := 0; i < len(d.Blocks) && i < textTitleBlocks*3; i++ {
		b := &d.Blocks[i]
		text := d.BlockText(i)
		if len(text) < 4 || len(text) > textTitleBytes || b.Kind == block.Rule || b.Flags&block.Field != 0 || !hasLetters(text) {
			continue
		}
		score := 0.0
		switch {
		case b.Kind == block.Heading && b.Level == 1:
			score = 3
		case b.Kind == block.Heading:
			score = 1.2
		case b.Kind != block.Para:
			continue
		case i >= textTitleBlocks:
			continue
		}
		if bylineLead(text) > 0 || strings.Contains(text, "://") {
			continue
		}
		folded := fold(text)
		n := len(words(folded))
		for j := max(0, i-6); j < i+6 && j < len(d.Blocks); j++ {
			if o := d.BlockText(j); j != i && len(o) > len(text) && len(o) < 2*textTitleBytes && n >= 3 && strings.Contains(fold(o), folded) {
				score += 2
				break
			}
		}
		if i+1 < len(d.Blocks) && bylineLead(d.BlockText(i+1)) > 0 && len(d.BlockText(i+1)) < 120 {
			score += 1.5
		}
		switch {
		case n >= 4:
			score++
		case n >= 2:
			score += .3
		}
		if strings.HasSuffix(text, ".") || strings.HasSuffix(text, ":") || len(d.BlockSpans(i)) > 0 && d.BlockSpans(i)[0].Kind == block.Link {
			score -= .8
		}
		score -= .05 * float64(i)
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 || bestScore < .9 {
		return
	}
	p.add(sigHeading, d.BlockText(best), nil)
	c := &p.claims[len(p.claims)-1]
	c.block, c.read, c.won, c.weight = best, collapse(c.value), true, bestScore
	m.Title = Field{Value: c.read, Source: signalTable[sigHeading].Name, Confidence: min(.9, .4+.12*bestScore)}
	m.TitleBlock = best
	p.title = m.Title.Value
}
