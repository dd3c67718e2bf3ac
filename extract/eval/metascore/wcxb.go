package metascore

import (
	"fmt"
	"html"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/pithcli/pith/extract/meta"
)

// WCXBTable is the score on a corpus in WCXB's layout.
type WCXBTable struct {
	Pages int
	// Digest is a hash of the golds and pages.
	Digest string
	// Title: exact after normalising, and the mean token F1, by page type and for all ("all").
	Title   map[string]*Rate
	TitleF1 map[string]float64
	// Dates of articles and forum threads; DateFalse counts answers where the gold is empty.
	Dates     DateScore
	DateFalse Rate
	// Authors: the same set of names, of articles ("article") and threads ("forum"); AuthorFalse counts answers where the gold is empty.
	Authors     map[string]*Rate
	AuthorFalse map[string]*Rate
	// English is the share of pages with text whose language came out as English.
	English Rate
	Sources map[string]*Rate
	// Confidence says how often answers of each confidence were right.
	Confidence map[string]*Rate
	Misses     []Miss
	Failed     []string
}

// WCXB scores titles, authors and days against ground-truth/ID.json and
// html/ID.html. Golds that stand nowhere in the saved page are left out: a
// title or name that it does not contain, a day in no usual spelling.
func WCXB(dir string, opt Options) (*WCXBTable, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ground-truth", "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: no ground-truth/*.json", dir)
	}
	t := &WCXBTable{Title: map[string]*Rate{}, TitleF1: map[string]float64{}, Authors: map[string]*Rate{}, AuthorFalse: map[string]*Rate{}, Sources: map[string]*Rate{}, Confidence: map[string]*Rate{}}
	digest := newFingerprint()
	for i, file := range files {
		if opt.skip(i) {
			continue
		}
		var g struct {
			Internal struct {
				PageType struct{ Primary string } `json:"page_type"`
			} `json:"_internal"`
			Truth struct {
				Title, Author string
				Date          string `json:"publish_date"`
				Text          string `json:"main_content"`
			} `json:"ground_truth"`
		}
		if err := readJSON(file, &g); err != nil {
			return nil, err
		}
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		page, m, err := opt.read(filepath.Join(dir, "html", id+".html"))
		if err != nil {
			t.Failed = append(t.Failed, fmt.Sprintf("%s: %v", id, err))
		}
		t.Pages++
		digest.page(id, g.Truth.Title+g.Truth.Author+g.Truth.Date, page)
		kind := g.Internal.PageType.Primary
		src := newSource(page)
		t.title(id, kind, g.Truth.Title, m, src)
		if kind == "article" || kind == "forum" {
			t.date(id, g.Truth.Date, m, src)
			t.author(id, kind, g.Truth.Author, m, src)
		}
		if len(g.Truth.Text) > 400 {
			t.English.add(strings.HasPrefix(m.Language.Value, "en"))
			if !strings.HasPrefix(m.Language.Value, "en") {
				t.miss(id, "language", "en", m.Language)
			}
		}
	}
	for k, r := range t.Title {
		t.TitleF1[k] /= float64(max(1, r.Of))
	}
	t.Digest = digest.String()
	return t, nil
}

func (t *WCXBTable) miss(id, field, gold string, f meta.Field) {
	t.Misses = append(t.Misses, Miss{id, field, gold, f.Value, f.Source})
}

func (t *WCXBTable) title(id, kind, gold string, m meta.Metadata, src *source) {
	if gold == "" || !src.has(gold) {
		return
	}
	want, got := Normal(gold), Normal(m.Title.Value)
	for _, k := range []string{kind, "all"} {
		if t.Title[k] == nil {
			t.Title[k] = &Rate{}
		}
		t.Title[k].add(want == got)
		t.TitleF1[k] += tokenF1(want, got)
	}
	confide(t.Confidence, "title", m.Title, want == got)
	if want != got {
		t.miss(id, "title", gold, m.Title)
	}
}

func (t *WCXBTable) date(id, gold string, m meta.Metadata, src *source) {
	got := day(m.Published)
	if gold == "" {
		t.DateFalse.add(got != "")
		if got != "" {
			t.miss(id, "published", "", m.Published)
		}
		return
	}
	if len(gold) != 10 || !src.hasDay(gold) {
		return
	}
	right := t.Dates.add(gold, got)
	count(t.Sources, m.Published.Source, right)
	confide(t.Confidence, "published", m.Published, right)
	if !right {
		t.miss(id, "published", gold, m.Published)
	}
}

func (t *WCXBTable) author(id, kind, gold string, m meta.Metadata, src *source) {
	var names []string
	source := ""
	for _, a := range m.Authors {
		names = append(names, a.Value)
		source = a.Source
	}
	got := Names(strings.Join(names, "; "))
	want := Names(gold)
	f := meta.Field{Value: strings.Join(names, "; "), Source: source}
	if len(want) == 0 {
		if t.AuthorFalse[kind] == nil {
			t.AuthorFalse[kind] = &Rate{}
		}
		t.AuthorFalse[kind].add(len(got) > 0)
		if len(got) > 0 {
			t.miss(id, "authors", gold, f)
		}
		return
	}
	for n := range want {
		if !src.has(n) {
			return
		}
	}
	if t.Authors[kind] == nil {
		t.Authors[kind] = &Rate{}
	}
	right := sameSet(want, got)
	t.Authors[kind].add(right)
	if len(m.Authors) > 0 {
		confide(t.Confidence, "authors", m.Authors[0], right)
	}
	if !right {
		t.miss(id, "authors", gold, f)
	}
}

// Write prints the table; misses too where all is set.
func (t *WCXBTable) Write(w io.Writer, all bool) error {
	p := printer{w: w}
	p.line("pages %d\n\ntitle                              exact            F1", t.Pages)
	for _, k := range sortedKeys(t.Title) {
		p.line("  %-32s %-16s %.3f", k, t.Title[k], t.TitleF1[k])
	}
	p.line("\ndates of articles and threads: %s\n  given where gold is empty: %s", t.Dates, t.DateFalse)
	p.rates("source of the answer", t.Sources)
	p.rates("authors, exact set", t.Authors)
	p.rates("authors given where gold is empty", t.AuthorFalse)
	p.rates("confidence, and the share that is right", t.Confidence)
	p.line("\nlanguage is English: %s", t.English)
	p.misses(t.Misses, t.Failed, all)
	return p.err
}

// Normal is a string as titles and names are compared: NFKC, case folded, one
// kind of quotation mark, apostrophe and dash, soft hyphens and zero-width
// characters out, runs of white space one blank.
func Normal(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r == '\ufeff':
			return -1
		case strings.ContainsRune("‘’‚‛′`´", r):
			return '\''
		case strings.ContainsRune("“”„‟«»″", r):
			return '"'
		case r >= '\u2010' && r <= '\u2015' || r == '\u2212':
			return '-'
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func tokens(s string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' }) {
		m[w]++
	}
	return m
}

func tokenF1(want, got string) float64 {
	a, b := tokens(want), tokens(got)
	na, nb, both := 0, 0, 0
	for w, n := range a {
		na += n
		both += min(n, b[w])
	}
	for _, n := range b {
		nb += n
	}
	if na+nb == 0 {
		return 1
	}
	return 2 * float64(both) / float64(na+nb)
}

var (
	nameSplit = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[;,|/&•]| and | und | et | y | e `) })
	nameLead  = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:written by|posted by|by|von|par|por|author)[: ]+`)
	})
	credential = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:md|m\.d\.|phd|ph\.d\.?|rd|rdn|ldn|rn|dds|mba|msc|ma|ms|mph|jd|esq\.?|cpa|cfp|do|dvm|pharmd|lcsw|psyd|cscs|cpt)$`)
	})
)

// Names splits a string of authors as metadata.md defines: at ; , | / & • and
// at and, und, et, y, e; without lead words, credentials and addresses.
func Names(s string) map[string]bool {
	out := map[string]bool{}
	for _, n := range nameSplit().Split(Normal(s), -1) {
		n = strings.TrimSpace(nameLead().ReplaceAllString(strings.TrimSpace(n), ""))
		if n == "" || credential().MatchString(n) || strings.Contains(n, "://") || strings.Contains(n, "@") {
			continue
		}
		out[n] = true
	}
	return out
}

func sameSet(a, b map[string]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// source is a saved page as text to look a gold up in.
type source struct{ raw, letters string }

func newSource(page []byte) *source {
	s := html.UnescapeString(string(page))
	return &source{raw: strings.ToLower(s), letters: lettersOf(s)}
}

func lettersOf(s string) string {
	in := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '<':
			in++
			return -1
		case r == '>' && in > 0:
			in--
			return -1
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

// has says whether the letters of s stand in the page, tags and punctuation apart.
func (s *source) has(v string) bool {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(v))
	return strings.Contains(s.letters, plain)
}

// hasDay says whether the page names a day in a usual spelling.
func (s *source) hasDay(day string) bool {
	t, err := time.Parse("2006-01-02", day)
	if err != nil {
		return false
	}
	for _, f := range []string{"2006-01-02", "2006/01/02", "20060102", "02.01.2006", "2.1.2006", "01/02/2006", "1/2/2006", "02/01/2006", "2/1/2006", "01-02-2006", "02-01-2006", "01/02/06", "1/2/06", "2006/1/2", "2006.01.02",
		"January 2, 2006", "January 2 2006", "January 02, 2006", "Jan 2, 2006", "Jan 02, 2006", "Jan. 2, 2006", "Jan 2 2006", "2 January 2006", "02 January 2006", "2 Jan 2006", "02 Jan 2006", "2-Jan-2006", "02-Jan-2006", "Jan-02-2006",
		"2. January 2006", "2 January, 2006", "2 Jan, 2006", "Jan 02 2006"} {
		if strings.Contains(s.raw, strings.ToLower(t.Format(f))) {
			return true
		}
	}
	for _, o := range []string{"st", "nd", "rd", "th"} {
		for _, f := range []string{"January 2" + o + ", 2006", "January 2" + o + " 2006", "2" + o + " January 2006", "2" + o + " of January 2006", "2" + o + " January, 2006", "Jan 2" + o + ", 2006"} {
			if strings.Contains(s.raw, strings.ToLower(t.Format(f))) {
				return true
			}
		}
	}
	if strings.Contains(s.raw, fmt.Sprint(t.Unix()/100000)) {
		return true
	}
	return strings.Contains(s.letters, lettersOf(t.Format("January22006"))) || strings.Contains(s.letters, lettersOf(t.Format("Sept22006"))) && t.Month() == time.September
}
