package block

import "strings"

// Balance keeps the bidirectional controls of s from reaching beyond it: a
// closer of nothing becomes a word joiner, which is invisible, and what the
// last line opens is closed at its end. A line that others follow is closed by
// its end (Unicode UAX 9, rule P1), so what it leaves open becomes one too.
func Balance(s string) string {
	if !strings.Contains(s, "\xe2") {
		return s
	}
	return string(balance([]byte(s), 0))
}

// balance is Balance for text[from:]; nothing but closers at the end changes its length.
func balance(text []byte, from int) []byte {
	type opener struct {
		at   int
		last byte // of the closer that it wants
	}
	var open []opener
	joiner := func(at int) { text[at+1], text[at+2] = 0x81, 0xA0 }
	for i := from; i < len(text); i++ {
		if text[i] == '\n' {
			for _, o := range open {
				joiner(o.at)
			}
			open = open[:0]
		}
		if text[i] != 0xE2 || i+2 >= len(text) {
			continue
		}
		switch c := text[i+2]; {
		case text[i+1] == 0x80 && (c == 0xAA || c == 0xAB || c == 0xAD || c == 0xAE): // LRE RLE LRO RLO
			open = append(open, opener{i, 0xAC})
		case text[i+1] == 0x81 && c >= 0xA6 && c <= 0xA8: // LRI RLI FSI
			open = append(open, opener{i, 0xA9})
		case text[i+1] == 0x80 && c == 0xAC, text[i+1] == 0x81 && c == 0xA9: // PDF PDI
			if n := len(open); n > 0 && open[n-1].last == c {
				open = open[:n-1]
				continue
			}
			joiner(i)
		}
	}
	for i := len(open) - 1; i >= 0; i-- {
		second := byte(0x80)
		if open[i].last == 0xA9 {
			second = 0x81
		}
		text = append(text, 0xE2, second, open[i].last)
	}
	return text
}
