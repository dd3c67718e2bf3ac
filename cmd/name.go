package cmd

import "strings"

// slugLength bounds the part of an output's name that a title gives.
const slugLength = 60

// slug makes a file name's readable part of a title: letters and digits, the
// rest one hyphen.
func slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		if b.Len() >= slugLength {
			break
		}
		if isWord(r) {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
			continue
		}
		gap = true
	}
	return b.String()
}
