package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pithcli/pith/extract/block"
)

// TestVerse: short lines of a text page without a blank line between them stay
// lines; a title over a paragraph and a long line do not join what follows.
func TestVerse(t *testing.T) {
	doc := block.FromText([]byte(`The harbour wall

The gulls keep *watch on it,
the tide goes out and in,

and nobody has asked the stones
how tired they are, or thin.

A note on the poem
It was written in one night in the winter of 1961, when the harbour froze, and it was printed by the town.
Port Ellery Press
`))
	keep := make([]int, len(doc.Blocks))
	for i := range keep {
		keep[i] = i
	}
	for _, c := range []struct {
		name  string
		write func(t *testing.T) string
		want  string
	}{
		{"text", func(t *testing.T) string { return render(t, Text, Input{Doc: doc, Keep: keep}, Options{}) }, `The harbour wall

The gulls keep *watch on it,
the tide goes out and in,

and nobody has asked the stones
how tired they are, or thin.

A note on the poem

It was written in one night in the winter of 1961, when the harbour froze, and it was printed by the town.

Port Ellery Press`},
		{"markdown", func(t *testing.T) string { return render(t, Markdown, Input{Doc: doc, Keep: keep}, Options{}) }, `The harbour wall

The gulls keep *watch on it,  
the tide goes out and in,

and nobody has asked the stones  
how tired they are, or thin.

A note on the poem

It was written in one night in the winter of 1961, when the harbour froze, and it was printed by the town.

Port Ellery Press`},
		{"html", func(t *testing.T) string { return render(t, HTML, Input{Doc: doc, Keep: keep}, Options{}) }, `<p>The harbour wall</p>
<p>The gulls keep *watch on it,<br>
the tide goes out and in,</p>
<p>and nobody has asked the stones<br>
how tired they are, or thin.</p>
<p>A note on the poem</p>
<p>It was written in one night in the winter of 1961, when the harbour froze, and it was printed by the town.</p>
<p>Port Ellery Press</p>`},
	} {
		if d := cmp.Diff(c.want, c.write(t)); d != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, d)
		}
	}
}

// TestMarkdownStays: a page that is Markdown comes out as it is, but for line breaks within paragraphs.
func TestMarkdownStays(t *testing.T) {
	const page = `# Ferry

A *small* client for [the harbour's timetable](https://example.org/ferry "Timetable"), with ` + "`ferry.Config`" + ` and **no** dependencies.

## Install

` + "```sh\ngo install example.org/ferry@latest\n```" + `

- reads the [log](LOG.md)
- [x] writes snake_case names

| Day | Boats |
| --- | --- |
| Sunday | 4 |

> The boat leaves when it is full.`
	doc := block.FromText([]byte(page))
	if doc.Maker != "markdown" {
		t.Fatalf("maker is %q", doc.Maker)
	}
	keep := make([]int, len(doc.Blocks))
	for i := range keep {
		keep[i] = i
	}
	if d := cmp.Diff(page, render(t, Text, Input{Doc: doc, Keep: keep}, Options{})); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
