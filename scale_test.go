//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/pithcli/pith/extract"
)

// corpora is where the corpora of development stand, "" if they are not there.
func corpora() string {
	dir := os.Getenv("PITH_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "shared", "corpora")
	}
	if _, err := os.Stat(dir); err != nil {
		return ""
	}
	return dir
}

// samples are real pages where the corpora are there, else those of testdata.
func samples(t testing.TB) [][]byte {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(corpora(), "wcxb-dev", "html", "*.html.gz"))
	if corpora() == "" || len(names) == 0 {
		names, _ = filepath.Glob(filepath.Join("testdata", "*.html"))
	}
	var pages [][]byte
	for i := 0; i < len(names); i += 1 + len(names)/500 {
		b, err := os.ReadFile(names[i])
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(names[i]) == ".gz" {
			r, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if _, err := out.ReadFrom(r); err != nil {
				t.Fatal(err)
			}
			b = out.Bytes()
		}
		pages = append(pages, b)
	}
	return pages
}

// writeWARC writes n records, each a gzip member, of pages that come again and again.
func writeWARC(t testing.TB, n int, pages [][]byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), fmt.Sprintf("w%d.warc.gz", n))
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	packed := make([][]byte, len(pages))
	z := gzip.NewWriter(nil)
	for i := range n {
		k := i % len(pages)
		// The head differs and is a member of its own only together with its page; pages are compressed once for each turn of ten.
		if packed[k] == nil || i%(10*len(pages)) < len(pages) {
			const http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
			var b bytes.Buffer
			z.Reset(&b)
			fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h%d.example/%d\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"+
				"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s%s\r\n\r\n",
				i%50, i, i, len(http)+len(pages[k]), http, pages[k])
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			packed[k] = b.Bytes()
		}
		if _, err := f.Write(packed[k]); err != nil {
			t.Fatal(err)
		}
	}
	return name
}

// spent is what a process cost.
type spent struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

func measure(t testing.TB, bin string, args ...string) spent {
	t.Helper()
	c := exec.Command(bin, args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	start := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	peak := make(chan int64)
	go func() { peak <- peakOf(c.Process.Pid) }()
	_ = c.Wait()
	wall := time.Since(start)
	if code := c.ProcessState.ExitCode(); code > 1 || code < 0 {
		t.Fatalf("%v: exit %d: %.500s", args, code, &stderr)
	}
	return spent{wall, c.ProcessState.UserTime() + c.ProcessState.SystemTime(), <-peak}
}

// peakOf watches the peak of a process's memory until it ends, 0 where the
// system has no /proc. What wait(2) says holds the memory of this process too.
func peakOf(pid int) int64 {
	var peak int64
	for {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		_, line, ok := strings.Cut(string(b), "VmHWM:")
		if err != nil || !ok {
			return peak
		}
		var kib int64
		_, _ = fmt.Sscan(line, &kib)
		peak = max(peak, kib<<10)
		time.Sleep(5 * time.Millisecond)
	}
}

// maxMemory is what a run may take, however many pages it reads.
const maxMemory = 150 << 20

// TestScale: a WARC of 10,000 pages takes no more memory than one of 1,000, and
// its output has the same bytes for every number of workers.
func TestScale(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts some 33,000 pages")
	}
	names, _ := filepath.Glob(filepath.Join("testdata", "*.html"))
	var pages [][]byte
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, b)
	}
	bin := build(t)
	few, many := writeWARC(t, 1000, pages), writeWARC(t, 10000, pages)
	out := t.TempDir()
	var first []byte
	for _, jobs := range []string{"1", "2", "7"} {
		name := filepath.Join(out, "j"+jobs+".jsonl")
		small := measure(t, bin, "-q", "-j", jobs, "-o", name, few)
		large := measure(t, bin, "-q", "-j", jobs, "-o", name, many)
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(b, []byte("\n")); n != 10000 {
			t.Errorf("-j %s: %d records of 10000", jobs, n)
		}
		if first == nil {
			first = b
		} else if !bytes.Equal(first, b) {
			t.Errorf("-j %s has other bytes than -j 1", jobs)
		}
		if large.peak > maxMemory || large.peak > small.peak+small.peak/2+(8<<20) {
			t.Errorf("-j %s: %d MiB for 10,000 pages, %d MiB for 1,000", jobs, large.peak>>20, small.peak>>20)
		}
	}
}

// BenchmarkWARC times a WARC of 2,000 pages for one worker and for two, in turn:
// "speedup" is what two gain. Other work on the machine makes it less.
func BenchmarkWARC(b *testing.B) {
	bin, in := build(b), writeWARC(b, 2000, samples(b))
	out := filepath.Join(b.TempDir(), "out.jsonl")
	var best [3]spent
	for b.Loop() {
		for _, jobs := range []int{1, 2} {
			s := measure(b, bin, "-q", "-j", fmt.Sprint(jobs), "-o", out, in)
			if best[jobs].wall == 0 || s.wall < best[jobs].wall {
				best[jobs] = s
			}
		}
	}
	b.ReportMetric(best[1].wall.Seconds(), "s/j1")
	b.ReportMetric(best[2].wall.Seconds(), "s/j2")
	b.ReportMetric(best[1].wall.Seconds()/best[2].wall.Seconds(), "speedup")
	b.ReportMetric(float64(best[2].peak)/(1<<20), "MiB/j2")
}

// BenchmarkFolder compares a run over a folder into a folder with the sum of
// the extractions in it: "cost" is the first by the second, in processor time.
func BenchmarkFolder(b *testing.B) {
	bin, in := build(b), b.TempDir()
	pages := samples(b)
	for i, p := range pages {
		if err := os.WriteFile(filepath.Join(in, fmt.Sprintf("p%04d.html", i)), p, 0o666); err != nil {
			b.Fatal(err)
		}
		pages[i] = nil // what is live decides how often garbage is collected
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command does
	each := func(do func([]byte)) time.Duration {
		start := processTime()
		for i := range pages {
			p, err := os.ReadFile(filepath.Join(in, fmt.Sprintf("p%04d.html", i)))
			if err != nil {
				b.Fatal(err)
			}
			do(p)
		}
		return processTime() - start
	}
	var run, sum, reading time.Duration
	least := func(d *time.Duration, s time.Duration) {
		if *d == 0 || s < *d {
			*d = s
		}
	}
	for b.Loop() {
		least(&run, measure(b, bin, "-q", "-r", "-j", "1", "-o", b.TempDir(), in).cpu)
		least(&reading, each(func([]byte) {}))
		least(&sum, each(func(p []byte) {
			if _, err := extract.Extract(bytes.NewReader(p), extract.Options{}); err != nil {
				b.Fatal(err)
			}
		}))
	}
	sum -= reading
	b.ReportMetric(run.Seconds(), "s/run")
	b.ReportMetric(sum.Seconds(), "s/extract")
	b.ReportMetric(run.Seconds()/sum.Seconds(), "cost")
}

// processTime is the processor time of this process so far.
func processTime() time.Duration {
	var ru syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &ru)
	return time.Duration(ru.Utime.Nano() + ru.Stime.Nano())
}
