// Package check finds what is wrong with a scraped corpus: pages that are no
// articles, saves that are damaged, extractions that lost text or kept
// boilerplate. Each check is an entry of one table with its reason and
// examples; findings carry the check's name and a fingerprint of the page's
// content, so that a baseline outlives moved files.
package check

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/source"
)

// Level is how grave a finding is.
type Level uint8

const (
	Off Level = iota
	Note
	Warn
	Error
	// Never is above all levels: nothing reaches it.
	Never
)

var levelNames = [...]string{"off", "note", "warn", "error", "never"}

// String returns "off", "note", "warn" or "error".
func (l Level) String() string { return levelNames[l] }

// ParseLevel returns the level of a name.
func ParseLevel(s string) (Level, error) {
	for i, n := range levelNames[:Never] {
		if n == s {
			return Level(i), nil
		}
	}
	return Off, fmt.Errorf("no level %q: off, note, warn or error", s)
}

// MarshalText writes the level's name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a level's name.
func (l *Level) UnmarshalText(b []byte) error {
	v, err := ParseLevel(string(b))
	*l = v
	return err
}

// Check is one thing that can be wrong.
type Check struct {
	ID    string
	Level Level
	Doc   string // one line: what it finds
	Why   string // why that matters and what to do
	// Threshold is the figure from which it fires, in Unit; 0 where there is none.
	Threshold float64
	Unit      string
	// Hit and Miss are pages (HTML) on which it fires and does not, with Setup
	// where it has one; several pages are a corpus.
	Hit, Miss []string
	Setup     *Setup

	// not are the pages that it is not about.
	not  exempt
	page func(*page, *emitter)
}

// exempt is a set of kinds of page that a check is not about.
type exempt uint8

const (
	// given: texts of other extractors have no statements of the page, and nothing that pith lost.
	given exempt = 1 << iota
	// wall: an error page needs neither a date nor many words.
	wall
)

// Setup is what the examples of a check need beside the pages.
type Setup struct {
	Flags string // of pith check, to show

	config Config
	limits source.Limits
	drop   []string
	former string // JSON Lines of an earlier run
	text   bool   // the pages are text
}

// Finding is one thing found.
type Finding struct {
	Check       string  `json:"check"`
	Level       Level   `json:"level"`
	Source      string  `json:"source"`
	URL         string  `json:"url,omitempty"`
	Line        int     `json:"line,omitempty"` // in the page's source, from 1; 0 where there is none
	Offset      int64   `json:"offset,omitempty"`
	Message     string  `json:"message"`
	Value       float64 `json:"value,omitempty"` // what was measured against the threshold
	Fingerprint string  `json:"fingerprint"`
	// Page is a digest of the page's bytes, the same for all its findings; "" for what could not be extracted.
	Page string `json:"page,omitempty"`
}

// Config says what is checked and from which figures.
type Config struct {
	// Levels overrides the levels of checks, by ID; Off turns one off.
	Levels map[string]Level
	// Thresholds overrides thresholds, by ID.
	Thresholds map[string]float64
	// Languages are the primary subtags that pages may be in; empty allows all.
	Languages []string
	// Now bounds dates for pages whose capture time is not known; zero turns that off.
	Now time.Time
	// MaxAge is the age in days from which a publication is too old, 0 for no limit.
	MaxAge int
	// Extracted takes plain-text pages for results of another extractor, as the
	// text of a JSON Lines record always is: all of it is the result, what pith
	// would drop of it is boilerplate left over, and checks of how pith extracts
	// or of what only a page states (dates, authors) do not apply.
	Extracted bool
}

// level is the level of a check under a configuration.
func (c *Config) level(k *Check) Level {
	if l, ok := c.Levels[k.ID]; ok {
		return l
	}
	return k.Level
}

func (c *Config) threshold(k *Check) float64 {
	if t, ok := c.Thresholds[k.ID]; ok {
		return t
	}
	return k.Threshold
}

// Result is what checking one page gives: its findings, and what the checks
// over the whole corpus need to remember of it.
type Result struct {
	Findings []Finding `json:"findings,omitempty"`
	Print    Print     `json:"print"`
}

// emitter gathers the findings of one check on one page.
type emitter struct {
	check     *Check
	level     Level
	threshold float64
	page      *page
	out       *[]Finding
}

// found adds a finding. Block is the block it stands in, -1 for the page.
func (e *emitter) found(block int, value float64, format string, args ...any) {
	f := Finding{
		Check: e.check.ID, Level: e.level, Source: e.page.record.Source.File, URL: e.page.record.URL, Offset: e.page.record.Source.Offset,
		Message: clip(fmt.Sprintf(format, args...), maxMessage), Value: value, Page: e.page.digest,
	}
	if block >= 0 {
		f.Line = e.page.line(block)
	}
	f.Fingerprint = fingerprint(e.check.ID, e.page.digest)
	*e.out = append(*e.out, f)
}

// maxMessage bounds a message, in characters.
const maxMessage = 300

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// fingerprint identifies a finding by its check and the page's content.
func fingerprint(check, digest string) string {
	sum := sha256.Sum256([]byte(check + "\x00" + digest))
	return hex.EncodeToString(sum[:8])
}

// Page checks one extracted page.
func Page(a *extract.Article, r *extract.Record, c *Config) Result {
	p := newPage(a, r, c)
	res := Result{Print: p.print()}
	for i := range Checks {
		k := &Checks[i]
		level := c.level(k)
		if k.page == nil || level == Off || k.not&p.exempt != 0 {
			continue
		}
		k.page(p, &emitter{check: k, level: level, threshold: c.threshold(k), page: p, out: &res.Findings})
	}
	return res
}

// Failure makes the finding of a file or record that could not be extracted.
func Failure(r *extract.Record, c *Config) []Finding {
	id, ok := failures[r.Status]
	if !ok {
		return nil
	}
	k, _ := Named(id)
	level := c.level(k)
	if level == Off {
		return nil
	}
	return []Finding{{
		Check: id, Level: level, Source: r.Source.File, URL: r.URL, Offset: r.Source.Offset, Message: clip(r.Reason, maxMessage),
		Fingerprint: fingerprint(id, fmt.Sprintf("%s#%d", r.Source.File, r.Source.Offset)),
	}}
}

// failures maps the status of what could not be extracted to a check.
var failures = map[extract.Status]string{extract.Damaged: "damaged", extract.Unsupported: "unsupported", extract.Limit: "limit"}

// Named returns the check with an ID.
func Named(id string) (*Check, bool) {
	for i := range Checks {
		if Checks[i].ID == id {
			return &Checks[i], true
		}
	}
	return nil, false
}
