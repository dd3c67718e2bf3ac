package meta

import (
	"strings"
	"testing"
)

func TestPersons(t *testing.T) {
	for _, c := range []struct {
		t        trust
		in, want string
	}{
		{shown, "By Jane Doe", "Jane Doe"},
		{shown, "by Jane Doe and John Roe", "Jane Doe; John Roe"},
		{shown, "By Jane Doe, MD and John Roe | Staff Writer | 8 July 2020", "Jane Doe; John Roe"},
		{shown, "Von Jana Müller und Jörg von der Heide, Berlin-Korrespondent", "Jana Müller; Jörg von der Heide"},
		{shown, "Written by Z.B. Steele on March 3", "Z.B. Steele"},
		{shown, "By CM Craig McCarthy", "Craig McCarthy"},
		{shown, "Jane Doe Head Winemaker; Co-Founder", "Jane Doe"},
		{shown, "By Dr. Jane Doe, PhD, RD", "Dr. Jane Doe"},
		{shown, "Text: Jana Müller", "Jana Müller"},
		{shown, "Par Jean-Luc Dupont (avec AFP)", "Jean-Luc Dupont"},
		{shown, "Por María José García y Luis Pérez", "María José García; Luis Pérez"},
		{shown, "Текст: Анна Иванова", "Анна Иванова"},
		{shown, "文／王小明", "王小明"},
		{shown, "記者 王小明", "王小明"},
		{shown, "By Jane Doe Last updated on 5 May", "Jane Doe"},
		{shown, "by EUToday Correspondents", "EUToday Correspondents"},
		{shown, "By the way, this is prose", ""},
		{shown, "5 min read", ""},
		{shown, "By admin", ""},
		{shown, "View more posts", ""},
		{stated, "admin", ""},
		{stated, "https://www.facebook.com/jane", ""},
		{stated, "jane doe", "jane doe"},
		{stated, "JosÃ© GarcÃ\u00ada", "José García"},
		{stated, "Jane Doe, John Roe", "Jane Doe; John Roe"},
		{stated, "Jane Doe (Staff Writer)", "Jane Doe"},
		{stated, "AccountingDepartment.com", "AccountingDepartment.com"},
		{stated, "4 minutes", ""},
		{stated, "{{author}}", ""},
	} {
		var got []string
		for _, p := range persons(c.in, c.t) {
			got = append(got, p.name)
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%q: %q, want %q", c.in, g, c.want)
		}
	}
}

func FuzzPersons(f *testing.F) {
	f.Add("By Jane Doe, MD and John Roe | Staff Writer")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range persons(s, shown) {
			if p.name == "" {
				t.Fatalf("%q: empty name", s)
			}
		}
		persons(s, stated)
	})
}
