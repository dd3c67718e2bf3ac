package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

const (
	// recordHeadLen is how far a record head is looked at.
	recordHeadLen = 64 << 10
	// wholeRecord is the size up to which a record that is not wanted is looked
	// at whole, so that a wrong length can be mended; larger ones are passed over as a stream.
	wholeRecord = 1 << 20
)

// records reads a WARC or ARC file, plain or compressed by record.
type records struct {
	*dialect
	rd *Reader
	in *input // the layer
	// m is not nil if the layer's bytes come from compressed members; cur is then one member after the other.
	m    *members
	src  *inflater
	cur  *input
	n    int64 // records so far
	told bool  // the current member's failure has been reported
	done bool
	lost bool // the previous record's end was not found: no header here is no news
}

func openRecords(d *dialect) func(*Reader, *input) (sequence, error) {
	return func(rd *Reader, in *input) (sequence, error) {
		w := &records{dialect: d, rd: rd, in: in, cur: in}
		inf, ok := in.src.(*inflater)
		if !ok {
			return w, nil
		}
		// Read the compressed layer again from its beginning, member by member, so
		// that records have the offsets that indexes have, and damage ends with its member.
		if m, ok := inf.r.(*members); ok && m.in.rewind(m.first) {
			w.m = newMembers(m.in, m.codec)
			w.m.apart = true
			w.src = &inflater{r: w.m, in: m.in, ratio: inf.ratio, source: inf.source}
			w.cur = nil
		}
		return w, nil
	}
}

// next returns the next page's payload.
func (w *records) next() (*input, error) {
	for !w.done {
		if w.cur == nil || w.cur.ended() {
			if err := w.advance(); err != nil {
				return nil, err
			}
			continue
		}
		in, err := w.record()
		if in != nil || err != nil {
			return in, err
		}
	}
	return nil, io.EOF
}

// advance goes to the next member, or ends.
func (w *records) advance() error {
	if w.m == nil {
		w.done = true
		if err := w.cur.failure(); err != nil && !w.told {
			return w.fault(w.cur.pos(), err)
		}
		return io.EOF
	}
	if w.cur != nil {
		if err := w.cur.failure(); err != nil {
			var le *LimitError
			var re *readError
			if errors.As(err, &le) || errors.As(err, &re) {
				w.done = true
				if w.told {
					return io.EOF
				}
				return w.fault(w.m.start0, err)
			}
			off, told := w.m.start0, w.told
			if !w.m.resync(w.begins) {
				w.done = true
			}
			w.cur, w.told = nil, false
			if !told {
				return w.fault(off, err)
			}
			return nil
		}
	}
	if !w.m.more() {
		w.done = true
		if err := w.m.in.failure(); err != nil && !w.told {
			return w.fault(w.m.pos(), err)
		}
		return io.EOF
	}
	if w.cur == nil {
		w.cur = newInput(w.src, w.in.source, 0)
	} else {
		// The buffer goes from member to member; pages copy what they need.
		w.cur.buf, w.cur.at, w.cur.off, w.cur.err = w.cur.buf[:0], 0, 0, nil
	}
	w.told, w.lost = false, false
	return nil
}

// fault makes the error for the record in hand.
func (w *records) fault(off int64, err error) error {
	var le *LimitError
	if errors.As(err, &le) {
		return at(err, w.in.source)
	}
	return w.in.damaged(w.label(), off, err)
}

func (w *records) label() string { return "record " + strconv.FormatInt(w.n, 10) }

// offset is the place of the record in hand: that of its member if it is compressed.
func (w *records) offset() int64 {
	if w.m != nil {
		return w.m.start0
	}
	return w.cur.pos()
}

var errNoHead = errors.New("no record begins here")

