package source

import (
	"bytes"
	"strings"
)

const (
	// metaLen is how far a <meta> charset is looked for; the HTML Standard says
	// 1024, but saved pages have comments and styles before it.
	metaLen = 4096
)

// declared returns the charset that an XML declaration or <meta> states, and
// which of the two ("" for none). It follows the prescan of the HTML Standard
// (13.2.3.2): comments are passed over, attributes are parsed.
func declared(b []byte) (label, reason string) {
	b = b[:min(len(b), metaLen)]
	if t := bytes.TrimLeft(b, " \t\r\n"); bytes.HasPrefix(t, []byte("<?xml")) {
		if end := bytes.Index(t, []byte("?>")); end > 0 {
			if _, v, ok := bytes.Cut(t[:end], []byte("encoding")); ok {
				v = bytes.TrimLeft(v, " \t\r\n=")
				if len(v) > 0 && (v[0] == '"' || v[0] == '\'') {
					if i := bytes.IndexByte(v[1:], v[0]); i > 0 {
						return string(v[1 : 1+i]), byXML
					}
				}
			}
		}
	}
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return "", ""
		}
		b = b[i:]
		if bytes.HasPrefix(b, []byte("<!--")) {
			i := bytes.Index(b, []byte("-->"))
			if i < 0 {
				return "", ""
			}
			b = b[i+3:]
			continue
		}
		if len(b) < 6 || !bytes.EqualFold(b[1:5], []byte("meta")) || !blank(b[5]) && b[5] != '/' {
			b = b[1:]
			continue
		}
		b = b[5:]
		var charset, content string
		pragma := false
		for {
			var name, value []byte
			if name, value, b = attribute(b); name == nil {
				break
			}
			switch {
			case bytes.EqualFold(name, []byte("charset")):
				charset = string(value)
			case bytes.EqualFold(name, []byte("http-equiv")):
				pragma = pragma || bytes.EqualFold(value, []byte("content-type"))
			case bytes.EqualFold(name, []byte("content")):
				content = string(value)
			}
		}
		if charset == "" && pragma {
			_, params := mediaType(content)
			charset = params["charset"]
		}
		if charset != "" {
			return charset, byMeta
		}
	}
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// attribute parses the next attribute of a tag; name is nil at the tag's end.
func attribute(b []byte) (name, value, rest []byte) {
	for len(b) > 0 && (blank(b[0]) || b[0] == '/') {
		b = b[1:]
	}
	if len(b) == 0 || b[0] == '>' {
		return nil, nil, b
	}
	i := 0
	for i < len(b) && !blank(b[i]) && b[i] != '/' && b[i] != '>' && (b[i] != '=' || i == 0) {
		i++
	}
	name, b = b[:i], b[i:]
	t := bytes.TrimLeft(b, " \t\r\n\f")
	if len(t) == 0 || t[0] != '=' {
		return name, nil, b
	}
	b = bytes.TrimLeft(t[1:], " \t\r\n\f")
	if len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		if i := bytes.IndexByte(b[1:], b[0]); i >= 0 {
			return name, b[1 : 1+i], b[i+2:]
		}
		return name, nil, nil
	}
	i = 0
	for i < len(b) && !blank(b[i]) && b[i] != '>' {
		i++
	}
	return name, b[:i], b[i:]
}

// mediaType parses a Content-Type value: the type in lower case and its
// parameters by lower-case name. It takes what real headers write: missing
// quotes, repeated parameters (the first counts), blanks round '='.
func mediaType(s string) (string, map[string]string) {
	typ, rest, _ := strings.Cut(s, ";")
	typ = strings.ToLower(strings.TrimSpace(typ))
	var params map[string]string
	for n := 0; rest != "" && n < 64; n++ {
		rest = strings.TrimLeft(rest, " \t\r\n;")
		i := strings.IndexAny(rest, "=;")
		if i < 0 {
			break
		}
		if rest[i] == ';' {
			rest = rest[i+1:]
			continue
		}
		key := strings.ToLower(strings.TrimSpace(rest[:i]))
		rest = strings.TrimLeft(rest[i+1:], " \t\r\n")
		var value string
		if strings.HasPrefix(rest, `"`) {
			var v strings.Builder
			j := 1
			for j < len(rest) && rest[j] != '"' {
				if rest[j] == '\\' && j+1 < len(rest) {
					j++
				}
				v.WriteByte(rest[j])
				j++
			}
			value, rest = v.String(), rest[min(len(rest), j+1):]
			if i := strings.IndexByte(rest, ';'); i >= 0 {
				rest = rest[i:]
			} else {
				rest = ""
			}
		} else if j := strings.IndexByte(rest, ';'); j >= 0 {
			value, rest = strings.TrimSpace(rest[:j]), rest[j:]
		} else {
			value, rest = strings.TrimSpace(rest), ""
		}
		if params == nil {
			params = map[string]string{}
		}
		if _, ok := params[key]; !ok && key != "" {
			params[key] = value
		}
	}
	return typ, params
}
