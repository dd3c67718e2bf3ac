package main

import (
	"fmt"
	"strconv"
	"strings"
)

// Try is one setting to cross-validate: parameters and the weight of each altered copy.
type Try struct {
	Name   string
	Params Params
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

// weigh sets the weights of the rows by the copies' factors.
func (d *Rows) weigh(pages []*Page, base []float32, copies map[string]float32) {
	for _, p := range pages {
		w := float32(1)
		if p.Copy != "" {
			w = copies[p.Copy]
		}
		for r := p.First; r < p.First+p.Rows(); r++ {
			d.Weight[r] = base[r] * w
		}
	}
}
