package render

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// place is where inline text stands, which decides what line breaks become and
// what must be escaped.
type place uint8

const (
	inParagraph place = iota
	inHeading
	inCell
	inHead // a cell of the row that heads a table
)

// inlineState is what escaping needs to know of the block being written.
type inlineState struct {
	where place
	// lineStart: nothing of the line is written but prefix and marker; line is
	// how many lines of the block stand before it.
	lineStart bool
	line      int
	inItem    bool
	inLink    bool
	// marks says which bytes stand as marks in this block, or more than once in its text.
	marks marked
	// shared: the cell being written holds several blocks.
	shared bool
	// afterMath: a formula was written last, whose dollar a digit would undo.
	afterMath bool
}

// marked are the bytes that may form a mark in the block, as bits.
type marked uint16

const (
	stars marked = 1 << iota
	underscores
	tildes
	ticks
	dollars
	equals
)

// inlineBlock writes the text of block i.
func (m *markdownWriter) inlineBlock(i int, where place) {
	b := &m.doc.Blocks[i]
	m.inItem = m.top().kind == block.ContainerItem
	// A heading that begins an item is looked at for a check box, too.
	m.where, m.lineStart, m.line, m.inLink = where, where == inParagraph || where == inHeading && m.inItem, 0, false
	if b.SpanStart == b.SpanEnd && !strings.Contains(m.doc.Text[b.Start:b.End], "\n") {
		text := strings.Trim(m.doc.Text[b.Start:b.End], " ")
		m.marks = m.marksOf(text)
		if where >= inCell && m.shared {
			m.marks = ^marked(0)
		}
		m.escape(text, 0, 0)
		m.closeHeading()
		return
	}
	tok := m.inline.tokens(i)
	if where == inParagraph && len(tok) == 1 && tok[0].kind == tokMath && tok[0].display && m.opt.Flavor != CommonMark {
		m.mathBlock(tok[0].text)
		return
	}
	m.marks = m.marksOf(m.doc.Text[b.Start:b.End])
	if tokenDollars(tok) {
		m.marks |= dollars
	}
	if where >= inCell && m.shared {
		m.marks = ^marked(0) // other blocks of the cell may hold the other half of a mark
	}
	if where == inHead {
		m.inline.unwrap(block.Strong)
	}
	m.tokens(tok, b.Kind == block.Media)
	m.closeHeading()
}

// foreign writes a string from outside the document's text.
func (m *markdownWriter) foreign(s string) {
	m.where, m.lineStart, m.inLink, m.inItem = inHeading, false, false, false
	m.marks = m.marksOf(s) | stars
	m.escape(s, ' ', 0)
}

// marksOf looks for bytes that could form a mark because there are two of them.
func (m *markdownWriter) marksOf(text string) (k marked) {
	for _, c := range []struct {
		byte
		marked
	}{{'*', stars}, {'_', underscores}, {'~', tildes}, {'`', ticks}} {
		if n := strings.IndexByte(text, c.byte); n >= 0 && strings.IndexByte(text[n+1:], c.byte) >= 0 {
			k |= c.marked
		}
	}
	if pair, _ := dollarPair(text, false, false); pair {
		k |= dollars
	}
	if m.opt.Flavor == Obsidian && strings.Count(text, "==") > 1 {
		k |= equals
	}
	return k
}

// dollarPair says whether two dollars could bound a formula by pandoc's rule:
// no blank behind the first, none before the second, no digit behind that.
// open says whether a dollar before the text could be the first; edge, whether
// marks stand around the text, which are neither blanks nor digits.
func dollarPair(text string, open, edge bool) (pair, stillOpen bool) {
	for i := 0; i < len(text); i++ {
		n := strings.IndexByte(text[i:], '$')
		if n < 0 {
			break
		}
		i += n
		before, behind := edge, edge
		if i > 0 {
			before = text[i-1] != ' ' && text[i-1] != '\n'
		}
		digit := false
		if i+1 < len(text) {
			behind = text[i+1] != ' ' && text[i+1] != '\n'
			digit = text[i+1] >= '0' && text[i+1] <= '9'
		}
		if open && before && !digit {
			return true, true
		}
		open = open || behind
	}
	return false, open
}

