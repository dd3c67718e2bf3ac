package classify

import (
	"fmt"
	"math/bits"
)

// classFeatures say what the classes of the block's element and of those around it name.
func classFeatures() []feature {
	var list []feature
	for g := range groups {
		if mute[groups[g].name] {
			continue
		}
		list = append(list, feature{"class_" + groups[g].name, "its classes or those around it name " + groups[g].doc + " | no classes around it name " + groups[g].doc, ofGroup(g)})
	}
	return list
}

// tagFeatures say what elements the block stands in.
func tagFeatures() []feature {
	list := make([]feature, len(tagFlags))
	for k, t := range tagFlags {
		list[k] = feature{"in_" + t.name, "stands inside " + article(t.doc) + " | does not stand inside " + article(t.doc), ofTag(k)}
	}
	return list
}

// ancestorFeatures describe the block's level-th block-level ancestor: 1 is the parent of its element.
func ancestorFeatures(level int) []feature {
	n := fmt.Sprintf("up%d_", level)
	who := fmt.Sprintf("its %d. ancestor ", level)
	at := func(f func(p *page, n int32) float32) ofNode { return ofNode{level, f} }
	return []feature{
		{n + "words_per_block", who + "holds long blocks | " + who + "holds short blocks", at(func(p *page, n int32) float32 { return ratio(p.words(n), p.blocks(n)) })},
		{n + "link_share", who + "is mostly links | " + who + "has few links", at(func(p *page, n int32) float32 { return ratio(p.linked(n), p.words(n)) })},
		{n + "alike", who + "is one of many of its kind | " + who + "is one of few of its kind", at(func(p *page, n int32) float32 { return p.alikeCount[p.alike[n]] })},
		{n + "alike_words", who + "is of a kind with much text | " + who + "is of a kind with little text", at(func(p *page, n int32) float32 {
			k := p.alike[n]
			return p.alikeWords[k] / p.alikeCount[k]
		})},
		{n + "para_share", who + "holds most of the page's paragraphs | " + who + "holds few of the page's paragraphs", at(func(p *page, n int32) float32 { return ratio(p.para(n), p.sumPara[p.n]) })},
		{n + "para_density", who + "is mostly paragraphs | " + who + "has few paragraphs", at(func(p *page, n int32) float32 { return ratio(p.para(n), p.words(n)) })},
		{n + "word_share", who + "holds much of the page's text | " + who + "holds little of the page's text", at(func(p *page, n int32) float32 { return ratio(p.words(n), p.sumWords[p.n]) })},
	}
}

// targetFeatures are the distances to the elements that blocks are measured against.
func targetFeatures() []feature {
	list := make([]feature, targetCount)
	for k, name := range [targetCount]string{"the element with the best paragraphs", "the smallest element with half of the paragraphs",
		"the element with most of the paragraphs", "the title's element"} {
		list[k] = feature{fmt.Sprintf("up_%d", k), "stands outside " + name + " | stands in or near " + name, stored(func(p *page) []float32 { return p.targets[k].up })}
	}
	return list
}

// neighbourFeatures describe the block d places on, -1 for none.
func neighbourFeatures(d int) []feature {
	n := fmt.Sprintf("at%+d_", d)
	who := fmt.Sprintf("the block %d before ", -d)
	if d > 0 {
		who = fmt.Sprintf("the block %d after ", d)
	}
	at := func(k int) stored { return func(p *page) []float32 { return p.near[k].at(d) } }
	return []feature{
		{n + "words", who + "is long | " + who + "is short or missing", at(nearWords)},
		{n + "link_share", who + "is mostly links | " + who + "has few links", at(nearLinked)},
		{n + "path_para", who + "has the path of paragraphs | " + who + "does not have the path of paragraphs", at(nearPath)},
		{n + "tag", who + "has an element for text | " + who + "has an element for controls, links or lists, or is missing", at(nearTag)},
	}
}

// sinceFeatures are the words since a class group was last seen.
func sinceFeatures() []feature {
	list := make([]feature, len(seenGroups))
	for k, g := range seenGroups {
		doc := groups[bits.TrailingZeros64(groupBit(g))].doc
		list[k] = feature{"since_" + g, "stands after a part whose classes name " + doc + " | stands before or right after any part whose classes name " + doc,
			stored(func(p *page) []float32 { return p.seen[k] })}
	}
	return list
}
