package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/pithcli/pith/extract"
)

// Job is the work on one entry of a manifest: read an input, write its pages
// as one compressed JSON Lines file, and beside it a status that is written
// last. The files' bytes depend on the input and on Work alone; no time, host
// or order of a map gets into them, so that a job may be tried again, or be
// done on any machine, with any number of workers.
type Job struct {
	// Dir is the output folder.
	Dir string
	// Work says how pages are read and, in Render, what a page's line is. Line
	// gives the line of a page that could not be read.
	Work Work
	Line func(*extract.Record) ([]byte, error)
	// Version and Options identify what the outputs were made with.
	Version, Options string
	// Open opens an input, nil for a local file. Its reader's Close may say that
	// the input was not complete after all, as a process does that fetched it.
	Open func(ctx context.Context, e Entry) (io.ReadCloser, error)
	// Tries is how often an input is tried whose Open, reading or Close fails
	// with ErrTransient; 0 stands for 1. Wait is the time before the second try;
	// it doubles with each.
	Tries int
	Wait  func(try int) time.Duration
	// Force does again what is done.
	Force bool
}

// ErrTransient is wrapped by errors after which another try may succeed.
var ErrTransient = errors.New("temporary failure")

// OutputExt and StatusExt end the names of a job's files.
const (
	OutputExt = ".jsonl.gz"
	StatusExt = ".status.json"
)

// Do does one entry. Facts about the input (it is missing, damaged, empty) are
// in the status, never in the error: that is one of writing, of ctx, or wraps
// ErrTransient after the last try, when no file was written.
func (j *Job) Do(ctx context.Context, e Entry) (*Status, error) {
	for try := 1; ; try++ {
		st, err := j.once(ctx, e)
		if err == nil || !errors.Is(err, ErrTransient) || try >= j.Tries {
			return st, err
		}
		wait := time.Second << (try - 1)
		if j.Wait != nil {
			wait = j.Wait(try)
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// Output and StatusFile return the paths of an entry's files.
func (j *Job) Output(e Entry) string {
	return filepath.Join(j.Dir, filepath.FromSlash(e.Stem())) + OutputExt
}

// StatusFile returns the path of an entry's status.
func (j *Job) StatusFile(e Entry) string {
	return filepath.Join(j.Dir, filepath.FromSlash(e.Stem())) + StatusExt
}

func (j *Job) once(ctx context.Context, e Entry) (*Status, error) {
	st := &Status{Input: e.Path, Offset: e.Offset, Length: e.Length, Version: j.Version, Options: j.Options}
	statusFile := j.StatusFile(e)
	if err := os.MkdirAll(filepath.Dir(statusFile), 0o777); err != nil {
		return nil, err
	}
	in, err := j.open(ctx, e)
	if errors.Is(err, ErrTransient) {
		return nil, err
	}
	if err != nil {
		st.Error = err.Error()
		st.Add(extract.StatusOf(err))
		return st, j.finish(statusFile, st)
	}
	// A local file is hashed first, to see whether it is done; a stream is hashed on its way.
	if f, ok := in.(io.ReadSeeker); ok {
		if st.InputSHA256, err = hashOf(f); err != nil {
			_ = in.Close()
			st.Error = err.Error()
			st.Add(extract.Damaged)
			return st, j.finish(statusFile, st)
		}
		if done, ok := j.done(e, st.InputSHA256); ok {
			return done, in.Close()
		}
	}
	// The old mark goes before the old output does.
	if err := os.Remove(statusFile); err != nil && !errors.Is(err, os.ErrNotExist) {
		_ = in.Close()
		return nil, err
	}
	out, err := Create(j.Output(e))
	if err != nil {
		_ = in.Close()
		return nil, err
	}
	if err := j.pages(ctx, e, in, out, st); err != nil {
		out.Discard()
		return nil, err
	}
	if err := out.Commit(true); err != nil {
		return nil, err
	}
	st.Output = filepath.Base(j.Output(e))
	return st, j.finish(statusFile, st)
}

// pages writes the lines of every page and fills the status. It closes in.
func (j *Job) pages(ctx context.Context, e Entry, in io.ReadCloser, out *File, st *Status) error {
	sum := &summer{w: out, h: sha256.New()}
	packed := gzip.NewWriter(sum)
	count := &counter{r: in}
	if st.InputSHA256 == "" {
		count.h = sha256.New()
	}
	var reader io.ReadCloser = count
	if f, ok := in.(*os.File); ok {
		// As it is: some containers are read from their end.
		reader = openFile{f}
	}
	one := Input{Name: e.Path, Open: func() (io.ReadCloser, error) { return reader, nil }}
	err := Pages(ctx, func(yield func(Input) bool) { yield(one) }, j.Work, func(r Result) error {
		if r.Last {
			return nil
		}
		if errors.Is(r.Err, ErrTransient) {
			return r.Err
		}
		st.Add(r.Record.Status)
		line := r.Output
		if len(line) == 0 {
			var err error
			if line, err = j.Line(r.Record); err != nil {
				return err
			}
		}
		_, err := packed.Write(line)
		return err
	})
	if count.h != nil && err == nil {
		// What stands behind the last page belongs to the input as well.
		_, err = io.Copy(io.Discard, count)
		st.InputSHA256 = hex.EncodeToString(count.h.Sum(nil))
	}
	st.BytesIn = count.n
	if f, ok := in.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			st.BytesIn = info.Size()
		}
	}
	if closed := in.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = packed.Close()
	}
	st.BytesOut, st.OutputSHA256 = sum.n, hex.EncodeToString(sum.h.Sum(nil))
	return err
}

