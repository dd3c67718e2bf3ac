package block

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MathML (presentation markup) to TeX. A formula is a list of events, read with
// an explicit stack; each element becomes a texPart when it ends, so that there
// is no tree and no recursion. Nesting beyond maxMathDepth is read flat, which
// bounds the copying of strings to that many times the formula's length.
const maxMathDepth = 48

// texPart is the TeX of one element and what its neighbours need to know of it.
type texPart struct {
	tex   string
	shape texShape
	raw   string // an operator's own characters
	kids  int    // how many parts it was made of
	role  byte   // what MathJax's box says: 'o' over, 'u' under, 'i' index
	cells []texPart
}

// texShape is how a part behaves beside others.
type texShape uint8

const (
	atomShape   texShape = iota // a letter, number, fraction …
	infixShape                  // an operator with blanks around it
	bigShape                    // takes limits below and above: sums, products, lim
	openShape                   // an opening fence
	closeShape                  // a closing fence
	punctShape                  // comma, semicolon
	arrowShape                  // an arrow that can carry text
	rowShape                    // several parts without a bracket of their own
	tableShape                  // a table; cells are its rows
	tableRow                    // a row; cells are its cells
	tableLabel                  // a row whose first cell is its label
	emptyShape                  // none, mprescripts and what shows nothing
	preScripts                  // mprescripts
	spacerShape                 // white space
)

// texElement is an element being read.
type texElement struct {
	name  string
	attrs []byte
	parts []texPart
	text  []byte
}

// texOf writes the elements of a formula as TeX.
func texOf(events []mathEvent) string {
	stack := make([]texElement, 1, 16)
	over := 0 // elements deeper than the limit that are open
	end := func() {
		n := len(stack) - 1
		e := &stack[n]
		stack = stack[:n]
		up := &stack[n-1]
		if p := e.part(); p.shape != emptyShape || scripted[up.name] {
			up.parts = append(up.parts, p)
		}
	}
	for _, ev := range events {
		switch {
		case ev.name == "":
			t := &stack[len(stack)-1]
			if tokenElements[t.name] {
				t.text = append(t.text, ev.text...)
			} else if s := strings.TrimSpace(ev.text); s != "" {
				// Text outside of a token element stands for itself.
				t.parts = append(t.parts, texPart{tex: texChars(s, false)})
			}
		case ev.name[0] != '/':
			if len(stack) > maxMathDepth {
				over++
				continue
			}
			stack = append(stack, texElement{name: ev.name, attrs: ev.attrs})
		case over > 0:
			over--
		default:
			name := ev.name[1:]
			at := len(stack) - 1
			for at > 0 && stack[at].name != name {
				at--
			}
			for at > 0 && len(stack) > at {
				end()
			}
		}
	}
	for len(stack) > 1 {
		end()
	}
	return strings.TrimSpace(joinTeX(stack[0].parts))
}

// tokenElements are the elements that hold text.
var tokenElements = map[string]bool{"mi": true, "mo": true, "mn": true, "mtext": true, "ms": true}

// scripted are the elements whose children are told apart by their order.
var scripted = map[string]bool{"msub": true, "msup": true, "msubsup": true, "munder": true, "mover": true, "munderover": true,
	"mfrac": true, "mroot": true, "mmultiscripts": true}

// part makes TeX of an element that has ended.
func (e *texElement) part() texPart {
	if w := mathWriters[e.name]; w != nil {
		return w(e)
	}
	return e.row()
}

var mathWriters map[string]func(*texElement) texPart

