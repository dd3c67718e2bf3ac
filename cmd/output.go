package cmd

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/pithcli/pith/extract/batch"
)

// temps are the temporary files that exist now, so that a second signal can
// remove them on the way out.
type temps struct {
	mu    sync.Mutex
	paths map[string]struct{}
}

func (t *temps) add(path string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.paths == nil {
		t.paths = map[string]struct{}{}
	}
	t.paths[path] = struct{}{}
}

func (t *temps) drop(path string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.paths, path)
}

// removeAll removes every temporary file.
func (t *temps) removeAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for path := range t.paths {
		_ = os.Remove(path)
	}
	t.paths = nil
}

// atomicFile is a batch.File that temps know of.
type atomicFile struct {
	*batch.File
	temp string
}

// createAtomic opens a temporary file beside path.
func createAtomic(t *temps, path string) (*atomicFile, error) {
	temp := batch.TempName(path)
	t.add(temp)
	f, err := batch.Create(path)
	if err != nil {
		t.drop(temp)
		return nil, outputError(path, err)
	}
	return &atomicFile{f, temp}, nil
}

// commit gives the file its name.
func (a *atomicFile) commit(t *temps, sync bool) error {
	defer t.drop(a.temp)
	return outputError(a.Name(), a.Commit(sync))
}

// discard removes the temporary file.
func (a *atomicFile) discard(t *temps) {
	a.Discard()
	t.drop(a.temp)
}

// writeAtomic writes a whole file.
func writeAtomic(t *temps, path string, content []byte, sync bool) error {
	f, err := createAtomic(t, path)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		f.discard(t)
		return outputError(path, err)
	}
	return f.commit(t, sync)
}

// outputPackings are the endings of output names that mean compression.
var outputPackings = []string{".gz", ".zst"}

// packer is a compressing writer that can begin a new member.
type packer interface {
	io.WriteCloser
	Reset(w io.Writer)
}

// pack returns a writer that compresses as the name's ending says, nil for none.
// Neither format carries a time, so that the same output has the same bytes.
func pack(name string, w io.Writer) (packer, error) {
	switch filepath.Ext(name) {
	case ".gz":
		return gzip.NewWriterLevel(w, gzip.DefaultCompression)
	case ".zst":
		// One goroutine: with more, the places where blocks end depend on timing.
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	}
	return nil, nil
}

// stream is where all pages of a run go one after the other: stdout, or a file.
type stream struct {
	name string
	w    io.Writer
	// buf is w where it has to be flushed.
	buf *bufio.Writer
	// packed compresses into w, nil for none; members starts anew after each Write.
	packed  packer
	members bool
	file    *atomicFile
	raw     *os.File // a device or pipe named with -o, which is written in place
}

// openStream opens the file of -o, or stdout for "" and "-".
func openStream(s *streams, t *temps, path string) (*stream, error) {
	if path == "" || path == "-" {
		buf := bufio.NewWriterSize(s.out, 64<<10)
		return &stream{name: "standard output", w: buf, buf: buf}, nil
	}
	// Only a regular file can be replaced by a rename; /dev/stdout or a named pipe is written as it stands.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return nil, usagef("end it with / to write into it", "-o %s is a folder", path)
		}
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, outputError(path, err)
		}
		buf := bufio.NewWriter(f)
		return &stream{name: path, w: buf, buf: buf, raw: f}, nil
	}
	f, err := createAtomic(t, path)
	if err != nil {
		return nil, err
	}
	packed, err := pack(path, f)
	if err != nil {
		f.discard(t)
		return nil, err
	}
	return &stream{name: path, w: f, file: f, packed: packed}, nil
}

func (o *stream) Write(b []byte) (int, error) {
	w := o.w
	if o.packed != nil {
		w = o.packed
	}
	n, err := w.Write(b)
	if err == nil && o.packed != nil && o.members {
		err = o.packed.Close()
		o.packed.Reset(o.w)
	}
	return n, outputError(o.name, err)
}

// flush hands what was written to the reader of a pipe; a file waits for close.
func (o *stream) flush() error {
	if o.file != nil {
		return nil
	}
	return outputError(o.name, o.buf.Flush())
}

// close ends the stream; a file that is not whole is removed.
func (o *stream) close(t *temps, whole bool) error {
	// Behind a member there is nothing to close.
	if o.packed != nil && whole && !o.members {
		if err := o.packed.Close(); err != nil {
			o.file.discard(t)
			return outputError(o.name, err)
		}
	}
	switch {
	case o.file != nil && whole:
		return o.file.commit(t, true)
	case o.file != nil:
		o.file.discard(t)
		return nil
	}
	err := o.buf.Flush()
	if o.raw != nil {
		if e := o.raw.Close(); err == nil {
			err = e
		}
	}
	return outputError(o.name, err)
}

// sameFile says whether two paths name one file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// guardInput refuses an output that would replace an input.
func guardInput(output, input string) error {
	if !sameFile(output, input) {
		return nil
	}
	return usagef("choose another name with -o", "%s is an input and would be overwritten", output)
}

// describe says what kind of file it is that is no regular one.
func describe(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return fmt.Sprintf("a special file (%s)", mode.Type())
}

var _ io.Writer = (*stream)(nil)
