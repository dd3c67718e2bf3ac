package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

func sniffZip(h head) bool {
	return bytes.HasPrefix(h.raw, []byte(zipLocal)) || bytes.HasPrefix(h.raw, []byte("PK\x05\x06")) || bytes.HasPrefix(h.raw, []byte("PK\x07\x08PK"))
}

const (
	zipLocal   = "PK\x03\x04"
	zipEntry   = "PK\x01\x02"
	zipDescr   = "PK\x07\x08"
	zipHeadLen = 30
)

// zipped reads a zip file from its beginning by its local headers (APPNOTE
// 4.3.7). The directory at the end is not needed: a file that is cut, comes
// through a pipe or has a page before it is read all the same, and members cannot overlap.
type zipped struct {
	rd     *Reader
	in     *input
	format string
	only   func(name string) bool // nil for all that may be pages
	n      int64
	cur    *zipMember
	done   bool
	lost   bool
}

func openZip(rd *Reader, in *input) (sequence, error) {
	if what := documentKind(in.peek(sniffLen)); what != "" {
		return nil, &UnsupportedError{Source: in.source, What: what, Hint: "save it as a web page"}
	}
	rd.readTitles(in)
	return &zipped{rd: rd, in: in, format: "zip"}, nil
}

func (z *zipped) next() (*input, error) {
	for !z.done {
		if z.cur != nil {
			m := z.cur
			z.cur = nil
			if err := z.leave(m); err != nil {
				return nil, err
			}
		}
		b := z.in.peek(4)
		if len(b) < 4 {
			z.done = true
			if err := z.in.failure(); err != nil {
				return nil, z.fault(z.in.pos(), err)
			}
			// The directory is missing: the file is cut, if only behind its last member.
			return nil, z.fault(z.in.pos(), errCut)
		}
		switch string(b) {
		case zipLocal:
		case zipEntry, "PK\x05\x06", "PK\x06\x06", "PK\x06\x08":
			z.done = true
			return nil, z.directory()
		case zipDescr:
			z.descriptor()
			continue
		default:
			if err := z.seek(); err != nil {
				return nil, err
			}
			continue
		}
		in, err := z.member()
		if in != nil || err != nil {
			return in, err
		}
	}
	return nil, io.EOF
}

func (z *zipped) fault(off int64, err error) error {
	var le *LimitError
	if errors.As(err, &le) {
		return at(err, z.in.source)
	}
	return z.in.damaged(fmt.Sprintf("member %d", z.n), off, err)
}

// directory reads the directory to its end: only a whole file has an end record.
func (z *zipped) directory() error {
	off := z.in.pos()
	last := make([]byte, 0, 2*chunk)
	for {
		b := z.in.ahead()
		if len(b) == 0 {
			break
		}
		last = append(last, b...)
		if len(last) > chunk+zipHeadLen {
			last = append(last[:0], last[len(last)-chunk-zipHeadLen:]...)
		}
		z.in.at += len(b)
	}
	if err := z.in.failure(); err != nil {
		return z.fault(off, err)
	}
	i := bytes.LastIndex(last, []byte("PK\x05\x06"))
	if i < 0 || len(last)-i < 22 {
		return z.fault(off, errors.New("its directory ends before its end"))
	}
	return io.EOF
}

// descriptor passes over a data descriptor, or the mark that begins a split file.
func (z *zipped) descriptor() {
	b := z.in.peek(28)
	for _, n := range [...]int{4, 16, 24} {
		if len(b) >= n+2 && string(b[n:n+2]) == "PK" {
			z.in.at += n
			return
		}
	}
	z.in.at += min(4, len(b))
}

// seek goes to the next local header, or ends.
func (z *zipped) seek() error {
	off := z.in.pos()
	found := seekTo(z.in, []byte(zipLocal))
	if !found {
		z.done = true
	}
	if z.lost {
		return nil
	}
	z.lost = true
	return z.fault(off, errors.New("no member begins here"))
}

