package cmd

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/fatih/color"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/check"
)

// checking is one run of check.
type checking struct {
	f       *checkFlags
	s       *streams
	corpus  *check.Corpus
	former  *check.Former
	sum     check.Summary
	exit    Exit
	place   map[string]int // of each source, for the report's order
	bar     *progress
	inputs  []saved
	current int
	pages   *explainedPages // nil where none are written
}

func runCheck(ctx context.Context, s *streams, t *temps, f *checkFlags, args []string) error {
	x := &checking{f: f, s: s, corpus: check.NewCorpus(&f.config), place: map[string]int{}, current: -1}
	x.sum.Version, x.sum.Time, x.sum.FailOn = version(), f.config.Now, check.Never
	if least, err := check.ParseLevel(f.failOn.String()); err == nil {
		x.sum.FailOn = least
	}
	if f.against != "" {
		r, err := openInput(s, f.against)
		if err != nil {
			return err
		}
		x.former, err = check.ReadFormer(r)
		r.Close()
		if err != nil {
			return &failure{exit: ExitUsage, where: f.against, err: err}
		}
	}
	base, err := f.readBaseline()
	if err != nil {
		return err
	}
	if x.inputs, err = f.input.gather(s, args, ""); err != nil {
		return err
	}
	x.inputs = f.sampled(x.inputs)
	for i := range x.inputs {
		for _, output := range []string{f.output, f.baseline} {
			if output != "" && x.inputs[i].path != stdinName {
				if err := guardInput(output, x.inputs[i].path); err != nil {
					return err
				}
			}
		}
	}
	if f.format.String() == "html" && f.toFolder() {
		if x.pages, err = newExplainedPages(t, f.output); err != nil {
			return err
		}
	}
	x.bar = newProgress(s, len(x.inputs), f.noProgress)
	opened := func(yield func(batch.Input) bool) {
		for i := range x.inputs {
			if !yield(x.inputs[i].open(s)) {
				return
			}
		}
	}
	err = batch.Pages(ctx, opened, batch.Work{Options: f.options, Workers: f.workers, Render: x.page}, x.take)
	x.bar.finish()
	if err != nil {
		return err
	}
	x.sum.Findings = append(x.sum.Findings, x.corpus.Finish()...)
	slices.SortStableFunc(x.sum.Findings, func(a, b check.Finding) int {
		return cmp.Or(x.place[a.Source]-x.place[b.Source], cmp.Compare(a.Offset, b.Offset))
	})
	return x.finish(t, base)
}

// page checks one page; several run at once.
func (x *checking) page(a *extract.Article, r *extract.Record) ([]byte, error) {
	res := check.Page(a, r, &x.f.config)
	if x.former != nil {
		res.Findings = append(res.Findings, x.former.Compare(r, res.Print.Digest, &x.f.config)...)
	}
	if err := x.pages.add(a, &res); err != nil {
		return nil, err
	}
	return json.Marshal(res)
}

// take takes one result, in order.
func (x *checking) take(r batch.Result) error {
	if r.Place != x.current {
		x.current = r.Place
		x.bar.next(x.inputs[r.Place].path)
	}
	if r.Record == nil {
		return nil
	}
	x.sum.Pages++
	name := r.Record.Source.File
	if _, ok := x.place[name]; !ok {
		x.place[name] = len(x.place)
	}
	if r.Err != nil {
		x.exit = max(x.exit, statusExit[r.Record.Status])
		x.sum.Findings = append(x.sum.Findings, check.Failure(r.Record, &x.f.config)...)
		return nil
	}
	if r.Record.Status == extract.Damaged {
		x.exit = max(x.exit, ExitInput)
		x.sum.Findings = append(x.sum.Findings, check.Failure(r.Record, &x.f.config)...)
	}
	var res check.Result
	if err := json.Unmarshal(r.Output, &res); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	x.sum.Findings = append(x.sum.Findings, res.Findings...)
	x.sum.Findings = append(x.sum.Findings, x.corpus.Add(res.Print)...)
	return nil
}

// finish compares with the baseline, writes the report and decides the exit code.
func (x *checking) finish(t *temps, base *check.Baseline) error {
	f, s := x.f, x.s
	findings, silenced, unused := f.suppressed(x.sum.Findings)
	x.sum.Findings = findings
	for _, u := range unused {
		s.note("%s: suppression not used: %s", f.rules.file, u)
	}
	if f.update {
		var b bytes.Buffer
		if err := check.WriteBaseline(&b, x.sum.Findings); err != nil {
			return err
		}
		if err := writeAtomic(t, f.baseline, b.Bytes(), true); err != nil {
			return outputError(f.baseline, err)
		}
		s.note("%s: %d findings are known now", f.baseline, len(x.sum.Findings))
		return nil
	}
	known := 0
	if base != nil {
		fresh, old, gone := base.Split(x.sum.Findings)
		x.sum.Findings, x.sum.Gone, known = fresh, gone, len(old)
	}
	x.sum.Count()
	x.sum.Failures = failing(x.sum.Findings, x.sum.FailOn)
	if err := x.write(t); err != nil {
		return err
	}
	allowed, _, err := f.budget(x.sum.Pages)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%d pages, %d findings", x.sum.Pages, len(x.sum.Findings))
	if base != nil {
		text += fmt.Sprintf(" that are new, %d known, %d gone", known, len(x.sum.Gone))
	}
	if f.failOn.String() != "never" {
		text += fmt.Sprintf("; %d pages fail, %d may", x.sum.Failures, allowed)
		if x.sum.Failures > allowed {
			x.exit = max(x.exit, ExitNoArticle)
		}
	}
	if silenced > 0 {
		text += fmt.Sprintf("; %d suppressed", silenced)
	}
	s.note("%s", text)
	if x.exit != ExitOK {
		return &exitOnly{exit: x.exit}
	}
	return nil
}

func (x *checking) write(t *temps) error {
	var format check.Format
	for _, f := range check.Formats {
		if f.Name == x.f.format.String() {
			format = f
		}
	}
	x.sum.Links = x.pages.links()
	var b bytes.Buffer
	style := check.Style{Clean: printable, Paint: func(l check.Level, text string) string {
		return paint(x.s.colorOut && x.f.output == "", text, levelColors[l]...)
	}}
	if err := format.Write(&b, &x.sum, style); err != nil {
		return err
	}
	output := x.f.output
	if x.pages != nil {
		output = filepath.Join(output, "index.html")
	}
	if output != "" && output != stdinName {
		return writeAtomic(t, output, b.Bytes(), true)
	}
	_, err := x.s.out.Write(b.Bytes())
	return outputError("standard output", err)
}

var levelColors = map[check.Level][]color.Attribute{check.Note: {color.Faint}, check.Warn: {color.FgYellow}, check.Error: {color.FgRed, color.Bold}}
