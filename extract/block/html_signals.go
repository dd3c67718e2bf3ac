package block

import (
	"bytes"
	"strings"
)

// Bounds on what is kept of a page's statements about itself.
const (
	maxSignals = 2000
	maxValue   = 16 << 10
	maxScript  = 2 << 20
)

func (b *builder) signal(s Signal) {
	if len(b.doc.Signals) >= maxSignals {
		return
	}
	s.Block, s.Pos = b.nextBlock(), int32(len(b.text))
	b.doc.Signals = append(b.doc.Signals, s)
}

func value(v []byte) string {
	if len(v) > maxValue {
		v = v[:maxValue]
	}
	return Clean(v)
}

func (b *builder) htmlSignals() {
	a := &b.attr
	if l := a.lang; l != nil {
		b.signal(Signal{Kind: SignalLang, Value: value(l), Name: value(a.dir)})
	} else if a.xmlLang != nil {
		b.signal(Signal{Kind: SignalLang, Value: value(a.xmlLang), Text: "xml:lang", Name: value(a.dir)})
	} else if a.dir != nil {
		b.signal(Signal{Kind: SignalLang, Name: value(a.dir)})
	}
}

func (b *builder) metaSignal() {
	a := &b.attr
	for _, n := range [][]byte{a.property, a.name, a.itemprop, a.httpEquiv} {
		if len(n) > 0 && a.content != nil {
			b.signal(Signal{Kind: SignalMeta, Name: strings.ToLower(value(n)), Value: value(a.content), Node: b.bodyNode()})
		}
	}
}

// bodyNode is the innermost open element, 0 in the head.
func (b *builder) bodyNode() int32 {
	if b.last[TagHead] > 0 {
		return 0
	}
	return b.top().node
}

func (b *builder) linkSignal() {
	a := &b.attr
	if len(a.rel) == 0 && len(a.itemprop) == 0 || len(a.href) == 0 || len(a.href) > maxURL {
		return
	}
	rel := strings.ToLower(value(a.rel))
	switch rel {
	case "stylesheet", "preload", "dns-prefetch", "preconnect", "prefetch", "modulepreload":
		return
	}
	text := a.hreflang
	if text == nil {
		text = a.typ
	}
	if text == nil {
		text = a.title
	}
	if rel == "" {
		b.signal(Signal{Kind: SignalItemProp, Name: value(a.itemprop), Value: cleanURL(a.href), Node: b.bodyNode()})
		return
	}
	b.signal(Signal{Kind: SignalLink, Name: rel, Value: cleanURL(a.href), Text: value(text), Node: b.bodyNode()})
}

func (b *builder) baseSignal() {
	if len(b.attr.href) > 0 && len(b.attr.href) <= maxURL {
		b.signal(Signal{Kind: SignalBase, Value: cleanURL(b.attr.href)})
	}
}

// titleText takes the text of a title element: the first of the page outside
// drawings is the document's.
func (b *builder) titleText(s []byte) {
	if b.titleSeen {
		return
	}
	if t := value(s); t != "" {
		b.titleSeen = true
		b.signal(Signal{Kind: SignalTitle, Text: t})
	}
}

// savers are words by which the comments of programs that save pages are known.
var savers = []string{"saved from", "singlefile", "url:", "mirrored from", "monolith", "httrack", "saved date", "archived from", "file archived on"}

func (b *builder) comment(s []byte) {
	if len(s) > 4096 {
		s = s[:4096]
	}
	low := bytes.ToLower(s)
	for _, w := range savers {
		if bytes.Contains(low, []byte(w)) {
			b.signal(Signal{Kind: SignalComment, Value: Clean(s)})
			return
		}
	}
}

// rawText takes the text of elements whose content is not shown: JSON and TeX scripts are kept.
func (b *builder) rawText(tag Tag, s []byte) {
	if tag == TagScript && b.scriptKind == noScriptData {
		b.texScript(s)
		b.scriptDates(s)
		return
	}
	if tag != TagScript {
		return
	}
	switch b.scriptKind {
	case scriptTeX, scriptTeXDisplay:
		if len(s) <= maxMath {
			b.scriptMath(Clean(s), b.scriptKind == scriptTeXDisplay)
		}
	default:
		if len(s) > maxScript || len(b.doc.Signals) >= maxSignals {
			return
		}
		k := SignalJSON
		if b.scriptKind == scriptLD {
			k = SignalJSONLD
		}
		b.signal(Signal{Kind: k, Name: b.scriptID, Value: string(s)})
	}
}

type scriptKind uint8

const (
	noScriptData scriptKind = iota
	scriptLD
	scriptJSON
	scriptTeX
	scriptTeXDisplay
)

func (b *builder) scriptStart() {
	a := &b.attr
	typ := strings.ToLower(string(bytes.TrimSpace(a.typ)))
	b.scriptID = value(a.id)
	if len(a.src) > 0 && !b.texPage {
		b.texScript(a.src)
	}
	mime, params, _ := strings.Cut(typ, ";")
	switch strings.TrimSpace(mime) {
	case "application/ld+json":
		b.scriptKind = scriptLD
	case "application/json":
		b.scriptKind = scriptJSON
	case "math/tex", "math/latex":
		b.scriptKind = scriptTeX
		if strings.Contains(params, "display") {
			b.scriptKind = scriptTeXDisplay
		}
	default:
		b.scriptKind = noScriptData
	}
}

