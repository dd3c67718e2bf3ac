package meta

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of what is read of a page's JSON-LD. Pages of shops and sitemaps state
// thousands of objects; the one that describes the page is among the first.
const (
	ldMaxBytes = 1 << 20
	ldMaxNodes = 4000
	ldMaxDepth = 256
)

// ldProp is one value of a node's property: a literal, or another node.
type ldProp struct {
	raw   string // as written between the quotes, or the bare literal
	node  int32  // the child, -1 for a literal
	next  int32  // the next property of the same node, -1 at the end
	key   ldKey
	plain bool // a number, true, false or null
}

type ldNode struct {
	parent      int32 // -1 at the top
	first, last int32 // properties, -1 if none
	via         ldKey // the property of the parent that holds it
	class       ldClass
	apart       bool // inside a comment, an answer or a list of other pages
}

// graph is the JSON-LD of a page: all objects in the order in which they open,
// so that a parent stands before its children.
type graph struct {
	nodes []ldNode
	props []ldProp
	bytes int
}

type ldFrame struct {
	node  int32
	key   ldKey
	array bool
}

// read adds one script's text. It takes what browsers' tools write and people
// paste: comments and CDATA marks around the value, raw line ends and unescaped
// quotes inside strings, commas too many or missing, text cut off. It reads
// every byte once, in one loop whose cases share the stack.
func (g *graph) read(s string) {
	if g.bytes += len(s); g.bytes > ldMaxBytes {
		return
	}
	r := ldReader{graph: g, s: s, stack: make([]ldFrame, 0, 16)}
	for i := strings.IndexAny(s, "{["); i >= 0 && i < len(s); {
		switch c := s[i]; c {
		case '{', '[':
			if i++; !r.open(c == '[') {
				return
			}
		case '}', ']':
			i++
			r.close()
		case '"':
			i = r.text(i + 1)
		case ' ', '\n', '\t', '\r', ',', ':':
			i++
		default:
			i = r.plain(i)
		}
	}
}

// ldReader reads one script into the graph: a stack of what is open, no recursion.
type ldReader struct {
	*graph
	s     string
	stack []ldFrame
	deep  int // brackets open beyond ldMaxDepth
}

func (r *ldReader) top() *ldFrame {
	if len(r.stack) == 0 {
		return nil
	}
	return &r.stack[len(r.stack)-1]
}

// open begins an object or array; false says that the graph is full.
func (r *ldReader) open(array bool) bool {
	if len(r.stack) >= ldMaxDepth {
		r.deep++
		return true
	}
	f := ldFrame{node: -1, array: array}
	if t := r.top(); t != nil {
		f.node, f.key = t.node, t.key
	}
	if !array {
		f.node = r.graph.open(f.node, f.key)
		f.key = ldNone
		if f.node < 0 {
			return false
		}
	}
	r.stack = append(r.stack, f)
	return true
}

func (r *ldReader) close() {
	if r.deep > 0 {
		r.deep--
		return
	}
	if len(r.stack) > 0 {
		r.stack = r.stack[:len(r.stack)-1]
	}
	if t := r.top(); t != nil && !t.array {
		t.key = ldNone
	}
}

// text reads the string that begins at s[i], a key or a value, and returns where to go on.
func (r *ldReader) text(i int) int {
	raw, end := ldString(r.s, i)
	t := r.top()
	if t == nil || r.deep > 0 {
		return end
	}
	if t.array || t.key != ldNone {
		r.add(t.node, ldProp{raw: raw, node: -1, key: t.key})
		if !t.array {
			t.key = ldNone
		}
		return end
	}
	colon := skipSpace(r.s, end)
	if colon >= len(r.s) || r.s[colon] != ':' {
		return end
	}
	if t.key = ldKeys[raw]; t.key == ldNone {
		t.key = ldOther
	}
	return colon + 1
}

// plain reads a number, true, false, null or what is none of JSON, and returns where to go on.
func (r *ldReader) plain(start int) int {
	i := start
	for i < len(r.s) && strings.IndexByte(",}] \n\t\r\"{[", r.s[i]) < 0 {
		i++
	}
	if t := r.top(); t != nil && r.deep == 0 && i > start {
		if t.array || t.key != ldNone {
			r.add(t.node, ldProp{raw: r.s[start:i], node: -1, key: t.key, plain: true})
		}
		if !t.array {
			t.key = ldNone
		}
	}
	return i
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r') {
		i++
	}
	return i
}

