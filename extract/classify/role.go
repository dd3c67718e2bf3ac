package classify

import "github.com/pithcli/pith/extract/classify/role"

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
