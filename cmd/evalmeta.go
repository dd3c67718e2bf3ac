package cmd

import (
	"io"

	"github.com/pithcli/pith/extract/eval/metascore"
)

// metaLayout is a corpus whose metadata is scored, not its text.
type metaLayout struct {
	name, doc string
	run       func(dir string, opt metascore.Options) (metaTable, error)
}

type metaTable interface {
	Write(w io.Writer, all bool) error
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
	if f.json {
		return outputError("standard output", encodeJSON(s.out, t))
	}
	return outputError("standard output", t.Write(s.out, f.worst > 0))
}