// nodeSignals records what an element of the body says about the page.
func (b *builder) nodeSignals(f *frame, tag Tag, facts *nameFacts) {
	a := &b.attr
	n := f.node
	if tag == TagPre && a.lang != nil && a.codeLang == nil && knownLanguage()[string(a.lang)] {
		a.codeLang = a.lang // GeSHi, GitHub
	}
	if a.codeLang != nil {
		if b.dataLang == nil {
			b.dataLang = map[int32]string{}
		}
		b.dataLang[n] = named(value(a.codeLang))
	}
	switch tag {
	case TagScript:
		b.scriptStart()
		return
	case TagTime:
		b.timeSignal(n)
	case TagOther:
		if clockElements[b.doc.Names[f.name]] {
			b.timeSignal(n)
		}
	case TagH1:
		b.signal(Signal{Kind: SignalHeading, Name: "h1", Node: n})
	case TagH2, TagH3:
		if b.nextBlock() < topBlocks {
			b.signal(Signal{Kind: SignalHeading, Name: tag.String(), Node: n})
		}
	}
	itemType := ""
	if a.itemType != nil {
		itemType = value(a.itemType[bytes.LastIndexByte(bytes.TrimRight(a.itemType, "/ "), '/')+1:])
	}
	if len(a.itemprop) > 0 || itemType != "" && a.flags&NodeItemScope != 0 {
		v := a.content
		for _, w := range [][]byte{a.datetime, a.href, a.src} {
			if v == nil {
				v = w
			}
		}
		b.signal(Signal{Kind: SignalItemProp, Name: value(a.itemprop), Value: value(v), Text: itemType, Node: n})
	}
	word := facts.byline
	if word == "" {
		word = b.facts[b.doc.Nodes[n].ID].byline
	}
	if word == "" && len(a.rel) > 0 && bytes.EqualFold(bytes.TrimSpace(a.rel), []byte("author")) {
		word = "rel=author"
	}
	for _, data := range [...]struct {
		name  string
		value []byte
	}{{"data-author", a.author}, {"data-date", a.date}} {
		if data.value != nil {
			b.signal(Signal{Kind: SignalByline, Name: data.name, Value: value(data.value), Node: n})
		}
	}
	b.postFacts(n, tag, facts, word)
	if word != "" {
		v := a.datetime
		if v == nil {
			v = a.href
		}
		if v == nil {
			v = a.title
		}
		b.signal(Signal{Kind: SignalByline, Name: word, Value: value(v), Node: n})
	}
}

// postFacts notes what an element says of a post: its author, its time, its depth.
func (b *builder) postFacts(n int32, tag Tag, facts *nameFacts, word string) {
	a := &b.attr
	if a.used {
		b.postAttributes(n, tag)
	}
	clock := tag == TagTime || facts.traits&factClock != 0 || tag == TagOther && clockElements[b.doc.Names[b.stack[len(b.stack)-1].name]]
	switch {
	case facts.traits&factUser != 0:
		b.postMark(n, markUser, "")
	case clock || word == "date":
		v := a.datetime
		for _, w := range [][]byte{a.date, a.title, a.content} {
			if v == nil {
				v = w
			}
		}
		kind := markDate
		if clock {
			kind = markClock
		}
		b.postMark(n, kind, value(v))
	case authorSignals[word] || string(a.itemprop) == "author":
		b.postMark(n, markPerson, "")
	}
}

// postAttributes reads the attributes that say that an element is a post or quote, and whose.
func (b *builder) postAttributes(n int32, tag Tag) {
	a := &b.attr
	switch {
	case a.testID != nil:
		switch string(a.testID) {
		case "tweet":
			b.isPost(n, streamRank)
		case "User-Name":
			b.postMark(n, markUser, "")
		}
	case a.itemType != nil && bytes.Contains(a.itemType, []byte("/")):
		switch string(a.itemType[bytes.LastIndexByte(a.itemType, '/')+1:]) {
		case "Comment", "Answer", "Question":
			b.isPost(n, topRank)
		}
	}
	if a.author != nil && len(a.author) < 80 {
		switch tag {
		case TagBlockquote:
		case TagAside:
			if b.quoteOf == nil {
				b.quoteOf = map[int32]string{}
			}
			b.quoteOf[n] = value(a.author)
		case TagOther:
			b.isPost(n, topRank)
			fallthrough
		default:
			b.postMark(n, markAuthor, value(a.author))
		}
	}
	if a.depth != nil && (tag == TagTd || tag == TagOther || tag == TagArticle) {
		b.postMark(n, markDepth, value(a.depth))
	}
}

func (b *builder) isPost(n int32, rank postRank) {
	if b.postNodes == nil {
		b.postNodes = map[int32]postRank{}
	}
	b.postNodes[n] = rank
}

// quoted is whom a blockquote that opens says that it quotes.
func (b *builder) quoted(f *frame) string {
	if len(b.attr.author) > 0 {
		return value(b.attr.author)
	}
	if b.quoteOf == nil {
		return ""
	}
	n := b.doc.Nodes[f.node].Parent
	for k := 0; k < 2 && n > 0; k, n = k+1, b.doc.Nodes[n].Parent {
		if q := b.quoteOf[n]; q != "" {
			return q
		}
	}
	return ""
}

// authorSignals are the names of byline signals that give a person.
var authorSignals = map[string]bool{"author": true, "byline": true, "fn": true, "rel=author": true}

// topBlocks is how far down h2 and h3 are recorded: titles stand near the top.
const topBlocks = 40

// clockElements are custom elements that show a time and hold it in an attribute (GitHub, Reddit).
var clockElements = map[string]bool{"relative-time": true, "time-ago": true, "local-time": true, "faceplate-timeago": true}

func (b *builder) timeSignal(n int32) {
	a := &b.attr
	v := a.datetime
	for _, w := range [][]byte{a.date, a.title} {
		if v == nil {
			v = w
		}
	}
	name := ""
	if a.pubdate != nil {
		name = "pubdate"
	}
	b.signal(Signal{Kind: SignalTime, Name: name, Value: value(v), Node: n})
}
