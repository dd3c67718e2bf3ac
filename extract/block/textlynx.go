package block

import (
	"bytes"
)

// lynxBracket reads "[12]" before a link's words, "[logo.png]" and "[DEL: … :DEL]".
func lynxBracket(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ']', bracketReach)
	if end < 0 {
		return lynxEdit(b, s)
	}
	inner := s[1:end]
	if n := b.marker(i, end); n > 0 {
		return n
	}
	switch {
	case len(inner) == 0 || isDrawn(inner):
		b.state.flags |= Field
		b.drop(s[:end+1])
		return end + 1
	case isImageName(inner) || bytes.Equal(inner, []byte("INLINE")) || bytes.Equal(inner, []byte("IMAGE")) || bytes.Equal(inner, []byte("LINK")):
		b.image(string(inner), "")
		b.drop(s[:end+1])
		return end + 1
	}
	return lynxEdit(b, s)
}

// edits are the words with which lynx frames deleted and inserted text, and what the text between them is.
var edits = [...]struct {
	open, end string
	kind      SpanKind
}{{"[DEL:", ":DEL]", Del}, {"[INS:", ":INS]", Ins}}

func lynxEdit(b *textBuilder, s []byte) int {
	for _, m := range edits {
		if len(s) > len(m.open) && string(s[:len(m.open)]) == m.open {
			b.drop(s[:len(m.open)])
			b.state.edit, b.state.editAt = m.end, len(b.text)
			return len(m.open)
		}
	}
	return 0
}

// lynxEditEnd reads the end of an edit; it may have begun in another block.
func lynxEditEnd(b *textBuilder, i int) int {
	s := b.para[i:]
	for _, m := range edits {
		if len(s) < len(m.end) || string(s[:len(m.end)]) != m.end {
			continue
		}
		b.drop(s[:len(m.end)])
		if b.state.edit == m.end {
			b.span(Span{Start: int32(b.state.editAt), End: int32(len(b.text)), Kind: m.kind})
			b.state.edit = ""
		}
		return len(m.end)
	}
	return 0
}

// lynxParen reads "(BUTTON)" and its like.
func lynxParen(b *textBuilder, i int) int {
	s := b.para[i:]
	for _, m := range [...]string{"(BUTTON)", "(IMAGE)", "(TEXTAREA)", "(SUBMIT)", "( )", "(*)"} {
		if len(s) >= len(m) && string(s[:len(m)]) == m {
			b.state.flags |= Field
			b.drop(s[:len(m)])
			return len(m)
		}
	}
	return 0
}

// fieldLine reads the line that stands for an empty text field.
func fieldLine(b *textBuilder, i int) int {
	s := b.para[i:]
	n := 0
	for n < len(s) && s[n] == '_' {
		n++
	}
	if n < 3 {
		if n == 0 {
			return 0
		}
		b.text = append(b.text, s[:n]...)
		return n
	}
	b.state.flags |= Field
	b.drop(s[:n])
	b.blank()
	return n
}
