package classify

import (
	"github.com/pithcli/pith/extract/block"
)

// HTMLTable returns the features of HTML pages.
func HTMLTable() *Table {
	return &Table{Name: "html", Fill: func(*block.Document, []int, Setter) {}, Words: blockWords}
}
