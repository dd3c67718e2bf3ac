package block

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// corpora returns the folder of the development corpora, "" where it is absent.
func corpora() string {
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	if _, err := os.Stat(filepath.Join(dir, "README.md")); err != nil {
		return ""
	}
	return dir
}

// corpusPages lists the HTML pages of the named corpora, sorted.
func corpusPages(t testing.TB, names ...string) []string {
	dir := corpora()
	if dir == "" {
		t.Skip("development corpora not found: set PITH_CORPORA to their folder")
	}
	var pages []string
	for _, n := range names {
		m, err := filepath.Glob(filepath.Join(dir, n, "html", "*"))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, m...)
	}
	sort.Strings(pages)
	return pages
}

// readPage reads a page of a corpus as UTF-8.
func readPage(t testing.TB, name string) []byte {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.ToValidUTF8(b, []byte("\uFFFD"))
}

// shown reduces text to what both sides must agree on: no white space, no dropped characters.
func shown(out, s []byte) []byte {
	for i := 0; i < len(s); {
		n, what := 1, int(byteClass[s[i]])
		if what == multi {
			n, what = wide(s[i:])
			if what == multi {
				what = drop
			}
		}
		if what == plain {
			out = append(out, s[i:i+n]...)
		}
		i += n
	}
	return out
}

// oracleText is the visible text of html.Parse's tree, in order.
func oracleText(src []byte) ([]byte, error) {
	root, err := html.ParseWithOptions(bytes.NewReader(src), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, err
	}
	var out []byte
	n := root
	for n != nil {
		skip := false
		switch n.Type {
		case html.TextNode:
			out = shown(out, []byte(n.Data))
		case html.ElementNode:
			switch n.Data {
			case "script", "style", "title", "iframe", "noembed", "noframes", "svg", "math":
				skip = true
			}
		}
		if n.FirstChild != nil && !skip {
			n = n.FirstChild
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return out, nil
}

// ourText is the same of a Document: formulas are left out on both sides, but
// for those between delimiters, which are text of the page.
func ourText(d *Document) []byte {
	var out []byte
	for i := range d.Blocks {
		b := &d.Blocks[i]
		pos := b.Start
		delimiter := int32(-1)
		for _, s := range d.BlockSpans(i) {
			if s.Kind == Chrome && s.End-s.Start <= 2 && strings.ContainsAny(d.Text[s.Start:s.End], `$\`) {
				delimiter = s.End
			}
			if s.Kind == Math && s.Start != delimiter {
				if s.Start >= pos {
					out = shown(out, []byte(d.Text[pos:s.Start]))
					pos = s.End
				}
			}
		}
		out = shown(out, []byte(d.Text[pos:b.End]))
	}
	return out
}

// TestOracle holds FromHTML to html.Parse over the corpora: the same visible
// text in the same order on at least 99.5 % of pages.
func TestOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every page of the corpora")
	}
	pages := corpusPages(t, "wcxb-dev", "segments-dev", "readability-dev", "defuddle-dev")
	type diff struct {
		Page, Ours, Theirs string
	}
	var diffs []diff
	moved := 0
	for _, p := range pages {
		src := readPage(t, p)
		want, err := oracleText(src)
		if err != nil {
			t.Logf("%s: oracle refuses: %v", filepath.Base(p), err)
			continue
		}
		got := ourText(FromHTML(src))
		if bytes.Equal(got, want) {
			continue
		}
		if len(got) == len(want) && letters(got) == letters(want) {
			moved++ // notes and templates that stand behind their paragraph
			continue
		}
		i := 0
		for i < len(got) && i < len(want) && got[i] == want[i] {
			i++
		}
		cut := func(b []byte) string { return string(b[max(0, min(i, len(b))-40):min(len(b), i+60)]) }
		diffs = append(diffs, diff{filepath.Base(p), cut(got), cut(want)})
	}
	same := 1 - float64(len(diffs))/float64(len(pages))
	t.Logf("%d pages, %d differ: %.4f the same, but for the order on %d", len(pages), len(diffs), same, moved)
	if moved*100 > len(pages) {
		t.Errorf("text has another order on %d pages", moved)
	}
	if f := os.Getenv("ORACLE_OUT"); f != "" {
		b, _ := json.MarshalIndent(diffs, "", " ")
		_ = os.WriteFile(f, b, 0o644)
	}
	for _, d := range diffs {
		t.Logf("%s\n ours   %q\n theirs %q", d.Page, d.Ours, d.Theirs)
	}
	if same < 0.995 {
		t.Errorf("same visible text on %.4f of pages, want at least .995", same)
	}
}

// letters counts the bytes of a text.
func letters(s []byte) (n [256]int) {
	for _, c := range s {
		n[c]++
	}
	return n
}

// BenchmarkFromHTML reports the time of FromHTML over wcxb-dev beside html.Parse's.
func BenchmarkFromHTML(b *testing.B) {
	var pages [][]byte
	for i, p := range corpusPages(b, "wcxb-dev") {
		if i%10 == 0 {
			pages = append(pages, readPage(b, p))
		}
	}
	b.Run("FromHTML", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, p := range pages {
				FromHTML(p)
			}
		}
	})
	b.Run("Parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, p := range pages {
				_, _ = html.Parse(bytes.NewReader(p))
			}
		}
	})
	b.Run("Tokenize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, p := range pages {
				z := html.NewTokenizer(bytes.NewReader(p))
				for z.Next() != html.ErrorToken {
				}
			}
		}
	})
}
