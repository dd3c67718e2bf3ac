package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pithcli/pith/cmd"
)

// TestReadme runs the commands of README's console blocks and compares what
// they print, and the table of exit codes. UPDATE=1 writes both.
func TestReadme(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("runs README's commands in a shell")
	}
	bin := filepath.Dir(build(t))
	if err := os.Rename(filepath.Join(bin, "pith.exe"), filepath.Join(bin, "pith")); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(b)
	var out strings.Builder
	rest := exitRows(readme)
	for {
		before, block, ok := strings.Cut(rest, "```console\n")
		out.WriteString(before)
		if !ok {
			break
		}
		block, rest, ok = strings.Cut(block, "```\n")
		if !ok {
			t.Fatal("a console block does not end")
		}
		command, _, _ := strings.Cut(block, "\n")
		c := exec.Command("sh", "-c", strings.TrimPrefix(command, "$ "))
		c.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1")
		printed, err := c.Output()
		if err != nil {
			t.Errorf("%s: %v", command, err)
		}
		fmt.Fprintf(&out, "```console\n%s\n%s```\n", command, printed)
	}
	if out.String() == readme {
		return
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("README.md", []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, got := strings.Split(readme, "\n"), strings.Split(out.String(), "\n")
	for i := range got {
		if i >= len(want) || got[i] != want[i] {
			t.Fatalf("README.md line %d says otherwise than the command, which prints\n%s\nUPDATE=1 go test . writes it", i+1, got[i])
		}
	}
	t.Fatal("README.md says more than its commands print")
}

// exitRows writes the rows of the exit codes' table behind its head.
func exitRows(readme string) string {
	const head = "| code | |\n|---|---|\n"
	before, after, ok := strings.Cut(readme, head)
	if !ok {
		return readme
	}
	_, after, _ = strings.Cut(after, "\n\n")
	var rows strings.Builder
	for line := range strings.Lines(cmd.ExitTable()) {
		code, doc, _ := strings.Cut(strings.TrimSpace(line), "  ")
		fmt.Fprintf(&rows, "| %s | %s |\n", code, doc)
	}
	return before + head + rows.String() + "\n" + after
}
