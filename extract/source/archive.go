package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
)

var (
	zipFormat = Format{Name: "zip", sniff: sniffZip, open: openZip,
		Doc: "zip, EPUB and WACZ: pages and containers in it; styles, scripts, pictures, hidden files and _files folders are passed over; read as a stream, so that a cut file gives what comes before the cut; stored, deflate, zstd"}
	tarFormat = Format{Name: "tar", sniff: sniffTar, open: openTar,
		Doc: "tar (v7, ustar, pax, GNU): as zip"}
	singlefilezFormat = Format{Name: "singlefilez", sniff: sniffSingleFileZ, open: openSingleFileZ,
		Doc: "SingleFileZ, a page with a zip file inside: its index.html"}
)

// ignored are the endings of members that hold no page. An archive's member has
// no media type, and its content alone does not tell a style sheet from a text.
var ignored = []struct{ what, endings string }{
	{"styles and scripts", " css js mjs map ts wasm "},
	{"data files", " json xml xsl xsd dtd csv tsv yaml yml toml ini opf ncx cdx cdxj idx log db sqlite parquet "},
	{"pictures", " svg ico png jpg jpeg jpe gif webp avif bmp tif tiff heic jxl psd "},
	{"fonts", " woff woff2 ttf otf eot "},
	{"sound and video", " mp3 mp4 m4a m4v webm ogg oga ogv wav flac mov avi mkv "},
	{"programs", " exe dll so dylib class jar o a bin msi apk dmg iso "},
}

// passedOver says why a member is not looked at, "" if it is.
func passedOver(name string) string {
	name = strings.ReplaceAll(name, "\\", "/")
	if strings.HasSuffix(name, "/") {
		return "folders"
	}
	dir, base := path.Split(name)
	for part := range strings.SplitSeq(strings.TrimSuffix(dir, "/"), "/") {
		switch {
		case strings.HasPrefix(part, ".") && part != "." && part != "..", part == "__MACOSX":
			return "hidden files"
		case strings.HasSuffix(part, "_files") || strings.HasSuffix(part, "-Dateien") || strings.HasSuffix(part, "_fichiers"):
			return "files of a _files folder"
		}
	}
	switch {
	case strings.HasPrefix(base, "."):
		return "hidden files"
	case base == "robots.txt", base == "mimetype":
		return base
	case strings.HasPrefix(dir, "indexes/") && strings.HasSuffix(base, ".cdx.gz"):
		return "data files"
	}
	if ext := strings.TrimPrefix(strings.ToLower(path.Ext(base)), "."); ext != "" && !strings.Contains(ext, " ") {
		for _, k := range ignored {
			if strings.Contains(k.endings, " "+ext+" ") {
				return k.what
			}
		}
	}
	return ""
}

func sniffZip(h head) bool {
	return bytes.HasPrefix(h.raw, []byte(zipLocal)) || bytes.HasPrefix(h.raw, []byte("PK\x05\x06")) || bytes.HasPrefix(h.raw, []byte("PK\x07\x08PK"))
}

const (
	zipLocal   = "PK\x03\x04"
	zipEntry   = "PK\x01\x02"
	zipDescr   = "PK\x07\x08"
	zipHeadLen = 30
)

// documentKind names the office documents and programs that are zip files, by the names at the beginning.
func documentKind(b []byte) string {
	first := func(name string) bool { return len(b) > zipHeadLen && bytes.HasPrefix(b[zipHeadLen:], []byte(name)) }
	has := func(name string) bool { return bytes.Contains(b, []byte(name)) }
	if first("mimetype") {
		_, t, _ := bytes.Cut(b[:min(len(b), 256)], []byte("application/vnd.oasis.opendocument."))
		for kind, what := range map[string]string{"text": "an OpenDocument text", "spreadsheet": "an OpenDocument spreadsheet", "presentation": "an OpenDocument presentation"} {
			if bytes.HasPrefix(t, []byte(kind)) {
				return what
			}
		}
	}
	if first("[Content_Types].xml") || first("_rels/") || first("docProps/") || first("word/") || first("xl/") || first("ppt/") {
		switch {
		case has("word/"):
			return "a Word document (docx)"
		case has("xl/"):
			return "an Excel workbook (xlsx)"
		case has("ppt/"):
			return "a PowerPoint presentation (pptx)"
		}
		return "a Microsoft Office document"
	}
	if first("META-INF/MANIFEST.MF") {
		return "a Java archive"
	}
	if first("AndroidManifest.xml") {
		return "an Android package"
	}
	return ""
}

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

// maxTitles bounds the list of titles of a WACZ file.
const maxTitles = 16 << 20