// seekTo passes over everything before a signature.
func seekTo(in *input, sign []byte) bool {
	for {
		b := in.peek(chunk)
		if i := bytes.Index(b, sign); i >= 0 {
			in.at += i
			return true
		}
		if len(b) < chunk {
			in.at += len(b)
			return false
		}
		in.at += len(b) - len(sign) + 1
	}
}

// member reads a local header and opens its data.
func (z *zipped) member() (*input, error) {
	off := z.in.pos()
	h := z.in.peek(zipHeadLen)
	if len(h) < zipHeadLen {
		z.in.at += len(h)
		return nil, nil // next says that the file is cut
	}
	le := binary.LittleEndian
	m := &zipMember{in: z.in, off: off, flags: le.Uint16(h[6:]), method: le.Uint16(h[8:]), crc: le.Uint32(h[14:]),
		packed: int64(le.Uint32(h[18:])), raw: int64(le.Uint32(h[22:]))}
	names, extras := int(le.Uint16(h[26:])), int(le.Uint16(h[28:]))
	h = z.in.peek(zipHeadLen + names + extras)
	if len(h) < zipHeadLen+names+extras {
		z.in.at += len(h)
		return nil, nil
	}
	m.name = string(h[zipHeadLen : zipHeadLen+names])
	m.zip64(h[zipHeadLen+names:])
	z.in.at += len(h)
	m.data = z.in.pos()
	m.sized = m.flags&8 == 0 || m.packed > 0
	z.lost = false
	if z.n++; z.n > z.rd.limits.Records {
		z.done = true
		return nil, &LimitError{Source: z.in.source, Limit: "number of members", Switch: "--max-records", Value: z.rd.limits.Records, Got: z.n}
	}
	z.cur = m
	reason := passedOver(m.name)
	switch {
	case z.only != nil && !z.only(m.name):
		reason = "other members"
	case m.flags&1 != 0:
		reason = "encrypted members"
	case m.method != 0 && m.method != 8 && m.method != 93 || m.method == 93 && !m.sized:
		reason = fmt.Sprintf("members with compression method %d", m.method)
	}
	if m.name == "pages/pages.jsonl" || m.name == "pages/extraPages.jsonl" {
		reason = "data files"
	}
	if reason != "" {
		z.rd.skip(reason)
		return nil, nil
	}
	src, err := m.open(z.rd)
	if err != nil {
		return nil, z.fault(off, err)
	}
	f := facts{format: z.format, offset: off, record: "member " + m.name}
	return z.in.member(src, m.name, m.raw, f), nil
}

// leave passes over what has not been read of a member.
func (z *zipped) leave(m *zipMember) error {
	if m.sized {
		if left := m.data + m.packed - m.in.pos(); left > 0 && m.err == nil {
			m.in.skip(left)
		} else if left > 0 {
			// Damaged: the size may be wrong, too. A header at its end proves it right.
			if b := m.in.peek(int(min(left, wholeRecord)) + 4); int64(len(b)) == left+4 && string(b[left:left+2]) == "PK" {
				m.in.at += int(left)
			} else if !seekTo(m.in, []byte(zipLocal)) {
				z.done = true
			}
		}
		return nil // a descriptor that follows is passed over as such
	}
	if m.r == nil && m.flags&1 == 0 && (m.method == 0 || m.method == 8) {
		if _, err := m.open(z.rd); err != nil {
			return nil
		}
	}
	if m.r != nil && m.err == nil {
		if _, err := io.Copy(io.Discard, &inflater{r: m, in: m.in, start: m.data, ratio: z.rd.limits.Ratio, source: m.in.source, out: m.out}); err == nil {
			return nil
		}
	}
	if m.err == io.EOF {
		return nil
	}
	if !seekTo(m.in, []byte(zipLocal)) {
		z.done = true
	}
	return nil
}
