package diff

import (
	"math/rand"
	"strings"
	"testing"
)

func show(p []Piece) string {
	var b strings.Builder
	for _, x := range p {
		switch x.Op {
		case Gone:
			b.WriteString("[-" + x.Text + "-]")
		case Come:
			b.WriteString("{+" + x.Text + "+}")
		default:
			b.WriteString(x.Text)
		}
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""},
		{"a b c", "a b c", "a b c"},
		{"a b c", "a x c", "a [-b-]{+x+} c"},
		{"a c", "a b c", "a {+b +}c"},
		{"one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n"},
		{"one\ntwo words\n", "one\ntwo more words\n", "one\ntwo {+more +}words\n"},
		{"", "a", "{+a+}"},
		{"水が出る", "水も出る", "水[-が-]{+も+}出る"},
	} {
		if got := show(Words(c.a, c.b)); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// sides puts the texts back together.
func sides(p []Piece) (a, b string) {
	for _, x := range p {
		if x.Op != Come {
			a += x.Text
		}
		if x.Op != Gone {
			b += x.Text
		}
	}
	return a, b
}

func TestWordsLosesNothing(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	text := func() string {
		var b strings.Builder
		for range r.Intn(60) {
			b.WriteString([]string{"a", "b", "c", "d "}[r.Intn(4)] + []string{" ", "\n", " "}[r.Intn(3)])
		}
		return b.String()
	}
	for range 2000 {
		a, b := text(), text()
		if x, y := sides(Words(a, b)); x != a || y != b {
			t.Fatalf("%q to %q gives %q and %q", a, b, x, y)
		}
	}
	long := strings.Repeat("x ", 20000)
	other := strings.Repeat("y ", 20000)
	if x, y := sides(Words(long, other)); x != long || y != other {
		t.Error("texts beyond the bound lose words")
	}
}

func TestCount(t *testing.T) {
	if gone, come := Count(Words("a b c", "a x y c")); gone != 1 || come != 2 {
		t.Errorf("%d gone, %d came", gone, come)
	}
}
