package classify

import (
	"embed"
	"fmt"
	"sync"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// The models are made by the trainer, which reads the development corpora; the same sources and corpora
// give the same bytes.
//go:generate go run ./internal/train -model html -trees 300 -rate .12 -lambda 12 -minchild 25 -rows .06 -columns .08 -gate 30 -leave segments-dev,readability-dev -o models/html.model
//go:generate go run ./internal/train -model text -trees 300 -rate .12 -lambda 30 -minchild 60 -rows .06 -columns .15 -gate 60 -o models/text.model

//go:embed models/*.model
var models embed.FS

// engine is a table with the model that was trained on it.
type engine struct {
	table   *Table
	model   *boost.Model
	want    []int          // of the table, by column of the model
	finders []boost.Finder // by column
	kinds   *kindModel
}

// loadModel reads an embedded model; nil if there is none of this name.
func loadModel(name string) *boost.Model {
	raw, err := models.ReadFile("models/" + name + ".model")
	if err != nil {
		return nil
	}
	m, err := boost.Decode(raw)
	if err != nil {
		// A test decodes every embedded model: this cannot happen in a built program.
		panic(fmt.Sprintf("classify: %s.model: %v: run go generate ./extract/classify", name, err))
	}
	return m
}

// newEngine loads the model of a table; nil if none is embedded yet.
func newEngine(t *Table) *engine {
	m := loadModel(t.Name)
	if m == nil {
		return nil
	}
	names := make([]string, len(m.Columns))
	for k := range names {
		names[k] = m.Columns[k].Name
	}
	return &engine{table: t, model: m, want: t.Index(names), finders: m.Finders(), kinds: newKindModel(t)}
}

var (
	htmlEngine = sync.OnceValue(func() *engine { return newEngine(HTMLTable()) })
	textEngine = sync.OnceValue(func() *engine { return newEngine(TextTable()) })
)

// engineOf returns the engine for a document, nil where no model is embedded.
func engineOf(doc *block.Document) *engine {
	if doc.Form == block.FormHTML {
		return htmlEngine()
	}
	return textEngine()
}

// binner is a Setter that keeps the bins of values.
type binner struct {
	finders []boost.Finder
	rows    int
	bins    [][]uint8
	shared  []uint8 // scratch
}

func newBinner(finders []boost.Finder, rows int) *binner {
	n := boost.Padded(rows)
	flat := make([]uint8, n*(len(finders)+1))
	b := &binner{finders: finders, rows: rows, bins: make([][]uint8, len(finders)), shared: flat[:n]}
	for k := range b.bins {
		b.bins[k] = flat[(k+1)*n : (k+2)*n : (k+2)*n]
	}
	return b
}

func (b *binner) Const(k int, v float32) {
	bin := b.finders[k].Bin(v)
	if bin == 0 {
		return
	}
	for i := range b.bins[k] {
		b.bins[k][i] = bin
	}
}

func (b *binner) Column(k int, v []float32) { b.finders[k].Bins(b.bins[k], v) }

func (b *binner) Shared(k int, of []int32, v []float32) {
	bins, out := b.shared[:len(v)], b.bins[k][:len(of)]
	b.finders[k].Bins(bins, v)
	for i, j := range of {
		out[i] = bins[j]
	}
}

// measure fills the bins of a document with blocks and returns their context.
func (e *engine) measure(doc *block.Document) (*binner, *Context) {
	b := newBinner(e.finders, len(doc.Blocks))
	return b, e.table.Fill(doc, e.want, b)
}

// probabilities returns the probability of each block and what the selection needs.
func (e *engine) probabilities(doc *block.Document) ([]float32, *Context) {
	if doc.Form == block.FormText && len(doc.Blocks) > textWindow {
		return e.inWindows(doc)
	}
	b, c := e.measure(doc)
	acc := make([]int32, boost.Padded(b.rows))
	e.model.Score(b.bins, b.rows, acc)
	p := make([]float32, b.rows)
	for i := range p {
		p[i] = boost.Sigmoid(e.model.Value(acc[i]))
	}
	return p, c
}
