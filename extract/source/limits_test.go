package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
)

// wantLimit reads a file whose first error must be a *LimitError that names a switch.
func wantLimit(t *testing.T, r *Reader, name string) *LimitError {
	t.Helper()
	pages, errs := readAll(t, r)
	var le *LimitError
	if len(errs) == 0 || !errors.As(errs[0], &le) {
		t.Fatalf("%d pages, errors %v, want a limit", len(pages), errs)
	}
	if le.Switch != name || !strings.Contains(le.Error(), name) {
		t.Errorf("%v, want %s", le, name)
	}
	return le
}

// repeated is an endless file: a head, then one piece again and again.
type repeated struct {
	head, piece []byte
	at          int
}

func (r *repeated) Read(p []byte) (int, error) {
	if len(r.head) > 0 {
		n := copy(p, r.head)
		r.head = r.head[n:]
		return n, nil
	}
	n := 0
	for n < len(p) {
		k := copy(p[n:], r.piece[r.at:])
		n += k
		if r.at += k; r.at == len(r.piece) {
			r.at = 0
		}
	}
	return n, nil
}

// zstdBomb is a zstd frame of RLE blocks of 128 KiB in 4 bytes each.
func zstdBomb() io.Reader {
	head := []byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38} // no size, window 128 KiB
	h := uint32(128<<10)<<3 | 1<<1
	return &repeated{head: head, piece: []byte{byte(h), byte(h >> 8), byte(h >> 16), 'a'}}
}

// gzipBomb is gzip of blanks, made as it is read.
func gzipBomb(t testing.TB) io.Reader {
	pr, pw := io.Pipe()
	t.Cleanup(func() { _ = pr.Close() })
	go func() {
		z := gzip.NewWriter(pw)
		blanks := bytes.Repeat([]byte(" "), 1<<20)
		for {
			if _, err := z.Write(blanks); err != nil {
				return
			}
		}
	}()
	return pr
}

// TestBombs reads files without end that inflate a thousandfold and more: each
// compressed one stops at a limit within 2 s.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some 200 MB in several ways")
	}
	warc := "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/x.png\r\nContent-Length: 100000000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
	deep := zstdBomb().(*repeated)
	for name, c := range map[string]struct {
		r      io.Reader
		limits Limits
		want   string
	}{
		"gzip":             {gzipBomb(t), Limits{}, "--max-ratio"},
		"gzip, any ratio":  {gzipBomb(t), Limits{Ratio: -1}, "--max-page"},
		"zstd":             {zstdBomb(), Limits{}, "--max-ratio"},
		"zstd, any ratio":  {zstdBomb(), Limits{Ratio: -1}, "--max-page"},
		"zeros":            {&repeated{head: []byte("<html>"), piece: []byte("a ")}, Limits{}, "--max-page"},
		"small page limit": {&repeated{head: []byte("<html>"), piece: []byte("a ")}, Limits{Page: 1000}, "--max-page"},
		"size":             {&repeated{head: []byte("<html>"), piece: []byte("a ")}, Limits{Size: 1 << 20}, "--max-size"},
		"WARC record":      {&repeated{head: []byte(warc), piece: []byte("x")}, Limits{Size: 64 << 20}, "--max-size"},
		"JSON line":        {&repeated{head: []byte(`{"html":"`), piece: []byte("x")}, Limits{}, "--max-page"},
		"mail":             {&repeated{head: []byte("MIME-Version: 1.0\nContent-Type: text/html\n\n"), piece: []byte("x\n")}, Limits{Size: 100 << 20}, "--max-size"},
		"mail head":        {&repeated{head: []byte("MIME-Version: 1.0\n"), piece: []byte("x: y\n")}, Limits{Size: 100 << 20}, "--max-size"},
		"XML plist":        {&repeated{head: []byte("<?xml version=\"1.0\"?><plist><dict>"), piece: []byte("<dict>")}, Limits{}, "--max-page"},
		"zip member":       {&repeated{head: zipOf(true, file{"a.html", "x"})[:36], piece: []byte("x")}, Limits{}, "--max-page"},
		"zstd in a zip":    {io.MultiReader(bytes.NewReader([]byte("PK\x03\x04\x3f\x00\x00\x00\x5d\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x00\x00\x00\xf0\x00\x06\x00\x00\x00a.html")), deep), Limits{}, "--max-ratio"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			if c.limits.Size == 0 {
				c.limits.Size = 200 << 20 // what is stored or passed over costs its bytes, and these files have no end
			}
			wantLimit(t, NewReader(c.r, "bomb", Options{Limits: c.limits}), c.want)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			// What is not compressed costs its bytes up to a limit; a loaded machine makes that seconds.
			most := 10 * time.Second
			if strings.HasPrefix(name, "gzip") || strings.HasPrefix(name, "zstd") {
				most = 2 * time.Second
			}
			if took > most {
				t.Errorf("took %v", took)
			}
			if live := int64(after.Sys) - int64(before.Sys); live > 600<<20 {
				t.Errorf("%d MB from the system", live>>20)
			}
			t.Logf("%v, %d MB from the system", took.Round(time.Millisecond), (after.Sys-before.Sys)>>20)
		})
	}
}

