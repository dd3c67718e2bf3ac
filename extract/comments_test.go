package extract_test

import (
	"os"
	"strings"
	"testing"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/classify"
)

func TestCommentsAreAPartOfTheirOwn(t *testing.T) {
	for _, c := range []struct {
		file  string
		want  []extract.Comment // the beginning of each text
		least string            // said in the article
	}{
		{"blog.html", []extract.Comment{
			{Author: "Hedda", Time: "20 February 2023 at 08:11", Text: "I did the same sum"},
			{Author: "Old Marek", Time: "21 February 2023 at 19:40", Text: "Forty years in a restaurant"},
		}, "let it be the strop"},
		{"news.html", []extract.Comment{{Text: "pinner_pete\n\nTook it this morning"}, {Text: "R. Shah\n\n£1.80 is fair"}, {Text: "Still waiting for the cycle lane"}}, "it had counted"},
	} {
		raw, err := os.ReadFile("../testdata/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.Extract(strings.NewReader(string(raw)), extract.Options{Keep: []classify.Role{classify.RoleComments}})
		if err != nil {
			t.Fatal(err)
		}
		r := a.Record()
		if len(r.Comments) != len(c.want) {
			t.Fatalf("%s: %d comments, want %d: %+v", c.file, len(r.Comments), len(c.want), r.Comments)
		}
		for i, w := range c.want {
			g := r.Comments[i]
			if g.Author != w.Author || g.Time != w.Time || g.Depth != w.Depth || !strings.HasPrefix(g.Text, w.Text) {
				t.Errorf("%s: comment %d is %+v, want %+v", c.file, i, g, w)
			}
			if line, _, _ := strings.Cut(g.Text, "\n"); strings.Contains(r.Text, line) {
				t.Errorf("%s: the text of the record has the comment %q", c.file, line)
			}
		}
		if !strings.Contains(r.Text, c.least) {
			t.Errorf("%s: the text lost %q", c.file, c.least)
		}
		plain, err := extract.Extract(strings.NewReader(string(raw)), extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := plain.Record(); got.Comments != nil || got.Text != r.Text {
			t.Errorf("%s: without comments asked for the record has %v, and its text differs: %v", c.file, got.Comments, got.Text != r.Text)
		}
	}
}
