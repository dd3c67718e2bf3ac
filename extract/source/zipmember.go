package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
)

// zipMember is the data of one member.
type zipMember struct {
	in          *input
	name        string
	off, data   int64 // of header and data
	method      uint16
	flags       uint16
	crc         uint32
	packed, raw int64
	sized       bool // packed is known
	r           io.Reader
	sum         hash.Hash32
	out         int64
	err         error
}

// zip64 takes the sizes from the extra field if the header's are full (APPNOTE 4.5.3).
func (m *zipMember) zip64(extra []byte) {
	le := binary.LittleEndian
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return
		}
		if id == 1 {
			f := extra[:n]
			if m.raw == 0xffffffff && len(f) >= 8 {
				m.raw, f = int64(le.Uint64(f)&(1<<62-1)), f[8:]
			}
			if m.packed == 0xffffffff && len(f) >= 8 {
				m.packed = int64(le.Uint64(f) & (1<<62 - 1))
			}
		}
		extra = extra[n:]
	}
}

// open returns the member's content, checked at its end.
func (m *zipMember) open(rd *Reader) (io.Reader, error) {
	var packed io.Reader = m.in
	if m.sized {
		packed = &bounded{in: m.in, left: m.packed}
	}
	switch {
	case m.method == 8:
		m.r = flate.NewReader(packed)
	case m.method == 93:
		z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		m.r = z
	case m.sized:
		m.r = packed
	default:
		m.r = &undelimited{in: m.in}
	}
	m.sum = crc32.NewIEEE()
	return &inflater{r: m, in: m.in, start: m.data, ratio: rd.limits.Ratio, source: m.in.source}, nil
}

// bounded is the next bytes of an input; it is an io.ByteReader, so that flate takes none too many.
type bounded struct {
	in   *input
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, io.EOF
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (b *bounded) ReadByte() (byte, error) {
	if b.left <= 0 {
		return 0, io.EOF
	}
	b.left--
	c, err := b.in.ReadByte()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return c, err
}

// undelimited is a stored member whose size stands behind it (streaming writers
// of WACZ do so): it ends before a data descriptor whose size is what has been read.
type undelimited struct {
	in    *input
	seen  int64
	clear int  // bytes ahead that are known to belong to the member
	last  bool // the descriptor stands behind them
	end   bool
}

func (u *undelimited) Read(p []byte) (int, error) {
	if u.end {
		return 0, io.EOF
	}
	if u.clear == 0 {
		if u.last {
			u.end = true
			return 0, io.EOF
		}
		if err := u.look(); err != nil {
			return 0, err
		}
		return u.Read(p)
	}
	b := u.in.peek(u.clear)
	n := copy(p, b)
	u.in.at += n
	u.seen += int64(n)
	u.clear -= n
	return n, nil
}

// look finds how many of the bytes ahead belong to the member.
func (u *undelimited) look() error {
	b := u.in.peek(chunk)
	if len(b) == 0 {
		return io.ErrUnexpectedEOF
	}
	whole := len(b) < chunk // nothing comes behind b
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte(zipDescr))
		if i < 0 {
			break
		}
		i += from
		if i+12 > len(b) {
			if whole {
				break
			}
			if i > 0 {
				u.clear = i // look at it again when it is whole
				return nil
			}
			b = u.in.peek(chunk + 12)
			continue
		}
		if uint32(u.seen+int64(i)) == binary.LittleEndian.Uint32(b[i+8:]) {
			u.clear, u.last = i, true
			return nil
		}
		from = i + 4
	}
	u.clear = len(b)
	if !whole {
		u.clear -= 3 // the signature may begin in the last bytes
	}
	return nil
}

// Read implements io.Reader; at the end it checks size and checksum.
func (m *zipMember) Read(p []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.r.Read(p)
	m.out += int64(n)
	_, _ = m.sum.Write(p[:n])
	if err == io.EOF {
		if err = m.check(); err == nil {
			err = io.EOF
		}
	}
	m.err = err
	return n, err
}

var errSum = errors.New("its checksum is wrong")

// check reads the data descriptor if there is one (APPNOTE 4.3.9) and compares.
func (m *zipMember) check() error {
	crc := m.crc
	if m.flags&8 != 0 {
		packed := m.in.pos() - m.data
		b := m.in.peek(24)
		if bytes.HasPrefix(b, []byte(zipDescr)) {
			b = b[4:]
			m.in.at += 4
		}
		if len(b) < 12 {
			return io.ErrUnexpectedEOF
		}
		crc = binary.LittleEndian.Uint32(b)
		m.in.at += 12
		if int64(binary.LittleEndian.Uint32(b[4:])) == packed && len(b) >= 20 && binary.LittleEndian.Uint64(b[4:]) == uint64(packed) &&
			!bytes.HasPrefix(b[12:], []byte("PK")) {
			m.in.at += 8 // sizes of eight bytes
		}
	}
	if crc != m.sum.Sum32() {
		return errSum
	}
	return nil
}