func TestLayers(t *testing.T) {
	b := []byte(article("first"))
	for i := range 40 {
		if i == 8 {
			onePage(t, b, "eight.gz")
		}
		b = gz(string(b))
	}
	le := wantLimit(t, NewBytesReader(b, "forty.gz", Options{}), "--max-layers")
	if le.Value != 8 {
		t.Errorf("limit %d", le.Value)
	}
	pages, errs := readAll(t, NewBytesReader(b, "forty.gz", Options{Limits: Limits{Layers: 50}}))
	if len(pages) != 1 || len(errs) > 0 {
		t.Errorf("%d pages, %v", len(pages), errs)
	}
}

func TestRecordsLimit(t *testing.T) {
	for _, s := range samples() {
		if s.pages < 3 || strings.Contains(s.name, "nested") {
			continue
		}
		wantLimit(t, NewBytesReader(s.data, s.name, Options{Limits: Limits{Records: 2}}), "--max-records")
	}
}

// TestLimitGoesOn reads the small pages beside one that is over the limit.
func TestLimitGoesOn(t *testing.T) {
	big := article("second") + strings.Repeat("<p>much more</p>", 2000)
	line := func(w string) string { return fmt.Sprintf("{\"html\": %q}\n", w) }
	for name, b := range map[string][]byte{
		"warc": []byte(warcRecords()[2] + warcRecord("resource", "http://a.example/", "text/html", big) + warcRecords()[5]),
		"gzip": gz(warcRecords()[2], warcRecord("response", "http://a.example/", "application/http", httpResponse(string(gz(big)), "Content-Encoding: gzip")), warcRecords()[5]),
		"zip":  zipOf(false, file{"1.html", article("first")}, file{"2.html", big}, file{"3.html", article("third")}),
		"tar":  tarOf(file{"1.html", article("first")}, file{"2.html", big}, file{"3.html", article("third")}),
		"json": []byte(line(article("first")) + line(big) + line(article("third"))),
	} {
		pages, errs := readAll(t, NewBytesReader(b, name, Options{Limits: Limits{Page: 10000}}))
		var le *LimitError
		if words3(pages) != "first third" || len(errs) != 1 || !errors.As(errs[0], &le) || le.Switch != "--max-page" {
			t.Errorf("%s: %q, %v", name, words3(pages), errs)
		}
	}
}

func TestZstdClaims(t *testing.T) {
	for name, b := range map[string][]byte{
		"window of 3.75 TB":    {0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 1, 0, 0},
		"content size of 2^60": append([]byte{0x28, 0xb5, 0x2f, 0xfd, 0xe0}, append(binary.LittleEndian.AppendUint64(nil, 1<<60), 1, 0, 0)...),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, errs := readAll(t, NewBytesReader(append(b, make([]byte, 100)...), name, Options{}))
		runtime.ReadMemStats(&after)
		if len(errs)+0 == 0 {
			pages, _ := readAll(t, NewBytesReader(append(b, make([]byte, 100)...), name, Options{}))
			if len(pages) != 1 || pages[0].Damage == nil {
				t.Errorf("%s: read without a word", name)
			}
		}
		if after.TotalAlloc-before.TotalAlloc > 64<<20 {
			t.Errorf("%s: %d MB allocated", name, (after.TotalAlloc-before.TotalAlloc)>>20)
		}
	}
	big := xzed(article("first"))
	// Dictionary size property of the first block: 4 GiB.
	if i := bytes.Index(big[12:], []byte{0x21, 0x01}); i >= 0 {
		big[12+i+2] = 40
	}
	if _, errs := readAll(t, NewBytesReader(big, "x.xz", Options{})); len(errs) != 1 || !strings.Contains(errs[0].Error(), "dictionary") {
		t.Errorf("xz dictionary: %v", errs)
	}
}

