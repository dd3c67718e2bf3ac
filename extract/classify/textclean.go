package classify

// cleanShare is the share of a page's words above which a selection says that
// the page is the article and nothing else; boilerplate is rarely less than a
// twentieth of a saved page.
const cleanShare = .95

// surelyNot is the probability below which a block is dropped even so.
const surelyNot = .05

// keepClean keeps all of a text that is clean already (an essay, a README):
// single lines of it, a licence or an author's name, look like boilerplate.
func keepClean(p []float32, words []int32, keep []bool) {
	var kept, all float64
	for i, w := range words {
		all += float64(w)
		if keep[i] {
			kept += float64(w)
		}
	}
	if kept < cleanShare*all {
		return
	}
	for i := range keep {
		keep[i] = keep[i] || p[i] >= surelyNot
	}
}
