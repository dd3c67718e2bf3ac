package check

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// loss is the alarm for lost text.
func loss(p *page, e *emitter) {
	if p.all == 0 {
		return
	}
	risk, at := p.lossRisk()
	if risk < e.threshold {
		return
	}
	if p.keep[at] || p.words[at] == 0 {
		e.found(-1, risk, "the article may be missing: %d of %d words were kept", p.kept, p.all)
		return
	}
	e.found(at, risk, "text of the article may have been dropped; the largest part begins %q", clip(oneLine(p.doc.BlockText(at)), 60))
}

// Bounds of lossRisk: a page that kept fewer words than fewWords may have lost
// the rest, one that dropped less than littleLost of the expected article has not.
const (
	fewWords   = 100
	littleLost = .05
)

// lossRisk estimates how much of a page's article is missing from the result,
// and the dropped block that weighs most. It is one minus the expected F1 of the
// selection (of ten measures tried over wcxb-dev the one that told pages apart
// best: at 3 % false alarms it found 16 of 26 lossy pages, the expected share of
// dropped text alone 8), where text with some weight was dropped or little was kept.
func (p *page) lossRisk() (float64, int) {
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
	if kept+lost > 0 && lost < littleLost*(kept+lost) && p.kept >= fewWords {
		return 0, heaviest
	}
	return 1 - p.article.Result.Confidence, heaviest
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
