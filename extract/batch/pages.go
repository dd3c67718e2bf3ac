// Package batch extracts many saved files: in parallel, in order, in bounded
// memory, with one result for every page.
package batch

import (
	"context"
	"errors"
	"io"
	"iter"
	"runtime"
	"sync"
	"time"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/source"
)

// Input is one saved file.
type Input struct {
	// Name is what records and messages call the file.
	Name string
	// Open opens it. It is called once, by a goroutine of Pages, which closes the
	// reader. The content of a reader with a method Bytes is used as it is, not read.
	Open func() (io.ReadCloser, error)
}

// Result is one page of an input, or the error that took its place. Every
// input ends in a result with Last set, which has neither.
type Result struct {
	Input Input
	// Place is the input's place among the inputs, from 0.
	Place int
	// Article is nil where Err is not.
	Article *extract.Article
	// Record describes the page or the error, nil in the last result.
	Record *extract.Record
	// Output is what Work.Render made of the article.
	Output []byte
	// Err is what kept the page from being read or rendered.
	Err  error
	Last bool
}

// Work says what to do with each page.
type Work struct {
	Options extract.Options
	// Workers is the number of pages in hand at once, 0 for one a processor.
	Workers int
	// Render writes what is wanted of an article and its record; it is called
	// by several goroutines at once. Its error becomes the result's.
	Render func(*extract.Article, *extract.Record) ([]byte, error)
	// Pages opens a saved file's pages, nil for source.NewReader.
	Pages func(r io.Reader, name string, opt source.Options) PageReader
	// Keep keeps Result.Article for the receiver, at the cost of its memory.
	Keep bool
	// Timeout is how long the work on a page may take, 0 for no bound. It is a
	// last resort, for a fault of ours: with it the results depend on the
	// machine. A page that takes longer gives a *source.LimitError; its work goes
	// on unheard until it ends by itself.
	Timeout time.Duration
	// late holds one place for each page whose work goes on unheard.
	late chan struct{}
}

// PageReader is a sequence of pages, as source.Reader is.
type PageReader interface {
	Next() (*source.Page, error)
}

// ErrInternal is wrapped by results whose page met a fault of pith itself.
var ErrInternal = errors.New("internal fault")

// readers is how many files are open at once. Reading and unpacking costs a
// fourth of the work, so that a few readers feed many workers; more would only
// multiply the pages in hand.
const readers = 4

