package source

import (
	"bytes"
	"errors"
)

// Media types of a Page.
const (
	typeHTML  = "text/html"
	typeXHTML = "application/xhtml+xml"
	typeText  = "text/plain"
)

// page reads a bare page: the rest of the layer, decoded.
func (r *Reader) page(in *input, f *Format) (*Page, error) {
	b, err := in.all(&r.limits)
	if b == nil && err != nil {
		return nil, err
	}
	var re *readError
	if err != nil && len(b) == 0 && errors.As(err, &re) {
		return nil, err
	}
	p := &Page{URL: in.url, Captured: in.captured, RecordID: in.recordID, Title: in.title,
		Source: in.source, Offset: in.offset, Index: r.pages, Fields: in.fields}
	if in.damage != nil {
		err = in.damage
	}
	if err != nil {
		p.Damage = in.damaged(in.record, in.offset, err)
	}
	r.pages++
	known := r.stated(in, f)
	p.Bytes, p.Charset = decode(b, r.opt.Charset, in.charset, known == typeText)
	switch {
	case known != "":
	case markup(p.Bytes):
		known = typeHTML
	default:
		known = typeText
	}
	if known == typeHTML && isXHTML(p.Bytes) {
		known = typeXHTML
	}
	p.MediaType = known
	if p.Format = in.format; p.Format == "" {
		p.Format = "html"
		if known == typeText {
			p.Format = "text"
		}
		if r.outermost() {
			r.formed = p.Format
		}
	}
	if known != typeText {
		marks(p)
	}
	return p, nil
}

// stated returns the media type that options or container state, "" where the content must decide.
func (r *Reader) stated(in *input, f *Format) string {
	bareFile := in.format == ""
	switch {
	case r.opt.MediaType == typeText, r.opt.MediaType == "" && in.text, f.Name == "text", bareFile && r.opt.Format == "text":
		return typeText
	case r.opt.MediaType != "", bareFile && r.opt.Format == "html":
		return typeHTML
	case in.mediaType == typeHTML || in.mediaType == typeXHTML:
		return in.mediaType
	}
	return ""
}

// isXHTML reports whether a page begins with an XML declaration. The XHTML
// doctype alone says nothing: most pages that had it were served, and written, as HTML.
func isXHTML(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 1024)], " \t\r\n\f")
	return bytes.HasPrefix(b, []byte("<?xml"))
}
