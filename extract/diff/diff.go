// Package diff compares two texts word by word: what came and what went.
package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op says what became of a piece of text.
type Op int8

const (
	Gone Op = iota - 1
	Same
	Come
)

// Piece is a run of text that is the same on both sides, or on one only.
type Piece struct {
	Op   Op
	Text string
}

// Words compares two texts. Paragraphs (lines) are matched first, then the words
// inside those that changed; characters of scripts without spaces count as words.
func Words(a, b string) []Piece {
	var out []Piece
	add := func(op Op, text string) {
		if text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += text
			return
		}
		out = append(out, Piece{op, text})
	}
	for _, h := range hunks(strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")) {
		if h.op == Same {
			add(Same, strings.Join(h.a, ""))
			continue
		}
		for _, w := range hunks(tokens(strings.Join(h.a, "")), tokens(strings.Join(h.b, ""))) {
			if w.op == Same {
				add(Same, strings.Join(w.a, ""))
				continue
			}
			add(Gone, strings.Join(w.a, ""))
			add(Come, strings.Join(w.b, ""))
		}
	}
	return out
}

// Count returns how many words came and went.
func Count(pieces []Piece) (gone, come int) {
	for _, p := range pieces {
		n := 0
		for _, t := range tokens(p.Text) {
			if strings.ContainsFunc(t, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
				n++
			}
		}
		switch p.Op {
		case Gone:
			gone += n
		case Come:
			come += n
		}
	}
	return gone, come
}

// tokens cuts a text into words and the white space between them.
func tokens(s string) []string {
	var out []string
	for len(s) > 0 {
		i := 0
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				break
			}
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				if i == 0 {
					i = n
				}
				break
			}
			i += n
		}
		if i == 0 {
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !unicode.IsSpace(r) {
					break
				}
				i += n
			}
		}
		out = append(out, s[:i])
		s = s[i:]
	}
	return out
}

// hunk is a run of elements that both sides share, or that they differ in.
type hunk struct {
	op   Op // Same, or anything else for a difference
	a, b []string
}

// maxEdits bounds the search for a shortest edit (its work grows with the
// square): texts that differ more are given as one difference.
const maxEdits = 2000

// hunks finds a shortest edit between two lists (Myers 1986, "An O(ND)
// Difference Algorithm").
func hunks(a, b []string) []hunk {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []hunk
	if head > 0 {
		out = append(out, hunk{Same, a[:head], b[:head]})
	}
	out = append(out, middle(a[head:len(a)-tail], b[head:len(b)-tail])...)
	if tail > 0 {
		out = append(out, hunk{Same, a[len(a)-tail:], b[len(b)-tail:]})
	}
	return out
}

func middle(a, b []string) []hunk {
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	if len(a) == 0 || len(b) == 0 {
		return []hunk{{Come, a, b}}
	}
	limit := min(len(a)+len(b), maxEdits)
	v := make([]int32, 2*limit+3)
	at := func(k int) int { return k + limit + 1 }
	var trace [][]int32
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int32(nil), v[at(-d-1):at(d+1)+1]...))
		for k := -d; k <= d; k += 2 {
			var x int32
			if k == -d || k != d && v[at(k-1)] < v[at(k+1)] {
				x = v[at(k+1)]
			} else {
				x = v[at(k-1)] + 1
			}
			y := x - int32(k)
			for int(x) < len(a) && int(y) < len(b) && a[x] == b[y] {
				x++
				y++
			}
			v[at(k)] = x
			if int(x) >= len(a) && int(y) >= len(b) {
				return follow(a, b, trace)
			}
		}
	}
	return []hunk{{Come, a, b}}
}

// follow walks back through the rounds of the search and gathers the runs.
func follow(a, b []string, trace [][]int32) []hunk {
	type cell struct{ x, y int }
	same := make([]bool, len(a))
	partner := make([]bool, len(b))
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		v := trace[d]
		get := func(k int) int { return int(v[k+d+1]) }
		k := x - y
		prev := k - 1
		if k == -d || k != d && get(k-1) < get(k+1) {
			prev = k + 1
		}
		from := cell{get(prev), get(prev) - prev}
		if d == 0 {
			from = cell{0, 0}
		}
		for x > from.x && y > from.y {
			x--
			y--
			same[x], partner[y] = true, true
		}
		x, y = from.x, from.y
	}
	var out []hunk
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if i < len(a) && j < len(b) && same[i] && partner[j] {
			s, t := i, j
			for i < len(a) && j < len(b) && same[i] && partner[j] {
				i++
				j++
			}
			out = append(out, hunk{Same, a[s:i], b[t:j]})
			continue
		}
		s, t := i, j
		for i < len(a) && !same[i] {
			i++
		}
		for j < len(b) && !partner[j] {
			j++
		}
		out = append(out, hunk{Come, a[s:i], b[t:j]})
	}
	return out
}
