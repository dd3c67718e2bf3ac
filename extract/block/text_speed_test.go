package block

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hostile are inputs that a careless reader takes more than linear time on.
func hostile(n int) map[string]string {
	rep := func(s string) string { return strings.Repeat(s, n/len(s)+1)[:n] }
	return map[string]string{
		"one line":        rep("word after word "),
		"brackets":        rep("["),
		"markdown opens":  "# a\n\n[b](c)\n\n" + rep("[a](b ![c`**_"),
		"ticks":           "# a\n\n[b](c)\n\n" + rep("` `` ``` "),
		"stars":           "# a\n\n[b](c)\n\n" + rep("*a **b ***c "),
		"short lines":     rep("a\n"),
		"lines of ten":    rep("nine char\n"),
		"code, almost":    rep("a = b();\nword\nword\n"),
		"blank lines":     rep("\n"),
		"tabs":            rep("a\tb\tc\n"),
		"bars":            rep("|"),
		"bar rows":        rep("|a|b|\n|_|_|\n"),
		"boxes":           rep("│ a │ b │\n"),
		"numbers":         rep("1. a\n2. b\n"),
		"deep quotes":     "# a\n\n[b](c)\n\n" + rep(strings.Repeat(">", 60)+"a\n"),
		"fences":          "# a\n\n[b](c)\n\n" + rep("```\na\n~~~\n"),
		"open fences":     "# a\n\n[b](c)\n\n" + rep("```a\nb\n"),
		"overstrike":      rep("a\ba_\bb"),
		"escapes":         rep("\x1b[1;"),
		"stars headings":  rep("*** a\nb\nc\n"),
		"indents":         rep("   a\n       b\n           * c\n"),
		"equal thirties":  rep("abcdefg abcdefg abcdefg abcdef\n"),
		"mail heads":      rep("From: a\nTo: b\nSubject: c\n\n"),
		"mail fields":     "From: a\nTo: b\n" + rep("X: a\n"),
		"no-break spaces": rep("a\u00a0b "),
		"han":             rep("東京都"),
		"references":      rep("   1. http://a/\n"),
		"underscores":     "**** a ****\n" + rep("a_b "),
		"one underscored": "**** a ****\n" + rep("a_b"),
	}
}

// TestTextLinear reads each hostile input at two sizes: 32 times the size may
// take no more than about 32 times as long; the margin is for a busy machine.
func TestTextLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const size, times = 1 << 15, 32
	small, large := hostile(size), hostile(times*size)
	for name := range small {
		FromText([]byte(small[name]))
		a := timeOf(func() { FromText([]byte(small[name])) })
		b := timeOf(func() { FromText([]byte(large[name])) })
		rate := float64(times*size) / 1e6 / b.Seconds()
		if b > 5*times*a && b > time.Second {
			t.Errorf("%s: %v for %d bytes, %v for %d", name, a, size, b, times*size)
		}
		t.Logf("%-16s %6.1f MB/s", name, rate)
	}
}

func timeOf(f func()) time.Duration {
	best := time.Hour
	for range 2 {
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best
}

func BenchmarkFromText(b *testing.B) {
	dir := corpora()
	if dir == "" {
		b.Skip("no corpora: set PITH_CORPORA")
	}
	for _, m := range []string{"innertext", "lynx", "w3m", "html2text"} {
		var src []byte
		files, _ := filepath.Glob(filepath.Join(dir, "text-dev", m, "*.gz"))
		for i := 0; len(src) < 10_000_000 && i < len(files); i++ {
			src = append(src, readGzip(b, files[i])...)
		}
		b.Run(m, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				FromText(src)
			}
		})
	}
}
