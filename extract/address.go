package extract

import "net/url"

// resolve returns ref as an absolute address against base; ref itself where
// either cannot be read as an address.
func resolve(base, ref string) string {
	r, err := url.Parse(ref)
	if err != nil {
		return ref
	}
	b, err := url.Parse(base)
	if err != nil || !b.IsAbs() {
		return ref
	}
	return b.ResolveReference(r).String()
}
