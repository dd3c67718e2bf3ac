package meta

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pithcli/pith/extract/block"
)

// summary writes the decided fields, one to a line, as the tests below name them.
func summary(m *Metadata) string {
	var b strings.Builder
	field := func(name string, f Field) {
		if f.Value != "" {
			fmt.Fprintf(&b, "%s: %s (%s)\n", name, f.Value, f.Source)
		}
	}
	field("title", m.Title)
	field("subtitle", m.Subtitle)
	for _, a := range m.Authors {
		field("author", a)
	}
	field("publisher", m.Publisher)
	field("published", m.Published)
	field("modified", m.Modified)
	field("captured", m.Captured)
	field("site", m.Site)
	field("language", m.Language)
	field("url", m.URL)
	field("description", m.Description)
	field("image", m.Image)
	field("section", m.Section)
	field("license", m.License)
	field("access", m.Access)
	field("amp", m.AMP)
	field("original", m.Original)
	for _, a := range m.Tags {
		field("tag", a)
	}
	return b.String()
}

const story = `<p>The old bridge over the river will stay closed for another two weeks, the town said, because the steel has to be checked before winter comes.</p>
<p>Engineers found rust in three of the beams. They want to replace them before the first snow, which is expected in the middle of December this year.</p>`

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		name, page string
		ctx        Context
		want       string // lines that must be there, "!x" lines that must not begin a line
	}{
		{"json-ld over a template", `<html lang=en-GB><head><title>Bridge stays closed | The River Post</title><meta property="og:site_name" content="The River Post">
			<meta property="og:title" content="Bridge stays closed | The River Post"><link rel=canonical href="https://riverpost.example/news/bridge"><link rel=amphtml href="/amp/bridge">
			<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"The River Post"},{"@type":"NewsArticle","headline":"Bridge stays closed","isAccessibleForFree":"False","articleSection":"Town",
			"datePublished":"2021-11-03T23:30:00+01:00","dateModified":"2021-11-05T08:00:00+01:00","author":[{"@type":"Person","name":"Jane Doe"},{"@id":"#r"}],"publisher":{"@type":"Organization","name":"River Post Ltd"}},
			{"@type":"Person","@id":"#r","name":"John Roe"}]}</script></head><body><h1>Bridge stays closed</h1>` + story + `</body></html>`, Context{},
			`title: Bridge stays closed (h1)
			author: Jane Doe (json-ld:author)
			author: John Roe (json-ld:author)
			publisher: River Post Ltd (json-ld:publisher)
			published: 2021-11-03T23:30:00+01:00 (json-ld:datePublished)
			modified: 2021-11-05T08:00:00+01:00 (json-ld:dateModified)
			site: The River Post (meta:og:site_name)
			url: https://riverpost.example/news/bridge (link:canonical)
			amp: https://riverpost.example/amp/bridge (link:amphtml)
			section: Town (json-ld:articleSection)
			access: restricted (json-ld:isAccessibleForFree)`},
		{"day of the reader against UTC", `<html lang=de><meta property="article:published_time" content="2021-11-03T23:30:00Z"><title>Brücke bleibt zu</title><body><h1>Brücke bleibt zu</h1><p>Von Jana Müller, 4. November 2021</p>` + story, Context{},
			`published: 2021-11-04
			author: Jana Müller`},
		{"no date of a comment, teaser or footer", `<html lang=en><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1>` + story + story + story + story +
			`<div class=comments><p class=date>5 May 2020</p></div><div class="related-posts"><a href=/x>Other</a> <time datetime=2019-01-01>1 January 2019</time></div><footer>© 2 March 2018</footer>`, Context{}, `!published`},
		{"label says which", `<html lang=en><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1><p>Published: 3 Nov 2021 | Updated: 9 Nov 2021</p>` + story, Context{},
			`published: 2021-11-03
			modified: 2021-11-09`},
		{"nothing after the capture", `<html lang=en><title>Bridge stays closed</title><meta property="article:published_time" content="2031-01-01"><body><h1>Bridge stays closed</h1>` + story,
			Context{Captured: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)}, `!published
			captured: 2022-01-01T00:00:00Z (container:captured)`},
		{"relative to the capture", `<html lang=en><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1><time>2 days ago</time>` + story,
			Context{Captured: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)}, `published: 2021-12-30`},
		{"day and month by agreement", `<html lang=en-US><title>Bridge stays closed</title><meta name=pubdate content="04/11/2021"><body><h1>Bridge stays closed</h1><p>4 November 2021</p>` + story, Context{}, `published: 2021-11-04`},
		{"saved by a browser", `<!-- saved from url=(0029)https://riverpost.example/a/b --><html><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1>` + story, Context{}, `url: https://riverpost.example/a/b (saver:url)
			site: riverpost.example (host)`},
		{"saved by SingleFile", "<html><!--\n Page saved with SingleFile \n url: https://riverpost.example/a \n saved date: Sat Jan 01 2022 10:00:00 GMT+0100 (CET)\n--><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1>" + story, Context{},
			`url: https://riverpost.example/a (saver:url)
			captured: 2022-01-01T10:00:00+01:00 (saver:captured)`},
		{"heading with a button and a hidden part", `<html><title>Crate tokio - Docs</title><body><h1>Crate <span>tokio</span> <button>Copy item path</button><span class="sr-only">anchor</span></h1>` + story, Context{}, `title: Crate tokio (h1)`},
		{"logo in an h1", `<html><title>River Post: Bridge stays closed</title><meta property="og:site_name" content="River Post"><meta property="og:title" content="Bridge stays closed"><body><h1>River Post</h1><h2>Bridge stays closed</h2>` + story, Context{}, `title: Bridge stays closed`},
		{"not the reviewer", `<html lang=en><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1><p class=reviewer>Reviewed by Max Check</p><p class=byline>By Jane Doe, Staff Writer</p>` + story, Context{}, `author: Jane Doe
			!author: Max`},
		{"admin is nobody", `<html lang=en><title>Bridge stays closed</title><meta name=author content=admin><body><h1>Bridge stays closed</h1>` + story, Context{}, `!author`},
		{"the site is the publisher", `<html lang=en><title>Bridge stays closed</title><meta property="og:site_name" content="Riverpost"><meta name=author content=Riverpost><body><h1>Bridge stays closed</h1>` + story, Context{}, `!author
			publisher: Riverpost`},
		{"syndicated", `<html><link rel=canonical href="https://first.example.org/a"><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1>` + story, Context{URL: "https://copy.example.com/a"}, `original: https://first.example.org/a`},
		{"licence", `<html lang=en><title>Bridge stays closed</title><link rel=license href="https://creativecommons.org/licenses/by/4.0/"><body><h1>Bridge stays closed</h1>` + story, Context{}, `license: https://creativecommons.org/licenses/by/4.0/ (link:license)`},
		{"free to read", `<html lang=en><title>Bridge stays closed</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge stays closed","isAccessibleForFree":true}</script><body><h1>Bridge stays closed</h1>` + story, Context{}, `access: free (json-ld:isAccessibleForFree)`},
		{"first post of a thread", `<html lang=en><title>Bridge closed again?</title><script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"Bridge closed again?","author":{"@type":"Person","name":"river_rat"},"datePublished":"2021-11-03","comment":[{"@type":"Comment","author":{"name":"mill_owner"},"datePublished":"2021-11-04"}]}</script>
			<body><h1>Bridge closed again?</h1><div class=post><span class=username>river_rat</span>` + story + `</div><div class="post reply"><span class=username>mill_owner</span><time datetime=2021-11-04>4 Nov</time>` + story + `</div>`, Context{}, `author: river_rat
			published: 2021-11-03
			!author: mill_owner`},
		{"comment and related authors", `<html lang=en><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1><p class=byline>By Jane Doe</p>` + story + `<div class=related><span class=author>Rita Other</span></div><div class=comments><span class=author>Carl Comment</span></div>`, Context{}, `author: Jane Doe
			!author: Rita
			!author: Carl`},
		{"organisation apart", `<html lang=en><title>Bridge stays closed</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge stays closed","author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Organization","name":"River Post Newsroom"}]}</script><body><h1>Bridge stays closed</h1>` + story, Context{}, `publisher: River Post Newsroom
			author: Jane Doe
			!author: River`},
		{"standfirst and tags", `<html><title>Bridge stays closed</title><meta property="article:tag" content="bridge"><meta property="article:tag" content="river"><body><h1>Bridge stays closed</h1><p class="article-standfirst">Rust in the beams delays the opening</p>` + story, Context{},
			`subtitle: Rust in the beams delays the opening (visible:subtitle)
			tag: bridge (meta:article:tag)
			tag: river (meta:article:tag)`},
	} {
		m := Resolve(block.FromHTML([]byte(c.page)), c.ctx)
		got := summary(&m)
		for line := range strings.Lines(c.want) {
			line = strings.TrimSpace(line)
			if no, ok := strings.CutPrefix(line, "!"); ok {
				if strings.Contains("\n"+got, "\n"+no) {
					t.Errorf("%s: %q should not be there\n%s", c.name, no, got)
				}
				continue
			}
			if !strings.Contains(got, line) {
				t.Errorf("%s: %q is not there\n%s", c.name, line, got)
			}
		}
	}
}

