// Package override lets a user overrule the model: CSS selectors, matched on a
// page's elements, and roles say what is kept and dropped and where title,
// author and date stand, for all pages or by site.
package override

import (
	"fmt"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// Selector is a list of CSS selectors. The subset: element names, *, .class,
// #id, [class], [id], [role], [itemprop] with =, ~=, ^=, $=, *= or alone,
// descendant (blank) and child (>) combinators, lists parted by commas.
// Pseudo-classes and sibling combinators are not in it.
type Selector struct {
	text  string
	lists [][]step
}

// step is a compound selector and how it hangs on the one before it.
type step struct {
	child   bool // behind ">"
	tag     block.Tag
	any     bool // no element name
	classes []string
	ids     []string
	attrs   []attr
}

type attr struct {
	name, op, value string
}

// String returns the selector as written.
func (s *Selector) String() string { return s.text }

// Parse reads a selector. Errors name the place.
func Parse(text string) (*Selector, error) {
	s := &Selector{text: text}
	p := parser{text: text}
	for {
		list, err := p.list()
		if err != nil {
			return nil, fmt.Errorf("selector %q: %w", text, err)
		}
		s.lists = append(s.lists, list)
		if p.at >= len(text) {
			return s, nil
		}
		p.at++ // the comma
	}
}

type parser struct {
	text string
	at   int
}

func (p *parser) blanks() {
	for p.at < len(p.text) && strings.IndexByte(" \t\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// list reads compound selectors up to a comma or the end.
func (p *parser) list() ([]step, error) {
	var steps []step
	child := false
	for {
		p.blanks()
		if p.at >= len(p.text) || p.text[p.at] == ',' {
			if len(steps) == 0 || child {
				return nil, fmt.Errorf("something is missing at column %d", p.at+1)
			}
			return steps, nil
		}
		if p.text[p.at] == '>' {
			if len(steps) == 0 || child {
				return nil, fmt.Errorf("nothing stands before > at column %d", p.at+1)
			}
			child = true
			p.at++
			continue
		}
		s, err := p.compound()
		if err != nil {
			return nil, err
		}
		s.child = child
		child = false
		steps = append(steps, s)
	}
}

func (p *parser) compound() (step, error) {
	s := step{any: true}
	start := p.at
	if p.text[p.at] == '*' {
		p.at++
	} else if n := p.name(); n != "" {
		s.any = false
		n = strings.ToLower(n)
		if s.tag = block.LookupTag(n); s.tag == block.TagOther {
			return s, fmt.Errorf("no element %q at column %d", n, start+1)
		}
	}
	for p.at < len(p.text) {
		switch c := p.text[p.at]; c {
		case '.', '#':
			p.at++
			n := p.name()
			if n == "" {
				return s, fmt.Errorf("no name behind %c at column %d", c, p.at+1)
			}
			if c == '.' {
				s.classes = append(s.classes, n)
			} else {
				s.ids = append(s.ids, n)
			}
		case '[':
			a, err := p.attribute()
			if err != nil {
				return s, err
			}
			s.attrs = append(s.attrs, a)
		case ' ', '\t', '\n', '>', ',':
			return s, nil
		default:
			return s, fmt.Errorf("%q at column %d is not in the subset (element, .class, #id, [attribute], blank, >, comma)", c, p.at+1)
		}
	}
	if p.at == start {
		return s, fmt.Errorf("nothing at column %d", start+1)
	}
	return s, nil
}

// name reads an identifier; a backslash takes the next character as it is.
func (p *parser) name() string {
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			b.WriteByte(p.text[p.at])
		case c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80:
			b.WriteByte(c)
		default:
			return b.String()
		}
		p.at++
	}
	return b.String()
}

// attributes are those that the element arena keeps.
var attributes = map[string]bool{"class": true, "id": true, "role": true, "itemprop": true}

func (p *parser) attribute() (attr, error) {
	start := p.at
	end := strings.IndexByte(p.text[p.at:], ']')
	if end < 0 {
		return attr{}, fmt.Errorf("[ at column %d is not closed", start+1)
	}
	in := p.text[p.at+1 : p.at+end]
	p.at += end + 1
	a := attr{name: strings.ToLower(strings.TrimSpace(in))}
	if i := strings.IndexByte(in, '='); i >= 0 {
		a.op = "="
		if i > 0 && strings.IndexByte("~^$*", in[i-1]) >= 0 {
			a.op = in[i-1 : i+1]
		}
		a.name = strings.ToLower(strings.TrimSpace(in[:i+1-len(a.op)]))
		a.value = strings.Trim(strings.TrimSpace(in[i+1:]), `"'`)
	}
	if !attributes[a.name] {
		return a, fmt.Errorf("[%s] at column %d: class, id, role and itemprop are the attributes that can be asked for", a.name, start+1)
	}
	return a, nil
}

// Match returns the elements that match, outermost first: an element inside a
// matched one is not listed again.
func (s *Selector) Match(d *block.Document) []int32 {
	var out []int32
	for i := int32(1); i < int32(len(d.Nodes)); {
		if s.matches(d, i) {
			out = append(out, i)
			i = d.Nodes[i].Last
			continue
		}
		i++
	}
	return out
}

func (s *Selector) matches(d *block.Document, n int32) bool {
	for _, steps := range s.lists {
		if matchSteps(d, n, steps) {
			return true
		}
	}
	return false
}

// maxClimb bounds how far up a descendant combinator looks: pages nest tens
// deep, hostile ones tens of thousands.
const maxClimb = 256

// matchSteps matches the last step on the element and the others on its
// ancestors. Taking the nearest ancestor for a descendant step is enough unless a
// child step hangs on it; then the climb goes on from there.
func matchSteps(d *block.Document, n int32, steps []step) bool {
	last := len(steps) - 1
	if !steps[last].matches(d, n) {
		return false
	}
	at, climbed := n, 0
	for i := last; i > 0; {
		if steps[i].child {
			at = d.Nodes[at].Parent
			if at <= 0 || !steps[i-1].matches(d, at) {
				return false
			}
			i--
			continue
		}
		// Find the ancestor chain for the run of child steps that ends at i-1.
		run := i - 1
		for run > 0 && steps[run].child {
			run--
		}
		found := int32(-1)
		for at = d.Nodes[at].Parent; at > 0 && climbed < maxClimb; at = d.Nodes[at].Parent {
			climbed++
			if up, ok := matchRun(d, at, steps[run:i]); ok {
				found = up
				break
			}
		}
		if found < 0 {
			return false
		}
		at, i = found, run
	}
	return true
}

// matchRun matches a run of steps joined by ">" with the last one on n; it
// returns the element of the first.
func matchRun(d *block.Document, n int32, steps []step) (int32, bool) {
	for i := len(steps) - 1; ; i-- {
		if n <= 0 || !steps[i].matches(d, n) {
			return 0, false
		}
		if i == 0 {
			return n, true
		}
		n = d.Nodes[n].Parent
	}
}

func (s *step) matches(d *block.Document, n int32) bool {
	node := &d.Nodes[n]
	if !s.any && node.Tag != s.tag {
		return false
	}
	for _, id := range s.ids {
		if d.Names[node.ID] != id {
			return false
		}
	}
	for _, c := range s.classes {
		if !hasWord(d.Names[node.Class], c) {
			return false
		}
	}
	for _, a := range s.attrs {
		if !a.matches(d, node) {
			return false
		}
	}
	return true
}

func (a *attr) matches(d *block.Document, n *block.Node) bool {
	var i int32
	switch a.name {
	case "class":
		i = n.Class
	case "id":
		i = n.ID
	case "role":
		i = n.Role
	case "itemprop":
		i = n.ItemProp
	}
	v := d.Names[i]
	switch a.op {
	case "":
		return v != ""
	case "=":
		return v == a.value
	case "~=":
		return hasWord(v, a.value)
	case "^=":
		return a.value != "" && strings.HasPrefix(v, a.value)
	case "$=":
		return a.value != "" && strings.HasSuffix(v, a.value)
	}
	return a.value != "" && strings.Contains(v, a.value)
}

func hasWord(v, word string) bool {
	for w := range strings.FieldsSeq(v) {
		if w == word {
			return true
		}
	}
	return false
}
