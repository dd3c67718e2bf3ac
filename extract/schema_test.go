package extract

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/render"
)

// TestBlocksFollowSchema holds every block of a page with many constructs
// against what the schema says of it.
func TestBlocksFollowSchema(t *testing.T) {
	var out bytes.Buffer
	if err := WriteSchema(&out); err != nil {
		t.Fatal(err)
	}
	type rule struct {
		Type        any
		Description string
		Enum        []any
		Required    []string
		Properties  map[string]json.RawMessage
		Items       json.RawMessage
	}
	read := func(raw json.RawMessage) (r rule) {
		if err := json.Unmarshal(raw, &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	types := func(v any) string {
		switch v.(type) {
		case string:
			return "string"
		case float64:
			return "integer"
		case bool:
			return "boolean"
		case []any:
			return "array"
		}
		return "object"
	}
	seen := map[string]bool{}
	var check func(place string, raw json.RawMessage, v any)
	check = func(place string, raw json.RawMessage, v any) {
		seen[place] = true
		r := read(raw)
		if r.Type != types(v) {
			t.Errorf("%s: %v is no %v", place, v, r.Type)
		}
		if r.Enum != nil {
			found := false
			for _, e := range r.Enum {
				found = found || e == v
			}
			if !found {
				t.Errorf("%s: %v is none of %v", place, v, r.Enum)
			}
		}
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				check(place, r.Items, item)
			}
		case map[string]any:
			for _, name := range r.Required {
				if _, ok := v[name]; !ok {
					t.Errorf("%s: no %s", place, name)
				}
			}
			for name, member := range v {
				if r.Properties[name] == nil {
					t.Errorf("%s: the schema has no %s", place, name)
					continue
				}
				check(place+"."+name, r.Properties[name], member)
			}
		}
	}
	doc := block.FromHTML([]byte(`<h2>H</h2><p>a <a href="/x" title="t">b</a> <img src=i.png alt=c></p>
<ol start=4><li><input type=checkbox checked> d</ol><pre><code class=language-go>e</code></pre>
<table><tr><th>f<th>g<tr><td colspan=2>h<tr><td rowspan=2>i<td>j<tr><td>k</table><blockquote>l</blockquote>
<dl><dt>m<dd>n</dl><div class="admonition tip"><p class=admonition-title>O</p><p>p</p></div>
<p>q<sup><a href="#fn1" id=r1>1</a></sup></p><p>\[x\]</p><figure><img src=r.png><figcaption>s</figcaption></figure>
<details><summary>u</summary>v</details><section class=footnotes><ol><li id=fn1>w <a href="#r1">↩</a></ol></section>`))
	in := render.Input{Doc: doc}
	for i := range doc.Blocks {
		in.Keep = append(in.Keep, i)
	}
	raw, err := json.Marshal(render.Blocks(in, render.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []any
	if err := json.Unmarshal(raw, &blocks); err != nil {
		t.Fatal(err)
	}
	rules := read(read(out.Bytes()).Properties["blocks"]).Items
	for _, b := range blocks {
		check("", rules, b)
	}
	for name, member := range read(rules).Properties {
		if !seen["."+name] && name != "post" {
			t.Errorf("no block of the page has %s", name)
		}
		if read(member).Description == "" {
			t.Errorf("%s has no description", name)
		}
	}
}
