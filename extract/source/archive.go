package source

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

var (
	zipFormat = Format{Name: "zip", sniff: sniffZip, open: openZip,
		Doc: "zip, EPUB, MAFF and WACZ: pages and containers in it; styles, scripts, pictures, hidden files and _files folders are passed over; read as a stream, so that a cut file gives what comes before the cut; stored, deflate, zstd"}
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
		return &single{inner: n}, nil
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
		if h.Typeflag != tar.TypeReg && h.Typeflag != 0 { // 0: old writers of regular files
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
