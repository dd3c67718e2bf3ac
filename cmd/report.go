package cmd

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/pithcli/pith/extract"
)

// outcome is one line of --report: what became of one page.
type outcome struct {
	Status     extract.Status `json:"status"`
	Reason     string         `json:"reason"`
	File       string         `json:"file"`
	FileBase64 string         `json:"file_base64,omitempty"`
	Index      int            `json:"index"`
	Offset     int64          `json:"offset"`
	RecordID   string         `json:"record_id"`
	URL        string         `json:"url"`
	Title      string         `json:"title"`
	Words      int            `json:"word_count"`
	// Output is the file it was written to, below the output folder; "" for none.
	Output string `json:"output"`
}

func outcomeOf(r *extract.Record) *outcome {
	return &outcome{Status: r.Status, Reason: r.Reason, File: r.Source.File, FileBase64: r.Source.FileBase64, Index: r.Source.Index,
		Offset: r.Source.Offset, RecordID: r.Source.RecordID, URL: r.URL, Title: r.Title, Words: r.WordCount}
}

var reportHead = []string{"status", "reason", "file", "index", "offset", "record_id", "url", "title", "word_count", "output"}

func (o *outcome) cells() []string {
	cells := []string{string(o.Status), o.Reason, o.File, fmt.Sprint(o.Index), fmt.Sprint(o.Offset), o.RecordID, o.URL, o.Title,
		fmt.Sprint(o.Words), o.Output}
	for i := range cells {
		cells[i] = guardCell(strings.ReplaceAll(cells[i], "\n", " "))
	}
	return cells
}

// report writes outcomes as JSON Lines, or as CSV into a file named so.
type report struct {
	out  *stream
	rows bool
}

func openReport(s *streams, t *temps, path string) (*report, error) {
	out, err := openStream(s, t, path)
	if err != nil {
		return nil, err
	}
	name := strings.ToLower(path)
	for _, ext := range outputPackings {
		name = strings.TrimSuffix(name, ext)
	}
	r := &report{out: out, rows: filepath.Ext(name) == ".csv"}
	if r.rows {
		err = r.write(reportHead, nil)
	}
	return r, err
}

func (r *report) add(o *outcome) error {
	if r == nil {
		return nil
	}
	return r.write(o.cells(), o)
}

func (r *report) write(cells []string, o *outcome) error {
	var b bytes.Buffer
	if r.rows {
		w := csv.NewWriter(&b)
		if err := w.Write(cells); err != nil {
			return err
		}
		w.Flush()
	} else if err := jsonLine(&b, o); err != nil {
		return err
	}
	_, err := r.out.Write(b.Bytes())
	return err
}

func (r *report) close(t *temps, whole bool) error {
	if r == nil {
		return nil
	}
	return r.out.close(t, whole)
}

// jsonLine writes v as one line of JSON.
func jsonLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
