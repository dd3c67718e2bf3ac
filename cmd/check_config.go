package cmd

import (
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pithcli/pith/extract/check"
)

// resolve reads the flags into a configuration.
func (f *checkFlags) resolve() error {
	if err := f.readingFlags.apply(&f.options); err != nil {
		return err
	}
	f.config = check.Config{Levels: map[string]check.Level{}, Thresholds: map[string]float64{}, Now: time.Now().UTC(), MaxAge: f.maxAge}
	if err := f.configure(); err != nil {
		return err
	}
	for id, v := range f.levels {
		if _, ok := check.Named(id); !ok {
			return usagef("pith check --list names them", "--level: no check %q", id)
		}
		l, err := check.ParseLevel(v)
		if err != nil {
			return usagef("", "--level %s: %v", id, err)
		}
		f.config.Levels[id] = l
	}
	for id, v := range f.thresholds {
		k, ok := check.Named(id)
		if !ok {
			return usagef("pith check --list names them", "--threshold: no check %q", id)
		}
		n, err := strconv.ParseFloat(v, 64)
		if err != nil || k.Unit == "" {
			return usagef("pith check --list shows which checks have one", "--threshold %s: %q is no figure for it", id, v)
		}
		f.config.Thresholds[id] = n
	}
	for _, l := range f.languages {
		primary, _, _ := strings.Cut(strings.ToLower(l), "-")
		f.config.Languages = append(f.config.Languages, primary)
	}
	if f.workers < 0 || f.sample < 0 || f.maxAge < 0 {
		return usagef("", "--jobs, --sample and --max-age cannot be negative")
	}
	if f.update && f.baseline == "" {
		return usagef("name one with --baseline FILE", "--update-baseline has no file")
	}
	f.config.Extracted = f.from.String() == "text"
	f.options.Source.Limits = f.limits.resolve()
	_, _, err := f.budget(0)
	return err
}

// configure takes levels, thresholds and suppressions from the configuration file; flags go on top.
func (f *checkFlags) configure() error {
	c := &f.rules.settings.Checks
	bad := func(format string, args ...any) error {
		return &failure{exit: ExitUsage, where: f.rules.file, err: fmt.Errorf(format, args...), hint: "pith check --list names the checks"}
	}
	for id, v := range c.Levels {
		l, err := check.ParseLevel(v)
		if _, ok := check.Named(id); !ok || err != nil {
			return bad("checks.levels: %s: %s", id, v)
		}
		f.config.Levels[id] = l
	}
	for id, v := range c.Thresholds {
		if k, ok := check.Named(id); !ok || k.Unit == "" {
			return bad("checks.thresholds: no check %q with a figure", id)
		}
		f.config.Thresholds[id] = v
	}
	for _, s := range c.Suppress {
		if _, ok := check.Named(s.Check); !ok || !doublestar.ValidatePattern(s.Files) {
			return bad("checks.suppress: %s on %s", s.Check, s.Files)
		}
	}
	return nil
}

// suppressed takes out the findings that the configuration silences, and names
// the entries that silenced nothing.
func (f *checkFlags) suppressed(all []check.Finding) (kept []check.Finding, silenced int, unused []string) {
	entries := f.rules.settings.Checks.Suppress
	used := make([]bool, len(entries))
	kept = slices.DeleteFunc(all, func(x check.Finding) bool {
		for i, s := range entries {
			if ok, _ := doublestar.Match(s.Files, filepath.ToSlash(x.Source)); ok && s.Check == x.Check {
				used[i] = true
				return true
			}
		}
		return false
	})
	for i, s := range entries {
		if !used[i] {
			unused = append(unused, fmt.Sprintf("%s on %s (%s)", s.Check, s.Files, s.Reason))
		}
	}
	return kept, len(all) - len(kept), unused
}

// budget reads --max-failures for a number of pages.
func (f *checkFlags) budget(pages int) (allowed int, share float64, err error) {
	v := strings.TrimSpace(f.maxFailures)
	if p, ok := strings.CutSuffix(v, "%"); ok {
		share, err = strconv.ParseFloat(strings.TrimSpace(p), 64)
		allowed = int(share / 100 * float64(pages))
	} else {
		allowed, err = strconv.Atoi(v)
	}
	if err != nil || allowed < 0 || share < 0 {
		return 0, 0, usagef("a number of pages, or a share such as 2%", "--max-failures: %q", f.maxFailures)
	}
	return allowed, share, nil
}

// sampled chooses --sample of the inputs by a hash of their names.
func (f *checkFlags) sampled(all []saved) []saved {
	if f.sample <= 0 || f.sample >= len(all) {
		return all
	}
	rank := func(i int) uint64 {
		h := fnv.New64a()
		fmt.Fprintf(h, "%d\x00%s", f.seed, all[i].path)
		return h.Sum64()
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if ra, rb := rank(a), rank(b); ra < rb {
			return -1
		} else if ra > rb {
			return 1
		}
		return a - b
	})
	order = order[:f.sample]
	slices.Sort(order)
	out := make([]saved, 0, f.sample)
	for _, i := range order {
		out = append(out, all[i])
	}
	return out
}

func (f *checkFlags) readBaseline() (*check.Baseline, error) {
	if f.baseline == "" || f.update {
		return nil, nil
	}
	r, err := os.Open(f.baseline)
	if errors.Is(err, os.ErrNotExist) {
		return nil, usagef("write it with --update-baseline", "--baseline: there is no %s", f.baseline)
	}
	if err != nil {
		return nil, &failure{exit: ExitUsage, where: f.baseline, err: plain(err)}
	}
	defer r.Close()
	b, err := check.ReadBaseline(r)
	if err != nil {
		return nil, &failure{exit: ExitUsage, where: f.baseline, err: err}
	}
	return b, nil
}

// failing counts the pages with a finding at or above --fail-on.
func failing(all []check.Finding, least check.Level) int {
	type place struct {
		source string
		offset int64
	}
	pages := map[place]bool{}
	for _, x := range all {
		if x.Level >= least {
			pages[place{x.Source, x.Offset}] = true
		}
	}
	return len(pages)
}
