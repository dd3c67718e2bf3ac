package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

var jsonlFormat = Format{Name: "jsonl", sniff: sniffJSONL, open: openJSONL,
	Doc: "JSON Lines, one page a line: the HTML or text field and the address; other fields are handed on"}

// JSONFields name the fields of a JSON Lines record. Where a name is empty, the
// first of the usual names that the record has is taken.
type JSONFields struct {
	// HTML is the field that holds the page as HTML: "html", "raw_html", "html_content", "page_html", "content_html", "body_html".
	HTML string
	// Text is the field that holds the page as text, taken if there is no HTML: "text"; of "content", "raw_content" and "body" the content decides.
	Text string
	// URL is the field that holds the address: "url", "uri", "link", "source_url".
	URL string
}

// role is what a field of a record is for.
type role uint8

const (
	roleOther role = iota
	roleHTML
	roleText
	roleEither
	roleURL
)

// usual are the names that datasets and crawlers give these fields, the surest first.
var usual = []struct {
	name string
	role role
}{
	{"html", roleHTML}, {"raw_html", roleHTML}, {"html_content", roleHTML}, {"page_html", roleHTML}, {"content_html", roleHTML}, {"body_html", roleHTML},
	{"text", roleText}, {"content", roleEither}, {"raw_content", roleEither}, {"body", roleEither},
	{"url", roleURL}, {"uri", roleURL}, {"link", roleURL}, {"source_url", roleURL},
}

// rank returns what a field is for, and how sure that is (lower is surer).
func (f *JSONFields) rank(name string) (role, int) {
	switch {
	case name == "":
	case name == f.HTML:
		return roleHTML, -1
	case name == f.Text:
		return roleText, -1
	case name == f.URL:
		return roleURL, -1
	}
	for i, u := range usual {
		if u.name != name {
			continue
		}
		// A name that is given leaves no choice for its role.
		if u.role == roleHTML && f.HTML != "" || (u.role == roleText || u.role == roleEither) && (f.Text != "" || f.HTML != "") || u.role == roleURL && f.URL != "" {
			return roleOther, 0
		}
		return u.role, i
	}
	return roleOther, 0
}

// sniffJSONL recognises an object that has a field for a page; JSON without one is named as what it is not.
func sniffJSONL(h head) bool {
	if len(h.text) < 2 || h.text[0] != '{' {
		return false
	}
	t := bytes.TrimLeft(h.text[1:], " \t")
	if len(t) == 0 || t[0] != '"' {
		return false
	}
	for _, u := range usual {
		if u.role != roleURL && (bytes.Contains(t, []byte(`"`+u.name+`":`)) || bytes.Contains(t, []byte(`"`+u.name+`" :`))) {
			return true
		}
	}
	// The first field may be longer than what is seen of it.
	return false
}

// jsonKind names JSON that is no JSON Lines file of pages.
func jsonKind(h head) string {
	t := h.text
	if len(t) < 2 || t[0] != '{' && t[0] != '[' {
		return ""
	}
	in := bytes.TrimLeft(t[1:], " \t\r\n")
	if len(in) == 0 {
		return ""
	}
	// Text that begins with some JSON goes on with something else.
	if n := scanValue(t); n > 0 {
		if rest := bytes.TrimLeft(t[n:], " \t\r\n"); len(rest) > 0 && rest[0] != '{' && rest[0] != '[' {
			return ""
		}
	}
	switch c := in[0]; {
	case t[0] == '{' && c == '"':
		// An object's first key ends with a quote and a colon.
		if _, rest, ok := scanString(in); ok {
			if rest = bytes.TrimLeft(rest, " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
				return "JSON data without a field for a page"
			}
		}
	case t[0] == '[' && c == '{':
		if in = bytes.TrimLeft(in[1:], " \t\r\n"); len(in) > 0 && in[0] == '"' {
			return "a JSON array"
		}
	}
	return ""
}

type jsonLines struct {
	rd   *Reader
	in   *input
	n    int64
	done bool
}

func openJSONL(rd *Reader, in *input) (sequence, error) {
	if bytes.HasPrefix(in.peek(3), utf8BOM) {
		in.at += 3
	}
	return &jsonLines{rd: rd, in: in}, nil
}

func (s *jsonLines) next() (*input, error) {
	for !s.done {
		off := s.in.pos()
		var line []byte
		over := false
		for {
			l := s.in.line(1 << 20)
			if len(l) == 0 {
				break
			}
			// Escapes of markup ("\u003c") and the other fields come on top of the page.
			if over = over || int64(len(line)+len(l)) > 2*s.rd.limits.Page; !over {
				line = append(line, l...)
			}
			if l[len(l)-1] == '\n' {
				break
			}
		}
		failure := error(nil)
		if s.in.ended() {
			failure = s.in.failure()
			s.done = true
		}
		if !over && len(bytes.TrimSpace(line)) == 0 {
			if s.done && failure != nil {
				return nil, s.fault(off, failure)
			}
			continue
		}
		if s.n++; s.n > s.rd.limits.Records {
			s.done = true
			return nil, &LimitError{Source: s.in.source, Limit: "number of records", Switch: "--max-records", Value: s.rd.limits.Records, Got: s.n}
		}
		if over {
			return nil, s.in.limitPage(s.rd.limits.Page)
		}
		in, err := s.record(line, off)
		if err != nil {
			if failure != nil {
				err = failure
			}
			return nil, s.fault(off, err)
		}
		if failure != nil {
			in.damage = failure
		}
		return in, nil
	}
	return nil, io.EOF
}

