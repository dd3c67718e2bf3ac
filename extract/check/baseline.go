package check

import (
	"bufio"
	"fmt"
	"io"
	"sort"
	"strings"
)

// Baseline is a list of findings that are known: a run fails on new ones alone.
// Its file has a line a finding, sorted by fingerprint, so that two branches
// merge line by line: fingerprint, check, source, message, parted by tabs.
type Baseline struct {
	lines map[string]string // by fingerprint and its count
}

// ReadBaseline reads a baseline file.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	b := &Baseline{lines: map[string]string{}}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		print, _, ok := strings.Cut(line, "\t")
		if !ok || len(print) != 16 {
			return nil, fmt.Errorf("line %d is no line of a baseline; write it anew with --update-baseline", n)
		}
		b.lines[print] = line
	}
	return b, s.Err()
}

// Split parts findings into new ones and known ones, and lists the lines of the
// baseline that no finding has any more.
func (b *Baseline) Split(all []Finding) (fresh, known []Finding, gone []string) {
	seen := map[string]bool{}
	for _, f := range all {
		if _, ok := b.lines[f.Fingerprint]; ok {
			seen[f.Fingerprint] = true
			known = append(known, f)
			continue
		}
		fresh = append(fresh, f)
	}
	for print, line := range b.lines {
		if !seen[print] {
			gone = append(gone, strings.ReplaceAll(line, "\t", "  "))
		}
	}
	sort.Strings(gone)
	return fresh, known, gone
}

// WriteBaseline writes findings as a baseline.
func WriteBaseline(w io.Writer, all []Finding) error {
	lines := map[string]string{}
	flat := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	for _, f := range all {
		if _, ok := lines[f.Fingerprint]; !ok {
			lines[f.Fingerprint] = strings.Join([]string{f.Fingerprint, f.Check, flat.Replace(f.Source), flat.Replace(f.Message)}, "\t")
		}
	}
	sorted := make([]string, 0, len(lines))
	for _, l := range lines {
		sorted = append(sorted, l)
	}
	sort.Strings(sorted)
	_, err := io.WriteString(w, "# pith check baseline: findings that are known. One line each; delete lines to see them again.\n"+strings.Join(append(sorted, ""), "\n"))
	return err
}
