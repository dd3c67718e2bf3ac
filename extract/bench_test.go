package extract

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"runtime"
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

// BenchmarkExtract sums over wcxb-dev what a page costs, by stage and whole,
// beside a bare html.Parse of the same bytes in the same run: "parse" is the
// ratio to it. Each stage goes over all pages on one thread before the next begins, so that each
// pays for its own garbage. PITH_EVERY=1 takes every page, else every tenth; run with -benchtime 3x.
func BenchmarkExtract(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	pages := benchPages(b, benchEvery())
	docs := make([]*block.Document, len(pages))
	for i, p := range pages {
		page, err := source.NewReader(bytes.NewReader(p), "page", source.Options{}).Next()
		if err != nil {
			b.Fatal(err)
		}
		docs[i] = block.FromHTML(page.Bytes)
	}
	stages := []struct {
		name string
		run  func(i int)
	}{
		{"parse", func(i int) { _, _ = html.Parse(bytes.NewReader(pages[i])) }},
		{"source", func(i int) { _, _ = source.NewReader(bytes.NewReader(pages[i]), "page", source.Options{}).Next() }},
		{"block", func(i int) { block.FromHTML(pages[i]) }},
		{"meta", func(i int) { meta.Resolve(docs[i], meta.Context{}) }},
		{"classify", func(i int) { classify.Document(docs[i], classify.Options{}) }},
		{"whole", func(i int) {
			if a, err := Extract(bytes.NewReader(pages[i]), Options{}); err == nil {
				_ = a.Text()
			}
		}},
	}
	spent := make([]time.Duration, len(stages))
	for b.Loop() {
		for k, s := range stages {
			runtime.GC()
			t := time.Now()
			for i := range pages {
				s.run(i)
			}
			spent[k] += time.Since(t)
		}
	}
	b.ReportMetric(float64(spent[0].Microseconds())/1000/float64(b.N*len(pages)), "parse-ms")
	for k, s := range stages[1:] {
		b.ReportMetric(float64(spent[k+1])/float64(spent[0]), s.name+"/parse")
	}
}

// benchEvery says which pages a benchmark takes: every n-th.
func benchEvery() int {
	if n, err := strconv.Atoi(os.Getenv("PITH_EVERY")); err == nil && n > 0 {
		return n
	}
	return 10
}

// BenchmarkMarkdown sums over wcxb-dev what Extract costs with each format, page
// by page in turn, so that the ratios to text hold on a busy machine.
// PITH_EVERY=1 takes every page, else every tenth.
func BenchmarkMarkdown(b *testing.B) {
	pages := benchPages(b, benchEvery())
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
