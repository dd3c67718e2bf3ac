package block

import (
	"bytes"
	"strings"
)

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
