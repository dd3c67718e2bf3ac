// Package source reads what was saved: it recognises a file's format by its
// content, undoes compression, opens containers (MHTML, WARC, webarchive …),
// decodes the charset, and hands on one Page after the other.
//
// A saved file is a sequence of pages, read as a stream: a page is handed on
// before the next is read, and memory does not grow with the number of pages.
// Layers nest (a WARC in gzip in a zip) to Limits.Layers. Formats lists what is
// read; one table decides, by content and never by name (but for brotli, which
// has no magic number and is tried last).
//
// Input is untrusted. Time is linear in the input, memory is bounded by
// Limits, nothing that the input names is opened, and what is readable of a
// damaged file is handed on together with a *DamageError.
package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Charset says how a page's bytes were decoded.
type Charset struct {
	// Declared is what the page or its container claims ("" if nothing), in lower case as written.
	Declared string
	// Used is the encoding that was used, by its WHATWG name ("utf-8", "windows-1252", "shift_jis" …).
	Used string
	// Reason is "bom", "header", "meta", "xml", "option", "detected", "default" or "contradicted" (the bytes rule out what is declared).
	Reason string
	// Doubled counts the characters that look like UTF-8 decoded as
	// windows-1252 and encoded again ("Ã©" for "é"), 0 unless they are most of
	// what is not ASCII. They are left as they are.
	Doubled int
	// Replaced counts the runs of bytes that the encoding could not decode; each is one U+FFFD.
	Replaced int
}

// Field is one field of a JSON Lines record that pith does not read itself.
type Field struct {
	Name  string
	Value json.RawMessage
}

// Page is one saved page.
type Page struct {
	// Bytes is the page's content as UTF-8 (valid; bad sequences are U+FFFD).
	Bytes []byte
	// MediaType is "text/html", "application/xhtml+xml" or "text/plain".
	MediaType string
	Charset   Charset
	// URL is the address the page was saved from, "" if neither its container nor its saver's mark says.
	URL string
	// Captured is when it was saved, zero if neither its container nor its saver's mark says.
	Captured time.Time
	// RecordID is the record's own id (WARC-Record-ID, Content-ID), "" if there is none.
	RecordID string
	// Title is a title that the container gives beside the page ("" mostly).
	Title string
	// Format names the innermost container format, "html" or "text" for a bare page.
	Format string
	// Saver names the program whose mark the page carries ("singlefile", "monolith", "browser", "httrack" …), "" if none.
	Saver string
	// Source is the file's name, then the member's behind " > " for each layer. Member names are escaped.
	Source string
	// Offset is the byte offset of the record in its container, 0 for a bare page.
	Offset int64
	// Index is the page's place in the file, from 0.
	Index int
	// Damage is not nil if the page's record is not whole; Bytes is then what could be read of it.
	Damage *DamageError
	// Fields are the other fields of a JSON Lines record, in their order.
	Fields []Field
}

// Limits bound what one file may cost. A zero field means its default, a
// negative one no limit.
type Limits struct {
	Size    int64   // --max-size: bytes read from the file itself; 1 TiB
	Page    int64   // --max-page: bytes of one page, decompressed; 64 MiB
	Ratio   float64 // --max-ratio: decompressed to compressed bytes of one layer, past the first 8 MiB; 500
	Layers  int     // --max-layers: containers within containers; 8
	Records int64   // --max-records: records or members in one container; 100 million
}

// DefaultLimits are what the zero Limits mean. HTML compresses five- to
// twentyfold, gzip's ceiling is 1032; 500 lets repeated pages pass and stops a bomb.
var DefaultLimits = Limits{Size: 1 << 40, Page: 64 << 20, Ratio: 500, Layers: 8, Records: 100_000_000}

// ratioFloor is how much a layer may inflate before its ratio counts (expat's floor).
const ratioFloor = 8 << 20

func (l Limits) orDefault() Limits {
	const none = 1 << 60
	pick := func(v, def int64) int64 {
		switch {
		case v == 0:
			return def
		case v < 0:
			return none
		}
		return v
	}
	d := DefaultLimits
	l.Size, l.Page, l.Records = pick(l.Size, d.Size), pick(l.Page, d.Page), pick(l.Records, d.Records)
	l.Layers = int(min(pick(int64(l.Layers), int64(d.Layers)), 1<<20))
	switch {
	case l.Ratio == 0:
		l.Ratio = d.Ratio
	case l.Ratio < 0:
		l.Ratio = none
	}
	return l
}

// Options say how to read a file. The zero value recognises everything and is safe with untrusted files.
type Options struct {
	// Charset overrides every declaration. It is a WHATWG label ("utf-8", "latin1", "sjis").
	Charset string
	// MediaType overrides recognition of a page: "text/html" or "text/plain".
	MediaType string
	// Format names the format (Formats) that the file has beneath its compression, "" to recognise it.
	Format string
	// JSON says which fields of JSON Lines hold what.
	JSON   JSONFields
	Limits Limits
}

// Skip is a kind of record that a container held beside its pages, and how many of them there were.
type Skip struct {
	What  string
	Count int
}

// Reader reads the pages of one saved file.
type Reader struct {
	opt    Options
	limits Limits
	root   *input
	stack  []sequence
	opened bool
	pages  int
	skips  []Skip
	formed string
	// titles are what a WACZ file says about its pages, by address.
	titles map[string]string
}

// A sequence is an open container or compression layer: next returns the next
// payload, io.EOF after the last. After any other error, next goes on behind it.
type sequence interface {
	next() (*input, error)
}