// record reads one record: its payload if it is a page, nil if not.
func (w *records) record() (*input, error) {
	for {
		b := w.cur.ahead()
		k := len(b) - len(bytes.TrimLeft(b, " \t\r\n\x00"))
		if k == 0 {
			break
		}
		w.cur.at += k
		if w.cur.ended() {
			return nil, nil
		}
	}
	off := w.offset()
	h, err := w.parse(w.headBytes())
	if err != nil {
		return nil, w.seek(off)
	}
	w.lost = false
	w.n++
	if w.n > w.rd.limits.Records {
		w.done = true
		return nil, &LimitError{Source: w.in.source, Limit: "number of records", Switch: "--max-records", Value: w.rd.limits.Records, Got: w.n}
	}
	w.cur.at += h.size
	if reason := h.unwanted(); reason != "" {
		w.rd.skip(reason)
		return nil, w.pass(&h, off)
	}
	if h.lengthOK && h.length > wholeRecord {
		// The HTTP head tells whether the rest is worth reading.
		_, reason := w.payload(&h, w.cur.peek(recordHeadLen))
		if reason != "" {
			w.rd.skip(reason)
			return nil, w.pass(&h, off)
		}
		// An impossible length may be wrong: then the next head, or the end, is near.
		if b := w.cur.peek(wholeRecord); h.length > w.rd.limits.Page+maxHeader && len(b) == wholeRecord && w.find(b, 0) < 0 {
			if err := w.pass(&h, off); err != nil {
				return nil, err
			}
			return nil, &LimitError{Source: w.in.source, Limit: "page size in bytes", Switch: "--max-page", Value: w.rd.limits.Page, Got: h.length}
		}
	}
	return w.page(&h, off)
}

// page reads the block of a record that may be a page.
func (w *records) page(h *recordHead, off int64) (*input, error) {
	content, used, damage := w.content(h)
	f, reason := w.payload(h, content)
	if reason != "" {
		w.cur.at += used
		w.rd.skip(reason)
		if damage != nil {
			return nil, w.fault(off, damage)
		}
		return nil, nil
	}
	content = bytes.Clone(content)
	w.cur.at += used
	res := response{body: content}
	if f.head {
		res, _ = parseResponse(content)
	}
	body, err := res.plain(&w.rd.limits)
	if body == nil && err != nil {
		return nil, w.fault(off, err)
	}
	if damage == nil {
		damage = err
	}
	f.facts.offset, f.facts.record, f.facts.damage = off, w.label(), damage
	return w.in.inner(body, f.facts), nil
}

// headBytes returns what holds the record's head, without waiting for more than
// it: the file may be a pipe that a crawler still writes.
func (w *records) headBytes() []byte {
	end := []byte("\n\r\n")
	if w.name == "arc" {
		end = []byte("\n")
	}
	for size := 1; ; {
		w.cur.peek(size)
		b := w.cur.buf[w.cur.at:min(len(w.cur.buf), w.cur.at+recordHeadLen)]
		if len(b) < size && w.join() {
			continue
		}
		if len(b) >= recordHeadLen || len(b) < size || bytes.Contains(b, end) || w.name == "warc" && bytes.Contains(b, []byte("\n\n")) {
			return b
		}
		size = len(b) + 1
	}
}

// seek passes over bytes that are no record.
func (w *records) seek(off int64) error {
	from := 1
	for {
		b := w.cur.peek(max(from+recordHeadLen, 2*recordHeadLen))
		if k := w.find(b, from); k >= 0 {
			w.cur.at += k
			break
		}
		// A head may begin in the last bytes seen.
		k := max(len(b)-recordHeadLen/2, 0)
		if w.cur.at+len(b) == len(w.cur.buf) && w.cur.err != nil {
			w.cur.at += len(b)
			break
		}
		w.cur.at += k
		from = 0
	}
	lost := w.lost
	w.lost = true
	if lost || w.told {
		return nil
	}
	if err := w.cur.failure(); err != nil && w.cur.ended() {
		w.told = true
		return w.fault(off, err)
	}
	return w.in.damaged("behind "+w.label(), off, errNoHead)
}

