package index

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
)

// The file, in this order; offsets count from its start, numbers are little-endian:
//
//	header     u16 wholeBits, u16 groupBits, u16 length of the names, u16 number of dense patterns
//	filters    of whole lines and of keys: one bit of 2^(wholeBits+filterBits) and of
//	           2^(groupBits+filterBits) for each hash, taken from its high half
//	names      of the languages, parted by blanks
//	dense      u32 offset of the record of each contains pattern of a script without blanks
//	whole      2^wholeBits+1 × u16 number of the first entry of a bucket
//	entries    of whole lines by bucket: u32 fingerprint, u8 label and place, u8 language
//	groups     2^groupBits+1 × u32 offset of the first group of a bucket
//	the groups by bucket: u8 lookup, u8 length of the key, key, u16 size of the records, u8 their number, records
//	record     u8 shape and open, u8 label and place, u8 language, u8, u8 lengths of head and tail, head, tail
//
// A whole line is known by its hash alone, bucket and fingerprint, which is a
// quarter of its text in most scripts; the odds that another line has it are
// about 1 in 2,000,000,000. Encode refuses two phrases with the same hash.
//
// The filters answer for most lines and words, which are no phrase, out of the
// nearest cache; the tables behind them are larger than that.

// lookup is which part of a line a group is found by.
type lookup uint8

const (
	lookFirst lookup = iota // prefix and named patterns, by their first word
	lookLast                // suffix patterns and named ones without head, by their last word
	lookInner               // contains patterns, by their longest word
)

const (
	openBit    = 0x80
	placeShift = 6 // labels are below 64, places below 4
	headerSize = 8
	entrySize  = 6
	factsSize  = 3
	// filterBits is the width of a filter over its table: about one bit in ten is set.
	filterBits = 4
)

// hash reads eight bytes a step; the last step reads the last eight again where
// the length is no multiple.
func hash(seed lookup, key []byte) uint64 {
	le := binary.LittleEndian
	n := len(key)
	h := mix(uint64(seed)<<32 + uint64(n))
	var last uint64
	switch {
	case n >= 8:
		for i := 0; i < n-8; i += 8 {
			h = mix(h ^ le.Uint64(key[i:]))
		}
		last = le.Uint64(key[n-8:])
	case n >= 4:
		last = uint64(le.Uint32(key)) | uint64(le.Uint32(key[n-4:]))<<32
	case n > 0:
		last = uint64(key[0]) | uint64(key[n/2])<<8 | uint64(key[n-1])<<16
	}
	return mix(h ^ last)
}

// mix multiplies by an odd constant (2^64 over the golden ratio) and folds the
// product's halves together.
func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^0x9e3779b97f4a7c15, 0x9fb21c651e98df25)
	return hi ^ lo
}

// filtered is the bit of a hash in a filter of 2^size bits.
func filtered(h uint64, size int) (at int, bit uint) {
	k := uint(h>>32) & (1<<size - 1)
	return int(k >> 3), k & 7
}

// wholeSeed keeps the hashes of whole lines apart from those of keys.
const wholeSeed lookup = 0xff

// Index is an encoded inventory. It is read where it lies.
type Index struct {
	data  string
	langs string
	dense []uint32
	// Offsets of the tables and the masks of their buckets.
	whole, entries, groups int
	wholeMask, groupMask   uint64
	// The filters and the number of bits of their sizes.
	wholeFilter, groupFilter string
	wholeBits, groupBits     int
}

// Open prepares an encoded inventory; it costs the list of the few patterns
// that cannot be hashed. Data that Encode did not make gives an Index without patterns.
func Open(data string) *Index {
	x := &Index{}
	if len(data) < headerSize || u16(data, 0) > 15 || u16(data, 2) > 15 {
		return x
	}
	wholeBuckets, groupBuckets := 1<<u16(data, 0), 1<<u16(data, 2)
	names, dense := int(u16(data, 4)), int(u16(data, 6))
	x.wholeBits, x.groupBits = int(u16(data, 0))+filterBits, int(u16(data, 2))+filterBits
	groupFilter := headerSize + 1<<x.wholeBits/8
	namesAt := groupFilter + 1<<x.groupBits/8
	denseAt := namesAt + names
	x.whole = denseAt + 4*dense
	x.entries = x.whole + 2*(wholeBuckets+1)
	if x.entries > len(data) {
		return &Index{}
	}
	x.groups = x.entries + entrySize*int(u16(data, x.entries-2))
	if x.groups+4*(groupBuckets+1) > len(data) {
		return &Index{}
	}
	for i := range dense {
		x.dense = append(x.dense, u32(data, denseAt+4*i))
	}
	x.wholeFilter, x.groupFilter = data[headerSize:groupFilter], data[groupFilter:namesAt]
	x.langs = data[namesAt:denseAt]
	x.wholeMask, x.groupMask = uint64(wholeBuckets-1), uint64(groupBuckets-1)
	x.data = data
	return x
}

