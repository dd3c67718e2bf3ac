package cmd

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/stats"
)

// statsFlags are the flags of stats.
type statsFlags struct {
	input      inputFlags
	limits     limitFlags
	reading    readingFlags
	format     *choiceValue
	workers    int
	noProgress bool
}

func newStatsCmd(s *streams) *cobra.Command {
	f := &statsFlags{format: choice("text", "text", "json", "html")}
	c := &cobra.Command{
		Use:     "stats [flags] PATH…",
		Short:   "Count what a corpus holds",
		Long:    "stats extracts every page of its inputs and counts pages by status, kind,\nlanguage, host, month and length, and the words that were dropped by role.",
		Example: "  pith stats -r saved/\n  pith stats -f html crawl.warc.gz > stats.html",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && len(f.input.filesFrom) == 0 {
				if isTerminal(s.in) {
					return usagef("pith stats -r saved/", "stats needs a path")
				}
				args = []string{stdinName}
			}
			return runStats(c.Context(), s, f, args)
		},
	}
	fl := c.Flags()
	fl.SortFlags = false
	fl.VarP(f.format, "format", "f", "what to print")
	f.input.register(c)
	f.reading.registerReading(c)
	f.limits.register(c)
	fl.BoolVar(&f.noProgress, "no-progress", false, "show no progress bar on a terminal")
	fl.IntVarP(&f.workers, "jobs", "j", 0, "pages in hand at once (0: one a processor)")
	return c
}

func runStats(ctx context.Context, s *streams, f *statsFlags, args []string) error {
	opt := extract.Options{}
	if err := f.reading.apply(&opt); err != nil {
		return err
	}
	opt.Source.Limits = f.limits.resolve()
	files, err := f.input.gather(s, args, "")
	if err != nil {
		return err
	}
	sum := stats.New()
	exit := ExitOK
	bar := newProgress(s, len(files), f.noProgress)
	current := -1
	inputs := func(yield func(batch.Input) bool) {
		for i := range files {
			if !yield(files[i].open(s)) {
				return
			}
		}
	}
	render := func(a *extract.Article, r *extract.Record) ([]byte, error) { return json.Marshal(stats.PageOf(a, r)) }
	err = batch.Pages(ctx, inputs, batch.Work{Options: opt, Workers: f.workers, Render: render}, func(r batch.Result) error {
		if r.Place != current {
			current = r.Place
			bar.next(files[r.Place].path)
		}
		switch {
		case r.Record == nil:
		case r.Err != nil:
			exit = max(exit, statusExit[r.Record.Status])
			sum.Add(stats.Page{Status: string(r.Record.Status)})
		default:
			var p stats.Page
			if err := json.Unmarshal(r.Output, &p); err != nil {
				return fmt.Errorf("%s: %w", r.Input.Name, err)
			}
			sum.Add(p)
		}
		return nil
	})
	bar.finish()
	if err != nil {
		return err
	}
	if err := writeStats(s, f.format.String(), sum); err != nil {
		return outputError("standard output", err)
	}
	if exit != ExitOK {
		return &exitOnly{exit: exit}
	}
	return nil
}

func writeStats(s *streams, format string, sum *stats.Stats) error {
	switch format {
	case "json":
		return sum.WriteJSON(s.out)
	case "html":
		return sum.WriteHTML(s.out)
	}
	return sum.WriteText(s.out, printable)
}
