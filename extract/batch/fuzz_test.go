package batch

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzManifest: whatever a line holds, its outputs stand inside the folder
// under a name that a file system takes.
func FuzzManifest(f *testing.F) {
	for _, s := range []string{"a/b.warc.gz\n# no\n\nc\t12\t34", "../../etc/passwd", "/abs/\x00x", "con\taux\tnul", ".\n..\n/\n\t\t", "a\t1\t99999999999999999999", strings.Repeat("ü/", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for e, err := range ReadManifest(strings.NewReader(s)) {
			if err != nil {
				continue
			}
			stem := e.Stem()
			if stem == "" || path.IsAbs(stem) || path.Clean(stem) != stem || stem == ".." || strings.HasPrefix(stem, "../") || !utf8.ValidString(stem) {
				t.Fatalf("%q has its output at %q", e.Line, stem)
			}
			for part := range strings.SplitSeq(stem, "/") {
				if len(part)+len(StatusExt) > 255 || strings.HasPrefix(part, "-") || strings.ContainsFunc(part, Unsafe) {
					t.Fatalf("%q has its output at %q", e.Line, stem)
				}
			}
			n := 0
			for i := range 3 {
				if (Shard{i, 3}).Has(e) {
					n++
				}
			}
			if n != 1 {
				t.Fatalf("%q is in %d of 3 shards", e.Line, n)
			}
		}
	})
}
