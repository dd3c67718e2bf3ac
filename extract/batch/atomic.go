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

// ErrBusy is returned for a file that another process is writing.
var ErrBusy = errors.New("another process is writing it")

// Create opens a temporary file beside path. What a killed run left under that
// name is replaced; what another process is writing there is ErrBusy.
func Create(path string) (*File, error) {
	f, err := openTemp(TempName(path))
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
	return closeTemp(f.temp, f.path, err)
}

// Discard removes the temporary file.
func (f *File) Discard() {
	_ = closeTemp(f.temp, "", errDiscarded)
}

var errDiscarded = errors.New("discarded")
