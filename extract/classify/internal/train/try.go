package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Try is one setting to cross-validate: parameters and the weight of each altered copy.
type Try struct {
	Name   string
	Params Params
	// Even is how far the pages' weights are made equal: 0 not, 1 wholly.
	Even float64
	// Copies is the factor on the weight of the rows of a variant's pages.
	Copies map[string]float32
}

// settings are what a try may set, by name.
var settings = map[string]func(t *Try, v float64){
	"trees":     func(t *Try, v float64) { t.Params.Trees = int(v) },
	"depth":     func(t *Try, v float64) { t.Params.Depth = int(v) },
	"rate":      func(t *Try, v float64) { t.Params.Rate = v },
	"lambda":    func(t *Try, v float64) { t.Params.Lambda = v },
	"minchild":  func(t *Try, v float64) { t.Params.MinChild = v },
	"rows":      func(t *Try, v float64) { t.Params.RowSample = v },
	"columns":   func(t *Try, v float64) { t.Params.ColSample = v },
	"seed":      func(t *Try, v float64) { t.Params.Seed = uint64(v) },
	"even":      func(t *Try, v float64) { t.Even = v },
	"degraded":  func(t *Try, v float64) { t.Copies["degraded"] = float32(v) },
	"continued": func(t *Try, v float64) { t.Copies["continued"] = float32(v) },
}

// defaultCopies weigh the altered copies: together they count about as much as the pages themselves.
var defaultCopies = map[string]float32{"degraded": .35, "continued": .5}

// parseTries reads "rate=.1 trees=300; depth=8": settings that differ from base, one try per semicolon.
func parseTries(list string, base Params) ([]Try, error) {
	var out []Try
	for _, one := range strings.Split(list, ";") {
		t := Try{Name: strings.TrimSpace(one), Params: base, Copies: map[string]float32{}}
		for k, v := range defaultCopies {
			t.Copies[k] = v
		}
		for _, f := range strings.Fields(one) {
			name, value, _ := strings.Cut(f, "=")
			set, ok := settings[name]
			v, err := strconv.ParseFloat(value, 64)
			if !ok || err != nil {
				return nil, fmt.Errorf("-try: %q is no setting: want name=number, a name of %v", f, names(settings))
			}
			set(&t, v)
		}
		out = append(out, t)
	}
	return out, nil
}

// usualWeight is about the sum of a page's weights: evening pages out leaves the scale as it is.
const usualWeight = 250

// weigh sets the weights of the rows by the copies' factors.
func (d *Rows) weigh(pages []*Page, base []float32, t Try) {
	for _, p := range pages {
		w := float32(1)
		if p.Copy != "" {
			w = t.Copies[p.Copy]
		}
		if t.Even > 0 {
			total := float32(0)
			for _, b := range base[p.First : p.First+p.Rows()] {
				total += b
			}
			w *= float32(math.Pow(usualWeight/float64(max(total, 10)), t.Even))
		}
		for r := p.First; r < p.First+p.Rows(); r++ {
			d.Weight[r] = base[r] * w
		}
	}
}
