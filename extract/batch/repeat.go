package batch

import (
	"math/bits"
	"strings"
	"unicode"
)

// Sameness says which articles count as repeated.
type Sameness uint8

const (
	// Exact: the same words in the same order; case, punctuation and spaces aside.
	Exact Sameness = iota + 1
	// Near: most of the words in the same order.
	Near
)

// Print is what an article is compared by: 64 bits of its words in order, and a
// SimHash (Charikar 2002) of its runs of three words.
type Print struct {
	Exact, Near uint64
	Words       int
}

// nearBits is the number of bits in which the SimHashes of two near-duplicates
// may differ: 3 of 64, as in Manku, Jain and Das Sarma, "Detecting
// Near-Duplicates for Web Crawling" (2007).
const nearBits = 3

// nearWords is the length below which SimHash says little: shorter texts are compared exactly.
const nearWords = 40

// PrintOf returns the print of a text.
func PrintOf(text string) Print {
	var p Print
	// Votes are how many shingles have a bit set. They are counted in bytes, eight at once, that are emptied before they overflow.
	var votes [64]int
	var lanes [8]uint64
	added := 0
	empty := func() {
		for b := range votes {
			votes[b] += int(byte(lanes[b/8] >> (b % 8 * 8)))
		}
		lanes, added = [8]uint64{}, 0
	}
	var last [3]uint64
	whole := offset64
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }) {
		h := offset64
		for i := 0; i < len(word); i++ {
			h = (h ^ uint64(word[i])) * prime64
		}
		whole = mix(whole ^ h)
		p.Words++
		last[0], last[1], last[2] = last[1], last[2], h
		if p.Words < 3 {
			continue
		}
		shingle := mix(mix(mix(last[0])+last[1]) + last[2])
		for i := range lanes {
			lanes[i] += spread(byte(shingle >> (8 * i)))
		}
		if added++; added == 255 {
			empty()
		}
	}
	empty()
	p.Exact = whole
	shingles := max(0, p.Words-2)
	for b, v := range votes {
		if 2*v > shingles {
			p.Near |= 1 << b
		}
	}
	return p
}

// spread gives each bit of a byte a byte of its own, 1 or 0, the lowest first.
func spread(b byte) uint64 {
	return (uint64(b)*0x0101010101010101&0x8040201008040201 + 0x00406070787C7E7F) >> 7 & 0x0101010101010101
}

// FNV-1a's constants; mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
const (
	offset64 uint64 = 14695981039346656037
	prime64  uint64 = 1099511628211
)

func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// Repeats remembers the articles of a run. Memory grows by about 100 bytes an article.
type Repeats struct {
	sameness Sameness
	exact    map[uint64]int
	// bands hold the articles by each quarter of their SimHash: prints that
	// differ in at most three bits have one quarter in common.
	bands  [4]map[uint16][]int
	prints []Print
	names  []string
}

// NewRepeats returns an empty memory.
func NewRepeats(s Sameness) *Repeats {
	r := &Repeats{sameness: s, exact: map[uint64]int{}}
	for i := range r.bands {
		r.bands[i] = map[uint16][]int{}
	}
	return r
}

// Add remembers an article under a name, unless it repeats an earlier one: then
// it returns that one's name.
func (r *Repeats) Add(p Print, name string) (first string, repeated bool) {
	if i, ok := r.exact[p.Exact]; ok && r.prints[i].Words == p.Words {
		return r.names[i], true
	}
	near := r.sameness == Near && p.Words >= nearWords
	if near {
		for b := range r.bands {
			for _, i := range r.bands[b][band(p.Near, b)] {
				if bits.OnesCount64(r.prints[i].Near^p.Near) <= nearBits {
					return r.names[i], true
				}
			}
		}
	}
	i := len(r.prints)
	r.prints = append(r.prints, p)
	r.names = append(r.names, name)
	r.exact[p.Exact] = i
	if near {
		for b := range r.bands {
			key := band(p.Near, b)
			r.bands[b][key] = append(r.bands[b][key], i)
		}
	}
	return "", false
}

func band(h uint64, b int) uint16 { return uint16(h >> (16 * b)) }
