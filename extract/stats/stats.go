// Package stats counts what a corpus holds: pages by status, language, host,
// kind and month, lengths, and what was dropped.
package stats

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"sort"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/internal/htmlreport"
)

// Page is what one page adds.
type Page struct {
	Status, Language, Host, Kind, Month, Format string
	Words                                       int
	// Dropped are words of dropped blocks by role.
	Dropped map[string]int
}

// PageOf measures an extracted page.
func PageOf(a *extract.Article, r *extract.Record) Page {
	p := Page{Status: string(r.Status), Language: r.Language, Kind: r.Kind, Words: r.WordCount, Format: r.Source.Format, Dropped: map[string]int{}}
	for _, address := range []string{r.URL, r.Source.URL} {
		if u, err := url.Parse(address); err == nil && p.Host == "" {
			p.Host = strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	if len(r.Published) >= 7 {
		p.Month = r.Published[:7]
	}
	for i, v := range a.Result.Verdicts {
		if !v.Keep {
			p.Dropped[v.Role.String()] += len(strings.Fields(a.Doc.BlockText(i)))
		}
	}
	return p
}

// Stats adds pages up.
type Stats struct {
	Pages     int            `json:"pages"`
	Words     int            `json:"words"`
	Statuses  map[string]int `json:"statuses"`
	Languages map[string]int `json:"languages"`
	Hosts     map[string]int `json:"hosts"`
	Kinds     map[string]int `json:"kinds"`
	Months    map[string]int `json:"months"`
	Formats   map[string]int `json:"formats"`
	Lengths   []int          `json:"lengths"` // pages by words, in the classes of LengthBounds
	Dropped   map[string]int `json:"dropped_words"`
}

// LengthBounds are the lower bounds, in words, of the classes of Stats.Lengths.
var LengthBounds = []int{0, 1, 50, 100, 200, 400, 800, 1600, 3200, 6400}

// New returns empty statistics.
func New() *Stats {
	return &Stats{Statuses: map[string]int{}, Languages: map[string]int{}, Hosts: map[string]int{}, Kinds: map[string]int{},
		Months: map[string]int{}, Formats: map[string]int{}, Lengths: make([]int, len(LengthBounds)), Dropped: map[string]int{}}
}

// Add takes one page in.
func (s *Stats) Add(p Page) {
	s.Pages++
	s.Words += p.Words
	for _, c := range []struct {
		into map[string]int
		key  string
	}{{s.Statuses, p.Status}, {s.Languages, p.Language}, {s.Hosts, p.Host}, {s.Kinds, p.Kind}, {s.Months, p.Month}, {s.Formats, p.Format}} {
		if c.key != "" {
			c.into[c.key]++
		}
	}
	class := 0
	for i, b := range LengthBounds {
		if p.Words >= b {
			class = i
		}
	}
	s.Lengths[class]++
	for role, n := range p.Dropped {
		s.Dropped[role] += n
	}
}

// row is a line of a table: a name and a count.
type row struct {
	name string
	n    int
}

// table is one part of the report.
type table struct {
	title string
	rows  []row
}

// maxRows bounds a table of hosts or languages in the text and HTML forms; JSON has all.
const maxRows = 20

func (s *Stats) tables() []table {
	lengths := table{title: "words an article"}
	for i, n := range s.Lengths {
		name := fmt.Sprintf("%d and more", LengthBounds[i])
		if i+1 < len(LengthBounds) {
			name = fmt.Sprintf("%d to %d", LengthBounds[i], LengthBounds[i+1]-1)
		}
		if i == 0 {
			name = "none"
		}
		lengths.rows = append(lengths.rows, row{name, n})
	}
	return []table{
		{"status", byCount(s.Statuses)}, {"kind", byCount(s.Kinds)}, {"language", byCount(s.Languages)}, {"format", byCount(s.Formats)}, lengths,
		{"published", byName(s.Months)}, {"host", byCount(s.Hosts)}, {"words dropped, by role", byCount(s.Dropped)},
	}
}

// byCount sorts by count, greatest first, and sums up what is past maxRows.
func byCount(m map[string]int) []row {
	rows := byName(m)
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].n > rows[j].n })
	if len(rows) > maxRows {
		rest := 0
		for _, r := range rows[maxRows:] {
			rest += r.n
		}
		rows = append(rows[:maxRows:maxRows], row{fmt.Sprintf("%d others", len(rows)-maxRows), rest})
	}
	return rows
}

func byName(m map[string]int) []row {
	rows := make([]row, 0, len(m))
	for k, n := range m {
		rows = append(rows, row{k, n})
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].name < rows[j].name })
	return rows
}

const barColumns = 30

// WriteText writes the statistics as tables with small bars; clean makes names
// safe for a terminal.
func (s *Stats) WriteText(w io.Writer, clean func(string) string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages, %d words\n", s.Pages, s.Words)
	for _, t := range s.tables() {
		if len(t.rows) == 0 {
			continue
		}
		most, wide := 1, 0
		for i := range t.rows {
			t.rows[i].name = clean(t.rows[i].name)
			most = max(most, t.rows[i].n)
			wide = max(wide, len([]rune(t.rows[i].name)))
		}
		fmt.Fprintf(&b, "\n%s\n", t.title)
		for _, r := range t.rows {
			bar := strings.Repeat("█", (r.n*barColumns+most-1)/most)
			fmt.Fprintf(&b, "  %s%s  %8d  %s\n", r.name, strings.Repeat(" ", wide-len([]rune(r.name))), r.n, bar)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes the statistics as one object.
func (s *Stats) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(s)
}

// WriteHTML writes the statistics as a page that needs neither network nor script.
func (s *Stats) WriteHTML(w io.Writer) error {
	var b strings.Builder
	page := htmlreport.Page{Title: "pith stats"}
	page.Head(&b)
	fmt.Fprintf(&b, "<h1>%d pages, %d words</h1>\n<div class=\"charts\">\n", s.Pages, s.Words)
	for _, t := range s.tables() {
		if len(t.rows) == 0 {
			continue
		}
		bars := make([]htmlreport.Bar, len(t.rows))
		for i, r := range t.rows {
			bars[i] = htmlreport.Bar{Name: r.name, N: r.n}
		}
		htmlreport.Bars(&b, t.title, bars, false)
	}
	b.WriteString("</div>\n")
	page.Foot(&b)
	_, err := io.WriteString(w, b.String())
	return err
}