// tokenDollars does so for the text of tokens.
func tokenDollars(tok []token) bool {
	open, pair := false, false
	for i := range tok {
		if tok[i].kind == tokText {
			if pair, open = dollarPair(tok[i].text, open, true); pair {
				return true
			}
		}
	}
	return false
}

// tokens writes a block's tokens.
func (m *markdownWriter) tokens(tok []token, media bool) {
	m.delimit(tok)
	for i := 0; i < len(tok); i++ {
		t := &tok[i]
		switch t.kind {
		case tokText:
			m.escape(t.text, lastRune(tok, i-1, 0), firstRune(tok, i+1, 0))
		case tokBreak:
			m.lineBreak()
			continue
		case tokOpen:
			i = m.openMark(tok, i)
		case tokClose:
			m.closeMark(tok, i)
		case tokImage:
			if media && i > 0 && (tok[i-1].kind == tokImage || tok[i-1].kind == tokEmbed) {
				m.softBreak()
			}
			m.image(t)
		case tokEmbed:
			m.embed(t, tok, i, media)
		case tokMath:
			m.math(t, i+1 < len(tok) && tok[i+1].kind == tokText && tok[i+1].text[0] >= '0' && tok[i+1].text[0] <= '9')
		case tokNote:
			m.note(t)
		}
		m.lineStart = false
	}
}

func (m *markdownWriter) lineBreak() {
	switch m.where {
	case inCell, inHead:
		m.buf = append(m.buf, "<br>"...)
	case inHeading:
		m.buf = append(m.buf, ' ')
	default:
		m.buf = append(m.buf, "  "...)
		m.newline()
		m.lineStart = true
		m.line++
	}
}

// softBreak parts two pictures of one block.
func (m *markdownWriter) softBreak() {
	if m.where == inParagraph {
		m.newline()
		return
	}
	m.buf = append(m.buf, ' ')
}

// marks that are written as elements.
var elements = [16]string{block.Sub: "sub", block.Sup: "sup", block.Ins: "ins", block.Mark: "mark", block.Strong: "strong",
	block.Em: "em", block.Del: "del", block.Code: "code"}

// delimiters of marks that are written by them.
var delimiters = [16]string{block.Strong: "**", block.Em: "*", block.Del: "~~", block.Mark: "=="}

var delimiterBits = [16]marked{block.Strong: stars, block.Em: stars, block.Del: tildes, block.Mark: equals}

// delimited says whether a mark is one of the flavor's delimiters.
func (m *markdownWriter) delimited(k block.SpanKind) bool {
	switch k {
	case block.Strong, block.Em:
		return true
	case block.Del:
		return m.opt.Flavor != CommonMark
	case block.Mark:
		return m.opt.Flavor == Obsidian
	}
	return false
}

