package check

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
	"github.com/pithcli/pith/extract/classify/role"
)

func emptyPage(p *page, e *emitter) {
	if strings.TrimSpace(p.doc.Text) == "" {
		e.found(-1, 0, "the page shows no text")
	}
}

func notArticle(p *page, e *emitter) {
	if s := p.article.Status(); strings.TrimSpace(p.doc.Text) != "" && (s == extract.Empty || s == extract.NotArticle) {
		e.found(-1, 0, "%s", p.article.Reason())
	}
}

// truncated looks for an HTML page that ends in a tag, or that opens html or
// body as written elements and closes neither.
func truncated(p *page, e *emitter) {
	if p.article.Page.MediaType == "text/plain" {
		return
	}
	src := bytes.TrimRight(p.article.Page.Bytes, " \t\r\n\x00")
	tail := src[max(0, len(src)-4096):]
	if open := bytes.LastIndexByte(tail, '<'); open >= 0 && bytes.IndexByte(tail[open:], '>') < 0 && open+1 < len(tail) && (tail[open+1] == '/' || unicode.IsLetter(rune(tail[open+1]))) {
		e.found(-1, 0, "the source ends inside a tag")
		return
	}
	head := src[:min(len(src), 4096)]
	if containsFold(head, "<html") && containsFold(src[:min(len(src), 1<<16)], "<body") && !containsFold(tail, "</html") && !containsFold(tail, "</body") && p.unclosed() {
		e.found(-1, 0, "the source ends without closing its elements")
	}
}

// containsFold finds a tag's beginning, whose letters are ASCII, in either case.
func containsFold(b []byte, tag string) bool {
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 || len(b)-i < len(tag) {
			return false
		}
		if b = b[i:]; strings.EqualFold(string(b[:len(tag)]), tag) {
			return true
		}
		b = b[1:]
	}
}

// unclosed says whether the last block of text stands deep in open elements: a
// page whose author left out </body> alone has closed the rest.
func (p *page) unclosed() bool {
	n := len(p.doc.Nodes)
	if n < 2 || len(p.doc.Blocks) == 0 {
		return false
	}
	last := p.doc.Blocks[len(p.doc.Blocks)-1].Node
	return p.doc.Nodes[last].Last == int32(n) && p.doc.Nodes[last].Depth > 4 && !containsFold(p.article.Page.Bytes[max(0, len(p.article.Page.Bytes)-200):], "</div>")
}

func charset(p *page, e *emitter) {
	if c := p.article.Page.Charset; c.Reason == "contradicted" {
		e.found(-1, 0, "declared %s, but the bytes are %s", c.Declared, c.Used)
	}
}

// doubleEncoded are what common characters look like after UTF-8 was read as
// windows-1252 once too often.
var doubleEncoded = []string{"â€™", "â€œ", "â€\u009d", "â€“", "â€”", "Ã©", "Ã¨", "Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã±", "Ã¡", "Ã³", "Ã\u00ad", "Ã¯", "Ã§", "Ãª", "Â£", "Â©"}

func mojibake(p *page, e *emitter) {
	n, first := 0, -1
	for i, k := range p.keep {
		if !k {
			continue
		}
		t := p.doc.BlockText(i)
		c := strings.Count(t, "\uFFFD")
		if strings.ContainsAny(t, "ÃÂâ") {
			for _, d := range doubleEncoded {
				c += strings.Count(t, d)
			}
		}
		if c > 0 && first < 0 {
			first = i
		}
		n += c
	}
	if float64(n) >= e.threshold {
		e.found(first, float64(n), "%d characters that were decoded wrongly", n)
	}
}

func wrongLanguage(p *page, e *emitter) {
	l := p.record.Language
	if l == "" || len(p.config.Languages) == 0 || p.kept == 0 {
		return
	}
	primary, _, _ := strings.Cut(strings.ToLower(l), "-")
	if !slices.Contains(p.config.Languages, primary) {
		e.found(-1, 0, "the article is in %s", l)
	}
}

func dateMissing(p *page, e *emitter) {
	if p.kept > 0 && p.record.Published == "" {
		e.found(-1, 0, "no publication date")
	}
}

// day reads the day of a date field.
func day(s string) (time.Time, bool) {
	if len(s) < 10 {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, s[:10])
	return t, err == nil
}

// saved is the day the page was saved, else the day of the run.
func (p *page) saved() (time.Time, bool) {
	if t, ok := day(p.record.Captured); ok {
		return t, true
	}
	return p.config.Now, !p.config.Now.IsZero()
}

func dateFuture(p *page, e *emitter) {
	d, ok := day(p.record.Published)
	now, known := p.saved()
	if ok && known && d.After(now.AddDate(0, 0, 1)) {
		e.found(-1, 0, "published %s, but saved by %s", p.record.Published[:10], now.Format(time.DateOnly))
	}
}

func dateOld(p *page, e *emitter) {
	limit := e.threshold
	if limit == 0 {
		limit = float64(p.config.MaxAge)
	}
	d, ok := day(p.record.Published)
	now, known := p.saved()
	if !ok || !known || limit == 0 {
		return
	}
	if age := now.Sub(d).Hours() / 24; age > limit {
		e.found(-1, age, "published %s, %.0f days before", p.record.Published[:10], age)
	}
}

