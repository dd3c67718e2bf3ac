package classify

import (
	"math"
	"sort"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// Explainer gives the reasons for the verdicts on one page. It measures the
// page once.
type Explainer struct {
	engine *engine
	bins   [][]uint8
}

// NewExplainer measures a page for explanation.
func NewExplainer(doc *block.Document) *Explainer {
	e := engineOf(doc)
	if e == nil {
		return &Explainer{}
	}
	b, _ := e.measure(doc)
	return &Explainer{engine: e, bins: b.bins}
}

// Reasons returns what moved block i most, strongest first, at most n reasons;
// none where no model decides. A nil Explainer has none.
func (x *Explainer) Reasons(i, n int) []Reason {
	if x == nil || x.engine == nil || n <= 0 {
		return nil
	}
	e := x.engine
	row := make([]uint8, len(x.bins))
	for k := range row {
		row[k] = x.bins[k][i]
	}
	moves := e.model.Contributions(row)
	order := make([]int, 0, len(moves))
	for k := range moves {
		if total(moves[k]) != 0 && e.want[k] >= 0 {
			order = append(order, k)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		return math.Abs(float64(total(moves[order[a]]))) > math.Abs(float64(total(moves[order[b]])))
	})
	if len(order) > n {
		order = order[:n]
	}
	out := make([]Reason, len(order))
	for k, c := range order {
		f, m := e.table.Features[e.want[c]], moves[c]
		high := math.Abs(float64(m.High)) > math.Abs(float64(m.Low))
		out[k] = Reason{Feature: f.Name, Text: f.Text(high), Weight: total(m)}
	}
	return out
}

// total is how far a feature moved a block in all.
func total(m boost.Moves) float32 { return m.High + m.Low }
