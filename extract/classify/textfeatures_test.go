package classify

import (
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/role"
)

// columnsOf fills all columns of a text page, by name.
func columnsOf(t *testing.T, src string) (map[string][]float32, []int32, *block.Document) {
	t.Helper()
	doc := block.FromText([]byte(src))
	table := TextTable()
	want := make([]int, len(table.Features))
	got := make(valueSetter, len(want))
	for k := range want {
		want[k] = k
		got[k] = make([]float32, len(doc.Blocks))
	}
	words := table.Fill(doc, want, got).Words
	out := map[string][]float32{}
	for k, f := range table.Features {
		out[f.Name] = got[k]
	}
	return out, words, doc
}

type valueSetter [][]float32

func (s valueSetter) Const(k int, v float32) {
	for i := range s[k] {
		s[k][i] = v
	}
}

func (s valueSetter) Column(k int, v []float32) { copy(s[k], v) }

func (s valueSetter) Shared(k int, of []int32, v []float32) {
	for i, j := range of {
		s[k][i] = v[j]
	}
}

const walk = `Home | News | Walks
A walk along the canal
by Ines Marlow

The towpath was quiet when we set out, and the water lay so still that the bridges stood twice in it, once in stone and once in light. We had bread, and it was May.

After the second lock the houses fell away, the reeds closed in, and for an hour we met nobody but a heron, which did not mind us at all.

Share
You may also like
A walk along the canal
Share
東京は日本の首都である。
`

func TestTextFeatures(t *testing.T) {
	f, words, doc := columnsOf(t, walk)
	at := map[string]int{}
	for i := range doc.Blocks {
		if _, seen := at[doc.BlockText(i)]; !seen {
			at[doc.BlockText(i)] = i
		}
	}
	menu, title, first, share, tokyo := 0, 1, 3, at["Share"], len(doc.Blocks)-1
	for _, c := range []struct {
		name  string
		block int
		want  float32
	}{
		{"words", menu, 3},
		{"cap_words", menu, 1},
		{"words", first, 35},
		{"sentences", first, 1}, // the last one has no blank after it
		{"commas", first, 3},
		{"ends_sentence", first, 1},
		{"ends_sentence", title, 0},
		{"repeats", title, 2},
		{"repeats", share, 2},
		{"title_share", title, 1},
		{"before1_words", first, 3},
		{"after1_words", tokyo, -1},
		{"in_span_middle", first, 1},
		{"in_span_middle", share, 0},
		{"to_prose", title, 2},
		{"words", tokyo, 5.5},
		{"hit_role", at["You may also like"], float32(role.Related)},
		{"page_blocks", menu, 0},
		{"voice_we", first, 2. / 35},
		{"voice_we", menu, 0},
		{"hit_role", first, -1},
		{"core_hits", first, 0},
		{"core_hits", at["You may also like"], 2}, // itself and "Share"
		{"core_hole", at["You may also like"], 2},
		{"core_hole", title, -2}, // title and byline
		{"core_again", tokyo, 1}, // the title
		{"theme", menu, 0},
	} {
		if got := f[c.name][c.block]; got != c.want {
			t.Errorf("%s of %q is %v, want %v", c.name, doc.BlockText(c.block), got, c.want)
		}
	}
	if words[tokyo] != 11 || words[menu] != 3 {
		t.Errorf("words are %v", words)
	}
	if share := f["function_share"][first]; share < .4 || share > .8 {
		t.Errorf("function_share of prose is %v", share)
	}
}

func TestTextFeaturesOnEdges(t *testing.T) {
	for _, src := range []string{"", "x", "---", "[image]\n", "a\tb\nc\td\n"} {
		if _, words, doc := columnsOf(t, src); len(words) != len(doc.Blocks) {
			t.Errorf("%q: %d lengths for %d blocks", src, len(words), len(doc.Blocks))
		}
	}
}
