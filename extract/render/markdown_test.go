package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pithcli/pith/extract/block"
)

// TestInline holds one line per rule of inline Markdown.
func TestInline(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []piece
		want string
	}{
		{"plain", []piece{tx("snake_case, 5 * 3, f(x)[1], a < b & c")}, "snake_case, 5 * 3, f(x)[1], a < b & c"},
		{"star", []piece{tx("*args and **kw")}, `\*args and \*\*kw`},
		{"one star", []piece{tx("Price* without tax")}, `Price* without tax`},
		{"underscores", []piece{tx("_x_ __init__")}, `\_x\_ \_\_init\_\_`},
		{"link text", []piece{tx("[x](y) and [x][y]")}, `[x\](y) and [x][y]`},
		{"footnote", []piece{tx("see [^1]")}, `see \[^1]`},
		{"html", []piece{tx("<div> and &lt; 1 <2")}, `\<div> and \&lt; 1 <2`},
		{"strike", []piece{tx("~~no~~ and ~5")}, `\~\~no\~\~ and \~5`},
		{"dollars", []piece{tx("$5 and $10")}, `$5 and $10`},
		{"formula-like", []piece{tx("$x$")}, `\$x\$`},
		{"backslash", []piece{tx(`C:\dir \* end\`)}, `C:\dir \\* end\`},
		{"number", []piece{tx("1986. A year")}, `1986\. A year`},
		{"hash", []piece{tx("# no"), tx("\n- no\n+ no\n===\n---\n> no\n#hash\n1) no")}, "\\# no  \n\\- no  \n\\+ no  \n\\===  \n\\---  \n\\> no  \n#hash  \n1\\) no"},
		{"ticks", []piece{tx("a ` b ` c")}, "a \\` b \\` c"},
		{"bold", []piece{mk(block.Strong, "Note:"), tx("next")}, "<strong>Note:</strong>next"},
		{"bold cjk", []piece{mk(block.Strong, "「大切」"), tx("です")}, "<strong>「大切」</strong>です"},
		{"blank moves", []piece{mk(block.Strong, "bold "), tx("x")}, "**bold** x"},
		{"in word", []piece{tx("un"), mk(block.Strong, "frigg"), tx("ing")}, "un**frigg**ing"},
		{"neighbours", []piece{mk(block.Strong, "a"), mk(block.Em, "b"), tx(" c")}, "**a**<em>b</em> c"},
		{"same neighbours", []piece{mk(block.Strong, "a"), mk(block.Strong, "b")}, "**ab**"},
		{"nested", []piece{mk(block.Strong, "a").in(block.Em)}, "***a***"},
		{"code", []piece{mk(block.Code, "a`b"), tx(" "), mk(block.Code, "`")}, "``a`b`` `` ` ``"},
		{"code in link", []piece{ln("/x", "fold").in(block.Code)}, "[`fold`](/x)"},
		{"sup", []piece{tx("m"), mk(block.Sup, "2")}, "m<sup>2</sup>"},
		{"del", []piece{mk(block.Del, "old"), tx(" new")}, "~~old~~ new"},
		{"link", []piece{ln("https://e.org/f_(x)", "a [b]")}, `[a \[b\]](https://e.org/f_(x))`},
		{"parenthesis", []piece{ln("https://e.org/f)", "a")}, `[a](https://e.org/f\))`},
		{"autolink", []piece{ln("https://e.org/", "https://e.org/")}, `<https://e.org/>`},
		{"javascript", []piece{ln("java\nscript:alert(1)", "a")}, `a`},
		{"bang", []piece{tx("Look!"), ln("/x", "a")}, `Look\![a](/x)`},
		{"image", []piece{im("a *mill*", "/m.png")}, `![a \*mill\*](/m.png)`},
		{"data image", []piece{tx("x"), im("a", "data:image/png;base64,AA")}, `x`},
		{"math", []piece{tx("so "), mk(block.Math, `a_b`), tx("2 and $")}, `so $a_b$&#50; and \$`},
		{"ruby", []piece{tx("漢字"), mk(block.Reading, "かんじ")}, "漢字(かんじ)"},
		{"quote", []piece{mk(block.Quote, "so")}, "“so”"},
		{"chrome", []piece{tx("Title"), mk(block.Chrome, "[edit]")}, "Title"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := render(t, Markdown, build().p(c.in...).input(), Options{})
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
