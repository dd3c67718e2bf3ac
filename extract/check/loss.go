package check

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// loss is the alarm for lost text. Its measure is the share of the expected
// article that was dropped: every block's words times its probability, summed
// over dropped blocks and over all; the model's own doubt, which rises where it
// cut through text it half believed in.
func loss(p *page, e *emitter) {
	if p.all == 0 {
		return
	}
	share, block := p.lossShare()
	if share >= e.threshold {
		e.found(block, share, "about %.0f %% of the expected article was dropped; the largest part begins %q", 100*share, clip(oneLine(p.doc.BlockText(block)), 60))
	}
}

// lossShare returns the expected share of the article that was dropped, and the
// dropped block that weighs most.
func (p *page) lossShare() (float64, int) {
	var kept, lost, most float64
	heaviest := 0
	for i, v := range p.article.Result.Verdicts {
		w := float64(p.words[i]) * float64(v.P)
		switch {
		case v.Keep, i == p.article.Meta.TitleBlock:
			kept += w
		case p.doc.Blocks[i].Flags&(block.Hidden|block.Template) != 0:
		default:
			lost += w
			if w > most {
				most, heaviest = w, i
			}
		}
	}
	if kept+lost == 0 {
		return 0, heaviest
	}
	return lost / (kept + lost), heaviest
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
