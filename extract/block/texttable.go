package block

// readTable reads a table of cells.
func (b *textBuilder) readTable(i int) int { return 0 }

// readCode reads preformatted text.
func (b *textBuilder) readCode(i int) int { return 0 }
