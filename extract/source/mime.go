package source

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// part is one leaf of a MIME message that may hold a page.
type part struct {
	header header
	media  string
	params map[string]string
	offset int64
	number int
	body   []byte
	damage error
	over   error // a *LimitError: the body was not kept
}

// level is an open multipart.
type level struct {
	boundary string
	seen     bool // a boundary line of it has been met
}

const (
	// mimeLine is how much of a line is looked at at once; a boundary line longer than that is none.
	mimeLine = 16 << 10
	// maxMimeLevels bounds open multiparts; deeper ones are read as parts of the innermost.
	maxMimeLevels = 10_000
)

var (
	errBoundary   = errors.New("its boundary is not the one that its head names")
	errNoEnd      = errors.New("it ends before its closing boundary")
	errNoBoundary = errors.New("its head names no boundary that occurs in it")
)

// message reads a MIME message as a stream of lines and keeps the parts that
// may be pages. The stack of open multiparts is a slice and a map from boundary
// to place, so that neither depth nor number of parts costs more than its bytes.
type message struct {
	rd     *Reader
	in     *input
	head   header // of the message itself
	levels []level
	open   map[string]int
	parts  []*part
	cur    *part // part whose body is being read, nil if none is wanted
	count  int
	kept   int64
	damage error
	// stray holds what stands where a boundary was expected, in case none comes.
	stray []byte
}

func readMessage(rd *Reader, in *input) (*message, error) {
	m := &message{rd: rd, in: in, open: map[string]int{}}
	err := m.run()
	m.finish()
	if err != nil {
		return m, err
	}
	if f := in.failure(); f != nil {
		var le *LimitError
		if errors.As(f, &le) {
			return m, f
		}
		m.damage = f
	}
	return m, nil
}

// run goes through the message, part after part.
func (m *message) run() error {
	const (
		heads = iota
		body
	)
	state := heads
	start := true // at a line's beginning
	for {
		if state == heads {
			off := m.in.pos()
			h, boundary := m.readHead()
			if m.head == nil {
				if m.head = h; h == nil {
					m.head = header{}
				}
			}
			if boundary != nil {
				if m.boundary(boundary) {
					state = heads
				} else {
					state = body
				}
				continue
			}
			if m.in.ended() && h == nil {
				break
			}
			if m.count++; int64(m.count) > m.rd.limits.Records {
				return &LimitError{Source: m.in.source, Limit: "number of parts", Switch: "--max-records", Value: m.rd.limits.Records, Got: int64(m.count)}
			}
			if m.begin(h, off) {
				continue
			}
			state, start = body, true
			continue
		}
		line := m.in.line(mimeLine)
		if len(line) == 0 {
			break
		}
		whole := line[len(line)-1] == '\n' || m.in.ended()
		if start && whole && len(line) > 2 && line[0] == '-' && line[1] == '-' && m.isBoundary(line) {
			if m.boundary(line) {
				state = heads
			}
			continue
		}
		start = whole
		m.keep(line)
	}
	if len(m.levels) > 0 && m.levels[0].boundary != "" {
		m.damage = errNoEnd
	}
	return nil
}

// readHead reads one head. A boundary line in its midst ends it.
func (m *message) readHead() (h header, boundary []byte) {
	var b []byte
	for {
		line := m.in.line(mimeLine)
		if len(line) == 0 {
			break
		}
		if len(line) > 2 && line[0] == '-' && line[1] == '-' && m.isBoundary(line) {
			return nil, bytes.Clone(line)
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			if len(b) == 0 && m.head == nil {
				continue // empty lines before the message
			}
			b = append(b, '\n')
			break
		}
		if len(b) < maxHeader {
			b = append(b, line...)
		}
	}
	if len(b) == 0 {
		return nil, nil
	}
	h, _ = parseHeader(b)
	if h == nil {
		h = header{}
	}
	return h, nil
}

// isBoundary reports whether a line that begins with "--" is one of the open
// boundaries, or the one that an open multipart must have since none of its own has come.
func (m *message) isBoundary(line []byte) bool {
	if _, _, ok := m.match(line); ok {
		return true
	}
	n := len(m.levels)
	if n == 0 || m.levels[n-1].seen || m.cur != nil {
		return false
	}
	t := bytes.TrimRight(line[2:], " \t\r\n")
	if len(t) == 0 || !bytes.EqualFold(m.in.peek(8)[:min(8, len(m.in.peek(8)))], []byte("content-")) {
		return false
	}
	delete(m.open, m.levels[n-1].boundary)
	m.levels[n-1].boundary = string(t)
	m.open[string(t)] = n - 1
	if m.damage == nil {
		m.damage = errBoundary
	}
	return true
}

