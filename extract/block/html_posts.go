package block

import (
	"slices"
	"strings"
)

// Threads: posts and comments are elements of one class that occur twice or
// more, each with a byline of its own. What makes an element a candidate is a
// word of its class or id, or its schema.org type; the byline signals that the
// pass gathered say who wrote it.

// postWords are words of class and id names of posts (Discourse, phpBB, vBulletin, Reddit,
// Hacker News, StackExchange, GitHub, WordPress comments).
var postWords = map[string]bool{"post": true, "postbit": true, "postcontainer": true, "comment": true, "reply": true, "answer": true, "question": true,
	"message": true, "topic": true, "timeline": true, "athing": true, "thing": true, "entry": true, "commentarea": true, "review": true}

// authorSignals are the names of byline signals that give a person.
var authorSignals = map[string]bool{"author": true, "byline": true, "fn": true, "rel=author": true, "data-author": true}

// maxPostDepth bounds how deep replies are followed.
const maxPostDepth = 64

// post is a candidate: an element, who wrote it and when.
type post struct {
	node         int32
	author, time string
}

// posts puts the posts of a thread into containers.
func (b *builder) posts() {
	d := b.doc
	at := map[int32]int{}
	var found []post
	for i := range d.Signals {
		s := &d.Signals[i]
		person := s.Kind == SignalByline && authorSignals[s.Name] || s.Kind == SignalItemProp && s.Name == "author"
		clock := s.Kind == SignalTime || s.Kind == SignalByline && s.Name == "date" || s.Kind == SignalItemProp && (s.Name == "datePublished" || s.Name == "dateCreated")
		if !person && !clock || s.Node == 0 {
			continue
		}
		n := b.postAround(s.Node)
		if n < 0 {
			continue
		}
		k, ok := at[n]
		if !ok {
			k = len(found)
			at[n] = k
			found = append(found, post{node: n})
		}
		text := oneLine(d.NodeText(s.Node, nil))
		if s.Name == "data-author" {
			text = s.Value
		}
		switch {
		case person && found[k].author == "" && text != "" && len(text) <= 80:
			found[k].author = text
		case clock && found[k].time == "":
			if text == "" || len(text) > 60 {
				text = s.Value
			}
			if len(text) <= 60 {
				found[k].time = text
			}
		}
	}
	b.groupPosts(found)
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// postAround climbs from a byline to the post it belongs to, -1 if there is none.
func (b *builder) postAround(n int32) int32 {
	d := b.doc
	for k := 0; k < 12 && n > 0; k, n = k+1, d.Nodes[n].Parent {
		node := &d.Nodes[n]
		if node.Flags&NodeBlock == 0 || node.Tag == TagBody {
			continue
		}
		if b.facts[node.Class].traits&factPost != 0 || b.facts[node.ID].traits&factPost != 0 {
			// The element must hold more than the byline itself.
			if node.LastBlock-node.FirstBlock >= 2 {
				return n
			}
		}
	}
	return -1
}

// groupPosts makes containers of the posts of those classes that occur twice.
func (b *builder) groupPosts(found []post) {
	d := b.doc
	type shape struct {
		tag  Tag
		word string
	}
	shapeOf := func(n int32) shape {
		w, _ := nextField(d.Names[d.Nodes[n].Class])
		return shape{d.Nodes[n].Tag, w}
	}
	count := map[shape]int{}
	for _, p := range found {
		if p.author != "" {
			count[shapeOf(p.node)]++
		}
	}
	items := b.items()
	lists := map[int32]bool{}
	var around []int32 // posts around the current one
	for _, p := range sortedPosts(found) {
		if p.author == "" || count[shapeOf(p.node)] < 2 {
			continue
		}
		for len(around) > 0 && p.node >= d.Nodes[around[len(around)-1]].Last {
			around = around[:len(around)-1]
		}
		depth := int32(len(around))
		if depth > maxPostDepth {
			continue
		}
		around = append(around, p.node)
		if c, ok := items[p.node]; ok {
			it := &d.Containers[c]
			it.Kind, it.Label, it.Title, it.Number = ContainerPost, p.author, p.time, depth
			lists[it.Parent] = true
			continue
		}
		b.groupNode(p.node, Container{Kind: ContainerPost, Label: p.author, Title: p.time, Number: depth})
	}
	b.dropLists(lists)
}

// sortedPosts orders posts as their elements open, outer before inner.
func sortedPosts(p []post) []post {
	slices.SortFunc(p, func(a, b post) int { return int(a.node - b.node) })
	return p
}
