package block

import (
	"bytes"
	"strings"
	"testing"
)

// blocksOf returns the blocks of a fragment as "kind text" lines.
func blocksOf(src string) string {
	d := FromHTML([]byte(src))
	var out []string
	for i, b := range d.Blocks {
		out = append(out, b.Kind.String()+" "+d.BlockText(i))
	}
	return strings.Join(out, "|")
}

func TestFromHTMLBlocks(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"implied p":           {"<p>a<p>b<div>c", "para a|para b|para c"},
		"implied li":          {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "para a|para b|para c|para d"},
		"implied cells":       {"<table><tr><td>a<td>b<tr><th>c</table>d", "para a|para b|para c|para d"},
		"own text in parts":   {"<div>a<p>b</p>c</div>", "para a|para b|para c"},
		"edges part words":    {"<div>ready</div><div>Create</div>", "para ready|para Create"},
		"inline does not":     {"un<b>frig</b>ging", "para unfrigging"},
		"br":                  {"a<br>b<br><br>c", "para a\nb|para c"},
		"entities and blanks": {"a&nbsp;&nbsp; b&shy;c&#8203;d &lt;p&gt;", "para a bcd <p>"},
		"headings":            {"<h2>a</h2><h3>b<h4>c</h4>", "heading a|heading b|heading c"},
		"pre is exact":        {"<pre>\n a\n\n  b\t&amp;\n</pre>", "pre  a\n\n  b\t&"},
		"pre of divs":         {"<pre><div>a</div><div>b</div></pre>", "pre a\nb"},
		"pre round a page":    {"<pre><p>a</p><h1>b</h1></pre>", "para a|heading b"},
		"stray end tags":      {"a</p></b></div>b", "para ab"},
		"hidden stays":        {"<div hidden>a</div>", "para a"},
		"script is no text":   {"a<script>b</script>c<style>d</style>", "para ac"},
		"drawing is no text":  {"a<svg><title>b</title><text>c</text></svg>d", "para a d"},
		"drawing breaks out":  {"<svg><g><p>a</p>", "para a"},
		"button":              {"a<button>b</button>c", "para a|control b|para c"},
		"controls":            {"<select><option>a<option>b</select>", "control a|control b"},
		"controls dropped":    {"a\x01b&#27;c&#x9b;d\x7f", "para abc›d"},
		"nul":                 {"a\x00b", "para ab"},
		"bidi closed":         {"<p>a\u202Eb</p><p>c", "para a\u202Eb\u202C|para c"},
		"unclosed comment":    {"<p>a</p><!-- b", "para a"},
		"rule":                {"a<hr>b", "para a|rule |para b"},
		"media":               {"<figure><img src=a.png><figcaption>b</figcaption></figure>", "media |caption b"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := blocksOf(c.in); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func TestFromHTMLSpans(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"link":              {`<a href=" /x ">a b</a>`, "link(a b)/x"},
		"blank outside":     {`x <b> y </b> z`, "strong(y)"},
		"misnested":         {`<b>a<i>b</b>c</i>`, "strong(ab) em(b) em(c)"},
		"over blocks":       {`<b><p>a</p><p>b</p></b>`, "strong(a) strong(b)"},
		"unclosed":          {`<p><b>a<p>b`, "strong(a) strong(b)"},
		"cells bound":       {`<table><tr><td><b>a<td>b</table>`, "strong(a)"},
		"within each other": {`<b>a<strong>b</strong>c</b>d`, "strong(abc)"},
		"a closes a":        {`<a href=1>a<a href=2>b</a>c`, "link(a)1 link(b)2"},
		"anchor of heading": {`<h2>a<a href="#a">¶</a></h2>`, "chrome(¶)#a"},
		"srcset":            {`<img src=s.png srcset="a,b.png 1x, c.png 2x" alt="d e">`, "image()c.png"},
		"lazy":              {`<img src="data:image/gif;base64,R0" data-src=r.png>`, "image()r.png"},
		"noscript copy":     {`<img class=lazy data-src=r.png src=blank.gif><noscript><img src=r.png></noscript>`, "image()r.png"},
		"tex":               {`<math><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></math>`, "math(x_1)"},
		"tex script":        {`a <script type="math/tex">y^2</script>`, "math(y^2)"},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			var got []string
			for _, s := range d.Spans {
				got = append(got, s.Kind.String()+"("+d.Text[s.Start:s.End]+")"+s.URL)
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.in, g, c.want)
			}
		})
	}
}

