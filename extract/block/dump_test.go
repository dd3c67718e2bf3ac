package block

import (
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip()
	}
	src, _ := os.ReadFile(f)
	d := FromHTML(src)
	for i, b := range d.Blocks {
		chain := ""
		for n := b.Node; n > 0; n = d.Nodes[n].Parent {
			nd := d.Nodes[n]
			s := nd.Tag.String()
			if nd.Class != 0 {
				s += "." + d.Names[nd.Class]
			}
			chain = s + ">" + chain
		}
		ctn := ""
		for c := b.In; c > 0; c = d.Containers[c].Parent {
			ctn = fmt.Sprintf("%v(%d)", d.Containers[c].Kind, d.Containers[c].Number) + "/" + ctn
		}
		fmt.Printf("%d %v%d f=%x in=%s %s\n   %q\n", i, b.Kind, b.Level, b.Flags, ctn, chain, d.BlockText(i))
		for _, s := range d.BlockSpans(i) {
			fmt.Printf("      %v %q %q %q\n", s.Kind, d.Text[s.Start:s.End], s.URL, s.Text)
		}
	}
	for _, s := range d.Signals {
		fmt.Printf("SIG %v %q %.80q %.80q\n", s.Kind, s.Name, s.Value, s.Text)
	}
}
