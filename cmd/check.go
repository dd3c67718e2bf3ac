package cmd

import (
	"github.com/spf13/cobra"

	"os"
	"path/filepath"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/check"
)

// checkFlags are the flags of check.
type checkFlags struct {
	input  inputFlags
	limits limitFlags
	readingFlags
	format             *choiceValue
	output             string
	failOn             *choiceValue
	maxFailures        string
	levels, thresholds map[string]string
	languages          []string
	maxAge             int
	sample, seed       int
	baseline           string
	update             bool
	against            string
	list               bool
	explain            string
	workers            int
	noProgress         bool

	config  check.Config
	options extract.Options
}

const checkExamples = `  pith check -r saved/                            every page of a folder
  pith check -f sarif -o pith.sarif crawl.warc.gz for a code-scanning service
  pith check -f html -o report/ -r saved/         a page to look at, with each page explained
  pith check --from text -r texts/                what another scraper left of boilerplate
  pith check --baseline known.tsv -r saved/       fail on new findings alone
  pith check --baseline known.tsv --update-baseline -r saved/
  pith check --against yesterday.jsonl crawl.warc what got lost since then
  pith check --level author-missing=off --threshold too-short=100 -r saved/
  pith check --list                               every check with its level`

func newCheckCmd(s *streams, t *temps) *cobra.Command {
	var names []string
	for _, f := range check.Formats {
		names = append(names, f.Name)
	}
	f := &checkFlags{format: choice("text", names...), failOn: choice("error", "note", "warn", "error", "never")}
	c := &cobra.Command{
		Use:     "check [flags] PATH…",
		Short:   "Find what is wrong with a scraped corpus",
		Long:    "check extracts every page of its inputs and reports pages that are no articles,\ndamaged saves, lost text and boilerplate that got through. It ends with 1 if a\nfinding is at or above --fail-on.",
		Example: checkExamples,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case f.list:
				return listChecks(s, f)
			case f.explain != "":
				return explainCheck(s, f.explain)
			}
			if err := f.resolve(); err != nil {
				return err
			}
			if len(args) == 0 && len(f.input.filesFrom) == 0 {
				if isTerminal(s.in) {
					return usagef("pith check -r saved/", "check needs a path")
				}
				args = []string{stdinName}
			}
			return runCheck(c.Context(), s, t, f, args)
		},
	}
	fl := c.Flags()
	fl.SortFlags = false
	fl.VarP(f.format, "format", "f", "what to print")
	fl.StringVarP(&f.output, "output", "o", "", "write the report to `FILE`; with -f html to DIR/index.html, which links to explained pages")
	fl.Var(f.failOn, "fail-on", "lowest level that makes the run fail")
	fl.StringVar(&f.maxFailures, "max-failures", "0", "pages that may fail before the run does: a `NUMBER`, or a share such as 2%")
	fl.StringToStringVar(&f.levels, "level", nil, "level of a check, `ID=LEVEL`: off, note, warn or error")
	fl.StringToStringVar(&f.thresholds, "threshold", nil, "figure from which a check fires, `ID=NUMBER`")
	fl.StringSliceVar(&f.languages, "lang", nil, "`LANGUAGES` that articles may be in (en, pt …)")
	fl.IntVar(&f.maxAge, "max-age", 0, "`DAYS` from which a publication is too old")
	fl.StringVar(&f.baseline, "baseline", "", "fail on findings alone that `FILE` does not list")
	fl.BoolVar(&f.update, "update-baseline", false, "write the findings into the file of --baseline instead")
	fl.StringVar(&f.against, "against", "", "compare with a former run: `FILE` that pith -f jsonl wrote")
	fl.IntVar(&f.sample, "sample", 0, "check `N` of the inputs, chosen by --seed")
	fl.IntVar(&f.seed, "seed", 1, "choice of --sample")
	fl.BoolVar(&f.list, "list", false, "list the checks and end")
	fl.StringVar(&f.explain, "explain", "", "say what the check `ID` finds and why, and end")
	f.input.register(c)
	f.registerReading(c)
	f.limits.register(c)
	fl.BoolVar(&f.noProgress, "no-progress", false, "show no progress bar on a terminal")
	fl.IntVarP(&f.workers, "jobs", "j", 0, "pages in hand at once (0: one a processor)")
	return c
}

// toFolder says whether -o names a folder: it is one, or ends like one.
func (f *checkFlags) toFolder() bool {
	if f.output == "" || f.output == stdinName {
		return false
	}
	info, err := os.Stat(f.output)
	return strings.HasSuffix(f.output, "/") || strings.HasSuffix(f.output, string(filepath.Separator)) || err == nil && info.IsDir()
}
