//go:build !unix

package batch

import (
	"errors"
	"os"
)

// openTemp opens a temporary file. Where a file that is open cannot be removed,
// as on Windows, one that another process is writing is busy.
func openTemp(name string) (*os.File, error) {
	const fresh = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := os.OpenFile(name, fresh, 0o666)
	if !errors.Is(err, os.ErrExist) {
		return f, err
	}
	if os.Remove(name) != nil {
		return nil, &os.PathError{Op: "open", Path: name, Err: ErrBusy}
	}
	return os.OpenFile(name, fresh, 0o666)
}

// closeTemp gives a temporary file its name, or removes it after an error.
// Windows renames closed files only.
func closeTemp(f *os.File, name string, err error) error {
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
