package block

import (
	"bytes"

	"golang.org/x/net/html"
)

// attributes are those of the current start tag that something reads. Values
// are slices of the tokenizer's buffer, valid until its next token; nil means
// that the attribute is missing.
type attributes struct {
	flags NodeFlags
	open, checked, checkbox, radio,
	displayMath, pubdate bool

	class, id, role, itemprop []byte
	href, src, srcset, lazySrc, lazySrcset,
	alt, title, typ, value, start,
	colspan, rowspan, width, height,
	content, name, property, httpEquiv, rel, datetime,
	lang, xmlLang, dir, hreflang, charset, encoding, alttext,
	codeLang, label, cite, data, level, author, date, itemType []byte
}

// maxAttrs bounds the attributes of a tag that are read; 20,000 of them on one
// tag cost no more than the tokenizer's own work.
const maxAttrs = 256

// attrKeys says where an attribute's value is kept.
var attrKeys = map[string]func(*attributes, []byte){
	"class":           func(a *attributes, v []byte) { setOnce(&a.class, v) },
	"id":              func(a *attributes, v []byte) { setOnce(&a.id, v) },
	"role":            func(a *attributes, v []byte) { setOnce(&a.role, v) },
	"itemprop":        func(a *attributes, v []byte) { setOnce(&a.itemprop, v) },
	"href":            func(a *attributes, v []byte) { setOnce(&a.href, v) },
	"src":             func(a *attributes, v []byte) { setOnce(&a.src, v) },
	"srcset":          func(a *attributes, v []byte) { setOnce(&a.srcset, v) },
	"data-src":        func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-lazy-src":   func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-original":   func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-lazy":       func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-url":        func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-image":      func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-orig-file":  func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-full-src":   func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-hi-res-src": func(a *attributes, v []byte) { setOnce(&a.lazySrc, v) },
	"data-srcset":     func(a *attributes, v []byte) { setOnce(&a.lazySrcset, v) },
	"data-lazy-srcset": func(a *attributes, v []byte) {
		setOnce(&a.lazySrcset, v)
	},
	"alt":            func(a *attributes, v []byte) { setOnce(&a.alt, v) },
	"title":          func(a *attributes, v []byte) { setOnce(&a.title, v) },
	"value":          func(a *attributes, v []byte) { setOnce(&a.value, v) },
	"start":          func(a *attributes, v []byte) { setOnce(&a.start, v) },
	"colspan":        func(a *attributes, v []byte) { setOnce(&a.colspan, v) },
	"rowspan":        func(a *attributes, v []byte) { setOnce(&a.rowspan, v) },
	"width":          func(a *attributes, v []byte) { setOnce(&a.width, v) },
	"height":         func(a *attributes, v []byte) { setOnce(&a.height, v) },
	"content":        func(a *attributes, v []byte) { setOnce(&a.content, v) },
	"name":           func(a *attributes, v []byte) { setOnce(&a.name, v) },
	"property":       func(a *attributes, v []byte) { setOnce(&a.property, v) },
	"http-equiv":     func(a *attributes, v []byte) { setOnce(&a.httpEquiv, v) },
	"rel":            func(a *attributes, v []byte) { setOnce(&a.rel, v) },
	"datetime":       func(a *attributes, v []byte) { setOnce(&a.datetime, v) },
	"lang":           func(a *attributes, v []byte) { setOnce(&a.lang, v) },
	"xml:lang":       func(a *attributes, v []byte) { setOnce(&a.xmlLang, v) },
	"dir":            func(a *attributes, v []byte) { setOnce(&a.dir, v) },
	"hreflang":       func(a *attributes, v []byte) { setOnce(&a.hreflang, v) },
	"charset":        func(a *attributes, v []byte) { setOnce(&a.charset, v) },
	"encoding":       func(a *attributes, v []byte) { setOnce(&a.encoding, v) },
	"alttext":        func(a *attributes, v []byte) { setOnce(&a.alttext, v) },
	"data-lang":      func(a *attributes, v []byte) { setOnce(&a.codeLang, v) },
	"data-language":  func(a *attributes, v []byte) { setOnce(&a.codeLang, v) },
	"label":          func(a *attributes, v []byte) { setOnce(&a.label, v) },
	"cite":           func(a *attributes, v []byte) { setOnce(&a.cite, v) },
	"data":           func(a *attributes, v []byte) { setOnce(&a.data, v) },
	"aria-level":     func(a *attributes, v []byte) { setOnce(&a.level, v) },
	"data-author":    func(a *attributes, v []byte) { setOnce(&a.author, v) },
	"data-username":  func(a *attributes, v []byte) { setOnce(&a.author, v) },
	"data-date":      func(a *attributes, v []byte) { setOnce(&a.date, v) },
	"data-published": func(a *attributes, v []byte) { setOnce(&a.date, v) },
	"data-timestamp": func(a *attributes, v []byte) { setOnce(&a.date, v) },
	"data-time":      func(a *attributes, v []byte) { setOnce(&a.date, v) },
	"unixtime":       func(a *attributes, v []byte) { setOnce(&a.date, v) },
	"ts":             func(a *attributes, v []byte) { setOnce(&a.date, v) },
	"itemtype":       func(a *attributes, v []byte) { setOnce(&a.itemType, v) },
	"pubdate":        func(a *attributes, v []byte) { a.pubdate = true },
	"type": func(a *attributes, v []byte) {
		setOnce(&a.typ, v)
		a.checkbox = a.checkbox || bytes.EqualFold(v, []byte("checkbox"))
	},
	"display": func(a *attributes, v []byte) { a.displayMath = string(v) == "block" || string(v) == "true" },
	"open":    func(a *attributes, v []byte) { a.open = true },
	"checked": func(a *attributes, v []byte) { a.checked = true },
	"hidden": func(a *attributes, v []byte) {
		if string(v) != "until-found" {
			a.flags |= NodeHidden
		}
	},
	"aria-hidden": func(a *attributes, v []byte) {
		if string(v) == "true" {
			a.flags |= NodeAriaHidden
		}
	},
	"aria-modal": func(a *attributes, v []byte) {
		if string(v) == "true" {
			a.flags |= NodeModal
		}
	},
	"itemscope":       func(a *attributes, v []byte) { a.flags |= NodeItemScope },
	"contenteditable": func(a *attributes, v []byte) { a.flags |= NodeEditable },
	"style": func(a *attributes, v []byte) {
		if hiddenStyle(v) {
			a.flags |= NodeHidden
		}
	},
}

func setOnce(p *[]byte, v []byte) {
	if *p == nil {
		if v == nil {
			v = []byte{}
		}
		*p = v
	}
}

// read takes the attributes of the current tag from the tokenizer.
func (a *attributes) read(z *html.Tokenizer, more bool) {
	*a = attributes{}
	for n := 0; more && n < maxAttrs; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		if set := attrKeys[string(k)]; set != nil {
			set(a, v)
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

var tagsByName = func() map[string]Tag {
	m := make(map[string]Tag, tagCount)
	for t := TagRoot + 1; t < tagCount; t++ {
		m[tagTable[t].name] = t
	}
	return m
}()

// lookupTag returns the tag of a lower-case name.
func lookupTag(name []byte) Tag { return tagsByName[string(name)] }

// LookupTag returns the tag of a lower-case element name, TagOther if it is not in the table.
func LookupTag(name string) Tag { return tagsByName[name] }
