package parquet

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	pq "github.com/parquet-go/parquet-go"

	"github.com/pithcli/pith/extract"
)

func records() []*extract.Record {
	return []*extract.Record{
		{Schema: 1, Status: extract.OK, Title: "Mill wheel turns", Authors: []string{"Ana Ruiz", "Bo Lind"}, Text: "The wheel turns.", WordCount: 3, Confidence: .875,
			Evidence: map[string]string{"title": "h1"}, Source: extract.Source{File: "a.html", Index: 2, Offset: 512}},
		{Schema: 1, Status: extract.Damaged, Reason: "it ends before its end"},
		{Schema: 1, Status: extract.OK, Title: "Zoë", Authors: []string{"Zoë"}, Text: strings.Repeat("wörd ", 2000), WordCount: 2000},
	}
}

func write(t *testing.T, fields []string, group int, rs []*extract.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, fields)
	if err != nil {
		t.Fatal(err)
	}
	w.group = group
	for _, r := range rs {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// row is what the table is read back into.
type row struct {
	Status     string   `parquet:"status"`
	Reason     *string  `parquet:"reason,optional"`
	Title      *string  `parquet:"title,optional"`
	Authors    []string `parquet:"authors,list"`
	Text       string   `parquet:"text"`
	WordCount  int64    `parquet:"word_count"`
	Confidence float64  `parquet:"confidence"`
	Evidence   *string  `parquet:"evidence,optional,json"`
	Source     *string  `parquet:"source,optional,json"`
}

func TestReadBack(t *testing.T) {
	fields := []string{"word_count", "status", "reason", "title", "authors", "text", "confidence", "evidence", "source"}
	for _, group := range []int{groupBytes, 1} {
		b := write(t, fields, group, records())
		f, err := pq.OpenFile(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, field := range f.Schema().Fields() {
			names = append(names, field.Name())
		}
		if !reflect.DeepEqual(names, fields) {
			t.Errorf("columns %v, want %v", names, fields)
		}
		if n := len(f.RowGroups()); group == 1 && n != 3 || group != 1 && n != 1 {
			t.Errorf("%d row groups with groups of %d bytes", n, group)
		}
		r := pq.NewGenericReader[row](bytes.NewReader(b))
		got := make([]row, 5)
		n, err := r.Read(got)
		if err != nil && !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
		title, reason, evidence := "Mill wheel turns", "it ends before its end", `{"title":"h1"}`
		if n != 3 || *got[0].Title != title || !reflect.DeepEqual(got[0].Authors, []string{"Ana Ruiz", "Bo Lind"}) ||
			got[0].Reason != nil || got[0].WordCount != 3 || got[0].Confidence != .875 || *got[0].Evidence != evidence ||
			!strings.Contains(*got[0].Source, `"offset":512`) {
			t.Errorf("%d rows, the first %+v", n, got[0])
		}
		if got[1].Status != "damaged" || *got[1].Reason != reason || got[1].Title != nil || len(got[1].Authors) != 0 || got[1].Evidence != nil {
			t.Errorf("the second row is %+v", got[1])
		}
		if *got[2].Title != "Zoë" || got[2].Text != records()[2].Text || len(got[2].Authors) != 1 {
			t.Errorf("the third row is %+v", got[2])
		}
	}
}

// TestAllFields: every field can be a column, and the same records have the same bytes.
func TestAllFields(t *testing.T) {
	var fields []string
	for _, f := range extract.Fields {
		fields = append(fields, f.Name)
	}
	a, b := write(t, fields, groupBytes, records()), write(t, fields, groupBytes, records())
	if !bytes.Equal(a, b) {
		t.Error("two tables of the same records differ")
	}
	if f, err := pq.OpenFile(bytes.NewReader(a), int64(len(a))); err != nil || f.NumRows() != 3 {
		t.Errorf("cannot be read back: %v", err)
	}
	empty := write(t, fields, groupBytes, nil)
	if f, err := pq.OpenFile(bytes.NewReader(empty), int64(len(empty))); err != nil || f.NumRows() != 0 {
		t.Errorf("a table without rows cannot be read back: %v", err)
	}
}

func TestFields(t *testing.T) {
	for _, fields := range [][]string{{"no_such"}, {"title", "title"}} {
		if _, err := NewWriter(io.Discard, fields); err == nil {
			t.Errorf("%v is accepted", fields)
		}
	}
}
