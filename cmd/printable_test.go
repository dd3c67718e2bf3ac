package cmd

import "testing"

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain name.html":          "plain name.html",
		"a\x1b]52;c;aGk=\x07b":     `a\x1b]52;c;aGk=\x07b`,
		"two\nlines\tand \u009b2J": `two\nlines\tand \x9b2J`,
		"caf\xe9":                  `caf\xe9`,
		"x\u202egnp.html":          `x\u202egnp.html`,
		"日本語":                      "日本語",
	} {
		if got := printable(in); got != want {
			t.Errorf("printable(%q) = %s, want %s", in, got, want)
		}
	}
}
