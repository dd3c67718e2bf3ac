// Package source reads what was saved: it recognises a file's format by its
// content, undoes compression, opens containers (MHTML, WARC, webarchive …),
// decodes the charset, and hands on one Page after the other.
package source

import (
	"io"
	"time"
)

// Charset says how a page's bytes were decoded.
type Charset struct {
	// Declared is what the page or its container claims ("" if nothing).
	Declared string
	// Used is the encoding that was used, by its WHATWG name ("utf-8", "windows-1252", "shift_jis" …).
	Used string
	// Reason is "bom", "header", "meta", "xml", "option", "detected", "default" or "contradicted" (the bytes rule out what is declared).
	Reason string
}

// Page is one saved page.
type Page struct {
	// Bytes is the page's content as UTF-8 (valid; bad sequences are U+FFFD).
	Bytes []byte
	// MediaType is "text/html", "application/xhtml+xml" or "text/plain".
	MediaType string
	Charset   Charset
	// URL is the address the page was saved from, "" if its container does not say.
	URL string
	// Captured is when it was saved, zero if its container does not say.
	Captured time.Time
	// RecordID is the record's own id (WARC-Record-ID, Content-ID), "" if there is none.
	RecordID string
	// Title is a title that the container gives beside the page ("" mostly).
	Title string
	// Format names the innermost container format, "html" or "text" for a bare page.
	Format string
	// Source is the file's name, then the member's behind " > " for each layer.
	Source string
	// Offset is the byte offset of the record in its container, 0 for a bare page.
	Offset int64
	// Index is the page's place in the file, from 0.
	Index int
}

// Limits bound what one file may cost. A zero field means its default.
type Limits struct {
	Size    int64   // bytes read from the file itself
	Page    int64   // bytes of one page, decompressed: 64 MiB
	Ratio   float64 // decompressed to compressed bytes, past the first 8 MiB
	Layers  int     // containers within containers: 8
	Records int64   // records or members in one container
}

// Options say how to read a file.
type Options struct {
	// Charset overrides every declaration.
	Charset string
	// MediaType overrides recognition of a bare page: "text/html" or "text/plain".
	MediaType string
	Limits    Limits
}

// Reader reads the pages of one saved file.
type Reader struct {
	r    io.Reader
	name string
	opt  Options
	done bool
}

// NewReader returns a Reader over a saved file. Name is used in Page.Source and errors, never to recognise the format
// (but for brotli, which has no magic).
func NewReader(r io.Reader, name string, opt Options) *Reader {
	return &Reader{r: r, name: name, opt: opt}
}

// Next returns the next page, io.EOF after the last. An error other than
// io.EOF that is a *DamageError concerns one record: the next call goes on behind it.
func (r *Reader) Next() (*Page, error) {
	if r.done {
		return nil, io.EOF
	}
	r.done = true
	b, err := io.ReadAll(r.r)
	if err != nil {
		return nil, err
	}
	return &Page{Bytes: b, MediaType: "text/html", Source: r.name, Format: "html"}, nil
}
