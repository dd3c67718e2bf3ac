package eval

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/internal/htmlreport/browser"
)

// comparison compares three extractors on a corpus of 40 pages: one that is
// right, one that is right on every second page, one that gives half of each text.
func comparison(t *testing.T, r Resampling) *Comparison {
	t.Helper()
	files := map[string]string{}
	right, second, half := map[string]string{}, map[string]string{}, map[string]string{}
	for i := range 40 {
		id := fmt.Sprintf("p%02d", i)
		files[id+".html"], files[id+".txt"] = "<p>x", "alpha beta gamma delta"
		right[id], half[id] = "alpha beta gamma delta", "alpha beta"
		if i%2 == 0 {
			second[id] = right[id]
		}
	}
	dir := plainCorpus(t, files)
	layout, err := Guess(dir)
	if err != nil {
		t.Fatal(err)
	}
	c, err := CompareExtractors(context.Background(), dir, layout, Options{},
		[]Contestant{{"right", right}, {"<b>second", second}, {"half", half}}, r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompareExtractors(t *testing.T) {
	r := Resampling{Resamples: 500, Seed: 7, Level: .95}
	c := comparison(t, r)
	all := c.Groups[0]
	if all.Name != "all" || all.Pages != 40 || len(all.Standings) != 3 || len(c.Pages) != 40 {
		t.Fatalf("%+v", all)
	}
	for i, want := range []float64{1, .5, 2. / 3} {
		s := all.Standings[i]
		if math.Abs(s.F1.Value-want) > 1e-9 || s.F1.Low > s.F1.Value+1e-9 || s.F1.High < s.F1.Value-1e-9 {
			t.Errorf("%s: %+v, want %.3f within its interval", s.Name, s.F1, want)
		}
	}
	// A constant score has an interval of no width; a coin's of 40 throws has half
	// a width of 1.96 * .5 / sqrt(40) = .155.
	if f := all.Standings[0].F1; f.Low != 1 || f.High != 1 {
		t.Errorf("the interval of a constant is %+v", f)
	}
	if f := all.Standings[1].F1; math.Abs((f.High-f.Low)/2-.155) > .03 {
		t.Errorf("the interval of a coin is %+v", f)
	}
	if all.Standings[0].Difference != nil || math.Abs(all.Standings[2].Difference.Value+1./3) > 1e-9 {
		t.Errorf("differences: %+v", all.Standings)
	}
	if !reflect.DeepEqual(c.Groups, comparison(t, r).Groups) {
		t.Error("the same seed gives other intervals")
	}
	r.Resamples = 9
	few := comparison(t, r)
	for r.Seed++; reflect.DeepEqual(few.Groups, comparison(t, r).Groups); r.Seed++ {
		if r.Seed > 20 {
			t.Fatal("the seed has no effect")
		}
	}
}

func TestCompareNeedsKnownPages(t *testing.T) {
	dir := plainCorpus(t, map[string]string{"a.html": "<p>x", "a.txt": "one"})
	layout, err := Guess(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = CompareExtractors(context.Background(), dir, layout, Options{}, []Contestant{{"other", map[string]string{"a.html": "one"}}}, DefaultResampling)
	if err == nil || !strings.Contains(err.Error(), `whose first is "a"`) {
		t.Errorf("error %v", err)
	}
}

// TestHTMLInBrowser opens the report: names are escaped, nothing is logged, the table sorts by difference.
func TestHTMLInBrowser(t *testing.T) {
	var b strings.Builder
	if err := comparison(t, Resampling{Resamples: 10, Level: .95}).WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<b>second") {
		t.Error("a name reaches the report as markup")
	}
	if testing.Short() {
		t.Skip("starts a browser")
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	for hash, first := range map[string]string{"": "p00", "#sort=5": "p01", "#sort=-1": "p39"} {
		dom := browser.DOM(t, file, hash)
		table := dom[strings.Index(dom, `class="sortable"`):]
		if at := strings.Index(table, "<tbody>"); !strings.HasPrefix(strings.TrimSpace(table[at+len("<tbody>"):]), `<tr><td class="long">`+first+"<") {
			t.Errorf("%q: the first row is %.120s, want %s", hash, table[at:], first)
		}
	}
}
