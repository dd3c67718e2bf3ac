package cmd

import (
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/render"
)

// format is one value of --format.
type format struct {
	name string
	// aliases are other names that people try.
	aliases []string
	// ext is the extension of files in an output folder.
	ext string
	doc string
	// records are JSON, which --fields applies to.
	records bool
	// lines: one record a line, failed pages too, many to a stream.
	lines bool
	// head goes before each page where several share a stream, around its name; "" for none.
	head, headEnd string
	// members: each page is a member of its own in compressed output.
	members bool
	// binary formats are not written to a terminal; those without lines hold one article a file.
	binary bool
	// header begins a stream or file, nil for none.
	header func(*extractFlags) ([]byte, error)
	// table begins a file that takes records and not bytes, nil for none.
	table func(*extractFlags, io.Writer) (table, error)
	// page writes one page's article; for lines the article may be nil.
	page func(*extractFlags, *extract.Article, *extract.Record) ([]byte, error)
}

// formats is the table behind --format.
var formats = []format{
	rendered("text", "==> ", " <=="),
	rendered("markdown", "==> ", " <=="),
	rendered("html", "<!-- ==> ", " <== -->"),
	rendered("epub", "", ""),
	{name: "json", ext: ".json", doc: "one record, indented; JSON Lines for several pages", records: true, page: renderJSON},
	{name: "jsonl", aliases: []string{"ndjson"}, ext: ".jsonl", doc: "one record a line, for failed pages as well", records: true, lines: true, page: renderLine},
	delimited("csv", "rows of --fields, a header first", ','),
	delimited("tsv", "csv with tabs", '\t'),
	parquetFormat,
	wet,
}

// rendered makes the entry of one of package render's formats.
func rendered(name, head, headEnd string) format {
	r, err := render.Lookup(name)
	if err != nil {
		panic(err) // a name that is written above
	}
	return format{name: name, aliases: r.Aliases, ext: r.Extension, doc: r.Doc, head: head, headEnd: headEnd, binary: r.Binary,
		page: func(flags *extractFlags, a *extract.Article, _ *extract.Record) ([]byte, error) {
			var b bytes.Buffer
			err := a.Write(&b, r, flags.render)
			return b.Bytes(), err
		}}
}

// formatValue is the flag --format.
type formatValue struct {
	format
	// given: the command line names it.
	given bool
}

func (v *formatValue) String() string { return v.name }

func (*formatValue) Type() string { return strings.Join(formatNames(), "|") }

func (v *formatValue) Set(name string) error {
	for _, f := range formats {
		if f.name == name || slices.Contains(f.aliases, name) {
			v.format, v.given = f, true
			return nil
		}
	}
	return choice("", formatNames()...).Set(name)
}

// formatOf is the format that a file's name asks for by its extension, that of
// compression aside: crawl.jsonl.gz asks for jsonl.
func formatOf(name string) (format, bool) {
	ext := strings.ToLower(filepath.Ext(cutExt(name, outputPackings)))
	i := slices.IndexFunc(formats, func(f format) bool { return f.ext == ext || slices.Contains(f.aliases, strings.TrimPrefix(ext, ".")) })
	if ext == "" || i < 0 {
		return format{}, false
	}
	return formats[i], true
}

func formatNames() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// fields are those that a record has unless --fields names others.
func (f *format) fields() []string {
	if f.header != nil {
		return slices.Clone(columns)
	}
	var names []string
	for _, field := range extract.Fields {
		if !field.OnRequest {
			names = append(names, field.Name)
		}
	}
	return names
}

// errSingle says that a binary format cannot hold several pages.
func (f *format) errSingle() error {
	return usagef("write one file a page into a folder with -o DIR/", "%s holds one article a file, and there are several pages", f.name)
}

// renderLine writes the record as one line.
func renderLine(flags *extractFlags, a *extract.Article, r *extract.Record) ([]byte, error) {
	if a != nil && slices.Contains(flags.fields, "metadata") {
		r.Metadata = a.Statements()
	}
	if a != nil && a.HasText() {
		if err := flags.bodies(a, r); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err := r.WriteJSON(&b, flags.fields)
	b.WriteByte('\n')
	return b.Bytes(), err
}

// failed writes the line of a page without an article.
func (f *extractFlags) failed(r *extract.Record) ([]byte, error) {
	if f.format.lines {
		return f.format.format.page(f, nil, r)
	}
	return renderLine(f, nil, r)
}

// bodies fills the record's Markdown, HTML and blocks where --fields asks for them.
func (f *extractFlags) bodies(a *extract.Article, r *extract.Record) error {
	if slices.Contains(f.fields, "blocks") {
		r.Blocks = a.Blocks(f.render)
	}
	for _, body := range []struct {
		name string
		into *string
	}{{"markdown", &r.Markdown}, {"html", &r.HTML}} {
		if !slices.Contains(f.fields, body.name) {
			continue
		}
		format, err := render.Lookup(body.name)
		if err != nil {
			return err
		}
		var b strings.Builder
		if err := format.Write(&b, a.Body(), f.render); err != nil {
			return err
		}
		*body.into = b.String()
	}
	return nil
}

// renderJSON writes the record of a page that has an article.
func renderJSON(flags *extractFlags, a *extract.Article, r *extract.Record) ([]byte, error) {
	if !a.HasText() || a.Withheld() {
		return nil, nil
	}
	return renderLine(flags, a, r)
}

// indented returns a record's line as indented JSON.
func indented(line []byte) []byte {
	if len(line) == 0 {
		return nil
	}
	var b bytes.Buffer
	if json.Indent(&b, bytes.TrimSpace(line), "", "  ") != nil {
		return line
	}
	b.WriteByte('\n')
	return b.Bytes()
}
