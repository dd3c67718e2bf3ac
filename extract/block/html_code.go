package block

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// Code: what is preformatted beside pre, lines that are elements or table rows,
// the machinery around the lines (gutters, headers, copy buttons), and the
// language. Renderers leave Chrome out, so that what remains is the exact code.

// startsPre says whether an element that is no pre sets its text as code: by its
// style, or by the class of an editor or highlighter that draws lines itself.
func (b *builder) startsPre(tag Tag, facts *nameFacts) bool {
	if facts.traits&(factPre|factBlockWord) != 0 {
		switch {
		case tag == TagCode:
			return facts.traits&factBlockWord != 0
		case facts.traits&factPre == 0:
		case tag == TagTable:
			return true
		case tagTable[tag].traits&blockLevel != 0:
			return facts.traits&factBlockWord == 0 || b.attr.codeLang != nil
		}
	}
	style := b.attr.style
	if style == nil || !declares(style, "white-space", "pre") || declares(style, "white-space", "pre-line") {
		return false
	}
	if tag == TagCode {
		return true
	}
	return tagTable[tag].traits&blockLevel != 0 && !declares(style, "white-space", "pre-wrap") && monospaced(style)
}

// monospaced says whether a style sets a font of one width.
func monospaced(style []byte) bool {
	for _, f := range [...]string{"monospace", "Consolas", "Courier", "Menlo", "Monaco"} {
		if bytes.Contains(style, []byte(f)) {
			return true
		}
	}
	return false
}

// becomePre makes the innermost frame, just pushed, a block of code of its own.
func (b *builder) becomePre(f *frame) {
	b.flush()
	n := &b.doc.Nodes[f.node]
	n.Start, n.FirstBlock = int32(len(b.text)), b.nextBlock()
	n.Flags |= NodeBlock
	f.block, f.pre, f.kind, f.level = f.node, inPre, Pre, 0
	b.preFirst = true
}

// inCode does what an element inside preformatted text asks for: a new line, or
// to be machinery. It returns whether the element is machinery.
func (b *builder) inCode(f *frame, tag Tag, facts *nameFacts) bool {
	a := &b.attr
	if tagTable[tag].traits&control != 0 || facts.traits&(factChrome|factCodeChrome) != 0 || a.style != nil && (declares(a.style, "user-select", "none") || declares(a.style, "-webkit-user-select", "none")) {
		return true
	}
	switch {
	case tag == TagCode:
		b.preLabel()
	case tag == TagTr:
		if b.preRow && !b.rowText {
			b.text = append(b.text, '\n')
			b.preLine = true
		} else {
			b.preBreak()
		}
		b.preRow, b.rowText = true, false
	case tagTable[tag].traits&blockLevel != 0, facts.traits&factLine != 0, a.codeLine != nil, tag == TagSpan && a.style != nil && (declares(a.style, "display", "flex") || declares(a.style, "display", "block")):
		b.preBreak()
	}
	return false
}

// preLabel makes machinery of what stands in a pre before its code element, if
// it is the language's name or a copy button.
func (b *builder) preLabel() {
	first := !b.preCode
	b.preCode = true
	if b.in < 0 || !first {
		return
	}
	blk := &b.doc.Blocks[b.in]
	if n := len(b.text) - int(blk.Start); n == 0 || n > maxLabel {
		return
	}
	var text []byte
	pos := blk.Start
	for _, s := range b.doc.Spans[blk.SpanStart:] {
		if s.Kind == Chrome && s.Start >= pos && s.End > s.Start {
			text = append(text, b.text[pos:s.Start]...)
			pos = s.End
		}
	}
	label := strings.ToLower(strings.TrimSpace(string(append(text, b.text[pos:]...))))
	switch {
	case knownLanguage()[label]:
		if blk.Language == "" {
			blk.Language = label
		}
	case label != "" && !copyLabels[label]:
		return
	}
	b.preBreak()
	for i := int(blk.SpanStart); i < len(b.doc.Spans); i++ {
		if s := &b.doc.Spans[i]; s.Kind == Chrome {
			s.End = s.Start // inside the new one
		}
	}
	b.doc.Spans = append(b.doc.Spans, Span{Start: blk.Start, End: int32(len(b.text)), Kind: Chrome})
}

// maxLabel bounds what stands before the code in a pre and is no code, in bytes.
const maxLabel = 64

// gutterNumber is a text token at the start of a line of code that holds a number alone.
type gutterNumber struct{ start, end, value int32 }

// maxGutter bounds the line numbers kept of one block.
const maxGutter = 100_000

