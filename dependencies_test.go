package main

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// TestDependencies compares the table of SECURITY.md with the direct dependencies of go.mod.
func TestDependencies(t *testing.T) {
	find := func(file, pattern string) []string {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(b), -1) {
			out = append(out, m[1])
		}
		slices.Sort(out)
		return out
	}
	direct := find("go.mod", `(?m)^\t(\S+) v\S+$`)
	listed := find("SECURITY.md", `(?m)^\| (\S+\.\S+/\S+) \| [^|]+ \| [^|]+ \|$`)
	if len(direct) == 0 || !slices.Equal(direct, listed) {
		t.Errorf("go.mod has\n%v\nSECURITY.md lists\n%v", direct, listed)
	}
}
