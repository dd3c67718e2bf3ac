package metascore

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/pithcli/pith/extract/meta"
)

// FundusTable is the score on a corpus in fundus's layout, by language and for all ("all").
type FundusTable struct {
	Pages int
	// Digest is a hash of the golds and pages.
	Digest                           string
	Title, Authors, Dates, Languages map[string]*Rate
	// Pieces are the gold texts cut into 25 words: right where the words alone name the language.
	Pieces map[string]*Rate
	// AuthorFalse counts answers where the gold names nobody.
	AuthorFalse Rate
	Misses      []Miss
	Failed      []string
}

// Fundus scores against ground-truth/ID.json and html/ID.html: title and authors
// as WCXB does, the day of publication in the gold's own zone or in the page's,
// which are a day apart near midnight, and the primary language.
func Fundus(dir string, opt Options) (*FundusTable, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ground-truth", "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: no ground-truth/*.json", dir)
	}
	t := &FundusTable{Title: map[string]*Rate{}, Authors: map[string]*Rate{}, Dates: map[string]*Rate{}, Languages: map[string]*Rate{}, Pieces: map[string]*Rate{}}
	digest := newFingerprint()
	for i, file := range files {
		if opt.skip(i) {
			continue
		}
		var g struct {
			Title, Language string
			Authors         []string
			Date            string `json:"publish_date"`
			Text            string `json:"main_content"`
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
		digest.page(id, g.Title+g.Date+strings.Join(g.Authors, ";"), page)
		for _, piece := range pieces(g.Text) {
			lang, _ := meta.LanguageOf(piece)
			count(t.Pieces, g.Language, lang == g.Language)
			count(t.Pieces, "all", lang == g.Language)
		}
		add := func(table map[string]*Rate, field, gold string, f meta.Field, right bool) {
			count(table, g.Language, right)
			count(table, "all", right)
			if !right {
				t.Misses = append(t.Misses, Miss{id, field, gold, f.Value, f.Source})
			}
		}
		if g.Title != "" {
			add(t.Title, "title", g.Title, m.Title, Normal(g.Title) == Normal(m.Title.Value))
		}
		if len(g.Date) >= 10 {
			add(t.Dates, "published", g.Date, m.Published, g.Date[:10] == day(m.Published))
		}
		lang, _, _ := strings.Cut(m.Language.Value, "-")
		add(t.Languages, "language", g.Language, m.Language, lang == g.Language)
		var names []string
		source := ""
		for _, a := range m.Authors {
			names = append(names, a.Value)
			source = a.Source
		}
		f := meta.Field{Value: strings.Join(names, "; "), Source: source}
		want := Names(strings.Join(g.Authors, "; "))
		if len(want) == 0 {
			t.AuthorFalse.add(len(names) > 0)
			continue
		}
		add(t.Authors, "authors", strings.Join(g.Authors, "; "), f, sameSet(want, Names(f.Value)))
	}
	t.Digest = digest.String()
	return t, nil
}

// Write prints the table; misses too where all is set.
func (t *FundusTable) Write(w io.Writer, all bool) error {
	p := printer{w: w}
	p.line("pages %d", t.Pages)
	p.rates("title, exact", t.Title)
	p.rates("authors, exact set", t.Authors)
	p.line("  given where gold names nobody    %s", t.AuthorFalse)
	p.rates("day of publication", t.Dates)
	p.rates("language", t.Languages)
	p.rates("language of 25 words of the gold text, by the words alone", t.Pieces)
	p.misses(t.Misses, t.Failed, all)
	return p.err
}
