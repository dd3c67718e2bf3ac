package source

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// formerly are the encodings in which pages of a language used to be written.
var formerly = map[string]string{
	"fr": "windows-1252 macintosh", "es": "windows-1252 macintosh", "de": "windows-1252 macintosh", "it": "windows-1252",
	"pt": "windows-1252 macintosh", "nl": "windows-1252", "en": "windows-1252 macintosh", "fi": "windows-1252", "sv": "windows-1252",
	"da": "windows-1252", "no": "windows-1252", "pl": "windows-1250 iso-8859-2", "cs": "windows-1250 iso-8859-2",
	"hu": "windows-1250 iso-8859-2", "sh": "windows-1250 iso-8859-2", "ru": "windows-1251 koi8-r iso-8859-5 ibm866",
	"uk": "windows-1251 koi8-u", "bg": "windows-1251", "tr": "windows-1254", "ar": "windows-1256", "fa": "windows-1256",
	"lt": "windows-1257", "ja": "shift_jis euc-jp iso-2022-jp", "zh": "gb18030 big5", "ko": "euc-kr",
}

// TestDetect encodes the UTF-8 pages of the corpora in the encodings of their
// languages, without a declaration, and counts how many are decoded to the same text.
func TestDetect(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	lang := regexp.MustCompile(`<html[^>]*\blang=["']?([a-zA-Z]+)`)
	meta := regexp.MustCompile(`(?i)<meta[^>]*charset[^>]*>`)
	type tally struct{ n, right int }
	tallies := map[string]*tally{}
	seen := map[string]int{}
	var took time.Duration
	size := 0
	for _, dir := range []string{"segments-dev/html", "fundus-dev/html", "dates-dev/html", "readability-dev"} {
		_ = filepath.WalkDir(corpora(t, dir), func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if strings.HasSuffix(path, ".gz") {
				z, err := gzip.NewReader(bytes.NewReader(b))
				if err != nil {
					return err
				}
				if b, err = io.ReadAll(z); err != nil {
					return err
				}
			}
			m := lang.FindSubmatch(b)
			if m == nil || !utf8.Valid(b) {
				return nil
			}
			l := strings.ToLower(string(m[1]))
			if seen[l]++; seen[l] > 25 {
				return nil
			}
			b = meta.ReplaceAll(b, nil)
			for _, name := range strings.Fields(formerly[l]) {
				enc, err := encoding.HTMLEscapeUnsupported(byName(name).NewEncoder()).Bytes(b)
				if err != nil || name != "iso-2022-jp" && beyondASCII(enc) < 20 {
					continue
				}
				want, _ := byName(name).NewDecoder().Bytes(enc)
				k := l + " " + name
				if tallies[k] == nil {
					tallies[k] = &tally{}
				}
				tallies[k].n++
				size += len(enc)
				start := time.Now()
				got, c := decode(enc, "", "", false)
				took += time.Since(start)
				if bytes.Equal(got, want) {
					tallies[k].right++
				} else if testing.Verbose() {
					t.Logf("%s %s: %s", k, filepath.Base(path), c.Used)
				}
			}
			return nil
		})
	}
	var keys []string
	for k := range tallies {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	n, right := 0, 0
	for _, k := range keys {
		if tallies[k].n != tallies[k].right {
			t.Logf("%s: %d of %d", k, tallies[k].right, tallies[k].n)
		}
		n += tallies[k].n
		right += tallies[k].right
	}
	t.Logf("%d of %d right; %.0f MB/s", right, n, float64(size)/1e6/took.Seconds())
	if n > 0 && float64(right) < 0.95*float64(n) {
		t.Errorf("%d of %d pages decoded right, want 95 %%", right, n)
	}
}
