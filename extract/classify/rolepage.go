package classify

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
)

// landmark is a part of a page that its tag or its ARIA role names.
type landmark uint16

const (
	inNav landmark = 1 << iota
	inHeader
	inFooter
	inAside
	inForm
	inFigure
	inDialog
	inArticle // an article or list item that is not the page's own: a card
	inList
	inTable
	inTime // a time or address element
)

var tagLandmarks = map[block.Tag]landmark{
	block.TagNav: inNav, block.TagMenu: inNav, block.TagHeader: inHeader, block.TagFooter: inFooter, block.TagAside: inAside,
	block.TagForm: inForm, block.TagFieldset: inForm, block.TagSelect: inForm, block.TagButton: inForm, block.TagLabel: inForm, block.TagSearch: inForm,
	block.TagFigure: inFigure, block.TagFigcaption: inFigure, block.TagVideo: inFigure, block.TagAudio: inFigure,
	block.TagDialog: inDialog, block.TagArticle: inArticle, block.TagLi: inArticle | inList, block.TagTable: inTable,
}

var ariaLandmarks = map[string]landmark{
	"navigation": inNav, "menu": inNav, "menubar": inNav, "banner": inHeader, "contentinfo": inFooter, "complementary": inAside,
	"search": inNav, "form": inForm, "dialog": inDialog, "alertdialog": inDialog,
}

// outranks is the number of roles at the head of roleWords that hold for all
// that stands inside, whatever inner elements are called: the date of a comment
// belongs to the comment.
const outranks = 4

// partFacts is what an element's ancestors and itself say.
type partFacts struct {
	land landmark
	// strong is the innermost role of the first outranks roles of roleWords,
	// weak that of the others; both as index in roleWords.
	strong, weak uint8
}

// rolePage holds what naming the dropped blocks of a page needs, gathered in one
// pass over nodes, signals and blocks.
type rolePage struct {
	doc     *block.Document
	keep    []bool
	facts   []roleFacts
	title   string // the page's title in comparison form
	sumKept []int32
}

// roleFacts is what the rules see of a block.
type roleFacts struct {
	part   partFacts
	inline uint8 // as partFacts.weak, of an inline element that covers the block
	kind   block.Kind
	flags  block.Flags
	level  uint8

	bytes, words int32
	links        int32 // number
	linked       int32 // bytes inside links
	digits       int32
	steps        int32 // separators of a path: > » / |

	hit    bool
	phrase phrases.Hit
	// section is the role of the phrase that opened the section the block stands in.
	section    Role
	sectioned  bool
	time       bool // a time element stands in it
	title      bool // the page's title
	duplicate  bool // a kept block has the same text
	shortRun   bool // one of several short lines in a row of a text page
	card       bool // stands in a small group of blocks with a headline that is a link
	afterStart bool // kept text stands before it
	beforeEnd  bool // kept text stands after it
}

const (
	// linkMost is the share of a block's bytes inside links from which it is a link.
	linkMost = .75
	// headlineWords is the least number of words of a link that is a headline and
	// not a menu entry; in bytes for scripts without blanks.
	headlineWords = 4
	headlineBytes = 36
	// sectionMost bounds the blocks that a phrase's section reaches over on a page without elements.
	sectionMost = 40
	// climbMost bounds the search for an element around a block: it keeps the
	// pass linear on pages that nest without end.
	climbMost = 12
	// cardMost is the most blocks of one card.
	cardMost = 8
)