// preNumber notes a text token of code that may be a line's number.
func (b *builder) preNumber(s []byte, at int) {
	t := bytes.Trim(s, " \n")
	if len(t) == 0 || len(t) > 6 || len(b.gutter) >= maxGutter {
		return
	}
	v := int32(0)
	for _, c := range t {
		if c < '0' || c > '9' {
			return
		}
		v = v*10 + int32(c-'0')
	}
	b.gutter = append(b.gutter, gutterNumber{int32(at), int32(len(b.text)), v})
}

// gutterSpans makes Chrome of line numbers that stand in elements of their own at
// the starts of lines, where they count up through the whole block.
func (b *builder) gutterSpans(blk *Block) {
	g := b.gutter
	if len(g) < 2 {
		return
	}
	own := 0 // numbers that are a line of their own
	for i := range g {
		if g[i].value != g[0].value+int32(i) {
			return
		}
		if int(g[i].end) < len(b.text) && b.text[g[i].end] == '\n' {
			own++
		}
	}
	lines := bytes.Count(b.text[blk.Start:], []byte{'\n'}) + 1
	switch {
	case own == 0 && len(g) < lines-1 || own > 0 && own < len(g)-1 && len(g) < lines-1:
		return
	case own >= len(g)-1 && own > 0 && (lines < 2*len(g)-1 || len(g) < (lines-1)/2):
		return
	}
	for i := range g {
		end := g[i].end
		if own >= len(g)-1 && own > 0 && int(end) < len(b.text) && b.text[end] == '\n' {
			end++
		}
		b.doc.Spans = append(b.doc.Spans, Span{Start: g[i].start, End: end, Kind: Chrome})
	}
	spans := b.doc.Spans[blk.SpanStart:]
	slices.SortStableFunc(spans, bySpan)
}

// codeBlock makes code of a paragraph that is nothing but one code element of
// several lines.
func (b *builder) codeBlock(blk *Block) {
	spans := b.doc.Spans[blk.SpanStart:blk.SpanEnd]
	for i := range spans {
		s := &spans[i]
		if s.Kind == Code && s.Start == blk.Start && s.End == blk.End {
			if bytes.IndexByte(b.text[blk.Start:blk.End], '\n') < 0 {
				return
			}
			blk.Kind = Pre
			b.doc.Spans = slices.Delete(b.doc.Spans, int(blk.SpanStart)+i, int(blk.SpanStart)+i+1)
			blk.SpanEnd--
			return
		}
	}
}

// codeLabels reads the lines of a code box that are no code: the language's
// name above it ("Bash"), "Copy". They become machinery; a file's name stays.
func (b *builder) codeLabels() {
	d := b.doc
	var extra []Span
	for i := range d.Blocks {
		pre := &d.Blocks[i]
		if pre.Kind != Pre {
			continue
		}
		for j := i - 1; j >= 0 && j >= i-3 && b.codeLabel(j, i); j-- {
			text := strings.TrimSuffix(strings.ToLower(d.BlockText(j)), " code")
			switch {
			case knownLanguage()[text]:
				if pre.Language == "" {
					pre.Language = text
				}
			case !copyLabels[text] && !notLanguage()[text]:
				continue
			}
			extra = append(extra, Span{Start: d.Blocks[j].Start, End: d.Blocks[j].End, Kind: Chrome})
		}
		if j := i + 1; j < len(d.Blocks) && b.codeLabel(j, i) && copyLabels[strings.ToLower(d.BlockText(j))] {
			extra = append(extra, Span{Start: d.Blocks[j].Start, End: d.Blocks[j].End, Kind: Chrome})
		}
	}
	b.insertSpans(extra)
}

// codeLabel says whether block j stands in one small box with the code block i.
func (b *builder) codeLabel(j, i int) bool {
	d := b.doc
	l := &d.Blocks[j]
	if l.Kind == Pre || l.Kind == Heading || d.Nodes[l.Node].Tag == TagTh || l.Kind == Rule || l.End == l.Start || l.End-l.Start > 24 || l.SpanEnd > l.SpanStart {
		return false
	}
	n := d.Blocks[i].Node
	for k := 0; k < 6 && n > 0; k++ {
		n = d.Nodes[n].Parent
		box := &d.Nodes[n]
		if int(box.FirstBlock) < i-3 || int(box.LastBlock) > i+4 || box.Tag == TagBody || box.Tag == TagArticle {
			return false
		}
		if int(box.FirstBlock) <= j && j < int(box.LastBlock) {
			return true
		}
	}
	return false
}

// copyLabels are what copy buttons say.
var copyLabels = map[string]bool{"copy": true, "copy code": true, "copy to clipboard": true, "copied": true, "copied!": true, "code": true, "copy snippet": true, "wrap": true, "run": true, "edit": true, "expand": true}

