package block

import (
	"strings"
	"testing"
)

func TestTeXOfMathML(t *testing.T) {
	for in, want := range map[string]string{
		`<mi>x</mi><mo>=</mo><mn>1</mn>`:                                                                                                                               `x = 1`,
		`<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup>`:                                                                                 `x^{2} + y^{2}`,
		`<mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><mi>d</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>`:                                         `\frac{-b \pm \sqrt{d}}{2a}`,
		`<msubsup><mi>σ</mi><mi>i</mi><mn>2</mn></msubsup>`:                                                                                                            `\sigma_{i}^{2}`,
		`<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>`:                                    `\sum_{i = 1}^{n}x_{i}`,
		`<mi>sin</mi><mo>&#x2061;</mo><mi>θ</mi>`:                                                                                                                      `\sin\theta`,
		`<munder><mi>lim</mi><mrow><mi>n</mi><mo>→</mo><mi>∞</mi></mrow></munder>`:                                                                                     `\lim_{n \to \infty}`,
		`<mroot><mi>x</mi><mn>3</mn></mroot>`:                                                                                                                          `\sqrt[3]{x}`,
		`<mover><mi>v</mi><mo>→</mo></mover><mover accent="true"><mrow><mi>A</mi><mi>B</mi></mrow><mo>¯</mo></mover>`:                                                  `\vec{v}\overline{AB}`,
		`<mfenced><mi>a</mi><mi>b</mi></mfenced>`:                                                                                                                      `\left(a, b \right)`,
		`<mrow><mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>)</mo></mrow>`: `\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}`,
		`<mrow><mo>{</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr></mtable></mrow>`:                                                                                     `\begin{cases} a \end{cases}`,
		`<mi mathvariant="double-struck">R</mi><mi>ℝ</mi><mi>𝑥</mi><mi>𝛼</mi>`:                                                                                         `\mathbb{R}\mathbb{R}x\alpha`,
		`<mtext>if 50%</mtext><mspace width="1em"/><mi>x</mi>`:                                                                                                         `\text{if 50\%}\quad x`,
		`<msup><mi>f</mi><mo>′</mo></msup><mo>(</mo><mi>x</mi><mo>)</mo>`:                                                                                              `f'(x)`,
		`<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>`:                                                                                                     `{ab}^{2}`,
		`<mover><mo>→</mo><mi>f</mi></mover>`:                                                                                                                          `\xrightarrow{f}`,
		`<munder><mrow><mi>a</mi></mrow><mo>⏟</mo></munder>`:                                                                                                           `\underbrace{a}`,
		`<mmultiscripts><mi>C</mi><mn>6</mn><none/><mprescripts/><none/><mn>12</mn></mmultiscripts>`:                                                                   `{}^{12}C_{6}`,
		`<mtable><mlabeledtr><mtd><mtext>(3)</mtext></mtd><mtd><mi>a</mi></mtd></mlabeledtr></mtable>`:                                                                 `a \tag{3}`,
		`<mi>group</mi><mo>&lt;</mo><mn>5</mn>`:                                                                                                                        `\mathrm{group} < 5`,
		`<mtext><span>a <b>b</b></span></mtext>`:                                                                                                                       `\text{a b}`,
		`<mi>x`:                                                                                                                                                        `x`,
	} {
		d := FromHTML([]byte(`<p>` + `<math>` + in + `</math>`))
		got := ""
		for _, s := range d.Spans {
			if s.Kind == Math {
				got = s.Text
			}
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestFormulas(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"katex":              {`<p>a <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x1</span></span> b`, `para|a $x_1$~x1~ b`},
		"katex display":      {`<p>a <span class="katex-display"><span class="katex"><math><annotation encoding="application/x-tex">y</annotation></math></span></span> b`, `para|a para|$$y$$ para|b`},
		"katex html alone":   {`<p><span class="katex"><span class="katex-html">x1</span></span>`, `para|x1`},
		"mathjax 2":          {`<p>a <span class="MathJax_Preview">x</span><span class="MathJax"><span>xx</span></span><script type="math/tex">x^2</script>`, `para|a ~x~~xx~$x^2$`},
		"mathjax 2 assisted": {`<p>a <span class="MathJax">xx<span class="MJX_Assistive_MathML"><math><mi>y</mi></math></span></span><script type="math/tex">x^2</script> b`, `para|a ~xx~$x^2$ b`},
		"mathjax 2 display":  {`<p>a<div class="MathJax_Display"><span class="MathJax" data-mathml="&lt;math&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;/math&gt;"></span></div><script type="math/tex; mode=display">x_2</script>b`, `para|a para|$$x_2$$ para|b`},
		"mathjax 3":          {`<p>a <mjx-container class="MathJax"><mjx-math></mjx-math><mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml></mjx-container> b`, `para|a $x$ b`},
		"mathjax 3 boxes":    {`<p><mjx-container class="MathJax"><mjx-math><mjx-msub><mjx-mi><mjx-c class="mjx-c1D465"></mjx-c></mjx-mi><mjx-script><mjx-mn><mjx-c class="mjx-c31"></mjx-c></mjx-mn></mjx-script></mjx-msub></mjx-math></mjx-container>`, `para|$x_{1}$`},
		"in attribute":       {`<p><span class="math-inline" data-math="a&lt;b">drawn</span>`, `para|~drawn~$a<b$`},
		"wikipedia":          {`<p>a <span style="display:none"><math alttext="{\displaystyle x}"><mi>x</mi></math></span><img class="mwe-math-fallback-image-inline" alt="{\displaystyle x}"> b`, `para|a $x$ b`},
		"wordpress":          {`<img class="latex" src="latex.php?latex=x" alt="x^2">`, `para|$x^2$`},
		"service":            {`<img src="https://latex.codecogs.com/png.latex?%5Cfrac12">`, `para|$\frac12$`},
		"alt":                {`<img src=a.png alt="\frac{a}{b}">`, `para|$\frac{a}{b}$`},
		"pandoc":             {`<p>a <span class="math inline">\(x\)</span> b`, `para|a ~\(~$x$~\)~ b`},
		"pandoc display":     {`<p>a <span class="math display">\[x\]</span>`, `para|a ~\[~$$x$$~\]~`},
		"sphinx":             {`<div class="math notranslate nohighlight">\[x\]</div><p>\(y\)`, `para|~\[~$$x$$~\]~ para|\(y\)`},
		"no delimiters":      {`<p>\(x\) costs $1 and $2`, `para|\(x\) costs $1 and $2`},
		"delimiters":         {`<script src="/mathjax.js"></script><p>\(x\), \$ $y$, <code>$z$</code> costs $1 and $2, $$<em>w</em>$$`, `para|~\(~$x$~\)~, \$ ~$~$y$~$~, $z$ costs $1 and $2, ~$$~$$w$$~$$~`},
		"environment":        {`<script>MathJax={}</script><p>\begin{align}a&amp;=b\end{align}`, `para|$$\begin{align}a&=b\end{align}$$`},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			checkDocument(t, d)
			if got := marked(d, map[SpanKind]string{Math: "$", Chrome: "~"}); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

// marked writes the blocks of a document with signs around spans of some kinds.
func marked(d *Document, signs map[SpanKind]string) string {
	var out []string
	for i, b := range d.Blocks {
		s := b.Kind.String() + "|"
		pos := b.Start
		for _, sp := range d.BlockSpans(i) {
			if m := signs[sp.Kind]; m != "" && sp.Start >= pos {
				if sp.Display {
					m += m
				}
				s += d.Text[pos:sp.Start] + m + d.Text[sp.Start:sp.End] + m
				pos = sp.End
			}
		}
		out = append(out, s+d.Text[pos:b.End])
	}
	return strings.Join(out, " ")
}
