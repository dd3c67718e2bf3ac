package block

import (
	"bytes"
	"strings"
)

// headings marks the lines of a page without heading marks that read as
// headings: short, without a sentence's end, after a finished paragraph or at
// a blank line, and directly before a long paragraph.
func headings(d *Document) {
	const (
		longest   = 100 // bytes of a heading
		shortest  = 3
		paragraph = 160 // bytes of a paragraph that a heading stands over
	)
	for i := 0; i+1 < len(d.Blocks); i++ {
		b, next := &d.Blocks[i], &d.Blocks[i+1]
		size := int(b.End - b.Start)
		if b.Kind != Para || b.In != next.In || b.Flags&(Field|Indented) != 0 || size < shortest || size > longest || b.Lines > 2 ||
			next.Kind != Para || int(next.End-next.Start) < paragraph {
			continue
		}
		if b.SpanEnd > b.SpanStart || !headingText(d.BlockText(i)) || !endsSentence(d.BlockText(i+1)) {
			continue
		}
		if b.Flags&Tight != 0 && i > 0 && d.Blocks[i-1].Kind != Heading && !endsSentence(d.BlockText(i-1)) {
			continue // one of several short lines
		}
		b.Kind, b.Level = Heading, 2
	}
}

// headingText reports whether s may be a heading: it begins with a capital, a
// digit or a letter without case, and ends without a mark of a sentence but "?".
func headingText(s string) bool {
	if startsLower([]byte(s)) || strings.Contains(s, "://") || strings.Count(s, " ") > 14 {
		return false
	}
	switch s[len(s)-1] {
	case '.', ',', ';', ':', '!', ')', ']', '>', '|', '/':
		return false
	}
	for _, end := range [...]string{"…", "”", "»", "。", "、", "：", "›"} {
		if strings.HasSuffix(s, end) {
			return false
		}
	}
	return hasLetter(s)
}

func hasLetter(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return true
		}
	}
	return false
}

// endsSentence reports whether s ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	for _, end := range [...]string{".", "!", "?", ":", "…", "。", "！", "？", "।", "؟"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// lineLabels are the words before a colon with which readers' exports state
// facts at a page's top, and the signal each one gives.
var lineLabels = map[string]string{
	"title": "title", "url": "url", "url source": "url", "source": "source", "source url": "url", "link": "link", "author": "author", "authors": "author", "by": "by",
	"date": "date", "published": "published", "published time": "published", "published on": "published", "publication date": "published", "site": "site",
	"website": "site", "site name": "site", "description": "description", "language": "language", "tags": "tags", "updated": "updated", "last updated": "updated", "modified": "modified",
}

// labelReach is how many blocks from the top are looked at for labels.
const labelReach = 16

// textSignals records what lines at the page's top state about it: "Title: …",
// and an address that stands alone.
func textSignals(d *Document) {
	for i := range d.Blocks[:min(len(d.Blocks), labelReach)] {
		b := &d.Blocks[i]
		if b.Kind == Pre || b.End-b.Start > 600 {
			continue
		}
		s := d.BlockText(i)
		name, value := "", s
		if isAddress(s) {
			name = "url"
		} else if label, rest, ok := strings.Cut(s, ": "); ok && len(label) < 24 {
			name, value = lineLabels[strings.ToLower(label)], strings.TrimSpace(rest)
		}
		if name != "" && value != "" {
			d.Signals = append(d.Signals, Signal{Kind: SignalLine, Name: name, Value: value, Block: int32(i), Pos: b.Start})
		}
	}
}

func isAddress(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.Contains(s, " ") && len(s) > 10
}

// frontMatter reads the YAML head of a Markdown file: "---", lines "key: value",
// "---". Its plain values become signals; returns how many lines it has, 0 for none.
func (b *textBuilder) frontMatter() int {
	const longest = 200 // lines
	lines := b.page.lines
	if len(lines) == 0 || lines[0].gap > 0 || string(b.content(&lines[0])) != "---" {
		return 0
	}
	end, keys := 0, 0
	for j := 1; j < min(len(lines), longest); j++ {
		s := b.content(&lines[j])
		if string(s) == "---" {
			end = j + 1
			break
		}
		if _, _, ok := headerField(s); ok {
			keys++
		} else if lines[j].indent == 0 && s[0] != '-' && s[0] != '#' {
			return 0
		}
	}
	if end == 0 || keys == 0 {
		return 0
	}
	for j := 0; j < end; j++ {
		s := b.content(&lines[j])
		b.drop(s)
		name, value, ok := headerField(s)
		if value = bytes.Trim(value, "\"'"); ok && len(value) > 0 && lines[j].indent == 0 {
			b.doc.Signals = append(b.doc.Signals, Signal{Kind: SignalLine, Name: name, Value: string(value)})
		}
	}
	return end
}
