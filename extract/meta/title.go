package meta

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

const (
	// maxTitle bounds a title: longer text in a heading is no heading.
	maxTitle = 400
	// titleAgreement is the share of words an h1 must have in common with what
	// the head says (metadata.md: 0.3 was best of those tried).
	titleAgreement = .3
)

// separators part a title from the site's name.
var separators = []string{" | ", " - ", " – ", " — ", " · ", " » ", " « ", " :: ", " • ", " ‹ ", " › ", " ~ ", " / ", " // ", " ・ ", "｜", " |", "| ", "_"}

// separatorBytes has a character of each separator.
const separatorBytes = "|-–—·»«:•‹›~/・｜_"

// cutSite takes the segments off both ends of a title whose words are the site's, again and again.
func (p *page) cutSite(t string) (title, tail string) {
	for range 6 {
		if !strings.ContainsAny(t, separatorBytes) {
			break
		}
		cut := false
		best := -1
		var sep string
		for _, s := range separators {
			if i := strings.LastIndex(t, s); i > best {
				best, sep = i, s
			}
		}
		if best > 0 && p.isSite(t[best+len(sep):]) {
			tail = strings.TrimSpace(t[best+len(sep):])
			t = strings.TrimSpace(t[:best])
			cut = true
		}
		first := -1
		for _, s := range separators {
			if i := strings.Index(t, s); i >= 0 && (first < 0 || i < first) {
				first, sep = i, s
			}
		}
		if first > 0 && p.isSite(t[:first]) {
			if tail == "" {
				tail = strings.TrimSpace(t[:first])
			}
			t = strings.TrimLeft(strings.TrimSpace(t[first+len(sep):]), "|-–—·» ")
			cut = true
		}
		if !cut {
			break
		}
	}
	// What stands behind a bar is the site, a section or a slogan even where the
	// page does not say its name: cutting there is right on 22 development pages
	// and wrong on 4. No other separator is that clear.
	if i := strings.Index(t, " | "); i > 0 {
		if tail == "" {
			tail = strings.TrimSpace(t[strings.LastIndex(t, " | ")+3:])
		}
		t = strings.TrimSpace(t[:i])
	}
	return t, tail
}

// isSite says whether a segment of a title is the name of the site.
func (p *page) isSite(segment string) bool {
	s := squash(segment)
	if len(s) < 2 {
		return s == "" // a separator at the end, with nothing behind it
	}
	for _, name := range p.sites {
		if s == name {
			return true
		}
		if len(name) >= 4 && (strings.HasPrefix(s, name) && len(s) <= len(name)+12 || strings.HasSuffix(s, name) && len(s) <= len(name)+14) {
			return true
		}
		if len(s) >= 4 && (strings.HasPrefix(name, s) || strings.HasSuffix(name, s)) && len(s)*2 >= len(name) {
			return true
		}
	}
	if names := strings.Fields(segment); len(names) >= 2 && len(names) <= 4 {
		// "REI Co-op" of rei.com
		first, last := squash(names[0]), squash(names[len(names)-1])
		for _, h := range p.hosts {
			if len(h) >= 3 && (first == h || last == h) {
				return true
			}
		}
	}
	for _, h := range p.hosts {
		if s == h || len(s) >= 4 && (strings.HasPrefix(h, s) || strings.HasSuffix(h, s)) && len(s)*2 >= len(h) ||
			len(h) >= 5 && strings.Contains(s, h) && len(s) <= len(h)+14 {
			return true
		}
	}
	return false
}

// isSiteName says whether a whole title is the name of the site and no more.
func (p *page) isSiteName(title string) bool {
	s := squash(title)
	for _, name := range p.sites {
		if s == name {
			return true
		}
	}
	for _, h := range p.hosts {
		if s == h {
			return true
		}
	}
	return s == ""
}

// addSite records a name by which the site may call itself in a title.
func (p *page) addSite(name string) {
	if s := squash(name); len(s) >= 2 && len(s) <= 60 {
		p.sites = append(p.sites, s)
		if cut := strings.TrimPrefix(s, "the"); cut != s && len(cut) >= 3 {
			p.sites = append(p.sites, cut)
		}
		for _, tld := range []string{"com", "org", "net", "de", "couk", "io"} {
			if cut := strings.TrimSuffix(s, tld); cut != s && len(cut) >= 4 && strings.Contains(name, ".") {
				p.sites = append(p.sites, cut)
			}
		}
	}
}

// titleCandidates are the head's titles, each without the site.
type headTitle struct {
	claim  int
	text   string
	folded string
}

