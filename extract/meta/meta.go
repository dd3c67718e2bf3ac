// Package meta decides what a page says about itself: title, authors, dates,
// site, language and the rest, from the signals that block gathered.
//
// Every place where a page may state a field is one entry of a table (Table);
// each field is decided once, over all that its signals say: agreement counts,
// rank breaks ties, and a field about which the page says too little stays
// empty. Resolve works before the article's blocks are chosen, Complete after;
// Signals lists all candidates with the reason why one won.
package meta

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
)

// Field is one decided value and where it came from.
type Field struct {
	Value string
	// Source names the signal that won, as Table does: "json-ld:headline", "meta:og:title", "h1", "visible:byline" …; "" where the field is empty.
	Source string
	// Confidence is an estimate between 0 and 1 that the value is right.
	Confidence float64
}

// Metadata is what a page says about itself. Empty fields are not known.
type Metadata struct {
	Title       Field
	Subtitle    Field
	Authors     []Field // persons, in page order
	Publisher   Field
	Published   Field // ISO 8601: a day, or a time with the offset that the page gives
	Modified    Field
	Captured    Field
	Site        Field
	Language    Field // BCP 47, primary subtag first
	URL         Field // canonical address, absolute
	Description Field
	Image       Field
	Section     Field
	License     Field
	Tags        []Field
	// AMP is the address of the page's AMP twin; Original, where the page was
	// saved from another host than its canonical address, says that it is syndicated from there.
	AMP      Field
	Original Field
	// Access is "free", "restricted" or "".
	Access Field
	// WordCount and ReadingTime (minutes, rounded up) of the article; set by Complete.
	WordCount   int
	ReadingTime int
	// TitleBlock is the index of the block that shows the title, -1 if none does.
	TitleBlock int
	// BylineBlocks and DateBlocks are indexes of blocks that state the author or date and are not article text.
	BylineBlocks []int
	DateBlocks   []int
}

// Context is what is known of the page from outside.
type Context struct {
	URL      string    // address it was saved from
	Captured time.Time // when it was saved
	Title    string    // title that its container gives
	// Kept has one entry a block, true for blocks of the article; nil before
	// selection: then Complete is to be called after it.
	Kept []bool
}

// Resolve decides every field of a page's metadata; those that need the
// article's text only where ctx.Kept says which blocks it is, else Complete does
// that later. It reads doc and never fails: what cannot be read is empty.
func Resolve(doc *block.Document, ctx Context) Metadata {
	p, m := resolve(doc, ctx)
	p.done()
	return m
}

func resolve(doc *block.Document, ctx Context) (*page, Metadata) {
	p := newPage(doc, ctx)
	m := Metadata{TitleBlock: -1}
	p.gather()
	p.readingOf()
	p.ldEntity()
	p.ldClaims()
	p.siteNames()
	p.decideTitle(&m)
	if doc.Form == block.FormText && m.TitleBlock < 0 {
		p.textTitle(&m)
	}
	p.titleBlock = m.TitleBlock
	p.near(m.TitleBlock)
	p.decideSubtitle(&m)
	p.gatherAuthors(&m)
	p.decideAuthors(&m)
	p.gatherDates()
	p.decideDates(&m)
	p.decideSite(&m)
	p.decideAddress(&m)
	p.decideRest(&m)
	p.decideLanguage(&m)
	if len(ctx.Kept) == len(doc.Blocks) && len(ctx.Kept) > 0 {
		kept := make([]int, 0, len(ctx.Kept))
		for i, k := range ctx.Kept {
			if k {
				kept = append(kept, i)
			}
		}
		before := m
		Complete(&m, doc, kept)
		p.completed(&before, &m)
	}
	m.balance()
	return p, m
}

// balance keeps the direction that a value turns from turning what stands behind it.
func (m *Metadata) balance() {
	one := []*Field{&m.Title, &m.Subtitle, &m.Publisher, &m.Site, &m.URL, &m.Description, &m.Image, &m.Section, &m.License, &m.AMP, &m.Original}
	for _, list := range [...][]Field{m.Authors, m.Tags} {
		for i := range list {
			one = append(one, &list[i])
		}
	}
	for _, f := range one {
		f.Value = block.Balance(f.Value)
	}
}