var (
	errLength = errors.New("its Content-Length is not what it holds")
	errNoLen  = errors.New("its Content-Length is missing or no number")
)

// content returns the block of the record in hand, how many bytes it takes up,
// and what is wrong with it. A length that does not lead to the next record or
// the end is not believed: the block then ends before the next head.
func (w *records) content(h *recordHead) (b []byte, used int, damage error) {
	limit := int(min(w.rd.limits.Page+maxHeader, 1<<40))
	if h.lengthOK && h.length <= int64(limit) {
		n := int(h.length)
		b = w.cur.peek(n + 4)
		for len(b) < n && w.join() {
			b = w.cur.peek(n + 4)
		}
		b = w.cur.buf[w.cur.at:min(len(w.cur.buf), w.cur.at+n+64)]
		if len(b) >= n && w.endsWell(b[n:]) {
			return b[:n], n, nil
		}
		damage = errLength
		if k := w.find(b[:min(n, len(b))], 0); k >= 0 {
			return trimEnd(b[:k]), k, damage
		}
		if len(b) < n {
			// Whether the length is too large or the file too short cannot be told.
			damage = errCut
			if err := w.cur.failure(); err != nil {
				damage, w.told = err, true
			}
			return b, len(b), damage
		}
	} else if damage = errLength; !h.lengthOK {
		damage = errNoLen
	}
	// Too short, or no length at all: up to the next head.
	for size, from := chunk, 0; ; size *= 2 {
		b = w.cur.peek(min(size, limit))
		if k := w.find(b, from); k >= 0 {
			return trimEnd(b[:k]), k, damage
		}
		if len(b) < size || size >= limit {
			return trimEnd(b), len(b), damage
		}
		from = max(len(b)-recordHeadLen, 0)
	}
}

// endsWell reports whether b, behind a block, is the end or leads to the next record.
func (w *records) endsWell(b []byte) bool {
	t := bytes.TrimLeft(b, "\r\n")
	if len(t) == 0 {
		return w.cur.failure() == nil || len(b) >= 2
	}
	// A head may begin directly behind the block: some writers forget the empty lines.
	return w.begins(t) || w.name == "warc" && bytes.HasPrefix([]byte("WARC/1"), t[:min(len(t), 6)]) || w.name == "arc" && len(b) != len(t)
}

func trimEnd(b []byte) []byte {
	if bytes.HasSuffix(b, []byte("\r\n\r\n")) {
		return b[:len(b)-4]
	}
	return bytes.TrimSuffix(b, []byte("\n\n"))
}

// join goes on with the next member where a record does not end with its own: true if there was one.
func (w *records) join() bool {
	if w.m == nil || w.cur.err != io.EOF || !w.m.more() || w.m.leads(w.begins) {
		return false
	}
	w.cur.err = nil
	return true
}

// pass goes over the block of a record that is not wanted.
func (w *records) pass(h *recordHead, off int64) error {
	if !h.lengthOK || h.length <= wholeRecord {
		_, used, damage := w.content(h)
		w.cur.at += used
		if damage != nil {
			return w.fault(off, damage)
		}
		return nil
	}
	// As a stream: the next head within a block this long is taken for what it
	// is only if it is one beyond doubt, and the block is not itself a WARC.
	left := h.length
	nested := strings.Contains(h.media, "warc")
	for left > 0 {
		b := w.cur.peek(2 * recordHeadLen)
		if len(b) == 0 {
			if w.join() {
				continue
			}
			err := w.cur.failure()
			w.told = err != nil
			if err == nil {
				err = errCut
			}
			return w.fault(off, err)
		}
		b = b[:min(int64(len(b)), left)]
		if k := w.find(b, 0); k >= 0 && !nested {
			w.cur.at += k
			return w.fault(off, errLength)
		}
		n := len(b)
		if int64(n) < left && n > recordHeadLen {
			n -= recordHeadLen // a head may begin in the last bytes seen
		}
		w.cur.at += n
		left -= int64(n)
	}
	return nil
}
