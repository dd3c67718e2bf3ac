package extract

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/meta"
	"github.com/pithcli/pith/extract/render"
	"github.com/pithcli/pith/extract/source"
)

// SchemaVersion is the number in every record's field "schema". Within one
// version fields are only ever added; a changed or removed field makes a new
// version.
const SchemaVersion = 1

// Record is one page as JSON. Every field of the table is always present in
// the order of the table, but for those marked "on request": a text that is
// not known is null, a list that is empty is [].
type Record struct {
	Schema      int               `json:"schema"`
	Status      Status            `json:"status"`
	Reason      string            `json:"reason"`
	Title       string            `json:"title"`
	Subtitle    string            `json:"subtitle"`
	Authors     []string          `json:"authors"`
	Published   string            `json:"published"`
	Modified    string            `json:"modified"`
	Captured    string            `json:"captured"`
	Site        string            `json:"site"`
	Publisher   string            `json:"publisher"`
	Section     string            `json:"section"`
	Tags        []string          `json:"tags"`
	Language    string            `json:"language"`
	URL         string            `json:"url"`
	Description string            `json:"description"`
	Image       string            `json:"image"`
	License     string            `json:"license"`
	Access      string            `json:"access"`
	Kind        string            `json:"kind"`
	Text        string            `json:"text"`
	Markdown    string            `json:"markdown"`
	HTML        string            `json:"html"`
	Blocks      []render.Block    `json:"blocks"`
	Comments    []Comment         `json:"comments"`
	WordCount   int               `json:"word_count"`
	Confidence  float64           `json:"confidence"`
	Evidence    map[string]string `json:"evidence"`
	Metadata    *Statements       `json:"metadata"`
	Source      Source            `json:"source"`
	// Input holds the fields of a JSON Lines input that are passed through, nil where there are none.
	Input json.RawMessage `json:"input"`
	// Idle are Article.Idle; they are not written.
	Idle []string `json:"-"`
}

// Source says where a record was read.
type Source struct {
	// File is the file's name, then the member's behind " > " for each
	// container; a name that is not UTF-8 has its bad bytes replaced here and
	// stands exactly in FileBase64.
	File       string        `json:"file"`
	FileBase64 string        `json:"file_base64,omitempty"`
	Format     string        `json:"format,omitempty"`
	MediaType  string        `json:"media_type,omitempty"`
	Index      int           `json:"index"`
	Offset     int64         `json:"offset"`
	RecordID   string        `json:"record_id,omitempty"`
	Saver      string        `json:"saver,omitempty"`
	URL        string        `json:"url,omitempty"`
	Charset    SourceCharset `json:"charset,omitzero"`
	Bytes      int           `json:"bytes"`
}

// SourceCharset says how the page was decoded.
type SourceCharset struct {
	Declared string `json:"declared,omitempty"`
	Used     string `json:"used,omitempty"`
	Reason   string `json:"reason,omitempty"`
	// Replaced counts byte runs that the charset could not decode, Doubled characters that look encoded twice.
	Replaced int `json:"replaced,omitempty"`
	Doubled  int `json:"doubled,omitempty"`
}

// FieldType is the JSON type of a record's field.
type FieldType uint8

const (
	TypeText     FieldType = iota // a string, null where unknown
	TypeList                      // strings, [] where unknown
	TypeNumber                    // a number
	TypeInteger                   // a whole number
	TypeMap                       // an object of strings
	TypeSource                    // the source object
	TypeAny                       // whatever the input held, absent where it held nothing
	TypeRequired                  // a string that is never null
	TypeBlocks                    // a list of render.Block, null where there is no article
	TypeMetadata                  // Statements, null where there is no page
	TypeComments                  // a list of Comment, null where comments are not kept
)

// Field is one field of a Record.
type Field struct {
	Name string
	Type FieldType
	// OnRequest fields are left out unless they are asked for by name.
	OnRequest bool
	// Doc says what the field holds, for the schema and the manual.
	Doc string
	get func(*Record) any
	// fact: part of front matter and of an HTML page's head.
	fact bool
}

