// Package render writes an article: a Document, the blocks of it that are kept,
// and the metadata to head it with, as text, Markdown or HTML.
package render

import (
	"io"

	"github.com/pithcli/pith/extract/block"
)

// Handling says what becomes of links, images or tables.
type Handling uint8

// Input is what a format writes.
type Input struct {
	Doc *block.Document
	// Keep are indexes of the blocks to write, ascending.
	Keep []int
	// Base is the address that links are resolved against, "" leaves them as they are.
	Base string
	// Title heads the article, "" writes none.
	Title string
}

// Options of a format.
type Options struct {
	Width int // columns to wrap text at, 0 for no wrapping
}

// Text writes the article as plain text: paragraphs parted by an empty line.
func Text(w io.Writer, in Input, opt Options) error {
	for n, i := range in.Keep {
		if n > 0 {
			if _, err := io.WriteString(w, "\n\n"); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(w, in.Doc.BlockText(i)); err != nil {
			return err
		}
	}
	return nil
}
