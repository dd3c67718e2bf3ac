package block

import (
	"strings"
	"testing"
)

// codeOf returns what a page's blocks of code and others show, without
// machinery, code as language:lines.
func codeOf(d *Document) string {
	var out []string
	for i, b := range d.Blocks {
		var s strings.Builder
		pos := b.Start
		for _, sp := range d.BlockSpans(i) {
			if sp.Kind == Chrome && sp.End > pos {
				s.WriteString(d.Text[pos:max(pos, sp.Start)])
				pos = sp.End
			}
		}
		s.WriteString(d.Text[pos:b.End])
		text := strings.TrimRight(s.String(), "\n ")
		switch {
		case text == "":
		case b.Kind == Pre:
			out = append(out, "["+b.Language+"]"+text)
		default:
			out = append(out, text)
		}
	}
	return strings.Join(out, "|")
}

func TestCode(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"exact":               {"<pre><code>\n a\n\n\n\tb &lt;c&gt;\n</code></pre>", "[] a\n\n\n\tb <c>"},
		"br":                  {"<pre>a<br>b<br><br>c</pre>", "[]a\nb\n\nc"},
		"div a line":          {"<pre><div class=line>a</div><div class=line>b</div></pre>", "[]a\nb"},
		"div a line, newline": {"<pre><div>a\n</div><div>\n</div><div>b</div></pre>", "[]a\n\nb"},
		"span a line":         {`<pre><code><span class="line">a</span><span class="line">b</span></code></pre>`, "[]a\nb"},
		"span a line, ended":  {"<pre><code><span class=line>a</span>\n<span class=line></span>\n<span class=line>b</span></code></pre>", "[]a\n\nb"},
		"li a line":           {"<pre><ol><li>a<li>b</ol></pre>", "[]a\nb"},
		"in a cell":           {"<table><tr><th>x<td><pre>a\n b</pre></table>", "x|[]a\n b"},
		"in an item":          {"<ul><li>x<pre>a\n b</pre></ul>", "x|[]a\n b"},
		"code of lines":       {"<p>x</p><p><code>a<br>b</code></p>", "x|[]a\nb"},
		"code of one line":    {"<p><code>a</code></p>", "a"},
		"styled code":         {"<div><code style='white-space: pre'>\na\n b\n</code></div>", "[]a\n b"},
		"pasted from editor":  {`<div style="font-family: Menlo, monospace; white-space: pre;"><div>a</div><div> b</div></div>`, "[]a\n b"},
		"prose keeps":         {`<div style="white-space: pre-wrap">a b</div>`, "a b"},
		"github": {`<table class="highlight js-file-line-container" data-tab-size="8"><tr><td class="blob-num js-line-number" data-line-number="1"></td><td class="blob-code js-file-line">a</td></tr><tr><td class="blob-num" data-line-number="2"></td><td class="blob-code">
</td></tr><tr><td class="blob-num"></td><td class="blob-code"> b</td></tr></table>`, "[]a\n\n b"},
		"hljs-ln":           {`<pre><code class="hljs go"><table class="hljs-ln"><tr><td class="hljs-ln-line hljs-ln-numbers"><div class="hljs-ln-n">1</div></td><td class="hljs-ln-line hljs-ln-code">a</td></tr><tr><td class="hljs-ln-numbers">2</td><td class="hljs-ln-code"> b</td></tr></table></code></pre>`, "[go]a\n b"},
		"empty rows":        {`<table class="js-file-line-container"><tr><td><td>a<tr><td><td><tr><td><td>b</table>`, "[]a\n\nb"},
		"pygments":          {`<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1` + "\n" + `2</pre></div></td><td class="code"><div class="highlight highlight-python"><pre><span></span>a` + "\n" + ` b</pre></div></td></tr></table>`, "[python]a\n b"},
		"rouge":             {`<div class="language-ruby highlighter-rouge"><div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1` + "\n" + `2</pre></td><td class="rouge-code"><pre>a` + "\n" + ` b</pre></td></tr></tbody></table></code></pre></div></div>`, "[ruby]a\n b"},
		"chroma":            {"<pre class=chroma><code class='language-go' data-lang=go><span class=line><span class=ln>1</span><span class=cl>a\n</span></span><span class=line><span class=ln>2</span><span class=cl> b\n</span></span></code></pre>", "[go]a\n b"},
		"unselectable":      {"<pre><span style='user-select: none'>1 </span>a\n<span style='-webkit-user-select:none'>2 </span>b</pre>", "[]a\nb"},
		"numbers alone":     {"<pre><div><span>1</span><div>a</div></div><div><span>2</span><div>b</div></div></pre>", "[]a\nb"},
		"numbers in line":   {"<pre><span>9 </span>a\n<span>10</span> b\n<span>11</span> c</pre>", "[]a\n b\n c"},
		"no numbers":        {"<pre><span>1</span>\n<span>2</span>\n<span>3</span></pre>", "[]1\n2\n3"},
		"numbers that jump": {"<pre><span>1</span> a\n<span>3</span> b</pre>", "[]1 a\n3 b"},
		"crayon":            {`<div class="crayon-syntax"><div class="crayon-toolbar">bar</div><div class="crayon-plain-wrap"><textarea class="crayon-plain">a b</textarea></div><table class="crayon-table"><tr class="crayon-row"><td class="crayon-nums"><div class="crayon-nums-content"><div class="crayon-num">1</div><div class="crayon-num">2</div></div></td><td class="crayon-code"><div class="crayon-pre"><div class="crayon-line">a</div><div class="crayon-line"> b</div></div></td></tr></table></div>`, "[]a\n b"},
		"button inside":     {"<pre><button>Copy</button><code>a\nb</code></pre>", "[]a\nb"},
		"header inside":     {`<pre><code class="hljs language-bash"><div class="code__header"><span>bash</span></div><div>a</div></code></pre>`, "[bash]a"},
		"header before":     {"<p>x</p><div><div><span>Python</span></div><div><span>Copy code</span></div><pre>a\nb</pre></div><p>y</p>", "x|[python]a\nb|y"},
		"words before":      {"<p>Go</p><pre>a</pre><p>b</p><p>c</p><p>d</p><p>e</p>", "Go|[]a|b|c|d|e"},
		"editor":            {`<div class="cm-content"><div class="cm-line">a</div><div class="cm-line"><br></div><div class="cm-line"> b</div></div>`, "[]a\n\n b"},
		"textarea lines":    {"<pre>a<textarea>b</textarea></pre>", "[]a"},
		"pretty code":       {`<pre data-language=ts><code style="display: grid"><span data-line=""><span>a</span></span><span data-line=""> b</span></code></pre>`, "[ts]a\n b"},
		"syntaxhighlighter": {`<div class="syntaxhighlighter java"><table><tr><td class="gutter"><div class="line number1">1</div><div class="line number2">2</div></td><td class="code"><div class="container"><div class="line number1"><code class="java keyword">a</code> <code>b</code></div><div class="line number2"><code>&nbsp;&nbsp;</code><code>c</code></div></div></td></tr></table></div>`, "[java]a b\n  c"},
		"codemirror":        {`<div class="CodeMirror-code"><div><div class="CodeMirror-gutter-wrapper"><div class="CodeMirror-linenumber">1</div></div><pre class="CodeMirror-line"><span>a</span></pre></div><div><div class="CodeMirror-gutter-wrapper"><div class="CodeMirror-linenumber">2</div></div><pre class="CodeMirror-line"> b</pre></div></div>`, "[]a\n b"},
		"label in pre":      {`<pre><div><div>python</div><div><button>Copy code</button></div><div><code class="language-python">a` + "\n" + ` b</code></div></div></pre>`, "[python]a\n b"},
		"word in pre":       {"<pre>of <code>a</code></pre>", "[]of a"},
		"notebook":          {`<div class="prompt input_prompt">In [1]:</div><div class="highlight hl-ipython3"><pre><span></span>a</pre></div><div class="output_prompt">Out[1]:</div><pre>2</pre>`, "[ipython3]a|[]2"},
		"head of a table":   {"<table><tr><th>Name<th>Code<tr><td>x<td><pre>a\nb</pre></table>", "Name|Code|x|[]a\nb"},
		"div with language": {"<div class='code-block' data-lang=http>GET /\n a</div>", "[http]GET /\n a"},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			checkDocument(t, d)
			if got := codeOf(d); got != c.want {
				t.Errorf("%s\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func TestCodeLanguage(t *testing.T) {
	for in, want := range map[string]string{
		`<pre><code class="language-go">a`:                                         "go",
		`<pre class="lang-js">a`:                                                   "js",
		`<div class="language-bash extra-class"><pre><code>a`:                      "bash",
		`<pre><code class="hljs python">a`:                                         "python",
		`<div class="highlight highlight-source-shell"><pre>a`:                     "shell",
		`<div class="highlight-text-html-basic"><pre>a`:                            "html",
		`<div class="highlight"><pre><code class="language-yaml" data-lang=yaml>a`: "yaml",
		`<pre data-language="rust"><code>a`:                                        "rust",
		`<figure data-lang=css><pre>a`:                                             "css",
		`<pre class="brush: java; gutter: false">a`:                                "java",
		`<pre class="brush:php">a`:                                                 "php",
		`<pre class="lang:c++ decode:true">a`:                                      "c++",
		`<pre class="sourceCode haskell"><code class="sourceCode haskell">a`:       "haskell",
		`<pre class="src src-emacs-lisp">a`:                                        "emacs-lisp",
		`<div class="highlight-python notranslate"><div class="highlight"><pre>a`:  "python",
		`<div class="highlight-default notranslate"><pre>a`:                        "",
		`<div class="mw-highlight mw-highlight-lang-lua"><pre>a`:                   "lua",
		`<pre class="prettyprint lang-sql">a`:                                      "sql",
		`<pre class="python">a`:                                                    "python",
		`<pre class="data-enlighter" data-enlighter-language="kotlin">a`:           "kotlin",
		`<pre lang="ruby">a`:                                                       "ruby",
		`<pre lang="en">a`:                                                         "",
		`<pre class="language-plaintext">a`:                                        "",
		`<figure class="highlight swift"><pre>a`:                                   "swift",
		`<pre class="shiki github-dark" data-language="ts">a`:                      "ts",
		`<pre class="wp-block-code">a`:                                             "",
	} {
		d := FromHTML([]byte(in))
		if len(d.Blocks) != 1 || d.Blocks[0].Language != want {
			t.Errorf("%s: %q, want %q", in, d.Blocks[0].Language, want)
		}
	}
}
