package classify

import (
	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify/phrases"
)

// longestPromo is the length in words of the longest line that is looked at as a pointer to another article.
const longestPromo = 25

// dropPromos takes lines that point to other articles ("Read also: …") out of the selection. They stand between the
// article's paragraphs, in its own elements, so that the model alone keeps half of them. Of those that it keeps in
// cross-validation the golds of wcxb-dev have 57 of 138, those of fundus-dev none of 8.
func dropPromos(doc *block.Document, words []int32, verdicts []Verdict) {
	for i := range verdicts {
		if !verdicts[i].Keep || words[i] > longestPromo {
			continue
		}
		if hit, ok := phrases.Match(doc.BlockText(i)); ok && hit.Role == RoleRelated {
			verdicts[i].Keep, verdicts[i].Role = false, RoleRelated
		}
	}
}
