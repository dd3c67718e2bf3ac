package classify

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
)

// keptText is what is kept of a text page, a block a line.
func keptText(src []byte) string {
	doc := block.FromText(src)
	var b strings.Builder
	for i, v := range Document(doc, Options{}).Verdicts {
		if v.Keep {
			b.WriteString(doc.BlockText(i))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// savedArticle is a page copied from a browser, with what must stay and what must go.
type savedArticle struct {
	path        string
	first, last string   // the body runs from one to the other
	drop        []string // lines that are not the article's
}

func (a savedArticle) check(t *testing.T, src []byte) {
	t.Helper()
	got := keptText(src)
	page := string(src)
	from, to := strings.Index(page, a.first), strings.Index(page, a.last)
	if from < 0 || to < 0 {
		t.Fatalf("%s has changed: its body is not there", a.path)
	}
	for _, p := range strings.Split(page[from:to+len(a.last)], "\n") {
		if p = strings.TrimSpace(p); p != "" && !strings.Contains(got, p) {
			t.Errorf("%s: lost %.80q", a.path, p)
		}
	}
	for _, d := range a.drop {
		if strings.Contains(got, d) {
			t.Errorf("%s: kept %q", a.path, d)
		}
	}
}

var commonDrops = []string{"0 comment", "____", "Read also", "on social media", "Twitter:", "@", "Facebook:", "YouTube:",
	"You may also like", "Leave a Comment", "Editors' Picks", "Latest Posts", "brings you the latest news"}

func TestSavedTextArticle(t *testing.T) {
	a := savedArticle{path: filepath.Join("..", "..", "testdata", "text", "select-all.txt"),
		first: "Last week’s storm", last: "preventing such losses.",
		drop: append([]string{"Home COAST & HARBOURS", "1874"}, commonDrops...)}
	src, err := os.ReadFile(a.path)
	if err != nil {
		t.Fatal(err)
	}
	a.check(t, src)
}

func TestSeedTextArticle(t *testing.T) {
	a := savedArticle{path: filepath.Join("..", "..", "..", "shared", "seed", "saved-article.txt"),
		first: "Yesterday’s attack", last: "mitigating such threats.",
		drop: append([]string{"Home SECURITY & DEFENCE", "2131"}, commonDrops...)}
	src, err := os.ReadFile(a.path)
	if err != nil {
		t.Skipf("no sample: %v", err)
	}
	a.check(t, src)
}