func TestResolveText(t *testing.T) {
	page := "Home TOWN Bridge Over The River Stays Closed For Two Weeks\n\nBridge Over The River Stays Closed For Two Weeks\n\nby RiverPost Correspondents\n0 comment\n\n" +
		"The bridge over the river will stay closed for two more weeks, the town said on Monday, because the steel has to be checked before the winter comes again.\n\n" +
		"Engineers found rust in three of the beams of the bridge, which crosses the river at the mill. They want to replace them before the first snow falls in December.\n"
	m := Resolve(block.FromText([]byte(page)), Context{})
	if m.Title.Value != "Bridge Over The River Stays Closed For Two Weeks" || m.TitleBlock != 1 {
		t.Errorf("title %q in block %d", m.Title.Value, m.TitleBlock)
	}
	if len(m.Authors) != 1 || m.Authors[0].Value != "RiverPost Correspondents" {
		t.Errorf("authors %v", m.Authors)
	}
}

func TestResolveMail(t *testing.T) {
	page := "From: Jane Doe <jane@example.org>\nTo: list@example.org\nSubject: Bridge stays closed\nDate: Wed, 3 Nov 2021 10:30:00 +0100\n\n" +
		"The bridge over the river will stay closed for two more weeks, the town said on Monday, because the steel has to be checked before the winter comes again.\n"
	m := Resolve(block.FromText([]byte(page)), Context{})
	if got := summary(&m); !strings.Contains(got, "title: Bridge stays closed (line:title)") || !strings.Contains(got, "author: Jane Doe (line:author)") || !strings.Contains(got, "published: 2021-11-03T10:30:00+01:00 (line:date)") {
		t.Errorf("%s", got)
	}
}

