package cmd

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/pithcli/pith/extract/batch"
)

// folderSink writes one file a page. The folder mirrors the inputs: a/b.html
// becomes a/b.txt, and the pages of a container with more than one stand in a
// folder of its name: a/c.warc/000012-title.txt.
type folderSink struct {
	temps *temps
	flags *extractFlags
	dir   string
	names claims
	made  string // the folder that was made last
	// held is the first page of the input in hand: whether it is alone decides its name.
	held *heldPage
	many bool
}

type heldPage struct {
	result batch.Result
	done   func(output string) error
}

func newFolderSink(t *temps, flags *extractFlags, dir string, inputs []saved) (*folderSink, error) {
	for i := range inputs {
		root, below := strings.CutSuffix(filepath.ToSlash(inputs[i].path), "/"+inputs[i].rel)
		if inputs[i].walked && below && sameFile(dir, filepath.FromSlash(root)) {
			return nil, usagef("choose another folder with -o", "%s is the folder that is read", dir)
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, outputError(dir, err)
	}
	return &folderSink{temps: t, flags: flags, dir: dir, names: claims{}}, nil
}

func (s *folderSink) page(in *saved, r batch.Result, done func(output string) error) error {
	if s.held == nil && !s.many {
		s.held = &heldPage{r, done}
		return nil
	}
	if held := s.held; held != nil {
		s.held, s.many = nil, true
		if err := s.write(in, held.result, held.done); err != nil {
			return err
		}
	}
	return s.write(in, r, done)
}

func (s *folderSink) last(in *saved) error {
	held := s.held
	s.held = nil
	var err error
	if held != nil {
		err = s.write(in, held.result, held.done)
	}
	s.many = false
	return err
}

func (s *folderSink) close(bool) error { return nil }

// write writes one page under its name and says which that was. A page without
// an article has no file, but in formats of lines, which hold its record.
func (s *folderSink) write(in *saved, r batch.Result, done func(output string) error) error {
	f, output := s.flags.format, r.Output
	var err error
	switch {
	case f.lines && len(output) == 0:
		output, err = s.flags.failed(r.Record)
	case f.records && !f.lines:
		output = indented(output)
	}
	if err != nil {
		return err
	}
	if len(output) == 0 {
		return done("")
	}
	if f.header != nil {
		header, err := f.header(s.flags)
		if err != nil {
			return err
		}
		output = append(header, output...)
	}
	name := s.names.claim(s.name(in, r), in.path)
	target := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := guardInput(target, in.path); in.path != stdinName && err != nil {
		return err
	}
	if dir := filepath.Dir(target); dir != s.made {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return outputError(dir, err)
		}
		s.made = dir
	}
	if err := writeAtomic(s.temps, target, output, false); err != nil {
		return err
	}
	return done(name)
}

// name returns where a page would like to stand below the folder.
func (s *folderSink) name(in *saved, r batch.Result) wish {
	parts := strings.Split(in.rel, "/")
	for i := range parts {
		parts[i] = batch.SafeName(parts[i])
	}
	dir, file := path.Join(parts[:len(parts)-1]...), parts[len(parts)-1]
	if !s.many {
		return wish{dir, pageStem(file), file, s.flags.format.ext}
	}
	title := slug(r.Record.Title)
	if title == "" {
		title = slug(path.Base(strings.TrimRight(r.Record.URL, "/")))
	}
	stem := fmt.Sprintf("%06d", r.Record.Source.Index)
	if title != "" {
		stem += "-" + title
	}
	return wish{path.Join(dir, containerStem(file)), stem, stem, s.flags.format.ext}
}

// packings are the extensions of compression, pages those of single pages; both go from output names.
var (
	packings = []string{".gz", ".zst", ".br", ".xz", ".bz2", ".zstd"}
	pages    = []string{".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".webarchive", ".txt", ".text", ".md", ".eml"}
)

func containerStem(name string) string { return cutExt(name, packings) }

func pageStem(name string) string { return cutExt(containerStem(name), pages) }

func cutExt(name string, exts []string) string {
	lower := strings.ToLower(name)
	for _, ext := range exts {
		if strings.HasSuffix(lower, ext) && len(name) > len(ext) {
			return name[:len(name)-len(ext)]
		}
	}
	return name
}

// wish is the name that an output would like to have.
type wish struct{ dir, stem, full, ext string }

// claims are the outputs of a run, in lower case: file systems that do not
// tell a from A must not lose one of two results.
type claims map[string]claimed

type claimed uint8

const (
	claimedFile claimed = iota + 1
	claimedDir
)

// claim returns a path that no other output of the run has: the wish itself,
// else with the input's whole name, else with a hash of it.
func (c claims) claim(w wish, input string) string {
	for _, stem := range []string{w.stem, w.full, w.stem + "-" + batch.ShortHash(input)} {
		if p := path.Join(w.dir, stem+w.ext); c.take(p) {
			return p
		}
	}
	// A parent folder has the name of a file: stand beside it.
	flat := batch.SafeName(strings.ReplaceAll(w.dir, "/", "_")+"_"+w.stem) + "-" + batch.ShortHash(input)
	for n := 0; ; n++ {
		p := flat + w.ext
		if n > 0 {
			p = fmt.Sprintf("%s-%d%s", flat, n, w.ext)
		}
		if c.take(p) {
			return p
		}
	}
}

// take claims a path and its folders if none is taken.
func (c claims) take(p string) bool {
	key := strings.ToLower(p)
	if c[key] != 0 {
		return false
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if c[dir] == claimedFile {
			return false
		}
	}
	c[key] = claimedFile
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		c[dir] = claimedDir
	}
	return true
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
