package block

import (
	"fmt"
	"strings"
	"testing"
)

// groupsOf writes each block with the containers around it.
func groupsOf(d *Document) string {
	var out []string
	for i, b := range d.Blocks {
		s := ""
		for c := b.In; c > 0; c = d.Containers[c].Parent {
			k := d.Containers[c]
			p := k.Kind.String()
			switch {
			case k.Kind == ContainerItem && k.Task > 0:
				p += fmt.Sprint("[", k.Task, "]")
			case k.Kind == ContainerItem && k.Ordered, k.Kind == ContainerCell:
				p += fmt.Sprint(k.Number)
			case k.Kind == ContainerList && k.Ordered:
				p = "ol"
			}
			if k.Header {
				p += "!"
			}
			if k.ColSpan > 1 || k.RowSpan > 1 {
				p += fmt.Sprint("(", k.ColSpan, "x", k.RowSpan, ")")
			}
			s = p + ">" + s
		}
		out = append(out, s+d.BlockText(i))
	}
	return strings.Join(out, "|")
}

func TestGroups(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"numbers":         {`<ol start=3><li>a<li value=7>b<li>c</ol>`, "ol>item3>a|ol>item7>b|ol>item8>c"},
		"reversed":        {`<ol reversed><li>a<li>b</ol><ol reversed start=9><li>c<li>d</ol>`, "ol>item2>a|ol>item1>b|ol>item9>c|ol>item8>d"},
		"nested":          {`<ul><li>a<ul><li>b</ul><li>c</ul>`, "list>item>a|list>item>list>item>b|list>item>c"},
		"list in list":    {`<ul><li>a</li><ul><li>b</li></ul><li>c</ul>`, "list>item>a|list>item>list>item>b|list>item>c"},
		"blocks":          {`<ul><li><p>a</p><pre>b</pre><blockquote>c</blockquote></ul>`, "list>item>a|list>item>b|list>item>quote>c"},
		"stray":           {`<div><li>a<blockquote>q</blockquote><li>b</div><p>c`, "list>item>a|list>item>quote>q|list>item>b|c"},
		"tasks":           {`<ul><li><input type=checkbox> a<li><input type=checkbox checked>b<li><label><input type=checkbox checked=""> c</label></ul>`, "list>item[1]>a|list>item[2]>b|list>item[2]>c"},
		"drawn boxes":     {`<ul><li><div class="checkbox checkbox-on"></div> a<li><div class="checkbox checkbox-off"></div> b<li role=checkbox aria-checked=true>c</ul>`, "list>item[2]>a|list>item[1]>b|list>item[2]>c"},
		"code in a table": {`<table><tr><th>a<th>b<tr><td>c<td><pre>d</pre></table>`, "table>row!>cell0!>a|table>row!>cell1!>b|table>row>cell0>c|table>row>cell1>d"},
		"tasks as text":   {`<ul><li>☐ a<li>☑ b<li>[y] c</ul>`, "list>item[1]>☐ a|list>item[2]>☑ b|list>item>[y] c"},
		"definitions":     {`<dl><div><dt>a<dd>b</div><dt>c<dd><p>d<p>e</dl>`, "defs>term>a|defs>def>b|defs>term>c|defs>def>d|defs>def>e"},
		"table":           {`<table><caption>c</caption><thead><tr><th>a<th>b</thead><tr><td rowspan=2>1<td>2<tr><td>3</table>`, "table>c|table>row!>cell0!>a|table>row!>cell1!>b|table>row>cell0(1x2)>1|table>row>cell1>2|table>row>cell1>3"},
		"layout, one row": {`<table><tr><td>a<td>b</table>`, "a|b"},
		"layout, nested":  {`<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table></td><td>e</table>`, "table>row>cell0>a|table>row>cell1>b|table>row>cell0>c|table>row>cell1>d|e"},
		"data, heading":   {`<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>`, "a|b|c|d"},
		"details":         {`<details><summary>a</summary><p>b</details>`, "details>a|details>b"},
		"figure":          {`<figure><img src=a><figcaption>b</figcaption></figure>`, "figure>|figure>b"},
		"role heading":    {`<div role=heading aria-level=3>a</div><p>b`, "a|b"},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			checkDocument(t, d)
			if got := groupsOf(d); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

func TestMarksEnd(t *testing.T) {
	long := FromHTML([]byte("<p>x <b>y" + strings.Repeat("<p>z", 150)))
	if len(long.Spans) != 0 {
		t.Errorf("an element without end marks %d blocks", len(long.Spans))
	}
	short := FromHTML([]byte("<p>x <b>y" + strings.Repeat("<p>z", 50)))
	if len(short.Spans) != 51 {
		t.Errorf("a bold part of 51 blocks has %d spans", len(short.Spans))
	}
	d := FromHTML([]byte(`<div role=heading aria-level=3>a</div>`))
	if b := d.Blocks[0]; b.Kind != Heading || b.Level != 3 {
		t.Errorf("role=heading: %v %d", b.Kind, b.Level)
	}
}

func TestLooks(t *testing.T) {
	d := FromHTML([]byte(`<ol type=a><li>a</ol><ol style="list-style-type: upper-roman"><li>b</ol><ol type=1><li>c</ol>
<table><tr><th>d<th align=RIGHT>e<th style="text-align:center">f<tr><td>g<td>h<td>i</table>`))
	checkDocument(t, d)
	var got []string
	for _, c := range d.Containers {
		if c.Kind == ContainerList || c.Kind == ContainerCell {
			got = append(got, c.Label)
		}
	}
	if want := "a|I|||right|center|||"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

func TestHeadingLinks(t *testing.T) {
	for in, want := range map[string]int{
		`<h2 id=a><a href="#a">A</a></h2>`:                                 0,
		`<h2><a id=a href="https://e.org/p#a">A</a></h2>`:                  0,
		`<section id=a><h2><a href="#a">A</a></h2></section>`:              0,
		`<h2><a href="#user">A</a><span id=user-content-user></span></h2>`: 0,
		`<h2 id=a><a href="#b">A</a></h2>`:                                 1,
		`<h2 id=a><a href="#">A</a></h2>`:                                  1,
		`<h2 id=a><a href="#a">A</a> b</h2>`:                               1,
	} {
		d := FromHTML([]byte(in))
		checkDocument(t, d)
		if len(d.Spans) != want {
			t.Errorf("%s: %d links, want %d", in, len(d.Spans), want)
		}
	}
}

func TestUnseen(t *testing.T) {
	long := strings.Repeat("a long text that unfolds ", 4)
	for in, want := range map[string]string{
		`<p>a <span class=sr-only>b</span>c`:                            "a c",
		`<p>a <span style="display:none">b</span>c`:                     "a c",
		`<p>a <span hidden>` + long + `</span>`:                         "a " + strings.TrimSpace(long),
		`<p><b style="font-weight:normal">a</b> <b>b</b>`:               "a b",
		`<div class=sr-only>a</div>`:                                    "a",
		`<p>a<span style="display:none"><math><mi>x</mi></math></span>`: "ax", // shown otherwise
	} {
		d := FromHTML([]byte(in))
		checkDocument(t, d)
		if got := codeOf(d); got != want {
			t.Errorf("%s\n got %q\nwant %q", in, got, want)
		}
	}
}
