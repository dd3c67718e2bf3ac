package phrases

import (
	"os"
	"testing"

	"github.com/pithcli/pith/extract/classify/phrases/internal/index"
	"github.com/pithcli/pith/extract/classify/role"
)

func TestInventoriesAreCurrent(t *testing.T) {
	for _, inv := range inventories {
		want, err := compile(".", inv.dir, inv.least, inv.header)
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := os.ReadFile(inv.file)
		if err != nil || string(want) != string(got) {
			t.Errorf("%s is not what the phrase files say: run go generate ./extract/classify/phrases", inv.file)
		}
	}
}

// A phrase that another one of the same section covers is dead weight.
func TestNoPhraseIsCovered(t *testing.T) {
	source, _ := index.Read(os.DirFS("."), ".", 12, roleHeader)
	for _, message := range source.Covered() {
		t.Error(message)
	}
	t.Logf("%d phrases in %d files", len(source.Lines), len(source.Langs))
}

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"  Leave a Comment! ":      "leave a comment",
		"Read more »":              "read more",
		"Home » News » Sport":      "home > news > sport",
		"Home / News / Sport":      "home > news > sport",
		"and/or":                   "and or",
		"1.234 Kommentare":         "0 kommentare",
		"12:30 Uhr, 03/04/2021":    "0 uhr 0",
		"10M+":                     "0 m",
		"Das könnte Sie":           "das konnte sie",
		"GRÜSSE und Grüße":         "grusse und grusse",
		"Don’t miss":               "dont miss",
		"Lesen Sie auch: Der Wald": "lesen sie auch: der wald",
		"Tags:":                    "tags",
		"© 2024 Foo":               "© 0 foo",
		"© Foo":                    "© foo",
		"İLGİLİ HABERLER":          "ilgili haberler",
		"ΔΙΑΒΑΣΤΕ ΕΠΊΣΗΣ":          "διαβαστε επισησ",
		"Διαβάστε επίσης":          "διαβαστε επισησ",
		"Ещё по теме":              "еще по теме",
		"ещё":                      "еще",
		"関連記事:「猫」":                 "関連記事: 猫",
		"コメント(3)":                  "コメント 0",
		"أخبار ذات صلة":            "اخبار ذات صله",
		"می\u200cخواهید":           "ميخواهيد",
		"টি মন্তব্য ১২":            "টি মন্তব্য 0",
		"col·laboració":            "collaboracio",
		"":                         "",
		"***":                      "",
		"🔥 Share 🔥":                "share",
	} {
		if got := string(Normalise(nil, in)); got != want {
			t.Errorf("Normalise(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		line  string
		role  role.Role
		place Place
	}{
		{"Skip to content", role.Navigation, Line},
		{"You may also like", role.Related, Start},
		{"YOU MAY ALSO LIKE…", role.Related, Start},
		{"Read also: how the bridge was built", role.Related, Line},
		{"Leave a Reply", role.Comments, Tail},
		{"3 Comments", role.Comments, Start},
		{"By Anna Maria de la Cruz", role.Byline, Line},
		{"© 2021 Harbour Times", role.Legal, Tail},
		{"John Smith says:", role.Comments, Line},
		{"Harbour Times. All rights reserved.", role.Legal, Tail},
	} {
		hit, ok := Match(test.line)
		if !ok || hit.Role != test.role || hit.Place != test.place {
			t.Errorf("Match(%q) = %+v, %v; want %v %v", test.line, hit, ok, test.role, test.place)
		}
	}
	for _, line := range []string{
		"", "!", "By the way", "By now it was late", "The committee met for three hours on Monday.",
		"She says: never again", "Commentary", "reading also: the paper",
	} {
		if hit, ok := Match(line); ok {
			t.Errorf("Match(%q) = %+v, want none", line, hit)
		}
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	Match("")
	for _, line := range benchLines {
		if n := testing.AllocsPerRun(10, func() { Match(line) }); n != 0 {
			t.Errorf("Match(%q): %v allocations", line, n)
		}
	}
}

var benchLines = []string{
	"The harbour committee will meet again on Monday, 3 March.",
	"You may also like",
	"Das könnte Sie auch interessieren",
	"これは猫についての短い文章です。関連記事はありません。",
	"We use cookies and similar technologies to measure how our site is used, and to show you advertisements that may interest you more than others; you can read about that in our policy, and change your mind whenever you like.",
}

func BenchmarkMatch(b *testing.B) {
	Match("")
	for _, line := range benchLines {
		b.Run(line[:12], func(b *testing.B) {
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				Match(line)
			}
		})
	}
}
