package check

import (
	"fmt"
	"strings"
)

// story is an article on which no check of text fires.
const story = `<!doctype html><html lang="en"><head><title>The mill at Ashford</title></head><body><article><h1>The mill at Ashford</h1>
<p>The old mill at Ashford has stood beside the river for two hundred years, and for most of them it ground the valley corn.</p>
<p>Last winter the wheel broke in a flood, and the owners, who had run it as a museum, did not have the money to mend it.</p>
<p>Now the village has raised what was needed, and the wheel will turn again before the harvest, the owners said on Monday.</p>
</article></body></html>`

// german is story in German.
const german = `<!doctype html><html lang="de"><head><title>Die Mühle</title></head><body><article><h1>Die Mühle</h1>
<p>Die alte Mühle steht seit zweihundert Jahren am Fluss, und die meiste Zeit davon hat sie das Korn des Tals gemahlen.</p>
<p>Im letzten Winter zerbrach das Rad bei einem Hochwasser, und die Besitzer hatten das Geld nicht, um es zu erneuern.</p>
<p>Jetzt hat das Dorf gesammelt, was nötig war, und das Rad wird sich vor der Ernte wieder drehen, sagten die Besitzer am Montag.</p>
</article></body></html>`

// short is an article of one line.
const short = `<!doctype html><html lang="en"><head><title>The mill at Ashford</title></head><body><article><h1>The mill at Ashford</h1>
<p>The old mill will turn again before the harvest, the owners said on Monday.</p></article></body></html>`

// notFound is an error page.
const notFound = `<!doctype html><html lang="en"><head><title>Page not found</title></head><body><h1>Page not found</h1>
<p>The page you are looking for does not exist. Go back to the home page.</p></body></html>`

// siteTitle is an article whose only title is the site's name.
const siteTitle = `<!doctype html><html lang="en"><head><title>Ashford Post</title><meta property="og:site_name" content="Ashford Post"></head><body><article><h1>Ashford Post</h1>
<p>The old mill at Ashford has stood beside the river for two hundred years, and for most of them it ground the valley corn.</p>
<p>Last winter the wheel broke in a flood, and the owners, who had run it as a museum, did not have the money to mend it.</p>
</article></body></html>`

// Records of WARC: one is whole, one says that it is longer than it is.
const (
	wholeRecord = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://ashford.example/\r\nWARC-Date: 2024-03-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/html\r\nContent-Length: 91\r\n\r\n" +
		"<h1>The mill</h1><p>The old mill has stood beside the river for two hundred years now.</p>\n\r\n\r\n"
	cutRecord = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://ashford.example/\r\nWARC-Date: 2024-03-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n" +
		"<h1>The mill</h1><p>The old mill has stood beside the river for"
)

// formerStory is the record of an earlier run in which the page had more.
const formerStory = `{"title":"The mill at Ashford","published":"2024-03-01","word_count":68,"kind":"article","source":{"file":"page.html"}}`

// wholeText and leftOver are texts of other extractors.
const (
	wholeText = "The mill at Ashford\n\nThe old mill at Ashford has stood beside the river for two hundred years, and for most of them it ground the valley corn."
	leftOver  = wholeText + "\n\nShare this article\n\nSign up for our newsletter\n\nLeave a comment"
)

// long is an article of many paragraphs, no two alike.
var long = func() string {
	var b strings.Builder
	for i, what := range []string{"wheel", "roof", "floor", "sluice", "stone", "door", "loft", "pond", "bridge", "lane", "wall", "stable", "oven", "hoist", "axle", "hopper", "weir", "meadow", "fence", "gate"} {
		fmt.Fprintf(&b, "<p>The %s came in year %d, after the %s of the old house had been sold to a farmer of the next valley who never paid for the %s.</p>\n", what, 1800+7*i, what, what)
	}
	return swap(story, "</article>", b.String()+"</article>")
}()

// doubled has a paragraph twice.
var doubled = swap(story, "<p>Now the village", "<p>Last winter the wheel broke in a flood, and the owners, who had run it as a museum, did not have the money to mend it.</p>\n<p>Now the village")

// linked is a list of links in an article's place.
var linked = func() string {
	var b strings.Builder
	for _, w := range []string{"mill", "weir", "bridge", "pond"} {
		fmt.Fprintf(&b, `<p><a href="/%[1]s">All that was ever written in this paper about the old %[1]s of Ashford and those who own it</a> since the paper began</p>`, w)
	}
	return swap(swap(story, "<article>", "<article>"+b.String()), "<p>Last winter the wheel broke in a flood, and the owners, who had run it as a museum, did not have the money to mend it.</p>", "")
}()

// shop is a list of wares, of which hardly anyone could say what its article is.
var shop = func() string {
	var b strings.Builder
	for _, w := range []string{"mill", "weir", "bridge", "pond", "oven", "lane", "gate", "loft", "barn", "well"} {
		fmt.Fprintf(&b, `<li><a href="/%[1]s"><b>%[1]s</b></a> £12.50 <button>Add to basket</button></li>`, w)
	}
	return `<!doctype html><html lang="en"><head><title>Ashford</title></head><body><aside class="sidebar"><ul>` + b.String() + `</ul></aside></body></html>`
}()

// onHost makes n different pages of one host that end with a line.
func onHost(n int, line string) []string {
	var pages []string
	for i, what := range []string{"mill", "weir", "bridge", "pond", "oven", "lane", "gate"}[:n] {
		page := strings.ReplaceAll(story, "mill", what)
		page = swap(page, "<head>", fmt.Sprintf(`<head><link rel="canonical" href="https://ashford.example/%d">`, i))
		page = strings.ReplaceAll(page, "wheel", what+"'s "+strings.Repeat("new ", i)+"wheel")
		if line != "" {
			page = swap(page, "</article>", "<p>"+line+"</p></article>")
		}
		pages = append(pages, page)
	}
	return pages
}

func cut(s, at string) string { return s[:strings.Index(s, at)] }

func swap(s, old, new string) string { return strings.Replace(s, old, new, 1) }

func dated(day string) string {
	return swap(story, "<head>", `<head><meta property="article:published_time" content="`+day+`">`)
}
