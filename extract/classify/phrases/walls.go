package phrases

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/pithcli/pith/extract/classify/phrases/internal/index"
)

// WallKinds are the kinds of page that stand in an article's place, by the names
// that the files in walls use. The kinds that phrases cannot tell are not here.
var WallKinds = []string{
	"consent-wall", "paywall", "login-wall", "bot-wall", "error-page", "redirect", "script-shell", "parked-domain", "search-results", "directory-index",
}

// WallPlace is where a phrase of a wall counts.
type WallPlace uint8

const (
	// WallTitle: as the page's title or a heading.
	WallTitle WallPlace = iota
	// WallLine: anywhere.
	WallLine
	// WallWeak: many pages say it, and it counts beside others.
	WallWeak
)

// WallHit is a phrase that such pages say. The files hold both what settles
// the matter ("this domain is for sale") and what many pages say ("log in"): it
// is the sum that tells, on a page with little else.
type WallHit struct {
	Kind  uint8 // index in WallKinds
	Place WallPlace
}

//go:embed walls.bin
var wallsFile string

var walls = sync.OnceValue(func() *index.Index { return index.Open(wallsFile) })

// MatchWall looks a line up among the phrases of walls, as Match does.
func MatchWall(line string) (WallHit, bool) {
	p, ok := walls().Match(line)
	if !ok {
		return WallHit{}, false
	}
	return WallHit{Kind: p.Label, Place: WallPlace(p.Place)}, true
}

var wallPlaceNames = []string{"title", "line", "weak"}

// wallHeader reads the words of a section's header.
func wallHeader(words []string) (label, place uint8, ok bool) {
	if len(words) != 2 {
		return 0, 0, false
	}
	k, p := slices.Index(WallKinds, words[0]), slices.Index(wallPlaceNames, words[1])
	return uint8(k), uint8(p), k >= 0 && p >= 0
}
