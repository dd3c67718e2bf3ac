package check

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
)

// page is a page under check, with what several checks measure.
type page struct {
	article *extract.Article
	record  *extract.Record
	config  *Config
	doc     *block.Document
	keep    []bool
	words   []int // of each block
	kept    int   // words of kept blocks
	all     int
	digest  string // of the page's bytes
	given   bool   // the text is another extractor's result
	exempt  exempt // what the page is
}

func newPage(a *extract.Article, r *extract.Record, c *Config) *page {
	p := &page{article: a, record: r, config: c, doc: a.Doc, keep: make([]bool, len(a.Doc.Blocks)), words: make([]int, len(a.Doc.Blocks))}
	p.given = a.Page.MediaType == "text/plain" && (c.Extracted || len(a.Page.Fields) > 0 || a.Page.Format == "jsonl")
	if p.given {
		p.exempt |= given
	}
	if a.Withheld() {
		p.exempt |= wall
	}
	for i, v := range a.Result.Verdicts {
		p.keep[i] = v.Keep || p.given
		p.words[i] = countWords(a.Doc.BlockText(i))
		p.all += p.words[i]
		if p.keep[i] {
			p.kept += p.words[i]
		}
	}
	sum := sha256.Sum256(a.Page.Bytes)
	p.digest = hex.EncodeToString(sum[:16])
	return p
}

// countWords counts words; scripts without spaces count two characters a word.
func countWords(s string) int {
	n, dense, in := 0, 0, false
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			switch {
			case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9':
				if !in {
					n++
				}
				in = true
			case c == '\'' || c == '-':
			default:
				in = false
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer):
			dense++
			in = false
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if !in {
				n++
			}
			in = true
		case unicode.IsMark(r) || r == '’':
		default:
			in = false
		}
	}
	return n + (dense+1)/2
}

// line is the source line that a block begins on, from 1.
func (p *page) line(block int) int {
	off := min(int(p.doc.Blocks[block].Offset), len(p.article.Page.Bytes))
	return 1 + bytes.Count(p.article.Page.Bytes[:off], []byte{'\n'})
}

// host is the page's host, "" where its address is not known.
func (p *page) host() string {
	if h := hostOf(p.record.URL); h != "" {
		return h
	}
	return hostOf(p.record.Source.URL)
}

// Print is what the checks over a whole corpus remember of a page.
type Print struct {
	Article batch.Print `json:"article"`
	Host    string      `json:"host,omitempty"`
	// Blocks are hashes of the article's blocks, Lines the source lines they begin on.
	Blocks []uint64 `json:"blocks,omitempty"`
	Starts []string `json:"starts,omitempty"` // the beginning of each block, to show
	Digest string   `json:"digest"`
	URL    string   `json:"url,omitempty"`
	Source string   `json:"source"`
	Offset int64    `json:"offset,omitempty"`
}

// maxPrints bounds the blocks that are remembered of a page: boilerplate stands at
// the ends, so the first and last ones.
const maxPrints = 12

func (p *page) print() Print {
	pr := Print{Article: batch.PrintOf(p.record.Text), Host: p.host(), Digest: p.digest, URL: p.record.URL, Source: p.record.Source.File, Offset: p.record.Source.Offset}
	var kept []int
	for i, k := range p.keep {
		if k && p.words[i] >= 3 {
			kept = append(kept, i)
		}
	}
	for n, i := range kept {
		if n >= maxPrints/2 && n < len(kept)-maxPrints/2 {
			continue
		}
		h := fnv.New64a()
		_, _ = h.Write(phrases.Normalise(nil, p.doc.BlockText(i)))
		pr.Blocks = append(pr.Blocks, h.Sum64())
		pr.Starts = append(pr.Starts, clip(strings.ReplaceAll(p.doc.BlockText(i), "\n", " "), 60))
	}
	return pr
}
