package classify

import (
	"testing"

	"github.com/pithcli/pith/extract/block"
)

// TestWallExamples runs the examples of every kind.
func TestWallExamples(t *testing.T) {
	for _, k := range WallKinds() {
		hit, miss := k.Kind.Example()
		if got := Document(block.FromHTML([]byte(hit)), Options{}); got.Kind != k.Kind || got.KindReason == "" {
			t.Errorf("the example of %s is named %s: %s", k.Kind, got.Kind, got.KindReason)
		}
		if got := Document(block.FromHTML([]byte(miss)), Options{}); miss == "" || got.KindReason != "" {
			t.Errorf("what is no %s is named %s: %s", k.Kind, got.Kind, got.KindReason)
		}
	}
}
