package eval

import "strings"

// plainMarkdown takes the marks out of Markdown whose text is a gold: targets
// of links, whole images, footnote marks, tags, the language of a fence. What
// is left of marks is punctuation, which is no token. It reads what converters
// write, not every construct of CommonMark.
func plainMarkdown(md string) string {
	var b strings.Builder
	fence := ""
	for line := range strings.SplitSeq(md, "\n") {
		trimmed := strings.TrimLeft(line, " >\t")
		if mark := fenceMark(trimmed); mark != "" && (fence == "" || strings.HasPrefix(trimmed, fence)) {
			if fence == "" {
				fence = mark
			} else {
				fence = ""
			}
			b.WriteByte('\n')
			continue
		}
		if fence != "" {
			b.WriteString(line)
		} else {
			inlineText(&b, strings.TrimLeft(trimmed, "#"))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// fenceMark returns the run of backticks or tildes that a fence line begins with, "" for any other line.
func fenceMark(line string) string {
	for _, c := range []string{"`", "~"} {
		rest := strings.TrimLeft(line, c)
		if n := len(line) - len(rest); n >= 3 && !strings.Contains(rest, "`") {
			return line[:n]
		}
	}
	return ""
}

func inlineText(b *strings.Builder, s string) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == '!' && strings.HasPrefix(s[i:], "!["):
			if end := closing(s, i+1); end > 0 && end+1 < len(s) && s[end+1] == '(' {
				if target := closing(s, end+1); target > 0 {
					i = target
				}
			}
		case strings.HasPrefix(s[i:], "[^"):
			if end := strings.IndexByte(s[i:], ']'); end > 0 {
				i += end
			}
		case s[i] == ']' && i+1 < len(s) && s[i+1] == '(':
			b.WriteByte(']')
			if target := closing(s, i+1); target > 0 {
				i = target
			}
		case s[i] == '<' && i+1 < len(s) && (s[i+1] == '/' || s[i+1] >= 'a' && s[i+1] <= 'z'):
			if end := strings.IndexByte(s[i:], '>'); end > 0 && !strings.Contains(s[i:i+end], "://") {
				i += end
			}
		default:
			b.WriteByte(s[i])
		}
	}
}

// closing returns the place of the bracket that closes the one at s[open], -1 if none does.
func closing(s string, open int) int {
	pair := map[byte]byte{'[': ']', '(': ')'}[s[open]]
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[open]:
			depth++
		case pair:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
