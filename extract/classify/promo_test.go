package classify

import (
	"testing"

	"github.com/pithcli/pith/extract/block"
)

func TestDropPromos(t *testing.T) {
	doc := block.FromHTML([]byte(`<body><p>The ferry left at nine.</p><p>Read also: <a href="/b">Why the second boat is late</a></p>
<p>Read also means read as well, which the timetable does not say, and the clerk at the window will not say it either however often and however kindly one asks him for it.</p>
<p>À lire aussi : <a href="/c">Le bac de nuit</a></p><p>It came back empty.</p></body>`))
	verdicts := make([]Verdict, len(doc.Blocks))
	words := make([]int32, len(doc.Blocks))
	for i := range verdicts {
		verdicts[i].Keep = true
		words[i] = measure(doc, &doc.Blocks[i], nil).words
	}
	dropPromos(doc, words, verdicts)
	for i, want := range []bool{true, false, true, false, true} {
		if verdicts[i].Keep != want || !want && verdicts[i].Role != RoleRelated {
			t.Errorf("%q: keep %v as %v, want %v", doc.BlockText(i), verdicts[i].Keep, verdicts[i].Role, want)
		}
	}
}
