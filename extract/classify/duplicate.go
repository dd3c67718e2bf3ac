package classify

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// Least lengths, in words, of text that is printed once: a whole block that is said again, and a pull
// quote that the running text says too. Shorter text recurs by right: "Pros", "Thank you", a table's "yes".
const (
	leastCopy = 12
	leastPull = 6
)

// mostPulls bounds the pull quotes that are looked for in the page's text, each a search
// through it; pages with more are lists of quotations.
const mostPulls = 40

// dropDuplicates takes the second of two kept blocks with the same text, and pull quotes, out of the selection: pages hold
// their text twice for wide and narrow screens and for print.
func dropDuplicates(doc *block.Document, words []int32, verdicts []Verdict) {
	first := map[string]int{}
	pulls, copies := 0, 0
	for i := range verdicts {
		if !verdicts[i].Keep || words[i] < leastPull || doc.Blocks[i].Kind == block.Pre {
			continue
		}
		text := doc.BlockText(i)
		if words[i] >= leastCopy {
			if k, ok := first[text]; ok && !siblings(doc, k, i) {
				drop(&verdicts[i])
				copies++
				continue
			}
			if _, ok := first[text]; !ok {
				first[text] = i
			}
		}
		if pulls < mostPulls && quoted(doc, i) {
			pulls++
			if saidElsewhere(doc, i, verdicts) {
				drop(&verdicts[i])
			}
		}
	}
	if copies > 1 {
		dropBetween(doc, words, verdicts)
	}
}

// dropBetween takes out short blocks (headings, items) that a page says twice and that stand between two dropped copies:
// the second saying belongs to the copy.
func dropBetween(doc *block.Document, words []int32, verdicts []Verdict) {
	said := map[string]bool{}
	var run []int // short blocks since the last copy, said before
	after := false
	for i := range verdicts {
		switch v := &verdicts[i]; {
		case v.Role == RoleDuplicate:
			for _, k := range run {
				drop(&verdicts[k])
			}
			run, after = run[:0], true
		case !v.Keep:
		case words[i] >= leastCopy:
			run, after = run[:0], false
		default:
			text := doc.BlockText(i)
			if after && said[text] {
				run = append(run, i)
			}
			said[text] = true
		}
	}
}

// siblings says whether two blocks of an HTML page stand in one element: a text
// that recurs there was written twice, copies for another width or for print
// stand in elements of their own. (Test pages with the same filler in every
// paragraph, among them many of readability-dev, lost all but one.)
func siblings(doc *block.Document, a, b int) bool {
	if doc.Form != block.FormHTML {
		return false
	}
	m, n := doc.Blocks[a].Node, doc.Blocks[b].Node
	return m == n || doc.Nodes[m].Parent == doc.Nodes[n].Parent
}

func drop(v *Verdict) { v.Keep, v.Role = false, RoleDuplicate }

// quoted says whether a block stands in a quotation or beside the text.
func quoted(doc *block.Document, i int) bool {
	for at, up := doc.Blocks[i].Node, 0; at > 0 && up < 4; at, up = doc.Nodes[at].Parent, up+1 {
		switch doc.Nodes[at].Tag {
		case block.TagBlockquote, block.TagAside, block.TagQ:
			return true
		}
	}
	return false
}

// saidElsewhere says whether a longer block that is kept has the block's text inside it. Quotation
// marks and the full stop at the ends are the pull quote's own.
func saidElsewhere(doc *block.Document, i int, verdicts []Verdict) bool {
	text := strings.Trim(doc.BlockText(i), " \n\"'“”„«»‘’「」.…,")
	b := &doc.Blocks[i]
	for from := 0; text != ""; {
		at := strings.Index(doc.Text[from:], text)
		if at < 0 {
			return false
		}
		pos := int32(from + at)
		if pos < b.Start || pos >= b.End {
			if k := blockAt(doc, pos); k >= 0 && verdicts[k].Keep && doc.Blocks[k].End-doc.Blocks[k].Start > b.End-b.Start {
				return true
			}
		}
		from = int(pos) + len(text)
	}
	return false
}

// blockAt returns the block that holds the byte of Document.Text, -1 for none.
func blockAt(doc *block.Document, pos int32) int {
	lo, hi := 0, len(doc.Blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if doc.Blocks[mid].End <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(doc.Blocks) && doc.Blocks[lo].Start <= pos {
		return lo
	}
	return -1
}
