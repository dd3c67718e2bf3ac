package render

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

type tokenKind uint8

const (
	// tokText is text: one line, no blanks at the ends of the block or beside a break.
	tokText tokenKind = iota
	// tokBreak is a line break inside the block.
	tokBreak
	// tokOpen and tokClose bound a mark; they nest, hold something, and blanks stand outside them.
	tokOpen
	tokClose
	// tokImage and tokEmbed stand for a picture or framed document; url is resolved.
	tokImage
	tokEmbed
	// tokMath is a formula; text is its TeX.
	tokMath
	// tokNote is a reference to the note with the number num; text is its mark.
	tokNote
)

// token is a piece of a block's text, as normalised for all formats.
type token struct {
	kind    tokenKind
	mark    block.SpanKind
	display bool
	// mate is the index of the other end of a mark.
	mate int32
	num  int32
	// end is where the text ends in the document, so that neighbours can be joined; -1 for text from elsewhere.
	end  int32
	text string
	// url and title of links, pictures and embeds. href is the address of the
	// link that a picture has for itself.
	url, title, href string
}

// inliner turns the spans of one block into tokens. Its buffers are used again
// for each block.
type inliner struct {
	page    *page
	tok     []token
	stack   []openSpan
	waiting int // how many of the stack's spans are not yet written; they are the innermost
	active  [16]int16
	pending pendingSpace
	started bool
	media   bool // the block holds pictures and no text
	// embeds wait for the end of the link that they stand in, as links do not nest.
	embeds []token
}

type pendingSpace uint8

const (
	noSpace pendingSpace = iota
	blankDue
	breakDue
)

type openSpan struct {
	span       *block.Span
	end        int32
	tok        int32
	state      spanState
	url, title string
}

type spanState uint8

const (
	ignored spanState = iota
	waits
	written
)

