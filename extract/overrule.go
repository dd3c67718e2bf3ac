package extract

import (
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/meta"
	"github.com/pithcli/pith/extract/override"
)

// overrule applies what the user's rules say of this page: over the verdicts,
// and over title, authors and date. It returns the rules that matched nothing.
func (a *Article) overrule(sites *override.Sites, address string) []string {
	if address == "" {
		address = a.Meta.URL.Value
	}
	set := sites.For(address)
	if set == nil {
		return nil
	}
	roles := func(i int) classify.Role { return a.Result.Verdicts[i].Role }
	decisions, idle := set.Decide(a.Doc, roles)
	for i, d := range decisions {
		v := &a.Result.Verdicts[i]
		if v.Role == classify.RoleTitle || d == override.Undecided {
			continue
		}
		v.Keep = d == override.Keep
		switch {
		case v.Keep && v.Role == classify.RoleComments:
			a.keepsComments = true
		case v.Keep:
			v.Role = classify.RoleArticle
		case v.Role == classify.RoleArticle:
			v.Role = classify.RoleOther
		}
	}
	field := func(sel *override.Selector) []meta.Field {
		if sel == nil {
			return nil
		}
		var out []meta.Field
		for _, t := range override.Texts(a.Doc, sel) {
			out = append(out, meta.Field{Value: t, Source: "config:" + sel.String(), Confidence: 1})
		}
		if out == nil {
			idle = append(idle, sel.String())
		}
		return out
	}
	if t := field(set.Title); len(t) > 0 {
		a.Meta.Title = t[0]
	}
	if who := field(set.Author); len(who) > 0 {
		a.Meta.Authors = who
	}
	if d := field(set.Date); len(d) > 0 {
		// The element's text is read as the page's own dates are; what is no date is left out.
		if day := meta.ParseDate(d[0].Value, a.Meta.Language.Value); day != "" {
			d[0].Value = day
			a.Meta.Published = d[0]
		}
	}
	return idle
}
