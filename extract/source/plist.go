package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"html"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// howett.net/plist was weighed and left: it builds the whole property list,
// pictures included, recurses over nested containers and follows shared
// references as often as they occur, so that a file of a few KiB can ask for 9^24 objects.

var (
	errPlist     = errors.New("its property list is broken")
	errPlistWork = errors.New("its property list refers to itself or to the same objects again and again")
)

// webDocument is a resource of a webarchive that may be a page.
type webDocument struct {
	data               []byte
	mime, charset, url string
	cut                bool
}

// maxSubframes bounds how many frames of a webarchive are looked at.
const maxSubframes = 1000

// bplist reads a binary property list by going only where it is asked to.
// Every step is counted, so that cycles and shared references end.
type bplist struct {
	b       []byte
	offsets []byte // the offset table
	offSize int
	refSize int
	count   uint64
	top     uint64
	work    int // steps left
}

func newBplist(b []byte) (*bplist, error) {
	if len(b) < 40 || !bytes.HasPrefix(b, []byte("bplist0")) {
		return nil, errPlist
	}
	t := b[len(b)-32:]
	p := &bplist{b: b, offSize: int(t[6]), refSize: int(t[7]), count: binary.BigEndian.Uint64(t[8:]), top: binary.BigEndian.Uint64(t[16:]), work: len(b) + 1024}
	table := binary.BigEndian.Uint64(t[24:])
	body := uint64(len(b) - 32)
	if p.offSize < 1 || p.offSize > 8 || p.refSize < 1 || p.refSize > 8 || table > body || p.count > (body-table)/uint64(p.offSize) || p.top >= p.count {
		return nil, errPlist
	}
	p.offsets = b[table : table+p.count*uint64(p.offSize)]
	return p, nil
}

func bigEndian(b []byte) uint64 {
	var v uint64
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v
}

// object returns an object's kind (the marker's high half), its count, and the bytes from its content on.
func (p *bplist) object(ref uint64) (kind byte, n uint64, rest []byte, err error) {
	if p.work--; p.work < 0 {
		return 0, 0, nil, errPlistWork
	}
	if ref >= p.count {
		return 0, 0, nil, errPlist
	}
	off := bigEndian(p.offsets[ref*uint64(p.offSize):][:p.offSize])
	if off >= uint64(len(p.b)-32) {
		return 0, 0, nil, errPlist
	}
	rest = p.b[off : len(p.b)-32]
	kind, n = rest[0]>>4, uint64(rest[0]&0x0f)
	rest = rest[1:]
	if n == 0x0f && kind >= 4 {
		if len(rest) == 0 || rest[0]>>4 != 1 || rest[0]&0x0f > 3 || len(rest) < 1+1<<(rest[0]&0x0f) {
			return 0, 0, nil, errPlist
		}
		size := 1 << (rest[0] & 0x0f)
		n, rest = bigEndian(rest[1:1+size]), rest[1+size:]
	}
	return kind, n, rest, nil
}

// get returns the reference that a dictionary has under a key.
func (p *bplist) get(dict uint64, key string) (ref uint64, ok bool, err error) {
	kind, n, rest, err := p.object(dict)
	if err != nil {
		return 0, false, err
	}
	if kind != 0xd || n > uint64(len(rest))/uint64(2*p.refSize) {
		return 0, false, errPlist
	}
	for i := range n {
		k, err := p.text(bigEndian(rest[i*uint64(p.refSize):][:p.refSize]))
		if err != nil {
			return 0, false, err
		}
		if k == key {
			return bigEndian(rest[(n+i)*uint64(p.refSize):][:p.refSize]), true, nil
		}
	}
	return 0, false, nil
}

func (p *bplist) text(ref uint64) (string, error) {
	kind, n, rest, err := p.object(ref)
	if err != nil {
		return "", err
	}
	switch kind {
	case 5:
		if n > uint64(len(rest)) {
			return "", errPlist
		}
		p.work -= int(n)
		return string(rest[:n]), nil
	case 6:
		if n > uint64(len(rest))/2 {
			return "", errPlist
		}
		p.work -= int(n)
		u := make([]uint16, n)
		for i := range u {
			u[i] = binary.BigEndian.Uint16(rest[2*i:])
		}
		return string(utf16.Decode(u)), nil
	}
	return "", errPlist
}

// documents returns the main resource and the main resources of the frames, outermost first.
func (p *bplist) documents() ([]webDocument, error) {
	var out []webDocument
	queue := []uint64{p.top}
	for len(queue) > 0 && len(out) < maxSubframes {
		archive := queue[0]
		queue = queue[1:]
		d, err := p.document(archive)
		if err != nil {
			return out, err
		}
		out = append(out, d)
		frames, ok, err := p.get(archive, "WebSubframeArchives")
		if err != nil || !ok {
			continue
		}
		kind, n, rest, err := p.object(frames)
		if err != nil || kind != 0xa || n > uint64(len(rest))/uint64(p.refSize) {
			return out, errPlist
		}
		for i := range min(n, maxSubframes) {
			queue = append(queue, bigEndian(rest[i*uint64(p.refSize):][:p.refSize]))
		}
	}
	return out, nil
}