func init() {
	mathWriters = map[string]func(*texElement) texPart{
		"mi": (*texElement).identifier, "mo": (*texElement).operator, "mn": (*texElement).numeral,
		"mtext": (*texElement).words, "ms": (*texElement).quoted,
		"msup":    func(e *texElement) texPart { return e.scripts(nil, e.arg(1)) },
		"msub":    func(e *texElement) texPart { return e.scripts(e.arg(1), nil) },
		"msubsup": func(e *texElement) texPart { return e.scripts(e.arg(1), e.arg(2)) },
		"munder":  func(e *texElement) texPart { return e.limits(e.arg(1), nil) },
		"mover":   func(e *texElement) texPart { return e.limits(nil, e.arg(1)) },
		"munderover": func(e *texElement) texPart {
			return e.limits(e.arg(1), e.arg(2))
		},
		"mmultiscripts": (*texElement).multiscripts,
		"mfrac":         (*texElement).fraction,
		"msqrt":         func(e *texElement) texPart { return texPart{tex: `\sqrt{` + joinTeX(e.parts) + "}"} },
		"mroot": func(e *texElement) texPart {
			return texPart{tex: `\sqrt[` + texIn(e.arg(1)) + "]{" + texIn(e.arg(0)) + "}"}
		},
		"mfenced":    (*texElement).fenced,
		"mtable":     (*texElement).table,
		"mtr":        func(e *texElement) texPart { return texPart{shape: tableRow, cells: e.parts} },
		"mlabeledtr": func(e *texElement) texPart { return texPart{shape: tableLabel, cells: e.parts} },
		"mtd":        func(e *texElement) texPart { return texPart{tex: joinTeX(e.parts)} },
		"mspace":     (*texElement).space,
		"mphantom":   func(e *texElement) texPart { return texPart{tex: `\phantom{` + joinTeX(e.parts) + "}"} },
		"menclose":   (*texElement).enclose,
		// MathJax's own boxes: what stands above comes before the base.
		"jsubsup":     func(e *texElement) texPart { return e.scripts(e.arg(2), e.arg(1)) },
		"jlimits":     (*texElement).boxed,
		"jroot":       (*texElement).boxedRoot,
		"jover":       func(e *texElement) texPart { return e.withRole('o') },
		"junder":      func(e *texElement) texPart { return e.withRole('u') },
		"jindex":      func(e *texElement) texPart { return e.withRole('i') },
		"jsurd":       func(*texElement) texPart { return texPart{shape: emptyShape} },
		"none":        func(*texElement) texPart { return texPart{shape: emptyShape} },
		"mprescripts": func(*texElement) texPart { return texPart{shape: preScripts} },
		"maction": func(e *texElement) texPart {
			if p := e.arg(0); p != nil {
				return *p
			}
			return texPart{shape: emptyShape}
		},
	}
}

// arg returns the element's child i, nil if it has none.
func (e *texElement) arg(i int) *texPart {
	if i < len(e.parts) {
		return &e.parts[i]
	}
	return nil
}

func texIn(p *texPart) string {
	if p == nil {
		return ""
	}
	return p.tex
}

// row joins the parts of an element that only groups; one that spans a bracket
// pair around a table becomes a matrix.
func (e *texElement) row() texPart {
	switch len(e.parts) {
	case 0:
		return texPart{shape: emptyShape}
	case 1:
		return e.parts[0]
	}
	first, last := &e.parts[0], &e.parts[len(e.parts)-1]
	if env := matrixOf[first.raw+last.raw]; env != "" && len(e.parts) == 3 && e.parts[1].shape == tableShape {
		return texPart{tex: tableTeX(&e.parts[1], env)}
	}
	if first.raw == "{" && len(e.parts) == 2 && last.shape == tableShape {
		return texPart{tex: tableTeX(last, "cases")}
	}
	tex := joinTeX(e.parts)
	if first.raw == "(" && last.raw == ")" && len(e.parts) == 3 && strings.HasPrefix(e.parts[1].tex, noBar) {
		return texPart{tex: `\binom` + e.parts[1].tex[len(noBar):]}
	}
	if first.shape == openShape && last.shape == closeShape && len(e.parts) > 2 {
		if tall(tex) {
			tex = `\left` + first.tex + sep(first.tex, "x") + joinTeX(e.parts[1:len(e.parts)-1]) + ` \right` + last.tex
		}
		return texPart{tex: tex, kids: len(e.parts)}
	}
	return texPart{tex: tex, shape: rowShape, kids: len(e.parts)}
}

