package block

import (
	"bytes"
)

// attributes are those of the current start tag that something reads. Values
// are slices of the page, mostly; nil means that the attribute is missing.
type attributes struct {
	flags NodeFlags
	used  bool
	set   []*[]byte // those of the values below that are not nil

	class, id, role, itemprop, itemType,
	href, src, srcset, lazySrc, lazySrcset,
	alt, title, typ, value, start,
	colspan, rowspan, width, height,
	content, name, property, httpEquiv, rel, datetime,
	lang, xmlLang, dir, hreflang, encoding, alttext,
	codeLang, codeLine, data, level, align, ariaChecked, controls, tex, noteFor, author, date, style, display,
	depth, reversed, testID, callout, hidden, ariaHidden, ariaModal, open, checked, pubdate, itemScope, editable []byte
}

// maxAttrs bounds the attributes of a tag that are read; 20,000 of them on one
// tag cost no more than the tokenizer's own work.
const maxAttrs = 256

// slot returns where an attribute's value is kept, nil for those that nothing
// reads. It is one table, as a switch, which the compiler makes a search of.
func (a *attributes) slot(key []byte) *[]byte {
	switch string(key) {
	case "class":
		return &a.class
	case "id":
		return &a.id
	case "role":
		return &a.role
	case "itemprop":
		return &a.itemprop
	case "itemtype":
		return &a.itemType
	case "href":
		return &a.href
	case "src":
		return &a.src
	case "srcset":
		return &a.srcset
	case "data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-image", "data-orig-file", "data-full-src", "data-hi-res-src",
		"data-image-loader", "data-lazyload", "data-actualsrc", "data-echo", "data-delayed-url", "data-image-src", "data-flickity-lazyload", "data-hires", "data-src-retina":
		return &a.lazySrc
	case "data-srcset", "data-lazy-srcset":
		return &a.lazySrcset
	case "alt":
		return &a.alt
	case "title":
		return &a.title
	case "type":
		return &a.typ
	case "value":
		return &a.value
	case "start":
		return &a.start
	case "colspan":
		return &a.colspan
	case "rowspan":
		return &a.rowspan
	case "width":
		return &a.width
	case "height":
		return &a.height
	case "content":
		return &a.content
	case "name":
		return &a.name
	case "property":
		return &a.property
	case "http-equiv":
		return &a.httpEquiv
	case "rel":
		return &a.rel
	case "datetime":
		return &a.datetime
	case "lang":
		return &a.lang
	case "xml:lang":
		return &a.xmlLang
	case "dir":
		return &a.dir
	case "hreflang":
		return &a.hreflang
	case "encoding":
		return &a.encoding
	case "alttext":
		return &a.alttext
	case "data-lang", "data-language", "data-enlighter-language", "data-code-lang":
		return &a.codeLang
	case "data-line":
		return &a.codeLine
	case "align":
		return &a.align
	case "controls":
		return &a.controls
	case "aria-checked":
		return &a.ariaChecked
	case "data-tex", "data-math", "data-latex", "data-formula":
		return &a.tex
	case "for", "data-definition":
		return &a.noteFor
	case "data":
		return &a.data
	case "data-author", "data-username", "data-quote", "author":
		return &a.author
	case "data-date", "data-published", "data-timestamp", "data-time", "unixtime", "ts":
		return &a.date
	case "style":
		return &a.style
	case "display":
		return &a.display
	case "hidden":
		return &a.hidden
	case "aria-hidden":
		return &a.ariaHidden
	case "aria-modal":
		return &a.ariaModal
	case "indent", "depth", "data-depth":
		return &a.depth
	case "data-callout", "data-callout-type":
		return &a.callout
	case "reversed":
		return &a.reversed
	case "data-testid":
		return &a.testID
	case "aria-level":
		return &a.level
	case "open":
		return &a.open
	case "checked":
		return &a.checked
	case "pubdate":
		return &a.pubdate
	case "itemscope":
		return &a.itemScope
	case "contenteditable":
		return &a.editable
	}
	return nil
}

