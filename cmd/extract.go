package cmd

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/render"
)

// extractFlags are the flags of the root command.
type extractFlags struct {
	input inputFlags

	format   formatValue
	output   string
	fields   []string
	blocks   bool
	sources  bool
	metadata bool
	render   render.Options
	readingFlags
	url     string
	limits  limitFlags
	timeout time.Duration
	filters filterFlags

	workers    int
	split      bool
	report     string
	resume     bool
	noProgress bool

	// options are what resolve makes of the above.
	options extract.Options
}

func (f *extractFlags) register(c *cobra.Command) {
	f.format.format = formats[0]
	fl := c.Flags()
	fl.SortFlags = false
	group(fl, "Output", func() {
		fl.VarP(&f.format, "format", "f", "what to print; without it the extension of -o decides")
		fl.StringVarP(&f.output, "output", "o", "", "write to `FILE`, or one file a page into DIR/; a file appears whole or not at all")
		fl.BoolVar(&f.metadata, "metadata", false, "with -f markdown YAML front matter, with -f html a whole page with head and byline")
		f.registerFields(c)
		fl.IntVar(&f.render.Width, "width", 0, "wrap text at `COLUMNS` (0: no wrapping)")
		fl.Var(&f.render.Links, "links", "what becomes of links")
		fl.Var(&f.render.Images, "images", "what becomes of pictures")
		fl.Var(&f.render.Tables, "tables", "what becomes of tables")
		fl.Var(&f.render.Flavor, "flavor", "dialect of Markdown")
	})
	group(fl, "Reading and choosing", func() {
		f.registerReading(c)
		fl.StringVar(&f.url, "url", "", "`ADDRESS` the page was saved from, for links and metadata")
	})
	group(fl, "Many pages", func() {
		f.input.register(c)
		fl.BoolVar(&f.split, "split", false, "one file a page into the folder of -o, also for a single input")
		fl.StringVar(&f.report, "report", "", "write one line for each page into `FILE`, as JSON Lines or, with .csv, as rows")
		fl.BoolVar(&f.resume, "resume", false, "go on where an earlier run stopped, passing over inputs that it has done with the same options; into a file or with --report alone that run must have had --resume too")
		f.registerJobs(c)
		fl.BoolVar(&f.noProgress, "no-progress", false, "show no progress bar on a terminal")
	})
	group(fl, "Leaving pages out", func() { f.filters.register(c) })
	group(fl, "Limits", func() { f.registerLimits(c) })
}

func (f *extractFlags) registerLimits(c *cobra.Command) {
	f.limits.register(c)
	c.Flags().DurationVar(&f.timeout, "timeout", 0, "`TIME` that the work on one page may take, as 30s or 2m; a last resort: with it results depend on the machine (default: no bound)")
}

func (f *extractFlags) registerFields(c *cobra.Command) {
	c.Flags().StringSliceVar(&f.fields, "fields", nil, "`FIELDS` of JSON records, in this order, markdown, html and blocks too (pith schema lists them)")
	c.Flags().BoolVar(&f.blocks, "blocks", false, "in JSON records, the body as blocks too: type, text, marks, place in lists, tables and threads, place in the source")
	c.Flags().BoolVar(&f.sources, "metadata-sources", false, "in JSON records, a field metadata too: value, source and confidence of title, authors, dates …")
}

func (f *extractFlags) registerJobs(c *cobra.Command) {
	c.Flags().IntVarP(&f.workers, "jobs", "j", 0, "`N` pages in hand at once (0: one a processor); the output is the same for every number")
}

// resolve checks the flags against each other and fills options.
func (f *extractFlags) resolve() error {
	if asked, ok := formatOf(f.output); ok && !f.format.given && !f.toFolder() {
		f.format.format = asked
	}
	for _, name := range f.fields {
		if _, ok := extract.FieldNamed(name); !ok {
			return usagef("the fields are "+strings.Join(fieldNames(), ", "), "--fields: no field %q", name)
		}
	}
	if len(f.fields) > 0 && !f.format.records {
		return usagef("add -f json or -f jsonl", "--fields is for records")
	}
	for _, on := range []struct {
		given       bool
		flag, field string
	}{{f.blocks, "--blocks", "blocks"}, {f.sources, "--metadata-sources", "metadata"}} {
		if !on.given {
			continue
		}
		if !f.format.records {
			return usagef("add -f json or -f jsonl", "%s is for records", on.flag)
		}
		f.addField(on.field)
	}
	if f.metadata && f.format.name != "markdown" && f.format.name != "html" {
		return usagef("add -f markdown or -f html; JSON has the metadata always", "--metadata does not go with -f %s", f.format.name)
	}
	f.render.Standalone = f.metadata
	if f.render.Width < 0 || f.workers < 0 {
		return usagef("", "--width and --jobs cannot be negative")
	}
	if f.timeout < 0 {
		return usagef("write it as 30s or 2m", "--timeout cannot be negative")
	}
	if f.url != "" {
		if u, err := url.Parse(f.url); err != nil || !u.IsAbs() {
			return usagef("write it with its scheme: https://…", "--url: %q is no absolute address", f.url)
		}
	}
	if err := f.readingFlags.apply(&f.options); err != nil {
		return err
	}
	if err := f.filters.resolve(); err != nil {
		return err
	}
	f.options.Source.Limits = f.limits.resolve()
	f.options.URL = f.url
	return nil
}

// addField asks for a field of records that is on request, beside the others.
func (f *extractFlags) addField(name string) {
	if len(f.fields) == 0 {
		f.fields = f.format.fields()
	}
	if !slices.Contains(f.fields, name) {
		f.fields = append(f.fields, name)
	}
}

func fieldNames() []string {
	names := make([]string, len(extract.Fields))
	for i, field := range extract.Fields {
		names[i] = field.Name
	}
	return names
}

// toFolder says whether -o names a folder: it is one, or ends like one, or
// stands for a folder's many pages and has no extension.
func (f *extractFlags) toFolder() bool {
	if f.output == "" || f.output == stdinName {
		return false
	}
	if f.split || strings.HasSuffix(f.output, "/") || strings.HasSuffix(f.output, string(filepath.Separator)) {
		return true
	}
	if info, err := os.Stat(f.output); err == nil {
		return info.IsDir()
	}
	return f.input.recursive && filepath.Ext(f.output) == "" && !f.format.lines
}
