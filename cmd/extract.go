package cmd

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/role"
	"github.com/pithcli/pith/extract/render"
	"github.com/pithcli/pith/extract/source"
)

// extractFlags are the flags of the root command.
type extractFlags struct {
	input inputFlags

	format   formatValue
	output   string
	fields   []string
	metadata bool
	render   render.Options
	mode     *choiceValue
	keep     []string

	from    *choiceValue
	charset string
	url     string
	json    source.JSONFields
	workers int

	// options are what resolve makes of the above.
	options extract.Options
}

// modes maps --mode to the classifier's.
var modes = map[string]classify.Mode{"balanced": classify.Balanced, "precision": classify.Precision, "recall": classify.Recall}

// medias maps the values of --from that say what a bare page is to its media type; the others name formats.
var medias = map[string]string{"html": "text/html", "text": "text/plain"}

func (f *extractFlags) register(c *cobra.Command) {
	f.format.format = formats[0]
	f.mode = choice("balanced", "balanced", "precision", "recall")
	names := []string{"auto"}
	for _, format := range source.Formats() {
		names = append(names, format.Name)
	}
	f.from = choice("auto", names...)
	f.from.typ = "FORMAT"
	fl := c.Flags()
	fl.SortFlags = false
	fl.VarP(&f.format, "format", "f", "what to print")
	fl.StringVarP(&f.output, "output", "o", "", "write to `FILE`, or one file a page into DIR/; a file appears whole or not at all")
	fl.BoolVar(&f.metadata, "metadata", false, "with -f markdown YAML front matter, with -f html a whole page with head and byline")
	fl.StringSliceVar(&f.fields, "fields", nil, "`FIELDS` of JSON records, in this order, markdown and html too (pith schema lists them)")
	fl.IntVar(&f.render.Width, "width", 0, "wrap text at `COLUMNS` (0: no wrapping)")
	fl.Var(&f.render.Links, "links", "what becomes of links")
	fl.Var(&f.render.Images, "images", "what becomes of pictures")
	fl.Var(&f.render.Tables, "tables", "what becomes of tables")
	fl.Var(&f.render.Flavor, "flavor", "dialect of Markdown")
	fl.Var(f.mode, "mode", "precision drops what is doubtful, recall keeps it")
	fl.StringSliceVar(&f.keep, "keep", nil, "keep blocks of these `ROLES` beside the article: comments, byline, caption …")
	fl.Var(f.from, "from", "read as this `FORMAT`: html or text say what a page is, others (pith formats) what a file is")
	fl.StringVar(&f.charset, "charset", "", "decode pages as `NAME`, whatever they declare")
	fl.StringVar(&f.url, "url", "", "`ADDRESS` the page was saved from, for links and metadata")
	fl.StringVar(&f.json.HTML, "html-field", "", "with JSON Lines, the field that holds the page (html, content …)")
	fl.StringVar(&f.json.Text, "text-field", "", "with JSON Lines, the field that holds the page as plain text")
	fl.StringVar(&f.json.URL, "url-field", "", "with JSON Lines, the field that holds its address")
	f.input.register(c)
	fl.IntVarP(&f.workers, "jobs", "j", 0, "pages in hand at once (0: one a processor); the output is the same for every number")
}

// resolve checks the flags against each other and fills options.
func (f *extractFlags) resolve() error {
	for _, name := range f.fields {
		if _, ok := extract.FieldNamed(name); !ok {
			return usagef("the fields are "+strings.Join(fieldNames(), ", "), "--fields: no field %q", name)
		}
	}
	if len(f.fields) > 0 && !f.format.records {
		return usagef("add -f json or -f jsonl", "--fields is for records")
	}
	if f.metadata && f.format.name != "markdown" && f.format.name != "html" {
		return usagef("add -f markdown or -f html; JSON has the metadata always", "--metadata does not go with -f %s", f.format.name)
	}
	f.render.Standalone = f.metadata
	if f.render.Width < 0 || f.workers < 0 {
		return usagef("", "--width and --jobs cannot be negative")
	}
	if f.url != "" {
		if u, err := url.Parse(f.url); err != nil || !u.IsAbs() {
			return usagef("write it with its scheme: https://…", "--url: %q is no absolute address", f.url)
		}
	}
	if f.charset != "" && !source.KnownCharset(f.charset) {
		return usagef("write a name of the WHATWG Encoding Standard: utf-8, windows-1252, shift_jis …", "--charset: unknown charset %q", f.charset)
	}
	for _, name := range f.keep {
		r, err := role.Parse(name)
		if err != nil {
			return usagef("", "--keep: %v", err)
		}
		f.options.Keep = append(f.options.Keep, r)
	}
	f.options.URL = f.url
	f.options.Mode = modes[f.mode.String()]
	f.options.Source.Charset = f.charset
	f.options.Source.JSON = f.json
	if from := f.from.String(); medias[from] != "" {
		f.options.Source.MediaType = medias[from]
	} else if from != "auto" {
		f.options.Source.Format = from
	}
	return nil
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
	if f.output == "" || f.output == "-" {
		return false
	}
	if strings.HasSuffix(f.output, "/") || strings.HasSuffix(f.output, string(filepath.Separator)) {
		return true
	}
	if info, err := os.Stat(f.output); err == nil {
		return info.IsDir()
	}
	return f.input.recursive && filepath.Ext(f.output) == ""
}

