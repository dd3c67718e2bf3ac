// Command bench runs pith and other Go extractors over a corpus and prints
// quality and time side by side, as Markdown:
//
//	cd bench && go run . ../../shared/corpora/wcxb-dev
//
// Every tool gets the same UTF-8 bytes and is timed alone, one page after the
// other on one thread; time is given beside a bare html.Parse of the same pages in
// the same run. It is a module of its own, so that pith's stays small.
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"github.com/markusmobius/go-trafilatura"
	"github.com/rs/zerolog"
	"golang.org/x/net/html"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/eval"
	"github.com/pithcli/pith/extract/source"
)

// tool is an extractor: the text of a page, "" where it finds none.
type tool struct {
	name string
	run  func(page []byte) string
}

// base is an address for tools that need one; saved pages often have none.
var base = &url.URL{Scheme: "https", Host: "page.example", Path: "/"}

var tools = []tool{
	{"html.Parse alone", func(p []byte) string { _, _ = html.Parse(bytes.NewReader(p)); return "" }},
	{"pith", func(p []byte) string {
		a, err := extract.Extract(bytes.NewReader(p), extract.Options{})
		if err != nil {
			return ""
		}
		return a.Text()
	}},
	{"go-trafilatura", func(p []byte) string {
		r, err := trafilatura.Extract(bytes.NewReader(p), trafilatura.Options{OriginalURL: base, ExcludeComments: true, EnableFallback: true})
		if err != nil {
			return ""
		}
		return r.ContentText
	}},
	{"go-readability (readeck)", func(p []byte) string {
		a, err := readability.FromReader(bytes.NewReader(p), base)
		if err != nil || a.Node == nil {
			return ""
		}
		var b strings.Builder
		if a.RenderText(&b) != nil {
			return ""
		}
		return b.String()
	}},
	{"go-domdistiller", func(p []byte) string {
		r, err := distiller.ApplyForReader(bytes.NewReader(p), &distiller.Options{OriginalURL: base, SkipPagination: true})
		if err != nil {
			return ""
		}
		return r.Text
	}},
}

func main() {
	zerolog.SetGlobalLevel(zerolog.Disabled)
	every := flag.Int("every", 1, "take every nth page")
	only := flag.String("only", "", "run the tool of this name alone")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: bench [-every N] CORPUS")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *every, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(dir string, every int, only string) error {
	layout, err := eval.Guess(dir)
	if err != nil {
		return err
	}
	cases, err := layout.Load(dir)
	if err != nil {
		return err
	}
	var ids []string
	var pages [][]byte
	for i, c := range cases {
		if i%every != 0 {
			continue
		}
		p, err := read(c.File)
		if err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
		ids, pages = append(ids, c.ID), append(pages, p)
	}
	runtime.GOMAXPROCS(1)
	fmt.Printf("%s, %d pages\n\n| extractor | F1 | articles | precision | recall | ms a page | × html.Parse |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n", layout.Name, len(pages))
	var parse time.Duration
	measure(tools[0], ids, pages) // the first to run pays for the memory that all use
	for i, t := range tools {
		if only != "" && i > 0 && t.name != only {
			continue
		}
		took, texts := measure(t, ids, pages)
		ms := float64(took.Microseconds()) / 1000 / float64(len(pages))
		if i == 0 {
			parse = took
			fmt.Printf("| %s | | | | | %.2f | 1 |\n", t.name, ms)
			continue
		}
		r, err := eval.Run(context.Background(), dir, layout, eval.Options{Predictions: texts, Only: ids})
		if err != nil {
			return err
		}
		articles := ""
		for _, g := range r.Groups {
			if g.Name == "article" {
				articles = fmt.Sprintf("%.3f", g.F1)
			}
		}
		fmt.Printf("| %s | %.3f | %s | %.3f | %.3f | %.2f | %.2f |\n", t.name, r.All.F1, articles, r.All.Precision, r.All.Recall, ms, float64(took)/float64(parse))
	}
	return nil
}

// measure runs a tool over all pages. A tool that panics on a page gives it up.
func measure(t tool, ids []string, pages [][]byte) (time.Duration, map[string]string) {
	texts := make(map[string]string, len(ids))
	runtime.GC()
	start := time.Now()
	for i, p := range pages {
		func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Fprintf(os.Stderr, "bench: %s: %s: %v\n", t.name, ids[i], r)
				}
			}()
			texts[ids[i]] = t.run(p)
		}()
	}
	return time.Since(start), texts
}

// read reads a page as UTF-8, as pith decodes it.
func read(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	p, err := source.NewReader(r, name, source.Options{MediaType: "text/html"}).Next()
	if err != nil {
		return nil, err
	}
	return p.Bytes, nil
}
