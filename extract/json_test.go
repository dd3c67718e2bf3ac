package extract

import "testing"

func TestWordCount(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "one": 1, "don't stop, well-known 3rd place!": 5, "– - '": 0, "it’s": 1, "a-": 1, "'quoted'": 1,
		"日本語": 3, "日本 abc": 3, "ไทย": 3, "naïve cafe\u0301": 2, "привет мир": 2, "x’s’y": 1,
	} {
		if got := WordCount(text); got != want {
			t.Errorf("WordCount(%q) = %d, want %d", text, got, want)
		}
	}
}
