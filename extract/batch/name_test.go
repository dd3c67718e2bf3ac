package batch

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
		got := SafeName(name)
		if got == "" || len(got) > 255-len(TempPrefix)-len(".markdown") || strings.ContainsAny(got, "/\\:\x00\n\x1b") ||
			strings.HasPrefix(got, "-") || strings.HasPrefix(got, ".") || strings.HasSuffix(got, ".") || strings.HasSuffix(got, " ") ||
			!utf8.ValidString(got) || !filepath.IsLocal(got) {
			t.Errorf("SafeName(%q) = %q", name, got)
		}
		if got == name {
			t.Errorf("SafeName(%q) left it as it was", name)
		}
		if again := SafeName(got); again != got && len(got) < maxName {
			t.Errorf("SafeName is not stable: %q, then %q", got, again)
		}
	}
	for _, name := range []string{"page.html", "Ärger & Co.html", "日本.html", "a b.txt", "console.html", "x.y.z"} {
		if got := SafeName(name); got != name {
			t.Errorf("SafeName(%q) = %q, want it unchanged", name, got)
		}
	}
	if SafeName("a/b") == SafeName("a:b") {
		t.Error("two names became one")
	}
}
