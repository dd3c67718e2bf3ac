package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode/utf32"
)

// How an encoding was decided on: Charset.Reason.
const (
	byBOM          = "bom"
	byHeader       = "header"
	byMeta         = "meta"
	byXML          = "xml"
	byOption       = "option"
	byDetection    = "detected"
	byDefault      = "default"
	byContradicted = "contradicted"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// KnownCharset reports whether label names an encoding that can be read; UTF-7 is not one.
func KnownCharset(label string) bool { return encodingNamed(label) != "" }

// extraLabels are labels met in saved pages that the WHATWG table lacks.
var extraLabels = map[string]string{
	"cp932": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "cp950": "big5", "ms949": "euc-kr", "ms936": "gbk",
	"windows-936": "gbk", "windows-932": "shift_jis", "utf8mb4": "utf-8", "utf_8": "utf-8", "utf": "utf-8", "unicode": "utf-16le",
	"latin-1": "windows-1252", "latin-9": "iso-8859-15", "iso8859-9": "windows-1254", "cp874": "windows-874",
	"x-user-defined": "windows-1252", "mac-roman": "macintosh", "macroman": "macintosh", "ansi": "windows-1252",
	"sjis-win": "shift_jis", "eucjp-win": "euc-jp", "euc_jp": "euc-jp", "euc_kr": "euc-kr", "shiftjis": "shift_jis", "gb-18030": "gb18030",
}

// encodingNamed returns the WHATWG name of a label, "" if there is no such encoding.
func encodingNamed(label string) string {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\f\"'"))
	switch label {
	case "":
		return ""
	case "utf-8", "utf8":
		return "utf-8"
	}
	if name, ok := extraLabels[label]; ok {
		return name
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" {
		return ""
	}
	return name
}

// byName returns the decoder of a WHATWG name.
func byName(name string) encoding.Encoding {
	// GB 18030 reads everything that GBK and GB 2312 write.
	if name == "gbk" {
		name = "gb18030"
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return encoding.Nop
	}
	return e
}

// decode turns a page's bytes into UTF-8. option overrides everything, header
// is what the container or HTTP head declares; plain says that the page is
// text, so that no <meta> is looked for. A page that is UTF-8 already is returned as it is, without a copy.
func decode(b []byte, option, header string, plain bool) ([]byte, Charset) {
	out, c := decodeAs(b, option, header, plain)
	// What a page declares is printed; names of encodings are ASCII.
	c.Declared = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return -1
		}
		return r
	}, c.Declared[:min(len(c.Declared), maxLabel)])
	return out, c
}

// maxLabel is the length to which a declared name is kept.
const maxLabel = 100

func decodeAs(b []byte, option, header string, plain bool) ([]byte, Charset) {
	var c Charset
	if name := encodingNamed(option); name != "" {
		if rest, bom := cutBOM(b); bom == name {
			b = rest
		}
		c.Declared, c.Used, c.Reason = strings.ToLower(option), name, byOption
		return c.convert(b, false), c
	}
	if rest, bom := cutBOM(b); bom != "" {
		c.Used, c.Reason = bom, byBOM
		if c.Declared = strings.ToLower(header); c.Declared == "" && bom == "utf-8" && !plain {
			c.Declared, _ = declared(rest)
		}
		return c.convert(rest, false), c
	}
	valid := utf8.Valid(b)
	if u := guessUTF16(b); u != "" {
		c.Declared, c.Used, c.Reason = strings.ToLower(header), u, byDetection
		if encodingNamed(header) == u {
			c.Reason = byHeader
		} else if header != "" && encodingNamed(header) != "" {
			c.Reason = byContradicted
		}
		return c.convert(b, false), c
	}
	name := encodingNamed(header)
	c.Declared, c.Reason = strings.ToLower(strings.TrimSpace(header)), byHeader
	if name == "" && !plain {
		label, reason := declared(b)
		if n := encodingNamed(label); n != "" {
			// A page whose declaration could be read as ASCII is not UTF-16 (HTML Standard, 13.2.3.2).
			if strings.HasPrefix(n, "utf-16") {
				n = "utf-8"
				reason = byContradicted
			}
			name = n
			c.Declared, c.Reason = strings.ToLower(label), reason
		} else if label != "" && c.Declared == "" {
			c.Declared, c.Reason = strings.ToLower(label), reason
		}
	}
	if name == "utf-16le" || name == "utf-16be" {
		// guessUTF16 has seen no sign of it.
		name, c.Reason = "utf-8", byContradicted
	}
	c.Used = name
	c.judge(b, valid)
	return c.convert(b, valid), c
}

