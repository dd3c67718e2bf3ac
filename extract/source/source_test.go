package source

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// corpora returns the directory of the shared corpora, or skips the test.
func corpora(t testing.TB, sub string) string {
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	dir = filepath.Join(dir, sub)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpora at %s (set PITH_CORPORA)", dir)
	}
	return dir
}

// readAll reads every page, and every error on the way, up to the end.
func readAll(t testing.TB, r *Reader) (pages []*Page, errs []error) {
	t.Helper()
	for range 1_000_000 {
		p, err := r.Next()
		if err == io.EOF {
			return pages, errs
		}
		if (p == nil) == (err == nil) {
			t.Fatalf("Next returned page %v and error %v", p, err)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		pages = append(pages, p)
	}
	t.Fatal("no end after a million calls")
	return nil, nil
}

// onePage reads a file that must be one whole page.
func onePage(t testing.TB, b []byte, name string) *Page {
	t.Helper()
	pages, errs := readAll(t, NewBytesReader(b, name, Options{}))
	if len(pages) != 1 || len(errs) != 0 {
		t.Fatalf("%s: %d pages, errors %v", name, len(pages), errs)
	}
	if pages[0].Damage != nil {
		t.Fatalf("%s: %v", name, pages[0].Damage)
	}
	return pages[0]
}

func TestCompressedCorpus(t *testing.T) {
	dir := corpora(t, "formats-dev")
	files, _ := filepath.Glob(filepath.Join(dir, "compressed", "*"))
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p := onePage(t, b, filepath.Base(f))
		if p.MediaType != typeHTML || p.Charset.Used != "utf-8" {
			t.Errorf("%s: %s in %+v", f, p.MediaType, p.Charset)
		}
	}
}

func TestUnsupportedIsNamed(t *testing.T) {
	for in, want := range map[string]string{
		"%PDF-1.7\n%\xe2\xe3\xcf\xd3": "a PDF document",
		"\x89PNG\r\n\x1a\n\x00\x00":   "a PNG image",
		"\x7fELF\x02\x01\x01":         "an ELF program",
		"\x00\x01\x02\x03\x04\x05":    "binary data",
	} {
		_, err := NewBytesReader([]byte(in), "x.html", Options{}).Next()
		var ue *UnsupportedError
		if !errors.As(err, &ue) || ue.What != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}
