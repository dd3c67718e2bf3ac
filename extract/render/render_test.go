package render_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/render"
)

// hostileValues are titles that a careless front matter, page head or terminal would choke on.
var hostileValues = []string{
	"", "plain", "yes", "no", "null", "~", "3.14", "0o17", "1e3", "2024-01-02", "a: b", "- a", "# a", "a #b", "'a'", `"a"`, `a\b`, "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a`",
	"|", ">", "a\nb", "a\r\nb", "a\tb", "a\u2028b", "a\u0085b", "\ufeffa", "a\x00b", "a\x1b]52;c;x\x07b", "a\u202eb", "---", "...", "../../etc/passwd", "CON", "-rf", "<b>x</b>", "</title><script>x</script>",
	" lead", "trail ", "漢字", "🙂", "a\U0010FFFFb", "a\xffb", "<<", "=", "?", ": ", strings.Repeat("long ", 20000),
}

// TestFrontMatter reads the front matter of hostile values with a YAML parser: the same values.
func TestFrontMatter(t *testing.T) {
	in := all(block.FromHTML([]byte("<p>Text")))
	want := map[string]any{}
	var list []any
	in.Meta = []render.Field{{Name: "tags", List: []string{}}}
	for i, v := range hostileValues {
		name := "v" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		in.Meta = append(in.Meta, render.Field{Name: name, Value: v})
		in.Meta[0].List = append(in.Meta[0].List, v)
		v = strings.ToValidUTF8(v, "\ufffd")
		want[name] = v
		list = append(list, v)
	}
	want["tags"] = list
	md := write(t, render.Markdown, in, render.Options{Standalone: true})
	printable(t, md)
	front, _, ok := strings.Cut(strings.TrimPrefix(md, "---\n"), "\n---\n")
	if !ok {
		t.Fatalf("no front matter in %.100q", md)
	}
	got := map[string]any{}
	if err := yaml.Unmarshal([]byte(front), &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if n := strings.Count(front, "\n") + 1; n != 2*len(hostileValues)+1 {
		t.Errorf("%d lines for %d values", n, 2*len(hostileValues)+1)
	}
}

// TestStandalone wants a page of one head and body whatever the metadata hold.
func TestStandalone(t *testing.T) {
	for _, v := range hostileValues {
		in := all(block.FromHTML([]byte("<p>Text")))
		in.Title = v
		in.Meta = []render.Field{{Name: "authors", List: []string{v, v}}, {Name: "published", Value: v}, {Name: "site", Value: v}, {Name: "language", Value: v}, {Name: "url", Value: "javascript:" + v}, {Name: "description", Value: v}}
		page := write(t, render.HTML, in, render.Options{Standalone: true})
		printable(t, page)
		if s := scan(page, func(name string, attrs map[string]string) string {
			for _, a := range []string{"href", "src"} {
				if err := address(attrs[a]); err != nil {
					return err.Error()
				}
			}
			if name == "script" || name == "iframe" || name == "b" {
				return name
			}
			return ""
		}); s != "" {
			t.Errorf("%.60q: %s", v, s)
		}
	}
}

// TestAddresses resolves addresses against a base as net/url does, but leaves their spelling alone.
func TestAddresses(t *testing.T) {
	const base = "https://e.org/a/b/c.html?q=1"
	for _, ref := range []string{"x", "x/y?z=1#f", "./x", "../x", "../../x", "../../../x", "/x", "//h/x", "?y", "#f", ".", "..", "x/../y", "x/./y/", "http://h/x", "f_(x)", "a:b/c", "mailto:a@b"} {
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		r, err := u.Parse(ref)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(strings.ReplaceAll(r.String(), "%28", "("), "%29", ")")
		if ref == "a:b/c" {
			want = "" // no scheme that is written
		}
		got := link(t, base, ref)
		if got != want {
			t.Errorf("%s: %q, want %q", ref, got, want)
		}
	}
	for ref, want := range map[string]string{
		"JavaScript:alert(1)": "", "java\tscript:x": "", " data:text/html,x": "", "vbscript:x": "", "blob:x": "", "file:///etc/passwd": "", "view-source:x": "",
		"https:x": "https://x", "HTTP://h/": "HTTP://h/", "/a b\"c<d>e`f\\g": "https://e.org/a%20b%22c%3Cd%3Ee%60f%5Cg", "/ä/\u202e": "https://e.org/ä/%E2%80%AE", "/\xff": "https://e.org/%FF",
		"": "", "  /x  ": "https://e.org/x",
	} {
		if got := link(t, base, ref); got != want {
			t.Errorf("%q: %q, want %q", ref, got, want)
		}
	}
}

// link returns the address that HTML output writes for ref, "" if it writes no link.
func link(t *testing.T, base, ref string) (href string) {
	doc := &block.Document{Text: "x", Blocks: []block.Block{{End: 1, SpanEnd: 1}}, Spans: []block.Span{{End: 1, Kind: block.Link, URL: ref}}, Containers: []block.Container{{Parent: -1}}}
	scan(write(t, render.HTML, render.Input{Doc: doc, Keep: []int{0}, Base: base}, render.Options{}), func(name string, attrs map[string]string) string {
		if name == "a" {
			href = attrs["href"]
		}
		return ""
	})
	return href
}

func TestFormats(t *testing.T) {
	for _, name := range []string{"text", "TXT", "md", "Markdown", "html"} {
		f, err := render.Lookup(name)
		if err != nil || f.Write == nil || f.Extension == "" || f.MediaType == "" || f.Doc == "" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	_, err := render.Lookup("doc")
	var unknown *render.UnknownFormatError
	if !errors.As(err, &unknown) || !strings.Contains(err.Error(), "markdown") {
		t.Error(err)
	}
}

func TestOptions(t *testing.T) {
	var opt render.Options
	for _, set := range []func() error{
		func() error { return opt.Flavor.Set("Obsidian") },
		func() error { return opt.Links.Set("reference") },
		func() error { return opt.Images.UnmarshalText([]byte("alt")) },
		func() error { return opt.Tables.Set("text") },
	} {
		if err := set(); err != nil {
			t.Error(err)
		}
	}
	want := render.Options{Flavor: render.Obsidian, Links: render.LinksReference, Images: render.ImagesAlt, Tables: render.TablesText}
	if opt != want {
		t.Errorf("%+v, want %+v", opt, want)
	}
	var bad *render.OptionError
	if err := opt.Links.Set("some"); !errors.As(err, &bad) || bad.Option != "links" || !strings.Contains(err.Error(), "inline") {
		t.Error(err)
	}
}

// TestEmpty writes nothing for nothing.
func TestEmpty(t *testing.T) {
	for _, f := range render.Formats {
		for _, in := range []render.Input{{}, {Doc: block.FromHTML(nil)}} {
			if got := write(t, f.Write, in, render.Options{}); got != "" {
				t.Errorf("%s: %q", f.Name, got)
			}
		}
	}
}

// failing fails every write.
type failing struct{}

var errFull = errors.New("disk full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestWriteFails(t *testing.T) {
	in := all(block.FromHTML([]byte("<p>Text")))
	for _, f := range render.Formats {
		if err := f.Write(failing{}, in, render.Options{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestOptionsOfMarkdown shows what each option changes.
func TestOptionsOfMarkdown(t *testing.T) {
	page := `<p><a href="/x">link</a> <a href="/x">again</a> <img src="/i.png" alt="pic"> <s>old</s> <mark>hi</mark> $x$</p><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><div class="admonition tip"><p class="admonition-title">Good</p><p>Yes</p></div>`
	in := all(block.FromHTML([]byte(page)))
	in.Base = "https://e.org/"
	for _, c := range []struct {
		name string
		opt  render.Options
		want []string
	}{
		{"reference", render.Options{Links: render.LinksReference}, []string{"[link][1] [again][1]", "[1]: https://e.org/x"}},
		{"none", render.Options{Links: render.LinksNone, Images: render.ImagesNone, Tables: render.TablesNone}, []string{"link again ~~old~~"}},
		{"alt", render.Options{Images: render.ImagesAlt}, []string{"pic"}},
		{"table text", render.Options{Tables: render.TablesText}, []string{"\n\na | b\n\n1 | 2\n"}},
		{"commonmark", render.Options{Flavor: render.CommonMark}, []string{"<del>old</del>", "<table>\n<thead>", "<mark>hi</mark> $x$", "> **Good**"}},
		{"obsidian", render.Options{Flavor: render.Obsidian}, []string{"==hi==", "> [!tip] Good\n> Yes"}},
	} {
		got := write(t, render.Markdown, in, c.opt)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
	}
	if got := write(t, render.Markdown, in, render.Options{Images: render.ImagesNone, Tables: render.TablesNone}); strings.Contains(got, "|") || strings.Contains(got, "pic") {
		t.Error(got)
	}
}
