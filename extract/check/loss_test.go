package check

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/eval"
)

// TestLossAlarm prints the curve of the loss alarm over wcxb-dev (-v) and holds
// it to what it is for: it fires on at least half of the pages that lost much
// (recall under .6) and on at most 3 % of those that lost nothing (over .95).
func TestLossAlarm(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts every page of wcxb-dev")
	}
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	golds, _ := filepath.Glob(filepath.Join(dir, "wcxb-dev", "ground-truth", "*.json"))
	if len(golds) == 0 {
		t.Skip("development corpora not found: set PITH_CORPORA to their folder")
	}
	var low, high []float64
	for _, g := range golds {
		raw, err := os.ReadFile(g)
		if err != nil {
			t.Fatal(err)
		}
		var truth struct {
			Truth struct {
				Main string `json:"main_content"`
			} `json:"ground_truth"`
		}
		if err := json.Unmarshal(raw, &truth); err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(truth.Truth.Main) == "" {
			continue
		}
		id := strings.TrimSuffix(filepath.Base(g), ".json")
		f, err := os.Open(filepath.Join(dir, "wcxb-dev", "html", id+".html.gz"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.Extract(f, extract.Options{Name: id})
		f.Close()
		if err != nil {
			t.Logf("%s: %v", id, err)
			continue
		}
		p := newPage(a, a.Record(), &Config{})
		risk, _ := p.lossRisk()
		switch recall := eval.Compare(eval.Words(truth.Truth.Main), eval.Words(a.Text())).Recall; {
		case recall < .6:
			low = append(low, risk)
		case recall > .95:
			high = append(high, risk)
		}
	}
	share := func(v []float64, from float64) float64 {
		n := 0
		for _, x := range v {
			if x >= from {
				n++
			}
		}
		return float64(n) / float64(max(len(v), 1))
	}
	t.Logf("%d pages with recall under .6, %d over .95", len(low), len(high))
	t.Log("threshold  fires on low  on high")
	for from := .20; from < .605; from += .04 {
		t.Logf("     %.2f         %.3f    %.3f", from, share(low, from), share(high, from))
	}
	k, _ := Named("loss")
	if l := share(low, k.Threshold); l < .5 {
		t.Errorf("fires on %.3f of the pages with recall under .6, want at least .5", l)
	}
	if h := share(high, k.Threshold); h > .03 {
		t.Errorf("fires on %.3f of the pages with recall over .95, want at most .03", h)
	}
}
