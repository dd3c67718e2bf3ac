package block

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MathML's token elements: identifiers, numbers, operators and words.

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