func (p *page) headTitles() []headTitle {
	var out []headTitle
	for i := range p.claims {
		c := &p.claims[i]
		if signalTable[c.signal].Subject != Title || c.value == "" {
			continue
		}
		v := c.value
		if c.signal == sigPropHeadline && v == "" {
			continue
		}
		// Most pages give one title several times.
		if k := slices.IndexFunc(out, func(h headTitle) bool { return p.claims[h.claim].value == v }); k >= 0 && c.signal != sigTitle {
			c.read = out[k].text
			out = append(out, headTitle{i, out[k].text, out[k].folded})
			continue
		}
		v = unescape(stripTags(v))
		cut, tail := p.cutSite(collapse(v))
		cut = trimPrefix(cut)
		if len(cut) > maxTitle || cut == "" {
			c.note = "empty or too long"
			continue
		}
		if p.isSiteName(cut) {
			c.note = "the site's name alone"
			continue
		}
		c.read = cut
		if tail != "" && c.signal == sigTitle {
			p.add(sigTitleTail, tail, nil)
		}
		out = append(out, headTitle{i, cut, fold(cut)})
	}
	return out
}

// prefixes of a title that say what it is.
var titlePrefixes = []string{"Title:", "Blog:", "Titel:", "Titre:", "Título:", "Re:", "Fwd:"}

func trimPrefix(s string) string {
	for _, p := range titlePrefixes {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) {
			return strings.TrimSpace(s[len(p):])
		}
	}
	return s
}

// stripTags takes markup out that a template left in an attribute.
func stripTags(s string) string {
	for range 20 {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) || s[i+1] != '/' && (s[i+1]|0x20 < 'a' || s[i+1]|0x20 > 'z') {
			return s
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			return s
		}
		s = s[:i] + " " + s[i+j+1:]
	}
	return s
}

// decideTitle picks the page's title and the element that shows it.
func (p *page) decideTitle(m *Metadata) {
	m.TitleBlock = -1
	if p.ctx.Title != "" {
		p.add(sigContainerTitle, p.ctx.Title, nil)
	}
	heads := p.headTitles()
	best, bestScore := -1, 0.0
	bestText := ""
	for _, h := range p.heads {
		s := &p.doc.Signals[h]
		text := trimPrefix(unescape(p.nodeText(s.Node, 2*maxTitle)))
		if text == "" || len(text) > maxTitle {
			continue
		}
		sig, floor := sigH1, titleAgreement
		if s.Name != "h1" {
			sig, floor = sigHeading, .75
		}
		p.add(sig, text, s)
		c := &p.claims[len(p.claims)-1]
		if p.isSiteName(text) {
			c.note = "the site's name alone"
			continue
		}
		folded := fold(text)
		score := 0.0
		for i, t := range heads {
			if i == 0 || t.folded != heads[i-1].folded {
				score = max(score, similarity(folded, t.folded))
			}
		}
		c.read, c.weight = text, score
		if len(heads) == 0 && s.Name == "h1" && p.own(s.Node)&(zoneHead|zoneAside|zoneComment) == 0 {
			score = titleAgreement
		}
		if score < floor {
			c.note = "too unlike the head's title"
			continue
		}
		if s.Name != "h1" {
			score -= .2
		}
		if score > bestScore+.001 {
			best, bestScore, bestText = len(p.claims)-1, score, text
		}
	}
	if best >= 0 {
		c := &p.claims[best]
		c.won = true
		cut, _ := p.cutSite(bestText)
		cut = betterForm(cut, heads)
		m.Title = Field{Value: cut, Source: signalTable[c.signal].Name, Confidence: .55 + .4*pow4(min(1, bestScore))}
		p.setTitleNode(c.node)
		c.note = "agrees with the head's title"
	} else if w := p.vote(heads); w < 0 {
		p.bareTitle(m)
	} else {
		c := &p.claims[heads[w].claim]
		c.won = true
		m.Title = Field{Value: heads[w].text, Source: signalTable[c.signal].Name, Confidence: .6}
	}
	p.title = m.Title.Value
	p.findTitleBlock(m)
}

// betterForm compares a heading with the head's titles: the same words there
// keep the punctuation that two elements in a heading lose ("Kicker Headline"
// for "Kicker: Headline"), and a title that the heading opens or closes with is
// the heading without its label or count.
func betterForm(h1 string, heads []headTitle) string {
	s, f := squash(h1), fold(h1)
	for _, t := range heads {
		if t.folded != f && len(t.text) > len(h1) && len(t.text) <= len(h1)+4 && wordEdges(t.text) && squash(t.text) == s && punctuation(t.text) > punctuation(h1) {
			return t.text
		}
	}
	for _, t := range heads {
		if len(words(t.folded)) < 3 || len(t.folded) >= len(f) {
			continue
		}
		if rest, ok := strings.CutPrefix(f, t.folded+" "); ok && strings.IndexByte("(/|[", rest[0]) >= 0 && len(words(rest)) <= labelWords {
			return t.text
		}
		if rest, ok := strings.CutSuffix(f, " "+t.folded); ok && len(words(rest)) <= labelWords && hasLetters(rest) {
			return t.text
		}
	}
	return h1
}

