package classify

import (
	"testing"

	"github.com/pithcli/pith/extract/block"
)

func TestDropDuplicates(t *testing.T) {
	const long = "The towpath was quiet when we set out, and the water lay so still that the bridges stood twice in it."
	doc := block.FromHTML([]byte(`<body><p>` + long + `</p><p>Thank you.</p><blockquote><p>“the bridges stood twice in it”</p></blockquote>
<p>Thank you.</p><blockquote><p>“nobody said these words before him at all”</p></blockquote><div><p>` + long + `</p></div><pre>` + long + `</pre></body>`))
	verdicts := make([]Verdict, len(doc.Blocks))
	words := make([]int32, len(doc.Blocks))
	for i := range verdicts {
		verdicts[i].Keep = true
		words[i] = measure(doc, &doc.Blocks[i], nil).words
	}
	dropDuplicates(doc, words, verdicts)
	want := []bool{true, true, false, true, true, false, true}
	if len(verdicts) != len(want) {
		t.Fatalf("%d blocks, want %d", len(verdicts), len(want))
	}
	for i := range want {
		if verdicts[i].Keep != want[i] {
			t.Errorf("keep of %q is %v, want %v", doc.BlockText(i), verdicts[i].Keep, want[i])
		}
		if !want[i] && verdicts[i].Role != RoleDuplicate {
			t.Errorf("role of %q is %v", doc.BlockText(i), verdicts[i].Role)
		}
	}
}

func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		text string
		want measures
	}{
		{"Two words.", measures{words: 2, runes: 10, letters: 8, capitals: 1, ends: 1, lastEnd: true}},
		{"Preis: 12,50 € …", measures{words: 3, runes: 16, letters: 5, capitals: 1, digits: 4, numbers: 2, commas: 2, ends: 1, money: 1, lastEnd: true, ellipsis: true}},
		{"Größe", measures{words: 1, runes: 5, letters: 5, capitals: 1}},
		{"東京だ。", measures{words: 3, wide: 3, runes: 4, letters: 3, ends: 1, lastEnd: true}},
		{`He said: "No."`, measures{words: 3, runes: 14, letters: 8, capitals: 2, commas: 1, ends: 1, quotes: 2, lastEnd: true}},
		{"Home | News > Local", measures{words: 3, runes: 19, letters: 13, capitals: 3, seps: 2}},
	} {
		doc := block.Document{Text: c.text}
		var words []uint64
		got := measure(&doc, &block.Block{End: int32(len(c.text))}, &words)
		if len(words) != int(got.words) {
			t.Errorf("%q: %d hashes for %d words", c.text, len(words), got.words)
		}
		got.hash = 0
		if got != c.want {
			t.Errorf("%q:\n got %+v\nwant %+v", c.text, got, c.want)
		}
	}
	a, b := block.Document{Text: "Page 12 of ten"}, block.Document{Text: "page 47, OF TEN"}
	if x, y := measure(&a, &block.Block{End: 14}, nil), measure(&b, &block.Block{End: 15}, nil); x.hash != y.hash {
		t.Error("texts that differ in case, signs and digits have different hashes")
	}
	linked := block.FromHTML([]byte(`<p>Go to <a href="/a">our front page</a> or <a href="/b">back</a> now</p>`))
	if m := measure(linked, &linked.Blocks[0], nil); m.words != 8 || m.linked != 4 {
		t.Errorf("%d of %d words are linked, want 4 of 8", m.linked, m.words)
	}
}
