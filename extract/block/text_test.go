package block

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// textSeeds are small pages that show what each maker draws.
var textSeeds = []string{
	"",
	"\ufeffHello\r\nworld\r\n",
	"   #Feed\n\n   [1]Skip to content\n\n     * [2]Home\n     * [3]About us\n          + [4]Deep\n\nHeading\n\n   A paragraph that is long enough to be wrapped by lynx at its usual width\n   and goes on here. (BUTTON) Send ____________ [logo.png]\n\nReferences\n\n   Visible links\n   1. https://example.org/#c\n   2. https://example.org/\n   3. https://example.org/about\n   4. https://example.org/deep\n",
	"Menu\n\n  • One\n      □ Two\n          ☆ Three\n  • Four\n\n[img]\nSearch [                    ]\n\n┌───┬───┐\n│ A │ B │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘\n",
	"****** Title ******\n[A_picture]Skip_to_content\n    * Item one\n          o Deeper_link\n|A |B |\n|__|__|\n|1 |2 |\n",
	"# Title\n\nSome *text* with **bold**, `code` and [a link](https://example.org \"t\").\n\n```go\nfunc main() {\n}\n```\n\n> quoted\n> more\n\n- [x] done\n- [ ] open\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
	"From a@example.org Mon Jan  1 00:00:00 2024\nFrom: A <a@example.org>\nSubject: Hello\n there\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\nHi,\n\n> quoted text\n>> deeper\n\nBye\n",
	"N\bNA\bAM\bME\bE\n       _\bf_\bo_\bo - bar\n\f\nnext",
	"a\tb\tc\n1\t2\t3\n\x1b[1mbold\x1b[0m\n\xff\xfe",
	"1. one\n2. two\n3. three\n\n----------\n\nRead on\n==========\n東京は日本の首都である。\n",
	strings.Repeat("*", 200) + strings.Repeat("[", 200) + strings.Repeat("`", 33) + " x ```",
}

// checkText reports the first way in which doc is not what the Document comment promises.
func checkText(src []byte, doc *Document, dropped []byte, crowded bool) error {
	if !utf8.ValidString(doc.Text) {
		return fmt.Errorf("text is not UTF-8")
	}
	end := int32(-1)
	span := int32(0)
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if i > 0 && (b.Start != end+1 || doc.Text[end] != '\n') || i == 0 && b.Start != 0 || b.End < b.Start {
			return fmt.Errorf("block %d is [%d:%d] after %d", i, b.Start, b.End, end)
		}
		end = b.End
		if b.SpanStart != span || b.SpanEnd < span || int(b.SpanEnd) > len(doc.Spans) {
			return fmt.Errorf("block %d has spans [%d:%d] after %d", i, b.SpanStart, b.SpanEnd, span)
		}
		span = b.SpanEnd
		if int(b.In) >= len(doc.Containers) || int(b.Offset) > len(src) || b.Offset < 0 {
			return fmt.Errorf("block %d: container %d, offset %d", i, b.In, b.Offset)
		}
		if err := checkBlockText(doc, i, crowded); err != nil {
			return err
		}
	}
	if int(end) != len(doc.Text) && len(doc.Blocks) > 0 {
		return fmt.Errorf("last block ends at %d of %d", end, len(doc.Text))
	}
	for i, c := range doc.Containers {
		if int(c.Parent) >= i || i > 0 && c.Parent < 0 {
			return fmt.Errorf("container %d in %d", i, c.Parent)
		}
	}
	return checkWords(src, doc, dropped)
}

