package cmd

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/source"
)

// sink is where the results of a run go.
type sink interface {
	// page takes one page or failure and calls done when it is written, with its
	// output's name in a folder; that may be when the next page is known.
	page(in *saved, r batch.Result, done func(output string) error) error
	// last ends an input.
	last(in *saved) error
	// close ends the run; whole is false if it was interrupted.
	close(whole bool) error
}

// extraction is one run of the root command.
type extraction struct {
	s       *streams
	t       *temps
	flags   *extractFlags
	inputs  []saved
	out     sink
	folder  *folderSink // out, where it is one
	journal *journal    // nil without a folder and --resume
	report  *report     // nil without --report
	repeats *batch.Repeats
	count   tally
	bar     *progress
	begun   int // inputs whose journal has begun
}

// runExtract reads every input and writes its pages.
func runExtract(ctx context.Context, s *streams, t *temps, flags *extractFlags, args []string) error {
	x := &extraction{s: s, t: t, flags: flags, repeats: flags.filters.repeats(), begun: -1}
	folder := ""
	if flags.toFolder() {
		folder = flags.output
	}
	if err := flags.checkResume(folder); err != nil {
		return err
	}
	if flags.report == stdinName && (flags.output == "" || flags.output == stdinName) {
		return usagef("write one of them into a file", "--report - and the pages would share standard output")
	}
	if flags.split && folder == "" {
		return usagef("name one with -o DIR/", "--split has no folder to write into")
	}
	var err error
	if x.inputs, err = flags.input.gather(s, args, folder); err != nil {
		return err
	}
	if err := flags.checkPlace(folder, len(x.inputs), isTerminal(s.out)); err != nil {
		return err
	}
	if err := x.open(folder); err != nil {
		return err
	}
	x.bar = newProgress(s, len(x.inputs), flags.noProgress)
	err = batch.Pages(ctx, x.opened, batch.Work{Options: flags.options, Workers: flags.workers, Render: x.render, Timeout: flags.timeout}, x.take)
	x.bar.finish()
	whole := err == nil
	for _, close := range []func() error{
		func() error { return x.out.close(whole) },
		func() error { return x.report.close(t, whole) },
		func() error { return x.journal.close(whole) },
	} {
		if e := close(); err == nil {
			err = e
		}
	}
	// Where the output failed, what was extracted is not what was written.
	if (len(x.inputs) > 1 || x.count.pages > 1) && exitOf(err) != ExitOutput && exitOf(err) != ExitPipe {
		s.note("%s", &x.count)
	}
	if err != nil {
		return interrupted(err, x.howToGoOn())
	}
	if x.count.exit != ExitOK {
		return &exitOnly{x.count.exit}
	}
	return nil
}

// open opens everything that is written to.
func (x *extraction) open(folder string) error {
	flags := x.flags
	for i := range x.inputs {
		for _, output := range []string{flags.output, flags.report} {
			if output == "" || folder != "" && output == flags.output || x.inputs[i].path == stdinName {
				continue
			}
			if err := guardInput(output, x.inputs[i].path); err != nil {
				return err
			}
		}
	}
	var err error
	if folder != "" {
		if x.folder, err = newFolderSink(x.t, flags, folder, x.inputs); err != nil {
			return err
		}
		x.out = x.folder
	} else {
		o, err := openStream(x.s, x.t, flags.output)
		if err != nil {
			return err
		}
		o.members = flags.format.members
		x.out = &streamSink{flags: flags, out: o, temps: x.t, many: len(x.inputs) > 1}
	}
	if flags.report != "" {
		if x.report, err = openReport(x.s, x.t, flags.report); err != nil {
			return err
		}
	}
	switch place := flags.journalPlace(folder); {
	case folder != "" || flags.resume:
		x.journal, err = openJournal(place, flags.hash(), flags.resume)
	case place.spools:
		place.discard()
	}
	return err
}

// checkPlace says why the format cannot be written where -o says.
func (f *extractFlags) checkPlace(folder string, inputs int, terminal bool) error {
	if f.format.table != nil && folder != "" {
		return usagef("name a file with -o FILE"+f.format.ext, "%s is one table of all pages and not a file a page", f.format.name)
	}
	if f.format.table != nil && slices.Contains(outputPackings, filepath.Ext(f.output)) {
		return usagef("leave "+filepath.Ext(f.output)+" out", "-o %s: the columns of %s are compressed already", f.output, f.format.name)
	}
	if f.format.binary && folder == "" {
		if inputs > 1 && !f.format.lines {
			return f.format.errSingle()
		}
		if f.output == "" && terminal {
			return usagef("name a file with -o FILE", "%s is not written to a terminal", f.format.name)
		}
	}
	return nil
}

// checkResume says why --resume cannot do what it should.
func (f *extractFlags) checkResume(folder string) error {
	if !f.resume || folder != "" {
		return nil
	}
	streamed := f.output == "" || f.output == stdinName
	switch {
	case streamed && (f.report == "" || f.report == stdinName):
		return usagef("write into a folder with -o DIR/ or into a file, or add --report FILE", "--resume has nothing to go on with")
	case !streamed && f.format.table != nil:
		return usagef("write -f jsonl", "--resume cannot go on with a table of %s", f.format.name)
	}
	return nil
}

