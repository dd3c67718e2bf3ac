package cmd

import (
	"io"
	"path/filepath"

	"github.com/pithcli/pith/extract/eval"
	"github.com/pithcli/pith/extract/eval/metascore"
)

// metaLayout is a corpus whose metadata is scored, not its text.
type metaLayout struct {
	name, doc string
	run       func(dir string, opt metascore.Options) (metaTable, error)
}

type metaTable interface {
	Write(w io.Writer, all bool) error
	// Means are the figures that floors are set on.
	Means() []metascore.Mean
	// Fingerprint is a hash of the golds and pages.
	Fingerprint() string
}

// metaLayouts are the values of eval's --format beside those of package eval.
var metaLayouts = []metaLayout{
	{"dates", "days of publication: dates.json, html/FILE", func(d string, o metascore.Options) (metaTable, error) { return metascore.Dates(d, o) }},
	{"wcxb-meta", "titles, authors and days of a corpus laid out as wcxb", func(d string, o metascore.Options) (metaTable, error) { return metascore.WCXB(d, o) }},
	{"fundus-meta", "titles, authors and days by language, laid out as fundus", func(d string, o metascore.Options) (metaTable, error) { return metascore.Fundus(d, o) }},
}

func metaLayoutNamed(name string) (metaLayout, bool) {
	for _, l := range metaLayouts {
		if l.name == name {
			return l, true
		}
	}
	return metaLayout{}, false
}

// runEvalMeta scores metadata and prints the table; with --worst the misses too.
func runEvalMeta(s *streams, f *evalFlags, l metaLayout, dir string) error {
	t, err := l.run(dir, metascore.Options{Every: f.every})
	if err != nil {
		return &failure{exit: ExitInput, where: dir, err: err}
	}
	switch {
	case f.update && f.floors == "":
		return usagef("name the file with --floors", "--update has no file to write")
	case f.update:
		return writeFloors(f.floors, metaReport(dir, l, t))
	case f.floors != "":
		return checkFloors(s, f.floors, metaReport(dir, l, t))
	case f.json:
		return outputError("standard output", encodeJSON(s.out, t))
	}
	return outputError("standard output", t.Write(s.out, f.worst > 0))
}

// metaReport gives a table the form that floors are written from: its means as groups.
func metaReport(dir string, l metaLayout, t metaTable) *eval.Report {
	r := &eval.Report{Corpus: filepath.Base(dir), Layout: l.name, Digest: t.Fingerprint()}
	for i, m := range t.Means() {
		g := eval.Group{Name: m.Name}
		g.F1 = m.Share
		if i == 0 {
			r.All = g
		} else {
			r.Groups = append(r.Groups, g)
		}
	}
	return r
}
