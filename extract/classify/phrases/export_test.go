package phrases

// Share returns what the inventory states of the pattern written "lang.txt: phrase".
func Share(key string) float64 {
	t := inventory()
	for i := range t.patterns {
		if p := &t.patterns[i]; t.langs[p.lang]+".txt: "+p.source == key {
			return float64(p.share)
		}
	}
	return 0
}