// lang finds the language of code when a pre's block begins.
func (b *builder) lang(k Kind) {
	if k != Pre {
		return
	}
	around := -1 // elements around the outermost pre so far
	for i := len(b.stack) - 1; i > 0 && i > len(b.stack)-20 && around < 4; i-- {
		f := &b.stack[i]
		n := &b.doc.Nodes[f.node]
		if l := b.dataLang[f.node]; l != "" {
			b.doc.Blocks[b.in].Language = l
			return
		}
		if l := codeLanguage(b.doc.Names[n.Class], f.tag); l != "" {
			b.doc.Blocks[b.in].Language = l
			return
		}
		switch {
		case f.tag == TagPre || f.tag == TagListing || f.tag == TagXmp || f.pre == inPre:
			around = 0
		case around >= 0 && f.tag != TagTable && tagTable[f.tag].traits&tablePart == 0:
			around++
		}
	}
}

// codeLanguage reads the code language from a class attribute, as highlighters
// write it: language-x and lang-x (HTML standard, Prism), hljs x, highlight x,
// highlight-source-x (GitHub), brush: x (SyntaxHighlighter), lang:x (Crayon),
// sourceCode x (pandoc), src-x (org mode), highlight-x (Sphinx).
func codeLanguage(class string, tag Tag) string {
	if class == "" {
		return ""
	}
	words := strings.Fields(class)
	bare := false
	for i, w := range words {
		l := strings.ToLower(w)
		for _, p := range []string{"language-", "lang-", "highlight-source-", "highlight-text-", "brush:", "lang:", "src-", "sh_", "code-lang-", "mw-highlight-lang-", "brush-", "hl-"} {
			if strings.HasPrefix(l, p) {
				v := strings.Trim(w[len(p):], ";,")
				if v == "" && i+1 < len(words) {
					v = strings.Trim(words[i+1], ";,")
				}
				if v = named(v); v != "" {
					return v
				}
			}
		}
		switch l {
		case "hljs", "highlight", "sourcecode", "brush", "prettyprint", "code", "syntaxhighlighter", "chroma", "src", "shiki":
			bare = true
		}
		if strings.HasPrefix(l, "highlight-") && tag == TagDiv && len(words) <= 3 {
			if v := named(w[len("highlight-"):]); v != "" && !notLanguage()[strings.ToLower(v)] {
				return v
			}
		}
	}
	if len(words) == 1 && tag == TagPre {
		bare = true // GeSHi: <pre class="python">
	}
	if !bare || tag != TagPre && tag != TagCode && tag != TagDiv && tag != TagFigure {
		return ""
	}
	for _, w := range words {
		if l := strings.ToLower(w); !notLanguage()[l] && knownLanguage()[l] {
			return w
		}
	}
	return ""
}

// notLanguage are words beside a language in a highlighter's class list.
var notLanguage = sync.OnceValue(func() map[string]bool {
	return map[string]bool{
		"hljs": true, "highlight": true, "sourcecode": true, "code": true, "brush": true, "prettyprint": true, "linenums": true,
		"source": true, "wrapper": true, "wrap": true, "box": true, "block": true, "text": true, "none": true, "default": true, "notranslate": true, "plaintext": true, "plain text": true, "txt": true,
	}
})

// knownLanguage are the names that a bare class word is believed to be a language for.
var knownLanguage = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`ada apache applescript asm awk bash basic bat c clojure cmake cobol coffeescript console cpp c++ cs csharp c# css
dart delphi diff django dockerfile elixir elm erb erlang f# fortran fsharp glsl go golang graphql groovy haml handlebars haskell haxe hcl html
http ini java javascript jinja js json json5 jsonc jsx julia kotlin latex less lisp lua make makefile markdown matlab md mysql nginx nim nix
objc objective-c objectivec ocaml pascal perl pgsql php plaintext plsql postgresql powershell prolog properties protobuf ps1 puppet py pycon
python python3 py3 r racket rb reasonml regex rs ruby rust sass scala scheme scss sh shell shell-session smalltalk sql svelte swift tcl terraform tex
toml ts tsx twig typescript v vala vb vba vbnet verilog vhdl vim vue wasm xml xquery yaml yml zig zsh`) {
		m[w] = true
	}
	return m
})

// named returns a language name as written, "" for those that say there is none.
func named(v string) string {
	switch strings.ToLower(v) {
	case "text", "none", "plain", "plaintext", "txt", "nohighlight", "no-highlight", "default", "undefined", "auto", "unknown", "",
		"en", "de", "fr", "es", "it", "pt", "ru", "ja", "zh", "ko", "nl", "pl", "en-us", "en-gb":
		return ""
	}
	v = strings.TrimPrefix(v, "source-")
	if rest, ok := strings.CutPrefix(v, "html-"); ok { // GitHub: text.html.basic, text.html.erb
		if v = rest; v == "basic" {
			return "html"
		}
	}
	return v
}
