package block

import (
	"bytes"
	"slices"
	"strings"
)

// TeX in running text: pages that load MathJax or KaTeX have their formulas
// between delimiters, and so have elements that pandoc, Sphinx, MkDocs and
// others class as math. The delimiters become Chrome, what stands between them
// Math.

// formula is a formula between delimiters, as offsets in Document.Text.
type formula struct {
	start, from, to, end int32
	display              bool
}

// maxInlineTeX bounds a formula between delimiters, in bytes.
const maxInlineTeX = 4000

// maxTeXNodes bounds the elements classed as math that are looked at.
const maxTeXNodes = 10000

// texScript looks whether a script belongs to a program that reads TeX from the page's text.
func (b *builder) texScript(s []byte) {
	if len(s) > maxTeXScript || b.texDollar {
		return
	}
	for _, w := range texPrograms {
		if bytes.Contains(s, []byte(w)) {
			b.texPage = true
			if i := bytes.Index(s, []byte("inlineMath")); i >= 0 && bytes.Contains(s[i:min(len(s), i+80)], []byte("$'")) {
				b.texDollar = true
			}
			return
		}
	}
}

var texPrograms = []string{"MathJax", "katex", "mathjax"}

// maxTeXScript is the length of a script over which it configures no such program.
const maxTeXScript = 4096

// texDelimiters finds the formulas that stand between delimiters.
func (b *builder) texDelimiters() {
	d := b.doc
	var found []formula
	switch {
	case b.texPage:
		for i := range d.Blocks {
			blk := &d.Blocks[i]
			if blk.Kind != Pre && blk.Kind != Control && blk.Start < blk.End {
				found = b.formulas(found, blk, blk.Start, blk.End)
			}
		}
	default:
		end := int32(0)
		for _, n := range b.texNodes {
			node := &d.Nodes[n]
			if node.Start < end {
				continue // inside one that was read
			}
			for i := max(node.FirstBlock-1, 0); i < min(node.LastBlock, b.nextBlock()); i++ {
				blk := &d.Blocks[i]
				if from, to := max(blk.Start, node.Start), min(blk.End, node.TextEnd()); from < to && blk.Kind != Pre {
					found = b.formulas(found, blk, from, to)
				}
			}
			end = max(end, node.TextEnd())
		}
	}
	if len(found) > 0 {
		b.setFormulas(found)
	}
}

// formulas appends those between from and to, which lie in block blk.
func (b *builder) formulas(found []formula, blk *Block, from, to int32) []formula {
	text := b.doc.Text[from:to]
	if !strings.ContainsAny(text, `\$`) {
		return found
	}
	var skip []Span
	for _, s := range b.doc.Spans[blk.SpanStart:blk.SpanEnd] {
		if (s.Kind == Code || s.Kind == Math || s.Kind == Chrome) && s.Start < s.End {
			skip = append(skip, s)
		}
	}
	shut := shutIndex{text: text}
	for i := 0; i < len(text); {
		j := strings.IndexAny(text[i:], `\$`)
		if j < 0 || len(found) >= maxFormulas {
			break
		}
		i += j
		at := from + int32(i)
		for len(skip) > 0 && skip[0].End <= at {
			skip = skip[1:]
		}
		if len(skip) > 0 && skip[0].Start <= at {
			i = int(skip[0].End - from)
			continue
		}
		f, ok := b.formulaAt(text[i:], i, &shut)
		if !ok {
			i++
			if i < len(text) && text[i-1] == '\\' {
				i++ // an escaped sign
			}
			continue
		}
		next := i + int(f.end)
		found = append(found, formula{at, at + f.from, at + f.to, at + f.end, f.display})
		i = next
	}
	return found
}

// shutIndex finds closing delimiters. It remembers its last answer for each, so
// that openings without an end do not search the text again and again.
type shutIndex struct {
	text string
	next map[string]int
}

// after returns the place of the next delim at or after i, -1 if there is none within maxInlineTeX.
func (x *shutIndex) after(delim string, i int) int {
	n, ok := x.next[delim]
	if !ok || n < i {
		if n = strings.Index(x.text[i:], delim); n < 0 {
			n = len(x.text)
		} else {
			n += i
		}
		if x.next == nil {
			x.next = map[string]int{}
		}
		x.next[delim] = n
	}
	if n == len(x.text) || n-i > maxInlineTeX {
		return -1
	}
	return n
}

