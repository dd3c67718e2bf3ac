package main

import (
	"strings"
	"testing"
)

const modern = `<!doctype html><html><head><meta charset="utf-8"><meta property="og:title" content="T"><script type="application/ld+json">{"a":"<p>"}</script></head>
<body class="single"><main id="main"><article class="post-body" data-x="1"><h1>Title</h1><p>One <a href="/x" class="k">link</a>.</p><p>Two.</p></article></main></body></html>`

func TestDegrade(t *testing.T) {
	seen := map[age]string{}
	for _, id := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"} {
		got := string(Degrade([]byte(modern), id))
		a := ageOf(id)
		seen[age{a.scramble, a.tables, a.breaks, 0}] = got
		if again := string(Degrade([]byte(modern), id)); again != got {
			t.Errorf("page %s: two runs differ", id)
		}
		for _, gone := range []string{"article", "<main", "og:title", "ld+json", "post-body", "data-x"} {
			if strings.Contains(got, gone) {
				t.Errorf("%+v: %q is still in %s", a, gone, got)
			}
		}
		for _, stays := range []string{"Title", "One ", `href="/x"`, "Two.", "charset"} {
			if !strings.Contains(got, stays) {
				t.Errorf("%+v: %q is gone from %s", a, stays, got)
			}
		}
		if strings.Contains(got, "<table>") != a.tables || strings.Contains(got, "<br><br>") != a.breaks || strings.Contains(got, "class=") != a.scramble {
			t.Errorf("%+v does not fit %s", a, got)
		}
		if strings.Count(got, "<table>") != strings.Count(got, "</table>") {
			t.Errorf("%+v: unbalanced tables in %s", a, got)
		}
	}
	if len(seen) < 4 {
		t.Errorf("16 pages give %d ages", len(seen))
	}
}
