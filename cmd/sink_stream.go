package cmd

import (
	"io"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
)

// streamSink writes all pages into one stream. A single page is written bare;
// as soon as a second one comes, pages have heads or are JSON Lines. So the
// first page waits until that is known.
type streamSink struct {
	flags *extractFlags
	out   *stream
	temps *temps
	many  bool
	held  *batch.Result
	wrote bool
	table table // nil until the first page, and for formats of bytes
}

func (s *streamSink) page(_ *saved, r batch.Result, done func(output string) error) error {
	if err := s.take(r); err != nil {
		return err
	}
	return done("")
}

func (s *streamSink) take(r batch.Result) error {
	if s.flags.format.table != nil {
		return s.row(r.Record)
	}
	if s.flags.format.lines || s.many {
		return s.write(r, true)
	}
	if s.held == nil {
		s.held = &r
		return nil
	}
	if s.flags.format.binary {
		return s.flags.format.errSingle()
	}
	s.many = true
	held := *s.held
	s.held = nil
	if err := s.write(held, true); err != nil {
		return err
	}
	return s.write(r, true)
}

// row writes a page into the table.
func (s *streamSink) row(r *extract.Record) error {
	if s.table == nil {
		var err error
		if s.table, err = s.flags.format.table(s.flags, s.out); err != nil {
			return err
		}
	}
	return outputError(s.out.name, s.table.Write(r))
}

// last writes a page that turned out to be the only one: pages are held only where there is one input.
func (s *streamSink) last(*saved) error {
	if s.held == nil {
		return nil
	}
	held := *s.held
	s.held = nil
	return s.write(held, false)
}

func (s *streamSink) write(r batch.Result, many bool) error {
	if err := s.emit(r, many); err != nil {
		return err
	}
	return s.out.flush()
}

func (s *streamSink) emit(r batch.Result, many bool) error {
	f := s.flags.format
	output := r.Output
	if len(output) == 0 && f.records && (f.lines || many) {
		var err error
		if output, err = s.flags.failed(r.Record); err != nil {
			return err
		}
	}
	if len(output) == 0 {
		return nil
	}
	if f.records && !f.lines && !many {
		output = indented(output)
	}
	if many && f.head != "" {
		// Two hyphens would end the comment of an HTML head.
		head := f.head + printable(strings.ReplaceAll(pageName(r), "--", "- -")) + f.headEnd + "\n"
		if s.wrote {
			head = "\n" + head
		}
		if _, err := io.WriteString(s.out, head); err != nil {
			return err
		}
	}
	if !s.wrote && f.header != nil {
		header, err := f.header(s.flags)
		if err != nil {
			return err
		}
		output = append(header, output...)
	}
	s.wrote = true
	_, err := s.out.Write(output)
	return err
}

// pageName is what a head calls a page.
func pageName(r batch.Result) string {
	if name := r.Record.Source.File; name != "" && name != stdinName {
		return name
	}
	return "standard input"
}

func (s *streamSink) close(whole bool) error {
	var err error
	if s.table != nil && whole {
		err = outputError(s.out.name, s.table.Close())
	}
	if e := s.out.close(s.temps, whole && err == nil); err == nil {
		err = e
	}
	return err
}
