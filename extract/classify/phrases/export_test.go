package phrases

import (
	"os"
	"sync"

	"github.com/pithcli/pith/extract/classify/phrases/internal/index"
)

var sources = sync.OnceValue(func() map[index.Pattern]*index.Line {
	source, _ := index.Read(os.DirFS("."), ".", 12, roleHeader)
	lines := map[index.Pattern]*index.Line{}
	for i := range source.Lines {
		lines[source.Lines[i].Pattern] = &source.Lines[i]
	}
	return lines
})

// Source returns the line of the phrase files that matches a text.
func Source(text string) (place string, line *index.Line) {
	p, ok := inventory().Match(text)
	if !ok {
		return "", nil
	}
	if p.Head == "" && p.Tail == "" {
		p.Head = string(Normalise(nil, text)) // a whole line
	}
	return inventory().Lang(p.Lang) + ".txt: " + sources()[p].Written, sources()[p]
}
