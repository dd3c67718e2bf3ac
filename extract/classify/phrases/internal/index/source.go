package index

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Source is a folder of phrase files, read.
type Source struct {
	Langs []string // the files' names without .txt, in the order of Pattern.Lang
	Lines []Line
}

// Line is one phrase as its file has it.
type Line struct {
	Pattern
	Written string
	Number  int // line in the file
	// Share is the stated share of the pages with a hit on which the phrase may
	// stand inside article text.
	Share float64
}

// defaultShare holds where a section states none.
const defaultShare = .02

// maxKey bounds the fixed text of a pattern, whose length is one byte in the index.
const maxKey = 255

// Patterns returns the patterns in the order of Lines.
func (s *Source) Patterns() []Pattern {
	patterns := make([]Pattern, len(s.Lines))
	for i := range s.Lines {
		patterns[i] = s.Lines[i].Pattern
	}
	return patterns
}

// Place says where a line stands: file and number.
func (s *Source) Place(l *Line) string {
	return fmt.Sprintf("%s.txt:%d", s.Langs[l.Lang], l.Number)
}

// Read reads all phrase files of a folder, und.txt first, then by name: of two
// patterns that fit a line equally well the earlier wins. Header gives meaning
// to the words of a section's header. The faults name file and line; lines
// without fault are returned beside them.
//
// Least is the least length in bytes of a contains pattern.
func Read(fsys fs.FS, dir string, least int, header func(words []string) (label, place uint8, ok bool)) (*Source, []error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.txt"))
	if err != nil {
		return &Source{}, []error{err}
	}
	slices.SortStableFunc(names, func(a, b string) int {
		switch und := path.Join(dir, "und.txt"); {
		case a == und && b != und:
			return -1
		case b == und && a != und:
			return 1
		}
		return strings.Compare(a, b)
	})
	s := &Source{}
	r := reader{source: s, least: least, header: header, whole: map[string]int{}, other: map[string]int{}}
	for i, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return s, append(r.faults, err)
		}
		s.Langs = append(s.Langs, strings.TrimSuffix(path.Base(name), ".txt"))
		r.file(uint8(i), string(data))
	}
	return s, r.faults
}

type reader struct {
	source *Source
	least  int
	header func([]string) (label, place uint8, ok bool)
	whole  map[string]int // whole lines → index in source.Lines
	other  map[string]int // other patterns, as written in comparison form
	faults []error
}

// file adds one file.
func (r *reader) file(lang uint8, text string) {
	var label, place uint8
	share := defaultShare
	inSection := false
	number := 0
	fault := func(format string, args ...any) {
		r.faults = append(r.faults, fmt.Errorf("%s.txt:%d: %s", r.source.Langs[lang], number, fmt.Sprintf(format, args...)))
	}
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			share = defaultShare
			label, place, inSection = r.header(strings.Fields(strings.Trim(line, "[]")))
			if !inSection {
				fault("unknown section %s", line)
			}
			continue
		case strings.HasPrefix(line, "share ") && strings.HasSuffix(line, "%"):
			percent, err := strconv.ParseFloat(line[len("share "):len(line)-1], 64)
			if err != nil {
				fault("share wants a percentage, not %q", line)
				continue
			}
			share = percent / 100
			continue
		case !inSection:
			fault("phrase outside a [section]")
			continue
		}
		p, err := parse(line, r.least)
		if err != nil {
			fault("%v", err)
			continue
		}
		p.Lang, p.Label, p.Place = lang, label, place
		if err := r.add(Line{Pattern: p, Written: line, Number: number, Share: share}); err != nil {
			fault("%v", err)
		}
	}
}

// add refuses a phrase that is there already, but for one that another
// language uses in the same sense, which is left out in silence.
func (r *reader) add(l Line) error {
	seen, key := r.whole, l.Head
	if l.shape != whole {
		seen, key = r.other, fmt.Sprint(l.shape, l.open, l.Head, "\x00", l.Tail)
	}
	old, ok := seen[key]
	if !ok {
		seen[key] = len(r.source.Lines)
		r.source.Lines = append(r.source.Lines, l)
		return nil
	}
	o := &r.source.Lines[old]
	if o.Label == l.Label && o.Place == l.Place && o.Lang != l.Lang {
		return nil
	}
	return fmt.Errorf("%q is already in %s", l.Written, r.source.Place(o))
}

