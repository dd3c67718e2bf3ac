package eval

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Case is one page of a corpus with its gold.
type Case struct {
	// ID is the page's name, unique in the corpus.
	ID string
	// Groups name what the page counts for besides the whole: its page type, language, maker …
	Groups []string
	// Gold is the text that an extractor should return.
	Gold string
	// With and Without are segments that must be in the output or must not (layout segments).
	With, Without []string
	// File is the saved page's path; Plain, where set, the same page as plain HTML, to compare with.
	File, Plain string
	// URL selects the page of that address in a file that holds several, "" for its first.
	URL string
}

// Layout is a way to lay out a corpus on disk.
type Layout struct {
	Name string
	Doc  string
	// Tokens makes the tokens that are compared.
	Tokens func(string) Tokens
	// MediaType is what the pages are, "" for what they look like.
	MediaType string
	load      func(dir string) ([]Case, error)
}

// Layouts is the table of layouts that Load knows.
var Layouts = []Layout{
	{"wcxb", "Web Content eXtraction Benchmark: html/ID.html, ground-truth/ID.json", Words, "", loadTruth(wcxbGroups)},
	{"fundus", "as wcxb, with a language; scripts without spaces by character", Characters, "", loadTruth(fundusGroups)},
	{"segments", "segments.json: texts that must be there or must not; html/FILE", Characters, "", loadSegments},
	{"readability", "html/ID.html, gold/ID.txt", Characters, "", loadGold(".txt", func(s string) string { return s })},
	{"defuddle", "html/ID.html, gold/ID.md with a JSON head", Characters, "", loadGold(".md", goldMarkdown)},
	{"plain", "NAME.html and its gold NAME.txt side by side, also in folders", Characters, "", loadPlain},
	{"text", "MAKER/ID.txt: plain-text pages; gold as wcxb in the folder beside", Characters, "text/plain", loadText},
	{"formats", "manifest.json: saved files; gold as wcxb and readability in the folders beside", Characters, "", loadFormats},
}

// LayoutNamed returns the layout of a name.
func LayoutNamed(name string) (Layout, error) {
	i := slices.IndexFunc(Layouts, func(l Layout) bool { return l.Name == name })
	if i < 0 {
		names := make([]string, len(Layouts))
		for i, l := range Layouts {
			names[i] = l.Name
		}
		return Layout{}, fmt.Errorf("no layout %q: the layouts are %s", name, strings.Join(names, ", "))
	}
	return Layouts[i], nil
}

// Guess returns the layout that a folder has.
func Guess(dir string) (Layout, error) {
	has := func(name string) bool { _, err := os.Stat(filepath.Join(dir, name)); return err == nil }
	name := "plain"
	switch {
	case has("manifest.json"):
		name = "formats"
	case has("segments.json"):
		name = "segments"
	case has("lynx"):
		name = "text"
	case has("ground-truth") && strings.Contains(filepath.Base(dir), "fundus"):
		name = "fundus"
	case has("ground-truth"):
		name = "wcxb"
	case has("gold") && has("metadata.json"):
		name = "readability"
	case has("gold"):
		name = "defuddle"
	}
	return LayoutNamed(name)
}

// Load lists the pages of a corpus, sorted by ID. Pages may be gzip-compressed,
// with .gz behind their names.
func (l Layout) Load(dir string) ([]Case, error) {
	cases, err := l.load(dir)
	if err != nil {
		return nil, err
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("%s holds no page in the layout %s (%s)", dir, l.Name, l.Doc)
	}
	slices.SortStableFunc(cases, func(a, b Case) int { return strings.Compare(a.ID, b.ID) })
	return cases, nil
}

// truth is what pith reads of a ground-truth file.
type truth struct {
	Language string `json:"language"`
	Internal struct {
		PageType struct {
			Primary string `json:"primary"`
		} `json:"page_type"`
	} `json:"_internal"`
	GroundTruth struct {
		MainContent string `json:"main_content"`
	} `json:"ground_truth"`
	MainContent string `json:"main_content"`
}

func (t *truth) gold() string {
	if t.MainContent != "" {
		return t.MainContent
	}
	return t.GroundTruth.MainContent
}

// wcxbGroups: the benchmark's reports call the category "collection".
func wcxbGroups(t *truth) []string {
	if t.Internal.PageType.Primary == "category" {
		return []string{"collection"}
	}
	return []string{t.Internal.PageType.Primary}
}

func fundusGroups(t *truth) []string { return []string{t.Language} }

func loadTruth(groups func(*truth) []string) func(string) ([]Case, error) {
	return func(dir string) ([]Case, error) {
		return each(filepath.Join(dir, "ground-truth"), ".json", func(id, path string) (Case, error) {
			var t truth
			if err := readJSON(path, &t); err != nil {
				return Case{}, err
			}
			page, err := beside(filepath.Join(dir, "html"), id+".html")
			return Case{ID: id, Groups: groups(&t), Gold: t.gold(), File: page}, err
		})
	}
}

func loadGold(ext string, text func(string) string) func(string) ([]Case, error) {
	return func(dir string) ([]Case, error) {
		return each(filepath.Join(dir, "gold"), ext, func(id, path string) (Case, error) {
			gold, err := readFile(path)
			if err != nil {
				return Case{}, err
			}
			page, err := beside(filepath.Join(dir, "html"), id+".html")
			return Case{ID: id, Gold: text(string(gold)), File: page}, err
		})
	}
}

