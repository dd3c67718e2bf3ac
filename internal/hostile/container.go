package hostile

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
)

// small is a page for containers of many.
var small = Page("<h1>The mill</h1><p>" + sentence + "</p><p>" + sentence + "</p>")

// Record is a WARC record of a page.
func Record(uri, page string) string {
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-02-03T04:05:06Z\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", uri, len(block), block)
}

// multipart is mail of parts with the boundary a.
func multipart(kind, parts string) string {
	return "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/" + kind + "; boundary=a\r\n\r\n" + parts + "--a--\r\n"
}

const htmlPart = "--a\r\nContent-Type: text/html\r\n"

// Zip is an archive of n pages.
func Zip(n int, page string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range n {
		m, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("a/%d.html", i), Method: zip.Store})
		if err == nil {
			_, _ = m.Write([]byte(page))
		}
	}
	_ = w.Close()
	return b.String()
}

// Tar is an archive of n pages.
func Tar(n int, page string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := range n {
		_ = w.WriteHeader(&tar.Header{Name: fmt.Sprintf("a/%d.html", i), Mode: 0o644, Size: int64(len(page)), Typeflag: tar.TypeReg})
		_, _ = w.Write([]byte(page))
	}
	_ = w.Close()
	return b.String()
}

// plistHead begins an archive of Safari, in XML.
const plistHead = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" ""><plist version="1.0"><dict><key>WebMainResource</key>`

// plistCycle is a binary property list of n objects that each point at all others' first.
func plistCycle(n int) string {
	b := []byte("bplist00")
	objects := n / 12
	var offsets []byte
	for i := range objects {
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(b)))
		b = append(b, 0xd1)
		b = binary.BigEndian.AppendUint32(b, uint32(i))
		b = binary.BigEndian.AppendUint32(b, uint32((i+1)%objects))
	}
	table := len(b)
	b = append(b, offsets...)
	b = append(b, 0, 0, 0, 0, 0, 0, 4, 4)
	b = binary.BigEndian.AppendUint64(b, uint64(objects))
	b = binary.BigEndian.AppendUint64(b, 0)
	b = binary.BigEndian.AppendUint64(b, uint64(table))
	return string(b)
}

