package cmd

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"time"

	"github.com/pithcli/pith/extract/batch"
)

// fetchTries is how often an input is fetched before the run gives up: with
// waits of 1, 2, 4 and 8 s, and as much again by chance.
const fetchTries = 5

// fetchWait doubles with each try and is spread by chance, so that a thousand
// workers do not come back at once.
func fetchWait(try int) time.Duration {
	wait := time.Second << (try - 1)
	return wait + rand.N(wait)
}

// fetcher opens inputs by running a command, {} standing for the input's path,
// and reading what it prints. No shell has a part in it.
func fetcher(command string) func(context.Context, batch.Entry) (io.ReadCloser, error) {
	words := strings.Fields(command)
	return func(ctx context.Context, e batch.Entry) (io.ReadCloser, error) {
		args := make([]string, len(words))
		for i, w := range words {
			args[i] = strings.ReplaceAll(w, "{}", e.Path)
		}
		c := exec.CommandContext(ctx, args[0], args[1:]...)
		p := &process{cmd: c, input: e.Path}
		c.Stderr = &p.said
		out, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			return nil, usagef("", "--fetch: %v", err)
		}
		p.out = out
		return p, nil
	}
}

// process is the output of a running command.
type process struct {
	cmd   *exec.Cmd
	input string
	out   io.ReadCloser
	said  bytes.Buffer
}

func (p *process) Read(b []byte) (int, error) { return p.out.Read(b) }

// Close waits for the end of the command. One that fails may have printed part
// of the input; so its error makes the whole job fail, to be tried again.
func (p *process) Close() error {
	_, _ = io.Copy(io.Discard, p.out)
	if err := p.cmd.Wait(); err != nil {
		said := strings.TrimSpace(p.said.String())
		if i := strings.LastIndexByte(said, '\n'); i >= 0 {
			said = said[i+1:]
		}
		if said != "" {
			said = ": " + said
		}
		return fmt.Errorf("%w: %s: %s: %w%s", batch.ErrTransient, p.input, p.cmd.Args[0], err, said)
	}
	return nil
}
