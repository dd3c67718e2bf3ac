package classify

import (
	"encoding/json"
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

// keptWords returns how many of a page's words are kept, of how many.
func keptWords(src []byte) (kept, all int32) {
	doc := block.FromText(src)
	words := TextTable().Fill(doc, nil, nil).Words
	for i, v := range Document(doc, Options{}).Verdicts {
		all += words[i]
		if v.Keep {
			kept += words[i]
		}
	}
	return kept, all
}

// TestCleanTextStays: a text that is clean already is kept, at least 99 % of its words.
func TestCleanTextStays(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "testdata", "text", "clean-*.txt"))
	if len(files) == 0 {
		t.Fatal("no clean texts in testdata/text")
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if kept, all := keptWords(src); kept*100 < all*99 {
			t.Errorf("%s: %d of %d words kept", f, kept, all)
		}
	}
}

// TestCleanGoldStays takes the gold texts of the corpora for pages: at least
// 99 % of their words are kept. Golds of a few words are titles, not texts.
func TestCleanGoldStays(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the corpora")
	}
	root := os.Getenv("PITH_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	const every, least = 10, 60
	for _, set := range []string{"wcxb-dev", "fundus-dev"} {
		files, _ := filepath.Glob(filepath.Join(root, set, "ground-truth", "*.json"))
		if len(files) == 0 {
			t.Skip("no corpora: set PITH_CORPORA")
		}
		var kept, all int32
		for i := 0; i < len(files); i += every {
			k, a := keptWords([]byte(goldText(t, files[i])))
			if a < least {
				continue
			}
			kept, all = kept+k, all+a
			if k*100 < a*95 {
				t.Logf("%s: %d of %d words", filepath.Base(files[i]), k, a)
			}
		}
		t.Logf("%s: %d of %d words kept (%.4f)", set, kept, all, float64(kept)/float64(all))
		if int64(kept)*100 < int64(all)*99 {
			t.Errorf("%s: %d of %d words kept", set, kept, all)
		}
	}
}

func goldText(t *testing.T, path string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		MainContent string `json:"main_content"`
		Truth       struct {
			MainContent string `json:"main_content"`
		} `json:"ground_truth"`
	}
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	return gold.MainContent + gold.Truth.MainContent
}

// TestManyBlocks: a text of more blocks than are measured at once has a verdict for each.
func TestManyBlocks(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	// Short lines would be rationed by the segmenter.
	doc := block.FromText([]byte(strings.Repeat("a line that is long enough to be a paragraph of its own, and says little\n\n", textWindow+10)))
	if r := Document(doc, Options{}); len(r.Verdicts) != textWindow+10 {
		t.Errorf("%d verdicts for %d blocks", len(r.Verdicts), len(doc.Blocks))
	}
}
