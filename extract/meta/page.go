package meta

import (
	"strings"
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// page is one document on its way through the decisions. It is filled step by
// step by Resolve and never kept.
type page struct {
	doc *block.Document
	ctx Context

	claims  []claim
	graph   graph
	entity  int32   // the JSON-LD node that describes the page, -1 if none does
	others  []int32 // further nodes that may, best first
	reading reading
	lang    string // what html lang or its like says, as written

	heads      []int32 // indexes of heading signals
	bodyNames  []int32 // indexes of meta itemprop=name in the body
	zones      []zone
	within     []zone  // zones of elements with their ancestors, 0 where not known
	chain      []int32 // scratch of zone
	titleNode  int32   // the element that shows the title, 0 if none does
	title      string
	sites      []string // squashed names of the site: og:site_name, publisher, host
	hosts      []string
	farNames   int    // different names of author elements far from the title
	stamps     int    // dated claims made of text
	farName    string // the last of them
	titleBlock int
	nearLo     int // blocks near the title: nearLo <= i < nearHi
	nearHi     int
	base       string              // base href
	absURL     func(string) string // resolves an address, "" if it cannot
}

// claim is what one signal says.
type claim struct {
	signal int // index in signalTable
	value  string
	node   int32
	block  int
	pos    int32
	stamp  stamp
	people []person
	read   string
	note   string
	weight float64
	won    bool
}

func (p *page) add(signal int, value string, at *block.Signal) {
	c := claim{signal: signal, value: value, block: -1}
	if at != nil {
		c.node, c.block, c.pos = at.Node, int(at.Block), at.Pos
	}
	p.claims = append(p.claims, c)
}

// of calls f with every claim about a subject, in the order of the table's ranks within the page.
func (p *page) of(s Subject, f func(*claim)) {
	for i := range p.claims {
		if signalTable[p.claims[i].signal].Subject == s {
			f(&p.claims[i])
		}
	}
}

// nodeText is the visible text of an element without buttons, hidden and
// screen-reader parts and page machinery, on one line.
func (p *page) nodeText(node int32, limit int) string {
	n := &p.doc.Nodes[node]
	if int(n.TextEnd()-n.Start) > limit {
		return ""
	}
	s := p.doc.NodeText(node, func(c *block.Node) bool {
		return c.Flags&(block.NodeHidden|block.NodeScreenReader) != 0 || c.Tag == block.TagButton || c.Tag == block.TagSelect || c.Tag == block.TagStyle
	})
	for b := n.FirstBlock; b < n.LastBlock; b++ {
		for _, sp := range p.doc.BlockSpans(int(b)) {
			if sp.Kind == block.Chrome && sp.End > sp.Start {
				s = strings.Replace(s, p.doc.Text[sp.Start:sp.End], " ", 1)
			}
		}
	}
	return collapse(s)
}

// pages keeps the lists of pages that are done for the next ones: they are a
// third of what metadata costs.
var pages = sync.Pool{New: func() any { return &page{claims: make([]claim, 0, 128)} }}

// maxPooled bounds what is kept of a list: a giant page's go back to the heap.
const maxPooled = 1 << 14

func newPage(doc *block.Document, ctx Context) *page {
	old := pages.Get().(*page)
	return &page{doc: doc, ctx: ctx, claims: old.claims[:0], zones: old.zones[:0], within: old.within[:0], chain: old.chain[:0], heads: old.heads[:0]}
}

// done gives the page's lists back; nothing of the page may be used after.
func (p *page) done() {
	if cap(p.claims) > maxPooled || cap(p.zones) > maxPooled || cap(p.within) > 4*maxPooled {
		return
	}
	clear(p.claims)
	pages.Put(&page{claims: p.claims, zones: p.zones, within: p.within, chain: p.chain, heads: p.heads})
}

// grown is a zeroed list of n in the memory of s, if that is enough.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}

// gather sorts the document's signals into claims.
func (p *page) gather() {
	d := p.doc
	p.entity = -1
	p.zones = grown(p.zones, len(d.Names))
	names := metaSignals()
	var label string // of twitter:label1
	for i := range d.Signals {
		s := &d.Signals[i]
		switch s.Kind {
		case block.SignalMeta:
			switch s.Name {
			case "twitter:label1", "twitter:label2":
				label = strings.ToLower(s.Value)
				continue
			case "twitter:data1", "twitter:data2":
				if bylineLead(label+" ") > 0 || strings.Contains(label, "author") || strings.Contains(label, "autor") || strings.Contains(label, "auteur") || strings.Contains(label, "verfasst") || strings.Contains(label, "skriv") || strings.Contains(label, "written") {
					p.add(sigTwitterData, s.Value, s)
				}
				continue
			}
			if s.Value == "" {
				continue
			}
			if s.Name == "name" && s.Pos > 0 {
				p.bodyNames = append(p.bodyNames, int32(i))
			}
			sigs := names[s.Name]
			for _, sig := range sigs {
				p.add(sig, s.Value, s)
			}
			if len(sigs) == 0 && namesPublication(s.Name) {
				p.add(sigMetaLikely, s.Value, s)
			}
		case block.SignalTitle:
			if s.Text != "" {
				p.add(sigTitle, s.Text, s)
			} else {
				p.add(sigTitle, s.Value, s)
			}
		case block.SignalLink:
			p.link(s)
		case block.SignalJSONLD:
			p.graph.read(s.Value)
		case block.SignalJSON:
			p.script(s)
		case block.SignalLang:
			if p.lang == "" {
				p.lang = strings.TrimSpace(s.Value)
			}
		case block.SignalBase:
			p.base = s.Value
		case block.SignalComment:
			p.comment(s.Value)
		case block.SignalTime:
			p.add(sigTime, s.Value, s)
		case block.SignalItemProp:
			p.itemprop(s)
		case block.SignalByline:
			p.byline(s)
		case block.SignalHeading:
			p.heads = append(p.heads, int32(i))
		case block.SignalLine:
			p.line(s)
		}
	}
}

func (p *page) link(s *block.Signal) {
	for r := range strings.FieldsSeq(s.Name) {
		if sig, ok := linkSignals[r]; ok && s.Value != "" {
			p.add(sig, s.Value, s)
		}
	}
}

// metaValue returns the first value of the claims of one signal.
func (p *page) value(signal int) string {
	for i := range p.claims {
		if p.claims[i].signal == signal {
			return p.claims[i].value
		}
	}
	return ""
}

// namesPublication says whether the words of a meta element's name are those of
// a publication date: "w-published-date", "sw.article:publishtime".
func namesPublication(name string) bool {
	if !strings.Contains(name, "publi") && !strings.Contains(name, "pubdate") {
		return false
	}
	for _, no := range []string{"publisher", "modif", "update", "unpublish", "expir", "public-"} {
		if strings.Contains(name, no) {
			return false
		}
	}
	for _, yes := range []string{"date", "time", "published", "_at"} {
		if strings.Contains(name, yes) {
			return true
		}
	}
	return false
}
