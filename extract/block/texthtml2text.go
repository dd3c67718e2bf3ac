package block

import (
	"bytes"
	"html"
	"unicode"
	"unicode/utf8"
)

// entity decodes a character reference that html2text did not know, where it stands for a sign.
func entity(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ';', 12)
	if end < 3 {
		return 0
	}
	plain := html.UnescapeString(string(s[:end+1]))
	r, n := utf8.DecodeRuneInString(plain)
	if n != len(plain) || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsControl(r) || r == utf8.RuneError {
		return 0
	}
	b.drop(s[:end+1])
	if isBlank(r) {
		b.blank()
	} else {
		b.text = append(b.text, plain...)
	}
	return end + 1
}

// html2textBracket reads "[alternative text]" where it opens a block, and fields.
func html2textBracket(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ']', bracketReach)
	if end < 0 {
		return 0
	}
	inner := s[1:end]
	switch {
	case isDrawn(inner), bytes.Equal(inner, []byte("Unknown INPUT type")):
		b.state.flags |= Field
	case len(inner) > 10 && bytes.HasSuffix(inner, []byte("          ")):
		b.state.flags |= Field // a text field with its value
	case len(b.text) == b.state.start && isAltText(s, end):
		b.image(string(bytes.ReplaceAll(inner, []byte{'_'}, []byte{' '})), "")
	default:
		return 0
	}
	b.drop(s[:end+1])
	return end + 1
}

// isAltText reports whether s[:end+1], which begins a line, is html2text's "[alternative text]":
// text in brackets begins with a small letter ("[who are] looking") or is a number.
func isAltText(s []byte, end int) bool {
	inner := s[1:end]
	if len(inner) == 0 {
		return true
	}
	if isNumeric(inner) || bytes.IndexByte(inner, '[') >= 0 {
		return false
	}
	whole := end+1 == len(s) || s[end+1] != ' '
	return whole || !startsLower(inner)
}

func isNumeric(s []byte) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// joinedWords finds words that html2text joined by underscores because they are a link's, in the text of the block.
func (b *textBuilder) joinedWords() {
	t := b.text[b.state.start:]
	for from := 0; from < len(t); {
		u := bytes.IndexByte(t[from:], '_')
		if u < 0 {
			return
		}
		u += from
		lo := from + bytes.LastIndexByte(t[from:u], ' ') + 1
		hi := len(t)
		if e := bytes.IndexByte(t[u:], ' '); e >= 0 {
			hi = u + e
		}
		from = hi
		word := t[lo:hi]
		if word[0] == '_' || word[len(word)-1] == '_' || bytes.ContainsAny(word, "/={}\\<>@") || bytes.Contains(word, []byte("__")) || len(word) > bracketReach*4 {
			continue
		}
		for k, c := range word {
			if c == '_' {
				word[k] = ' '
			}
		}
		b.span(Span{Start: int32(b.state.start + lo), End: int32(b.state.start + hi), Kind: Link})
	}
}
