package source

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestMHTMLFacts(t *testing.T) {
	p := onePage(t, mhtmlOf(article("first")), "x.html")
	if p.Format != "mhtml" || p.URL != "http://a.example/page" || p.Title != "The café" || p.RecordID != "frame-1@mhtml.blink" ||
		p.Captured.Format(time.RFC3339) != "2024-02-03T04:05:06Z" || string(p.Bytes) != article("first") {
		t.Errorf("%+v", p)
	}
	p = onePage(t, []byte(emlOf("first")), "letter")
	if p.Format != "mail" || p.Title != "The first" || p.MediaType != typeHTML {
		t.Errorf("%+v", p)
	}
}

// TestContentDecides gives files names that lie.
func TestContentDecides(t *testing.T) {
	page := article("first")
	for name, b := range map[string][]byte{"a.mhtml": []byte(page), "b.html": mhtmlOf(page), "c.html": gz(page), "d.gz": []byte(page), "e.txt": []byte(page), "f.zip": []byte(page), "g.html": zipOf(false, file{"x.html", page})} {
		if p := onePage(t, b, name); string(p.Bytes) != page {
			t.Errorf("%s: %.100q", name, p.Bytes)
		}
	}
}

func multipart(head string, parts ...string) []byte {
	return []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=BB" + head + "\r\n\r\n--BB\r\n" + strings.Join(parts, "\r\n--BB\r\n") + "\r\n--BB--\r\n")
}

// TestMHTMLRoot puts an advertisement's frame before the main document.
func TestMHTMLRoot(t *testing.T) {
	ad := "Content-Type: text/html\r\nContent-ID: <ad@x>\r\nContent-Location: http://ads.example/frame\r\n\r\n<p>Buy now</p>" + strings.Repeat("<p>and more advertisement here</p>", 20)
	main := "Content-Type: text/html; charset=utf-8\r\nContent-ID: <main@x>\r\nContent-Location: http://a.example/page\r\n\r\n" +
		strings.Replace(article("first"), "</h1>", "</h1><iframe src=\"cid:ad@x\"></iframe>", 1)
	for name, b := range map[string][]byte{
		"start":            multipart("; start=\"<main@x>\"", ad, main),
		"snapshot":         append([]byte("Snapshot-Content-Location: http://a.example/page\r\n"), multipart("", ad, main)...),
		"content-location": append([]byte("Content-Location: http://a.example/page\r\n"), multipart("", ad, main)...),
		"reference":        multipart("", ad, main),
		"first":            multipart("", main, ad),
	} {
		p := onePage(t, b, name)
		if words3([]*Page{p}) != "first" || p.URL != "http://a.example/page" {
			t.Errorf("%s: %s %.60q", name, p.URL, p.Bytes)
		}
	}
}

func TestMHTMLFrameset(t *testing.T) {
	root := "Content-Type: text/html\r\nContent-Location: http://a.example/\r\n\r\n<html><frameset cols=\"20%,*\"><frame src=\"http://a.example/nav\"><frame src=\"http://a.example/main\"></frameset></html>"
	nav := "Content-Type: text/html\r\nContent-Location: http://a.example/nav\r\n\r\n<p>Home</p>"
	main := "Content-Type: text/html; charset=utf-8\r\nContent-Location: http://a.example/main\r\n\r\n" + article("first")
	p := onePage(t, multipart("", root, nav, main), "x.mht")
	if words3([]*Page{p}) != "first" {
		t.Errorf("%.100q", p.Bytes)
	}
}

// TestMHTMLBoundaries breaks the boundary in each way; the page comes with damage, or a clean error.
func TestMHTMLBoundaries(t *testing.T) {
	whole := string(mhtmlOf(article("first")))
	for name, b := range map[string]string{
		"wrong":        strings.Replace(whole, `boundary="----Boundary--x----"`, `boundary="another"`, 1),
		"absent":       strings.Replace(whole, "\r\n\tboundary=\"----Boundary--x----\"", "", 1),
		"empty":        strings.Replace(whole, `boundary="----Boundary--x----"`, `boundary=""`, 1),
		"long":         strings.Replace(whole, `boundary="----Boundary--x----"`, `boundary="`+strings.Repeat("b", 5000)+`"`, 1),
		"never closed": strings.TrimSuffix(whole, "------Boundary--x------\r\n"),
	} {
		pages, errs := readAll(t, NewBytesReader([]byte(b), name, Options{}))
		if words3(pages) != "first" || len(errs) > 0 || pages[0].Damage == nil {
			t.Errorf("%s: %d pages, %v", name, len(pages), errs)
		}
	}
	long := strings.ReplaceAll(whole, "----Boundary--x----", strings.Repeat("b", 5000))
	if p := onePage(t, []byte(long), "5000"); words3([]*Page{p}) != "first" {
		t.Error("a boundary of 5000 characters is not found")
	}
}

