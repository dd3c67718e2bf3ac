package classify

import (
	"unicode"

	"github.com/pithcli/pith/extract/block"
)

// topicLetters is the least length of a word that can be a topic's.
const topicLetters = 4

// topics measures how much of each block's vocabulary the rest of the page's
// prose has, and how much the densest run of it: the article's own notes and headings share it, teasers of other pages do not.
func (p *textPage) topics() {
	const most = 60 // words of a block that are looked at
	p.topic, p.theme = make([]float32, p.n), make([]float32, p.n)
	type seenWord struct{ prose, main uint16 } // in all prose; in the densest run
	main := p.spans[1]
	count := map[uint64]seenWord{}
	var seen []uint64
	words := func(i int) []uint64 {
		seen = seen[:0]
		eachTopic(shown(p.doc, i), func(h uint64) bool {
			seen = append(seen, h)
			return len(seen) < most
		})
		return seen
	}
	for i := range p.units {
		if p.units[i].like() >= .7 {
			for _, h := range words(i) {
				c := count[h]
				c.prose = min(c.prose+1, 1<<15)
				if i >= main.lo && i < main.hi {
					c.main = min(c.main+1, 1<<15)
				}
				count[h] = c
			}
		}
	}
	own := map[uint64]uint16{}
	for i := range p.units {
		prose := p.units[i].like() >= .7
		list := words(i)
		if len(list) == 0 {
			p.topic[i], p.theme[i] = -1, -1
			continue
		}
		clear(own)
		if prose {
			for _, h := range list {
				own[h]++
			}
		}
		shared, themed := 0, 0
		inMain := i >= main.lo && i < main.hi
		for _, h := range list {
			c, mine := count[h], own[h]
			if c.prose > mine {
				shared++
			}
			if c.main > mine || c.main > 0 && !inMain {
				themed++
			}
		}
		p.topic[i] = float32(shared) / float32(len(list))
		p.theme[i] = float32(themed) / float32(len(list))
	}
	p.themes = make(sums, p.n+1)
	for i := range p.units {
		p.themes[i+1] = p.themes[i] + float64(max(p.theme[i], 0)*p.units[i].words)
	}
}

// eachTopic calls f with a hash of each word of at least topicLetters letters, until it returns
// false; of unspaced scripts with each pair of letters.
func eachTopic(s string, f func(uint64) bool) {
	h, n := uint64(fnvOffset), 0
	var last rune
	for _, r := range s {
		switch {
		case r < 0x80 && asciiClass[r]&(cWord|cDigit) == cWord:
			h, n = (h^uint64(r|0x20))*fnvPrime, n+1
		case r >= 0x80 && unicode.IsLetter(r):
			if unspaced(r) {
				if last != 0 && !f((uint64(fnvOffset)^uint64(last))*fnvPrime^uint64(r)) {
					return
				}
				last = r
				continue
			}
			h, n = (h^uint64(unicode.ToLower(r)))*fnvPrime, n+1
		default:
			if n >= topicLetters && !f(h) {
				return
			}
			h, n, last = fnvOffset, 0, 0
		}
	}
	if n >= topicLetters {
		f(h)
	}
}

// findTitle looks for the line that is most likely the page's title: a heading
// of the first level, else a line that stands twice, else the last short line,
// each shortly before the densest run; and measures how much of each short block it holds.
func (p *textPage) findTitle() {
	const reach = 25 // blocks before the first prose
	p.title = -1
	p.titleShare = make([]float32, p.n)
	main := p.spans[1]
	if main.hi == 0 {
		return
	}
	best := float32(0)
	for i := max(0, main.lo-reach); i < min(p.n, main.lo+2); i++ {
		u := &p.units[i]
		if u.words < 2 || u.words > 30 || u.hit {
			continue
		}
		score := u.words/40 + float32(i-main.lo+reach)/(2*reach)
		if u.kind == block.Heading {
			score += 1 / float32(max(u.level, 1))
		}
		if p.repeats[u.key] > 1 && u.words >= 4 {
			score++
		}
		if u.ends == edgeSentence || u.years > 0 {
			score -= .4
		}
		if score > best {
			best, p.title = score, i
		}
	}
	if p.title < 0 {
		return
	}
	p.titleWords = map[uint64]struct{}{}
	eachWord(shown(p.doc, p.title), func(h uint64) { p.titleWords[h] = struct{}{} })
	const longest = 40 // words of a block that can repeat the title
	for i := range p.units {
		if p.units[i].words == 0 || p.units[i].words > longest {
			continue
		}
		n, in := 0, 0
		eachWord(shown(p.doc, i), func(h uint64) {
			n++
			if _, ok := p.titleWords[h]; ok {
				in++
			}
		})
		if n > 0 {
			p.titleShare[i] = float32(in) / float32(max(n, len(p.titleWords)))
		}
	}
}

// eachWord calls f with a hash of each word of s.
func eachWord(s string, f func(uint64)) {
	h, in := uint64(fnvOffset), false
	for _, r := range s {
		word := r < 0x80 && asciiClass[r]&cWord != 0 || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r))
		if word {
			h = (h ^ uint64(unicode.ToLower(r))) * fnvPrime
		}
		if in && (!word || unspaced(r)) {
			f(h)
			h = fnvOffset
		}
		in = word
	}
	if in {
		f(h)
	}
}
