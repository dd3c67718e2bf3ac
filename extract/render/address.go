package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// linkSchemes are the schemes that links may have. Schemes that run or embed
// content (javascript, vbscript, data, blob) or lead into the reader's own
// machine (file) are left out.
var linkSchemes = map[string]bool{
	"http": true, "https": true, "mailto": true, "tel": true, "sms": true, "ftp": true, "ftps": true, "sftp": true,
	"irc": true, "ircs": true, "xmpp": true, "matrix": true, "magnet": true, "news": true, "nntp": true,
	"gopher": true, "gemini": true, "geo": true, "git": true, "ssh": true, "webcal": true, "doi": true, "urn": true,
}

// imageSchemes are the schemes that pictures may have.
var imageSchemes = map[string]bool{"http": true, "https": true, "ftp": true}

// base is an address that others are resolved against, taken apart.
// net/url is not used: it writes addresses in its own spelling (f_(x) becomes
// f_%28x%29), and an address must stay as its page wrote it.
type base struct {
	scheme    string // "https", "" for no base
	authority string // "//host"
	path      string
	query     string // with its "?"
}

func parseBase(s string) base {
	s = tidyURL(s)
	scheme, rest := splitScheme(s)
	scheme = strings.ToLower(scheme)
	if !imageSchemes[scheme] || !strings.HasPrefix(rest, "//") {
		return base{}
	}
	rest, _, _ = strings.Cut(rest, "#")
	b := base{scheme: scheme}
	if i := strings.IndexByte(rest, '?'); i >= 0 {
		rest, b.query = rest[:i], rest[i:]
	}
	if i := strings.IndexByte(rest[2:], '/'); i >= 0 {
		b.authority, b.path = rest[:2+i], rest[2+i:]
	} else {
		b.authority, b.path = rest, "/"
	}
	return b
}

// splitScheme returns the scheme of an address without its colon, "" if it has none (RFC 3986, 3.1).
func splitScheme(s string) (scheme, rest string) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
		case c >= '0' && c <= '9', c == '+', c == '-', c == '.':
			if i == 0 {
				return "", s
			}
		case c == ':' && i > 0:
			return s[:i], s[i+1:]
		default:
			return "", s
		}
	}
	return "", s
}

// resolve returns the address to write for one found in the page, and false if
// it is empty or of a scheme that is not written.
func (b *base) resolve(ref string, schemes map[string]bool) (string, bool) {
	ref = tidyURL(ref)
	if ref == "" {
		return "", false
	}
	scheme, rest := splitScheme(ref)
	if scheme != "" {
		low := strings.ToLower(scheme)
		// An address such as "https:page" or "http:///host" is mended as browsers do (URL standard, 4.4).
		if (low == "http" || low == "https") && !strings.HasPrefix(rest, "//") {
			ref = low + "://" + strings.TrimLeft(rest, "/")
		}
		return ref, schemes[low]
	}
	if b.scheme == "" {
		return ref, true
	}
	switch {
	case strings.HasPrefix(ref, "//"):
		return b.scheme + ":" + ref, true
	case ref[0] == '/':
		return b.scheme + ":" + b.authority + ref, true
	case ref[0] == '?':
		return b.scheme + ":" + b.authority + b.path + ref, true
	case ref[0] == '#':
		return b.scheme + ":" + b.authority + b.path + b.query + ref, true
	}
	dir := b.path[:strings.LastIndexByte(b.path, '/')+1]
	end := len(ref)
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		end = i
	}
	return b.scheme + ":" + b.authority + removeDots(dir+ref[:end]) + ref[end:], true
}

// removeDots takes "." and ".." out of a path that begins with "/" (RFC 3986, 5.2.4).
func removeDots(p string) string {
	if !strings.Contains(p, "/.") {
		return p
	}
	var out []string
	segs := strings.Split(p[1:], "/")
	for i, s := range segs {
		last := i == len(segs)-1
		switch s {
		case ".":
			if last {
				out = append(out, "")
			}
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, s)
		}
	}
	return "/" + strings.Join(out, "/")
}

// tidyURL drops what browsers drop (blanks at the ends, control characters) and
// writes by percent signs what no address may hold or what would not show.
func tidyURL(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' || unicode.IsSpace(r) })
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7F || c == '"' || c == '<' || c == '>' || c == '`' || c == '\\' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	const hex = "0123456789ABCDEF"
	out := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c < ' ' || c == 0x7F:
			case c == ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '\\':
				out = append(out, '%', hex[c>>4], hex[c&15])
			default:
				out = append(out, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError && unicode.IsPrint(r) {
			out = append(out, s[i:i+n]...)
		} else {
			for _, c := range []byte(s[i : i+n]) {
				out = append(out, '%', hex[c>>4], hex[c&15])
			}
		}
		i += n
	}
	return string(out)
}

// clean makes one line without control characters of a string that comes from
// outside the document's text: titles, alternative texts, metadata. Bidirectional
// controls, which would reach beyond the line, are dropped.
func clean(s string) string {
	ok := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7F || c == ' ' && (i == 0 || i+1 == len(s) || s[i+1] == ' ') {
			ok = false
			break
		}
	}
	if ok {
		return s
	}
	out := make([]byte, 0, len(s))
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == 0x2028 || r == 0x2029:
			blank = len(out) > 0
			continue
		case r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF:
			continue
		}
		if blank {
			out = append(out, ' ')
			blank = false
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}
