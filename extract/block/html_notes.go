package block

// notes resolves footnotes: links within the page whose text is a mark and whose
// target stands later in the page become NoteRef spans, their targets notes.
func (b *builder) notes() {}