// done returns the status of an entry that has been done with the same input, version and options.
func (j *Job) done(e Entry, hash string) (*Status, bool) {
	st, err := ReadStatus(j.StatusFile(e))
	if err != nil || j.Force || st.InputSHA256 != hash || st.Version != j.Version || st.Options != j.Options || st.Output == "" {
		return nil, false
	}
	info, err := os.Stat(j.Output(e))
	st.Again = true
	return st, err == nil && info.Size() == st.BytesOut
}

func (j *Job) finish(path string, st *Status) error {
	b, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return err
	}
	f, err := Create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(append(b, '\n')); err != nil {
		f.Discard()
		return err
	}
	return f.Commit(true)
}

// open opens an entry's input, or its stretch.
func (j *Job) open(ctx context.Context, e Entry) (io.ReadCloser, error) {
	if j.Open != nil {
		return j.Open(ctx, e)
	}
	return OpenLocal(e)
}

// OpenLocal opens an entry's file, or the stretch of it that the entry names.
func OpenLocal(e Entry) (io.ReadCloser, error) {
	f, err := os.Open(e.Path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = fmt.Errorf("%w: a folder", extract.ErrSkipped)
	case e.Length > 0:
		return &stretch{io.NewSectionReader(f, e.Offset, e.Length), f}, nil
	default:
		return f, nil
	}
	_ = f.Close()
	return nil, err
}

// stretch is part of a file.
type stretch struct {
	*io.SectionReader
	f *os.File
}

func (s *stretch) Close() error { return s.f.Close() }

// openFile is a file whose closing is left to the job, which wants its error.
type openFile struct{ *os.File }

func (openFile) Close() error { return nil }

func hashOf(f io.ReadSeeker) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	_, err := f.Seek(0, io.SeekStart)
	return hex.EncodeToString(h.Sum(nil)), err
}

// counter counts and hashes what is read through it.
type counter struct {
	r io.Reader
	h hash.Hash
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	if c.h != nil {
		_, _ = c.h.Write(b[:n])
	}
	return n, err
}

func (*counter) Close() error { return nil }

// summer counts and hashes what is written through it.
type summer struct {
	w io.Writer
	h hash.Hash
	n int64
}

func (s *summer) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	s.n += int64(n)
	_, _ = s.h.Write(b[:n])
	return n, err
}
