package override

import (
	"fmt"
	"strings"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/role"
)

// Rule is one thing to keep or drop: a role or a selector.
type Rule struct {
	Text     string
	Role     role.Role
	Selector *Selector // nil for a role
}

// ParseRule reads a role's name, else a selector. A word that is both an
// element and a role (article) is the role.
func ParseRule(text string) (Rule, error) {
	text = strings.TrimSpace(text)
	if r, err := role.Parse(text); err == nil {
		return Rule{Text: text, Role: r}, nil
	}
	s, err := Parse(text)
	if err != nil && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz-") == "" {
		err = fmt.Errorf("no role and no element %q; the roles are %s", text, strings.Join(role.Names(), ", "))
	}
	return Rule{Text: text, Selector: s}, err
}

// Set is what overrules the model on one page.
type Set struct {
	Keep, Drop []Rule
	// Title, Author and Date are where those stand, nil to leave the metadata alone.
	Title, Author, Date *Selector
}

// Empty says whether the set does nothing.
func (s *Set) Empty() bool {
	return s == nil || len(s.Keep) == 0 && len(s.Drop) == 0 && s.Title == nil && s.Author == nil && s.Date == nil
}

// Decision is what a set says of one block.
type Decision uint8

const (
	Undecided Decision = iota
	Keep
	Drop
)

// Decide returns what the set says of each block whose role is known, and the
// rules that matched nothing. Drop wins over keep, and selectors are taken
// before roles: a block that a selector keeps is not dropped for its role.
func (s *Set) Decide(d *block.Document, roleOf func(int) role.Role) ([]Decision, []string) {
	out := make([]Decision, len(d.Blocks))
	var idle []string
	selectors := func(rules []Rule, what Decision) {
		for _, r := range rules {
			if r.Selector == nil {
				continue
			}
			nodes := r.Selector.Match(d)
			if len(nodes) == 0 {
				idle = append(idle, r.Text)
			}
			for _, n := range nodes {
				for i := d.Nodes[n].FirstBlock; i < d.Nodes[n].LastBlock; i++ {
					out[i] = what
				}
			}
		}
	}
	roles := func(rules []Rule, what Decision) {
		for _, r := range rules {
			if r.Selector != nil {
				continue
			}
			hit := false
			for i := range out {
				if roleOf(i) == r.Role {
					hit = true
					if out[i] == Undecided {
						out[i] = what
					}
				}
			}
			if !hit {
				idle = append(idle, r.Text)
			}
		}
	}
	selectors(s.Keep, Keep)
	selectors(s.Drop, Drop)
	roles(s.Drop, Drop)
	roles(s.Keep, Keep)
	return out, idle
}

// Text returns the text of a selector's first element, "" where it matches none.
func Text(d *block.Document, s *Selector) string {
	for _, n := range s.Match(d) {
		if t := strings.Join(strings.Fields(d.NodeText(n, nil)), " "); t != "" {
			return t
		}
	}
	return ""
}

// Texts returns the text of each element of a selector.
func Texts(d *block.Document, s *Selector) []string {
	var out []string
	for _, n := range s.Match(d) {
		if t := strings.Join(strings.Fields(d.NodeText(n, nil)), " "); t != "" {
			out = append(out, t)
		}
	}
	return out
}
