package render_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/render"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	ghtml "github.com/yuin/goldmark/renderer/html"
)

// renderers are goldmark as it comes, and with HTML let through: Markdown must
// hold nothing active for either.
var renderers = []goldmark.Markdown{
	goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)),
	goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(ghtml.WithUnsafe())),
}

var optionSets = []render.Options{
	{}, {Flavor: render.CommonMark}, {Flavor: render.Obsidian, Links: render.LinksReference}, {Images: render.ImagesAlt, Tables: render.TablesText, Links: render.LinksNone},
}

// FuzzRender reads any bytes as a page and writes it in every format: nothing
// active, no control characters, valid UTF-8, HTML that parses to itself.
func FuzzRender(f *testing.F) {
	for _, page := range sources(f) {
		src, err := os.ReadFile(page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		in := all(block.FromHTML(src))
		in.Title = string(src[:min(len(src), 100)])
		in.Meta = []render.Field{{Name: "title", Value: in.Title}, {Name: "tags", List: []string{in.Title}}}
		for _, opt := range optionSets {
			md := write(t, render.Markdown, in, opt)
			printable(t, md)
			for _, r := range renderers {
				var out bytes.Buffer
				if err := r.Convert([]byte(md), &out); err != nil {
					t.Fatal(err)
				}
				if s := active(out.String()); s != "" {
					t.Errorf("%s\nin: %s\nfrom: %s", s, out.String(), md)
				}
			}
			text := write(t, render.Text, in, opt)
			printable(t, text)
			page := write(t, render.HTML, in, opt)
			printable(t, page)
			twice, err := again(page)
			if err != nil {
				t.Error(err)
			}
			if twice != page {
				t.Errorf("parsed again:\n%q\n%q", page, twice)
			}
		}
		printable(t, write(t, render.Text, in, render.Options{Width: 30, Links: render.LinksReference, Images: render.ImagesKeep}))
		printable(t, write(t, render.Markdown, in, render.Options{Standalone: true}))
		printable(t, write(t, render.HTML, in, render.Options{Standalone: true}))
		render.Blocks(in, render.Options{})
	})
}

func printable(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("not UTF-8: %q", s)
	}
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 {
			t.Errorf("control character %U in %q", r, s)
			return
		}
	}
}

// inert are the elements that rendered Markdown may hold beside those of HTML output.
var inert = map[string]bool{"html": true, "head": true, "body": true}

// active names an element, attribute or address of rendered Markdown that runs or loads something, "" if there is none.
func active(page string) string {
	return scan(page, func(name string, attrs map[string]string) string {
		if _, ok := allowed[name]; !ok && !inert[name] {
			return "element " + name
		}
		for k, v := range attrs {
			if strings.HasPrefix(k, "on") || k == "style" && !strings.HasPrefix(v, "text-align") || k == "srcdoc" {
				return "attribute " + k
			}
			if k == "href" || k == "src" {
				if err := address(v); err != nil {
					return err.Error()
				}
			}
		}
		return ""
	})
}
