//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSignals: a signal ends a run with its code, no output is half there and
// no temporary file is left.
func TestSignals(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	bin, in := build(t), tree(t, 20)
	for sig, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		out := t.TempDir()
		// Standard input is read after the folder and never ends.
		c := exec.Command(bin, "-r", "-q", "-f", "jsonl", "-o", filepath.Join(out, "all.jsonl"), in, "-")
		stdin, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		c.Stderr = &stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, filepath.Join(out, ".pith-tmp-all.jsonl"))
		if err := c.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			_ = c.Process.Kill()
			t.Fatalf("%v: still running after 10 s", sig)
		}
		_ = stdin.Close()
		if code := c.ProcessState.ExitCode(); code != want {
			t.Errorf("%v: exit %d, want %d: %s", sig, code, want, &stderr)
		}
		if left, _ := os.ReadDir(out); len(left) > 0 {
			t.Errorf("%v: left %v", sig, left)
		}
	}
}

func waitFor(t *testing.T, path string) {
	t.Helper()
	for range 200 {
		if _, err := os.Stat(path); err == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s did not appear", path)
}

// TestClosedPipe: pith … | head -1 ends at once and says nothing.
func TestClosedPipe(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	bin, in := build(t), tree(t, 200)
	c := exec.Command(bin, "-r", "-f", "jsonl", in)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stdout = w
	stderr, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	if _, err := r.Read(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	said, _ := io.ReadAll(stderr)
	_ = c.Wait()
	status, _ := c.ProcessState.Sys().(syscall.WaitStatus)
	if !status.Signaled() || status.Signal() != syscall.SIGPIPE {
		if c.ProcessState.ExitCode() != 141 {
			t.Errorf("ended with %v, want SIGPIPE or 141", c.ProcessState)
		}
	}
	for line := range strings.Lines(string(said)) {
		if !strings.Contains(line, "no article") && !strings.Contains(line, "PDF") {
			t.Errorf("said %q", line)
		}
	}
}
