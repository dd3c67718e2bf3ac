package render

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"unicode/utf8"
)

// EPUB writes the article as a book of one chapter (EPUB 3.3): a zip archive of
// XHTML made by HTML, with the same elements and addresses.
//
// The book holds no pictures, as pith fetches none and a book may not refer to
// pictures elsewhere; their alternative texts stand in their place. The same
// input gives the same bytes: nothing in the archive tells when it was made.
func EPUB(w io.Writer, in Input, opt Options) error { return Book(w, "", []Input{in}, opt) }

// Book writes several articles as an EPUB, a chapter each. A book without a
// title has that of its first chapter. Chapters without a kept block are left out.
func Book(w io.Writer, title string, chapters []Input, opt Options) error {
	if opt.Images != ImagesNone {
		opt.Images = ImagesAlt
	}
	opt.Standalone = false
	b := book{title: clean(title), digest: sha256.New()}
	for _, in := range chapters {
		if err := b.add(in, opt); err != nil {
			return err
		}
	}
	if len(b.chapters) == 0 {
		return nil
	}
	if b.title == "" {
		b.title = b.chapters[0].title
	}
	return b.write(w)
}

// mediaEPUB is the media type of a book, and the content of its first file.
const mediaEPUB = "application/epub+zip"

// book is an EPUB being made.
type book struct {
	title    string
	chapters []chapter
	facts    map[string][]string // of the first chapter
	digest   interface {
		io.Writer
		Sum([]byte) []byte
	}
}

type chapter struct {
	name, title, body string
	math              bool
}

func (b *book) add(in Input, opt Options) error {
	var out bytes.Buffer
	if err := HTML(&out, in, opt); err != nil {
		return err
	}
	if out.Len() == 0 {
		return nil
	}
	facts := map[string][]string{}
	for _, f := range in.Meta {
		values := f.List
		if values == nil {
			values = []string{f.Value}
		}
		for _, v := range values {
			if v = xmlText(clean(v)); v != "" {
				facts[f.Name] = append(facts[f.Name], v)
			}
		}
	}
	c := chapter{name: fmt.Sprintf("chapter-%03d.xhtml", len(b.chapters)+1), title: xmlText(clean(in.Title)), body: xhtml(out.Bytes())}
	if c.title == "" && len(facts["title"]) > 0 {
		c.title = facts["title"][0]
	}
	if c.title == "" {
		c.title = fmt.Sprintf("Chapter %d", len(b.chapters)+1)
	}
	c.math = strings.Contains(c.body, "<math ")
	if b.facts == nil {
		b.facts = facts
	}
	b.chapters = append(b.chapters, c)
	_, err := io.WriteString(b.digest, c.title+"\x00"+c.body+"\x00")
	return err
}

func (b *book) write(w io.Writer) error {
	z := zip.NewWriter(w)
	// The first file names the format, unpacked and with its size known ahead (OCF 4.3).
	raw, err := z.CreateRaw(&zip.FileHeader{Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(mediaEPUB)),
		CompressedSize64: uint64(len(mediaEPUB)), UncompressedSize64: uint64(len(mediaEPUB))})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(raw, mediaEPUB); err != nil {
		return err
	}
	files := []struct{ name, content string }{
		{"META-INF/container.xml", container},
		{"EPUB/package.opf", b.opf()},
		{"EPUB/nav.xhtml", b.nav()},
		{"EPUB/style.css", strings.TrimSpace(bookStyle) + "\n"},
	}
	for _, c := range b.chapters {
		files = append(files, struct{ name, content string }{"EPUB/" + c.name, b.page(c.title, c.body)})
	}
	for _, f := range files {
		out, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(out, f.content); err != nil {
			return err
		}
	}
	return z.Close()
}

// bookStyle is the style sheet of books: readers have their own fonts and colours.
//
//go:embed book.css
var bookStyle string

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	container = xmlHead + `<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`
)

func (b *book) language() string {
	if l := b.facts["language"]; len(l) > 0 {
		return l[0]
	}
	return "und"
}

// fact writes an element of the package's metadata for each value of a field.
func (b *book) fact(out *strings.Builder, element, field string) {
	for _, v := range b.facts[field] {
		out.Write(appendEscaped([]byte("<"+element+">"), v))
		out.WriteString("</" + element + ">\n")
	}
}