// TestConstantMemory reads WARC files of 1,000 and 10,000 pages: the heap does not grow with the number.
func TestConstantMemory(t *testing.T) {
	rec := []byte(warcRecord("response", "http://a.example/1", "application/http", httpResponse(article("first")+strings.Repeat("<p>and more of it</p>\n", 500))))
	packed := gz(string(rec))
	peak := func(piece []byte, n int) uint64 {
		r := NewReader(io.LimitReader(&repeated{piece: piece}, int64(n*len(piece))), "x.warc", Options{Limits: Limits{Ratio: -1}})
		var most uint64
		var m runtime.MemStats
		runtime.GC()
		for i := 0; ; i++ {
			_, err := r.Next()
			if err == io.EOF {
				if i != n {
					t.Fatalf("%d pages, want %d", i, n)
				}
				return most
			}
			if err != nil {
				t.Fatal(err)
			}
			if i%100 == 99 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}
	many := 10000
	if testing.Short() {
		many = 2000
	}
	for name, piece := range map[string][]byte{"plain": rec, "gzip": packed, "zstd": zst(string(rec))} {
		few, all := peak(piece, 1000), peak(piece, many)
		t.Logf("%s: %d KiB live at 1,000 pages, %d KiB at %d", name, few>>10, all>>10, many)
		if all > few+few/4+1<<20 {
			t.Errorf("%s: the heap grows with the number of pages", name)
		}
	}
}

// TestHostilePlists reads property lists that are traps; each ends at once.
func TestHostilePlists(t *testing.T) {
	trailer := func(objects, top, table uint64) []byte {
		b := []byte{0, 0, 0, 0, 0, 0, 1, 1}
		b = binary.BigEndian.AppendUint64(b, objects)
		b = binary.BigEndian.AppendUint64(b, top)
		return binary.BigEndian.AppendUint64(b, table)
	}
	file := func(objects [][]byte) []byte {
		b := []byte("bplist00")
		var offsets []byte
		for _, o := range objects {
			offsets = append(offsets, byte(len(b)))
			b = append(b, o...)
		}
		table := len(b)
		return append(append(b, offsets...), trailer(uint64(len(objects)), 0, uint64(table))...)
	}
	cycle := file([][]byte{{0xd2, 1, 2, 0, 3}, append([]byte{0x5f, 0x10, 15}, "WebMainResource"...), append([]byte{0x5f, 0x10, 19}, "WebSubframeArchives"...), {0xa8, 0, 0, 0, 0, 0, 0, 0, 0}})
	selfData := file([][]byte{{0xd1, 1, 0}, append([]byte{0x5f, 0x10, 15}, "WebMainResource"...)})
	var levels bytes.Buffer
	levels.WriteString("<?xml version=\"1.0\"?><plist><dict><key>WebMainResource</key>")
	levels.WriteString(strings.Repeat("<dict><key>a</key>", 20000) + strings.Repeat("</dict>", 20000))
	levels.WriteString("</dict></plist>")
	entities := `<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><plist><dict><key>WebMainResource</key><dict>` +
		`<key>WebResourceURL</key><string>http://a.example/&b;&x;</string><key>WebResourceMIMEType</key><string>text/html</string><key>WebResourceData</key><data>PHA+aGVsbG8gdGhlcmU8L3A+</data></dict></dict></plist>`
	for name, b := range map[string][]byte{
		"cycle":               cycle,
		"resource is itself":  selfData,
		"length of 2^63":      file([][]byte{append([]byte{0xdf, 0x13}, 0x80, 0, 0, 0, 0, 0, 0, 0)}),
		"data of 2^63":        file([][]byte{append([]byte{0x4f, 0x13}, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)}),
		"objects of 2^64":     append([]byte("bplist00\x00"), trailer(1<<63, 0, 8)...),
		"top beyond":          append([]byte("bplist00\x00\x08"), trailer(1, 9, 9)...),
		"table beyond":        append([]byte("bplist00\x00\x08"), trailer(1, 0, 1<<40)...),
		"20,000 levels":       levels.Bytes(),
		"a plist of settings": bplistOf([]pair{{"Setting", "value"}, {"Other", []any{"a", "b"}}}),
	} {
		start := time.Now()
		pages, errs := readAll(t, NewBytesReader(b, name, Options{}))
		if len(errs) != 1 || len(pages) != 0 || time.Since(start) > time.Second {
			t.Errorf("%s: %d pages, %v in %v", name, len(pages), errs, time.Since(start))
		}
	}
	p := onePage(t, []byte(entities), "entities")
	if strings.Contains(p.URL, "aaaa") || strings.Contains(p.URL, "root:") || !strings.Contains(string(p.Bytes), "hello there") {
		t.Errorf("entities: %q %q", p.URL, p.Bytes)
	}
}

// TestLinear reads files that are made for quadratic time at two sizes: twice the bytes take at most about twice the time.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	times := func(head, piece, tail string) func(n int) []byte {
		return func(n int) []byte { return []byte(head + strings.Repeat(piece, n/len(piece)) + tail) }
	}
	rec := "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 60000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x\r\n\r\n"
	page := "<p>" + strings.Repeat("x", 100)
	for name, make := range map[string]func(n int) []byte{
		"records that claim all":    times("", rec, ""),
		"version lines":             times("WARC/1.0\r\nWARC-Type: x\r\n\r\n", "WARC/1.0\r\nx: y\r\n", ""),
		"gzip magic":                times(string(gz(warcRecords()[0])), "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c", ""),
		"gzip magic alone":          times(string(gz(warcRecords()[0])), "\x1f\x8b\x08", ""),
		"members that break off":    times(string(gz(warcRecords()[0])), string(gz(warcRecords()[0])[:60]), ""),
		"escapes in a JSON string":  times(`{"html":"`, strings.Repeat("x", 40)+`\n`, `"}`),
		"quotes in a JSON string":   times(`{"html":"`, `\"`, `"}`),
		"fields of a JSON object":   times(`{"html":"x"`, `,"a":1`, `}`),
		"boundary lines":            times("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n", "--a\n\n", ""),
		"boundary prefixes":         times("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n", "--b\n", ""),
		"folded lines":              times("MIME-Version: 1.0\n", "a: b\n c\n", "\n<p>x"),
		"descriptors in a zip":      times("PK\x03\x04\x14\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x06\x00\x00\x00a.html", "PK\x07\x08", ""),
		"zip headers":               times("", "PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x06\x00\x00\x00a.html", ""),
		"mailbox lines":             times("From a Sat Feb  3 04:05:06 2024\nSubject: x\nMIME-Version: 1.0\n\n", "\nFrom a Sat Feb  3 04:05:06 2024\n", ""),
		"tags in lines":             times("x", "<a <b ", ">"),
		"scripts never closed":      times("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n", "<script", "\n--a\nContent-Type: text/html\n\n"+page),
		"plist dicts":               times("<?xml version=\"1.0\"?><plist>", "<dict><key>a</key>", ""),
		"bytes of no charset":       times("<p>", "\x81\x8d", ""),
		"chunks":                    times("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", ""),
		"tar headers":               func(n int) []byte { return bytes.Repeat(tarOf(file{"a.html", "x"})[:1024], n/1024) },
		"zstd frames without bytes": times(string(zst(warcRecords()[0])), "\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00", ""),
	} {
		run := func(n int) time.Duration {
			b := make(n)
			start := time.Now()
			r := NewBytesReader(b, name, Options{Limits: Limits{Ratio: -1}})
			for {
				if _, err := r.Next(); err == io.EOF {
					break
				}
			}
			return time.Since(start)
		}
		const size = 1 << 20
		one := run(size)
		four := run(4 * size)
		if four > 8*one+2*time.Second || four > 20*time.Second {
			t.Errorf("%s: 1 MiB in %v, 4 MiB in %v", name, one, four)
		}
		t.Logf("%s: 1 MiB in %v, 4 MiB in %v", name, one.Round(time.Millisecond), four.Round(time.Millisecond))
	}
}
