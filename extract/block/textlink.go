package block

import (
	"bytes"
)

// openLink is a lynx link whose mark was read: its text follows.
type openLink struct {
	pos int // in b.text
	url string
}

// marker reads a link mark "[12]" that ends at end.
func (b *textBuilder) marker(i, end int) int {
	s := b.para[i:]
	if !b.markers || end > 6 || end < 2 {
		return 0
	}
	n := 0
	for _, c := range s[1:end] {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	url, known := b.refs[n]
	if !known && (end+1 >= len(s) || s[end+1] == ' ' || len(b.refs) > 0) {
		return 0
	}
	b.state.links = append(b.state.links, openLink{len(b.text), url})
	b.drop(s[:end+1])
	return end + 1
}

// closeLinks makes Link spans of the link marks of lynx and w3m, which say
// where a link begins but not where it ends: a link reaches to the last of the
// next few words that its address names, or to the end of a block that has
// only few words more.
func (b *textBuilder) closeLinks() {
	for k, l := range b.state.links {
		end := len(b.text)
		if k+1 < len(b.state.links) {
			end = b.state.links[k+1].pos
		}
		seg := b.text[min(l.pos, end):end]
		n := linkLength(seg, l.url, len(b.state.links) == 1 && l.pos == b.state.start)
		if n > 0 {
			b.span(Span{Start: int32(l.pos), End: int32(l.pos + n), Kind: Link, URL: l.url})
		}
	}
}

// linkLength guesses how many bytes of text belong to a link with the address url.
func linkLength(text []byte, url string, whole bool) int {
	const reach, menu = 12, 8 // words a link may have; words of a line that is a link as a whole
	var ends [reach + 1]int
	words, last := 0, 0
	lower := []byte(url)
	lower = bytes.ToLower(lower[:min(len(lower), 2048)])
	for i := 0; i < len(text) && words < len(ends); {
		j := bytes.IndexByte(text[i:], ' ')
		if j < 0 {
			j = len(text) - i
		}
		if j > 0 {
			w := bytes.ToLower(bytes.Trim(text[i:i+j], ".,;:!?()\"'“”‘’"))
			ends[words] = i + j
			words++
			if words <= reach && len(w) >= 3 && bytes.Contains(lower, w) {
				last = words
			}
			if j > 1 && (text[i+j-1] == '.' || text[i+j-1] == '!' || text[i+j-1] == '?') && words > last && last > 0 {
				break
			}
		}
		i += j + 1
	}
	switch {
	case words == 0:
		return 0
	case whole && words <= menu:
		return len(bytes.TrimRight(text, " "))
	case last > 0:
		return len(bytes.TrimRight(text[:ends[last-1]], ".,;:!?)"))
	}
	return len(bytes.TrimRight(text[:ends[0]], ".,;:!?)"))
}
