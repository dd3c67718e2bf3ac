package classify

import "github.com/pithcli/pith/extract/block"

// textWindow is how many blocks of a text page are measured at once: what is
// measured takes about 700 bytes a block, and a page with more blocks than this
// is a log or a library, of which any part shows what the rest is.
const textWindow = 1 << 16

// inWindows is probabilities for text pages of more than textWindow blocks: each
// window is decided as a page of its own.
func (e *engine) inWindows(doc *block.Document) ([]float32, *Context) {
	p := make([]float32, 0, len(doc.Blocks))
	all := &Context{Words: make([]int32, 0, len(doc.Blocks))}
	for lo := 0; lo < len(doc.Blocks); lo += textWindow {
		part := *doc
		part.Blocks = doc.Blocks[lo:min(lo+textWindow, len(doc.Blocks))]
		q, ctx := e.probabilities(&part)
		p = append(p, q...)
		all.Words = append(all.Words, ctx.Words...)
		all.Page = ctx.Page
	}
	return p, all
}
