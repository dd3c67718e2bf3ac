package check

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSARIFSchema validates a log against the published schema of SARIF 2.1.0
// (OASIS, errata 01), which testdata holds.
func TestSARIFSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	log := write(t, "sarif")
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("the log does not fit the schema: %v", err)
	}
	broken, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.ReplaceAll(log, `"ruleId"`, `"rule"`)))
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(broken) == nil {
		t.Error("the schema takes a log with an unknown property")
	}
}

// TestJUnitSchema validates a report against Jenkins's schema where xmllint is at hand.
func TestJUnitSchema(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed here: apt-get install libxml2-utils")
	}
	file := filepath.Join(t.TempDir(), "report.xml")
	valid := func(report string) (string, error) {
		if err := os.WriteFile(file, []byte(report), 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(lint, "--noout", "--nonet", "--schema", "testdata/jenkins-junit.xsd", file).CombinedOutput()
		return string(out), err
	}
	report := write(t, "junit")
	if out, err := valid(report); err != nil {
		t.Errorf("the report does not fit the schema: %v\n%s", err, out)
	}
	if _, err := valid(strings.ReplaceAll(report, "<failure ", "<fault ")); err == nil {
		t.Error("the schema takes an unknown element")
	}
}

// antAttributes are what the schema of Ant's junitreport task asks for and all that it allows.
var antAttributes = map[string][]string{
	"testsuites": {},
	"testsuite":  {"package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "time"},
	"property":   {"name", "value"},
	"testcase":   {"name", "classname", "time"},
	"failure":    {"message", "type"},
}

// TestJUnitForAnt holds the report to the stricter rules of Ant's schema: its
// attributes, the order of a suite's elements and the form of the time.
func TestJUnitForAnt(t *testing.T) {
	d := xml.NewDecoder(bytes.NewReader([]byte(write(t, "junit"))))
	order := []string{"properties", "testcase", "system-out", "system-err"}
	var open []string
	at := 0
	for {
		tok, err := d.Token()
		if err != nil {
			break
		}
		switch e := tok.(type) {
		case xml.EndElement:
			if open = open[:len(open)-1]; e.Name.Local == "testsuite" && at != len(order)-1 {
				t.Errorf("a suite ends after %s", order[at])
			}
		case xml.StartElement:
			name := e.Name.Local
			if name == "testsuite" {
				at = -1
			}
			if len(open) > 0 && open[len(open)-1] == "testsuite" {
				if at+1 < len(order) && name == order[at+1] {
					at++
				} else if at < 0 || name != order[at] || name != "testcase" {
					t.Errorf("%s stands behind %v in a suite", name, order[:at+1])
				}
			}
			open = append(open, name)
			var got []string
			for _, a := range e.Attr {
				got = append(got, a.Name.Local)
				if a.Name.Local == "timestamp" && !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`).MatchString(a.Value) {
					t.Errorf("time %q", a.Value)
				}
			}
			if want := antAttributes[name]; strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("%s has the attributes %v, want %v", name, got, want)
			}
		}
	}
	if at < 0 {
		t.Error("no suite")
	}
}

// TestJUnitLevels: what is below the failing level is no failure.
func TestJUnitLevels(t *testing.T) {
	var suites junitSuites
	if err := xml.Unmarshal([]byte(write(t, "junit")), &suites); err != nil || len(suites.Suites) != len(Checks) {
		t.Fatalf("%v, %d suites", err, len(suites.Suites))
	}
	failures := map[string]int{}
	for _, s := range suites.Suites {
		failures[s.Name] = s.Failures
		if s.Name == "author-missing" && !strings.Contains(s.Out, "no author") {
			t.Errorf("a note is not in the output: %q", s.Out)
		}
	}
	if failures["too-short"] != 1 || failures["damaged"] != 1 || failures["author-missing"] != 0 {
		t.Errorf("failures %v", failures)
	}
}
