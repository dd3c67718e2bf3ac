package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/pithcli/pith/cmd"
)

// run runs pith in this process.
func run(stdin string, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = cmd.Main(args, strings.NewReader(stdin), &o, &e)
	return code, o.String(), e.String()
}

// The article that hostile pages are built around.
var paragraphs = []string{
	"The old mill at Ashford has stood beside the river for two hundred years, and for most of them it ground the corn of the valley.",
	"Last winter the wheel broke in a flood, and the owners, who had run it as a museum, did not have the money to mend it at once.",
	"Now the village has raised what was needed, and the wheel will turn again before the harvest, the owners said on Monday evening.",
}

func body() string {
	return "<h1>The mill at Ashford</h1>\n<p>" + strings.Join(paragraphs, "</p>\n<p>") + "</p>\n"
}

func page(inside string) string {
	return "<!doctype html><html lang=en><head><title>The mill at Ashford</title></head><body><article>" + inside + "</article></body></html>"
}

// whole fails unless every paragraph is in out, once.
func whole(t *testing.T, out string) {
	t.Helper()
	for _, p := range paragraphs {
		if n := strings.Count(out, p); n != 1 {
			t.Errorf("%d times in the output: %q", n, p[:40])
		}
	}
}

// article runs pith over a page in text, Markdown, HTML and JSON and wants the whole article from each.
func article(t *testing.T, src string) {
	t.Helper()
	for _, args := range [][]string{{"-f", "text"}, {"-f", "markdown"}, {"-f", "html"}, {"-f", "json", "--fields", "text"}} {
		code, out, errs := run(src, args...)
		if code != 0 {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
		whole(t, out)
		safe(t, out+errs)
	}
}

// safe fails for control characters but tab and line end, bad UTF-8, and unbalanced bidirectional controls in a line.
func safe(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Error("the output is not UTF-8")
	}
	for _, line := range strings.Split(s, "\n") {
		depth := 0
		for _, r := range line {
			switch {
			case r < 0x20 && r != '\t', r == 0x7F, r >= 0x80 && r < 0xA0:
				t.Fatalf("control character %U in %.80q", r, line)
			case r >= 0x202A && r <= 0x202E && r != 0x202C, r >= 0x2066 && r <= 0x2068:
				depth++
			case r == 0x202C || r == 0x2069:
				depth--
			}
			if depth < 0 {
				t.Fatalf("a bidirectional control is closed that was not opened: %.80q", line)
			}
		}
		if depth != 0 {
			t.Fatalf("a bidirectional control stays open: %.80q", line)
		}
	}
}

// noArticle wants exit 1, one line on stderr, nothing on stdout.
func noArticle(t *testing.T, src string) {
	t.Helper()
	code, out, errs := run(src)
	if code != 1 || out != "" || strings.Count(errs, "\n") != 1 {
		t.Errorf("%.20q: exit %d, stdout %q, stderr %q", src, code, out, errs)
	}
}

// assertion is one of the numbered promises: what is promised, and the test
// that proves it, here or in the named file.
type assertion struct {
	n      int
	doc    string
	run    func(*testing.T)
	proofs []string // "path/file_test.go TestName"
}

