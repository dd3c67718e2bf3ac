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
	"github.com/pithcli/pith/extract/eval"
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
	rest := floorRows(t, exitRows(readme))
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
	var rows strings.Builder
	for line := range strings.Lines(cmd.ExitTable()) {
		code, doc, _ := strings.Cut(strings.TrimSpace(line), "  ")
		fmt.Fprintf(&rows, "| %s | %s |\n", code, doc)
	}
	return withRows(readme, "| code | |\n|---|---|\n", rows.String())
}

// floorRows writes a row for each file of testdata/floors.
func floorRows(t *testing.T, readme string) string {
	t.Helper()
	files, err := filepath.Glob("testdata/floors/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no floors: %v", err)
	}
	var rows strings.Builder
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		floors, err := eval.ReadFloors(f)
		_ = f.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		fmt.Fprintf(&rows, "| %s | %d | %.3f |\n", floors.Corpus, len(floors.Pages), floors.Means["all"])
	}
	return withRows(readme, "| corpus | pages | F1 |\n|---|---|---|\n", rows.String())
}

// withRows replaces the rows below a table's head.
func withRows(readme, head, rows string) string {
	before, after, ok := strings.Cut(readme, head)
	if !ok {
		return readme
	}
	_, after, _ = strings.Cut("\n"+after, "\n\n")
	return before + head + rows + "\n" + after
}
