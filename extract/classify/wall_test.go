package classify

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pithcli/pith/extract/block"
)

// The bar is 90 % of the walls named rightly; the confusion table is in the log.
func TestWallsAreNamed(t *testing.T) {
	raw, err := os.ReadFile("testdata/walls.txtar")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]map[string]int{}
	walls, right := 0, 0
	for _, f := range txtar.Parse(raw).Files {
		want := path.Dir(f.Name)
		doc := block.FromHTML(f.Data)
		r := Document(doc, Options{})
		kind, why := r.Kind, r.KindReason
		got := string(kind)
		if got == "" {
			got = "article"
		}
		if want == "none" {
			want = "article"
		}
		if table[want] == nil {
			table[want] = map[string]int{}
		}
		table[want][got]++
		if want != "article" {
			walls++
			if got == want {
				right++
			}
		}
		switch {
		case got == want:
		case want == "article":
			t.Errorf("%s is an article, and named %s: %s", f.Name, got, why)
		default:
			t.Logf("%s is named %s: %s", f.Name, got, why)
		}
	}
	if walls < 60 || float64(right) < .9*float64(walls) {
		t.Errorf("%d of %d walls are named rightly, want 9 in 10 of at least 60", right, walls)
	}
	t.Logf("%d of %d walls named rightly\n%s", right, walls, confusion(table))
}

// At most 1 % of the article pages of wcxb-dev may be named something else.
func TestWallsSpareArticles(t *testing.T) {
	if testing.Short() {
		t.Skip("classifies 793 pages")
	}
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = "../../../shared/corpora"
	}
	names, _ := filepath.Glob(filepath.Join(dir, "wcxb-dev", "ground-truth", "*.json"))
	if len(names) == 0 {
		t.Skipf("no wcxb-dev in %s: set PITH_CORPORA to the folder of the corpora", dir)
	}
	articles, named := 0, 0
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var page struct {
			Internal struct {
				PageType struct {
					Primary string `json:"primary"`
				} `json:"page_type"`
			} `json:"_internal"`
		}
		if err := json.Unmarshal(raw, &page); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if page.Internal.PageType.Primary != "article" {
			continue
		}
		id := strings.TrimSuffix(filepath.Base(name), ".json")
		doc := block.FromHTML(unzip(t, filepath.Join(dir, "wcxb-dev", "html", id+".html.gz")))
		articles++
		if r := Document(doc, Options{}); r.Kind != "" {
			named++
			t.Logf("%s is named %s: %s", id, r.Kind, r.KindReason)
		}
	}
	if 100*named > articles {
		t.Errorf("%d of %d articles are named walls, want at most 1 %%", named, articles)
	}
	t.Logf("%d of %d articles are named walls", named, articles)
}

func unzip(t *testing.T, name string) []byte {
	t.Helper()
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

// confusion prints a table of counts by what is and what was named.
func confusion(table map[string]map[string]int) string {
	names := map[string]bool{}
	for want, row := range table {
		names[want] = true
		for got := range row {
			names[got] = true
		}
	}
	all := slices.Sorted(maps.Keys(names))
	var b strings.Builder
	for _, want := range all {
		fmt.Fprintf(&b, "%-16s", want)
		for _, got := range all {
			if n := table[want][got]; n > 0 {
				fmt.Fprintf(&b, "  %s %d", got, n)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
