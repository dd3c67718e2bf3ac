package block

import (
	"bytes"
	"net/url"
	"strings"
)

// mathState gathers one formula: its TeX where the page gives it, else its
// elements, to make TeX of.
type mathState struct {
	alt     string
	display bool
	inTeX   bool
	inNote  bool // in an annotation that is not TeX
	token   int  // open token elements (mi, mo, mn, mtext, ms): their HTML is text
	tex     []byte
	events  []mathEvent
	size    int
}

// mathEvent is a start (name), an end ("/name") or text of a formula.
type mathEvent struct {
	name, text string
	attrs      []byte
}

// maxMath bounds what is kept of one formula, in bytes and elements.
const maxMath = 1 << 16

func (m *mathState) start(name string, attrs []byte, selfClosing bool) {
	switch name {
	case "annotation":
		encoding := bytes.ToLower(mathAttr(attrs, "encoding"))
		m.inTeX = !selfClosing && len(m.tex) == 0 && bytes.Contains(encoding, []byte("tex"))
		m.inNote = !selfClosing
		return
	case "annotation-xml":
		m.inNote = !selfClosing
		return
	}
	if m.inNote || len(m.events) > maxMath/8 {
		return
	}
	m.events = append(m.events, mathEvent{name: name, attrs: attrs})
	switch {
	case selfClosing:
		m.events = append(m.events, mathEvent{name: "/" + name})
	case tokenElements[name]:
		m.token++
	}
}

func (m *mathState) end(name string) {
	switch name {
	case "annotation", "annotation-xml":
		m.inTeX, m.inNote = false, false
		return
	}
	if tokenElements[name] && m.token > 0 {
		m.token--
	}
	if !m.inNote && len(m.events) <= maxMath/8 {
		m.events = append(m.events, mathEvent{name: "/" + name})
	}
}

func (m *mathState) text(s []byte) {
	if m.size+len(s) > maxMath {
		return
	}
	m.size += len(s)
	switch {
	case m.inTeX:
		m.tex = append(m.tex, s...)
	case m.inNote:
	default:
		t := Clean(s)
		if len(s) > 0 && byteClass[s[len(s)-1]] == space {
			t += " "
		} else if t == "" {
			return
		}
		if t[0] != ' ' && byteClass[s[0]] == space {
			t = " " + t
		}
		if t != " " || m.token > 0 {
			m.events = append(m.events, mathEvent{text: t})
		}
	}
}

// source returns the formula as TeX.
func (m *mathState) source() string {
	if tex := Clean(m.tex); tex != "" {
		return tex
	}
	if m.alt != "" {
		return m.alt
	}
	return texOf(m.events)
}

// drawing is the drawn copy of a formula that is open: MathJax's output, or an
// element that holds its TeX in an attribute. What it shows is machinery; the
// formula is added when it ends.
type drawing struct {
	at      int32 // index in the stack, 0 for none
	tex     string
	given   bool   // tex is the source, not made from the drawing
	markup  []byte // data-mathml
	display bool
	math    mathState // the elements of MathJax 3's own output
	silent  int       // open elements of it that hold no text of the formula
}

// openDrawing notes that a drawn formula begins with the innermost frame.
func (b *builder) openDrawing(facts *nameFacts) {
	a := &b.attr
	d := string(a.display)
	b.drawn = drawing{at: int32(len(b.stack)) - 1, tex: cleanAttr(a.tex), given: a.tex != nil, display: d == "true" || d == "block" || facts.traits&factDisplay != 0}
	b.drawn.markup = mathAttr(b.s.attrs, "data-mathml")
	b.drawn.display = b.drawn.display || b.displayAround()
}

// displayAround says whether a frame close around the innermost sets formulas on lines of their own.
func (b *builder) displayAround() bool {
	for i := len(b.stack) - 1; i > 0 && i > len(b.stack)-5; i-- {
		if b.facts[b.doc.Nodes[b.stack[i].node].Class].traits&factDisplay != 0 {
			return true
		}
	}
	return false
}

// closeDrawing adds the formula of a drawn copy that has ended.
func (b *builder) closeDrawing() {
	d := &b.drawn
	tex, display := d.tex, d.display
	if tex == "" && len(d.math.events) > 0 {
		tex = texOf(d.math.events)
	}
	if tex == "" && d.markup != nil {
		tex = texOfMarkup(d.markup)
	}
	given := d.given
	b.drawn = drawing{}
	at := b.formula.start
	b.addMath(tex, display)
	b.formula.drawn = !given && b.formula.start != at
}

