package extract_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"github.com/pithcli/pith/extract"
)

const (
	pierEnglish = "The outer pier of the town was opened again on Sunday after a winter of repairs, and the first boat of the season left at eight in the morning – it’s the first in three years.\n\n" +
		"The piles were driven two metres deeper than before, which took most of January, and the harbour master says that they will outlast him.\n"
	pierRussian = "В воскресенье в городе снова открыли внешний пирс, который чинили всю зиму, и первый пароход сезона ушёл в восемь часов утра.\n\n" +
		"Сваи забили на два метра глубже, чем раньше, на это ушёл почти весь январь, и смотритель гавани говорит, что они переживут его.\n"
	pierJapanese = "町の外側の桟橋は、冬の間の修理を終えて日曜日に再び開かれ、その季節の最初の船が朝の八時に出港した。\n\n" +
		"杭は以前より二メートル深く打ち込まれ、それには一月のほとんどがかかったと、港の管理人は話している。\n"
)

// TestPlainTextAsSaved: a text in any charset, with any line ends and with what
// printers and mail leave in it, comes out as its paragraphs and nothing else.
func TestPlainTextAsSaved(t *testing.T) {
	encoded := func(e encoding.Encoding, s string) string {
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wide := func(s string, little bool) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			if little {
				b.Write([]byte{byte(u), byte(u >> 8)})
			} else {
				b.Write([]byte{byte(u >> 8), byte(u)})
			}
		}
		return b.String()
	}
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	quoted := "From ines@post.example Sun May 12 08:00:00 2024\nFrom: Ines Marlow <ines@post.example>\nSubject: The pier\nDate: Sun, 12 May 2024 08:00:00 +0100\n" +
		"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" +
		"> " + strings.ReplaceAll(strings.TrimSpace(pierEnglish), "\n", "\n> ") + "\n"
	for name, c := range map[string]struct{ src, want string }{
		"UTF-8":                       {pierEnglish, pierEnglish},
		"UTF-8 with BOM, CRLF":        {"\ufeff" + crlf(pierEnglish), pierEnglish},
		"line ends of old Macs":       {strings.ReplaceAll(pierEnglish, "\n", "\r"), pierEnglish},
		"windows-1252, CRLF":          {encoded(charmap.Windows1252, crlf(pierEnglish)), pierEnglish},
		"windows-1251 without BOM":    {encoded(charmap.Windows1251, pierRussian), pierRussian},
		"KOI8-R without BOM":          {encoded(charmap.KOI8R, pierRussian), pierRussian},
		"Shift_JIS without BOM, CRLF": {encoded(japanese.ShiftJIS, crlf(pierJapanese)), pierJapanese},
		"UTF-16LE without BOM":        {wide(crlf(pierEnglish), true), pierEnglish},
		"UTF-16BE with BOM":           {wide("\ufeff"+pierRussian, false), pierRussian},
		"form feed between pages":     {strings.Replace(pierEnglish, "\n\n", "\n\f\n", 1), pierEnglish},
		"overstriking":                {strings.ReplaceAll(pierEnglish, "pier", "p\bpi\bie\ber\br"), pierEnglish},
		"underlining":                 {strings.ReplaceAll(pierEnglish, "January", "_\bJ_\ba_\bn_\bu_\ba_\br_\by"), pierEnglish},
		"colours of a terminal":       {strings.ReplaceAll(pierEnglish, "pier", "\x1b[1;31mpier\x1b[0m"), pierEnglish},
		"a page quoted in a mail":     {quoted, pierEnglish},
	} {
		a, err := extract.Extract(strings.NewReader(c.src), extract.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := a.Text()
		for _, p := range strings.Split(strings.TrimSpace(c.want), "\n\n") {
			if !strings.Contains(got, p) {
				t.Errorf("%s: lost %q from %q", name, p, got)
			}
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) || strings.Contains(got, "\ufeff") {
			t.Errorf("%s: controls in %q", name, got)
		}
	}
}