// assertions is the whole list. Numbers are stable: SECURITY.md refers to them.
var assertions = []assertion{
	{n: 1, doc: "50,000 nested div round an article: the whole article", run: func(t *testing.T) { article(t, page(strings.Repeat("<div>", 50000)+body())) }},
	{n: 2, doc: "5,000 unclosed font or b: the whole article", run: func(t *testing.T) {
		article(t, page(strings.Repeat("<font>", 5000)+body()))
		article(t, page(body()+strings.Repeat("<b>", 5000)))
	}},
	{n: 3, doc: "800 nested quotes or lists: text once each, indentation capped", run: func(t *testing.T) {
		for _, open := range []string{"<blockquote>", "<ul><li>", "<ol><li>"} {
			src := page(strings.Repeat(open, 800) + body())
			article(t, src)
			if _, out, _ := run(src, "-f", "markdown"); len(out) > len(src)+8192 {
				t.Errorf("%s: %d bytes of Markdown from %d", open, len(out), len(src))
			}
		}
	}},
	{n: 4, doc: "20,000 html tags with attributes", run: func(t *testing.T) {
		var b strings.Builder
		for i := range 20000 {
			fmt.Fprintf(&b, "<html a%d>", i)
		}
		article(t, b.String()+page(body()))
	}},
	{n: 5, doc: "300 fonts rebuilt in 3,000 paragraphs", run: func(t *testing.T) {
		var b strings.Builder
		b.WriteString("<p>")
		for i := range 300 {
			fmt.Fprintf(&b, "<font size=%d>", i)
		}
		b.WriteString("</p>" + body() + strings.Repeat("<p>x", 3000))
		article(t, page(b.String()))
	}},
	{n: 6, doc: "every hostile shape grows linearly", proofs: []string{"growth_test.go TestGrowth", "extract/block/growth_test.go TestGrowth", "extract/render/linear_test.go TestLinear"}},
	{n: 7, doc: "html5lib's tree tests, alone and inside an article: no crash, text before kept", run: html5lib},
	{n: 8, doc: "cut at each tenth and inside constructs: text up to the cut", run: func(t *testing.T) {
		src := page(body())
		for i := 1; i <= 10; i++ {
			cut := src[:len(src)*i/10]
			code, out, errs := run(cut, "--mode", "recall")
			if code > 1 {
				t.Errorf("cut at %d0 %%: exit %d: %s", i, code, errs)
			}
			for _, p := range paragraphs {
				if strings.Contains(cut, p+"</p>") && !strings.Contains(out, p) {
					t.Errorf("cut at %d0 %%: %q is lost", i, p[:30])
				}
			}
		}
	}},
	{n: 9, doc: "raw elements and comments that are never closed: the text before", run: func(t *testing.T) {
		for _, open := range []string{"<script>", "<style>", "<!--", "<title>", "<textarea>", "<svg>", "<iframe>", "<select>", "<math>", "<![CDATA[", "<xmp", "<a href='"} {
			code, out, _ := run(page(body()+open+"never closed, and long enough to look like more of the text if it were shown as such."), "-f", "text")
			if code != 0 {
				t.Errorf("%s: exit %d", open, code)
			}
			whole(t, out)
		}
	}},
	{n: 10, doc: "two or a hundred documents in one file: the first is kept", run: func(t *testing.T) {
		for _, n := range []int{1, 99} {
			_, out, _ := run(page(body()) + strings.Repeat("<html><head><title>Other</title></head><body><p>Another page, short.</p></body></html>", n))
			whole(t, out)
		}
	}},
	{n: 11, doc: "a saved HTTP head is no article text", proofs: []string{"extract/source/markup_test.go TestStoredHTTP"}, run: func(t *testing.T) {
		_, out, _ := run("HTTP/1.1 200 OK\r\nServer: mill\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(body()))
		whole(t, out)
		if strings.Contains(out, "Server") {
			t.Error("the head is in the text")
		}
	}},
	{n: 12, doc: "CR, LF and CRLF, upper and lower case: the same output", run: func(t *testing.T) {
		src := page(body())
		_, want, _ := run(src)
		upper := regexp.MustCompile(`</?[a-z0-9]+`).ReplaceAllStringFunc(src, strings.ToUpper)
		for _, other := range []string{strings.ReplaceAll(src, "\n", "\r\n"), strings.ReplaceAll(src, "\n", "\r"), upper} {
			if _, out, _ := run(other); out != want {
				t.Errorf("%q\nwant %q", out, want)
			}
		}
	}},
	{n: 13, doc: "a word of a million letters, 200,000 lines of pre, colspan 99999999", run: func(t *testing.T) {
		article(t, page(body()+"<table><tr><td colspan=99999999>a<td rowspan=99999999>b<tr><td>c</table>"))
		for _, src := range []string{page(body() + "<p>" + strings.Repeat("x", 1_000_000)), page(body() + "<pre>" + strings.Repeat("x\n", 200_000))} {
			code, out, errs := run(src)
			if code != 0 || len(out) > 2*len(src) {
				t.Errorf("exit %d, %d bytes out: %s", code, len(out), errs)
			}
			whole(t, out)
		}
	}},
	{n: 14, doc: "JSON-LD that is broken, 20,000 deep, of wrong types: ignored", run: func(t *testing.T) {
		for _, ld := range []string{"{", `{"@type":"Article","headline":`, strings.Repeat("[", 20000), strings.Repeat(`{"author":`, 20000), `{"@type":7,"headline":[1e999,{}],"author":{"name":null},"datePublished":99999999999999999999}`, "\x00\xff{}"} {
			src := strings.Replace(page(body()), "<head>", `<head><script type="application/ld+json">`+ld+`</script>`, 1)
			article(t, src)
		}
	}},
	{n: 15, doc: "nothing, one byte, a BOM, blanks: no article, one line, nothing on stdout", run: func(t *testing.T) {
		for _, src := range []string{"", "\n", "\xef\xbb\xbf", "  \n\t ", "<html></html>"} {
			noArticle(t, src)
		}
	}},
	{n: 16, doc: "UTF-8 under a latin-1 label and the other way round: the bytes decide", proofs: []string{"extract/source/charset_test.go TestCharsets"}, run: func(t *testing.T) {
		src := strings.Replace(page(body()+"<p>Ein schöner Text über Öl und Grüße, der für sich allein schon lang genug wäre.</p>"), "<head>", "<head><meta charset=iso-8859-1>", 1)
		if _, out, _ := run(src); !strings.Contains(out, "schöner Text über Öl und Grüße") {
			t.Error("UTF-8 under a latin-1 label is mojibake")
		}
		latin := []byte(strings.NewReplacer("ö", "\xf6", "ü", "\xfc", "Ö", "\xd6", "ß", "\xdf", "ä", "\xe4", "iso-8859-1", "utf-8").Replace(src))
		if _, out, _ := run(string(latin)); !strings.Contains(out, "schöner Text über Öl und Grüße") {
			t.Error("latin-1 under a UTF-8 label is lost")
		}
	}},
	{n: 17, doc: "UTF-16 with a BOM and without: decoded, no NULs", run: func(t *testing.T) {
		for _, bom := range []string{"\xff\xfe", ""} {
			var b bytes.Buffer
			b.WriteString(bom)
			for _, r := range page(body()) {
				b.Write([]byte{byte(r), byte(r >> 8)})
			}
			_, out, _ := run(b.String())
			whole(t, out)
			safe(t, out)
		}
	}},
	{n: 18, doc: "legacy encodings that are declared are decoded", proofs: []string{"extract/source/charset_test.go TestCharsets"}},
	{n: 19, doc: "a BOM goes before meta; meta UTF-16 on ASCII bytes is UTF-8", run: func(t *testing.T) {
		src := strings.Replace(page(body()+"<p>Grüße aus Köln und aus Zürich, wo es heute regnet und morgen wohl auch noch.</p>"), "<head>", "<head><meta charset=windows-1251>", 1)
		if _, out, _ := run("\xef\xbb\xbf" + src); !strings.Contains(out, "Grüße aus Köln") {
			t.Error("meta goes before the BOM")
		}
		_, out, _ := run(strings.Replace(page(body()), "<head>", "<head><meta charset=utf-16>", 1))
		whole(t, out)
	}},
	{n: 20, doc: "UTF-7 is never decoded", run: func(t *testing.T) {
		_, out, _ := run(strings.Replace(page(body()+"<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- stands in this paragraph as it is, with its plus signs and all.</p>"), "<head>", "<head><meta charset=utf-7>", 1), "-f", "html")
		if strings.Contains(out, "<script") || !strings.Contains(out, "+ADw-script") {
			t.Errorf("%s", out)
		}
	}},
	{n: 21, doc: "overlong, surrogate, cut and five-byte sequences: U+FFFD, never <", run: func(t *testing.T) {
		for _, bad := range []string{"\xc0\xbcscript>", "\xed\xa0\x80", "\xe2\x82", "\xf8\x88\x80\x80\x80", "\xff\xfe\xfd"} {
			_, out, _ := run(strings.Replace(page(body()+"<p>Here stand "+bad+" bytes that are no text, in the midst of an ordinary sentence of decent length.</p>"), "<head>", "<head><meta charset=utf-8>", 1), "-f", "html")
			safe(t, out)
			if strings.Contains(out, "<script") {
				t.Errorf("%q becomes markup", bad)
			}
		}
	}},
	{n: 22, doc: "references to surrogates, NUL, beyond Unicode, C1: U+FFFD or the windows-1252 character", run: func(t *testing.T) {
		src := page(body() + "<p>a&#xD800;b&#0;c&#x110000;d&#150;e and so on, a sentence that goes on for some time yet.</p>")
		_, out, _ := run(src)
		if !strings.Contains(out, "a\uFFFDb\uFFFDc\uFFFDd–e") {
			t.Errorf("%q", out)
		}
		_, out, _ = run(src, "-f", "json")
		if !json.Valid([]byte(out)) {
			t.Error("the JSON is not valid")
		}
	}},
	{n: 23, doc: "a character across byte 1024, 4096, 65536 stays whole", run: func(t *testing.T) {
		for _, at := range []int{1024, 4096, 65536} {
			head := page(body())
			head = head[:strings.Index(head, "<p>")] + "<!--"
			src := head + strings.Repeat("x", max(0, at-len(head)-4)) + "--><p>" + "é" + paragraphs[0] + "</p><p>" + strings.Join(paragraphs[1:], "</p><p>")
			if _, out, _ := run(src); !strings.Contains(out, "é"+paragraphs[0]) {
				t.Errorf("the character at byte %d is broken", at)
			}
		}
	}},
	{n: 24, doc: "control sequences in text, title, attributes, references, JSON-LD, text files: none on either stream", run: controls},
	{n: 25, doc: "OSC 52 or CSI in names and headers: escaped on stderr", proofs: []string{"extract/source/mail_test.go TestNothingEscapes", "cmd/printable_test.go TestPrintable", "script_test.go TestScript"}},
	{n: 26, doc: "bidirectional overrides are balanced or removed", run: func(t *testing.T) {
		article(t, strings.Replace(page(body()+"<p>one \u202Etwo</p><p>three \u2066four \u202Bfive</p><pre>six \u202Eseven</pre><p>eight \u202C nine \u2069 ten</p>"), "<title>", "<title>\u202E", 1))
	}},
	{n: 27, doc: "line separators in titles: JSON Lines stay a line, front matter a scalar", run: func(t *testing.T) {
		src := strings.NewReplacer("<title>The mill at Ashford", "<title>The\u2028mill\u0085at&#10;Ash&#8233;ford: \"x\" # y", "<h1>The mill at Ashford", "<h1>The\u2028mill\u0085at&#10;Ash&#8233;ford: \"x\" # y").Replace(page(body()))
		_, out, _ := run(src, "-f", "jsonl")
		if strings.Count(out, "\n") != 1 || strings.ContainsAny(out, "\u2028\u2029\u0085") {
			t.Errorf("%q", out)
		}
		_, out, _ = run(src, "-f", "markdown", "--metadata")
		if n := strings.Count(strings.SplitN(out, "\n---", 2)[0], "\ntitle:"); n != 1 {
			t.Errorf("front matter: %s", out)
		}
	}},
	{n: 28, doc: "injections: nothing active in HTML or rendered Markdown", proofs: []string{"extract/render/fuzz_test.go FuzzRender", "extract/render/html_test.go TestHTMLParses"}, run: injections},
	{n: 29, doc: "text that looks like markup renders as the same text", proofs: []string{"extract/render/markdown_test.go TestInline"}, run: func(t *testing.T) {
		_, out, _ := run(page(body()+"<p>&lt;script&gt; and # x and 1. x and [x](y) are all text, and so is **this** and `that`.</p>"), "-f", "html")
		if !strings.Contains(out, "&lt;script&gt;") || strings.Contains(out, "<script>") {
			t.Error(out)
		}
	}},
	{n: 30, doc: "5,000 backticks in code: a longer fence", run: func(t *testing.T) {
		_, out, _ := run(page(body()+"<pre><code>"+strings.Repeat("`", 5000)+"</code></pre>"+body()), "-f", "markdown", "--mode", "recall")
		if strings.Contains(out, strings.Repeat("`", 5000)) && !strings.Contains(out, strings.Repeat("`", 5001)) {
			t.Error("the fence is not longer than what it holds")
		}
	}},
	{n: 31, doc: "hostile titles: safe file names, one-line metadata", proofs: []string{"extract/batch/name_test.go TestSafeName", "cmd/name_test.go TestClaimsLoseNothing"}},
	{n: 32, doc: "naughty strings as text and markup: text kept, nothing runs", run: naughty},
	{n: 33, doc: "HTML output cleaned again: the same bytes", proofs: []string{"extract/render/html_test.go TestFixedPoint"}},
	{n: 34, doc: "content decides, not the name", proofs: []string{"extract/source/mail_test.go TestContentDecides"}},
	{n: 35, doc: "MHTML boundaries: wrong, absent, empty, giant", proofs: []string{"extract/source/mail_test.go TestMHTMLBoundaries"}},
	{n: 36, doc: "MIME: nested multiparts, many parts, folds, a giant header", proofs: []string{"extract/source/mail_test.go TestMIMELinear"}},
	{n: 37, doc: "garbage in base64 or quoted-printable: the sound part and a warning", proofs: []string{"extract/source/mail_test.go TestMIMEGarbage"}},
	{n: 38, doc: "an advert frame before the main document: the main document", proofs: []string{"extract/source/mail_test.go TestMHTMLRoot"}},
	{n: 39, doc: "WARC lengths of any kind: no allocation of the claim, a warning, the next record found", proofs: []string{"extract/source/damage_test.go TestWARCLengths"}},
	{n: 40, doc: "a cut gzip member, a bad CRC: a warning, the other records, exit 3", proofs: []string{"extract/source/damage_test.go TestGzipMemberDamaged"}},
	{n: 41, doc: "chunked or gzip claimed and not so: read anyway", proofs: []string{"extract/source/damage_test.go TestWARCPayloads"}},
	{n: 42, doc: "a WARC header inside a page is page text", proofs: []string{"extract/source/damage_test.go TestWARCHeaderInPage"}},
	{n: 43, doc: "two records with one address: no result lost", proofs: []string{"cmd/name_test.go TestClaimsLoseNothing"}},
	{n: 44, doc: "webarchives with cycles, shared references, depth, lengths: an error at once", proofs: []string{"extract/source/limits_test.go TestHostilePlists"}},
	{n: 45, doc: "XML with external or nested entities: not read, not expanded", proofs: []string{"extract/source/limits_test.go TestHostilePlists"}},
	{n: 46, doc: "unsupported formats are named", proofs: []string{"extract/source/source_test.go TestUnsupportedIsNamed"}},
	{n: 47, doc: "bombs stop at the limit and name the switch", proofs: []string{"extract/source/limits_test.go TestBombs", "bombs_unix_test.go TestBombs"}},
	{n: 48, doc: "40 layers stop at the documented depth", proofs: []string{"extract/source/limits_test.go TestLayers"}},
	{n: 49, doc: "giant zstd windows and sizes are refused without allocation", proofs: []string{"extract/source/limits_test.go TestZstdClaims"}},
	{n: 50, doc: "zero padding behind gzip is fine; junk gives the text and a warning", proofs: []string{"extract/source/damage_test.go TestGzipEnd"}},
	{n: 51, doc: "the name that gzip stores is never used", proofs: []string{"extract/source/provenance_test.go TestNothingEscapes"}},
	{n: 52, doc: "a closed pipe ends quietly; every write is checked", proofs: []string{"signal_test.go TestClosedPipe"}, run: func(t *testing.T) {
		for n := range 400 {
			w := &failing{left: n}
			var e bytes.Buffer
			if code := cmd.Main([]string{"-f", "markdown"}, strings.NewReader(page(body())), w, &e); code != 5 && w.left < 0 {
				t.Fatalf("a write that fails at byte %d: exit %d", n, code)
			}
		}
	}},
	{n: 53, doc: "closed standard input with a file argument works", proofs: []string{"script_test.go TestScript"}},
	{n: 54, doc: "locale, time zone, processors: the same bytes", run: func(t *testing.T) {
		_, want, _ := run(page(body()), "-f", "json")
		for _, env := range [][2]string{{"LC_ALL", "tr_TR.UTF-8"}, {"TZ", "Pacific/Kiritimati"}, {"COLUMNS", "20"}, {"TERM", "xterm"}, {"HOME", "/nonexistent"}} {
			t.Setenv(env[0], env[1])
			if _, out, _ := run(page(body()), "-f", "json"); out != want {
				t.Errorf("%s changes the output", env[0])
			}
		}
	}},
	{n: 55, doc: "signals in a batch: 130, 143, 129; every output whole or absent", proofs: []string{"signal_test.go TestSignals", "resume_test.go TestResumeAfterKill"}},
	{n: 56, doc: "two processes on one folder: whole outputs", proofs: []string{"script_test.go TestScript"}},
	{n: 57, doc: "a full disk: exit 5, nothing half-written", proofs: []string{"script_test.go TestScript"}, run: func(t *testing.T) {
		if _, err := os.Stat("/dev/full"); err != nil {
			t.Skip("no /dev/full here")
		}
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		defer full.Close()
		var e bytes.Buffer
		if code := cmd.Main(nil, strings.NewReader(page(body())), full, &e); code != 5 || e.Len() == 0 {
			t.Errorf("exit %d, %q", code, e.String())
		}
	}},
	{n: 58, doc: "an output folder that cannot be written, or is the input: a message; no input changes", run: func(t *testing.T) {
		dir := t.TempDir()
		in := filepath.Join(dir, "a.html")
		if err := os.WriteFile(in, []byte(page(body())), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"-o", in, in}, {"-o", filepath.Join(in, "x", "y"), in}} {
			if code, _, errs := run("", args...); code != 5 && code != 2 || errs == "" {
				t.Errorf("%v: exit %d, %q", args, code, errs)
			}
		}
		if b, err := os.ReadFile(in); err != nil || string(b) != page(body()) {
			t.Error("the input changed")
		}
	}},
	{n: 59, doc: "inputs of one base name: every result, or a refusal", proofs: []string{"cmd/name_test.go TestClaimsLoseNothing"}},
	{n: 60, doc: "odd file names are read and reversible in JSON", run: func(t *testing.T) {
		dir := t.TempDir()
		t.Chdir(dir)
		for _, name := range []string{"a\nb.html", "\x1b[31m.html", "-rf", "--help", "bad\xff.html", strings.Repeat("n", 250) + ".html", "CON.html"} {
			if err := os.WriteFile(name, []byte(page(body())), 0o644); err != nil {
				t.Logf("%q cannot be made here: %v", name, err)
				continue
			}
			code, out, errs := run("", "-f", "json", "--", name)
			safe(t, out+errs)
			var rec struct {
				Source struct {
					File       string `json:"file"`
					FileBase64 []byte `json:"file_base64"`
				} `json:"source"`
			}
			if err := json.Unmarshal([]byte(out), &rec); code != 0 || err != nil {
				t.Errorf("%q: exit %d, %v", name, code, err)
			}
			if rec.Source.File != name && string(rec.Source.FileBase64) != name {
				t.Errorf("%q comes back as %q", name, rec.Source.File)
			}
		}
	}},
	{n: 61, doc: "link loops, devices, sockets, folders that look like pages: skipped or refused, never a hang", proofs: []string{"script_test.go TestScript"}},
	{n: 62, doc: "an unreadable file in a batch: all the others, one message, exit 3", run: func(t *testing.T) {
		dir := t.TempDir()
		for i := range 20 {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.html", i)), []byte(page(body())), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		code, out, errs := run("", "-f", "jsonl", "-q", filepath.Join(dir, "00.html"), filepath.Join(dir, "missing.html"), filepath.Join(dir, "01.html"))
		if code != 3 || strings.Count(out, `"status":"ok"`) != 2 || strings.Count(errs, "\n") != 1 {
			t.Errorf("exit %d, %d results, stderr %q", code, strings.Count(out, "\n"), errs)
		}
	}},
	{n: 63, doc: "readers and writers that fail at each byte: an error exit, never a panic", proofs: []string{"extract/source/damage_test.go TestReaderFails"}, run: func(t *testing.T) {
		src := page(body())
		for n := 0; n < len(src); n += 7 {
			var o, e bytes.Buffer
			if code := cmd.Main([]string{"-f", "jsonl"}, &failingReader{src: src[:n]}, &o, &e); code != 3 {
				t.Fatalf("a read that fails at byte %d: exit %d, %s", n, code, &e)
			}
		}
	}},
}

// failing is a writer that fails after some bytes.
type failing struct{ left int }

func (w *failing) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errors.New("no more")
	}
	return len(b), nil
}

