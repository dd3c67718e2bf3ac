package render

import "strconv"

// numeral writes a list item's number in the style of HTML's type attribute:
// "a", "A", "i" or "I"; decimal for others and where a style has no numeral.
func numeral(style string, n int) string {
	switch style {
	case "a", "A":
		return letters(n, style[0])
	case "i", "I":
		return roman(n, style == "I")
	}
	return strconv.Itoa(n)
}

// letters counts a … z, aa, ab …
func letters(n int, first byte) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	var out []byte
	for ; n > 0; n = (n - 1) / 26 {
		out = append([]byte{first + byte((n-1)%26)}, out...)
	}
	return string(out)
}

// maxRoman is the greatest number that Roman numerals are written for.
const maxRoman = 3999

func roman(n int, upper bool) string {
	if n < 1 || n > maxRoman {
		return strconv.Itoa(n)
	}
	out := ""
	for _, r := range [...]struct {
		value        int
		lower, upper string
	}{{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"}, {100, "c", "C"}, {90, "xc", "XC"}, {50, "l", "L"},
		{40, "xl", "XL"}, {10, "x", "X"}, {9, "ix", "IX"}, {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"}} {
		for ; n >= r.value; n -= r.value {
			if upper {
				out += r.upper
			} else {
				out += r.lower
			}
		}
	}
	return out
}
