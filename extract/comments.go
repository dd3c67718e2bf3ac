package extract

import (
	"slices"
	"strings"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/phrases"
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
// them; nil where it does not. Where the page marks posts, they are the comments; else the items of the
// first list below the article, else each run of blocks. What stands outside of those (headings, the form) is no comment.
func (a *Article) Comments() []Comment {
	if !a.keepsComments || a.Withheld() {
		return nil
	}
	out := []Comment{}
	var run []int
	part := int32(0)
	group := a.commentGroups()
	flush := func() {
		if c, ok := a.comment(part, run); ok {
			out = append(out, c)
		}
		run = run[:0]
	}
	for i, v := range a.Result.Verdicts {
		if !v.Keep || v.Role != classify.RoleComments {
			flush()
			continue
		}
		g := group(i)
		if g != part {
			flush()
			part = g
		}
		if g >= 0 {
			run = append(run, i)
		}
	}
	flush()
	least := 0
	for i, c := range out {
		if i == 0 || c.Depth < least {
			least = c.Depth
		}
	}
	for i := range out {
		out[i].Depth -= least
	}
	return out
}

// commentGroups returns which container's comment a block belongs to: 0 where the page marks none, -1 for a block that is
// part of no comment.
func (a *Article) commentGroups() func(i int) int32 {
	inner := func(i int, kind block.ContainerKind, in int32) int32 {
		for c := a.Doc.Blocks[i].In; c > 0; c = a.Doc.Containers[c].Parent {
			if a.Doc.Containers[c].Kind == kind && (in < 0 || a.Doc.Containers[c].Parent == in) {
				return c
			}
		}
		return -1
	}
	list := int32(-1)
	for i, v := range a.Result.Verdicts {
		if !v.Keep || v.Role != classify.RoleComments {
			continue
		}
		if inner(i, block.ContainerPost, -1) >= 0 {
			return func(i int) int32 { return inner(i, block.ContainerPost, -1) }
		}
		if item := inner(i, block.ContainerItem, -1); item >= 0 && list < 0 {
			list = a.Doc.Containers[item].Parent
		}
	}
	if list >= 0 {
		return func(i int) int32 { return inner(i, block.ContainerItem, list) }
	}
	return func(int) int32 { return 0 }
}

// comment makes one comment of blocks; false if they say nothing but what buttons say ("Reply").
func (a *Article) comment(post int32, blocks []int) (Comment, bool) {
	var text []string
	for _, b := range render.Blocks(render.Input{Doc: a.Doc, Keep: blocks, Base: a.Base()}, render.Options{}) {
		if hit, ok := phrases.Match(b.Text); b.Text != "" && !(ok && hit.Place == phrases.Line) {
			text = append(text, b.Text)
		}
	}
	c := Comment{Text: strings.Join(text, "\n\n")}
	if p := &a.Doc.Containers[max(post, 0)]; p.Kind == block.ContainerPost {
		c.Author, c.Time, c.Depth = p.Label, p.Title, int(p.Number)
	}
	return c, c.Text != ""
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
