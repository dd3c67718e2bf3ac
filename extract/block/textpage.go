package block

import (
	"bytes"
	"strings"
)

// readQuotes takes the ">" marks of mail and Markdown off the lines. A line of
// marks alone is a blank line of the quotation.
func (p *textPage) readQuotes() {
	out := p.lines[:0]
	gap := 0
	for i := range p.lines {
		l := p.lines[i]
		if p.buf[l.start] == '>' && l.indent < 4 {
			p.unquote(&l)
			if l.start == l.end {
				gap += int(l.gap) + 1
				continue
			}
		}
		l.gap = uint8(min(int(l.gap)+gap, 255))
		gap = 0
		out = append(out, l)
	}
	p.lines = out
}

func (p *textPage) unquote(l *textLine) {
	for l.start < l.end {
		switch c := p.buf[l.start]; {
		case c == '>' && l.quote < 32:
			l.quote++
		case c == ' ' || c == '\t':
		default:
			return
		}
		l.start++
		l.off++
		l.indent++
		l.width--
	}
}

// readReferences finds the list of addresses that lynx and w3m put at a page's
// end and makes it the map that link marks are resolved with.
func (b *textBuilder) readReferences() {
	lines := b.page.lines
	b.end = len(lines)
	if b.maker != makerLynx && b.maker != makerW3m && b.maker != makerUnknown {
		return
	}
	i := len(lines) - 1
	refs := map[int]string{}
	for ; i >= 0; i-- {
		s := b.content(&lines[i])
		if n, url, ok := reference(s); ok {
			refs[n] = url
			continue
		}
		if t := string(bytes.TrimRight(s, ":")); t == "Visible links" || t == "Hidden links" {
			continue
		}
		break
	}
	if i < 0 || len(refs) == 0 {
		b.countMarkers()
		return
	}
	if t := string(bytes.TrimRight(b.content(&lines[i]), ":")); t != "References" {
		b.countMarkers()
		return
	}
	b.end, b.refs, b.markers = i, refs, true
	for ; i < len(lines); i++ {
		b.drop(b.content(&lines[i]))
	}
}

// reference reads "12. https://…" or "[12] https://…".
func reference(s []byte) (n int, url string, ok bool) {
	i := 0
	if s[0] == '[' {
		i = 1
	}
	from := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' && i-from < 6 {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i == from || i+1 >= len(s) || (s[i] != '.' && s[i] != ']') || s[i+1] != ' ' {
		return 0, "", false
	}
	rest := bytes.TrimSpace(s[i+2:])
	if bytes.IndexByte(rest, ' ') >= 0 || !bytes.ContainsAny(rest, ":/#") {
		return 0, "", false
	}
	return n, string(rest), true
}

// countMarkers decides whether numbers in brackets are link marks on a page
// without a list of references: they count up from 1 and stand before words.
func (b *textBuilder) countMarkers() {
	if b.maker != makerLynx && b.maker != makerW3m {
		return
	}
	const enough = 5
	next := 1
	for i := range b.page.lines[:min(len(b.page.lines), sniffLines)] {
		s := b.content(&b.page.lines[i])
		for from := 0; from < len(s); {
			k := bytes.IndexByte(s[from:], '[')
			if k < 0 {
				break
			}
			from += k + 1
			n, j := 0, from
			for ; j < len(s) && s[j] >= '0' && s[j] <= '9' && j-from < 6; j++ {
				n = n*10 + int(s[j]-'0')
			}
			if j > from && j+1 < len(s) && s[j] == ']' && s[j+1] != ' ' && s[j+1] != '[' && n == next {
				if next++; next > enough {
					b.markers = true
					return
				}
			}
		}
	}
}

// mailFields are the header fields that mark a mail, and the signal each one gives.
var mailFields = map[string]string{
	"from": "from", "to": "to", "cc": "cc", "subject": "subject", "date": "date", "newsgroups": "site",
	"message-id": "message-id", "received": "", "mime-version": "", "content-type": "", "return-path": "",
	"reply-to": "", "delivered-to": "", "references": "", "in-reply-to": "", "list-id": "site", "archived-at": "url",
}

// headerField splits "Name: value", name in lower case.
func headerField(s []byte) (name string, value []byte, ok bool) {
	k := bytes.IndexByte(s[:min(len(s), 40)], ':')
	if k < 2 {
		return "", nil, false
	}
	for _, c := range s[:k] {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c >= '0' && c <= '9') {
			return "", nil, false
		}
	}
	return strings.ToLower(string(s[:k])), bytes.TrimSpace(s[k+1:]), true
}

// mailHead returns how many lines of a mail's head stand at line i, 0 if none:
// header fields up to a blank line, at least two of them known.
func (p *textPage) mailHead(i int) int {
	known, j := 0, i
	if j < len(p.lines) && bytes.HasPrefix(p.buf[p.lines[j].start:p.lines[j].end], []byte("From ")) && p.lines[j].indent == 0 {
		j++
	}
	const longest = 400 // lines of a head
	for ; j < len(p.lines) && j-i < longest; j++ {
		l := &p.lines[j]
		if j > i && l.gap > 0 {
			break
		}
		if l.indent > 0 && j > i {
			continue // folded
		}
		name, _, ok := headerField(p.buf[l.start:l.end])
		if !ok {
			return 0
		}
		if _, is := mailFields[name]; is {
			known++
		}
	}
	if known < 2 {
		return 0
	}
	return j - i
}

// mailSignals turns a mail's head into signals.
func (b *textBuilder) mailSignals(i, n int) {
	for k := i; k < i+n; k++ {
		l := &b.page.lines[k]
		b.drop(b.content(l))
		name, value, ok := headerField(b.content(l))
		if !ok || l.indent > 0 {
			if s := b.doc.Signals; l.indent > 0 && k > i && len(s) > 0 && len(s[len(s)-1].Value) < 1<<16 {
				s[len(s)-1].Value += " " + string(b.content(l))
			}
			continue
		}
		b.doc.Signals = append(b.doc.Signals, Signal{
			Kind: SignalLine, Name: name, Value: string(value), Block: int32(len(b.doc.Blocks)), Pos: int32(len(b.text)),
		})
	}
}
