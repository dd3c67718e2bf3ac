package classify

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/pithcli/pith/extract/block"
)

// corpus returns every nth page of wcxb-dev, segmented.
func corpus(tb testing.TB, n int) []*block.Document {
	root := os.Getenv("PITH_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	names, _ := filepath.Glob(filepath.Join(root, "wcxb-dev", "html", "*.html.gz"))
	if len(names) == 0 {
		tb.Skipf("no corpora under %s: set PITH_CORPORA", root)
	}
	var docs []*block.Document
	for i := 0; i < len(names); i += n {
		f, err := os.Open(names[i])
		if err != nil {
			tb.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			tb.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := io.Copy(&b, z); err != nil {
			tb.Fatal(err)
		}
		f.Close()
		docs = append(docs, block.FromHTML(b.Bytes()))
	}
	return docs
}

// BenchmarkDocument classifies every thirtieth page of wcxb-dev.
func BenchmarkDocument(b *testing.B) {
	docs := corpus(b, 30)
	blocks := 0
	for _, d := range docs {
		blocks += len(d.Blocks)
	}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		for _, d := range docs {
			Document(d, Options{})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*blocks), "ns/block")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(docs)), "µs/page")
}
