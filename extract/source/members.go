package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A codec is a compression whose files are sequences of independent members.
type codec struct {
	name string
	// mark is the first byte of magic.
	mark  byte
	magic func([]byte) bool
	// start returns a reader of the member that m.br stands at; it must not take a byte beyond it.
	start func(m *members) (io.Reader, error)
}

var (
	gzipCodec = codec{"gzip", 0x1f, func(b []byte) bool { return bytes.HasPrefix(b, []byte("\x1f\x8b\x08")) }, startGzip}
	zstdCodec = codec{"zstd", 0x28, zstdMagic, startZstd}
)

func openMembers(c codec) func(*Reader, *input) (sequence, error) {
	return func(rd *Reader, in *input) (sequence, error) {
		m := newMembers(in, c)
		return rd.inflated(in, m), nil
	}
}

// members reads a file of compressed members one after the other.
type members struct {
	codec
	in *input
	br *bufio.Reader
	// start0 is the offset of the member that is being read.
	start0 int64
	cur    io.Reader
	// first is the offset of the first member.
	first int64
	// apart: Read returns io.EOF at each member's end and goes on with the next member when it is called again.
	apart bool
	// again counts bytes that resync has gone back over.
	again int64
	err   error

	gz *gzip.Reader
	// probe is for trial, so that a file full of magic numbers costs no allocation each.
	probe *gzip.Reader
	zs    *zstd.Decoder
	dict  []byte
}

// resyncRoom is how far back resync can go: a member longer than that is one of
// many records, and its damage costs them all in any case.
const resyncRoom = 8 << 20

func newMembers(in *input, c codec) *members {
	in.hold(resyncRoom)
	return &members{codec: c, in: in, br: bufio.NewReaderSize(in, 32<<10), first: in.pos()}
}

// more reports whether a further member may follow; padding is passed over.
func (m *members) more() bool {
	for {
		b, _ := m.br.Peek(1)
		if len(b) == 0 {
			return false
		}
		if b[0] != 0 {
			return true
		}
		_, _ = m.br.Discard(1)
	}
}

// leads reports whether the member that comes next begins with what begins accepts.
func (m *members) leads(begins func([]byte) bool) bool {
	b, _ := m.br.Peek(4096)
	return m.magic(b) && m.trial(b, begins)
}

// trial decompresses the beginning of a member. A zstd block cannot be
// decompressed in part, but its magic number is long enough to be believed.
func (m *members) trial(b []byte, begins func([]byte) bool) bool {
	if m.name != "gzip" {
		return true
	}
	// What writers put into flags, extra flags and system (RFC 1952, 2.3.1) rules out nearly all that is no header.
	if len(b) < 18 || b[3]&0xe0 != 0 || b[8] != 0 && b[8] != 2 && b[8] != 4 || b[9] > 19 && b[9] != 255 {
		return false
	}
	if m.probe == nil {
		m.probe = new(gzip.Reader)
	}
	if m.probe.Reset(bytes.NewReader(b)) != nil {
		return false
	}
	var out [512]byte
	n, _ := io.ReadFull(m.probe, out[:])
	return begins(out[:n])
}

// resync goes to the next member that begins with what begins accepts, from
// just behind the beginning of the one that failed if that is still at hand:
// the damage may have made the decompressor run on into its neighbours.
func (m *members) resync(begins func([]byte) bool) bool {
	m.cur, m.err = nil, nil
	// Going back is limited to what has been read, so that time stays linear.
	if back := m.in.pos() - m.start0; m.again+back <= m.in.pos()+resyncRoom && m.in.rewind(m.start0+1) {
		m.again += back
		m.br.Reset(m.in)
	}
	for {
		b, err := m.br.Peek(m.br.Size())
		for from := 0; from < len(b); {
			i := bytes.IndexByte(b[from:], m.mark)
			if i < 0 {
				break
			}
			i += from
			from = i + 1
			if len(b)-i < 4096 && err == nil {
				break
			}
			if m.magic(b[i:]) && m.trial(b[i:], begins) {
				_, _ = m.br.Discard(i)
				return true
			}
		}
		if err != nil {
			_, _ = m.br.Discard(len(b))
			return false
		}
		_, _ = m.br.Discard(len(b) - 4096)
	}
}

// pos is the offset of the next compressed byte.
func (m *members) pos() int64 { return m.in.pos() - int64(m.br.Buffered()) }