// failingReader reads some bytes and then fails.
type failingReader struct {
	src string
	at  int
}

func (r *failingReader) Read(b []byte) (int, error) {
	if r.at >= len(r.src) {
		return 0, errors.New("the disk is gone")
	}
	n := copy(b, r.src[r.at:])
	r.at += n
	return n, nil
}

// TestAssertions runs the numbered assertions. One that is proved elsewhere must
// name a test that exists.
func TestAssertions(t *testing.T) {
	seen := map[int]bool{}
	for _, a := range assertions {
		if seen[a.n] || a.run == nil && len(a.proofs) == 0 {
			t.Errorf("%d is there twice, or proves nothing", a.n)
		}
		seen[a.n] = true
		t.Run(fmt.Sprintf("%02d", a.n), func(t *testing.T) {
			for _, p := range a.proofs {
				exists(t, p)
			}
			if a.run != nil {
				a.run(t)
			}
		})
	}
	for n := 1; n <= 63; n++ {
		if !seen[n] {
			t.Errorf("no assertion %d", n)
		}
	}
}

// exists fails unless a test of that name stands in a test file of that folder.
func exists(t *testing.T, proof string) {
	t.Helper()
	file, name, _ := strings.Cut(proof, " ")
	files, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if n, ok := declared(d); ok && n == name {
				return
			}
		}
	}
	t.Errorf("%s proves nothing: there is no such test", proof)
}

