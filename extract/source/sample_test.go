package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// article is a page with a word of its own and characters beyond ASCII.
func article(word string) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>The " + word + "</title></head>\n<body>\n<h1>The " + word + "</h1>\n")
	for i := range 12 {
		fmt.Fprintf(&b, "<p>Paragraph %d on the %s of Łódź, with a café and some more words to fill the line. %x</p>\n", i, word, i*7919*len(word))
	}
	b.WriteString("</body></html>\n")
	return b.String()
}

func warcRecord(typ, uri, media, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-02-03T04:05:06Z\r\nWARC-Record-ID: <urn:uuid:%08x>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		typ, uri, len(block), media, len(block), block)
}

func httpResponse(body string, fields ...string) string {
	h := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
	for _, f := range fields {
		h += f + "\r\n"
	}
	return h + "\r\n" + body
}

// warcRecords are the records of a small WARC file with three pages.
func warcRecords() []string {
	return []string{
		warcRecord("warcinfo", "", "application/warc-fields", "software: test\r\n"),
		warcRecord("request", "http://a.example/1", "application/http;msgtype=request", "GET /1 HTTP/1.1\r\n\r\n"),
		warcRecord("response", "http://a.example/1", "application/http;msgtype=response", httpResponse(article("first"))),
		warcRecord("response", "http://a.example/x.png", "application/http;msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\nxxxx"),
		warcRecord("response", "http://a.example/2", "application/http;msgtype=response", httpResponse(article("second"))),
		warcRecord("resource", "http://a.example/3", "text/html", article("third")),
	}
}

func gz(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(p))
		_ = z.Close()
	}
	return b.Bytes()
}

func zst(parts ...string) []byte {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	defer e.Close()
	var b []byte
	for _, p := range parts {
		b = e.EncodeAll([]byte(p), b)
	}
	return b
}

func br(s string) []byte {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.Bytes()
}

func xzed(s string) []byte {
	var b bytes.Buffer
	w, err := xz.NewWriter(&b)
	if err != nil {
		panic(err)
	}
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.Bytes()
}

type file struct{ name, body string }

func zipOf(store bool, files ...file) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		method := zip.Deflate
		if store {
			method = zip.Store
		}
		m, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: method})
		if err != nil {
			panic(err)
		}
		_, _ = m.Write([]byte(f.body))
	}
	_ = w.Close()
	return b.Bytes()
}

func tarOf(files ...file) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		_ = w.WriteHeader(&tar.Header{Name: f.name, Mode: 0o644, Size: int64(len(f.body)), Typeflag: tar.TypeReg})
		_, _ = w.Write([]byte(f.body))
	}
	_ = w.Close()
	return b.Bytes()
}

func mhtmlOf(page string) []byte {
	enc := base64.StdEncoding.EncodeToString([]byte(page))
	var lines strings.Builder
	for len(enc) > 76 {
		lines.WriteString(enc[:76] + "\r\n")
		enc = enc[76:]
	}
	lines.WriteString(enc + "\r\n")
	return []byte("From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/page\r\nSubject: =?utf-8?Q?The=20caf=C3=A9?=\r\n" +
		"Date: Sat, 3 Feb 2024 04:05:06 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Boundary--x----\"\r\n\r\n\r\n" +
		"------Boundary--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://a.example/page\r\n\r\n" +
		lines.String() +
		"------Boundary--x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://a.example/x.png\r\n\r\niVBORw0KGgo=\r\n" +
		"------Boundary--x------\r\n")
}

func quoted(s string) string {
	var b strings.Builder
	col := 0
	for i := range len(s) {
		c := s[i]
		if c == '\n' {
			b.WriteString("\r\n")
			col = 0
			continue
		}
		e := string(c)
		if c == '=' || c >= 0x7f {
			e = fmt.Sprintf("=%02X", c)
		}
		if col += len(e); col > 74 {
			b.WriteString("=\r\n")
			col = len(e)
		}
		b.WriteString(e)
	}
	return b.String()
}

func emlOf(word string) string {
	return "Return-Path: <a@a.example>\r\nFrom: A <a@a.example>\r\nTo: B <b@b.example>\r\nSubject: The " + word + "\r\nDate: Sat, 3 Feb 2024 04:05:06 +0000\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=outer\r\n\r\npreamble\r\n--outer\r\nContent-Type: multipart/alternative; boundary=\"inner\"\r\n\r\n" +
		"--inner\r\nContent-Type: text/plain\r\n\r\nplain text of the " + word + "\r\n--inner\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
		quoted(article(word)) + "\r\n--inner--\r\n--outer\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=x.pdf\r\n\r\nxx\r\n--outer--\r\n"
}

// bplistOf writes a binary property list: strings, []byte, maps (as pairs) and lists.
type pair struct {
	key   string
	value any
}

