package batch

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract"
)

// article invents a text of n words that differs with its seed.
func article(seed, n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", (i*i*31+seed*7919+i*seed)%5000)
	}
	return words
}

func TestRepeats(t *testing.T) {
	exact, near := NewRepeats(Exact), NewRepeats(Near)
	for seed := range 200 {
		text := strings.Join(article(seed, 300), " ")
		for _, r := range []*Repeats{exact, near} {
			if first, repeated := r.Add(PrintOf(text), fmt.Sprint("page ", seed)); repeated {
				t.Fatalf("article %d repeats %s", seed, first)
			}
		}
	}
	same := strings.ToUpper(strings.Join(article(7, 300), ", ")) + "."
	if first, repeated := exact.Add(PrintOf(same), "again"); !repeated || first != "page 7" {
		t.Errorf("the same words: %q, %v", first, repeated)
	}
	changed := article(7, 300)
	changed[150], changed[299] = "other", "end"
	text := strings.Join(changed, " ")
	if _, repeated := exact.Add(PrintOf(text), "changed"); repeated {
		t.Error("two changed words are the same exactly")
	}
	if first, repeated := near.Add(PrintOf(text), "changed"); !repeated || first != "page 7" {
		t.Errorf("two changed words of 300: %q, %v", first, repeated)
	}
}

func TestFilter(t *testing.T) {
	page := extract.Record{Status: extract.OK, Language: "pt-BR", WordCount: 120, Published: "2024-05-14T06:30:00+01:00", Kind: "article"}
	for _, c := range []struct {
		filter Filter
		passes bool
	}{
		{Filter{}, true},
		{Filter{Languages: []string{"en", "pt"}}, true},
		{Filter{Languages: []string{"pt-PT"}}, false},
		{Filter{MinWords: 120}, true},
		{Filter{MinWords: 121}, false},
		{Filter{Since: "2024-05-14", Until: "2024-05-14"}, true},
		{Filter{Since: "2024"}, true},
		{Filter{Until: "2024-04"}, false},
		{Filter{Since: "2024-05-15"}, false},
		{Filter{Kinds: []string{"forum"}}, false},
		{Filter{Kinds: []string{"forum", "article"}}, true},
	} {
		if reason := c.filter.Reject(&page); (reason == "") != c.passes {
			t.Errorf("%+v: %q", c.filter, reason)
		}
	}
	unknown := extract.Record{Status: extract.OK}
	for _, f := range []Filter{{Languages: []string{"en"}}, {Since: "2020"}, {Kinds: []string{"article"}}} {
		if f.Reject(&unknown) == "" {
			t.Errorf("%+v passes a page of which nothing is known", f)
		}
	}
}