// delimit decides for each mark with delimiters whether they would parse
// (CommonMark 6.2, the flanking rules) and sets the others to be elements:
// display is set on both their tokens. Inner marks are decided before outer
// ones, as their delimiters are the outer ones' neighbours.
func (m *markdownWriter) delimit(tok []token) {
	open := int32(0) // marks of asterisks that are open; kept as num of their tokens
	for i := range tok {
		t := &tok[i]
		if strings.Contains(t.url, "$") || strings.Contains(t.title, "$") || t.kind == tokImage && strings.Contains(t.text, "$") {
			m.marks |= dollars
		}
		switch {
		case t.kind == tokBreak && m.where >= inCell:
			t.text = "<br>"
		case t.kind == tokMath:
			m.marks |= dollars
		case t.kind == tokOpen && t.mark == block.Code, strings.Contains(t.title, "`"), t.kind == tokImage && strings.Contains(t.text, "`"):
			m.marks |= ticks // code binds tighter than links and pictures
		case t.kind == tokOpen && m.delimited(t.mark):
			m.marks |= delimiterBits[t.mark]
			if delimiterBits[t.mark] == stars {
				t.num = open
				if i > 0 && tok[i-1].kind == tokOpen && delimiterBits[tok[i-1].mark] == stars {
					t.num = tok[i-1].num // one run with the mark around it
				}
				open++
			}
		case t.kind == tokClose && m.delimited(t.mark):
			d := delimiters[t.mark][0]
			o := int(t.mate)
			ok := flanks(firstRune(tok, o+1, d), lastRune(tok, o-1, d)) && flanks(lastRune(tok, i-1, d), firstRune(tok, i+1, d))
			if b := neighbour(tok, o); b != nil && m.delimited(b.mark) && delimiters[b.mark][0] == d && !b.display {
				ok = false // the delimiters of two neighbours would be one run
			}
			if t.mark == block.Del && (lastRune(tok, i-1, 0) == '~' || lastRune(tok, o-1, 0) == '~') {
				ok = false // some parsers count an escaped tilde to the run
			}
			if delimiterBits[t.mark] == stars {
				open--
				if tok[o].num > 0 && mayFlank(lastRune(tok, o-1, d), firstRune(tok, o+1, d)) {
					ok = false // it would close the mark around it
				}
			}
			t.display, tok[o].display = !ok, !ok
		case t.kind == tokOpen || t.kind == tokClose:
			t.display = true
		}
	}
}

// neighbour is the token that closes a mark right before token i.
func neighbour(tok []token, i int) *token {
	for i--; i >= 0; i-- {
		if t := &tok[i]; t.mark != ghost || t.kind != tokOpen && t.kind != tokClose {
			if t.kind == tokClose {
				return t
			}
			return nil
		}
	}
	return nil
}

// flanks says whether a run of delimiters between an inner and an outer
// character can open or close: the inner one is no blank, and no punctuation
// unless the outer one is blank or punctuation. Symbols count as punctuation
// since CommonMark 0.31 and did not before; both readings must agree.
func flanks(inner, outer rune) bool {
	if unicode.IsSpace(inner) || inner == 0 {
		return false
	}
	if !unicode.IsPunct(inner) && !unicode.IsSymbol(inner) {
		return true
	}
	return outer == 0 || unicode.IsSpace(outer) || unicode.IsPunct(outer) || outer < utf8.RuneSelf && unicode.IsSymbol(outer)
}

// mayFlank says whether such a run could open or close by either reading.
func mayFlank(inner, outer rune) bool {
	if unicode.IsSpace(inner) || inner == 0 {
		return false
	}
	if !unicode.IsPunct(inner) && (inner >= utf8.RuneSelf || !unicode.IsSymbol(inner)) {
		return true
	}
	return outer == 0 || unicode.IsSpace(outer) || unicode.IsPunct(outer) || unicode.IsSymbol(outer)
}

// firstRune is the first character that token i writes, or what follows it if
// it writes none; 0 at the end. Delimiters of byte run are looked through: a
// run of them is judged as a whole.
func firstRune(tok []token, i int, run byte) rune {
	for ; i < len(tok); i++ {
		t := &tok[i]
		switch t.kind {
		case tokText:
			r, _ := utf8.DecodeRuneInString(t.text)
			return r
		case tokBreak:
			if t.text != "" {
				return '<'
			}
			return '\n'
		case tokMath:
			return '$'
		case tokNote:
			return '['
		case tokImage:
			if t.href != "" {
				return '['
			}
			return '!'
		case tokEmbed:
			return '['
		}
		if r := markRune(t, run); r != 0 {
			return r
		}
	}
	return 0
}

// lastRune is the last character that token i writes, or what precedes it; 0 at the start.
func lastRune(tok []token, i int, run byte) rune {
	for ; i >= 0; i-- {
		t := &tok[i]
		switch t.kind {
		case tokText:
			r, _ := utf8.DecodeLastRuneInString(t.text)
			return r
		case tokBreak:
			if t.text != "" {
				return '>'
			}
			return '\n'
		case tokMath:
			return '$'
		case tokNote:
			return ']'
		case tokImage, tokEmbed:
			return ')'
		}
		if r := markRune(t, run); r != 0 {
			return r
		}
	}
	return 0
}

