package check

import (
	"sort"

	"github.com/pithcli/pith/extract/batch"
)

// Corpus holds what the checks over all pages need. Memory grows by some 500
// bytes a page, never by its text.
type Corpus struct {
	config *Config
	exact  *batch.Repeats
	near   *batch.Repeats
	hosts  map[string]*host
}

type host struct {
	pages  int
	blocks map[uint64]*blockSeen
	prints []Print // until the end, for findings by page
}

type blockSeen struct {
	pages int
	last  string // digest of the last page that had it, so that one page counts once
}

// NewCorpus returns an empty corpus.
func NewCorpus(c *Config) *Corpus {
	return &Corpus{config: c, exact: batch.NewRepeats(batch.Exact), near: batch.NewRepeats(batch.Near), hosts: map[string]*host{}}
}

// Add takes one page in, in order, and returns the findings that are known at once: repeats of earlier pages.
func (c *Corpus) Add(p Print) []Finding {
	var out []Finding
	if p.Article.Words == 0 {
		return nil
	}
	if first, ok := c.exact.Add(p.Article, p.Source); ok {
		out = c.found(out, "duplicate", p, 0, "repeats "+first)
	} else if first, ok := c.near.Add(p.Article, p.Source); ok {
		out = c.found(out, "near-duplicate", p, 0, "is nearly "+first)
	}
	h := c.hosts[p.Host]
	if h == nil {
		h = &host{blocks: map[uint64]*blockSeen{}}
		c.hosts[p.Host] = h
	}
	if p.Host == "" {
		return out
	}
	h.pages++
	for _, b := range p.Blocks {
		s := h.blocks[b]
		if s == nil {
			s = &blockSeen{}
			h.blocks[b] = s
		}
		if s.last != p.Digest {
			s.last = p.Digest
			s.pages++
		}
	}
	h.prints = append(h.prints, p)
	return out
}

func (c *Corpus) found(out []Finding, id string, p Print, value float64, message string) []Finding {
	k, _ := Named(id)
	level := c.config.level(k)
	if level == Off {
		return out
	}
	return append(out, Finding{Check: id, Level: level, Source: p.Source, URL: p.URL, Offset: p.Offset, Message: clip(message, maxMessage), Value: value, Fingerprint: fingerprint(id, p.Digest), Page: p.Digest})
}

// minHostPages is how many pages a host must have before a block that repeats says anything.
const minHostPages = 5

// Finish returns the findings that need the whole corpus, by host, then in page order.
func (c *Corpus) Finish() []Finding {
	k, _ := Named("repeated-block")
	least := c.config.threshold(k)
	names := make([]string, 0, len(c.hosts))
	for n := range c.hosts {
		names = append(names, n)
	}
	sort.Strings(names)
	var out []Finding
	for _, n := range names {
		h := c.hosts[n]
		if h.pages < minHostPages {
			continue
		}
		for _, p := range h.prints {
			for i, b := range p.Blocks {
				if share := float64(h.blocks[b].pages) / float64(h.pages); h.blocks[b].pages >= 3 && share >= least {
					out = c.found(out, "repeated-block", p, share, "on "+percent(share)+" of the pages of "+n+": "+p.Starts[i])
					break
				}
			}
		}
	}
	return out
}
