package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract/check"
	"github.com/pithcli/pith/extract/eval"
)

// evalFlags are the flags of pith eval.
type evalFlags struct {
	layout      string
	workers     int
	worst       int
	every       int
	only        []string
	show        string
	json        bool
	floors      string
	update      bool
	predictions []string
	pith        bool
	html        string
	seed        uint64
	loss        bool
	mode        *choiceValue
}

func newEvalCmd(s *streams, t *temps) *cobra.Command {
	f := &evalFlags{mode: choice("balanced", "balanced", "precision", "recall")}
	var layouts strings.Builder
	names := []string{"auto"}
	for _, l := range eval.Layouts {
		fmt.Fprintf(&layouts, "  %-12s %s\n", l.Name, l.Doc)
		names = append(names, l.Name)
	}
	for _, l := range metaLayouts {
		fmt.Fprintf(&layouts, "  %-12s %s\n", l.name, l.doc)
		names = append(names, l.name)
	}
	layout := choice("auto", names...)
	c := &cobra.Command{
		Use:   "eval [flags] CORPUS",
		Short: "Score pith, or another extractor's outputs, against gold texts",
		Long: `eval extracts every page of a corpus and compares the body text with the gold:
multisets of lower-cased words, precision, recall and F1 for each page, then
the mean over pages. Shingles of four words are scored as well.

With --predictions or --html every F1 has its 95 % interval and, beside several
extractors, the difference to the first: both from 2000 bootstrap resamples of
the same pages.

With --floors it ends with 1 if a mean fell by more than .002 below the file's.

Layouts (a file may be compressed: .gz behind its name):
` + strings.TrimRight(layouts.String(), "\n"),
		Example: `  pith eval corpus/                                   guess the layout
  pith eval --format wcxb --worst 20 corpus/          the pages to look at
  pith eval --floors floors.tsv --update corpus/      write floors
  pith eval --floors floors.tsv corpus/               compare with them
  pith eval --loss corpus/                            how the loss alarm of pith check does
  pith eval --predictions other.jsonl corpus/         another tool's outputs
  pith eval --pith --predictions a.jsonl --predictions B=b.jsonl --html report.html corpus/
                                                      several side by side`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			f.layout = layout.String()
			if l, ok := metaLayoutNamed(f.layout); ok {
				return runEvalMeta(s, f, l, args[0])
			}
			return runEval(c.Context(), s, t, f, args[0])
		},
	}
	c.Flags().VarP(layout, "format", "f", "layout of the corpus")
	f.register(c)
	return c
}

func (f *evalFlags) register(c *cobra.Command) {
	fl := c.Flags()
	fl.SortFlags = false
	fl.IntVar(&f.worst, "worst", 0, "list the `N` pages with the lowest F1")
	fl.BoolVar(&f.json, "json", false, "print the whole report as JSON, a score for every page")
	fl.StringVar(&f.floors, "floors", "", "compare with the scores in `FILE` and name the pages that fell")
	fl.BoolVar(&f.update, "update", false, "write the scores into the file of --floors instead")
	fl.StringArrayVar(&f.predictions, "predictions", nil, "score outputs of another extractor: `[NAME=]FILE` of JSON Lines with id and text; again to compare several")
	fl.BoolVar(&f.pith, "pith", false, "score pith too, before the --predictions")
	fl.StringVar(&f.html, "html", "", "write a report with intervals and all pages to `FILE`")
	fl.Uint64Var(&f.seed, "seed", eval.DefaultResampling.Seed, "seed of the bootstrap's resamples")
	fl.BoolVar(&f.loss, "loss", false, "print how often the loss alarm of pith check fires on pages that lost much, and on whole ones")
	fl.IntVar(&f.every, "every", 1, "take every `N`th page only")
	fl.StringSliceVar(&f.only, "only", nil, "take the pages of these `IDS` only")
	fl.StringVar(&f.show, "show", "", "print gold and output of the page `ID`, lines that differ marked")
	fl.Var(f.mode, "mode", "mode of extraction")
	fl.IntVarP(&f.workers, "jobs", "j", 0, "pages in hand at once (0: one a processor)")
}

