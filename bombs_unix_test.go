//go:build unix

package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// Bars of TestBombs: CPU and peak memory of a run that meets one.
const (
	bombSeconds = 2
	bombMemory  = 150 << 20
)

// bombs are compressed files that come to some 10 GB; a name says in which format.
func bombs(t *testing.T) map[string][]byte {
	t.Helper()
	chunk := []byte("<p>" + strings.Repeat(" ", 10<<20))
	packed := func(w interface {
		Write([]byte) (int, error)
		Close() error
	}, b *bytes.Buffer, err error) []byte {
		if err == nil {
			_, err = w.Write(chunk)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	// Files of each of these formats follow one another as one.
	many := func(one []byte) []byte { return bytes.Repeat(one, 1000) }
	var g, z, x, br, gg bytes.Buffer
	gw, err := gzip.NewWriterLevel(&g, gzip.BestCompression)
	gz := packed(gw, &g, err)
	zw, err := zstd.NewWriter(&z)
	zs := packed(zw, &z, err)
	xw, err := xz.NewWriter(&x)
	xs := packed(xw, &x, err)
	out := map[string][]byte{"gzip": many(gz), "zstd": many(zs), "xz": many(xs)}

	bw := brotli.NewWriterLevel(&br, 5)
	for range 100 { // 1 GB: streams of brotli do not follow one another
		if _, err := bw.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := bw.Close(); err != nil {
		t.Fatal(err)
	}
	out["br"] = br.Bytes()

	// A deflate stream goes on where it was flushed.
	var d bytes.Buffer
	fw, err := flate.NewWriter(&d, flate.BestCompression)
	if err == nil {
		_, err = fw.Write(chunk)
	}
	if err == nil {
		err = fw.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	deflated := append(many(d.Bytes()), 3, 0)
	head := []byte("PK\x03\x04\x14\x00\x00\x00\x08\x00")
	head = append(head, make([]byte, 8)...)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(deflated)))
	head = binary.LittleEndian.AppendUint32(head, 1<<32-1)
	head = append(head, 6, 0, 0, 0)
	out["zip"] = append(append(head, "a.html"...), deflated...)

	nested := many(gz)
	for range 39 {
		gg.Reset()
		w, err := gzip.NewWriterLevel(&gg, gzip.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(nested)
		_ = w.Close()
		nested = bytes.Clone(gg.Bytes())
	}
	out["gzip, 40 deep"] = nested

	if tool, err := exec.LookPath("bzip2"); err == nil {
		c := exec.Command(tool, "-9")
		c.Stdin = bytes.NewReader(chunk)
		one, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		out["bzip2"] = many(one)
	} else {
		t.Log("no bzip2 here: its bomb is not tried")
	}
	return out
}

var switchName = regexp.MustCompile(`--max-[a-z]+`)

// TestBombs runs the command over each: it stops at a limit that it names.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	bin, dir := build(t), t.TempDir()
	for name, b := range bombs(t) {
		file := filepath.Join(dir, strings.ReplaceAll(strings.TrimSuffix(name, ", 40 deep"), " ", ""))
		if name == "br" {
			file = filepath.Join(dir, "a.html.br")
		}
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"-f", "text"}, {"-f", "jsonl"}, {"explain"}, {"check"}} {
			c := exec.Command(bin, append(args, file)...)
			var out bytes.Buffer
			c.Stdout, c.Stderr = &out, &out
			got, err := launched(c)
			said := out.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			limit := switchName.FindString(string(said))
			row := fmt.Sprintf("%-14s %7.3f MB %-10s exit %d %s %.2f s %3.0f MiB", name, float64(len(b))/(1<<20), strings.Join(args, " "), got.exit, limit, got.cpu, got.memory/(1<<20))
			t.Log(row)
			if limit == "" || got.exit != 4 || got.cpu > bombSeconds || got.memory > bombMemory {
				t.Errorf("%s\n%.300s", row, said)
			}
		}
	}
}
