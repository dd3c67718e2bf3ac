package check

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/internal/htmlreport"
	"github.com/pithcli/pith/extract/override"
)

// run checks an HTML page.
func run(t *testing.T, html string, c *Config) []Finding {
	t.Helper()
	a, err := extract.Extract(strings.NewReader(html), extract.Options{Name: "page.html"})
	if err != nil {
		t.Fatal(err)
	}
	return Page(a, a.Record(), c).Findings
}

func has(all []Finding, id string) bool {
	for _, f := range all {
		if f.Check == id {
			return true
		}
	}
	return false
}

// example checks the pages of an example as a corpus.
func example(t *testing.T, pages []string, setup *Setup) []Finding {
	t.Helper()
	if setup == nil {
		setup = &Setup{}
	}
	opt := extract.Options{Name: "page.html"}
	opt.Source.Limits = setup.limits
	if setup.text {
		opt.Source.MediaType = "text/plain"
	}
	if len(setup.drop) > 0 {
		sites, err := override.NewSites(nil, nil, setup.drop)
		if err != nil {
			t.Fatal(err)
		}
		opt.Overrides = sites
	}
	c := setup.config
	c.Extracted = setup.text
	corpus := NewCorpus(&c)
	var all []Finding
	for _, html := range pages {
		for a, err := range extract.All(strings.NewReader(html), opt) {
			if err != nil {
				all = append(all, Failure(&extract.Record{Status: extract.StatusOf(err), Reason: err.Error()}, &c)...)
				continue
			}
			r := a.Record()
			if r.Status == extract.Damaged {
				all = append(all, Failure(r, &c)...)
			}
			res := Page(a, r, &c)
			all = append(all, res.Findings...)
			all = append(all, corpus.Add(res.Print)...)
			if setup.former != "" {
				f, err := ReadFormer(strings.NewReader(setup.former))
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, f.Compare(r, res.Print.Digest, &c)...)
			}
		}
	}
	return append(all, corpus.Finish()...)
}

// TestExamples runs every check's own examples.
func TestExamples(t *testing.T) {
	for i := range Checks {
		k := &Checks[i]
		if k.Doc == "" || k.Why == "" || k.Level == Off || len(k.Hit) == 0 || len(k.Miss) == 0 {
			t.Errorf("%s has no doc, reason, level or example", k.ID)
		}
		if got := example(t, k.Hit, k.Setup); !has(got, k.ID) {
			t.Errorf("%s does not fire on its example: %+v", k.ID, got)
		}
		if got := example(t, k.Miss, k.Setup); has(got, k.ID) {
			t.Errorf("%s fires on what it must not: %+v", k.ID, got)
		}
	}
}