// match finds the open multipart that a line delimits, and whether it closes it.
func (m *message) match(line []byte) (at int, closing, ok bool) {
	t := bytes.TrimRight(line[2:], " \t\r\n")
	if at, ok = m.open[string(t)]; ok {
		return at, false, true
	}
	if t, closing = bytes.CutSuffix(t, []byte("--")); closing {
		at, ok = m.open[string(t)]
	}
	return at, closing, ok
}

// boundary ends the part in hand and the multiparts within the one that the
// line belongs to; true if a part's head follows.
func (m *message) boundary(line []byte) bool {
	at, closing, ok := m.match(line)
	if !ok {
		return false
	}
	m.finish()
	m.levels[at].seen = true
	keep := at + 1
	if closing {
		keep = at
	}
	for _, l := range m.levels[keep:] {
		if m.open[l.boundary] >= keep {
			delete(m.open, l.boundary)
		}
	}
	m.levels = m.levels[:keep]
	return !closing
}

// begin looks at a part's head; true if another head follows (a message within the message).
func (m *message) begin(h header, off int64) bool {
	media, params := mediaType(h.get("content-type"))
	if media == "" {
		media = typeText
	}
	attached := strings.HasPrefix(strings.ToLower(strings.TrimSpace(h.get("content-disposition"))), "attachment")
	switch {
	case strings.HasPrefix(media, "multipart/"):
		if len(m.levels) < maxMimeLevels {
			b := params["boundary"]
			m.levels = append(m.levels, level{boundary: b})
			if b != "" {
				m.open[b] = len(m.levels) - 1
			}
		}
		return false
	case media == "message/rfc822" && !attached:
		return true
	case media != typeHTML && media != typeXHTML && media != typeText, attached:
		m.rd.skip(skipLabel(media, attached))
		return false
	}
	m.cur = &part{header: h, media: media, params: params, offset: off, number: m.count}
	return false
}

func skipLabel(media string, attached bool) string {
	if attached {
		return "attachments"
	}
	if len(media) > 64 {
		media = media[:64]
	}
	return Escape(media)
}

// keep takes a line of a body.
func (m *message) keep(line []byte) {
	if m.cur == nil {
		if len(m.levels) > 0 && !m.levels[len(m.levels)-1].seen && len(m.parts) == 0 && int64(len(m.stray)) < m.rd.limits.Page {
			m.stray = append(m.stray, line...)
		}
		return
	}
	if m.cur.over != nil {
		return
	}
	// Encoded text is at most three times its content (quoted-printable).
	if m.kept += int64(len(line)); m.kept > 3*m.rd.limits.Page {
		m.cur.over = m.in.limitPage(m.rd.limits.Page)
		m.cur.body = nil
		return
	}
	m.cur.body = append(m.cur.body, line...)
}

// finish closes the part in hand and decodes it.
func (m *message) finish() {
	p := m.cur
	if m.cur = nil; p == nil {
		return
	}
	// The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1).
	if len(m.levels) > 0 {
		p.body = bytes.TrimSuffix(p.body, []byte("\n"))
		p.body = bytes.TrimSuffix(p.body, []byte("\r"))
	}
	encoding := strings.ToLower(strings.TrimSpace(p.header.get("content-transfer-encoding")))
	bad := 0
	switch encoding {
	case "quoted-printable":
		p.body, bad = fromQuotedPrintable(p.body)
	case "base64":
		p.body, bad = fromBase64(p.body)
	}
	if bad > 0 {
		p.damage = fmt.Errorf("its %s holds %d bytes that are none", encoding, bad)
	}
	if int64(len(p.body)) > m.rd.limits.Page {
		p.over, p.body = m.in.limitPage(m.rd.limits.Page), nil
	}
	m.parts = append(m.parts, p)
}

func (p *part) html() bool { return p.media == typeHTML || p.media == typeXHTML }

// id is the part's Content-ID without its brackets.
func (p *part) id() string { return strings.Trim(strings.TrimSpace(p.header.get("content-id")), "<>") }

func (p *part) location() string { return cleanURL(p.header.get("content-location")) }
