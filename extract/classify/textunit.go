package classify

import (
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
	"github.com/pithcli/pith/extract/classify/role"
)

// textUnit is what is measured of one block by itself.
type textUnit struct {
	// words counts words, two characters of a script without word spaces as one.
	words                         float32
	tokens                        int32 // words as the selection weighs them
	runes, letters, upper, digits int32
	punct, commas, signs          int32 // signs: | › » / • # @ and the like, which menus are made with
	capWords                      int32
	// functions counts function words among the counted words; of unspaced
	// scripts the letters that carry grammar, two as one.
	functions, counted   float32
	voices               [voiceCount]uint16 // words of each voice
	shouts               int32              // exclamation marks
	straight, curly      int32              // quotation marks and apostrophes, as typed and as set
	list                 int32              // index in textPage.groups of the outermost list or table, 0 for none
	sentences            int32
	linkBytes, textBytes int32
	longest              int32 // letters of the longest word
	ends, starts         textEdge
	kind                 block.Kind
	level, lists, quotes uint8
	table, ordered, item bool
	flags                block.Flags
	lines                int32
	gap, indent          uint8
	images               int32
	years                int32
	occurrence           int32 // which block with this text it is on the page, from 1
	clock, question      bool  // holds a time of day; ends with a question mark
	hit                  bool
	role                 role.Role
	place                phrases.Place
	key, shape           uint64
	opening              [2]uint64 // key of the first two words, of the first three
}

// textEdge is how a block begins or ends.
type textEdge uint8

const (
	edgeOther textEdge = iota
	edgeSentence
	edgeColon
	edgeEllipsis
	edgeComma
	edgeUpper
	edgeLower
	edgeDigit
	edgeQuote
)

// like says how much a block is a paragraph of prose, 0 to 1.
func (u *textUnit) like() float32 {
	if u.kind == block.Heading || u.words < 8 {
		return 0
	}
	v := float32(.3)
	if u.ends == edgeSentence {
		v = .7
	}
	if u.words >= 25 {
		v += .3
	}
	if u.linkShare() > .5 {
		v *= .3
	}
	return v
}

// prose is the block's words as far as they are prose.
func (u *textUnit) prose() float32 { return float32(u.words * u.like()) }

// dated says whether a block is a short line with a date or a time, as comments and lists of posts have.
func (u *textUnit) dated() bool { return u.words <= 12 && (u.years > 0 || u.clock) }

// named says whether a block may be a name: one to three words with capitals.
func (u *textUnit) named() bool {
	return u.words >= 1 && u.words <= 3 && u.digits == 0 && u.ends == edgeOther && float32(u.capWords) == u.counted
}

func (u *textUnit) linkShare() float32 {
	if u.textBytes == 0 {
		return 0
	}
	return float32(u.linkBytes) / float32(u.textBytes)
}

// shown is a block's text without what renderers leave out, such as the marks of Markdown.
func shown(doc *block.Document, i int) string {
	b := &doc.Blocks[i]
	var out []byte
	pos := b.Start
	for _, sp := range doc.BlockSpans(i) {
		if sp.Kind != block.Chrome || sp.Start < pos {
			continue
		}
		out = append(out, doc.Text[pos:sp.Start]...)
		pos = sp.End
	}
	if pos == b.Start {
		return doc.BlockText(i)
	}
	return string(append(out, doc.Text[pos:b.End]...))
}

// measure reads one block's text once.
func (u *textUnit) measure(doc *block.Document, i int, depth []textDepth, words map[string]voices) {
	b := &doc.Blocks[i]
	d := depth[b.In]
	u.kind, u.level, u.flags, u.lines, u.gap, u.indent = b.Kind, b.Level, b.Flags, b.Lines, b.Gap, b.Indent
	u.list = d.outer
	u.lists, u.quotes, u.table, u.ordered, u.item = d.lists, d.quotes, d.table, d.ordered, d.item
	s := shown(doc, i)
	u.textBytes = int32(len(s))
	link := block.Span{}
	for _, sp := range doc.BlockSpans(i) {
		switch sp.Kind {
		case block.Link:
			u.linkBytes += sp.End - sp.Start
			link = sp
		case block.Chrome:
			if sp.Start >= link.Start && sp.End <= link.End {
				u.linkBytes -= sp.End - sp.Start
			}
		case block.Image:
			u.images++
		}
	}
	w := wordReader{u: u, voices: words, key: fnvOffset}
	for _, r := range s {
		w.read(r)
	}
	if w.hour && w.digits == 2 {
		u.clock = true
	}
	w.endWord()
	u.key = w.key
	u.edges(s)
	u.shape = u.shapeKey()
	if s != "" {
		if h, ok := phrases.Match(s); ok {
			u.hit, u.role, u.place = true, h.Role, h.Place
		}
	}
}

// edges says how the block begins and ends.
func (u *textUnit) edges(s string) {
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		switch r {
		case '"', '”', '’', ')', '»', '\'', ' ', ']', '“', '』', '」', '*', '_':
			s = s[:len(s)-n]
			continue
		case '.', '!', '?', '。', '！', '？', '؟', '।':
			u.ends = edgeSentence
			u.question = r == '?' || r == '？' || r == '؟'
			if len(s) > 3 && s[len(s)-3:] == "..." {
				u.ends = edgeEllipsis
			}
		case '…':
			u.ends = edgeEllipsis
		case ':', '：':
			u.ends = edgeColon
		case ',', ';', '，', '、':
			u.ends = edgeComma
		}
		break
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsUpper(r):
		u.starts = edgeUpper
	case unicode.IsLower(r):
		u.starts = edgeLower
	case r >= '0' && r <= '9':
		u.starts = edgeDigit
	case r == '"' || r == '“' || r == '„' || r == '«' || r == '‘' || r == '「':
		u.starts = edgeQuote
	}
}

// hear counts a word that has voices.
func (u *textUnit) hear(set voices) {
	if set&(1<<voiceGrammar) != 0 {
		u.functions++
	}
	for v := voiceGrammar + 1; v < voiceCount && set>>v != 0; v++ {
		if set>>v&1 != 0 && u.voices[v] < 1<<15 {
			u.voices[v]++
		}
	}
}

// typography is 1 for text with set quotation marks, -1 with typed ones, 0 for neither.
func (u *textUnit) typography() float32 {
	switch {
	case u.curly > 0:
		return 1
	case u.straight > 0:
		return -1
	}
	return 0
}

// shapeKey is the same for blocks that look alike.
func (u *textUnit) shapeKey() uint64 {
	size := uint64(0)
	for w := u.words; w > 1.5; w /= 1.8 {
		size++
	}
	digits := uint64(0)
	if u.digits > 0 {
		digits = 1
	}
	links := uint64(0)
	if u.linkShare() > .5 {
		links = 1
	}
	return size | uint64(u.ends)<<8 | uint64(u.starts)<<12 | digits<<16 | links<<17 | uint64(u.kind)<<18 | uint64(u.lists)<<24
}
