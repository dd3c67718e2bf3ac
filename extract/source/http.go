package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

var httpFormat = Format{Name: "http", sniff: func(h head) bool { return httpHead(h.text) }, open: openHTTP,
	Doc: "a stored HTTP response: head, then the page (curl -i, wget --save-headers); chunking and content encoding are undone"}

// header is the fields of one head: names in lower case, in their order.
type header []struct{ name, value string }

// get returns the first value of a name.
func (h header) get(name string) string {
	for i := range h {
		if h[i].name == name {
			return h[i].value
		}
	}
	return ""
}

const (
	// maxHeader bounds a head; servers refuse 16 KiB, mail with many hops has some 100 KiB.
	maxHeader = 1 << 20
	// maxFields bounds how many fields of a head are kept, the first ones.
	maxFields = 1024
)

// parseHeader reads "Name: value" lines up to an empty line, joins folded
// lines, and returns what follows. It takes LF and CRLF, and passes over lines
// that are no field.
func parseHeader(b []byte) (h header, rest []byte) {
	var value []byte
	flush := func() {
		if value != nil && len(h) > 0 {
			h[len(h)-1].value = strings.TrimSpace(string(value))
		}
		value = nil
	}
	for len(b) > 0 {
		line := b
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			line, b = b[:i], b[i+1:]
		} else {
			b = nil
		}
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			flush()
			return h, b
		}
		if line[0] == ' ' || line[0] == '\t' {
			if value != nil && len(value) < maxHeader {
				value = append(append(value, ' '), bytes.TrimSpace(line)...)
			}
			continue
		}
		flush()
		i := bytes.IndexByte(line, ':')
		if i <= 0 || i > 256 || len(h) >= maxFields {
			continue
		}
		h = append(h, struct{ name, value string }{strings.ToLower(strings.TrimSpace(string(line[:i]))), ""})
		value = append([]byte{}, line[i+1:]...)
	}
	flush()
	return h, nil
}

// httpHead reports whether b begins with an HTTP response head.
func httpHead(b []byte) bool {
	if len(b) < 12 || string(b[:5]) != "HTTP/" {
		return false
	}
	line, _, _ := bytes.Cut(b[:min(len(b), 512)], []byte("\n"))
	f := bytes.Fields(line)
	if len(f) < 2 || len(f[1]) != 3 {
		return false
	}
	_, err := strconv.Atoi(string(f[1]))
	return err == nil
}

// response is a parsed HTTP response.
type response struct {
	status int
	header header
	body   []byte
}

// parseResponse parses a response head; ok is false if b does not begin with one, and body is then b.
func parseResponse(b []byte) (res response, ok bool) {
	if !httpHead(b) {
		return response{body: b}, false
	}
	line, rest, _ := bytes.Cut(b, []byte("\n"))
	res.status, _ = strconv.Atoi(string(bytes.Fields(line)[1]))
	res.header, res.body = parseHeader(rest)
	return res, true
}

// plain undoes transfer and content encoding of the body. What is claimed and
// not so is left as it is; damage comes with what could be read.
func (res *response) plain(l *Limits) (body []byte, err error) {
	body = res.body
	if strings.Contains(strings.ToLower(res.header.get("transfer-encoding")), "chunked") {
		body, err = dechunk(body)
	}
	codings := strings.Split(strings.ToLower(res.header.get("content-encoding")), ",")
	for i := len(codings) - 1; i >= max(0, len(codings)-4); i-- {
		r := contentDecoder(strings.TrimSpace(codings[i]), body)
		if r == nil {
			continue
		}
		var derr error
		if body, derr = inflateAll(r, len(body), l); derr != nil {
			var le *LimitError
			if errors.As(derr, &le) {
				return nil, derr
			}
			if err == nil {
				err = derr
			}
		}
	}
	return body, err
}

// contentDecoder returns a decompressor for a content coding, nil if the bytes
// are not of that coding.
func contentDecoder(coding string, b []byte) io.Reader {
	switch coding {
	case "gzip", "x-gzip":
		if gzipCodec.magic(b) {
			if r, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
				return r
			}
		}
	case "br":
		if len(b) > 0 && sniffBrotli(head{raw: b[:min(len(b), sniffLen)], base: ".br"}) {
			return brotli.NewReader(bytes.NewReader(b))
		}
	case "zstd":
		if zstdMagic(b) {
			if r, err := zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)); err == nil {
				return r
			}
		}
	case "deflate":
		// Some servers send a zlib stream, as the standard says, others bare deflate.
		if len(b) >= 2 && b[0]&0x0f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0 {
			if r, err := zlib.NewReader(bytes.NewReader(b)); err == nil {
				return r
			}
		}
		if len(b) > 0 && isBinary(b[:min(len(b), 512)]) {
			return flate.NewReader(bytes.NewReader(b))
		}
	}
	return nil
}

