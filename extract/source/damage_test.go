package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

var errDisk = errors.New("disk failed")

// TestReaderFails lets the reader fail at each offset of each sample: the error
// comes out, as an error or as the damage of a page, and nothing panics.
func TestReaderFails(t *testing.T) {
	for _, s := range samples() {
		step := 1 + len(s.data)/500
		if testing.Short() {
			step *= 10
		}
		for n := 0; n <= len(s.data); n += step {
			r := io.MultiReader(bytes.NewReader(s.data[:n]), iotest.ErrReader(errDisk))
			pages, errs := readAll(t, NewReader(r, s.name, Options{}))
			found := false
			for _, err := range errs {
				found = found || errors.Is(err, errDisk)
			}
			for _, p := range pages {
				found = found || p.Damage != nil && errors.Is(p.Damage, errDisk)
			}
			if !found {
				t.Fatalf("%s: failing at byte %d of %d: %d pages, errors %v", s.name, n, len(s.data), len(pages), errs)
			}
		}
	}
}

// TestReaderSlow reads each sample by bytes, by halves and with the error beside the last bytes: the pages are the same.
func TestReaderSlow(t *testing.T) {
	for _, s := range samples() {
		want, _ := readAll(t, NewBytesReader(s.data, s.name, Options{}))
		for name, wrap := range map[string]func(io.Reader) io.Reader{"one byte": iotest.OneByteReader, "half": iotest.HalfReader, "data and error": iotest.DataErrReader} {
			got, errs := readAll(t, NewReader(wrap(bytes.NewReader(s.data)), s.name, Options{}))
			if len(errs) > 0 || len(got) != len(want) {
				t.Fatalf("%s, %s: %d pages, want %d; %v", s.name, name, len(got), len(want), errs)
			}
			for i := range got {
				if !bytes.Equal(got[i].Bytes, want[i].Bytes) || got[i].Offset != want[i].Offset || got[i].URL != want[i].URL {
					t.Errorf("%s, %s: page %d differs", s.name, name, i)
				}
			}
		}
	}
}

// TestCut cuts each sample at every 5 %. What stands before the cut is read,
// and the cut is said wherever the format lets it be seen.
func TestCut(t *testing.T) {
	for _, s := range samples() {
		whole, _ := readAll(t, NewBytesReader(s.data, s.name, Options{}))
		for pct := 5; pct < 100; pct += 5 {
			n := len(s.data) * pct / 100
			if n < 512 && (strings.HasSuffix(s.name, ".mhtml") || strings.HasSuffix(s.name, ".eml") || strings.HasSuffix(s.name, ".tar")) {
				continue // not yet recognised: formats without a magic number at the beginning
			}
			pages, errs := readAll(t, NewBytesReader(s.data[:n], s.name, Options{}))
			said := len(errs) > 0
			for i, p := range pages {
				if p.Damage != nil {
					said = true
				} else if !s.open && i < len(whole) && !bytes.Equal(p.Bytes, whole[i].Bytes) {
					t.Errorf("%s cut at %d %%: page %d is shorter and nothing says so", s.name, pct, i)
				}
			}
			if !said && !s.open {
				t.Errorf("%s cut at %d %%: %d pages and not a word", s.name, pct, len(pages))
			}
			for _, err := range errs {
				var de *DamageError
				if !errors.As(err, &de) || !strings.Contains(err.Error(), s.name) {
					t.Errorf("%s cut at %d %%: %v", s.name, pct, err)
				}
			}
		}
	}
}

// TestCutKeepsPages cuts containers behind their second page: the first two are read.
func TestCutKeepsPages(t *testing.T) {
	for _, s := range samples() {
		if s.pages < 3 {
			continue
		}
		pages, _ := readAll(t, NewBytesReader(s.data[:len(s.data)*9/10], s.name, Options{}))
		if len(pages) < 2 || !strings.Contains(string(pages[0].Bytes), "The first") || !strings.Contains(string(pages[1].Bytes), "The second") {
			t.Errorf("%s: %d pages before the cut", s.name, len(pages))
		}
	}
}

// TestFlippedBits damages each byte of the compressed and checked samples in
// turn; nothing panics, and reading ends.
func TestFlippedBits(t *testing.T) {
	for _, s := range samples() {
		step := 7
		if testing.Short() {
			step = 211
		}
		for i := 0; i < len(s.data); i += step {
			b := bytes.Clone(s.data)
			b[i] ^= 0x55
			readAll(t, NewBytesReader(b, s.name, Options{}))
		}
	}
}

