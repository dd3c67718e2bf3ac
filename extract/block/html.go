package block

// FromHTML segments an HTML page.
func FromHTML(src []byte) *Document {
	return &Document{Form: FormHTML, Nodes: []Node{{Parent: -1, Tag: TagRoot, Last: 1}}, Containers: []Container{{Parent: -1}}, Names: []string{""}, Bytes: len(src)}
}
