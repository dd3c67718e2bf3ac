package meta

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/net/html"

	"github.com/pithcli/pith/extract/block"
)

// benchPages reads every 30th page of wcxb-dev.
func benchPages(b *testing.B) (pages [][]byte, docs []*block.Document, total int) {
	b.Helper()
	root := os.Getenv("PITH_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	files, _ := filepath.Glob(filepath.Join(root, "wcxb-dev", "html", "*.gz"))
	if len(files) == 0 {
		b.Skip("corpus wcxb-dev is not here: set PITH_CORPORA to the folder that holds it")
	}
	for i := 0; i < len(files); i += 30 {
		f, err := os.Open(files[i])
		if err != nil {
			b.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			b.Fatal(err)
		}
		page, err := io.ReadAll(z)
		f.Close()
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, page)
		docs = append(docs, block.FromHTML(page))
		total += len(page)
	}
	return pages, docs, total
}

// BenchmarkResolve is the cost of all metadata of the pages, Complete included;
// BenchmarkFromHTML and BenchmarkParse are what to compare it with.
func BenchmarkResolve(b *testing.B) {
	_, docs, total := benchPages(b)
	kept := make([][]int, len(docs))
	for i, d := range docs {
		for k := range d.Blocks { // about what a selection keeps
			if len(d.BlockText(k)) > 80 {
				kept[i] = append(kept[i], k)
			}
		}
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		for i, d := range docs {
			m := Resolve(d, Context{})
			Complete(&m, d, kept[i])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(docs)), "µs/page")
}

func BenchmarkFromHTML(b *testing.B) {
	pages, _, total := benchPages(b)
	b.SetBytes(int64(total))
	for b.Loop() {
		for _, p := range pages {
			block.FromHTML(p)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(pages)), "µs/page")
}

func BenchmarkParse(b *testing.B) {
	pages, _, total := benchPages(b)
	b.SetBytes(int64(total))
	for b.Loop() {
		for _, p := range pages {
			if _, err := html.Parse(bytes.NewReader(p)); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(pages)), "µs/page")
}