// judge holds what is declared (c.Used, "" for nothing) against the bytes.
func (c *Charset) judge(b []byte, valid bool) {
	switch {
	case valid && c.Used == "utf-8":
		return
	case valid:
		multi := multibyte(b)
		if c.Used == "" {
			if multi == 0 && isISO2022JP(b) {
				c.Used, c.Reason = "iso-2022-jp", byDetection
				return
			}
			c.Used, c.Reason = "utf-8", byDetection
			if multi == 0 {
				c.Reason = byDefault
			}
			return
		}
		// What is all ASCII, or written with escapes, contradicts nothing. A short run
		// of two-byte characters may be valid UTF-8 by accident where characters are pairs of bytes anyway.
		if multi == 0 || multi < 4 && eastAsian(c.Used) {
			return
		}
		c.Used, c.Reason = "utf-8", byContradicted
		return
	}
	good, bad := utf8Balance(b)
	switch c.Used {
	case "utf-8":
		// A UTF-8 page with a few broken sequences (cut in the middle, pasted
		// text) is still UTF-8; one with next to no whole sequence is not.
		if good >= 4*bad {
			return
		}
		c.Used, _ = detect(b)
		c.Reason = byContradicted
	case "":
		c.Reason = byDetection
		if good >= 8*bad {
			c.Used = "utf-8"
			return
		}
		var sure bool
		if c.Used, sure = detect(b); !sure {
			c.Reason = byDefault
		}
	default:
		if good >= 16*bad && good >= 8 && !eastAsian(c.Used) {
			c.Used, c.Reason = "utf-8", byContradicted
			return
		}
		if other := contradict(b, c.Used); other != "" {
			c.Used, c.Reason = other, byContradicted
		}
	}
}

func eastAsian(name string) bool {
	switch name {
	case "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "iso-2022-jp":
		return true
	}
	return false
}

// multibyte counts the characters beyond ASCII of valid UTF-8, up to 16; ISO-2022 escapes count as none.
func multibyte(b []byte) int {
	n := 0
	for i := 0; i < len(b) && n < 16; i++ {
		if b[i] >= 0xC0 {
			n++
		}
	}
	return n
}

// utf8Balance counts whole multi-byte sequences and bytes that belong to none.
func utf8Balance(b []byte) (good, bad int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRune(b[i:])
		if n > 1 {
			good++
		} else {
			bad++
		}
		i += n
	}
	return good, bad
}

// convert decodes b from c.Used; it is valid UTF-8 in any case. Valid says that b is known to be valid UTF-8.
func (c *Charset) convert(b []byte, valid bool) []byte {
	switch c.Used {
	case "utf-8":
		if !valid && !utf8.Valid(b) {
			_, c.Replaced = utf8Balance(b)
			b = bytes.ToValidUTF8(b, []byte("\uFFFD"))
		}
	case "utf-16le":
		b, c.Replaced = fromUTF16(b, 0, 1)
	case "utf-16be":
		b, c.Replaced = fromUTF16(b, 1, 0)
	case "utf-32le", "utf-32be":
		order := utf32.LittleEndian
		if c.Used == "utf-32be" {
			order = utf32.BigEndian
		}
		out, _ := utf32.UTF32(order, utf32.IgnoreBOM).NewDecoder().Bytes(b)
		b = bytes.ToValidUTF8(out, []byte("\uFFFD"))
		c.Replaced = bytes.Count(b, []byte("\uFFFD"))
	default:
		if ascii(b) && c.Used != "iso-2022-jp" {
			return b
		}
		out, err := byName(c.Used).NewDecoder().Bytes(b)
		if err == nil || len(out) > 0 {
			b = out
		}
		b = bytes.ToValidUTF8(b, []byte("\uFFFD"))
		c.Replaced = bytes.Count(b, []byte("\uFFFD"))
	}
	c.Doubled = doubled(b)
	return b
}

func ascii(b []byte) bool {
	for len(b) >= 8 {
		if (uint64(b[0])|uint64(b[1])|uint64(b[2])|uint64(b[3])|uint64(b[4])|uint64(b[5])|uint64(b[6])|uint64(b[7]))&0x80 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// cutBOM takes off a byte order mark and names its encoding.
func cutBOM(b []byte) ([]byte, string) {
	switch {
	case bytes.HasPrefix(b, utf8BOM):
		return b[3:], "utf-8"
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")) && len(b)%4 == 0:
		return b[4:], "utf-32le"
	case bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return b[4:], "utf-32be"
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return b[2:], "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return b[2:], "utf-16be"
	}
	return b, ""
}

// doubled counts characters that are UTF-8 read as windows-1252 and written as
// UTF-8 again. They must be the larger part of all that is not ASCII: a page
// that quotes "Ã©" once is not double-encoded.
func doubled(b []byte) int {
	// Every such character begins with U+00C2 to U+00F4 (C3 xx), and what
	// follows begins with one of five bytes. Genuine text has that rarely, so this pass is nearly all the cost.
	for rest, seen := b, 0; seen < 2; {
		i := bytes.IndexByte(rest, 0xC3)
		if i < 0 || i+2 >= len(rest) {
			return 0
		}
		switch rest[i+2] {
		case 0xC2, 0xC5, 0xC6, 0xCB, 0xE2:
			seen++
		}
		rest = rest[i+2:]
	}
	twice, all := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		all++
		i += n
		need := 0
		switch {
		case r >= 0xC2 && r <= 0xDF:
			need = 1
		case r >= 0xE0 && r <= 0xEF:
			need = 2
		case r >= 0xF0 && r <= 0xF4:
			need = 3
		default:
			continue
		}
		j := i
		for ; need > 0 && j < len(b); need-- {
			c, k := utf8.DecodeRune(b[j:])
			if !continuation(c) {
				break
			}
			j += k
		}
		if need == 0 {
			twice++
			i = j
		}
	}
	if twice < 2 || twice*2 < all {
		return 0
	}
	return twice
}

// continuation reports whether r is what windows-1252 makes of a byte 80 to BF.
func continuation(r rune) bool {
	if r >= 0x80 && r <= 0xBF {
		return true
	}
	switch r {
	case '€', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 'Ž',
		'‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 'ž', 'Ÿ':
		return true
	}
	return false
}
