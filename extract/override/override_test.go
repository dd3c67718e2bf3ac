package override

import (
	"strings"
	"testing"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/role"
)

const page = `<body><div id="main" class="story wide"><h1 itemprop="headline">A <b>title</b></h1><div class="box"><p class="promo">one</p><ul><li><p>two</p></li></ul></div></div>
<div class="box promo-box"><p>three</p></div><aside role="complementary"><div><p class="promo">four</p></div></aside>`

func TestSelector(t *testing.T) {
	d := block.FromHTML([]byte(page))
	for sel, want := range map[string]string{
		"p": "one|two|three|four", ".promo": "one|four", "#main p": "one|two", "#main > p": "", ".box > p": "one|three", ".story .box p": "one|two",
		"div.box > ul > li > p": "two", "div > p.promo": "one|four", "aside p, h1": "A title|four", `[itemprop="headline"]`: "A title", "[role=complementary]": "four",
		"[class^=promo]": "one|four", "[class*=box]": "one two|three", "[class$=wide]": "A title one two", "* > h1": "A title", "div div p": "one|two", "#main > .box p": "one|two",
		"aside > div > p": "four", "aside > p": "", "section p": "",
	} {
		s, err := Parse(sel)
		if err != nil {
			t.Errorf("%s: %v", sel, err)
			continue
		}
		if got := strings.Join(Texts(d, s), "|"); got != want {
			t.Errorf("%s: %q, want %q", sel, got, want)
		}
	}
	for _, bad := range []string{"", ",", "a,", "> p", "p >", "p > > a", "p:first-child", "p + p", "[href]", "[class", ".", "#", "nosuch"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestDecide(t *testing.T) {
	d := block.FromHTML([]byte(page))
	rule := func(s string) Rule {
		r, err := ParseRule(s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	set := &Set{Keep: []Rule{rule("#main"), rule("comments")}, Drop: []Rule{rule(".promo"), rule(".none"), rule("related")}}
	got, idle := set.Decide(d, func(i int) role.Role {
		if d.BlockText(i) == "three" {
			return role.Related
		}
		return role.Other
	})
	want := map[string]Decision{"A title": Keep, "one": Drop, "two": Keep, "three": Drop, "four": Drop}
	for i, g := range got {
		if g != want[d.BlockText(i)] {
			t.Errorf("%q: %d, want %d", d.BlockText(i), g, want[d.BlockText(i)])
		}
	}
	if strings.Join(idle, " ") != ".none comments" {
		t.Errorf("idle rules %v", idle)
	}
	if r, err := ParseRule("comments"); err != nil || r.Selector != nil || r.Role != role.Comments {
		t.Errorf("comments: %+v %v", r, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"div > p.a#b[class~=c], *", "a\\:b", "[id='x']"} {
		f.Add(s)
	}
	d := block.FromHTML([]byte(page))
	f.Fuzz(func(t *testing.T, s string) {
		if sel, err := Parse(s); err == nil {
			sel.Match(d)
		}
	})
}
