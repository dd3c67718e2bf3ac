package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"
)

// pageStyle is the style sheet of a standalone page.
//
//go:embed page.css
var pageStyle string

// pageHead writes a page from its first line to the article's header.
//
// The page's security policy lets it load pictures and its own style sheet,
// known by its hash, and nothing else, so that even a fault of the serialiser
// could not run a script.
func (h *htmlWriter) pageHead() {
	fact := map[string]string{}
	for _, f := range h.in.Meta {
		v := clean(f.Value)
		if f.List != nil {
			list := make([]string, len(f.List))
			for i := range f.List {
				list[i] = clean(f.List[i])
			}
			v = strings.Join(list, ", ")
		}
		if v != "" {
			fact[f.Name] = v
		}
	}
	title := h.in.Title
	if title == "" {
		title = fact["title"]
	}
	h.buf = append(h.buf, "<!DOCTYPE html>\n<html"...)
	if l := fact["language"]; l != "" {
		h.attr("lang", l)
	}
	sum := sha256.Sum256([]byte(pageStyle))
	policy := "default-src 'none'; img-src http: https:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	h.buf = append(h.buf, ">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\""...)
	h.attr("content", policy)
	h.buf = append(h.buf, ">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"...)
	h.tag("<title>", title, "</title>\n")
	for _, name := range []string{"author", "description"} {
		key := name
		if name == "author" {
			key = "authors"
		}
		if v := fact[key]; v != "" {
			h.buf = append(h.buf, "<meta"...)
			h.attr("name", name)
			h.attr("content", v)
			h.buf = append(h.buf, ">\n"...)
		}
	}
	url, hasURL := h.base.resolve(fact["url"], imageSchemes)
	if hasURL {
		h.buf = append(h.buf, `<link rel="canonical"`...)
		h.attr("href", url)
		h.buf = append(h.buf, ">\n"...)
	}
	h.buf = append(h.buf, "<style>"...)
	h.buf = append(h.buf, pageStyle...)
	h.buf = append(h.buf, "</style>\n</head>\n<body>\n<article>\n"...)
	h.pageHeader(title, fact, url, hasURL)
}

// pageHeader writes title, authors, date and source above the text.
func (h *htmlWriter) pageHeader(title string, fact map[string]string, url string, hasURL bool) {
	if title != "" {
		h.tag("<header>\n<h1>", title, "</h1>\n")
	} else {
		h.buf = append(h.buf, "<header>\n"...)
	}
	part := "<p class=\"byline\">"
	next := func() {
		h.buf = append(h.buf, part...)
		part = " · "
	}
	if v := fact["authors"]; v != "" {
		next()
		h.tag(`<span class="author">`, v, "</span>")
	}
	if v := fact["published"]; v != "" {
		next()
		h.buf = append(h.buf, "<time"...)
		h.attr("datetime", v)
		day, _, _ := strings.Cut(v, "T")
		h.tag(">", day, "</time>")
	}
	site := fact["site"]
	if site == "" && hasURL {
		_, rest := splitScheme(url)
		site, _, _ = strings.Cut(strings.TrimPrefix(rest, "//"), "/")
	}
	switch {
	case hasURL:
		next()
		h.anchor(url, "")
		h.tag("", site, "</a>")
	case site != "":
		next()
		h.tag("<span>", site, "</span>")
	}
	if part == " · " {
		h.buf = append(h.buf, "</p>\n"...)
	}
	h.buf = append(h.buf, "</header>\n"...)
}

func (h *htmlWriter) pageFoot() {
	h.buf = append(h.buf, "</article>\n</body>\n</html>"...)
}
