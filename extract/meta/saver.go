package meta

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// comment reads the mark of a program that saved the page.
func (p *page) comment(s string) {
	low := strings.ToLower(s)
	at := func(mark string) string {
		i := strings.Index(low, mark)
		if i < 0 {
			return ""
		}
		rest := strings.TrimLeft(s[i+len(mark):], " =:(")
		return rest
	}
	word := func(s string) string {
		if i := strings.IndexAny(s, " \n\t\"'<>"); i >= 0 {
			s = s[:i]
		}
		return s
	}
	if v := at("saved from url"); v != "" { // saved from url=(0057)https://…
		if i := strings.IndexByte(v, ')'); i >= 0 && i < 6 {
			v = v[i+1:]
		}
		p.add(sigSaverURL, word(v), nil)
	}
	for _, m := range []string{"saved date", "archived on", "downloaded on"} {
		if v := at(m); v != "" {
			p.add(sigSaverCaptured, clip(v, 80), nil)
		}
	}
	for _, m := range []string{" url", "saved from http", "mirrored from"} {
		v := at(m)
		switch {
		case v == "":
			continue
		case m == "saved from http": // Monolith: Saved from URL at DATE using monolith
			v = "http" + v
			if i := strings.Index(v, " at "); i >= 0 {
				p.add(sigSaverCaptured, clip(v[i+4:], 60), nil)
			}
			v = word(v)
		case m == "mirrored from":
			v = word(v)
			if !strings.Contains(v, "://") && strings.Contains(v, ".") {
				v = "https://" + v
			}
			if i := strings.LastIndex(s, ", "); i >= 0 { // by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 08 Jul 2020 10:30:00 GMT
				if st, ok := (reading{lang: "en"}).machine(s[max(0, i-5):]); ok {
					p.add(sigSaverCaptured, st.String(), nil)
				}
			}
		default:
			v = word(v)
		}
		if strings.Contains(v, "://") {
			p.add(sigSaverURL, v, nil)
		}
	}
}

// scriptKeys are the keys under which sites' own JSON gives the day of publication.
var scriptKeys = map[string]bool{"publishDate": true, "publishedDate": true, "publicationDate": true, "cmsPublishingDate": true, "firstPubDate": true, "article_publication_date": true, "datePublished": true, "publishedAt": true,
	"firstPublished": true, "firstPublishDate": true, "published_at": true, "publication_date": true, "publish_date": true, "firstPublishedAt": true, "datePublication": true, "pubDate": true, "published_time": true, "pagePubDate": true}

// maxScriptScan bounds what is looked at of a script: a store's state has
// thousands of dates, and the page's own is in the first.
const maxScriptScan = 96 << 10

// script reads the publication date by key; a script that gives different days is a list of articles and says nothing.
func (p *page) script(s *block.Signal) {
	v := clip(s.Value, maxScriptScan)
	got := ""
	for i := 0; ; {
		n := strings.Index(v[i:], "ubli")
		if j := strings.Index(v[i:], "ubDate"); j >= 0 && (n < 0 || j < n) {
			n = j
		}
		if n < 0 {
			break
		}
		i += n
		start := strings.LastIndexByte(v[max(0, i-30):i], '"')
		end := strings.IndexByte(v[i:], '"')
		if start < 0 || end < 0 || end > 30 {
			i++
			continue
		}
		key := v[max(0, i-30)+start+1 : i+end]
		i += end + 1
		if !scriptKeys[key] {
			continue
		}
		rest := strings.TrimLeft(v[i:min(len(v), i+80)], " :")
		if !strings.HasPrefix(rest, `"`) {
			continue
		}
		val, _, ok := strings.Cut(rest[1:], `"`)
		if !ok {
			continue
		}
		if st, ok := (reading{}).machine(val); ok {
			if got != "" && got[:10] != st.String()[:10] {
				return
			}
			if got == "" {
				got = st.String()
			}
		}
	}
	if got != "" {
		p.add(sigScriptDate, got, s)
	}
}
