package source

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

var mhtmlFormat = Format{Name: "mhtml", sniff: func(h head) bool { return mailHead(h.text) && isMHTML(h.text) }, open: openMail,
	Doc: "MHTML of Chrome, Edge, Opera, Internet Explorer, Word and Firefox add-ons: the root document (start=, snapshot location, first HTML that no other shows); frames if the root has no text; address, date and subject"}

var mailFormat = Format{Name: "mail", sniff: func(h head) bool { return mailHead(h.text) }, open: openMail,
	Doc: "an e-mail (.eml): its HTML part, else its text; subject and date; attachments are not read"}

var mboxFormat = Format{Name: "mbox", sniff: sniffMbox, open: openMbox,
	Doc: "a mailbox: one page for each message, read as mail"}

// mailHead reports whether text begins with a mail head rather than with lines
// that look alike, such as the "Title: … URL: …" of a reader's text export: a
// field is needed that only mail has.
func mailHead(b []byte) bool {
	if len(b) == 0 || b[0] == '<' || b[0] == '{' || b[0] == '[' {
		return false
	}
	fields := 0
	for len(b) > 0 {
		line := b
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			line, b = b[:i], b[i+1:]
		} else {
			b = nil
		}
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			return false
		}
		if line[0] == ' ' || line[0] == '\t' {
			if fields == 0 {
				return false
			}
			continue
		}
		i := bytes.IndexByte(line, ':')
		if i <= 0 || i > 76 {
			return false
		}
		for _, c := range line[:i] {
			if c <= ' ' || c >= 0x7f {
				return false
			}
		}
		fields++
		name := strings.ToLower(string(line[:i]))
		switch name {
		case "mime-version", "message-id", "received", "return-path", "delivered-to", "snapshot-content-location", "x-mailer", "x-mozilla-status", "content-transfer-encoding", "dkim-signature":
			return true
		case "content-type":
			v := bytes.ToLower(bytes.TrimSpace(line[i+1:]))
			if bytes.HasPrefix(v, []byte("multipart/")) || bytes.HasPrefix(v, []byte("text/")) || bytes.HasPrefix(v, []byte("message/")) {
				return true
			}
		}
	}
	return false
}

// isMHTML tells a saved page from a letter by the head: what is related rather
// than mixed or alternative, without a receiver.
func isMHTML(b []byte) bool {
	h, _ := parseHeader(b)
	if h.get("snapshot-content-location") != "" || strings.Contains(h.get("from"), "Saved by") {
		return true
	}
	typ, _ := mediaType(h.get("content-type"))
	return (typ == "multipart/related" || h.get("content-location") != "") && h.get("to") == "" && h.get("received") == ""
}

var errNoMessage = errors.New("no head of a message begins it, so that it may be a bare page (leave --from out)")

func openMail(rd *Reader, in *input) (sequence, error) {
	// Only a format that was asked for gets here with markup.
	if t := newHead(in).text; len(t) > 0 && t[0] == '<' {
		return nil, in.damaged("", 0, errNoMessage)
	}
	m, err := readMessage(rd, in)
	if err != nil {
		var le *LimitError
		if errors.As(err, &le) || len(m.parts) == 0 {
			return nil, err
		}
	}
	s := &queue{}
	format := "mail"
	related, _ := mediaType(m.head.get("content-type"))
	saved := m.head.get("snapshot-content-location") != "" || related == "multipart/related" || m.head.get("content-location") != ""
	if in.format == "mbox" {
		format = "mbox"
	} else if saved {
		format = "mhtml"
	}
	base := facts{format: format, captured: httpDate(m.head.get("date")), title: words(m.head.get("subject")),
		url: cleanURL(m.head.get("snapshot-content-location")), offset: in.offset}
	if base.url == "" && in.url != "" {
		base.url = in.url
	}
	if base.captured.IsZero() {
		base.captured = in.captured
	}
	chosen := m.choose()
	if len(chosen) == 0 {
		return m.nothing(base)
	}
	for i, p := range chosen {
		f := base
		f.mediaType, f.charset, f.recordID = p.media, p.params["charset"], p.id()
		f.page, f.text = p.html(), p.media == typeText
		if i > 0 {
			f.url, f.title = "", ""
		}
		if u := p.location(); f.url == "" && u != "" && !strings.HasPrefix(u, "cid:") {
			f.url = u
		}
		f.record = "part " + strconv.Itoa(p.number)
		if p.offset > 0 {
			f.offset = p.offset
		}
		if f.damage = p.damage; m.damage != nil && i == 0 {
			f.damage = m.damage
		}
		n := in.inner(p.body, f)
		if p.over != nil {
			s.items = append(s.items, queued{err: p.over})
			continue
		}
		s.items = append(s.items, queued{in: n})
	}
	return s, nil
}

