package classify

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/pithcli/pith/extract/block"
)

// BenchmarkText is a text page of 10 MB through segmentation and decision.
func BenchmarkText(b *testing.B) {
	src, err := os.ReadFile(filepath.Join("..", "..", "testdata", "text", "select-all.txt"))
	if err != nil {
		b.Fatal(err)
	}
	src = bytes.Repeat(src, 10_000_000/len(src))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		doc := block.FromText(src)
		Document(doc, Options{})
	}
}