// tokens returns the normalised tokens of block i; they are valid until the next call.
//
// Marks inside a mark of their kind are one; neighbours of a kind without
// anything between them are joined; empty ones are dropped; blanks are moved
// out of them; Chrome is left out.
func (l *inliner) tokens(i int) []token {
	d := l.page.doc
	b := &d.Blocks[i]
	spans := d.Spans[b.SpanStart:b.SpanEnd]
	l.tok, l.stack, l.waiting, l.pending, l.started = l.tok[:0], l.stack[:0], 0, noSpace, false
	l.embeds, l.media = l.embeds[:0], b.Kind == block.Media
	clear(l.active[:])
	pos, skip := b.Start, b.Start
	for k := range spans {
		s := &spans[k]
		empty := s.Kind == block.Image || s.Kind == block.Embed
		if s.Start < skip && !(empty && s.Start == skip) {
			continue
		}
		for len(l.stack) > 0 {
			t := &l.stack[len(l.stack)-1]
			if t.end > s.Start || t.end == s.Start && empty && l.inLink(s.Href) {
				break
			}
			pos = l.run(pos, t.end)
			l.pop()
		}
		pos = l.run(pos, s.Start)
		switch s.Kind {
		case block.Chrome:
			if l.pending == noSpace && l.afterText() && s.End < b.End && isAlnum(d.Text[s.Start-1]) && isAlnum(d.Text[s.End]) && !(k+1 < len(spans) && spans[k+1].Kind == block.Math && spans[k+1].Start == s.End) && l.tok[len(l.tok)-1].kind != tokMath {
				l.pending = blankDue // a label for screen readers stood between two words
			}
			pos, skip = s.End, s.End
		case block.Math, block.NoteRef:
			l.atom(s)
			pos, skip = s.End, s.End
		case block.Image, block.Embed:
			l.picture(s)
		default:
			if s.End > s.Start {
				l.push(s)
			}
		}
	}
	for len(l.stack) > 0 {
		pos = l.run(pos, l.stack[len(l.stack)-1].end)
		l.pop()
	}
	l.run(pos, b.End)
	l.dropRaisedNotes()
	if b.Kind == block.Heading {
		l.unwrap(block.Strong)
	}
	return l.tok
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// inLink says whether a link to href is open.
func (l *inliner) inLink(href string) bool {
	if href == "" || l.active[block.Link] == 0 {
		return false
	}
	for i := range l.stack {
		if t := &l.stack[i]; t.state != ignored && t.span.Kind == block.Link {
			return t.span.URL == href
		}
	}
	return false
}

// run adds the text from pos to end and returns the greater of both.
func (l *inliner) run(pos, end int32) int32 {
	if end <= pos {
		return pos
	}
	text := l.page.doc.Text
	for pos < end {
		switch text[pos] {
		case '\n':
			l.pending = breakDue
			pos++
			continue
		case ' ', '\t':
			l.pending = max(l.pending, blankDue)
			pos++
			continue
		}
		stop := end
		if n := strings.IndexByte(text[pos:end], '\n'); n >= 0 {
			stop = pos + int32(n)
		}
		to := stop
		for text[to-1] == ' ' || text[to-1] == '\t' {
			to--
		}
		l.text(pos, to)
		if to < stop {
			l.pending = max(l.pending, blankDue)
		}
		pos = stop
	}
	return end
}

// text adds text[pos:end] of the document, which has no blanks at its ends.
func (l *inliner) text(pos, end int32) {
	text := l.page.doc.Text
	if l.waiting == 0 && l.pending != breakDue && len(l.tok) > 0 {
		t := &l.tok[len(l.tok)-1]
		if t.kind == tokText && t.end >= 0 {
			if t.end == pos || l.pending == blankDue && t.end == pos-1 && text[pos-1] == ' ' {
				start := t.end - int32(len(t.text))
				t.text, t.end = text[start:end], end
				l.pending = noSpace
				return
			}
		}
	}
	l.due()
	if n := len(l.tok); n > 0 && l.tok[n-1].kind == tokText && len(l.tok[n-1].text) < joinLimit {
		// Text is joined over a gap (Chrome), so that what looks at a token's first letters sees them all.
		t := &l.tok[n-1]
		t.text, t.end = t.text+text[pos:end], -1
		return
	}
	l.tok = append(l.tok, token{kind: tokText, text: text[pos:end], end: end})
}

// joinLimit bounds what is copied to join text over a gap, which would be
// quadratic in a block of many gaps.
const joinLimit = 64

// due writes what stands before the next content: a blank or break, then the marks that wait.
func (l *inliner) due() {
	if n := len(l.tok); n > 0 && l.tok[n-1].kind == tokEmbed && l.pending == noSpace && !l.media {
		l.pending = blankDue // an embed is written as a link, which must not touch the next
	}
	if l.started {
		switch l.pending {
		case breakDue:
			l.tok = append(l.tok, token{kind: tokBreak})
		case blankDue:
			if n := len(l.tok); n > 0 && l.tok[n-1].kind == tokText && len(l.tok[n-1].text) < joinLimit {
				l.tok[n-1].text, l.tok[n-1].end = l.tok[n-1].text+" ", -1
			} else if n > 0 && l.tok[n-1].kind != tokBreak {
				l.tok = append(l.tok, token{kind: tokText, text: " ", end: -1})
			}
		}
	}
	l.started, l.pending = true, noSpace
	l.openWaiting(len(l.stack))
}

// openWaiting writes the spans of stack[:n] that wait.
func (l *inliner) openWaiting(n int) {
	for i := len(l.stack) - l.waiting; i < n; i++ {
		t := &l.stack[i]
		l.waiting--
		if t.state != waits {
			continue
		}
		t.state = written
		k := t.span.Kind
		if m := len(l.tok); m > 0 && l.tok[m-1].kind == tokClose && l.tok[m-1].mark == k && joins[k] {
			o := l.tok[m-1].mate
			if l.tok[o].url == t.url && l.tok[o].title == t.title {
				l.tok = l.tok[:m-1]
				t.tok = o
				continue
			}
		}
		t.tok = int32(len(l.tok))
		l.tok = append(l.tok, token{kind: tokOpen, mark: k, url: t.url, title: t.title})
	}
}

// joins are the kinds of which two neighbours look like one.
var joins = [16]bool{block.Link: true, block.Strong: true, block.Em: true, block.Code: true, block.Del: true, block.Ins: true,
	block.Sub: true, block.Sup: true, block.Mark: true}

func (l *inliner) push(s *block.Span) {
	t := openSpan{span: s, end: s.End, state: waits}
	if n := len(l.stack); n > 0 && l.stack[n-1].end < t.end {
		t.end = l.stack[n-1].end
	}
	switch {
	case l.active[s.Kind] > 0:
		t.state = ignored
	case s.Kind == block.Link:
		url, ok := l.page.base.resolve(s.URL, linkSchemes)
		if !ok || l.page.opt.Links == LinksNone {
			t.state = ignored
		}
		t.url, t.title = url, clean(s.Title)
	}
	if t.state != ignored {
		l.active[s.Kind]++
	}
	l.stack = append(l.stack, t)
	l.waiting++
}

func (l *inliner) pop() {
	n := len(l.stack) - 1
	t := l.stack[n]
	l.stack = l.stack[:n]
	if l.waiting > 0 {
		l.waiting--
	}
	if t.state == ignored {
		return
	}
	l.active[t.span.Kind]--
	if t.state == written {
		c := int32(len(l.tok))
		l.tok[t.tok].mate = c
		if t.span.Kind == block.Link && l.onlyPictures(t.tok+1) {
			l.tok[t.tok].title = "" // a title that the picture has itself, or none
		}
		l.tok = append(l.tok, token{kind: tokClose, mark: t.span.Kind, mate: t.tok})
		if t.span.Kind == block.Link && len(l.embeds) > 0 {
			l.tok = append(l.tok, l.embeds...)
			l.embeds = l.embeds[:0]
		}
	}
}

func (l *inliner) atom(s *block.Span) {
	text := l.page.doc.Text[s.Start:s.End]
	switch s.Kind {
	case block.Math:
		if text = strings.TrimSpace(text); text == "" {
			return
		}
		l.due()
		l.tok = append(l.tok, token{kind: tokMath, text: text, display: s.Display})
	case block.NoteRef:
		if n := l.page.cite(s.Text); n > 0 {
			l.due()
			l.tok = append(l.tok, token{kind: tokNote, text: strings.Trim(text, " \n[]()"), num: int32(n)})
			return
		}
		// The note is not among the kept blocks: its mark stays, raised.
		raised := block.Span{Kind: block.Sup, Start: s.Start, End: s.End}
		l.push(&raised)
		l.run(s.Start, s.End)
		l.pop()
	}
}

// picture adds a picture or embed. It stands inside the marks that hold text
// already; of those that begin where it stands, only inside the link that it
// names itself.
func (l *inliner) picture(s *block.Span) {
	t, ok := l.page.picture(s)
	if !ok {
		return
	}
	if l.pending == noSpace && !l.media && l.afterText() {
		l.pending = blankDue // the text has a blank behind a picture, whatever the page has around it
	}
	if s.Kind == block.Embed && l.linkWritten() {
		l.embeds = append(l.embeds, t)
		return
	}
	if s.Kind == block.Image && l.inLink(s.Href) {
		l.due()
	} else {
		w := l.waiting
		stack := l.stack
		l.waiting, l.stack = 0, l.stack[:len(l.stack)-w]
		l.due()
		l.waiting, l.stack = w, stack
		if s.Kind == block.Image && s.Href != "" && l.active[block.Link] == waitingLinks(l.stack[len(l.stack)-w:]) {
			if href, ok := l.page.base.resolve(s.Href, linkSchemes); ok && l.page.opt.Links != LinksNone {
				t.href = href
			}
		}
	}
	l.tok = append(l.tok, t)
}

// afterText says whether what was written last is text.
func (l *inliner) afterText() bool {
	for i := len(l.tok) - 1; i >= 0; i-- {
		switch l.tok[i].kind {
		case tokClose:
			continue
		case tokText, tokMath, tokNote:
			return true
		}
		return false
	}
	return false
}

// onlyPictures says whether the tokens from i on are pictures alone.
func (l *inliner) onlyPictures(i int32) bool {
	for _, t := range l.tok[i:] {
		if t.kind != tokImage {
			return false
		}
	}
	return true
}

// linkWritten says whether what comes next stands in a link that holds something.
func (l *inliner) linkWritten() bool {
	for i := range l.stack[:len(l.stack)-l.waiting] {
		if t := &l.stack[i]; t.state == written && t.span.Kind == block.Link {
			return true
		}
	}
	return false
}

// waitingLinks counts the links among spans that wait.
func waitingLinks(spans []openSpan) (n int16) {
	for i := range spans {
		if spans[i].state == waits && spans[i].span.Kind == block.Link {
			n++
		}
	}
	return n
}

// picture returns the token for an Image or Embed, false if it is not written.
func (p *page) picture(s *block.Span) (token, bool) {
	alt := clean(s.Text)
	if s.Kind == block.Embed {
		url, ok := p.base.resolve(s.URL, linkSchemes)
		if !ok || alt == "" && p.opt.Links == LinksNone {
			return token{}, false
		}
		return token{kind: tokEmbed, text: alt, url: url, title: clean(s.Title)}, true
	}
	switch p.opt.Images {
	case ImagesNone:
		return token{}, false
	case ImagesAlt:
		return token{kind: tokText, text: alt, end: -1}, alt != ""
	}
	url, ok := p.base.resolve(s.URL, imageSchemes)
	if !ok {
		return token{}, false
	}
	return token{kind: tokImage, text: alt, url: url, title: clean(s.Title)}, true
}

// shows says whether anything of block i is written: text outside Chrome, a picture or formula.
func (p *page) shows(i int) bool {
	d := p.doc
	b := &d.Blocks[i]
	if b.Kind == block.Rule {
		return true
	}
	pos := b.Start
	for k := b.SpanStart; k < b.SpanEnd; k++ {
		s := &d.Spans[k]
		switch s.Kind {
		case block.Image, block.Embed:
			if s.Start >= pos {
				if _, ok := p.picture(s); ok {
					return true
				}
			}
		case block.Chrome:
			if s.Start > pos && !isBlank(d.Text[pos:s.Start]) {
				return true
			}
			pos = max(pos, s.End)
		}
	}
	return pos < b.End && !isBlank(d.Text[pos:b.End])
}

func isBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != ' ' && s[i] != '\n' && s[i] != '\t' {
			return false
		}
	}
	return true
}

