package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pithcli/pith/cmd"
	"github.com/pithcli/pith/internal/hostile"
)

// pagesOf are the project's own pages, which mutations begin from.
func pagesOf(t testing.TB) []string {
	t.Helper()
	var pages []string
	for _, pattern := range []string{"testdata/*.html", "testdata/*.txt", "testdata/text/*", "extract/*/testdata/*.html"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if b, err := os.ReadFile(f); err == nil && len(b) > 0 && len(b) < 1<<16 {
				pages = append(pages, string(b))
			}
		}
	}
	if len(pages) < 5 {
		t.Fatal("no pages to mutate")
	}
	return pages
}

// hostileFiles is how many files TestHostileFiles makes: PITH_HOSTILE, or few.
func hostileFiles(t testing.TB) int {
	t.Helper()
	if s := os.Getenv("PITH_HOSTILE"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("PITH_HOSTILE=%s: %v", s, err)
		}
		return n
	}
	if testing.Short() {
		return 40
	}
	return 300
}

// everyCommand are the ways to run a file through pith: every format, and every
// command that reads pages. What prints bytes that are no text has binary set.
var everyCommand = []struct {
	args   string
	binary bool
}{
	{args: "-f text --width 40 --links reference"}, {args: "-f text --mode recall"}, {args: "-f markdown --metadata"}, {args: "-f markdown --mode recall --flavor obsidian"},
	{args: "-f html --metadata --mode recall"}, {args: "-f json"}, {args: "-f jsonl --mode recall"}, {args: "-f csv"}, {args: "-f tsv"}, {args: "-f wet"}, {args: "-f epub", binary: true},
	{args: "explain"}, {args: "explain --why"}, {args: "explain --metadata"}, {args: "explain -f json"}, {args: "explain -f html"}, {args: "check"}, {args: "stats"}, {args: "--from text"}, {args: "--from html -f markdown"},
}

// TestHostileFiles runs seeded hostile files through every command: no panic,
// no hang, no control character, no undocumented exit code. PITH_HOSTILE=5000
// makes so many of them, PITH_SEED begins elsewhere.
func TestHostileFiles(t *testing.T) {
	pages := pagesOf(t)
	seed, _ := strconv.ParseUint(os.Getenv("PITH_SEED"), 10, 64)
	exits := map[int]int{}
	slowest, of := time.Duration(0), ""
	n := hostileFiles(t)
	for i := range n {
		file := hostile.File(rand.New(rand.NewPCG(seed, uint64(i))), pages)
		for _, c := range everyCommand {
			var o, e bytes.Buffer
			code, took := 0, time.Hour
			// A busy machine may stop the clock's owner for a second; what hangs does so twice.
			for try := 0; try < 3 && took > 2*time.Second; try++ {
				o.Reset()
				e.Reset()
				start := time.Now()
				code = cmd.Main(strings.Fields(c.args), strings.NewReader(file), &o, &e)
				took = min(took, time.Since(start))
			}
			name := c.args + " file " + strconv.Itoa(i) + " (" + strconv.Itoa(len(file)) + " bytes)"
			exits[code]++
			if code > 4 || code == 2 && !c.binary || took > 2*time.Second || strings.Contains(e.String(), "goroutine ") {
				t.Errorf("%s: exit %d in %v: %.300s", name, code, took, &e)
			}
			if took > slowest {
				slowest, of = took, name
			}
			t.Run(name, func(t *testing.T) {
				safe(t, e.String())
				if !c.binary {
					safe(t, strings.ReplaceAll(o.String(), "\r\n", "\n")) // CSV and WARC end lines so
				}
			})
			if t.Failed() {
				keep := filepath.Join(os.TempDir(), "pith-hostile-"+strconv.Itoa(i))
				_ = os.WriteFile(keep, []byte(file), 0o600)
				t.Fatalf("kept as %s", keep)
			}
		}
	}
	t.Logf("%d files, %d runs, exits %v, slowest %v: %s", n, n*len(everyCommand), exits, slowest.Round(time.Millisecond), of)
}
