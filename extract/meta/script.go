package meta

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// scriptKeys are the keys under which sites' own JSON and data layers give the day of publication.
var scriptKeys = map[string]bool{"publishDate": true, "publishedDate": true, "publicationDate": true, "cmsPublishingDate": true, "firstPubDate": true, "article_publication_date": true, "datePublished": true, "publishedAt": true,
	"firstPublished": true, "firstPublishDate": true, "published_at": true, "publication_date": true, "publish_date": true, "firstPublishedAt": true, "datePublication": true, "pubDate": true, "published_time": true, "pagePubDate": true,
	"published_date": true, "publishedTime": true, "publishTime": true, "publish_time": true, "date_published": true, "articlePublishDate": true, "contentPublishedDate": true}

// maxScriptScan bounds what is looked at of a script: a store's state has
// thousands of dates, and the page's own is in the first.
const maxScriptScan = 96 << 10

// script reads the publication date by key; a script that gives different days is a list of articles and says nothing.
func (p *page) script(s *block.Signal) {
	v := clip(s.Value, maxScriptScan)
	var got stamp
	for i := 0; ; {
		n := strings.Index(v[i:], "ubli")
		if j := strings.Index(v[i:], "ubDate"); j >= 0 && (n < 0 || j < n) {
			n = j
		}
		if n < 0 {
			break
		}
		i += n
		start, end := i, i
		for start > 0 && i-start < 30 && keyByte(v[start-1]) {
			start--
		}
		for end < len(v) && end-i < 30 && keyByte(v[end]) {
			end++
		}
		key := v[start:end]
		i = end
		if !scriptKeys[key] {
			continue
		}
		rest, ok := strings.CutPrefix(strings.TrimLeft(v[i:min(len(v), i+90)], " \\\"'"), ":")
		if !ok {
			continue
		}
		val := strings.TrimLeft(rest, " \\\"'")
		if e := strings.IndexAny(val, "\\\"'\n}"); e >= 0 {
			val = val[:e]
		}
		st, ok := (reading{}).machine(val)
		switch {
		case !ok:
		case got.zero():
			got = st
		case got.day != st.day:
			return
		}
	}
	if !got.zero() {
		p.add(sigScriptDate, got.String(), s)
	}
}

func keyByte(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }
