package meta

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// centuries are the first digits of the years of the web.
var centuries = [...]string{"19", "20"}

// years finds the blocks that may name a day by the first digits of its year:
// that costs a tenth of reading every block for days.
type years struct {
	doc  *block.Document
	all  bool                // every block: years may have other digits or be counted otherwise
	seen [len(centuries)]int // the first place of each from where the search stands, -1 before it
}

func (p *page) years() *years {
	y := &years{doc: p.doc, seen: [...]int{-1, -1}}
	switch p.reading.lang {
	case "", "ar", "fa", "ur", "ps", "ckb", "th", "hi", "mr", "ne", "bn", "as", "ta", "te", "kn", "ml", "gu", "pa", "or", "my", "km", "lo", "ja", "zh":
		y.all = true
	}
	return y
}

// next is the first block from i on that may name a day, or the number of blocks.
func (y *years) next(i int) int {
	d := y.doc
	if y.all || i >= len(d.Blocks) {
		return i
	}
	from := int(d.Blocks[i].Start)
	at := len(d.Text)
	for k, c := range centuries {
		if y.seen[k] < from {
			y.seen[k] = len(d.Text)
			if n := strings.Index(d.Text[from:], c); n >= 0 {
				y.seen[k] = from + n
			}
		}
		at = min(at, y.seen[k])
	}
	for i < len(d.Blocks) && int(d.Blocks[i].End) <= at {
		i++
	}
	return i
}
