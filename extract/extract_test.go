package extract_test

import (
	"strings"
	"testing"

	"github.com/pithcli/pith/extract"
)

// TestOwnRecordsAreRead: what pith writes as JSON Lines it reads again, title and address included.
func TestOwnRecordsAreRead(t *testing.T) {
	page := `<title>The dyke</title><h1>The dyke</h1><p>In the autumn the council voted for a new dyke, half a metre higher than the old one, to be paid for over twenty years.</p>
<p>The farmers on the other bank voted against it, since the water has to go somewhere, and their meadow is the lower one.</p>`
	first, err := extract.Extract(strings.NewReader(page), extract.Options{URL: "https://a.example/dyke"})
	if err != nil {
		t.Fatal(err)
	}
	line, err := first.Record().MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	again, err := extract.Extract(strings.NewReader(string(line)+"\n"), extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, b := first.Record(), again.Record()
	if a.Text == "" || a.Text != b.Text || a.Title != b.Title || b.URL != "https://a.example/dyke" {
		t.Errorf("read again: %q %q %q, want %q %q", b.Title, b.URL, b.Text, a.Title, a.Text)
	}
}
