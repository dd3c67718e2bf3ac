package source

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func waczOf(pagesFirst bool) []byte {
	pages := file{"pages/pages.jsonl", "{\"format\": \"json-pages-1.0\", \"id\": \"pages\"}\n{\"url\": \"http://a.example/1\", \"title\": \"The title of one\"}\n"}
	warc := file{"archive/data.warc.gz", string(gz(warcRecords()...))}
	rest := []file{{"indexes/index.cdx.gz", string(gz("com,example)/ 2024 {}\n"))}, {"datapackage.json", "{}"}}
	if pagesFirst {
		return zipOf(true, append([]file{pages, warc}, rest...)...)
	}
	return zipOf(true, append([]file{warc, pages}, rest...)...)
}

func TestWACZ(t *testing.T) {
	for _, first := range []bool{true, false} {
		b := waczOf(first)
		r := NewReader(bytes.NewReader(b), "x.wacz", Options{})
		pages, errs := readAll(t, r)
		if words3(pages) != "first second third" || len(errs) > 0 {
			t.Fatalf("%q %v", words3(pages), errs)
		}
		if pages[0].Title != "The title of one" || pages[1].Title != "" || pages[0].Source != "x.wacz > archive/data.warc.gz" || pages[0].Format != "warc" {
			t.Errorf("%q %q %q", pages[0].Title, pages[0].Source, pages[0].Format)
		}
		if r.Format() != "zip" {
			t.Errorf("format %s", r.Format())
		}
		// From a pipe the titles may be missing, the pages not.
		pages, errs = readAll(t, NewReader(io.MultiReader(bytes.NewReader(b)), "x.wacz", Options{}))
		if words3(pages) != "first second third" || len(errs) > 0 {
			t.Errorf("from a pipe: %q %v", words3(pages), errs)
		}
	}
}

func TestArchivePassesOver(t *testing.T) {
	files := []file{
		{"index.html", article("first")}, {"index_files/frame.html", article("second")}, {".hidden/x.html", article("second")},
		{"__MACOSX/._index.html", "x"}, {"style.css", "p{}"}, {"data.json", "{}"}, {"robots.txt", "User-agent: *"}, {"a.pdf", "%PDF-1.7"}, {"notes.txt", "Text of Łódź.\n"},
		{"../../etc/evil.html", article("third")},
	}
	for name, b := range map[string][]byte{"zip": zipOf(false, files...), "tar": tarOf(files...)} {
		r := NewBytesReader(b, name, Options{})
		pages, errs := readAll(t, r)
		if len(pages) != 3 || len(errs) > 0 || words3(pages) != "first third" || pages[1].MediaType != typeText {
			t.Errorf("%s: %d pages, %v", name, len(pages), errs)
		}
		n := 0
		for _, s := range r.Skipped() {
			n += s.Count
		}
		if n != 7 {
			t.Errorf("%s: %v", name, r.Skipped())
		}
	}
}

// TestZipForms reads what Go's writer does not write: sizes in the header with
// a descriptor behind (Info-ZIP to a pipe), descriptors with sizes of eight bytes, zstd members, encrypted members.
func TestZipForms(t *testing.T) {
	page := article("first")
	local := func(name string, flags, method uint16, crc uint32, packed, raw int) []byte {
		le := binary.LittleEndian
		b := []byte(zipLocal)
		b = le.AppendUint16(b, 45)
		b = le.AppendUint16(b, flags)
		b = le.AppendUint16(b, method)
		b = append(b, 0, 0, 0, 0)
		b = le.AppendUint32(b, crc)
		b = le.AppendUint32(b, uint32(packed))
		b = le.AppendUint32(b, uint32(raw))
		b = le.AppendUint16(b, uint16(len(name)))
		b = le.AppendUint16(b, 0)
		return append(b, name...)
	}
	le := binary.LittleEndian
	crc := crc32.ChecksumIEEE([]byte(page))
	var b []byte
	b = append(b, local("one.html", 8, 0, 0, len(page), len(page))...)
	b = append(b, page...)
	b = le.AppendUint32(append(b, zipDescr...), crc)
	b = le.AppendUint32(le.AppendUint32(b, uint32(len(page))), uint32(len(page)))
	b = append(b, local("skip.css", 8, 0, 0, 3, 3)...)
	b = append(b, "p{}"...)
	b = le.AppendUint32(append(b, zipDescr...), 7)
	b = le.AppendUint32(le.AppendUint32(b, 3), 3)
	second := article("second")
	b = append(b, local("two.html", 8, 0, 0, 0, 0)...)
	b = append(b, second...)
	b = le.AppendUint32(append(b, zipDescr...), crc32.ChecksumIEEE([]byte(second)))
	b = le.AppendUint64(le.AppendUint64(b, uint64(len(second))), uint64(len(second)))
	b = append(b, local("secret.html", 1, 8, 0, 5, 5)...)
	b = append(b, "xxxxx"...)
	third := article("third")
	packed := zst(third)
	b = append(b, local("three.html", 0, 93, crc32.ChecksumIEEE([]byte(third)), len(packed), len(third))...)
	b = append(b, packed...)
	b = append(b, "PK\x05\x06"+strings.Repeat("\x00", 18)...)
	r := NewBytesReader(b, "x.zip", Options{})
	pages, errs := readAll(t, r)
	if words3(pages) != "first second third" || damages(pages, errs) != 0 {
		t.Errorf("%q %v", words3(pages), errs)
		for _, p := range pages {
			t.Log(p.Damage)
		}
	}
	if s := r.Skipped(); len(s) != 2 || s[0].What != "encrypted members" {
		t.Errorf("%v", s)
	}
}

