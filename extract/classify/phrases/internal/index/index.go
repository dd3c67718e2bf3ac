package index

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// The file:
//
//	u32 buckets (a power of 2), u16 length of the names, the names of the languages parted by blanks,
//	u16 number of contains patterns of scripts without blanks, their records' offsets as u32,
//	buckets+1 × u32 offset of the first group of a bucket and, after the last, of the end,
//	groups by bucket: u8 lookup, u8 length of key, key, and
//	for lookWhole the facts of the one pattern: u8 shape and open, u8 label and place, u8 language,
//	for the others u16 size of the records, u8 their number, and the records: facts, u8, u8 lengths of head and tail, head, tail.
//
// Offsets count from the start of the file. Numbers are little-endian. A
// bucket has two groups on average: they are compared one after the other.

// lookup is which part of a line a group is found by.
type lookup uint8

const (
	lookWhole lookup = iota // the whole form
	lookFirst               // prefix and named patterns, by their first word
	lookLast                // suffix patterns and named ones without head, by their last word
	lookInner               // contains patterns, by their longest word
)

const (
	openBit    = 0x80
	placeShift = 6 // labels are below 64, places below 4
	headerSize = 4 + 2
	factsSize  = 3
)

// hash is FNV-1a over the lookup and the key.
func hash[T string | []byte](l lookup, key T) uint32 {
	h := uint32(2166136261)
	h = (h ^ uint32(l)) * 16777619
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return h
}

// Index is an encoded inventory. It is read where it lies.
type Index struct {
	data  string
	langs string
	dense []uint32
	table int // offset of the buckets
	mask  uint32
}

