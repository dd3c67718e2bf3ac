// Package parquet writes records as a table in Apache Parquet, one row a page.
// It is a package of its own so that only programs that write Parquet carry
// parquet-go: 8.7 MB of pith's 33, .4 ms of its start.
package parquet

import (
	"fmt"
	"io"

	pq "github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"github.com/pithcli/pith/extract"
)

// groupBytes is how much text a row group holds before it is written: a
// group's columns are kept in memory, compressed, until then.
const groupBytes = 64 << 20

// Writer writes a table. Texts are optional strings, lists are lists of
// strings, objects are JSON; what is not known is null.
type Writer struct {
	w       *pq.GenericWriter[any]
	columns []column
	row     pq.Row
	// bytes of text in the row group in hand, group how many it takes.
	bytes, group int
}

// column is one field of the table.
type column struct {
	extract.Field
	kind
}

// kind is how the fields of one FieldType are stored.
type kind struct {
	node func() pq.Node
	// cells appends the field's values as column c; lists may have several or none.
	cells func(row pq.Row, c int, f extract.Field, r *extract.Record) pq.Row
}

var (
	required = kind{pq.String, func(row pq.Row, c int, f extract.Field, r *extract.Record) pq.Row {
		return append(row, pq.ByteArrayValue([]byte(f.Text(r))).Level(0, 0, c))
	}}
	optional = kind{func() pq.Node { return pq.Optional(pq.String()) }, text}
	object   = kind{func() pq.Node { return pq.Optional(pq.JSON()) }, text}
)

// kinds says how each type of field is stored; others are objects.
var kinds = map[extract.FieldType]kind{
	extract.TypeRequired: required,
	extract.TypeText:     optional,
	extract.TypeList: {func() pq.Node { return pq.List(pq.String()) }, func(row pq.Row, c int, f extract.Field, r *extract.Record) pq.Row {
		values, _ := f.Value(r).([]string)
		if len(values) == 0 {
			return append(row, pq.NullValue().Level(0, 0, c))
		}
		for i, v := range values {
			row = append(row, pq.ByteArrayValue([]byte(v)).Level(min(i, 1), 1, c))
		}
		return row
	}},
	extract.TypeInteger: {func() pq.Node { return pq.Int(64) }, func(row pq.Row, c int, f extract.Field, r *extract.Record) pq.Row {
		n, _ := f.Value(r).(int)
		return append(row, pq.Int64Value(int64(n)).Level(0, 0, c))
	}},
	extract.TypeNumber: {func() pq.Node { return pq.Leaf(pq.DoubleType) }, func(row pq.Row, c int, f extract.Field, r *extract.Record) pq.Row {
		x, _ := f.Value(r).(float64)
		return append(row, pq.DoubleValue(x).Level(0, 0, c))
	}},
}

func text(row pq.Row, c int, f extract.Field, r *extract.Record) pq.Row {
	v := f.Text(r)
	if v == "" || v == "null" {
		return append(row, pq.NullValue().Level(0, 0, c))
	}
	return append(row, pq.ByteArrayValue([]byte(v)).Level(0, 1, c))
}

// NewWriter begins a table with these fields of records, in this order
// (extract.Fields lists them).
func NewWriter(w io.Writer, fields []string) (*Writer, error) {
	t := &Writer{group: groupBytes}
	group := pq.Group{}
	for _, name := range fields {
		f, ok := extract.FieldNamed(name)
		if !ok {
			return nil, fmt.Errorf("parquet: no field %q", name)
		}
		if _, twice := group[name]; twice {
			return nil, fmt.Errorf("parquet: field %q twice", name)
		}
		k, ok := kinds[f.Type]
		if !ok {
			k = object
		}
		group[name] = k.node()
		t.columns = append(t.columns, column{f, k})
	}
	// One goroutine and no version: the same records have the same bytes.
	t.w = pq.NewGenericWriter[any](w, pq.NewSchema("page", ordered{group, fields}), pq.Compression(&zstd.Codec{Concurrency: 1}),
		pq.CreatedBy("pith", "", ""), pq.SkipPageBounds("text"), pq.SkipPageBounds("markdown"), pq.SkipPageBounds("html"), pq.SkipPageBounds("blocks"))
	return t, nil
}

// ordered is a group whose fields stand in the order asked for; a pq.Group sorts them.
type ordered struct {
	pq.Group
	names []string
}

func (o ordered) Fields() []pq.Field {
	byName := map[string]pq.Field{}
	for _, f := range o.Group.Fields() {
		byName[f.Name()] = f
	}
	fields := make([]pq.Field, len(o.names))
	for i, name := range o.names {
		fields[i] = byName[name]
	}
	return fields
}

// Write adds a record's row.
func (t *Writer) Write(r *extract.Record) error {
	t.row = t.row[:0]
	for c, col := range t.columns {
		from := len(t.row)
		t.row = col.cells(t.row, c, col.Field, r)
		for _, v := range t.row[from:] {
			if v.Kind() == pq.ByteArray {
				t.bytes += len(v.ByteArray())
			}
		}
	}
	if _, err := t.w.WriteRows([]pq.Row{t.row}); err != nil {
		return err
	}
	if t.bytes < t.group {
		return nil
	}
	t.bytes = 0
	return t.w.Flush()
}

// Close writes the rows that are left and the table's foot. It does not close the writer below.
func (t *Writer) Close() error { return t.w.Close() }
