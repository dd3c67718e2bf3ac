package source

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

func encoded(t *testing.T, name, s string) []byte {
	t.Helper()
	b, err := byName(name).NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16Bytes(s string, little bool) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if little {
			out = append(out, byte(u), byte(u>>8))
		} else {
			out = append(out, byte(u>>8), byte(u))
		}
	}
	return out
}

const (
	french  = "Le café était fermé, à côté d'une forêt où l'été n'arrivait jamais; la fenêtre, déjà ouverte, éclairait le garçon."
	russian = "Сегодня в городе прошёл большой праздник, и жители вышли на улицы, чтобы увидеть представление."
	chinese = "他们在中国的大学里学习了三年，然后回到自己的国家，开始了新的生活和工作。这是一个关于他们的故事。"
)

func TestCharsets(t *testing.T) {
	html := func(meta, text string) string {
		return "<html><head>" + meta + "<title>x</title></head><body><p>" + text + "</p></body></html>"
	}
	utf8Meta, latinMeta := `<meta charset="utf-8">`, `<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">`
	for name, c := range map[string]struct {
		b            []byte
		want         string
		used, reason string
	}{
		"plain UTF-8":             {[]byte(html(utf8Meta, french)), french, "utf-8", "meta"},
		"undeclared UTF-8":        {[]byte(html("", french)), french, "utf-8", "detected"},
		"ASCII":                   {[]byte(html("", "plain")), "plain", "utf-8", "default"},
		"UTF-8 as latin-1":        {[]byte(html(latinMeta, french)), french, "utf-8", "contradicted"},
		"latin-1 as UTF-8":        {encoded(t, "windows-1252", html(utf8Meta, french)), french, "windows-1252", "contradicted"},
		"latin-1":                 {encoded(t, "windows-1252", html(latinMeta, french)), french, "windows-1252", "meta"},
		"undeclared 1251":         {encoded(t, "windows-1251", html("", russian)), russian, "windows-1251", "detected"},
		"undeclared KOI8-R":       {encoded(t, "koi8-r", html("", russian)), russian, "koi8-r", "detected"},
		"undeclared GB":           {encoded(t, "gb18030", html("", chinese)), chinese, "gb18030", "detected"},
		"GB as latin-1":           {encoded(t, "gb18030", html(latinMeta, chinese)), chinese, "gb18030", "contradicted"},
		"1251 as latin-1":         {encoded(t, "windows-1251", html(latinMeta, russian)), russian, "windows-1251", "contradicted"},
		"BOM against meta":        {append([]byte("\xef\xbb\xbf"), html(latinMeta, french)...), french, "utf-8", "bom"},
		"UTF-16LE with BOM":       {append([]byte("\xff\xfe"), utf16Bytes(html(utf8Meta, french+"😀"), true)...), french + "😀", "utf-16le", "bom"},
		"UTF-16BE without":        {utf16Bytes(html("", chinese), false), chinese, "utf-16be", "detected"},
		"UTF-16LE without":        {utf16Bytes(html("", french), true), french, "utf-16le", "detected"},
		"meta UTF-16 on ASCII":    {[]byte(html(`<meta charset="utf-16">`, "plain")), "plain", "utf-8", "contradicted"},
		"UTF-7":                   {[]byte(html(`<meta charset="utf-7">`, "+ADw-script+AD4-")), "+ADw-script+AD4-", "utf-8", "default"},
		"unknown label":           {[]byte(html(`<meta charset="klingon">`, french)), french, "utf-8", "detected"},
		"meta in a comment":       {[]byte("<!-- <meta charset=koi8-r> -->" + html(utf8Meta, french)), french, "utf-8", "meta"},
		"XML declaration":         {encoded(t, "iso-8859-2", `<?xml version="1.0" encoding="iso-8859-2"?>`+html("", "Zażółć gęślą jaźń")), "Zażółć gęślą jaźń", "iso-8859-2", "xml"},
		"Shift_JIS":               {encoded(t, "shift_jis", html(`<meta charset=Shift_JIS>`, "日本語の文章です。")), "日本語の文章です。", "shift_jis", "meta"},
		"undeclared ISO-2022-JP":  {encoded(t, "iso-2022-jp", html("", "日本語の文章です。")), "日本語の文章です。", "iso-2022-jp", "detected"},
		"Thai":                    {encoded(t, "windows-874", html(`<meta charset=tis-620>`, "ภาษาไทย")), "ภาษาไทย", "windows-874", "meta"},
		"a few broken bytes":      {[]byte(html(utf8Meta, french+" \xff\xfe "+french)), french, "utf-8", "meta"},
		"a quotation mark of ’92": {encoded(t, "windows-1252", html("", "it’s")), "it’s", "windows-1252", "default"},
	} {
		p := onePage(t, c.b, name)
		if !strings.Contains(string(p.Bytes), c.want) || p.Charset.Used != c.used || p.Charset.Reason != c.reason {
			t.Errorf("%s: %+v\n%.300q", name, p.Charset, p.Bytes)
		}
		if !utf8.Valid(p.Bytes) || bytes.IndexByte(p.Bytes, 0) >= 0 {
			t.Errorf("%s: not UTF-8, or with zeros", name)
		}
	}
}

