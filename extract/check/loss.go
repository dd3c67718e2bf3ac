package check

import (
	"slices"
	"strings"

	"github.com/pithcli/pith/extract"
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

// LossRisk is the figure that the loss alarm goes by: 0 for an article that has
// everything, up to 1.
func LossRisk(a *extract.Article) float64 {
	risk, _ := newPage(a, a.Record(), &Config{}).lossRisk()
	return risk
}

// LossPoint is how often the loss alarm fires from one threshold on.
type LossPoint struct {
	Threshold float64 `json:"threshold"`
	Lossy     float64 `json:"lossy"` // share of the pages with recall under LossyRecall
	Whole     float64 `json:"whole"` // share of those with recall over WholeRecall
}

// Recall of pages that lost much, and of those that lost nothing.
const (
	LossyRecall = .6
	WholeRecall = .95
)

// LossCurve is the loss alarm over pages of known recall, for thresholds up to
// .6 and the one in use; it also counts the lossy and the whole pages.
func LossCurve(risks, recalls []float64) (curve []LossPoint, lossy, whole int) {
	k, _ := Named("loss")
	from := []float64{k.Threshold}
	for percent := 20; percent <= 60; percent += 4 {
		from = append(from, float64(percent)/100)
	}
	slices.Sort(from)
	for _, t := range slices.Compact(from) {
		p := LossPoint{Threshold: t}
		lossy, whole = 0, 0
		for i, r := range recalls {
			fires := 0.
			if risks[i] >= t {
				fires = 1
			}
			switch {
			case r < LossyRecall:
				lossy++
				p.Lossy += fires
			case r > WholeRecall:
				whole++
				p.Whole += fires
			}
		}
		p.Lossy /= float64(max(lossy, 1))
		p.Whole /= float64(max(whole, 1))
		curve = append(curve, p)
	}
	return curve, lossy, whole
}
