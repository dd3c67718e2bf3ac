package cmd

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
)

// batchFlags are the flags of pith batch.
type batchFlags struct {
	extractFlags
	manifest   string
	shard      string
	verify     bool
	mergeStats bool
	dataErrors *choiceValue
	profile    *choiceValue
	fetch      string
	force      bool

	part  batch.Shard
	lines batch.Profile
}

func newBatchCmd(s *streams, t *temps) *cobra.Command {
	f := &batchFlags{dataErrors: choice("fail", "fail", "report")}
	var profiles []string
	var docs strings.Builder
	for _, p := range batch.Profiles {
		profiles = append(profiles, p.Name)
		fmt.Fprintf(&docs, "  %-10s %s\n", p.Name, p.Doc)
	}
	f.profile = choice("pith", profiles...)
	c := &cobra.Command{
		Use:   "batch --manifest FILE|- -o DIR|- [flags]",
		Short: "Clean the inputs of a list, for schedulers: one output and one status each",
		Long: `batch reads a manifest: a path on each line, or path, offset and length parted
by tabs. For each input it writes NAME` + batch.OutputExt + ` into the output folder, named by
the input alone, and then NAME` + batch.StatusExt + `: counts, hashes, version and options. The
status is the mark that the input is done; a run over done inputs passes them
over. Outputs have the same bytes on every machine, for every -j and --shard.

With -o - the records go to standard output, line by line as inputs come in.

Profiles:
` + strings.TrimRight(docs.String(), "\n"),
		Example: `  pith batch --manifest warc.paths -o out/                         all of them
  pith batch --manifest warc.paths -o out/ --shard auto/90         one of 90 array tasks
  pith batch --manifest warc.paths -o out/ --verify                what is missing or damaged
  pith batch --manifest warc.paths -o out/ --merge-stats           what it came to
  pith batch --manifest s3.paths -o out/ --fetch 'aws s3 cp {} -'  from elsewhere
  find . -name '*.warc.gz' | pith batch --manifest - -o -          as a filter`,
		Args:        cobra.NoArgs,
		Annotations: map[string]string{"exit": ExitTable()},
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.resolve(); err != nil {
				return err
			}
			return runBatch(c.Context(), s, f)
		},
	}
	fl := c.Flags()
	fl.SortFlags = false
	fl.StringVar(&f.manifest, "manifest", "", "the list of inputs, a `FILE` or - for standard input")
	fl.StringVarP(&f.output, "output", "o", "", "the output folder `DIR`, or - for standard output")
	fl.StringVar(&f.shard, "shard", "", "do part `I/N` of the list, I from 0; auto/N takes I from the scheduler's environment")
	fl.Var(f.dataErrors, "data-errors", "what inputs without article, damaged or over a limit do to the exit code: fail, or report (0, the status has them)")
	fl.Var(f.profile, "profile", "shape of the output's lines")
	f.registerFields(c)
	fl.StringVar(&f.fetch, "fetch", "", "read each input from the output of `COMMAND`, {} being its path; tried five times")
	fl.BoolVar(&f.force, "force", false, "do again what is done")
	fl.BoolVar(&f.verify, "verify", false, "do nothing, say what is missing, damaged or of other options; 3 if anything is")
	fl.BoolVar(&f.mergeStats, "merge-stats", false, "do nothing, print the sum of the statuses as JSON")
	f.registerReading(c)
	f.filters.registerFilters(c)
	f.registerLimits(c)
	fl.IntVarP(&f.workers, "jobs", "j", 0, "inputs (of a single one: pages) in hand at once; 0: one a processor")
	return c
}

func (f *batchFlags) resolve() error {
	f.format.format, _ = formatNamed("jsonl")
	if err := f.extractFlags.resolve(); err != nil {
		return err
	}
	switch {
	case f.manifest == "":
		return usagef("name the list of inputs, or - for standard input", "--manifest is missing")
	case f.output == "":
		return usagef("name the output folder, or - for standard output", "-o is missing")
	case f.output == stdinName && (f.verify || f.mergeStats):
		return usagef("name the output folder with -o", "--verify and --merge-stats read an output folder")
	case f.fetch != "" && !strings.Contains(f.fetch, "{}"):
		return usagef("write {} where the input's path goes", "--fetch %q has no place for the input", f.fetch)
	}
	if f.shard != "" {
		part, err := batch.ParseShard(f.shard, os.Getenv)
		if err != nil {
			return &failure{exit: ExitUsage, where: "--shard", err: err}
		}
		f.part = part
	}
	i := slices.IndexFunc(batch.Profiles, func(p batch.Profile) bool { return p.Name == f.profile.String() })
	f.lines = batch.Profiles[i]
	return nil
}

func formatNamed(name string) (format, bool) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return format{}, false
	}
	return formats[i], true
}

