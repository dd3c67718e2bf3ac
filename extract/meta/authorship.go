package meta

import (
	"fmt"
	"slices"
	"strings"
)

// Weights of the choice between the signals' authors: rank counts a quarter,
// each other signal that repeats a name one; organisations alone and the site's
// own name stand back behind any person.
const (
	authorRank = .25
	noPerson   = -4
	siteAlone  = -1
)

// scoreAuthors scores each group and returns the best, -1 if there is none.
func (p *page) scoreAuthors(groups []authors) int {
	best := -1
	for i := range groups {
		g := &groups[i]
		if g.signal == sigBylineFar && (len(g.people) != 1 || p.farNames > 1) {
			continue // a list of authors
		}
		humans, site := 0, 0
		for j := range g.people {
			if p.isSite(g.people[j].name) {
				site++
				// A site may carry its author's name: "Jane Doe" of janedoe.com.
				if !strings.Contains(g.people[j].name, " ") {
					g.people[j].org = true
				}
			}
			if !g.people[j].org {
				humans++
			}
		}
		g.score = signalTable[g.signal].Weight * authorRank
		for j := range groups {
			if i != j && slices.ContainsFunc(g.people, func(q person) bool { return hasPerson(groups[j].people, q.key) }) {
				g.score++
			}
		}
		if humans == 0 {
			g.score += noPerson
		}
		if site == len(g.people) {
			g.score += siteAlone
		}
		if best < 0 || g.score > groups[best].score {
			best = i
		}
	}
	return best
}

// decideAuthors picks the signal whose names others repeat most, rank breaking
// ties, and gives organisations as publisher.
func (p *page) decideAuthors(m *Metadata) {
	groups := p.authorGroups()
	best := p.scoreAuthors(groups)
	if best < 0 {
		return
	}
	g := groups[best]
	src := signalTable[g.signal].Name
	conf := authorConfidence(g.score)
	for _, q := range g.people {
		if q.org && m.Publisher.Value == "" {
			m.Publisher = Field{Value: q.name, Source: src, Confidence: .7}
		}
		// An organisation that is not the site stays the author where the page names nobody else.
		if q.org && (g.signal < sigRelAuthor && p.isSite(q.name) || len(g.people) > 1) {
			continue
		}
		m.Authors = append(m.Authors, Field{Value: q.name, Source: src, Confidence: conf})
	}
	won := &p.claims[g.first]
	won.won = true
	won.note = fmt.Sprintf("best of %d signals", len(groups))
	p.bylineBlocks(m)
}

// authorConfidence is the share of the development pages on which authors of a score are right.
func authorConfidence(score float64) float64 {
	if score >= 3 {
		return .92
	}
	return .85
}

// bylineBlocks records the short blocks that state an author.
func (p *page) bylineBlocks(m *Metadata) {
	for i := range p.claims {
		c := &p.claims[i]
		switch c.signal {
		case sigBylineText, sigBylineElement, sigAuthorLink, sigRelAuthor:
		default:
			continue
		}
		if c.block < 0 || c.block >= len(p.doc.Blocks) || len(c.people) == 0 || slices.Contains(m.BylineBlocks, c.block) {
			continue
		}
		if text := p.doc.BlockText(c.block); len(text) < 200 && strings.Contains(text, c.people[0].name) {
			m.BylineBlocks = append(m.BylineBlocks, c.block)
		}
	}
}

// hasPerson says whether a list has a name, or one that holds it or that it holds.
func hasPerson(list []person, key string) bool {
	for i := range list {
		s := list[i].key
		if s == key || len(key) > 6 && (strings.Contains(s, key) || len(s) > 6 && strings.Contains(key, s)) {
			return true
		}
	}
	return false
}
