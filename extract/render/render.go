// Package render writes an article: a Document, the blocks of it that are kept,
// and the metadata to head it with, as text, Markdown, HTML or JSON blocks.
//
// It reads block.Document alone, never a tree: the chain of containers of each
// kept block, compared with that of the block before, says which lists, quotes
// and tables open and close, and a block's spans say what its text is. All
// formats share that walk (walk.go) and the normalised spans (inline.go); each
// has one file. Time and output are linear in the input: nesting is written to
// a fixed depth, and nothing recurses.
//
// No output carries control characters but tab and newline, and addresses of
// schemes that run or embed content are never written.
package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/pithcli/pith/extract/block"
)

// Input is what a format writes.
type Input struct {
	Doc *block.Document
	// Keep are indexes of the blocks to write, ascending.
	Keep []int
	// Base is the address that links are resolved against, "" leaves them as they are.
	Base string
	// Title heads the article, "" writes none.
	Title string
	// Meta is what is known of the article, in the order in which it is
	// written: front matter of Markdown, head of an HTML page. Both use it only
	// with Options.Standalone.
	Meta []Field
}

// Field is one fact about the article. The HTML page knows the names "title",
// "authors", "published", "modified", "site", "url", "language" and
// "description"; front matter writes every field.
type Field struct {
	Name string
	// Value of a field that has one value.
	Value string
	// List holds the values of a field that may have several; nil where Value counts.
	List []string
}

// Options of a format. The zero value is right for most uses.
type Options struct {
	Width  int // columns to wrap text at, 0 for no wrapping
	Flavor Flavor
	Links  Links
	Images Images
	Tables Tables
	// Standalone writes a document that stands alone: HTML as a whole page with
	// head, style sheet and byline, Markdown with front matter.
	Standalone bool
}

// Writer writes an article in one format, without a line end behind the last line.
type Writer func(w io.Writer, in Input, opt Options) error

// Format is an output format that is made from blocks.
type Format struct {
	Name      string
	Aliases   []string
	Extension string // of files, with the dot
	MediaType string
	Doc       string // one line for people
	Write     Writer
	// Binary formats hold one article a file and take no line end behind them.
	Binary bool
}

// Formats lists the formats of this package.
var Formats = []Format{
	{"text", []string{"txt", "plain"}, ".txt", "text/plain; charset=utf-8", "plain text, paragraphs parted by an empty line", Text, false},
	{"markdown", []string{"md", "gfm"}, ".md", "text/markdown; charset=utf-8", "CommonMark with tables, footnotes and formulas", Markdown, false},
	{"html", []string{"htm"}, ".html", "text/html; charset=utf-8", "clean semantic HTML", HTML, false},
	{"epub", nil, ".epub", mediaEPUB, "a book for e-readers, without pictures", EPUB, true},
}

// UnknownFormatError names a format that is not in Formats.
type UnknownFormatError struct{ Name string }

func (e *UnknownFormatError) Error() string {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = f.Name
	}
	return fmt.Sprintf("unknown format %q (there are %s)", e.Name, strings.Join(names, ", "))
}

// Lookup finds a format by its name or an alias, in any case.
func Lookup(name string) (Format, error) {
	for _, f := range Formats {
		if strings.EqualFold(f.Name, name) {
			return f, nil
		}
		for _, a := range f.Aliases {
			if strings.EqualFold(a, name) {
				return f, nil
			}
		}
	}
	return Format{}, &UnknownFormatError{name}
}