func TestMIMEGarbage(t *testing.T) {
	whole := string(mhtmlOf(article("first")))
	i := strings.Index(whole, "/page\r\n\r\n") + 400
	pages, _ := readAll(t, NewBytesReader([]byte(whole[:i]+"\x01\x02!!??"+whole[i:]), "base64", Options{}))
	if len(pages) != 1 || pages[0].Damage == nil || words3(pages) != "first" {
		t.Errorf("base64: %d pages", len(pages))
	}
	pages, _ = readAll(t, NewBytesReader([]byte(strings.Replace(emlOf("first"), "<h1>", "=ZZ<h1>", 1)), "qp", Options{}))
	if len(pages) != 1 || pages[0].Damage == nil || words3(pages) != "first" || !strings.Contains(string(pages[0].Bytes), "=ZZ<h1>") {
		t.Errorf("quoted-printable: %d pages", len(pages))
	}
}

// TestMIMELinear reads messages that are traps for recursion and for quadratic time.
func TestMIMELinear(t *testing.T) {
	var nested, parts bytes.Buffer
	for i := range 2000 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	nested.WriteString("Content-Type: text/html\r\n\r\n" + article("first"))
	parts.WriteString("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n")
	for i := range 20000 {
		fmt.Fprintf(&parts, "--B\r\nContent-Type: text/html\r\nContent-Location: http://a.example/%d\r\n\r\n<p>Part %d of many</p>\r\n", i, i)
	}
	parts.WriteString("--B--\r\n")
	folds := "MIME-Version: 1.0\r\nSubject: x" + strings.Repeat("\r\n y", 50000) + "\r\nContent-Type: text/html\r\n\r\n" + article("first")
	header := "MIME-Version: 1.0\r\nX-Long: " + strings.Repeat("x", 3<<20) + "\r\nContent-Type: text/html\r\n\r\n" + article("first")
	for name, b := range map[string][]byte{"nested": append([]byte("MIME-Version: 1.0\r\n"), nested.Bytes()...), "parts": parts.Bytes(), "folds": []byte(folds), "header": []byte(header)} {
		start := time.Now()
		pages, errs := readAll(t, NewBytesReader(b, name, Options{}))
		if len(pages) != 1 || len(errs) > 0 {
			t.Errorf("%s: %d pages, %v", name, len(pages), errs)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestTextIsNoMail(t *testing.T) {
	for _, s := range []string{
		"Title: The first\nURL: http://a.example/\nDate: today\n\nText follows here.\n",
		"From: the editor\nSubject: the weather\n\nIt rains.\n",
		"Note: this is text.\nReceived wisdom says so.\n",
		"From here on it is text, 2024\nand more.\n",
	} {
		if p := onePage(t, []byte(s), "x.eml"); p.Format != "text" || string(p.Bytes) != s {
			t.Errorf("%q is %s", s, p.Format)
		}
	}
}

func TestMboxQuotedFrom(t *testing.T) {
	b := "From a@a.example Sat Feb  3 04:05:06 2024\nSubject: one\nMIME-Version: 1.0\n\nFirst letter.\n\n>From here it goes on.\nFrom the middle of 2024: no new letter\n\nFrom b@b.example Sat Feb  3 04:05:07 2024\nSubject: two\nMIME-Version: 1.0\n\nSecond letter.\n"
	pages, errs := readAll(t, NewBytesReader([]byte(b), "x", Options{}))
	if len(pages) != 2 || len(errs) > 0 || !strings.Contains(string(pages[0].Bytes), "\nFrom here") || pages[1].Title != "two" || pages[1].Format != "mbox" {
		t.Errorf("%d pages, %v", len(pages), errs)
	}
}
