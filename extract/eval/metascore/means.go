package metascore

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// Mean is one figure of a table, between 0 and 1, higher is better: what a floor is set on.
type Mean struct {
	Name  string
	Share float64
}

// fingerprint is a hash of the golds and pages of a run, to tell whether two runs are of the same.
type fingerprint struct{ hash.Hash }

func newFingerprint() fingerprint { return fingerprint{sha256.New()} }

func (f fingerprint) page(id, gold string, page []byte) {
	for _, s := range []string{id, gold} {
		f.Write([]byte(s))
		f.Write([]byte{0})
	}
	f.Write(page)
}

func (f fingerprint) String() string { return hex.EncodeToString(f.Sum(nil))[:24] }

// Means are accuracy of days and of languages.
func (t *DatesTable) Means() []Mean {
	return []Mean{{"dates", t.Dates.Accuracy()}, {"language where the text is clear", t.Language.Share()}}
}

// Means are titles and authors of all and of articles, days, and the share of
// pages without a gold that got no answer.
func (t *WCXBTable) Means() []Mean {
	return []Mean{
		{"titles", share(t.Title, "all")}, {"titles of articles", share(t.Title, "article")},
		{"authors of articles", share(t.Authors, "article")}, {"authors of threads", share(t.Authors, "forum")},
		{"no author where the gold is empty", 1 - share(t.AuthorFalse, "article")},
		{"dates", t.Dates.Accuracy()}, {"no date where the gold is empty", 1 - t.DateFalse.Share()}, {"language", t.English.Share()},
	}
}

// Means are titles, authors, days and languages of all pages and of pieces of 25 words.
func (t *FundusTable) Means() []Mean {
	return []Mean{{"titles", share(t.Title, "all")}, {"authors", share(t.Authors, "all")}, {"dates", share(t.Dates, "all")},
		{"language", share(t.Languages, "all")}, {"language of 25 words", share(t.Pieces, "all")}}
}

func share(m map[string]*Rate, key string) float64 {
	if r := m[key]; r != nil {
		return r.Share()
	}
	return 0
}

// Fingerprint returns Digest.
func (t *DatesTable) Fingerprint() string { return t.Digest }

// Fingerprint returns Digest.
func (t *WCXBTable) Fingerprint() string { return t.Digest }

// Fingerprint returns Digest.
func (t *FundusTable) Fingerprint() string { return t.Digest }