func (p *bplist) document(archive uint64) (d webDocument, err error) {
	main, ok, err := p.get(archive, "WebMainResource")
	if err != nil {
		return d, err
	}
	if !ok {
		return d, errNoWebArchive
	}
	data, ok, err := p.get(main, "WebResourceData")
	if err != nil || !ok {
		return d, errPlist
	}
	kind, n, rest, err := p.object(data)
	if err != nil || kind != 4 || n > uint64(len(rest)) {
		return d, errPlist
	}
	d.data = rest[:n]
	for _, f := range []struct {
		key string
		to  *string
	}{{"WebResourceMIMEType", &d.mime}, {"WebResourceTextEncodingName", &d.charset}, {"WebResourceURL", &d.url}} {
		if ref, ok, err := p.get(main, f.key); err == nil && ok {
			*f.to, _ = p.text(ref)
		}
	}
	return d, nil
}

// salvage finds the main resource of a binary property list whose table is
// gone (the table stands last): the first data object that begins with markup.
func salvage(b []byte) (webDocument, bool) {
	for from := 8; from < len(b); {
		i := bytes.IndexByte(b[from:], '<')
		if i < 0 {
			break
		}
		i += from
		from = i + 1
		for size := 1; size <= 8; size *= 2 {
			at := i - size - 2
			if at < 8 || b[at] != 0x4f || b[at+1]>>4 != 1 || 1<<(b[at+1]&0x0f) != size || !opens(b[i:]) {
				continue
			}
			n := bigEndian(b[i-size : i])
			d := webDocument{data: b[i:], mime: typeHTML, cut: true}
			if n < uint64(len(d.data)) {
				d.data = d.data[:n]
			}
			return d, true
		}
	}
	return webDocument{}, false
}

// xmlPlist reads the documents of a webarchive in XML: a scan over its tags.
// Entities of a document type are never expanded.
func xmlPlist(b []byte) ([]webDocument, error) {
	var x xmlArchive
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return x.docs, errCut
		}
		b = b[i:]
		if bytes.HasPrefix(b, []byte("<!--")) {
			if i = bytes.Index(b, []byte("-->")); i < 0 {
				return x.docs, errCut
			}
			b = b[i+3:]
			continue
		}
		end := bytes.IndexByte(b, '>')
		if end < 0 {
			return x.docs, errCut
		}
		tag := b[1:end]
		b = b[end+1:]
		switch name, _, _ := strings.Cut(string(tag[:min(len(tag), 32)]), " "); name {
		case "dict", "array":
			x.enter(name == "dict")
		case "/dict", "/array":
			x.leave()
		case "/plist":
			return x.docs, nil
		case "key", "string", "data":
			value, cut := b, true
			if i := bytes.IndexByte(b, '<'); i >= 0 {
				value, cut = b[:i], false
			}
			b = b[len(value):]
			x.value(name, value, cut)
		}
	}
}

// xmlDeepest bounds the containers that are followed; deeper ones cost a counter.
const xmlDeepest = 64

// xmlArchive is what a scan has seen of a webarchive.
type xmlArchive struct {
	docs  []webDocument
	stack []xmlContainer
	over  int // containers open beyond xmlDeepest
}

// xmlContainer is an open dict or array.
type xmlContainer struct {
	dict bool
	key  string
	doc  int // index of the document it belongs to, -1 for none
}

// enter opens a dict or an array. A document is a dict at the top or among the subframes.
func (x *xmlArchive) enter(dict bool) {
	n := len(x.stack)
	if n >= xmlDeepest {
		x.over++
		return
	}
	c := xmlContainer{dict: dict, doc: -1}
	switch {
	case n > 0 && x.stack[n-1].dict:
		if x.stack[n-1].key == "WebMainResource" {
			c.doc = x.stack[n-1].doc
		}
	case dict && len(x.docs) < maxSubframes && (n == 0 || x.stack[n-1].key == "WebSubframeArchives"):
		c.doc = len(x.docs)
		x.docs = append(x.docs, webDocument{})
	}
	if !dict && n > 0 {
		c.key = x.stack[n-1].key
	}
	x.stack = append(x.stack, c)
}

func (x *xmlArchive) leave() {
	switch {
	case x.over > 0:
		x.over--
	case len(x.stack) > 0:
		x.stack = x.stack[:len(x.stack)-1]
	}
}

// value takes the content of an element that holds no others.
func (x *xmlArchive) value(name string, value []byte, cut bool) {
	n := len(x.stack)
	if x.over > 0 || n == 0 {
		return
	}
	top := &x.stack[n-1]
	if name == "key" {
		top.key = string(value[:min(len(value), 64)])
		return
	}
	if top.doc < 0 || n < 2 || x.stack[n-2].key != "WebMainResource" {
		return
	}
	d := &x.docs[top.doc]
	switch top.key {
	case "WebResourceData":
		d.data, _ = fromBase64(bytes.Clone(value))
		d.cut = cut
	case "WebResourceMIMEType":
		d.mime = xmlText(value)
	case "WebResourceTextEncodingName":
		d.charset = xmlText(value)
	case "WebResourceURL":
		d.url = xmlText(value)
	}
}

func xmlText(b []byte) string {
	if len(b) > maxURL || !utf8.Valid(b) {
		return ""
	}
	return html.UnescapeString(string(b))
}
