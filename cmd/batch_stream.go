package cmd

import (
	"context"
	"errors"
	"io"
	"iter"
	"sync"

	"github.com/pithcli/pith/extract/batch"
)

// stream writes the records of every input to standard output as they come, and a line for each input to stderr.
func (f *batchFlags) stream(ctx context.Context, s *streams, manifest iter.Seq2[batch.Entry, error]) error {
	job := f.job()
	job.Work.Workers = f.workers
	out, err := openStream(s, &temps{}, "")
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var bad error
	named := 0
	inputs := func(yield func(batch.Input) bool) {
		for e, err := range manifest {
			mu.Lock()
			named++
			bad = err
			mu.Unlock()
			if err != nil {
				return
			}
			if f.part.Has(e) && !yield(batch.Input{Name: e.Path, Open: func() (io.ReadCloser, error) { return job.Open(ctx, e) }}) {
				return
			}
		}
	}
	var exit Exit
	var st batch.Counts
	err = batch.Pages(ctx, inputs, job.Work, func(r batch.Result) error {
		if r.Last {
			s.note("%s: %s", r.Input.Name, countsLine(st))
			st = batch.Counts{}
			return nil
		}
		if errors.Is(r.Err, batch.ErrTransient) {
			return outputError("", r.Err)
		}
		st.Add(r.Record.Status)
		exit = max(exit, statusExit[r.Record.Status])
		line := r.Output
		if len(line) == 0 {
			if line, err = job.Line(r.Record); err != nil {
				return err
			}
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
		return out.flush()
	})
	if err == nil {
		err = out.close(&temps{}, true)
	}
	mu.Lock()
	defer mu.Unlock()
	switch {
	case err != nil:
		return err
	case bad != nil:
		return &failure{exit: ExitUsage, where: f.manifest, err: bad}
	case named == 0:
		return usagef("", "%s names no input", f.manifest)
	}
	return f.verdict(exit)
}