// Pages extracts every page of every input and hands the results to emit, one
// after the other in the order of inputs and pages, whatever the number of
// workers. It reads a bounded number of bytes and pages ahead of emit, so that
// memory does not grow with the inputs or with one slow page.
//
// It returns emit's first error, or the cause of ctx's end; results that are
// in hand at that time are lost. Errors of inputs are results, not errors.
func Pages(ctx context.Context, inputs iter.Seq[Input], work Work, emit func(Result) error) error {
	if work.Workers <= 0 {
		work.Workers = runtime.GOMAXPROCS(0)
	}
	if work.Pages == nil {
		work.Pages = func(r io.Reader, name string, opt source.Options) PageReader {
			if whole, ok := r.(interface{ Bytes() []byte }); ok {
				return source.NewBytesReader(whole.Bytes(), name, opt)
			}
			return source.NewReader(r, name, opt)
		}
	}
	work.late = make(chan struct{}, work.Workers)
	if work.Workers == 1 {
		return inline(ctx, inputs, work, emit)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	line := &pipeline{
		work:  work,
		pages: make(chan *task, aheadPages),
		queue: make(chan *file),
		order: make(chan *file, aheadPages),
		ahead: newBudget(ctx),
	}
	go line.feed(ctx, inputs)
	for range min(readers, work.Workers) {
		go line.read(ctx)
	}
	for range work.Workers {
		go line.extract(ctx)
	}
	return line.emit(ctx, emit)
}

// pipeline is Pages for several workers. Each input is a file with a queue of
// its own, so that results are taken in order while several files are read.
// All queues are bounded, and the file that is taken from is always being read.
type pipeline struct {
	work  Work
	queue chan *file // to the readers
	order chan *file // the same files, in order, to the emitter
	pages chan *task // to the workers
	ahead *budget
}

type file struct {
	input Input
	place int
	tasks chan *task
	held  int // pages read and not yet emitted; ahead guards it
}

// task is one page on its way, or an error in its place.
type task struct {
	page   *source.Page
	bytes  int
	result Result
	done   chan struct{}
}

// send hands a value on unless ctx ends first.
func send[T any](ctx context.Context, c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

// feed queues the inputs.
func (l *pipeline) feed(ctx context.Context, inputs iter.Seq[Input]) {
	defer close(l.order)
	defer close(l.queue)
	place := 0
	for input := range inputs {
		f := &file{input: input, place: place, tasks: make(chan *task, aheadPages)}
		place++
		if !send(ctx, l.order, f) {
			return
		}
		if !send(ctx, l.queue, f) {
			close(f.tasks)
			return
		}
	}
}

// read reads files and queues their pages.
func (l *pipeline) read(ctx context.Context) {
	for f := range l.queue {
		read(ctx, f.input, f.place, l.work, func(p *source.Page, r Result) bool {
			t := &task{page: p, result: r, done: make(chan struct{})}
			if p == nil {
				close(t.done)
				return send(ctx, f.tasks, t)
			}
			t.bytes = max(1, len(p.Bytes))
			l.ahead.take(f, t.bytes)
			return send(ctx, f.tasks, t) && send(ctx, l.pages, t)
		})
		close(f.tasks)
	}
}

// extract works on pages.
func (l *pipeline) extract(ctx context.Context) {
	for {
		select {
		case t := <-l.pages:
			timed(t.page, l.work, &t.result)
			t.page = nil
			close(t.done)
		case <-ctx.Done():
			return
		}
	}
}

// emit takes the results in order. It waits for ctx as well at every step: a
// reader may hang in a pipe that nobody writes to.
func (l *pipeline) emit(ctx context.Context, emit func(Result) error) error {
	for f := range l.order {
		l.ahead.next(f.place)
		for {
			t, open := (*task)(nil), false
			select {
			case t, open = <-f.tasks:
			case <-ctx.Done():
			}
			if !open {
				break
			}
			select {
			case <-t.done:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			if err := emit(t.result); err != nil {
				return err
			}
			if t.bytes > 0 {
				l.ahead.give(f, t.bytes)
			}
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}

// inline is Pages for one worker: one page in memory, nothing read ahead. It
// has a goroutine of its own only so that ctx can end it while a read hangs.
func inline(ctx context.Context, inputs iter.Seq[Input], work Work, emit func(Result) error) error {
	var mu sync.Mutex // held while a result is emitted, and taken for ever when ctx ends
	done := make(chan error, 1)
	go func() {
		done <- oneByOne(ctx, inputs, work, func(r Result) error {
			mu.Lock()
			defer mu.Unlock()
			if err := context.Cause(ctx); err != nil {
				return err
			}
			return emit(r)
		})
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		mu.Lock()
		return context.Cause(ctx)
	}
}

func oneByOne(ctx context.Context, inputs iter.Seq[Input], work Work, emit func(Result) error) error {
	place := 0
	for input := range inputs {
		var failed error
		read(ctx, input, place, work, func(p *source.Page, r Result) bool {
			if p != nil {
				timed(p, work, &r)
			}
			failed = emit(r)
			return failed == nil
		})
		if failed != nil {
			return failed
		}
		place++
	}
	return context.Cause(ctx)
}

// read hands on every page of one input, then its last result.
func read(ctx context.Context, input Input, place int, work Work, yield func(*source.Page, Result) bool) {
	last := Result{Input: input, Place: place, Last: true}
	fail := func(err error) bool {
		return yield(nil, Result{Input: input, Place: place, Err: err, Record: unread(input.Name, err)})
	}
	r, err := input.Open()
	if err != nil {
		if fail(err) {
			yield(nil, last)
		}
		return
	}
	defer r.Close()
	reader := work.Pages(r, input.Name, work.Options.Source)
	n := 0
	for ctx.Err() == nil {
		p, err := next(reader)
		if errors.Is(err, io.EOF) {
			break
		}
		n++
		if err == nil {
			if !yield(p, Result{Input: input, Place: place}) {
				return
			}
			continue
		}
		if !fail(err) {
			return
		}
		if !extract.Continues(err) {
			break
		}
	}
	if n == 0 && ctx.Err() == nil && !fail(extract.ErrNoPage) {
		return
	}
	yield(nil, last)
}

// unread is the record of what could not be read: with member and offset, where the error knows them.
func unread(name string, err error) *extract.Record {
	var damage *source.DamageError
	var limit *source.LimitError
	var unsupported *source.UnsupportedError
	var offset int64
	switch {
	case errors.As(err, &damage):
		name, offset = damage.Source, damage.Offset
	case errors.As(err, &limit):
		name = limit.Source
	case errors.As(err, &unsupported):
		name = unsupported.Source
	}
	r := extract.Failed(name, extract.StatusOf(err), err.Error())
	r.Source.Offset = offset
	return r
}

// next is reader.Next with a panic turned into an error: one page that brings
// out a fault of ours does not take the others with it.
func next(reader PageReader) (p *source.Page, err error) {
	defer func() {
		if v := recover(); v != nil {
			p, err = nil, fault(v)
		}
	}()
	return reader.Next()
}
