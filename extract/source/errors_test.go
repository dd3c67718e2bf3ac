package source

import (
	"errors"
	"testing"
)

func TestMessages(t *testing.T) {
	for want, err := range map[string]error{
		"a.warc.gz: record 12 is damaged at byte 345: it ends before its end":                         &DamageError{Source: "a.warc.gz", Record: "record 12", Offset: 345, Err: errCut},
		"a.webarchive: damaged at byte 0: its property list is broken":                                &DamageError{Source: "a.webarchive", Err: errPlist},
		"damaged at byte 0: it ends before its end":                                                   &DamageError{Err: errCut},
		"a.gz: page size in bytes is over the limit of 100 (raise it with --max-page)":                &LimitError{Source: "a.gz", Limit: "page size in bytes", Switch: "--max-page", Value: 100, Got: 101},
		"a.pdf: a PDF document, which holds no saved web page (convert it first, for example with x)": &UnsupportedError{Source: "a.pdf", What: "a PDF document", Hint: "convert it first, for example with x"},
		`a\x1b[2J.html: damaged at byte 0: bad \u202e \n \xff value`:                                  &DamageError{Source: "a\x1b[2J.html", Err: errors.New("bad \u202e \n \xff value")},
		"Łódź.html: damaged at byte 0: it ends before its end":                                        &DamageError{Source: "Łódź.html", Err: errCut},
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err.Error(), want)
		}
	}
}