func (s *jsonLines) fault(off int64, err error) error {
	var le *LimitError
	if errors.As(err, &le) {
		return at(err, s.in.source)
	}
	return s.in.damaged("line "+strconv.FormatInt(s.n, 10), off, err)
}

// record reads one line.
func (s *jsonLines) record(line []byte, off int64) (*input, error) {
	fields, err := scanObject(line)
	if err != nil {
		return nil, err
	}
	f := facts{format: "jsonl", offset: off, record: "line " + strconv.FormatInt(s.n, 10), charset: "utf-8", as: &bare}
	var best [roleURL + 1]int
	for i := range best {
		best[i] = len(usual) + 1
	}
	var content []byte
	found := roleOther
	foundRank := 0
	for _, fd := range fields {
		role, rank := s.rd.opt.JSON.rank(fd.Name)
		switch role {
		case roleURL:
			if rank < best[roleURL] {
				var u string
				if json.Unmarshal(fd.Value, &u) == nil {
					f.url, best[roleURL] = cleanURL(u), rank
					continue
				}
			}
		case roleHTML, roleText, roleEither:
			if found != roleOther && rank >= foundRank {
				break
			}
			var v *string
			if err := json.Unmarshal(fd.Value, &v); err != nil {
				return nil, fmt.Errorf("its field %q is no string", fd.Name)
			}
			if v == nil && found != roleOther {
				break
			}
			found, foundRank, content = role, rank, nil
			if v != nil {
				content = []byte(*v)
			}
			continue
		}
		if fd.Name == "title" && f.title == "" {
			var t string
			if json.Unmarshal(fd.Value, &t) == nil {
				f.title = oneLine(t)
			}
		}
		f.fields = append(f.fields, fd)
	}
	switch found {
	case roleOther:
		return nil, errors.New("it has no field for a page (name it with --html-field or --text-field)")
	case roleHTML:
		f.mediaType = typeHTML
	case roleText:
		f.text = true
	}
	return s.in.inner(content, f), nil
}

// jsonArrayHint is how an array becomes JSON Lines.
const jsonArrayHint = "write its elements one a line: jq -c '.[]'"

var (
	errJSON      = errors.New("it is no JSON object")
	errJSONArray = errors.New("it is a JSON array and no object (" + jsonArrayHint + ")")
)

// scanObject cuts a JSON object into its fields, in their order, values as they
// are. Nesting costs a counter, no recursion; what the values hold is checked by whoever reads them.
func scanObject(b []byte) ([]Field, error) {
	b = bytes.TrimSpace(b)
	if len(b) > 0 && b[0] == '[' {
		return nil, errJSONArray
	}
	if len(b) == 0 || b[0] != '{' {
		return nil, errJSON
	}
	b = trimJSON(b[1:])
	var out []Field
	for len(b) > 0 && b[0] != '}' {
		key, rest, ok := scanString(b)
		if !ok {
			return nil, errJSON
		}
		name, ok := plainKey(key)
		if !ok && json.Unmarshal(key, &name) != nil {
			return nil, errJSON
		}
		rest = trimJSON(rest)
		if len(rest) == 0 || rest[0] != ':' {
			return nil, errJSON
		}
		rest = trimJSON(rest[1:])
		n := scanValue(rest)
		if n <= 0 {
			return nil, errJSON
		}
		out = append(out, Field{Name: name, Value: json.RawMessage(rest[:n:n])})
		b = trimJSON(rest[n:])
		if len(b) > 0 && b[0] == ',' {
			if b = trimJSON(b[1:]); len(b) == 0 || b[0] == '}' {
				return nil, errJSON
			}
		} else if len(b) == 0 || b[0] != '}' {
			return nil, errJSON
		}
	}
	if len(b) == 0 || len(trimJSON(b[1:])) > 0 {
		return nil, errJSON
	}
	for _, f := range out {
		if c := f.Value[0]; c != '"' && !json.Valid(f.Value) {
			return nil, errJSON
		}
	}
	return out, nil
}

// plainKey returns a key that has nothing to decode, as nearly all have not.
func plainKey(lit []byte) (string, bool) {
	in := lit[1 : len(lit)-1]
	for _, c := range in {
		if c < 0x20 || c >= 0x7f || c == '\\' {
			return "", false
		}
	}
	return string(in), true
}

func trimJSON(b []byte) []byte { return bytes.TrimLeft(b, " \t\r\n") }

// scanString returns the string literal that b begins with.
func scanString(b []byte) (s, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '"' {
		return nil, b, false
	}
	quote := 0 // the next quote at or behind i, once it is known
	for i := 1; i < len(b); {
		if quote < i {
			q := bytes.IndexByte(b[i:], '"')
			if q < 0 {
				return nil, b, false
			}
			quote = i + q
		}
		e := bytes.IndexByte(b[i:quote], '\\')
		if e < 0 {
			return b[:quote+1], b[quote+1:], true
		}
		i += e + 2
	}
	return nil, b, false
}

// scanValue returns the length of the value that b begins with, 0 if it is none.
func scanValue(b []byte) int {
	depth := 0
	for i := 0; i < len(b); {
		switch c := b[i]; c {
		case '"':
			s, _, ok := scanString(b[i:])
			if !ok {
				return 0
			}
			i += len(s)
		case '{', '[':
			depth++
			i++
			continue
		case '}', ']':
			depth--
			i++
			if depth < 0 {
				return 0
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return 0
			}
			i++
			continue
		default:
			for i < len(b) && !strings.ContainsRune(",:{}[]\" \t\r\n", rune(b[i])) {
				i++
			}
		}
		if depth == 0 {
			return i
		}
	}
	return 0
}
