package eval

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/pithcli/pith/extract"
)

// Page is the result of one case.
type Page struct {
	ID     string   `json:"id"`
	Groups []string `json:"groups,omitempty"`
	Score
	// EmptyGold: the corpus gives no text for the page, so that any output scores 0.
	EmptyGold bool `json:"empty_gold,omitempty"`
	// Plain is the score of the same page from plain HTML (layout formats).
	Plain *Score `json:"plain,omitempty"`
	// Measure is what Options.Measure found.
	Measure float64 `json:"measure,omitempty"`
	// Err is why the page gave no output.
	Err string `json:"error,omitempty"`

	segments Counts
	shingles Counts
	sum      [sha256.Size]byte
}

// Group is the result of some of a corpus's pages.
type Group struct {
	Name  string `json:"name"`
	Pages int    `json:"pages"`
	Score
	// Plain is the mean of the pages' plain-HTML scores (layout formats).
	Plain *Score `json:"plain,omitempty"`
}

// Report is the result of a run.
type Report struct {
	Corpus string `json:"corpus"`
	Layout string `json:"layout"`
	// Digest is a hash of the pages and golds that were compared.
	Digest string `json:"digest"`
	All    Group  `json:"all"`
	// WithGold leaves out the pages whose gold is empty; nil where there are none.
	WithGold *Group `json:"with_gold,omitempty"`
	// Shingles is the four-word-shingle score of the article extraction benchmark.
	Shingles *Score `json:"shingles,omitempty"`
	// Accuracy is of the segments (layout segments).
	Accuracy *float64 `json:"accuracy,omitempty"`
	Groups   []Group  `json:"groups"`
	Pages    []Page   `json:"pages"`
}

// Options say how to run.
type Options struct {
	Extract extract.Options
	// Workers is the number of pages in hand at once, 0 for one a processor.
	Workers int
	// Every takes every nth page only, 0 and 1 all.
	Every int
	// Only takes the pages of these IDs, nil all.
	Only []string
	// Predictions are the outputs of another extractor by ID, nil to extract. A page that they lack has an empty output.
	Predictions map[string]string
	// Measure, where set, is asked for a figure of every page that is extracted.
	Measure func(*extract.Article) float64
}

// Run scores every page of a corpus. The result does not depend on Workers.
func Run(ctx context.Context, dir string, layout Layout, opt Options) (*Report, error) {
	cases, err := layout.Load(dir)
	if err != nil {
		return nil, err
	}
	cases = choose(cases, opt)
	if len(cases) == 0 {
		return nil, errors.New("no page of the corpus was chosen")
	}
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if layout.MediaType != "" {
		opt.Extract.Source.MediaType = layout.MediaType
	}
	pages := make([]Page, len(cases))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range opt.Workers {
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(cases) {
					return
				}
				pages[i] = score(&cases[i], layout, opt)
			}
		})
	}
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return summarise(filepath.Base(filepath.Clean(dir)), layout, pages), nil
}

func choose(cases []Case, opt Options) []Case {
	var chosen []Case
	for i, c := range cases {
		if opt.Only != nil && !slices.Contains(opt.Only, c.ID) || opt.Every > 1 && i%opt.Every != 0 {
			continue
		}
		chosen = append(chosen, c)
	}
	return chosen
}

// score extracts and compares one page.
func score(c *Case, layout Layout, opt Options) Page {
	p := Page{ID: c.ID, Groups: c.Groups, EmptyGold: layout.Name != "segments" && strings.TrimSpace(c.Gold) == ""}
	raw, err := readFile(c.File)
	if err != nil {
		p.Err = err.Error()
	}
	p.sum = sha256.Sum256(append(append([]byte(nil), raw...), c.Gold...))
	var output string
	if opt.Predictions != nil {
		output = opt.Predictions[c.ID]
	} else if err == nil {
		var a *extract.Article
		if a, err = article(raw, c.File, c.URL, opt.Extract); err != nil {
			p.Err = err.Error()
		} else {
			output = a.Text()
			if opt.Measure != nil {
				p.Measure = opt.Measure(a)
			}
		}
	}
	if layout.Name == "segments" {
		p.segments = Segments(output, c.With, c.Without)
		p.Score = p.segments.Score()
		return p
	}
	gold := layout.Tokens(c.Gold)
	p.Score = Compare(gold, layout.Tokens(output))
	p.shingles = ShingleCounts(Shingles(c.Gold), Shingles(output))
	if c.Plain != "" && opt.Predictions == nil {
		plain, err := readFile(c.Plain)
		if err == nil {
			if text, err := Output(plain, c.Plain, "", opt.Extract); err == nil {
				s := Compare(gold, layout.Tokens(text))
				p.Plain = &s
			}
		}
	}
	return p
}

// Output returns the body text that pith extracts of a saved file: of its first
// page, or of the page saved from an address.
func Output(raw []byte, name, url string, opt extract.Options) (string, error) {
	a, err := article(raw, name, url, opt)
	if err != nil {
		return "", err
	}
	return a.Text(), nil
}

