// Package structure measures how much of an article's structure a rendering
// keeps: its headings, list items, code, table cells, quotes, links, pictures,
// emphasis, footnotes and formulas are listed as items, for the blocks of a
// document (Blocks) and for Markdown (Markdown), and compared kind by kind.
//
// The two sides share no code with package render: Markdown is read by
// goldmark, blocks by a walk of their own, so that a fault of the renderer
// cannot hide.
package structure

import (
	"strings"
	"unicode"
)

// Kind is a kind of item.
type Kind uint8

const (
	Heading    Kind = iota // level and text
	Paragraph              // text, but not the first of a list item or note, nor in a table
	ListItem               // depth, number or bullet, check box, first text
	CodeBlock              // text but for blanks at line ends and outer empty lines
	TableCell              // column and text
	Quote                  // depth and text of each block inside
	InlineCode             // text
	Link                   // text and address
	Image                  // alternative text and address
	Emphasis               // strong, em or del, and text
	Footnote               // each reference and each note, by the note's first text
	Math                   // TeX
	kinds
)

// Kinds are all kinds in order.
var Kinds = func() (k []Kind) {
	for i := range kinds {
		k = append(k, i)
	}
	return k
}()

var kindNames = [...]string{"heading", "paragraph", "list_item", "code_block", "table_cell", "quote", "inline_code", "link", "image",
	"emphasis", "footnote", "math"}

// String returns the kind's name, as in structure benchmarks.
func (k Kind) String() string { return kindNames[k] }

// ordered says whether items of a kind are compared in order or as a multiset.
func (k Kind) ordered() bool { return k <= Quote }

// Items are the items of one document by kind, in order.
type Items [kinds][]string

func (it *Items) add(k Kind, s string) { it[k] = append(it[k], s) }

// Count is what a comparison found of one kind: the items of the gold, of the
// output, and those of both that match.
type Count struct{ Gold, Output, Matched int }

// F1 is twice the matches by all items, 1 where there is none.
func (c Count) F1() float64 {
	if c.Gold+c.Output == 0 {
		return 1
	}
	return 2 * float64(c.Matched) / float64(c.Gold+c.Output)
}

// Add sums counts over pages.
func (c *Count) Add(d Count) {
	c.Gold, c.Output, c.Matched = c.Gold+d.Gold, c.Output+d.Output, c.Matched+d.Matched
}

// Compare counts what matches, by kind.
func Compare(gold, output *Items) (out [kinds]Count) {
	for _, k := range Kinds {
		c := Count{Gold: len(gold[k]), Output: len(output[k])}
		if k.ordered() {
			c.Matched = common(gold[k], output[k])
		} else {
			c.Matched = shared(gold[k], output[k])
		}
		out[k] = c
	}
	return out
}

func shared(a, b []string) (n int) {
	left := map[string]int{}
	for _, s := range a {
		left[s]++
	}
	for _, s := range b {
		if left[s] > 0 {
			left[s]--
			n++
		}
	}
	return n
}

// common is the length of the longest common subsequence. Equal ends, which are
// nearly all, are cut off first; what is left is compared as a multiset beyond
// 4,000 items a side.
func common(a, b []string) int {
	n := 0
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, n = a[1:], b[1:], n+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b, n = a[:len(a)-1], b[:len(b)-1], n+1
	}
	if len(a) == 0 || len(b) == 0 {
		return n
	}
	if len(a) > 4000 || len(b) > 4000 {
		return n + shared(a, b)
	}
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return n + row[len(b)]
}

// Loosen takes out of the items what two converters may do otherwise without
// harm: blanks beside punctuation, and which size of a picture is taken from a
// service that names the picture's own address behind the size.
func (it *Items) Loosen() {
	for k := range it {
		if Kind(k) == CodeBlock {
			continue
		}
		for i, s := range it[k] {
			s = loose(s)
			if n := strings.LastIndex(s, "/https:"); Kind(k) == Image && n >= 0 {
				s = s[n:]
			}
			it[k][i] = s
		}
	}
}

func loose(s string) string {
	rs := []rune(s)
	out := rs[:0]
	for i, r := range rs {
		if r == ' ' && (i > 0 && unicode.IsPunct(rs[i-1]) || i+1 < len(rs) && unicode.IsPunct(rs[i+1])) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// Missing returns the items of a that b lacks, as multisets.
func Missing(a, b []string) (out []string) {
	left := map[string]int{}
	for _, s := range b {
		left[s]++
	}
	for _, s := range a {
		if left[s] > 0 {
			left[s]--
			continue
		}
		out = append(out, s)
	}
	return out
}

// fold is text as it is compared: white space as one blank, none at the ends,
// without characters that do not show.
func fold(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		case r == 0xAD || r >= 0x200B && r <= 0x200F || r == 0x2060 || r == 0xFEFF:
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// foldCode is code as it is compared.
func foldCode(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// foldMath is TeX as it is compared.
func foldMath(s string) string {
	s = strings.NewReplacer(`\vert `, "|", `\Vert `, `\|`).Replace(s)
	return strings.Join(strings.Fields(s), "")
}
