// Package meta decides what a page says about itself: title, authors, dates,
// site, language and the rest, from the signals that block gathered.
package meta

import (
	"time"

	"github.com/pithcli/pith/extract/block"
)

// Field is one decided value and where it came from.
type Field struct {
	Value string
	// Source names the signal that won: "json-ld:headline", "meta:og:title", "h1", "visible:byline" …; "" where the field is empty.
	Source string
	// Confidence is an estimate between 0 and 1 that the value is right.
	Confidence float64
}

// Metadata is what a page says about itself. Empty fields are not known.
type Metadata struct {
	Title       Field
	Subtitle    Field
	Authors     []Field // persons, in page order
	Publisher   Field
	Published   Field // ISO 8601: a day, or a time with the offset that the page gives
	Modified    Field
	Captured    Field
	Site        Field
	Language    Field // BCP 47, primary subtag first
	URL         Field // canonical address, absolute
	Description Field
	Image       Field
	Section     Field
	License     Field
	Tags        []Field
	// Access is "free", "restricted" or "".
	Access Field
	// TitleBlock is the index of the block that shows the title, -1 if none does.
	TitleBlock int
	// BylineBlocks and DateBlocks are indexes of blocks that state the author or date and are not article text.
	BylineBlocks []int
}

// Context is what is known of the page from outside.
type Context struct {
	URL      string    // address it was saved from
	Captured time.Time // when it was saved
	Title    string    // title that its container gives
	// Kept has one entry a block, true for blocks of the article; nil before selection.
	Kept []bool
}

// Resolve decides every field of a page's metadata.
func Resolve(doc *block.Document, ctx Context) Metadata {
	return Metadata{TitleBlock: -1}
}