// read takes the attributes of a tag; the first of a name counts.
func (a *attributes) read(attrs []byte) {
	if a.used {
		for _, p := range a.set {
			*p = nil
		}
		a.set, a.flags, a.used = a.set[:0], 0, false
	}
	if len(attrs) < 2 {
		return
	}
	a.used = true
	n := 0
	for i := 0; n < maxAttrs; n++ {
		for i < len(attrs) && blankByte[attrs[i]] {
			i++
		}
		if i >= len(attrs) || attrs[i] == '>' {
			break
		}
		var key, val []byte
		key, val, i, _, _ = readAttr(attrs, i, 0)
		for j, c := range key {
			if c >= 'A' && c <= 'Z' {
				key = append([]byte(nil), key...)
				for ; j < len(key); j++ {
					if key[j] >= 'A' && key[j] <= 'Z' {
						key[j] |= 0x20
					}
				}
				break
			}
		}
		if p := a.slot(key); p != nil && *p == nil {
			if val == nil {
				val = []byte{}
			}
			*p = unescapeAttr(val)
			a.set = append(a.set, p)
		}
	}
	a.judge()
}

// judge reads the flags that attributes make.
func (a *attributes) judge() {
	for _, f := range [...]struct {
		on   bool
		flag NodeFlags
	}{
		{a.hidden != nil && string(a.hidden) != "until-found", NodeHidden},
		{a.style != nil && hiddenStyle(a.style), NodeHidden},
		{string(a.ariaHidden) == "true", NodeAriaHidden},
		{string(a.ariaModal) == "true", NodeModal},
		{a.itemScope != nil, NodeItemScope},
		{a.editable != nil, NodeEditable},
	} {
		if f.on {
			a.flags |= f.flag
		}
	}
}

// hiddenStyle says whether a style attribute takes the element out of view.
func hiddenStyle(v []byte) bool {
	return declares(v, "display", "none") || declares(v, "visibility", "hidden")
}

// declares says whether a style attribute sets property to value, in any case and spacing.
func declares(style []byte, property, value string) bool {
	for i := 0; i+len(property) < len(style); {
		j := bytes.Index(style[i:], []byte(property[1:]))
		if j < 1 {
			if j < 0 {
				return false
			}
			i++
			continue
		}
		at := i + j - 1
		i += j + len(property) - 1
		if style[at]|0x20 != property[0] || (at > 0 && isNameByte(style[at-1])) {
			continue
		}
		rest := bytes.TrimLeft(style[i:], " \t\n")
		if len(rest) == 0 || rest[0] != ':' {
			continue
		}
		rest = bytes.TrimLeft(rest[1:], " \t\n")
		if len(rest) >= len(value) && bytes.EqualFold(rest[:len(value)], []byte(value)) {
			return true
		}
	}
	return false
}

func isNameByte(c byte) bool {
	return c == '-' || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// number reads a decimal integer, def where there is none; it is kept within ±999,999,999.
func number(v []byte, def int32) int32 {
	v = bytes.TrimSpace(v)
	neg := false
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		neg = v[0] == '-'
		v = v[1:]
	}
	if len(v) == 0 || v[0] < '0' || v[0] > '9' {
		return def
	}
	n := int32(0)
	for _, c := range v {
		if c < '0' || c > '9' {
			break
		}
		if n > 99_999_999 {
			n = 999_999_999
			break
		}
		n = n*10 + int32(c-'0')
	}
	if neg {
		return -n
	}
	return n
}

// tagsByName is a hash table by shortHash: every tag of a page is looked up.
var tagsByName = func() (slots [512]Tag) {
	for t := TagRoot + 1; t < tagCount; t++ {
		at := shortHash(tagTable[t].name) >> 23
		for slots[at] != TagOther {
			at = (at + 1) % uint32(len(slots))
		}
		slots[at] = t
	}
	return slots
}()

// lookupTag returns the tag of a lower-case name.
func lookupTag[T string | []byte](name T) Tag {
	if len(name) == 0 {
		return TagOther
	}
	for at := shortHash(name) >> 23; ; at = (at + 1) % uint32(len(tagsByName)) {
		if t := tagsByName[at]; t == TagOther || tagTable[t].name == string(name) {
			return t
		}
	}
}

// LookupTag returns the tag of a lower-case element name, TagOther if it is not in the table.
func LookupTag(name string) Tag { return lookupTag(name) }
