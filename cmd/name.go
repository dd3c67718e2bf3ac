package cmd

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// clip shortens a name to at most n bytes, never within a character.
func clip(name string, n int) string {
	if len(name) <= n {
		return name
	}
	for n > 0 && !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}

// maxName is how long a file name may become, in bytes: file systems allow 255,
// and temporary names and suffixes need some of it.
const maxName = 200

// reserved are names that Windows keeps for devices, with any extension.
var reserved = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}

// safeName makes one component of an output path of any string: no separator,
// no control character, nothing that a shell takes for a flag, no name that a
// system reserves, at most maxName bytes. A name that had to be shortened or
// lost bytes ends in a hash of the original, so that two do not become one.
func safeName(name string) string {
	changed := false
	safe := strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || unsafe(r):
			changed = true
			return '_'
		case strings.ContainsRune(`/\:*?"<>|`, r):
			changed = true
			return '_'
		}
		return r
	}, name)
	// Windows drops dots and blanks at the end; a dot in front hides the file.
	if trimmed := strings.TrimLeft(strings.TrimRight(safe, ". "), ". "); trimmed != safe {
		safe, changed = trimmed, true
	}
	if strings.HasPrefix(safe, "-") {
		safe, changed = "_"+safe[1:], true
	}
	stem, _, _ := strings.Cut(strings.ToLower(safe), ".")
	if safe == "" || reserved[strings.TrimSpace(stem)] {
		safe, changed = "_"+safe, true
	}
	if len(safe) > maxName {
		safe, changed = clip(safe, maxName-9), true
	}
	if changed {
		ext := filepath.Ext(safe)
		if len(ext) > 8 || strings.ContainsAny(ext, " ") {
			ext = ""
		}
		safe = strings.TrimSuffix(safe, ext) + "-" + shortHash(name) + ext
	}
	return safe
}

// shortHash is the first eight hexadecimal digits of a name's SHA-256.
func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

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
