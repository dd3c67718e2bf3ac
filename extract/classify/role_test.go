package classify

import (
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
)

// marked segments a rule's fragment and returns the page with the marked block.
func marked(t *testing.T, fragment string) (*rolePage, int) {
	t.Helper()
	from, to := strings.Index(fragment, "«"), strings.LastIndex(fragment, "»")
	if from < 0 || to < from {
		t.Fatalf("no «mark» in %s", fragment)
	}
	html := fragment[:from] + "\x01" + fragment[from+len("«"):to] + fragment[to+len("»"):]
	at := strings.IndexByte(html, 1)
	segment := block.FromHTML
	if !strings.Contains(html, "<") {
		segment = block.FromText
	}
	doc := segment([]byte(html[:at] + html[at+1:]))
	n, best := -1, int32(-1)
	for i := range doc.Blocks {
		if o := doc.Blocks[i].Offset; o >= best && int(o) <= at+len(fragment[from:to]) && doc.Blocks[i].Offset >= int32(at)-1 && n < 0 {
			n, best = i, o
		}
	}
	if n < 0 {
		t.Fatalf("no block at the mark of %s", fragment)
	}
	keep := make([]bool, len(doc.Blocks))
	for i := range doc.Blocks {
		for k := doc.Blocks[i].Node; k >= 0; k = doc.Nodes[k].Parent {
			if doc.Nodes[k].Tag == block.TagMain {
				keep[i] = true
			}
		}
	}
	keep[n] = false
	return newRolePage(doc, keep), n
}

// Every rule shows a fragment that it names and one that it leaves alone; what
// is printed to users cannot drift from what the rules do.
func TestRulesKeepTheirWord(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		t.Run(r.Name, func(t *testing.T) {
			if seen[r.Name] || r.Doc == "" {
				t.Error("names are given once, and documented")
			}
			seen[r.Name] = true
			p, i := marked(t, r.Hit)
			if got := p.rule(i); got.Name != r.Name {
				t.Errorf("%q is named by %s\n%+v", p.doc.BlockText(i), got.Name, p.facts[i])
			}
			p, i = marked(t, r.Miss)
			if got := p.rule(i); got.Name == r.Name {
				t.Errorf("names %q, which it must not", p.doc.BlockText(i))
			}
		})
	}
}

func TestEveryRoleHasARule(t *testing.T) {
	named := map[Role]bool{RoleArticle: true}
	for _, r := range Rules() {
		named[r.Role] = true
	}
	for r := RoleArticle; r <= RoleOther; r++ {
		if !named[r] {
			t.Errorf("no rule names %s", r)
		}
	}
}

// Pages that nest without end, with a section's heading at every level, must not
// cost more than their length: a climb to the root a block would take hours.
func TestRolesOfDeepPages(t *testing.T) {
	const depth = 100_000
	for _, part := range []string{`<div class="related"><h3>Related articles</h3>`, `<li><a href="/x">Four words of headline</a>`, `<b class="date">`} {
		doc := block.FromHTML([]byte(strings.Repeat(part, depth)))
		verdicts := make([]Verdict, len(doc.Blocks))
		NameRoles(doc, verdicts)
		Wall(doc, verdicts)
		for i := range verdicts {
			if verdicts[i].Role == RoleArticle {
				t.Fatalf("block %d of %s has no role", i, part)
			}
		}
	}
}
