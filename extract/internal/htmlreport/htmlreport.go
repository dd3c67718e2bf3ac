// Package htmlreport writes the frame that the HTML reports of explain, check,
// stats and eval share: one file that needs no network, reads without its
// script, follows the reader's light or dark setting and prints. Its
// Content-Security-Policy allows the file's own style and script and nothing else.
package htmlreport

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"net/url"
	"strings"
)

//go:embed base.css
var baseCSS string

//go:embed table.js
var tableJS string

// Page is a report.
type Page struct {
	Title string
	// Style and Script are the report's own, behind those that all share.
	Style, Script string
}

// Head writes the document up to the open body.
func (p *Page) Head(b *strings.Builder) {
	style, script := baseCSS+p.Style, "'none'"
	if p.Script != "" {
		script = hash(p.Script)
	}
	fmt.Fprintf(b, `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'">
<title>%s</title><style>%s</style></head><body>
`, hash(style), script, Escape(p.Title), style)
}

// Foot writes the script and the document's end.
func (p *Page) Foot(b *strings.Builder) {
	if p.Script != "" {
		fmt.Fprintf(b, "<script>%s</script>", p.Script)
	}
	b.WriteString("</body></html>\n")
}

// Escape makes text safe between tags and in quoted attributes.
func Escape(s string) string { return html.EscapeString(s) }

// hash is a source expression for an inline style or script (CSP level 3, section 6.7.3.3).
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Bar is a row of a bar chart.
type Bar struct {
	Name, Doc string
	N         int
}

// Bars writes a chart; with filter each name narrows the page's table to the
// rows that have a cell of that name.
func Bars(b *strings.Builder, title string, bars []Bar, filter bool) {
	most := 1
	for _, r := range bars {
		most = max(most, r.N)
	}
	fmt.Fprintf(b, "<section><h2>%s</h2><table class=\"bars\"><tbody>\n", Escape(title))
	for _, r := range bars {
		name := Escape(r.Name)
		if filter {
			name = fmt.Sprintf(`<a href="#%s">%s</a>`, Escape(url.Values{"q": {"=" + r.Name}}.Encode()), name)
		}
		fmt.Fprintf(b, `<tr><th scope="row" title="%s">%s</th><td>%d</td><td><meter min="0" max="%d" value="%d">%d</meter></td></tr>`+"\n", Escape(r.Doc), name, r.N, most, r.N, r.N)
	}
	b.WriteString("</tbody></table></section>\n")
}

// TableScript sorts and filters the page's one table of class sortable. The
// address keeps both, as #q=WORDS&sort=COLUMN, with a minus for downwards.
func TableScript() string { return tableJS }

// TableHead writes the filter's field and opens a table with these columns.
func TableHead(b *strings.Builder, columns ...string) {
	b.WriteString("<p><label>Filter <input type=\"search\" id=\"filter\" placeholder=\"words, or =cell\"></label> <output id=\"shown\"></output></p>\n<table class=\"sortable\"><thead><tr>")
	for _, c := range columns {
		fmt.Fprintf(b, `<th scope="col"><button type="button">%s</button></th>`, Escape(c))
	}
	b.WriteString("</tr></thead><tbody>\n")
}

// TableFoot closes the table.
func TableFoot(b *strings.Builder) { b.WriteString("</tbody></table>\n") }
