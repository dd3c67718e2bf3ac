package block

import "bytes"

// readCode reads lines of program text that no fence marks: indented ones in
// Markdown (CommonMark 4.4), elsewhere a run in which one of any two
// neighbouring lines shows signs that prose does not have.
func (b *textBuilder) readCode(i int) int {
	l := &b.page.lines[i]
	if b.maker == makerMarkdown {
		const marks = 2 // columns of "> "
		if l.indent-marks*int32(l.quote) < 4 || len(b.lists) > 0 || i > 0 && l.gap == 0 {
			return 0
		}
		j := i
		for j < b.end && b.page.lines[j].indent >= 4 && b.page.lines[j].quote == l.quote {
			j++
		}
		b.emitPre(i, j, l.indent, "")
		return j - i
	}
	const (
		least  = 3 // lines that look like code
		widest = 160
	)
	if len(b.lists) > 0 || !looksLikeCode(b.content(l)) {
		return 0
	}
	code, last := 0, i
	for j := i; j < b.end; j++ {
		n := &b.page.lines[j]
		if n.width > widest || n.quote != l.quote || j > i && n.gap > 1 || isRuler(b.content(n)) {
			break
		}
		if looksLikeCode(b.content(n)) || j == last+1 && n.indent > l.indent && n.gap == 0 {
			code++
			last = j
		} else if j-last >= 2 || looksLikeProse(b.content(n)) {
			break
		}
	}
	if code < least {
		return 0
	}
	b.emitPre(i, last+1, l.indent, "")
	return last + 1 - i
}

// codeStarts begin lines of program text and of nothing else.
var codeStarts = [][]byte{
	[]byte("#include"), []byte("#!/"), []byte("def "), []byte("func "), []byte("return "), []byte("import "), []byte("from "), []byte("var "), []byte("let "),
	[]byte("const "), []byte("//"), []byte("/*"), []byte("$ "), []byte("sudo "), []byte("</"), []byte("<?"), []byte("public "), []byte("private "), []byte("elif "), []byte("} "), []byte("for "), []byte("if "), []byte("while "), []byte("class "),
}

// codeSigns stand in program text and hardly in prose.
var codeSigns = [][]byte{
	[]byte("()"), []byte(" = "), []byte(" == "), []byte("!="), []byte("=>"), []byte("->"), []byte("::"), []byte("&&"), []byte("||"), []byte("</"), []byte("/>"), []byte("+="), []byte("\":"), []byte("=\""), []byte("']"),
}

// looksLikeCode reports whether a line shows two signs of program text.
func looksLikeCode(s []byte) bool {
	if len(s) > 400 || !hasCodeByte(s) {
		return false
	}
	signs := 0
	for _, t := range codeStarts {
		if bytes.HasPrefix(s, t) {
			signs++
			break
		}
	}
	switch s[len(s)-1] {
	case '{', '}', ';':
		signs = 2
	case ')', ']', '(', '[', '>':
		signs++
	case ',', ':':
		if signs > 0 || bytes.IndexByte(s, ' ') < 0 || bytes.HasSuffix(s, []byte("):")) {
			signs++
		}
	}
	for _, t := range codeSigns {
		if signs < 2 && bytes.Contains(s, t) {
			signs++
		}
	}
	return signs >= 2 && !looksLikeProse(s)
}

// hasCodeByte reports whether s holds a sign that every line that looks like code has.
func hasCodeByte(s []byte) bool {
	for _, c := range s {
		switch c {
		case '(', ')', '{', '}', '[', ']', ';', '=', '<', '>', '&', '|', '/', '$', ':', '#':
			return true
		}
	}
	return false
}

// looksLikeProse reports whether a line has words enough for a sentence and few signs between them.
func looksLikeProse(s []byte) bool {
	const sentence = 7 // words
	words, plain := 0, 0
	for _, w := range bytes.Fields(s) {
		words++
		ok := true
		for _, c := range bytes.Trim(w, ".,;:!?'\"") {
			if !isWordByte(c) && c != '-' && c != '\'' {
				ok = false
			}
		}
		if ok && len(w) > 1 {
			plain++
		}
	}
	return words >= sentence && plain*4 >= words*3
}