// goldMarkdown drops the JSON head of a Markdown gold and its marks.
func goldMarkdown(s string) string {
	if rest, ok := strings.CutPrefix(s, "```json\n"); ok {
		if _, body, ok := strings.Cut(rest, "\n```"); ok {
			s = body
		}
	}
	return plainMarkdown(s)
}

func loadSegments(dir string) ([]Case, error) {
	var pages map[string]struct {
		File          string
		With, Without []string
	}
	if err := readJSON(filepath.Join(dir, "segments.json"), &pages); err != nil {
		return nil, err
	}
	var cases []Case
	for _, p := range pages {
		page, err := beside(filepath.Join(dir, "html"), p.File)
		if err != nil {
			return nil, err
		}
		cases = append(cases, Case{ID: p.File, With: p.With, Without: p.Without, File: page})
	}
	return cases, nil
}

func loadPlain(dir string) ([]Case, error) {
	var cases []Case
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		stem, ok := strings.CutSuffix(strings.TrimSuffix(path, ".gz"), ".html")
		if !ok {
			return nil
		}
		gold, err := beside(filepath.Dir(stem), filepath.Base(stem)+".txt")
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		text, err := readFile(gold)
		if err != nil {
			return err
		}
		id, err := filepath.Rel(dir, stem)
		cases = append(cases, Case{ID: filepath.ToSlash(id), Gold: string(text), File: path})
		return err
	})
	return cases, err
}

// loadText takes the gold from wcxb-dev or fundus-dev beside the folder.
func loadText(dir string) ([]Case, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	set, groups := "wcxb-dev", wcxbGroups
	if strings.Contains(filepath.Base(abs), "fundus") {
		set, groups = "fundus-dev", fundusGroups
	}
	golds := filepath.Join(filepath.Dir(abs), set, "ground-truth")
	makers, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, maker := range makers {
		if !maker.IsDir() {
			continue
		}
		pages, err := each(filepath.Join(dir, maker.Name()), ".txt", func(id, path string) (Case, error) {
			gold, err := beside(golds, id+".json")
			if err != nil {
				return Case{}, err
			}
			var t truth
			err = readJSON(gold, &t)
			return Case{ID: maker.Name() + "/" + id, Groups: append([]string{maker.Name()}, groups(&t)...), Gold: t.gold(), File: path}, err
		})
		if err != nil {
			return nil, err
		}
		cases = append(cases, pages...)
	}
	return cases, nil
}

// saved is one file or record of a formats manifest.
type saved struct {
	GoldID  json.RawMessage `json:"gold_id"`
	GoldSet string          `json:"gold_set"`
	URI     string          `json:"uri"`
	Records []saved         `json:"records"`
}

// loadFormats makes a case of every file or record whose gold stands in
// wcxb-dev or readability-dev. Files without a gold of their own (and the PDFs,
// which hold no page) are not scored here.
func loadFormats(dir string) ([]Case, error) {
	var manifest map[string]saved
	if err := readJSON(filepath.Join(dir, "manifest.json"), &manifest); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	golds := map[string]Case{}
	for _, set := range []struct {
		dir, prefix string
		load        func(string) ([]Case, error)
	}{
		{"wcxb-dev", "", loadTruth(wcxbGroups)},
		{"readability-dev", "readability/", loadGold(".txt", func(s string) string { return s })},
	} {
		pages, err := set.load(filepath.Join(filepath.Dir(abs), set.dir))
		if err != nil {
			return nil, err
		}
		for _, c := range pages {
			golds[set.prefix+c.ID] = c
		}
	}
	var cases []Case
	add := func(name string, s saved, url string) {
		var id string
		_ = json.Unmarshal(s.GoldID, &id)
		gold, ok := golds[id]
		// Manifest names begin with the set's own folder.
		_, rel, _ := strings.Cut(name, "/")
		kind, _, _ := strings.Cut(rel, "/")
		if !ok || kind == "pdf" {
			return
		}
		c := Case{ID: rel, Groups: []string{kind}, Gold: gold.Gold, File: filepath.Join(dir, filepath.FromSlash(rel)), Plain: gold.File, URL: url}
		if url != "" {
			c.ID += " " + url
		}
		cases = append(cases, c)
	}
	for name, s := range manifest {
		if len(s.Records) == 0 {
			add(name, s, "")
		}
		for _, record := range s.Records {
			add(name, record, record.URI)
		}
	}
	return cases, nil
}

// each makes a case of every file of a folder with an extension (and perhaps .gz behind it).
func each(dir, ext string, load func(id, path string) (Case, error)) ([]Case, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, e := range entries {
		id, ok := strings.CutSuffix(strings.TrimSuffix(e.Name(), ".gz"), ext)
		if !ok {
			continue
		}
		c, err := load(id, filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// beside returns the path of a file that may be compressed.
func beside(dir, name string) (string, error) {
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path + ".gz"); err == nil {
		return path + ".gz", nil
	}
	_, err := os.Stat(path)
	return path, err
}

// readFile returns a file's content, decompressed if its name ends in .gz.
func readFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return b, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	b, err = io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

func readJSON(path string, v any) error {
	b, err := readFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
