package block

import (
	"strings"
	"unicode/utf8"
)

// Scripts, limits and accents, of MathML and of MathJax's boxes.

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
