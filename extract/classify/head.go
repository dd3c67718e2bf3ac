package classify

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// headFacts are the page's statements about itself, as far as features use them.
type headFacts struct {
	title       *wordSet // words of og:title, else the title element
	titleWords  float32
	description *wordSet
	body        *wordSet // pairs of neighbouring words of JSON-LD's articleBody; nil if there is none
	scratch     []uint64
	kinds       uint32  // of declaredKinds
	pathDepth   float32 // segments of the canonical address's path, -1 unknown
}

// declaredKinds are words in og:type and JSON-LD types; a page may have several.
var declaredKinds = []struct {
	name  string
	doc   string
	types []string
}{
	{"article", "an article", []string{"article", "newsarticle", "blogposting", "reportagenewsarticle", "techarticle", "scholarlyarticle", "opinionnewsarticle", "analysisnewsarticle", "liveblogposting"}},
	{"product", "a product", []string{"product", "og:product", "product.item", "productgroup", "offer", "aggregateoffer"}},
	{"forum", "a discussion", []string{"discussionforumposting", "qapage", "question", "socialmediaposting"}},
	{"listing", "a list of pages or things", []string{"itemlist", "collectionpage", "searchresultspage", "blog"}},
	{"business", "a business or service", []string{"localbusiness", "service", "professionalservice", "faqpage", "medicalbusiness", "legalservice"}},
	{"website", "a web site", []string{"website"}},
	{"recipe", "a recipe or video", []string{"recipe", "videoobject", "howto"}},
}

func kindBits(word string) uint32 {
	var bits uint32
	for k := range declaredKinds {
		for _, t := range declaredKinds[k].types {
			if strings.EqualFold(word, t) {
				bits |= 1 << k
			}
		}
	}
	return bits
}

// mostTitle bounds the words read of a title or description: those are short, and a page may lie.
const mostTitle = 200

// mostBody bounds the bytes read of articleBody.
const mostBody = 1 << 20

// wordSet is a set of word hashes with a bit filter before it: nearly all words that
// are looked up are not in it, and the map costs ten times the filter.
type wordSet struct {
	filter [64]uint64
	words  map[uint64]bool
}

func (w *wordSet) add(h uint64) {
	w.filter[h>>6&63] |= 1 << (h & 63)
	w.words[h] = true
}

func (w *wordSet) has(h uint64) bool {
	return w != nil && w.filter[h>>6&63]>>(h&63)&1 == 1 && w.words[h]
}

func (w *wordSet) len() int {
	if w == nil {
		return 0
	}
	return len(w.words)
}

// newWordSet holds the first words of a text; nil for an empty one.
func newWordSet(text string) *wordSet {
	if text == "" {
		return nil
	}
	var words []uint64
	doc := block.Document{Text: text}
	measure(&doc, &block.Block{End: int32(min(len(text), 40*mostTitle))}, &words)
	out := &wordSet{words: make(map[uint64]bool, len(words))}
	for _, w := range words[:min(len(words), mostTitle)] {
		out.add(w)
	}
	return out
}

func (h *headFacts) read(doc *block.Document) {
	var title, ogTitle, description string
	h.pathDepth = -1
	for i := range doc.Signals {
		s := &doc.Signals[i]
		switch s.Kind {
		case block.SignalTitle:
			if title == "" {
				title = s.Text
			}
		case block.SignalMeta:
			switch s.Name {
			case "og:title":
				ogTitle = s.Value
			case "og:description", "description", "twitter:description":
				if len(s.Value) > len(description) {
					description = s.Value
				}
			case "og:type":
				h.kinds |= kindBits(s.Value)
			case "og:url":
				if h.pathDepth < 0 {
					h.pathDepth = pathDepth(s.Value)
				}
			}
		case block.SignalLink:
			if s.Name == "canonical" {
				h.pathDepth = pathDepth(s.Value)
			}
		case block.SignalJSONLD:
			h.jsonLD(s.Value)
		}
	}
	if ogTitle == "" {
		ogTitle = title
	}
	h.title, h.description = newWordSet(ogTitle), newWordSet(description)
	h.titleWords = float32(h.title.len())
}

