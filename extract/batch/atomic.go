package batch

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// TempPrefix begins the name of every temporary file that pith writes.
const TempPrefix = ".pith-tmp-"

// File is a file that appears whole under its name or not at all.
type File struct {
	path string
	temp *os.File
	buf  *bufio.Writer
}

// TempName returns the name under which a file is written before it is whole.
// It comes from the path alone, so that a later run replaces what a killed one left.
func TempName(path string) string {
	dir, name := filepath.Split(path)
	// File systems allow 255 bytes; a name that needs more of them cannot be written anyway.
	const most = 200
	if len(name) > most {
		n := most
		for n > 0 && !utf8.RuneStart(name[n]) {
			n--
		}
		name = name[:n]
	}
	return dir + TempPrefix + name
}

// Create opens a temporary file beside path.
func Create(path string) (*File, error) {
	temp := TempName(path)
	const fresh = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := os.OpenFile(temp, fresh, 0o666)
	if errors.Is(err, os.ErrExist) {
		// Left by a run that was killed. O_EXCL after the removal: a link under
		// that name is never followed.
		_ = os.Remove(temp)
		f, err = os.OpenFile(temp, fresh, 0o666)
	}
	if err != nil {
		return nil, err
	}
	return &File{path: path, temp: f, buf: bufio.NewWriterSize(f, 64<<10)}, nil
}

// Name returns the name that the file will have.
func (f *File) Name() string { return f.path }

// Write writes to the temporary file.
func (f *File) Write(b []byte) (int, error) { return f.buf.Write(b) }

// Commit gives the file its name, in place of a file that has it (a link is
// replaced, not followed). With sync the content reaches the disk before the
// name does. After an error the temporary file is gone.
func (f *File) Commit(sync bool) error {
	err := f.buf.Flush()
	if err == nil && sync {
		if err = f.temp.Sync(); errors.Is(err, errors.ErrUnsupported) {
			err = nil
		}
	}
	if e := f.temp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.temp.Name(), f.path)
	}
	if err != nil {
		_ = os.Remove(f.temp.Name())
	}
	return err
}

// Discard removes the temporary file.
func (f *File) Discard() {
	_ = f.temp.Close()
	_ = os.Remove(f.temp.Name())
}
