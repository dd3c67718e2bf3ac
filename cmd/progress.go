package cmd

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far a run over several inputs is. It is nil, and does
// nothing, unless stderr is a terminal.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress begins a bar over n inputs.
func newProgress(s *streams, n int, off bool) *progress {
	if off || s.quiet || n < 2 || !isTerminal(s.err) || os.Getenv("CI") != "" {
		return nil
	}
	bar := progressbar.NewOptions(n,
		progressbar.OptionSetWriter(s.err),
		progressbar.OptionSetItsString("inputs"),
		progressbar.OptionShowIts(),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetWidth(20),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionUseANSICodes(os.Getenv("TERM") != "dumb"),
	)
	p := &progress{bar}
	// A message takes the bar's line; the bar draws itself again below.
	s.err = &clearing{s.err, bar}
	return p
}

func (p *progress) next(name string) {
	if p == nil {
		return
	}
	name = printable(name)
	if len(name) > 30 {
		name = "…" + strings.ToValidUTF8(name[len(name)-28:], "")
	}
	p.bar.Describe(fmt.Sprintf("%-30s", name))
	_ = p.bar.Add(1)
}

func (p *progress) finish() {
	if p != nil {
		_ = p.bar.Finish()
	}
}

// clearing takes the bar away before a message.
type clearing struct {
	w   io.Writer
	bar *progressbar.ProgressBar
}

func (c *clearing) Write(b []byte) (int, error) {
	_ = c.bar.Clear()
	return c.w.Write(b)
}