// Containers are files that hold pages.
var Containers = []Shape{
	{"warc: records", func(n int) string { return strings.Repeat(Record("http://a.example/1", small), n/600) }},
	{"warc: one record", func(n int) string { return Record("http://a.example/1", Page(strings.Repeat("<p>"+sentence, n/90))) }},
	{"warc: headers", func(n int) string {
		return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n" + strings.Repeat("X-A: b\r\n", n/8) + "Content-Length: 3\r\n\r\n<p>x\r\n\r\n"
	}},
	{"warc: long header", func(n int) string {
		return "WARC/1.0\r\nWARC-Type: response\r\nX-A: " + strings.Repeat("a", n) + "\r\nContent-Length: 3\r\n\r\n<p>x\r\n\r\n"
	}},
	{"warc: false lengths", func(n int) string {
		return strings.Repeat(strings.Replace(Record("http://a.example/1", small), "Content-Length: ", "Content-Length: 9", 1), n/600)
	}},
	{"warc: HTTP heads", func(n int) string {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + strings.Repeat("X-A: b\r\n", n/8) + "\r\n" + small
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
	}},
	{"mail: folds", func(n int) string {
		return "MIME-Version: 1.0\nSubject: a\n" + strings.Repeat(" b\n", n/3) + "Content-Type: text/html\n\n" + small
	}},
	{"mail: fields", func(n int) string {
		return "MIME-Version: 1.0\n" + strings.Repeat("X-A: b\n", n/7) + "Content-Type: text/html\n\n" + small
	}},
	{"mail: encoded words", func(n int) string {
		return "MIME-Version: 1.0\nSubject: " + strings.Repeat("=?utf-8?Q?a?= ", n/14) + "\nContent-Type: text/html\n\n" + small
	}},
	{"mail: nest", func(n int) string {
		return "MIME-Version: 1.0\n" + many(n/60, func(i int) string {
			return fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}) + "Content-Type: text/html\n\n" + small
	}},
	{"mail: parts", func(n int) string { return multipart("mixed", strings.Repeat(htmlPart+"\r\n<p>x\r\n", n/40)) }},
	{"mail: pages", func(n int) string { return multipart("related", strings.Repeat(htmlPart+"\r\n"+small+"\r\n", n/400)) }},
	{"mail: part heads", func(n int) string {
		return multipart("related", htmlPart+strings.Repeat("X-A: b\r\n", n/8)+"\r\n"+small+"\r\n")
	}},
	{"mail: base64", func(n int) string {
		return multipart("related", htmlPart+"Content-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString([]byte(Page(strings.Repeat("<p>"+sentence, n/120))))+"\r\n")
	}},
	{"mail: base64 noise", func(n int) string {
		return multipart("related", htmlPart+"Content-Transfer-Encoding: base64\r\n\r\n"+strings.Repeat("PHA+eA==!", n/9)+"\r\n")
	}},
	{"mail: quoted-printable", func(n int) string {
		return multipart("related", htmlPart+"Content-Transfer-Encoding: quoted-printable\r\n\r\n"+strings.Repeat("<p>Some=20words=\r\n", n/18)+"\r\n")
	}},
	{"mail: pictures", func(n int) string {
		return multipart("related", htmlPart+"Content-Location: http://a.example/\r\n\r\n"+Page(many(n/120, func(i int) string { return fmt.Sprintf("<img src=cid:%d>", i) })+"<p>"+sentence)+"\r\n"+
			many(n/120, func(i int) string {
				return fmt.Sprintf("--a\r\nContent-Type: image/png\r\nContent-ID: <%d>\r\nContent-Location: http://a.example/%d.png\r\n\r\nx\r\n", i, i)
			}))
	}},
	{"mbox: messages", func(n int) string {
		return strings.Repeat("From a@a.example Sat Feb  3 04:05:06 2024\nFrom: a@a.example\nSubject: The mill\nMIME-Version: 1.0\nContent-Type: text/html\n\n"+small+"\n\n", n/500)
	}},
	{"zip: names", func(n int) string { return Zip(n/110, "<p>x") }},
	{"zip: pages", func(n int) string { return Zip(n/500, small) }},
	{"tar: names", func(n int) string { return Tar(n/1024, "<p>x") }},
	{"plist: nest", func(n int) string {
		return plistHead + strings.Repeat("<dict><key>a</key>", n/25) + strings.Repeat("</dict>", n/25) + "</dict></plist>"
	}},
	{"plist: entries", func(n int) string {
		return plistHead + "<dict>" + strings.Repeat("<key>a</key><string>b</string>", n/30) + "<key>WebResourceMIMEType</key><string>text/html</string><key>WebResourceData</key><data>PHA+aGVsbG8gdGhlcmU8L3A+</data></dict></dict></plist>"
	}},
	{"plist: data", func(n int) string {
		return plistHead + "<dict><key>WebResourceMIMEType</key><string>text/html</string><key>WebResourceData</key><data>" + base64.StdEncoding.EncodeToString([]byte(Page(strings.Repeat("<p>"+sentence, n/120)))) + "</data></dict></dict></plist>"
	}},
	{"plist: cycle", plistCycle},
	{"json: lines", func(n int) string {
		return strings.Repeat(`{"url":"http://a.example/","html":"<h1>The mill</h1><p>`+sentence+`</p><p>`+sentence+`</p>"}`+"\n", n/240)
	}},
	{"json: fields", func(n int) string { return `{"html":"<p>x"` + strings.Repeat(`,"a":1`, n/6) + "}\n" }},
	{"json: nest", func(n int) string {
		return `{"html":"<p>x","a":` + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) + "}\n"
	}},
	{"json: text", func(n int) string { return `{"text":"` + strings.Repeat(`words\n`, n/7) + "\"}\n" }},
	{"wet: records", func(n int) string {
		block := sentence + "\n" + sentence
		return strings.Repeat(fmt.Sprintf("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block), n/320)
	}},
	{"http: chunks", func(n int) string {
		return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n" + strings.Repeat("1\r\nx\r\n", n/6) + "0\r\n\r\n"
	}},
	{"http: fields", func(n int) string {
		return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + strings.Repeat("X-A: b\r\n", n/8) + "\r\n" + small
	}},
	{"charset: no charset", func(n int) string { return "<p>" + strings.Repeat("\x81\x8d ", n/3) }},
	{"charset: Shift_JIS", func(n int) string {
		return "<meta charset=shift_jis><p>" + strings.Repeat("\x82\xa0\x82\xa2\x81B", n/6)
	}},
	{"charset: UTF-16", func(n int) string { return "\xff\xfe" + strings.Repeat("<\x00p\x00>\x00x\x00 \x00", n/10) }},
	{"charset: bad UTF-8", func(n int) string { return "<meta charset=utf-8><p>" + strings.Repeat("a\xffb\xe2\x82 ", n/6) }},
	{"charset: NULs", func(n int) string { return "<p>x" + strings.Repeat("\x00", n) }},
}

// Shapes are all of them.
func Shapes() []Shape {
	var all []Shape
	for _, list := range [][]Shape{HTML, Pages, Texts, Containers} {
		all = append(all, list...)
	}
	return all
}
