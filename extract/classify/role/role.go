// Package role names what a block of a page is when it is not the article: the
// closed list that verdicts, the phrase inventory and the command line share.
//
// It is a leaf, so that classify and its phrases can both use it.
package role

import (
	"fmt"
	"strings"
)

// Role is what a block is. The zero value is Article.
type Role uint8

// The closed list of roles, in the order in which they are listed to users.
const (
	Article Role = iota
	Navigation
	Breadcrumb
	Byline
	Social
	Share
	Related
	Comments
	Subscribe
	Advertisement
	Cookie
	Legal
	Pager
	Contents
	Caption
	Title
	Duplicate
	Form
	Other

	// Count is the number of roles.
	Count = int(Other) + 1
)

var table = [Count]struct{ name, doc string }{
	Article:       {"article", "text of the article: kept"},
	Navigation:    {"navigation", "ways to other parts of the site: menus, skip links, categories, tags, search, sign-in"},
	Breadcrumb:    {"breadcrumb", "the path from the home page to this page"},
	Byline:        {"byline", "who wrote it and when: author, dates, reading time, author box"},
	Social:        {"social", "accounts of the site or author elsewhere, and invitations to follow them"},
	Share:         {"share", "ways to pass this page on: share, print, mail, copy link, save, rate"},
	Related:       {"related", "other pages offered to the reader: related, popular, latest, recommended"},
	Comments:      {"comments", "readers' comments and the form for them"},
	Subscribe:     {"subscribe", "invitations to a newsletter, subscription, membership, donation, app or alerts"},
	Advertisement: {"advertisement", "advertisements, sponsored places and their labels"},
	Cookie:        {"cookie", "consent and notices of the site's machinery: cookies, tracking, scripts, browser"},
	Legal:         {"legal", "copyright, terms, privacy, imprint, disclaimer"},
	Pager:         {"pager", "ways to the next and previous article or page"},
	Contents:      {"contents", "the page's own table of contents"},
	Caption:       {"caption", "caption and credit of a picture, and controls of a player or gallery"},
	Title:         {"title", "the page's title, which is printed from the metadata"},
	Duplicate:     {"duplicate", "text that stands a second time on the page"},
	Form:          {"form", "labels, fields, options and buttons of forms and shops"},
	Other:         {"other", "nothing of the above"},
}

// String returns the role's name, "invalid" for a value outside the list.
func (r Role) String() string {
	if int(r) >= Count {
		return "invalid"
	}
	return table[r].name
}

// Doc returns one line on what the role covers.
func (r Role) Doc() string {
	if int(r) >= Count {
		return ""
	}
	return table[r].doc
}

// Names returns the names of all roles in list order.
func Names() []string {
	names := make([]string, Count)
	for i := range table {
		names[i] = table[i].name
	}
	return names
}

// aliases are other words that users type for a role.
var aliases = map[string]Role{
	"nav": Navigation, "ad": Advertisement, "ads": Advertisement, "comment": Comments, "breadcrumbs": Breadcrumb,
	"author": Byline, "newsletter": Subscribe, "toc": Contents, "table-of-contents": Contents, "pagination": Pager, "captions": Caption,
}

// Parse returns the role with the given name; case does not count. The error
// lists the names that exist.
func Parse(name string) (Role, error) {
	key := strings.ToLower(strings.TrimSpace(name))
	for i := range table {
		if table[i].name == key {
			return Role(i), nil
		}
	}
	if r, ok := aliases[key]; ok {
		return r, nil
	}
	return Other, fmt.Errorf("unknown role %q: want one of %s", name, strings.Join(Names(), ", "))
}

// Set makes *r a flag value.
func (r *Role) Set(name string) error {
	parsed, err := Parse(name)
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Type names the flag value's type in usage texts.
func (r *Role) Type() string { return "role" }

// MarshalText writes the role's name.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a role's name.
func (r *Role) UnmarshalText(text []byte) error { return r.Set(string(text)) }
