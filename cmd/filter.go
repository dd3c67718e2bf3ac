package cmd

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/classify"
)

// filterFlags choose pages; what they leave out has the status skipped.
type filterFlags struct {
	filter batch.Filter
	dedup  *choiceValue
}

// samenesses maps --dedup to what counts as repeated.
var samenesses = map[string]batch.Sameness{"exact": batch.Exact, "near": batch.Near}

func (f *filterFlags) register(c *cobra.Command) {
	f.registerFilters(c)
	f.dedup = choice("off", "off", "exact", "near")
	c.Flags().Var(f.dedup, "dedup", "leave out articles that repeat an earlier one of this run: exact (same words) or near (most of them)")
}

// registerFilters adds those that judge a page by itself.
func (f *filterFlags) registerFilters(c *cobra.Command) {
	fl := c.Flags()
	fl.StringSliceVar(&f.filter.Languages, "lang", nil, "leave out pages that are not in one of these `LANGUAGES` (en, pt-BR)")
	fl.IntVar(&f.filter.MinWords, "min-words", 0, "leave out pages with fewer than `N` words")
	fl.StringVar(&f.filter.Since, "since", "", "leave out pages published before `DAY` (2024, 2024-05, 2024-05-14)")
	fl.StringVar(&f.filter.Until, "until", "", "leave out pages published after `DAY`")
	fl.StringSliceVar(&f.filter.Kinds, "kind", nil, "leave out pages that are not one of these `KINDS`: "+kindNames())
}

var dayPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`) })

func (f *filterFlags) resolve() error {
	if f.filter.MinWords < 0 {
		return usagef("", "--min-words cannot be negative")
	}
	for _, tag := range f.filter.Languages {
		if _, err := language.Parse(tag); err != nil {
			return usagef("write it as en or pt-BR", "--lang: %q is no language", tag)
		}
	}
	for _, kind := range f.filter.Kinds {
		if !slices.Contains(classify.Kinds[:], classify.Kind(kind)) {
			return usagef("the kinds are "+kindNames(), "--kind: no kind %q", kind)
		}
	}
	for _, day := range []struct{ flag, value string }{{"--since", f.filter.Since}, {"--until", f.filter.Until}} {
		if _, err := time.Parse("2006-01-02"[:min(len(day.value), 10)], day.value); day.value != "" && (err != nil || !dayPattern().MatchString(day.value)) {
			return usagef("write it as 2024, 2024-05 or 2024-05-14", "%s: %q is no day", day.flag, day.value)
		}
	}
	return nil
}

func kindNames() string {
	var names []string
	for _, kind := range classify.Kinds {
		names = append(names, string(kind))
	}
	return strings.Join(names, ", ")
}

// repeats returns the memory that --dedup asks for, nil for off.
func (f *filterFlags) repeats() *batch.Repeats {
	if s, ok := samenesses[f.dedup.String()]; ok {
		return batch.NewRepeats(s)
	}
	return nil
}