func TestComplete(t *testing.T) {
	doc := block.FromHTML([]byte(`<html lang=de><title>Bridge stays closed</title><body><h1>Bridge stays closed</h1>` + story + story))
	kept := make([]bool, len(doc.Blocks))
	var list []int
	for i := 1; i < len(kept); i++ {
		kept[i] = true
		list = append(list, i)
	}
	m := Resolve(doc, Context{})
	if m.Language.Value != "de" {
		t.Errorf("language of the template %q", m.Language.Value)
	}
	Complete(&m, doc, list)
	if m.Language.Value != "en" || m.Language.Source != "text" {
		t.Errorf("language %+v", m.Language)
	}
	if !strings.HasPrefix(m.Description.Value, "The old bridge") || m.Description.Source != "visible:first-paragraph" {
		t.Errorf("description %+v", m.Description)
	}
	if m.WordCount != 106 || m.ReadingTime != 1 {
		t.Errorf("%d words, %d minutes", m.WordCount, m.ReadingTime)
	}
	if one := Resolve(doc, Context{Kept: kept}); one.Language != m.Language || one.Description != m.Description {
		t.Error("Resolve with Kept differs from Complete")
	}
}

func TestSignals(t *testing.T) {
	names := map[string]bool{}
	for _, s := range Table() {
		if s.Name == "" || s.Doc == "" || names[s.Name] {
			t.Errorf("signal %q: name or doc missing, or name taken", s.Name)
		}
		names[s.Name] = true
	}
	doc := block.FromHTML([]byte(`<html lang=en><title>Bridge stays closed - Post</title><meta name=author content=admin><body><h1>Bridge stays closed</h1><p>By Jane Doe, 3 Nov 2021</p>` + story))
	won := map[Subject]string{}
	refused := false
	for _, c := range Signals(doc, Context{}) {
		if !names[c.Signal] {
			t.Errorf("candidate of %q, which the table does not have", c.Signal)
		}
		if c.Won {
			won[c.Subject] = c.Signal
		}
		refused = refused || c.Value == "admin" && c.Note != "" && !c.Won
	}
	if won[Title] != "h1" || won[Author] != "visible:by" || won[Published] != "visible:date" || !refused {
		t.Errorf("won %v, admin refused %v", won, refused)
	}
}

