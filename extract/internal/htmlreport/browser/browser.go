// Package browser opens reports in headless Chromium for tests.
package browser

import (
	"bytes"
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// DOM opens a file with a fragment, fails the test for every line that the page
// logs, and returns its document after the script. It skips the test where
// there is no Chromium.
func DOM(t *testing.T, file, fragment string) string {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed here: apt-get install chromium")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	c := exec.CommandContext(ctx, program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(),
		"--enable-logging=stderr", "--dump-dom", "file://"+file+fragment)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	for line := range strings.Lines(errs.String()) {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("%s: %s", fragment, line)
		}
	}
	return out.String()
}