func TestConfig(t *testing.T) {
	c := &Config{Levels: map[string]Level{"date-missing": Off, "too-short": Error}, Thresholds: map[string]float64{"too-short": 1000}, Languages: []string{"de"}}
	got := run(t, story, c)
	if has(got, "date-missing") || !has(got, "too-short") || !has(got, "language") {
		t.Errorf("findings %+v", got)
	}
	late := run(t, dated("2031-01-01"), &Config{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	if has(late, "date-missing") && has(late, "date-future") {
		t.Errorf("a date in the future is both: %+v", late)
	}
	old := run(t, dated("2020-01-01"), &Config{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), MaxAge: 365})
	if !has(old, "date-old") {
		t.Errorf("an old page: %+v", old)
	}
}

func TestCorpus(t *testing.T) {
	c := NewCorpus(&Config{})
	page := func(name, extra string) Print {
		a, err := extract.Extract(strings.NewReader(swap(story, "<head>", `<head><link rel="canonical" href="https://ashford.example/`+name+`">`+extra)), extract.Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		return Page(a, a.Record(), &Config{}).Print
	}
	if f := c.Add(page("a", "")); len(f) != 0 {
		t.Errorf("the first page repeats: %+v", f)
	}
	f := c.Add(page("b", ""))
	if !has(f, "duplicate") {
		t.Errorf("a repeat is not found: %+v", f)
	}
	for _, n := range []string{"c", "d", "e"} {
		c.Add(page(n, "<meta name=x content="+n+">"))
	}
	if !has(c.Finish(), "repeated-block") {
		t.Error("a block on every page of a host is not found")
	}
}

// findings are hostile ones: every writer must escape them.
var findings = []Finding{
	{Check: "too-short", Level: Warn, Source: "a,b:c.html", Message: "50 % of\nit", Line: 3, Fingerprint: "0123456789abcdef", URL: "https://www.a.example/x", Page: "0123"},
	{Check: "author-missing", Level: Note, Source: "d e/f.html", Message: "no author", Fingerprint: "0123456789abcdee", URL: "https://b.example/"},
	{Check: "damaged", Level: Error, Source: "<img src=x onerror=alert(1)>.warc", Message: "a\x01]]></failure><script>", Fingerprint: "fedcba9876543210"},
}

func write(t *testing.T, format string) string {
	t.Helper()
	s := &Summary{Pages: 2, Failures: 2, Findings: findings, FailOn: Warn, Time: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC), Links: map[string]string{"0123": "pages/0123.html"}}
	s.Count()
	for _, f := range Formats {
		if f.Name == format {
			var b bytes.Buffer
			if err := f.Write(&b, s, Style{}); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("no format %s", format)
	return ""
}

func TestFormats(t *testing.T) {
	if got := write(t, "github"); !strings.Contains(got, "::warning file=a%2Cb%3Ac.html,title=pith too-short,line=3::50 %25 of%0Ait\n") {
		t.Errorf("github: %s", got)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(write(t, "sarif")), &log); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) != len(findings) || log.Runs[0].Results[0].Locations[0].Physical.Region.StartLine != 3 {
		t.Errorf("sarif: %v %+v", err, log)
	}
	for _, r := range log.Runs[0].Results {
		if log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule index %d is not %s", r.RuleIndex, r.RuleID)
		}
	}
	for _, f := range []string{"html", "markdown"} {
		if got := strings.ReplaceAll(write(t, f), "<script>"+htmlreport.TableScript(), ""); strings.Contains(got, "<img") || strings.Contains(got, "<script>") {
			t.Errorf("%s lets markup through: %s", f, got)
		}
	}
	if got := write(t, "jsonl"); strings.Count(got, "\n") != len(findings) {
		t.Errorf("jsonl: %s", got)
	}
}

func TestBaseline(t *testing.T) {
	var b bytes.Buffer
	if err := WriteBaseline(&b, findings[:1]); err != nil {
		t.Fatal(err)
	}
	base, err := ReadBaseline(&b)
	if err != nil {
		t.Fatal(err)
	}
	fresh, known, gone := base.Split(findings)
	if len(fresh) != 2 || fresh[1].Check != "damaged" || len(known) != 1 || len(gone) != 0 {
		t.Errorf("fresh %v, known %v, gone %v", fresh, known, gone)
	}
	if _, _, gone = base.Split(nil); len(gone) != 1 {
		t.Errorf("gone %v", gone)
	}
	if _, err := ReadBaseline(strings.NewReader("nonsense\n")); err == nil {
		t.Error("a broken baseline is read")
	}
}

func TestDrift(t *testing.T) {
	f, err := ReadFormer(strings.NewReader(`{"url":"https://a.example/1","title":"T","authors":["A"],"word_count":100,"kind":"article","source":{"file":"a"}}` + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := f.Compare(&extract.Record{URL: "https://a.example/1", Title: "T", WordCount: 50, Kind: "listing"}, "", &Config{})
	for _, id := range []string{"drift-text", "drift-field", "drift-kind"} {
		if !has(got, id) {
			t.Errorf("no %s in %+v", id, got)
		}
	}
	if _, err := ReadFormer(strings.NewReader("x")); err == nil {
		t.Error("nonsense is read")
	}
}
