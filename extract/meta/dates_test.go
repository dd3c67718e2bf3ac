package meta

import (
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
)

// Each page states its day in one way alone; "" where none may be given.
func TestPublished(t *testing.T) {
	const head = `<title>Bridge stays closed</title><body><h1>Bridge stays closed</h1>`
	long := strings.Repeat(story, 4)
	for _, c := range []struct{ name, page, want, source string }{
		{"data layer", `<html lang=en>` + head + story + `<script>window.dataLayer=[{"page":{"publisher":"Post","publishDate":"2021-11-03"}}];</script>`, "2021-11-03", "json:published"},
		{"escaped JSON in a script", `<html lang=en>` + head + story + `<script>state("{\"published_at\":\"2021-11-03T06:22:28+01:00\"}")</script>`, "2021-11-03T06:22:28+01:00", "json:published"},
		{"a script with several days is a list", `<html lang=en>` + head + story + `<script>a=[{"publishDate":"2021-11-03"},{"publishDate":"2021-11-04"}]</script>`, "", ""},
		{"a day in a path of a script", `<html lang=en>` + head + story + `<script>img("/csm_20211103_bridge.jpg")</script>`, "", ""},
		{"another meta name", `<html lang=en><meta name="w-published-date" content="2021-11-03">` + head + story, "2021-11-03", "meta:*published*"},
		{"elements without a blank", `<html lang=en>` + head + `<div><span>Original Research</span><span>3 November 2021</span></div>` + story, "2021-11-03", "visible:date"},
		{"short year in a byline", `<html lang=de>` + head + `<p>von Klara Beispiel, 3.11.21</p>` + story, "2021-11-03", "visible:date"},
		{"version, not a short year", `<html lang=de>` + head + `<p>Version 3.11.21 ist da</p>` + story, "", ""},
		{"last part of the address", `<html lang=de><link rel=canonical href="https://a.example/meldungen/29-10-2021">` + head + story, "2021-10-29", "url:date"},
		{"a number in the address", `<html lang=de><link rel=canonical href="https://a.example/2023/10/3-fragen-an">` + head + story, "", ""},
		{"span of days", `<html lang=en>` + head + `<p>Date: 2021-11-03 - 2021-11-09</p>` + story, "", ""},
		{"day in a sentence", `<html lang=en>` + head + `<p>The end of the season for most of us is November 3, 2021.</p>` + story, "", ""},
		{"first published", `<html lang=en>` + head + `<time>9 Nov 2021</time>` + story + `<p>This article was originally published on 3 Nov 2021 but has been updated.</p>`, "2021-11-03", "visible:originally"},
		{"last published is a change", `<html lang=en>` + head + `<p>3 Nov 2021</p>` + long + `<p>Last published Nov 9, 2021</p>`, "2021-11-03", "visible:date"},
		{"last post is another's", `<html lang=en>` + head + `<p>Last post: 3 Nov 2021</p>` + story, "", ""},
		{"a list of labelled days", `<html lang=en>` + head + long + `<p>Date: 1 Feb 2002</p>` + story + `<p>Date: 6 Feb 2002</p>` + story + `<p>Date: 7 Feb 2002</p>`, "", ""},
		{"only a change is stated", `<html lang=en>` + head + long + `<p>Last updated: 3 Nov 2021</p>`, "2021-11-03", "visible:updated-far"},
		{"a change, and an earlier publication in the head", `<html lang=en><script type="application/ld+json">{"@type":"WebPage","datePublished":"2020-02-01"}</script>` + head + `<p>Updated 3 Nov 2021</p>` + story, "", ""},
		{"modified alone is no publication", `<html lang=en><meta property="article:modified_time" content="2021-11-03">` + head + story, "", ""},
		{"a home page's record", `<html lang=en><link rel=canonical href="https://a.example/"><meta property="article:published_time" content="2021-11-03">` + head + story, "", ""},
		{"the same moment with an offset", `<html lang=en><meta property="article:published_time" content="2021-11-03T23:25:38Z">` + head + `<time datetime="2021-11-04T04:25:38+0500">Yesterday</time>` + story, "2021-11-04T04:25:38+05:00", "visible:time"},
		{"midnight in Berlin", `<html lang=de><meta property="article:published_time" content="2021-11-03T23:00:00Z">` + head + story, "2021-11-04", "meta:published"},
		{"copyright", `<html lang=en>` + head + story + `<p>Copyright © 3 Nov 2021 River Post</p>`, "", ""},
		{"month alone", `<html lang=en>` + head + `<p>November 2021</p>` + story, "", ""},
		{"day and month by the region", `<html lang=en-GB>` + head + `<p>Published 03/11/2021</p>` + story, "2021-11-03", "visible:date"},
		{"month and day by the region", `<html lang=en-US>` + head + `<p>Published 11/03/2021</p>` + story, "2021-11-03", "visible:date"},
	} {
		m := Resolve(block.FromHTML([]byte(c.page)), Context{})
		if m.Published.Value != c.want || m.Published.Source != c.source {
			t.Errorf("%s: %q by %q, want %q by %q", c.name, m.Published.Value, m.Published.Source, c.want, c.source)
		}
	}
}

// The byline of each language, near the title of an HTML page and in plain text.
func TestBylineLanguages(t *testing.T) {
	names := map[string]string{"ru": "Анна Иванова", "uk": "Анна Іваненко", "bg": "Анна Иванова", "el": "Μαρίας Παπαδοπούλου", "sr": "Ана Јовановић", "zh": "王小明", "ja": "山田太郎", "ko": "김철수"}
	for lang, line := range map[string]string{
		"en": "By Jane Doe", "de": "Von Jane Doe", "fr": "Par Jane Doe", "es": "Por Jane Doe", "it": "Di Jane Doe", "nl": "Door Jane Doe", "sv": "Av Jane Doe", "da": "Af Jane Doe", "fi": "Teksti: Jane Doe",
		"pl": "Autor: Jane Doe", "cs": "Autor: Jane Doe", "hu": "Írta: Jane Doe", "ro": "Scris de Jane Doe", "tr": "Yazan: Jane Doe", "id": "Oleh: Jane Doe", "vi": "Tác giả: Jane Doe", "ru": "Автор: Анна Иванова", "uk": "Автор: Анна Іваненко",
		"bg": "Автор: Анна Иванова", "el": "Της Μαρίας Παπαδοπούλου", "sr": "Аутор: Ана Јовановић", "hr": "Autor: Jane Doe", "zh": "记者：王小明", "ja": "文／山田太郎", "ko": "글: 김철수",
	} {
		name := "Jane Doe"
		if n, ok := names[lang]; ok {
			name = n
		}
		html := "<html lang=" + lang + "><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1><p class=byline>" + line + "</p>" + story
		text := "Bridge stays closed\n\n" + line + "\n\n" + strings.NewReplacer("<p>", "", "</p>", "\n").Replace(story)
		for form, doc := range map[string]*block.Document{"HTML": block.FromHTML([]byte(html)), "text": block.FromText([]byte(text))} {
			m := Resolve(doc, Context{})
			if len(m.Authors) != 1 || m.Authors[0].Value != name {
				t.Errorf("%s in %s: %v, want %q", lang, form, m.Authors, name)
			}
		}
	}
}
