package cmd

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	pq "github.com/parquet-go/parquet-go"

	"github.com/pithcli/pith/extract/source"
)

// TestReadBack writes a container of a page, a page without article and a
// damaged record in every format for data work, and reads the file back.
func TestReadBack(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in.jsonl")
	line := func(html, url string) string {
		b, err := json.Marshal(map[string]string{"html": html, "url": url})
		if err != nil {
			t.Fatal(err)
		}
		return string(b) + "\n"
	}
	if err := os.WriteFile(in, []byte(line(page, "https://a.example/1")+line("<script>x()</script>", "https://a.example/2")+"{broken\n"+line(page, "https://a.example/3")), 0o666); err != nil {
		t.Fatal(err)
	}
	// statuses and titles of every record, failed ones too
	want := "ok:A page empty: damaged: ok:A page"
	rows := func(b []byte, comma rune) string {
		r := csv.NewReader(bytes.NewReader(b))
		r.Comma = comma
		all, err := r.ReadAll()
		if err != nil || len(all) == 0 || strings.Join(all[0], " ") != "status title text" {
			t.Fatalf("%v: %v", err, all)
		}
		var s []string
		for _, row := range all[1:] {
			s = append(s, row[0]+":"+row[1])
		}
		return strings.Join(s, " ")
	}
	lines := func(b []byte) string {
		var s []string
		for dec := json.NewDecoder(bytes.NewReader(b)); ; {
			var r struct{ Status, Title, Text string }
			err := dec.Decode(&r)
			if errors.Is(err, io.EOF) {
				return strings.Join(s, " ")
			}
			if err != nil || r.Status == "ok" && !strings.Contains(r.Text, "cows at its edge") {
				t.Fatalf("%v: %+v", err, r)
			}
			s = append(s, r.Status+":"+r.Title)
		}
	}
	for _, c := range []struct {
		name string
		read func([]byte) string
		want string
	}{
		{"out.jsonl", lines, want},
		{"out.csv", func(b []byte) string { return rows(b, ',') }, want},
		{"out.tsv", func(b []byte) string { return rows(b, '\t') }, want},
		{"out.parquet", readParquet(t), want},
		// WET holds text alone: pages without an article have no record.
		{"out.wet", readWET(t), "https://a.example/1 https://a.example/3"},
	} {
		for _, packing := range append([]string{""}, outputPackings...) {
			if packing != "" && c.name == "out.parquet" {
				continue
			}
			out := filepath.Join(dir, c.name+packing)
			args := []string{"-q", "-o", out, in}
			if c.name != "out.wet" {
				args = append(args, "--fields", "status,title,text")
			}
			if code, _, stderr := run("", args...); code != int(ExitInput) {
				t.Fatalf("%s: exit %d, %s", out, code, stderr)
			}
			b, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.read(unpacked(t, b)); got != c.want {
				t.Errorf("%s reads back as %q, want %q", c.name+packing, got, c.want)
			}
			for _, jobs := range []string{"1", "3"} {
				if code, _, stderr := run("", append(args, "-j", jobs)...); code != int(ExitInput) {
					t.Fatalf("%s: exit %d, %s", out, code, stderr)
				}
				if again, err := os.ReadFile(out); err != nil || !bytes.Equal(again, b) {
					t.Errorf("%s -j %s has other bytes (%v)", c.name+packing, jobs, err)
				}
			}
		}
	}
}

func readParquet(t *testing.T) func([]byte) string {
	type row struct {
		Status string  `parquet:"status"`
		Title  *string `parquet:"title,optional"`
		Text   string  `parquet:"text"`
	}
	return func(b []byte) string {
		t.Helper()
		all, err := pq.Read[row](bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var s []string
		for _, r := range all {
			title := ""
			if r.Title != nil {
				title = *r.Title
			}
			s = append(s, r.Status+":"+title)
		}
		return strings.Join(s, " ")
	}
}

// readWET reads conversion records as any WARC reader would: heads and lengths.
func readWET(t *testing.T) func([]byte) string {
	return func(b []byte) string {
		t.Helper()
		var urls []string
		r := source.NewBytesReader(b, "out.wet", source.Options{})
		for {
			p, err := r.Next()
			if errors.Is(err, io.EOF) {
				return strings.Join(urls, " ")
			}
			if err != nil {
				t.Fatal(err)
			}
			if p.MediaType != "text/plain" || !strings.HasPrefix(string(p.Bytes), "A page\n\n") || r.Format() != "warc" {
				t.Errorf("%s of %s: %q", p.MediaType, r.Format(), p.Bytes)
			}
			urls = append(urls, p.URL)
		}
	}
}

func unpacked(t *testing.T, b []byte) []byte {
	t.Helper()
	r, err := unpack(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	b, err = io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// unpack undoes the compression of an output.
func unpack(r *bytes.Reader) (io.Reader, error) {
	head := make([]byte, 4)
	_, _ = r.ReadAt(head, 0)
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return gzip.NewReader(r)
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return zstd.NewReader(r)
	}
	return r, nil
}

// TestParquetPlaces: a table is one file, uncompressed, and no terminal's.
func TestParquetPlaces(t *testing.T) {
	dir := t.TempDir()
	for _, out := range []string{filepath.Join(dir, "x.parquet.gz"), dir + "/"} {
		if code, _, stderr := run(page, "-f", "parquet", "-o", out); code != int(ExitUsage) || !strings.Contains(stderr, "; ") {
			t.Errorf("-o %s: exit %d, %q", out, code, stderr)
		}
	}
}

// TestFormatOf: without -f the output's name decides.
func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{"a.md": "markdown", "a.JSONL.gz": "jsonl", "x.ndjson": "jsonl", "b.warc.wet.gz": "wet", "c.txt": "text", "d.parquet": "parquet", "e.tsv.zst": "tsv"} {
		if f, ok := formatOf(name); !ok || f.name != want {
			t.Errorf("%s asks for %q, want %q", name, f.name, want)
		}
	}
	for _, name := range []string{"", "-", "x", "x.gz", "x.doc", "/dev/null"} {
		if f, ok := formatOf(name); ok {
			t.Errorf("%q asks for %s", name, f.name)
		}
	}
}
