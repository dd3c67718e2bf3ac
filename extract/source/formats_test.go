package source

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// plainWords returns the words that a page shows, by a parser that has nothing to do with this package.
func plainWords(b string) []string {
	z := html.NewTokenizer(strings.NewReader(b))
	var text strings.Builder
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return wordRE.FindAllString(text.String(), -1)
		case html.StartTagToken:
			name, _ := z.TagName()
			if n := string(name); skip == "" && (n == "script" || n == "style" || n == "noscript" || n == "template") {
				skip = n
			}
			text.WriteByte(' ')
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == skip {
				skip = ""
			}
			text.WriteByte(' ')
		case html.TextToken:
			if skip == "" {
				text.Write(z.Text())
			}
		}
	}
}

var wordRE = regexp.MustCompile(`[\p{L}\p{N}]+`)

// overlap returns the share of want's words, as a multiset, that got has.
func overlap(got, want []string) float64 {
	if len(want) == 0 {
		return 1
	}
	count := map[string]int{}
	for _, w := range got {
		count[w]++
	}
	n := 0
	for _, w := range want {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return float64(n) / float64(len(want))
}

type manifestEntry struct {
	ID      any    `json:"id"`
	Format  string `json:"format"`
	URL     string `json:"url"`
	Records []struct {
		URI, ID string
	}
}

// TestFormatsCorpus reads every file of formats-dev and holds its words against
// those of the same page as plain HTML (Chromium's serialisation for what a
// browser saved, the page's own source in UTF-8 for the rest).
func TestFormatsCorpus(t *testing.T) {
	dir := corpora(t, "formats-dev")
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest map[string]manifestEntry
	if err := json.Unmarshal(b, &manifest); err != nil {
		t.Fatal(err)
	}
	read := func(name string) *Page {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return onePage(t, b, name)
	}
	plain := map[string][]string{}
	reference := func(kind, id string) []string {
		name := filepath.Join("dom", id+".html")
		if kind != "dom" {
			name = filepath.Join("webarchive", id+".webarchive")
		}
		if plain[name] == nil {
			plain[name] = plainWords(string(read(name).Bytes))
		}
		return plain[name]
	}
	var names []string
	for name := range manifest {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		if testing.Short() && i%5 != 0 {
			continue
		}
		m := manifest[name]
		rel := strings.TrimPrefix(name, "dev/")
		kind, _, _ := strings.Cut(rel, "/")
		path := filepath.Join(dir, rel)
		if fi, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		} else if fi.IsDir() {
			continue
		}
		switch kind {
		case "pdf":
			b, _ := os.ReadFile(path)
			_, err := NewBytesReader(b, rel, Options{}).Next()
			if err == nil || !strings.Contains(err.Error(), "a PDF document") {
				t.Errorf("%s: %v", rel, err)
			}
		case "warc":
			fh, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			pages, errs := readAll(t, NewReader(fh, rel, Options{}))
			fh.Close()
			if len(errs) > 0 || len(pages) != len(m.Records) {
				t.Errorf("%s: %d pages of %d, errors %v", rel, len(pages), len(m.Records), errs)
				continue
			}
			for i, p := range pages {
				id, _, _ := strings.Cut(m.Records[i].ID, ".")
				if p.URL != m.Records[i].URI || p.Damage != nil || p.Captured.IsZero() || p.RecordID == "" {
					t.Errorf("%s: %s (want %s), damage %v", rel, p.URL, m.Records[i].URI, p.Damage)
				}
				compare(t, rel+" "+id, p, reference("source", id))
			}
		default:
			p := read(rel)
			id, _ := m.ID.(string)
			ref := "source"
			if kind == "mhtml" || kind == "singlefile" || kind == "chrome-complete" || kind == "dom" {
				ref = "dom"
			}
			if p.MediaType == typeText {
				t.Errorf("%s is %s", rel, p.MediaType)
			}
			if kind == "mhtml" || kind == "singlefile" || kind == "chrome-complete" || kind == "webarchive" {
				if p.URL == "" {
					t.Errorf("%s: no address", rel)
				}
			}
			if kind == "mhtml" || kind == "singlefile" {
				if p.Captured.IsZero() {
					t.Errorf("%s: no time", rel)
				}
			}
			compare(t, rel, p, reference(ref, id))
		}
	}
}

// least is the share of the reference's words that a format must have. A
// snapshot is taken at another moment than the reference, and SingleFile leaves
// hidden elements out: .55 on one page, .91 and more on the others.
var least = map[string]float64{"mhtml": 0.96, "singlefile": 0.54}

func compare(t *testing.T, name string, p *Page, want []string) {
	t.Helper()
	got := plainWords(string(p.Bytes))
	share := overlap(got, want)
	kind, _, _ := strings.Cut(name, "/")
	floor, ok := least[kind]
	if !ok {
		floor = 0.999
	}
	if share < floor {
		t.Errorf("%s: %.4f of %d words (%d here), charset %+v", name, share, len(want), len(got), p.Charset)
	}
}
