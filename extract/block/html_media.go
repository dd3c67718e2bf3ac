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
	if b.crowded() {
		b.part()
		return
	}
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

// input is a form field: white space in the text, or a list item's check box.
func (b *builder) input() {
	b.blank = true
	switch {
	case bytes.EqualFold(b.attr.typ, []byte("checkbox")):
		b.checkBox(b.attr.checked != nil)
	case bytes.EqualFold(b.attr.typ, []byte("password")):
		b.signal(Signal{Kind: SignalPassword, Node: b.top().node})
	}
}

// checkBox makes a task of the list item that begins with a check box.
func (b *builder) checkBox(ticked bool) {
	c := &b.doc.Containers[b.top().container]
	if c.Kind == ContainerItem && c.Task == NoTask {
		// Only before the item's own text: a box behind it is a form's.
		if n := &b.doc.Nodes[c.Node]; n.FirstBlock == b.nextBlock() || b.in >= 0 && n.FirstBlock == int32(b.in) && int(b.doc.Blocks[b.in].Start) == len(b.text) {
			c.Task = TaskOpen
			if ticked {
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
var placeholders = []string{"blank.", "placeholder", "spacer", "transparent", "lazy.", "lazyload", "pixel", "1x1", "loading.", "grey.gif", "gray.gif", "empty.", "dummy", "cleardot."}

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
		return
	}
	if t.foreign != notForeign || b.tiny() {
		return
	}
	src := cleanImage(a.src)
	blank := isPlaceholder(src)
	if lazy := cleanImage(a.lazySrc); lazy != "" && lazy[0] != '{' && lazy[0] != '[' && (blank || !isPlaceholder(lazy) && imageKey(lazy) != imageKey(src)) {
		src = lazy
		blank = isPlaceholder(src)
	}
	for _, set := range [...][]byte{a.lazySrcset, a.srcset, b.picture} {
		if len(set) == 0 {
			continue
		}
		if best, wide := widest(set); best != "" && !strings.HasPrefix(best, "data:") && (wide || blank) {
			src, blank = best, isPlaceholder(best)
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
	if blank {
		if s := b.dataImage(); s != "" {
			src = s
		}
	}
	if strings.HasPrefix(src, "data:") {
		src = ""
	}
	if src == "" && len(a.alt) == 0 {
		return
	}
	alt := cleanAttr(a.alt)
	if b.repeatsImage(src, alt, t.flags&NoScript != 0) {
		return
	}
	b.place(Span{Kind: Image, URL: src, Text: alt, Title: cleanAttr(a.title)})
	b.imageAt = len(b.text)
}

// dataImage finds the address of a picture in any data attribute of the tag,
// for a picture whose own source only keeps its place.
func (b *builder) dataImage() string {
	found := ""
	if len(b.s.attrs) > maxMath {
		return ""
	}
	eachAttr(b.s.attrs, func(key, val []byte) {
		if found != "" || len(val) < 5 || len(val) > maxURL || !bytes.HasPrefix(key, []byte("data-")) || bytes.ContainsAny(val, " {[") {
			return
		}
		v := cleanImage(unescapeAttr(val))
		path := v
		if i := strings.IndexAny(path, "?#"); i >= 0 {
			path = path[:i]
		}
		if i := strings.LastIndexByte(path, '.'); i >= 0 && imageTypes[strings.ToLower(path[i+1:])] && strings.Contains(path, "/") && !isPlaceholder(v) {
			found = v
		}
	})
	return found
}

var imageTypes = wordSet("png jpg jpeg webp gif avif svg")

// repeatsImage says whether the picture is the one before it once more: the
// copy of a lazy picture in a noscript, a preview before the picture or a large
// one behind it. The better source of both stays.
func (b *builder) repeatsImage(src, alt string, noScript bool) bool {
	d := b.doc
	if b.lastImage < 0 || int(b.lastImage) >= len(d.Spans) || len(b.text) != b.imageAt && !(noScript && len(d.Spans)-int(b.lastImage) <= 4) {
		return false
	}
	s := &d.Spans[b.lastImage]
	switch {
	case s.Kind != Image:
		return false
	case s.URL == src:
	case noScript && (isPlaceholder(s.URL) || s.Text != "" && s.Text == alt):
		if isPlaceholder(s.URL) {
			s.URL = src
		}
	case len(b.text) == b.imageAt && src != "" && imageKey(src) == imageKey(s.URL) && imageKey(src) != "":
		if s.Href == "" && imageSize(src) > imageSize(s.URL) {
			s.URL = src
		}
	default:
		return false
	}
	if s.Text == "" {
		s.Text = alt
	}
	return true
}

// imageKey is what the addresses of one picture in several sizes have in
// common: the file's name without its size and extension, "" if it has none.
func imageKey(u string) string {
	if i := strings.IndexAny(u, "?#"); i >= 0 {
		u = u[:i]
	}
	name := u[strings.LastIndexByte(u, '/')+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	for {
		i := strings.LastIndexAny(name, "-_@.")
		if i <= 0 || !sizeWord(name[i+1:]) {
			return strings.ToLower(name)
		}
		name = name[:i]
	}
}

// sizeWord says whether a part of a file's name tells its size: 300x200, 1200w, large.
func sizeWord(w string) bool {
	switch strings.ToLower(w) {
	case "large", "medium", "small", "thumb", "thumbnail", "scaled", "full", "preview", "2x", "3x", "lg", "md", "sm", "blur", "lqip", "min":
		return true
	}
	digits := strings.Trim(w, "0123456789")
	return digits == "x" && len(w) > 2 && w[0] != 'x' || (digits == "w" || digits == "px") && len(w) > 2 && strings.HasSuffix(w, digits)
}

// imageSize is the greatest number from 16 to 9999 in an address, for a guess which of two is larger.
func imageSize(u string) int {
	best, n := 0, 0
	for i := 0; i <= len(u); i++ {
		if i < len(u) && u[i] >= '0' && u[i] <= '9' && n < 100_000 {
			n = n*10 + int(u[i]-'0')
			continue
		}
		if n >= 16 && n < 10_000 && n > best {
			best = n
		}
		n = 0
	}
	switch {
	case strings.Contains(u, "large"), strings.Contains(u, "full"):
		return max(best, 1000)
	case strings.Contains(u, "thumb"), strings.Contains(u, "small"):
		return min(max(best, 1), 200)
	}
	return best
}

// tiny says whether the picture is a counter's pixel, or one without a word that only makes room.
func (b *builder) tiny() bool {
	w, h := number(b.attr.width, -1), number(b.attr.height, -1)
	if w < 0 || h < 0 {
		return false
	}
	return w <= 2 && h <= 2 || (w <= 2 || h <= 2) && len(b.attr.alt) == 0
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
		if b.played == b.top().node {
			return
		}
	}
	b.played = b.top().node
	fresh := b.in < 0
	b.place(Span{Kind: Embed, URL: watchURL(url), Text: cleanAttr(a.title)})
	if t := b.top(); fresh && b.in >= 0 && t.node > 0 && t.node == b.player {
		// The fallback inside a player is hidden, the player is not, unless it has neither controls nor a figure: a moving background.
		b.doc.Blocks[b.in].Flags = b.stack[len(b.stack)-2].flags
	}
}

// customPlayer adds the video of a custom element.
func (b *builder) customPlayer(name string) {
	id := value(mathAttr(b.s.attrs, "videoid"))
	if id == "" || len(id) > 64 {
		return
	}
	page := "https://www.youtube.com/watch?v="
	if name == "lite-vimeo" {
		page = "https://vimeo.com/"
	}
	title := b.attr.title
	if title == nil {
		title = mathAttr(b.s.attrs, "playlabel")
	}
	b.place(Span{Kind: Embed, URL: page + id, Text: cleanAttr(title)})
}

// watchURL turns the address of a player's frame into that of the page that the player shows.
func watchURL(u string) string {
	for _, p := range [...]struct{ host, path, page string }{
		{"youtube.com", "/embed/", "https://www.youtube.com/watch?v="},
		{"youtube-nocookie.com", "/embed/", "https://www.youtube.com/watch?v="},
		{"player.vimeo.com", "/video/", "https://vimeo.com/"},
		{"platform.twitter.com", "/embed/Tweet.html", "https://x.com/i/status/"},
		{"dailymotion.com", "/embed/video/", "https://www.dailymotion.com/video/"},
	} {
		h := strings.Index(u, p.host+p.path)
		if h < 0 || h > len("https://www.") {
			continue
		}
		id := u[h+len(p.host)+len(p.path):]
		if p.path == "/embed/Tweet.html" {
			_, id, _ = strings.Cut(id, "id=")
		}
		n := 0
		for n < len(id) && isNameByte(id[n]) {
			n++
		}
		if n > 0 && id[:n] != "videoseries" {
			return p.page + id[:n]
		}
	}
	return u
}
