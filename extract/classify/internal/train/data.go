package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// Page is a source, segmented, with its labels and features.
type Page struct {
	*Source
	Doc *block.Document
	// Copy names how the page was altered, "" for the page as it is.
	Copy string
	Fold int
	// First is the page's first row.
	First int
	// Label is the share of each block's tokens that the gold has in the same order.
	Label  []float32
	Weight []float32
	// Context is what the selection sees.
	Context *classify.Context
	// Guess is the kind that a model which has not seen the page guesses, once CrossKinds has been called.
	Guess classify.Kind

	tokens    [][]int32 // gold vocabulary of each block's tokens, -1 for others
	goldCount []int32   // by vocabulary id
	goldTotal int

	features [][]float32 // [feature][block], until they are binned
}

// Rows returns the number of blocks.
func (p *Page) Rows() int { return len(p.Doc.Blocks) }

// Maker makes a document from a page's bytes.
type Maker func(src []byte) *block.Document

// Variant is a way to alter a page before it is segmented.
type Variant struct {
	Name string
	// Alter returns the altered page, or nil for pages that the variant does without.
	Alter func(src []byte, s *Source) *Altered
}

// Altered is an altered page.
type Altered struct {
	Src []byte
	// New are the byte ranges that were put in. If there are any, the page is the
	// original's copy and only them and the article are taught from it.
	New [][2]int
}

// Prepare reads, segments, labels and measures pages on the workers.
func Prepare(sources []Source, table *classify.Table, from Maker, v Variant, cache string, workers int) ([]*Page, error) {
	pages := make([]*Page, len(sources))
	errs := make([]error, len(sources))
	parallel(workers, len(sources), func(i int) {
		src, err := sources[i].Read()
		if err != nil {
			errs[i] = err
			return
		}
		alt := &Altered{Src: src}
		if v.Alter != nil {
			if alt = v.Alter(src, &sources[i]); alt == nil {
				return
			}
		}
		p := &Page{Source: &sources[i], Doc: from(alt.Src), Copy: v.Name}
		p.count()
		p.label(cache)
		p.spareOld(alt.New)
		p.measure(table)
		pages[i] = p
	})
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("page %s of %s: %w", sources[i].ID, sources[i].Set, err)
		}
	}
	return pages, nil
}

// count tokenises blocks and gold for Score.
func (p *Page) count() {
	vocabulary := map[string]int32{}
	for _, t := range Tokens(p.Gold, p.Split) {
		id, ok := vocabulary[t]
		if !ok {
			id = int32(len(vocabulary))
			vocabulary[t] = id
			p.goldCount = append(p.goldCount, 0)
		}
		p.goldCount[id]++
		p.goldTotal++
	}
	p.tokens = make([][]int32, p.Rows())
	for i := range p.tokens {
		toks := Tokens(p.Doc.BlockText(i), p.Split)
		p.tokens[i] = make([]int32, len(toks))
		for k, t := range toks {
			id, ok := vocabulary[t]
			if !ok {
				id = -1
			}
			p.tokens[i][k] = id
		}
	}
}

// spareOld takes the weight from the blocks of a copied page that are neither article nor new: the
// page itself teaches them.
func (p *Page) spareOld(ranges [][2]int) {
	if ranges == nil {
		return
	}
	for i := range p.Weight {
		at := int(p.Doc.Blocks[i].Offset)
		fresh := false
		for _, r := range ranges {
			fresh = fresh || at >= r[0] && at < r[1]
		}
		if !fresh && p.Label[i] < .5 {
			p.Weight[i] = 0
		}
	}
}

// weightPower is the exponent of a block's share of the gold in its weight; .35
// to 1 make no difference (design notes: .8787 / .8771 / .8781).
const weightPower = .6

// leastGold keeps pages with a tiny gold from outweighing the rest.
const leastGold = 60

func (p *Page) label(cache string) {
	n := p.Rows()
	p.Label, p.Weight = make([]float32, n), make([]float32, n)
	if p.With != nil {
		p.labelSegments()
		return
	}
	var page []string
	for i := 0; i < n; i++ {
		page = append(page, Tokens(p.Doc.BlockText(i), p.Split)...)
	}
	matched := alignCached(cache, page, Tokens(p.Gold, p.Split))
	at := 0
	for i, toks := range p.tokens {
		hit := 0
		for range toks {
			if matched[at] {
				hit++
			}
			at++
		}
		if len(toks) == 0 {
			continue
		}
		p.Label[i] = float32(hit) / float32(len(toks))
		p.Weight[i] = float32(math.Pow(float64(len(toks))/float64(max(p.goldTotal, leastGold)), weightPower))
	}
}