// ldString reads a string whose opening quote stands before i. A quote that no
// delimiter follows is taken as part of the string.
func ldString(s string, i int) (raw string, end int) {
	start := i
	for {
		n := strings.IndexByte(s[i:], '"')
		if n < 0 {
			return s[start:], len(s)
		}
		i += n
		slashes := 0
		for j := i - 1; j >= start && s[j] == '\\'; j-- {
			slashes++
		}
		if slashes%2 == 0 {
			after := skipSpace(s, i+1)
			if after >= len(s) || strings.IndexByte(",:}]", s[after]) >= 0 || s[after] == '"' && after > i+1 {
				return s[start:i], i + 1
			}
		}
		i++
	}
}

func (g *graph) open(parent int32, via ldKey) int32 {
	if len(g.nodes) >= ldMaxNodes {
		return -1
	}
	n := ldNode{parent: parent, first: -1, last: -1, via: via}
	if parent >= 0 {
		n.apart = g.nodes[parent].apart || via == ldAnswers || via == ldList
	}
	g.nodes = append(g.nodes, n)
	id := int32(len(g.nodes) - 1)
	if parent >= 0 {
		g.add(parent, ldProp{node: id, key: via})
	}
	return id
}

func (g *graph) add(node int32, p ldProp) {
	if p.key == ldOther || p.key == ldNone || node < 0 {
		return
	}
	n := &g.nodes[node]
	if p.key == ldType && p.node < 0 {
		if c := ldClassOf(p.raw); c > n.class {
			n.class = c
		}
		n.apart = n.apart || n.class == ldApart
		return
	}
	p.next = -1
	g.props = append(g.props, p)
	id := int32(len(g.props) - 1)
	if n.first < 0 {
		n.first = id
	} else {
		g.props[n.last].next = id
	}
	n.last = id
}

// text returns the first literal of a property, decoded; "" if there is none.
func (g *graph) text(node int32, key ldKey) string {
	for i := g.nodes[node].first; i >= 0; i = g.props[i].next {
		if p := &g.props[i]; p.key == key && p.node < 0 && p.raw != "" && p.raw != "null" {
			return ldDecode(p.raw)
		} else if p.key == key && p.node >= 0 && key != ldValue {
			if v := g.text(p.node, ldValue); v != "" {
				return v
			}
		}
	}
	return ""
}

// each calls f with every value of a property: the literal, decoded, or the node.
func (g *graph) each(node int32, key ldKey, f func(text string, node int32)) {
	for i := g.nodes[node].first; i >= 0; i = g.props[i].next {
		p := &g.props[i]
		if p.key != key {
			continue
		}
		if p.node >= 0 {
			f("", p.node)
		} else if p.raw != "" && p.raw != "null" {
			f(ldDecode(p.raw), -1)
		}
	}
}

// resolve follows an @id to the node that has the properties.
func (g *graph) resolve(node int32) int32 {
	if n := g.nodes[node]; n.first < 0 || n.first != n.last || g.props[n.first].key != ldID {
		return node
	}
	id := g.props[g.nodes[node].first].raw
	for i := range g.nodes {
		n := &g.nodes[i]
		if n.first < 0 || n.first == n.last {
			continue
		}
		for j := n.first; j >= 0; j = g.props[j].next {
			if p := &g.props[j]; p.key == ldID && p.raw == id {
				return int32(i)
			}
		}
	}
	return node
}

// ldDecode decodes the escapes of JSON and, since many sites write them into
// JSON, of HTML.
func ldDecode(raw string) string {
	if strings.IndexByte(raw, '\\') >= 0 {
		b := make([]byte, 0, len(raw))
		for i := 0; i < len(raw); i++ {
			c := raw[i]
			if c != '\\' || i+1 >= len(raw) {
				b = append(b, c)
				continue
			}
			i++
			switch raw[i] {
			case 'n', 'r', 't', 'b', 'f':
				b = append(b, ' ')
			case 'u':
				r, n := ldRune(raw[i+1:])
				i += n
				if n == 0 {
					continue
				}
				if r >= 0xD800 && r < 0xDC00 && strings.HasPrefix(raw[i+1:], "\\u") {
					if low, n := ldRune(raw[i+3:]); n == 4 && low >= 0xDC00 && low < 0xE000 {
						r = (r-0xD800)<<10 + (low - 0xDC00) + 0x10000
						i += 6
					}
				}
				b = utf8.AppendRune(b, r)
			default:
				b = append(b, raw[i])
			}
		}
		raw = string(b)
	}
	if strings.IndexByte(raw, '&') >= 0 {
		raw = html.UnescapeString(raw)
		if strings.IndexByte(raw, '&') >= 0 { // encoded twice by a template and its escaper
			raw = html.UnescapeString(raw)
		}
	}
	return collapse(raw)
}

func ldRune(s string) (rune, int) {
	if len(s) < 4 {
		return 0, 0
	}
	v, err := strconv.ParseUint(s[:4], 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(v), 4
}

// collapse makes runs of white space one blank and trims.
func collapse(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') || c == 0xC2 && strings.HasPrefix(s[i:], "\u00a0") {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
