package metascore

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// corpora returns the folder of the development corpora, or skips.
func corpora(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("PITH_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "corpora")
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("corpus %s is not here: set PITH_CORPORA to the folder that holds it", name)
	}
	return dir
}

// opts takes every tenth page; METASCORE_EVERY=1 takes all.
func opts(t *testing.T) Options {
	if testing.Short() {
		t.Skip("scores a corpus: takes seconds")
	}
	every, _ := strconv.Atoi(os.Getenv("METASCORE_EVERY"))
	if every == 0 {
		every = 10
	}
	return Options{Every: every}
}

func verbose() bool { return os.Getenv("METASCORE_MISSES") != "" }

func TestDates(t *testing.T) {
	r, err := Dates(corpora(t, "dates-dev"), opts(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Write(os.Stdout, verbose()); err != nil {
		t.Fatal(err)
	}
}

func TestWCXB(t *testing.T) {
	r, err := WCXB(corpora(t, "wcxb-dev"), opts(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Write(os.Stdout, verbose()); err != nil {
		t.Fatal(err)
	}
}

func TestFundus(t *testing.T) {
	r, err := Fundus(corpora(t, "fundus-dev"), opts(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Write(os.Stdout, verbose()); err != nil {
		t.Fatal(err)
	}
}
