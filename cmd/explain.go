package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/fatih/color"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/classify/role"
	"github.com/pithcli/pith/extract/explain"
	"github.com/pithcli/pith/extract/meta"
	"github.com/pithcli/pith/extract/source"
)

// explainFlags are the flags of explain.
type explainFlags struct {
	kept, dropped, why, metadata bool
	roles                        []string
	around                       string
	width                        int
	format, mode                 *choiceValue
	charset, url                 string
	limits                       limitFlags
	rules                        ruleFlags
}

const explainExamples = `  pith explain page.html                          every block, kept or dropped
  pith explain --dropped --role related page.html what went as related links
  pith explain --around 'a sentence' page.html    why is this missing
  pith explain --why page.html | less             with the reasons for each block
  pith explain --format html page.html > why.html to look at in a browser
  pith explain --metadata page.html               where title, author and dates come from`

// reasonCount is how many reasons are shown for a block: the strongest ones say most.
const reasonCount = 5

func newExplainCmd(s *streams) *cobra.Command {
	f := &explainFlags{format: choice("text", "text", "json", "html"), mode: choice("balanced", "balanced", "precision", "recall")}
	c := &cobra.Command{
		Use:     "explain [flags] FILE|-",
		Short:   "Show why each block of a page was kept or dropped",
		Long:    "explain prints every block of a page in order: keep or drop, role, probability\nthat it is article text, source line, place and text.",
		Example: explainExamples,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				if isTerminal(s.in) {
					return usagef("pith explain page.html", "explain needs a file")
				}
				args = []string{stdinName}
			}
			return runExplain(s, f, args[0])
		},
	}
	fl := c.Flags()
	fl.SortFlags = false
	fl.BoolVar(&f.dropped, "dropped", false, "show dropped blocks alone")
	fl.BoolVar(&f.kept, "kept", false, "show kept blocks alone")
	fl.StringSliceVar(&f.roles, "role", nil, "show blocks of these `ROLES` alone (pith rules lists them)")
	fl.StringVar(&f.around, "around", "", "find `TEXT` in the page and say what became of it")
	fl.BoolVar(&f.why, "why", false, "show what moved each block most")
	fl.BoolVar(&f.metadata, "metadata", false, "show every signal for title, authors, dates …, and which won")
	fl.VarP(f.format, "format", "f", "what to print")
	fl.IntVar(&f.width, "width", -1, "shorten lines to `COLUMNS` (0: never; default the terminal's width, or 160)")
	fl.Var(f.mode, "mode", "mode of extraction")
	fl.StringVar(&f.charset, "charset", "", "decode the page as `NAME`")
	fl.StringVar(&f.url, "url", "", "`ADDRESS` the page was saved from")
	f.rules.register(c)
	f.limits.register(c)
	return c
}

func runExplain(s *streams, f *explainFlags, name string) error {
	show, err := f.filter()
	if err != nil {
		return err
	}
	r, err := openInput(s, name)
	if err != nil {
		return err
	}
	defer r.Close()
	opt := extract.Options{Name: name, URL: f.url, Mode: modes[f.mode.String()], Source: source.Options{Charset: f.charset, Limits: f.limits.resolve()}}
	if err := f.rules.apply(&opt); err != nil {
		return err
	}
	exit := error(nil)
	n := 0
	for a, err := range extract.All(r, opt) {
		if err != nil {
			if !extract.Continues(err) {
				return &failure{exit: statusExit[extract.StatusOf(err)], where: name, err: unnamed(name, err)}
			}
			s.say("%s: %v", name, unnamed(name, err))
			code := max(ExitInput, statusExit[extract.StatusOf(err)])
			if exit == nil || code > exitOf(exit) {
				exit = &exitOnly{exit: code}
			}
			continue
		}
		if n > 0 && f.format.String() == "html" {
			s.note("%s: holds more pages; the report shows the first", name)
			break
		}
		n++
		for _, rule := range a.Idle {
			s.note("%s: the rule %q matches nothing", name, rule)
		}
		if err := f.write(s, a, show); err != nil {
			return outputError("standard output", err)
		}
	}
	if n == 0 && exit == nil {
		return &failure{exit: ExitInput, where: name, err: extract.ErrNoPage}
	}
	return exit
}

// unnamed takes the file's name off the front of an error whose message is to begin with it.
func unnamed(name string, err error) error {
	if rest, ok := strings.CutPrefix(err.Error(), source.Escape(name)+": "); ok {
		return errors.New(rest)
	}
	return err
}

// openInput opens a file that a command names, or standard input for "-".
func openInput(s *streams, name string) (io.ReadCloser, error) {
	if name == stdinName {
		return io.NopCloser(s.in), nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, &failure{exit: ExitInput, where: name, err: plain(err)}
	}
	if st, err := file.Stat(); err == nil && st.IsDir() {
		file.Close()
		return nil, usagef("name a file in it", "%s is a folder", name)
	}
	return file, nil
}

