package cmd

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/role"
)

func newRulesCmd(s *streams) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:     "rules [NAME]",
		Short:   "List roles, rules, kinds of page and the model's features",
		Long:    "rules lists every role, the rules that name the role of what was dropped, the\nkinds of page that are no articles, and the features that the model decides by;\nwith a NAME it shows one of them, a rule or a kind with a page that hits and one\nthat must not.",
		Example: "  pith rules\n  pith rules comments\n  pith rules error-page",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			out := listRules()
			switch {
			case len(args) == 1:
				var ok bool
				if out, ok = describeRule(args[0]); !ok {
					return usagef("pith rules lists them", "no role, rule or feature %q", args[0])
				}
			case asJSON:
				return outputError("standard output", encodeJSON(s.out, rulesJSON()))
			}
			_, err := io.WriteString(s.out, out)
			return outputError("standard output", err)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the lists as JSON")
	return c
}

// featureTables are the tables of both models.
func featureTables() []*classify.Table {
	return []*classify.Table{classify.HTMLTable(), classify.TextTable()}
}

func listRules() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Roles of blocks:")
	for _, n := range role.Names() {
		r, _ := role.Parse(n)
		fmt.Fprintf(w, "  %s\t%s\n", n, r.Doc())
	}
	_ = w.Flush()
	fmt.Fprintln(w, "\nRules that name the role of a dropped block, in the order in which they are tried:")
	for _, r := range classify.Rules() {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", r.Name, r.Role, r.Doc)
	}
	_ = w.Flush()
	fmt.Fprintln(w, "\nKinds of page that stand in an article's place, in the order in which they are tried:")
	for _, k := range classify.WallKinds() {
		fmt.Fprintf(w, "  %s\t%s\n", k.Kind, k.Doc)
	}
	_ = w.Flush()
	for _, t := range featureTables() {
		fmt.Fprintf(w, "\nFeatures of the %s model:\n", t.Name)
		for _, f := range t.Features {
			fmt.Fprintf(w, "  %s\t%s\n", f.Name, f.Doc)
		}
		_ = w.Flush()
	}
	return b.String()
}

// describeRule shows everything that bears a name: a role with its rules, a rule, a feature.
func describeRule(name string) (string, bool) {
	var b strings.Builder
	r, err := role.Parse(name)
	isRole := err == nil
	if isRole {
		fmt.Fprintf(&b, "role %s: %s\n", r, r.Doc())
	}
	for _, k := range classify.Rules() {
		if k.Name != name && !(isRole && k.Role == r) {
			continue
		}
		fmt.Fprintf(&b, "\nrule %s names %s: %s\n  hits    %s\n  misses  %s\n", k.Name, k.Role, k.Doc, k.Hit, k.Miss)
	}
	for _, k := range classify.WallKinds() {
		if string(k.Kind) == name {
			hit, miss := k.Kind.Example()
			fmt.Fprintf(&b, "\nkind %s: %s\n  hits    %s\n  misses  %s\n", k.Kind, k.Doc, hit, miss)
		}
	}
	for _, t := range featureTables() {
		for _, f := range t.Features {
			if f.Name == name {
				fmt.Fprintf(&b, "\nfeature %s of the %s model: the block %s\n", f.Name, t.Name, f.Doc)
			}
		}
	}
	return strings.TrimPrefix(b.String(), "\n"), b.Len() > 0
}

// rulesJSON are the lists as data.
func rulesJSON() any {
	type entry struct {
		Name string `json:"name"`
		Role string `json:"role,omitempty"`
		Doc  string `json:"doc"`
		Hit  string `json:"hit,omitempty"`
		Miss string `json:"miss,omitempty"`
	}
	var out struct {
		Roles    []entry            `json:"roles"`
		Rules    []entry            `json:"rules"`
		Kinds    []entry            `json:"kinds"`
		Features map[string][]entry `json:"features"`
	}
	for _, n := range role.Names() {
		r, _ := role.Parse(n)
		out.Roles = append(out.Roles, entry{Name: n, Doc: r.Doc()})
	}
	for _, k := range classify.Rules() {
		out.Rules = append(out.Rules, entry{k.Name, k.Role.String(), k.Doc, k.Hit, k.Miss})
	}
	for _, k := range classify.WallKinds() {
		hit, miss := k.Kind.Example()
		out.Kinds = append(out.Kinds, entry{Name: string(k.Kind), Doc: k.Doc, Hit: hit, Miss: miss})
	}
	out.Features = map[string][]entry{}
	for _, t := range featureTables() {
		for _, f := range t.Features {
			out.Features[t.Name] = append(out.Features[t.Name], entry{Name: f.Name, Doc: f.Doc})
		}
	}
	return out
}
