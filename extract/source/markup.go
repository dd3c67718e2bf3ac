package source

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

const (
	// markupLen is how much of a page is looked at to tell markup from text.
	markupLen = 64 << 10
	// taggedShare is the share of lines with tags from which a page that does
	// not begin with a tag is markup. Prose about HTML and manuals with code
	// samples stay below a third; fragments of saved pages, one paragraph or
	// <br> a line, are far above.
	taggedShare = 0.4
)

// markup reports whether a page is HTML rather than plain text. A page that
// begins with a tag, a comment or a declaration is; otherwise the share of its
// lines that hold tags decides.
func markup(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), markupLen)], " \t\r\n\f\x00\ufeff")
	if len(b) == 0 {
		return false
	}
	if b[0] == '<' && opens(b) {
		return true
	}
	lines, tagged, documents, first := 0, 0, 0, 0
	var tags tagCount
	fenced := false
	for len(b) > 0 {
		line := b
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			line, b = b[:i], b[i+1:]
		} else {
			b = nil
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		lines++
		if bytes.HasPrefix(line, []byte("```")) {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		if tags.add(line) {
			if tagged++; first == 0 {
				first = lines
			}
		}
		if lines <= preambleLines && line[0] == '<' && documentTag(line) {
			documents++
		}
	}
	switch {
	case tags.start+tags.end+tags.void < 2:
		return false
	case tags.end*4 < tags.start:
		// A list of elements, as manuals of HTML have, opens what it never closes.
		return false
	case documents >= 2 && tagged*4 >= lines:
		// A page with something before its doctype: a log line, a stray byte.
		return true
	}
	// A manual may hold more samples than prose, but it begins with prose.
	return first <= fragmentLines && float64(tagged) >= taggedShare*float64(lines)
}

// fragmentLines is within how many lines a fragment shows its first tag.
const fragmentLines = 5

// preambleLines is how many lines may stand before a page's own beginning.
const preambleLines = 20

// tagCount counts tags; void are those that need no end tag.
type tagCount struct{ start, end, void int }

// opens reports whether b, which begins with '<', begins with a construct of HTML.
func opens(b []byte) bool {
	switch {
	case len(b) < 2:
		return false
	case bytes.HasPrefix(b, []byte("<!--")):
		return true
	case bytes.HasPrefix(b, []byte("<?xml")):
		// Text browsers print a declaration that they do not understand.
		_, rest, _ := bytes.Cut(b, []byte(">"))
		rest = bytes.TrimLeft(rest, " \t\r\n")
		return len(rest) > 0 && rest[0] == '<'
	case b[1] == '!':
		return len(b) > 9 && bytes.EqualFold(b[2:9], []byte("doctype"))
	}
	return tagAt(b) > 0
}

func documentTag(line []byte) bool {
	if len(line) > 9 && bytes.EqualFold(line[:9], []byte("<!doctype")) {
		return true
	}
	switch tagAtom(line) {
	case atom.Html, atom.Head, atom.Body, atom.Title, atom.Meta:
		return true
	}
	return false
}

// add counts the tags of a line and reports whether there is one.
func (n *tagCount) add(line []byte) bool {
	found := false
	for {
		i := bytes.IndexByte(line, '<')
		if i < 0 {
			return found
		}
		line = line[i:]
		k := tagAt(line)
		if k == 0 {
			line = line[1:]
			continue
		}
		found = true
		switch a := tagAtom(line); {
		case line[1] == '/':
			n.end++
		case a == atom.Br, a == atom.P, a == atom.Img, a == atom.Hr, a == atom.Li, a == atom.Input, a == atom.Meta, a == atom.Link, a == atom.Dt, a == atom.Dd, a == atom.Td, a == atom.Tr:
			n.void++
		default:
			n.start++
		}
		line = line[k:]
	}
}

// tagAtom returns the element that b, which begins with '<', opens or closes.
func tagAtom(b []byte) atom.Atom {
	_, name := tagName(b)
	var low [16]byte
	if len(name) == 0 || len(name) > len(low) {
		return 0
	}
	for i, c := range name {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return atom.Lookup(low[:len(name)])
}

func tagName(b []byte) (start int, name []byte) {
	i := 1
	if i < len(b) && b[i] == '/' {
		i++
	}
	start = i
	for i < len(b) && (b[i] >= 'a' && b[i] <= 'z' || b[i] >= 'A' && b[i] <= 'Z' || i > start && (b[i] >= '0' && b[i] <= '9' || b[i] == '-')) {
		i++
	}
	return start, b[start:i]
}

// notElements are words of the atom table that name attributes only and are met as <placeholder> in prose.
var notElements = map[atom.Atom]bool{
	atom.Name: true, atom.Value: true, atom.Type: true, atom.Id: true, atom.Class: true, atom.Src: true,
	atom.Href: true, atom.Width: true, atom.Height: true, atom.Size: true, atom.Pattern: true, atom.Target: true,
	atom.Method: true, atom.Action: true, atom.For: true, atom.Lang: true, atom.Charset: true, atom.Content: true,
	atom.Color: true, atom.Default: true, atom.Headers: true, atom.Is: true, atom.List: true,
	atom.Max: true, atom.Min: true, atom.Step: true, atom.Start: true, atom.Selected: true, atom.Shape: true,
}

// tagAt returns the length of the tag that b begins with, 0 if it begins with
// none: a known element's name (or one with a hyphen, as custom elements have),
// then a blank, '/' or '>', and a '>' within reach.
func tagAt(b []byte) int {
	start, name := tagName(b)
	if len(name) == 0 {
		return 0
	}
	end := start + len(name)
	if end >= len(b) {
		return 0
	}
	switch b[end] {
	case ' ', '\t', '\r', '\n', '/', '>':
	default:
		return 0
	}
	if bytes.IndexByte(name, '-') <= 0 {
		if a := tagAtom(b); a == 0 || notElements[a] {
			return 0
		}
	}
	// The tag may go on in the next line; that it is one is plain by now.
	if i := bytes.IndexByte(b[end:], '>'); i >= 0 {
		return end + i + 1
	}
	return len(b)
}
