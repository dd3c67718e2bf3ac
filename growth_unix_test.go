//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pithcli/pith/internal/hostile"
)

// The bars of BenchmarkGrowth: growth of the time between the two larger sizes,
// seconds of CPU a MB, and bytes of memory, fixed and for each byte of input.
const (
	growthExponent  = 1.15
	growthSeconds   = 0.5
	growthFixed     = 64 << 20
	growthPerByte   = 40
	growthLeastTime = 0.2 // seconds at the largest size below which an exponent says nothing
)

// cost is what one run of the command took.
type cost struct {
	cpu    float64 // seconds, user and system
	memory float64 // bytes, the peak of the resident set
	exit   int
}

// launchVar makes the test binary a launcher of commands, see launch.
const launchVar = "PITH_TEST_LAUNCH"

// launch runs a command in the place of the tests and writes what it took to descriptor 3. The system counts
// what a process held before it became the command as the command's peak: this one, newly begun, holds little,
// the tests may hold hundreds of megabytes.
func launch(args []string) int {
	c := exec.Command(args[0], args[1:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	_ = c.Run()
	if c.ProcessState == nil {
		return 125
	}
	got, err := costOf(c.ProcessState)
	if err != nil {
		return 125
	}
	fmt.Fprintln(os.NewFile(3, "cost"), got.cpu, got.memory, got.exit)
	return 0
}

// launched runs c, which is not started, through a launcher and returns what it took.
func launched(c *exec.Cmd) (cost, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return cost{}, err
	}
	defer r.Close()
	self, err := os.Executable()
	if err != nil {
		return cost{}, err
	}
	c.Args = append([]string{self, c.Path}, c.Args[1:]...)
	c.Path = self
	c.Env = append(os.Environ(), launchVar+"=1")
	c.ExtraFiles = []*os.File{w}
	runErr := c.Run()
	_ = w.Close()
	var got cost
	if _, err := fmt.Fscan(r, &got.cpu, &got.memory, &got.exit); err != nil {
		return got, fmt.Errorf("%v does not start: %v, %w", c.Args[1:], runErr, err)
	}
	return got, nil
}

// spend runs the command over a file.
func spend(bin string, args []string, file string) (cost, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	in, err := os.Open(file)
	if err != nil {
		return cost{}, err
	}
	defer in.Close()
	c := exec.CommandContext(ctx, bin, args...)
	c.Stdin = in
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := launched(c)
	if ctx.Err() != nil {
		return out, fmt.Errorf("no end after 30 s")
	}
	if err != nil {
		return out, err
	}
	if out.exit < 0 || out.exit > 4 || strings.Contains(stderr.String(), "goroutine ") {
		return out, fmt.Errorf("exit %d: %.500s", out.exit, &stderr)
	}
	return out, nil
}

// costOf is what a process took that has ended.
func costOf(p *os.ProcessState) (cost, error) {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, fmt.Errorf("no figures of the process")
	}
	memory := float64(usage.Maxrss)
	if runtime.GOOS == "linux" {
		memory *= 1024 // others count bytes
	}
	return cost{(p.UserTime() + p.SystemTime()).Seconds(), memory, p.ExitCode()}, nil
}

// BenchmarkGrowth runs the command in a process of its own over every hostile
// shape at 64 KB, 512 KB and 4 MB, as every format and through explain and check,
// and prints a row for each with the exponents of time and memory, the CPU and
// the peak memory. It fails where a bar is passed:
//
//	go test -run '^$' -bench Growth -benchtime 1x .
//	go test -run '^$' -bench 'Growth/text:_line' -benchtime 1x .
func BenchmarkGrowth(b *testing.B) {
	bin := filepath.Join(b.TempDir(), "pith")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	dir := b.TempDir()
	start := -1.0
	measure := func(b *testing.B, args []string, file string, times int) cost {
		best := cost{cpu: math.Inf(1), memory: math.Inf(1)}
		for range times {
			c, err := spend(bin, args, file)
			if err != nil {
				b.Fatalf("%v: %v", args, err)
			}
			best = cost{min(best.cpu, c.cpu), min(best.memory, c.memory), c.exit}
		}
		best.cpu = max(best.cpu-start, 1e-4)
		return best
	}
	write := func(b *testing.B, name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		return file
	}
	// What it takes to start is no growth.
	empty, least := write(b, "empty", "<p>x"), math.Inf(1)
	start = 0
	for range 5 {
		least = min(least, measure(b, nil, empty, 1).cpu)
	}
	start = least
	for _, s := range hostile.Shapes() {
		b.Run(strings.ReplaceAll(s.Name, " ", "_"), func(b *testing.B) {
			var files [3]string
			var sizes [3]float64
			for i, n := range []int{64 << 10, 512 << 10, 4 << 20} {
				text := s.Make(n)
				files[i], sizes[i] = write(b, fmt.Sprint(n), text), float64(len(text))
			}
			for _, args := range commands {
				b.Run(strings.Join(args, "_"), func(b *testing.B) {
					for b.Loop() {
						measure(b, args, files[0], 1)
						mid, large := measure(b, args, files[1], 3), measure(b, args, files[2], 1)
						ratio := math.Log(sizes[2] / sizes[1])
						exponent := func(c cost) float64 { return math.Log(c.cpu/mid.cpu) / ratio }
						broken := func(c cost) string {
							switch mb := sizes[2] / (1 << 20); {
							case c.cpu > growthLeastTime && exponent(c) > growthExponent:
								return fmt.Sprintf("exponent %.2f", exponent(c))
							case c.cpu > growthSeconds*mb:
								return fmt.Sprintf("%.2f s a MB", c.cpu/mb)
							case c.memory > growthFixed+growthPerByte*sizes[2]:
								return fmt.Sprintf("%.0f MB", c.memory/(1<<20))
							}
							return ""
						}
						if broken(large) != "" {
							// The machine may have been busy.
							mid, large = measure(b, args, files[1], 5), measure(b, args, files[2], 3)
						}
						if s := broken(large); s != "" {
							b.Errorf("over the bar: %s", s)
						}
						b.ReportMetric(exponent(large), "time-exponent")
						b.ReportMetric(math.Log(large.memory/mid.memory)/ratio, "memory-exponent")
						b.ReportMetric(large.cpu/(sizes[2]/(1<<20)), "s/MB")
						b.ReportMetric(large.memory/(1<<20), "MB")
						b.ReportMetric(0, "ns/op")
					}
				})
			}
		})
	}
}
