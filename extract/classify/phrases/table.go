package phrases

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// shortLine bounds the text in bytes that whole-line patterns are tried on:
	// the longest such phrase has 120 bytes, and prose begins soon after.
	shortLine = 200
	// longLine bounds the bytes of a longer text that are looked at.
	longLine = 400
	// nameWords is the most words that %name covers: "Ana Maria de la Cruz" has five.
	nameWords = 6
)

// shape is which part of the line a pattern fixes.
type shape uint8

const (
	whole    shape = iota
	prefix         // head …
	suffix         // … tail
	contains       // … head …
	named          // head %name tail
)

// pattern is one line of a phrase file.
type pattern struct {
	source     string // as written
	head, tail string // normalised
	lang       uint8  // index in table.langs
	label      uint8
	place      uint8
	shape      shape
	open       bool // named: the line may go on after tail
	lineN      int32
	share      float32 // of the pages with a hit, those that may have it inside the article
}

// table finds the pattern of a line by hash: whole lines by their form, the
// other shapes by one word of the pattern (see key).
type table struct {
	langs    []string
	patterns []pattern
	whole    map[string]int32
	first    map[string][]int32 // prefix and named patterns by their first word
	last     map[string][]int32 // suffix and named patterns without head by their last word
	inner    map[string][]int32 // contains patterns by their longest word
	dense    []int32            // contains patterns of scripts without blanks
}

// defaultShare is the share of the pages with a hit of a phrase on which it may
// stand inside article text.
const defaultShare = .02

// load reads all phrase files of a folder, und.txt first, then by name: of two
// patterns that fit equally well the earlier wins.
func load(fsys fs.FS, dir string, header func([]string) (label, place uint8, ok bool)) (*table, []error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.txt"))
	if err != nil {
		return &table{}, []error{err}
	}
	slices.SortFunc(names, func(a, b string) int {
		au, bu := path.Base(a) != "und.txt", path.Base(b) != "und.txt"
		if au != bu {
			if bu {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	t := &table{}
	var errs []error
	var texts []string
	lines := 0
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		texts = append(texts, string(data))
		t.langs = append(t.langs, strings.TrimSuffix(path.Base(name), ".txt"))
		lines += bytes.Count(data, []byte{'\n'})
	}
	t.patterns = make([]pattern, 0, lines)
	t.whole = make(map[string]int32, lines)
	t.first = make(map[string][]int32, lines/4)
	t.last = map[string][]int32{}
	t.inner = map[string][]int32{}
	for i, text := range texts {
		errs = append(errs, t.read(uint8(i), text, header)...)
	}
	return t, errs
}

// read adds one file. Its faults are returned; the lines without fault count.
func (t *table) read(lang uint8, text string, header func([]string) (label, place uint8, ok bool)) []error {
	var errs []error
	var label, place uint8
	share := float32(defaultShare)
	open := false
	n := int32(0)
	fault := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s.txt:%d: %s", t.langs[lang], n, fmt.Sprintf(format, args...)))
	}
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			share = defaultShare
			label, place, open = header(strings.Fields(strings.Trim(line, "[]")))
			if !open {
				fault("unknown section %s", line)
			}
			continue
		case strings.HasPrefix(line, "share ") && strings.HasSuffix(line, "%"):
			percent, err := strconv.ParseFloat(line[len("share "):len(line)-1], 32)
			if err != nil {
				fault("share wants a percentage, not %q", line)
				continue
			}
			share = float32(percent / 100)
			continue
		case !open:
			fault("phrase before the first [role place]")
			continue
		}
		p, err := parsePattern(line)
		if err != nil {
			fault("%v", err)
			continue
		}
		p.lang, p.label, p.place, p.lineN, p.share = lang, label, place, n, share
		if err := t.add(p); err != nil {
			fault("%v", err)
		}
	}
	return errs
}

const ellipsis = "…"

