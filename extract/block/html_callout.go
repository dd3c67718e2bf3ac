package block

import (
	"bytes"
	"strings"
)

// Call-outs: boxes with a note, tip or warning. The class names of the programs
// that make them are enough; a plain class "note" or "warning" makes one only
// if the box begins with such a word as well.

// openCallout opens a call-out for an element.
func (b *builder) openCallout(f *frame, facts *nameFacts) {
	d := b.doc
	label := facts.callout
	sure := facts.traits&factCallout != 0
	if a := b.attr.callout; len(a) > 0 && len(a) <= 40 {
		sure = true
		if label = calloutWords[strings.ToLower(string(a))]; label == "" {
			label = strings.ToLower(value(a))
		}
	}
	if label == "" && sure && untyped(f.tag, d.Names[d.Nodes[f.node].Class]) {
		label = "note"
	}
	if label == "" || d.Containers[f.container].Kind == ContainerCallout {
		return
	}
	switch f.tag {
	case TagDetails:
		// The fold is the box: its summary is the title.
		c := &d.Containers[f.container]
		c.Kind, c.Label = ContainerCallout, label
		return
	case TagDiv, TagAside, TagSection, TagArticle, TagP, TagBlockquote, TagFigure, TagTable:
	default:
		return
	}
	if sure && dismissible(d.Names[d.Nodes[f.node].Class]) {
		return
	}
	if !sure {
		if f.tag != TagDiv && f.tag != TagAside && f.tag != TagP && f.tag != TagBlockquote {
			return
		}
		if b.attr.role != nil && string(b.attr.role) == "note" {
			sure = true
		}
	}
	if f.tag == TagBlockquote && d.Containers[f.container].Kind == ContainerQuote && d.Containers[f.container].Node == f.node {
		if sure {
			d.Containers[f.container].Kind, d.Containers[f.container].Label = ContainerCallout, label
		}
		return
	}
	b.group(f, Container{Kind: ContainerCallout, Label: label})
	if !sure {
		b.maybe = append(b.maybe, f.container)
	}
}

// untyped says whether a call-out's box may lack a type: Sphinx's with a title
// of the author's own, Notion's.
func untyped(tag Tag, class string) bool {
	if tag == TagFigure {
		return true
	}
	for class != "" {
		var w string
		if w, class = nextField(class); w == "admonition" {
			return true
		}
	}
	return false
}

// dismissible says whether a box can be clicked away: it speaks of the site, not of the text.
func dismissible(class string) bool { return strings.Contains(class, "dismissible") }

// callouts decides about boxes that may be call-outs, reads the markers of
// GitHub's and Obsidian's alerts where a converter left them, and finds titles.
func (b *builder) callouts() {
	d := b.doc
	for _, c := range b.maybe {
		n := &d.Nodes[d.Containers[c].Node]
		if n.FirstBlock >= n.LastBlock || !b.saysType(n.FirstBlock) {
			d.Containers[c].Kind = containerGone
		}
	}
	var extra []Span
	for i := 1; i < len(d.Containers); i++ {
		c := &d.Containers[i]
		n := &d.Nodes[c.Node]
		if c.Kind != ContainerCallout && c.Kind != ContainerQuote || n.FirstBlock >= n.LastBlock {
			continue
		}
		blk := &d.Blocks[n.FirstBlock]
		text := d.BlockText(int(n.FirstBlock))
		if c.Kind == ContainerQuote {
			label, end := alertMarker(text)
			if label == "" {
				continue
			}
			c.Kind, c.Label = ContainerCallout, label
			first, _, _ := strings.Cut(text[end:], "\n")
			if first = strings.TrimSpace(first); first != "" {
				c.Title = first
				end += strings.Index(text[end:], first) + len(first)
			}
			extra = append(extra, Span{Start: blk.Start, End: blk.Start + int32(end), Kind: Chrome})
			continue
		}
		title := blk.Kind == Heading || blk.Kind == Summary || b.facts[d.Nodes[blk.Node].Class].traits&factTitle != 0
		if !title {
			word := strings.ToLower(strings.Trim(text, " :!."))
			title = calloutWords[word] != "" || noticeWords[word]
		}
		if title && len(text) <= maxHeading && n.LastBlock-n.FirstBlock > 1 {
			c.Title = strings.TrimRight(strings.ReplaceAll(text, "\n", " "), ": ")
		}
	}
	b.insertSpans(extra)
}

// saysType says whether a block begins with the name of a kind of note.
func (b *builder) saysType(i int32) bool {
	text := b.text[b.doc.Blocks[i].Start:b.doc.Blocks[i].End]
	if j := bytes.IndexAny(text, ":!.–—-\n"); j >= 0 {
		text = text[:j]
	}
	if len(text) > 24 {
		return false
	}
	word := strings.ToLower(strings.TrimSpace(string(text)))
	return calloutWords[word] != "" || noticeWords[word]
}

// noticeWords begin notes in several languages.
var noticeWords = wordSet(`notes tips warnings hinweis hinweise achtung tipp wichtig warnung vorsicht anmerkung merke remarque attention conseil astuce important
avertissement nota aviso consejo advertencia atención importante attenzione avviso suggerimento dica atenção observação opmerking let waarschuwing uwaga wskazówka
注意 提示 警告 参考 примечание внимание совет`)

// alertMarker reads "[!NOTE]" at the start of a quote: its type and length.
func alertMarker(s string) (string, int) {
	if !strings.HasPrefix(s, "[!") {
		return "", 0
	}
	end := strings.IndexByte(s[:min(len(s), 32)], ']')
	if end < 0 {
		return "", 0
	}
	label := calloutWords[strings.ToLower(s[2:end])]
	if label == "" {
		return "", 0
	}
	end++
	if end < len(s) && (s[end] == '-' || s[end] == '+') {
		end++
	}
	return label, end
}