// completed lists what Complete decided among the claims.
func (p *page) completed(before, m *Metadata) {
	for _, f := range []struct {
		signal     int
		field, was *Field
	}{{sigText, &m.Language, &before.Language}, {sigFirstParagraph, &m.Description, &before.Description}} {
		if f.field.Source != signalTable[f.signal].Name {
			continue
		}
		p.of(signalTable[f.signal].Subject, func(c *claim) { c.won = false })
		p.claims = append(p.claims, claim{signal: f.signal, value: f.field.Value, read: f.field.Value, block: -1, won: true, weight: signalTable[f.signal].Weight})
	}
}

// decideLanguage gives the language that the page states; Complete overrules it by the text.
func (p *page) decideLanguage(m *Metadata) {
	if p.lang != "" {
		p.add(sigHTMLLang, p.lang, nil)
	}
	p.rank(Language, canonicalTag, &m.Language)
}

// Complete fills what needs the article: language from its text, a description
// from its first paragraph, word count and reading time. kept are the indexes
// of the article's blocks in page order.
func Complete(m *Metadata, doc *block.Document, kept []int) {
	var text strings.Builder
	words := 0
	first := ""
	for _, i := range kept {
		b := &doc.Blocks[i]
		t := doc.BlockText(i)
		if i == m.TitleBlock || b.Kind == block.Media || b.Kind == block.Rule || b.Kind == block.Control {
			continue
		}
		words += countWords(t)
		if b.Kind == block.Pre {
			continue
		}
		if n := languageBytes - text.Len(); n > 0 {
			text.Grow(languageBytes + 1)
			text.WriteString(clip(t, n))
			text.WriteByte('\n')
		}
		if first == "" && b.Kind == block.Para && utf8.RuneCountInString(t) >= 60 {
			first = t
		}
	}
	m.WordCount = words
	m.ReadingTime = readingTime(text.String(), words)
	if m.Description.Value == "" && first != "" {
		m.Description = Field{Value: block.Balance(shorten(collapse(first))), Source: signalTable[sigFirstParagraph].Name, Confidence: .5}
	}
	m.completeLanguage(text.String())
}

// sureLanguage is the margin from which the words of the text overrule what the page says of itself.
const sureLanguage = .12

func (m *Metadata) completeLanguage(text string) {
	lang, sure := identify(text)
	if lang == "" {
		return
	}
	said := m.Language.Value
	if primary(said) == lang {
		m.Language.Confidence = .99
		return
	}
	if said != "" && sure < sureLanguage {
		return
	}
	m.Language = Field{Value: lang, Source: signalTable[sigText].Name, Confidence: min(.98, .6+sure)}
}

// wordsPerMinute is the speed of silent reading of non-fiction in English
// (Brysbaert 2019: 238); charactersPerMinute that of Chinese and Japanese.
const (
	wordsPerMinute      = 238
	charactersPerMinute = 500
)

func readingTime(text string, words int) int {
	speed := wordsPerMinute
	n := 0
	for _, r := range clip(text, 300) {
		if cjk(r) {
			n++
		}
	}
	if n > 30 {
		speed = charactersPerMinute
	}
	return (words + speed - 1) / speed
}

// wordBytes has bit 0 for ASCII letters and digits, bit 1 for what may stand inside a word.
var wordBytes = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' {
			t[c] = 1
		}
	}
	t['\''], t['-'], t['.'], t['_'] = 2, 2, 2, 2
	return t
}()

// countWords counts runs of letters and digits; in scripts without spaces,
// characters. A word goes on over an apostrophe, a hyphen or a dot.
func countWords(s string) int {
	n, in := 0, uint8(0)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			w := wordBytes[c]
			n += int(w & 1 &^ in)
			in = w&1 | w>>1&in
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case cjk(r):
			n++
			in = 0
		case isWordRune(r):
			n += int(1 &^ in)
			in = 1
		default:
			in = 0
		}
	}
	return n
}

// maxDescription is where a paragraph is cut that stands in for a description.
const maxDescription = 300

func shorten(s string) string {
	if len(s) <= maxDescription {
		return s
	}
	cut := clip(s, maxDescription)
	if i := strings.LastIndexAny(cut, " "); i > maxDescription/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:-") + "…"
}