func runEval(ctx context.Context, s *streams, t *temps, f *evalFlags, dir string) error {
	layout, err := eval.Guess(dir)
	if f.layout != "auto" {
		layout, err = eval.LayoutNamed(f.layout)
	}
	if err != nil {
		return err
	}
	if f.update && f.floors == "" {
		return usagef("name the file with --floors", "--update has no file to write")
	}
	opt := eval.Options{Workers: f.workers, Every: f.every}
	opt.Extract.Mode = modes[f.mode.String()]
	if len(f.only) > 0 {
		opt.Only = f.only
	}
	if f.loss && (f.html != "" || len(f.predictions) > 0) {
		return usagef("leave out --predictions and --html", "--loss is about pith's own extraction")
	}
	contestants, err := f.contestants()
	if err != nil {
		return err
	}
	opt.Predictions = contestants[0].Predictions
	if f.show != "" {
		gold, output, err := eval.Texts(dir, layout, f.show, opt)
		if err != nil {
			return &failure{exit: ExitInput, where: dir, err: err}
		}
		_, err = fmt.Fprint(s.out, eval.Diff(gold, output))
		return outputError("standard output", err)
	}
	if len(contestants) > 1 || f.html != "" || len(f.predictions) > 0 && !f.json && f.floors == "" {
		return compareExtractors(ctx, s, t, f, dir, layout, opt, contestants)
	}
	if f.loss {
		opt.Measure = check.LossRisk
	}
	return evaluate(ctx, s, f, dir, layout, opt)
}

// evaluate scores pith, or one other extractor, and prints what the flags ask for.
func evaluate(ctx context.Context, s *streams, f *evalFlags, dir string, layout eval.Layout, opt eval.Options) error {
	report, err := eval.Run(ctx, dir, layout, opt)
	if err != nil {
		var stopped *failure
		if errors.As(err, &stopped) {
			return err
		}
		return &failure{exit: ExitInput, where: dir, err: err}
	}
	if f.loss {
		err = printLoss(s, f, report)
	} else if f.json {
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(report)
	} else {
		err = printReport(s, f, report)
	}
	if err != nil {
		return outputError("standard output", err)
	}
	switch {
	case f.update:
		return writeFloors(f.floors, report)
	case f.floors != "":
		return checkFloors(s, f.floors, report)
	}
	return nil
}

// printReport prints one line for the whole, then one a group.
func printReport(s *streams, f *evalFlags, r *eval.Report) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := "pages\tF1\tP\tR\t"
	if r.All.Plain != nil {
		head += "F1 from plain HTML\t"
	}
	fmt.Fprintf(w, "%s\t%s\n", r.Corpus, head)
	row := func(name string, g eval.Group) {
		fmt.Fprintf(w, "%s\t%d\t%.4f\t%.4f\t%.4f\t", name, g.Pages, g.F1, g.Precision, g.Recall)
		if g.Plain != nil {
			fmt.Fprintf(w, "%.4f\t", g.Plain.F1)
		}
		fmt.Fprintln(w)
	}
	row(r.All.Name, r.All)
	if r.WithGold != nil {
		row(r.WithGold.Name, *r.WithGold)
	}
	if r.Shingles != nil {
		row("4-word shingles", eval.Group{Pages: r.All.Pages, Score: *r.Shingles})
	}
	for _, g := range r.Groups {
		row(g.Name, g)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if r.Accuracy != nil {
		fmt.Fprintf(s.out, "accuracy %.4f\n", *r.Accuracy)
	}
	for _, p := range r.Worst(f.worst) {
		fmt.Fprintf(s.out, "%.3f  P %.3f  R %.3f  %s %s %s\n", p.F1, p.Precision, p.Recall, printable(p.ID), strings.Join(p.Groups, " "), printable(p.Err))
	}
	failed := 0
	for _, p := range r.Pages {
		if p.Err == "" {
			continue
		}
		if failed++; failed <= 5 {
			s.say("%s: %s", p.ID, p.Err)
		}
	}
	if failed > 5 {
		s.say("%d more pages could not be read", failed-5)
	}
	return nil
}

func writeFloors(path string, r *eval.Report) error {
	var b strings.Builder
	if err := r.WriteFloors(&b); err != nil {
		return err
	}
	return writeAtomic(&temps{}, path, []byte(b.String()), true)
}

// fallen is how many pages are named that fell.
const fallen = 20

func checkFloors(s *streams, path string, r *eval.Report) error {
	file, err := os.Open(path)
	if err != nil {
		return &failure{exit: ExitInput, where: path, err: plain(err), hint: "write it with --update"}
	}
	defer file.Close()
	floors, err := eval.ReadFloors(file)
	if err != nil {
		return &failure{exit: ExitInput, where: path, err: err}
	}
	means, pages, err := floors.Check(r)
	if err != nil {
		return &failure{exit: ExitInput, where: path, err: err, hint: "write new ones with --update if the corpus changed"}
	}
	for i, p := range pages {
		if i == fallen {
			s.note("and %d more pages", len(pages)-fallen)
			break
		}
		s.note("%s fell from %.3f to %.3f", p.Name, p.Floor, p.Got)
	}
	for _, m := range means {
		s.say("%s: F1 %.4f is below its floor %.4f", m.Name, m.Got, m.Floor)
	}
	if len(means) > 0 {
		return &exitOnly{ExitNoArticle}
	}
	return nil
}