// opf is the book's package document.
func (b *book) opf() string {
	var out strings.Builder
	sum := hex.EncodeToString(b.digest.Sum(nil))
	fmt.Fprintf(&out, "%s<package version=\"3.0\" unique-identifier=\"id\" xmlns=\"http://www.idpf.org/2007/opf\">\n", xmlHead)
	out.WriteString("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n")
	fmt.Fprintf(&out, "<dc:identifier id=\"id\">urn:uuid:%s-%s-%s-%s-%s</dc:identifier>\n", sum[:8], sum[8:12], sum[12:16], sum[16:20], sum[20:32])
	fmt.Fprintf(&out, "<dc:title>%s</dc:title>\n", appendEscaped(nil, xmlText(b.title)))
	fmt.Fprintf(&out, "<dc:language>%s</dc:language>\n", appendEscaped(nil, b.language()))
	b.fact(&out, "dc:creator", "authors")
	if len(b.chapters) == 1 {
		b.fact(&out, "dc:publisher", "site")
		b.fact(&out, "dc:date", "published")
		b.fact(&out, "dc:source", "url")
		b.fact(&out, "dc:description", "description")
	}
	fmt.Fprintf(&out, "<meta property=\"dcterms:modified\">%s</meta>\n</metadata>\n<manifest>\n", b.modified())
	out.WriteString("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n")
	for i, c := range b.chapters {
		properties := ""
		if c.math {
			properties = ` properties="mathml"`
		}
		fmt.Fprintf(&out, "<item id=\"c%d\" href=\"%s\" media-type=\"application/xhtml+xml\"%s/>\n", i+1, c.name, properties)
	}
	out.WriteString("</manifest>\n<spine>\n")
	for i := range b.chapters {
		fmt.Fprintf(&out, "<itemref idref=\"c%d\"/>\n", i+1)
	}
	out.WriteString("</spine>\n</package>\n")
	return out.String()
}

// modified is the day on which the article was last changed, as far as it says
// so: the format wants a time, and the clock would make each run another book.
func (b *book) modified() string {
	for _, field := range []string{"modified", "published"} {
		for _, v := range b.facts[field] {
			if len(v) >= 10 && isDay(v[:10]) {
				return v[:10] + "T00:00:00Z"
			}
		}
	}
	return "1970-01-01T00:00:00Z"
}

func isDay(s string) bool {
	for i := range len(s) {
		if digit := s[i] >= '0' && s[i] <= '9'; digit == (i == 4 || i == 7) || !digit && s[i] != '-' {
			return false
		}
	}
	return true
}

// nav is the book's table of contents.
func (b *book) nav() string {
	var out strings.Builder
	out.WriteString("<nav epub:type=\"toc\">\n<ol>\n")
	for _, c := range b.chapters {
		fmt.Fprintf(&out, "<li><a href=\"%s\">%s</a></li>\n", c.name, appendEscaped(nil, c.title))
	}
	out.WriteString("</ol>\n</nav>")
	return b.page(b.title, out.String())
}

func (b *book) page(title, body string) string {
	lang := appendEscaped(nil, b.language())
	return fmt.Sprintf("%s<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"%s\" xml:lang=\"%s\">\n"+
		"<head>\n<title>%s</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n%s\n</body>\n</html>\n",
		xmlHead, lang, lang, appendEscaped(nil, xmlText(title)), body)
}

// emptyElements are closed in their start tag in XML.
var emptyElements = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// xhtml makes XML of what HTML wrote: its tags are the only places where it has
// angle brackets.
func xhtml(src []byte) string {
	out := make([]byte, 0, len(src)+len(src)/16)
	for len(src) > 0 {
		open := bytes.IndexByte(src, '<')
		if open < 0 {
			break
		}
		end := bytes.IndexByte(src[open:], '>')
		if end < 0 {
			break
		}
		tag := string(src[open+1 : open+end])
		out = append(out, src[:open+1]...)
		src = src[open+end+1:]
		name, attrs, _ := strings.Cut(tag, " ")
		switch name {
		case "math":
			tag = strings.TrimSpace(`math xmlns="http://www.w3.org/1998/Math/MathML" ` + attrs)
		case "td", "th":
			// XHTML has no align.
			for _, side := range []string{"center", "right"} {
				tag = strings.Replace(tag, ` align="`+side+`"`, ` style="text-align: `+side+`"`, 1)
			}
		case "input", "details":
			for _, a := range []string{"disabled", "checked", "open"} {
				tag = strings.Replace(tag, " "+a, " "+a+`="`+a+`"`, 1)
			}
		}
		out = append(out, tag...)
		if emptyElements[name] {
			out = append(out, '/')
		}
		out = append(out, '>')
	}
	return xmlText(string(append(out, src...)))
}

// xmlText drops the two characters that no XML document may hold (XML 1.0,
// 2.2); control characters are gone by now.
func xmlText(s string) string {
	if !strings.Contains(s, "\uFFFE") && !strings.Contains(s, "\uFFFF") && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}
