package extract

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/meta"
	"github.com/pithcli/pith/extract/render"
	"github.com/pithcli/pith/extract/source"
)

// benchPages reads every n-th page of wcxb-dev.
func benchPages(b *testing.B, n int) [][]byte {
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpora")
	}
	names, _ := filepath.Glob(filepath.Join(dir, "wcxb-dev", "html", "*.gz"))
	if len(names) == 0 {
		b.Skip("development corpora not found: set PITH_CORPORA to their folder")
	}
	var pages [][]byte
	for i := 0; i < len(names); i += n {
		f, err := os.Open(names[i])
		if err != nil {
			b.Fatal(err)
		}
		r, err := gzip.NewReader(f)
		if err != nil {
			b.Fatal(err)
		}
		page, err := io.ReadAll(r)
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
		pages = append(pages, page)
	}
	return pages
}

// BenchmarkExtract sums over wcxb-dev (every tenth page) what a page costs, by
// stage and whole, beside a bare html.Parse of the same bytes in the same run.
// "parse" is the ratio to it; run with -benchtime 5x.
func BenchmarkExtract(b *testing.B) {
	pages := benchPages(b, 10)
	var stage [6]time.Duration
	for b.Loop() {
		for _, p := range pages {
			t := time.Now()
			lap := func(i int) {
				now := time.Now()
				stage[i] += now.Sub(t)
				t = now
			}
			_, _ = html.Parse(bytes.NewReader(p))
			lap(0)
			page, err := source.NewReader(bytes.NewReader(p), "page", source.Options{}).Next()
			if err != nil {
				b.Fatal(err)
			}
			lap(1)
			doc := block.FromHTML(page.Bytes)
			lap(2)
			meta.Resolve(doc, meta.Context{})
			lap(3)
			classify.Document(doc, classify.Options{})
			lap(4)
			art, err := Extract(bytes.NewReader(p), Options{})
			if err == nil {
				_ = art.Text()
			}
			lap(5)
		}
	}
	for i, name := range []string{"parse-ms", "source", "block", "meta", "classify", "whole"} {
		if i == 0 {
			b.ReportMetric(float64(stage[0].Microseconds())/1000/float64(b.N*len(pages)), name)
			continue
		}
		b.ReportMetric(float64(stage[i])/float64(stage[0]), name+"/parse")
	}
}

// BenchmarkMarkdown sums over wcxb-dev what Extract costs with each format, page
// by page in turn, so that the ratios to text hold on a busy machine.
// PITH_EVERY=1 takes every page, else every tenth.
func BenchmarkMarkdown(b *testing.B) {
	every, _ := strconv.Atoi(os.Getenv("PITH_EVERY"))
	if every < 1 {
		every = 10
	}
	pages := benchPages(b, every)
	names := []string{"text", "markdown", "html"}
	var formats []render.Format
	for _, name := range names {
		f, err := render.Lookup(name)
		if err != nil {
			b.Fatal(err)
		}
		formats = append(formats, f)
	}
	spent := make([]time.Duration, len(formats))
	for b.Loop() {
		for n, p := range pages {
			for k := range formats {
				k = (k + n) % len(formats) // none is always first
				t := time.Now()
				a, err := Extract(bytes.NewReader(p), Options{})
				if err == nil {
					err = a.Write(io.Discard, formats[k], render.Options{})
				}
				if err != nil {
					b.Fatal(err)
				}
				spent[k] += time.Since(t)
			}
		}
	}
	b.ReportMetric(float64(spent[0].Microseconds())/1000/float64(b.N*len(pages)), "text-ms")
	for k := 1; k < len(formats); k++ {
		b.ReportMetric(float64(spent[k])/float64(spent[0]), names[k]+"/text")
	}
}
