// Package eval measures extracted text against gold text: the metrics of the
// public benchmarks, the layouts of their corpora, and floors that a run must
// not fall below.
package eval

import (
	"strings"
	"unicode"
)

// Tokens are a text's tokens with their counts.
type Tokens map[string]int

// Words returns the multiset of \w+ tokens of the lower-cased text, as the Web
// Content eXtraction Benchmark's script counts them: runs of letters, numbers
// and underscores.
func Words(text string) Tokens {
	t := Tokens{}
	eachWord(strings.ToLower(text), func(word string) { t[word]++ })
	return t
}

// Characters is Words for texts in any script: each character of a script that
// is written without spaces is a token of its own.
func Characters(text string) Tokens {
	t := Tokens{}
	eachWord(strings.ToLower(text), func(word string) {
		from := 0
		for i, r := range word {
			if !unicode.In(r, spaceless...) {
				continue
			}
			if from < i {
				t[word[from:i]]++
			}
			t[string(r)]++
			from = i + len(string(r))
		}
		if from < len(word) {
			t[word[from:]]++
		}
	})
	return t
}

var spaceless = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// Shingles returns the multiset of runs of four words, as the article
// extraction benchmark's script counts them; a shorter text is one shingle.
func Shingles(text string) Tokens {
	const n = 4
	var words []string
	eachWord(text, func(word string) { words = append(words, word) })
	t := Tokens{}
	if len(words) > 0 && len(words) < n {
		t[strings.Join(words, " ")]++
	}
	for i := 0; i+n <= len(words); i++ {
		t[strings.Join(words[i:i+n], " ")]++
	}
	return t
}

func eachWord(text string, yield func(string)) {
	from := -1
	for i, r := range text {
		if isWord(r) {
			if from < 0 {
				from = i
			}
		} else if from >= 0 {
			yield(text[from:i])
			from = -1
		}
	}
	if from >= 0 {
		yield(text[from:])
	}
}

func isWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// Size is the number of tokens.
func (t Tokens) Size() int {
	n := 0
	for _, c := range t {
		n += c
	}
	return n
}

// Common is the number of tokens that both multisets hold.
func (t Tokens) Common(other Tokens) int {
	n := 0
	for word, c := range t {
		n += min(c, other[word])
	}
	return n
}

// Score is a page's or a group's result, each between 0 and 1.
type Score struct {
	F1        float64 `json:"f1"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
}

// Compare scores output tokens against gold tokens. Both empty is 1; one empty is 0.
func Compare(gold, output Tokens) Score {
	g, o := gold.Size(), output.Size()
	if g == 0 && o == 0 {
		return Score{1, 1, 1}
	}
	if g == 0 || o == 0 {
		return Score{}
	}
	common := float64(gold.Common(output))
	s := Score{Precision: common / float64(o), Recall: common / float64(g)}
	if common > 0 {
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	return s
}

// Counts are segments of text that had to be in the output or not, or shingles.
type Counts struct {
	TruePositive, FalseNegative, FalsePositive, TrueNegative float64
}

// Segments counts the segments that an output holds: with must appear, without must not.
func Segments(output string, with, without []string) Counts {
	var c Counts
	for _, segment := range with {
		if strings.Contains(output, segment) {
			c.TruePositive++
		} else {
			c.FalseNegative++
		}
	}
	for _, segment := range without {
		if strings.Contains(output, segment) {
			c.FalsePositive++
		} else {
			c.TrueNegative++
		}
	}
	return c
}

// ShingleCounts compares shingles, normalised by their sum, as the article
// extraction benchmark does for each page.
func ShingleCounts(gold, output Tokens) Counts {
	common := float64(gold.Common(output))
	c := Counts{TruePositive: common, FalsePositive: float64(output.Size()) - common, FalseNegative: float64(gold.Size()) - common}
	if sum := c.TruePositive + c.FalsePositive + c.FalseNegative; sum > 0 {
		c.TruePositive, c.FalsePositive, c.FalseNegative = c.TruePositive/sum, c.FalsePositive/sum, c.FalseNegative/sum
	}
	return c
}

func (c *Counts) add(other Counts) {
	c.TruePositive += other.TruePositive
	c.FalseNegative += other.FalseNegative
	c.FalsePositive += other.FalsePositive
	c.TrueNegative += other.TrueNegative
}

// Score returns precision, recall and their F1 from the sums.
func (c Counts) Score() Score {
	var s Score
	if c.TruePositive == 0 {
		if c.FalsePositive+c.FalseNegative == 0 {
			return Score{1, 1, 1}
		}
		return s
	}
	s.Precision = c.TruePositive / (c.TruePositive + c.FalsePositive)
	s.Recall = c.TruePositive / (c.TruePositive + c.FalseNegative)
	s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	return s
}

// Accuracy is the share of segments that were handled as they must.
func (c Counts) Accuracy() float64 {
	all := c.TruePositive + c.TrueNegative + c.FalsePositive + c.FalseNegative
	if all == 0 {
		return 1
	}
	return (c.TruePositive + c.TrueNegative) / all
}
