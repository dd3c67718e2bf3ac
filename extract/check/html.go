package check

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/pithcli/pith/extract/internal/htmlreport"
)

// Bounds of the HTML report: what is past them is in the JSON.
const (
	maxHostBars = 20
	maxRows     = 20000
)

// writeHTML writes a page that needs no network and reads without its script:
// bars by check and by host, and a table that the script sorts and filters.
func writeHTML(w io.Writer, s *Summary, _ Style) error {
	esc := htmlreport.Escape
	var b strings.Builder
	page := htmlreport.Page{Title: "pith check", Script: htmlreport.TableScript()}
	page.Head(&b)
	fmt.Fprintf(&b, "<h1>pith check</h1><p>%d pages, %d findings, %d pages fail</p>\n<div class=\"charts\">\n", s.Pages, len(s.Findings), s.Failures)
	var bars []htmlreport.Bar
	for _, c := range s.counts() {
		k, _ := Named(c.name)
		bars = append(bars, htmlreport.Bar{Name: c.name, Doc: k.Doc, N: c.n})
	}
	htmlreport.Bars(&b, "by check", bars, true)
	bars = nil
	hosts := s.byHost()
	for _, c := range hosts[:min(len(hosts), maxHostBars)] {
		bars = append(bars, htmlreport.Bar{Name: c.name, N: c.n})
	}
	if len(bars) > 0 {
		htmlreport.Bars(&b, "by host", bars, true)
	}
	b.WriteString("</div>\n")
	htmlreport.TableHead(&b, "level", "check", "file", "line", "host", "finding")
	for _, f := range s.Findings[:min(len(s.Findings), maxRows)] {
		line := ""
		if f.Line > 0 {
			line = fmt.Sprint(f.Line)
		}
		file := esc(f.Source)
		if link := s.Links[f.Page]; link != "" {
			file = fmt.Sprintf(`<a href="%s">%s</a>`, esc((&url.URL{Path: link}).String()), file)
		}
		fmt.Fprintf(&b, `<tr><td class="%s" data-key="%d">%s</td><td>%s</td><td class="long">%s</td><td class="n">%s</td><td>%s</td><td class="long">%s</td></tr>`+"\n",
			f.Level, Error-f.Level, f.Level, esc(f.Check), file, line, esc(hostOf(f.URL)), esc(f.Message))
	}
	htmlreport.TableFoot(&b)
	if more := len(s.Findings) - maxRows; more > 0 {
		fmt.Fprintf(&b, "<p>%d more findings are not shown here; pith check -f jsonl writes all.</p>\n", more)
	}
	page.Foot(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// byHost counts findings by host, most first; those of pages without an address are left out.
func (s *Summary) byHost() []count {
	n := map[string]int{}
	for i := range s.Findings {
		if h := hostOf(s.Findings[i].URL); h != "" {
			n[h]++
		}
	}
	out := make([]count, 0, len(n))
	for h, k := range n {
		out = append(out, count{h, k})
	}
	slices.SortFunc(out, func(a, b count) int {
		if a.n != b.n {
			return b.n - a.n
		}
		return strings.Compare(a.name, b.name)
	})
	return out
}

// hostOf is the host of an address without www., "" where it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