func titleMissing(p *page, e *emitter) {
	if p.kept > 0 && p.record.Title == "" {
		e.found(-1, 0, "no title")
	}
}

func titleSite(p *page, e *emitter) {
	t := strings.TrimSpace(p.record.Title)
	if t != "" && strings.EqualFold(t, strings.TrimSpace(p.record.Site)) {
		e.found(-1, 0, "the title %q is the site's name", t)
	}
}

func authorMissing(p *page, e *emitter) {
	if p.kept > 0 && len(p.record.Authors) == 0 {
		e.found(-1, 0, "no author")
	}
}

func lowConfidence(p *page, e *emitter) {
	if c := p.article.Result.Confidence; p.kept > 0 && c < e.threshold {
		e.found(-1, c, "confidence %.2f", c)
	}
}

// boilerplate counts lines of the result that the phrase inventory knows; of
// another extractor's text also those that pith would drop with a role of their
// own. One line alone may be the article's.
func boilerplate(p *page, e *emitter) {
	n, first := 0, -1
	for i, k := range p.keep {
		if !k || !p.leftOver(i) {
			continue
		}
		if n++; first < 0 {
			first = i
		}
	}
	if float64(n) >= e.threshold {
		e.found(first, float64(n), "%d lines of boilerplate, such as %q", n, clip(oneLine(p.doc.BlockText(first)), 60))
	}
}

// leftOver says whether a block is boilerplate by its words, or by pith's verdict on another extractor's text.
func (p *page) leftOver(i int) bool {
	if p.words[i] <= 12 {
		if h, ok := phrases.Match(p.doc.BlockText(i)); ok && h.Role != role.Caption && h.Role != role.Byline {
			return true
		}
	}
	v := &p.article.Result.Verdicts[i]
	return p.given && !v.Keep && v.P < .2 && slices.Contains(leftOverRoles, v.Role)
}

// leftOverRoles are roles that no text of an article has; others, such as
// captions and bylines, a scraper may keep on purpose.
var leftOverRoles = []role.Role{role.Navigation, role.Breadcrumb, role.Social, role.Share, role.Related, role.Comments, role.Subscribe, role.Advertisement, role.Cookie, role.Legal, role.Pager}

func doubledText(p *page, e *emitter) {
	seen := map[string]int{}
	for i, k := range p.keep {
		if !k || p.words[i] < 12 {
			continue
		}
		t := p.doc.BlockText(i)
		if _, ok := seen[t]; ok {
			e.found(i, 0, "stands twice: %q", clip(t, 60))
			return
		}
		seen[t] = i
	}
}

func tooShort(p *page, e *emitter) {
	if p.kept > 0 && float64(p.kept) < e.threshold {
		e.found(-1, float64(p.kept), "%d words", p.kept)
	}
}

func manyLinks(p *page, e *emitter) {
	linked := 0
	for i, k := range p.keep {
		if !k {
			continue
		}
		for _, s := range p.doc.BlockSpans(i) {
			if s.Kind == block.Link {
				linked += countWords(p.doc.Text[s.Start:s.End])
			}
		}
	}
	if p.kept >= 20 && float64(linked) >= e.threshold*float64(p.kept) {
		e.found(-1, float64(linked)/float64(p.kept), "%d of %d words are links", linked, p.kept)
	}
}

// gluedWords counts places where a lower-case word of three letters or more runs
// into a capitalised one, or a sentence's stop into the next word. Names written
// so (JavaScript, iPhone) occur, a page of them does not: a glued form counts once.
func gluedWords(p *page, e *emitter) {
	n, first, sample := 0, -1, ""
	seen := map[string]bool{}
	for i, k := range p.keep {
		if !k || p.doc.Blocks[i].Kind == block.Pre {
			continue
		}
		for _, w := range strings.Fields(p.doc.BlockText(i)) {
			if len(w) > 60 || seen[w] || !glued(w) || strings.ContainsAny(w, "/@_=<>{}()[]&#%\\") || p.codeAt(i) {
				continue
			}
			seen[w] = true
			if n++; first < 0 {
				first, sample = i, w
			}
		}
	}
	if float64(n) >= e.threshold && n*200 >= p.kept {
		e.found(first, float64(n), "%d words run together, such as %q", n, sample)
	}
}

// codeAt says whether a block has inline code, whose words are written together on purpose.
func (p *page) codeAt(i int) bool {
	for _, s := range p.doc.BlockSpans(i) {
		if s.Kind == block.Code {
			return true
		}
	}
	return false
}

func glued(w string) bool {
	low := 0
	runes := []rune(w)
	for i, r := range runes {
		switch {
		case unicode.IsLower(r):
			low++
		case unicode.IsUpper(r):
			if low >= 3 && i+2 < len(runes) && unicode.IsLower(runes[i+1]) && unicode.IsLower(runes[i+2]) {
				return true
			}
			low = 0
		case (r == '.' || r == ',') && low >= 3 && i+2 < len(runes) && unicode.IsUpper(runes[i+1]) && unicode.IsLower(runes[i+2]):
			return true
		default:
			low = 0
		}
	}
	return false
}

func idleRule(p *page, e *emitter) {
	if n := len(p.article.Idle); n > 0 {
		e.found(-1, float64(n), "matches nothing: %s", strings.Join(p.article.Idle, "; "))
	}
}
