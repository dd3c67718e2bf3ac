package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/check"
)

// checkFlags are the flags of check.
type checkFlags struct {
	input              inputFlags
	limits             limitFlags
	rules              ruleFlags
	format             *choiceValue
	output             string
	failOn             *choiceValue
	maxFailures        string
	levels, thresholds map[string]string
	languages          []string
	maxAge             int
	sample, seed       int
	baseline           string
	update             bool
	against            string
	list               bool
	explain            string
	workers            int
	noProgress         bool

	config  check.Config
	options extract.Options
}

const checkExamples = `  pith check -r saved/                            every page of a folder
  pith check -f sarif -o pith.sarif crawl.warc.gz for a code-scanning service
  pith check --baseline known.tsv -r saved/       fail on new findings alone
  pith check --baseline known.tsv --update-baseline -r saved/
  pith check --against yesterday.jsonl crawl.warc what got lost since then
  pith check --level author-missing=off --threshold too-short=100 -r saved/
  pith check --list                               every check with its level`

func newCheckCmd(s *streams, t *temps) *cobra.Command {
	var names []string
	for _, f := range check.Formats {
		names = append(names, f.Name)
	}
	f := &checkFlags{format: choice("text", names...), failOn: choice("error", "note", "warn", "error", "never")}
	c := &cobra.Command{
		Use:     "check [flags] PATH…",
		Short:   "Find what is wrong with a scraped corpus",
		Long:    "check extracts every page of its inputs and reports pages that are no articles,\ndamaged saves, lost text and boilerplate that got through. It ends with 1 if a\nfinding is at or above --fail-on.",
		Example: checkExamples,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case f.list:
				return listChecks(s, f)
			case f.explain != "":
				return explainCheck(s, f.explain)
			}
			if err := f.resolve(); err != nil {
				return err
			}
			if len(args) == 0 && len(f.input.filesFrom) == 0 {
				if isTerminal(s.in) {
					return usagef("pith check -r saved/", "check needs a path")
				}
				args = []string{stdinName}
			}
			return runCheck(c.Context(), s, t, f, args)
		},
	}
	fl := c.Flags()
	fl.SortFlags = false
	fl.VarP(f.format, "format", "f", "what to print")
	fl.StringVarP(&f.output, "output", "o", "", "write the report to `FILE`")
	fl.Var(f.failOn, "fail-on", "lowest level that makes the run fail")
	fl.StringVar(&f.maxFailures, "max-failures", "0", "pages that may fail before the run does: a `NUMBER`, or a share such as 2%")
	fl.StringToStringVar(&f.levels, "level", nil, "level of a check, `ID=LEVEL`: off, note, warn or error")
	fl.StringToStringVar(&f.thresholds, "threshold", nil, "figure from which a check fires, `ID=NUMBER`")
	fl.StringSliceVar(&f.languages, "lang", nil, "`LANGUAGES` that articles may be in (en, pt …)")
	fl.IntVar(&f.maxAge, "max-age", 0, "`DAYS` from which a publication is too old")
	fl.StringVar(&f.baseline, "baseline", "", "fail on findings alone that `FILE` does not list")
	fl.BoolVar(&f.update, "update-baseline", false, "write the findings into the file of --baseline instead")
	fl.StringVar(&f.against, "against", "", "compare with a former run: `FILE` that pith -f jsonl wrote")
	fl.IntVar(&f.sample, "sample", 0, "check `N` of the inputs, chosen by --seed")
	fl.IntVar(&f.seed, "seed", 1, "choice of --sample")
	fl.BoolVar(&f.list, "list", false, "list the checks and end")
	fl.StringVar(&f.explain, "explain", "", "say what the check `ID` finds and why, and end")
	f.input.register(c)
	f.rules.register(c)
	f.limits.register(c)
	fl.BoolVar(&f.noProgress, "no-progress", false, "show no progress bar on a terminal")
	fl.IntVarP(&f.workers, "jobs", "j", 0, "pages in hand at once (0: one a processor)")
	return c
}

