package cmd

import (
	"bytes"
	"encoding/json"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/render"
)

// format is one value of --format.
type format struct {
	name string
	// ext is the extension of files in an output folder.
	ext string
	doc string
	// lines: one record a line, failed pages too, many to a stream.
	lines bool
	// records are JSON, which --fields applies to.
	records bool
	// head goes before each page where several share a stream; it holds one %s for the page's name. "" for none.
	head string
	// page writes one page's article.
	page func(*extractFlags, *extract.Article, *extract.Record) ([]byte, error)
}

// formats is the table behind --format.
var formats = []format{
	{"text", ".txt", "title and body as plain text", false, false, "==> %s <==\n", renderText},
	{"json", ".json", "one record: indented for one page, JSON Lines for several", false, true, "", renderJSON},
	{"jsonl", ".jsonl", "one record a line, for failed pages as well", true, true, "", renderLine},
}

func formatNames() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

func formatNamed(name string) (format, bool) {
	for _, f := range formats {
		if f.name == name {
			return f, true
		}
	}
	return format{}, false
}

func renderText(flags *extractFlags, a *extract.Article, _ *extract.Record) ([]byte, error) {
	var b bytes.Buffer
	err := a.WriteText(&b, render.Options{Width: flags.width})
	return b.Bytes(), err
}

// renderLine writes the record as one line.
func renderLine(flags *extractFlags, a *extract.Article, r *extract.Record) ([]byte, error) {
	var b bytes.Buffer
	err := r.WriteJSON(&b, flags.fields)
	b.WriteByte('\n')
	return b.Bytes(), err
}

// renderJSON writes the record of a page that has an article.
func renderJSON(flags *extractFlags, a *extract.Article, r *extract.Record) ([]byte, error) {
	if r.Status != extract.OK {
		return nil, nil
	}
	return renderLine(flags, a, r)
}

// indented returns a record's line as indented JSON.
func indented(line []byte) []byte {
	var b bytes.Buffer
	if json.Indent(&b, bytes.TrimSpace(line), "", "  ") != nil {
		return line
	}
	b.WriteByte('\n')
	return b.Bytes()
}
