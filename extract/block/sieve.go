package block

// shortHash is a cheap hash of a short string: of its length and its first, middle and
// last byte, in the highest bits.
func shortHash[T string | []byte](s T) uint32 {
	n := len(s)
	return (uint32(s[0]) | uint32(s[n/2])<<8 | uint32(s[n-1])<<16 | uint32(n)<<24) * 0x9e3779b1
}

// sieve tells most strings that are no key of a table, which are nearly all that a page
// looks up, at a tenth of the price of the table.
type sieve [64]uint64

func newSieve[V any](table map[string]V) (s sieve) {
	for w := range table {
		h := shortHash(w) >> 20
		s[h>>6] |= 1 << (h & 63)
	}
	return s
}

// passes is false for a string that is no key, true for keys and few others. The
// string is not empty.
func (s *sieve) passes(w string) bool {
	h := shortHash(w) >> 20
	return s[h>>6]>>(h&63)&1 == 1
}
