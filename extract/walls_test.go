package extract_test

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/pithcli/pith"

// walls are imports that must not be, each with its reason. A wall stands
// round a package and those below it; names without a dot in front of the
// first slash are the standard library's or, from "extract" on, the module's.
var walls = []struct {
	round, never []string
	reason       string
}{
	{[]string{"extract/block"}, []string{"extract", "cmd"}, "block is the leaf that all others speak in"},
	{[]string{"extract/classify"}, []string{"golang.org/x/net", "extract/meta", "extract/source", "extract/render"},
		"classify decides on a Document; whoever reads HTML again does not trust it"},
	{[]string{"extract/render"}, []string{"golang.org/x/net", "extract/classify", "extract/meta", "extract/source"},
		"a format writes what it is given and decides nothing"},
	{[]string{"extract/meta"}, []string{"golang.org/x/net/html", "extract/classify", "extract/source", "extract/render"},
		"metadata comes from the signals that block gathered"},
	{[]string{"extract/source"}, []string{"extract/block", "extract/classify", "extract/meta", "extract/render"},
		"what was saved is opened before anything is cut"},
	{[]string{"extract"}, []string{"cmd", "github.com/spf13", "github.com/fatih/color", "github.com/schollz", "golang.org/x/term", "net/http", "log", "flag"},
		"the library never prints, colours, logs, fetches or reads flags"},
}

// TestWalls holds the architecture of doc.go: who may import whom.
func TestWalls(t *testing.T) {
	for _, wall := range walls {
		for _, name := range wall.round {
			// The trainer and the tests' helpers are programs of their own.
			out, err := exec.Command("go", "list", "-f", "{{range .Imports}}{{$.ImportPath}} {{.}}\n{{end}}", module+"/"+name+"/...").Output()
			if err != nil {
				t.Fatalf("go list %s: %v", name, err)
			}
			for line := range strings.Lines(string(out)) {
				pkg, imported, _ := strings.Cut(strings.TrimSpace(line), " ")
				if strings.Contains(pkg, "/internal/train") || imported == module+"/"+name || strings.HasPrefix(imported, module+"/"+name+"/") {
					continue
				}
				for _, never := range wall.never {
					if strings.HasPrefix(never, "extract") || never == "cmd" {
						never = module + "/" + never
					}
					if imported == never || strings.HasPrefix(imported, never+"/") {
						t.Errorf("%s imports %s: %s", pkg, imported, wall.reason)
					}
				}
			}
		}
	}
}

// TestCommandBringsNoTestTools: what tests and training need is no part of the command.
func TestCommandBringsNoTestTools(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", module).Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		for _, never := range []string{"testing", "github.com/yuin/goldmark", "github.com/google/go-cmp", "github.com/rogpeppe/go-internal", module + "/extract/classify/internal/train"} {
			if dep == never || strings.HasPrefix(dep, never+"/") {
				t.Errorf("the command brings %s with it", dep)
			}
		}
	}
}
