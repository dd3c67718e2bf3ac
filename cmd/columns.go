package cmd

import (
	"bytes"
	"encoding/csv"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
)

// columns are the fields of csv and tsv unless --fields names others.
var columns = []string{"status", "title", "authors", "published", "language", "url", "word_count", "text"}

// delimited makes the entry of a format of rows.
func delimited(name, doc string, comma rune) format {
	row := func(cells []string) ([]byte, error) {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = comma
		err := w.Write(cells)
		w.Flush()
		return b.Bytes(), err
	}
	f := format{name: name, ext: "." + name, doc: doc, records: true, lines: true}
	f.header = func(flags *extractFlags) ([]byte, error) { return row(flags.columnNames()) }
	f.page = func(flags *extractFlags, a *extract.Article, r *extract.Record) ([]byte, error) {
		if a != nil && a.HasText() {
			if err := flags.bodies(a, r); err != nil {
				return nil, err
			}
		}
		var cells []string
		for _, name := range flags.columnNames() {
			field, _ := extract.FieldNamed(name)
			cells = append(cells, guardCell(field.Text(r)))
		}
		return row(cells)
	}
	return f
}

// guardCell takes control characters out of a cell and puts an apostrophe
// before what a spreadsheet would run as a formula (OWASP, CSV injection).
func guardCell(s string) string {
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && batch.Unsafe(r) {
			return -1
		}
		return r
	}, s)
	if s != "" && strings.ContainsRune("=+-@\t", rune(s[0])) {
		return "'" + s
	}
	return s
}
