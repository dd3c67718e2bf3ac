package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

const (
	// chunk is how much is asked of a reader at once; 64 KiB is the usual pipe buffer.
	chunk = 64 << 10
	// sniffLen is how much of a layer the table of formats sees. Mail puts up to
	// some KiB of Received lines before the line that tells it from text.
	sniffLen = 16 << 10
	// wholeAlloc is the size up to which a file is read with a single read.
	wholeAlloc = 1 << 20
	// firstAlloc bounds what is set aside on a file's word alone: a sparse file may claim any size.
	firstAlloc = 4 << 20
)

// facts are what a container says about a payload.
type facts struct {
	mediaType, charset, url, title, recordID string
	captured                                 time.Time
	// format is the container's format name, "" for a bare file.
	format string
	offset int64
	// record names the payload in error messages.
	record string
	// damage is what the container found wrong round the payload; it does not keep the payload from being read.
	damage error
	fields []Field
	// text says that the container states the payload to be plain text whatever it looks like.
	text bool
	// as is the payload's format where its container settles it, nil to recognise it.
	as *Format
	// page: the container states that the payload is a page, so that nothing but charset and compression is looked for.
	page bool
}

// input is the bytes of one layer: a buffered reader with look-ahead, an offset, and a bounded way back.
type input struct {
	facts
	source string // display name: the file, then members behind " > "
	base   string // the file's or member's own name
	depth  int
	at0    io.ReaderAt // the whole file, where it can be read at any place

	buf  []byte // buf[at:] is not yet read, buf[:at] is behind
	at   int
	off  int64 // offset of buf[0] in the layer
	src  io.Reader
	err  error // sticky: io.EOF or what src returned
	size int64 // expected size, 0 if unknown
	// keep is the offset from which bytes are kept for rewind, -1 for none; room bounds them.
	keep int64
	room int
	// fixed: buf is the whole layer and belongs to someone else.
	fixed bool
}

func newInput(r io.Reader, source string, size int64) *input {
	return &input{src: r, source: source, base: source, size: size, keep: -1}
}

func bytesInput(b []byte, source string) *input {
	return &input{buf: b, source: source, base: source, err: io.EOF, fixed: true, keep: -1}
}

// sizeOf returns what a reader says about its length, 0 if it says nothing.
func sizeOf(r io.Reader) int64 {
	switch r := r.(type) {
	case interface{ Len() int }:
		return int64(r.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if fi, err := r.Stat(); err == nil && fi.Mode().IsRegular() {
			return fi.Size()
		}
	}
	return 0
}

// pos is the offset of the next byte.
func (in *input) pos() int64 { return in.off + int64(in.at) }

// fill reads more bytes behind buf; false at the end.
func (in *input) fill() bool {
	if in.err != nil {
		return false
	}
	in.drop()
	spare := cap(in.buf) - len(in.buf)
	// A buffer that takes the rest of a file of known size need not grow.
	fits := in.size > 0 && spare > 0 && in.off+int64(cap(in.buf)) > in.size
	if spare < chunk/2 && !fits {
		want := max(2*len(in.buf), chunk)
		if in.buf == nil && in.size > 0 && in.size < wholeAlloc {
			want = int(in.size + 1)
		}
		b := make([]byte, len(in.buf), want)
		copy(b, in.buf)
		in.buf = b
	}
	in.buf, in.err = readSome(in.src, in.buf)
	return in.err == nil
}

// readSome appends what one read gives. An error comes with the bytes before
// it, so callers look at the buffer first.
func readSome(r io.Reader, b []byte) ([]byte, error) {
	for range 100 {
		n, err := r.Read(b[len(b):cap(b)])
		if n < 0 || n > cap(b)-len(b) {
			return b, errors.New("reader returned an impossible count")
		}
		b = b[:len(b)+n]
		if n > 0 || err != nil {
			return b, err
		}
	}
	return b, io.ErrNoProgress
}

// drop forgets what is behind and not kept.
func (in *input) drop() {
	from := in.at
	if in.keep >= 0 {
		if k := int(in.keep - in.off); k < in.at {
			if k < 0 || in.at-k > in.room {
				in.keep = -1
			} else {
				from = k
			}
		}
	}
	if from == 0 || in.fixed {
		return
	}
	// Moving the rest down at every fill would be quadratic when little is read between fills of a large buffer.
	if from < len(in.buf) && from < len(in.buf)/2 && cap(in.buf)-len(in.buf) >= chunk/2 {
		return
	}
	n := copy(in.buf, in.buf[from:])
	in.buf = in.buf[:n]
	in.off += int64(from)
	in.at -= from
}

// hold keeps what is read from here on for rewind, up to room bytes.
func (in *input) hold(room int) { in.keep, in.room = in.pos(), room }

// rewind goes back to an offset that is still kept.
func (in *input) rewind(off int64) bool {
	if off < in.off || off > in.off+int64(len(in.buf)) {
		return false
	}
	in.at = int(off - in.off)
	return true
}

// peek returns up to n bytes ahead; fewer only at the end.
func (in *input) peek(n int) []byte {
	for len(in.buf)-in.at < n && in.fill() {
	}
	return in.buf[in.at:min(len(in.buf), in.at+n)]
}

// ahead returns what is buffered, at least one byte unless at the end.
func (in *input) ahead() []byte {
	if in.at == len(in.buf) {
		in.peek(1)
	}
	return in.buf[in.at:]
}

// skip goes forward by up to n bytes and returns how many there were.
func (in *input) skip(n int64) int64 {
	var done int64
	for done < n {
		b := in.ahead()
		if len(b) == 0 {
			break
		}
		k := min(int64(len(b)), n-done)
		in.at += int(k)
		done += k
	}
	return done
}

// ended reports whether everything has been read.
func (in *input) ended() bool { return len(in.ahead()) == 0 }

// failure is why the layer ended, nil if it ended well.
func (in *input) failure() error {
	if in.err == io.EOF {
		return nil
	}
	return in.err
}

// Read implements io.Reader.
func (in *input) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b := in.ahead()
	if len(b) == 0 {
		return 0, in.err
	}
	n := copy(p, b)
	in.at += n
	return n, nil
}

