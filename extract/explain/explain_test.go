package explain

import (
	"strings"
	"testing"

	"github.com/pithcli/pith/extract"
)

const page = `<!doctype html><html lang="en"><head><title>The mill at Ashford</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>The mill at Ashford</h1>
<p>The old mill at Ashford has stood beside the river for two hundred years, and for most of them it ground the valley's corn.</p>
<p>Last winter the wheel broke in a flood, and the owners, who had run it as a museum, did not have the money to mend it.</p>
<p>Now the village has raised what was needed, and the wheel will turn again before the harvest, the owners said on Monday.</p></article>
<aside class="related"><h3>You may also like</h3><ul><li><a href="/a">A bridge too few</a></li></ul></aside>
<footer data-note="hidden words">© 2024 Ashford Post</footer><script>var late = "drawn by script", more = {"body":"escaped:\n\u00fcber \"it\""};</script></body></html>`

func article(t *testing.T) *extract.Article {
	t.Helper()
	a, err := extract.Extract(strings.NewReader(page), extract.Options{Name: "mill.html"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestOf(t *testing.T) {
	p := Of(article(t), Options{Reasons: 3})
	if p.Kept+p.Dropped != len(p.Blocks) || len(p.Blocks) != 9 {
		t.Fatalf("%d kept, %d dropped, %d blocks, want 9", p.Kept, p.Dropped, len(p.Blocks))
	}
	for _, b := range p.Blocks {
		if strings.Contains(b.Text, "two hundred years") {
			if !b.Keep || b.Line != 4 || b.Path != "article>p" || len(b.Reasons) != 3 {
				t.Errorf("block of line 4: %+v", b)
			}
			return
		}
	}
	t.Error("the first paragraph is no block")
}

func TestAround(t *testing.T) {
	a := article(t)
	for text, want := range map[string]Place{
		"The Old  mill": InBlock, "mend it. Now the village": InBlock, "drawn by script": InScript, "escaped: über “it”": InScript, "hidden words": InAttribute, "no such thing": Nowhere, "": Nowhere,
	} {
		if got := Around(a, text); got.Place != want {
			t.Errorf("%q: found in %s, want %s", text, got.Place, want)
		}
	}
	if got := Around(a, "mend it. Now the village"); len(got.Blocks) != 2 {
		t.Errorf("a text over two blocks is in %v", got.Blocks)
	}
}

func TestWriteText(t *testing.T) {
	p := Of(article(t), Options{})
	var b strings.Builder
	if err := p.WriteText(&b, Layout{Width: 70}); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		if columns(line) > 70 {
			t.Errorf("%d columns: %s", columns(line), line)
		}
		if !strings.HasPrefix(line, "keep ") && !strings.HasPrefix(line, "drop ") {
			t.Errorf("no verdict: %s", line)
		}
	}
}

func TestWriteHTMLEscapes(t *testing.T) {
	p := &Page{Source: `<img src=x>`, Title: `</title><script>alert(1)</script>`, Blocks: []Block{{Keep: true, Role: `"><b>`, Text: `<script>alert(2)</script>`, Path: `p.<i>`,
		Reasons: []Reason{{Text: "<u>"}}}}}
	var b strings.Builder
	if err := p.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	for _, bad := range []string{"<script>alert", "<img", "<u>", "<b>\"", "p.<i>"} {
		if strings.Contains(out, bad) {
			t.Errorf("%q reaches the report", bad)
		}
	}
	if !strings.Contains(out, "default-src 'none'") {
		t.Error("no Content-Security-Policy")
	}
}