func checkBlockText(doc *Document, i int, crowded bool) error {
	b := &doc.Blocks[i]
	s := doc.BlockText(i)
	for k, r := range s {
		if unicode.IsControl(r) && r != '\n' && (r != '\t' || b.Kind != Pre) {
			return fmt.Errorf("block %d: control %q at %d", i, r, k)
		}
	}
	if !crowded && strings.Contains(s, "\n") && b.Kind != Pre {
		return fmt.Errorf("block %d: line end in %q", i, s)
	}
	if b.Kind != Pre && (strings.Contains(s, "  ") || s != strings.TrimSpace(s)) {
		return fmt.Errorf("block %d: white space in %q", i, s)
	}
	if b.Kind == Rule && s != "" {
		return fmt.Errorf("block %d: rule with text", i)
	}
	var ends []int32
	prev := Span{}
	for k, sp := range doc.BlockSpans(i) {
		if sp.Start < b.Start || sp.End > b.End || sp.End < sp.Start {
			return fmt.Errorf("block %d: span %d [%d:%d] outside [%d:%d]", i, k, sp.Start, sp.End, b.Start, b.End)
		}
		if !utf8.ValidString(doc.Text[sp.Start:sp.End]) {
			return fmt.Errorf("block %d: span %d cuts a letter", i, k)
		}
		if k > 0 && (sp.Start < prev.Start || sp.Start == prev.Start && sp.End > prev.End) {
			return fmt.Errorf("block %d: span %d not in order", i, k)
		}
		prev = sp
		for len(ends) > 0 && ends[len(ends)-1] <= sp.Start {
			ends = ends[:len(ends)-1]
		}
		if len(ends) > 0 && sp.End > ends[len(ends)-1] {
			return fmt.Errorf("block %d: span %d [%d:%d] is not nested in one to %d", i, k, sp.Start, sp.End, ends[len(ends)-1])
		}
		ends = append(ends, sp.End)
	}
	return nil
}

// checkWords reports whether the letters and digits of the text and of what was
// dropped are those of the page: the text's in page order, none lost, none doubled.
func checkWords(src []byte, doc *Document, dropped []byte) error {
	page := new(textPageLetters).read(src)
	text, machinery := lettersOf([]byte(doc.Text)), lettersOf(dropped)
	if len(text)+len(machinery) != len(page) {
		return fmt.Errorf("%d letters on the page, %d in the text and %d dropped", len(page), len(text), len(machinery))
	}
	if doc.table() {
		return nil // cells are in another order than their lines
	}
	at := 0
	for _, r := range text {
		for at < len(page) && page[at] != r {
			at++
		}
		if at == len(page) {
			return fmt.Errorf("text %q is not in page order", string(text))
		}
		at++
	}
	return nil
}

func (d *Document) table() bool {
	for _, c := range d.Containers {
		if c.Kind == ContainerTable {
			return true
		}
	}
	return false
}

// textPageLetters reads a page's letters after overstriking and escapes are resolved.
type textPageLetters struct{}

func (*textPageLetters) read(src []byte) []rune {
	p := readLines(src)
	var all []byte
	for i := range p.lines {
		all = append(all, p.buf[p.lines[i].start:p.lines[i].end]...)
	}
	return lettersOf(all)
}

func lettersOf(s []byte) []rune {
	var out []rune
	for _, r := range string(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

func segmentChecked(src []byte) (*Document, error) { return segmentCheckedIn(src, roomFixed) }

func segmentCheckedIn(src []byte, room int) (*Document, error) {
	var dropped bytes.Buffer
	doc := fromTextIn(src, room, func(s []byte) { dropped.Write(s) })
	return doc, checkText(src, doc, dropped.Bytes(), room < roomFixed)
}

func TestFromTextInvariants(t *testing.T) {
	for _, s := range textSeeds {
		if _, err := segmentChecked([]byte(s)); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		if _, err := segmentCheckedIn([]byte(s), 4); err != nil {
			t.Errorf("%q, crowded: %v", s, err)
		}
	}
}

func FuzzFromText(f *testing.F) {
	for _, s := range textSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := segmentChecked(src); err != nil {
			t.Fatal(err)
		}
		// As on a page that is all short lines.
		if _, err := segmentCheckedIn(src, 4); err != nil {
			t.Fatalf("crowded: %v", err)
		}
	})
}