func bplistOf(v any) []byte {
	out := []byte("bplist00")
	var objects []any
	var refs [][]int
	var add func(v any) int
	add = func(v any) int {
		n := len(objects)
		objects = append(objects, v)
		refs = append(refs, nil)
		switch v := v.(type) {
		case []pair:
			var r []int
			for _, p := range v {
				r = append(r, add(p.key))
			}
			for _, p := range v {
				r = append(r, add(p.value))
			}
			refs[n] = r
		case []any:
			var r []int
			for _, e := range v {
				r = append(r, add(e))
			}
			refs[n] = r
		}
		return n
	}
	top := add(v)
	head := func(kind byte, n int) {
		if n < 15 {
			out = append(out, kind<<4|byte(n))
			return
		}
		out = append(out, kind<<4|15, 0x12)
		out = binary.BigEndian.AppendUint32(out, uint32(n))
	}
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, len(out))
		switch o := o.(type) {
		case string:
			head(5, len(o))
			out = append(out, o...)
		case []byte:
			head(4, len(o))
			out = append(out, o...)
		case []pair:
			head(13, len(o))
		case []any:
			head(10, len(o))
		}
		for _, r := range refs[i] {
			out = binary.BigEndian.AppendUint16(out, uint16(r))
		}
	}
	table := len(out)
	for _, o := range offsets {
		out = binary.BigEndian.AppendUint32(out, uint32(o))
	}
	out = append(out, 0, 0, 0, 0, 0, 0, 4, 2)
	out = binary.BigEndian.AppendUint64(out, uint64(len(objects)))
	out = binary.BigEndian.AppendUint64(out, uint64(top))
	return binary.BigEndian.AppendUint64(out, uint64(table))
}

func resource(page string) []pair {
	return []pair{{"WebMainResource", []pair{{"WebResourceData", []byte(page)}, {"WebResourceMIMEType", "text/html"},
		{"WebResourceTextEncodingName", "UTF-8"}, {"WebResourceURL", "http://a.example/page"}}}}
}

func xmlPlistOf(page string) []byte {
	return []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"x\">\n<plist version=\"1.0\"><dict>\n<key>WebMainResource</key><dict>" +
		"<key>WebResourceURL</key><string>http://a.example/page</string><key>WebResourceMIMEType</key><string>text/html</string><key>WebResourceTextEncodingName</key><string>UTF-8</string>" +
		"<key>WebResourceData</key><data>\n" + base64.StdEncoding.EncodeToString([]byte(page)) + "\n</data></dict>\n<key>WebSubresources</key><array><dict><key>WebResourceData</key><data>AAAA</data></dict></array></dict></plist>\n")
}

func arcOf() []byte {
	body := httpResponse(article("first"))
	block := "1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n"
	return fmt.Appendf(nil, "filedesc://x.arc 0.0.0.0 20040203040506 text/plain %d\n%s\nhttp://a.example/1 192.0.2.1 20040203040506 text/html %d\n%s\n", len(block), block, len(body), body)
}

func jsonlOf() []byte {
	var b strings.Builder
	for i, w := range []string{"first", "second", "third"} {
		fmt.Fprintf(&b, "{\"id\": %d, \"url\": \"http://a.example/%d\", \"html\": %q}\n", i, i, strings.ReplaceAll(article(w), "\n", " "))
	}
	return []byte(b.String())
}

// sampled is a small file of each format, with the number of pages in it.
type sampled struct {
	name  string
	data  []byte
	pages int
	// open: a cut cannot be told from a shorter file.
	open bool
}

func samples() []sampled {
	page := article("first")
	files := []file{{"site/one.html", article("first")}, {"site/style.css", "p { color: red }"}, {"site/two.html", article("second")}, {"site/three.html", article("third")}}
	return []sampled{
		{"page.html", []byte(page), 1, true},
		{"page.txt", []byte("The first line\n\nSome text of Łódź, and a café.\n"), 1, true},
		{"head.http", []byte(httpResponse(page)), 1, true},
		{"page.gz", gz(page), 1, false},
		{"members.gz", gz(page[:500], page[500:]), 1, true},
		{"page.zst", zst(page), 1, false},
		{"page.html.br", br(page), 1, false},
		{"page.xz", xzed(page), 1, false},
		{"page.mhtml", mhtmlOf(page), 1, false},
		{"letter.eml", []byte(emlOf("first")), 1, false},
		{"box.mbox", []byte("From a@a.example Sat Feb  3 04:05:06 2024\r\n" + emlOf("first") + "\r\nFrom a@a.example Sat Feb  3 04:05:06 2024\r\n" + emlOf("second")), 2, true},
		{"page.webarchive", bplistOf(resource(page)), 1, false},
		{"xml.webarchive", xmlPlistOf(page), 1, false},
		{"crawl.warc", []byte(strings.Join(warcRecords(), "")), 3, true},
		{"crawl.warc.gz", gz(warcRecords()...), 3, true},
		{"crawl.warc.zst", zst(warcRecords()...), 3, true},
		{"old.arc", arcOf(), 1, true},
		{"pages.jsonl", jsonlOf(), 3, true},
		{"site.zip", zipOf(false, files...), 3, false},
		{"stored.zip", zipOf(true, files...), 3, false},
		{"site.tar", tarOf(files...), 3, true},
		{"nested.tar.gz", gz(string(tarOf(file{"a.warc.gz", string(gz(warcRecords()...))}))), 3, true},
		{"page.sfz.html", append([]byte("<!doctype html><html data-sfz><meta charset=utf-8><title>x</title><body><!--"), append(zipOf(false, file{"index.html", page}, file{"images/0.png", "x"}), []byte("--></html>")...)...), 1, true},
	}
}

// TestSamples reads each sample whole.
func TestSamples(t *testing.T) {
	for _, s := range samples() {
		pages, errs := readAll(t, NewReader(bytes.NewReader(s.data), s.name, Options{}))
		if len(pages) != s.pages || len(errs) > 0 {
			t.Errorf("%s: %d pages, want %d; errors %v", s.name, len(pages), s.pages, errs)
		}
		for i, p := range pages {
			if p.Damage != nil || p.Index != i || !strings.Contains(string(p.Bytes), "Łódź, ") {
				t.Errorf("%s: page %d: damage %v, %q", s.name, i, p.Damage, p.Bytes[:min(len(p.Bytes), 100)])
			}
		}
	}
}
