package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/diff"
)

// diffFlags are the flags of diff.
type diffFlags struct {
	rules  ruleFlags
	limits limitFlags
	modes  []string
	stat   bool
	all    bool
	format *choiceValue
}

const diffExamples = `  pith diff old.jsonl new.jsonl            two runs over a corpus
  pith diff old/ new/                      two folders of results or of saved pages
  pith diff --stat old.jsonl new.jsonl     how many words came and went, by page and host
  pith diff --modes balanced,precision page.html
                                           one page under two modes`

func newDiffCmd(s *streams) *cobra.Command {
	f := &diffFlags{format: choice("text", "text", "json")}
	c := &cobra.Command{
		Use:     "diff [flags] A B",
		Short:   "Show what text came and went between two results",
		Long:    "diff compares two results by page, word by word. A side is a file of JSON Lines\nthat pith wrote, a folder, or one file; saved pages (HTML and their containers)\nare extracted first, plain text is taken as a result. It ends with 1 if they differ.",
		Example: diffExamples,
		RunE: func(c *cobra.Command, args []string) error {
			return runDiff(c.Context(), s, f, args)
		},
	}
	fl := c.Flags()
	fl.SortFlags = false
	fl.StringSliceVar(&f.modes, "modes", nil, "compare one input under two `MODES`: balanced, precision, recall")
	fl.BoolVar(&f.stat, "stat", false, "print counts of words alone")
	fl.BoolVar(&f.all, "all", false, "print unchanged text too")
	fl.VarP(f.format, "format", "f", "what to print")
	f.rules.register(c)
	f.limits.register(c)
	return c
}

// pageDiff is what became of one page.
type pageDiff struct {
	Page   string `json:"page"`
	Host   string `json:"host,omitempty"`
	Status string `json:"status"` // same, changed, gone, new
	Gone   int    `json:"words_gone"`
	Come   int    `json:"words_come"`
	Before int    `json:"words_before"`

	pieces []diff.Piece
	Pieces []jsonPiece `json:"pieces,omitempty"`
}

type jsonPiece struct {
	Op   string `json:"op"` // gone, come
	Text string `json:"text"`
}

// result is one page's text on one side.
type result struct {
	text, host string
}

func runDiff(ctx context.Context, s *streams, f *diffFlags, args []string) error {
	opt := extract.Options{}
	if err := f.rules.apply(&opt); err != nil {
		return err
	}
	opt.Source.Limits = f.limits.resolve()
	type side struct {
		arg string
		opt extract.Options
	}
	var sides [2]side
	switch {
	case len(f.modes) == 2 && len(args) == 1:
		for i, m := range f.modes {
			mode, ok := modes[m]
			if !ok {
				return usagef("balanced, precision or recall", "--modes: no mode %q", m)
			}
			sides[i] = side{args[0], opt}
			sides[i].opt.Mode = mode
		}
	case len(f.modes) == 0 && len(args) == 2:
		sides = [2]side{{args[0], opt}, {args[1], opt}}
	default:
		return usagef("pith diff A B, or pith diff --modes balanced,recall A", "diff compares two results")
	}
	var pages [2]map[string]result
	for i := range sides {
		var err error
		if pages[i], err = readSide(ctx, s, sides[i].arg, sides[i].opt, len(f.modes) == 0); err != nil {
			return err
		}
	}
	// Two single pages are compared whatever they are called.
	if len(pages[0]) == 1 && len(pages[1]) == 1 {
		for k := range pages[0] {
			for l, r := range pages[1] {
				delete(pages[1], l)
				pages[1][k] = r
			}
		}
	}
	return f.print(s, compare(pages[0], pages[1]))
}

