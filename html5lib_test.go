package main

import (
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// declared returns the name of a function declaration.
func declared(d ast.Decl) (string, bool) {
	f, ok := d.(*ast.FuncDecl)
	if !ok {
		return "", false
	}
	return f.Name.Name, true
}

// html5lib runs the tree construction tests that golang.org/x/net carries (its
// module is a dependency, so that they are on every machine that builds pith).
func html5lib(t *testing.T) {
	if testing.Short() {
		t.Skip("1,900 pages, twice each")
	}
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/net").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	files, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "html", "testdata", "html5lib-tests", "tree-construction", "*.dat"))
	if len(files) == 0 {
		t.Skip("the module golang.org/x/net comes without its test data here")
	}
	n := 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range strings.Split("\n"+string(b), "\n#data\n") {
			data, _, ok := strings.Cut(test, "\n#errors")
			if !ok {
				continue
			}
			n++
			if code, out, errs := run(data); code != 0 && code != 1 && code != 3 {
				t.Errorf("%s: %q: exit %d: %s", filepath.Base(f), data, code, errs)
			} else {
				safe(t, out+errs)
			}
			code, out, errs := run(page(body() + data))
			if code != 0 {
				t.Errorf("%s: %q in an article: exit %d: %s", filepath.Base(f), data, code, errs)
			}
			for _, p := range paragraphs {
				if !strings.Contains(out, p) {
					t.Errorf("%s: %q behind it loses %q", filepath.Base(f), data, p[:30])
					break
				}
			}
		}
	}
	t.Logf("%d tests of html5lib", n)
}
