package block

import (
	"slices"
	"strings"
)

// Threads: posts and comments are elements of one class that occur twice or
// more, each with a byline of its own. What makes an element a candidate is a
// class of its, an attribute with the author's name, or what an element's name
// says; the bylines that the pass has seen say who wrote it and when.

// postWords are words of class and id names of posts (Discourse, phpBB, vBulletin, XenForo,
// Reddit, Hacker News, StackExchange, GitHub, WordPress comments).
var postWords = wordSet(`post postbit postbitlegacy postcontainer comment reply answer question message topic timeline athing thing comtr
status tweet review crawler kommentar commentaire comentario`)

// partWords are words of the parts of posts, and of boxes around many.
var partWords = wordSet(`author meta metadata header head heading footer info date time content body text form list title link count layout
user name avatar wrapper wrap container box area section comments posts replies reviews actions action button signature profile details vote stream
group content excerpt thumbnail image nav navigation tools toolbar score inner page pager controls labels type respond tag preview entry main attribution cell slot permalink thread blog teaser card`)

// postName says whether one class or id is that of a post: it holds a word for
// posts and none for their parts.
func postName(w string) bool {
	post, part := false, false
	Words(w, func(word string) bool {
		post = post || postWords[word]
		part = part || partWords[word]
		return !part
	})
	return post && !part
}

// postMark is a byline or time that the pass has seen.
type postMark struct {
	node  int32
	kind  postMarkKind
	value string // what an attribute says
}

type postMarkKind uint8

const (
	markPerson postMarkKind = iota // someone's name, by class or itemprop
	markUser                       // an account's name: surer than a person's
	markClock                      // a time
	markDate                       // an element named for a date, which may hold more
	markAuthor                     // an attribute of the post itself holds the name
	markDepth                      // an attribute holds the depth of the reply
)

const maxPostMarks = 100_000

func (b *builder) postMark(n int32, kind postMarkKind, value string) {
	if len(b.postMarks) < maxPostMarks {
		b.postMarks = append(b.postMarks, postMark{n, kind, value})
	}
}

// maxPostDepth bounds how deep replies are followed.
const maxPostDepth = 64

// post is a candidate: an element, who wrote it and when.
type post struct {
	node         int32
	kind, clock  postMarkKind
	author, time string
	depth        int32 // -1 where nothing says it
	byline, when int32 // the elements that show them
}

// posts puts the posts of a thread into containers.
func (b *builder) posts() {
	at := map[int32]int{}
	var found []post
	for _, m := range b.postMarks {
		n := b.postAround(m.node, m.kind == markAuthor || m.kind == markDepth && b.doc.Nodes[m.node].Tag == TagArticle)
		if n < 0 {
			continue
		}
		k, ok := at[n]
		if !ok {
			k = len(found)
			at[n] = k
			found = append(found, post{node: n, depth: -1})
		}
		p := &found[k]
		switch m.kind {
		case markDepth:
			if p.depth < 0 {
				p.depth = number([]byte(m.value), -1)
			}
		case markClock, markDate:
			if t := b.clockText(m); t != "" && (p.time == "" || p.clock == markDate && m.kind == markClock || b.owners(m.node) && !b.owners(p.when)) {
				p.time, p.when, p.clock = t, m.node, m.kind
			}
		default:
			name := b.personText(m)
			if name == "" {
				continue
			}
			if p.author == "" || m.kind > p.kind {
				p.author, p.kind = name, m.kind
			}
			if p.byline == 0 && m.kind != markAuthor {
				p.byline = m.node
			}
		}
	}
	if len(found) > 1 {
		b.groupPosts(found)
	}
}

// owners says whether a time stands in the signature of a post's owner, which
// StackExchange sets behind that of its last editor.
func (b *builder) owners(n int32) bool {
	for k := 0; k < 4 && n > 0; k, n = k+1, b.doc.Nodes[n].Parent {
		if b.facts[b.doc.Nodes[n].Class].traits&factOwner != 0 {
			return true
		}
	}
	return false
}

// personText is the name that a byline gives: that of its link, if it holds one.
func (b *builder) personText(m postMark) string {
	if m.kind == markAuthor {
		return m.value
	}
	d := b.doc
	n := &d.Nodes[m.node]
	if n.TextEnd()-n.Start > 200 {
		return ""
	}
	text, _, _ := strings.Cut(d.NodeText(m.node, nil), "\n")
	for c := m.node + 1; c < n.Last && c < m.node+12; c++ {
		if k := &d.Nodes[c]; k.Tag == TagA || d.Names[k.ItemProp] == "name" {
			if t := b.shortText(c); t != "" && strings.Contains(text, t) {
				text = t
				break
			}
		}
	}
	return cleanName(text)
}

