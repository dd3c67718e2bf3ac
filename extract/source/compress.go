package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/ulikunitz/xz"
)

var (
	gzipFormat = Format{Name: "gzip", compression: true, sniff: sniffMagic("\x1f\x8b\x08"), open: openMembers(gzipCodec),
		Doc: "gzip, any number of members; zero padding is passed over, other bytes behind the last member are reported"}
	zstdFormat = Format{Name: "zstd", compression: true, sniff: func(h head) bool { return zstdMagic(h.raw) }, open: openMembers(zstdCodec),
		Doc: "Zstandard, any number of frames, windows up to 128 MiB; dictionaries only where the file carries them itself (WARC)"}
	xzFormat = Format{Name: "xz", compression: true, sniff: sniffMagic("\xfd7zXZ\x00"), open: openXZ,
		Doc: "xz with the LZMA2 filter, dictionaries up to 128 MiB"}
	bzip2Format = Format{Name: "bzip2", compression: true, sniff: sniffBzip2, open: openBzip2,
		Doc: "bzip2, any number of streams"}
	brotliFormat = Format{Name: "brotli", compression: true, open: openBrotli,
		sniff: func(h head) bool { return strings.HasSuffix(strings.ToLower(h.base), ".br") && sniffBrotli(h) },
		Doc:   "brotli; it has no magic number, so it is tried for names in .br and for bytes that are nothing else"}
)

// maxWindow is what a decompressor may set aside for its window, zstd(1)'s own limit.
const maxWindow = 128 << 20

func sniffMagic(m string) func(head) bool {
	return func(h head) bool { return strings.HasPrefix(string(h.raw[:min(len(h.raw), len(m))]), m) }
}

func sniffBzip2(h head) bool {
	b := h.raw
	return len(b) >= 10 && string(b[:3]) == "BZh" && b[3] >= '1' && b[3] <= '9' &&
		(string(b[4:10]) == "1AY&SY" || string(b[4:10]) == "\x17rE8P\x90")
}

// sniffBrotli decompresses the beginning: brotli if text comes out.
func sniffBrotli(h head) bool {
	if len(h.raw) == 0 || len(h.text) > 0 && h.text[0] == '<' {
		return false
	}
	out := make([]byte, 4096)
	n, err := io.ReadFull(brotli.NewReader(bytes.NewReader(h.raw)), out)
	named := strings.HasSuffix(strings.ToLower(h.base), ".br")
	if n == 0 && named && errors.Is(err, io.ErrUnexpectedEOF) {
		return true // cut in its first block
	}
	if n == 0 || err != nil && err != io.ErrUnexpectedEOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	out = out[:n]
	// A few bytes of anything may decode to a few bytes of anything.
	return (n >= 32 || named) && (!isBinary(out) || n > 262 && string(out[257:262]) == "ustar")
}

// single is a layer that holds one payload: a compressed file.
type single struct {
	inner *input
	done  bool
	// compression: the layer says nothing about what it holds.
	compression bool
}

func (s *single) next() (*input, error) {
	if s.done {
		return nil, io.EOF
	}
	s.done = true
	return s.inner, nil
}

// inflated makes the layer whose payload is what r decompresses from in.
func (rd *Reader) inflated(in *input, r io.Reader) *single {
	n := newInput(&inflater{r: r, in: in, ratio: rd.limits.Ratio, source: in.source}, in.source, 0)
	n.facts, n.base, n.depth = in.facts, trimCompression(in.base), in.depth+1
	return &single{inner: n, compression: true}
}

func trimCompression(base string) string {
	for _, ext := range []string{".gz", ".zst", ".xz", ".bz2"} {
		base = strings.TrimSuffix(base, ext)
	}
	return base
}

// inflater holds a decompressor to the ratio limit and says what went wrong in words.
type inflater struct {
	r      io.Reader
	in     *input
	ratio  float64
	source string
	start  int64 // where its data begins in in
	out    int64
}

func (f *inflater) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	f.out += int64(n)
	if f.out > ratioFloor && float64(f.out) > f.ratio*float64(max(f.in.pos()-f.start, 1)) {
		return 0, &LimitError{Source: f.source, Limit: "compression ratio", Switch: "--max-ratio",
			Value: int64(f.ratio), Got: f.out / max(f.in.pos()-f.start, 1)}
	}
	if err != nil && err != io.EOF {
		err = f.explain(err)
	}
	return n, err
}

// explain prefers the reason of the layer below: a disk error or a limit is not damage of the compressed data.
func (f *inflater) explain(err error) error {
	if below := f.in.failure(); below != nil {
		return below
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return errCut
	}
	return err
}

// errCut is the cause of a DamageError for a file or record that ends before its end.
var errCut = errors.New("it ends before its end")

func openXZ(rd *Reader, in *input) (sequence, error) {
	if dict := xzDictionary(in.peek(64)); dict > maxWindow {
		return nil, in.damaged("", in.pos(), fmt.Errorf("its xz dictionary of %d bytes is over the limit of %d", dict, maxWindow))
	}
	t := &tail{r: in}
	r, err := xz.NewReader(bufio.NewReader(t))
	if err != nil {
		return nil, in.damaged("", 0, noEOF(err))
	}
	return rd.inflated(in, &footed{r: r, tail: t}), nil
}

// tail keeps the last two bytes that are not padding.
type tail struct {
	r    io.Reader
	last [2]byte
}

func (t *tail) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	for _, c := range bytes.TrimRight(p[max(0, n-64):n], "\x00") {
		t.last[0], t.last[1] = t.last[1], c
	}
	return n, err
}

// footed is an xz stream that must end with its footer: the library takes a cut
// behind the stream header for the end.
type footed struct {
	r    io.Reader
	tail *tail
}

func (f *footed) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err == io.EOF && string(f.tail.last[:]) != "YZ" {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// xzDictionary reads the dictionary size that the first block asks for (xz file
// format 1.2.1, sections 3.1 and 5.3.1): the library allocates it unasked.
func xzDictionary(b []byte) int64 {
	if len(b) < 18 || b[12] == 0 {
		return 0
	}
	flags, i := b[13], 14
	for range int(flags>>6&1) + int(flags>>7&1) {
		for i < len(b) && b[i]&0x80 != 0 {
			i++
		}
		i++
	}
	if i+2 >= len(b) || b[i] != 0x21 {
		return 0
	}
	bits := int64(b[i+2] & 0x3f)
	if bits >= 40 {
		return 1<<32 - 1
	}
	return (2 | bits&1) << (bits/2 + 11)
}

func noEOF(err error) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return errCut
	}
	return err
}

func openBzip2(rd *Reader, in *input) (sequence, error) {
	return rd.inflated(in, bzip2.NewReader(in)), nil
}

func openBrotli(rd *Reader, in *input) (sequence, error) {
	return rd.inflated(in, brotli.NewReader(in)), nil
}