// controls puts control sequences everywhere a page can hold text.
func controls(t *testing.T) {
	for _, seq := range []string{"\x1b[31m", "\x1b]52;c;aGk=\x07", "\x1b]0;t\x1b\\", "\x9b31m", "\u009b31m", "\x07", "\x08", "\x00", "\x7f", "\r", "\x0e", "\u0090x\u009c", "\x1bP1$r\x1b\\", "\x1b[2J", "\x05", "&#27;[31m", "&#x9b;31m", "&#7;"} {
		mid := "left" + seq + "right"
		src := strings.NewReplacer("<title>", "<title>"+mid+" ", "<head>", `<head><meta name="author" content="A`+seq+`B"><meta name=description content="`+mid+`"><script type="application/ld+json">{"@type":"Article","headline":"`+mid+`","author":{"name":"X`+seq+`Y"}}</script>`).Replace(
			page(body() + `<p>` + mid + ` in a paragraph of its own that is long enough to be kept with the others, <a href="https://a.example/` + seq + `" title="` + mid + `">link</a> <img src="a.png" alt="` + mid + `"></p><pre>` + mid + `</pre>`))
		for _, args := range [][]string{{"-f", "text"}, {"-f", "markdown", "--metadata"}, {"-f", "html", "--metadata"}, {"-f", "json"}, {"explain"}, {"explain", "--metadata"}, {"explain", "-f", "html"}, {"check"}} {
			_, out, errs := run(src, args...)
			safe(t, out+errs)
			if args[0] == "-f" && (!strings.Contains(out, "left") || !strings.Contains(out, "right")) {
				t.Errorf("%v: words beside %q are lost", args, seq)
			}
		}
		_, out, errs := run("A title\n\n"+paragraphs[0]+"\n\n"+mid+" stands in a plain text of which it is a part.\n\n"+paragraphs[1]+"\n", "--from", "text")
		safe(t, out+errs)
	}
}