// cleanName takes what stands around a name away; it returns "" for what is none.
func cleanName(s string) string {
	for _, p := range [...]string{"by ", "By ", "von ", "par ", "por ", "Posted by "} {
		s = strings.TrimPrefix(s, p)
	}
	for _, w := range [...]string{" says", " said", " wrote", " schreibt", " sagt", " dit", " dice"} {
		if i := strings.Index(s, w); i > 0 && (i+len(w) == len(s) || s[i+len(w)] == ':' || s[i+len(w)] == ' ') {
			s = s[:i]
		}
	}
	s = strings.Trim(s, " ,:·|•-–")
	if len(s) > 80 || headWords[strings.ToLower(s)] {
		return ""
	}
	digits := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		}
	}
	if digits > 4 && strings.ContainsAny(s, ":/, ") {
		return "" // a date
	}
	return s
}

// clockText is a time as shown, or the machine's form of it where what is shown
// depends on the day of reading ("2 days ago").
func (b *builder) clockText(m postMark) string {
	text := b.shortText(m.node)
	if m.value != "" && (text == "" || len(text) > 60 || relativeTime(text)) {
		text, _, _ = strings.Cut(m.value, "T")
	}
	if len(text) > 60 || !strings.ContainsAny(text, "0123456789") && !relativeTime(text) || len(text) < 2 {
		return ""
	}
	return text
}

// relativeTime says whether a time is told from the day of reading: no year
// and no month's name, but a number and a unit.
func relativeTime(s string) bool {
	if len(s) <= 4 {
		return strings.ContainsAny(s, "0123456789") // 3h, 2d
	}
	relative := false
	Words(s, func(w string) bool {
		relative = agoWords[w]
		return !relative
	})
	return relative
}

var agoWords = wordSet("ago vor il hace fa geleden siden sedan sitten temu назад öncе just now yesterday gestern hier ayer")

