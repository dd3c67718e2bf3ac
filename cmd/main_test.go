package cmd

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

const page = `<h1>A page</h1><p>The river rose by a metre in the night, and by the morning the lower meadow was a lake with cows at its edge.</p>
<p>Nobody in the village had seen it so high since the year of the great flood, which few remember and all talk about.</p>`

// run runs pith in this process.
func run(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = Main(args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// shortWriter fails after n bytes.
type shortWriter struct {
	n   int
	err error
}

func (w *shortWriter) Write(b []byte) (int, error) {
	if len(b) > w.n {
		n := w.n
		w.n = 0
		return n, w.err
	}
	w.n -= len(b)
	return len(b), nil
}

// TestEveryWriteIsChecked: a stream that fails at any byte ends the run with
// 5 and a message, one whose reader has gone with 141 and none.
func TestEveryWriteIsChecked(t *testing.T) {
	for _, args := range [][]string{{}, {"-f", "json"}, {"-f", "jsonl"}, {"-f", "csv"}, {"-f", "markdown"}, {"-f", "html"}, {"schema"}, {"formats"}} {
		_, out, _ := run(page, args...)
		for n := 0; n < len(out); n += 1 + len(out)/40 {
			var stderr bytes.Buffer
			if code := Main(args, strings.NewReader(page), &shortWriter{n, errors.New("disk on fire")}, &stderr); code != int(ExitOutput) || !strings.Contains(stderr.String(), "disk on fire") {
				t.Errorf("%v, failing after %d bytes: exit %d, %q", args, n, code, &stderr)
			}
			stderr.Reset()
			if code := Main(args, strings.NewReader(page), &shortWriter{n, syscall.EPIPE}, &stderr); code != int(ExitPipe) || stderr.Len() > 0 {
				t.Errorf("%v, closed after %d bytes: exit %d, %q", args, n, code, &stderr)
			}
		}
	}
}

// failingReader fails after n bytes.
type failingReader struct {
	r io.Reader
	n int
}

func (f *failingReader) Read(b []byte) (int, error) {
	if f.n == 0 {
		return 0, errors.New("cable pulled")
	}
	n, err := f.r.Read(b[:min(len(b), f.n)])
	f.n -= n
	return n, err
}

// TestReadErrorIsSaid: what was read is printed or not, the error always is.
func TestReadErrorIsSaid(t *testing.T) {
	for n := 0; n < len(page); n += 7 {
		var out, stderr bytes.Buffer
		code := Main([]string{"-f", "jsonl"}, &failingReader{strings.NewReader(page), n}, &out, &stderr)
		if code != int(ExitInput) || !strings.Contains(stderr.String(), "cable pulled") || strings.Count(stderr.String(), "\n") > 2 {
			t.Errorf("failing after %d bytes: exit %d, %q", n, code, &stderr)
		}
	}
}

// TestHostileNames: files whose names try everything are read, and their
// outputs stay in the folder, one each; JSON carries the names exactly.
func TestHostileNames(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("names that Windows does not have")
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.Mkdir(in, 0o777); err != nil {
		t.Fatal(err)
	}
	names := []string{"a\nb.html", "\x1b]52;c;x\x07.html", "-rf", "--help", "caf\xe9.html", strings.Repeat("x", 250) + ".html", "CON.html", "con.htm",
		"a\\b.html", "a:b.html", "... .html", "A.html", "a.html", "u\u202egnp.html", "  .html", "nul"}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(in, name), []byte(page), 0o666); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
	}
	read := len(names) - 1 // "... .html" is hidden
	code, stdout, stderr := run("", "-r", "-f", "jsonl", in)
	if code != 0 || strings.Count(stdout, "\n") != read {
		t.Fatalf("exit %d, %d records of %d: %s", code, strings.Count(stdout, "\n"), read, stderr)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(stdout) {
		var r struct {
			Source struct {
				File       string
				FileBase64 string `json:"file_base64"`
			}
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		name := r.Source.File
		if exact, err := base64.StdEncoding.DecodeString(r.Source.FileBase64); err == nil && len(exact) > 0 {
			name = string(exact)
		}
		seen[filepath.Base(name)] = true
	}
	for _, name := range names {
		if !seen[name] && name != "... .html" {
			t.Errorf("no record carries the name %q", name)
		}
	}
	if code, _, stderr = run("", "-r", "-o", out+"/", in); code != 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	folded := map[string]bool{}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		n++
		key := strings.ToLower(e.Name())
		if folded[key] {
			t.Errorf("two outputs are called %q but for case", e.Name())
		}
		folded[key] = true
	}
	if n != read {
		t.Errorf("%d outputs of %d inputs", n, read)
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("something was written outside: %v", left)
	}
	t.Chdir(in)
	for _, args := range [][]string{{"--", "-rf"}, {"--", "--help"}, {"./--help"}} {
		if code, stdout, _ := run("", args...); code != 0 || !strings.Contains(stdout, "metre in the night") {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

// TestWalkPassesSpecialFiles: links out of the folder, loops, pipes and folders
// named like pages neither hang nor end a walk.
func TestWalkPassesSpecialFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs links and pipes")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in")
	for _, d := range []string{"in/x.html/y", "elsewhere"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"in/real.html", "in/x.html/y/inner.html", "elsewhere/secret.html"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{"loop.html": "loop.html", "up": "..", "zero.html": "/dev/zero", "out.html": "../elsewhere/secret.html", "twin.html": "real.html"} {
		if err := os.Symlink(target, filepath.Join(in, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := makePipe(filepath.Join(in, "pipe.html")); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := run("", "-r", "-f", "jsonl", in)
	if code != 0 || strings.Count(stdout, `"status":"ok"`) != 3 || strings.Count(stdout, `"status":"skipped"`) != 5 {
		t.Errorf("exit %d\n%s\n%s", code, stdout, stderr)
	}
	for _, word := range []string{"leads nowhere", "named pipe", "out of the folder", "no regular file"} {
		if !strings.Contains(stderr, word) {
			t.Errorf("nothing says %q: %s", word, stderr)
		}
	}
}

// TestNulList: names in a list may hold line ends.
func TestNulList(t *testing.T) {
	name := filepath.Join(t.TempDir(), "two\nlines.html")
	if err := os.WriteFile(name, []byte(page), 0o666); err != nil {
		t.Skip(err)
	}
	if code, stdout, stderr := run(name+"\x00", "-0", "--files-from", "-", "-f", "jsonl"); code != 0 || strings.Count(stdout, "\n") != 1 {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}

// TestOutputsAreLocked: two runs into one folder do not mix.
func TestOutputsAreLocked(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs file locks")
	}
	out := t.TempDir()
	lock, err := lockFolder(out)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if code, _, stderr := run(page, "-o", out+"/"); code != int(ExitOutput) || !strings.Contains(stderr, "another process") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// TestFieldsAgree: every field of a record stands in the table, and in the schema.
func TestFieldsAgree(t *testing.T) {
	_, out, _ := run(page, "-f", "jsonl", "--fields", strings.Join(fieldNames(), ","))
	var record map[string]any
	if err := json.Unmarshal([]byte(out), &record); err != nil {
		t.Fatal(err)
	}
	_, out, _ = run("", "schema")
	var schema struct {
		Properties map[string]any
		Required   []string
	}
	if err := json.Unmarshal([]byte(out), &schema); err != nil {
		t.Fatal(err)
	}
	if len(record) != len(fieldNames()) || len(schema.Properties) != len(record) {
		t.Errorf("%d fields, %d in a record, %d in the schema", len(fieldNames()), len(record), len(schema.Properties))
	}
	for name := range record {
		if schema.Properties[name] == nil {
			t.Errorf("the schema has no %s", name)
		}
	}
}