// job makes the job that does each input.
func (f *batchFlags) job() *batch.Job {
	j := &batch.Job{Dir: f.output, Version: engine(), Force: f.force, Tries: 1,
		Options: hashOptions(f.format.name, f.fields, f.profile.String(), f.render, f.options, f.filters.filter),
		Line:    func(r *extract.Record) ([]byte, error) { return f.lines.Line(r, f.fields) },
		Work:    batch.Work{Options: f.options, Workers: 1, Timeout: f.timeout}}
	j.Work.Render = func(a *extract.Article, r *extract.Record) ([]byte, error) {
		if reason := f.filters.filter.Reject(r); reason != "" {
			batch.Skip(r, reason)
		} else if a.HasText() {
			if err := f.bodies(a, r); err != nil {
				return nil, err
			}
		}
		return f.lines.Line(r, f.fields)
	}
	j.Open = func(_ context.Context, e batch.Entry) (io.ReadCloser, error) {
		r, err := batch.OpenLocal(e)
		return r, plain(err)
	}
	if f.fetch != "" {
		j.Open, j.Tries, j.Wait = fetcher(f.fetch), fetchTries, fetchWait
	}
	return j
}

func runBatch(ctx context.Context, s *streams, f *batchFlags) error {
	var r = s.in
	if f.manifest != stdinName {
		file, err := os.Open(f.manifest)
		if err != nil {
			return &failure{exit: ExitUsage, where: f.manifest, err: plain(err)}
		}
		defer file.Close()
		r = file
	}
	if f.output == stdinName {
		return f.stream(ctx, s, batch.ReadManifest(r))
	}
	entries, err := f.entries(batch.ReadManifest(r))
	if err != nil {
		return err
	}
	job := f.job()
	switch {
	case f.verify:
		return f.check(s, job, entries)
	case f.mergeStats:
		return merge(s, job, entries)
	}
	return f.run(ctx, s, job, entries)
}

// entries reads the whole manifest and returns the entries of the shard. Two
// entries with one name for their outputs are an error before anything is done.
func (f *batchFlags) entries(manifest iter.Seq2[batch.Entry, error]) ([]batch.Entry, error) {
	var entries []batch.Entry
	seen := map[string]string{}
	for e, err := range manifest {
		if err != nil {
			return nil, &failure{exit: ExitUsage, where: f.manifest, err: err}
		}
		key := strings.ToLower(e.Stem())
		if other, twice := seen[key]; twice {
			return nil, usagef("rename one, or do them into two folders", "%s: %s and %s would have the same output %s", f.manifest, other, e.Line, e.Stem()+batch.OutputExt)
		}
		seen[key] = e.Line
		if f.part.Has(e) {
			entries = append(entries, e)
		}
	}
	if len(seen) == 0 {
		return nil, usagef("", "%s names no input", f.manifest)
	}
	return entries, nil
}

// run does every entry, several at once. It goes on behind facts about data
// and stops at the first output that cannot be written or input that cannot be fetched.
func (f *batchFlags) run(ctx context.Context, s *streams, job *batch.Job, entries []batch.Entry) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	workers := f.workers
	if workers <= 0 {
		workers = processors()
	}
	if len(entries) == 1 {
		job.Work.Workers = workers
	}
	var mu sync.Mutex
	var sum batch.Counts
	var exit Exit
	done, again := 0, 0
	take := func(e batch.Entry, st *batch.Status, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			cancel(outputError(job.Output(e), err))
			return
		}
		done++
		if st.Again {
			again++
		}
		sum.Sum(st.Counts)
		for _, status := range extract.Statuses {
			if st.Of(status) > 0 {
				exit = max(exit, statusExit[status])
			}
		}
		tellStatus(s, st)
	}
	next := make(chan batch.Entry)
	var wait sync.WaitGroup
	for range min(workers, max(len(entries), 1)) {
		wait.Go(func() {
			for e := range next {
				st, err := job.Do(ctx, e)
				take(e, st, err)
			}
		})
	}
feed:
	for _, e := range entries {
		select {
		case next <- e:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	wait.Wait()
	s.note("%d of %d inputs: %d done now, %d before; %s", done, len(entries), done-again, again, countsLine(sum))
	if err := context.Cause(ctx); err != nil {
		return interrupted(err, "run the same command to go on")
	}
	return f.verdict(exit)
}

// verdict is the run's end: facts about data may be reported instead.
func (f *batchFlags) verdict(exit Exit) error {
	if exit == ExitOK || f.dataErrors.String() == "report" {
		return nil
	}
	return &exitOnly{exit}
}

// tellStatus says what is wrong with an input, or with -v what became of it.
func tellStatus(s *streams, st *batch.Status) {
	switch {
	case st.Error != "":
		s.say("%s: %s", st.Input, st.Error)
	case st.Damaged+st.Unsupported+st.Limit > 0 && !st.Again:
		s.say("%s: %s", st.Input, countsLine(st.Counts))
	case s.verbose:
		s.note("%s: %s", st.Input, countsLine(st.Counts))
	}
}

func countsLine(c batch.Counts) string {
	t := tally{}
	for i, status := range extract.Statuses {
		t.counts[i] = int(c.Of(status))
	}
	t.pages = int(c.Pages)
	return t.String()
}