func TestCharsetOption(t *testing.T) {
	b := encoded(t, "koi8-r", "<p>"+russian+"</p>")
	p, err := NewBytesReader(b, "x", Options{Charset: "KOI8-R"}).Next()
	if err != nil || !strings.Contains(string(p.Bytes), russian) || p.Charset.Reason != "option" {
		t.Errorf("%+v %v", p, err)
	}
	for label, want := range map[string]bool{"utf-8": true, "latin1": true, "SJIS": true, "cp1252": true, "utf-7": false, "": false, "klingon": false} {
		if KnownCharset(label) != want {
			t.Errorf("KnownCharset(%q) = %v", label, !want)
		}
	}
}

func TestBadUTF8(t *testing.T) {
	for name, seq := range map[string]string{"overlong": "\xc0\xbc", "surrogate": "\xed\xa0\x80", "five bytes": "\xf8\x88\x80\x80\x80", "cut": "\xe2\x82", "lone": "\x80"} {
		p := onePage(t, []byte("<meta charset=utf-8><p>"+strings.Repeat("é", 40)+seq+"script</p>"), name)
		if !utf8.Valid(p.Bytes) || !strings.Contains(string(p.Bytes), "\uFFFDscript") || strings.Contains(string(p.Bytes), "<script") || p.Charset.Replaced == 0 {
			t.Errorf("%s: %q %+v", name, p.Bytes, p.Charset)
		}
	}
	// A character that lies across the places where buffers end.
	for _, n := range []int{1024, 4096, 16384, 65536} {
		s := "<p>" + strings.Repeat("x", n-4) + "€" + strings.Repeat("y", 100)
		r := NewReader(strings.NewReader(s), "x", Options{})
		if p, err := r.Next(); err != nil || string(p.Bytes) != s {
			t.Errorf("at %d: %v", n, err)
		}
	}
}

func TestDoubled(t *testing.T) {
	twice := encodedTwice("Le café déjà fermé — l’été")
	p := onePage(t, []byte("<p>"+twice+"</p>"), "x")
	if p.Charset.Doubled < 4 || !strings.Contains(string(p.Bytes), twice) {
		t.Errorf("%+v", p.Charset)
	}
	for _, s := range []string{french, "« Où ? », demanda-t-elle. Été… «é»", "Ã© is what é looks like; à côté, déjà vu, forêt", chinese} {
		if p := onePage(t, []byte("<p>"+s+"</p>"), "x"); p.Charset.Doubled != 0 {
			t.Errorf("%q counts as double-encoded: %d", s, p.Charset.Doubled)
		}
	}
}

// encodedTwice reads UTF-8 as windows-1252 and writes UTF-8 again.
func encodedTwice(s string) string {
	out, _ := byName("windows-1252").NewDecoder().Bytes([]byte(s))
	return string(out)
}

func TestMarkup(t *testing.T) {
	for s, want := range map[string]bool{
		"<!doctype html><p>x":                      true,
		"  \n<div>text</div>":                      true,
		"<p>Only a paragraph":                      true,
		"<!-- a comment --><b>x</b>":               true,
		"<my-article>text</my-article>":            true,
		"First line<br>\nSecond <b>line</b><br>\n": true,
		"log line\n<!DOCTYPE html>\n<html>\n<head>\n<title>x</title>\n</head>\n<body>\n<p>text\n</body>\n</html>": true,
		"":                false,
		"plain text":      false,
		"a < b and c > d": false,
		"Use <div> and <p> to mark up text, said the teacher.\nAnd then she went on.\nAnd on.\n": false,
		"<3 this song":                      false,
		"<name> is a placeholder":           false,
		"<user@example.com> wrote:\n> text": false,
		"A manual\n\nIt explains things\nin many lines.\n\n```\n<div>\n<p>x</p>\n</div>\n```\n\nAnd goes on.\n": false,
		"&lt;div&gt; escaped":                     false,
		"<?xml version=\"1.0\"?>\nText of a dump": false,
	} {
		if got := markup([]byte(s)); got != want {
			t.Errorf("markup(%q) = %v", s, got)
		}
	}
}

