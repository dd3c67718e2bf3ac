package meta

import "strings"

// comment reads the mark of a program that saved the page.
func (p *page) comment(s string) {
	low := strings.ToLower(s)
	at := func(mark string) string {
		i := strings.Index(low, mark)
		if i < 0 {
			return ""
		}
		rest := strings.TrimLeft(s[i+len(mark):], " =:(")
		return rest
	}
	word := func(s string) string {
		if i := strings.IndexAny(s, " \n\t\"'<>"); i >= 0 {
			s = s[:i]
		}
		return s
	}
	if v := at("saved from url"); v != "" { // saved from url=(0057)https://…
		if i := strings.IndexByte(v, ')'); i >= 0 && i < 6 {
			v = v[i+1:]
		}
		p.add(sigSaverURL, word(v), nil)
	}
	for _, m := range []string{"saved date", "archived on", "downloaded on"} {
		if v := at(m); v != "" {
			p.add(sigSaverCaptured, clip(v, 80), nil)
		}
	}
	for _, m := range []string{" url", "saved from http", "mirrored from"} {
		v := at(m)
		switch {
		case v == "":
			continue
		case m == "saved from http": // Monolith: Saved from URL at DATE using monolith
			v = "http" + v
			if i := strings.Index(v, " at "); i >= 0 {
				p.add(sigSaverCaptured, clip(v[i+4:], 60), nil)
			}
			v = word(v)
		case m == "mirrored from":
			v = word(v)
			if !strings.Contains(v, "://") && strings.Contains(v, ".") {
				v = "https://" + v
			}
			if i := strings.LastIndex(s, ", "); i >= 0 { // by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 08 Jul 2020 10:30:00 GMT
				if st, ok := (reading{lang: "en"}).machine(s[max(0, i-5):]); ok {
					p.add(sigSaverCaptured, st.String(), nil)
				}
			}
		default:
			v = word(v)
		}
		if strings.Contains(v, "://") {
			p.add(sigSaverURL, v, nil)
		}
	}
}
