package classify_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/eval"
)

// At most 1 % of the article pages of wcxb-dev may be named something else.
func TestWallsSpareArticles(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts every page of wcxb-dev")
	}
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	dir = filepath.Join(dir, "wcxb-dev")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no %s: set PITH_CORPORA to the folder of the corpora", dir)
	}
	layout, err := eval.LayoutNamed("wcxb")
	if err != nil {
		t.Fatal(err)
	}
	named := func(a *extract.Article) float64 {
		if a.Result.KindReason == "" {
			return 0
		}
		t.Logf("%s is named %s: %s", filepath.Base(a.Page.Source), a.Result.Kind, a.Result.KindReason)
		return 1
	}
	r, err := eval.Run(context.Background(), dir, layout, eval.Options{Measure: named})
	if err != nil {
		t.Fatal(err)
	}
	articles, walls := 0, 0
	for _, p := range r.Pages {
		if slices.Contains(p.Groups, "article") {
			articles++
			walls += int(p.Measure)
		}
	}
	if articles == 0 || 100*walls > articles {
		t.Errorf("%d of %d articles are named walls, want at most 1 %%", walls, articles)
	}
	t.Logf("%d of %d articles are named walls", walls, articles)
}