// newRolePage gathers the facts of the blocks that were not kept.
func newRolePage(doc *block.Document, keep []bool) *rolePage {
	p := &rolePage{doc: doc, keep: keep, facts: make([]roleFacts, len(doc.Blocks)), sumKept: make([]int32, len(doc.Blocks)+1)}
	for i := range doc.Blocks {
		p.sumKept[i+1] = p.sumKept[i]
		if keep[i] {
			p.sumKept[i+1] += doc.Blocks[i].End - doc.Blocks[i].Start
		}
	}
	for i := range doc.Signals {
		if s := &doc.Signals[i]; s.Kind == block.SignalTitle && p.title == "" {
			p.title = string(phrases.Normalise(nil, s.Text))
		}
	}
	parts := p.parts()
	kept := make(map[string]bool)
	headlines := make([]int32, len(doc.Blocks)+1)
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		f := &p.facts[i]
		f.part, f.kind, f.flags, f.level = parts[b.Node], b.Kind, b.Flags, b.Level
		f.inline = noRank
		p.text(i, f)
		headlines[i+1] = headlines[i]
		if keep[i] {
			if f.bytes >= duplicateLeast {
				kept[doc.BlockText(i)] = true
			}
			continue
		}
		if f.isLink() && f.isHeadline() {
			headlines[i+1]++
		}
		f.afterStart = p.sumKept[i] > 0
		f.beforeEnd = p.sumKept[i] < p.sumKept[len(doc.Blocks)]
		f.phrase, f.hit = phrases.Match(doc.BlockText(i))
	}
	p.inlines()
	p.times()
	p.sections()
	if doc.Form == block.FormText {
		p.shortRuns()
	}
	for i := range p.facts {
		f := &p.facts[i]
		if keep[i] {
			continue
		}
		text := doc.BlockText(i)
		f.duplicate = f.bytes >= duplicateLeast && kept[text]
		f.title = p.isTitle(text, f)
		f.card = p.isCard(i, headlines)
	}
	return p
}

// duplicateLeast is the least length in bytes of a text that counts as said twice.
const duplicateLeast = 40

// parts walks the elements once, outer before inner.
func (p *rolePage) parts() []partFacts {
	doc := p.doc
	names := newNameRoles(doc)
	parts := make([]partFacts, len(doc.Nodes))
	total := p.sumKept[len(doc.Blocks)]
	for i := range doc.Nodes {
		n := &doc.Nodes[i]
		f := &parts[i]
		if n.Parent < 0 {
			f.strong, f.weak = noRank, noRank
			continue
		}
		*f = parts[n.Parent]
		// An element around most of the article is the page, whatever it is called.
		if total > 0 && 2*(p.sumKept[n.LastBlock]-p.sumKept[n.FirstBlock]) > total || n.Tag == block.TagBody || n.Tag == block.TagHtml {
			continue
		}
		f.land |= tagLandmarks[n.Tag]
		if n.Role != 0 {
			f.land |= ariaLandmarks[doc.Names[n.Role]]
		}
		rank := min(names.rank(n.Class), names.rank(n.ID), names.rank(n.ItemProp))
		switch {
		case rank < outranks:
			f.strong = rank
		case rank < noRank:
			f.weak = rank
		}
	}
	return parts
}

// inlines finds the inline elements that cover a whole block: <div><span class="date">….
func (p *rolePage) inlines() {
	doc := p.doc
	names := newNameRoles(doc)
	at := 0
	for i := range doc.Nodes {
		n := &doc.Nodes[i]
		if n.Flags&block.NodeBlock != 0 || n.Class == 0 && n.ID == 0 && n.ItemProp == 0 {
			continue
		}
		for at < len(doc.Blocks) && doc.Blocks[at].End <= n.Start {
			at++
		}
		if at == len(doc.Blocks) {
			break
		}
		b := &doc.Blocks[at]
		// A few bytes may stand outside: an icon, a colon.
		if p.keep[at] || n.Start > b.Start+3 || n.End+3 < b.End {
			continue
		}
		if rank := min(names.rank(n.Class), names.rank(n.ID), names.rank(n.ItemProp)); rank < noRank {
			p.facts[at].inline = rank
		}
	}
}

// times marks the blocks that hold a time element.
func (p *rolePage) times() {
	at := 0
	for i := range p.doc.Signals {
		s := &p.doc.Signals[i]
		if s.Kind != block.SignalTime {
			continue
		}
		for at < len(p.doc.Blocks) && p.doc.Blocks[at].End <= s.Pos {
			at++
		}
		if at < len(p.doc.Blocks) && p.doc.Blocks[at].Start <= s.Pos {
			p.facts[at].time = true
		}
	}
}

// text measures a block.
func (p *rolePage) text(i int, f *roleFacts) {
	b := &p.doc.Blocks[i]
	text := p.doc.Text[b.Start:b.End]
	f.bytes = int32(len(text))
	blank := true
	for k := 0; k < len(text); k++ {
		c := text[k]
		switch {
		case c == ' ' || c == '\n' || c == '\t':
			blank = true
			continue
		case c >= '0' && c <= '9':
			f.digits++
		case c == '>' || c == '/' || c == '|':
			f.steps++
		}
		if blank {
			f.words++
			blank = false
		}
	}
	f.steps += int32(strings.Count(text, "»") + strings.Count(text, "›"))
	end := b.Start
	for k := b.SpanStart; k < b.SpanEnd; k++ {
		s := &p.doc.Spans[k]
		if s.Kind != block.Link || s.End <= end {
			continue
		}
		f.links++
		f.linked += s.End - max(s.Start, end)
		end = s.End
	}
}

