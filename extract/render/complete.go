package render

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// Complete adds to the kept blocks of an article those that have no words of
// their own by which a classifier of text could judge them:
//
//   - pictures, embeds, formulas and rules that stand between kept blocks, or
//     beside one in the same figure or the same element;
//   - short code and formulas that stand between kept blocks;
//   - what is left of a list, quotation or table of which most is kept;
//   - the notes that kept blocks refer to.
//
// keep is ascending, and so is the result; hidden blocks are not added.
func Complete(doc *block.Document, keep []int) []int {
	kept := make([]bool, len(doc.Blocks))
	for _, i := range keep {
		kept[i] = true
	}
	added := constructs(doc, kept) + wordless(doc, kept) + notesOf(doc, kept)
	if added == 0 {
		return keep
	}
	out := make([]int, 0, len(keep)+added)
	for i, k := range kept {
		if k {
			out = append(out, i)
		}
	}
	return out
}

// wordless keeps the blocks without words that belong to kept neighbours.
func wordless(doc *block.Document, kept []bool) (added int) {
	for i := 0; i < len(kept); {
		if kept[i] || !passable(doc, i) {
			i++
			continue
		}
		end := i + 1
		for end < len(kept) && !kept[end] && passable(doc, end) {
			end++
		}
		before, after := i > 0 && kept[i-1], end < len(kept) && kept[end]
		for j := i; j < end; j++ {
			b := &doc.Blocks[j]
			if !isWordless(doc, j) || avatar(doc, j) || b.Flags&(block.Hidden|block.Template) != 0 {
				continue
			}
			if before && after && end-i <= longestRow || b.Kind == block.Media && (before && beside(doc, j, i-1) || after && beside(doc, j, end)) {
				kept[j] = true
				added++
			}
		}
		i = end
	}
	return added
}

// longestRow is how many blocks of pictures and captions may stand between two
// kept blocks; more of them are a gallery or a list of other articles.
const longestRow = 12

// avatar says whether a picture shows the author of a post or text, by its
// address, its alternative text or the class of an element close around it.
func avatar(doc *block.Document, i int) bool {
	for _, s := range doc.BlockSpans(i) {
		if s.Kind != block.Image {
			continue
		}
		if strings.EqualFold(s.Text, "avatar") || strings.HasSuffix(s.Text, "'s avatar") || strings.HasSuffix(s.Text, "’s avatar") {
			return true
		}
		for _, place := range [...]string{"/avatar/", "/avatars/", "//avatars.", "gravatar.com/"} {
			if strings.Contains(s.URL, place) {
				return true
			}
		}
	}
	n := doc.Blocks[i].Node
	for k := 0; k < 3 && n > 0; k, n = k+1, doc.Nodes[n].Parent {
		if class := doc.Names[doc.Nodes[n].Class]; hasWord(class, "avatar") || hasWord(class, "gravatar") {
			return true
		}
	}
	return false
}

// hasWord says whether one of the words of a class is word.
func hasWord(s, word string) bool {
	found := false
	if strings.Contains(s, word[1:]) {
		block.Words(s, func(w string) bool {
			found = w == word
			return !found
		})
	}
	return found
}

func isWordless(doc *block.Document, i int) bool {
	return doc.Blocks[i].Kind == block.Media || doc.Blocks[i].Kind == block.Rule
}

// longestCaption is the longest text, in bytes, that counts as a picture's caption.
const longestCaption = 160

// passable says whether a dropped block may stand between a picture and kept
// text: another without words, or a caption, which is short and no link.
func passable(doc *block.Document, i int) bool {
	if isWordless(doc, i) {
		return true
	}
	b := &doc.Blocks[i]
	n := b.End - b.Start
	if b.Kind != block.Para && b.Kind != block.Caption || n > longestCaption {
		return false
	}
	linked := int32(0)
	for _, s := range doc.BlockSpans(i) {
		if s.Kind == block.Link {
			linked += s.End - s.Start
		}
	}
	return 2*linked <= n
}

// besideDepth is how many elements up from a picture and from a text the
// element that holds both may be, for them to stand side by side: a picture is
// often wrapped in a link, a span of ratio and a figure.
const besideDepth = 4

// beside says whether blocks i and j stand in one figure, or close by in one element.
func beside(doc *block.Document, i, j int) bool {
	a, b := &doc.Blocks[i], &doc.Blocks[j]
	if a.In == b.In && doc.Containers[a.In].Kind == block.ContainerFigure {
		return true
	}
	// The element that holds both must be the text's own parent or grandparent,
	// so that pictures of the page's frame do not come in.
	y := b.Node
	for range 2 {
		if y <= 0 {
			return false
		}
		y = doc.Nodes[y].Parent
		if y <= 0 {
			return false
		}
		x := a.Node
		for range besideDepth {
			if x == y {
				return true
			}
			if x <= 0 {
				break
			}
			x = doc.Nodes[x].Parent
		}
	}
	return false
}

// notesOf keeps the blocks of notes that kept blocks, or such notes, refer to.
func notesOf(doc *block.Document, kept []bool) (added int) {
	var wanted map[string]bool
	var queue []string
	look := func(i int) {
		for _, s := range doc.BlockSpans(i) {
			if s.Kind == block.NoteRef && s.Text != "" && !wanted[s.Text] {
				if wanted == nil {
					wanted = map[string]bool{}
				}
				wanted[s.Text] = true
				queue = append(queue, s.Text)
			}
		}
	}
	for i, k := range kept {
		if k {
			look(i)
		}
	}
	if len(queue) == 0 {
		return 0
	}
	p := page{doc: doc}
	noteOf := p.outermost(block.ContainerNote)
	blocks := map[string][]int{}
	for i := range doc.Blocks {
		if c := noteOf[doc.Blocks[i].In]; c > 0 {
			l := doc.Containers[c].Label
			blocks[l] = append(blocks[l], i)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, i := range blocks[queue[0]] {
			if !kept[i] && doc.Blocks[i].Flags&block.Template == 0 {
				kept[i] = true
				added++
				look(i)
			}
		}
	}
	return added
}
