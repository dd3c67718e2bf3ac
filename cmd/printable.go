package cmd

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/batch"
)

// printable returns s for a message on one line: control characters (a line
// end and a tab as well), bytes that are not UTF-8 and characters that turn or
// hide text are escaped, so that no file name can move a cursor, write a
// clipboard or forge a line.
func printable(s string) string {
	if !strings.ContainsFunc(s, batch.Unsafe) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r < 0x20 && strings.ContainsRune("\t\n\r", r):
			b.WriteString(map[rune]string{'\t': `\t`, '\n': `\n`, '\r': `\r`}[r])
		case batch.Unsafe(r) && r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case batch.Unsafe(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}
