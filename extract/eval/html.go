package eval

import (
	"fmt"
	"io"
	"strings"

	"github.com/pithcli/pith/extract/internal/htmlreport"
)

const reportCSS = `.range{border-bottom:1px solid var(--line)}.range rect{fill:var(--keep);opacity:.4}.range .at{fill:var(--fg);opacity:1}
.group th{font-weight:600;padding-top:.6rem}
`

// WriteHTML writes the comparison as a page that needs no network: for each
// group a line a contestant with its interval drawn, and a table of all pages
// that the script sorts and filters.
func (c *Comparison) WriteHTML(w io.Writer) error {
	esc := htmlreport.Escape
	var b strings.Builder
	page := htmlreport.Page{Title: "pith eval " + c.Corpus, Style: reportCSS, Script: htmlreport.TableScript()}
	page.Head(&b)
	fmt.Fprintf(&b, "<h1>%s</h1>\n<p>%d pages, layout %s, digest %s. Intervals of %g %% from %d bootstrap resamples of pages (seed %d); differences to %s are of the same resamples.</p>\n",
		esc(c.Corpus), len(c.Pages), esc(c.Layout), esc(c.Digest), 100*c.Resampling.Level, c.Resampling.Resamples, c.Resampling.Seed, esc(c.Contestants[0]))
	b.WriteString("<table><thead><tr><th></th><th>F1</th><th>interval</th><th></th><th>P</th><th>R</th><th>difference</th></tr></thead><tbody>\n")
	low := 1.0
	for _, g := range c.Groups {
		for _, s := range g.Standings {
			low = min(low, s.F1.Low)
		}
	}
	at := func(v float64) float64 { return 100 * (v - low) / max(1-low, 1e-9) }
	for _, g := range c.Groups {
		fmt.Fprintf(&b, "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"7\">%s, %d pages</th></tr>\n", esc(g.Name), g.Pages)
		for _, s := range g.Standings {
			difference := ""
			if s.Difference != nil {
				difference = fmt.Sprintf("%+.4f (%+.4f to %+.4f)", s.Difference.Value, s.Difference.Low, s.Difference.High)
			}
			// The drawing is an svg: the page's policy forbids style attributes.
			fmt.Fprintf(&b, `<tr><th scope="row">%s</th><td class="n">%.4f</td><td class="n">%.4f to %.4f</td><td><svg class="range" viewBox="0 0 100 10" preserveAspectRatio="none" width="240" height="12" aria-hidden="true"><rect x="%.2f" y="3" width="%.2f" height="4"/><rect class="at" x="%.2f" width=".6" height="10"/></svg></td><td class="n">%.4f</td><td class="n">%.4f</td><td class="n">%s</td></tr>`+"\n",
				esc(s.Name), s.F1.Value, s.F1.Low, s.F1.High, at(s.F1.Low), at(s.F1.High)-at(s.F1.Low), at(s.F1.Value), s.Precision, s.Recall, difference)
		}
	}
	b.WriteString("</tbody></table>\n<h2>pages</h2>\n")
	columns := []string{"page", "group"}
	for i, name := range c.Contestants {
		columns = append(columns, name)
		if i > 0 {
			columns = append(columns, name+" − "+c.Contestants[0])
		}
	}
	htmlreport.TableHead(&b, columns...)
	for _, p := range c.Pages {
		fmt.Fprintf(&b, `<tr><td class="long">%s</td><td>%s</td>`, esc(p.ID), esc(strings.Join(p.Groups, " ")))
		for i, s := range p.Scores {
			fmt.Fprintf(&b, `<td class="n" title="P %.3f, R %.3f">%.3f</td>`, s.Precision, s.Recall, s.F1)
			if i > 0 {
				// The key orders as text: one more than the difference is never negative.
				fmt.Fprintf(&b, `<td class="n" data-key="%.3f">%+.3f</td>`, 1+s.F1-p.Scores[0].F1, s.F1-p.Scores[0].F1)
			}
		}
		b.WriteString("</tr>\n")
	}
	htmlreport.TableFoot(&b)
	page.Foot(&b)
	_, err := io.WriteString(w, b.String())
	return err
}
