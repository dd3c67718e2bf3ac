//go:build unix

package cmd

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/pithcli/pith/extract/batch"
)

// lockFolder keeps a second run out of an output folder until this process
// ends: both would write one journal.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		_ = f.Close()
		return nil, batch.ErrBusy
	}
	return f, nil
}

// ignoreFileSize makes a write past the file size limit (ulimit -f) an error
// instead of the end of the process.
func ignoreFileSize() { signal.Ignore(syscall.SIGXFSZ) }
