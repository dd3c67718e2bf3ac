package main

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// slowLCS is the textbook table.
func slowLCS(a, b []string) int {
	prev := make([]int, len(b)+1)
	for _, x := range a {
		cur := make([]int, len(b)+1)
		for j, y := range b {
			if cur[j+1] = max(prev[j+1], cur[j]); x == y {
				cur[j+1] = max(cur[j+1], prev[j]+1)
			}
		}
		prev = cur
	}
	return prev[len(b)]
}

func TestAlignIsLongestCommonSubsequence(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	word := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = string(rune('a' + rng.IntN(9)))
		}
		return out
	}
	for _, n := range []int{0, 1, 5, 63, 64, 65, 300, 700} {
		for _, m := range []int{0, 1, 64, 130, 400} {
			page, gold := word(n), word(m)
			var got []string
			for i, ok := range Align(page, gold) {
				if ok {
					got = append(got, page[i])
				}
			}
			if want := slowLCS(page, gold); len(got) != want {
				t.Errorf("page of %d, gold of %d: matched %d, want %d", n, m, len(got), want)
			}
			if j := 0; true {
				for _, g := range gold {
					if j < len(got) && got[j] == g {
						j++
					}
				}
				if j != len(got) {
					t.Errorf("page of %d, gold of %d: match is no subsequence of the gold", n, m)
				}
			}
		}
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		text, want string
		by         Split
	}{
		{"It's the U.S.-Größe, foo_bar ½ n°1", "it|s|the|u|s|größe|foo_bar|½|n|1", ByWord},
		{"東京tower 2だ", "東京tower|2だ", ByWord},
		{"東京tower 2だ", "東|京|tower|2|だ", ByCharacter},
	} {
		if got := strings.Join(Tokens(c.text, c.by), "|"); got != c.want {
			t.Errorf("Tokens(%q, %d) = %s, want %s", c.text, c.by, got, c.want)
		}
	}
}
