package render

import "unicode/utf8"

// frontMatter writes the metadata as YAML between lines of three dashes.
//
// Every value is a double-quoted scalar: unquoted, a reader could take it for a
// number, a date, a truth value, null or a key, and readers of YAML 1.1 and 1.2
// differ on which. The escapes used are those that JSON and YAML have in common.
func (m *markdownWriter) frontMatter() {
	if len(m.in.Meta) == 0 {
		return
	}
	m.buf = append(m.buf, "---\n"...)
	for _, f := range m.in.Meta {
		m.buf = appendKey(m.buf, f.Name)
		switch {
		case f.List == nil:
			m.buf = appendScalar(append(m.buf, ' '), f.Value)
		case len(f.List) == 0:
			m.buf = append(m.buf, " []"...)
		default:
			for _, v := range f.List {
				m.buf = appendScalar(append(m.buf, "\n  - "...), v)
			}
		}
		m.buf = append(m.buf, '\n')
	}
	m.buf = append(m.buf, "---"...)
}

// appendKey writes a name, quoted unless it is a plain word.
func appendKey(buf []byte, name string) []byte {
	plain := name != ""
	for i := 0; i < len(name); i++ {
		if c := name[i]; !(c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || i > 0 && (c >= '0' && c <= '9' || c == '-')) {
			plain = false
		}
	}
	switch name {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null": // words of YAML 1.1
		plain = false
	}
	if !plain {
		return append(appendScalar(buf, name), ':')
	}
	return append(append(buf, name...), ':')
}

// appendScalar writes a double-quoted scalar on one line.
func appendScalar(buf []byte, s string) []byte {
	buf = append(buf, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			buf = append(buf, '\\', byte(r))
		case r == '\n':
			buf = append(buf, `\n`...)
		case r == '\t':
			buf = append(buf, `\t`...)
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r >= 0xFFFE && r <= 0xFFFF,
			r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			buf = appendHex(buf, r)
		default:
			buf = utf8.AppendRune(buf, r)
		}
	}
	return append(buf, '"')
}

func appendHex(buf []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	return append(buf, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
