package block

import "strings"

// Fractions, fences, frames and tables of MathML.

// matrixOf are the environments of a table in brackets.
var matrixOf = map[string]string{"()": "pmatrix", "[]": "bmatrix", "||": "vmatrix", "‖‖": "Vmatrix", "{}": "Bmatrix"}

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