func article(raw []byte, name, url string, opt extract.Options) (*extract.Article, error) {
	opt.Name = name
	var failed error
	for a, err := range extract.All(bytes.NewReader(raw), opt) {
		if err != nil {
			failed = err
			continue
		}
		if url == "" || a.Page.URL == url {
			return a, nil
		}
	}
	if failed == nil {
		failed = extract.ErrNoPage
	}
	return nil, failed
}

// Texts returns a chosen page's gold and output, to be read side by side.
func Texts(dir string, layout Layout, id string, opt Options) (gold, output string, err error) {
	cases, err := layout.Load(dir)
	if err != nil {
		return "", "", err
	}
	i := slices.IndexFunc(cases, func(c Case) bool { return c.ID == id })
	if i < 0 {
		return "", "", fmt.Errorf("%s has no page %q", dir, id)
	}
	c := &cases[i]
	gold = c.Gold
	if layout.Name == "segments" {
		gold = "+ " + strings.Join(c.With, "\n+ ") + "\n- " + strings.Join(c.Without, "\n- ")
	}
	if opt.Predictions != nil {
		return gold, opt.Predictions[id], nil
	}
	raw, err := readFile(c.File)
	if err != nil {
		return "", "", err
	}
	opt.Extract.Source.MediaType = first(layout.MediaType, opt.Extract.Source.MediaType)
	output, err = Output(raw, c.File, c.URL, opt.Extract)
	return gold, output, err
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func summarise(corpus string, layout Layout, pages []Page) *Report {
	r := &Report{Corpus: corpus, Layout: layout.Name, Pages: pages}
	digest := sha256.New()
	for i := range pages {
		_, _ = io.WriteString(digest, pages[i].ID)
		_, _ = digest.Write(pages[i].sum[:])
	}
	r.Digest = hex.EncodeToString(digest.Sum(nil)[:12])
	all := func(*Page) bool { return true }
	r.All = group("all", pages, all)
	if layout.Name == "segments" {
		var sum Counts
		for i := range pages {
			sum.add(pages[i].segments)
		}
		r.All.Score = sum.Score()
		accuracy := sum.Accuracy()
		r.Accuracy = &accuracy
		return r
	}
	if g := group("with a gold", pages, func(p *Page) bool { return !p.EmptyGold }); g.Pages < len(pages) {
		r.WithGold = &g
	}
	shingles := shingleScore(pages)
	r.Shingles = &shingles
	var names []string
	for i := range pages {
		for _, name := range pages[i].Groups {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	for _, name := range names {
		r.Groups = append(r.Groups, group(name, pages, func(p *Page) bool { return slices.Contains(p.Groups, name) }))
	}
	return r
}

// group is the mean over the pages that belong to it.
func group(name string, pages []Page, in func(*Page) bool) Group {
	g := Group{Name: name}
	var plain Score
	n := 0
	for i := range pages {
		p := &pages[i]
		if !in(p) {
			continue
		}
		g.Pages++
		g.F1 += p.F1
		g.Precision += p.Precision
		g.Recall += p.Recall
		if p.Plain != nil {
			n++
			plain.F1 += p.Plain.F1
			plain.Precision += p.Plain.Precision
			plain.Recall += p.Plain.Recall
		}
	}
	g.Score = g.over(g.Pages)
	if n > 0 {
		mean := plain.over(n)
		g.Plain = &mean
	}
	return g
}

func (s Score) over(n int) Score {
	if n == 0 {
		return Score{}
	}
	return Score{s.F1 / float64(n), s.Precision / float64(n), s.Recall / float64(n)}
}

// shingleScore: means of precision and recall over pages, F1 of those means. As
// in the benchmark's script, a page without errors counts 1 and one without
// true positives 0 in both.
func shingleScore(pages []Page) Score {
	var s Score
	for i := range pages {
		page := pages[i].shingles.Score()
		s.Precision += page.Precision
		s.Recall += page.Recall
	}
	s = s.over(len(pages))
	if s.Precision+s.Recall > 0 {
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	return s
}

// Worst returns the n pages with the lowest F1 among those that have a gold, the lowest first.
func (r *Report) Worst(n int) []Page {
	var pages []Page
	for _, p := range r.Pages {
		if !p.EmptyGold {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b Page) int {
		switch {
		case a.F1 < b.F1:
			return -1
		case a.F1 > b.F1:
			return 1
		}
		return 0
	})
	return pages[:min(n, len(pages))]
}

// ReadPredictions reads another extractor's outputs: JSON Lines with the page's
// ID in "id" (or "file_id") and the text in "text" (or "content", "main_content").
func ReadPredictions(r io.Reader) (map[string]string, error) {
	all := map[string]string{}
	scan := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := scan.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var p struct {
				ID          string `json:"id"`
				FileID      string `json:"file_id"`
				Text        string `json:"text"`
				Content     string `json:"content"`
				MainContent string `json:"main_content"`
			}
			if err := json.Unmarshal(line, &p); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			id := first(p.ID, p.FileID)
			if id == "" {
				return nil, fmt.Errorf("line %d has no id", n)
			}
			all[id] = first(p.Text, first(p.Content, p.MainContent))
		}
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
	}
}