// nothing ends a message without a part that holds a page: what stands where
// parts were expected is the page if it looks like one.
func (m *message) nothing(f facts) (sequence, error) {
	if len(bytes.TrimSpace(m.stray)) > 0 {
		f.damage, f.mediaType = m.damage, typeText
		if m.damage == nil || m.damage == errNoEnd {
			f.damage = errNoBoundary
		}
		body := m.stray
		// Part heads and encoding cannot be told from text here; a "=3D" can.
		if bytes.Contains(body, []byte("=3D")) {
			body, _ = fromQuotedPrintable(body)
		}
		if i := bytes.IndexByte(body, '<'); i >= 0 && markup(body[i:]) {
			f.mediaType, f.page = typeHTML, true
			body = body[i:]
		}
		f.text = !f.page
		return &single{inner: m.in.inner(body, f)}, nil
	}
	if m.damage != nil {
		return nil, m.in.damaged("", 0, m.damage)
	}
	what := "a message without an HTML or text part"
	if len(m.head) == 0 {
		what = "an empty message"
	}
	return nil, &UnsupportedError{Source: m.in.source, What: what}
}

// queued is a payload or what kept it from being read.
type queued struct {
	in  *input
	err error
}

// queue hands on the documents that have been chosen from a container.
type queue struct{ items []queued }

func (s *queue) next() (*input, error) {
	if len(s.items) == 0 {
		return nil, io.EOF
	}
	q := s.items[0]
	s.items = s.items[1:]
	return q.in, q.err
}

// thinRoot is the visible text in bytes below which a root document with frames is taken for their frame alone.
const thinRoot = 200

// choose picks the root document, then its frames if it has no text of its own.
// The root is the part that start= names, else the one at the snapshot's
// address, else the first HTML that no other HTML part refers to (an
// advertisement's frame may stand first), else the first text.
func (m *message) choose() []*part {
	var pages, texts []*part
	for _, p := range m.parts {
		if p.html() {
			pages = append(pages, p)
		} else {
			texts = append(texts, p)
		}
	}
	if len(pages) == 0 {
		for _, p := range texts {
			if len(bytes.TrimSpace(p.body)) > 0 || p.over != nil {
				return []*part{p}
			}
		}
		return texts[:min(len(texts), 1)]
	}
	root := m.root(pages)
	if len(pages) == 1 || visible(root.body) >= thinRoot {
		return []*part{root}
	}
	frames := slices.DeleteFunc(pages, func(p *part) bool { return p == root || visible(p.body) < thinRoot })
	if len(frames) == 0 {
		return []*part{root}
	}
	slices.SortStableFunc(frames, func(a, b *part) int { return visible(b.body) - visible(a.body) })
	return frames
}

func (m *message) root(pages []*part) *part {
	_, params := mediaType(m.head.get("content-type"))
	if start := strings.Trim(params["start"], "<> "); start != "" {
		for _, p := range pages {
			if p.id() == start {
				return p
			}
		}
	}
	for _, name := range []string{"snapshot-content-location", "content-location", "content-base"} {
		if u := cleanURL(m.head.get(name)); u != "" {
			for _, p := range pages {
				if p.location() == u {
					return p
				}
			}
		}
	}
	// Each part is looked for in the others: bounded, since a message may have thousands, and long ones.
	const looked = 16
	for _, p := range pages[:min(len(pages), looked)] {
		if !slices.ContainsFunc(pages[:min(len(pages), looked)], func(q *part) bool { return q != p && refers(q.body, p) }) {
			return p
		}
	}
	return pages[0]
}

// referLen is how far into a document frames are looked for.
const referLen = 1 << 20

