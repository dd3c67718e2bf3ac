package metascore

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pithcli/pith/extract/meta"
)

// TextTable is the score on plain-text pages, by the program that made them and for all ("all").
type TextTable struct {
	Pages int
	// Digest is a hash of the golds and pages.
	Digest string
	// Title is of all pages, Articles of articles alone; Authors and Dates are of articles and threads.
	Title, Articles, Authors, Dates map[string]*Rate
	// AuthorFalse and DateFalse count answers where the gold is empty.
	AuthorFalse, DateFalse map[string]*Rate
	Misses                 []Miss
	Failed                 []string
}

// Text scores MAKER/ID.txt against the gold of the same ID in wcxb-dev beside
// the folder, by WCXB's definitions. Golds that the text does not contain are left out.
func Text(dir string, opt Options) (*TextTable, error) {
	makers, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	golds := filepath.Join(filepath.Dir(filepath.Clean(dir)), "wcxb-dev", "ground-truth")
	t := &TextTable{Title: map[string]*Rate{}, Articles: map[string]*Rate{}, Authors: map[string]*Rate{}, Dates: map[string]*Rate{}, AuthorFalse: map[string]*Rate{}, DateFalse: map[string]*Rate{}}
	digest := newFingerprint()
	for _, maker := range makers {
		if !maker.IsDir() {
			continue
		}
		files, err := filepath.Glob(filepath.Join(dir, maker.Name(), "*.txt*"))
		if err != nil {
			return nil, err
		}
		for i, file := range files {
			if opt.skip(i) {
				continue
			}
			id, _, _ := strings.Cut(filepath.Base(file), ".")
			var g wcxbGold
			if err := readJSON(filepath.Join(golds, id+".json"), &g); err != nil {
				return nil, err
			}
			page, m, err := opt.read(strings.TrimSuffix(file, ".gz"))
			if err != nil {
				t.Failed = append(t.Failed, fmt.Sprintf("%s/%s: %v", maker.Name(), id, err))
			}
			t.Pages++
			digest.page(id, g.Truth.Title+g.Truth.Author+g.Truth.Date, page)
			t.page(maker.Name(), id, &g, page, m)
		}
	}
	if t.Pages == 0 {
		return nil, fmt.Errorf("%s: no MAKER/ID.txt", dir)
	}
	t.Digest = digest.String()
	return t, nil
}

func (t *TextTable) page(maker, id string, g *wcxbGold, page []byte, m meta.Metadata) {
	src := newSource(page)
	add := func(table map[string]*Rate, field, gold string, f meta.Field, right bool) {
		count(table, maker, right)
		count(table, "all", right)
		if !right && field != "" {
			t.Misses = append(t.Misses, Miss{maker + "/" + id, field, gold, f.Value, f.Source})
		}
	}
	kind := g.Internal.PageType.Primary
	if gold := g.Truth.Title; gold != "" && src.has(gold) {
		right := Normal(gold) == Normal(m.Title.Value)
		add(t.Title, "title", gold, m.Title, right)
		if kind == "article" {
			add(t.Articles, "", gold, m.Title, right)
		}
	}
	if kind != "article" && kind != "forum" {
		return
	}
	switch gold := g.Truth.Date; {
	case gold == "":
		add(t.DateFalse, "", "", m.Published, m.Published.Value != "")
	case len(gold) == 10 && src.hasDay(gold):
		add(t.Dates, "published", gold, m.Published, day(m.Published) == gold)
	}
	var names []string
	for _, a := range m.Authors {
		names = append(names, a.Value)
	}
	f := meta.Field{Value: strings.Join(names, "; ")}
	want := Names(g.Truth.Author)
	if len(want) == 0 {
		add(t.AuthorFalse, "", "", f, len(names) > 0)
		return
	}
	for n := range want {
		if !src.has(n) {
			return
		}
	}
	add(t.Authors, "authors", g.Truth.Author, f, sameSet(want, Names(f.Value)))
}

// Write prints the table; misses too where all is set.
func (t *TextTable) Write(w io.Writer, all bool) error {
	p := printer{w: w}
	p.line("pages %d", t.Pages)
	p.rates("title, exact", t.Title)
	p.rates("title of articles, exact", t.Articles)
	p.rates("authors, exact set", t.Authors)
	p.rates("authors given where the gold is empty", t.AuthorFalse)
	p.rates("day of publication", t.Dates)
	p.rates("days given where the gold is empty", t.DateFalse)
	p.misses(t.Misses, t.Failed, all)
	return p.err
}

// Means are titles, authors and days of all makers.
func (t *TextTable) Means() []Mean {
	return []Mean{{"titles", share(t.Title, "all")}, {"titles of articles", share(t.Articles, "all")}, {"authors", share(t.Authors, "all")}, {"dates", share(t.Dates, "all")}}
}

// Fingerprint returns Digest.
func (t *TextTable) Fingerprint() string { return t.Digest }