// isLink reports whether nearly all of the block is links.
func (f *roleFacts) isLink() bool {
	return f.bytes > 0 && float64(f.linked) >= linkMost*float64(f.bytes)
}

// isHeadline reports whether the block is long enough for a headline.
func (f *roleFacts) isHeadline() bool {
	return f.words >= headlineWords || f.bytes >= headlineBytes
}

// sections carries the roles of phrases that open a section to the blocks below
// them: to the end of the smallest element that holds more than the phrase, to
// the next heading that is not smaller, to the next such phrase or to the next
// kept block. On text pages, where nothing bounds a footer, legal lines open none.
func (p *rolePage) sections() {
	doc := p.doc
	end, level, role := 0, uint8(0), RoleArticle
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		f := &p.facts[i]
		if i >= end || p.keep[i] || b.Kind == block.Heading && level > 0 && b.Level <= level {
			end = 0
		}
		if !p.keep[i] && f.opensSection() && (doc.Form == block.FormHTML || f.phrase.Role != RoleLegal) {
			end, level, role = p.sectionEnd(i), b.Level, f.phrase.Role
			continue
		}
		if i < end {
			f.section, f.sectioned = role, true
		}
	}
}

// opensSection reports whether the block is a heading or line that speaks for
// what follows. An entry of a menu ("Latest", "Comments") is not.
func (f *roleFacts) opensSection() bool {
	return f.hit && f.phrase.Place != phrases.Line && f.words <= 12 &&
		(f.kind == block.Heading || !f.isLink()) && f.part.land&inNav == 0 && f.part.weak != navigationRank
}

// navigationRank is the rank of menus.
var navigationRank = rankOf(RoleNavigation)

// sectionEnd is one past the last block that a section opened by block i can reach.
func (p *rolePage) sectionEnd(i int) int {
	n := p.doc.Blocks[i].Node
	for range climbMost {
		node := &p.doc.Nodes[n]
		if int(node.LastBlock) > i+1 {
			return int(node.LastBlock)
		}
		if node.Parent < 0 {
			break
		}
		n = node.Parent
	}
	return i + 1 + sectionMost
}

const (
	// shortWords and shortBytes bound a line of a menu, runLeast the lines of one.
	shortWords, shortBytes = 4, 32
	runLeast               = 4
)

// shortRuns marks the menus of a page that has no elements to tell them by.
func (p *rolePage) shortRuns() {
	start := 0
	for i := 0; i <= len(p.facts); i++ {
		if i < len(p.facts) && !p.keep[i] && p.facts[i].words <= shortWords && p.facts[i].bytes <= shortBytes {
			continue
		}
		for k := start; k < i && i-start >= runLeast; k++ {
			p.facts[k].shortRun = p.facts[k].bytes > 0
		}
		start = i + 1
	}
}

// isTitle reports whether the block says the page's title.
func (p *rolePage) isTitle(text string, f *roleFacts) bool {
	if p.title == "" || f.bytes > 300 || f.words < 2 && f.bytes < headlineBytes || f.kind != block.Heading && f.isLink() {
		return false
	}
	var buf [320]byte
	norm := string(phrases.Normalise(buf[:0], text))
	return norm == p.title || f.kind == block.Heading && f.level <= 2 && len(norm) >= 12 && strings.HasPrefix(p.title, norm)
}

// isCard reports whether the block shares a small element with a headline that is a link.
func (p *rolePage) isCard(i int, headlines []int32) bool {
	n := p.doc.Blocks[i].Node
	for range 4 {
		node := &p.doc.Nodes[n]
		if node.Parent < 0 || node.LastBlock-node.FirstBlock > cardMost || p.sumKept[node.LastBlock] > p.sumKept[node.FirstBlock] {
			return false
		}
		if node.LastBlock > node.FirstBlock && headlines[node.LastBlock] > headlines[node.FirstBlock] {
			return true
		}
		n = node.Parent
	}
	return false
}
