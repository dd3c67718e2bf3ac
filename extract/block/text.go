package block

// FromText segments a plain-text page.
func FromText(src []byte) *Document {
	return &Document{Form: FormText, Nodes: []Node{{Parent: -1, Tag: TagRoot, Last: 1}}, Containers: []Container{{Parent: -1}}, Names: []string{""}, Bytes: len(src)}
}