// tall says whether TeX is higher than a line, so that brackets around it grow.
func tall(tex string) bool {
	return strings.Contains(tex, `\frac`) || strings.Contains(tex, `\begin{`) || strings.Contains(tex, `\sum_`) || strings.Contains(tex, `\int_`) || strings.Contains(tex, `\prod_`)
}

// matrixOf are the environments of a table in brackets.
var matrixOf = map[string]string{"()": "pmatrix", "[]": "bmatrix", "||": "vmatrix", "‖‖": "Vmatrix", "{}": "Bmatrix"}

func (e *texElement) identifier() texPart {
	t := string(bytes.TrimSpace(e.text))
	if t == "" {
		return texPart{shape: emptyShape}
	}
	if p, ok := functionPart(t); ok {
		return p
	}
	variant := mathVariants[string(e.attr("mathvariant"))]
	tex := texChars(t, false)
	single := utf8.RuneCountInString(t) == 1
	if variant == "" && !single && isWord(t) {
		variant = `\mathrm`
	}
	if variant == "normal" {
		if variant = ""; single && t[0] < 0x80 {
			variant = `\mathrm`
		}
	}
	if variant != "" {
		tex = variant + "{" + tex + "}"
	}
	return texPart{tex: tex}
}

// mathVariants are the commands of the mathvariant attribute.
var mathVariants = map[string]string{"normal": "normal", "bold": `\mathbf`, "bold-italic": `\boldsymbol`, "double-struck": `\mathbb`, "script": `\mathcal`,
	"fraktur": `\mathfrak`, "sans-serif": `\mathsf`, "monospace": `\mathtt`, "bold-script": `\mathcal`, "bold-fraktur": `\mathfrak`}

