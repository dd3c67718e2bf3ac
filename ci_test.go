package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestReadmeCI reads README's workflow, job and hook as YAML and runs their
// commands over a folder with an article and a wall: those that fail a build
// must, with 1, and the reports must be there.
func TestReadmeCI(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("runs README's commands in a shell")
	}
	bin := filepath.Dir(build(t))
	if err := os.Rename(filepath.Join(bin, "pith.exe"), filepath.Join(bin, "pith")); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "saved"), 0o777); err != nil {
		t.Fatal(err)
	}
	news, err := os.ReadFile("testdata/news.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{"news.html": string(news), "gone.html": "<title>Page not found</title><h1>Page not found</h1><p>It does not exist."} {
		if err := os.WriteFile(filepath.Join(dir, "saved", name), []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(command string) int {
		c := exec.Command("sh", "-c", command)
		c.Dir = dir
		c.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "GITHUB_STEP_SUMMARY=summary.md")
		out, err := c.CombinedOutput()
		if err != nil && c.ProcessState.ExitCode() != 1 {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
		return c.ProcessState.ExitCode()
	}
	run("pith check -q --baseline pith-baseline.tsv --update-baseline saved/news.html")
	commands := readmeCI(t)
	if len(commands) < 5 {
		t.Fatalf("README has the commands %q", commands)
	}
	for _, c := range commands {
		want := 1
		if strings.Contains(c, "--fail-on never") {
			want = 0
		}
		if got := run(c); got != want {
			t.Errorf("%s ends with %d, want %d", c, got, want)
		}
	}
	for _, report := range []string{"summary.md", "pith.sarif", "pith.xml"} {
		if b, err := os.ReadFile(filepath.Join(dir, report)); err != nil || !strings.Contains(string(b), "gone.html") {
			t.Errorf("%s does not name the wall: %v", report, err)
		}
	}
}

// readmeCI returns the pith commands of README's workflow and job, and of the hook that its configuration names.
func readmeCI(t *testing.T) (commands []string) {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	add := func(lines ...string) {
		for _, l := range lines {
			if strings.HasPrefix(l, "pith ") {
				commands = append(commands, l)
			}
		}
	}
	for _, block := range strings.Split(string(readme), "```yaml\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		var doc struct {
			Jobs map[string]struct {
				Steps []struct{ Run string }
			}
			Corpus struct{ Script []string }
			Repos  []struct{ Hooks []struct{ ID string } }
		}
		if err := yaml.Unmarshal([]byte(block), &doc); err != nil {
			t.Errorf("%v in\n%s", err, block)
		}
		for _, j := range doc.Jobs {
			for _, s := range j.Steps {
				add(s.Run)
			}
		}
		add(doc.Corpus.Script...)
		for _, r := range doc.Repos {
			add(hook(t, r.Hooks[0].ID) + " saved/news.html saved/gone.html")
		}
	}
	return commands
}

// hook is the command of a hook that this repository offers.
func hook(t *testing.T, id string) string {
	t.Helper()
	b, err := os.ReadFile(".pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID, Entry string }
	if err := yaml.Unmarshal(b, &hooks); err != nil {
		t.Fatal(err)
	}
	for _, h := range hooks {
		if h.ID == id {
			return h.Entry
		}
	}
	t.Fatalf("no hook %q", id)
	return ""
}
