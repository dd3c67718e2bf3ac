package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Tolerance is how far a mean may fall below its floor: less than any change
// worth a look, more than rounding.
const Tolerance = .002

// Fall is how far one page's F1 must fall to be named.
const Fall = .02

// Floors are the scores of an earlier run that a later one must reach.
type Floors struct {
	Corpus, Layout, Digest string
	// Means are F1 by group name, "all" and "with a gold" among them.
	Means map[string]float64
	// Pages are F1 by page ID.
	Pages map[string]float64
}

// Below is a mean or page under its floor.
type Below struct {
	Name       string
	Floor, Got float64
}

// WriteFloors writes a report as floors: one tab-separated line a value, so that
// a change shows as the pages that it moved.
func (r *Report) WriteFloors(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "corpus\t%s\t%s\t%s\n", r.Corpus, r.Layout, r.Digest)
	for _, g := range r.means() {
		fmt.Fprintf(&b, "mean\t%s\t%.4f\n", g.Name, g.F1)
	}
	for _, p := range r.Pages {
		fmt.Fprintf(&b, "page\t%s\t%.3f\n", p.ID, p.F1)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) means() []Group {
	means := []Group{r.All}
	if r.WithGold != nil {
		means = append(means, *r.WithGold)
	}
	return append(means, r.Groups...)
}

// ReadFloors reads what WriteFloors wrote. Errors name the line.
func ReadFloors(r io.Reader) (*Floors, error) {
	f := &Floors{Means: map[string]float64{}, Pages: map[string]float64{}}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if lines.Text() == "" || strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		cols := strings.Split(lines.Text(), "\t")
		var value float64
		var err error
		if len(cols) == 3 {
			value, err = strconv.ParseFloat(cols[2], 64)
		}
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", n, err)
		case cols[0] == "corpus" && len(cols) == 4:
			f.Corpus, f.Layout, f.Digest = cols[1], cols[2], cols[3]
		case cols[0] == "mean" && len(cols) == 3:
			f.Means[cols[1]] = value
		case cols[0] == "page" && len(cols) == 3:
			f.Pages[cols[1]] = value
		default:
			return nil, fmt.Errorf("line %d is no floor: %q", n, lines.Text())
		}
	}
	if f.Corpus == "" && lines.Err() == nil {
		return nil, fmt.Errorf("no line names the corpus")
	}
	return f, lines.Err()
}

// Check compares a report with floors. It returns the means that fell by more
// than Tolerance, and the pages that fell by more than Fall, the furthest
// first. A report over other pages than the floors' is an error.
func (f *Floors) Check(r *Report) (means, pages []Below, err error) {
	if f.Layout != r.Layout || f.Digest != r.Digest {
		return nil, nil, fmt.Errorf("the floors are of other pages: %s %s %s, this is %s %s %s",
			f.Corpus, f.Layout, f.Digest, r.Corpus, r.Layout, r.Digest)
	}
	for _, g := range r.means() {
		if floor, ok := f.Means[g.Name]; ok && g.F1 < floor-Tolerance {
			means = append(means, Below{g.Name, floor, g.F1})
		}
	}
	for _, p := range r.Pages {
		if floor, ok := f.Pages[p.ID]; ok && p.F1 < floor-Fall {
			pages = append(pages, Below{p.ID, floor, p.F1})
		}
	}
	slices.SortStableFunc(pages, func(a, b Below) int { return cmp.Compare(b.Floor-b.Got, a.Floor-a.Got) })
	return means, pages, nil
}
