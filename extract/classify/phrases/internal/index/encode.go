package index

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// group is the patterns of one key.
type group struct {
	look     lookup
	key      string
	patterns []*Pattern
}

// Encode writes an inventory; Open documents its form by reading it. Of two
// patterns with equally much fixed text the earlier is found first.
func Encode(langs []string, patterns []Pattern) ([]byte, error) {
	wholes, groups, dense := sortOut(patterns)
	le := binary.LittleEndian
	names := strings.Join(langs, " ")
	wholeBits, groupBits := bits.Len(uint(len(wholes)/2)), bits.Len(uint(len(groups)/2))
	if len(wholes) >= 1<<16 || wholeBits > 15 || groupBits > 15 {
		return nil, fmt.Errorf("%d whole lines and %d keys: more than the form can number", len(wholes), len(groups))
	}
	out := le.AppendUint16(nil, uint16(wholeBits))
	out = le.AppendUint16(out, uint16(groupBits))
	out = le.AppendUint16(out, uint16(len(names)))
	out = le.AppendUint16(out, uint16(len(dense)))
	out = appendFilter(out, wholeBits+filterBits, len(wholes), func(i int) uint64 { return hash(wholeSeed, []byte(wholes[i].Head)) })
	out = appendFilter(out, groupBits+filterBits, len(groups), func(i int) uint64 { return hash(groups[i].look, []byte(groups[i].key)) })
	out = append(out, names...)
	denseAt := len(out)
	out = append(out, make([]byte, 4*len(dense))...)

	out, err := appendWholes(out, wholes, wholeBits)
	if err != nil {
		return nil, err
	}

	mask := uint64(1)<<groupBits - 1
	bucket := func(g *group) int { return int(hash(g.look, []byte(g.key)) & mask) }
	slices.SortStableFunc(groups, func(a, b *group) int { return cmp.Compare(bucket(a), bucket(b)) })
	table := len(out)
	out = append(out, make([]byte, 4<<groupBits+4)...)
	next := 0 // the first bucket without offset
	for _, g := range groups {
		for ; next <= bucket(g); next++ {
			le.PutUint32(out[table+4*next:], uint32(len(out)))
		}
		slices.SortStableFunc(g.patterns, func(a, b *Pattern) int {
			return cmp.Compare(len(b.Head)+len(b.Tail), len(a.Head)+len(a.Tail))
		})
		out = append(out, byte(g.look), byte(len(g.key)))
		out = append(out, g.key...)
		size := len(out)
		out = append(out, 0, 0, byte(len(g.patterns)))
		for _, p := range g.patterns {
			out = appendRecord(out, p)
		}
		if len(g.patterns) > 255 || len(out)-size-3 >= 1<<16 {
			return nil, fmt.Errorf("%d patterns share the word %q: at most 255 may", len(g.patterns), g.key)
		}
		le.PutUint16(out[size:], uint16(len(out)-size-3))
	}
	for ; next <= 1<<groupBits; next++ {
		le.PutUint32(out[table+4*next:], uint32(len(out)))
	}
	for i, p := range dense {
		le.PutUint32(out[denseAt+4*i:], uint32(len(out)))
		out = appendRecord(out, p)
	}
	return out, nil
}

// sortOut parts the patterns by how they are looked up.
func sortOut(patterns []Pattern) (wholes []*Pattern, groups []*group, dense []*Pattern) {
	type name struct {
		look lookup
		key  string
	}
	known := map[name]*group{}
	for i := range patterns {
		p := &patterns[i]
		var n name
		switch {
		case p.shape == whole:
			wholes = append(wholes, p)
			continue
		case p.shape == prefix, p.shape == named && p.Head != "":
			n = name{lookFirst, string(firstKey([]byte(p.Head)))}
		case p.shape == suffix, p.shape == named:
			n = name{lookLast, string(lastKey([]byte(p.Tail)))}
		case isDense(p.Head):
			dense = append(dense, p)
			continue
		default:
			n = name{lookInner, longestWord(p.Head)}
		}
		if known[n] == nil {
			known[n] = &group{look: n.look, key: n.key}
			groups = append(groups, known[n])
		}
		known[n].patterns = append(known[n].patterns, p)
	}
	return wholes, groups, dense
}

// appendFilter writes the filter of 2^size bits of n hashes.
func appendFilter(out []byte, size, n int, hash func(i int) uint64) []byte {
	filter := make([]byte, 1<<size/8)
	for i := range n {
		at, bit := filtered(hash(i), size)
		filter[at] |= 1 << bit
	}
	return append(out, filter...)
}

// appendWholes writes the table of whole lines.
func appendWholes(out []byte, wholes []*Pattern, wholeBits int) ([]byte, error) {
	le := binary.LittleEndian
	mask := uint64(1)<<wholeBits - 1
	type entry struct {
		bucket, print uint64
		pattern       *Pattern
	}
	entries := make([]entry, len(wholes))
	for i, p := range wholes {
		h := hash(wholeSeed, []byte(p.Head))
		entries[i] = entry{h & mask, h >> 32, p}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.bucket, b.bucket), cmp.Compare(a.print, b.print))
	})
	next := uint64(0)
	for i, e := range entries {
		if i > 0 && e.bucket == entries[i-1].bucket && e.print == entries[i-1].print {
			return nil, fmt.Errorf("%q and %q have the same hash", e.pattern.Head, entries[i-1].pattern.Head)
		}
		for ; next <= e.bucket; next++ {
			out = le.AppendUint16(out, uint16(i))
		}
	}
	for ; next <= 1<<wholeBits; next++ {
		out = le.AppendUint16(out, uint16(len(entries)))
	}
	for _, e := range entries {
		out = le.AppendUint32(out, uint32(e.print))
		out = append(out, e.pattern.Label|e.pattern.Place<<placeShift, e.pattern.Lang)
	}
	return out, nil
}

func appendRecord(out []byte, p *Pattern) []byte {
	s := byte(p.shape)
	if p.open {
		s |= openBit
	}
	out = append(out, s, p.Label|p.Place<<placeShift, p.Lang, byte(len(p.Head)), byte(len(p.Tail)))
	out = append(out, p.Head...)
	return append(out, p.Tail...)
}