// markRune is the outer character of a mark's token, 0 for those that write none or belong to the run.
func markRune(t *token, run byte) rune {
	switch t.mark {
	case ghost:
		return 0
	case block.Link:
		if t.kind == tokOpen {
			return '['
		}
		return ')'
	case block.Quote:
		return '“'
	case block.Reading:
		return '('
	case block.Code:
		return '`'
	}
	if d := delimiters[t.mark]; d != "" && !t.display {
		if d[0] == run {
			return 0
		}
		return rune(d[0])
	}
	return '<'
}

// openMark opens the mark of token i, or writes it whole, and returns the last token that it wrote.
func (m *markdownWriter) openMark(tok []token, i int) int {
	t := &tok[i]
	end := int(t.mate)
	switch t.mark {
	case ghost:
	case block.Quote:
		m.buf = append(m.buf, "“"...)
	case block.Reading:
		m.buf = append(m.buf, '(')
	case block.Link:
		text, ok := plainText(tok[i+1 : end])
		if ok && m.autolink(text, t.url) {
			return end
		}
		if ok && m.inItem && m.lineStart && strings.EqualFold(text, "x") {
			// A link of one x at the start of an item would be read as a check box.
			m.buf = append(strconv.AppendInt(append(m.buf, "[&#"...), int64(text[0]), 10), ';')
			m.target(t.url, t.title)
			return end
		}
		m.buf = append(m.buf, '[')
		m.inLink = true
	case block.Code:
		return m.codeMark(tok, i)
	default:
		if m.delimited(t.mark) && !t.display {
			m.buf = append(m.buf, delimiters[t.mark]...)
			return i
		}
		m.buf = append(append(append(m.buf, '<'), elements[t.mark]...), '>')
	}
	return i
}

func (m *markdownWriter) closeMark(tok []token, i int) {
	t := &tok[i]
	switch t.mark {
	case ghost:
	case block.Quote:
		m.buf = append(m.buf, "”"...)
	case block.Reading:
		m.buf = append(m.buf, ')')
	case block.Link:
		m.inLink = false
		o := &tok[t.mate]
		title := o.title
		if text, ok := plainText(tok[t.mate+1 : i]); ok && text == title {
			title = ""
		}
		m.target(o.url, title)
	default:
		if m.delimited(t.mark) && !t.display {
			m.buf = append(m.buf, delimiters[t.mark]...)
			return
		}
		m.buf = append(append(append(m.buf, "</"...), elements[t.mark]...), '>')
	}
}

// plainText returns the text of tokens that are one text and nothing else.
func plainText(tok []token) (string, bool) {
	if len(tok) == 1 && tok[0].kind == tokText {
		return tok[0].text, true
	}
	return "", false
}

// codeMark writes the code span that begins at token i and returns its last token.
// A link over all of it goes round it; a link in a part of it, or a picture,
// needs the element, as nothing is read inside back-ticks.
func (m *markdownWriter) codeMark(tok []token, i int) int {
	end := int(tok[i].mate)
	in := tok[i+1 : end]
	if len(in) > 2 && in[0].kind == tokOpen && in[0].mark == block.Link && int(in[0].mate) == end-1 {
		if text, ok := codeText(in[1 : len(in)-1]); ok {
			m.buf = append(m.buf, '[')
			m.codeSpan(text, m.where)
			m.target(in[0].url, in[0].title)
			return end
		}
	}
	if text, ok := codeText(in); ok {
		m.codeSpan(text, m.where)
		return end
	}
	m.buf = append(m.buf, "<code>"...)
	return i
}

// codeText is the text of tokens inside code, false if they hold what a code span cannot.
func codeText(tok []token) (string, bool) {
	if s, ok := plainText(tok); ok {
		return s, true
	}
	var b strings.Builder
	for i := range tok {
		switch t := &tok[i]; t.kind {
		case tokText:
			b.WriteString(t.text)
		case tokBreak:
			b.WriteByte(' ')
		case tokOpen, tokClose:
			if t.mark == block.Link {
				return "", false
			}
		default:
			return "", false
		}
	}
	return b.String(), true
}

