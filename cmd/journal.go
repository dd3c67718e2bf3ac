package cmd

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
)

// A journal says which inputs are done, so that --resume can pass over them
// after any interruption. It is a file of JSON lines: for each input a line that
// begins it, a line for each page, and a line that closes it, which counts only
// if it is there.
//
// A run writes NAME.new and gives it its final name when it is whole; one that
// is resumed copies there what was done before. So a folder ends with the same
// bytes whether or not the run was ever interrupted.
const journalName = ".pith-journal"

// journalPlace is where the journal of a run stands.
type journalPlace struct {
	// folder is the output folder, "" where pages go into one stream.
	folder string
	// name is the journal's path.
	name string
	// spools: pages go into one file, which a kill takes away. What they came to
	// is kept beside the journal until the run is whole.
	spools bool
}

// journalPlace returns the place for these flags: in the output folder, else
// beside the output file, else beside the report.
func (f *extractFlags) journalPlace(folder string) journalPlace {
	switch {
	case folder != "":
		return journalPlace{folder: folder, name: filepath.Join(folder, journalName)}
	case f.output != "" && f.output != stdinName:
		return journalPlace{name: beside(f.output), spools: true}
	}
	return journalPlace{name: beside(f.report)}
}

func beside(path string) string {
	dir, name := filepath.Split(path)
	return dir + journalName + "-" + name
}

// journalLine is one line of a journal; one of the fields is set.
type journalLine struct {
	Begin *string      `json:"begin,omitempty"`
	Page  *journalPage `json:"page,omitempty"`
	Done  *journalDone `json:"done,omitempty"`
}

type journalPage struct {
	outcome
	// Print is what --dedup compares, nil where it did not ask.
	Print *batch.Print `json:"print,omitempty"`
	// Kept is where the page's output stands among the kept ones, Record what a
	// page without one was; nil where nothing is kept.
	Kept   *extent         `json:"kept,omitempty"`
	Record *extract.Record `json:"record,omitempty"`
}

// extent is a stretch of a file.
type extent struct {
	At  int64 `json:"at"`
	Len int   `json:"len"`
}

// journalDone closes an input: its name, the SHA-256 of its bytes, a hash of the options it was read with.
type journalDone struct {
	Input   string `json:"input"`
	Hash    string `json:"hash"`
	Options string `json:"options"`
}

// span is where an input's page lines stand in the old journal.
type span struct {
	journalDone
	from, to int64
}

type journal struct {
	journalPlace
	options string
	file    *os.File
	// lines of the input in hand: they are written when it ends, so that a
	// folder of small pages costs one write each. A container's are written when
	// they are many.
	lines bytes.Buffer
	lock  *os.File
	old   *os.File // nil without --resume
	done  map[string]span
	// kept are the outputs of pages, one behind the other, of every run so far; nil unless the place spools.
	kept    *os.File
	keeping *bufio.Writer
	keptAt  int64
}

func (p journalPlace) fresh() string { return p.name + ".new" }

func (p journalPlace) keptName() string { return p.name + ".pages" }

// discard removes what a killed run left: this one begins anew and keeps no journal.
func (p journalPlace) discard() {
	for _, name := range []string{p.keptName(), p.fresh(), p.name} {
		_ = os.Remove(name)
	}
}