// hash identifies everything that decides the bytes of an output.
func (f *extractFlags) hash() string {
	return hashOptions(engine(), f.format.name, f.fields, f.render, f.options, f.filters.filter, f.filters.dedup.String())
}

// errDone stands for the pages of an input that an earlier run has done.
var errDone = errors.New("done by an earlier run")

// opened hands the inputs to the batch. What an earlier run has done is hashed
// first, to see whether it is still the same.
func (x *extraction) opened(yield func(batch.Input) bool) {
	for i := range x.inputs {
		in := &x.inputs[i]
		input := in.open(x.s)
		if x.journal != nil && in.path != stdinName && in.err == nil {
			input.Open = func() (io.ReadCloser, error) { return x.openHashed(in) }
		}
		if !yield(input) {
			return
		}
	}
}

// openHashed opens a file that the journal wants the hash of; errDone if an
// earlier run has done it.
func (x *extraction) openHashed(in *saved) (io.ReadCloser, error) {
	f, err := os.Open(in.path)
	if err != nil {
		return nil, plain(err)
	}
	r, hash := hashSmall(f)
	if hash == "" && x.journal.knows(in.path) {
		if hash, err = hashFile(in.path); err != nil {
			hash = ""
		}
	}
	in.hash = hash
	if in.done, in.again = x.journal.finished(in.path, hash); in.again {
		_ = r.Close()
		return nil, errDone
	}
	return r, nil
}

// render filters and writes one page; several run at once.
func (x *extraction) render(a *extract.Article, r *extract.Record) ([]byte, error) {
	if reason := x.flags.filters.filter.Reject(r); reason != "" {
		batch.Skip(r, reason)
		return nil, nil
	}
	return x.flags.format.page(x.flags, a, r)
}

// take takes one result, in order.
func (x *extraction) take(r batch.Result) error {
	in := &x.inputs[r.Place]
	if x.begun < r.Place {
		x.begun = r.Place
		if x.journal != nil {
			if err := x.journal.begin(in.path); err != nil {
				return err
			}
		}
	}
	switch {
	case errors.Is(r.Err, errDone):
		return x.again(in)
	case r.Last:
		return x.end(in)
	case r.Err != nil && !errors.As(r.Err, new(*source.DamageError)):
		// What the system said about a file may be otherwise the next time; what
		// is no page, or passed a limit, may be too large to be hashed and is
		// soon found out again.
		in.undone = true
	}
	var print *batch.Print
	if x.repeats != nil && r.Record.Status == extract.OK {
		p := batch.PrintOf(r.Record.Text)
		print = &p
		if first, repeated := x.repeats.Add(p, r.Record.Source.File); repeated {
			batch.Skip(r.Record, "repeats "+first)
			r.Output = nil
		}
	}
	x.count.add(r.Record.Status)
	announce(x.s, in, r.Record)
	p := &journalPage{outcome: *outcomeOf(r.Record), Print: print}
	if x.journal != nil {
		if err := x.journal.keep(p, r); err != nil {
			return err
		}
	}
	return x.out.page(in, r, func(output string) error {
		p.Output = output
		return x.note(p)
	})
}

// note writes what became of a page into report and journal.
func (x *extraction) note(p *journalPage) error {
	if x.journal != nil {
		if err := x.journal.page(p); err != nil {
			return err
		}
	}
	return x.report.add(&p.outcome)
}

func (x *extraction) end(in *saved) error {
	if err := x.out.last(in); err != nil {
		return err
	}
	x.bar.next(in.path)
	if x.journal == nil || in.undone || in.path == stdinName {
		return nil
	}
	if in.hash == "" {
		hash, err := hashFile(in.path)
		if err != nil {
			return nil
		}
		in.hash = hash
	}
	return x.journal.end(in.path, in.hash)
}

// again counts the pages of an input that an earlier run has done, as if they had been done now.
func (x *extraction) again(in *saved) error {
	for i := range in.done {
		p := &in.done[i]
		if p.Output != "" {
			x.folder.names.take(p.Output)
		}
		if p.Print != nil && x.repeats != nil {
			x.repeats.Add(*p.Print, p.File)
		}
		x.count.add(p.Status)
		x.count.again++
		if err := x.rewrite(in, p); err != nil {
			return err
		}
	}
	in.done = nil
	if x.folder != nil {
		return nil
	}
	return x.out.last(in)
}

// rewrite notes a page of an earlier run, and writes it again where its output went with that run.
func (x *extraction) rewrite(in *saved, p *journalPage) error {
	if x.journal.kept == nil {
		return x.note(p)
	}
	r, err := x.journal.result(p)
	if err != nil {
		return err
	}
	return x.out.page(in, r, func(string) error { return x.note(p) })
}

// howToGoOn is what an interrupted run says.
func (x *extraction) howToGoOn() string {
	switch {
	case x.journal != nil:
		return "run the same command with --resume to go on"
	case x.flags.output != "" && x.flags.output != stdinName:
		return "nothing was written to " + x.flags.output + "; a run with --resume from its start can go on"
	}
	return ""
}

// interrupted adds to a signal's error how to go on.
func interrupted(err error, hint string) error {
	var f *failure
	if errors.As(err, &f) && f.exit >= ExitHangup && f.exit != ExitPipe {
		f.hint = hint
	}
	return err
}
