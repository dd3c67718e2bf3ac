package main

import "math/bits"

// Align finds a longest common subsequence of the tokens of a page and of its
// gold text and says for each page token whether it is in it.
//
// The page's tokens are walked through the bit-parallel recurrence of
// Crochemore et al. (2001), 64 gold tokens a word. Rows are kept at checkpoints only and
// computed again during the walk back, so memory is (rows/checkpoint + checkpoint)
// × gold/64 words whatever the page.
func Align(page, gold []string) []bool {
	matched := make([]bool, len(page))
	if len(gold) == 0 {
		return matched
	}
	ids := map[string]int{}
	for _, g := range gold {
		if _, ok := ids[g]; !ok {
			ids[g] = len(ids)
		}
	}
	// Only tokens that the gold has can match.
	var at []int // index in page
	var tok []int
	for i, p := range page {
		if id, ok := ids[p]; ok {
			at = append(at, i)
			tok = append(tok, id)
		}
	}
	words := (len(gold) + 63) / 64
	masks := make([]uint64, len(ids)*words)
	for j, g := range gold {
		masks[ids[g]*words+j/64] |= 1 << (j % 64)
	}
	step := func(from, to []uint64, id int) {
		m := masks[id*words : (id+1)*words]
		var carry uint64
		for w, v := range from {
			u := v & m[w]
			sum, c := bits.Add64(v, u, carry)
			carry = c
			to[w] = sum | (v &^ m[w])
		}
	}
	const every = 256
	row := make([]uint64, words)
	for w := range row {
		row[w] = ^uint64(0)
	}
	checks := [][]uint64{append([]uint64(nil), row...)}
	for i, id := range tok {
		step(row, row, id)
		if (i+1)%every == 0 {
			checks = append(checks, append([]uint64(nil), row...))
		}
	}
	segment := make([][]uint64, every+1) // rows base..base+every
	for k := range segment {
		segment[k] = make([]uint64, words)
	}
	base := -1
	bit := func(i, j int) bool { // bit j of the row after i tokens
		b := i / every * every
		if b != base {
			base = b
			copy(segment[0], checks[b/every])
			for k := 0; k < every && b+k < len(tok); k++ {
				step(segment[k], segment[k+1], tok[b+k])
			}
		}
		return segment[i-b][j/64]>>(j%64)&1 == 1
	}
	for i, j := len(tok), len(gold); i > 0 && j > 0; {
		if bit(i, j-1) {
			j--
			continue
		}
		i--
		if i == 0 || bit(i, j-1) {
			matched[at[i]] = true
			j--
		}
	}
	return matched
}
