package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// digest lists every file below a folder with a hash of its bytes.
func digest(t *testing.T, dir string) []string {
	t.Helper()
	var lines []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		lines = append(lines, fmt.Sprintf("%s %x", rel, sha256.Sum256(b)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

// tree writes a folder of pages, some of them repeated, broken or empty.
func tree(t *testing.T, pages int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range pages {
		var b strings.Builder
		fmt.Fprintf(&b, "<title>Page %d</title><h1>Page %d</h1>", i, i)
		for p := range 30 {
			fmt.Fprintf(&b, "<p>Paragraph %d of page %d says that the %d sheep on hill %d were counted again in the evening, and that none was missing.</p>", p, i-i%7, i*p, p)
		}
		content := b.String()
		switch i % 10 {
		case 3:
			content = "%PDF-1.7 no page"
		case 6:
			content = "<script>empty()</script>"
		}
		name := filepath.Join(dir, fmt.Sprint("d", i%5), fmt.Sprintf("p%03d.html", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// build builds the command: signals need a process of their own.
func build(t testing.TB) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "pith.exe")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// TestResumeAfterKill kills a run at random moments and resumes it: the folder
// and the report end with the bytes of a run that was left alone.
func TestResumeAfterKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	bin, in, out := build(t), tree(t, 300), t.TempDir()
	args := func(dir string, more ...string) []string {
		return append([]string{"-q", "-r", "-o", dir + "/", "--dedup", "near", "--report", dir + ".report.jsonl", in}, more...)
	}
	whole, broken := filepath.Join(out, "whole"), filepath.Join(out, "broken")
	start := time.Now()
	if err := exec.Command(bin, args(whole)...).Run(); err == nil {
		t.Fatal("the folder has files that are no pages, and the run ended with 0")
	}
	took := time.Since(start)
	const rounds = 8
	kills := 0
	for range rounds {
		c := exec.Command(bin, args(broken, "--resume", "-j", fmt.Sprint(1+rand.IntN(3)))...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(took))))
		if c.Process.Kill() == nil {
			kills++
		}
		_ = c.Wait()
	}
	c := exec.Command(bin, args(broken, "--resume")...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	_ = c.Run()
	if code := c.ProcessState.ExitCode(); code != 3 {
		t.Fatalf("exit %d, want 3: %s", code, &stderr)
	}
	if a, b := digest(t, whole), digest(t, broken); !slices.Equal(a, b) {
		t.Errorf("after %d kills the folder differs:\n%s\nwant\n%s", kills, strings.Join(b, "\n"), strings.Join(a, "\n"))
	}
	for _, name := range digest(t, broken) {
		if strings.Contains(name, "pith-tmp") {
			t.Errorf("left over: %s", name)
		}
	}
	a, err := os.ReadFile(whole + ".report.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(broken + ".report.jsonl")
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("the reports differ (%v)", err)
	}
}

// TestResumeStreamAfterKill is TestResumeAfterKill for pages that go into one
// file, and for a report alone.
func TestResumeStreamAfterKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	bin, in := build(t), tree(t, 200)
	for _, c := range []struct {
		name string
		args []string
	}{
		{"jsonl.gz", []string{"-o", "all.jsonl.gz", "--report", "report.csv"}},
		{"text", []string{"-o", "all.txt", "--dedup", "exact"}},
		{"json.zst", []string{"-f", "json", "-o", "all.json.zst"}},
		{"csv", []string{"-o", "all.csv"}},
		{"report", []string{"--report", "report.jsonl"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := func(dir string, more ...string) *exec.Cmd {
				cmd := exec.Command(bin, slices.Concat([]string{"-q", "-r", "--resume"}, c.args, more, []string{in})...)
				cmd.Dir = dir
				return cmd
			}
			whole, broken := t.TempDir(), t.TempDir()
			start := time.Now()
			_ = run(whole).Run()
			took := time.Since(start)
			for range 4 {
				cmd := run(broken, "-j", fmt.Sprint(1+rand.IntN(3)))
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(rand.Int64N(int64(took))))
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
			}
			last := run(broken)
			said, _ := last.CombinedOutput()
			if code := last.ProcessState.ExitCode(); code != 3 {
				t.Fatalf("exit %d, want 3: %s", code, said)
			}
			a, b := digest(t, whole), digest(t, broken)
			if !slices.Equal(a, b) {
				t.Errorf("after kills there is\n%s\nwant\n%s", strings.Join(b, "\n"), strings.Join(a, "\n"))
			}
			for _, name := range b {
				if strings.Contains(name, "pith-tmp") || strings.Contains(name, ".new") || c.name != "report" && strings.Contains(name, "journal") {
					t.Errorf("left over: %s", name)
				}
			}
		})
	}
}

// TestBatchAfterKill kills a batch at random moments and runs it again: the
// outputs and statuses are those of a run that was left alone.
func TestBatchAfterKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	bin, in, out := build(t), tree(t, 150), t.TempDir()
	var list strings.Builder
	for _, line := range digest(t, in) {
		name, _, _ := strings.Cut(line, " ")
		fmt.Fprintln(&list, filepath.Join(in, name))
	}
	manifest := filepath.Join(out, "manifest")
	if err := os.WriteFile(manifest, []byte(list.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	args := func(dir string, more ...string) []string {
		return append([]string{"batch", "-q", "--manifest", manifest, "-o", dir, "--data-errors", "report"}, more...)
	}
	whole, broken := filepath.Join(out, "whole"), filepath.Join(out, "broken")
	start := time.Now()
	if said, err := exec.Command(bin, args(whole)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	took := time.Since(start)
	for range 5 {
		c := exec.Command(bin, args(broken, "-j", fmt.Sprint(1+rand.IntN(3)))...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(took))))
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	if said, err := exec.Command(bin, args(broken)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if a, b := digest(t, whole), digest(t, broken); !slices.Equal(a, b) {
		t.Errorf("after kills the folder differs:\n%s\nwant\n%s", strings.Join(b, "\n"), strings.Join(a, "\n"))
	}
}
