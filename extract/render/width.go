package render

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

// wide holds the first and last rune of each range that takes two columns in a
// terminal: East Asian Wide and Fullwidth, and emoji shown as pictures
// (Unicode 16, EastAsianWidth.txt; ranges joined over unassigned code points).
var wide = [][2]rune{
	{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3},
	{0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1},
	{0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA},
	{0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B},
	{0x2728, 0x2728}, {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
	{0x27B0, 0x27B0}, {0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x2E80, 0x303E},
	{0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
	{0xFE10, 0xFE19}, {0xFE30, 0xFE6B}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF},
	{0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320},
	{0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3},
	{0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC},
	{0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
	{0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
	{0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB},
	{0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF},
	{0x20000, 0x2FFFD}, {0x30000, 0x3FFFD},
}

// runeWidth is the number of columns a rune takes: 0 for marks that stand on
// the rune before and for invisible characters, 2 for wide ones.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		if r == 0xAD {
			return 0
		}
		return 1
	case r < 0x1100 || r >= 0x200B && r <= 0x206F || r >= 0xFE00 && r <= 0xFE2F || r >= 0x1F3FB && r <= 0x1F3FF || r >= 0xE0000:
		if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || r >= 0x1F3FB && r <= 0x1F3FF {
			return 0
		}
	}
	if isWide(r) {
		return 2
	}
	if r >= 0x1100 && unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	return 1
}

func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	i := sort.Search(len(wide), func(i int) bool { return wide[i][1] >= r })
	return i < len(wide) && wide[i][0] <= r
}

// columns is the width of a line of text in terminal columns.
func columns(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			n := i
			for _, r := range s[i:] {
				n += runeWidth(r)
			}
			return n
		}
	}
	return len(s)
}

// noBreakBefore are closing marks that do not begin a line in Chinese and Japanese.
const noBreakBefore = "、。，．！？）」』】〉》〕：；ー々"

// wrap cuts a line of text into lines of at most width columns: at blanks, and
// between two wide characters, which need none. A word longer than width stays whole.
func wrap(s string, width int, emit func(line string)) {
	start, lastCut, skipTo, n := 0, -1, 0, 0
	var before rune
	atCut := 0 // columns from start to the end of skipTo
	for i, r := range s {
		if r == ' ' {
			lastCut, skipTo, atCut = i, i+1, n+1
		} else if before != 0 && isWide(before) && isWide(r) && !containsRune(noBreakBefore, r) {
			lastCut, skipTo, atCut = i, i, n
		}
		n += runeWidth(r)
		if n > width && r != ' ' && lastCut > start {
			emit(s[start:lastCut])
			start, n = skipTo, n-atCut
			lastCut = -1
		}
		before = r
	}
	emit(s[start:])
}

func containsRune(s string, r rune) bool {
	for _, c := range s {
		if c == r {
			return true
		}
	}
	return false
}
