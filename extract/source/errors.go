package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// DamageError says that a saved file, or one record of it, is not whole: cut
// off, with a wrong length or checksum, or not what its own headers say.
// Reading goes on behind it.
type DamageError struct {
	// Source is the file's name, then the member's behind " > " for each layer.
	Source string
	// Record names the record or member ("record 12", "<urn:uuid:…>", "part 3"), "" where there is only one.
	Record string
	// Offset is the byte offset of the record in its container.
	Offset int64
	// Err says what is wrong.
	Err error
}

// Error names file, record, offset and cause, without control characters.
func (e *DamageError) Error() string {
	var b strings.Builder
	place(&b, e.Source)
	if e.Record != "" {
		b.WriteString(Escape(e.Record))
		b.WriteString(" is ")
	}
	b.WriteString("damaged at byte ")
	b.WriteString(strconv.FormatInt(e.Offset, 10))
	b.WriteString(": ")
	b.WriteString(Escape(e.Err.Error()))
	return b.String()
}

// Unwrap returns the cause.
func (e *DamageError) Unwrap() error { return e.Err }

// LimitError says that one of Limits was passed. Reading goes on behind the
// page or record concerned where the format allows it.
type LimitError struct {
	// Source is the file's name, then the member's behind " > " for each layer.
	Source string
	// Limit names what is limited: "input size", "page size", "compression ratio", "layers", "records".
	Limit string
	// Switch is the command line's switch that moves the limit, such as "--max-page".
	Switch string
	// Value is the limit, Got what was met (at least: counting stops there). Bytes for sizes.
	Value, Got int64
}

// Error names file, limit and switch, without control characters.
func (e *LimitError) Error() string {
	var b strings.Builder
	place(&b, e.Source)
	fmt.Fprintf(&b, "%s is over the limit of %d (raise it with %s)", e.Limit, e.Value, e.Switch)
	return b.String()
}

// UnsupportedError says that a file is of a kind that pith does not read.
type UnsupportedError struct {
	// Source is the file's name, then the member's behind " > " for each layer.
	Source string
	// What names the kind with its article: "a PDF document", "a PNG image".
	What string
	// Hint says what to do instead, "" where there is nothing to say.
	Hint string
}

// Error names file and kind, without control characters.
func (e *UnsupportedError) Error() string {
	var b strings.Builder
	place(&b, e.Source)
	b.WriteString(Escape(e.What))
	b.WriteString(", which holds no saved web page")
	if e.Hint != "" {
		b.WriteString(" (" + Escape(e.Hint) + ")")
	}
	return b.String()
}

func place(b *strings.Builder, source string) {
	if source == "" {
		return
	}
	b.WriteString(Escape(source))
	b.WriteString(": ")
}

// Escape returns s with everything that a terminal could act on written as a
// Go escape: control characters, bidirectional controls, line separators and
// bytes that are not UTF-8. File names, member names and header values pass
// through it before they are shown.
func Escape(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c >= 0x7F {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}
