package classify

import "github.com/pithcli/pith/extract/block"

// keepNotes keeps the footnotes that a kept block refers to: where they stand, at the page's foot and full of links,
// they look like boilerplate, and a mark without its note is worth nothing.
func keepNotes(doc *block.Document, verdicts []Verdict) {
	notes := noteContainers(doc)
	if notes == nil {
		return
	}
	wanted := map[string]bool{}
	for i := range verdicts {
		b := &doc.Blocks[i]
		if !verdicts[i].Keep || notes[b.In] >= 0 {
			continue
		}
		for k := b.SpanStart; k < b.SpanEnd; k++ {
			if s := &doc.Spans[k]; s.Kind == block.NoteRef {
				wanted[s.Text] = true
			}
		}
	}
	for i := range verdicts {
		if n := notes[doc.Blocks[i].In]; n >= 0 && wanted[doc.Containers[n].Label] {
			verdicts[i].Keep = true
		}
	}
}

// noteContainers returns the footnote that each container stands in or is, -1 for none; nil for a page without footnotes.
func noteContainers(doc *block.Document) []int32 {
	first := -1
	for c := range doc.Containers {
		if doc.Containers[c].Kind == block.ContainerNote {
			first = c
			break
		}
	}
	if first < 0 {
		return nil
	}
	out := make([]int32, len(doc.Containers))
	for c := range out {
		out[c] = -1
		switch k := &doc.Containers[c]; {
		case k.Kind == block.ContainerNote:
			out[c] = int32(c)
		case c > 0:
			out[c] = out[k.Parent]
		}
	}
	return out
}
