package source

import (
	"bytes"
	"slices"
)

// Format is one entry of the table of formats.
type Format struct {
	// Name is the format's short name, as Page.Format and Options.Format have it.
	Name string
	// Doc says in one line what is read from it, and what is not.
	Doc string

	// compression marks a layer that holds one file and says nothing about it.
	compression bool
	// sniff recognises the format by the layer's first bytes (at most sniffLen, byte order mark and leading blanks taken off in text).
	sniff func(h head) bool
	// open starts the sequence of payloads; nil for a bare page.
	open func(r *Reader, in *input) (sequence, error)
}

// head is what a sniffer sees of a layer.
type head struct {
	raw []byte // the first bytes as they are
	// text is raw without byte order mark and leading blanks.
	text []byte
	// base is the file's or member's name, for brotli alone.
	base string
}

// table lists what is read. Its order is the order of asking: magic numbers
// first, since they cannot be mistaken; then containers whose first line is
// text; brotli, which has no magic number, and bare pages stand in recognise.
var table = []Format{
	{Name: "html", Doc: "a saved HTML or XHTML page or fragment in any charset; with the marks of SingleFile, Monolith, browsers (\"saved from url\"), HTTrack, Save Page WE, ScrapBook; frames and pictures beside it are not read"},
	{Name: "text", Doc: "a page saved as plain text in any charset"},
	gzipFormat, zstdFormat, xzFormat, bzip2Format, brotliFormat,
	singlefilezFormat, zipFormat, tarFormat, webarchiveFormat,
	warcFormat, arcFormat, mhtmlFormat, mailFormat, mboxFormat, httpFormat, jsonlFormat,
}

// Formats returns the table of formats that are read.
func Formats() []Format { return slices.Clone(table) }

func formatNamed(name string) *Format {
	for i := range table {
		if table[i].Name == name {
			return &table[i]
		}
	}
	return nil
}

// bare is the format of a page without a container; whether it is HTML or text is decided on the decoded page.
var bare = Format{Name: "html"}

// recognise finds a layer's format.
func (r *Reader) recognise(in *input) *Format {
	if in.as != nil {
		return in.as
	}
	h := newHead(in)
	if in.page || in.text {
		if what := unsupported(h); what != "" && !in.text {
			return refuse(what)
		}
		return &bare
	}
	for i := range table {
		f := &table[i]
		if f.sniff == nil || !f.sniff(h) {
			continue
		}
		// A format asked for by name is looked for beneath compression, and settles the outermost layer alone.
		if r.opt.Format == "" || f.compression || !r.outermost() {
			return f
		}
	}
	if r.opt.Format != "" && r.outermost() {
		if f := formatNamed(r.opt.Format); f != nil && f.open != nil {
			return f
		}
		return &bare
	}
	if what := unsupported(h); what != "" {
		return refuse(what)
	}
	if isBinary(h.raw) {
		if sniffBrotli(h) {
			return &brotliFormat
		}
		return refuse("binary data")
	}
	return &bare
}

func newHead(in *input) head {
	raw := in.peek(sniffLen)
	text := bytes.TrimPrefix(raw, utf8BOM)
	return head{raw: raw, text: bytes.TrimLeft(text, " \t\r\n\f"), base: in.base}
}

// refuse makes the format of something that is not read.
func refuse(what string) *Format {
	return &Format{Name: "unsupported", open: func(r *Reader, in *input) (sequence, error) {
		return nil, &UnsupportedError{Source: in.source, What: what, Hint: hints[what]}
	}}
}

// A magic number of something that is not read.
type magic struct {
	at    int
	bytes string
	what  string
}

