package classify

import (
	"strings"
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// headFacts are the page's statements about itself, as far as features use them.
type headFacts struct {
	words      headWords // of og:title, else the title element, and of the description
	titleWords float32
	scratch    []uint64
	kinds      uint32  // of declaredKinds
	pathDepth  float32 // segments of the canonical address's path, -1 unknown
	address    uint32  // of addressKinds, found in the canonical address
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

// addressKinds are words in host and path of a page's address, cut as class names are.
var addressKinds = []struct{ name, doc, words string }{
	{"docs", "documentation", "docs doc documentation reference api manual guide guides wiki man tutorial tutorials handbook stdlib library learn help kb developer developers readthedocs"},
	{"product", "a product", "product products item itm dp prod sku buy pd prd"},
	{"forum", "a discussion", "forum forums thread threads topic topics viewtopic showthread questions question discussion discussions community board boards comments ask answers"},
	{"collection", "a collection", "collections collection category categories shop store catalog cat tag brand brands sale"},
	{"news", "an article", "blog news article articles story stories post posts magazine press archive archives opinion politics sport sports recipes recipe review reviews"},
	{"service", "a service", "services service solutions solution pricing about contact company features platform plans careers faq"},
}

var addressWords = sync.OnceValue(func() *wordBits {
	w := newWordBits()
	for k, a := range addressKinds {
		w.add(a.words, 1<<k)
	}
	return w
})

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

// headWords are the hashes of the words of title and description. A filter of a bit for each stands before the
// map: nearly all words that are looked up are not in it, and the map costs ten times the filter.
type headWords struct {
	filter [64]uint64
	in     map[uint64]headText
}

// headText is which of the texts a word is in.
type headText uint8

const (
	inTitle headText = 1 << iota
	inDescription
)

// add adds the first words of a text and returns how many different ones they are.
func (w *headWords) add(text string, in headText) int {
	if text == "" {
		return 0
	}
	var words []uint64
	doc := block.Document{Text: text}
	measure(&doc, &block.Block{End: int32(min(len(text), 40*mostTitle))}, &words)
	if w.in == nil {
		w.in = make(map[uint64]headText, len(words))
	}
	count := 0
	for _, h := range words[:min(len(words), mostTitle)] {
		w.filter[h>>6&63] |= 1 << (h & 63)
		if w.in[h]&in == 0 {
			w.in[h] |= in
			count++
		}
	}
	return count
}

// of says which texts a word is in.
func (w *headWords) of(h uint64) headText {
	if w.filter[h>>6&63]>>(h&63)&1 == 0 {
		return 0
	}
	return w.in[h]
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
					h.readAddress(s.Value)
				}
			}
		case block.SignalLink:
			if s.Name == "canonical" {
				h.readAddress(s.Value)
			}
		case block.SignalJSONLD:
			h.jsonLD(s.Value)
		}
	}
	if ogTitle == "" {
		ogTitle = title
	}
	h.titleWords = float32(h.words.add(ogTitle, inTitle))
	h.words.add(description, inDescription)
}

func (h *headFacts) readAddress(url string) {
	h.pathDepth = pathDepth(url)
	_, rest, _ := strings.Cut(url, "://")
	if len(rest) < mostAddress {
		h.address = uint32(readName(rest, addressWords()).groups)
	}
}

// mostAddress is the length of addresses that are read: longer ones are data.
const mostAddress = 400

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

// jsonLD reads the declared types out of a JSON-LD script without parsing it: the script may be broken,
// huge or nested without end. (The articleBody beside them saved .008 % of the loss as a feature.)
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
}

// longestEcho is the length in bytes of blocks that may repeat the title or description.
const longestEcho = 2000

// measure measures block i and its overlap with the head.
func (h *headFacts) measure(p *page, i int) measures {
	b := &p.doc.Blocks[i]
	h.scratch = h.scratch[:0]
	m := measure(p.doc, b, &h.scratch)
	var title, description int
	if b.End-b.Start < longestEcho {
		for _, w := range h.scratch {
			if in := h.words.of(w); in != 0 {
				title += int(in & inTitle)
				description += int(in & inDescription / inDescription)
			}
		}
	}
	if n := float32(m.words); n > 0 {
		p.titleHits[i] = float32(title) / n
		p.described[i] = float32(description) / n
	}
	return m
}
