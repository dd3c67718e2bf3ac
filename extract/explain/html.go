package explain

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"github.com/pithcli/pith/extract/internal/htmlreport"

	"github.com/pithcli/pith/extract/block"
)

//go:embed report.css
var reportCSS string

//go:embed report.js
var reportJS string

// WriteHTML writes the explanation as one page that needs no network and reads
// without its script: kept blocks as text, dropped ones folded, a strip that
// shows the whole page, reasons on click. Everything from the page is escaped,
// and a Content-Security-Policy allows the page's own style and script alone.
func (p *Page) WriteHTML(w io.Writer) error {
	var b strings.Builder
	title := p.Title
	if title == "" {
		title = p.Source
	}
	page := htmlreport.Page{Title: title + " – pith explain", Style: reportCSS, Script: reportJS}
	page.Head(&b)
	fmt.Fprintf(&b, "<header><h1>%s</h1><p>%s", esc(title), esc(p.Source))
	if p.URL != "" {
		fmt.Fprintf(&b, " · %s", esc(p.URL))
	}
	fmt.Fprintf(&b, "</p><p>%s · confidence %.2f · %d blocks kept, %d dropped</p>\n", esc(p.Status), p.Confidence, p.Kept, p.Dropped)
	b.WriteString(`<nav aria-label="Filter"><button type="button" data-show="all" aria-pressed="true">all</button><button type="button" data-show="keep">kept</button><button type="button" data-show="drop">dropped</button>`)
	for _, r := range p.roles() {
		fmt.Fprintf(&b, `<button type="button" data-show="%s">%s <small>%d</small></button>`, esc(r.name), esc(r.name), r.n)
	}
	b.WriteString("</nav></header>\n")
	p.strip(&b)
	b.WriteString("<main>\n")
	for i := range p.Blocks {
		p.Blocks[i].write(&b)
	}
	b.WriteString("</main>\n<footer>j and k move, o opens, a shows all, x kept, d dropped.</footer>\n")
	page.Foot(&b)
	_, err := io.WriteString(w, block.Balance(b.String()))
	return err
}

func esc(s string) string { return htmlreport.Escape(s) }

type roleCount struct {
	name string
	n    int
}

// roles counts the roles of dropped blocks, in the order in which they occur.
func (p *Page) roles() []roleCount {
	var out []roleCount
	at := map[string]int{}
	for i := range p.Blocks {
		e := &p.Blocks[i]
		if e.Keep {
			continue
		}
		k, ok := at[e.Role]
		if !ok {
			k = len(out)
			at[e.Role] = k
			out = append(out, roleCount{name: e.Role})
		}
		out[k].n++
	}
	return out
}

// stripRows bounds the strip: longer pages put several blocks in a row.
const stripRows = 1500

// strip draws the whole page as a column: a row a block, as high as its text is long.
func (p *Page) strip(b *strings.Builder) {
	total := 0
	for i := range p.Blocks {
		total += rows(&p.Blocks[i])
	}
	if total == 0 {
		return
	}
	scale := 1.0
	if total > stripRows {
		scale = float64(stripRows) / float64(total)
	}
	fmt.Fprintf(b, `<svg id="strip" viewBox="0 0 10 %d" preserveAspectRatio="none" aria-hidden="true">`, total)
	y, drawn := 0, -1.0
	for i := range p.Blocks {
		e := &p.Blocks[i]
		h := rows(e)
		if pos := float64(y) * scale; e.Keep || pos-drawn >= 1 || scale == 1 {
			fmt.Fprintf(b, `<rect class="%s" data-to="b%d" y="%d" width="10" height="%d"/>`, verdict(e), e.Index, y, h)
			drawn = pos
		}
		y += h
	}
	b.WriteString("</svg>\n")
}

func rows(e *Block) int { return 1 + len(e.Text)/80 }

func verdict(e *Block) string {
	if e.Keep {
		return "keep"
	}
	return "drop"
}

// write writes one block as a details element: open text for kept ones, folded for dropped.
func (e *Block) write(b *strings.Builder) {
	fmt.Fprintf(b, `<details class="%s" id="b%d" data-role="%s"`, verdict(e), e.Index, esc(e.Role))
	b.WriteString("><summary>")
	text := e.Text
	if !e.Keep && len(text) > 160 {
		text = strings.ToValidUTF8(text[:160], "") + "…"
	}
	if !e.Keep {
		fmt.Fprintf(b, `<b>%s</b> <i>%s</i> `, esc(e.Role), probability(e.Probability))
	}
	tag := "span"
	if e.Keep && e.Kind == "heading" {
		tag = "strong"
	}
	if e.Keep && e.Kind == "pre" {
		tag = "code"
	}
	fmt.Fprintf(b, "<%s>%s</%s></summary>", tag, esc(text), tag)
	fmt.Fprintf(b, `<p>%s as %s, probability %s, line %d, %s</p>`, verdictWord(e), esc(e.Role), probability(e.Probability), e.Line, esc(e.Path))
	if !e.Keep && text != e.Text {
		fmt.Fprintf(b, "<blockquote>%s</blockquote>", esc(e.Text))
	}
	if len(e.Reasons) > 0 {
		b.WriteString("<ul>")
		for _, r := range e.Reasons {
			class := "for"
			if r.Weight < 0 {
				class = "against"
			}
			fmt.Fprintf(b, `<li class="%s"><i>%+.2f</i> %s</li>`, class, r.Weight, esc(r.Text))
		}
		b.WriteString("</ul>")
	}
	b.WriteString("</details>\n")
}

func verdictWord(e *Block) string {
	if e.Keep {
		return "kept"
	}
	return "dropped"
}