// Pages made to cost time: many blocks, dates, bylines, headings and deep nesting.
func TestGrowth(t *testing.T) {
	for name, unit := range map[string]string{
		"dates": "<p>3 November 2021</p>", "date elements": "<time datetime=2021-11-03>x</time>", "numbers": "<p>1/2/2021 3/4/2021 5/6/2021</p>", "bylines": "<div class=author>By Jane Doe</div>", "nested": "<div class=comment>",
		"headings": "<h1>Bridge stays closed</h1>", "metas": `<meta property="article:published_time" content="2021-11-03">`, "times in UTC": `<meta property="article:published_time" content="2021-11-03T10:30:00Z">`, "copied bylines": "<p>Jane Doe</p><p>3 Nov 2021</p>", "either way round": `<meta name=pubdate content="04/11/2021">`, "authors": `<span itemprop=author>Jane Doe</span>`, "links": "<a href=https://a.example/author/x>Jane Doe</a>",
		"lists": "<p>Jane, John, Max und Moritz</p>",
	} {
		cost := func(n int) time.Duration {
			doc := block.FromHTML([]byte("<html lang=en><title>Bridge stays closed - Post</title><h1>Bridge</h1>" + strings.Repeat(unit, n)))
			best := time.Hour
			for range 3 {
				start := time.Now()
				Resolve(doc, Context{})
				best = min(best, time.Since(start))
			}
			return best
		}
		// The machine may be busy; a quadratic cost would be 64 times as much.
		a, b := cost(4000), cost(32000)
		if b > 32*a+300*time.Millisecond {
			t.Errorf("%s: %v for 4,000, %v for 32,000", name, a, b)
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add([]byte(`<html lang=en><title>A b - Site</title><meta property="og:site_name" content="Site"><script type="application/ld+json">{"@type":"Article","author":[{"name":"Jane Doe"}]}</script><h1>A b</h1><p>By Jane Doe, 8 July 2020<p>1.`))
	f.Fuzz(func(t *testing.T, page []byte) {
		doc := block.FromHTML(page)
		m := Resolve(doc, Context{})
		kept := make([]int, len(doc.Blocks))
		for i := range kept {
			kept[i] = i
		}
		Complete(&m, doc, kept)
		Resolve(block.FromText(page), Context{})
	})
}