// openJournal begins the journal of a run; with resume it reads what earlier
// runs with the same options have done.
func openJournal(place journalPlace, options string, resume bool) (*journal, error) {
	j := &journal{journalPlace: place, options: options, done: map[string]span{}}
	var err error
	if place.folder != "" {
		// An output file or report is locked by its temporary file.
		if j.lock, err = lockFolder(place.folder); err != nil {
			return nil, outputError(place.folder, err)
		}
	}
	if !resume {
		_ = os.Remove(j.name)
	} else {
		if err := appendFile(j.name, j.fresh()); err != nil {
			return nil, outputError(j.name, err)
		}
		if err := j.load(); err != nil {
			return nil, outputError(j.name, err)
		}
	}
	_ = os.Remove(j.fresh())
	if j.file, err = os.OpenFile(j.fresh(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err != nil {
		return nil, outputError(j.fresh(), err)
	}
	if place.spools {
		if j.kept, err = os.OpenFile(j.keptName(), os.O_RDWR|os.O_CREATE, 0o666); err == nil {
			j.keptAt, err = j.kept.Seek(0, io.SeekEnd)
		}
		if err != nil {
			return nil, outputError(j.keptName(), err)
		}
		j.keeping = bufio.NewWriterSize(j.kept, 64<<10)
	}
	return j, nil
}

// appendFile adds what an interrupted run left to the journal of those before
// it. The line end in front closes a line that was cut off.
func appendFile(name, fresh string) error {
	more, err := os.ReadFile(fresh)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	if _, err = f.Write(append([]byte("\n"), more...)); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// load notes the inputs that are closed. Lines that are not whole are passed over.
func (j *journal) load() error {
	old, err := os.Open(j.name)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	j.old = old
	r := bufio.NewReaderSize(old, 1<<16)
	var at, from int64
	begun := ""
	for {
		line, err := r.ReadBytes('\n')
		start := at
		at += int64(len(line))
		var l journalLine
		if json.Unmarshal(line, &l) == nil {
			switch {
			case l.Begin != nil:
				begun, from = *l.Begin, at
			case l.Done != nil && l.Done.Input == begun && l.Done.Options == j.options:
				j.done[begun] = span{*l.Done, from, start}
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// knows says whether an earlier run has done an input, with whatever bytes.
func (j *journal) knows(input string) bool {
	_, ok := j.done[input]
	return ok
}

// finished returns the page lines of an input that was done with the same bytes
// and options and whose outputs are still there; nil and false if it is to be done.
func (j *journal) finished(input, hash string) ([]journalPage, bool) {
	s, ok := j.done[input]
	if !ok || hash == "" || s.Hash != hash {
		return nil, false
	}
	b := make([]byte, s.to-s.from)
	if _, err := j.old.ReadAt(b, s.from); err != nil {
		return nil, false
	}
	pages := []journalPage{}
	for line := range bytes.SplitSeq(b, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var l journalLine
		if json.Unmarshal(line, &l) != nil || l.Page == nil {
			return nil, false
		}
		if !j.has(l.Page) {
			return nil, false
		}
		pages = append(pages, *l.Page)
	}
	return pages, true
}

// has says whether what came of a page is still there.
func (j *journal) has(p *journalPage) bool {
	switch {
	case p.Output != "":
		_, err := os.Lstat(filepath.Join(j.folder, filepath.FromSlash(p.Output)))
		return err == nil
	case j.kept == nil:
		return true
	case p.Kept != nil:
		return p.Kept.At+int64(p.Kept.Len) <= j.keptAt
	}
	return p.Record != nil
}

// keep notes what a page came to, where its output would not survive a kill.
func (j *journal) keep(p *journalPage, r batch.Result) error {
	if j.kept == nil {
		return nil
	}
	if len(r.Output) == 0 {
		p.Record = r.Record
		return nil
	}
	p.Kept = &extent{j.keptAt, len(r.Output)}
	j.keptAt += int64(len(r.Output))
	_, err := j.keeping.Write(r.Output)
	return outputError(j.keptName(), err)
}

// result is the page as it was before the kill.
func (j *journal) result(p *journalPage) (batch.Result, error) {
	if p.Record != nil {
		return batch.Result{Record: p.Record}, nil
	}
	r := batch.Result{Record: &extract.Record{Source: extract.Source{File: p.File}}, Output: make([]byte, p.Kept.Len)}
	_, err := j.kept.ReadAt(r.Output, p.Kept.At)
	return r, outputError(j.keptName(), err)
}

// journalBuffer is how many bytes of lines wait for their input's end.
const journalBuffer = 64 << 10

func (j *journal) write(l journalLine) error {
	if err := jsonLine(&j.lines, l); err != nil {
		return err
	}
	if l.Done == nil && j.lines.Len() < journalBuffer {
		return nil
	}
	return j.flush()
}

func (j *journal) flush() error {
	if j.kept != nil {
		if err := j.keeping.Flush(); err != nil {
			return outputError(j.keptName(), err)
		}
	}
	_, err := j.file.Write(j.lines.Bytes())
	j.lines.Reset()
	return outputError(j.file.Name(), err)
}

func (j *journal) begin(input string) error { return j.write(journalLine{Begin: &input}) }

func (j *journal) page(p *journalPage) error { return j.write(journalLine{Page: p}) }

func (j *journal) end(input, hash string) error {
	return j.write(journalLine{Done: &journalDone{input, hash, j.options}})
}

// close gives the journal of a whole run its name; an interrupted one stays for --resume.
func (j *journal) close(whole bool) error {
	if j == nil {
		return nil
	}
	if j.old != nil {
		_ = j.old.Close()
	}
	if j.lock != nil {
		defer j.lock.Close()
	}
	err := j.flush()
	if e := j.file.Close(); err == nil {
		err = e
	}
	if j.kept != nil {
		_ = j.kept.Close()
	}
	switch {
	case err != nil || !whole:
	case j.spools:
		// The output is whole: there is nothing to go on with.
		j.discard()
	default:
		err = os.Rename(j.fresh(), j.name)
	}
	return outputError(j.name, err)
}
