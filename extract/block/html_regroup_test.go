package block

import "testing"

// TestContainersOpenInOrder: the page comes first and every container behind
// its parent, also where a grouping holds every block of the page.
func TestContainersOpenInOrder(t *testing.T) {
	b := &builder{doc: FromHTML([]byte("<p>one<p>two<p>three"))}
	n := int32(len(b.doc.Blocks))
	b.groupBlocks(0, n, Container{Kind: ContainerNote})
	b.groupBlocks(0, 1, Container{Kind: ContainerNote})
	b.regroup()
	for i, c := range b.doc.Containers {
		if (i == 0) != (c.Parent < 0) || int(c.Parent) >= i {
			t.Errorf("container %d has the parent %d", i, c.Parent)
		}
	}
	if k := b.doc.Containers[0].Kind; k != ContainerPage {
		t.Errorf("container 0 is a %v", k)
	}
	for i, blk := range b.doc.Blocks {
		if b.doc.Containers[blk.In].Kind != ContainerNote {
			t.Errorf("block %d stands in a %v", i, b.doc.Containers[blk.In].Kind)
		}
	}
}
