package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
)

// Exit is a code that pith ends with.
type Exit int

const (
	ExitOK        Exit = 0
	ExitNoArticle Exit = 1
	ExitUsage     Exit = 2
	ExitInput     Exit = 3
	ExitLimit     Exit = 4
	ExitOutput    Exit = 5
	ExitRetry     Exit = 75
	ExitHangup    Exit = 129
	ExitInterrupt Exit = 130
	ExitPipe      Exit = 141
	ExitTerminate Exit = 143
)

// exits is the one table of exit codes: help, manual and README print it. Of
// several that apply to one run the highest is returned.
var exits = []struct {
	Code Exit
	Doc  string
}{
	{ExitOK, "everything was done"},
	{ExitNoArticle, "done, but some input has no article, a check found something, or a score is below its floor"},
	{ExitUsage, "nothing was done: flags or arguments are wrong"},
	{ExitInput, "some input is unreadable, damaged or of an unsupported format"},
	{ExitLimit, "some input passed a limit; the message names its switch"},
	{ExitOutput, "output could not be written"},
	{ExitRetry, "an input could not be fetched (pith batch --fetch); try again"},
	{ExitHangup, "ended by SIGHUP"},
	{ExitInterrupt, "ended by SIGINT (Ctrl-C)"},
	{ExitPipe, "the reader of the output went away; no message"},
	{ExitTerminate, "ended by SIGTERM"},
}

// ExitTable returns the table as lines of help.
func ExitTable() string {
	var b strings.Builder
	for _, e := range exits {
		fmt.Fprintf(&b, "  %3d  %s\n", e.Code, e.Doc)
	}
	return b.String()
}

// statusExit is the exit code that each status of a page stands for.
var statusExit = map[extract.Status]Exit{
	extract.OK:          ExitOK,
	extract.Skipped:     ExitOK,
	extract.Empty:       ExitNoArticle,
	extract.NotArticle:  ExitNoArticle,
	extract.Damaged:     ExitInput,
	extract.Unsupported: ExitInput,
	extract.Limit:       ExitLimit,
}

// failure is an error that decides the exit code.
type failure struct {
	exit Exit
	// where is the file or flag that is meant, "" for none.
	where string
	err   error
	// hint says what to do, "" where there is nothing to say.
	hint string
}

func (f *failure) Error() string {
	s := f.err.Error()
	if f.where != "" {
		s = f.where + ": " + s
	}
	if f.hint != "" {
		s += "; " + f.hint
	}
	return s
}

func (f *failure) Unwrap() error { return f.err }

// usagef is a failure of flags or arguments.
func usagef(hint, format string, args ...any) error {
	return &failure{exit: ExitUsage, err: fmt.Errorf(format, args...), hint: hint}
}

// outputError wraps what a write returned. A closed pipe is no fault of
// ours: whoever read it has what they wanted.
func outputError(where string, err error) error {
	if err == nil {
		return nil
	}
	var done *failure
	if errors.As(err, &done) {
		return err
	}
	if errors.Is(err, batch.ErrTransient) {
		return &failure{exit: ExitRetry, err: err}
	}
	if errors.Is(err, syscall.EPIPE) {
		return &failure{exit: ExitPipe, where: where, err: err}
	}
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint = "free some space and run the command again"
	case errors.Is(err, fs.ErrNotExist):
		hint = "make its folder first"
	case errors.Is(err, fs.ErrPermission):
		hint = "choose a place that can be written with -o"
	}
	return &failure{exit: ExitOutput, where: where, err: plain(err), hint: hint}
}

// plain drops the operation and path that a PathError repeats: messages begin with the path already.
func plain(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// exitOf returns the exit code of an error that ended the run.
func exitOf(err error) Exit {
	var f *failure
	var only *exitOnly
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &only):
		return only.exit
	case errors.As(err, &f):
		return f.exit
	case errors.Is(err, syscall.EPIPE):
		return ExitPipe
	}
	// Whatever cobra and pflag return is about flags and arguments.
	return ExitUsage
}

// exitOnly ends the run with a code whose reasons have been said already.
type exitOnly struct{ exit Exit }

func (e *exitOnly) Error() string { return fmt.Sprintf("exit %d", e.exit) }
