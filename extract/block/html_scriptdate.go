package block

import "bytes"

// Scripts that are no JSON documents hold a page's state or data layer as
// often: of them only what stands around the keys of a publication date is
// kept, as a SignalJSON of a few hundred bytes. Which keys count is meta's.
const (
	scriptKeyBefore = 40 // bytes kept before a key's middle, its start included
	scriptKeyAfter  = 110
	maxScriptKeys   = 8
)

// scriptDates records the surroundings of "…ubli…" and "…ubDate" where a number
// follows soon: a key of a publication date with its value.
func (b *builder) scriptDates(s []byte) {
	if len(s) > maxScript || len(b.doc.Signals) >= maxSignals {
		return
	}
	var out []byte
	found := 0
	for i := 0; i < len(s) && found < maxScriptKeys; {
		k := bytes.Index(s[i:], []byte("ubli"))
		if k < 0 {
			break
		}
		i += k
		end := min(len(s), i+scriptKeyAfter)
		window := s[i:end]
		if publicationKey(window) {
			out = append(out, s[max(0, i-scriptKeyBefore):end]...)
			out = append(out, '\n')
			found++
			i = end
			continue
		}
		i += 4
	}
	if found > 0 {
		b.signal(Signal{Kind: SignalJSON, Name: b.scriptID, Value: Clean(out)})
	}
}

// publicationKey says whether a text that begins inside a key for "published" or
// "publication" goes on with a colon and something that may be a year.
func publicationKey(s []byte) bool {
	if !bytes.HasPrefix(s, []byte("ublish")) && !bytes.HasPrefix(s, []byte("ublication")) || bytes.HasPrefix(s, []byte("ublisher")) {
		return false
	}
	c := bytes.IndexByte(s[:min(len(s), 32)], ':')
	return c > 0 && bytes.IndexAny(s[c:min(len(s), c+40)], "12") > 0
}
