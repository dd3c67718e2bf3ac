package source

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"strconv"
	"strings"
)

// fromQuotedPrintable decodes in place (RFC 2045, 6.7). What is no escape stays as it is and is counted.
func fromQuotedPrintable(b []byte) (out []byte, bad int) {
	i := bytes.IndexByte(b, '=')
	if i < 0 {
		return b, 0
	}
	n := i
	for i < len(b) {
		c := b[i]
		if c != '=' {
			j := bytes.IndexByte(b[i:], '=')
			if j < 0 {
				j = len(b) - i
			}
			n += copy(b[n:], b[i:i+j])
			i += j
			continue
		}
		if i+2 < len(b) {
			hi, lo := unhex(b[i+1]), unhex(b[i+2])
			if hi < 16 && lo < 16 {
				b[n] = hi<<4 | lo
				n++
				i += 3
				continue
			}
		}
		// A soft line break, maybe with blanks that a gateway put before its end.
		j := i + 1
		for j < len(b) && (b[j] == ' ' || b[j] == '\t' || b[j] == '\r') {
			j++
		}
		if j == len(b) {
			break
		}
		if b[j] == '\n' {
			i = j + 1
			continue
		}
		bad++
		b[n] = '='
		n++
		i++
	}
	return b[:n], bad
}

func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 255
}

// fromBase64 decodes in place. What is not of the alphabet is passed over and counted.
func fromBase64(b []byte) (out []byte, bad int) {
	var acc uint32
	bits, n := 0, 0
	for _, c := range b {
		var v byte
		switch {
		case c >= 'A' && c <= 'Z':
			v = c - 'A'
		case c >= 'a' && c <= 'z':
			v = c - 'a' + 26
		case c >= '0' && c <= '9':
			v = c - '0' + 52
		case c == '+' || c == '-':
			v = 62
		case c == '/' || c == '_':
			v = 63
		case c == '=':
			// Padding ends a run; some writers encode piece by piece.
			bits = 0
			continue
		case blank(c):
			continue
		default:
			bad++
			continue
		}
		acc = acc<<6 | uint32(v)
		if bits += 6; bits >= 8 {
			bits -= 8
			b[n] = byte(acc >> bits)
			n++
		}
	}
	return b[:n], bad
}

// words decodes RFC 2047 words of a header value ("=?utf-8?Q?…?=").
func words(s string) string {
	if len(s) > 8<<10 {
		s = s[:8<<10]
	}
	d := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		name := encodingNamed(label)
		if name == "" {
			return nil, fmt.Errorf("unknown charset %s", strconv.Quote(label))
		}
		return byName(name).NewDecoder().Reader(r), nil
	}}
	if out, err := d.DecodeHeader(s); err == nil {
		s = out
	}
	return oneLine(s)
}

// oneLine makes one line of valid UTF-8 without control characters of a header value.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7F && r < 0xA0 || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