// dropRaisedNotes takes sup and link marks away that hold nothing but references to notes.
func (l *inliner) dropRaisedNotes() {
	if len(l.page.notes) == 0 {
		return
	}
	for i := range l.tok {
		t := &l.tok[i]
		if t.kind == tokOpen && (t.mark == block.Sup || t.mark == block.Link) && l.onlyNotes(int32(i)+1, t.mate) {
			for j := int32(i) + 1; j < t.mate; j++ {
				if l.tok[j].kind == tokText {
					l.tok[j].text = strings.Trim(l.tok[j].text, "[]()")
				}
			}
			t.mark, l.tok[t.mate].mark = ghost, ghost
		}
	}
}

// onlyNotes says whether tokens from to end are references to notes and what stands between such.
func (l *inliner) onlyNotes(from, end int32) bool {
	notes := false
	for _, t := range l.tok[from:end] {
		switch t.kind {
		case tokNote:
			notes = true
		case tokOpen, tokClose:
			if t.mark != block.Sup && t.mark != block.Link && t.mark != ghost {
				return false
			}
		case tokText:
			if strings.Trim(t.text, " ,;[]()") != "" {
				return false
			}
		default:
			return false
		}
	}
	return notes
}

// ghost is the mark of a pair of tokens that writes nothing.
const ghost = block.Chrome

// unwrap takes a mark away that covers the whole block, where the block's kind says as much.
func (l *inliner) unwrap(k block.SpanKind) {
	if n := len(l.tok); n > 1 && l.tok[0].kind == tokOpen && l.tok[0].mark == k && int(l.tok[0].mate) == n-1 {
		l.tok[0].mark, l.tok[n-1].mark = ghost, ghost
	}
}