func words3(pages []*Page) string {
	var out []string
	for _, p := range pages {
		for _, w := range []string{"first", "second", "third"} {
			if strings.Contains(string(p.Bytes), "The "+w) {
				out = append(out, w)
				break
			}
		}
	}
	return strings.Join(out, " ")
}

// damages counts what is said: errors and damaged pages.
func damages(pages []*Page, errs []error) int {
	n := len(errs)
	for _, p := range pages {
		if p.Damage != nil {
			n++
		}
	}
	return n
}

func TestGzipMemberDamaged(t *testing.T) {
	recs := warcRecords()
	first := len(gz(recs[:2]...))
	second := len(gz(recs[:3]...))
	for name, change := range map[string]func(b []byte) []byte{
		"a bit in the data": func(b []byte) []byte { b[first+200] ^= 0x10; return b },
		"a wrong checksum":  func(b []byte) []byte { b[second-8] ^= 0xff; return b },
		"bytes missing":     func(b []byte) []byte { return append(b[:first+300], b[first+340:]...) },
		"a hole of zeros":   func(b []byte) []byte { clear(b[first+100 : first+200]); return b },
		"a broken header":   func(b []byte) []byte { b[first] = 'x'; return b },
		"junk between": func(b []byte) []byte {
			return append(append(bytes.Clone(b[:first]), "some junk here"...), b[first:]...)
		},
	} {
		b := change(gz(recs...))
		pages, errs := readAll(t, NewBytesReader(b, "x.warc.gz", Options{}))
		if got := words3(pages); !strings.HasSuffix(got, "second third") || damages(pages, errs) == 0 {
			t.Errorf("%s: read %q, errors %v", name, got, errs)
		}
	}
}

func TestGzipEnd(t *testing.T) {
	page := article("first")
	p := onePage(t, append(gz(page), make([]byte, 1000)...), "padded.gz")
	if string(p.Bytes) != page {
		t.Error("zero padding changes the page")
	}
	pages, _ := readAll(t, NewBytesReader(append(gz(page), "junk"...), "junk.gz", Options{}))
	if len(pages) != 1 || string(pages[0].Bytes) != page || pages[0].Damage == nil {
		t.Errorf("junk behind: %d pages", len(pages))
	}
	b := gz(page)
	b[len(b)-5] ^= 1
	pages, _ = readAll(t, NewBytesReader(b, "crc.gz", Options{}))
	if len(pages) != 1 || string(pages[0].Bytes) != page || pages[0].Damage == nil {
		t.Errorf("wrong checksum: %d pages", len(pages))
	}
}

// TestWARCLengths gives the second page's record wrong lengths; the page and its neighbours are read, and the damage is said.
func TestWARCLengths(t *testing.T) {
	recs := warcRecords()
	for _, length := range []string{"10", "500", "99999", "10000000000", "9223372036854775808", "-5", "many", ""} {
		i := strings.Index(recs[4], "Content-Length: ")
		j := strings.Index(recs[4][i:], "\r\n") + i
		bad := recs[4][:i] + "Content-Length: " + length + recs[4][j:]
		file := recs[0] + recs[2] + bad + recs[5]
		for name, b := range map[string][]byte{"plain": []byte(file), "gzip": gz(recs[0], recs[2], bad, recs[5]), "one member": gz(file)} {
			pages, errs := readAll(t, NewBytesReader(b, "x.warc", Options{}))
			if got := words3(pages); got != "first second third" || damages(pages, errs) != 1 {
				t.Errorf("%s, length %q: %q, %d damages, %v", name, length, got, damages(pages, errs), errs)
			}
		}
	}
}

func TestWARCHeaderInPage(t *testing.T) {
	page := strings.Replace(article("first"), "</h1>", "</h1><pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n</pre>", 1)
	rec := warcRecord("response", "http://a.example/1", "application/http", httpResponse(page))
	p := onePage(t, []byte(rec+warcRecords()[1]), "x.warc")
	if string(p.Bytes) != page {
		t.Errorf("page is %q", p.Bytes)
	}
}