// wordEdges says whether a title begins and ends with a word or a bracket or mark that closes a sentence.
func wordEdges(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return (unicode.IsLetter(first) || unicode.IsDigit(first)) && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == '?' || last == '!' || last == ')')
}

// punctuation counts the punctuation of a title.
func punctuation(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsPunct(r) {
			n++
		}
	}
	return n
}

// labelWords is how many words a label beside a heading has at most: "News", "Tips/Techniques", "(latimes.com) 87".
const labelWords = 3

// bareTitle takes the head's title as it is where nothing else is left of it.
func (p *page) bareTitle(m *Metadata) {
	for _, sig := range []int{sigOGTitle, sigTitle, sigHeadline, sigLDName, sigTwitterTitle, sigMetaTitle, sigH1} {
		for i := range p.claims {
			c := &p.claims[i]
			if v := collapse(unescape(c.value)); c.signal == sig && v != "" && len(v) <= maxTitle {
				c.won, c.read = true, v
				m.Title = Field{Value: v, Source: signalTable[sig].Name, Confidence: .4}
				return
			}
		}
	}
}

// unescape decodes references that a template encoded twice.
func unescape(s string) string {
	if strings.Contains(s, "&#") || strings.Contains(s, "&amp;") || strings.Contains(s, "&quot;") {
		return html.UnescapeString(s)
	}
	return s
}

// pow4 makes the confidence of a heading follow its likeness to the head's title:
// right on .93 of the development pages at 1, on .6 to .7 below .95.
func pow4(x float64) float64 { x *= x; return x * x }

// vote picks the head's title that most others repeat; weight breaks ties.
func (p *page) vote(heads []headTitle) int {
	best, bestScore := -1, -1.0
	for i, h := range heads {
		score := signalTable[p.claims[h.claim].signal].Weight / 10
		for j, o := range heads {
			if i != j && o.folded == h.folded {
				score++
			}
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// findTitleBlock finds the block that shows the title.
func (p *page) findTitleBlock(m *Metadata) {
	d := p.doc
	if p.titleNode > 0 {
		n := &d.Nodes[p.titleNode]
		for b := n.FirstBlock; b < n.LastBlock; b++ {
			if d.Blocks[b].End > d.Blocks[b].Start && d.Blocks[b].Kind != block.Control {
				m.TitleBlock = int(b)
				return
			}
		}
	}
	if p.title == "" {
		return
	}
	want := fold(p.title)
	best, bestRank := -1, 0
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if n := int(b.End - b.Start); n < len(p.title)/2 || n > 2*len(p.title)+20 || b.Kind == block.Control {
			continue
		}
		if fold(d.BlockText(i)) != want {
			continue
		}
		rank := 1
		if b.Kind == block.Heading {
			rank = 3
		}
		if b.Flags&(block.Hidden|block.ScreenReader) != 0 || p.own(b.Node)&zoneAside != 0 {
			rank = 0
		}
		if rank > bestRank || best < 0 {
			best, bestRank = i, rank
		}
	}
	m.TitleBlock = best
	if best >= 0 && d.Form == block.FormHTML {
		p.setTitleNode(d.Blocks[best].Node)
	}
}

// decideSubtitle takes the standfirst: an element right after the title whose class names one, or JSON-LD's second headline.
func (p *page) decideSubtitle(m *Metadata) {
	d := p.doc
	if m.TitleBlock >= 0 {
		for i := m.TitleBlock + 1; i < len(d.Blocks) && i <= m.TitleBlock+6; i++ {
			b := &d.Blocks[i]
			n := utf8.RuneCountInString(d.BlockText(i))
			if n < 10 || n > 600 || b.Kind != block.Para && b.Kind != block.Heading {
				continue
			}
			z := p.own(b.Node)
			if par := d.Nodes[b.Node].Parent; par > 0 && par > p.titleNode {
				z |= p.own(par)
			}
			if z&zoneSubtitle != 0 {
				p.add(sigSubtitle, d.BlockText(i), nil)
				c := &p.claims[len(p.claims)-1]
				c.block = i
				c.read = collapse(c.value)
				break
			}
		}
	}
	p.rank(Subtitle, func(s string) string {
		if s = collapse(stripTags(s)); fold(s) == fold(m.Title.Value) || len(s) > 2*maxTitle {
			return ""
		}
		return s
	}, &m.Subtitle)
}