// checkDocument verifies what the comments of Document promise.
func checkDocument(t *testing.T, d *Document) {
	t.Helper()
	end, span := int32(0), int32(0)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Start > b.End || b.Start < end || int(b.End) > len(d.Text) {
			t.Fatalf("block %d: bounds %d:%d behind %d", i, b.Start, b.End, end)
		}
		if b.SpanStart != span || b.SpanEnd < span || int(b.SpanEnd) > len(d.Spans) {
			t.Fatalf("block %d: spans %d:%d, want from %d", i, b.SpanStart, b.SpanEnd, span)
		}
		if b.In < 0 || int(b.In) >= len(d.Containers) || b.Node < 0 || int(b.Node) >= len(d.Nodes) {
			t.Fatalf("block %d: container %d, node %d", i, b.In, b.Node)
		}
		var open []Span
		for _, s := range d.BlockSpans(i) {
			if s.Start < b.Start || s.End > b.End || s.Start > s.End {
				t.Fatalf("block %d (%d:%d): span %+v", i, b.Start, b.End, s)
			}
			for len(open) > 0 && open[len(open)-1].End <= s.Start {
				open = open[:len(open)-1]
			}
			if n := len(open); n > 0 && s.End > open[n-1].End {
				t.Fatalf("block %d: span %+v crosses %+v", i, s, open[n-1])
			}
			if s.End > s.Start {
				open = append(open, s)
			}
		}
		end, span = b.End, b.SpanEnd
	}
	for i := 1; i < len(d.Nodes); i++ {
		n := &d.Nodes[i]
		if n.Parent < 0 || int(n.Parent) >= i || int(n.Last) <= i || int(n.Last) > len(d.Nodes) || n.FirstBlock > n.LastBlock || int(n.LastBlock) > len(d.Blocks) {
			t.Fatalf("node %d: %+v", i, *n)
		}
	}
	for i, c := range d.Containers {
		if i > 0 && (c.Parent < 0 || int(c.Parent) >= len(d.Containers) || int(c.Parent) == i) {
			t.Fatalf("container %d: parent %d", i, c.Parent)
		}
	}
	for i := 0; i < len(d.Text); i++ {
		if c := d.Text[i]; c < 0x20 && c != '\n' && c != '\t' || c == 0x7F {
			t.Fatalf("control character %#x at %d", c, i)
		}
	}
}

func FuzzFromHTML(f *testing.F) {
	for _, s := range []string{"<p>a<b>b<p>c</b>d", "<table><tr><td>a<table><td>b</table>c", "<pre><div>x</div></pre>", "<svg><p>a", "<math><mi>x",
		"<select><option>a<p>b", "<a href=x>a<div>b<a href=y>c", "<ul><li>a<ol start=3><li value=-9>b", "<ruby>a<rt>b</ruby>", "<svg><foreignObject><div>a</svg>b",
		"<code class=language-jsx style='white-space:pre'><pre class=highlight><code>let a;\nlet b;</pre>\n<div class=panel>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d := FromHTML(src)
		checkDocument(t, d)
		checkDocument(t, crowdedHTML(src))
	})
}

// crowdedHTML is FromHTML with room for a few elements alone, as on a page that is all tags.
func crowdedHTML(src []byte) *Document {
	b := newBuilder(bytes.ToValidUTF8(src, []byte("\uFFFD")))
	b.room = 4
	b.run()
	return b.finish()
}

// TestCrowded: a page with more elements than it may have loses no text, and the paragraphs behind the crowd stay apart.
func TestCrowded(t *testing.T) {
	const long = "A paragraph of a length that earns it a block of its own, in spite of all that stood before it."
	for _, junk := range []string{"<p>x", "<div>x", "<div>x</div>", "<ul><li>x", "<table><tr><td>x", "<tr>x", "x<hr>", "x<br><br>", "<b>x<i>y</b>z</i>", "<span>x", "<pre>x", "<noscript>x</noscript>", "<h1>x", "<dl><dt>x<dd>y"} {
		n := 2 * roomFixed
		src := []byte(strings.Repeat(junk, n) + "</table><div><p>" + long + "</p><p>Second: " + long + "</p></div>")
		d := FromHTML(src)
		checkDocument(t, d)
		if most := roomFixed + len(src)/roomBytes + 10; len(d.Nodes)+len(d.Blocks) > most {
			t.Errorf("%s: %d elements and %d blocks, at most %d", junk, len(d.Nodes), len(d.Blocks), most)
		}
		if got, want := strings.Count(d.Text, "x"), n*strings.Count(junk, "x"); got != want {
			t.Errorf("%s: %d of %d texts", junk, got, want)
		}
		found := 0
		for i := range d.Blocks {
			if s := d.BlockText(i); strings.HasSuffix(s, long) && len(s) < 4*len(long) {
				found++
			}
		}
		if found != 2 {
			t.Errorf("%s: %d of the two paragraphs behind it are blocks", junk, found)
		}
	}
}
