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
	text, xhtml := in.text, false
	if r.opt.MediaType != "" {
		text = r.opt.MediaType == typeText
	}
	p.Bytes, p.Charset = decode(b, r.opt.Charset, in.charset, text)
	switch {
	case r.opt.MediaType != "":
	case in.text:
	case f.Name == "text" || r.opt.Format == "text" && in.format == "":
		text = true
	case r.opt.Format == "html" && in.format == "":
	case in.mediaType == typeHTML || in.mediaType == typeXHTML:
	default:
		text = !markup(p.Bytes)
	}
	if !text {
		xhtml = in.mediaType == typeXHTML || isXHTML(p.Bytes)
	}
	p.MediaType = typeHTML
	switch {
	case text:
		p.MediaType = typeText
	case xhtml:
		p.MediaType = typeXHTML
	}
	p.Format = in.format
	if p.Format == "" {
		p.Format = "html"
		if text {
			p.Format = "text"
		}
		if r.outermost() {
			r.formed = p.Format
		}
	}
	if !text {
		marks(p)
	}
	return p, nil
}

// isXHTML reports whether a page begins with an XML declaration or states the XHTML namespace or document type.
func isXHTML(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 1024)], " \t\r\n\f")
	return bytes.HasPrefix(b, []byte("<?xml"))
}
