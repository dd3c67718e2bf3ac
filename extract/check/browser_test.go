package check

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/internal/htmlreport/browser"
)

// TestInBrowser opens a report in headless Chromium: the policy lets its own
// style and script run, nothing is logged, and the table filters and sorts.
func TestInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(write(t, "html")), 0o666); err != nil {
		t.Fatal(err)
	}
	hidden := regexp.MustCompile(`<tr hidden=""`)
	for _, c := range []struct {
		hash   string
		hidden int
		shown  string
		first  string // check of the table's first row
	}{
		{"", 0, "3 of 3", "too-short"},
		{"#q=%3Ddamaged", 2, "1 of 3", "too-short"},
		{"#q=author+html", 2, "1 of 3", "too-short"},
		{"#sort=2", 0, "3 of 3", "author-missing"},
		{"#sort=-2", 0, "3 of 3", "too-short"},
		{"#sort=1", 0, "3 of 3", "damaged"},
	} {
		dom := browser.DOM(t, file, c.hash)
		if got := len(hidden.FindAllString(dom, -1)); got != c.hidden || !strings.Contains(dom, `<output id="shown">`+c.shown+`</output>`) {
			t.Errorf("%q: %d rows are hidden, want %d and %q", c.hash, got, c.hidden, c.shown)
		}
		body := dom[strings.Index(dom, "<tbody>"):]
		body = body[strings.LastIndex(dom[:strings.Index(dom, "</body>")], `class="sortable"`)-strings.Index(dom, "<tbody>"):]
		if at := strings.Index(body, "<tbody>"); !strings.Contains(body[at:at+200], "<td>"+c.first+"</td>") {
			t.Errorf("%q: the first row is %.200s, want %s", c.hash, body[at:], c.first)
		}
	}
	var b bytes.Buffer
	if err := writeHTML(&b, &Summary{}, Style{}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	browser.DOM(t, file, "")
}
