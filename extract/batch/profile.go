package batch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/pithcli/pith/extract"
)

// Profile is a shape of output lines.
type Profile struct {
	Name, Doc string
	// Line writes a record, nil for one that has no line in this shape.
	Line func(r *extract.Record, fields []string) ([]byte, error)
}

// Profiles is the table of shapes.
var Profiles = []Profile{
	{"pith", "pith's own records (pith schema), one for every page", recordLine},
	{"datatrove", "{text, id, metadata} as datatrove reads it, for pages with an article", datatroveLine},
}

func recordLine(r *extract.Record, fields []string) ([]byte, error) {
	var b bytes.Buffer
	err := r.WriteJSON(&b, fields)
	b.WriteByte('\n')
	return b.Bytes(), err
}

// datatroveLine: the field names are those of datatrove's readers and writers
// (readers/warc.py, writers/jsonl.py).
func datatroveLine(r *extract.Record, _ []string) ([]byte, error) {
	if r.Text == "" {
		return nil, nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(struct {
		Text     string         `json:"text"`
		ID       string         `json:"id"`
		Metadata map[string]any `json:"metadata"`
	}{r.Text, RecordID(r), metadata(r)})
	return b.Bytes(), err
}

// metadata holds what is known; json writes a map's keys sorted.
func metadata(r *extract.Record) map[string]any {
	m := map[string]any{"file_path": r.Source.File, "word_count": r.WordCount, "confidence": r.Confidence}
	for name, value := range map[string]string{"url": r.URL, "date": r.Captured, "published": r.Published, "language": r.Language, "title": r.Title, "site": r.Site} {
		if value != "" {
			m[name] = value
		}
	}
	if len(r.Authors) > 0 {
		m["authors"] = r.Authors
	}
	return m
}

// RecordID is the id of a page: its record's own (WARC-Record-ID), else the
// first 32 hexadecimal digits of the SHA-256 of "FILE OFFSET INDEX".
func RecordID(r *extract.Record) string {
	if r.Source.RecordID != "" {
		return r.Source.RecordID
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d", r.Source.File, r.Source.Offset, r.Source.Index))
	return hex.EncodeToString(sum[:16])
}
