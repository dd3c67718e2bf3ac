package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/source"
)

// announce says on stderr what is wrong with a page, or with -v what became of it.
func announce(s *streams, in *saved, r *extract.Record) {
	name := first(r.Source.File, in.path)
	if name == stdinName {
		name = "standard input"
	}
	switch {
	case r.Status == extract.OK:
		if s.verbose {
			s.note("%s: ok: %d words", name, r.WordCount)
			for _, rule := range r.Idle {
				s.note("%s: the rule %q matches nothing", name, rule)
			}
		}
	case r.Status == extract.Skipped:
		// A folder may hold any number of pages that a filter leaves out: the summary counts them.
		if s.verbose || in.err != nil {
			s.note("%s: %s", name, r.Reason)
		}
	case r.Status == extract.Empty:
		s.say("%s: no article: %s", name, r.Reason)
	case r.Status == extract.NotArticle:
		s.say("%s: not an article: %s", name, r.Reason)
	default:
		// Errors of reading begin with the file's name, those of opening do not.
		s.say("%s: %s", name, strings.TrimPrefix(r.Reason, source.Escape(r.Source.File)+": "))
	}
}

// tally counts the statuses of a run.
type tally struct {
	pages  int
	counts [16]int
	exit   Exit
	// again are those that an earlier run has done.
	again int
}

func (t *tally) add(status extract.Status) {
	t.pages++
	t.counts[slices.Index(extract.Statuses, status)]++
	t.exit = max(t.exit, statusExit[status])
}

// String returns "12 pages: 10 ok, 2 empty".
func (t *tally) String() string {
	var parts []string
	for i, status := range extract.Statuses {
		if n := t.counts[i]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	noun := "pages"
	if t.pages == 1 {
		noun = "page"
	}
	s := fmt.Sprintf("%d %s", t.pages, noun)
	if len(parts) > 0 {
		s += ": " + strings.Join(parts, ", ")
	}
	if t.again > 0 {
		s += fmt.Sprintf(" (%d of them done before)", t.again)
	}
	return s
}