func TestSavers(t *testing.T) {
	for saver, c := range map[string]struct{ page, url, at string }{
		"singlefile": {"<html><!--\n Page saved with SingleFile \n url: https://a.example/x \n saved date: Mon Nov 23 2026 09:45:19 GMT+0100 (Central European Time)\n--><p>x", "https://a.example/x", "2026-11-23T08:45:19Z"},
		"monolith":   {"<!-- Saved from https://a.example/y at 2024-01-31T12:00:00Z using monolith v2.8.1 --><html><p>x", "https://a.example/y", "2024-01-31T12:00:00Z"},
		"browser":    {"<!DOCTYPE html>\n<!-- saved from url=(0019)https://a.example/z -->\n<html><p>x", "https://a.example/z", ""},
		"httrack":    {"<html>\n<!-- Mirrored from a.example/w.html by HTTrack Website Copier/3.x [XR&CO'2014], Sun, 03 Jan 2016 12:00:00 GMT -->\n<p>x", "http://a.example/w.html", "2016-01-03T12:00:00Z"},
		"savepage":   {`<html><head><meta name="savepage-url" content="https://a.example/v"><meta name="savepage-date" content="Mon Nov 23 2026 09:45:19 GMT+0000 (UTC)"><p>x`, "https://a.example/v", "2026-11-23T09:45:19Z"},
		"scrapbook":  {`<html data-scrapbook-source="https://a.example/u" data-scrapbook-create="20240131120000123"><p>x`, "https://a.example/u", "2024-01-31T12:00:00Z"},
	} {
		p := onePage(t, []byte(c.page), saver)
		at := ""
		if !p.Captured.IsZero() {
			at = p.Captured.Format(time.RFC3339)
		}
		if p.Saver != saver || p.URL != c.url || at != c.at {
			t.Errorf("%s: %q %q %q", saver, p.Saver, p.URL, at)
		}
	}
	if p := onePage(t, []byte("<p>This page was not Saved from anything. <!-- Saved from the fire --></p>"), "x"); p.Saver != "" || p.URL != "" {
		t.Errorf("%q %q", p.Saver, p.URL)
	}
}

func TestStoredHTTP(t *testing.T) {
	page := article("first")
	for name, s := range map[string]string{
		"one head":  httpResponse(page, "Date: Sat, 03 Feb 2024 04:05:06 GMT"),
		"redirects": "HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\nHTTP/2 200\r\ncontent-type: text/html\r\n\r\n" + page,
		"LF alone":  "HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + page,
		"gzip":      httpResponse(string(gz(page)), "Content-Encoding: gzip"),
	} {
		p := onePage(t, []byte(s), name)
		if string(p.Bytes) != page || p.Format != "http" {
			t.Errorf("%s: %s %.80q", name, p.Format, p.Bytes)
		}
	}
}

// TestEmpty reads what has nothing in it: one empty page, no error.
func TestEmpty(t *testing.T) {
	for _, s := range []string{"", " ", "\xef\xbb\xbf", " \n\t\r\n ", "x"} {
		p := onePage(t, []byte(s), "empty")
		if p.MediaType != typeText {
			t.Errorf("%q is %s", s, p.MediaType)
		}
	}
}

