package eval

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// Contestant is an extractor in a comparison.
type Contestant struct {
	Name string
	// Predictions are its outputs by page ID, nil for pith itself.
	Predictions map[string]string
}

// Resampling says how intervals are estimated: by the percentile bootstrap over
// pages (Efron and Tibshirani 1993, chapter 13).
type Resampling struct {
	Resamples int    `json:"resamples"`
	Seed      uint64 `json:"seed"`
	// Level is the share of resamples that an interval covers, such as .95.
	Level float64 `json:"level"`
}

// DefaultResampling is what the command line uses.
var DefaultResampling = Resampling{Resamples: 2000, Seed: 1, Level: .95}

// Interval is a figure with the bounds of its confidence interval.
type Interval struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Standing is one contestant's result on a group of pages.
type Standing struct {
	Name      string   `json:"name"`
	F1        Interval `json:"f1"`
	Precision float64  `json:"precision"`
	Recall    float64  `json:"recall"`
	// Difference is F1 less that of the first contestant on the same pages, nil for the first.
	Difference *Interval `json:"difference,omitempty"`
}

// GroupStandings are all contestants' results on a group of pages.
type GroupStandings struct {
	Name      string     `json:"name"`
	Pages     int        `json:"pages"`
	Standings []Standing `json:"standings"`
}

// ComparedPage is a page with each contestant's score, in their order.
type ComparedPage struct {
	ID     string   `json:"id"`
	Groups []string `json:"groups,omitempty"`
	Scores []Score  `json:"scores"`
}

// Comparison is several extractors on one corpus.
type Comparison struct {
	Corpus      string           `json:"corpus"`
	Layout      string           `json:"layout"`
	Digest      string           `json:"digest"`
	Resampling  Resampling       `json:"resampling"`
	Contestants []string         `json:"contestants"`
	Groups      []GroupStandings `json:"groups"` // all pages first
	Pages       []ComparedPage   `json:"pages"`

	reports []*Report
}

// CompareExtractors scores several extractors on a corpus. Intervals and differences are
// of the same resamples of pages for all, so that differences are paired; the
// result depends on the seed alone.
func CompareExtractors(ctx context.Context, dir string, layout Layout, opt Options, all []Contestant, r Resampling) (*Comparison, error) {
	reports := make([]*Report, len(all))
	for i, c := range all {
		opt.Predictions = c.Predictions
		report, err := Run(ctx, dir, layout, opt)
		if err != nil {
			return nil, err
		}
		if c.Predictions != nil && !slices.ContainsFunc(report.Pages, func(p Page) bool { _, ok := c.Predictions[p.ID]; return ok }) {
			return nil, fmt.Errorf("%s: none of its %d ids is a page of the corpus (whose first is %q)", c.Name, len(c.Predictions), report.Pages[0].ID)
		}
		reports[i] = report
	}
	return compareReports(all, reports, r), nil
}

func compareReports(all []Contestant, reports []*Report, r Resampling) *Comparison {
	first := reports[0]
	c := &Comparison{Corpus: first.Corpus, Layout: first.Layout, Digest: first.Digest, Resampling: r, reports: reports}
	for i := range first.Pages {
		p := ComparedPage{ID: first.Pages[i].ID, Groups: first.Pages[i].Groups}
		for _, report := range reports {
			p.Scores = append(p.Scores, report.Pages[i].Score)
		}
		c.Pages = append(c.Pages, p)
	}
	for _, k := range all {
		c.Contestants = append(c.Contestants, k.Name)
	}
	groups := append([]Group{first.All}, first.Groups...)
	for g, group := range groups {
		var pages []int
		for i := range first.Pages {
			if g == 0 || slices.Contains(first.Pages[i].Groups, group.Name) {
				pages = append(pages, i)
			}
		}
		c.Groups = append(c.Groups, GroupStandings{Name: group.Name, Pages: len(pages), Standings: c.standings(pages)})
	}
	return c
}

// standings scores the contestants on some pages.
func (c *Comparison) standings(pages []int) []Standing {
	n := len(c.reports)
	draws := make([][]float64, n) // F1 by resample
	out := make([]Standing, n)
	for k, report := range c.reports {
		s := report.over(pages)
		out[k] = Standing{Name: c.Contestants[k], F1: Interval{Value: s.F1}, Precision: s.Precision, Recall: s.Recall}
		draws[k] = make([]float64, 0, c.Resampling.Resamples)
	}
	source := rand.New(rand.NewPCG(c.Resampling.Seed, 0))
	sample := make([]int, len(pages))
	for range c.Resampling.Resamples {
		for i := range sample {
			sample[i] = pages[source.IntN(len(pages))]
		}
		for k, report := range c.reports {
			draws[k] = append(draws[k], report.over(sample).F1)
		}
	}
	for k := range out {
		if k > 0 {
			d := Interval{Value: out[k].F1.Value - out[0].F1.Value}
			diff := make([]float64, len(draws[k]))
			for i := range diff {
				diff[i] = draws[k][i] - draws[0][i]
			}
			d.Low, d.High = c.Resampling.bounds(diff)
			out[k].Difference = &d
		}
	}
	for k := range out { // sorts draws, so behind the differences
		out[k].F1.Low, out[k].F1.High = c.Resampling.bounds(draws[k])
	}
	return out
}

// bounds sorts draws and returns the percentiles that leave out as much on either side.
func (r Resampling) bounds(draws []float64) (low, high float64) {
	if len(draws) == 0 {
		return 0, 0
	}
	slices.Sort(draws)
	tail := (1 - r.Level) / 2
	at := func(q float64) float64 { return draws[min(len(draws)-1, max(0, int(q*float64(len(draws)))))] }
	return at(tail), at(1 - tail)
}

// over is the report's score on some of its pages, with repeats: the mean over
// pages, and of segments that of their sums.
func (r *Report) over(pages []int) Score {
	if r.Layout == "segments" {
		var sum Counts
		for _, i := range pages {
			sum.add(r.Pages[i].segments)
		}
		return sum.Score()
	}
	var s Score
	for _, i := range pages {
		p := &r.Pages[i]
		s.F1 += p.F1
		s.Precision += p.Precision
		s.Recall += p.Recall
	}
	return s.over(len(pages))
}

// Worst returns the n pages with the lowest F1 of the first contestant, the lowest first.
func (c *Comparison) Worst(n int) []ComparedPage {
	var out []ComparedPage
	for i, p := range c.Pages {
		if !c.reports[0].Pages[i].EmptyGold {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b ComparedPage) int {
		switch {
		case a.Scores[0].F1 < b.Scores[0].F1:
			return -1
		case a.Scores[0].F1 > b.Scores[0].F1:
			return 1
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out[:min(n, len(out))]
}
