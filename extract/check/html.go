package check

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed report.css
var reportCSS string

//go:embed report.js
var reportJS string

func source(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// writeHTML writes a page that needs no network and reads without its script:
// bars by check, and a table that the script sorts and filters.
func writeHTML(w io.Writer, s *Summary, _ Style) error {
	esc := html.EscapeString
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'">
<title>pith check</title><style>%s</style></head><body>
<h1>pith check</h1><p>%d pages, %d findings, %d pages fail</p>
`, source(reportCSS), source(reportJS), reportCSS, s.Pages, len(s.Findings), s.Failures)
	counts := s.counts()
	most := 1
	if len(counts) > 0 {
		most = counts[0].n
	}
	b.WriteString("<table class=\"bars\"><tbody>\n")
	for _, c := range counts {
		k, _ := Named(c.id)
		fmt.Fprintf(&b, `<tr><th scope="row" title="%s">%s</th><td><meter min="0" max="%d" value="%d"></meter></td><td>%d</td></tr>`+"\n", esc(k.Doc), esc(c.id), most, c.n, c.n)
	}
	b.WriteString("</tbody></table>\n<p><label>Filter <input type=\"search\" id=\"filter\"></label></p>\n<table id=\"findings\"><thead><tr><th>level</th><th>check</th><th>file</th><th>line</th><th>finding</th></tr></thead><tbody>\n")
	for _, f := range s.Findings {
		line := ""
		if f.Line > 0 {
			line = fmt.Sprint(f.Line)
		}
		fmt.Fprintf(&b, `<tr class="%s"><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>`+"\n", f.Level, f.Level, esc(f.Check), esc(f.Source), line, esc(f.Message))
	}
	fmt.Fprintf(&b, "</tbody></table>\n<script>%s</script></body></html>\n", reportJS)
	_, err := io.WriteString(w, b.String())
	return err
}