// drawnNames are the elements of MathJax 3's HTML output by the MathML they draw; those
// not named are boxes without meaning of their own.
var drawnNames = map[string]string{
	"mjx-mi": "mi", "mjx-mo": "mo", "mjx-mn": "mn", "mjx-mtext": "mtext", "mjx-ms": "ms", "mjx-mrow": "mrow", "mjx-texatom": "mrow", "mjx-inferredmrow": "mrow",
	"mjx-mfrac": "mfrac", "mjx-num": "mrow", "mjx-den": "mrow", "mjx-msqrt": "msqrt", "mjx-mroot": "jroot", "mjx-root": "jindex",
	"mjx-msub": "msub", "mjx-msup": "msup", "mjx-msubsup": "jsubsup", "mjx-munder": "jlimits", "mjx-mover": "jlimits", "mjx-munderover": "jlimits",
	"mjx-over": "jover", "mjx-under": "junder", "mjx-base": "mrow", "mjx-mtable": "mtable", "mjx-mtr": "mtr", "mjx-mlabeledtr": "mlabeledtr", "mjx-mtd": "mtd",
	"mjx-menclose": "menclose", "mjx-mphantom": "mphantom", "mjx-surd": "jsurd",
}

// drawnStart records an element of MathJax 3's HTML output.
func (b *builder) drawnStart(name, class string) {
	m := &b.drawn.math
	switch name {
	case "mjx-c", "mjx-stretchy-v", "mjx-stretchy-h":
		if b.drawn.silent == 0 {
			if r := drawnChar(class); r != 0 {
				m.text([]byte(string(r)))
			}
		}
		if name != "mjx-c" {
			b.drawn.silent++
		}
	default:
		if n := drawnNames[name]; n != "" {
			m.start(n, nil, false)
		}
	}
}

func (b *builder) drawnEnd(name string) {
	if name == "mjx-stretchy-v" || name == "mjx-stretchy-h" {
		b.drawn.silent--
	}
	if n := drawnNames[name]; n != "" {
		b.drawn.math.end(n)
	}
}

// drawnChar reads the character of a class such as "mjx-c1D465 TEX-I", 0 if it names none.
func drawnChar(class string) rune {
	i := strings.Index(class, "mjx-c")
	if i < 0 {
		return 0
	}
	r, n := rune(0), 0
	for _, c := range class[i+len("mjx-c"):] {
		v := strings.IndexRune("0123456789ABCDEF", c)
		if v < 0 {
			break
		}
		if n++; n > 5 {
			return 0
		}
		r = r<<4 | rune(v)
	}
	return r
}

// texOfMarkup makes TeX of MathML in an attribute or script.
func texOfMarkup(s []byte) string {
	var m mathState
	z := scanner{src: s, cdata: true}
	for {
		switch z.scan() {
		case textTok:
			m.text(z.decoded())
		case startTok:
			m.start(string(z.text), z.attrs, z.selfClosing)
		case endTok:
			m.end(string(z.text))
		case endOfPage:
			return m.source()
		}
	}
}

// closeMath writes a finished formula into the text, as TeX; inside a drawn
// copy it waits for the end of the drawing.
func (b *builder) closeMath(*frame) {
	m := &b.math
	tex, display := m.source(), m.display
	b.math = mathState{}
	if b.drawn.at > 0 {
		if b.drawn.tex == "" {
			b.drawn.tex = tex
		}
		b.drawn.display = b.drawn.display || display
		return
	}
	b.addMath(tex, display)
}

// lastMath is where the last formula stands, so that a second copy right behind it is known.
type lastMath struct {
	start, end int32
	block      int32
	drawn      bool // it was made from a drawn copy: a script behind it holds the source
}

// addMath adds a formula to the running text; one for display is a block of its own.
func (b *builder) addMath(tex string, display bool) {
	tex = bareTeX(tex)
	if tex == "" {
		return
	}
	t := b.top()
	flags := t.flags
	if t.flags&Hidden != 0 {
		// MathML is commonly hidden behind a picture of itself: what counts is the element it stands in.
		flags = flags&^Hidden | b.blockFlags()
	}
	b.unveil()
	if display {
		b.flush()
		defer b.flush()
	}
	b.begin()
	at := int32(len(b.text))
	b.text = append(b.text, tex...)
	end := int32(len(b.text))
	b.doc.Blocks[b.in].Flags &= flags
	b.doc.Spans = append(b.doc.Spans, Span{Start: at, End: end, Kind: Math, Display: display, Text: tex})
	b.formula = lastMath{start: at, end: end, block: int32(b.in)}
}