// ReadByte implements io.ByteReader, so that inflaters take no byte too many.
func (in *input) ReadByte() (byte, error) {
	b := in.ahead()
	if len(b) == 0 {
		return 0, in.err
	}
	in.at++
	return b[0], nil
}

// line returns the next line with its end, at most limit bytes of it (then
// without an end; the next call goes on). It is valid until the next read.
func (in *input) line(limit int) []byte {
	seen := 0
	for {
		b := in.buf[in.at:]
		if len(b) > limit {
			b = b[:limit]
		}
		if i := bytes.IndexByte(b[seen:], '\n'); i >= 0 {
			in.at += seen + i + 1
			return b[:seen+i+1]
		}
		seen = len(b)
		if len(b) == limit || !in.fill() {
			b = in.buf[in.at:min(len(in.buf), in.at+limit)]
			if i := bytes.IndexByte(b, '\n'); i >= 0 {
				b = b[:i+1]
			}
			in.at += len(b)
			return b
		}
	}
}

// all reads the rest of the layer as one page. Errors of the layer come with
// what was read before them; a *LimitError comes alone.
func (in *input) all(limits *Limits) ([]byte, error) {
	limit := limits.Page
	if in.fixed || in.err != nil {
		b := in.buf[in.at:]
		in.at = len(in.buf)
		if in.err != nil && in.err != io.EOF {
			return asLimit(b, in.err)
		}
		if int64(len(b)) > limit {
			return nil, in.limitPage(limit)
		}
		return b, nil
	}
	b := in.buf[in.at:]
	if in.size > 0 {
		if want := min(in.size-in.pos()+1, firstAlloc); int64(cap(b)) < want {
			b = append(make([]byte, 0, want), b...)
		}
	}
	err := in.err
	for err == nil {
		if int64(len(b)) > limit {
			in.err, in.buf, in.at = io.EOF, nil, 0
			return nil, in.limitPage(limit)
		}
		if len(b) == cap(b) {
			// Doubling what is large would ask for far more than the limit.
			grown := make([]byte, len(b), int(max(chunk, min(2*int64(cap(b)), int64(cap(b))+firstAlloc+int64(cap(b))/4))))
			copy(grown, b)
			b = grown
		}
		b, err = readSome(in.src, b)
	}
	in.err, in.buf, in.at = err, nil, 0
	if err == io.EOF {
		if int64(len(b)) > limit {
			return nil, in.limitPage(limit)
		}
		return b, nil
	}
	return asLimit(b, err)
}

func asLimit(b []byte, err error) ([]byte, error) {
	var le *LimitError
	if errors.As(err, &le) {
		return nil, err
	}
	return b, err
}

func (in *input) limitPage(limit int64) error {
	return &LimitError{Source: in.source, Limit: "page size in bytes", Switch: "--max-page", Value: limit, Got: limit + 1}
}

// damaged makes the error for a record at off.
func (in *input) damaged(record string, off int64, err error) *DamageError {
	var de *DamageError
	if errors.As(err, &de) {
		return de
	}
	return &DamageError{Source: in.source, Record: record, Offset: off, Err: err}
}

// sized counts the bytes of the file itself.
type sized struct {
	r      io.Reader
	source string
	left   int64
	limit  int64
	read   int64
}

func (s *sized) Read(p []byte) (int, error) {
	if s.left <= 0 {
		// The file may end just here: only a further byte is too much.
		var one [1]byte
		n, err := s.r.Read(one[:])
		if n == 0 {
			return 0, err
		}
		return 0, &LimitError{Source: s.source, Limit: "input size in bytes", Switch: "--max-size", Value: s.limit, Got: s.limit + 1}
	}
	if int64(len(p)) > s.left {
		p = p[:s.left]
	}
	n, err := s.r.Read(p)
	s.left -= int64(n)
	s.read += int64(n)
	if err != nil && err != io.EOF {
		err = &readError{err}
	}
	return n, err
}

// readError marks an error of the file's own reader (a disk, a pipe), as against damage of its content.
type readError struct{ err error }

func (e *readError) Error() string { return fmt.Sprintf("reading stopped: %v", e.err) }
func (e *readError) Unwrap() error { return e.err }
