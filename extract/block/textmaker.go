package block

import (
	"bytes"
	"unicode/utf8"
)

// maker is the program that made a plain-text page.
type maker uint8

const (
	makerUnknown maker = iota
	// makerInner: select-all and copy in a browser: a paragraph a line, no marks.
	makerInner
	makerLynx
	makerW3m
	makerHTML2text
	makerMarkdown
	makerMail
	makerCount
)

// bullet is a list mark that a maker draws. Marks that are letters or signs of
// prose count only from the indent at which the maker puts them.
type bullet struct {
	mark   rune
	indent int32 // least indent
}

// makerTraits is what the segmenter needs to know of a maker. The columns were
// measured on dumps of lynx 2.9, w3m 0.5.3 and html2text 1.3.2 with their defaults.
var makerTraits = [makerCount]struct {
	name string
	// margin is the indent of the page's own text.
	margin int32
	// wrap is the last column of text in dumps with default settings, 0 where lines are not wrapped.
	wrap int32
	// hyphens: lines are broken after hyphens within a word.
	hyphens bool
	// tight: paragraphs follow one another without a blank line.
	tight bool
	// ordered: numbers before list items are drawn by the maker when they are
	// indented at least so deep, and are text otherwise; -1 where never.
	ordered int32
	bullets []bullet
}{
	makerUnknown: {ordered: 0, bullets: plainBullets},
	makerInner:   {name: "innertext", tight: true, ordered: -1, bullets: plainBullets},
	makerLynx:    {name: "lynx", margin: 3, wrap: 77, ordered: 4, bullets: []bullet{{'*', 4}, {'+', 8}, {'o', 12}, {'#', 16}, {'@', 20}, {'-', 24}, {'=', 28}}},
	makerW3m:     {name: "w3m", wrap: 79, ordered: 1, bullets: []bullet{{'•', 1}, {'□', 1}, {'☆', 1}, {'○', 1}, {'■', 1}, {'★', 1}, {'◎', 1}, {'●', 1}, {'△', 1}, {'◦', 1}}},
	makerHTML2text: {name: "html2text", wrap: 80, hyphens: true, tight: true, ordered: 2,
		bullets: []bullet{{'*', 2}, {'o', 8}, {'#', 12}, {'@', 18}, {'-', 24}, {'=', 30}}},
	makerMarkdown: {name: "markdown", ordered: 0, bullets: []bullet{{'-', 0}, {'*', 0}, {'+', 0}, {'•', 0}}},
	makerMail:     {name: "mail", ordered: 0, bullets: plainBullets},
}

var plainBullets = []bullet{{'-', 0}, {'*', 0}, {'•', 0}, {'‣', 0}, {'▪', 0}, {'●', 0}, {'◦', 0}, {'·', 0}, {'+', 1}, {'o', 2}}

// sniffLines is how many lines are looked at to recognise a maker and its
// wrap width: more do not change the answer.
const sniffLines = 20000

// evidence is what the lines of a page show.
type evidence struct {
	lines, long                    int // not blank; wider than 100 columns
	indented, margin3              int // indent of 3 and more; of exactly 3 or a lynx list's
	lynx, w3m, html2text, markdown int // marks that only this maker draws
	underscored                    int
}

// recognise names the maker of a page.
func (p *textPage) recognise() maker {
	if p.mailHead(0) > 0 {
		return makerMail
	}
	var e evidence
	for i := range p.lines[:min(len(p.lines), sniffLines)] {
		e.see(p, i)
	}
	if e.lines == 0 {
		return makerUnknown
	}
	share := func(n int) float64 { return float64(n) / float64(e.lines) }
	switch {
	case e.lynx > e.html2text && share(e.indented) > .5, e.lines > 4 && share(e.indented) > .75 && share(e.margin3) > .6 && e.html2text+e.w3m+e.markdown == 0:
		return makerLynx
	case e.w3m > 1 && e.w3m > e.html2text && share(e.w3m) > .01, e.w3m > 0 && share(e.long) < .02 && e.html2text == 0 && e.lynx == 0:
		return makerW3m
	case e.html2text > 1 && e.html2text >= e.markdown, e.html2text > 0 && e.markdown == 0, e.underscored > 2 && share(e.underscored) > .05 && e.markdown == 0:
		return makerHTML2text
	case e.markdown > 2 && share(e.markdown) > .02, e.markdown > 0 && share(e.markdown) > .15:
		return makerMarkdown
	case share(e.indented) < .2 && (e.long > 0 || e.lines < 5):
		return makerInner
	}
	return makerUnknown
}

// see adds what line i shows.
func (e *evidence) see(p *textPage, i int) {
	l := &p.lines[i]
	s := p.buf[l.start:l.end]
	e.lines++
	if l.width > 100 {
		e.long++
	}
	if l.indent >= 3 {
		e.indented++
		if l.indent == 3 || (l.indent >= 5 && l.indent <= 30) {
			e.margin3++
		}
	}
	e.seeMark(l, s)
	e.seeBrackets(s)
	if hasJoinedWords(s) {
		e.underscored++
	}
}

