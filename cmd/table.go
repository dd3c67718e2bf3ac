package cmd

import (
	"io"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/parquet"
)

// table is a file of rows that is written as a whole, from records and not from the bytes of each.
type table interface {
	Write(*extract.Record) error
	Close() error
}

// parquetFormat writes one table of all pages, failed ones too.
var parquetFormat = format{name: "parquet", ext: ".parquet", doc: "one Apache Parquet table of all pages, a column for each of --fields",
	records: true, lines: true, binary: true,
	table: func(flags *extractFlags, w io.Writer) (table, error) {
		return parquet.NewWriter(w, flags.columnNames())
	},
	page: func(flags *extractFlags, a *extract.Article, r *extract.Record) ([]byte, error) {
		if a != nil && a.HasText() {
			return nil, flags.bodies(a, r)
		}
		return nil, nil
	}}

// columnNames are the fields that a record is written with.
func (f *extractFlags) columnNames() []string {
	if len(f.fields) > 0 {
		return f.fields
	}
	return f.format.fields()
}
