package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Source is one page of a corpus with its gold.
type Source struct {
	Set, ID string
	// Path is the page's file, gzip-compressed.
	Path string
	// Raw is the page where it has no file.
	Raw []byte
	// Group is what must not be split between folds: registered domain or publisher.
	Group string
	// Kind is WCXB's page type; "article" for the other sets.
	Kind string
	Lang string
	// Gold is the text the article should be; unused where With is set.
	Gold string
	// With must be in the article, Without must not; nothing is known of the rest.
	With, Without []string
	Split         Split
}

// Read returns the page, decompressed.
func (s *Source) Read() ([]byte, error) {
	if s.Raw != nil {
		return s.Raw, nil
	}
	return readGzip(s.Path)
}

func readGzip(path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if !strings.HasSuffix(path, ".gz") {
		return raw, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return out, nil
}

// corpora lists the sets that hold HTML pages, by folder name.
var corpora = []struct {
	name string
	load func(dir string) ([]Source, error)
}{
	{"wcxb-dev", loadWCXB},
	{"fundus-dev", loadFundus},
	{"readability-dev", loadReadability},
	{"defuddle-dev", loadDefuddle},
	{"segments-dev", loadSegments},
}

// Load reads the gold of the named sets under root, in the order of the table.
func Load(root string, sets ...string) ([]Source, error) {
	var out []Source
	for _, c := range corpora {
		for _, s := range sets {
			if s != c.name {
				continue
			}
			pages, err := c.load(filepath.Join(root, c.name))
			if err != nil {
				return nil, fmt.Errorf("loading %s: %w", c.name, err)
			}
			for i := range pages {
				pages[i].Set = c.name
			}
			out = append(out, pages...)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no pages of %v under %s: set PITH_CORPORA to the folder of the corpora", sets, root)
	}
	return out, nil
}

// domain returns the registered domain of a URL, or other where there is none.
func domain(raw, other string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return other
	}
	d, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(u.Hostname()))
	if err != nil {
		return u.Hostname()
	}
	return d
}

// goldFiles reads every JSON file of a folder into a fresh T, sorted by name.
func goldFiles[T any](dir string, use func(id string, gold *T)) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	sort.Strings(names)
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var gold T
		if err := json.Unmarshal(raw, &gold); err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		use(strings.TrimSuffix(filepath.Base(name), ".json"), &gold)
	}
	return nil
}

type wcxbGold struct {
	URL      string `json:"url"`
	Internal struct {
		PageType struct {
			Primary string `json:"primary"`
		} `json:"page_type"`
	} `json:"_internal"`
	Truth struct {
		MainContent string `json:"main_content"`
	} `json:"ground_truth"`
}

func loadWCXB(dir string) ([]Source, error) {
	var out []Source
	err := goldFiles(filepath.Join(dir, "ground-truth"), func(id string, g *wcxbGold) {
		kind := g.Internal.PageType.Primary
		if kind == "category" {
			kind = "collection"
		}
		out = append(out, Source{ID: id, Path: filepath.Join(dir, "html", id+".html.gz"), Group: domain(g.URL, id),
			Kind: kind, Gold: g.Truth.MainContent})
	})
	return out, err
}

type fundusGold struct {
	URL         string `json:"url"`
	Language    string `json:"language"`
	Publisher   string `json:"publisher"`
	MainContent string `json:"main_content"`
}

func loadFundus(dir string) ([]Source, error) {
	var out []Source
	err := goldFiles(filepath.Join(dir, "ground-truth"), func(id string, g *fundusGold) {
		out = append(out, Source{ID: id, Path: filepath.Join(dir, "html", id+".html.gz"), Group: domain(g.URL, g.Publisher),
			Kind: "article", Lang: g.Language, Gold: g.MainContent, Split: ByCharacter})
	})
	return out, err
}

// files lists the pages of a folder by id, sorted.
func files(dir, suffix string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
	sort.Strings(names)
	for i := range names {
		names[i] = strings.TrimSuffix(filepath.Base(names[i]), suffix)
	}
	return names, err
}

func loadReadability(dir string) ([]Source, error) {
	ids, err := files(filepath.Join(dir, "gold"), ".txt")
	var out []Source
	for _, id := range ids {
		gold, err := os.ReadFile(filepath.Join(dir, "gold", id+".txt"))
		if err != nil {
			return nil, err
		}
		// Pages of one site are named site, site-2 …: one group.
		group := strings.TrimRight(id, "-0123456789")
		if group == "" {
			group = id
		}
		out = append(out, Source{ID: id, Path: filepath.Join(dir, "html", id+".html.gz"), Group: "readability:" + group,
			Kind: "article", Gold: string(gold)})
	}
	return out, err
}

func loadDefuddle(dir string) ([]Source, error) {
	ids, err := files(filepath.Join(dir, "gold"), ".md")
	var out []Source
	for _, id := range ids {
		gold, err := os.ReadFile(filepath.Join(dir, "gold", id+".md"))
		if err != nil {
			return nil, err
		}
		group, _, _ := strings.Cut(id, "--")
		out = append(out, Source{ID: id, Path: filepath.Join(dir, "html", id+".html.gz"), Group: "defuddle:" + group,
			Kind: "article", Gold: plainMarkdown(string(gold))})
	}
	return out, err
}

// plainMarkdown takes the JSON header and what is not text (link targets,
// picture sources) out of a Markdown gold. It need not be exact: the gold is only aligned with the page.
func plainMarkdown(md string) string {
	if strings.HasPrefix(md, "```json\n") {
		if _, rest, ok := strings.Cut(md, "\n```\n"); ok {
			md = rest
		}
	}
	var b strings.Builder
	for i := 0; i < len(md); i++ {
		if md[i] == ']' && i+1 < len(md) && md[i+1] == '(' {
			depth, j := 0, i+1
			for ; j < len(md) && md[j] != '\n'; j++ {
				if md[j] == '(' {
					depth++
				} else if md[j] == ')' {
					if depth--; depth == 0 {
						break
					}
				}
			}
			if depth == 0 {
				b.WriteByte(' ')
				i = j
				continue
			}
		}
		b.WriteByte(md[i])
	}
	return b.String()
}

func loadSegments(dir string) ([]Source, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "segments.json"))
	if err != nil {
		return nil, err
	}
	var pages map[string]struct {
		File    string   `json:"file"`
		With    []string `json:"with"`
		Without []string `json:"without"`
	}
	if err := json.Unmarshal(raw, &pages); err != nil {
		return nil, err
	}
	var out []Source
	for u, p := range pages {
		out = append(out, Source{ID: p.File, Path: filepath.Join(dir, "html", p.File+".gz"), Group: domain(u, p.File),
			Kind: "article", With: p.With, Without: p.Without})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out, nil
}

// corporaRoot finds the corpora: PITH_CORPORA, else ../shared/corpora beside the module.
func corporaRoot() (string, error) {
	if root := os.Getenv("PITH_CORPORA"); root != "" {
		return root, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "corpora"), nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("not inside the module: set PITH_CORPORA to the folder of the corpora")
		}
		dir = up
	}
}
