package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// fuzzRead reads any bytes in a given format ("" to recognise it) and checks what every reader promises.
func fuzzRead(t *testing.T, b []byte, name, format string) {
	r := NewBytesReader(b, name, Options{Format: format, Limits: Limits{Page: 1 << 20, Records: 1 << 16}})
	n := 0
	// Every call but the last hands on a page or an error, and each takes at least a byte of the input.
	for range len(b) + 100 {
		p, err := r.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			var de *DamageError
			var le *LimitError
			var ue *UnsupportedError
			if !errors.As(err, &de) && !errors.As(err, &le) && !errors.As(err, &ue) {
				t.Fatalf("error without a type: %v", err)
			}
			printable(t, err.Error())
			continue
		}
		if !utf8.Valid(p.Bytes) {
			t.Fatalf("not UTF-8: %q", p.Bytes)
		}
		if p.Index != n || p.Charset.Used == "" || p.Charset.Reason == "" || p.Format == "" || p.MediaType == "" {
			t.Fatalf("%+v", p)
		}
		n++
		printable(t, p.URL)
		printable(t, p.Title)
		printable(t, p.Source)
		if p.Damage != nil {
			printable(t, p.Damage.Error())
		}
	}
	t.Fatal("no end")
}

func printable(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }) {
		t.Fatalf("control characters in %q", s)
	}
}

func seed(f *testing.F, of ...string) {
	for _, s := range samples() {
		for _, ext := range of {
			if ext == "" || strings.Contains(s.name, ext) {
				f.Add(s.data)
				f.Add(s.data[:len(s.data)*2/3])
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	seed(f, "")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x", "") })
}

func FuzzWARC(f *testing.F) {
	seed(f, "warc", "arc")
	f.Fuzz(func(t *testing.T, b []byte) {
		fuzzRead(t, b, "x", "warc")
		fuzzRead(t, gz(string(b)), "x", "warc")
	})
}

func FuzzARC(f *testing.F) {
	seed(f, "old.arc")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x", "arc") })
}

func FuzzMail(f *testing.F) {
	seed(f, "mhtml", "eml")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x", "mhtml") })
}

func FuzzMbox(f *testing.F) {
	seed(f, "mbox")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x", "mbox") })
}

func FuzzWebarchive(f *testing.F) {
	seed(f, "webarchive")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x", "webarchive") })
}

func FuzzArchive(f *testing.F) {
	seed(f, "zip", "tar", "sfz")
	f.Fuzz(func(t *testing.T, b []byte) {
		fuzzRead(t, b, "x", "zip")
		fuzzRead(t, b, "x", "tar")
		fuzzRead(t, b, "x", "singlefilez")
	})
}

func FuzzCompressed(f *testing.F) {
	seed(f, "gz", "zst", "br", "xz")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x.br", "") })
}

func FuzzJSONLines(f *testing.F) {
	seed(f, "jsonl")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x", "jsonl") })
}

func FuzzHTTP(f *testing.F) {
	seed(f, "http")
	f.Add([]byte(httpResponse("5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked")))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "x", "http") })
}

// FuzzDecode checks that decoding gives UTF-8 whatever is declared, and that UTF-8 comes back as it was.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{french, russian, chinese} {
		f.Add([]byte(s), "utf-8")
		for _, e := range []string{"windows-1252", "windows-1251", "gb18030", "utf-16le"} {
			if b, err := byName(e).NewEncoder().Bytes([]byte(s)); err == nil {
				f.Add(b, e)
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, label string) {
		out, c := decode(b, "", label, false)
		if !utf8.Valid(out) || c.Used == "" || c.Reason == "" {
			t.Fatalf("%+v %q", c, out)
		}
		if c.Used == "utf-8" && c.Reason != byBOM && utf8.Valid(b) && !bytes.Equal(out, b) {
			t.Fatalf("UTF-8 changed: %q to %q", b, out)
		}
		_, _ = decode(b, label, "", true)
		markup(out)
	})
}
