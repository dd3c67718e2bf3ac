package block

import (
	"bytes"
	"unicode/utf8"
)

type openList struct {
	indent, text int32 // columns of mark and text
	list, item   int32 // containers
	number       int
	ordered      bool
}

// closeLists closes the lists whose items cannot hold text at a column.
func (b *textBuilder) closeLists(indent int32) {
	for n := len(b.lists); n > 0 && indent < b.lists[n-1].text-1; n-- {
		b.lists = b.lists[:n-1]
	}
}

// readItem reads a list item's first paragraph.
func (b *textBuilder) readItem(i int) int {
	l := &b.page.lines[i]
	mk := b.mark(i)
	if mk.size == 0 {
		return 0
	}
	b.openItem(l, mk)
	s := b.content(l)
	b.drop(s[:mk.size])
	rest := bytes.TrimLeft(s[mk.size:], " ")
	if len(rest) == 0 {
		return 1
	}
	if b.maker == makerHTML2text {
		if n := b.readStars(i, len(s)-len(rest)); n > 0 {
			return n
		}
	}
	n := b.joinFrom(i, b.lists[len(b.lists)-1].text, len(s)-len(rest), true)
	b.emit(i, n, Para, 0)
	return n
}

// itemMark is the mark of a list item: size is its length in bytes, 0 where there is none.
type itemMark struct {
	size    int
	width   int32
	number  int
	ordered bool
	task    Task
}

// mark reads the list mark of line i.
func (b *textBuilder) mark(i int) itemMark {
	l := &b.page.lines[i]
	s := b.content(l)
	t := &makerTraits[b.maker]
	if c := s[0]; c >= '0' && c <= '9' || c == '(' {
		return b.number(i)
	}
	r, n := utf8.DecodeRune(s)
	for _, bl := range t.bullets {
		if bl.mark != r || l.indent < bl.indent {
			continue
		}
		if len(s) == n {
			if r == 'o' || b.maker == makerInner {
				return itemMark{}
			}
			return itemMark{size: n, width: 1}
		}
		if s[n] != ' ' {
			return itemMark{}
		}
		mk := itemMark{size: n, width: 1}
		if b.maker == makerMarkdown {
			mk.task, mk.size = task(s, n)
		}
		for j := n; j < len(s) && s[j] == ' ' && j < n+4; j++ {
			mk.width++
		}
		return mk
	}
	return itemMark{}
}

// task reads the check box of a task list item (GitHub Flavored Markdown 5.3) after a mark of n bytes.
func task(s []byte, n int) (Task, int) {
	if len(s) < n+6 || s[n+1] != '[' || s[n+3] != ']' || s[n+4] != ' ' {
		return NoTask, n
	}
	switch s[n+2] {
	case ' ':
		return TaskOpen, n + 4
	case 'x', 'X':
		return TaskDone, n + 4
	}
	return NoTask, n
}

// number reads a mark such as "12." or "3)". Whether it belongs to the list or
// to the text is seen from the maker's indent, or from a neighbour with the next number.
func (b *textBuilder) number(i int) itemMark {
	l := &b.page.lines[i]
	mk := readNumber(b.content(l))
	t := &makerTraits[b.maker]
	if mk.size == 0 || t.ordered < 0 || l.indent < t.ordered {
		return itemMark{}
	}
	if t.ordered > 0 || b.maker == makerMarkdown {
		return mk
	}
	for n := len(b.lists) - 1; n >= 0; n-- {
		if o := &b.lists[n]; o.ordered && o.number == mk.number-1 && abs(o.indent-l.indent) <= 2 {
			return mk
		}
	}
	const lookAhead = 24 // lines; an item that is longer is text with a number
	for j := i + 1; j < min(b.end, i+lookAhead); j++ {
		next := &b.page.lines[j]
		if next.quote != l.quote || next.indent < l.indent-2 {
			break
		}
		if abs(next.indent-l.indent) > 2 {
			continue
		}
		if nm := readNumber(b.content(next)); nm.size > 0 && nm.number == mk.number+1 {
			return mk
		}
	}
	return itemMark{}
}

func readNumber(s []byte) itemMark {
	i, n := 0, 0
	for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i == 0 || i >= len(s) || (s[i] != '.' && s[i] != ')') || (i+1 < len(s) && s[i+1] != ' ') {
		return itemMark{}
	}
	mk := itemMark{size: i + 1, width: int32(i + 1), number: n, ordered: true}
	for j := i + 1; j < len(s) && s[j] == ' ' && j < i+5; j++ {
		mk.width++
	}
	return mk
}

func abs(n int32) int32 {
	if n < 0 {
		return -n
	}
	return n
}

// openItem opens an item for a mark on line l, in the list that is open at its column or in a new one.
func (b *textBuilder) openItem(l *textLine, mk itemMark) {
	const ragged = 2 // numbers are right-aligned: " 9." stands one column further than "10."
	n := len(b.lists)
	for ; n > 0 && b.lists[n-1].indent > l.indent+ragged-1; n-- {
	}
	b.lists = b.lists[:n]
	text := l.indent + mk.width
	if n > 0 {
		o := &b.lists[n-1]
		if l.indent < o.text-1 && abs(l.indent-o.indent) <= ragged && o.ordered == mk.ordered {
			o.item = b.open(Container{Parent: o.list, Kind: ContainerItem, Number: int32(mk.number), Task: mk.task})
			o.text, o.number = text, mk.number
			return
		}
		if l.indent < o.text-1 {
			b.lists = b.lists[:n-1]
		}
	}
	list := b.open(Container{Parent: b.in(), Kind: ContainerList, Ordered: mk.ordered, Number: int32(mk.number)})
	item := b.open(Container{Parent: list, Kind: ContainerItem, Number: int32(mk.number), Task: mk.task})
	b.lists = append(b.lists, openList{indent: l.indent, text: text, list: list, item: item, number: mk.number, ordered: mk.ordered})
}
