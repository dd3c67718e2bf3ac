package cmd

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// tempPrefix begins the name of every temporary file that pith writes.
const tempPrefix = ".pith-tmp-"

// atomicFile is a file that appears whole under its name or not at all.
type atomicFile struct {
	path string // "" once closed
	temp *os.File
	buf  *bufio.Writer
}

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

// createAtomic opens a temporary file beside path. The temporary name comes
// from path alone, so that a later run replaces what a killed run left.
func createAtomic(t *temps, path string) (*atomicFile, error) {
	dir, name := filepath.Split(path)
	temp := dir + tempPrefix + clip(name, 200)
	// O_EXCL after a removal: a link that stands under the temporary name is never followed.
	_ = os.Remove(temp)
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, outputError(path, err)
	}
	t.add(temp)
	return &atomicFile{path: path, temp: f, buf: bufio.NewWriterSize(f, 64<<10)}, nil
}

func (a *atomicFile) Write(b []byte) (int, error) { return a.buf.Write(b) }

// commit gives the file its name. With sync the content reaches the disk before
// the name does.
func (a *atomicFile) commit(t *temps, sync bool) error {
	err := a.buf.Flush()
	if err == nil && sync {
		if err = a.temp.Sync(); errors.Is(err, errors.ErrUnsupported) {
			err = nil
		}
	}
	if e := a.temp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(a.temp.Name(), a.path)
	}
	if err != nil {
		_ = os.Remove(a.temp.Name())
		err = outputError(a.path, err)
	}
	t.drop(a.temp.Name())
	return err
}

// discard removes the temporary file.
func (a *atomicFile) discard(t *temps) {
	_ = a.temp.Close()
	_ = os.Remove(a.temp.Name())
	t.drop(a.temp.Name())
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

// pack returns a writer that compresses as the name's ending says, nil for none.
// Neither format carries a time, so that the same output has the same bytes.
func pack(name string, w io.Writer) (io.WriteCloser, error) {
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
	w    *bufio.Writer
	// packed compresses into w, nil for none.
	packed io.WriteCloser
	file   *atomicFile
	raw    *os.File // a device or pipe named with -o, which is written in place
}

// openStream opens the file of -o, or stdout for "" and "-".
func openStream(s *streams, t *temps, path string) (*stream, error) {
	if path == "" || path == "-" {
		return &stream{name: "standard output", w: bufio.NewWriterSize(s.out, 64<<10)}, nil
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
		return &stream{name: path, w: bufio.NewWriter(f), raw: f}, nil
	}
	f, err := createAtomic(t, path)
	if err != nil {
		return nil, err
	}
	packed, err := pack(path, f.buf)
	if err != nil {
		f.discard(t)
		return nil, err
	}
	return &stream{name: path, w: f.buf, file: f, packed: packed}, nil
}

func (o *stream) Write(b []byte) (int, error) {
	var w io.Writer = o.w
	if o.packed != nil {
		w = o.packed
	}
	n, err := w.Write(b)
	return n, outputError(o.name, err)
}

// flush hands what was written to the reader of a pipe; a file waits for close.
func (o *stream) flush() error {
	if o.file != nil {
		return nil
	}
	return outputError(o.name, o.w.Flush())
}

// close ends the stream; a file that is not whole is removed.
func (o *stream) close(t *temps, whole bool) error {
	if o.packed != nil && whole {
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
	err := o.w.Flush()
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
