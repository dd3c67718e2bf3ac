package render_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/render"
)

const pageURL = "https://example.org/dir/page.html"

// TestGolden writes every construct of testdata in every format. UPDATE=1 rewrites the goldens.
func TestGolden(t *testing.T) {
	for _, page := range sources(t) {
		name := strings.TrimSuffix(page, ".html")
		t.Run(filepath.Base(name), func(t *testing.T) {
			in := input(t, page)
			golden(t, name+".md", write(t, render.Markdown, in, render.Options{}))
			golden(t, name+".txt", write(t, render.Text, in, render.Options{}))
			golden(t, name+".out.html", write(t, render.HTML, in, render.Options{}))
			golden(t, name+".json", lines(t, render.Blocks(in, render.Options{})))
		})
	}
}

func input(t *testing.T, page string) render.Input {
	src, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return all(block.FromHTML(src))
}

// all keeps every block of a document.
func all(doc *block.Document) render.Input {
	in := render.Input{Doc: doc, Base: pageURL}
	for i := range doc.Blocks {
		in.Keep = append(in.Keep, i)
	}
	return in
}

func write(t testing.TB, w render.Writer, in render.Input, opt render.Options) string {
	var out strings.Builder
	if err := w(&out, in, opt); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// lines writes blocks as JSON, one a line.
func lines(t *testing.T, blocks []render.Block) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	for _, b := range blocks {
		if err := e.Encode(b); err != nil {
			t.Fatal(err)
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	got += "\n"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (UPDATE=1 go test ./extract/render rewrites it):\n%s", file, d)
	}
}
