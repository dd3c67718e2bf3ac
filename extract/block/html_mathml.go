package block

import (
	"bytes"
	"strings"
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

// texArg puts the argument of a script in braces.
func texArg(s string) string { return "{" + s + "}" }

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
