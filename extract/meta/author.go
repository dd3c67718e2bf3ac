package meta

import (
	"slices"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// itemprop sorts a microdata property of the body.
func (p *page) itemprop(s *block.Signal) {
	for name := range strings.FieldsSeq(s.Name) {
		switch name {
		case "author", "creator":
			p.add(sigPropAuthor, s.Value, s)
		case "datePublished", "dateCreated", "uploadDate":
			p.add(sigPropPublished, s.Value, s)
		case "dateModified":
			p.add(sigPropModified, s.Value, s)
		case "headline":
			v := s.Value
			if v == "" && s.Node > 0 {
				v = p.nodeText(s.Node, maxTitle)
			}
			p.add(sigPropHeadline, v, s)
		case "publisher":
			p.add(sigPropPublisher, s.Value, s)
		}
	}
}

// byline sorts an element whose class, id or rel names an author or a date.
func (p *page) byline(s *block.Signal) {
	switch s.Name {
	case "rel=author":
		p.add(sigRelAuthor, s.Value, s)
		return
	case "data-author":
		p.add(sigBylineElement, s.Value, s)
		return
	}
	z := zoneWords()[s.Name]
	if s.Node > 0 {
		z |= p.own(s.Node)
	}
	if z&(zoneDate|zoneUpdated) != 0 && z&zoneAuthor == 0 {
		v := s.Value
		if !digitsIn(v) || strings.Contains(v, "/") && !strings.Contains(v, " ") && len(v) > 12 {
			v = ""
		}
		p.add(sigTime, v, s)
		return
	}
	if z&zoneAuthor != 0 || strings.Contains(s.Name, "author") || s.Name == "byline" {
		p.add(sigBylineElement, "", s)
	}
}

// gatherAuthors makes claims with names of the JSON-LD, the elements and the text near the title.
func (p *page) gatherAuthors(m *Metadata) {
	p.ldAuthors()
	n := len(p.claims)
	for i := 0; i < n; i++ {
		c := &p.claims[i]
		switch c.signal {
		case sigCatalogAuthor:
			c.people = persons(lastFirst(c.value), stated)
		case sigMetaAuthor, sigArticleAuthor, sigTwitterData, sigLineAuthor:
			c.people = persons(c.value, stated)
		case sigPropAuthor, sigRelAuthor, sigBylineElement:
			p.elementAuthor(c)
		}
	}
	p.textAuthors(m)
	if p.doc.Form == block.FormText {
		p.nameLines(m)
	}
	p.postAuthor()
	p.farAuthors()
}

// farAuthors reads what only counts where the title's surroundings name nobody:
// a line that opens with a full phrase ("Written by …") anywhere outside the
// comments, and author elements elsewhere if all of them name the same person.
func (p *page) farAuthors() {
	for i := range p.claims {
		switch p.claims[i].signal {
		case sigBylineElement, sigBylineText, sigLDAuthor, sigMetaAuthor:
			if len(p.claims[i].people) > 0 {
				return
			}
		}
	}
	d := p.doc
	for i := range d.Blocks {
		if i >= p.nearLo && i < p.nearHi || p.claims == nil {
			continue
		}
		text := d.BlockText(i)
		if len(text) < 5 || len(text) > maxByline {
			continue
		}
		lead := 0
		for _, w := range []string{"This post was ", "This article was ", ""} {
			if strings.HasPrefix(text, w) {
				lead = len(w)
				break
			}
		}
		n := bylineLead(text[lead:])
		if n < 8 && !(n > 4 && text[lead+n-1] == ':') || p.zone(d.Blocks[i].Node)&(zoneComment|zoneAside) != 0 {
			continue
		}
		before := len(p.claims)
		p.bylineInText(i, text[lead:], sigBylineEnd)
		if len(p.claims) > before {
			return
		}
	}
}

func (p *page) ldAuthors() {
	if p.entity < 0 {
		return
	}
	for _, e := range append([]int32{p.entity}, p.others...) {
		found := false
		for _, key := range []ldKey{ldAuthor, ldCreator} {
			if found {
				break
			}
			p.graph.each(e, key, func(text string, node int32) {
				org := false
				if node >= 0 {
					node = p.graph.resolve(node)
					text = p.graph.text(node, ldName)
					if text == "" {
						text = strings.TrimSpace(p.graph.text(node, ldGivenName) + " " + p.graph.text(node, ldFamilyName))
					}
					c := p.graph.nodes[node].class
					org = c == ldOrg || c == ldSite
				}
				if text == "" {
					return
				}
				found = true
				c := claim{signal: sigLDAuthor, value: text, block: -1}
				if org { // "Morgan & Morgan" is one
					c.people = []person{{name: text, org: true, key: squash(text)}}
				} else {
					c.people = persons(text, stated)
				}
				p.claims = append(p.claims, c)
			})
		}
		if found {
			return
		}
	}
}

// elementAuthor reads the names of an element.
func (p *page) elementAuthor(c *claim) {
	if c.node > 0 {
		far := c.signal != sigPropAuthor && !(c.block >= p.nearLo && c.block <= p.nearHi)
		if far && p.farNames > 1 {
			c.note = "far from the title, where several are named"
			return
		}
		z := p.zone(c.node)
		if z&(zoneComment|zoneAside) != 0 {
			c.note = "stands in an aside"
			return
		}
		if far {
			c.signal = sigBylineFar
		}
	}
	text := ""
	if c.node > 0 {
		text = p.nameInside(c.node)
		if text == "" {
			text = p.nodeLines(c.node, maxByline)
		}
	}
	t := shown
	if c.signal == sigPropAuthor {
		t = stated
	}
	if text == "" || c.signal == sigPropAuthor && c.value != "" && !strings.Contains(c.value, "/") {
		text, t = c.value, stated
	}
	if c.value == "" {
		c.value = text
	}
	c.people = persons(text, t)
	if len(c.people) == 0 && c.signal == sigRelAuthor && !strings.ContainsAny(text, " \n") {
		c.people = persons(text, stated) // an account's name
	}
	if len(c.people) == 0 {
		c.note = "no name in it"
	} else if c.signal == sigBylineFar && c.people[0].key != p.farName {
		p.farName = c.people[0].key
		p.farNames++
	}
}

// nodeLines is the text of an element with its blocks on lines of their own.
func (p *page) nodeLines(node int32, limit int) string {
	n := &p.doc.Nodes[node]
	if int(n.TextEnd()-n.Start) > limit {
		return ""
	}
	return p.doc.NodeText(node, func(c *block.Node) bool {
		return c.Flags&(block.NodeHidden|block.NodeScreenReader) != 0 || c.Tag == block.TagButton || c.Tag == block.TagTime
	})
}

// nameInside finds the element with itemprop=name inside an author's element.
func (p *page) nameInside(node int32) string {
	n := &p.doc.Nodes[node]
	for c := node + 1; c < n.Last && c < node+40; c++ {
		child := &p.doc.Nodes[c]
		if child.ItemProp > 0 && p.doc.Names[child.ItemProp] == "name" {
			return p.nodeText(c, maxByline)
		}
	}
	for _, i := range p.bodyNames {
		if s := &p.doc.Signals[i]; s.Node >= node && s.Node < n.Last {
			return s.Value
		}
	}
	return ""
}

// postAuthor is the author of a thread's first post.
func (p *page) postAuthor() {
	for i := range p.doc.Containers {
		c := &p.doc.Containers[i]
		if c.Kind != block.ContainerPost {
			continue
		}
		// Posts of an article are its comments: a thread's first stands at the title.
		if n := &p.doc.Nodes[c.Node]; c.Number > 0 || int(n.FirstBlock) > p.nearHi || p.zone(c.Node)&zoneComment != 0 {
			return
		}
		if c.Label != "" {
			p.claims = append(p.claims, claim{signal: sigPostAuthor, value: c.Label, node: c.Node, block: -1, people: persons(c.Label, stated)})
		}
		if s, ok := p.reading.machine(c.Title); ok {
			p.addStamp(sigPostDate, c.Title, s, c.Node, -1)
		}
		return
	}
}

// authors is what one signal says of the page's authors.
type authors struct {
	signal int
	first  int // its first claim
	people []person
	score  float64
}

// authorGroups gathers the claims of each signal.
func (p *page) authorGroups() []authors {
	var groups []authors
	for i := range p.claims {
		c := &p.claims[i]
		t := &signalTable[c.signal]
		if t.Subject != Author || c.note != "" {
			continue
		}
		if len(c.people) == 0 {
			c.note = "no name in it"
			continue
		}
		names := make([]string, len(c.people))
		for k, q := range c.people {
			names[k] = q.name
		}
		c.read, c.weight = strings.Join(names, "; "), t.Weight
		k := slices.IndexFunc(groups, func(g authors) bool { return g.signal == c.signal })
		if k < 0 {
			groups = append(groups, authors{signal: c.signal, first: i})
			k = len(groups) - 1
		}
		g := &groups[k]
		// Several claims of one signal are several authors where the page states
		// them as tags; of those in the body the first is the page's, with what
		// stands right beside it.
		if g.first != i && c.signal >= sigPropAuthor && c.signal != sigBylineFar && !(c.signal == sigPropAuthor && c.block <= p.claims[g.first].block+1) {
			continue
		}
		for _, q := range c.people {
			if len(g.people) < maxAuthors && !samePerson(g.people, q.key) {
				g.people = append(g.people, q)
			}
		}
	}
	return groups
}

// maxAuthors bounds the authors of a page; papers of big experiments have more, and are cut.
const maxAuthors = 100
