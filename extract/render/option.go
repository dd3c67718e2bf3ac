package render

import (
	"fmt"
	"strings"
)

// Flavor is the dialect of Markdown.
type Flavor uint8

const (
	// GFM is CommonMark with GitHub's tables, strikethrough, task lists,
	// footnotes, alerts and formulas.
	GFM Flavor = iota
	// CommonMark has none of these: tables are written as HTML, footnotes as a
	// numbered list at the end.
	CommonMark
	// Obsidian is GFM with call-outs of any type and highlights.
	Obsidian
)

// Links says what becomes of links.
type Links uint8

const (
	// LinksAuto is the format's own way: inline in Markdown and HTML, none in text.
	LinksAuto Links = iota
	// LinksInline writes the address beside the text.
	LinksInline
	// LinksReference numbers the addresses and lists them at the end.
	LinksReference
	// LinksNone leaves the text alone.
	LinksNone
)

// Images says what becomes of pictures.
type Images uint8

const (
	// ImagesAuto is the format's own way: kept in Markdown and HTML, none in text.
	ImagesAuto Images = iota
	ImagesKeep
	// ImagesAlt leaves the alternative text.
	ImagesAlt
	ImagesNone
)

// Tables says what becomes of tables.
type Tables uint8

const (
	// TablesAuto is the same as TablesKeep.
	TablesAuto Tables = iota
	TablesKeep
	// TablesText writes each row as a paragraph.
	TablesText
	TablesNone
)

// The words of the options, by value; the first is what the zero value is called.
var (
	flavorNames = []string{"gfm", "commonmark", "obsidian"}
	linksNames  = []string{"auto", "inline", "reference", "none"}
	imagesNames = []string{"auto", "keep", "alt", "none"}
	tablesNames = []string{"auto", "keep", "text", "none"}
)

// Each option reads and prints as a word, so that it serves as a flag's value
// (it has the methods of pflag.Value) and in configuration (encoding.TextMarshaler).

func (f Flavor) String() string { return flavorNames[f] }
func (l Links) String() string  { return linksNames[l] }
func (i Images) String() string { return imagesNames[i] }
func (t Tables) String() string { return tablesNames[t] }

// Set reads "gfm", "commonmark" or "obsidian".
func (f *Flavor) Set(s string) error { return setOption(f, "flavor", flavorNames, s) }

// Set reads "auto", "inline", "reference" or "none".
func (l *Links) Set(s string) error { return setOption(l, "links", linksNames, s) }

// Set reads "auto", "keep", "alt" or "none".
func (i *Images) Set(s string) error { return setOption(i, "images", imagesNames, s) }

// Set reads "auto", "keep", "text" or "none".
func (t *Tables) Set(s string) error { return setOption(t, "tables", tablesNames, s) }

func (*Flavor) Type() string { return strings.Join(flavorNames, "|") }
func (*Links) Type() string  { return strings.Join(linksNames, "|") }
func (*Images) Type() string { return strings.Join(imagesNames, "|") }
func (*Tables) Type() string { return strings.Join(tablesNames, "|") }

func (f *Flavor) UnmarshalText(b []byte) error { return f.Set(string(b)) }
func (l *Links) UnmarshalText(b []byte) error  { return l.Set(string(b)) }
func (i *Images) UnmarshalText(b []byte) error { return i.Set(string(b)) }
func (t *Tables) UnmarshalText(b []byte) error { return t.Set(string(b)) }

func (f Flavor) MarshalText() ([]byte, error) { return []byte(f.String()), nil }
func (l Links) MarshalText() ([]byte, error)  { return []byte(l.String()), nil }
func (i Images) MarshalText() ([]byte, error) { return []byte(i.String()), nil }
func (t Tables) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// OptionError is a word that an option does not know.
type OptionError struct {
	Option, Value string
	Words         []string
}

func (e *OptionError) Error() string {
	return fmt.Sprintf("%s: unknown value %q (one of %s)", e.Option, e.Value, strings.Join(e.Words, ", "))
}

func setOption[T ~uint8](v *T, option string, words []string, s string) error {
	for i, w := range words {
		if strings.EqualFold(w, s) {
			*v = T(i)
			return nil
		}
	}
	return &OptionError{option, s, words}
}
