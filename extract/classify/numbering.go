package classify

// numbering numbers hashes in the order in which they first come: a map that
// knows how large it can become.
type numbering struct {
	keys    []uint64
	numbers []int32
	count   int32
}

// newNumbering returns a numbering for at most n hashes.
func newNumbering(n int) *numbering {
	slots := 64
	for slots < 2*n {
		slots *= 2
	}
	return &numbering{keys: make([]uint64, slots), numbers: make([]int32, slots)}
}

// of returns the number of a hash. The lowest bit is left out of the comparison: 0 is an empty slot.
func (t *numbering) of(hash uint64) int32 {
	hash |= 1
	at := int(hash>>20) & (len(t.keys) - 1)
	for t.keys[at] != 0 && t.keys[at] != hash {
		at = (at + 1) & (len(t.keys) - 1)
	}
	if t.keys[at] == 0 {
		t.keys[at], t.numbers[at] = hash, t.count
		t.count++
	}
	return t.numbers[at]
}