// readSide reads the pages of one side: texts by page.
func readSide(ctx context.Context, s *streams, arg string, opt extract.Options, plainResults bool) (map[string]result, error) {
	out := map[string]result{}
	st, err := os.Stat(arg)
	if err != nil && arg != stdinName {
		return nil, &failure{exit: ExitInput, where: arg, err: plain(err)}
	}
	folder := err == nil && st.IsDir()
	if !folder {
		if ok, err := readResults(s, arg, out); ok || err != nil {
			return out, err
		}
	}
	in := inputFlags{recursive: true}
	files, err := in.gather(s, []string{arg}, "")
	if err != nil {
		return nil, err
	}
	inputs := func(yield func(batch.Input) bool) {
		for i := range files {
			if !yield(files[i].open(s)) {
				return
			}
		}
	}
	render := func(a *extract.Article, r *extract.Record) ([]byte, error) {
		if plainResults && a.Page.MediaType == "text/plain" {
			return a.Page.Bytes, nil
		}
		return []byte(r.Text), nil
	}
	err = batch.Pages(ctx, inputs, batch.Work{Options: opt, Render: render}, func(r batch.Result) error {
		switch {
		case r.Err != nil:
			s.say("%s: %v", r.Input.Name, r.Err)
		case r.Record != nil:
			name := r.Input.Name
			if folder {
				if rel, err := filepath.Rel(arg, name); err == nil {
					name = filepath.ToSlash(rel)
				}
				// The extension is what the output format adds: a.html and a.txt are one page.
				name = strings.TrimSuffix(pageStem(name), filepath.Ext(pageStem(name)))
			}
			if r.Record.Source.Index > 0 {
				name = fmt.Sprintf("%s#%d", name, r.Record.Source.Index)
			}
			out[name] = result{string(r.Output), hostOf(r.Record.URL)}
		}
		return nil
	})
	return out, err
}