func TestWARCGarbageBetween(t *testing.T) {
	recs := warcRecords()
	pages, errs := readAll(t, NewBytesReader([]byte(recs[2]+strings.Repeat("garbage\n", 30000)+recs[4]+recs[5]), "x.warc", Options{}))
	if words3(pages) != "first second third" || damages(pages, errs) != 1 {
		t.Errorf("%q, %v", words3(pages), errs)
	}
}

// TestWARCSplitMembers reads a WARC whose compression takes no heed of records.
func TestWARCSplitMembers(t *testing.T) {
	all := strings.Join(warcRecords(), "")
	var parts []string
	for i := 0; i < len(all); i += 1000 {
		parts = append(parts, all[i:min(len(all), i+1000)])
	}
	for name, b := range map[string][]byte{"gzip": gz(parts...), "zstd": zst(all)} {
		pages, errs := readAll(t, NewBytesReader(b, "x.warc.gz", Options{}))
		if words3(pages) != "first second third" || damages(pages, errs) != 0 {
			t.Errorf("%s: %q, %v", name, words3(pages), errs)
		}
	}
}

func TestWARCPayloads(t *testing.T) {
	page := article("first")
	chunked := "5\r\n" + page[:5] + "\r\n" + "ffff;x=y\r\n"
	for name, c := range map[string]struct {
		response string
		damaged  bool
	}{
		"chunked":              {httpResponse("64\r\n"+page[:100]+"\r\n"+hex(len(page)-100)+"\r\n"+page[100:]+"\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), false},
		"chunked and not so":   {httpResponse(page, "Transfer-Encoding: chunked"), false},
		"chunked, cut":         {httpResponse(chunked+page[5:], "Transfer-Encoding: chunked"), true},
		"gzip":                 {httpResponse(string(gz(page)), "Content-Encoding: gzip"), false},
		"gzip and not so":      {httpResponse(page, "Content-Encoding: gzip"), false},
		"gzip, checksum wrong": {httpResponse(string(append(gz(page)[:len(gz(page))-8], "xxxxxxxx"...)), "Content-Encoding: gzip"), true},
		"brotli":               {httpResponse(string(br(page)), "Content-Encoding: br"), false},
		"brotli and not so":    {httpResponse(page, "Content-Encoding: br"), false},
		"zstd":                 {httpResponse(string(zst(page)), "Content-Encoding: zstd"), false},
		"deflate and not so":   {httpResponse(page, "Content-Encoding: deflate"), false},
		"both":                 {httpResponse(hex(len(gz(page)))+"\r\n"+string(gz(page))+"\r\n0\r\n\r\n", "Transfer-Encoding: chunked", "Content-Encoding: gzip"), false},
	} {
		pages, errs := readAll(t, NewBytesReader([]byte(warcRecord("response", "http://a.example/", "application/http", c.response)), "x.warc", Options{}))
		if len(pages) != 1 || len(errs) > 0 || string(pages[0].Bytes) != page || (pages[0].Damage != nil) != c.damaged {
			t.Errorf("%s: %d pages, %v", name, len(pages), errs)
			for _, p := range pages {
				t.Logf("damage %v\n%.300q", p.Damage, p.Bytes)
			}
		}
	}
}

func hex(n int) string {
	const digits = "0123456789abcdef"
	s := ""
	for n > 0 {
		s, n = string(digits[n&15])+s, n>>4
	}
	return s
}

func TestWARCSkips(t *testing.T) {
	recs := warcRecords()
	file := recs[0] + recs[1] + recs[2] + recs[3] +
		warcRecord("revisit", "http://a.example/1", "application/http", "HTTP/1.1 304 Not Modified\r\n\r\n") +
		warcRecord("response", "http://a.example/404", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+article("third")) +
		warcRecord("conversion", "http://a.example/1", "text/plain", "The second text of Łódź.\n")
	r := NewBytesReader([]byte(file), "x.warc", Options{})
	pages, errs := readAll(t, r)
	if words3(pages) != "first second" || len(errs) > 0 {
		t.Errorf("%q, %v", words3(pages), errs)
	}
	if pages[1].MediaType != typeText || pages[1].Format != "wet" {
		t.Errorf("conversion record is %s in %s", pages[1].MediaType, pages[1].Format)
	}
	want := []Skip{{"image/png", 1}, {"request records", 1}, {"responses with status 4xx", 1}, {"revisit records", 1}, {"warcinfo records", 1}}
	got := r.Skipped()
	if len(got) != len(want) {
		t.Fatalf("skipped %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("skipped %v, want %v", got, want)
		}
	}
}