// codeSpan writes code between back-ticks.
func (m *markdownWriter) codeSpan(s string, where place) {
	if where >= inCell && strings.Contains(s, "|") {
		if oddSlashes(s) {
			// Before a bar, parsers differ on what an odd number of backslashes leaves.
			m.buf = append(m.buf, "<code>"...)
			m.htmlText(s)
			m.buf = append(m.buf, "</code>"...)
			return
		}
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	n := longestRun(s, '`') + 1
	if !strings.Contains(s, "`") {
		n = 1
	}
	pad := s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' && strings.TrimSpace(s) != ""
	for range n {
		m.buf = append(m.buf, '`')
	}
	if pad {
		m.buf = append(m.buf, ' ')
	}
	m.buf = append(m.buf, s...)
	if pad {
		m.buf = append(m.buf, ' ')
	}
	for range n {
		m.buf = append(m.buf, '`')
	}
}

// oddSlashes says whether an odd number of backslashes stands before a bar.
func oddSlashes(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			n++
			continue
		case '|':
			if n%2 == 1 {
				return true
			}
		}
		n = 0
	}
	return false
}

// htmlText writes text inside an element in Markdown: signs that Markdown or
// HTML would read as references.
func (m *markdownWriter) htmlText(s string) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < utf8.RuneSelf && isPunct(c) {
			m.buf = append(m.buf, "&#"...)
			m.buf = strconv.AppendInt(m.buf, int64(c), 10)
			m.buf = append(m.buf, ';')
			continue
		}
		m.buf = append(m.buf, s[i])
	}
}

// target writes what stands behind a link's or picture's text.
func (m *markdownWriter) target(url, title string) {
	if m.opt.Links == LinksReference {
		m.buf = append(m.buf, "]["...)
		m.buf = strconv.AppendInt(m.buf, int64(m.refs.add(url, title)), 10)
		m.buf = append(m.buf, ']')
		return
	}
	m.inlineTarget(url, title)
}

func (m *markdownWriter) inlineTarget(url, title string) {
	m.buf = append(m.buf, "]("...)
	m.destination(url)
	m.title(title)
	m.buf = append(m.buf, ')')
}

// destination writes an address (CommonMark 6.3; it holds no blanks or control characters by now).
func (m *markdownWriter) destination(url string) {
	if !strings.ContainsAny(url, "()&|") {
		m.buf = append(m.buf, url...)
		return
	}
	depth, balanced := 0, true
	for i := 0; i < len(url); i++ {
		switch url[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 || depth > 30 { // CommonMark asks for 32 levels at least
			balanced = false
		}
	}
	balanced = balanced && depth == 0
	for i := 0; i < len(url); i++ {
		c := url[i]
		switch {
		case (c == '(' || c == ')') && !balanced, c == '|' && m.where >= inCell, c == '&' && isReference(url[i:]):
			m.buf = append(m.buf, '\\')
		}
		m.buf = append(m.buf, c)
	}
}

func (m *markdownWriter) title(s string) {
	if s == "" {
		return
	}
	m.buf = append(m.buf, ` "`...)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '"' || c == '`' || c == '|' && m.where >= inCell || c == '&' && isReference(s[i:]) || c == '\\' && (i+1 == len(s) || isPunct(s[i+1])) {
			m.buf = append(m.buf, '\\')
		}
		m.buf = append(m.buf, c)
	}
	m.buf = append(m.buf, '"')
}

// autolink writes a link whose text is its address between angle brackets.
func (m *markdownWriter) autolink(text, url string) bool {
	scheme, _ := splitScheme(url)
	if len(scheme) < 2 || m.where >= inCell && strings.Contains(url, "|") {
		return false
	}
	if strings.EqualFold(scheme, "mailto") {
		if !strings.EqualFold("mailto:"+text, url) || !plainAddress(text) {
			return false
		}
		m.buf = append(append(append(m.buf, '<'), text...), '>')
		return true
	}
	if text != url {
		return false
	}
	m.buf = append(append(append(m.buf, '<'), url...), '>')
	return true
}

