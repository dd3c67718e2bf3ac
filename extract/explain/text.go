package explain

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// Style is how a part of the text form is shown; the command line maps it to colours.
type Style uint8

const (
	Plain Style = iota
	Kept
	Dropped
	RoleName
	For     // a reason towards article
	Against // a reason away from it
)

// Layout says how WriteText writes.
type Layout struct {
	// Width is the number of columns a line may take, 0 for no limit.
	Width int
	// Paint styles a part of a line, nil for none.
	Paint func(Style, string) string
	// Show picks blocks, nil for all.
	Show func(*Block) bool
}

// WriteText writes a line a block: keep or drop, role, probability, source line,
// path, text; reasons stand under it. It reads without colour.
func (p *Page) WriteText(w io.Writer, l Layout) error {
	paint := l.Paint
	if paint == nil {
		paint = func(_ Style, s string) string { return s }
	}
	var b strings.Builder
	for i := range p.Blocks {
		e := &p.Blocks[i]
		if l.Show != nil && !l.Show(e) {
			continue
		}
		verdict, style := "drop", Dropped
		if e.Keep {
			verdict, style = "keep", Kept
		}
		where := e.Path
		if where == "" {
			where = e.Kind
		}
		if len(e.Flags) > 0 {
			where += " (" + strings.Join(e.Flags, ", ") + ")"
		}
		head := fmt.Sprintf("%-13s %s %5d  ", e.Role, probability(e.Probability), e.Line)
		room := 0
		if l.Width > 0 {
			room = max(l.Width-len(verdict)-1-utf8.RuneCountInString(head), 20)
			where = shorten(where, room*2/5, true)
		}
		text := strings.ReplaceAll(e.Text, "\n", " ⏎ ")
		if room > 0 {
			text = shorten(text, room-columns(where)-3, false)
		}
		fmt.Fprintf(&b, "%s %s%s | %s\n", paint(style, verdict), paint(RoleName, head), where, paint(style, text))
		for _, r := range e.Reasons {
			s, sign := For, "+"
			if r.Weight < 0 {
				s, sign = Against, "-"
			}
			fmt.Fprintf(&b, "       %s  %s\n", paint(s, fmt.Sprintf("%s%.2f", sign, abs(r.Weight))), r.Text)
		}
	}
	_, err := io.WriteString(w, block.Balance(b.String())) // what was shortened may have lost a closer
	return err
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}

// probability writes a probability in three columns: ".03", "1.0".
func probability(p float64) string {
	if p >= .995 {
		return "1.0"
	}
	return fmt.Sprintf("%.2f", p)[1:]
}

// shorten cuts text to n columns, at its end or its start.
func shorten(s string, n int, start bool) string {
	if columns(s) <= n {
		return s
	}
	runes := []rune(s)
	if start {
		at, room := len(runes), n-1
		for at > 0 && room-width(runes[at-1]) >= 0 {
			at--
			room -= width(runes[at])
		}
		return "…" + string(runes[at:])
	}
	at, room := 0, n-1
	for at < len(runes) && room-width(runes[at]) >= 0 {
		room -= width(runes[at])
		at++
	}
	return string(runes[:at]) + "…"
}

func columns(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

// width is the columns a character takes on a terminal: two for Han, kana and Hangul, none for marks.
func width(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), r >= 0xFF01 && r <= 0xFF60, r >= 0x1F300 && r <= 0x1FAFF:
		return 2
	}
	return 1
}