// functionPart reads names that TeX has a command for, or that are written as operators.
func functionPart(t string) (texPart, bool) {
	t = strings.Trim(t, "\u2061 ")
	switch {
	case t == "":
		return texPart{shape: emptyShape}, true
	case limitFunctions[t]:
		return texPart{tex: `\` + strings.ReplaceAll(t, " ", ""), shape: bigShape}, true
	case texFunctions[t]:
		return texPart{tex: `\` + t}, true
	}
	return texPart{}, false
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

var (
	texFunctions   = wordSet("arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh")
	limitFunctions = wordSet("det gcd inf lim liminf limsup max min Pr sup")
)

func isWord(t string) bool {
	for _, r := range t {
		if !unicode.IsLetter(r) || r > 0x24F {
			return false
		}
	}
	return true
}

func (e *texElement) numeral() texPart {
	tex := texChars(string(bytes.TrimSpace(e.text)), false)
	if tex == "" {
		return texPart{shape: emptyShape}
	}
	if v := mathVariants[string(e.attr("mathvariant"))]; v != "" && v != "normal" {
		tex = v + "{" + tex + "}"
	}
	return texPart{tex: tex}
}

func (e *texElement) words() texPart {
	if len(bytes.TrimSpace(e.text)) == 0 {
		if len(e.text) == 0 {
			return texPart{shape: emptyShape}
		}
		return texPart{tex: `\ `, shape: spacerShape}
	}
	return texPart{tex: `\text{` + texText(string(e.text)) + "}"}
}

func (e *texElement) quoted() texPart {
	return texPart{tex: `\text{"` + texText(string(e.text)) + `"}`}
}

func (e *texElement) operator() texPart {
	t := strings.Trim(string(e.text), "\u2061\u2062\u2063\u2064 ")
	if t == "" {
		return texPart{shape: emptyShape}
	}
	if p, ok := functionPart(t); ok {
		return p
	}
	if isWord(t) && len(t) > 1 {
		return texPart{tex: `\operatorname{` + t + "}"}
	}
	p := texPart{tex: texChars(t, true), raw: t, shape: infixShape}
	r, n := utf8.DecodeRuneInString(t)
	if n == len(t) {
		p.shape = operatorShape(r)
	}
	form := string(e.attr("form"))
	if p.shape == infixShape && (form == "prefix" || form == "postfix") {
		p.shape = atomShape
	}
	return p
}

// operatorShape is how an operator of one character behaves.
func operatorShape(r rune) texShape {
	switch {
	case strings.ContainsRune("([{⟨⌈⌊⟦", r):
		return openShape
	case strings.ContainsRune(")]}⟩⌉⌋⟧", r):
		return closeShape
	case strings.ContainsRune(",;", r):
		return punctShape
	case strings.ContainsRune("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨆", r), r >= '∫' && r <= '∳':
		return bigShape
	case r >= 0x2190 && r <= 0x21FF, r >= 0x27F5 && r <= 0x27FF:
		return arrowShape
	case strings.ContainsRune("!'′″‴%.…⋯⋮⋱|‖∥/¬∀∃∇∂°‾¯^~˙¨√", r):
		return atomShape
	}
	return infixShape
}

// attr returns an attribute's value, nil if it is missing.
func (e *texElement) attr(name string) []byte { return mathAttr(e.attrs, name) }

func mathAttr(attrs []byte, name string) []byte {
	if len(attrs) < len(name) || len(attrs) > maxMath {
		return nil
	}
	var v []byte
	eachAttr(attrs, func(key, val []byte) {
		if v == nil && val != nil && bytes.EqualFold(key, []byte(name)) {
			v = unescapeAttr(val)
		}
	})
	return v
}

// scripts writes a base with what stands below and above behind it.
func (e *texElement) scripts(sub, sup *texPart) texPart {
	p := e.arg(0)
	if p == nil {
		return texPart{shape: emptyShape}
	}
	out := texPart{tex: texBase(p)}
	if p.shape == bigShape {
		out.shape = bigShape
	}
	if sub != nil && sub.tex != "" {
		out.tex += "_" + texArg(sub.tex)
	}
	if sup != nil && sup.tex != "" {
		if primes := strings.ReplaceAll(sup.tex, " ", ""); strings.Trim(primes, "'") == "" {
			out.tex += primes
		} else {
			out.tex += "^" + texArg(sup.tex)
		}
	}
	return out
}

// texArg puts the argument of a script in braces.
func texArg(s string) string { return "{" + s + "}" }

// texBase is a part as the base of a script: in braces if it is more than one thing.
func texBase(p *texPart) string {
	if p.shape == rowShape && p.kids > 1 || p.tex == "" {
		return "{" + p.tex + "}"
	}
	return p.tex
}

// accents are the commands for signs above a base: narrow, and over more than one thing.
var accents = map[string][2]string{
	"^": {`\hat`, `\widehat`}, "ˆ": {`\hat`, `\widehat`}, "̂": {`\hat`, `\widehat`},
	"~": {`\tilde`, `\widetilde`}, "˜": {`\tilde`, `\widetilde`}, "∼": {`\tilde`, `\widetilde`},
	"¯": {`\bar`, `\overline`}, "‾": {`\overline`, `\overline`}, "―": {`\overline`, `\overline`}, "─": {`\overline`, `\overline`}, "_": {`\bar`, `\overline`}, "-": {`\bar`, `\overline`}, "−": {`\bar`, `\overline`}, "ˉ": {`\bar`, `\overline`},
	"→": {`\vec`, `\overrightarrow`}, "⃗": {`\vec`, `\overrightarrow`}, "⇀": {`\vec`, `\overrightarrow`}, "←": {`\overleftarrow`, `\overleftarrow`}, "↔": {`\overleftrightarrow`, `\overleftrightarrow`},
	"˙": {`\dot`, `\dot`}, ".": {`\dot`, `\dot`}, "¨": {`\ddot`, `\ddot`}, "⃛": {`\dddot`, `\dddot`}, "ˇ": {`\check`, `\check`}, "˘": {`\breve`, `\breve`},
	"`": {`\grave`, `\grave`}, "´": {`\acute`, `\acute`}, "˚": {`\mathring`, `\mathring`}, "⏞": {`\overbrace`, `\overbrace`}, "︷": {`\overbrace`, `\overbrace`},
}

// underAccents are the same below a base.
var underAccents = map[string]string{"⏟": `\underbrace`, "︸": `\underbrace`, "_": `\underline`, "‾": `\underline`, "¯": `\underline`, "―": `\underline`, "─": `\underline`, "̲": `\underline`}

// limits writes a base with what stands right below and above it.
func (e *texElement) limits(under, over *texPart) texPart {
	p := e.arg(0)
	if p == nil {
		return texPart{shape: emptyShape}
	}
	if p.shape == bigShape {
		return e.scripts(under, over)
	}
	out := texPart{tex: p.tex}
	if under != nil && under.tex != "" {
		if a := underAccents[under.raw]; a != "" {
			out.tex = a + "{" + out.tex + "}"
			if a == `\underbrace` {
				out.shape = bigShape
			}
		} else if p.shape == arrowShape && over != nil {
			return texPart{tex: xArrow(p.raw) + "[" + under.tex + "]{" + over.tex + "}", shape: infixShape}
		} else if strings.HasPrefix(p.tex, `\operatorname{`) {
			out = texPart{tex: `\operatorname*{` + p.tex[len(`\operatorname{`):] + "_{" + under.tex + "}", shape: bigShape}
		} else {
			out.tex = `\underset{` + under.tex + "}{" + out.tex + "}"
		}
	}
	if over == nil || over.tex == "" {
		return out
	}
	if a := accents[over.raw]; a[0] != "" {
		command := a[0]
		if p.kids > 1 || utf8.RuneCountInString(p.tex) > 1 && !strings.HasPrefix(p.tex, `\`) {
			command = a[1]
		}
		out.tex = command + "{" + out.tex + "}"
		if command == `\overbrace` {
			out.shape = bigShape
		}
		return out
	}
	if p.shape == arrowShape && out.tex == p.tex {
		return texPart{tex: xArrow(p.raw) + "{" + over.tex + "}", shape: infixShape}
	}
	out.tex = `\overset{` + over.tex + "}{" + out.tex + "}"
	return out
}

// xArrow is the command for an arrow with text over it.
func xArrow(raw string) string {
	switch raw {
	case "←", "⟵":
		return `\xleftarrow`
	case "⇒", "⟹":
		return `\xRightarrow`
	case "↦", "⟼":
		return `\xmapsto`
	case "↔", "⟷":
		return `\xleftrightarrow`
	}
	return `\xrightarrow`
}

func (e *texElement) withRole(r byte) texPart {
	p := e.row()
	p.role = r
	return p
}

// boxed writes the limits of MathJax's boxes, in whatever order they stand.
func (e *texElement) boxed() texPart {
	var base, under, over *texPart
	rest := e.parts[:0:0]
	for i := range e.parts {
		switch p := &e.parts[i]; p.role {
		case 'o':
			over = p
		case 'u':
			under = p
		default:
			rest = append(rest, *p)
		}
	}
	if len(rest) > 0 {
		base = &rest[0]
	}
	if under == nil && over == nil {
		switch len(rest) {
		case 2:
			under = &rest[1]
		case 3:
			over, under = &rest[1], &rest[2]
		}
	}
	if base == nil {
		return texPart{shape: emptyShape}
	}
	f := texElement{parts: []texPart{*base}}
	return f.limits(under, over)
}

func (e *texElement) boxedRoot() texPart {
	index, rest := "", e.parts[:0:0]
	for _, p := range e.parts {
		if p.role == 'i' {
			index = p.tex
		} else {
			rest = append(rest, p)
		}
	}
	return texPart{tex: `\sqrt[` + index + "]{" + joinTeX(rest) + "}"}
}

func (e *texElement) multiscripts() texPart {
	if len(e.parts) == 0 {
		return texPart{shape: emptyShape}
	}
	pre, post := "", ""
	out := &post
	for i := 1; i < len(e.parts); {
		if e.parts[i].shape == preScripts {
			out = &pre
			i++
			continue
		}
		sub := e.parts[i].tex
		sup := ""
		if i+1 < len(e.parts) && e.parts[i+1].shape != preScripts {
			sup = e.parts[i+1].tex
			i++
		}
		i++
		if sub != "" {
			*out += "_" + texArg(sub)
		}
		if sup != "" {
			*out += "^" + texArg(sup)
		}
	}
	if pre != "" {
		pre = "{}" + pre
	}
	return texPart{tex: pre + texBase(&e.parts[0]) + post}
}

// noBar is the command of a fraction without a bar.
const noBar = `\genfrac{}{}{0pt}{}`

func (e *texElement) fraction() texPart {
	command := `\frac`
	if w := string(e.attr("linethickness")); w != "" && strings.Trim(w, "0.pxemt") == "" && strings.ContainsRune(w, '0') {
		command = noBar
	}
	return texPart{tex: command + "{" + texIn(e.arg(0)) + "}{" + texIn(e.arg(1)) + "}"}
}

func (e *texElement) fenced() texPart {
	open, shut, seps := "(", ")", ","
	for _, a := range []struct {
		name string
		to   *string
	}{{"open", &open}, {"close", &shut}, {"separators", &seps}} {
		if v := e.attr(a.name); v != nil {
			*a.to = strings.TrimSpace(string(v))
		}
	}
	if len(e.parts) == 1 && e.parts[0].shape == tableShape {
		if env := matrixOf[open+shut]; env != "" {
			return texPart{tex: tableTeX(&e.parts[0], env)}
		}
		if open == "{" && shut == "" {
			return texPart{tex: tableTeX(&e.parts[0], "cases")}
		}
	}
	marks := []rune(strings.ReplaceAll(seps, " ", ""))
	var b strings.Builder
	for i := range e.parts {
		if i > 0 && len(marks) > 0 {
			b.WriteString(texChars(string(marks[min(i-1, len(marks)-1)]), true) + " ")
		}
		b.WriteString(e.parts[i].tex)
	}
	fence := func(s string) string {
		if s == "" {
			return "."
		}
		return texChars(s, true)
	}
	o, c := fence(open), fence(shut)
	if o == "." && c == "." {
		return texPart{tex: b.String(), shape: rowShape, kids: len(e.parts)}
	}
	return texPart{tex: `\left` + o + sep(o, "x") + b.String() + ` \right` + c, kids: 2}
}

// table keeps the rows, for a bracket around it may decide what it is.
func (e *texElement) table() texPart {
	p := texPart{shape: tableShape, cells: e.parts, raw: ""}
	align := string(e.attr("columnalign"))
	env := "matrix"
	if strings.Contains(align, "right") && strings.Contains(align, "left") {
		env = "aligned"
	}
	p.tex = tableTeX(&p, env)
	return p
}

// tableTeX writes a table as an environment; a single row with a label is an
// equation with its number.
func tableTeX(t *texPart, env string) string {
	var b strings.Builder
	for i := range t.cells {
		r := &t.cells[i]
		cells := r.cells
		tag := ""
		if r.shape == tableLabel && len(cells) > 1 {
			tag = ` \tag{` + tagText(cells[0].tex) + "}"
			cells = cells[1:]
		}
		if r.shape != tableRow && r.shape != tableLabel {
			cells = t.cells[i : i+1]
		}
		if tag != "" && len(t.cells) == 1 {
			return joinTeX(cells) + tag
		}
		if i > 0 {
			b.WriteString(` \\ `)
		}
		for j := range cells {
			if j > 0 {
				b.WriteString(" & ")
			}
			b.WriteString(cells[j].tex)
		}
		b.WriteString(tag)
	}
	return `\begin{` + env + "} " + b.String() + ` \end{` + env + "}"
}

// tagText is an equation's number without brackets and \text.
func tagText(tex string) string {
	s := strings.ReplaceAll(strings.ReplaceAll(tex, `\text{(}`, ""), `\text{)}`, "")
	s = strings.Trim(strings.TrimSpace(s), "()")
	if strings.HasPrefix(s, `\text{`) && strings.HasSuffix(s, "}") && strings.Count(s, "{") == 1 {
		s = strings.Trim(s[len(`\text{`):len(s)-1], "()")
	}
	return s
}

func (e *texElement) space() texPart {
	if string(e.attr("linebreak")) == "newline" {
		return texPart{tex: ` \\ `}
	}
	w, _ := strconv.ParseFloat(strings.TrimRight(strings.TrimSpace(string(e.attr("width"))), "emxptk"), 64)
	p := texPart{shape: spacerShape}
	switch {
	case w >= 2 && w < 20:
		p.tex = `\qquad `
	case w >= 0.9 && w < 20:
		p.tex = `\quad `
	case w >= 0.25 && w < 20:
		p.tex = `\;`
	case w > 0:
		p.tex = `\,`
	default:
		p.shape = emptyShape
	}
	return p
}

func (e *texElement) enclose() texPart {
	tex := joinTeX(e.parts)
	how := string(e.attr("notation"))
	switch {
	case how == "" || strings.Contains(how, "longdiv"):
		return texPart{tex: `\overline{)` + tex + "}"}
	case strings.Contains(how, "radical"):
		return texPart{tex: `\sqrt{` + tex + "}"}
	case strings.Contains(how, "strike"):
		return texPart{tex: `\cancel{` + tex + "}"}
	case strings.Contains(how, "box"), strings.Contains(how, "circle"):
		return texPart{tex: `\boxed{` + tex + "}"}
	case strings.Contains(how, "top"):
		return texPart{tex: `\overline{` + tex + "}"}
	case strings.Contains(how, "bottom"):
		return texPart{tex: `\underline{` + tex + "}"}
	}
	return texPart{tex: tex, shape: rowShape, kids: len(e.parts)}
}

// joinTeX joins the parts of a row, with blanks where TeX or the reader needs them.
func joinTeX(parts []texPart) string {
	if len(parts) == 1 {
		return parts[0].tex
	}
	var b strings.Builder
	last, prev := "", infixShape
	for i := range parts {
		p := &parts[i]
		if p.tex == "" {
			continue
		}
		shape := p.shape
		if infix(shape) && infix(prev) && strings.Contains("+-−±∓", p.raw) {
			shape = atomShape // a sign before its number
		}
		switch {
		case last == "":
		case infix(shape) || infix(prev) || prev == punctShape:
			if !strings.HasSuffix(last, " ") {
				b.WriteByte(' ')
			}
		default:
			b.WriteString(sep(last, p.tex))
		}
		b.WriteString(p.tex)
		last, prev = p.tex, shape
	}
	return b.String()
}

func infix(s texShape) bool { return s == infixShape || s == arrowShape }

// sep is the blank that a command needs before a letter.
func sep(before, after string) string {
	if before == "" || after == "" || !isLetter(after[0]) {
		return ""
	}
	i := len(before)
	for i > 0 && isLetter(before[i-1]) {
		i--
	}
	if i > 0 && i < len(before) && before[i-1] == '\\' {
		return " "
	}
	return ""
}