// plainAddress says whether s is a mail address that CommonMark reads between angle brackets, by a stricter rule.
func plainAddress(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	if !ok || user == "" || host == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '@' || c == '_' || c == '-' || c == '+') {
			return false
		}
	}
	return !strings.ContainsAny(host, "@_+") && !strings.HasSuffix(host, ".") && !strings.HasPrefix(host, "-") && !strings.HasPrefix(host, ".") &&
		!strings.Contains(host, "..") && !strings.Contains(host, "-.") && !strings.Contains(host, ".-") && !strings.HasSuffix(host, "-")
}

func (m *markdownWriter) image(t *token) {
	linked := t.href != "" && !m.inLink
	if linked {
		m.buf = append(m.buf, '[')
	}
	m.buf = append(m.buf, "!["...)
	m.bracketed(t.text)
	title := t.title
	if title == t.text {
		title = ""
	}
	m.inlineTarget(t.url, title)
	if linked {
		m.target(t.href, "")
	}
}

// bracketed writes a string from outside the document's text between square brackets.
func (m *markdownWriter) bracketed(s string) {
	link, marks, start := m.inLink, m.marks, m.lineStart
	m.inLink, m.marks, m.lineStart = true, m.marks|m.marksOf(s), false
	m.escape(s, ' ', ']')
	m.inLink, m.marks, m.lineStart = link, marks, start
}

// embed writes a framed document as a link, apart from the text beside it.
func (m *markdownWriter) embed(t *token, tok []token, i int, media bool) {
	if i > 0 && (tok[i-1].kind == tokImage || tok[i-1].kind == tokEmbed) && media {
		m.softBreak()
	} else if r := lastRune(tok, i-1, 0); r != 0 && !unicode.IsSpace(r) {
		m.buf = append(m.buf, ' ')
	}
	if i+1 < len(tok) && tok[i+1].kind == tokText && tok[i+1].text[0] != ' ' {
		defer func() { m.buf = append(m.buf, ' ') }()
	}
	if m.inLink || m.opt.Links == LinksNone {
		m.bracketed(t.text)
		return
	}
	if t.text == "" && m.autolink(t.url, t.url) {
		return
	}
	text := t.text
	if text == "" {
		text = t.url
	}
	m.buf = append(m.buf, '[')
	m.bracketed(text)
	m.target(t.url, "")
}

func (m *markdownWriter) note(t *token) {
	if m.opt.Flavor == CommonMark {
		m.buf = append(m.buf, "<sup>"...)
		m.buf = strconv.AppendInt(m.buf, int64(t.num), 10)
		m.buf = append(m.buf, "</sup>"...)
		return
	}
	m.buf = append(m.buf, "[^"...)
	m.buf = strconv.AppendInt(m.buf, int64(t.num), 10)
	m.buf = append(m.buf, ']')
}

// mathBlock writes a formula that stands on lines of its own.
func (m *markdownWriter) mathBlock(tex string) {
	m.buf = append(m.buf, "$$"...)
	m.newline()
	for line := range strings.SplitSeq(tex, "\n") {
		if line = strings.TrimSpace(line); line != "" { // an empty line would end the formula in pandoc and some others
			m.buf = append(m.buf, line...)
			m.newline()
		}
	}
	m.buf = append(m.buf, "$$"...)
}

// math writes a formula within text. digit says that a digit follows, before
// which a dollar does not close (pandoc).
func (m *markdownWriter) math(t *token, digit bool) {
	tex := strings.Join(strings.Fields(t.text), " ")
	if m.where >= inCell {
		tex = strings.ReplaceAll(strings.ReplaceAll(tex, `\|`, `\Vert `), "|", `\vert `)
	}
	d := "$"
	if t.display {
		d = "$$"
	}
	if m.opt.Flavor == CommonMark {
		m.buf = append(m.buf, d...)
		marks := m.marks
		m.marks = ^marked(0)
		m.escape(tex, '$', '$')
		m.marks = marks
		m.buf = append(m.buf, d...)
		return
	}
	m.buf = append(append(append(m.buf, d...), tex...), d...)
	if digit {
		m.afterMath = true
	}
}
