package check

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"sort"
	"strings"
)

// Summary is a whole run.
type Summary struct {
	Pages    int            `json:"pages"`    // pages checked, failures included
	Failures int            `json:"failures"` // pages with a finding at or above the failing level
	Findings []Finding      `json:"findings"`
	Gone     []string       `json:"gone,omitempty"` // lines of the baseline that no longer apply
	Version  string         `json:"version,omitempty"`
	ByCheck  map[string]int `json:"by_check"`
}

// Format is one way to write a summary.
type Format struct {
	Name, Doc string
	Write     func(io.Writer, *Summary, Style) error
}

// Style is what the text form needs from its surroundings.
type Style struct {
	// Paint colours a level's word, nil for none.
	Paint func(Level, string) string
	// Clean makes a name safe for a terminal, nil for names as they are.
	Clean func(string) string
}

// Formats is the table of output formats.
var Formats = []Format{
	{"text", "findings by file, for people", writeText},
	{"json", "one object with all findings", writeJSON},
	{"jsonl", "a finding a line", writeJSONL},
	{"junit", "JUnit XML, a test suite a check", writeJUnit},
	{"sarif", "SARIF 2.1.0", writeSARIF},
	{"github", "annotations for GitHub Actions", writeGitHub},
	{"markdown", "a summary for a job page", writeMarkdown},
	{"html", "a page with bars, a filter and a table", writeHTML},
}

// Count fills ByCheck.
func (s *Summary) Count() {
	s.ByCheck = map[string]int{}
	for _, f := range s.Findings {
		s.ByCheck[f.Check]++
	}
}

// bySource groups findings by file, in the order of their first.
func (s *Summary) bySource() [][]Finding {
	at := map[string]int{}
	var out [][]Finding
	for _, f := range s.Findings {
		i, ok := at[f.Source]
		if !ok {
			i = len(out)
			at[f.Source] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	return out
}

func writeText(w io.Writer, s *Summary, st Style) error {
	clean, paint := st.Clean, st.Paint
	if clean == nil {
		clean = func(s string) string { return s }
	}
	if paint == nil {
		paint = func(_ Level, s string) string { return s }
	}
	var b strings.Builder
	for _, group := range s.bySource() {
		b.WriteString(clean(group[0].Source) + "\n")
		for _, f := range group {
			place := ""
			if f.Line > 0 {
				place = fmt.Sprintf("line %d: ", f.Line)
			}
			fmt.Fprintf(&b, "  %s  %-15s %s%s\n", paint(f.Level, fmt.Sprintf("%-5s", f.Level)), f.Check, place, clean(f.Message))
		}
	}
	for _, g := range s.Gone {
		fmt.Fprintf(&b, "gone  %s\n", clean(g))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeJSON(w io.Writer, s *Summary, _ Style) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if s.Findings == nil {
		s.Findings = []Finding{}
	}
	return e.Encode(s)
}

func writeJSONL(w io.Writer, s *Summary, _ Style) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, f := range s.Findings {
		if err := e.Encode(f); err != nil {
			return err
		}
	}
	return nil
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitFailure `xml:"failure,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a suite for each check: a case that fails for each finding,
// one that passes where there is none.
func writeJUnit(w io.Writer, s *Summary, _ Style) error {
	out := junitSuites{Name: "pith check"}
	for i := range Checks {
		k := &Checks[i]
		suite := junitSuite{Name: k.ID, Time: "0"}
		for _, f := range s.Findings {
			if f.Check != k.ID {
				continue
			}
			suite.Cases = append(suite.Cases, junitCase{Name: xmlText(f.Source), Class: "pith." + k.ID, Time: "0",
				Failure: &junitFailure{Message: xmlText(f.Message), Type: f.Level.String(), Text: xmlText(fmt.Sprintf("%s:%d: %s", f.Source, f.Line, f.Message))}})
		}
		suite.Failures = len(suite.Cases)
		if suite.Failures == 0 {
			suite.Cases = []junitCase{{Name: k.Doc, Class: "pith." + k.ID, Time: "0"}}
		}
		suite.Tests = len(suite.Cases)
		out.Tests += suite.Tests
		out.Failures += suite.Failures
		out.Suites = append(out.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// xmlText drops characters that XML 1.0 cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// escapes of GitHub's workflow commands (actions/toolkit, command.ts).
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	githubLevels   = map[Level]string{Note: "notice", Warn: "warning", Error: "error"}
)

func writeGitHub(w io.Writer, s *Summary, _ Style) error {
	var b strings.Builder
	for _, f := range s.Findings {
		fmt.Fprintf(&b, "::%s file=%s,title=%s", githubLevels[f.Level], githubProperty.Replace(f.Source), githubProperty.Replace("pith "+f.Check))
		if f.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", f.Line)
		}
		fmt.Fprintf(&b, "::%s\n", githubData.Replace(f.Message))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownRows bounds the findings that a summary lists.
const markdownRows = 50

func writeMarkdown(w io.Writer, s *Summary, _ Style) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## pith check\n\n%d pages, %d findings\n\n", s.Pages, len(s.Findings))
	if len(s.Findings) > 0 {
		b.WriteString("| check | level | findings |\n| --- | --- | ---: |\n")
		for _, c := range s.counts() {
			k, _ := Named(c.id)
			fmt.Fprintf(&b, "| %s | %s | %d |\n", c.id, k.Level, c.n)
		}
		b.WriteString("\n| file | check | finding |\n| --- | --- | --- |\n")
		for i, f := range s.Findings {
			if i == markdownRows {
				fmt.Fprintf(&b, "\n%d more\n", len(s.Findings)-i)
				break
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", cell(f.Source), f.Check, cell(f.Message))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell makes text safe for a cell of a Markdown table: nothing in it is markup.
func cell(s string) string {
	s = html.EscapeString(strings.ReplaceAll(s, "\n", " "))
	return strings.NewReplacer("|", "\\|", "[", "\\[", "]", "\\]", "*", "\\*", "_", "\\_", "`", "\\`", "\\", "\\\\").Replace(s)
}

type checkCount struct {
	id string
	n  int
}

// counts lists the checks that fired, most first.
func (s *Summary) counts() []checkCount {
	var out []checkCount
	for i := range Checks {
		if n := s.ByCheck[Checks[i].ID]; n > 0 {
			out = append(out, checkCount{Checks[i].ID, n})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].n > out[j].n })
	return out
}

func percent(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }
