package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/source"
)

// fakePages gives every input as many pages as its content has words; a word
// "bad" is a damaged record and "slow" takes its time.
type fakePages struct {
	name  string
	words []string
	i     int
}

func (f *fakePages) Next() (*source.Page, error) {
	if f.i == len(f.words) {
		return nil, io.EOF
	}
	f.i++
	switch w := f.words[f.i-1]; w {
	case "bad":
		return nil, &source.DamageError{Source: f.name, Offset: int64(f.i), Err: io.ErrUnexpectedEOF}
	case "panic":
		panic("on purpose")
	default:
		return &source.Page{Bytes: []byte("<p>" + w), MediaType: "text/html", Source: f.name, Index: f.i - 1}, nil
	}
}

func run(t *testing.T, workers int, contents []string) []string {
	t.Helper()
	var got []string
	work := Work{
		Workers: workers,
		Pages: func(r io.Reader, name string, _ source.Options) PageReader {
			b, _ := io.ReadAll(r)
			return &fakePages{name: name, words: strings.Fields(string(b))}
		},
		Render: func(a *extract.Article, _ *extract.Record) ([]byte, error) {
			if strings.Contains(string(a.Page.Bytes), "slow") {
				time.Sleep(5 * time.Millisecond)
			}
			return a.Page.Bytes, nil
		},
	}
	inputs := func(yield func(Input) bool) {
		for i, c := range contents {
			in := Input{Name: fmt.Sprint("file", i), Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(c)), nil }}
			if c == "missing" {
				in.Open = func() (io.ReadCloser, error) { return nil, os.ErrNotExist }
			}
			if !yield(in) {
				return
			}
		}
	}
	err := Pages(context.Background(), inputs, work, func(r Result) error {
		switch {
		case r.Last:
			got = append(got, fmt.Sprintf("%d end", r.Place))
		case r.Err != nil:
			got = append(got, fmt.Sprintf("%d %s", r.Place, r.Record.Status))
		default:
			got = append(got, fmt.Sprintf("%d %s", r.Place, r.Output))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestPagesKeepOrder(t *testing.T) {
	contents := []string{"slow b c", "missing", "", "d bad e", "f panic g", "h slow " + strings.Repeat("w ", 40), "z"}
	want := run(t, 1, contents)
	for _, line := range []string{"1 damaged", "2 empty", "3 damaged", "3 <p>e", "4 damaged", "6 end"} {
		if !slices.Contains(want, line) {
			t.Errorf("no result %q in %q", line, want)
		}
	}
	for _, workers := range []int{2, 7} {
		if got := run(t, workers, contents); !slices.Equal(got, want) {
			t.Errorf("%d workers:\n%q\nwant\n%q", workers, got, want)
		}
	}
}

func TestPagesEndWithContext(t *testing.T) {
	cause := errors.New("stop")
	for _, workers := range []int{1, 3} {
		ctx, cancel := context.WithCancelCause(context.Background())
		n := 0
		endless := func(yield func(Input) bool) {
			for yield(Input{Name: "x", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("<p>x")), nil }}) {
			}
		}
		err := Pages(ctx, endless, Work{Workers: workers}, func(Result) error {
			if n++; n == 5 {
				cancel(cause)
			}
			return nil
		})
		if !errors.Is(err, cause) {
			t.Errorf("%d workers: error %v, want the context's cause", workers, err)
		}
	}
}

// TestTimeout: a page that takes too long is a limit, the others go on, and no
// more pages go on unheard than there are workers.
func TestTimeout(t *testing.T) {
	for _, workers := range []int{1, 3} {
		var unheard, most atomic.Int32
		end := make(chan struct{})
		work := Work{Workers: workers, Timeout: 30 * time.Millisecond,
			Pages: func(r io.Reader, name string, _ source.Options) PageReader {
				b, _ := io.ReadAll(r)
				return &fakePages{name: name, words: strings.Fields(string(b))}
			},
			Render: func(a *extract.Article, _ *extract.Record) ([]byte, error) {
				if strings.Contains(string(a.Page.Bytes), "hang") {
					most.Store(max(most.Load(), unheard.Add(1)))
					<-end
					unheard.Add(-1)
				}
				return a.Page.Bytes, nil
			}}
		inputs := func(yield func(Input) bool) {
			yield(Input{Name: "in", Open: func() (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader("one hang two " + strings.Repeat("hang ", 4*workers) + "three")), nil
			}})
		}
		var got []string
		err := Pages(context.Background(), inputs, work, func(r Result) error {
			if len(got) == workers+1 {
				close(end) // the next one waits for it
			}
			if !r.Last {
				got = append(got, string(r.Record.Status)+" "+string(r.Output))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got[0] != "ok <p>one" && got[0] != "empty <p>one" || !slices.Contains(got, "limit ") || !strings.HasSuffix(got[len(got)-1], "three") || len(got) != 4+4*workers {
			t.Errorf("%d workers: %q", workers, got)
		}
		if n := int(most.Load()); n > 2*workers {
			t.Errorf("%d workers: %d pages were in hand at once", workers, n)
		}
	}
}
