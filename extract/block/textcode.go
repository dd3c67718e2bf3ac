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

// readFence reads a fenced code block (CommonMark 4.5).
func (b *textBuilder) readFence(i int) int {
	if b.maker != makerMarkdown && b.maker != makerUnknown && b.maker != makerInner {
		return 0
	}
	l := &b.page.lines[i]
	s := b.content(l)
	n := fence(s)
	open := &b.openFences[0]
	if s[0] == '~' {
		open = &b.openFences[1]
	}
	if n == 0 || *open > 0 && n >= *open {
		return 0
	}
	for j := i + 1; j < b.end; j++ {
		t := b.content(&b.page.lines[j])
		if len(t) < n || t[0] != s[0] || fence(t) < n || len(bytes.TrimLeft(t, "`~")) > 0 {
			continue
		}
		b.closeLists(l.indent)
		lang, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimLeft(s, "`~")), []byte{' '})
		b.drop(s)
		if j > i+1 {
			b.emitPre(i+1, j, l.indent, string(bytes.ToValidUTF8(lang, nil)))
		}
		return j - i + 1
	}
	*open = n
	return 0 // never closed: text
}

// fence returns the length of the code fence that s begins with, 0 if none.
func fence(s []byte) int {
	if len(s) < 3 || (s[0] != '`' && s[0] != '~') {
		return 0
	}
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	if n < 3 || bytes.IndexByte(s[n:], '`') >= 0 {
		return 0
	}
	return n
}

// emitPre adds lines [i, j) as one preformatted block, less indent columns.
func (b *textBuilder) emitPre(i, j int, indent int32, language string) {
	first := &b.page.lines[i]
	for k := i; k < j; k++ {
		indent = min(indent, b.page.lines[k].indent)
	}
	blk := b.begin(i, Pre)
	for k := i; k < j; k++ {
		l := &b.page.lines[k]
		if k > i {
			for g := 0; g <= min(int(l.gap), 2); g++ {
				b.text = append(b.text, '\n')
			}
		}
		for c := indent; c < l.indent && c < indent+maxWrap; c++ {
			b.text = append(b.text, ' ')
		}
		b.text = append(b.text, b.content(l)...)
	}
	blk.Language = language
	blk.Lines = int32(j - i)
	b.commit(blk, first)
}
