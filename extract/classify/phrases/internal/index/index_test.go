package index

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

func header(words []string) (label, place uint8, ok bool) {
	return 1, 2, len(words) == 2 && words[0] == "a"
}

func compile(t *testing.T, text string) *Index {
	t.Helper()
	source, faults := Read(fstest.MapFS{"und.txt": {Data: []byte(text)}}, ".", 12, header)
	for _, err := range faults {
		t.Error(err)
	}
	data, err := Encode(source.Langs, source.Patterns())
	if err != nil {
		t.Fatal(err)
	}
	return Open(string(data))
}

func TestShapes(t *testing.T) {
	x := compile(t, `[a line]
read next
mehr zum thema …
… hat geantwortet
… alle rechte vorbehalten …
von %name
von %name am …
%name says:
関連記事…
…無断転載を禁じます…
tags: …
`)
	for line, want := range map[string]bool{
		"Read next":                            true,
		"READ NEXT »":                          true,
		"Read nextly":                          false,
		"Read next week's paper":               false,
		"Mehr zum Thema: Wald":                 true,
		"Mehr zum Thema":                       true,
		"Mehr zum Themenabend":                 false,
		"Anna hat geantwortet":                 true,
		"Hat geantwortet und":                  false,
		"© 2021 Bote. Alle Rechte vorbehalten": true,
		"Von Anna Lind":                        true,
		"Von Anna von der Lind":                true,
		"Von dort kam sie":                     false,
		"Von Anna Lind am 3. Mai":              true,
		"Von Anna Lind und anderen Leuten":     false,
		"Anna Lind says:":                      true,
		"nobody says:":                         false,
		"関連記事はこちら":                             true,
		"この関連記事":                               false,
		"本サイトの無断転載を禁じます。":                      true,
		"Tags: wood, water":                    true,
		"Tags and names":                       false,
		"":                                     false,
	} {
		if _, ok := x.Match(line); ok != want {
			t.Errorf("Match(%q) = %v, want %v", line, ok, want)
		}
	}
}

func TestLongTexts(t *testing.T) {
	x := compile(t, "[a line]\nby …\nwe use cookies to …\n… alle rechte vorbehalten …\n")
	prose := strings.Repeat("the tide came in over the flats and went out again, ", 8)
	for line, want := range map[string]bool{
		"By noon it rained":                true,
		"By noon " + prose:                 false, // too short a beginning to speak for a paragraph
		"We use cookies to " + prose:       true,
		"Alle Rechte vorbehalten " + prose: true,
		prose + "alle rechte vorbehalten":  false, // behind the part that is looked at
	} {
		if _, ok := x.Match(line); ok != want {
			t.Errorf("Match(%.30q, %d bytes) = %v, want %v", line, len(line), ok, want)
		}
	}
}

func TestFaultsNameTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"hello\n":                     "und.txt:1: phrase outside a [section]",
		"[b line]\n":                  "und.txt:1: unknown section [b line]",
		"[a line]\n!!!\n":             `und.txt:2: "!!!": nothing is left of it in comparison form`,
		"[a line]\nshare x%\n":        `und.txt:2: share wants a percentage, not "share x%"`,
		"[a line]\na b\nA B!\n":       `und.txt:3: "A B!" is already in und.txt:2`,
		"[a line]\n… ab …\n":          `und.txt:2: "… ab …": too short to be looked for anywhere in a line`,
		"[a line]\na … b\n":           `und.txt:2: "a … b": … stands at an end of the line`,
		"[a line]\n%name\n":           `und.txt:2: "%name": %name needs fixed words at an end of the line`,
		"[a line]\nby %name, %name\n": `und.txt:2: "by %name, %name": %name stands once`,
	} {
		_, faults := Read(fstest.MapFS{"und.txt": {Data: []byte(text)}}, ".", 12, header)
		if len(faults) != 1 || faults[0].Error() != want {
			t.Errorf("%q: %v, want %s", text, faults, want)
		}
	}
}

func TestOpenRefusesOtherData(t *testing.T) {
	for _, data := range []string{"", "x", strings.Repeat("\xff", 64), strings.Repeat("\x00", 64)} {
		if _, ok := Open(data).Match("anything"); ok {
			t.Errorf("%.8q holds patterns", data)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"Read more: the Ida » 10M+", "İLGİLİ 3.000 haber", "می\u200cخواهید", "関連記事：３", "\xff\xfe a", "col·lecció / x", "© 2021 | x", "0x0:0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := string(Normalise(nil, s))
		if !utf8.ValidString(once) {
			t.Fatalf("%q is not UTF-8", once)
		}
		if strings.HasPrefix(once, " ") || strings.HasSuffix(once, " ") || strings.Contains(once, "  ") {
			t.Fatalf("%q: blanks at an end or doubled", once)
		}
		if twice := string(Normalise(nil, once)); twice != once {
			t.Fatalf("%q, again %q", once, twice)
		}
	})
}