// NewReader returns a Reader over a saved file. Name is used in Page.Source and errors, never to recognise the format
// (but for brotli, which has no magic).
func NewReader(r io.Reader, name string, opt Options) *Reader {
	rd := &Reader{opt: opt, limits: opt.Limits.orDefault()}
	rd.root = newInput(&sized{r: r, source: name, left: rd.limits.Size, limit: rd.limits.Size}, name, sizeOf(r))
	if ra, ok := r.(io.ReaderAt); ok {
		rd.root.at0 = ra
	}
	return rd
}

// NewBytesReader returns a Reader over a saved file in memory, which it does
// not copy: a bare UTF-8 page's Bytes are b itself.
func NewBytesReader(b []byte, name string, opt Options) *Reader {
	rd := &Reader{opt: opt, limits: opt.Limits.orDefault()}
	rd.root = bytesInput(b, name)
	rd.root.at0, rd.root.size = bytes.NewReader(b), int64(len(b))
	if int64(len(b)) > rd.limits.Size {
		rd.root = newInput(&sized{r: strings.NewReader(""), source: name, limit: rd.limits.Size}, name, 0)
		rd.root.err = &LimitError{Source: name, Limit: "input size in bytes", Switch: "--max-size", Value: rd.limits.Size, Got: int64(len(b))}
	}
	return rd
}

// Next returns the next page, io.EOF after the last. Any other error concerns
// one page, record or file (*DamageError, *LimitError, *UnsupportedError, or
// the error of the reader itself, wrapped), and the next call goes on behind
// it. A page of which a part could be read comes with Page.Damage and without an error.
func (r *Reader) Next() (*Page, error) {
	if !r.opened {
		r.opened = true
		p, err := r.open(r.root)
		if p != nil || err != nil {
			return p, err
		}
	}
	for len(r.stack) > 0 {
		in, err := r.stack[len(r.stack)-1].next()
		if err == io.EOF {
			r.stack[len(r.stack)-1] = nil
			r.stack = r.stack[:len(r.stack)-1]
			continue
		}
		if err != nil {
			return nil, r.named(err)
		}
		p, err := r.open(in)
		if p != nil || err != nil {
			return p, err
		}
	}
	return nil, io.EOF
}

// open recognises a layer; it returns its page, or puts its sequence on the stack.
func (r *Reader) open(in *input) (*Page, error) {
	f := r.recognise(in)
	if r.outermost() && f.Name != "unsupported" {
		r.formed = f.Name
	}
	if f.open == nil {
		p, err := r.page(in, f)
		return p, r.named(err)
	}
	if len(r.stack) >= r.limits.Layers {
		return nil, &LimitError{Source: in.source, Limit: "nesting of containers", Switch: "--max-layers",
			Value: int64(r.limits.Layers), Got: int64(len(r.stack)) + 1}
	}
	seq, err := f.open(r, in)
	if err != nil {
		// What a file is cannot be told from the few bytes before it broke off.
		if below := in.failure(); below != nil && errors.As(err, new(*UnsupportedError)) {
			return nil, r.named(in.fault(below))
		}
		// Beside pages, what is no page is normal: a PDF in a zip file.
		var ue *UnsupportedError
		if errors.As(err, &ue) && !r.outermost() {
			r.skip(ue.What)
			return nil, nil
		}
		return nil, r.named(err)
	}
	r.stack = append(r.stack, seq)
	return nil, nil
}

// outermost reports whether only compression lies above the layer that is being opened.
func (r *Reader) outermost() bool {
	for _, s := range r.stack {
		if s, ok := s.(*single); !ok || !s.compression {
			return false
		}
	}
	return true
}

// named gives an error of the file's own reader the file's name.
func (r *Reader) named(err error) error {
	var re *readError
	var de *DamageError
	if errors.As(err, &re) && !errors.As(err, &de) {
		return fmt.Errorf("%s: %w", Escape(r.root.source), re)
	}
	return err
}

// Format names the format of the file beneath its compression ("warc", "mhtml", "html" …), "" before the first call of Next.
func (r *Reader) Format() string { return r.formed }

// Skipped returns what has been passed over so far, by kind in alphabetical order: records that are no pages.
func (r *Reader) Skipped() []Skip {
	s := slices.Clone(r.skips)
	slices.SortFunc(s, func(a, b Skip) int { return strings.Compare(a.What, b.What) })
	return s
}

// maxSkipKinds bounds the kinds that are counted apart: some come from header values.
const maxSkipKinds = 64

func (r *Reader) skip(what string) {
	for i := range r.skips {
		if r.skips[i].What == what {
			r.skips[i].Count++
			return
		}
	}
	if len(r.skips) >= maxSkipKinds {
		what = "other records"
		for i := range r.skips {
			if r.skips[i].What == what {
				r.skips[i].Count++
				return
			}
		}
	}
	r.skips = append(r.skips, Skip{what, 1})
}

// inner makes the input of a payload in memory.
func (in *input) inner(b []byte, f facts) *input {
	n := bytesInput(b, in.source)
	n.facts, n.depth = f, in.depth+1
	return n
}

// fault makes the error for a layer that cannot be read at all.
func (in *input) fault(err error) error {
	var le *LimitError
	var re *readError
	if errors.As(err, &le) || errors.As(err, &re) {
		return err
	}
	return in.damaged(in.record, in.offset, err)
}

// member makes the input of a named member.
func (in *input) member(r io.Reader, name string, size int64, f facts) *input {
	n := newInput(r, in.source+" > "+Escape(name), size)
	n.base, n.facts, n.depth = name, f, in.depth+1
	return n
}
