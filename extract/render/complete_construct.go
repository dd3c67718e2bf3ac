package render

import "github.com/pithcli/pith/extract/block"

// constructs keeps what belongs to a construct that is kept: short code and
// formulas between kept blocks, and the rest of a list, quotation or table.
func constructs(doc *block.Document, kept []bool) (added int) {
	for i := range kept {
		if kept[i] || doc.Blocks[i].Flags&(block.Hidden|block.Template) != 0 {
			continue
		}
		if isSource(doc, i) && between(doc, kept, i) {
			kept[i] = true
			added++
		}
	}
	return added + groups(doc, kept)
}

// isSource says whether a block is code or a formula and nothing else.
func isSource(doc *block.Document, i int) bool {
	b := &doc.Blocks[i]
	if b.Kind == block.Pre {
		return b.End-b.Start <= longestSource
	}
	pos, math := b.Start, false
	for _, s := range doc.BlockSpans(i) {
		if s.Kind == block.Math || s.Kind == block.Chrome { // its delimiters
			if s.Start > pos && !isBlank(doc.Text[pos:s.Start]) {
				return false
			}
			pos, math = max(pos, s.End), math || s.Kind == block.Math
		}
	}
	return math && isBlank(doc.Text[pos:b.End])
}

// longestSource is the longest code, in bytes, that is added: of longer code the
// classifier knows enough.
const longestSource = 300

// longestGap is how many blocks without running text may stand between code
// that is added and kept text on each side.
const longestGap = 4

// between says whether kept blocks stand close before and behind block i.
func between(doc *block.Document, kept []bool, i int) bool {
	for _, step := range [...]int{-1, 1} {
		found := false
		for n, j := 0, i+step; n <= longestGap && j >= 0 && j < len(kept); n, j = n+1, j+step {
			if kept[j] {
				found = true
				break
			}
			if !isSource(doc, j) && !passable(doc, j) {
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// wholes are the containers that are kept as a whole if most of their text is,
// with what is asked of a block to be added.
var wholes = [16]struct{ any, amid bool }{
	block.ContainerList: {any: true, amid: true}, block.ContainerTable: {any: true, amid: true},
	// A quotation's last line, which names whom it quotes, has no neighbour.
	block.ContainerQuote: {any: true},
}

// share is how much of a container's text is kept, in bytes.
type share struct{ kept, all int32 }

// groups keeps the rest of a list, table or quotation of which three quarters are
// kept: of lists and tables only single blocks amid kept ones. Lower shares, or
// runs of blocks, cost precision on WCXB's pages.
func groups(doc *block.Document, kept []bool) (added int) {
	around := func(i int) int32 {
		c := doc.Blocks[i].In
		for n := 0; c > 0 && n < maxDepth; c, n = doc.Containers[c].Parent, n+1 {
			if wholes[doc.Containers[c].Kind].any {
				return c
			}
		}
		return 0
	}
	shares := map[int32]share{}
	for i := range kept {
		if c := around(i); c > 0 {
			s := shares[c]
			n := doc.Blocks[i].End - doc.Blocks[i].Start
			s.all += n
			if kept[i] {
				s.kept += n
			}
			shares[c] = s
		}
	}
	if len(shares) == 0 {
		return 0
	}
	in := func(i int, outer int32) bool {
		c := doc.Blocks[i].In
		for n := 0; c > outer && n < maxDepth; n++ {
			c = doc.Containers[c].Parent
		}
		return c == outer
	}
	amid := func(i int, c int32) bool {
		return i > 0 && i+1 < len(kept) && kept[i-1] && kept[i+1] && in(i-1, c) && in(i+1, c)
	}
	for i := range kept {
		b := &doc.Blocks[i]
		if kept[i] || b.Flags&(block.Hidden|block.Template) != 0 || b.Kind == block.Control {
			continue
		}
		c := around(i)
		if c == 0 {
			continue
		}
		// The text of an item whose own list is kept.
		heads := doc.Containers[b.In].Kind == block.ContainerItem && i+1 < len(kept) && kept[i+1] && doc.Blocks[i+1].In != b.In && in(i+1, b.In)
		if s := shares[c]; heads || 4*s.kept >= 3*s.all && (!wholes[doc.Containers[c].Kind].amid || amid(i, c)) {
			kept[i] = true
			added++
		}
	}
	return added
}
