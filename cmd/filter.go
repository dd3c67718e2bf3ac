package cmd

import (
	"regexp"
	"sync"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract/batch"
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
	fl.StringSliceVar(&f.filter.Kinds, "kind", nil, "leave out pages that are not one of these `KINDS` (article, forum …)")
}

var dayPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`) })

func (f *filterFlags) resolve() error {
	for _, day := range []struct{ flag, value string }{{"--since", f.filter.Since}, {"--until", f.filter.Until}} {
		if day.value != "" && !dayPattern().MatchString(day.value) {
			return usagef("write it as 2024, 2024-05 or 2024-05-14", "%s: %q is no day", day.flag, day.value)
		}
	}
	return nil
}

// repeats returns the memory that --dedup asks for, nil for off.
func (f *filterFlags) repeats() *batch.Repeats {
	if s, ok := samenesses[f.dedup.String()]; ok {
		return batch.NewRepeats(s)
	}
	return nil
}
