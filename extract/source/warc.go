package source

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

var warcFormat = Format{Name: "warc", sniff: func(h head) bool { return beginsWARC(h.text) }, open: openRecords(&warcDialect),
	Doc: "WARC 0.17 to 1.1, plain, gzip or zstd (dictionary in the file): HTML, XHTML and text of response, resource and conversion (WET) records with status 2xx; others are counted; damaged members are passed over"}

var arcFormat = Format{Name: "arc", sniff: func(h head) bool { return bytes.HasPrefix(h.text, []byte("filedesc://")) }, open: openRecords(&arcDialect),
	Doc: "ARC 1 and 2, the Internet Archive's format before WARC, plain or gzip: as WARC"}

// recordHead is what the head of one record says.
type recordHead struct {
	typ      string // "response", "resource", "request" …
	uri, id  string
	date     time.Time
	media    string // the record's Content-Type
	length   int64
	lengthOK bool
	size     int // bytes of the head itself
}

// A dialect is a format of records with a head and a length.
type dialect struct {
	name string
	// begins reports whether a record begins with b.
	begins func(b []byte) bool
	// find returns the place of the first record head in b at or behind from, -1 if there is none.
	find func(b []byte, from int) int
	// parse reads the head at the beginning of b.
	parse func(b []byte) (recordHead, error)
}

var (
	warcDialect = dialect{name: "warc", begins: beginsWARC, find: findWARC, parse: parseWARC}
	arcDialect  = dialect{name: "arc", begins: beginsARC, find: findARC, parse: parseARC}
)

func beginsWARC(b []byte) bool {
	return len(b) > 6 && string(b[:5]) == "WARC/" && b[5] >= '0' && b[5] <= '9'
}

func beginsARC(b []byte) bool {
	_, err := parseARC(b)
	return err == nil
}

// unwanted says why a record is no page by its own head, "" if it may be one.
func (h *recordHead) unwanted() string {
	switch h.typ {
	case "response", "resource", "conversion":
	case "":
		return "records without a type"
	default:
		return h.typ + " records"
	}
	scheme, rest, ok := strings.Cut(h.uri, ":")
	if ok {
		switch strings.ToLower(scheme) {
		case "metadata", "dns", "whois", "urn", "screenshot", "filedesc", "warcinfo":
			return strings.ToLower(scheme) + ": records"
		}
	}
	if strings.HasPrefix(rest, "//") {
		if _, path, _ := strings.Cut(rest[2:], "/"); path == "robots.txt" {
			return "robots.txt"
		}
	}
	return ""
}

type payloadFacts struct {
	facts
	head bool // the block begins with an HTTP head
}

// payload says what the beginning of a block is, or why it is no page.
func (w *records) payload(h *recordHead, b []byte) (payloadFacts, string) {
	f := payloadFacts{facts: facts{url: h.uri, captured: h.date, recordID: h.id, format: w.name, title: w.rd.titles[h.uri]}}
	typ, params := mediaType(h.media)
	if typ == "application/http" || httpHead(b) {
		res, ok := parseResponse(b)
		if ok {
			f.head = true
			if res.status < 200 || res.status > 299 {
				return f, fmt.Sprintf("responses with status %dxx", res.status/100)
			}
			typ, params = mediaType(res.header.get("content-type"))
			b = res.body
		} else {
			typ, params = "", nil
		}
	}
	f.mediaType, f.charset = typ, params["charset"]
	if h.typ == "conversion" {
		f.format = "wet"
	}
	switch typ {
	case typeHTML, typeXHTML:
		f.page = true
	case typeText:
		f.text = true
		// Servers that know no better send text/plain; a whole document is a page all the same (HTML says otherwise, readers do not).
		t := bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 4096)], utf8BOM), " \t\r\n")
		if h.typ != "conversion" && len(t) > 0 && t[0] == '<' && documentTag(t) {
			f.text, f.page, f.mediaType = false, true, typeHTML
		}
	case "multipart/related", "message/rfc822", "application/x-mimearchive":
	case "", "application/octet-stream", "unknown/unknown", "application/unknown", "text/xml", "application/xml", "no-type":
		t := bytes.TrimLeft(bytes.TrimPrefix(b, utf8BOM), " \t\r\n")
		if len(t) == 0 || t[0] != '<' || !markup(t) || xmlKind(head{raw: b, text: t}) != "" || strings.HasSuffix(typ, "xml") && !bytes.Contains(t[:min(len(t), 4096)], []byte("<html")) {
			return f, "payloads that are no page"
		}
		f.page, f.mediaType = true, typeHTML
	default:
		if len(typ) > 64 {
			typ = typ[:64]
		}
		return f, Escape(typ)
	}
	return f, ""
}