// seeMark adds what the mark that begins a line shows.
func (e *evidence) seeMark(l *textLine, s []byte) {
	switch s[0] {
	case '*':
		if starHeading(s) > 0 {
			e.html2text += 2
		} else if l.indent == 4 && isMark(s, 1) {
			e.html2text++
		} else if l.indent == 5 && isMark(s, 1) {
			e.lynx++
		} else if l.indent <= 1 && bytes.HasPrefix(s, []byte("**")) {
			e.markdown++
		}
	case '+':
		if l.indent == 10 && isMark(s, 1) {
			e.lynx++
		}
	case '(':
		if l.indent >= 2 && bytes.HasPrefix(s, []byte("(BUTTON)")) {
			e.lynx++
		}
	case 'I':
		if l.indent == 3 && bytes.HasPrefix(s, []byte("IFRAME: ")) {
			e.lynx++
		}
	case '#':
		if n := atxHeading(s); n > 0 && l.indent == 0 {
			e.markdown++
		}
	case '`', '~':
		if l.indent < 4 && fence(s) > 0 {
			e.markdown++
		}
	case '[':
		if l.indent < 4 && linkDefinition(s) {
			e.markdown++
		}
	case 0xe2: // • □ ☆ ○ ■ ★ …
		r, n := utf8.DecodeRune(s)
		if l.indent%4 == 2 && isW3mBullet(r) && isMark(s, n) {
			e.w3m++
		}
		if r >= 0x2500 && r <= 0x257f && l.width > 4 {
			e.w3m++
		}
	}
}

// seeBrackets adds what brackets within a line show.
func (e *evidence) seeBrackets(s []byte) {
	j := bytes.IndexByte(s, ']')
	switch {
	case j < 0:
	case j+1 < len(s) && s[j+1] == '(' && bytes.IndexByte(s[:j], '[') >= 0:
		e.markdown++
	case bytes.Contains(s, []byte("[                    ]")):
		e.w3m++
	case bytes.Contains(s, []byte("[Unknown INPUT type]")):
		e.html2text += 2
	}
}

func isW3mBullet(r rune) bool {
	for _, b := range makerTraits[makerW3m].bullets {
		if b.mark == r {
			return true
		}
	}
	return false
}

// isMark reports whether a list mark of n bytes begins s: a blank and text follow.
func isMark(s []byte, n int) bool { return len(s) > n+1 && s[n] == ' ' && s[n+1] != ' ' }

// hasJoinedWords reports whether s holds words joined by underscores the way
// html2text joins the words of a link: letters on both sides, a capital or three words.
func hasJoinedWords(s []byte) bool {
	for from := 0; ; {
		i := bytes.IndexByte(s[from:], '_')
		if i < 0 {
			return false
		}
		i += from
		if i > 0 && i+1 < len(s) && isWordByte(s[i-1]) && isWordByte(s[i+1]) && !bytes.ContainsAny(s, "/={}();<>") {
			return true
		}
		from = i + 1
	}
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}

// maxWrap is the widest line that is taken for wrapped: beyond it a width is a window's, not a page's.
const (
	minWrap = 38
	maxWrap = 240
)

// wrapWidth infers the column at which the lines of a page were wrapped, 0 if
// they were not. A width explains a pair of neighbouring lines if the first
// ends before it and the second one's first word would not have fitted; the
// width that explains the most pairs is the page's, if few lines are wider.
func (p *textPage) wrapWidth(m maker) int32 {
	var explained, widths [maxWrap + 2]int
	wider, pairs := 0, 0
	lines := p.lines[:min(len(p.lines), sniffLines)]
	for i := range lines {
		l := &lines[i]
		right := l.right()
		if right > maxWrap {
			wider++
			continue
		}
		if right >= minWrap/2 {
			widths[right]++
		}
		if right < minWrap-8 || i+1 == len(lines) || lines[i+1].gap > 0 {
			continue
		}
		next := &lines[i+1]
		first := p.firstWidth(next, m)
		if first > 24 { // an address explains every width
			continue
		}
		pairs++
		explained[max(right, minWrap)]++
		if past := right + first + 1; past <= maxWrap && past > minWrap {
			explained[past]--
		}
	}
	for w := minWrap + 1; w <= maxWrap; w++ {
		explained[w] += explained[w-1]
	}
	best := 0
	for w := minWrap; w <= maxWrap; w++ {
		if explained[w] > 0 && (best == 0 || explained[w] > explained[best]) {
			best = w
		}
	}
	usual := makerTraits[m].wrap
	if usual > 0 && explained[usual]*20 >= explained[best]*19 {
		best = int(usual) // a few pairs cannot tell 79 from 80
	}
	if best > 0 {
		over, near := wider, 0
		for w, n := range widths {
			if w > best {
				over += n
			} else if w > best-12 {
				near += n
			}
		}
		if explained[best] >= 2 && near >= 3 && over*4 <= near && explained[best]*10 >= pairs*3 {
			return int32(best)
		}
		if usual == 0 || over*4 > near && wider*3 > near {
			return 0
		}
	}
	if usual > 0 && wider == 0 {
		return usual
	}
	return 0
}

// firstWidth is the width of what a maker could have moved to the line before
// l: its first word (a no-break space is part of it), its first letter in scripts
// without blanks, up to a hyphen where the maker breaks there.
func (p *textPage) firstWidth(l *textLine, m maker) int32 {
	s := p.buf[l.start:l.end]
	hyphens := makerTraits[m].hyphens
	w := int32(0)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c == ' ' || c == '\t' {
				break
			}
			w++
			i++
			if c == '-' && hyphens && w > 1 {
				break
			}
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if isUnspaced(r) {
			if w == 0 {
				w = 2
			}
			break
		}
		w += int32(runeColumns(r))
		i += n
	}
	return w
}
