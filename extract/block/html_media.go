package block

import (
	"bytes"
	"strconv"
	"strings"
)

// voids holds what elements without content do.
var voids [tagCount]func(*builder)

func init() {
	voids[TagBr] = (*builder).lineBreak
	voids[TagHr] = (*builder).rule
	voids[TagImg], voids[TagImage] = (*builder).image, (*builder).image
	voids[TagInput] = (*builder).input
	voids[TagMeta] = (*builder).metaSignal
	voids[TagLink] = (*builder).linkSignal
	voids[TagBase] = (*builder).baseSignal
	voids[TagEmbed] = func(b *builder) { b.embed(TagEmbed) }
	voids[TagFrame] = func(b *builder) { b.embed(TagFrame) }
	voids[TagSource] = (*builder).source
}

// rule makes a block of an hr.
func (b *builder) rule() {
	b.flush()
	t := b.top()
	if t.pre == inPre || t.foreign != notForeign {
		return
	}
	at := int32(len(b.text))
	if at > 0 {
		b.text = append(b.text, '\n')
		at++
	}
	s := int32(len(b.doc.Spans))
	b.doc.Blocks = append(b.doc.Blocks, Block{Start: at, End: at, SpanStart: s, SpanEnd: s, Node: t.block, In: t.container, Offset: int32(b.pos), Kind: Rule, Flags: t.flags})
}

// input is a form field: white space in the text, or the state of a list item's check box.
func (b *builder) input() {
	b.blank = true
	if !bytes.EqualFold(b.attr.typ, []byte("checkbox")) {
		return
	}
	c := &b.doc.Containers[b.top().container]
	if c.Kind == ContainerItem && c.Task == NoTask {
		// Only before the item's own text: a box behind it is a form's.
		if n := &b.doc.Nodes[c.Node]; n.FirstBlock == b.nextBlock() || b.in >= 0 && n.FirstBlock == int32(b.in) && int(b.doc.Blocks[b.in].Start) == len(b.text) {
			c.Task = TaskOpen
			if b.attr.checked != nil {
				c.Task = TaskDone
			}
		}
	}
}

func (b *builder) source() {
	t := b.top()
	switch t.tag {
	case TagPicture:
		set := b.attr.srcset
		if set == nil {
			set = b.attr.lazySrcset
		}
		if len(set) > 0 && len(b.picture) < 1<<16 {
			if len(b.picture) > 0 {
				b.picture = append(b.picture, ',', ' ')
			}
			b.picture = append(b.picture, set...)
		}
	case TagVideo, TagAudio:
		b.embed(TagSource)
	}
}

// placeholders are words in the file name of a picture that stands in until the real one is loaded.
var placeholders = []string{"blank.", "placeholder", "spacer", "transparent", "lazy", "pixel", "1x1", "loading.", "grey.gif", "gray.gif", "empty.", "dummy"}

