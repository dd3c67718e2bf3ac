package main

import (
	"strings"
	"testing"
)

const storyPage = `<html><head><title>Canal</title></head><body><nav><a href="/">Home</a></nav><main><article class="post"><h1>A walk along the canal</h1>
<div class="share"><a href="#">Share</a></div><div class="body"><p>The towpath was quiet when we set out, and the water lay so still that the bridges stood twice in it.</p>
<p>After the second lock the houses fell away, the reeds closed in, and for an hour we met nobody but a heron.</p>
<p>By noon we had reached the old pump house, where the keeper showed us the wheel that has not turned since the drought.</p></div></article></main>
<footer>Imprint</footer></body></html>`

const storyGold = `The towpath was quiet when we set out, and the water lay so still that the bridges stood twice in it.
After the second lock the houses fell away, the reeds closed in, and for an hour we met nobody but a heron.
By noon we had reached the old pump house, where the keeper showed us the wheel that has not turned since the drought.`

func TestContinued(t *testing.T) {
	var pages []Source
	for range 60 {
		pages = append(pages, Source{Kind: "article", Gold: "Markets closed higher on Friday after a week of losses, traders said.\nNobody in the room expected what the chairman would say next."})
	}
	v := Continued(pages)
	makes := map[bool]int{}
	for _, id := range strings.Fields("a b c d e f g h i j k l m n o p q r s t") {
		s := &Source{ID: id, Kind: "article", Gold: storyGold}
		a := v.Alter([]byte(storyPage), s)
		if a == nil || len(a.New) == 0 {
			t.Fatalf("page %s: nothing was added", id)
		}
		if b := v.Alter([]byte(storyPage), s); string(b.Src) != string(a.Src) {
			t.Errorf("page %s: two runs differ", id)
		}
		rest := string(a.Src)
		for k := len(a.New) - 1; k >= 0; k-- {
			rest = rest[:a.New[k][0]] + rest[a.New[k][1]:]
		}
		if rest != storyPage {
			t.Errorf("page %s: without what was added it is not the page: %s", id, rest)
		}
		makes[strings.Count(string(a.Src), "<h1>") > 1]++
		if strings.Count(string(a.Src), "towpath") != 1 {
			t.Errorf("page %s: the article's words were copied", id)
		}
	}
	if makes[true] == 0 || makes[false] == 0 {
		t.Errorf("of 20 pages %d have a next article", makes[true])
	}
	if v.Alter([]byte(storyPage), &Source{Kind: "product", Gold: storyGold}) != nil {
		t.Error("a product page was continued")
	}
}