// injections are markup that must come out as nothing active.
func injections(t *testing.T) {
	for _, bad := range []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<a href="javascript:alert(1)">x</a>`, `<a href=" jAvA&#9;script:alert(1)">x</a>`, `<a href="data:text/html,<script>alert(1)</script>">x</a>`,
		`<svg onload=alert(1)>`, `<iframe src="javascript:alert(1)"></iframe>`, `<p style="background:url(javascript:alert(1))">x</p>`, `<math><mi xlink:href="javascript:alert(1)">x</mi></math>`,
		`<form action="javascript:alert(1)"><button>x</button></form>`, `<object data="javascript:alert(1)"></object>`, `<p>[x](javascript:alert(1)) and ![x](x"onerror="alert(1))</p>`, `<pre>&lt;/code>&lt;script>alert(1)&lt;/script></pre>`,
		`<img src="x" alt="](javascript:alert(1))">`, `<a href='https://a.example/"onmouseover="alert(1)'>x</a>`, `<a href="vbscript:x">x</a>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>`, `<h2>&lt;img src=x onerror=alert(1)&gt;</h2>`,
	} {
		for _, args := range [][]string{{"-f", "html"}, {"-f", "html", "--metadata"}, {"explain", "-f", "html"}} {
			code, out, _ := run(page(body()+bad+body()), append(args, "--mode", "recall")...)
			if code > 1 {
				t.Errorf("%q: exit %d", bad, code)
			}
			active(t, bad, out)
		}
	}
}

// active fails if a page has something in it that runs.
func active(t *testing.T, bad, out string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(out))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if tok.Data == "script" && !strings.Contains(out, "sha256-") || tok.Data == "iframe" || tok.Data == "object" || tok.Data == "form" {
				t.Errorf("%q: %s in the output", bad, tok.Data)
			}
			for _, a := range tok.Attr {
				v := strings.ToLower(strings.Map(func(r rune) rune {
					if unicode.IsSpace(r) || unicode.IsControl(r) {
						return -1
					}
					return r
				}, a.Val))
				if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src") && (strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "vbscript:") || strings.HasPrefix(v, "data:text/html")) {
					t.Errorf("%q: %s=%q in the output", bad, a.Key, a.Val)
				}
			}
		}
	}
}

// naughty puts strings that break programs into text and attributes.
func naughty(t *testing.T) {
	for _, s := range []string{"undefined", "NULL", "-1", "1e309", "0x0", "../../etc/passwd", "$HOME", "`id`", "$(id)", "'; DROP TABLE x;--", "%s%n%d", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "田中さん", "Ω≈ç√∫˜µ", "\u202btest\u202b", "Z̮̞̠͙͔ͅA̷̘", "🏳️\u200d🌈👨\u200d👩\u200d👧", "﷽", "ﬀ", "İıſ", "\u200d\u200b", "＜script＞", "---", "===", "```", "~~~", "| a | b |", "[^1]: x", "<!--", "]]>", "&lt;b&gt;", "\\", "\\n", "#!/bin/sh", "=cmd|' /C calc'!A0", "@SUM(1)", "True", "0.1.2.3", "1.", "+ x", "> x"} {
		escaped := html.EscapeString(s)
		src := page(body() + "<p>" + escaped + " begins a paragraph, and " + escaped + " stands in the middle of it, so that both are tried at once.</p><p title=\"" + escaped + "\">" + escaped + "</p>")
		for _, format := range []string{"text", "markdown", "html", "json", "csv"} {
			args := []string{"-f", format}
			if format == "json" || format == "csv" {
				args = append(args, "--fields", "text")
			}
			code, out, errs := run(src, args...)
			if code != 0 {
				t.Errorf("%q as %s: exit %d: %s", s, format, code, errs)
			}
			whole(t, out)
			safe(t, out)
		}
	}
}
