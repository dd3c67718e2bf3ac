// Package extract takes a saved web page and returns its article.
package extract

import (
	"io"
	"strings"
	"time"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/meta"
	"github.com/pithcli/pith/extract/render"
	"github.com/pithcli/pith/extract/source"
)

// Options say how to extract. The zero value is right for most uses.
type Options struct {
	// URL is the address of the page, where the caller knows it.
	URL string
	// Captured is when the page was saved, where the caller knows it.
	Captured time.Time
	// Source options: charset, media type, limits.
	Source source.Options
	// Mode moves the selection towards precision or recall.
	Mode classify.Mode
	// Keep names roles that are kept beside the article.
	Keep []classify.Role
}

// Article is what was extracted from one page.
type Article struct {
	Meta   meta.Metadata
	Page   *source.Page
	Doc    *block.Document
	Result classify.Result
}

// Extract reads the first page of a saved file and returns its article.
func Extract(r io.Reader, opt Options) (*Article, error) {
	p, err := source.NewReader(r, "", opt.Source).Next()
	if err != nil {
		return nil, err
	}
	return FromPage(p, opt), nil
}

// FromPage extracts the article of a page that is in memory.
func FromPage(p *source.Page, opt Options) *Article {
	var doc *block.Document
	if p.MediaType == "text/plain" {
		doc = block.FromText(p.Bytes)
	} else {
		doc = block.FromHTML(p.Bytes)
	}
	res := classify.Document(doc, classify.Options{Mode: opt.Mode, Keep: opt.Keep})
	return &Article{Page: p, Doc: doc, Result: res, Meta: meta.Resolve(doc, meta.Context{URL: p.URL, Captured: p.Captured})}
}

// Kept returns the indexes of the article's blocks.
func (a *Article) Kept() []int {
	var keep []int
	for i, v := range a.Result.Verdicts {
		if v.Keep {
			keep = append(keep, i)
		}
	}
	return keep
}

// Text returns the article as plain text without its title.
func (a *Article) Text() string {
	var b strings.Builder
	_ = render.Text(&b, render.Input{Doc: a.Doc, Keep: a.Kept()}, render.Options{})
	return b.String()
}
