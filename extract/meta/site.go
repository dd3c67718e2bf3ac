package meta

import (
	"net/url"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// siteNames gathers what the site may call itself in a title.
func (p *page) siteNames() {
	g := &p.graph
	for i := range g.nodes {
		n := &g.nodes[i]
		switch {
		case n.apart:
		case n.class == ldSite:
			if v := g.text(int32(i), ldName); v != "" {
				p.add(sigLDSite, v, nil)
			}
			if v := g.text(int32(i), ldAlternateName); v != "" {
				p.addSite(v)
			}
		case n.class == ldOrg && (n.via == ldPublisher || n.via == ldGraph || n.via == ldNone):
			p.addSite(g.text(int32(i), ldName))
		}
		if len(p.sites) > 20 {
			break
		}
	}
	for i := range p.claims {
		c := &p.claims[i]
		switch signalTable[c.signal].Subject {
		case Site, Publisher:
			if len(p.sites) < 30 {
				p.addSite(c.value)
			}
		}
	}
	for _, u := range []string{p.ctx.URL, p.value(sigCanonical), p.value(sigOGURL), p.value(sigSaverURL), p.value(sigLDURL), p.base} {
		p.addHost(u)
	}
	if len(p.hosts) == 0 {
		p.addHost(p.linkedHost())
	}
}

// linkSample bounds the links that are looked at for the page's own host.
const linkSample = 300

// linkedHost is the host that most of the page's links lead to, as an address:
// a page that does not say its own links to itself most.
func (p *page) linkedHost() string {
	count := map[string]int{}
	n := 0
	for i := range p.doc.Spans {
		s := &p.doc.Spans[i]
		if s.Kind != block.Link || !strings.HasPrefix(s.URL, "http") {
			continue
		}
		if n++; n > linkSample {
			break
		}
		count[hostOf(s.URL)]++
	}
	best := ""
	for h, c := range count {
		if c > count[best] || c == count[best] && h < best {
			best = h
		}
	}
	if best == "" || count[best] < 4 || count[best]*3 < n {
		return ""
	}
	return "https://" + best
}

// addHost records the labels of an address's host without www and the public suffix.
func (p *page) addHost(u string) {
	h := hostOf(u)
	if h == "" {
		return
	}
	parts := strings.Split(h, ".")
	for len(parts) > 1 && len(parts[len(parts)-1]) <= 3 || len(parts) > 2 {
		if len(parts) == 1 {
			break
		}
		parts = parts[:len(parts)-1]
		if n := len(parts); n > 0 {
			if s := squash(parts[n-1]); len(s) >= 3 && s != "com" && s != "net" && s != "org" && s != "gov" && s != "edu" {
				p.hosts = append(p.hosts, s)
			}
		}
	}
	p.hosts = append(p.hosts, squash(h))
}

func hostOf(u string) string {
	i := strings.Index(u, "://")
	if i < 0 {
		return ""
	}
	h := u[i+3:]
	if j := strings.IndexAny(h, "/?#"); j >= 0 {
		h = h[:j]
	}
	h = h[strings.LastIndexByte(h, '@')+1:]
	if j := strings.LastIndexByte(h, ':'); j >= 0 {
		h = h[:j]
	}
	return strings.TrimPrefix(strings.ToLower(h), "www.")
}

// sameSite says whether two hosts share their last two labels: "m.example.org" and "example.org".
func sameSite(a, b string) bool {
	cut := func(h string) string {
		if i := strings.LastIndexByte(h, '.'); i > 0 {
			if j := strings.LastIndexByte(h[:i], '.'); j >= 0 {
				return h[j+1:]
			}
		}
		return h
	}
	return cut(a) == cut(b)
}

// decideSite decides what needs no more than rank.
func (p *page) decideSite(m *Metadata) {
	for _, u := range []string{p.ctx.URL, p.value(sigCanonical), p.value(sigOGURL), p.value(sigSaverURL)} {
		if h := hostOf(u); h != "" {
			p.add(sigHost, h, nil)
			break
		}
	}
	name := func(s string) string {
		s = collapse(stripTags(s))
		if len(s) > 120 || strings.HasPrefix(s, "http") || !hasLetters(s) {
			return ""
		}
		return strings.TrimPrefix(s, "@")
	}
	p.rank(Publisher, name, &m.Publisher)
	p.rank(Site, name, &m.Site)
	if h := m.Site.Source; (h == "host" || h == "") && m.Publisher.Value != "" {
		m.Site = m.Publisher
	}
	if m.Site.Source == "host" {
		m.Site.Confidence = .4
	}
}

func (p *page) decideAddress(m *Metadata) {
	if p.ctx.URL != "" {
		p.add(sigContextURL, p.ctx.URL, nil)
	}
	var base *url.URL
	for _, b := range []string{p.base, p.ctx.URL, p.value(sigSaverURL), p.value(sigCanonical), p.value(sigOGURL)} {
		if u, err := url.Parse(b); err == nil && u.IsAbs() && u.Host != "" {
			base = u
			break
		}
	}
	p.absURL = func(s string) string {
		u, err := url.Parse(strings.TrimSpace(s))
		if err != nil {
			return ""
		}
		if !u.IsAbs() {
			if base == nil {
				return ""
			}
			u = base.ResolveReference(u)
		}
		if u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "file" || u.Host == "" && u.Scheme != "file" {
			return ""
		}
		return u.String()
	}
	p.rank(URL, p.absURL, &m.URL)
	p.rank(AMP, p.absURL, &m.AMP)
	if own, canon := hostOf(p.ctx.URL), hostOf(p.value(sigCanonical)); own != "" && canon != "" && !sameSite(own, canon) {
		p.add(sigOriginal, p.value(sigCanonical), nil)
		p.rank(Original, p.absURL, &m.Original)
	}
	p.rank(Image, func(s string) string {
		if strings.HasPrefix(s, "data:") {
			return ""
		}
		if a := p.absURL(s); a != "" {
			return a
		}
		return strings.TrimSpace(s) // no base to resolve it against
	}, &m.Image)
}

func (p *page) decideRest(m *Metadata) {
	title := squash(m.Title.Value)
	p.rank(Description, func(s string) string {
		s = collapse(stripTags(s))
		if len(s) < 3 || len(s) < 2*len(m.Title.Value)+20 && (squash(s) == title || p.isSite(s)) {
			return ""
		}
		return s
	}, &m.Description)
	p.rank(Section, func(s string) string {
		if s = collapse(s); len(s) > 100 {
			return ""
		}
		return s
	}, &m.Section)
	p.rank(License, collapse, &m.License)
	p.rank(Access, access, &m.Access)
	p.tags(m)
}

// access reads the ways in which pages say whether all may read them.
func access(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = s[strings.LastIndexByte(s, '/')+1:]
	switch s {
	case "true", "free", "yes", "1", "open":
		return "free"
	case "false", "locked", "metered", "no", "0", "paid", "premium", "subscription", "plus":
		return "restricted"
	}
	return ""
}

// maxTags bounds the tags of a page: more is a site's whole vocabulary.
const maxTags = 50

// tags takes those of the best signal that has any; comma lists are split.
func (p *page) tags(m *Metadata) {
	best := -1
	p.of(Tag, func(c *claim) {
		if best < 0 || signalTable[c.signal].Weight > signalTable[best].Weight {
			best = c.signal
		}
	})
	if best < 0 {
		return
	}
	seen := map[string]bool{}
	for i := range p.claims {
		c := &p.claims[i]
		if c.signal != best {
			continue
		}
		c.won = true
		for t := range strings.FieldsFuncSeq(c.value, func(r rune) bool { return r == ',' || r == ';' || r == '、' || r == '，' || r == '\n' }) {
			t = collapse(t)
			if t == "" || len(t) > 80 || seen[fold(t)] || len(m.Tags) >= maxTags {
				continue
			}
			seen[fold(t)] = true
			m.Tags = append(m.Tags, Field{Value: t, Source: signalTable[best].Name, Confidence: .8})
		}
	}
}

// readingOf finds the language and region by which dates are read.
func (p *page) readingOf() {
	tag := p.lang
	if l := p.value(sigMetaLanguage); l != "" && (primary(tag) == "" || primary(l) == primary(tag) && !strings.ContainsAny(tag, "-_")) {
		tag = l
	}
	p.reading.lang = primary(tag)
	region := ""
	if c := canonicalTag(tag); len(c) >= 5 {
		region = c[len(c)-2:]
	}
	if h := hostOf(p.address()); region == "" || region == "US" {
		if i := strings.LastIndexByte(h, '.'); i >= 0 && len(h)-i == 3 && h[i+1:] != "io" && h[i+1:] != "co" && h[i+1:] != "tv" && h[i+1:] != "me" && h[i+1:] != "ai" {
			region = strings.ToUpper(h[i+1:])
		}
	}
	p.reading.monthFirst = region == "US" || region == "PH" || region == "" && (p.reading.lang == "en" || p.reading.lang == "")
}

// address is the page's own address as far as it is known.
func (p *page) address() string {
	for _, u := range []string{p.ctx.URL, p.value(sigCanonical), p.value(sigOGURL), p.value(sigSaverURL)} {
		if u != "" {
			return u
		}
	}
	return ""
}
