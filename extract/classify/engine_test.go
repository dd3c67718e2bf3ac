package classify

import (
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// tables are the feature tables that a model file may belong to.
var tables = []func() *Table{HTMLTable, TextTable}

func TestModelsAgreeWithTables(t *testing.T) {
	files, err := models.ReadDir("models")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string][]Feature{}
	for _, table := range tables {
		t := table()
		known[t.Name+".model"] = t.Features
		kinds := []Feature{{Name: KindColumn}}
		for _, f := range t.PageFacts {
			kinds = append(kinds, Feature{Name: f})
		}
		known[t.Name+"-kind.model"] = kinds
	}
	for _, f := range files {
		raw, err := models.ReadFile("models/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) > 200_000 {
			t.Errorf("%s has %d bytes, the limit is 200,000", f.Name(), len(raw))
		}
		m, err := boost.Decode(raw)
		if err != nil {
			t.Errorf("%s: %v: run go generate ./extract/classify", f.Name(), err)
			continue
		}
		table := known[f.Name()]
		if table == nil {
			t.Errorf("no feature table for %s", f.Name())
			continue
		}
		names := make([]string, len(m.Columns))
		for k := range names {
			names[k] = m.Columns[k].Name
		}
		for k, at := range (&Table{Features: table}).Index(names) {
			if at < 0 {
				t.Errorf("%s asks for feature %q, which the table lacks: run go generate ./extract/classify", f.Name(), names[k])
			}
		}
	}
}

func TestFeaturesAreNamedOnceAndDocumented(t *testing.T) {
	for _, table := range tables {
		seen := map[string]bool{}
		for _, f := range table().Features {
			if f.Name == "" || f.Doc == "" || seen[f.Name] {
				t.Errorf("%s feature %q: empty, undocumented or named twice", table().Name, f.Name)
			}
			seen[f.Name] = true
		}
	}
}

const invented = `<html><head><title>A walk along the canal - The Lantern</title></head><body>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/about">About us</a></li></ul></nav>
<div class="post"><h1>A walk along the canal</h1>
<p>The towpath was quiet when we set out, and the water lay so still that the bridges stood twice in it, once in stone and once in light.</p>
<p>After the second lock the houses fell away, the reeds closed in, and for an hour we met nobody but a heron, which did not mind us at all.</p>
<p>By noon we had reached the old pump house, where the keeper, a man of few words, showed us the wheel that has not turned since the drought.</p>
<p>It is a short walk home by the road, but we took the long way round, through the orchards, and came back with wet shoes and full pockets.</p></div>
<div class="related"><h3>More stories</h3><ul><li><a href="/a">Ten gardens to see</a></li><li><a href="/b">The ferry is back</a></li></ul></div>
<div class="footer"><p>© The Lantern. <a href="/terms">Terms</a> <a href="/privacy">Privacy</a></p></div></body></html>`

func TestDocumentKeepsTheArticle(t *testing.T) {
	doc := block.FromHTML([]byte(invented))
	r := Document(doc, Options{})
	for i, v := range r.Verdicts {
		text := doc.BlockText(i)
		if long := len(text) > 100; long && !v.Keep {
			t.Errorf("dropped %q at %.2f", text, v.P)
		}
		if text == "Ten gardens to see" && v.Keep || text == "Privacy" && v.Keep || text == "Home" && v.Keep {
			t.Errorf("kept %q at %.2f", text, v.P)
		}
		if len(text) > 0 && len(Explain(doc, i, 3)) == 0 {
			t.Errorf("no reason for %q", text)
		}
	}
	if r.Confidence < .5 || r.Confidence > 1 {
		t.Errorf("confidence %.2f of a plain article", r.Confidence)
	}
}

func TestDocumentOnEdges(t *testing.T) {
	for _, src := range []string{"", "<p>", "x", "<table><tr><td>", "<h1>Only a heading</h1>", "<body><!-- -->"} {
		doc := block.FromHTML([]byte(src))
		if r := Document(doc, Options{}); len(r.Verdicts) != len(doc.Blocks) {
			t.Errorf("%q: %d verdicts for %d blocks", src, len(r.Verdicts), len(doc.Blocks))
		}
	}
}
