package phrases_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
)

// corpora returns the folder of the development corpora and skips without it.
func corpora(t *testing.T) string {
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "corpora")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpora at %s: set PITH_CORPORA to their folder", dir)
	}
	return dir
}

func unzip(t *testing.T, name string) []byte {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// gold returns the article text of a page of wcxb-dev or fundus-dev.
func gold(t *testing.T, name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		GroundTruth struct {
			Main string `json:"main_content"`
		} `json:"ground_truth"`
		Main string `json:"main_content"`
	}
	if err := json.Unmarshal(data, &page); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return page.GroundTruth.Main + page.Main
}

// count is on how many pages a phrase hit, and on how many of them inside the gold text.
type count struct{ pages, inside int }

// A phrase must not be what articles say: of the pages that it hits
// on, at most the share that its section states (2 % unless told) may have it as
// a line of the gold text, one stray page excused.
func TestNoPhraseInsideGold(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all pages of two corpora")
	}
	dir := corpora(t)
	counts := map[string]*count{}
	shares := map[string]float64{}
	pages := 0
	for _, set := range []string{"wcxb-dev", "fundus-dev"} {
		names, err := filepath.Glob(filepath.Join(dir, set, "html", "*.html.gz"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no pages in %s: %v", set, err)
		}
		for _, name := range names {
			id := strings.TrimSuffix(filepath.Base(name), ".html.gz")
			main := gold(t, filepath.Join(dir, set, "ground-truth", id+".json"))
			if main == "" {
				continue // a fault of the corpus, not a page without article
			}
			pages++
			inGold := map[string]bool{}
			for line := range strings.Lines(main) {
				inGold[string(phrases.Normalise(nil, line))] = true
			}
			doc := block.FromHTML(unzip(t, name))
			hits := map[string]bool{} // phrase → inside
			for i := range doc.Blocks {
				text := doc.BlockText(i)
				if key, line := phrases.Source(text); line != nil {
					shares[key] = line.Share
					hits[key] = hits[key] || inGold[string(phrases.Normalise(nil, text))]
				}
			}
			for key, inside := range hits {
				if counts[key] == nil {
					counts[key] = new(count)
				}
				counts[key].pages++
				if inside {
					counts[key].inside++
				}
			}
		}
	}
	total := count{}
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		c := counts[key]
		total.pages += c.pages
		total.inside += c.inside
		if share := shares[key]; c.inside > 1 && float64(c.inside) > share*float64(c.pages) {
			t.Errorf("%s: in article text on %d of %d pages, %.0f %% stated: take it out, or make it longer", key, c.inside, c.pages, 100*share)
		}
	}
	t.Logf("%d pages, %d phrases hit on %d of them each counted, %d inside article text (%s)", pages, len(counts), total.pages, total.inside,
		fmt.Sprintf("%.2f %%", 100*float64(total.inside)/float64(total.pages)))
}
