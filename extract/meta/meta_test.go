package meta

import (
	"testing"

	"github.com/pithcli/pith/extract/block"
)

func FuzzResolve(f *testing.F) {
	f.Add([]byte(`<html lang=en><title>A b - Site</title><meta property="og:site_name" content="Site"><script type="application/ld+json">{"@type":"Article","author":[{"name":"Jane Doe"}]}</script><h1>A b</h1><p>By Jane Doe, 8 July 2020<p>1.`))
	f.Fuzz(func(t *testing.T, page []byte) {
		doc := block.FromHTML(page)
		m := Resolve(doc, Context{})
		kept := make([]int, len(doc.Blocks))
		for i := range kept {
			kept[i] = i
		}
		Complete(&m, doc, kept)
		Resolve(block.FromText(page), Context{})
	})
}
