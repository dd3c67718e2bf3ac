package check

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/pithcli/pith/extract/eval"
)

// TestLossAlarm prints the curve of the loss alarm over wcxb-dev (-v) and holds
// it to what it is for: it fires on at least half of the pages that lost much
// and on at most 3 % of those that lost nothing. pith eval --loss prints the same.
func TestLossAlarm(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts every page of wcxb-dev")
	}
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	dir = filepath.Join(dir, "wcxb-dev")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("development corpora not found: set PITH_CORPORA to their folder")
	}
	layout, err := eval.LayoutNamed("wcxb")
	if err != nil {
		t.Fatal(err)
	}
	r, err := eval.Run(context.Background(), dir, layout, eval.Options{Measure: LossRisk})
	if err != nil {
		t.Fatal(err)
	}
	var risks, recalls []float64
	for _, p := range r.Pages {
		if !p.EmptyGold && p.Err == "" {
			risks, recalls = append(risks, p.Measure), append(recalls, p.Recall)
		}
	}
	curve, lossy, whole := LossCurve(risks, recalls)
	t.Logf("%d pages with recall under %g, %d over %g", lossy, LossyRecall, whole, WholeRecall)
	k, _ := Named("loss")
	for _, p := range curve {
		t.Logf("%.2f  fires on %.3f of them and on %.3f", p.Threshold, p.Lossy, p.Whole)
		if p.Threshold == k.Threshold && (p.Lossy < .5 || p.Whole > .03) {
			t.Errorf("the alarm fires on %.3f of the lossy pages, want at least .5, and on %.3f of the whole, want at most .03", p.Lossy, p.Whole)
		}
	}
}

func TestLossCurve(t *testing.T) {
	curve, lossy, whole := LossCurve([]float64{.9, .1, .4, 0}, []float64{.2, .5, .99, 1})
	if lossy != 2 || whole != 2 || curve[0].Lossy != .5 || curve[0].Whole != .5 || curve[len(curve)-1].Whole != 0 {
		t.Errorf("%d lossy, %d whole: %+v", lossy, whole, curve)
	}
}
