package render

import "testing"

func TestNumeral(t *testing.T) {
	for _, c := range []struct {
		style string
		n     int
		want  string
	}{
		{"", 7, "7"}, {"a", 1, "a"}, {"a", 26, "z"}, {"a", 27, "aa"}, {"A", 703, "AAA"}, {"a", 0, "0"},
		{"i", 4, "iv"}, {"I", 1994, "MCMXCIV"}, {"i", 4000, "4000"}, {"i", -1, "-1"},
	} {
		if got := numeral(c.style, c.n); got != c.want {
			t.Errorf("numeral(%q, %d) = %q, want %q", c.style, c.n, got, c.want)
		}
	}
}