// Fields is the table of a record's fields, in the order in which they are
// written. JSON, the JSON Schema, csv columns and the manual come from it.
var Fields = []Field{
	{"schema", TypeInteger, false, "version of this schema, 1", func(r *Record) any { return r.Schema }, false},
	{"status", TypeRequired, false, "ok, empty, not-article, damaged, unsupported, limit or skipped", func(r *Record) any { return string(r.Status) }, false},
	{"reason", TypeText, false, "why the status is not ok", func(r *Record) any { return r.Reason }, false},
	{"title", TypeText, false, "headline, without the site's name", func(r *Record) any { return r.Title }, true},
	{"subtitle", TypeText, false, "line below the headline", func(r *Record) any { return r.Subtitle }, true},
	{"authors", TypeList, false, "persons who wrote it, in page order", func(r *Record) any { return r.Authors }, true},
	{"published", TypeText, false, "first publication: an ISO 8601 day, or a time with its offset", func(r *Record) any { return r.Published }, true},
	{"modified", TypeText, false, "last change, as published", func(r *Record) any { return r.Modified }, true},
	{"captured", TypeText, false, "when the page was saved, as its container or a mark in it says", func(r *Record) any { return r.Captured }, true},
	{"site", TypeText, false, "name of the site", func(r *Record) any { return r.Site }, true},
	{"publisher", TypeText, false, "organisation that publishes the site", func(r *Record) any { return r.Publisher }, true},
	{"section", TypeText, false, "department of the site", func(r *Record) any { return r.Section }, true},
	{"tags", TypeList, false, "keywords that the page gives", func(r *Record) any { return r.Tags }, true},
	{"language", TypeText, false, "BCP 47 tag", func(r *Record) any { return r.Language }, true},
	{"url", TypeText, false, "canonical address, else the one it was saved from", func(r *Record) any { return r.URL }, true},
	{"description", TypeText, false, "summary that the page gives of itself", func(r *Record) any { return r.Description }, true},
	{"image", TypeText, false, "address of the main picture", func(r *Record) any { return r.Image }, true},
	{"license", TypeText, false, "licence that the page states", func(r *Record) any { return r.License }, true},
	{"access", TypeText, false, "free or restricted, where the page says so", func(r *Record) any { return r.Access }, true},
	{"kind", TypeText, false, "what the page is: article, forum, product …", func(r *Record) any { return r.Kind }, false},
	{"text", TypeRequired, false, "the body as plain text, without the title; \"\" where there is none", func(r *Record) any { return r.Text }, false},
	{"markdown", TypeText, true, "the body as Markdown, without the title", func(r *Record) any { return r.Markdown }, false},
	{"html", TypeText, true, "the body as clean HTML, without the title", func(r *Record) any { return r.HTML }, false},
	{"blocks", TypeBlocks, true, "the body as blocks: what each is, its text, what is marked in it, what it stands in", func(r *Record) any { return r.Blocks }, false},
	{"comments", TypeComments, true, "with --keep comments, the comments on the article; text, markdown, html and blocks are then without them", func(r *Record) any { return r.Comments }, false},
	{"word_count", TypeInteger, false, "words of text; in scripts without spaces every character counts", func(r *Record) any { return r.WordCount }, false},
	{"confidence", TypeNumber, false, "expected F1 of the text against a human's choice, 0 to 1", func(r *Record) any { return r.Confidence }, false},
	{"evidence", TypeMap, false, "for each field that is known, the statement of the page that gave it", func(r *Record) any { return r.Evidence }, false},
	{"metadata", TypeMetadata, true, "every field that is known of the page with its value, source and confidence, AMP twin and original too", func(r *Record) any { return r.Metadata }, false},
	{"source", TypeSource, false, "file, format, place and charset it was read from", func(r *Record) any { return r.Source }, false},
	{"input", TypeAny, true, "the other fields of a JSON Lines input, unchanged", func(r *Record) any { return r.Input }, false},
}

// FieldNamed returns the field of a name and whether there is one.
func FieldNamed(name string) (Field, bool) {
	i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return Fields[i], true
}

// Value returns the field's value in a record: a string, []string, int, float64,
// map[string]string, Source, []render.Block, []Comment, *Statements or json.RawMessage, by its Type.
func (f Field) Value(r *Record) any { return f.get(r) }

// Text returns the field's value in a record as text: lists are joined by "; ",
// objects are JSON, what is not known is "".
func (f Field) Text(r *Record) string {
	switch v := f.get(r).(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, "; ")
	case []render.Block:
		if v == nil {
			return ""
		}
		var b bytes.Buffer
		_ = encode(&b, v)
		return b.String()
	case *Statements:
		if v == nil {
			return ""
		}
		var b bytes.Buffer
		_ = encode(&b, v)
		return b.String()
	case []Comment:
		if v == nil {
			return ""
		}
		var b bytes.Buffer
		_ = encode(&b, v)
		return b.String()
	case json.RawMessage:
		return string(v)
	case int:
		return fmt.Sprint(v)
	case float64:
		return fmt.Sprint(v)
	default:
		var b bytes.Buffer
		_ = encode(&b, v)
		return b.String()
	}
}

