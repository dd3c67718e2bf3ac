// Package classify decides which blocks of a page are its article: a
// probability for each block, a selection, and a verdict with a role and an
// explanation.
package classify

import (
	"slices"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/internal/selection"
)

// Mode moves the selection.
type Mode uint8

const (
	Balanced Mode = iota
	Precision
	Recall
)

// Verdict is the decision on one block.
type Verdict struct {
	Keep bool
	P    float32 // probability that the block is article text
	// Role is what a dropped block is, once NameRoles has been called; a block
	// that is kept for its role by Options.Keep has it too.
	Role Role
}

// Hints are facts from meta that help: set before selection.
type Hints struct {
	Title      string
	TitleBlock int
}

// Options of one classification.
type Options struct {
	Mode Mode
	// Keep lists roles whose blocks are kept whatever the model says.
	Keep []Role
}

// Result is the decision on a page: one verdict a block, in the same order.
type Result struct {
	Verdicts []Verdict
	// Confidence is the expected F1 of the selection, between 0 and 1, calibrated.
	Confidence float64
	// Kind is what the page is: what Wall knows it for, with the reason in
	// KindReason, else the model's guess among Kinds.
	Kind       Kind
	KindReason string
}

// Document classifies a page.
func Document(doc *block.Document, opt Options) Result {
	n := len(doc.Blocks)
	var r Result
	if n == 0 {
		r.Kind, r.KindReason = Wall(doc, nil)
		return r
	}
	var p []float32
	var ctx *Context
	var kind Kind
	e := engineOf(doc)
	if e != nil {
		p, ctx = e.probabilities(doc)
		kind = e.kinds.guess(ctx.Page)
	} else {
		p, ctx = guess(doc)
	}
	var expected float64
	r.Verdicts, expected = Decide(doc, p, ctx, opt.Mode)
	r.Confidence = expected
	if e != nil {
		r.Confidence = e.model.Calibrated(expected)
	}
	if r.Kind, r.KindReason = Wall(doc, r.Verdicts); r.Kind == "" {
		r.Kind = kind
	}
	if len(opt.Keep) > 0 {
		NameRoles(doc, r.Verdicts)
		for i := range r.Verdicts {
			if v := &r.Verdicts[i]; !v.Keep && slices.Contains(opt.Keep, v.Role) {
				v.Keep = true
			}
		}
	}
	return r
}

// Decide selects the blocks of a page by their probabilities p and its context, without
// their roles, and returns the selection's expected F1 as the probabilities have it.
// It is what Document does once a model has spoken, and what the trainer scores.
func Decide(doc *block.Document, p []float32, ctx *Context, mode Mode) ([]Verdict, float64) {
	c := selection.Choose(p, ctx.Words, selection.Aim(mode))
	if doc.Form == block.FormText {
		keepClean(p, ctx.Words, c.Keep)
	}
	verdicts := make([]Verdict, len(p))
	for i := range verdicts {
		verdicts[i] = Verdict{Keep: c.Keep[i], P: p[i]}
	}
	if doc.Form == block.FormHTML { // what a text page says twice was seen twice
		dropDuplicates(doc, ctx.Words, verdicts)
		dropPromos(doc, ctx.Words, verdicts)
		keepNotes(doc, verdicts)
	}
	return verdicts, c.Expected
}

// guess stands in where no model is embedded: running text is article.
func guess(doc *block.Document) ([]float32, *Context) {
	p, words := make([]float32, len(doc.Blocks)), make([]int32, len(doc.Blocks))
	for i := range p {
		m := measure(doc, &doc.Blocks[i], nil)
		words[i] = m.words
		p[i] = .1
		if m.words >= paraLeast && m.ends > 0 && 2*m.linked < m.words {
			p[i] = .9
		}
	}
	return p, &Context{Words: words}
}

// Reason is one feature that moved a block, in words.
type Reason struct {
	Feature string  // name in the feature table
	Text    string  // "stands in the container with most of the page's paragraphs"
	Weight  float32 // log-odds, positive towards article
}

// Explain returns what moved block i most, strongest first, at most n reasons;
// none where no model decides.
func Explain(doc *block.Document, i, n int) []Reason {
	if i < 0 || i >= len(doc.Blocks) {
		return nil
	}
	return NewExplainer(doc).Reasons(i, n)
}