// findWARC finds a record head: its version line at a line's beginning, then
// fields among which are a type and a length. A page that shows "WARC/1.0" in its text has none of these directly behind it.
func findWARC(b []byte, from int) int {
	for from < len(b) {
		i := bytes.Index(b[from:], []byte("WARC/"))
		if i < 0 {
			return -1
		}
		i += from
		from = i + 5
		if i > 0 && b[i-1] != '\n' || !beginsWARC(b[i:]) {
			continue
		}
		line, rest, ok := bytes.Cut(b[i:min(len(b), i+64)], []byte("\n"))
		if !ok || len(bytes.TrimSpace(line)) > 10 || len(rest) == 0 {
			continue
		}
		// The fields end before the next version line, so that lines of them cost no more than their bytes.
		head := b[i:min(len(b), i+recordHeadLen)]
		if n := bytes.Index(head[5:], []byte("\nWARC/")); n >= 0 {
			head = head[:n+6]
		}
		if h, err := parseWARC(head); err == nil && h.typ != "" {
			return i
		}
	}
	return -1
}

func parseWARC(b []byte) (recordHead, error) {
	var h recordHead
	if !beginsWARC(b) {
		return h, errNoHead
	}
	i := bytes.IndexByte(b[:min(len(b), 64)], '\n')
	if i < 0 {
		return h, errNoHead
	}
	fields, rest := parseHeader(b[i+1:])
	h.size = len(b) - len(rest)
	h.typ = strings.ToLower(fields.get("warc-type"))
	if len(h.typ) > 32 {
		h.typ = h.typ[:32]
	}
	h.typ = Escape(h.typ)
	h.uri = cleanURL(fields.get("warc-target-uri"))
	h.id = cleanURL(fields.get("warc-record-id"))
	h.date = warcDate(fields.get("warc-date"))
	h.media = fields.get("content-type")
	n, err := strconv.ParseInt(fields.get("content-length"), 10, 64)
	h.length, h.lengthOK = n, err == nil && n >= 0
	if h.typ == "" && len(fields) == 0 {
		return h, errNoHead
	}
	return h, nil
}

// warcDate reads a W3C date of any precision (WARC 1.1, 5.4).
func warcDate(s string) time.Time {
	for _, l := range []string{time.RFC3339Nano, "2006-01-02T15:04Z", "2006-01-02", "20060102150405"} {
		if at, err := time.Parse(l, s); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

// parseARC reads the line "URL IP date type length" of ARC 1, or "URL IP date
// type code checksum location offset file length" of ARC 2.
func parseARC(b []byte) (recordHead, error) {
	var h recordHead
	i := bytes.IndexByte(b[:min(len(b), recordHeadLen)], '\n')
	if i < 0 {
		return h, errNoHead
	}
	f := strings.Fields(string(b[:i]))
	if len(f) != 5 && len(f) != 10 || !strings.Contains(f[0], ":") || len(f[2]) < 8 {
		return h, errNoHead
	}
	n, err := strconv.ParseInt(f[len(f)-1], 10, 64)
	if err != nil || n < 0 {
		return h, errNoHead
	}
	at, err := time.Parse("20060102150405", f[2][:min(len(f[2]), 14)])
	if err != nil {
		return h, errNoHead
	}
	h = recordHead{typ: "response", uri: cleanURL(f[0]), date: at, media: f[3], length: n, lengthOK: true, size: i + 1}
	return h, nil
}

func findARC(b []byte, from int) int {
	for from < len(b) {
		if from == 0 || b[from-1] == '\n' {
			if beginsARC(b[from:min(len(b), from+4096)]) {
				return from
			}
		}
		i := bytes.IndexByte(b[from:], '\n')
		if i < 0 {
			return -1
		}
		from += i + 1
	}
	return -1
}
