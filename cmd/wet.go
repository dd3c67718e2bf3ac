package cmd

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
)

// wet writes WARC conversion records with plain text (WARC 1.0, section 6.8),
// as Common Crawl's WET files hold them. With -o NAME.gz every record is a
// gzip member of its own, as readers of WARC expect.
var wet = format{name: "wet", ext: ".wet", doc: "WARC conversion records with title and body, as Common Crawl's WET", members: true, page: renderWET}

func renderWET(_ *extractFlags, a *extract.Article, r *extract.Record) ([]byte, error) {
	if !a.HasText() || a.Withheld() {
		return nil, nil
	}
	text := strings.TrimPrefix(r.Title+"\n\n"+r.Text+"\n", "\n\n")
	var b bytes.Buffer
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, oneLine(value))
		}
	}
	b.WriteString("WARC/1.0\r\n")
	field("WARC-Type", "conversion")
	field("WARC-Target-URI", first(r.Source.URL, r.URL))
	field("WARC-Date", recordDate(r))
	field("WARC-Record-ID", conversionID(r))
	if id := r.Source.RecordID; strings.HasPrefix(id, "<") {
		field("WARC-Refers-To", id)
	}
	sum := sha1.Sum([]byte(text))
	field("WARC-Block-Digest", "sha1:"+base32.StdEncoding.EncodeToString(sum[:]))
	field("WARC-Identified-Content-Language", r.Language)
	field("Content-Type", "text/plain")
	field("Content-Length", fmt.Sprint(len(text)))
	fmt.Fprintf(&b, "\r\n%s\r\n\r\n", text)
	return b.Bytes(), nil
}

// recordDate is when the page was saved. The field must be there: a page that
// does not say has the epoch, since the clock has no part in an output.
func recordDate(r *extract.Record) string {
	t, err := time.Parse(time.RFC3339, r.Captured)
	if err != nil {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// conversionID is a UUID (version 8, RFC 9562) of the page that the text was made of.
func conversionID(r *extract.Record) string {
	u := sha256.Sum256([]byte("conversion of " + batch.RecordID(r)))
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if batch.Unsafe(r) {
			return -1
		}
		return r
	}, s)
}