// Read implements io.Reader over all members.
func (m *members) Read(p []byte) (int, error) {
	for m.err == nil {
		if m.cur == nil {
			if m.err = m.begin(); m.err != nil {
				break
			}
		}
		n, err := m.cur.Read(p)
		if err == io.EOF {
			m.cur = nil
			if m.apart {
				return n, io.EOF
			}
			err = nil
		}
		if err != nil {
			if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
				err = errCut
			}
			m.err = err
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, m.err
}

// begin opens the member that comes next; io.EOF if there is none.
func (m *members) begin() error {
	for {
		b, err := m.br.Peek(1)
		if len(b) == 0 {
			return err
		}
		// Zero padding up to a block's end is usual on tapes and disk images.
		if b[0] != 0 {
			break
		}
		_, _ = m.br.Discard(1)
	}
	b, _ := m.br.Peek(4)
	if !m.magic(b) {
		return fmt.Errorf("what follows its %s data is not %s", m.name, m.name)
	}
	m.start0 = m.pos()
	// While the layer is being recognised, its beginning is kept for openRecords.
	if m.apart || m.start0-m.first > wholeAlloc {
		m.in.hold(resyncRoom)
		m.in.keep = m.start0
	}
	var err error
	m.cur, err = m.start(m)
	if err == io.EOF {
		err = errCut
	}
	return err
}

func startGzip(m *members) (io.Reader, error) {
	var err error
	if m.gz == nil {
		m.gz, err = gzip.NewReader(m.br)
	} else {
		err = m.gz.Reset(m.br)
	}
	if err != nil {
		return nil, noEOF(err)
	}
	m.gz.Multistream(false)
	return m.gz, nil
}

func zstdMagic(b []byte) bool {
	return len(b) >= 4 && (string(b[:4]) == "\x28\xb5\x2f\xfd" || b[0]&0xf0 == 0x50 && string(b[1:4]) == "\x2a\x4d\x18")
}

// startZstd hands one frame to the decoder. Skippable frames are passed over;
// one that carries a dictionary (the WARC in zstd proposal: magic 0x184D2A5D, first in the file) is kept for the decoder.
func startZstd(m *members) (io.Reader, error) {
	b, _ := m.br.Peek(8)
	if len(b) < 8 {
		return nil, errCut
	}
	if b[0]&0xf0 == 0x50 {
		size := int64(b[4]) | int64(b[5])<<8 | int64(b[6])<<16 | int64(b[7])<<24
		_, _ = m.br.Discard(8)
		if b[0] == 0x5d && m.pos()-m.first == 8 && size <= maxDictionary {
			m.dict = make([]byte, size)
			if _, err := io.ReadFull(m.br, m.dict); err != nil {
				return nil, errCut
			}
			return bytes.NewReader(nil), m.useDictionary()
		}
		if n, err := io.CopyN(io.Discard, m.br, size); n < size {
			return nil, noEOF(err)
		}
		return bytes.NewReader(nil), nil
	}
	if m.zs == nil {
		if err := m.newZstd(); err != nil {
			return nil, err
		}
	}
	if err := m.zs.Reset(&zstdFrame{br: m.br}); err != nil {
		return nil, noEOF(err)
	}
	return m.zs, nil
}

// maxDictionary bounds a dictionary that a file carries; trained ones have 100 KiB to a few MiB.
const maxDictionary = 16 << 20

func (m *members) newZstd(opt ...zstd.DOption) error {
	var err error
	m.zs, err = zstd.NewReader(nil, append(opt, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))...)
	return err
}

func (m *members) useDictionary() error {
	dict := m.dict
	if zstdMagic(dict) {
		plain, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDictionary))
		if err != nil {
			return err
		}
		defer plain.Close()
		if dict, err = plain.DecodeAll(dict, nil); err != nil {
			return fmt.Errorf("its dictionary: %w", noEOF(err))
		}
	}
	if bytes.HasPrefix(dict, []byte("\x37\xa4\x30\xec")) {
		return m.newZstd(zstd.WithDecoderDicts(dict))
	}
	return m.newZstd(zstd.WithDecoderDictRaw(0, dict))
}

// zstdFrame passes exactly one frame through (RFC 8878, 3.1.1), so that the
// decoder takes no byte of the next one.
type zstdFrame struct {
	br       *bufio.Reader
	left     int64 // bytes of the current piece
	state    int   // 0 header, 1 blocks, 2 checksum, 3 end
	checksum bool
}

func (z *zstdFrame) Read(p []byte) (int, error) {
	for z.left == 0 {
		switch z.state {
		case 0:
			b, err := z.br.Peek(5)
			if len(b) < 5 {
				return 0, noEOFCut(err)
			}
			d := b[4]
			size := int64(5)
			if d&0x20 == 0 {
				size++ // window descriptor
			} else if d>>6 == 0 {
				size++ // one byte of content size
			}
			size += [4]int64{0, 1, 2, 4}[d&3]
			size += [4]int64{0, 2, 4, 8}[d>>6]
			z.left, z.checksum, z.state = size, d&4 != 0, 1
		case 1:
			b, err := z.br.Peek(3)
			if len(b) < 3 {
				return 0, noEOFCut(err)
			}
			h := int64(b[0]) | int64(b[1])<<8 | int64(b[2])<<16
			size := h >> 3
			switch h >> 1 & 3 {
			case 1:
				size = 1 // RLE
			case 3:
				return 0, errors.New("reserved block type")
			}
			z.left = 3 + size
			if h&1 != 0 {
				z.state = 2
			}
		case 2:
			z.state = 3
			if z.checksum {
				z.left = 4
			}
		default:
			return 0, io.EOF
		}
	}
	n, err := z.br.Read(p[:min(int64(len(p)), z.left)])
	z.left -= int64(n)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func noEOFCut(err error) error {
	if err == nil || err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
