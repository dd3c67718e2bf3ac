package block

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outline writes a text document a line per block: containers, kind, flags, text, spans.
func outline(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "maker %q wrap %d\n", d.Maker, d.Wrap)
	for _, s := range d.Signals {
		fmt.Fprintf(&b, "signal %s = %s\n", s.Name, s.Value)
	}
	for i := range d.Blocks {
		bl := &d.Blocks[i]
		path := ""
		for c := bl.In; c > 0; c = d.Containers[c].Parent {
			k := &d.Containers[c]
			name := k.Kind.String()
			switch {
			case k.Kind == ContainerItem && k.Number > 0, k.Kind == ContainerCell:
				name += fmt.Sprint(k.Number)
			case k.Header:
				name += "!"
			}
			path = name + "/" + path
		}
		fmt.Fprintf(&b, "%s%s", path, bl.Kind)
		if bl.Level > 0 {
			fmt.Fprint(&b, bl.Level)
		}
		for _, f := range [...]struct {
			flag Flags
			name string
		}{{Ruler, "ruler"}, {Indented, "indented"}, {Field, "field"}} {
			if bl.Flags&f.flag != 0 {
				fmt.Fprintf(&b, " +%s", f.name)
			}
		}
		if bl.Language != "" {
			fmt.Fprintf(&b, " (%s)", bl.Language)
		}
		fmt.Fprintf(&b, " | %s\n", strings.ReplaceAll(d.BlockText(i), "\n", "⏎"))
		for _, s := range d.BlockSpans(i) {
			fmt.Fprintf(&b, "    %s %q", s.Kind, d.Text[s.Start:s.End])
			if s.URL != "" {
				fmt.Fprintf(&b, " → %s", s.URL)
			}
			if s.Text != "" {
				fmt.Fprintf(&b, " (%s)", s.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// TestTextOutline compares the pages of testdata/text, one for each maker, with
// their outlines. UPDATE=1 writes the outlines anew.
func TestTextOutline(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("testdata", "text", "*.txt"))
	if len(files) == 0 {
		t.Fatal("no pages in testdata/text")
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := segmentChecked(src)
		if err != nil {
			t.Errorf("%s: %v", f, err)
		}
		got := outline(doc)
		golden := strings.TrimSuffix(f, ".txt") + ".outline"
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: run UPDATE=1 go test ./extract/block (-want +got):\n%s", f, diff)
		}
	}
}