// pathDepth counts the segments of a URL's path.
func pathDepth(url string) float32 {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return -1
	}
	if at := strings.IndexAny(rest, "?#"); at >= 0 {
		rest = rest[:at]
	}
	return float32(strings.Count(strings.TrimRight(rest, "/"), "/"))
}

// jsonLD reads the declared types and the article's body out of a JSON-LD script
// without parsing it: the script may be broken, huge or nested without end, and only two
// kinds of string in it matter.
func (h *headFacts) jsonLD(raw string) {
	for at := 0; ; {
		k := strings.Index(raw[at:], `"@type"`)
		if k < 0 {
			break
		}
		at += k + len(`"@type"`)
		// The value is a string or a list of strings.
		window := raw[at:min(len(raw), at+160)]
		if end := strings.IndexAny(window, "}]"); end >= 0 {
			window = window[:end]
		}
		list := strings.HasPrefix(strings.TrimLeft(window, ": \n\r\t"), "[")
		for n := 0; n < 4; n++ {
			_, rest, ok := strings.Cut(window, `"`)
			if !ok {
				break
			}
			word, rest, ok := strings.Cut(rest, `"`)
			if !ok {
				break
			}
			h.kinds |= kindBits(word)
			if !list {
				break
			}
			window = rest
		}
	}
	at := strings.Index(raw, `"articleBody"`)
	if at < 0 || h.body != nil {
		return
	}
	_, value, ok := strings.Cut(raw[at+len(`"articleBody"`):], `"`)
	if !ok {
		return
	}
	text := unescapeJSON(value)
	if len(text) < 200 {
		return
	}
	var words []uint64
	doc := block.Document{Text: text}
	measure(&doc, &block.Block{End: int32(len(text))}, &words)
	h.body = &wordSet{words: make(map[uint64]bool, len(words))}
	prev := uint64(0)
	for _, w := range words {
		h.body.add(pair(prev, w))
		prev = w
	}
}

// pair is the hash of two neighbouring words.
func pair(a, b uint64) uint64 { return (a ^ b<<1) * fnvPrime }

// unescapeJSON decodes a JSON string up to its closing quote; HTML tags in it become blanks.
func unescapeJSON(s string) string {
	if len(s) > mostBody {
		s = s[:mostBody]
	}
	var b strings.Builder
	tag := false
	for i := 0; i < len(s) && s[i] != '"'; i++ {
		c := s[i]
		if c == '\\' && i+1 < len(s) {
			i++
			switch s[i] {
			case 'n', 'r', 't':
				c = ' '
			case 'u':
				if i+4 < len(s) {
					r := rune(0)
					for _, d := range []byte(s[i+1 : i+5]) {
						r = r<<4 | rune(hexDigit(d))
					}
					i += 4
					if r != '<' && r != '>' {
						if !tag {
							b.WriteRune(r)
						}
						continue
					}
					c = byte(r)
				}
			default:
				c = s[i]
			}
		}
		switch {
		case c == '<':
			tag = true
			b.WriteByte(' ')
		case c == '>':
			tag = false
		case !tag:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hexDigit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 0
}

// longestEcho is the length in bytes of blocks that may repeat the title or description.
const longestEcho = 2000

// overlap is the share of a block's words that a head statement has.
type overlap struct{ description, body float32 }

// measure measures block i and its overlap with the head.
func (h *headFacts) measure(p *page, i int) measures {
	b := &p.doc.Blocks[i]
	h.scratch = h.scratch[:0]
	m := measure(p.doc, b, &h.scratch)
	var title, description, body int
	if b.End-b.Start < longestEcho {
		for _, w := range h.scratch {
			if h.title.has(w) {
				title++
			}
			if h.description.has(w) {
				description++
			}
		}
	}
	if h.body != nil {
		prev := uint64(0)
		for _, w := range h.scratch {
			if h.body.has(pair(prev, w)) {
				body++
			}
			prev = w
		}
	}
	if p.overlaps == nil {
		p.overlaps = make([]overlap, p.n)
	}
	if n := float32(m.words); n > 0 {
		p.titleHits[i] = float32(title) / n
		p.overlaps[i].description = float32(description) / n
		p.overlaps[i].body = float32(body) / max(1, n-1)
	}
	return m
}
