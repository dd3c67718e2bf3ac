package cmd

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafeName(t *testing.T) {
	for _, name := range []string{
		"", ".", "..", "../../etc/passwd", "-rf", "--help", "CON", "con.html", "nul.", "a/b", `a\b`, "a:b", "a\x00b", "a\nb", "caf\xe9",
		" lead", "trail. ", ".hidden", "\x1b]52;x", strings.Repeat("é", 200) + ".html", "COM1.txt", "u\u202egnp",
	} {
		got := safeName(name)
		if got == "" || len(got) > 255-len(tempPrefix)-len(".markdown") || strings.ContainsAny(got, "/\\:\x00\n\x1b") ||
			strings.HasPrefix(got, "-") || strings.HasPrefix(got, ".") || strings.HasSuffix(got, ".") || strings.HasSuffix(got, " ") ||
			!utf8.ValidString(got) || !filepath.IsLocal(got) {
			t.Errorf("safeName(%q) = %q", name, got)
		}
		if got == name {
			t.Errorf("safeName(%q) left it as it was", name)
		}
		if again := safeName(got); again != got && len(got) < maxName {
			t.Errorf("safeName is not stable: %q, then %q", got, again)
		}
	}
	for _, name := range []string{"page.html", "Ärger & Co.html", "日本.html", "a b.txt", "console.html", "x.y.z"} {
		if got := safeName(name); got != name {
			t.Errorf("safeName(%q) = %q, want it unchanged", name, got)
		}
	}
	if safeName("a/b") == safeName("a:b") {
		t.Error("two names became one")
	}
}

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
