package explain

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInBrowser opens a report in headless Chromium: the policy lets its own
// style and script run, nothing is logged, and the filter hides blocks.
func TestInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed here: apt-get install chromium")
	}
	dir := t.TempDir()
	var b bytes.Buffer
	p := Of(article(t), Options{Reasons: 3})
	if err := p.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	for filter, want := range map[string]int{"": 0, "#drop": p.Kept, "#keep": p.Dropped} {
		ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
		c := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"+strings.Trim(filter, "#")),
			"--enable-logging=stderr", "--dump-dom", "file://"+file+filter)
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		err := c.Run()
		cancel()
		if err != nil {
			t.Skipf("the browser does not run here: %v", err)
		}
		for _, line := range strings.Split(errs.String(), "\n") {
			if strings.Contains(line, "CONSOLE") {
				t.Errorf("%s: %s", filter, line)
			}
		}
		if got := strings.Count(out.String(), ` hidden=""`); got != want {
			t.Errorf("%q: %d blocks are hidden, want %d", filter, got, want)
		}
	}
}
