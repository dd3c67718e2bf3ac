// Package explain shows why an extraction came out as it did: every block of
// the page in order, kept or dropped, with role, probability, place and
// reasons; and where a sentence of the page went.
package explain

import (
	"bytes"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
)

// Page is an explained extraction.
type Page struct {
	Source     string  `json:"source"`
	URL        string  `json:"url,omitempty"`
	Title      string  `json:"title,omitempty"`
	Status     string  `json:"status"`
	Kind       string  `json:"kind,omitempty"`
	Maker      string  `json:"maker,omitempty"` // of a plain-text page
	Confidence float64 `json:"confidence"`
	Kept       int     `json:"kept"`    // blocks
	Dropped    int     `json:"dropped"` // blocks
	Blocks     []Block `json:"blocks"`
}

// Block is the verdict on one block.
type Block struct {
	Index       int      `json:"index"` // in page order, from 0
	Keep        bool     `json:"keep"`
	Role        string   `json:"role"`
	Probability float64  `json:"probability"`
	Kind        string   `json:"kind"`            // para, heading, pre …
	Level       int      `json:"level,omitempty"` // of a heading
	Flags       []string `json:"flags,omitempty"` // hidden, noscript …
	Path        string   `json:"path,omitempty"`  // elements from the body down
	Line        int      `json:"line"`            // in the page's source, from 1
	Offset      int      `json:"offset"`          // byte in the page's source as UTF-8
	Text        string   `json:"text"`
	Reasons     []Reason `json:"reasons,omitempty"` // strongest first
}

// Reason is one feature that moved a block.
type Reason struct {
	Feature string  `json:"feature"`
	Text    string  `json:"text"`
	Weight  float64 `json:"weight"` // log-odds, positive towards article
}

// Options say how much is explained.
type Options struct {
	// Reasons is how many reasons are given for each of the first 3,000 blocks, 0 for none.
	Reasons int
}

// maxReasoned bounds the blocks that are given reasons: they take some 85 µs each.
const maxReasoned = 3000

// Of explains an article.
func Of(a *extract.Article, opt Options) *Page {
	p := &Page{
		Source: a.Page.Source, URL: a.Meta.URL.Value, Title: a.Meta.Title.Value, Status: string(a.Status()),
		Kind: string(a.Result.Kind), Maker: a.Doc.Maker, Confidence: round(a.Result.Confidence),
		Blocks: make([]Block, 0, len(a.Doc.Blocks)),
	}
	var why *classify.Explainer
	if opt.Reasons > 0 {
		why = classify.NewExplainer(a.Doc)
	}
	verdicts := a.Verdicts()
	lines := lineCounter{src: a.Page.Bytes, line: 1}
	for i := range a.Doc.Blocks {
		b := &a.Doc.Blocks[i]
		v := verdicts[i]
		e := Block{
			Index: i, Keep: v.Keep, Role: v.Role.String(), Probability: round(float64(v.P)), Kind: b.Kind.String(), Level: int(b.Level),
			Flags: b.Flags.Names(), Path: path(a.Doc, b.Node), Line: lines.at(int(b.Offset)), Offset: int(b.Offset), Text: text(a.Doc, i),
		}
		if v.Keep {
			p.Kept++
		} else {
			p.Dropped++
		}
		var reasons []classify.Reason
		if i < maxReasoned {
			reasons = why.Reasons(i, opt.Reasons)
		}
		for _, r := range reasons {
			e.Reasons = append(e.Reasons, Reason{Feature: r.Feature, Text: r.Text, Weight: round(float64(r.Weight))})
		}
		p.Blocks = append(p.Blocks, e)
	}
	return p
}

// text is a block's text; for pictures and frames what stands for them.
func text(d *block.Document, i int) string {
	if t := d.BlockText(i); t != "" {
		return t
	}
	spans := d.BlockSpans(i)
	if len(spans) == 0 {
		return ""
	}
	if s := spans[0]; s.Text != "" {
		return s.Kind.String() + ": " + s.Text
	}
	return spans[0].Kind.String()
}

// round keeps three decimals: more would say nothing and differ by machine.
func round(v float64) float64 {
	if v < 0 {
		return -float64(int(-v*1000+.5)) / 1000
	}
	return float64(int(v*1000+.5)) / 1000
}

// maxPath is how many elements of a path are shown: the innermost ones.
const maxPath = 8

// path writes the elements that a block stands in, outermost first, each with
// its id or first class.
func path(d *block.Document, n int32) string {
	var parts []string
	more := false
	for ; n > 0; n = d.Nodes[n].Parent {
		node := &d.Nodes[n]
		name := node.Tag.String()
		if name == "html" || name == "body" {
			continue
		}
		if len(parts) == maxPath {
			more = true
			break
		}
		if name == "" {
			name = "x"
		}
		switch {
		case node.ID != 0:
			name += "#" + word(d.Names[node.ID])
		case node.Class != 0:
			name += "." + word(d.Names[node.Class])
		}
		parts = append(parts, name)
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	out := strings.Join(parts, ">")
	if more {
		out = "…>" + out
	}
	return out
}

// word is the first word of a class or id, shortened.
func word(v string) string {
	w := strings.Fields(v)
	if len(w) == 0 {
		return ""
	}
	s := block.Clean(w[0])
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// lineCounter counts source lines up to growing offsets.
type lineCounter struct {
	src       []byte
	pos, line int
}

func (l *lineCounter) at(offset int) int {
	if offset < l.pos {
		l.pos, l.line = 0, 1
	}
	offset = min(offset, len(l.src))
	l.line += bytes.Count(l.src[l.pos:offset], []byte{'\n'})
	l.pos = offset
	return l.line
}
