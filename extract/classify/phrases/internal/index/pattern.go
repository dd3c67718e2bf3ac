// Package index is the engine under the phrase inventories: the comparison
// form of a line, the pattern language of the phrase files, and a hash index of
// the patterns that is searched where it lies in the embedded file, so that
// nothing is parsed or built at start-up.
package index

import (
	"bytes"
	"unicode/utf8"
)

const (
	// shortLine bounds the text in bytes that whole-line patterns are tried on:
	// prose begins soon after.
	shortLine = 200
	// longLine bounds the bytes of a longer text that are looked at.
	longLine = 400
	// longPrefix is the least length in bytes of a prefix pattern that is tried on longer texts.
	longPrefix = 14
	// nameWords is the most words that %name covers: "Ana Maria de la Cruz" has five.
	nameWords = 6
)

// shape is which part of the line a pattern fixes.
type shape uint8

const (
	whole    shape = iota
	prefix         // head, or head …
	suffix         // … tail
	contains       // … head …
	named          // head %name tail
)

// Pattern is one phrase in comparison form.
type Pattern struct {
	// Head is what the line begins with (or is, or holds), Tail what it ends with.
	Head, Tail string
	// Label and Place are numbers that the owner of the inventory gives meaning to.
	Label, Place uint8
	// Lang is the index of the pattern's file in Index.Langs.
	Lang  uint8
	shape shape
	open  bool // named: the line may go on after Tail
}

// fits compares a pattern of any shape with a folded line.
func (p *Pattern) fits(f *folded) bool {
	text := f.text
	switch p.shape {
	case whole:
		return string(text) == p.Head
	case prefix:
		return hasPrefix(text, p.Head) && border(text, len(p.Head)) &&
			(len(text) <= shortLine || len(p.Head) >= longPrefix)
	case suffix:
		return hasSuffix(text, p.Tail) && len(text) > len(p.Tail) && border(text, len(text)-len(p.Tail))
	case contains:
		for from := 0; ; {
			at := indexString(text[from:], p.Head)
			if at < 0 {
				return false
			}
			at += from
			if border(text, at) && border(text, at+len(p.Head)) {
				return true
			}
			from = at + 1
		}
	case named:
		return p.fitsName(f)
	}
	return false
}

// fitsName checks head %name tail.
func (p *Pattern) fitsName(f *folded) bool {
	text := f.text
	from := 0
	if p.Head != "" {
		if !hasPrefix(text, p.Head) || !border(text, len(p.Head)) {
			return false
		}
		from = len(p.Head)
		if from < len(text) && text[from] == ' ' {
			from++
		}
	}
	word := bytes.Count(text[:from], []byte{' '})
	// The name ends at the first word border at which the tail follows.
	for n := 1; n <= nameWords && from < len(text); n++ {
		to := bytes.IndexByte(text[from:], ' ')
		if to < 0 {
			to = len(text)
		} else {
			to += from
		}
		w := text[from:to]
		isCapital := word < 64 && f.capital&(1<<word) != 0
		if len(w) == 0 || !isCapital && (n == 1 || len(w) > 4) || w[0] == '0' || w[0] == '|' || w[0] == '>' {
			return false
		}
		rest := text[to:]
		if len(rest) > 0 {
			rest = rest[1:]
		}
		if isCapital {
			switch {
			case p.Tail == "" && (len(rest) == 0 || p.open && n > 1):
				return true
			case p.Tail != "" && hasPrefix(rest, p.Tail) && (len(rest) == len(p.Tail) || p.open && border(rest, len(p.Tail))):
				return true
			}
		}
		from = to + 1
		word++
	}
	return false
}

// indexString is bytes.Index of a string, which would copy it.
func indexString(b []byte, s string) int {
	for from := 0; ; {
		at := bytes.IndexByte(b[from:], s[0])
		if at < 0 || from+at+len(s) > len(b) {
			return -1
		}
		from += at
		if string(b[from:from+len(s)]) == s {
			return from
		}
		from++
	}
}

func hasPrefix(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }
func hasSuffix(b []byte, s string) bool { return len(b) >= len(s) && string(b[len(b)-len(s):]) == s }

// border reports whether a word may end at offset i: at an end of the text, at
// a blank, or beside a letter of a script without blanks.
func border(text []byte, i int) bool {
	if i <= 0 || i >= len(text) || text[i] == ' ' || text[i] == ':' || text[i-1] == ' ' || text[i-1] == ':' {
		return true
	}
	if text[i] < utf8.RuneSelf && text[i-1] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRune(text[i:])
	l, _ := utf8.DecodeLastRune(text[:i])
	return isDenseRune(r) || isDenseRune(l)
}
