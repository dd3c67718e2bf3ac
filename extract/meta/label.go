package meta

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// label is what the words before a date say it is of.
type label uint8

const (
	unlabelled label = iota
	labelPublished
	labelUpdated
	labelOther
)

//go:embed labels.txt
var labelText string

var labels = sync.OnceValue(func() map[string]label {
	m := make(map[string]label, 400)
	for line := range strings.Lines(labelText) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || head == "#" {
			continue
		}
		l := unlabelled
		for col := range strings.SplitSeq(rest, "|") {
			l++
			for w := range strings.FieldsSeq(col) {
				if _, ok := m[w]; !ok {
					m[w] = l
				}
			}
		}
	}
	return m
})

// labelReach is how many bytes before a date are searched for its label.
const labelReach = 60

// labelBefore reads the words before text[at] on the same line, nearest first:
// the first that is a label decides, but "first published … updated" is updated
// only where updated stands nearer.
func labelBefore(text string, at int) label {
	lo := max(0, at-labelReach)
	for lo > 0 && lo < at && !utf8.RuneStart(text[lo]) {
		lo++
	}
	line := text[lo:at]
	if i := strings.LastIndexByte(line, '\n'); i >= 0 {
		line = line[i+1:]
	}
	if i := strings.LastIndexByte(line, ';'); i >= 0 {
		line = line[i+1:]
	}
	table := labels()
	end := len(line)
	for range 6 {
		for end > 0 {
			r, n := utf8.DecodeLastRuneInString(line[:end])
			if isWordRune(r) {
				break
			}
			if r == '©' {
				return labelOther
			}
			end -= n
		}
		start := end
		for start > 0 {
			r, n := utf8.DecodeLastRuneInString(line[:start])
			if !isWordRune(r) || r >= '0' && r <= '9' && start < end && !(line[start] >= '0' && line[start] <= '9') {
				break // a mark, or a number that a label is glued to: "2022Updated:"
			}
			start -= n
		}
		if start == end {
			return unlabelled
		}
		w := strings.ToLower(line[start:end])
		if l, ok := table[w]; ok && w != "on" && w != "first" && w != "vom" {
			if l == labelPublished && afterLast(line[:start]) {
				return labelUpdated
			}
			return l
		}
		if posts[w] && afterLast(line[:start]) {
			return labelOther
		}
		if digitsIn(w) { // another date or a clock: its label is its own
			return unlabelled
		}
		end = start
	}
	return unlabelled
}

// lastWords are words for last; a day after "last published" is of a change.
var lastWords = map[string]bool{"last": true, "latest": true, "letzter": true, "letzte": true, "zuletzt": true, "dernier": true, "dernière": true, "último": true, "última": true, "ultimo": true, "laatste": true}

// posts are what others add to a page: a day after "last post" is not the page's.
var posts = map[string]bool{"post": true, "reply": true, "comment": true, "message": true, "activity": true, "visit": true, "beitrag": true, "antwort": true, "kommentar": true, "réponse": true, "mensaje": true}

// afterLast says whether the text ends in a word for last.
func afterLast(before string) bool {
	before = strings.TrimRight(before, " ")
	return lastWords[strings.ToLower(before[strings.LastIndexByte(before, ' ')+1:])]
}

// labelAfter reads the word for published that stands behind a date in German,
// Japanese and others: "am 8. Juli 2020 um 10:30 veröffentlicht".
func labelAfter(rest string) label {
	rest = clip(rest, labelReach)
	n := 0
	for w := range strings.FieldsFuncSeq(rest, func(r rune) bool { return !isWordRune(r) }) {
		if l := labels()[strings.ToLower(w)]; l == labelPublished && len(w) > 5 {
			return l
		}
		if n++; n > 4 {
			break
		}
	}
	return unlabelled
}

func isWordRune(r rune) bool {
	return r == '\'' || r == '-' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0xC0 && r != '–' && r != '—' && r != '|' && r != '：' && r != '•' && r != '·' && !(r >= 0x2000 && r <= 0x206F && r != 0x200C)
}
