package cmd

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestClaimsLoseNothing(t *testing.T) {
	c := claims{}
	seen := map[string]bool{}
	for _, w := range []struct{ dir, stem, full, input string }{
		{"", "a", "a.html", "a.html"}, {"", "a", "a.htm", "a.htm"}, {"", "A", "A.html", "A.html"}, {"", "a", "a.html", "x/a.html"},
		{"", "d", "d.html", "d.html"}, {"d.txt", "e", "e.html", "d.txt/e.html"}, {"d.txt", "e", "e.html", "d.txt/e.htm"},
	} {
		p := c.claim(wish{w.dir, w.stem, w.full, ".txt"}, w.input)
		if key := strings.ToLower(p); seen[key] || !filepath.IsLocal(p) {
			t.Errorf("%s: name %q is taken or leaves the folder", w.input, p)
		} else {
			seen[key] = true
		}
	}
}