const ellipsis = "…"

// parse reads one phrase; least is as in Read.
func parse(line string, least int) (Pattern, error) {
	var p Pattern
	body := line
	before, after := strings.HasPrefix(body, ellipsis), strings.HasSuffix(body, ellipsis)
	body = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(body, ellipsis), ellipsis))
	if strings.Contains(body, ellipsis) {
		return p, fmt.Errorf("%q: … stands at an end of the line", line)
	}
	head, tail, isNamed := strings.Cut(body, "%name")
	norm := func(s string) string { return string(Normalise(nil, s)) + separator(s) }
	p.Head, p.Tail = norm(head), norm(tail)
	switch {
	case isNamed:
		p.shape, p.open = named, after
		if before || p.Head == "" && (p.Tail == "" || p.open) {
			return p, fmt.Errorf("%q: %%name needs fixed words at an end of the line", line)
		}
		if strings.Contains(tail, "%name") {
			return p, fmt.Errorf("%q: %%name stands once", line)
		}
		if !p.open {
			p.Tail = strings.TrimRight(p.Tail, ": |>") // as whole lines
		}
	case before && after:
		p.shape = contains
		if len(p.Head) < least {
			return p, fmt.Errorf("%q: too short to be looked for anywhere in a line", line)
		}
		if !isDense(p.Head) && len(longestWord(p.Head)) < innerKey {
			return p, fmt.Errorf("%q: needs a word of %d bytes to be looked for anywhere in a line", line, innerKey)
		}
	case before:
		p.shape, p.Tail, p.Head = suffix, strings.TrimRight(p.Head, ": |>"), ""
	case after:
		p.shape = prefix
	default:
		p.Head = strings.TrimRight(p.Head, ": |>") // whole lines lose signs at their ends
	}
	if p.Head == "" && p.Tail == "" {
		return p, fmt.Errorf("%q: nothing is left of it in comparison form", line)
	}
	if len(p.Head) > maxKey || len(p.Tail) > maxKey || p.shape == whole && len(p.Head) > shortLine {
		return p, fmt.Errorf("%q: too long", line)
	}
	return p, nil
}

// separator is the sign that ends a part of a pattern and that Normalise, which
// takes the part for a whole line, has dropped.
func separator(part string) string {
	part = strings.TrimSpace(part)
	for _, s := range []struct{ written, folded string }{
		{":", ":"}, {"：", ":"}, {"|", " |"}, {"·", " |"}, {">", " >"}, {"›", " >"}, {"»", " >"}, {" /", " >"},
	} {
		if strings.HasSuffix(part, s.written) {
			return s.folded
		}
	}
	return ""
}

// Covered returns, for each phrase that another of its section and file (or of
// und.txt) makes needless, the two as a message.
func (s *Source) Covered() []string {
	type section struct{ lang, label, place uint8 }
	open := map[section][]int{} // the patterns that can cover others
	for i := range s.Lines {
		if p := &s.Lines[i]; p.shape != whole && p.shape != named {
			k := section{p.Lang, p.Label, p.Place}
			open[k] = append(open[k], i)
		}
	}
	var out []string
	for i := range s.Lines {
		p := &s.Lines[i]
		line := p.Head
		switch p.shape {
		case whole:
		case prefix:
			line += " x"
		default:
			continue
		}
		f := fold(nil, line, len(line))
		for _, j := range slices.Concat(open[section{p.Lang, p.Label, p.Place}], open[section{0, p.Label, p.Place}]) {
			if q := &s.Lines[j]; j != i && q.fits(&f) {
				out = append(out, fmt.Sprintf("%s: %q is covered by %q", s.Place(p), p.Written, q.Written))
				break
			}
		}
	}
	return out
}
