package meta

import (
	"strings"
)

// ldEntity chooses the JSON-LD node that describes the page: the one whose
// headline agrees with a title or heading, or whose address is the page's; then
// by type; others that may do follow in order. One loop scores a node by all of
// that, so that each is read once.
func (p *page) ldEntity() {
	g := &p.graph
	if len(g.nodes) == 0 {
		return
	}
	var titles []string
	for i := range p.claims {
		if c := &p.claims[i]; signalTable[c.signal].Subject == Title && c.value != "" && len(titles) < 6 {
			titles = append(titles, fold(c.value))
		}
	}
	for _, h := range p.heads {
		if s := &p.doc.Signals[h]; s.Name == "h1" && len(titles) < 10 {
			titles = append(titles, fold(p.nodeText(s.Node, maxTitle)))
		}
	}
	own := map[string]bool{}
	for _, u := range []string{p.value(sigCanonical), p.value(sigOGURL), p.ctx.URL} {
		if u != "" {
			own[bareURL(u)] = true
		}
	}
	type scored struct {
		node  int32
		score float64
	}
	var list []scored
	for i := range g.nodes {
		n := &g.nodes[i]
		if n.apart || n.class < ldPage && !(n.class == ldUnknown && n.parent < 0) || n.via == ldPublisher || n.via == ldAuthor || n.via == ldPartOf {
			continue
		}
		if len(list) >= 60 {
			break
		}
		score := float64(n.class - ldUnknown)
		head := g.text(int32(i), ldHeadline)
		if head == "" {
			head = g.text(int32(i), ldName)
		}
		if head != "" {
			f := fold(head)
			agree := 0.0
			for _, t := range titles {
				if t != "" && (strings.Contains(t, f) || strings.Contains(f, t)) {
					agree = 1
					break
				}
				agree = max(agree, similarity(f, t))
			}
			if agree >= .5 {
				score += 6 * agree
			} else if len(titles) > 0 {
				score -= 4
			}
		}
		for _, k := range []ldKey{ldURL, ldID, ldMainEntityOfPage} {
			if u := g.text(int32(i), k); u != "" && own[bareURL(u)] {
				score += 3
				break
			}
		}
		list = append(list, scored{int32(i), score})
	}
	for i := 1; i < len(list); i++ { // few; stable, in page order
		for j := i; j > 0 && list[j].score > list[j-1].score; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	for i, s := range list {
		if i == 0 {
			p.entity = s.node
		} else if len(p.others) < 5 && s.score > 0 {
			p.others = append(p.others, s.node)
		}
	}
}

// bareURL is an address without scheme, www, query, fragment and last slash.
func bareURL(u string) string {
	if i := strings.IndexAny(u, "?#"); i >= 0 {
		u = u[:i]
	}
	if i := strings.Index(u, "://"); i >= 0 {
		u = u[i+3:]
	}
	return strings.TrimSuffix(strings.TrimPrefix(u, "www."), "/")
}

// ldClaims makes claims of the chosen node: one paragraph a property, long for their number.
func (p *page) ldClaims() {
	if p.entity < 0 {
		return
	}
	g := &p.graph
	for sig := range signalTable {
		for _, key := range signalTable[sig].ld {
			if v := g.text(p.entity, key); v != "" {
				p.add(sig, v, nil)
			}
		}
	}
	e := p.entity
	for _, k := range []ldKey{ldMainEntityOfPage, ldURL, ldID} {
		v := g.text(e, k)
		if v == "" {
			g.each(e, k, func(_ string, n int32) {
				if n >= 0 && v == "" {
					v = g.text(n, ldID)
				}
			})
		}
		if strings.HasPrefix(v, "http") && !strings.Contains(v, "#") {
			p.add(sigLDURL, v, nil)
			break
		}
	}
	for _, k := range []ldKey{ldImage, ldThumbnail} {
		done := false
		g.each(e, k, func(v string, n int32) {
			if n >= 0 {
				n = g.resolve(n)
				if v = g.text(n, ldURL); v == "" {
					v = g.text(n, ldID)
				}
			}
			if v != "" && !done {
				done = true
				p.add(sigLDImage, v, nil)
			}
		})
	}
	g.each(e, ldArticleSection, func(v string, _ int32) {
		if v != "" {
			p.add(sigLDSection, v, nil)
		}
	})
	g.each(e, ldKeywords, func(v string, n int32) {
		if n >= 0 {
			v = g.text(n, ldName)
		}
		if v != "" {
			p.add(sigLDKeywords, v, nil)
		}
	})
	if v := g.text(e, ldFree); v != "" {
		p.add(sigLDFree, v, nil)
	}
	g.each(e, ldPublisher, func(v string, n int32) {
		if n >= 0 {
			v = g.text(g.resolve(n), ldName)
		}
		if v != "" {
			p.add(sigLDPublisher, v, nil)
		}
	})
}
