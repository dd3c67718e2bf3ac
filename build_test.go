package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestReproducibleBuild builds the command from two folders with -trimpath: the
// same bytes, and none of them names a folder.
func TestReproducibleBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds twice")
	}
	files, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Skipf("no checkout: %v", err)
	}
	var bins [2][]byte
	for i := range bins {
		dir := filepath.Join(t.TempDir(), strings.Repeat("x", 1+7*i))
		for name := range strings.SplitSeq(strings.TrimSuffix(string(files), "\x00"), "\x00") {
			if strings.HasPrefix(name, "bench/") {
				continue
			}
			b, err := os.ReadFile(name)
			if os.IsNotExist(err) {
				continue
			}
			to := filepath.Join(dir, name)
			if err = os.MkdirAll(filepath.Dir(to), 0o777); err == nil {
				err = os.WriteFile(to, b, 0o666)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		c := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", "pith.bin", ".")
		c.Dir, c.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if bins[i], err = os.ReadFile(filepath.Join(dir, "pith.bin")); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(bins[i], []byte(dir)) {
			t.Errorf("the binary names the folder %s", dir)
		}
	}
	if !bytes.Equal(bins[0], bins[1]) {
		t.Error("two builds of the same source differ")
	}
	if runtime.GOOS == "linux" && bytes.Contains(bins[0], []byte("/lib64/ld-linux")) {
		t.Error("the binary is not static")
	}
}
