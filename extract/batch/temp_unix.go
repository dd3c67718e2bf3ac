//go:build unix

package batch

import (
	"errors"
	"os"
	"syscall"
)

// openTemp opens a temporary file and locks it: the lock ends with the process,
// however that ends. A link under the name is not followed.
func openTemp(name string) (*os.File, error) {
	for {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o666)
		if errors.Is(err, syscall.ELOOP) {
			if err = os.Remove(name); err == nil {
				continue
			}
		}
		if err != nil {
			return nil, err
		}
		// File systems without locks leave two processes to themselves, as before.
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
			_ = f.Close()
			return nil, &os.PathError{Op: "lock", Path: name, Err: ErrBusy}
		}
		// Between opening and locking its owner may have given it its final name.
		mine, err := f.Stat()
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		there, err := os.Stat(name)
		if err != nil || !os.SameFile(mine, there) {
			_ = f.Close()
			continue
		}
		if mine.Size() > 0 {
			err = f.Truncate(0)
		}
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		return f, nil
	}
}

// closeTemp gives a temporary file its name, or removes it after an error. The
// name changes while the lock is held.
func closeTemp(f *os.File, name string, err error) error {
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
