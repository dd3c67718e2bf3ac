package render

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// replyDepth is by how many quotes the post just opened stands deeper than what
// it stands in. The posts of a thread's top level are not quoted.
func (o *outline) replyDepth(c int32) int {
	around := 0
	last := len(o.levels) - 1
	for i := range o.levels[:last] {
		if o.levels[i].kind == block.ContainerPost {
			around++
		}
	}
	quoted := 0
	if last > 0 {
		quoted = o.levels[last-1].posts
	}
	want := min(max(int(o.doc.Containers[c].Number), around), maxDepth)
	o.levels[last].posts = max(quoted, want)
	return max(0, want-quoted)
}

// postHead is the line that heads a post: author and time. It is empty where
// the post's own first blocks say as much.
func (p *page) postHead(c int32) string {
	author, when := p.postFacts(c)
	if author != "" && when != "" {
		return author + " · " + when
	}
	return author + when
}

// postBlocks is how many of a post's blocks are looked at for its author's name.
const postBlocks = 24

// maxAuthor is the longest name of a post's author, in bytes.
const maxAuthor = 80

// postFacts returns a post's author and time as far as its own first blocks do not show them.
func (p *page) postFacts(c int32) (author, when string) {
	k := &p.doc.Containers[c]
	author, when = clean(k.Label), clean(k.Title)
	if len(author) > maxAuthor {
		author = "" // more than a name
	}
	if author == "" && when == "" {
		return "", ""
	}
	// What the label holds may stand in several blocks, parted otherwise.
	var shown strings.Builder
	for _, i := range p.ahead[:min(postBlocks, len(p.ahead))] {
		if !p.within(p.doc.Blocks[i].In, c, 64) {
			break
		}
		if text := p.doc.BlockText(i); len(text) < 400 {
			shown.WriteString(squeeze(text))
		}
	}
	if strings.Contains(shown.String(), squeeze(author)) {
		author = ""
	}
	if strings.Contains(shown.String(), squeeze(when)) {
		when = ""
	}
	return author, when
}

// squeeze takes all blanks out of a text.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// boxHead remembers the block that was written as the title of the box it begins.
type boxHead struct {
	head    int
	hasHead bool
}

// headed says whether block i was written as the title of its box.
func (b *boxHead) headed(i int) bool {
	if b.hasHead && b.head == i {
		b.hasHead = false
		return true
	}
	return false
}

// calloutHead returns the type and title of the box just opened. A first block
// that says no more than these is marked as written.
func (p *page) calloutHead(c int32, b *boxHead) (label, title string) {
	k := &p.doc.Containers[c]
	label, title = clean(k.Label), clean(k.Title)
	if len(p.ahead) > 0 && p.doc.Blocks[p.ahead[0]].In == c {
		i := p.ahead[0]
		text := strings.Trim(p.doc.BlockText(i), " \n:")
		if text != "" && (strings.EqualFold(text, title) || strings.EqualFold(text, label)) {
			title = clean(text)
			b.head, b.hasHead = i, true
		}
	}
	return label, title
}
