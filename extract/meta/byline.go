package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// authorPaths are the path segments of an author's page.
var authorPaths = []string{"/author/", "/authors/", "/autor/", "/autoren/", "/autori/", "/autores/", "/auteur/", "/auteurs/", "/profile/", "/profiles/", "/people/", "/person/", "/staff/",
	"/contributor/", "/contributors/", "/by/", "/columnist/", "/columnists/", "/writers/", "/writer/", "/journalist/", "/journalists/", "/reporter/", "/autore/", "/redaktion/", "/team/", "/experts/", "/expert/", "/bio/", "/members/", "/author-"}

// textAuthors reads "By Name" and links to authors' pages in the blocks near the title.
func (p *page) textAuthors(m *Metadata) {
	d := p.doc
	for i := p.nearLo; i < p.nearHi; i++ {
		b := &d.Blocks[i]
		if i == m.TitleBlock || p.isAside(i) || b.Kind == block.Heading && b.Level < 4 {
			continue
		}
		text := d.BlockText(i)
		p.bylineInText(i, text, sigBylineText)
		if len(text) > 200 {
			continue
		}
		for _, s := range d.BlockSpans(i) {
			if s.Kind != block.Link || s.End <= s.Start || s.End-s.Start > 80 {
				continue
			}
			for _, path := range authorPaths {
				if strings.Contains(s.URL, path) {
					name := d.Text[s.Start:s.End]
					if people := persons(name, shown); len(people) == 1 && strings.Contains(people[0].name, " ") {
						p.claims = append(p.claims, claim{signal: sigAuthorLink, value: name, node: b.Node, block: i, pos: s.Start, people: people})
					}
					break
				}
			}
		}
	}
}

// midwords open a byline in the middle of a line: "Posted on 8 July 2020 by Jane Doe".
var midwords = []string{" by ", " By ", " BY ", "|by ", " von ", " Von ", " par ", " Par ", " por ", " Por ", " door ", " przez ", " av ", " af ", " di ", " Author: ", " Autor: "}

// bylineInText reads a byline at the head of a line, or in a short line after by.
func (p *page) bylineInText(i int, text string, sig int) {
	b := &p.doc.Blocks[i]
	for line := range strings.SplitSeq(text, "\n") {
		if n := bylineLead(line); n > 0 {
			rest := strings.TrimLeft(line[n:], " :")
			at := i
			if rest == "" && i+1 < len(p.doc.Blocks) {
				// "By" on a line of its own, the name in the next block.
				if next := p.doc.BlockText(i + 1); len(next) < 80 {
					rest, at = next, i+1
				}
			}
			if len(text) < 40 && at == i && !strings.Contains(rest, " ") && len(rest) > 1 && strings.EqualFold(line[:2], "by") {
				// "by ibby": an account's name and nothing else
				if people := persons(rest, stated); len(people) == 1 {
					p.claims = append(p.claims, claim{signal: sig, value: line, node: b.Node, block: i, pos: b.Start, people: people})
					return
				}
			}
			if !nameStart(rest) || len(text) > 2*maxByline {
				continue
			}
			people := persons(rest, shown)
			if len(people) > 0 && proseAfter(rest, people[len(people)-1].name) {
				continue
			}
			if len(people) > 0 {
				p.claims = append(p.claims, claim{signal: sig, value: clip(line, 200), node: b.Node, block: i, pos: b.Start, people: people})
				return
			}
		}
		if len(line) > 160 {
			continue
		}
		for _, w := range midwords {
			at := strings.Index(line, w)
			if at < 0 || at > 90 {
				continue
			}
			rest := line[at+len(w):]
			lead := line[:at]
			// Only after a date, a label or another short piece of a byline, not in a sentence.
			if !nameStart(rest) || otherHand(lead) || !(digitsIn(lead) || labelBefore(lead, len(lead)) != unlabelled || strings.ContainsAny(lead, "|•·")) {
				continue
			}
			if people := persons(rest, shown); len(people) > 0 && !proseAfter(rest, people[len(people)-1].name) {
				p.claims = append(p.claims, claim{signal: sig, value: clip(line, 200), node: b.Node, block: i, pos: b.Start, people: people})
				return
			}
		}
	}
}

// otherHands are what somebody else than the author did.
var otherHands = map[string]bool{"reviewed": true, "edited": true, "checked": true, "photo": true, "photos": true, "photograph": true, "photographed": true, "illustration": true, "illustrated": true,
	"translated": true, "sponsored": true, "presented": true, "powered": true, "provided": true, "verified": true, "approved": true, "photography": true, "geprüft": true, "übersetzt": true, "foto": true, "traduit": true, "replied": true}

// otherHand says whether the words before "by" end in one of them.
func otherHand(lead string) bool {
	lead = strings.TrimRight(lead, " :")
	return otherHands[strings.ToLower(lead[strings.LastIndexAny(lead, " -|\n")+1:])]
}

// nameStart says whether a name can begin here: a capital, or a script without capitals.
func nameStart(s string) bool {
	s = strings.TrimLeft(s, " :@\"“")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}

// proseAfter says whether a sentence goes on after a name: "By John Smith's reckoning …".
func proseAfter(text, name string) bool {
	i := strings.Index(text, name)
	if i < 0 {
		return false
	}
	rest := text[i+len(name):]
	if rest == "" || strings.IndexByte("\n|,;(&/-", rest[0]) >= 0 {
		return len(rest) > 250
	}
	lower := 0
	for w := range strings.FieldsSeq(rest) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && nameWord(w)&(wordStop|wordRole|wordAnd) == 0 {
			lower++
		}
	}
	return lower > 4
}
