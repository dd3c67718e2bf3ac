package block

import (
	"strings"
	"unicode/utf8"
)

// What footnotes' marks and ids look like.

// raised says whether the link is set as superscript, outside or inside.
func (f *noteFinder) raised(i int32) bool {
	d := f.b.doc
	s := &d.Spans[i]
	for j := max(i-3, 0); j < min(i+3, int32(len(d.Spans))); j++ {
		if o := &d.Spans[j]; o.Kind == Sup && o.Start < s.End && o.End > s.Start {
			return true
		}
	}
	return false
}

// noteMark is the mark in a reference's or note's text, without brackets and dots.
func noteMark(s string) string { return strings.Trim(s, "[]()〔〕 .:\n↑^") }

// isNoteMark says whether text is a footnote's mark: a number, a letter or two,
// a sign, or "note 1".
func isNoteMark(m string) bool {
	if m == "" || len(m) > 12 {
		return false
	}
	if strings.Trim(m, "*†‡§¶‖#↩※") == "" {
		return utf8.RuneCountInString(m) <= 4
	}
	if w, n, ok := strings.Cut(m, " "); ok {
		return markWords[w] && strings.Trim(n, "0123456789") == ""
	}
	if len(m) > 4 {
		return false
	}
	digits := strings.Trim(m, "0123456789") == ""
	return digits || len(m) <= 2 && strings.Trim(m, "abcdefghijklmnopqrstuvwxyz") == "" || strings.Trim(m, "ivxl") == "" || m[0] == 'n' && strings.Trim(m[1:], "0123456789") == ""
}

// markWords stand before the number in the marks of grouped notes (Wikipedia).
var markWords = map[string]bool{"note": true, "n": true, "nb": true, "fn": true, "Note": true, "Anm.": true, "A": true}

// noteWords are words of ids that name notes.
var noteWords = map[string]bool{"fn": true, "ftn": true, "footnote": true, "footnotes": true, "note": true, "cite": true, "endnote": true, "edn": true,
	"sdfootnote": true, "bib": true, "easy": true, "sn": true, "ref": true, "marker": true, "fnt": true, "ftnt": true, "reference": true, "footnotetext": true,
	"sym": true, "foot": true, "mfn": true, "fnote": true, "notes": true, "endnotes": true, "sdendnote": true}

func noteID(id string) bool {
	found := false
	Words(id, func(w string) bool {
		found = noteWords[w]
		return !found
	})
	return found
}
