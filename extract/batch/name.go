package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how long a file name may become, in bytes: file systems allow 255,
// and temporary names and suffixes need some of it.
const maxName = 200

// reserved are names that Windows keeps for devices, with any extension.
var reserved = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}

// Unsafe says whether a character must not stand in a name or message as
// itself: C0, DEL, C1, line and paragraph separators, bidirectional overrides
// and isolates.
func Unsafe(r rune) bool {
	return unicode.IsControl(r) || r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// SafeName makes one component of an output path of any string: no separator,
// no control character, nothing that a shell takes for a flag, no name that a
// system reserves, at most 200 bytes. A name that had to be changed ends in a
// hash of the original, so that two do not become one.
func SafeName(name string) string {
	changed := false
	safe := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || Unsafe(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
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
	if n := maxName - 9; len(safe) > maxName {
		for !utf8.RuneStart(safe[n]) {
			n--
		}
		safe, changed = safe[:n], true
	}
	if changed {
		ext := filepath.Ext(safe)
		if len(ext) > 8 || strings.Contains(ext, " ") {
			ext = ""
		}
		safe = strings.TrimSuffix(safe, ext) + "-" + ShortHash(name) + ext
	}
	return safe
}

// ShortHash is the first eight hexadecimal digits of a string's SHA-256.
func ShortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}