func u32(s string, at int) uint32 {
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

func u16(s string, at int) uint16 { return uint16(s[at]) | uint16(s[at+1])<<8 }

// Lang returns the name of a language.
func (x *Index) Lang(i uint8) string {
	rest := x.langs
	for ; i > 0; i-- {
		_, rest, _ = strings.Cut(rest, " ")
	}
	name, _, _ := strings.Cut(rest, " ")
	return name
}

// Match finds the pattern of a line: the whole line before the longest
// beginning, before the longest end, before the inside. It does not allocate. Of
// a line longer than 200 bytes only patterns that need not end with it are
// tried, on its first 400 bytes. The pattern of a whole line has no Head: its
// text is the line's.
func (x *Index) Match(line string) (Pattern, bool) {
	if line == "" || x.data == "" {
		return Pattern{}, false
	}
	var buf [longLine + 64]byte
	f := fold(buf[:0], line, longLine)
	if len(f.text) == 0 {
		return Pattern{}, false
	}
	short := f.whole && len(f.text) <= shortLine
	if short {
		if p, ok := x.wholeLine(f.text); ok {
			return p, true
		}
	}
	best, ok := x.longest(lookFirst, firstKey(f.text), &f, short)
	if !ok && short {
		best, ok = x.longest(lookLast, lastKey(f.text), &f, short)
	}
	if !ok {
		best, ok = x.inside(&f)
	}
	return best, ok
}

func (x *Index) wholeLine(text []byte) (Pattern, bool) {
	h := hash(wholeSeed, text)
	if at, bit := filtered(h, x.wholeBits); x.wholeFilter[at]>>bit&1 == 0 {
		return Pattern{}, false
	}
	bucket := x.whole + 2*int(h&x.wholeMask)
	at := x.entries + entrySize*int(u16(x.data, bucket))
	end := x.entries + entrySize*int(u16(x.data, bucket+2))
	for ; at < end; at += entrySize {
		if u32(x.data, at) == uint32(h>>32) {
			b := x.data[at+4]
			return Pattern{Label: b & (1<<placeShift - 1), Place: b >> placeShift, Lang: x.data[at+5]}, true
		}
	}
	return Pattern{}, false
}

// group finds the records of a key: the offset of the first and their number.
func (x *Index) group(l lookup, key []byte) (at, n int) {
	if len(key) > maxKey {
		return 0, 0
	}
	h := hash(l, key)
	if at, bit := filtered(h, x.groupBits); x.groupFilter[at]>>bit&1 == 0 {
		return 0, 0
	}
	bucket := x.groups + 4*int(h&x.groupMask)
	pos, end := int(u32(x.data, bucket)), int(u32(x.data, bucket+4))
	for pos < end {
		from := pos + 2
		to := from + int(x.data[pos+1])
		if lookup(x.data[pos]) == l && x.data[from:to] == string(key) {
			return to + 3, int(x.data[to+2])
		}
		pos = to + 3 + int(u16(x.data, to))
	}
	return 0, 0
}

// record reads the record at an offset.
func (x *Index) record(at int) Pattern {
	b := x.data[at+1]
	head := at + factsSize + 2
	tail := head + int(x.data[at+factsSize])
	return Pattern{
		Head: x.data[head:tail], Tail: x.data[tail : tail+int(x.data[at+factsSize+1])],
		Label: b & (1<<placeShift - 1), Place: b >> placeShift, Lang: x.data[at+2],
		shape: shape(x.data[at] &^ openBit), open: x.data[at]&openBit != 0,
	}
}

// after returns the offset of the next record.
func (x *Index) after(at int) int {
	return at + factsSize + 2 + int(x.data[at+factsSize]) + int(x.data[at+factsSize+1])
}

// longest returns the first pattern of a key that fits: Encode puts those with
// most fixed text first.
func (x *Index) longest(l lookup, key []byte, f *folded, short bool) (Pattern, bool) {
	at, n := x.group(l, key)
	for ; n > 0; n-- {
		// Most fail at the second word: compare before reading the rest.
		head := int(x.data[at+factsSize])
		from := at + factsSize + 2
		if head <= len(f.text) && x.data[from:from+head] == string(f.text[:head]) {
			if p := x.record(at); (short || p.shape == prefix) && p.fits(f) {
				return p, true
			}
		}
		at = x.after(at)
	}
	return Pattern{}, false
}

// inside looks for contains patterns: one hash a word.
func (x *Index) inside(f *folded) (Pattern, bool) {
	text := f.text
	for from := 0; from < len(text); {
		to := bytes.IndexByte(text[from:], ' ')
		if to < 0 {
			to = len(text)
		} else {
			to += from
		}
		if to-from >= innerKey {
			word := text[from:to]
			if word[len(word)-1] == ':' {
				word = word[:len(word)-1]
			}
			at, n := x.group(lookInner, word)
			for ; n > 0; n-- {
				if p := x.record(at); p.fits(f) {
					return p, true
				}
				at = x.after(at)
			}
		}
		from = to + 1
	}
	if f.dense {
		for _, at := range x.dense {
			if p := x.record(int(at)); p.fits(f) {
				return p, true
			}
		}
	}
	return Pattern{}, false
}