// segmentWeight is the weight of a block that a segment names, about that of a paragraph of a page with full gold.
const segmentWeight = .15

func (p *Page) labelSegments() {
	for i := range p.Label {
		text := squeeze(p.Doc.BlockText(i))
		if text == "" {
			continue
		}
		with, without := touches(text, p.With), touches(text, p.Without)
		if with == without {
			continue
		}
		p.Weight[i] = segmentWeight
		if with {
			p.Label[i] = 1
		}
	}
}

// touches says whether a block holds a segment, or is a large part of one that runs over several blocks.
func touches(text string, segments []string) bool {
	for _, s := range segments {
		s = squeeze(s)
		if s == "" {
			continue
		}
		if strings.Contains(text, s) || len(text)*3 > len(s) && strings.Contains(s, text) {
			return true
		}
	}
	return false
}

// alignCached is Align, with the answer kept in a folder outside the project: the
// alignment is most of the time of a run and changes only with the segmentation.
func alignCached(dir string, page, gold []string) []bool {
	if dir == "" {
		return Align(page, gold)
	}
	h := sha256.New()
	var n [8]byte
	binary.LittleEndian.PutUint64(n[:], uint64(len(page)))
	h.Write(n[:])
	for _, list := range [][]string{page, gold} {
		for _, t := range list {
			h.Write([]byte(t))
			h.Write([]byte{0})
		}
	}
	name := filepath.Join(dir, fmt.Sprintf("%x", h.Sum(nil)[:12]))
	if raw, err := os.ReadFile(name); err == nil && len(raw) == (len(page)+7)/8 {
		out := make([]bool, len(page))
		for i := range out {
			out[i] = raw[i/8]>>(i%8)&1 == 1
		}
		return out
	}
	out := Align(page, gold)
	raw := make([]byte, (len(page)+7)/8)
	for i, m := range out {
		if m {
			raw[i/8] |= 1 << (i % 8)
		}
	}
	// A cache that cannot be written costs time only.
	_ = os.WriteFile(name, raw, 0o644)
	return out
}

// floats is a Setter that keeps the values.
type floats struct{ columns [][]float32 }

func (s floats) Const(k int, v float32) {
	for i := range s.columns[k] {
		s.columns[k][i] = v
	}
}

func (s floats) Column(k int, v []float32) { copy(s.columns[k], v) }

func (s floats) Shared(k int, of []int32, v []float32) {
	for i, j := range of {
		s.columns[k][i] = v[j]
	}
}

func (p *Page) measure(table *classify.Table) {
	p.features = make([][]float32, len(table.Features))
	want := make([]int, len(table.Features))
	for k := range want {
		want[k] = k
		p.features[k] = make([]float32, p.Rows())
	}
	p.Context = table.Fill(p.Doc, want, floats{p.features})
}

// binCount is the number of cut points per column: 48 and 63 score alike.
const binCount = 63

// Assemble bins the features of pages into training rows and gives each page its place.
// Features that skip is true for are left out.
func Assemble(pages []*Page, table *classify.Table, skip func(name string) bool, workers int) *Rows {
	rows := 0
	for _, p := range pages {
		p.First = rows
		rows += p.Rows()
	}
	d := &Rows{Label: make([]float32, rows), Weight: make([]float32, rows)}
	var sum float64
	n := 0
	for _, p := range pages {
		copy(d.Label[p.First:], p.Label)
		copy(d.Weight[p.First:], p.Weight)
		for _, w := range p.Weight {
			if w > 0 {
				sum += float64(w)
				n++
			}
		}
	}
	mean := float32(sum / float64(max(n, 1)))
	for i := range d.Weight {
		d.Weight[i] /= mean
	}
	var kept []int
	for k, f := range table.Features {
		if skip == nil || !skip(f.Name) {
			kept = append(kept, k)
		}
	}
	d.Columns = make([]boost.Column, len(kept))
	d.Bins = make([][]uint8, len(kept))
	stride := max(1, rows/200_000)
	parallel(workers, len(kept), func(i int) {
		k := kept[i]
		var sample []float32
		for _, p := range pages {
			for r := (stride - p.First%stride) % stride; r < p.Rows(); r += stride {
				sample = append(sample, p.features[k][r])
			}
		}
		c := boost.Column{Name: table.Features[k].Name, Edges: Edges(sample, binCount)}
		bins := make([]uint8, rows)
		for _, p := range pages {
			for r, v := range p.features[k] {
				bins[p.First+r] = c.Bin(v)
			}
			p.features[k] = nil
		}
		d.Columns[i], d.Bins[i] = c, bins
	})
	return d
}
