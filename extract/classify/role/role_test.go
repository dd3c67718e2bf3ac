package role

import "testing"

func TestNamesRoundTrip(t *testing.T) {
	seen := map[string]bool{}
	for i := range Count {
		r := Role(i)
		if r.String() == "" || r.Doc() == "" || seen[r.String()] {
			t.Errorf("role %d: name %q, doc %q: want both, and the name once", i, r, r.Doc())
		}
		seen[r.String()] = true
		got, err := Parse(r.String())
		if err != nil || got != r {
			t.Errorf("Parse(%q) = %v, %v", r, got, err)
		}
	}
	for alias, want := range aliases {
		if seen[alias] {
			t.Errorf("alias %q is also a role", alias)
		}
		if got, err := Parse(alias); err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v; want %v", alias, got, err, want)
		}
	}
	if _, err := Parse("sidebar"); err == nil {
		t.Error("Parse accepts a role that is not in the list")
	}
	if got := Role(Count).String(); got != "invalid" {
		t.Errorf("Role(Count) = %q", got)
	}
}
