package classify

import (
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/role"
)

// Role says what a dropped block is.
type Role = role.Role

// The closed list of roles; package role documents each.
const (
	RoleArticle       = role.Article // kept
	RoleNavigation    = role.Navigation
	RoleBreadcrumb    = role.Breadcrumb
	RoleByline        = role.Byline
	RoleSocial        = role.Social
	RoleShare         = role.Share
	RoleRelated       = role.Related
	RoleComments      = role.Comments
	RoleSubscribe     = role.Subscribe
	RoleAdvertisement = role.Advertisement
	RoleCookie        = role.Cookie
	RoleLegal         = role.Legal
	RolePager         = role.Pager
	RoleContents      = role.Contents
	RoleCaption       = role.Caption
	RoleTitle         = role.Title
	RoleDuplicate     = role.Duplicate
	RoleForm          = role.Form
	RoleOther         = role.Other
)

// NameRoles gives every dropped block of a page that has no role yet its role, by
// Rules. It is linear in the page and costs about a tenth of extraction
// (.18 of block.FromHTML, 100 pages of wcxb-dev), so Document calls it only where
// roles decide; call it where they are shown.
func NameRoles(doc *block.Document, verdicts []Verdict) {
	keep := make([]bool, len(verdicts))
	for i := range verdicts {
		keep[i] = verdicts[i].Keep
	}
	p := newRolePage(doc, keep)
	for i := range verdicts {
		if !keep[i] && verdicts[i].Role == RoleArticle {
			verdicts[i].Role = p.rule(i).Role
		}
	}
}

// rule returns the first rule that matches block i; the last one always does.
func (p *rolePage) rule(i int) *Rule {
	for k := range roleRules {
		if roleRules[k].match(&p.facts[i]) {
			return &roleRules[k]
		}
	}
	return &roleRules[len(roleRules)-1]
}
