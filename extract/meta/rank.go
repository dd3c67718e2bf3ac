package meta

import (
	"unicode"
)

// rank decides a field by the weight of its signals alone; clean refuses a value by returning "".
func (p *page) rank(s Subject, clean func(string) string, f *Field) {
	best := -1
	for i := range p.claims {
		c := &p.claims[i]
		w := &signalTable[c.signal]
		if w.Subject != s {
			continue
		}
		if c.read = clean(c.value); c.read == "" {
			if c.note == "" {
				c.note = "refused"
			}
			continue
		}
		c.weight = w.Weight
		if best < 0 || w.Weight > signalTable[p.claims[best].signal].Weight {
			best = i
		}
	}
	if best < 0 {
		return
	}
	c := &p.claims[best]
	c.won = true
	conf := .8
	for i := range p.claims {
		if o := &p.claims[i]; i != best && o.read == c.read && signalTable[o.signal].Subject == s {
			conf = .95
			break
		}
	}
	*f = Field{Value: c.read, Source: signalTable[c.signal].Name, Confidence: conf}
}

func hasLetters(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
