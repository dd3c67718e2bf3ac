// Package phrases is the inventory of what boilerplate says: short lines such
// as "Skip to content", "You may also like" or "3 Kommentare", in the languages
// of the web, each with the role it points to and with how much it settles.
//
// Match takes the text of one block as it stands and answers with the phrase
// it is, if any. A hit is evidence and never a verdict: "Contact" can be a
// heading of the article.
//
// # The files
//
// One file a language, named by its BCP 47 tag; und.txt holds what is the same
// everywhere. A file is lines of UTF-8:
//
//	# a comment
//	[related start]       the phrases below have the role related and open a boilerplate section
//	share 5%              of the pages with a hit, 5 % may have it inside the article (2 % unless told)
//	weitere artikel       the whole line, apart from case, accents, signs and white space
//	mehr zum thema …      a line that begins so
//	… hat geantwortet     a line that ends so
//	… wir verwenden cookies …   a line that holds this anywhere: for long and distinctive phrases
//	0 kommentare          0 stands for any number, date or time
//	von %name             %name stands for one to six words written as a name
//
// The places are line (a short block that is only this: boilerplate wherever it
// stands), start (a heading or line that opens a boilerplate section; the
// article may go on after it) and tail (from here on the article is over).
//
// The comparison form (Normalise) keeps colons inside a line, © and &, and writes
// the separators of paths and lists as > and |, so that "read also: …" and "home > …"
// are patterns.
//
// The files are compiled into inventory.bin, which is searched as it lies in the
// program: run go generate after a change; a test says so.
package phrases

import (
	"cmp"
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/pithcli/pith/extract/classify/phrases/internal/index"
	"github.com/pithcli/pith/extract/classify/role"
)

//go:generate go run ./internal/generate

// Place is how much a phrase settles.
type Place uint8

const (
	// Line: a short block that is only this.
	Line Place = iota
	// Start: opens a boilerplate section.
	Start
	// Tail: from here on the article is over.
	Tail
)

var placeNames = [...]string{"line", "start", "tail"}

// String returns "line", "start" or "tail".
func (p Place) String() string { return placeNames[p] }

// Hit is the phrase that a line is.
type Hit struct {
	Role  role.Role
	Place Place
	// Lang is the tag of the file that holds the phrase, "und" for all languages.
	Lang string
	// Phrase is the fixed part of the phrase in comparison form, or the line as
	// given where the whole of it is the phrase.
	Phrase string
}

//go:embed inventory.bin
var inventoryFile string

var inventory = sync.OnceValue(func() *index.Index { return index.Open(inventoryFile) })

// Match looks a block's text up in the inventory. It does not allocate. Of a
// text longer than 200 bytes only patterns that need not end with it are
// tried, on its first 400 bytes.
func Match(line string) (Hit, bool) {
	p, ok := inventory().Match(line)
	if !ok {
		return Hit{}, false
	}
	return Hit{Role: role.Role(p.Label), Place: Place(p.Place), Lang: inventory().Lang(p.Lang), Phrase: cmp.Or(p.Head, p.Tail, line)}, true
}

// Normalise appends the form of line that phrases are compared in to dst: lower
// case without accents, each number as one 0, quotes dropped, separators of
// paths and lists as > and |, colons kept inside, all other signs and white
// space as one blank, none at the ends. Two lines with the same form are the
// same phrase; the form is not meant to be read.
func Normalise(dst []byte, line string) []byte { return index.Normalise(dst, line) }

// roleHeader reads the words of a section's header.
func roleHeader(words []string) (label, place uint8, ok bool) {
	if len(words) != 2 {
		return 0, 0, false
	}
	r, err := role.Parse(words[0])
	if err != nil {
		return 0, 0, false
	}
	for i, name := range placeNames {
		if name == words[1] {
			return uint8(r), uint8(i), true
		}
	}
	return 0, 0, false
}

// inventories are the compiled files and what they are compiled from.
var inventories = []struct {
	file, dir string
	// least is the least length in bytes of a phrase that is looked for anywhere
	// in a line: long enough to be distinctive there, or, for walls, on a page with little else.
	least  int
	header func(words []string) (label, place uint8, ok bool)
}{
	{"inventory.bin", ".", 12, roleHeader},
	{"walls.bin", "walls", 6, wallHeader},
}

// Generate compiles the phrase files in dir into inventory.bin and walls.bin
// beside them. The error holds every fault of the files, by file and line.
func Generate(dir string) error {
	for _, inv := range inventories {
		data, err := compile(dir, inv.dir, inv.least, inv.header)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, inv.file), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func compile(root, dir string, least int, header func(words []string) (label, place uint8, ok bool)) ([]byte, error) {
	source, faults := index.Read(os.DirFS(root), dir, least, header)
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return index.Encode(source.Langs, source.Patterns())
}
