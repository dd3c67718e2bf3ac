package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	got := render(t, Text, sample().input(), Options{})
	want := `Oak and yew

Both grow in the woods.
A line.

7. seven
   - in seven
8. eight

   more of eight

   func f() {

   	return
   }

- other list

> quoted
>
> > deeper

Tree  Price
----  -----
Oak   20m
Yew   10m

Term
    Explanation

Noted.[1]

> Take care
>
> Hot.

ann · today

A post.

> bob
>
> A reply.

End.

[1] By its own weight.

    Twice.`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"unbreakable is long", 5, []string{"unbreakable", "is", "long"}},
		{"漢字漢字漢字", 6, []string{"漢字漢", "字漢字"}},
		{"漢字漢。字漢字", 6, []string{"漢字", "漢。字", "漢字"}},
		{"", 5, []string{""}},
	} {
		var got []string
		wrap(c.in, c.width, func(l string) { got = append(got, l) })
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("wrap(%q, %d): %s", c.in, c.width, d)
		}
	}
}
