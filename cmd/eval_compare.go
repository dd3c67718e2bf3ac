package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/pithcli/pith/extract/eval"
)

// contestants are the extractors that the flags name: pith alone where they name none.
func (f *evalFlags) contestants() ([]eval.Contestant, error) {
	var all []eval.Contestant
	if f.pith || len(f.predictions) == 0 {
		all = append(all, eval.Contestant{Name: "pith"})
	}
	taken := map[string]bool{"pith": len(all) > 0}
	for _, p := range f.predictions {
		name, file, ok := strings.Cut(p, "=")
		if _, err := os.Stat(p); !ok || err == nil {
			file = p
			name = strings.TrimSuffix(strings.TrimSuffix(filepath.Base(p), ".gz"), ".jsonl")
		}
		if taken[name] {
			return nil, usagef("name it: --predictions NAME="+printable(file), "two extractors are called %q", name)
		}
		taken[name] = true
		texts, err := readPredictions(file)
		if err != nil {
			return nil, &failure{exit: ExitInput, where: file, err: plain(err)}
		}
		all = append(all, eval.Contestant{Name: name, Predictions: texts})
	}
	if len(all) > 1 && (f.floors != "" || f.show != "") {
		return nil, usagef("leave out the other extractors", "--floors and --show are for one extractor")
	}
	return all, nil
}

func readPredictions(path string) (map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return eval.ReadPredictions(file)
}

func compareExtractors(ctx context.Context, s *streams, t *temps, f *evalFlags, dir string, layout eval.Layout, opt eval.Options, all []eval.Contestant) error {
	r := eval.DefaultResampling
	r.Seed = f.seed
	c, err := eval.CompareExtractors(ctx, dir, layout, opt, all, r)
	if err != nil {
		var stopped *failure
		if errors.As(err, &stopped) {
			return err
		}
		return &failure{exit: ExitInput, where: dir, err: err}
	}
	if f.html != "" {
		var b bytes.Buffer
		if err := c.WriteHTML(&b); err != nil {
			return err
		}
		if err := writeAtomic(t, f.html, b.Bytes(), true); err != nil {
			return err
		}
	}
	if f.json {
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(c)
	} else {
		err = printComparison(s, f, c)
	}
	return outputError("standard output", err)
}

// printComparison prints a line for each extractor on each group of pages, then the worst pages.
func printComparison(s *streams, f *evalFlags, c *eval.Comparison) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s\tpages\t\tF1\tinterval\tP\tR\tdifference\tinterval\t\n", c.Corpus)
	for _, g := range c.Groups {
		for i, k := range g.Standings {
			group, pages := "", ""
			if i == 0 {
				group, pages = g.Name, fmt.Sprint(g.Pages)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%.4f\t%.4f to %.4f\t%.4f\t%.4f\t", group, pages, printable(k.Name), k.F1.Value, k.F1.Low, k.F1.High, k.Precision, k.Recall)
			if d := k.Difference; d != nil {
				fmt.Fprintf(w, "%+.4f\t%+.4f to %+.4f\t", d.Value, d.Low, d.High)
			} else {
				fmt.Fprint(w, "\t\t")
			}
			fmt.Fprintln(w)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, p := range c.Worst(f.worst) {
		for _, score := range p.Scores {
			fmt.Fprintf(s.out, "%.3f  ", score.F1)
		}
		fmt.Fprintf(s.out, "%s %s\n", printable(p.ID), strings.Join(p.Groups, " "))
	}
	return nil
}
