package cmd

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pithcli/pith/extract/batch"
)

// A journal in the output folder says which inputs are done, so that --resume
// can pass over them after any interruption. It is a file of JSON lines: for
// each input a line that begins it, a line for each page, and a line that
// closes it, which counts only if it is there.
//
// A run writes journalNew and gives it its final name when it is whole; one
// that is resumed copies there what was done before. So the folder ends with
// the same bytes whether or not the run was ever interrupted.
const (
	journalName = ".pith-journal"
	journalNew  = ".pith-journal.new"
)

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
	dir     string
	options string
	file    *os.File
	// lines of the input in hand: they are written when it ends, so that a
	// folder of small pages costs one write each. A container's are written when
	// they are many.
	lines bytes.Buffer
	lock  *os.File
	old   *os.File // nil without --resume
	done  map[string]span
}

// openJournal begins the journal of a run; with resume it reads what earlier
// runs with the same options have done.
func openJournal(dir, options string, resume bool) (*journal, error) {
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, outputError(dir, err)
	}
	j := &journal{dir: dir, options: options, done: map[string]span{}, lock: lock}
	name, fresh := filepath.Join(dir, journalName), filepath.Join(dir, journalNew)
	if !resume {
		_ = os.Remove(name)
	} else {
		if err := appendFile(name, fresh); err != nil {
			return nil, outputError(name, err)
		}
		if err := j.load(name); err != nil {
			return nil, outputError(name, err)
		}
	}
	_ = os.Remove(fresh)
	file, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, outputError(fresh, err)
	}
	j.file = file
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
func (j *journal) load(name string) error {
	old, err := os.Open(name)
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
		if l.Page.Output != "" {
			if _, err := os.Lstat(filepath.Join(j.dir, filepath.FromSlash(l.Page.Output))); err != nil {
				return nil, false
			}
		}
		pages = append(pages, *l.Page)
	}
	return pages, true
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
	if err == nil && whole {
		err = os.Rename(j.file.Name(), filepath.Join(j.dir, journalName))
	}
	return outputError(j.file.Name(), err)
}

// hashFile returns the SHA-256 of a regular file's bytes in hexadecimal.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is no regular file", path)
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// hashOptions is a short hash of whatever decides the bytes of an output.
func hashOptions(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%+v\n", p)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