func TestOfficeIsNamed(t *testing.T) {
	for what, b := range map[string][]byte{
		"a Word document (docx)":               zipOf(false, file{"[Content_Types].xml", "<x/>"}, file{"word/document.xml", "<x/>"}),
		"an Excel workbook (xlsx)":             zipOf(false, file{"[Content_Types].xml", "<x/>"}, file{"xl/workbook.xml", "<x/>"}),
		"an OpenDocument text":                 zipOf(true, file{"mimetype", "application/vnd.oasis.opendocument.text"}, file{"content.xml", "<x/>"}),
		"an RSS feed":                          []byte("<?xml version=\"1.0\"?>\n<!-- x -->\n<rss version=\"2.0\"><channel/></rss>"),
		"a JSON array":                         []byte("[{\"a\": 1}]"),
		"a CDX index":                          []byte(" CDX N b a m s k r M S V g\n"),
		"JSON data without a field for a page": []byte("{\"a\": 1}\n"),
	} {
		_, err := NewBytesReader(b, "x", Options{}).Next()
		var ue *UnsupportedError
		if !errors.As(err, &ue) || ue.What != what {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestNothingEscapes puts control sequences where names and header values come from.
func TestNothingEscapes(t *testing.T) {
	evil := "\x1b]52;c;ZXZpbA==\x07\x1b[2J\u202e\u0085"
	for name, b := range map[string][]byte{
		"zip":    append(zipOf(false, file{"a" + evil + ".html", article("first")}), "xx"...)[:200],
		"warc":   []byte("WARC/1.0\r\nWARC-Type: " + evil + "\r\nWARC-Target-URI: http://a/" + evil + "\r\nContent-Length: x\r\n\r\n"),
		"mail":   []byte("MIME-Version: 1.0\r\nSubject: " + evil + "\r\nContent-Type: image/" + evil + "\r\n\r\nx"),
		"bplist": bplistOf([]pair{{"WebMainResource", []pair{{"WebResourceData", []byte("x")}, {"WebResourceMIMEType", "x/" + evil}}}}),
		"empty":  {},
	} {
		r := NewBytesReader(b, "file"+evil, Options{})
		pages, errs := readAll(t, r)
		var shown []string
		for _, err := range errs {
			shown = append(shown, err.Error())
		}
		for _, p := range pages {
			shown = append(shown, p.URL, p.Title, strings.TrimPrefix(p.Source, "file"+evil))
			if p.Damage != nil {
				shown = append(shown, p.Damage.Error())
			}
		}
		for _, s := range r.Skipped() {
			shown = append(shown, s.What)
		}
		for _, s := range shown {
			for _, c := range s {
				if c < 0x20 || c >= 0x7f && c < 0xa0 {
					t.Errorf("%s: control character in %q", name, s)
					break
				}
			}
		}
	}
}

func TestJSONLines(t *testing.T) {
	b := "\xef\xbb\xbf{\"id\": 7, \"url\": \"http://a.example/\", \"html\": \"<p>caf\\u00e9 \\ud83d\\ude00<\\/p>\", \"meta\": {\"a\": [1, \"}\"]}}\r\n" +
		"\n" +
		"{\"page\": \"<p>x\", \"text\": \"plain <b>\", \"title\": \"T\"}\n" +
		"{\"broken\n" +
		"{\"id\": 8}\n" +
		"{\"text\": \"last\"}"
	pages, errs := readAll(t, NewBytesReader([]byte(b), "x.jsonl", Options{}))
	if len(pages) != 3 || len(errs) != 2 {
		t.Fatalf("%d pages, %v", len(pages), errs)
	}
	p := pages[0]
	if string(p.Bytes) != "<p>café 😀</p>" || p.MediaType != typeHTML || p.URL != "http://a.example/" || len(p.Fields) != 2 || p.Fields[0].Name != "id" || string(p.Fields[1].Value) != "{\"a\": [1, \"}\"]}" {
		t.Errorf("%+v", p)
	}
	if pages[1].MediaType != typeText || pages[1].Title != "T" || pages[2].Offset == 0 {
		t.Errorf("%+v", pages[1])
	}
	if !strings.Contains(errs[0].Error(), "line 3") || !strings.Contains(errs[1].Error(), "--html-field") {
		t.Errorf("%v", errs)
	}
	got, err := NewBytesReader([]byte(b), "x", Options{Format: "jsonl", JSON: JSONFields{HTML: "page"}}).Next()
	if err == nil {
		t.Errorf("a record without the named field: %+v", got)
	}
}

func TestForcedFormat(t *testing.T) {
	mail := mhtmlOf(article("first"))
	p, err := NewBytesReader(gz(string(mail)), "x", Options{Format: "text"}).Next()
	if err != nil || p.MediaType != typeText || !bytes.Equal(p.Bytes, mail) {
		t.Errorf("as text: %v", err)
	}
	p, err = NewBytesReader([]byte("just text"), "x", Options{Format: "html"}).Next()
	if err != nil || p.MediaType != typeHTML {
		t.Errorf("as html: %v", err)
	}
	p, err = NewBytesReader([]byte("<p>markup"), "x", Options{MediaType: "text/plain"}).Next()
	if err != nil || p.MediaType != typeText {
		t.Errorf("as text/plain: %v", err)
	}
}

// TestNoCopy: a UTF-8 page in memory is handed on as it is.
func TestNoCopy(t *testing.T) {
	b := []byte(article("first"))
	p := onePage(t, b, "x")
	if &p.Bytes[0] != &b[0] {
		t.Error("the page has been copied")
	}
}

func BenchmarkPlainPage(b *testing.B) {
	page := []byte(strings.Repeat(article("first"), 50))
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewBytesReader(page, "x.html", Options{}).Next(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWARC(b *testing.B) {
	page := strings.Repeat(article("first"), 50)
	file := gz(warcRecord("response", "http://a.example/1", "application/http", httpResponse(page)), warcRecord("response", "http://a.example/2", "application/http", httpResponse(page)))
	b.SetBytes(int64(2 * len(page)))
	b.ReportAllocs()
	for b.Loop() {
		readAll(b, NewReader(bytes.NewReader(file), "x.warc.gz", Options{}))
	}
}
