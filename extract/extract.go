package extract

import (
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/meta"
	"github.com/pithcli/pith/extract/override"
	"github.com/pithcli/pith/extract/render"
	"github.com/pithcli/pith/extract/source"
)

// Options say how to extract. The zero value is right for most uses.
type Options struct {
	// Name is the file's name, as Page.Source and error messages give it. It
	// never decides how the file is read (but for brotli, which has no magic).
	Name string
	// URL is the address of the page, where the caller knows it; it goes before
	// the one that the saved file states.
	URL string
	// Captured is when the page was saved, where the caller knows it; it goes
	// before the time that the saved file states.
	Captured time.Time
	// Source options: charset, media type, limits.
	Source source.Options
	// Mode moves the selection towards precision or recall.
	Mode classify.Mode
	// Keep names roles that are kept beside the article.
	Keep []classify.Role
	// Overrides are the user's own rules, for all pages or by site; nil for none.
	Overrides *override.Sites
}

// Article is what was extracted from one page. It may be empty: a page without
// an article is no error (Status says so).
type Article struct {
	Meta   meta.Metadata
	Page   *source.Page
	Doc    *block.Document
	Result classify.Result
	// url is Options.URL.
	url string
	// Idle are rules of Options.Overrides for this page that matched nothing.
	Idle []string
	// keepsComments says that Options.Keep names comments.
	keepsComments bool
}

// ErrNoPage is returned by Extract for a saved file that holds no page at all,
// such as an empty archive.
var ErrNoPage = errors.New("holds no page")

// Extract reads the first page of a saved file (HTML, plain text, or any
// container and compression that package source opens) and returns its article.
// Use All for files that hold many pages.
//
// Errors are those of reading: ErrNoPage, and what source.Reader returns for
// damaged, unsupported and oversized files. A page without an article is none.
func Extract(r io.Reader, opt Options) (*Article, error) {
	p, err := source.NewReader(r, opt.Name, opt.Source).Next()
	if errors.Is(err, io.EOF) {
		return nil, ErrNoPage
	}
	if err != nil {
		return nil, err
	}
	return FromPage(p, opt), nil
}

// All returns the articles of every page of a saved file, in order, one page in
// memory at a time. A damaged record gives its error with a nil Article, and
// the sequence goes on behind it where package source can.
func All(r io.Reader, opt Options) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		pages := source.NewReader(r, opt.Name, opt.Source)
		for {
			p, err := pages.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			var a *Article
			if err == nil {
				a = FromPage(p, opt)
			}
			if !yield(a, err) || err != nil && !Continues(err) {
				return
			}
		}
	}
}

// FromPage extracts the article of a page that is in memory. It never fails; a
// page without an article gives an empty one.
func FromPage(p *source.Page, opt Options) *Article {
	doc := Segment(p)
	res := classify.Document(doc, classify.Options{Mode: opt.Mode, Keep: opt.Keep})
	kept := make([]bool, len(doc.Blocks))
	for i, v := range res.Verdicts {
		kept[i] = v.Keep
	}
	ctx := meta.Context{URL: p.URL, Captured: p.Captured, Title: p.Title, Kept: kept}
	if opt.URL != "" {
		ctx.URL = opt.URL
	}
	if !opt.Captured.IsZero() {
		ctx.Captured = opt.Captured
	}
	m := meta.Resolve(doc, ctx)
	// A container's own title is a statement; a text page's is a guess.
	if p.Title != "" && (m.Title.Value == "" || doc.Form == block.FormText) {
		if t := m.TitleBlock; t >= 0 && t < len(doc.Blocks) && doc.BlockText(t) != p.Title {
			m.TitleBlock = -1
		}
		m.Title = meta.Field{Value: block.Balance(p.Title), Source: "container:title", Confidence: 1}
	}
	// The title is printed from the metadata; a body that opens with it again says it twice.
	if t := m.TitleBlock; t >= 0 && t < len(res.Verdicts) {
		res.Verdicts[t].Keep = false
		res.Verdicts[t].Role = classify.RoleTitle
	}
	a := &Article{Page: p, Doc: doc, Result: res, Meta: m, url: opt.URL, keepsComments: slices.Contains(opt.Keep, classify.RoleComments)}
	a.Idle = a.overrule(opt.Overrides, ctx.URL)
	return a
}

// Verdicts returns the verdicts of Result with the role of each dropped block
// named, which extraction leaves out because it costs a tenth of its time.
func (a *Article) Verdicts() []classify.Verdict {
	v := slices.Clone(a.Result.Verdicts)
	classify.NameRoles(a.Doc, v)
	return v
}

// Segment cuts a page into blocks: the first step of FromPage alone.
func Segment(p *source.Page) *block.Document {
	if p.MediaType == "text/plain" {
		return block.FromText(p.Bytes)
	}
	return block.FromHTML(p.Bytes)
}

// Kept returns the indexes of the article's blocks in Doc.Blocks, ascending,
// without the block that shows the title.
func (a *Article) Kept() []int {
	keep := make([]int, 0, len(a.Result.Verdicts))
	for i, v := range a.Result.Verdicts {
		if v.Keep {
			keep = append(keep, i)
		}
	}
	return keep
}

// Base is the address that the page's links are resolved against: its <base>,
// else the address it was saved from (Options.URL before the one that the file
// states), else its canonical address; "" leaves links as they are.
func (a *Article) Base() string {
	address := a.url
	if address == "" {
		address = a.Page.URL
	}
	if address == "" {
		address = a.Meta.URL.Value
	}
	for i := range a.Doc.Signals {
		if s := &a.Doc.Signals[i]; s.Kind == block.SignalBase && s.Value != "" {
			return resolve(address, s.Value)
		}
	}
	return address
}

// Text returns the article's body as plain text, without its title, paragraphs
// parted by an empty line and no line end behind the last.
func (a *Article) Text() string {
	var b strings.Builder
	_ = render.Text(&b, a.Input(), render.Options{})
	return b.String()
}

// Input returns what the formats of package render write: the article's body
// without its title, with the pictures and notes that belong to it and every
// field that is known in Meta.
func (a *Article) Input() render.Input {
	return render.Input{Doc: a.Doc, Keep: render.Complete(a.Doc, a.Kept()), Base: a.Base(), Meta: a.facts()}
}

// Blocks returns the article's body as data: what each block is, its text, what
// is marked in it and what it stands in. Of opt, Links and Images count. An
// article without text, or that is withheld, has none.
func (a *Article) Blocks(opt render.Options) []render.Block {
	if !a.HasText() || a.Withheld() {
		return nil
	}
	return render.Blocks(a.Body(), opt)
}

// Write writes the article in one of render.Formats, its title first, ending
// in one line end unless the format is binary. An article without text, or
// that is withheld, writes nothing. Errors are those of w.
func (a *Article) Write(w io.Writer, format render.Format, opt render.Options) error {
	if !a.HasText() || a.Withheld() {
		return nil
	}
	in := a.Input()
	in.Title = a.Meta.Title.Value
	if err := format.Write(w, in, opt); err != nil {
		return err
	}
	if format.Binary {
		return nil
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// facts lists what is known of the article, as front matter and the head of an HTML page give it.
func (a *Article) facts() []render.Field {
	r := a.facets()
	var facts []render.Field
	for _, f := range Fields {
		if !f.fact {
			continue
		}
		switch v := f.get(r).(type) {
		case string:
			if v != "" {
				facts = append(facts, render.Field{Name: f.Name, Value: v})
			}
		case []string:
			if len(v) > 0 {
				facts = append(facts, render.Field{Name: f.Name, List: v})
			}
		}
	}
	return facts
}