func isPlaceholder(url string) bool {
	if url == "" || strings.HasPrefix(url, "data:") || strings.HasPrefix(url, "about:") {
		return true
	}
	name := url
	if i := strings.IndexAny(name, "?#"); i >= 0 {
		name = name[:i]
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	if len(name) > 100 {
		return false
	}
	name = strings.ToLower(name)
	for _, p := range placeholders {
		if strings.Contains(name, p) {
			return true
		}
	}
	return false
}

// image adds a picture: the best of its sources, lazy ones first where the
// plain one is a placeholder.
func (b *builder) image() {
	a := &b.attr
	t := b.top()
	if t.tag == TagTd && a.width != nil && b.doc.Names[b.doc.Nodes[t.node].Class] == "ind" {
		// Hacker News of old indents replies with a blank picture.
		b.postMark(t.node, markDepth, value([]byte(strconv.Itoa(int(number(a.width, 0)/40)))))
	}
	if t.foreign != notForeign || b.tiny() {
		return
	}
	src := cleanImage(a.src)
	if lazy := cleanImage(a.lazySrc); lazy != "" && !strings.HasPrefix(lazy, "{") && !strings.HasPrefix(lazy, "[") && (isPlaceholder(src) || !isPlaceholder(lazy)) {
		src = lazy
	}
	for _, set := range [][]byte{a.lazySrcset, a.srcset, b.picture} {
		if best, wide := widest(set); best != "" && !strings.HasPrefix(best, "data:") && (wide || isPlaceholder(src)) {
			src = best
			break
		}
	}
	b.picture = b.picture[:0]
	if tex, display := b.imageTeX(src); tex != "" {
		if !b.afterMath() {
			b.addMath(tex, display)
		}
		return
	}
	if strings.HasPrefix(src, "data:") {
		src = ""
	}
	if src == "" && len(a.alt) == 0 {
		return
	}
	alt := cleanAttr(a.alt)
	if t.flags&NoScript != 0 && b.lastImage >= 0 && b.replaceLazy(src, alt) {
		return
	}
	b.place(Span{Kind: Image, URL: src, Text: alt, Title: cleanAttr(a.title)})
}

// replaceLazy handles the copy of a lazy picture that stands in a noscript
// behind it: the same picture once, with the better source.
func (b *builder) replaceLazy(src, alt string) bool {
	d := b.doc
	if int(b.lastImage) >= len(d.Spans) || len(d.Spans)-int(b.lastImage) > 4 {
		return false
	}
	s := &d.Spans[b.lastImage]
	if s.Kind != Image {
		return false
	}
	if s.URL == src {
		return true
	}
	if isPlaceholder(s.URL) || s.Text != "" && s.Text == alt {
		if isPlaceholder(s.URL) {
			s.URL = src
		}
		if s.Text == "" {
			s.Text = alt
		}
		return true
	}
	return false
}

// tiny says whether the picture is a counter's pixel.
func (b *builder) tiny() bool {
	w, h := number(b.attr.width, -1), number(b.attr.height, -1)
	return w >= 0 && w <= 2 && h >= 0 && h <= 2
}

func cleanImage(v []byte) string {
	if len(v) > maxURL || len(v) == 0 {
		return ""
	}
	if bytes.HasPrefix(v, []byte("data:")) {
		return "data:" // never kept: see maxURL
	}
	return cleanURL(v)
}

// maxURL bounds addresses: longer ones are data in disguise.
const maxURL = 8192

// maxAttrText bounds alt texts and titles.
const maxAttrText = 4096

// cleanAttr makes one line of text of an attribute's value, by the rules of addText.
func cleanAttr(v []byte) string {
	if len(v) > maxAttrText {
		v = v[:maxAttrText]
		for len(v) > 0 && v[len(v)-1] >= 0x80 && v[len(v)-1] < 0xC0 {
			v = v[:len(v)-1]
		}
		if len(v) > 0 && v[len(v)-1] >= 0xC0 {
			v = v[:len(v)-1]
		}
	}
	return Clean(v)
}

// Clean returns s as one line: white space folded, control characters, soft
// hyphens, zero-width spaces and bidirectional controls dropped.
func Clean[T string | []byte](s T) string {
	out := make([]byte, 0, len(s))
	in := []byte(s)
	blank := false
	for i := 0; i < len(in); {
		n, what := 1, int(byteClass[in[i]])
		if what == multi {
			if n, what = wide(in[i:]); what == multi {
				what = drop
			}
		}
		switch what {
		case space:
			blank = true
		case plain:
			if blank && len(out) > 0 {
				out = append(out, ' ')
			}
			blank = false
			out = append(out, in[i:i+n]...)
		}
		i += n
	}
	return string(out)
}

// widest returns the candidate of a srcset with the greatest width or density
// (HTML 4.8.4.2.1; addresses may hold commas), and whether any descriptor was given.
func widest(set []byte) (string, bool) {
	if len(set) > 1<<16 {
		set = set[:1<<16]
	}
	best, bestSize, described := "", -1.0, false
	for i := 0; i < len(set); {
		for i < len(set) && (set[i] == ',' || byteClass[set[i]] == space) {
			i++
		}
		j := i
		for j < len(set) && byteClass[set[j]] != space {
			j++
		}
		url := bytes.TrimRight(set[i:j], ",")
		ended := len(url) < j-i
		i = j
		size := 1.0
		if !ended {
			k := i
			for k < len(set) && set[k] != ',' {
				k++
			}
			if d := bytes.TrimSpace(set[i:k]); len(d) > 1 {
				size = decimal(d[:len(d)-1])
				if d[len(d)-1] == 'x' {
					size *= 1000
				}
				described = true
			}
			i = k
		}
		if len(url) > 0 && size > bestSize && len(url) <= maxURL {
			if len(url) > 5 && string(url[:5]) == "data:" {
				continue
			}
			best, bestSize = string(url), size
		}
	}
	return best, described
}

// decimal reads a short decimal number, 0 where there is none.
func decimal(v []byte) float64 {
	n, scale := 0.0, 0.0
	for i, c := range v {
		switch {
		case i > 12:
			return n
		case c == '.' && scale == 0:
			scale = 1
		case c >= '0' && c <= '9':
			if scale > 0 {
				scale /= 10
				n += float64(c-'0') * scale
			} else {
				n = n*10 + float64(c-'0')
			}
		default:
			return n
		}
	}
	return n
}

// place puts an empty span at the current place, opening a block if need be.
func (b *builder) place(s Span) {
	t := b.top()
	if b.in < 0 || t.block != b.inNode {
		b.open()
	}
	b.blank = b.blank || int(b.doc.Blocks[b.in].Start) < len(b.text)
	at := int32(len(b.text))
	s.Start, s.End = at, at
	for i := range b.active {
		if b.active[i].kind == Link {
			s.Href = b.active[i].url
		}
	}
	if s.Kind == Image {
		b.lastImage = int32(len(b.doc.Spans))
	}
	b.doc.Spans = append(b.doc.Spans, s)
}

// embed adds a framed document, video or audio.
func (b *builder) embed(tag Tag) {
	a := &b.attr
	src := a.src
	if tag == TagObject {
		src = a.data
	}
	url := cleanImage(src)
	if lazy := cleanImage(a.lazySrc); lazy != "" && isPlaceholder(url) {
		url = lazy
	}
	if isPlaceholder(url) || b.tiny() {
		return
	}
	if tag == TagSource {
		// A second source of one video is the same video.
		if n := len(b.doc.Spans); n > 0 && b.doc.Spans[n-1].Kind == Embed && b.in >= 0 && int32(n) > b.doc.Blocks[b.in].SpanStart {
			return
		}
	}
	b.place(Span{Kind: Embed, URL: url, Text: cleanAttr(a.title)})
}