// refers reports whether a document shows another part, by Content-ID or address.
func refers(b []byte, p *part) bool {
	b = b[:min(len(b), referLen)]
	if id := p.id(); id != "" && bytes.Contains(b, []byte("cid:"+id)) {
		return true
	}
	u := p.location()
	if u == "" {
		return false
	}
	return bytes.Contains(b, []byte(`src="`+u+`"`)) || bytes.Contains(b, []byte(`src="`+strings.ReplaceAll(u, "&", "&amp;")+`"`))
}

// visible estimates how many bytes of text a page shows: what is between tags,
// outside script and style.
func visible(b []byte) int {
	n := 0
	for len(b) > 0 {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return n + inked(b)
		}
		n += inked(b[:i])
		b = b[i:]
		end := []byte(">")
		for _, raw := range [...][2]string{{"<script", "</script"}, {"<style", "</style"}, {"<!--", "-->"}, {"<title", "</title"}} {
			if len(b) >= len(raw[0]) && bytes.EqualFold(b[:len(raw[0])], []byte(raw[0])) {
				end = []byte(raw[1])
			}
		}
		j := bytes.Index(b, end)
		if j < 0 {
			return n
		}
		b = b[j+len(end):]
	}
	return n
}

func inked(b []byte) int {
	n := 0
	for _, c := range b {
		if !blank(c) {
			n++
		}
	}
	return n
}

func sniffMbox(h head) bool {
	if !bytes.HasPrefix(h.text, []byte("From ")) {
		return false
	}
	line, rest, ok := bytes.Cut(h.text, []byte("\n"))
	return ok && fromLine(line) && (mailHead(rest) || bytes.Contains(rest[:min(len(rest), 4096)], []byte("\nSubject:")))
}

// fromLine reports whether a line opens a message of a mailbox: "From sender date year" (RFC 4155).
func fromLine(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	if !bytes.HasPrefix(line, []byte("From ")) || len(line) > 1024 {
		return false
	}
	f := bytes.Fields(line)
	if len(f) < 6 {
		return false
	}
	// The year stands last, or before a time zone.
	for _, y := range f[len(f)-2:] {
		if len(y) == 4 && (y[0] == '1' && y[1] == '9' || y[0] == '2' && y[1] == '0') {
			return bytes.IndexByte(line, ':') > 0
		}
	}
	return false
}

// mbox hands on message after message.
type mbox struct {
	rd   *Reader
	in   *input
	n    int
	done bool
}

func openMbox(rd *Reader, in *input) (sequence, error) { return &mbox{rd: rd, in: in}, nil }

func (s *mbox) next() (*input, error) {
	if s.done {
		return nil, io.EOF
	}
	if s.n == 0 {
		for {
			l := s.in.line(mimeLine)
			if len(l) == 0 || fromLine(l) {
				break
			}
		}
	}
	if s.in.ended() {
		s.done = true
		if err := s.in.failure(); err != nil {
			return nil, s.in.damaged("message "+strconv.Itoa(s.n), s.in.pos(), err)
		}
		return nil, io.EOF
	}
	s.n++
	record := "message " + strconv.Itoa(s.n)
	if int64(s.n) > s.rd.limits.Records {
		s.done = true
		return nil, &LimitError{Source: s.in.source, Limit: "number of messages", Switch: "--max-records", Value: s.rd.limits.Records, Got: int64(s.n)}
	}
	off := s.in.pos()
	var b []byte
	over, start, empty := false, true, false
	for {
		l := s.in.line(mimeLine)
		if len(l) == 0 {
			break
		}
		if start && empty && fromLine(l) {
			break
		}
		whole := l[len(l)-1] == '\n'
		if start && len(l) > 6 && l[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(l, ">"), []byte("From ")) {
			l = l[1:]
		}
		empty = start && whole && len(bytes.TrimRight(l, "\r\n")) == 0
		start = whole
		if over = over || int64(len(b)+len(l)) > 3*s.rd.limits.Page; !over {
			b = append(b, l...)
		}
	}
	if over {
		return nil, s.in.limitPage(s.rd.limits.Page)
	}
	n := s.in.inner(b, facts{format: "mbox", offset: off, record: record, as: &mailFormat})
	return n, nil
}
