package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// opened are the places beside its arguments that pith may open or look at:
// itself, what Go's runtime reads of the machine, and the configuration.
var opened = []*regexp.Regexp{
	regexp.MustCompile(`^/(proc/self|sys/kernel/mm|sys/fs/cgroup)/`),
	regexp.MustCompile(`^/proc/sys/|^/dev/null$|^/etc/localtime$|^/usr/(share|lib)/zoneinfo/`),
	regexp.MustCompile(`(^|/)pith\.yaml$`),
}

var (
	opens    = regexp.MustCompile(`\b(?:open|openat|openat2|creat)\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)"`)
	networks = regexp.MustCompile(`\b(socket|socketpair|connect|bind|listen|accept4?|sendto|sendmsg|recvfrom|recvmsg)\(`)
	starts   = regexp.MustCompile(`\b(?:execve|execveat|fork|vfork)\(|\bclone3?\([^)]*\)`)
)

// TestTrace lists the system calls of runs of the command: none of the network,
// no process, nothing opened but what was named and what is documented, though
// the page names files and addresses everywhere.
func TestTrace(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("no strace here: the system calls are not listed")
	}
	bin, dir := build(t), t.TempDir()
	lures := `<base href="file:///etc/"><link rel=stylesheet href=/etc/passwd><script src=http://a.example/x.js></script><img src=/etc/shadow srcset="file:///etc/group 2x"><iframe src=http://a.example/></iframe>
<object data=/etc/hosts></object><meta http-equiv=refresh content="0;url=http://a.example/"><a href=/etc/passwd>x</a><!--#include file="/etc/passwd"--><?xml-stylesheet href="/etc/passwd"?>`
	in := filepath.Join(dir, "in.html")
	if err := os.WriteFile(in, []byte(page(lures+body())), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out") + string(filepath.Separator)
	for _, args := range [][]string{{"-f", "json", in}, {"-f", "html", "--metadata", in}, {"-q", "-f", "markdown", "-o", out, in}, {"-f", "epub", "-o", filepath.Join(dir, "x.epub"), in}, {"explain", "--why", in}, {"check", in}, {"stats", in}, {"-r", "-f", "jsonl", dir}, {"formats"}, {"--help"}} {
		log := filepath.Join(dir, "trace")
		c := exec.Command(strace, append([]string{"-f", "-qq", "-s", "4096", "-o", log, "-e", "trace=%network,%process,open,openat,creat", bin}, args...)...)
		c.Dir = dir
		c.Env = append(os.Environ(), "HOME="+dir)
		if b, err := c.CombinedOutput(); err != nil && c.ProcessState.ExitCode() > 4 {
			t.Skipf("strace does not run here: %v\n%s", err, b)
		}
		b, err := os.ReadFile(log)
		if err != nil || len(b) == 0 {
			t.Skip("strace traces nothing here")
		}
		started := 0
		for line := range strings.Lines(string(b)) {
			if networks.MatchString(line) {
				t.Errorf("%v: network: %s", args, line)
			}
			if m := starts.FindString(line); m != "" && !strings.Contains(m, "CLONE_THREAD") {
				if started++; started > 1 {
					t.Errorf("%v: a process: %s", args, line)
				}
			}
			m := opens.FindStringSubmatch(line)
			if m == nil || m[1] == bin || strings.HasPrefix(m[1], dir) || strings.HasPrefix(m[1], "/lib") || strings.HasPrefix(m[1], "/etc/ld.so") || strings.HasPrefix(m[1], "/usr/lib") {
				continue // the loader of a binary that is not static is the system's own
			}
			if !filepath.IsAbs(m[1]) {
				continue // relative to the folder it runs in
			}
			if !slices.ContainsFunc(opened, func(r *regexp.Regexp) bool { return r.MatchString(m[1]) }) {
				t.Errorf("%v: opens %s", args, m[1])
			}
		}
		_ = os.Remove(log)
	}
}

// TestNoNetwork runs the command in a network namespace without interfaces: the same bytes.
func TestNoNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	bin := build(t)
	run := func(name string, args ...string) ([]byte, error) {
		c := exec.Command(name, args...)
		c.Stdin = strings.NewReader(page(body()))
		return c.Output()
	}
	want, err := run(bin, "-f", "json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := run("unshare", "-rn", "true"); err != nil {
		t.Skip("no unshare here: a run without network is not tried")
	}
	got, err := run("unshare", "-rn", bin, "-f", "json")
	if err != nil || string(got) != string(want) {
		t.Errorf("without network: %v, %q", err, got)
	}
}
