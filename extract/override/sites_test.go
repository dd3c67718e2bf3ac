package override

import (
	"strings"
	"testing"
)

func TestSites(t *testing.T) {
	c, err := ReadConfig(strings.NewReader(`
sites:
  - hosts: ["*.ashford.example"]
    drop: [.promo, related]
    title: h1.headline
  - hosts: [other.example]
    keep: ["#box > p"]
checks:
  levels: {author-missing: off}
  suppress:
    - {check: too-short, files: "pics/**", reason: picture pages}
`))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSites(c, []string{"comments"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string][3]int{
		"https://www.ashford.example/a": {1, 2, 1}, "https://ashford.example/": {1, 2, 1}, "https://other.example": {2, 0, 0}, "": {1, 0, 0}, "https://notashford.example": {1, 0, 0},
	} {
		set := s.For(address)
		title := 0
		if set.Title != nil {
			title = 1
		}
		if got := [3]int{len(set.Keep), len(set.Drop), title}; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
	none, _ := NewSites(nil, nil, nil)
	if none.For("https://a.example") != nil || (*Sites)(nil).For("x") != nil {
		t.Error("no rules overrule")
	}
}

func TestConfigErrors(t *testing.T) {
	for text, want := range map[string]string{
		"sites: [{hots: [a]}]": "hots",
		"sites: 3":             "sites",
		"checks: {suppress: [{check: a, files: b}]}": "reason",
	} {
		if _, err := ReadConfig(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v does not name %q", text, err, want)
		}
	}
	if _, err := NewSites(&Config{Sites: []SiteConfig{{Drop: []string{"p:hover"}}}}, nil, nil); err == nil {
		t.Error("a bad selector is read")
	}
	if _, err := ReadConfig(strings.NewReader("")); err != nil {
		t.Errorf("an empty file: %v", err)
	}
}
