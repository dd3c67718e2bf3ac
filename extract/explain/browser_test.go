package explain

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/internal/htmlreport/browser"
)

// TestInBrowser opens a report in headless Chromium: the policy lets its own
// style and script run, nothing is logged, and the filter hides blocks.
func TestInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	dir := t.TempDir()
	var b bytes.Buffer
	p := Of(article(t), Options{Reasons: 3})
	if err := p.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	for filter, want := range map[string]int{"": 0, "#drop": p.Kept, "#keep": p.Dropped} {
		if got := strings.Count(browser.DOM(t, file, filter), ` hidden=""`); got != want {
			t.Errorf("%q: %d blocks are hidden, want %d", filter, got, want)
		}
	}
}