// parsePattern reads one phrase.
func parsePattern(line string) (pattern, error) {
	p := pattern{source: line}
	body := line
	before, after := strings.HasPrefix(body, ellipsis), strings.HasSuffix(body, ellipsis)
	body = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(body, ellipsis), ellipsis))
	head, tail, isNamed := strings.Cut(body, "%name")
	norm := func(s string) string { return string(Normalise(nil, s)) + separator(s) }
	p.head = norm(head)
	switch {
	case isNamed:
		p.shape, p.open = named, after
		p.tail = norm(tail)
		if before || p.head == "" && p.tail == "" || p.head == "" && p.open {
			return p, fmt.Errorf("%q: %%name needs fixed words at an end of the line", line)
		}
		if strings.Contains(tail, "%name") {
			return p, fmt.Errorf("%q: %%name stands once", line)
		}
		return p, nil
	case before && after:
		p.shape = contains
		if utf8.RuneCountInString(p.head) < 6 || len(p.head) < 12 {
			return p, fmt.Errorf("%q: too short to be looked for anywhere in a line", line)
		}
	case before:
		p.shape, p.tail, p.head = suffix, p.head, ""
	case after:
		p.shape = prefix
	default:
		p.head = strings.TrimRight(p.head, ": |>") // whole lines lose signs at their ends
	}
	if p.head == "" && p.tail == "" {
		return p, fmt.Errorf("%q: nothing is left of it in comparison form", line)
	}
	return p, nil
}

// separator is the sign that ends a part of a pattern and that Normalise, which
// takes the part for a whole line, has dropped.
func separator(part string) string {
	part = strings.TrimSpace(part)
	for _, s := range []struct{ written, folded string }{{":", ":"}, {"：", ":"}, {"|", " |"}, {"·", " |"}, {">", " >"}, {"›", " >"}, {"»", " >"}, {" /", " >"}} {
		if strings.HasSuffix(part, s.written) {
			return s.folded
		}
	}
	return ""
}

// add puts a pattern into the index.
func (t *table) add(p pattern) error {
	i := int32(len(t.patterns))
	switch p.shape {
	case whole:
		if old, ok := t.whole[p.head]; ok {
			o := &t.patterns[old]
			if o.label != p.label || o.place != p.place || o.lang == p.lang {
				return fmt.Errorf("%q is already in %s.txt:%d", p.source, t.langs[o.lang], o.lineN)
			}
			return nil
		}
		t.whole[p.head] = i
	case prefix:
		k := firstKey(p.head)
		t.first[k] = append(t.first[k], i)
	case named:
		if p.head != "" {
			k := firstKey(p.head)
			t.first[k] = append(t.first[k], i)
		} else {
			k := lastKey(p.tail)
			t.last[k] = append(t.last[k], i)
		}
	case suffix:
		k := lastKey(p.tail)
		t.last[k] = append(t.last[k], i)
	case contains:
		if isDense(p.head) {
			t.dense = append(t.dense, i)
		} else {
			k := longestWord(p.head)
			t.inner[k] = append(t.inner[k], i)
		}
	}
	t.patterns = append(t.patterns, p)
	return nil
}

// firstKey is the first word, or the first two letters of a script without blanks.
func firstKey[T string | []byte](s T) T {
	if _, kind := runeAt(s); kind == runeDense {
		n := 0
		for range 2 {
			_, size := utf8.DecodeRuneInString(string(s[n:min(n+utf8.UTFMax, len(s))]))
			n += size
		}
		return s[:n]
	}
	for i := range len(s) {
		if s[i] == ' ' || s[i] == ':' {
			return s[:i]
		}
	}
	return s
}

// lastKey is the last word, or the last two letters of a script without blanks.
func lastKey[T string | []byte](s T) T {
	n := len(s)
	dense := false
	for k := range 2 {
		r, size := utf8.DecodeLastRuneInString(string(s[max(0, n-utf8.UTFMax):n]))
		if k == 0 {
			dense = r >= utf8.RuneSelf && kindOf(r) == runeDense
			if !dense {
				break
			}
		}
		n -= size
	}
	if dense {
		return s[n:]
	}
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == ' ' {
			return s[i+1:]
		}
	}
	return s
}

func runeAt[T string | []byte](s T) (rune, runeKind) {
	if len(s) == 0 || s[0] < utf8.RuneSelf {
		return 0, runeCased
	}
	r, _ := utf8.DecodeRuneInString(string(s[:min(utf8.UTFMax, len(s))]))
	return r, kindOf(r)
}

func kindOf(r rune) runeKind {
	_, kind := foldRune(r)
	return kind
}

func isDense(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && kindOf(r) == runeDense {
			return true
		}
	}
	return false
}

