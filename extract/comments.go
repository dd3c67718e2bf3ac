package extract

import (
	"slices"
	"strings"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/render"
)

// Comment is one comment on an article.
type Comment struct {
	// Author and Time stand as the page writes them, "" where it marks none.
	Author string `json:"author" doc:"who wrote it, as the page says; empty where it does not mark it"`
	Time   string `json:"time" doc:"when, as the page writes it; empty where it does not mark it"`
	Depth  int    `json:"depth" doc:"depth of reply, 0 for a comment on the article"`
	Text   string `json:"text" doc:"the comment as plain text"`
}

// Comments returns the comments below the article in page order, where Options.Keep asks for
// them; nil where it does not. Blocks that stand in no marked post are one comment for each run of them.
func (a *Article) Comments() []Comment {
	if !a.keepsComments || a.Withheld() {
		return nil
	}
	out := []Comment{}
	var run []int
	post := int32(-1)
	flush := func() {
		if len(run) > 0 {
			out = append(out, a.comment(post, run))
		}
		run = run[:0]
	}
	for i, v := range a.Result.Verdicts {
		if !v.Keep || v.Role != classify.RoleComments {
			flush()
			continue
		}
		if p := a.postOf(i); p != post {
			flush()
			post = p
		}
		run = append(run, i)
	}
	flush()
	return out
}

// postOf returns the innermost post that a block stands in, -1 for none.
func (a *Article) postOf(i int) int32 {
	for c := a.Doc.Blocks[i].In; c > 0; c = a.Doc.Containers[c].Parent {
		if a.Doc.Containers[c].Kind == block.ContainerPost {
			return c
		}
	}
	return -1
}

func (a *Article) comment(post int32, blocks []int) Comment {
	var b strings.Builder
	_ = render.Text(&b, render.Input{Doc: a.Doc, Keep: blocks, Base: a.Base()}, render.Options{})
	c := Comment{Text: b.String()}
	if post >= 0 {
		p := &a.Doc.Containers[post]
		c.Author, c.Time, c.Depth = p.Label, p.Title, int(p.Number)
	}
	return c
}

// Body is Input without the comments that Options.Keep has brought back: what a record
// has as the article, the comments being a field of their own there.
func (a *Article) Body() render.Input {
	in := a.Input()
	if a.keepsComments {
		in.Keep = slices.DeleteFunc(in.Keep, func(i int) bool { return a.Result.Verdicts[i].Role == classify.RoleComments })
	}
	return in
}