// shortText is the text of an element that holds a name or time, "" if it holds more.
func (b *builder) shortText(n int32) string {
	if k := &b.doc.Nodes[n]; k.TextEnd()-k.Start > 200 {
		return ""
	}
	return oneLine(b.doc.NodeText(n, nil))
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// postAround climbs from a byline to the post it belongs to, -1 if there is none.
func (b *builder) postAround(n int32, self bool) int32 {
	d := b.doc
	for k := 0; k < 14 && n > 0; k, n = k+1, d.Nodes[n].Parent {
		node := &d.Nodes[n]
		if node.Flags&NodeBlock == 0 || node.Tag == TagBody {
			continue
		}
		f := b.facts[node.Class].traits | b.facts[node.ID].traits
		if f&factEntry != 0 {
			return -1 // an article of a blog, with its author
		}
		// The element must hold more than the byline itself.
		_, named := b.postNodes[n]
		if (f&factPost != 0 || self && k == 0 || named) && node.LastBlock-node.FirstBlock >= 2 && node.Tag != TagForm {
			return n
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
	shapeOf := func(n int32) shape { return shape{d.Nodes[n].Tag, postWord(d.Names[d.Nodes[n].Class])} }
	count := map[shape]int{}
	threads := 0
	for _, p := range found {
		if p.author != "" {
			count[shapeOf(p.node)]++
		}
	}
	for _, n := range count {
		if n > 1 {
			threads++
		}
	}
	var around []post // posts around the current one
	var chosen []*post
	opened, opener := false, ""
	slices.SortFunc(found, func(a, b post) int { return int(a.node - b.node) })
	for i := range found {
		p := &found[i]
		for len(around) > 0 && p.node >= d.Nodes[around[len(around)-1].node].Last {
			around = around[:len(around)-1]
		}
		// Alone of its class may be a question beside its answers, or the only comment on one of them.
		if p.author == "" || count[shapeOf(p.node)] < 2 && len(around) == 0 && (threads == 0 || !b.namedQuestion(p.node)) {
			continue
		}
		rank := b.rank(p.node)
		if n := len(around); n > 0 && rank == topRank && p.kind != markAuthor && b.rank(around[n-1].node) == topRank || rank == topRank && b.teaser(p.node) {
			continue // a wrapper inside a forum's post; an entry of a list of articles
		}
		depth := max(p.depth, 0)
		if n := len(around); n > 0 {
			depth = max(depth, around[n-1].depth+1)
		} else {
			switch rank {
			case replyRank:
				depth++
			case streamRank:
				// The one who opened speaks on until someone replies.
				if !opened && opener == "" {
					opener = p.author
				}
				if opened = opened || p.author != opener; opened {
					depth++
				}
			case issueRank:
				if opened {
					depth++
				}
				opened = true
			}
		}
		if depth > maxPostDepth {
			continue
		}
		p.depth = depth
		around = append(around, *p)
		chosen = append(chosen, p)
	}
	if len(chosen) > 1 {
		b.setPosts(chosen)
	}
}

// setPosts makes the containers of posts.
func (b *builder) setPosts(posts []*post) {
	d := b.doc
	items := b.items()
	lists := map[int32]bool{}
	var extra []Span
	for _, p := range posts {
		extra = b.postHead(extra, p)
		c, ok := items[p.node]
		if !ok {
			c, ok = b.itemOf(p.node)
		}
		if ok && d.Containers[c].Kind == ContainerItem {
			it := &d.Containers[c]
			it.Kind, it.Label, it.Title, it.Number = ContainerPost, p.author, p.time, p.depth
			lists[it.Parent] = true
			continue
		}
		b.leaveRows(p.node)
		b.groupNode(p.node, Container{Kind: ContainerPost, Label: p.author, Title: p.time, Number: p.depth})
	}
	b.dropLists(lists)
	b.insertSpans(extra)
}

// teaser says whether an element's heading is a link: it announces an article.
func (b *builder) teaser(n int32) bool {
	d := b.doc
	for i := d.Nodes[n].FirstBlock; i < min(d.Nodes[n].LastBlock, d.Nodes[n].FirstBlock+6); i++ {
		blk := &d.Blocks[i]
		if blk.Kind != Heading {
			continue
		}
		for _, s := range d.BlockSpans(int(i)) {
			if s.Kind == Link && s.Start == blk.Start && s.End == blk.End && !strings.HasPrefix(s.URL, "#") && !strings.Contains(s.URL, "viewtopic") {
				return true
			}
		}
	}
	return false
}

// postRank is what a post is to the page it stands on.
type postRank uint8

const (
	topRank    postRank = iota // a post of a forum's thread, an answer
	replyRank                  // a comment on what stands above the thread
	streamRank                 // a message of a network: the first opens, others reply
	issueRank                  // a comment of an issue: the first is the issue itself
)

// rank reads a post's rank from its class.
func (b *builder) rank(n int32) postRank {
	rank := topRank
	if b.doc.Nodes[n].Tag == TagOther {
		return replyRank // Reddit
	}
	Words(b.doc.Names[b.doc.Nodes[n].Class], func(w string) bool {
		switch w {
		case "timeline", "issue":
			rank = issueRank
			return false
		case "status", "tweet":
			rank = streamRank
		case "comment", "comtr", "athing", "reply", "kommentar", "commentaire", "comentario":
			rank = replyRank
		}
		return true
	})
	return max(rank, b.postNodes[n])
}

// postWord is the word for posts in a class value, or its first name.
func postWord(class string) string {
	first, _ := nextField(class)
	for v := class; v != ""; {
		var w string
		if w, v = nextField(v); postName(w) {
			found := ""
			Words(w, func(word string) bool {
				if postWords[word] {
					found = word
				}
				return found == ""
			})
			return found
		}
	}
	return first
}

func (b *builder) namedQuestion(n int32) bool {
	question := false
	Words(b.doc.Names[b.doc.Nodes[n].Class]+" "+b.doc.Names[b.doc.Nodes[n].ID], func(w string) bool {
		question = w == "question"
		return !question
	})
	return question
}

// itemOf finds the list item that holds the blocks of an element and no others.
func (b *builder) itemOf(n int32) (int32, bool) {
	d := b.doc
	node := &d.Nodes[n]
	for c, k := d.Blocks[node.FirstBlock].In, 0; c > 0 && k < 6; c, k = d.Containers[c].Parent, k+1 {
		li := &d.Nodes[d.Containers[c].Node]
		if d.Containers[c].Kind == ContainerItem && li.FirstBlock == node.FirstBlock && li.LastBlock == node.LastBlock {
			return c, true
		}
	}
	return 0, false
}

// leaveRows unwraps the tables that a post's element places things with.
func (b *builder) leaveRows(n int32) {
	d := b.doc
	if d.Nodes[n].Tag != TagTr && d.Nodes[n].Tag != TagTd && d.Nodes[n].Tag != TagTable {
		return
	}
	for c, k := d.Blocks[d.Nodes[n].FirstBlock].In, 0; c > 0 && k < 8; c, k = d.Containers[c].Parent, k+1 {
		if d.Containers[c].Kind == ContainerTable {
			d.Containers[c].Kind = containerGone
		}
	}
}

// postHead takes the lines at a post's start that only say who wrote it and
// when out of the text: the container holds both.
func (b *builder) postHead(extra []Span, p *post) []Span {
	d := b.doc
	n := &d.Nodes[p.node]
	if blk := &d.Blocks[n.FirstBlock]; p.byline == 0 && n.LastBlock-n.FirstBlock > 1 {
		// The head as pith writes it.
		if rest, ok := strings.CutPrefix(d.BlockText(int(n.FirstBlock)), p.author); ok && (rest == "" || strings.HasPrefix(rest, " · ") && len(rest) < 64) {
			if p.time == "" && rest != "" {
				p.time = rest[len(" · "):]
			}
			return append(extra, Span{Start: blk.Start, End: blk.End, Kind: Chrome})
		}
	}
	for i := n.FirstBlock; i < min(n.LastBlock, n.FirstBlock+6); i++ {
		blk := &d.Blocks[i]
		if blk.Kind == Control {
			continue
		}
		text := d.BlockText(int(i))
		holds := func(m int32) bool {
			return m > p.node && d.Nodes[m].TextEnd() > blk.Start && d.Nodes[m].TextEnd() <= blk.End
		}
		if !holds(p.byline) && !holds(p.when) {
			if len(text) > 24 || holds(0) {
				return extra
			}
			continue
		}
		rest := strings.Replace(text, p.author, "", 1)
		if p.when > 0 {
			rest = strings.Replace(rest, b.shortText(p.when), "", 1)
		}
		if len(rest) > 40 || i+1 == n.LastBlock || !onlyWords(rest, headWords) {
			return extra
		}
		extra = append(extra, Span{Start: blk.Start, End: blk.End, Kind: Chrome})
	}
	return extra
}

// headWords are what stands beside author and time in the head of a post.
var headWords = wordSet(`by post posted posts on at said says commented wrote asked answered edited replied point points ago reply level
in am pm von um uhr le à el score link permalink new user member hours hour minutes minute days day months month years year just now op mod author`)

// onlyWords says whether all words of a text are among some.
func onlyWords(s string, among map[string]bool) bool {
	all := true
	Words(s, func(w string) bool {
		all = among[w] || len(w) == 1 || w[0] >= 0x80 && len(w) <= 4
		return all
	})
	return all
}

// quoteAuthor finds whom a quote quotes: an attribute of it or of the box around
// it, or a first line that is a cite or title ("Anna wrote:").
func (b *builder) quoteAuthors() {
	d := b.doc
	for i := range d.Containers {
		c := &d.Containers[i]
		if c.Kind != ContainerQuote || c.Label != "" {
			continue
		}
		n := &d.Nodes[c.Node]
		if n.FirstBlock >= n.LastBlock {
			continue
		}
		blk := &d.Blocks[n.FirstBlock]
		text := d.BlockText(int(n.FirstBlock))
		if len(text) > 80 || int(n.LastBlock-n.FirstBlock) < 2 {
			continue
		}
		for _, w := range wroteWords {
			if name, ok := strings.CutSuffix(strings.TrimRight(text, ":. "), w); ok && name != "" {
				c.Label = strings.TrimRight(name, " ")
			}
		}
		if c.Label == "" && b.facts[d.Nodes[blk.Node].Class].traits&factTitle != 0 && strings.HasSuffix(text, ":") {
			c.Label = strings.TrimRight(text, ": ")
		}
	}
}

// wroteWords end the line over a quoted post.
var wroteWords = []string{" wrote", " said", " schrieb", " hat geschrieben", " a écrit", " escribió", " ha scritto", " написал", " написал(а)", " escreveu", " schreef"}