// facets is the part of a record that does not depend on the body.
func (a *Article) facets() *Record {
	m, p := &a.Meta, a.Page
	r := &Record{
		Schema: SchemaVersion, Status: a.Status(), Reason: a.Reason(),
		Title: m.Title.Value, Subtitle: m.Subtitle.Value, Authors: values(m.Authors),
		Published: m.Published.Value, Modified: m.Modified.Value, Captured: m.Captured.Value,
		Site: m.Site.Value, Publisher: m.Publisher.Value, Section: m.Section.Value, Tags: values(m.Tags),
		Language: m.Language.Value, URL: m.URL.Value, Description: m.Description.Value, Image: m.Image.Value,
		License: m.License.Value, Access: m.Access.Value, Kind: string(a.Result.Kind), Source: sourceOf(p),
	}
	if r.Captured == "" && !p.Captured.IsZero() {
		r.Captured = p.Captured.UTC().Format(time.RFC3339)
	}
	if r.URL == "" {
		r.URL = p.URL
	}
	return r
}

// Record returns the article as a record. Markdown, HTML, Blocks and
// Metadata are filled by the caller that wants them.
func (a *Article) Record() *Record {
	r := a.facets()
	r.Idle = a.Idle
	r.Evidence = a.evidence()
	if a.HasText() {
		var b strings.Builder
		_ = render.Text(&b, a.Body(), render.Options{})
		r.Text = b.String()
		r.Comments = a.Comments()
		r.WordCount = WordCount(r.Text)
		r.Confidence = rounded(a.Result.Confidence)
	}
	if len(a.Page.Fields) > 0 {
		r.Input = inputFields(a.Page.Fields)
	}
	return r
}

// inputFields puts the fields of a JSON Lines input together again.
func inputFields(fields []source.Field) json.RawMessage {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		_ = encode(&b, f.Name)
		b.WriteByte(':')
		b.Write(f.Value)
	}
	b.WriteByte('}')
	if !json.Valid(b.Bytes()) {
		return nil
	}
	return b.Bytes()
}

// Failed returns the record of a file or member that could not be read.
func Failed(file string, status Status, reason string) *Record {
	r := &Record{Schema: SchemaVersion, Status: status, Reason: reason}
	r.Source.setFile(file)
	return r
}

func sourceOf(p *source.Page) Source {
	s := Source{
		Format: p.Format, MediaType: p.MediaType, Index: p.Index, Offset: p.Offset, RecordID: p.RecordID, Saver: p.Saver, URL: p.URL,
		Charset: SourceCharset{p.Charset.Declared, p.Charset.Used, p.Charset.Reason, p.Charset.Replaced, p.Charset.Doubled}, Bytes: len(p.Bytes),
	}
	s.setFile(p.Source)
	return s
}

func (s *Source) setFile(name string) {
	s.File = name
	if !utf8.ValidString(name) {
		s.File = strings.ToValidUTF8(name, "�")
		s.FileBase64 = base64.StdEncoding.EncodeToString([]byte(name))
	}
}

// evidence lists the source of every field that is known.
func (a *Article) evidence() map[string]string {
	m := &a.Meta
	e := map[string]string{}
	add := func(name string, f meta.Field) {
		if f.Value != "" && f.Source != "" {
			e[name] = f.Source
		}
	}
	add("title", m.Title)
	add("subtitle", m.Subtitle)
	add("publisher", m.Publisher)
	add("published", m.Published)
	add("modified", m.Modified)
	add("captured", m.Captured)
	add("site", m.Site)
	add("language", m.Language)
	add("url", m.URL)
	add("description", m.Description)
	add("image", m.Image)
	add("section", m.Section)
	add("license", m.License)
	add("access", m.Access)
	if len(m.Authors) > 0 {
		add("authors", m.Authors[0])
	}
	if len(m.Tags) > 0 {
		add("tags", m.Tags[0])
	}
	return e
}

func values(fields []meta.Field) []string {
	v := make([]string, 0, len(fields))
	for _, f := range fields {
		v = append(v, f.Value)
	}
	return v
}

// rounded keeps three digits, so that records do not differ between machines
// that fuse a multiplication and those that do not.
func rounded(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return math.Round(x*1000) / 1000
}
