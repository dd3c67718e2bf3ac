package block

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	shapes "github.com/pithcli/pith/internal/hostile"
)

// TestMutations holds FromHTML to html.Parse on pages that were cut, repeated,
// nested, moved and spliced: the invariants on each, the same visible text in
// the same order on most. Where html.Parse moves text out of tables or
// refuses depth, they differ. PITH_MUTATIONS=10000 tries so many, PITH_SEED others.
func TestMutations(t *testing.T) {
	var pages []string
	own, _ := filepath.Glob("../../testdata/*.html")
	if dir := corpora(); dir != "" && !testing.Short() {
		real := corpusPages(t, "segments-dev", "readability-dev", "defuddle-dev")
		for i := 0; i < len(real); i += 17 {
			own = append(own, real[i])
		}
	}
	for _, f := range own {
		if b := readPage(t, f); len(b) < 1<<16 {
			pages = append(pages, string(b))
		}
	}
	n := 300
	if !testing.Short() {
		n = 2000
	}
	if s := os.Getenv("PITH_MUTATIONS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	seed, _ := strconv.ParseUint(os.Getenv("PITH_SEED"), 10, 64)
	same, moved, refused, more, lost := 0, 0, 0, 0, 0
	for i := range n {
		src := bytes.ToValidUTF8([]byte(shapes.Mutate(rand.New(rand.NewPCG(seed, uint64(i))), pages)), []byte("\uFFFD"))
		d := FromHTML(src)
		checkDocument(t, d)
		want, err := oracleText(src)
		if err != nil {
			refused++
			continue
		}
		got := ourText(d)
		switch {
		case bytes.Equal(got, want):
			same++
		case letters(got) == letters(want):
			moved++
		case contains(letters(got), letters(want)):
			more++ // what html.Parse drops after frameset and inside select and svg
		default:
			if lost++; lost <= 10 && testing.Verbose() {
				k := 0
				for k < len(got) && k < len(want) && got[k] == want[k] {
					k++
				}
				cut := func(b []byte) string { return string(b[max(0, min(k, len(b))-40):min(len(b), k+60)]) }
				t.Logf("%d: %d bytes, want %d\n ours   %q\n theirs %q", i, len(got), len(want), cut(got), cut(want))
			}
		}
	}
	all := n - refused
	t.Logf("%d pages: %d the same, %d the same but for the order, %d with more text, %d with less; %d that html.Parse refuses", n, same, moved, more, lost, refused)
	if same*100 < all*90 || lost*100 > all {
		t.Error("want the same text in order on at least 90 of 100 pages, less text on at most one")
	}
}

// contains says whether no letter is rarer in a than in b.
func contains(a, b [256]int) bool {
	for i := range a {
		if a[i] < b[i] {
			return false
		}
	}
	return true
}
