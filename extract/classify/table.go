package classify

import (
	"strings"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/internal/selection"
)

// Feature is one column of what the model sees of a block.
type Feature struct {
	// Name is short, unique in its table and stable: a model refers to its features by name.
	Name string
	// Doc says in words what a high value means and, after " | ", what a low one does, as explain
	// prints it: clauses about the block ("has many words | has few words").
	Doc string
}

// Text is the half of Doc for a high or a low value.
func (f Feature) Text(high bool) string {
	above, below, ok := strings.Cut(f.Doc, " | ")
	switch {
	case high:
		return above
	case ok:
		return below
	}
	return "not: " + above
}

// Table is a list of features with the function that fills them: one for HTML
// pages, one for plain text. Training, selection and Result do not depend on which.
type Table struct {
	// Name is "html" or "text" and names the model file.
	Name     string
	Features []Feature
	// Fill sets column want[k] of the page into col(k), one value a block, for
	// each k. It is called with the columns that a model uses, or with all of them in training.
	// It returns what selection and kind need.
	Fill func(doc *block.Document, want []int, set Setter) *Context
	// PageFacts name Context.Page.
	PageFacts []string
}

// Context is what the selection and the guess of the page's kind need.
type Context = selection.Context

// Setter takes the values of a column, numbered as in want.
type Setter interface {
	// Const sets all rows of column k.
	Const(k int, v float32)
	// Column sets column k to v, one value a row. The slice may change after the call.
	Column(k int, v []float32)
	// Shared sets row i of column k to v[of[i]].
	Shared(k int, of []int32, v []float32)
}

// Index returns the place of each named feature in the table, -1 for names it lacks.
func (t *Table) Index(names []string) []int {
	at := make(map[string]int, len(t.Features))
	for i, f := range t.Features {
		at[f.Name] = i
	}
	out := make([]int, len(names))
	for k, n := range names {
		i, ok := at[n]
		if !ok {
			i = -1
		}
		out[k] = i
	}
	return out
}