// readTitles reads the pages' titles of a WACZ file (pages/pages.jsonl) through
// the zip directory, where the file can be read at any place; in a stream they come too late.
func (r *Reader) readTitles(in *input) {
	if in.at0 == nil || in.size <= 0 || in.depth != 0 {
		return
	}
	z, err := zip.NewReader(in.at0, in.size)
	if err != nil {
		return
	}
	for _, f := range z.File {
		if f.Name != "pages/pages.jsonl" && f.Name != "pages/extraPages.jsonl" {
			continue
		}
		rc, err := f.Open()
		if err != nil {
			continue
		}
		d := json.NewDecoder(io.LimitReader(rc, maxTitles))
		for {
			var p struct{ URL, Title string }
			if err := d.Decode(&p); err != nil {
				break
			}
			if p.URL != "" && p.Title != "" {
				if r.titles == nil {
					r.titles = map[string]string{}
				}
				r.titles[cleanURL(p.URL)] = oneLine(p.Title)
			}
		}
		_ = rc.Close()
	}
}

// sniffSingleFileZ recognises the attribute that SingleFileZ gives the root element of its self-extracting pages.
func sniffSingleFileZ(h head) bool {
	return len(h.text) > 0 && h.text[0] == '<' && bytes.Contains(h.text[:min(len(h.text), 4096)], []byte("data-sfz"))
}

// openSingleFileZ finds the zip file behind the page that unpacks it.
func openSingleFileZ(rd *Reader, in *input) (sequence, error) {
	in.hold(int(min(rd.limits.Page, 1<<40)))
	start := in.pos()
	if !seekTo(in, []byte(zipLocal)) {
		if !in.rewind(start) {
			return nil, in.damaged("", 0, errors.New("no zip file is in it"))
		}
		n := newInput(in, in.source, 0)
		n.facts, n.base, n.depth, n.page = in.facts, in.base, in.depth+1, true
		return &single{in: in, inner: n}, nil
	}
	in.keep = -1
	return &zipped{rd: rd, in: in, format: "singlefilez", only: func(name string) bool { return name == "index.html" }}, nil
}

// tarred reads a tar file.
type tarred struct {
	rd   *Reader
	in   *input
	tr   *tar.Reader
	n    int64
	done bool
}

func sniffTar(h head) bool { return tarHead(h.raw) }

// tarHead checks a header's checksum, which every kind of tar has (POSIX.1-1988, 10.1.1).
func tarHead(b []byte) bool {
	if len(b) < 512 || b[0] == 0 {
		return false
	}
	var want, sum int64
	digits := 0
	for _, c := range b[148:156] {
		if c >= '0' && c <= '7' {
			want = want<<3 | int64(c-'0')
			digits++
		} else if c != ' ' && c != 0 {
			return false
		}
	}
	for i, c := range b[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int64(c)
	}
	return digits > 0 && sum == want
}

func openTar(rd *Reader, in *input) (sequence, error) {
	return &tarred{rd: rd, in: in, tr: tar.NewReader(in)}, nil
}

func (t *tarred) next() (*input, error) {
	for !t.done {
		h, err := t.tr.Next()
		off := t.in.pos()
		if err == io.EOF {
			t.done = true
			if err := t.in.failure(); err != nil {
				return nil, t.fault(off, err)
			}
			break
		}
		if err != nil {
			below := t.in.failure()
			if below != nil || t.in.ended() {
				t.done = true
				if below == nil {
					below = noEOF(err)
				}
				return nil, t.fault(off, below)
			}
			// The next header that is one, at the next block's beginning.
			if rest := off % 512; rest != 0 {
				t.in.skip(512 - rest)
			}
			for b := t.in.peek(512); !tarHead(b); b = t.in.peek(512) {
				if t.in.skip(512) < 512 {
					t.done = true
					break
				}
			}
			t.tr = tar.NewReader(t.in)
			return nil, t.fault(off, err)
		}
		if t.n++; t.n > t.rd.limits.Records {
			t.done = true
			return nil, &LimitError{Source: t.in.source, Limit: "number of members", Switch: "--max-records", Value: t.rd.limits.Records, Got: t.n}
		}
		if h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeRegA { //nolint:staticcheck // old writers still write it
			t.rd.skip("folders, links and special files")
			continue
		}
		if reason := passedOver(h.Name); reason != "" {
			t.rd.skip(reason)
			continue
		}
		f := facts{format: "tar", offset: off, record: "member " + h.Name}
		return t.in.member(t.tr, h.Name, h.Size, f), nil
	}
	return nil, io.EOF
}

func (t *tarred) fault(off int64, err error) error {
	var le *LimitError
	if errors.As(err, &le) {
		return at(err, t.in.source)
	}
	return t.in.damaged(fmt.Sprintf("member %d", t.n), off, noEOF(err))
}