// bareTeX takes away what programs put around TeX: delimiters, {\displaystyle …}, CDATA.
func bareTeX(tex string) string {
	tex = strings.TrimSpace(tex)
	for _, d := range [...][2]string{{"% <![CDATA[", "%]]>"}, {`\(`, `\)`}, {`\[`, `\]`}, {"$$", "$$"}, {`{\displaystyle`, "}"}, {`{\textstyle`, "}"}} {
		if strings.HasPrefix(tex, d[0]) && strings.HasSuffix(tex, d[1]) && len(tex) >= len(d[0])+len(d[1]) {
			tex = strings.TrimSpace(tex[len(d[0]) : len(tex)-len(d[1])])
		}
	}
	return tex
}

// blockFlags are the flags of the innermost block-level element.
func (b *builder) blockFlags() Flags {
	t := b.top()
	for i, n := len(b.stack)-1, 0; i > 0 && n < 16; i, n = i-1, n+1 {
		if b.stack[i].node == t.block {
			return b.stack[i].flags & Hidden
		}
	}
	return 0
}

// afterMath says whether nothing has been written since the last formula.
func (b *builder) afterMath() bool { return b.formula.end > 0 && int(b.formula.end) == len(b.text) }

// scriptMath adds the TeX of a MathJax 2 script. Where its drawn copy stands
// before it, the script's TeX takes the place of that made from the drawing.
func (b *builder) scriptMath(tex string, display bool) {
	if !b.afterMath() || !b.formula.drawn {
		b.addMath(tex, display)
		return
	}
	if tex = bareTeX(tex); tex == "" {
		return
	}
	d := b.doc
	f := &b.formula
	b.text = append(b.text[:f.start], tex...)
	f.end, f.drawn = int32(len(b.text)), false
	for i := len(d.Spans) - 1; i >= 0; i-- {
		if s := &d.Spans[i]; s.Kind == Math && s.Start == f.start {
			s.End, s.Text = f.end, tex
			break
		}
	}
	if b.in < 0 && int(f.block) == len(d.Blocks)-1 {
		d.Blocks[f.block].End = f.end
	}
}

// imageTeX returns the TeX that a picture of a formula stands for: by its class
// (MediaWiki, WordPress), its address (formula services) or an alt text that is TeX.
func (b *builder) imageTeX(src string) (tex string, display bool) {
	a := &b.attr
	service := strings.IndexByte(src, '?') >= 0 || strings.Contains(src, "%5C")
	if n := len(a.alt); n > 2 && a.alt[0] == '$' && a.alt[n-1] == '$' && bytes.IndexByte(a.alt[1:n-1], '$') < 0 && bytes.ContainsAny(a.alt, `\^_{=+`) {
		return cleanAttr(a.alt[1 : n-1]), false
	}
	if !service && a.class == nil && bytes.IndexByte(a.alt, '\\') < 0 {
		return "", false
	}
	named := false
	for v := string(a.class); v != ""; {
		var w string
		if w, v = nextField(v); mathImages[w] {
			named = true
			display = display || strings.HasSuffix(w, "display")
		}
	}
	for _, s := range mathServices {
		if !service {
			break
		}
		i := strings.Index(src, s.at)
		if i < 0 {
			continue
		}
		if len(a.alt) > 0 && s.param != "" {
			named = true
			break
		}
		if i = strings.Index(src, s.param); i < 0 {
			continue
		}
		q := src[i+len(s.param):]
		if s.query {
			if j := strings.IndexByte(q, '&'); j >= 0 {
				q = q[:j]
			}
			q = strings.ReplaceAll(q, "+", " ")
		}
		if v, err := url.PathUnescape(q); err == nil && v != "" {
			return Clean(v), false
		}
	}
	alt := cleanAttr(a.alt)
	if named && alt != "" || texAlt(alt) {
		return alt, display
	}
	return "", false
}

// mathImages are classes of pictures whose alt text is their TeX (MediaWiki, WordPress, Moodle, pandoc).
var mathImages = map[string]bool{"mwe-math-fallback-image-inline": true, "mwe-math-fallback-image-display": true, "tex": true, "latex": true, "texrender": true, "wp-katex-eq": true}

// mathServices are services that draw the TeX in a picture's address.
var mathServices = [...]struct {
	at, param string
	query     bool
}{
	{"latex.codecogs.com/", "?", false}, {"latex.php?", "latex=", true}, {"/equation?tex=", "tex=", true}, {"render/math?math=", "math=", true},
	{"cht=tx", "chl=", true}, {"/formula/%5C", "/formula/", false}, {"/svg/%5C", "/svg/", false},
}

// texAlt says whether an alt text is TeX: a command and braces.
func texAlt(s string) bool {
	i := strings.IndexByte(s, '\\')
	return i >= 0 && i+1 < len(s) && isLetter(s[i+1]) && strings.IndexByte(s[i:], '{') > 0 && strings.IndexByte(s[i:], '}') > 0
}