// magics name what a file is that holds no saved page, from the formats' own specifications.
var magics = []magic{
	{0, "%PDF-", "a PDF document"},
	{0, "\x89PNG\r\n\x1a\n", "a PNG image"},
	{0, "\xff\xd8\xff", "a JPEG image"},
	{0, "GIF87a", "a GIF image"},
	{0, "GIF89a", "a GIF image"},
	{8, "WEBP", "a WebP image"},
	{4, "ftypavif", "an AVIF image"},
	{4, "ftypheic", "a HEIC image"},
	{4, "ftyp", "an MP4 video"},
	{0, "II*\x00", "a TIFF image"},
	{0, "MM\x00*", "a TIFF image"},
	{0, "\x00\x00\x01\x00", "an icon"},
	{0, "8BPS", "a Photoshop image"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"},
	{0, "{\\rtf", "a rich text (RTF) document"},
	{0, "%!PS", "a PostScript document"},
	{0, "AT&TFORM", "a DjVu document"},
	{60, "BOOKMOBI", "a Mobipocket e-book"},
	{0, "ITSF", "a compiled help (CHM) file"},
	{0, "\x7fELF", "an ELF program"},
	{0, "MZ\x90\x00", "a Windows program"},
	{0, "\xcf\xfa\xed\xfe", "a Mach-O program"},
	{0, "\xca\xfe\xba\xbe", "a Java class or Mach-O program"},
	{0, "\x00asm", "a WebAssembly module"},
	{0, "7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{0, "Rar!\x1a\x07", "a RAR archive"},
	{0, "MSCF", "a cabinet archive"},
	{0, "!<arch>\n", "an ar archive"},
	{0, "\x1f\x9d", "a file of the old compress (.Z) program"},
	{0, "\x04\x22\x4d\x18", "an LZ4 file"},
	{0, "LZIP", "an lzip file"},
	{0, "SQLite format 3\x00", "an SQLite database"},
	{0, "PAR1", "a Parquet table"},
	{0, "OggS", "an Ogg file"},
	{0, "ID3", "an MP3 recording"},
	{0, "fLaC", "a FLAC recording"},
	{0, "RIFF", "a RIFF (sound or video) file"},
	{0, "\x1aE\xdf\xa3", "a Matroska or WebM video"},
	{0, "wOFF", "a web font"},
	{0, "wOF2", "a web font"},
	{0, "\x00\x01\x00\x00\x00", "a TrueType font"},
	{0, "OTTO", "an OpenType font"},
}

// hints say what to do with some of what is not read.
var hints = map[string]string{
	"a PDF document":                   "convert it first, for example with pdftotext",
	"an old Microsoft Office document": "save it as a single-file web page",
	"a 7z archive":                     "unpack it first",
	"a RAR archive":                    "unpack it first",
	"an LZ4 file":                      "unpack it first",
	"an lzip file":                     "unpack it first",
	"a JSON array":                     jsonArrayHint,
}

// unsupported names what a layer is, "" if it may be read.
func unsupported(h head) string {
	for _, m := range magics {
		if len(h.raw) >= m.at+len(m.bytes) && string(h.raw[m.at:m.at+len(m.bytes)]) == m.bytes {
			return m.what
		}
	}
	// Readers of PDF accept up to 1 KiB before the magic (ISO 32000-1, annex H).
	if i := bytes.Index(h.raw[:min(len(h.raw), 1024)], []byte("%PDF-1.")); i > 0 && isBinary(h.raw) {
		return "a PDF document"
	}
	if bytes.HasPrefix(h.raw, []byte(" CDX ")) {
		return "a CDX index"
	}
	if what := xmlKind(h); what != "" {
		return what
	}
	return jsonKind(h)
}

// xmlRoots name the XML documents that are no pages by their root element.
var xmlRoots = map[string]string{
	"rss": "an RSS feed", "feed": "an Atom feed", "rdf:RDF": "an RDF document", "RDF:RDF": "an RDF document", "svg": "an SVG image",
	"urlset": "a sitemap", "sitemapindex": "a sitemap index", "opml": "an OPML list", "plist": "a property list",
	"FictionBook": "a FictionBook e-book", "mediawiki": "a MediaWiki dump",
}

// xmlKind names an XML document that is no page.
func xmlKind(h head) string {
	b := h.text
	if !bytes.HasPrefix(b, []byte("<")) {
		return ""
	}
	for range 32 {
		b = bytes.TrimLeft(b, " \t\r\n")
		end := -1
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			if end = bytes.Index(b, []byte("-->")); end >= 0 {
				end += 2
			}
		case bytes.HasPrefix(b, []byte("<?")), bytes.HasPrefix(b, []byte("<!")):
			end = bytes.IndexByte(b, '>')
		case bytes.HasPrefix(b, []byte("<")):
			n := 1
			for n < len(b) && b[n] != ' ' && b[n] != '>' && b[n] != '/' && b[n] != '\n' && b[n] != '\r' && b[n] != '\t' {
				n++
			}
			return xmlRoots[string(b[1:n])]
		}
		if end < 0 {
			return ""
		}
		b = b[end+1:]
	}
	return ""
}

// binaryShare is the share of control characters from which bytes are no text:
// text in any charset has next to none, compressed data has one in ten.
const binaryShare = 0.02

// isBinary reports whether bytes are neither text in an 8-bit charset nor UTF-16.
func isBinary(b []byte) bool {
	controls := 0
	for _, c := range b {
		// ESC and SI/SO belong to ISO-2022 charsets and to saved terminal output.
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b && c != 0x0e && c != 0x0f && c != 0x08 {
			controls++
		}
	}
	if float64(controls) <= binaryShare*float64(len(b)) {
		return false
	}
	return guessUTF16(b) == ""
}
