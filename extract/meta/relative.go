package meta

import (
	_ "embed"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// span is what a relative date counts in.
type span uint8

const (
	spanNone span = iota
	spanMinutes
	spanHours
	spanDays
	spanYesterday
	spanToday
)

//go:embed relative.txt
var relativeText string

var relativeWords = sync.OnceValue(func() map[string]span {
	m := make(map[string]span, 300)
	for line := range strings.Lines(relativeText) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || head == "#" {
			continue
		}
		s := spanNone
		for col := range strings.SplitSeq(rest, "|") {
			s++
			for w := range strings.FieldsSeq(col) {
				if _, ok := m[w]; !ok {
					m[w] = s
				}
			}
		}
	}
	return m
})

// relativeAgo are the words that make a length of time one before now.
var relativeAgo = map[string]bool{
	"ago": true, "vor": true, "il": true, "hace": true, "há": true, "atrás": true, "fa": true, "geleden": true, "sedan": true, "siden": true, "sitten": true, "temu": true, "před": true, "назад": true, "тому": true,
	"önce": true, "lalu": true, "yang": true, "πριν": true, "ezelőtt": true, "acum": true, "trước": true, "منذ": true, "قبل": true, "לפני": true, "پیش": true, "for": true,
}

// relativeCJK are the marks of Chinese, Japanese and Korean, which stand right behind the number.
var relativeCJK = []struct {
	mark string
	span span
}{{"分钟前", spanMinutes}, {"分鐘前", spanMinutes}, {"分前", spanMinutes}, {"분 전", spanMinutes}, {"小时前", spanHours}, {"小時前", spanHours}, {"時間前", spanHours}, {"시간 전", spanHours}, {"天前", spanDays}, {"日前", spanDays}, {"일 전", spanDays}}

// maxRelative is the longest text that is read as a relative date: more words are a sentence.
const maxRelative = 40

// relative reads "3 hours ago", "vor 2 Tagen", "yesterday" against the time at
// which the page was saved. Weeks, months and years are not read: they name no day.
func relative(text string, captured time.Time) (stamp, bool) {
	if captured.IsZero() || len(text) > maxRelative {
		return stamp{}, false
	}
	n, unit, ago := -1, spanNone, false
	for i := 0; i < len(text); {
		if v, digits, end := numberAt(text, i); digits > 0 {
			if digits > 3 || n >= 0 {
				return stamp{}, false
			}
			n, i = v, end
			for _, c := range relativeCJK {
				if strings.HasPrefix(strings.TrimLeft(text[i:], " "), c.mark) {
					unit, ago = c.span, true
				}
			}
			continue
		}
		w, end := wordAt(text, i)
		if w == "" {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		i = end
		w = strings.ToLower(w)
		if relativeAgo[w] {
			ago = true
		}
		if u := relativeWords()[w]; u != spanNone && (unit == spanNone || unit > u) {
			unit = u
		}
	}
	t := captured
	switch {
	case n >= 0 && ago && unit == spanMinutes:
		t = t.Add(-time.Duration(n) * time.Minute)
	case n >= 0 && ago && unit == spanHours:
		t = t.Add(-time.Duration(n) * time.Hour)
	case n >= 0 && ago && unit == spanDays && n <= 31:
		t = t.AddDate(0, 0, -n)
	case n < 0 && unit == spanYesterday:
		t = t.AddDate(0, 0, -1)
	case n < 0 && unit == spanToday:
	default:
		return stamp{}, false
	}
	g, ok := newDay(t.Year(), int(t.Month()), t.Day())
	return stamp{day: g, end: len(text)}, ok
}
