package check

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The JUnit report fits both schemas in use: that of Ant's junitreport task,
// which asks for a timestamp, a host and output elements, and Jenkins's, which
// asks for no empty list of properties and knows no "skipped" beside them.
type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Package    string          `xml:"package,attr"`
		ID         int             `xml:"id,attr"`
		Name       string          `xml:"name,attr"`
		Timestamp  string          `xml:"timestamp,attr"`
		Host       string          `xml:"hostname,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Time       string          `xml:"time,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
		Out        string          `xml:"system-out"`
		Err        string          `xml:"system-err"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Time    string        `xml:"time,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes a suite for each check: a case that fails for each finding
// at or above the failing level, the others as the suite's output, and a case
// that passes where nothing fails.
func writeJUnit(w io.Writer, s *Summary, _ Style) error {
	byCheck := map[string][]Finding{}
	for _, f := range s.Findings {
		byCheck[f.Check] = append(byCheck[f.Check], f)
	}
	var out junitSuites
	for i := range Checks {
		k := &Checks[i]
		suite := junitSuite{Package: "pith", ID: i, Name: k.ID, Timestamp: s.Time.UTC().Format("2006-01-02T15:04:05"), Host: "localhost", Time: "0",
			Properties: []junitProperty{{"doc", k.Doc}}}
		var below strings.Builder
		for _, f := range byCheck[k.ID] {
			text := xmlText(fmt.Sprintf("%s:%d: %s", f.Source, f.Line, f.Message))
			if f.Level < s.FailOn {
				fmt.Fprintf(&below, "%s: %s\n", f.Level, text)
				continue
			}
			suite.Cases = append(suite.Cases, junitCase{Name: xmlText(f.Source), Class: "pith." + k.ID, Time: "0",
				Failure: &junitFailure{Message: xmlText(f.Message), Type: f.Level.String(), Text: text}})
		}
		suite.Out = below.String()
		suite.Failures = len(suite.Cases)
		if suite.Failures == 0 {
			suite.Cases = []junitCase{{Name: k.Doc, Class: "pith." + k.ID, Time: "0"}}
		}
		suite.Tests = len(suite.Cases)
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