// filter makes the test for blocks that are shown.
func (f *explainFlags) filter() (func(*explain.Block) bool, error) {
	var roles []string
	for _, n := range f.roles {
		r, err := role.Parse(n)
		if err != nil {
			return nil, usagef("pith rules lists them", "--role: %v", err)
		}
		roles = append(roles, r.String())
	}
	if f.kept && f.dropped {
		return nil, usagef("leave both out to see all", "--kept and --dropped exclude each other")
	}
	return func(b *explain.Block) bool {
		return !(f.kept && !b.Keep || f.dropped && b.Keep || len(roles) > 0 && !slices.Contains(roles, b.Role))
	}, nil
}

func (f *explainFlags) write(s *streams, a *extract.Article, show func(*explain.Block) bool) error {
	switch {
	case f.metadata:
		return f.writeMetadata(s, a)
	case f.around != "":
		return f.writeAround(s, a)
	}
	reasons := 0
	if f.why || f.format.String() != "text" {
		reasons = reasonCount
	}
	p := explain.Of(a, explain.Options{Reasons: reasons})
	switch f.format.String() {
	case "html":
		return p.WriteHTML(s.out)
	case "json":
		p.Blocks = slices.DeleteFunc(p.Blocks, func(b explain.Block) bool { return !show(&b) })
		return encodeJSON(s.out, p)
	}
	return p.WriteText(s.out, explain.Layout{Width: f.columns(s), Paint: painter(s), Show: show})
}

func encodeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// defaultColumns is the width where there is no terminal to ask.
const defaultColumns = 160

// columns is the width to shorten lines to.
func (f *explainFlags) columns(s *streams) int {
	if f.width >= 0 {
		return f.width
	}
	if file, ok := s.out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		if w, _, err := term.GetSize(int(file.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return defaultColumns
}

// styles maps the parts of explain's lines to colours.
var styles = map[explain.Style][]color.Attribute{
	explain.Dropped: {color.Faint}, explain.RoleName: {color.FgCyan}, explain.For: {color.FgGreen}, explain.Against: {color.FgRed},
}

func painter(s *streams) func(explain.Style, string) string {
	return func(st explain.Style, text string) string {
		if len(styles[st]) == 0 {
			return text
		}
		return paint(s.colorOut, text, styles[st]...)
	}
}

// places says what a place means for the reader.
var places = map[explain.Place]string{
	explain.InScript: "stands in a script: a program draws it, the saved file shows it as data only", explain.InStyle: "stands in a style sheet",
	explain.InAttribute: "stands in an attribute (%s), which is no text of the page", explain.InComment: "stands in an HTML comment",
	explain.InFrame: "stands in the text of a frame element (%s)", explain.InTitle: "stands in the document's title alone",
	explain.InDrawing: "stands in a drawing (%s)", explain.Nowhere: "is not in the page",
}

// writeAround answers why a text is missing.
func (f *explainFlags) writeAround(s *streams, a *extract.Article) error {
	found := explain.Around(a, f.around)
	if f.format.String() == "json" {
		p := explain.Of(a, explain.Options{Reasons: reasonCount})
		out := struct {
			Place  explain.Place   `json:"place"`
			Detail string          `json:"detail,omitempty"`
			Blocks []explain.Block `json:"blocks,omitempty"`
		}{Place: found.Place, Detail: found.Detail}
		for _, i := range found.Blocks {
			out.Blocks = append(out.Blocks, p.Blocks[i])
		}
		return encodeJSON(s.out, out)
	}
	if found.Place != explain.InBlock {
		text := places[found.Place]
		if strings.Contains(text, "%s") {
			text = fmt.Sprintf(text, printable(found.Detail))
		}
		_, err := fmt.Fprintf(s.out, "the text %s\n", text)
		return err
	}
	p := explain.Of(a, explain.Options{Reasons: reasonCount})
	return p.WriteText(s.out, explain.Layout{Width: f.columns(s), Paint: painter(s), Show: func(b *explain.Block) bool { return slices.Contains(found.Blocks, b.Index) }})
}

// writeMetadata lists the candidates for every field.
func (f *explainFlags) writeMetadata(s *streams, a *extract.Article) error {
	kept := make([]bool, len(a.Doc.Blocks))
	for i, v := range a.Result.Verdicts {
		kept[i] = v.Keep
	}
	all := meta.Signals(a.Doc, meta.Context{URL: a.Page.URL, Captured: a.Page.Captured, Title: a.Page.Title, Kept: kept})
	if f.format.String() == "json" {
		return encodeJSON(s.out, all)
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for i := range all {
		c := &all[i]
		mark := " "
		if c.Won {
			mark = "*"
		}
		read := c.Read
		if read == "" {
			read = "refused"
		}
		fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\t%s\n", mark, c.Subject, c.Signal, clipColumns(read, 48), clipColumns(c.Value, 48), c.Note)
	}
	_ = w.Flush()
	_, err := io.WriteString(s.out, b.String())
	return err
}

func clipColumns(s string, n int) string {
	s = printable(s)
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
