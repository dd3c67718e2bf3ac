package cmd

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/pithcli/pith/extract/check"
)

func listChecks(s *streams, f *checkFlags) error {
	if f.format.String() == "json" {
		type row struct {
			ID        string      `json:"id"`
			Level     check.Level `json:"level"`
			Doc       string      `json:"doc"`
			Why       string      `json:"why"`
			Threshold float64     `json:"threshold,omitempty"`
			Unit      string      `json:"unit,omitempty"`
		}
		var rows []row
		for _, k := range check.Checks {
			rows = append(rows, row{k.ID, k.Level, k.Doc, k.Why, k.Threshold, k.Unit})
		}
		return outputError("standard output", encodeJSON(s.out, rows))
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, k := range check.Checks {
		threshold := ""
		if k.Unit != "" && k.Threshold != 0 {
			threshold = fmt.Sprintf("%g %s", k.Threshold, k.Unit)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", k.ID, k.Level, threshold, k.Doc)
	}
	_ = w.Flush()
	_, err := io.WriteString(s.out, b.String())
	return outputError("standard output", err)
}

func explainCheck(s *streams, id string) error {
	k, ok := check.Named(id)
	if !ok {
		return usagef("pith check --list names them", "no check %q", id)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s\n\n%s\n", k.ID, k.Level, k.Doc, k.Why)
	if k.Unit != "" {
		fmt.Fprintf(&b, "\nIt fires from %g %s; change that with --threshold %s=NUMBER.\n", k.Threshold, k.Unit, k.ID)
	}
	for _, e := range []struct {
		what  string
		pages []string
	}{{"fires on", k.Hit}, {"must not fire on", k.Miss}} {
		fmt.Fprintf(&b, "\nIt %s", e.what)
		if len(e.pages) > 1 {
			fmt.Fprintf(&b, " these %d pages", len(e.pages))
		}
		if k.Setup != nil {
			fmt.Fprintf(&b, " (%s)", k.Setup.Flags)
		}
		fmt.Fprintf(&b, ":\n\n%s\n", strings.Join(e.pages, "\n\n"))
	}
	_, err := io.WriteString(s.out, b.String())
	return outputError("standard output", err)
}