// resolve reads the flags into a configuration.
func (f *checkFlags) resolve() error {
	if err := f.rules.apply(&f.options); err != nil {
		return err
	}
	f.config = check.Config{Levels: map[string]check.Level{}, Thresholds: map[string]float64{}, Now: time.Now().UTC(), MaxAge: f.maxAge}
	if err := f.configure(); err != nil {
		return err
	}
	for id, v := range f.levels {
		if _, ok := check.Named(id); !ok {
			return usagef("pith check --list names them", "--level: no check %q", id)
		}
		l, err := check.ParseLevel(v)
		if err != nil {
			return usagef("", "--level %s: %v", id, err)
		}
		f.config.Levels[id] = l
	}
	for id, v := range f.thresholds {
		k, ok := check.Named(id)
		if !ok {
			return usagef("pith check --list names them", "--threshold: no check %q", id)
		}
		n, err := strconv.ParseFloat(v, 64)
		if err != nil || k.Unit == "" {
			return usagef("pith check --list shows which checks have one", "--threshold %s: %q is no figure for it", id, v)
		}
		f.config.Thresholds[id] = n
	}
	for _, l := range f.languages {
		primary, _, _ := strings.Cut(strings.ToLower(l), "-")
		f.config.Languages = append(f.config.Languages, primary)
	}
	if f.update && f.baseline == "" {
		return usagef("name one with --baseline FILE", "--update-baseline has no file")
	}
	f.options.Source.Limits = f.limits.resolve()
	_, _, err := f.budget(0)
	return err
}

// configure takes levels, thresholds and suppressions from the configuration file; flags go on top.
func (f *checkFlags) configure() error {
	c := &f.rules.settings.Checks
	bad := func(format string, args ...any) error {
		return &failure{exit: ExitUsage, where: f.rules.file, err: fmt.Errorf(format, args...), hint: "pith check --list names the checks"}
	}
	for id, v := range c.Levels {
		l, err := check.ParseLevel(v)
		if _, ok := check.Named(id); !ok || err != nil {
			return bad("checks.levels: %s: %s", id, v)
		}
		f.config.Levels[id] = l
	}
	for id, v := range c.Thresholds {
		if k, ok := check.Named(id); !ok || k.Unit == "" {
			return bad("checks.thresholds: no check %q with a figure", id)
		}
		f.config.Thresholds[id] = v
	}
	for _, s := range c.Suppress {
		if _, ok := check.Named(s.Check); !ok || !doublestar.ValidatePattern(s.Files) {
			return bad("checks.suppress: %s on %s", s.Check, s.Files)
		}
	}
	return nil
}

// suppressed takes out the findings that the configuration silences, and names
// the entries that silenced nothing.
func (f *checkFlags) suppressed(all []check.Finding) (kept []check.Finding, silenced int, unused []string) {
	entries := f.rules.settings.Checks.Suppress
	used := make([]bool, len(entries))
	kept = slices.DeleteFunc(all, func(x check.Finding) bool {
		for i, s := range entries {
			if ok, _ := doublestar.Match(s.Files, filepath.ToSlash(x.Source)); ok && s.Check == x.Check {
				used[i] = true
				return true
			}
		}
		return false
	})
	for i, s := range entries {
		if !used[i] {
			unused = append(unused, fmt.Sprintf("%s on %s (%s)", s.Check, s.Files, s.Reason))
		}
	}
	return kept, len(all) - len(kept), unused
}

// budget reads --max-failures for a number of pages.
func (f *checkFlags) budget(pages int) (allowed int, share float64, err error) {
	v := strings.TrimSpace(f.maxFailures)
	if p, ok := strings.CutSuffix(v, "%"); ok {
		share, err = strconv.ParseFloat(strings.TrimSpace(p), 64)
		allowed = int(share / 100 * float64(pages))
	} else {
		allowed, err = strconv.Atoi(v)
	}
	if err != nil || allowed < 0 || share < 0 {
		return 0, 0, usagef("a number of pages, or a share such as 2%", "--max-failures: %q", f.maxFailures)
	}
	return allowed, share, nil
}

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
}

