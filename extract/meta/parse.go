package meta

import "strings"

// ParseDate reads the first day, or day and time, that a text states, as dates
// on a page of the given language are read ("8 July 2020", "8.7.2020",
// "2020-07-08T10:00:00Z", "2020年7月8日"), and returns it in ISO 8601 with the
// offset that the text gives; "" where it states none. A language with the
// region US puts the month first in "7/8/2020".
func ParseDate(text, language string) string {
	primary, region, _ := strings.Cut(strings.ToLower(language), "-")
	r := reading{lang: primary, monthFirst: region == "us" || region == "ph"}
	if s, ok := r.machine(strings.TrimSpace(text)); ok {
		return s.String()
	}
	if all := r.stamps(text); len(all) > 0 {
		return all[0].String()
	}
	return ""
}

// LanguageOf names the language of a text by its scripts and function words, as
// a primary subtag of BCP 47, and how sure that is, between 0 and 1; "" where the text says too little.
func LanguageOf(text string) (language string, sure float64) { return identify(text) }
