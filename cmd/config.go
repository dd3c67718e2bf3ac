package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/classify/role"
	"github.com/pithcli/pith/extract/override"
)

// configName is the file that is looked for from the working directory upward.
const configName = "pith.yaml"

// ruleFlags are what overrules the model: rules of the command line and the configuration.
type ruleFlags struct {
	keep, drop []string
	config     string
	none       bool

	// file and settings are what was read.
	file     string
	settings *override.Config
}

func (f *ruleFlags) register(c *cobra.Command) {
	fl := c.Flags()
	fl.StringArrayVar(&f.keep, "keep", nil, "keep blocks of this `ROLE or SELECTOR` (comments, byline, '.story > p'); again for more, or parted by commas")
	fl.StringArrayVar(&f.drop, "drop", nil, "drop blocks of this `ROLE or SELECTOR`")
	f.registerConfig(c)
}

func (f *ruleFlags) registerConfig(c *cobra.Command) {
	c.Flags().StringVar(&f.config, "config", "", "read rules by site from `FILE` (default: the nearest "+configName+" upward)")
	c.Flags().BoolVar(&f.none, "no-config", false, "read no "+configName)
}

// load reads the configuration file that applies.
func (f *ruleFlags) load() error {
	f.file, f.settings = f.config, &override.Config{}
	if f.none {
		f.file = ""
	} else if f.file == "" {
		f.file = nearest(configName)
	}
	if f.file == "" {
		return nil
	}
	r, err := os.Open(f.file)
	if err != nil {
		return &failure{exit: ExitUsage, where: f.file, err: plain(err)}
	}
	defer r.Close()
	if f.settings, err = override.ReadConfig(r); err != nil {
		return &failure{exit: ExitUsage, where: f.file, err: err}
	}
	return nil
}

// nearest finds a file in the working directory or above it, "" if there is none.
func nearest(name string) string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		p := filepath.Join(dir, name)
		if st, err := os.Stat(p); err == nil && st.Mode().IsRegular() {
			return p
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// apply puts the rules into the options of an extraction.
func (f *ruleFlags) apply(opt *extract.Options) error {
	if err := f.load(); err != nil {
		return err
	}
	keep, drop := words(f.keep), words(f.drop)
	for _, w := range keep {
		if r, err := role.Parse(w); err == nil {
			opt.Keep = append(opt.Keep, r)
		}
	}
	sites, err := override.NewSites(f.settings, keep, drop)
	if err != nil {
		return usagef("", "--%v", err)
	}
	if len(keep) > 0 || len(drop) > 0 || len(f.settings.Sites) > 0 {
		opt.Overrides = sites
	}
	return nil
}

// words parts rules at commas where each part is a role; a selector's list keeps its commas.
func words(rules []string) []string {
	var out []string
	for _, r := range rules {
		parts := strings.Split(r, ",")
		if len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool { _, err := role.Parse(strings.TrimSpace(p)); return err != nil }) {
			for _, p := range parts {
				out = append(out, strings.TrimSpace(p))
			}
			continue
		}
		out = append(out, strings.TrimSpace(r))
	}
	return out
}

func newConfigCmd(s *streams) *cobra.Command {
	f := &ruleFlags{}
	c := &cobra.Command{
		Use:   "config",
		Short: "Print the configuration that applies here",
		Long:  "config prints the " + configName + " that applies in the working directory, checked and with defaults left out.",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := f.load(); err != nil {
				return err
			}
			if f.file == "" {
				s.note("no %s here or above", configName)
				return nil
			}
			if _, err := override.NewSites(f.settings, nil, nil); err != nil {
				return &failure{exit: ExitUsage, where: f.file, err: err}
			}
			out, err := yaml.Marshal(f.settings)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(s.out, "# %s\n%s", printable(f.file), out)
			return outputError("standard output", err)
		},
	}
	f.registerConfig(c)
	return c
}

func newTestCmd(s *streams) *cobra.Command {
	f := &ruleFlags{}
	c := &cobra.Command{
		Use:   "test",
		Short: "Run the tests of the configuration's sites",
		Long:  "test extracts the saved pages that " + configName + " names under sites.tests, with the\nsites' rules, and compares: lines under with must come out, those under without\nmust not, and title must be the title. Files are named from the configuration's folder.",
		Example: `  sites:
    - hosts: ["*.example.com"]
      drop: [".promo", related]
      tests:
        - file: pages/story.html
          with: ["The first line of the story"]
          without: ["Sign up for our newsletter"]`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runTests(s, f) },
	}
	f.registerConfig(c)
	return c
}

func runTests(s *streams, f *ruleFlags) error {
	opt := extract.Options{}
	if err := f.apply(&opt); err != nil {
		return err
	}
	if f.file == "" {
		return usagef("write one with sites and tests, or name it with --config", "no %s here or above", configName)
	}
	passed, failed := 0, 0
	for _, site := range f.settings.Sites {
		for _, t := range site.Tests {
			faults, err := runTest(filepath.Dir(f.file), t, site, opt)
			if err != nil {
				faults = []string{err.Error()}
			}
			verdict := "ok  "
			if len(faults) > 0 {
				verdict = "FAIL"
				failed++
			} else {
				passed++
			}
			if _, err := fmt.Fprintf(s.out, "%s %s\n", verdict, printable(t.File)); err != nil {
				return outputError("standard output", err)
			}
			for _, x := range faults {
				if _, err := fmt.Fprintf(s.out, "     %s\n", printable(x)); err != nil {
					return outputError("standard output", err)
				}
			}
		}
	}
	s.note("%d passed, %d failed", passed, failed)
	if failed > 0 {
		return &exitOnly{exit: ExitNoArticle}
	}
	if passed == 0 {
		return usagef("add tests under sites", "%s has no tests", f.file)
	}
	return nil
}

// runTest extracts one page and says what is not as it should be.
func runTest(dir string, t override.Test, site override.SiteConfig, opt extract.Options) ([]string, error) {
	name := t.File
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	r, err := os.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer r.Close()
	opt.Name, opt.URL = t.File, t.URL
	if opt.URL == "" && len(site.Hosts) > 0 {
		// A page that does not say where it is from is tested as one of the site's.
		opt.URL = "https://" + strings.TrimPrefix(site.Hosts[0], "*.") + "/"
	}
	a, err := extract.Extract(r, opt)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	text := fold(a.Text())
	var faults []string
	for _, w := range t.With {
		if !strings.Contains(text, fold(w)) {
			faults = append(faults, fmt.Sprintf("does not come out: %q", w))
		}
	}
	for _, w := range t.Without {
		if strings.Contains(text, fold(w)) {
			faults = append(faults, fmt.Sprintf("comes out: %q", w))
		}
	}
	if t.Title != "" && a.Meta.Title.Value != t.Title {
		faults = append(faults, fmt.Sprintf("the title is %q, not %q", a.Meta.Title.Value, t.Title))
	}
	for _, i := range a.Idle {
		faults = append(faults, fmt.Sprintf("the rule %q matches nothing", i))
	}
	return faults, nil
}
