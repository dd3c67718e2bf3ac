package block

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readGzip returns a corpus page, decompressed.
func readGzip(tb testing.TB, path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
	return b
}

// TestRejoin measures how many paragraphs of 30 words and more are joined
// exactly as a browser's copy of the same page has them, a paragraph a line.
// Floors are set below what was measured on every tenth page.
func TestRejoin(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the corpora")
	}
	dir := corpora()
	if dir == "" {
		t.Skip("no corpora: set PITH_CORPORA")
	}
	dir = filepath.Join(dir, "text-dev")
	floors := map[string]float64{"lynx": .90, "w3m": .93, "html2text": .85}
	for _, m := range []string{"lynx", "w3m", "html2text"} {
		files, _ := filepath.Glob(filepath.Join(dir, m, "*.gz"))
		all, found, present := 0, 0, 0
		makers := map[string]int{}
		for i := 0; i < len(files); i += 10 {
			name := filepath.Base(files[i])
			doc := FromText(readGzip(t, files[i]))
			makers[doc.Maker]++
			have := map[string]bool{}
			for k := range doc.Blocks {
				have[squeeze(doc.BlockText(k))] = true
			}
			flat := squeeze(doc.Text)
			copied := FromText(readGzip(t, filepath.Join(dir, "innertext", name)))
			for k := range copied.Blocks {
				line := copied.BlockText(k)
				if len(strings.Fields(line)) < 30 {
					continue
				}
				all++
				s := squeeze(line)
				if have[s] {
					found++
				} else if os.Getenv("VERBOSE") != "" {
					t.Logf("%s/%s wrap %d: %.150s", m, name, doc.Wrap, line)
				}
				if strings.Contains(flat, s) {
					present++
				}
			}
		}
		got := float64(found) / float64(all)
		t.Logf("%s: %d paragraphs, %d exact (%.3f); %d present (%.3f of them exact); makers %v", m, all, found, got, present, float64(found)/float64(present), makers)
		if got < floors[m] {
			t.Errorf("%s: %.3f of the paragraphs are joined exactly, want %.2f", m, got, floors[m])
		}
	}
}

// squeeze drops white space and underscores, so that only the letters and the places of block ends count.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if isBlank(r) || r == '\n' || r == '_' {
			return -1
		}
		return r
	}, s)
}