func longestWord(s string) string {
	best := ""
	for w := range strings.FieldsSeq(s) {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}

// match finds the pattern of a line: the whole line before a name's place,
// before the longest beginning, before the longest end, before the inside.
func (t *table) match(line string) (*pattern, bool) {
	if line == "" {
		return nil, false
	}
	var buf [longLine + 64]byte
	f := fold(buf[:0], line, longLine)
	if len(f.text) == 0 {
		return nil, false
	}
	short := f.whole && len(f.text) <= shortLine
	if short {
		if i, ok := t.whole[string(f.text)]; ok {
			return &t.patterns[i], true
		}
	}
	var best *pattern
	for _, i := range t.first[string(firstKey(f.text))] {
		p := &t.patterns[i]
		if (p.shape == prefix || short) && better(p, best) && p.fits(&f) {
			best = p
		}
	}
	if best == nil && short {
		for _, i := range t.last[string(lastKey(f.text))] {
			p := &t.patterns[i]
			if better(p, best) && p.fits(&f) {
				best = p
			}
		}
	}
	if best == nil {
		best = t.inside(&f)
	}
	return best, best != nil
}

// better orders patterns that fit the same line.
func better(p, than *pattern) bool {
	return than == nil || len(p.head)+len(p.tail) > len(than.head)+len(than.tail)
}

// inside looks for contains patterns: one hash a word.
func (t *table) inside(f *folded) *pattern {
	text := f.text
	for from := 0; from < len(text); {
		to := bytes.IndexByte(text[from:], ' ')
		if to < 0 {
			to = len(text)
		} else {
			to += from
		}
		if to-from >= 4 {
			for _, i := range t.inner[string(text[from:to])] {
				if p := &t.patterns[i]; p.fits(f) {
					return p
				}
			}
		}
		from = to + 1
	}
	if f.dense {
		for _, i := range t.dense {
			if p := &t.patterns[i]; p.fits(f) {
				return p
			}
		}
	}
	return nil
}

// fits compares a pattern other than a whole line.
func (p *pattern) fits(f *folded) bool {
	text := f.text
	switch p.shape {
	case prefix:
		return hasPrefix(text, p.head) && len(text) > len(p.head) && border(text, len(p.head))
	case suffix:
		return hasSuffix(text, p.tail) && len(text) > len(p.tail) && border(text, len(text)-len(p.tail))
	case contains:
		for from := 0; ; {
			at := bytes.Index(text[from:], []byte(p.head))
			if at < 0 {
				return false
			}
			at += from
			if border(text, at) && border(text, at+len(p.head)) {
				return true
			}
			from = at + 1
		}
	case named:
		return p.fitsName(f)
	}
	return false
}

// fitsName checks head %name tail.
func (p *pattern) fitsName(f *folded) bool {
	text := f.text
	from := 0
	if p.head != "" {
		if !hasPrefix(text, p.head) || !border(text, len(p.head)) {
			return false
		}
		from = len(p.head)
		if from < len(text) && text[from] == ' ' {
			from++
		}
	}
	word := bytes.Count(text[:from], []byte{' '})
	// The name ends at the first word border at which the tail follows.
	for n := 1; n <= nameWords && from < len(text); n++ {
		to := bytes.IndexByte(text[from:], ' ')
		if to < 0 {
			to = len(text)
		} else {
			to += from
		}
		w := text[from:to]
		isCapital := word < 64 && f.capital&(1<<word) != 0
		if !isCapital && (n == 1 || len(w) > 4) || w[0] == '0' || w[0] == '|' || w[0] == '>' {
			return false
		}
		rest := text[to:]
		if len(rest) > 0 {
			rest = rest[1:]
		}
		if isCapital {
			switch {
			case p.tail == "" && (len(rest) == 0 || p.open && n > 1):
				return true
			case p.tail != "" && hasPrefix(rest, p.tail) && (len(rest) == len(p.tail) || p.open && border(rest, len(p.tail))):
				return true
			}
		}
		from = to + 1
		word++
	}
	return false
}

func hasPrefix(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }
func hasSuffix(b []byte, s string) bool { return len(b) >= len(s) && string(b[len(b)-len(s):]) == s }

// border reports whether a word may end at offset i: at an end of the text, at
// a blank, or beside a letter of a script without blanks.
func border(text []byte, i int) bool {
	if i <= 0 || i >= len(text) || text[i] == ' ' || text[i] == ':' || text[i-1] == ' ' || text[i-1] == ':' {
		return true
	}
	if text[i] < utf8.RuneSelf && text[i-1] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRune(text[i:])
	l, _ := utf8.DecodeLastRune(text[:i])
	return r >= utf8.RuneSelf && kindOf(r) == runeDense || l >= utf8.RuneSelf && kindOf(l) == runeDense
}