// inflateAll reads a whole decompressed payload within the limits of a page.
func inflateAll(r io.Reader, packed int, l *Limits) ([]byte, error) {
	out := make([]byte, 0, min(int64(packed)*4+512, firstAlloc))
	var err error
	for err == nil {
		if int64(len(out)) > l.Page {
			return nil, &LimitError{Limit: "page size in bytes", Switch: "--max-page", Value: l.Page, Got: int64(len(out))}
		}
		if len(out) > ratioFloor && float64(len(out)) > l.Ratio*float64(max(packed, 1)) {
			return nil, &LimitError{Limit: "compression ratio", Switch: "--max-ratio", Value: int64(l.Ratio), Got: int64(len(out) / max(packed, 1))}
		}
		if len(out) == cap(out) {
			grown := make([]byte, len(out), 2*cap(out))
			copy(grown, out)
			out = grown
		}
		out, err = readSome(r, out)
	}
	if err == io.EOF {
		err = nil
	} else if errors.Is(err, gzip.ErrHeader) && len(out) > 0 {
		// Padding behind the only member of a content-encoded body.
		err = nil
	} else {
		err = noEOF(err)
	}
	return out, err
}

var errChunk = errors.New("its chunked encoding breaks off")

// dechunk undoes chunked transfer coding (RFC 9112, 7.1). A body that is not
// chunked is returned as it is; one that breaks off with what came before, and
// what stands at the break if it is no chunk.
func dechunk(b []byte) ([]byte, error) {
	if _, _, ok := chunkSize(b); !ok {
		return b, nil
	}
	out := make([]byte, 0, len(b))
	for {
		n, rest, ok := chunkSize(b)
		if !ok {
			if len(bytes.TrimSpace(b)) == 0 {
				return out, errChunk
			}
			return append(out, b...), errChunk
		}
		if n == 0 {
			return out, nil
		}
		if n > int64(len(rest)) {
			return append(out, rest...), errChunk
		}
		out = append(out, rest[:n]...)
		b = rest[n:]
		b = bytes.TrimPrefix(b, []byte("\r"))
		b = bytes.TrimPrefix(b, []byte("\n"))
	}
}

// chunkSize reads a chunk's size line.
func chunkSize(b []byte) (n int64, rest []byte, ok bool) {
	i := bytes.IndexByte(b[:min(len(b), 1024)], '\n')
	if i < 0 {
		return 0, nil, false
	}
	line, _, _ := bytes.Cut(b[:i], []byte(";"))
	line = bytes.TrimSpace(line)
	if len(line) == 0 || len(line) > 15 {
		return 0, nil, false
	}
	n, err := strconv.ParseInt(string(line), 16, 64)
	if err != nil || n < 0 {
		return 0, nil, false
	}
	return n, b[i+1:], true
}

// openHTTP reads a stored response; of several (redirects followed by curl -iL) the last.
func openHTTP(rd *Reader, in *input) (sequence, error) {
	b, err := in.all(&rd.limits)
	if b == nil && err != nil {
		return nil, err
	}
	f := in.facts
	f.format = "http"
	if err != nil {
		f.damage = err
	}
	b = bytes.TrimLeft(bytes.TrimPrefix(b, utf8BOM), " \t\r\n")
	res, _ := parseResponse(b)
	for range 16 {
		next, ok := parseResponse(bytes.TrimLeft(res.body, "\r\n"))
		if !ok {
			break
		}
		res = next
	}
	body, err := res.plain(&rd.limits)
	if body == nil && err != nil {
		return nil, at(err, in.source)
	}
	if err != nil && f.damage == nil {
		f.damage = err
	}
	f.fromHead(res.header)
	return &single{inner: in.inner(body, f)}, nil
}

// fromHead takes what an HTTP head says about its body.
func (f *facts) fromHead(h header) {
	typ, params := mediaType(h.get("content-type"))
	f.mediaType, f.charset = typ, params["charset"]
	if f.captured.IsZero() {
		f.captured = httpDate(h.get("date"))
	}
	if f.url == "" {
		f.url = cleanURL(h.get("content-location"))
		if !strings.Contains(f.url, "://") {
			f.url = ""
		}
	}
	f.page = f.mediaType == typeHTML || f.mediaType == typeXHTML
}

// at gives a limit error the place it lacks.
func at(err error, source string) error {
	var le *LimitError
	if errors.As(err, &le) && le.Source == "" {
		le.Source = source
	}
	return err
}