// formulaAt reads the formula whose delimiter s begins with, which stands at i
// in the text; offsets are within s.
func (b *builder) formulaAt(s string, i int, shut *shutIndex) (formula, bool) {
	for _, d := range texFences {
		if !strings.HasPrefix(s, d.open) {
			continue
		}
		end := shut.after(d.shut, i+len(d.open)) - i
		if end <= len(d.open) || strings.TrimSpace(s[len(d.open):end]) == "" {
			return formula{}, false
		}
		return formula{from: int32(len(d.open)), to: int32(end), end: int32(end + len(d.shut)), display: d.display}, true
	}
	if strings.HasPrefix(s, `\begin{`) {
		name, _, ok := strings.Cut(s[len(`\begin{`):min(len(s), 40)], "}")
		if !ok || !texEnvironments[strings.TrimSuffix(name, "*")] {
			return formula{}, false
		}
		close := `\end{` + name + "}"
		n := shut.after(close, i) - i
		if n < 0 {
			return formula{}, false
		}
		end := int32(n + len(close))
		return formula{to: end, end: end, display: true}, true
	}
	if s[0] == '$' {
		if n := inlineDollar(s[:min(len(s), maxInlineTeX)]); n > 0 {
			return formula{from: 1, to: int32(n), end: int32(n + 1)}, true
		}
	}
	return formula{}, false
}

// texFences are the delimiters, longer ones first.
var texFences = [...]struct {
	open, shut string
	display    bool
}{{"$$", "$$", true}, {`\[`, `\]`, true}, {`\(`, `\)`, false}}

// texEnvironments are those that MathJax reads without delimiters.
var texEnvironments = map[string]bool{"equation": true, "align": true, "gather": true, "eqnarray": true, "multline": true, "alignat": true, "flalign": true}

// inlineDollar returns where the formula that s[0] opens ends, 0 if it opens
// none: by pandoc's rule, no blank inside the signs and no digit behind them;
// what begins with a number and reads as words is money.
func inlineDollar(s string) int {
	if len(s) < 3 || s[1] == ' ' || s[1] == '\n' || s[1] == '$' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '$':
			if s[i-1] == ' ' || s[i-1] == '\n' || i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
				return 0
			}
			body := s[1:i]
			if !strings.ContainsAny(body, `\^_{=<>+`) && (strings.Count(body, " ") > 2 || body[0] >= '0' && body[0] <= '9' && strings.Contains(body, " ")) {
				return 0
			}
			return i
		}
	}
	return 0
}

// setFormulas puts the spans of formulas among the others: marks inside a
// formula are dropped, those that cross its edge cut there.
func (b *builder) setFormulas(found []formula) {
	d := b.doc
	out := make([]Span, 0, len(d.Spans)+3*len(found))
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		n := 0
		for n < len(found) && found[n].start < blk.End {
			n++
		}
		from := int32(len(out))
		out = appendFormulas(out, d, d.Spans[blk.SpanStart:blk.SpanEnd], found[:n])
		blk.SpanStart, blk.SpanEnd = from, int32(len(out))
		found = found[n:]
	}
	d.Spans = out
}

func appendFormulas(out []Span, d *Document, spans []Span, found []formula) []Span {
	if len(found) == 0 {
		return append(out, spans...)
	}
	from := len(out)
	k := 0
	for _, s := range spans {
		for k < len(found) && found[k].end <= s.Start {
			k++
		}
		if k < len(found) && s.Start >= found[k].start {
			if s.End <= found[k].end {
				continue
			}
			s.Start = found[k].end
		}
		// The formula that the span's end falls into.
		j, _ := slices.BinarySearchFunc(found, s.End, func(f formula, end int32) int { return int(f.end - end) })
		if j < len(found) && s.End > found[j].start && s.End < found[j].end {
			s.End = found[j].start
		}
		if s.Start < s.End || s.Kind == Image || s.Kind == Embed {
			out = append(out, s)
		}
	}
	for _, f := range found {
		if f.from > f.start {
			out = append(out, Span{Start: f.start, End: f.from, Kind: Chrome})
		}
		out = append(out, Span{Start: f.from, End: f.to, Kind: Math, Display: f.display, Text: Clean(d.Text[f.from:f.to])})
		if f.end > f.to {
			out = append(out, Span{Start: f.to, End: f.end, Kind: Chrome})
		}
	}
	slices.SortStableFunc(out[from:], bySpan)
	return out
}