func runCheck(ctx context.Context, s *streams, t *temps, f *checkFlags, args []string) error {
	x := &checking{f: f, s: s, corpus: check.NewCorpus(&f.config), place: map[string]int{}, current: -1}
	x.sum.Version = version()
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
	slices.SortStableFunc(x.sum.Findings, func(a, b check.Finding) int { return x.place[a.Source] - x.place[b.Source] })
	return x.finish(t, base)
}

// page checks one page; several run at once.
func (x *checking) page(a *extract.Article, r *extract.Record) ([]byte, error) {
	res := check.Page(a, r, &x.f.config)
	if x.former != nil {
		res.Findings = append(res.Findings, x.former.Compare(r, res.Print.Digest, &x.f.config)...)
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

// sampled chooses --sample of the inputs by a hash of their names.
func (f *checkFlags) sampled(all []saved) []saved {
	if f.sample <= 0 || f.sample >= len(all) {
		return all
	}
	rank := func(i int) uint64 {
		h := fnv.New64a()
		fmt.Fprintf(h, "%d\x00%s", f.seed, all[i].path)
		return h.Sum64()
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if ra, rb := rank(a), rank(b); ra < rb {
			return -1
		} else if ra > rb {
			return 1
		}
		return a - b
	})
	order = order[:f.sample]
	slices.Sort(order)
	out := make([]saved, 0, f.sample)
	for _, i := range order {
		out = append(out, all[i])
	}
	return out
}

func (f *checkFlags) readBaseline() (*check.Baseline, error) {
	if f.baseline == "" || f.update {
		return nil, nil
	}
	r, err := os.Open(f.baseline)
	if errors.Is(err, os.ErrNotExist) {
		return nil, usagef("write it with --update-baseline", "--baseline: there is no %s", f.baseline)
	}
	if err != nil {
		return nil, &failure{exit: ExitUsage, where: f.baseline, err: plain(err)}
	}
	defer r.Close()
	b, err := check.ReadBaseline(r)
	if err != nil {
		return nil, &failure{exit: ExitUsage, where: f.baseline, err: err}
	}
	return b, nil
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
	x.sum.Failures = f.failing(x.sum.Findings)
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

// failing counts the pages with a finding at or above --fail-on.
func (f *checkFlags) failing(all []check.Finding) int {
	least, err := check.ParseLevel(f.failOn.String())
	if err != nil {
		return 0
	}
	type place struct {
		source string
		offset int64
	}
	pages := map[place]bool{}
	for _, x := range all {
		if x.Level >= least {
			pages[place{x.Source, x.Offset}] = true
		}
	}
	return len(pages)
}

func (x *checking) write(t *temps) error {
	var format check.Format
	for _, f := range check.Formats {
		if f.Name == x.f.format.String() {
			format = f
		}
	}
	var b bytes.Buffer
	style := check.Style{Clean: printable, Paint: func(l check.Level, text string) string {
		return paint(x.s.colorOut && x.f.output == "", text, levelColors[l]...)
	}}
	if err := format.Write(&b, &x.sum, style); err != nil {
		return err
	}
	if x.f.output != "" && x.f.output != stdinName {
		return outputError(x.f.output, writeAtomic(t, x.f.output, b.Bytes(), true))
	}
	_, err := x.s.out.Write(b.Bytes())
	return outputError("standard output", err)
}

var levelColors = map[check.Level][]color.Attribute{check.Note: {color.Faint}, check.Warn: {color.FgYellow}, check.Error: {color.FgRed, color.Bold}}

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
	if len(k.Hit) > 0 {
		fmt.Fprintf(&b, "\nA page on which it fires:\n\n%s\n", k.Hit[len(k.Hit)-1])
	}
	if len(k.Miss) > 0 {
		fmt.Fprintf(&b, "\nOne on which it must not:\n\n%s\n", k.Miss[len(k.Miss)-1])
	}
	_, err := io.WriteString(s.out, b.String())
	return outputError("standard output", err)
}
