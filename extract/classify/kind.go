package classify

import (
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// Kind is a guess at what the page is.
type Kind string

// The kinds that the model tells apart: the page types of WCXB.
const (
	KindArticle       Kind = "article"
	KindForum         Kind = "forum"
	KindProduct       Kind = "product"
	KindCollection    Kind = "collection"
	KindDocumentation Kind = "documentation"
	KindService       Kind = "service"
)

// Kinds lists the kinds in the order in which the model numbers them.
var Kinds = [...]Kind{KindArticle, KindForum, KindProduct, KindCollection, Listing, KindDocumentation, KindService}

// kindNumbers are the numbers of Kinds as values of KindColumn.
var kindNumbers = func() (v [len(Kinds)]float32) {
	for i := range v {
		v[i] = float32(i)
	}
	return
}()

// KindColumn is the column of the kind model that holds the kind's number; the others are page facts by name.
const KindColumn = "kind"

// kindModel is one model for all kinds: it is asked once for each kind, with the kind's number
// beside the page's facts, and the kind with the highest answer is the guess.
type kindModel struct {
	model   *boost.Model
	finders []boost.Finder
	fact    []int // of Table.PageFacts by column; -1 for the kind's number
}

func newKindModel(t *Table) *kindModel {
	m := loadModel(t.Name + "-kind")
	if m == nil {
		return nil
	}
	k := &kindModel{model: m, finders: m.Finders(), fact: make([]int, len(m.Columns))}
	for c := range k.fact {
		k.fact[c] = -1
		for i, name := range t.PageFacts {
			if name == m.Columns[c].Name {
				k.fact[c] = i
			}
		}
	}
	return k
}

// guess returns the most probable kind of a page with these facts, "" if no model is embedded or
// there are no facts.
func (k *kindModel) guess(page []float32) Kind {
	if k == nil || len(page) == 0 {
		return ""
	}
	bins := newBinner(k.finders, len(Kinds))
	for c, at := range k.fact {
		if at >= 0 {
			bins.Const(c, page[at])
		} else {
			bins.Column(c, kindNumbers[:])
		}
	}
	acc := make([]int32, boost.Padded(len(Kinds)))
	k.model.Score(bins.bins, len(Kinds), acc)
	best := 0
	for i := range Kinds {
		if acc[i] > acc[best] {
			best = i
		}
	}
	return Kinds[best]
}
