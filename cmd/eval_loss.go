package cmd

import (
	"fmt"
	"text/tabwriter"

	"github.com/pithcli/pith/extract/check"
	"github.com/pithcli/pith/extract/eval"
)

// printLoss prints the curve of the loss alarm; the threshold in use is marked.
func printLoss(s *streams, f *evalFlags, r *eval.Report) error {
	var risks, recalls []float64
	for i := range r.Pages {
		if p := &r.Pages[i]; !p.EmptyGold && p.Err == "" {
			risks, recalls = append(risks, p.Measure), append(recalls, p.Recall)
		}
	}
	curve, lossy, whole := check.LossCurve(risks, recalls)
	if f.json {
		return encodeJSON(s.out, struct {
			Lossy int               `json:"lossy_pages"`
			Whole int               `json:"whole_pages"`
			Curve []check.LossPoint `json:"curve"`
		}{lossy, whole, curve})
	}
	k, _ := check.Named("loss")
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "threshold\tfires on %d pages of recall under %g\ton %d of recall over %g\t\n", lossy, check.LossyRecall, whole, check.WholeRecall)
	for _, p := range curve {
		mark := ""
		if p.Threshold == k.Threshold {
			mark = "  in use"
		}
		fmt.Fprintf(w, "%.2f\t%.3f\t%.3f\t%s\n", p.Threshold, p.Lossy, p.Whole, mark)
	}
	return w.Flush()
}