// sink is where the results of a run go.
type sink interface {
	// page takes one page or failure, last the end of an input.
	page(in *saved, r batch.Result) error
	last(in *saved, r batch.Result) error
	// close ends the run; whole is false if it was interrupted.
	close(whole bool) error
}

// runExtract reads every input and writes its pages.
func runExtract(ctx context.Context, s *streams, t *temps, flags *extractFlags, args []string) error {
	folder := ""
	if flags.toFolder() {
		folder = flags.output
	}
	inputs, err := flags.input.gather(s, args, folder)
	if err != nil {
		return err
	}
	out, err := openSink(s, t, flags, folder, inputs)
	if err != nil {
		return err
	}
	count := &tally{}
	work := batch.Work{Options: flags.options, Workers: flags.workers,
		Render: func(a *extract.Article, r *extract.Record) ([]byte, error) { return flags.format.page(flags, a, r) }}
	opened := func(yield func(batch.Input) bool) {
		for i := range inputs {
			if !yield(inputs[i].open(s)) {
				return
			}
		}
	}
	err = batch.Pages(ctx, opened, work, func(r batch.Result) error {
		in := &inputs[r.Place]
		if r.Last {
			return out.last(in, r)
		}
		count.add(r.Record)
		announce(s, in, r)
		return out.page(in, r)
	})
	whole := err == nil
	if e := out.close(whole); err == nil {
		err = e
	}
	if len(inputs) > 1 || count.pages > 1 {
		s.note("%s", count)
	}
	if err != nil {
		return interrupted(err, folder)
	}
	if count.exit != ExitOK {
		return &exitOnly{count.exit}
	}
	return nil
}

// interrupted adds to a signal's error what is left to do.
func interrupted(err error, folder string) error {
	f, ok := err.(*failure)
	if ok && f.exit >= ExitHangup && f.exit != ExitPipe && folder != "" {
		f.hint = "the pages finished so far are in " + folder
	}
	return err
}

// announce says on stderr what is wrong with a page, or with -v what became of it.
func announce(s *streams, in *saved, r batch.Result) {
	name := r.Record.Source.File
	if r.Article == nil && r.Err == nil && name == "" {
		name = in.path
	}
	if name == stdinName {
		name = "standard input"
	}
	switch status := r.Record.Status; {
	case status == extract.OK:
		if s.verbose {
			s.note("%s: ok: %d words", name, r.Record.WordCount)
		}
	case status == extract.Skipped:
		s.note("%s: %s", name, r.Record.Reason)
	case status == extract.Empty || status == extract.NotArticle:
		s.say("%s: no article: %s", name, r.Record.Reason)
	default:
		// Errors of reading begin with the file's name, those of opening do not.
		s.say("%s: %s", name, strings.TrimPrefix(r.Record.Reason, source.Escape(name)+": "))
	}
}

// tally counts the statuses of a run.
type tally struct {
	pages  int
	counts [16]int
	exit   Exit
}

func (t *tally) add(r *extract.Record) {
	t.pages++
	t.counts[slices.Index(extract.Statuses, r.Status)]++
	t.exit = max(t.exit, statusExit[r.Status])
}

// String returns "12 pages: 10 ok, 2 empty".
func (t *tally) String() string {
	var parts []string
	for i, status := range extract.Statuses {
		if n := t.counts[i]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	noun := "pages"
	if t.pages == 1 {
		noun = "page"
	}
	return fmt.Sprintf("%d %s: %s", t.pages, noun, strings.Join(parts, ", "))
}

// exitOnly ends the run with a code whose reasons have been said already.
type exitOnly struct{ exit Exit }

func (e *exitOnly) Error() string { return fmt.Sprintf("exit %d", e.exit) }

func openSink(s *streams, t *temps, flags *extractFlags, folder string, inputs []saved) (sink, error) {
	if folder != "" {
		return newFolderSink(s, t, flags, folder, inputs)
	}
	for i := range inputs {
		if flags.output != "" && inputs[i].path != stdinName {
			if err := guardInput(flags.output, inputs[i].path); err != nil {
				return nil, err
			}
		}
	}
	o, err := openStream(s, t, flags.output)
	if err != nil {
		return nil, err
	}
	return &streamSink{flags: flags, out: o, temps: t, many: len(inputs) > 1}, nil
}