// readResults reads a file of JSON Lines with texts; false if it is something else.
func readResults(s *streams, arg string, out map[string]result) (bool, error) {
	if !strings.Contains(arg, ".json") {
		return false, nil
	}
	r, err := openInput(s, arg)
	if err != nil {
		return false, err
	}
	defer r.Close()
	d := json.NewDecoder(r)
	for n := 0; ; n++ {
		var rec extract.Record
		err := d.Decode(&rec)
		if errors.Is(err, io.EOF) {
			return n > 0, nil
		}
		if err != nil {
			if n == 0 {
				return false, nil
			}
			return false, &failure{exit: ExitInput, where: arg, err: fmt.Errorf("record %d: %w", n+1, err)}
		}
		key := rec.Source.File
		if rec.Source.Index > 0 || key == "" {
			key = fmt.Sprintf("%s#%d", key, rec.Source.Index)
		}
		if _, twice := out[key]; twice {
			key = fmt.Sprintf("%s#%d", key, n)
		}
		out[key] = result{rec.Text, hostOf(rec.URL)}
	}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// compare pairs the pages of two sides by name.
func compare(a, b map[string]result) []pageDiff {
	var out []pageDiff
	for name, old := range a {
		now, ok := b[name]
		d := pageDiff{Page: name, Host: first(old.host, now.host), Status: "same"}
		d.Before, _ = diff.Count([]diff.Piece{{Op: diff.Gone, Text: old.text}})
		switch {
		case !ok:
			d.Status, d.Gone = "gone", d.Before
			d.pieces = []diff.Piece{{Op: diff.Gone, Text: old.text}}
		case old.text != now.text:
			d.pieces = diff.Words(old.text, now.text)
			d.Status = "changed"
			d.Gone, d.Come = diff.Count(d.pieces)
		}
		out = append(out, d)
	}
	for name, now := range b {
		if _, ok := a[name]; !ok {
			d := pageDiff{Page: name, Host: now.host, Status: "new", pieces: []diff.Piece{{Op: diff.Come, Text: now.text}}}
			_, d.Come = diff.Count(d.pieces)
			out = append(out, d)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Page < out[j].Page })
	return out
}

func (f *diffFlags) print(s *streams, pages []pageDiff) error {
	var b bytes.Buffer
	changed, gone, come := 0, 0, 0
	type count struct{ pages, gone, come int }
	hosts := map[string]*count{}
	for i := range pages {
		p := &pages[i]
		if p.Status == "same" {
			continue
		}
		changed++
		gone += p.Gone
		come += p.Come
		if p.Host != "" {
			if hosts[p.Host] == nil {
				hosts[p.Host] = &count{}
			}
			h := hosts[p.Host]
			h.pages++
			h.gone += p.Gone
			h.come += p.Come
		}
		switch {
		case f.format.String() == "json":
			if !f.stat {
				p.Pieces = jsonPieces(p.pieces)
			}
			line, err := json.Marshal(p)
			if err != nil {
				return err
			}
			b.Write(append(line, '\n'))
		case f.stat:
			fmt.Fprintf(&b, "%7d %s %7d %s  %s%s\n", p.Gone, paint(s.colorOut, "-", color.FgRed), p.Come, paint(s.colorOut, "+", color.FgGreen), printable(p.Page), statusNote(p.Status))
		default:
			fmt.Fprintf(&b, "%s%s\n", paint(s.colorOut, "== "+printable(p.Page), color.Bold), statusNote(p.Status))
			writePieces(&b, p.pieces, s.colorOut, f.all)
		}
	}
	if f.stat && f.format.String() == "text" && len(hosts) > 1 {
		names := make([]string, 0, len(hosts))
		for n := range hosts {
			names = append(names, n)
		}
		sort.Strings(names)
		b.WriteString("by host\n")
		for _, n := range names {
			h := hosts[n]
			fmt.Fprintf(&b, "%7d - %7d +  %s, %d pages\n", h.gone, h.come, printable(n), h.pages)
		}
	}
	if _, err := s.out.Write(b.Bytes()); err != nil {
		return outputError("standard output", err)
	}
	s.note("%d of %d pages differ: %d words gone, %d come", changed, len(pages), gone, come)
	if changed > 0 {
		return &exitOnly{exit: ExitNoArticle}
	}
	return nil
}

func statusNote(status string) string {
	if status == "changed" {
		return ""
	}
	return " (" + status + ")"
}

func jsonPieces(pieces []diff.Piece) []jsonPiece {
	var out []jsonPiece
	for _, p := range pieces {
		switch p.Op {
		case diff.Gone:
			out = append(out, jsonPiece{"gone", p.Text})
		case diff.Come:
			out = append(out, jsonPiece{"come", p.Text})
		}
	}
	return out
}

// contextWords is how much unchanged text is shown on each side of a change.
const contextWords = 60

// writePieces writes changes with some text around them: colours on a terminal,
// [-gone-] and {+come+} elsewhere.
func writePieces(b *bytes.Buffer, pieces []diff.Piece, colored, all bool) {
	for i, p := range pieces {
		switch {
		case p.Op == diff.Gone && colored:
			b.WriteString(paint(true, p.Text, color.FgRed, color.CrossedOut))
		case p.Op == diff.Come && colored:
			b.WriteString(paint(true, p.Text, color.FgGreen))
		case p.Op == diff.Gone:
			b.WriteString("[-" + strings.TrimRight(p.Text, "\n") + "-]" + lineEnds(p.Text))
		case p.Op == diff.Come:
			b.WriteString("{+" + strings.TrimRight(p.Text, "\n") + "+}" + lineEnds(p.Text))
		case all:
			b.WriteString(p.Text)
		default:
			b.WriteString(around(p.Text, i == 0, i == len(pieces)-1))
		}
	}
	if b.Len() > 0 && b.Bytes()[b.Len()-1] != '\n' {
		b.WriteByte('\n')
	}
}

func lineEnds(s string) string { return s[len(strings.TrimRight(s, "\n")):] }

// around shortens unchanged text to what stands next to a change.
func around(text string, opens, ends bool) string {
	r := []rune(text)
	switch {
	case len(r) <= 2*contextWords:
		return text
	case opens:
		return "…" + string(r[len(r)-contextWords:])
	case ends:
		return string(r[:contextWords]) + "…\n"
	}
	return string(r[:contextWords]) + " … " + string(r[len(r)-contextWords:])
}