func TestZipChecksum(t *testing.T) {
	b := zipOf(true, file{"1.html", article("first")}, file{"2.html", article("second")})
	i := bytes.Index(b, []byte("Paragraph 3"))
	b[i] = 'X'
	pages, errs := readAll(t, NewBytesReader(b, "x.zip", Options{}))
	if words3(pages) != "first second" || len(errs) > 0 || pages[0].Damage == nil || pages[1].Damage != nil {
		t.Errorf("%q %v", words3(pages), errs)
	}
}

// TestZipOfZips: a member that is a file of its own is opened as one.
func TestZipOfZips(t *testing.T) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range []file{{"a.zip", string(zipOf(false, file{"1.html", article("first")}))}, {"b.mhtml", string(mhtmlOf(article("second")))}, {"c.html.gz", string(gz(article("third")))}} {
		m, _ := w.Create(f.name)
		_, _ = m.Write([]byte(f.body))
	}
	_ = w.Close()
	pages, errs := readAll(t, NewBytesReader(zst(buf.String()), "x.zip.zst", Options{}))
	if words3(pages) != "first second third" || damages(pages, errs) != 0 || pages[0].Source != "x.zip.zst > a.zip > 1.html" {
		t.Errorf("%q %v %s", words3(pages), errs, pages[0].Source)
	}
}

// TestWARCZstdDictionary reads frames that need the dictionary that the file carries, compressed and plain.
func TestWARCZstdDictionary(t *testing.T) {
	dict := []byte(strings.Repeat("Paragraph on the of Łódź, with a café and some more words to fill the line. ", 20) + article("dictionary"))
	e, err := zstd.NewWriter(nil, zstd.WithEncoderDictRaw(0, dict))
	if err != nil {
		t.Fatal(err)
	}
	var frames []byte
	for _, r := range warcRecords() {
		frames = e.EncodeAll([]byte(r), frames)
	}
	for name, d := range map[string][]byte{"plain": dict, "compressed": zst(string(dict))} {
		b := append([]byte{0x5d, 0x2a, 0x4d, 0x18}, binary.LittleEndian.AppendUint32(nil, uint32(len(d)))...)
		b = append(append(b, d...), frames...)
		pages, errs := readAll(t, NewBytesReader(b, "x.warc.zst", Options{}))
		if words3(pages) != "first second third" || damages(pages, errs) != 0 {
			t.Errorf("%s: %q %v", name, words3(pages), errs)
		}
	}
}

// TestStreams hands on a record before the next one has been written.
func TestStreams(t *testing.T) {
	for name, recs := range map[string][]string{"plain": warcRecords(), "gzip": {string(gz(warcRecords()[0])), string(gz(warcRecords()[1])), string(gz(warcRecords()[2])), string(gz(warcRecords()[4]))}} {
		pr, pw := io.Pipe()
		filler := strings.Repeat(warcRecords()[1], 200)
		if name == "gzip" {
			filler = strings.Repeat(string(gz(warcRecords()[1])), 400)
		}
		go func() {
			// What recognises the format, then one page.
			_, _ = pw.Write([]byte(recs[0] + filler + recs[2]))
			// The rest is never written until the page has been read.
		}()
		p, err := NewReader(pr, "pipe", Options{}).Next()
		if err != nil || words3([]*Page{p}) != "first" {
			t.Errorf("%s: %v", name, err)
		}
		_ = pw.Close()
	}
}
