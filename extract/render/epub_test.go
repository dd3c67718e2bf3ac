package render_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/render"
)

// TestEPUB makes a book of all testdata pages: mimetype first and unpacked,
// every file well-formed, every file of the manifest there, the same bytes twice.
func TestEPUB(t *testing.T) {
	var chapters []render.Input
	for i, page := range sources(t) {
		in := input(t, page)
		in.Title = hostileValues[i%len(hostileValues)]
		in.Meta = []render.Field{{Name: "authors", List: hostileValues[:40]}, {Name: "published", Value: "2024-01-02T03:04:05+01:00"}, {Name: "language", Value: "en"}}
		chapters = append(chapters, in)
	}
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := render.Book(w, "Trees & <others>", chapters, render.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
	if got := string(first.Bytes()[30:58]); got != "mimetypeapplication/epub+zip" {
		t.Errorf("the book begins with %q", got)
	}
	files := unzip(t, first.Bytes())
	opf := files["EPUB/package.opf"]
	for _, want := range []string{"<dc:title>Trees &amp; &lt;others&gt;</dc:title>", `<meta property="dcterms:modified">2024-01-02T00:00:00Z</meta>`, `properties="mathml"`} {
		if !strings.Contains(opf, want) {
			t.Errorf("no %s in\n%s", want, opf)
		}
	}
	for name := range files {
		if rest, ok := strings.CutPrefix(name, "EPUB/"); ok && rest != "package.opf" && !strings.Contains(opf, `href="`+rest+`"`) {
			t.Errorf("%s is not in the manifest", name)
		}
	}
	if n := strings.Count(opf, "<itemref "); n != len(chapters) {
		t.Errorf("%d chapters of %d", n, len(chapters))
	}
	epubcheck(t, first.Bytes())
}

// unzip returns a book's files, having parsed those that are XML.
func unzip(t *testing.T, book []byte) map[string]string {
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for i, f := range z.File {
		if i == 0 && (f.Name != "mimetype" || f.Method != zip.Store) {
			t.Errorf("the first file is %s", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
		if strings.HasSuffix(f.Name, "ml") || strings.HasSuffix(f.Name, ".opf") {
			if err := wellFormed(content); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
	return files
}

func wellFormed(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// epubcheck runs the format's own checker where it is installed; it takes seconds.
func epubcheck(t *testing.T, book []byte) {
	path, err := exec.LookPath("epubcheck")
	if err != nil || testing.Short() {
		return
	}
	file := filepath.Join(t.TempDir(), "book.epub")
	if err := os.WriteFile(file, book, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, file)
	if jar, err := filepath.EvalSymlinks(path); err == nil && filepath.Ext(jar) == ".jar" {
		cmd = exec.Command("java", "-jar", jar, file)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("epubcheck: %v\n%s", err, out)
	}
}

// TestEPUBEmpty makes no book of no text.
func TestEPUBEmpty(t *testing.T) {
	if got := write(t, render.EPUB, render.Input{Doc: block.FromHTML(nil)}, render.Options{}); got != "" {
		t.Errorf("%q", got)
	}
}