// Open prepares an encoded inventory; it costs the list of the few patterns
// that cannot be hashed. Data that Encode did not make gives an Index without patterns.
func Open(data string) *Index {
	x := &Index{}
	if len(data) < headerSize {
		return x
	}
	buckets := u32(data, 0)
	names := int(u16(data, 4))
	at := headerSize + names
	if buckets == 0 || buckets&(buckets-1) != 0 || at+2 > len(data) {
		return x
	}
	dense := int(u16(data, at))
	at += 2
	if at+4*dense+4*int(buckets)+4 > len(data) {
		return x
	}
	x.langs = data[headerSize : headerSize+names]
	for i := range dense {
		x.dense = append(x.dense, u32(data, at+4*i))
	}
	x.table = at + 4*dense
	x.mask = buckets - 1
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

// group finds the records of a key: the offset of the first and their number.
func (x *Index) group(l lookup, key []byte) (at, n int) {
	if len(key) > 255 {
		return 0, 0
	}
	bucket := x.table + 4*int(hash(l, key)&x.mask)
	pos, end := int(u32(x.data, bucket)), int(u32(x.data, bucket+4))
	for pos < end {
		is, from := lookup(x.data[pos]), pos+2
		to := from + int(x.data[pos+1])
		found := is == l && x.data[from:to] == string(key)
		switch {
		case is == lookWhole && found:
			return to, 1
		case is == lookWhole:
			pos = to + factsSize
		case found:
			return to + 3, int(x.data[to+2])
		default:
			pos = to + 3 + int(u16(x.data, to))
		}
	}
	return 0, 0
}

// record reads the record at an offset of a group but lookWhole's and returns the offset after it.
func (x *Index) record(at int) (Pattern, int) {
	p := x.facts(at)
	head, tail := int(x.data[at+factsSize]), int(x.data[at+factsSize+1])
	at += factsSize + 2
	p.Head, p.Tail = x.data[at:at+head], x.data[at+head:at+head+tail]
	return p, at + head + tail
}

func (x *Index) facts(at int) Pattern {
	b := x.data[at+1]
	return Pattern{
		shape: shape(x.data[at] &^ openBit), open: x.data[at]&openBit != 0,
		Label: b & (1<<placeShift - 1), Place: b >> placeShift, Lang: x.data[at+2],
	}
}

// Match finds the pattern of a line: the whole line before the longest
// beginning, before the longest end, before the inside. It does not allocate. Of
// a line longer than 200 bytes only patterns that need not end with it are
// tried, on its first 400 bytes.
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
		if at, n := x.group(lookWhole, f.text); n > 0 {
			p := x.facts(at)
			p.Head = x.data[at-len(f.text) : at]
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

// longest returns the first pattern of a key that fits: Encode puts those with
// most fixed text first.
func (x *Index) longest(l lookup, key []byte, f *folded, short bool) (Pattern, bool) {
	at, n := x.group(l, key)
	for range n {
		// Most fail at the second word: compare before reading the rest.
		head, tail := int(x.data[at+factsSize]), int(x.data[at+factsSize+1])
		from := at + factsSize + 2
		if head <= len(f.text) && x.data[from:from+head] == string(f.text[:head]) {
			if p, _ := x.record(at); (short || p.shape == prefix) && p.fits(f) {
				return p, true
			}
		}
		at = from + head + tail
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
			at, n := x.group(lookInner, text[from:to])
			for range n {
				var p Pattern
				if p, at = x.record(at); p.fits(f) {
					return p, true
				}
			}
		}
		from = to + 1
	}
	if f.dense {
		for _, at := range x.dense {
			if p, _ := x.record(int(at)); p.fits(f) {
				return p, true
			}
		}
	}
	return Pattern{}, false
}

// Encode writes an inventory. The order of equal keys is the order of patterns.
func Encode(langs []string, patterns []Pattern) []byte {
	type groupKey struct {
		l   lookup
		key string
	}
	var order []groupKey
	groups := map[groupKey][]*Pattern{}
	var dense []*Pattern
	for i := range patterns {
		p := &patterns[i]
		var g groupKey
		switch {
		case p.shape == whole:
			g = groupKey{lookWhole, p.Head}
		case p.shape == prefix, p.shape == named && p.Head != "":
			g = groupKey{lookFirst, firstKey(p.Head)}
		case p.shape == suffix, p.shape == named:
			g = groupKey{lookLast, lastKey(p.Tail)}
		case isDense(p.Head):
			dense = append(dense, p)
			continue
		default:
			g = groupKey{lookInner, longestWord(p.Head)}
		}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], p)
	}
	buckets := 1
	for buckets*2 < len(order) {
		buckets *= 2
	}
	slices.SortStableFunc(order, func(a, b groupKey) int {
		mask := uint32(buckets - 1)
		return cmp.Compare(hash(a.l, a.key)&mask, hash(b.l, b.key)&mask)
	})
	le := binary.LittleEndian
	names := strings.Join(langs, " ")
	out := le.AppendUint32(nil, uint32(buckets))
	out = le.AppendUint16(out, uint16(len(names)))
	out = append(out, names...)
	out = le.AppendUint16(out, uint16(len(dense)))
	denseAt := len(out)
	table := denseAt + 4*len(dense)
	out = append(out, make([]byte, 4*len(dense)+4*buckets+4)...)
	for i, p := range dense {
		le.PutUint32(out[denseAt+4*i:], uint32(len(out)))
		out = appendRecord(out, p)
	}
	next := 0 // the first bucket without offset
	for _, g := range order {
		for ; next <= int(hash(g.l, g.key))&(buckets-1); next++ {
			le.PutUint32(out[table+4*next:], uint32(len(out)))
		}
		out = append(out, byte(g.l), byte(len(g.key)))
		out = append(out, g.key...)
		if g.l == lookWhole {
			out = appendFacts(out, groups[g][0])
			continue
		}
		slices.SortStableFunc(groups[g], func(a, b *Pattern) int {
			return cmp.Compare(len(b.Head)+len(b.Tail), len(a.Head)+len(a.Tail))
		})
		size := len(out)
		out = append(out, 0, 0, byte(len(groups[g])))
		for _, p := range groups[g] {
			out = appendRecord(out, p)
		}
		le.PutUint16(out[size:], uint16(len(out)-size-3))
	}
	for ; next <= buckets; next++ {
		le.PutUint32(out[table+4*next:], uint32(len(out)))
	}
	return out
}

func appendFacts(out []byte, p *Pattern) []byte {
	s := byte(p.shape)
	if p.open {
		s |= openBit
	}
	return append(out, s, p.Label|p.Place<<placeShift, p.Lang)
}

func appendRecord(out []byte, p *Pattern) []byte {
	out = append(appendFacts(out, p), byte(len(p.Head)), byte(len(p.Tail)))
	out = append(out, p.Head...)
	return append(out, p.Tail...)
}
