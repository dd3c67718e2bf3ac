package cmd

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/fatih/color"
	"golang.org/x/term"
)

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
	quiet    bool
	verbose  bool
	// colour of each stream, decided by --color, NO_COLOR, TERM and whether it is a terminal.
	colorOut, colorErr bool
}

// processors is how many of the machine's processors pith may use.
func processors() int { return runtime.GOMAXPROCS(0) }

// isTerminal says whether a stream is a terminal. Anything but a file is not.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && f != nil && term.IsTerminal(int(f.Fd()))
}

// colorModes are the values of --color.
var colorModes = []string{"auto", "always", "never"}

// setColor decides the colour of both streams.
func (s *streams) setColor(mode string) {
	decide := func(stream any) bool {
		switch mode {
		case "always":
			return true
		case "never":
			return false
		}
		return isTerminal(stream) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	s.colorOut, s.colorErr = decide(s.out), decide(s.err)
}

// paint colours text for a stream whose colour is on.
func paint(on bool, text string, attributes ...color.Attribute) string {
	if !on {
		return text
	}
	c := color.New(attributes...)
	c.EnableColor()
	return c.Sprint(text)
}

// say writes one message line to stderr. It is never silenced: errors are said even with -q.
func (s *streams) say(format string, args ...any) {
	head := paint(s.colorErr, "pith:", color.FgRed, color.Bold)
	_, _ = fmt.Fprintf(s.err, "%s %s\n", head, printable(strings.TrimRight(fmt.Sprintf(format, args...), "\n")))
}

// note writes one line to stderr that -q silences: notices and summaries.
func (s *streams) note(format string, args ...any) {
	if !s.quiet {
		_, _ = fmt.Fprintf(s.err, "%s %s\n", paint(s.colorErr, "pith:", color.Faint), printable(fmt.Sprintf(format, args...)))
	}
}
