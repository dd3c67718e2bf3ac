package block

import (
	"fmt"
	"strings"
	"testing"
)

// threadOf writes a document's posts as depth author time: text, machinery and controls left out.
func threadOf(d *Document) string {
	var out []string
	last := int32(-1)
	for i, b := range d.Blocks {
		text := d.BlockText(i)
		chrome := b.Kind == Control || text == ""
		for _, sp := range d.BlockSpans(i) {
			chrome = chrome || sp.Kind == Chrome && sp.Start == b.Start && sp.End == b.End
		}
		if chrome {
			continue
		}
		c := b.In
		for c > 0 && d.Containers[c].Kind != ContainerPost {
			if k := d.Containers[c]; k.Kind == ContainerQuote {
				text = ">" + k.Label + " " + text
			}
			c = d.Containers[c].Parent
		}
		switch {
		case c <= 0:
			out = append(out, text)
		case c == last:
			out[len(out)-1] += " / " + text
		default:
			p := d.Containers[c]
			out = append(out, fmt.Sprintf("%d %s (%s): %s", p.Number, p.Label, p.Title, text))
		}
		last = c
	}
	return strings.Join(out, "\n")
}

func TestPosts(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"stackexchange": {`<div id="question" class="question js-question"><div class="post-layout"><div class="postcell post-layout--right"><div class="s-prose js-post-body" itemprop="text"><p>How?</p></div>
<div class="post-signature owner"><div class="user-info"><div class="user-action-time">asked <span title="2020-01-01 10:00:00Z" class="relativetime">Jan 1, 2020 at 10:00</span></div><div class="user-details" itemprop="author" itemscope itemtype="http://schema.org/Person"><a href="/users/1/ann">Ann</a><span class="d-none" itemprop="name">Ann</span><div><span class="reputation-score">12</span></div></div></div></div></div>
<div class="post-layout--right js-post-comments-component"><div id="comments-1" class="comments js-comments-container"><ul class="comments-list js-comments-list"><li id="comment-3" class="comment js-comment"><div class="comment-text"><div class="comment-body"><span class="comment-copy">Why?</span> – <a href="/users/2" class="comment-user">Ben</a> <span class="comment-date"><span title="2020-01-02 09:00:00Z" class="relativetime-clean">Jan 2, 2020 at 9:00</span></span></div></div><div>flag</div></li></ul></div></div></div></div>
<div id="answers"><h2>2 Answers</h2><div id="answer-2" class="answer js-answer"><div class="js-post-body"><p>So.</p></div><div class="user-info"><div class="user-action-time">answered <span title="2020-01-03" class="relativetime">Jan 3, 2020</span></div><div class="user-details" itemprop="author"><a href="/users/3">Cid</a></div></div></div>
<div id="answer-4" class="answer js-answer"><div class="js-post-body"><p>Or so.</p></div><div class="user-info"><div class="user-action-time">answered <span class="relativetime">Jan 4, 2020</span></div><div class="user-details" itemprop="author"><a href="/users/4">Dan</a></div></div></div></div>`,
			`0 Ann (Jan 1, 2020 at 10:00): How? / AnnAnn
1 Ben (Jan 2, 2020 at 9:00): Why? – Ben Jan 2, 2020 at 9:00 / flag
2 Answers
0 Cid (Jan 3, 2020): So. / Cid
0 Dan (Jan 4, 2020): Or so. / Dan`},
		"discourse": {`<article id="post_1" class="boxed onscreen-post"><div class="topic-body"><div class="topic-meta-data"><div class="names"><span class="first username"><a href="/u/ann">ann</a></span></div><div class="post-infos"><div class="post-info post-date"><a><span title="Jan 1, 2020 1:00 pm" data-time="1577883600000" class="relative-date">Jan 1</span></a></div></div></div><div class="contents"><div class="cooked"><p>Hi.</p></div></div></div></article>
<article id="post_2" class="boxed onscreen-post"><div class="topic-body"><div class="names"><span class="first username"><a>ben</a></span></div><div class="contents"><div class="cooked"><aside class="quote" data-username="ann"><div class="title">ann:</div><blockquote><p>Hi.</p></blockquote></aside><p>Ho.</p></div></div></div></article>`,
			`0 ann (Jan 1): Hi.
0 ben (): ann: / >ann Hi. / Ho.`},
		"discourse for crawlers": {`<noscript><div id="post_1" itemscope itemtype="http://schema.org/DiscussionForumPosting" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author" itemscope itemtype="http://schema.org/Person"><a href="/u/ann"><span itemprop="name">ann</span></a></span><span class="crawler-post-infos"><time itemprop="datePublished" datetime="2020-01-01T13:00:00Z" class="post-time">January 1, 2020, 1:00pm</time></span></div><div class="post" itemprop="text"><p>Hi.</p></div></div>
<div id="post_2" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author" itemscope><a href="/u/ben"><span itemprop="name">ben</span></a></span></div><div class="post" itemprop="text"><p>Ho.</p></div></div></noscript>`,
			`0 ann (January 1, 2020, 1:00pm): Hi.
0 ben (): Ho.`},
		"reddit of old": {`<div class=" thing id-t1_a noncollapsed   comment " data-author="ann"><div class="entry unvoted"><p class="tagline"><a class="expand">[–]</a><a href="/user/ann" class="author may-blank">ann</a> <span class="score">4 points</span> <time title="Mon" datetime="2020-01-01T10:00:00+00:00" class="live-timestamp">2 years ago</time></p><form class="usertext"><div class="usertext-body"><div class="md"><p>One.</p></div></div></form></div><div class="child"><div class="sitetable listing"><div class=" thing id-t1_b comment" data-author="ben"><div class="entry"><p class="tagline"><a class="author">ben</a> <time datetime="2020-01-02T10:00:00+00:00">2 years ago</time></p><div class="md"><p>Two.</p></div></div></div></div></div></div>`,
			`1 ann (2020-01-01): One.
2 ben (2020-01-02): Two.`},
		"reddit": {`<shreddit-comment author="ann" depth="0"><div slot="commentMeta"><a href="/user/ann">ann</a><time datetime="2020-01-01T10:00:00Z">2y ago</time></div><div slot="comment"><p>One.</p></div><shreddit-comment author="ben" depth="1"><div slot="commentMeta"><a>ben</a></div><div slot="comment"><p>Two.</p></div></shreddit-comment></shreddit-comment>`,
			"1 ann (2020-01-01): One.\n2 ben (): Two."},
		"hacker news": {`<table class="comment-tree"><tr class="athing comtr" id="1"><td><table><tr><td class="ind" indent="0"><img src="s.gif" height="1" width="0"></td><td class="default"><div><span class="comhead"><a href="user?id=ann" class="hnuser">ann</a> <span class="age" title="2020-01-01T10:00:00"><a>1 day ago</a></span></span></div><br><div class="comment"><div class="commtext c00">One.<p>More.</p><div class="reply"><p><a>reply</a></p></div></div></div></td></tr></table></td></tr>
<tr class="athing comtr" id="2"><td><table><tr><td class="ind" indent="1"><img src="s.gif" height="1" width="40"></td><td class="default"><div><span class="comhead"><a class="hnuser">ben</a> <span class="age" title="2020-01-02T10:00:00"><a>1 hour ago</a></span></span></div><div class="comment"><div class="commtext">Two.</div></div></td></tr></table></td></tr></table>`,
			`1 ann (2020-01-01): One. / More. / reply
2 ben (2020-01-02): Two.`},
		"phpbb": {`<div id="p1" class="post has-profile bg2"><div class="inner"><dl class="postprofile"><dt><a href="./memberlist.php" class="username">ann</a></dt><dd><strong>Posts:</strong> 12</dd></dl><div class="postbody"><h3><a href="#p1">Topic</a></h3><p class="author"><a class="unread"><span class="sr-only">Post</span></a> by <strong><a class="username">ann</a></strong> » <time datetime="2020-01-01T10:00:00+00:00">Wed Jan 01, 2020 10:00 am</time></p><div class="content">One.</div></div></div></div>
<div id="p2" class="post has-profile bg1"><div class="inner"><dl class="postprofile"><dt><a class="username">ben</a></dt></dl><div class="postbody"><p class="author">by <a class="username">ben</a> » <time>Thu Jan 02, 2020</time></p><div class="content"><blockquote><div><cite>ann wrote:</cite>One.</div></blockquote>Two.</div></div></div></div>`,
			`0 ann (Wed Jan 01, 2020 10:00 am): Posts: 12 / Topic / One.
0 ben (Thu Jan 02, 2020): > ann wrote:One. / Two.`},
		"vbulletin": {`<ol id="posts"><li class="postbitlegacy postcontainer old" id="post_1"><div class="posthead"><span class="postdate old"><span class="date">01-01-2020, <span class="time">10:00</span></span></span></div><div class="postdetails"><div class="userinfo"><a class="username offline" href="member.php?1"><strong>ann</strong></a></div><div class="postbody"><div class="content"><div id="post_message_1"><blockquote class="postcontent restore">One.</blockquote></div></div></div></div></li>
<li class="postbitlegacy postcontainer old" id="post_2"><div class="posthead"><span class="postdate old">02-01-2020</span></div><div class="postdetails"><a class="username"><strong>ben</strong></a><div class="content"><blockquote class="postcontent restore">Two.</blockquote></div></div></li></ol>`,
			`0 ann (01-01-2020, 10:00): One.
0 ben (02-01-2020): Two.`},
		"xenforo": {`<article class="message message--post js-post" data-author="ann" id="js-post-1"><section class="message-user"><h4 class="message-name"><a class="username">ann</a></h4></section><div class="message-main"><header class="message-attribution"><time datetime="2020-01-01T10:00:00+0000">Jan 1, 2020</time></header><article class="message-body"><div class="bbWrapper">One.</div></article></div></article>
<article class="message message--post js-post" data-author="ben" id="js-post-2"><section class="message-user"><h4 class="message-name"><a class="username">ben</a></h4></section><div class="message-main"><article class="message-body"><blockquote class="bbCodeBlock--quote" data-quote="ann"><div class="bbCodeBlock-title">ann said:</div><div>One.</div></blockquote>Two.</article></div></article>`,
			`0 ann (Jan 1, 2020): One.
0 ben (): >ann ann said: / >ann One. / Two.`},
		"github": {`<div class="js-discussion"><div class="TimelineItem js-comment-container"><div class="timeline-comment-group"><div class="timeline-comment comment js-comment"><div class="timeline-comment-header"><h3><strong><a class="author" href="/ann">ann</a></strong> commented <a class="js-timestamp"><relative-time datetime="2020-01-01T10:00:00Z">Jan 1, 2020</relative-time></a></h3></div><table role="presentation"><tr><td class="comment-body markdown-body"><p>One.</p></td></tr></table></div></div></div>
<div class="TimelineItem js-comment-container"><div class="timeline-comment-group"><div class="timeline-comment comment js-comment"><div class="timeline-comment-header"><h3><strong><a class="author">ben</a></strong> commented <relative-time datetime="2020-01-02T10:00:00Z">Jan 2, 2020</relative-time></h3></div><div class="comment-body"><p>Two.</p></div></div></div></div></div>`,
			`0 ann (Jan 1, 2020): One.
1 ben (Jan 2, 2020): Two.`},
		"wordpress": {`<article class="post hentry"><h1>T</h1><span class="author vcard"><a>Zoe</a></span><p>Text.</p></article><ol class="comment-list"><li id="comment-1" class="comment even thread-even depth-1"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ann</b> <span class="says">says:</span></div><div class="comment-metadata"><time datetime="2020-01-01T10:00:00">January 1, 2020 at 10:00</time></div></footer><div class="comment-content"><p>One.</p></div><div class="reply"><a>Reply</a></div></article><ol class="children"><li class="comment byuser depth-2"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ben</b> <span class="says">says:</span></div></footer><div class="comment-content"><p>Two.</p></div></article></li></ol></li></ol>`,
			`T
Zoe
Text.
1 Ann (January 1, 2020 at 10:00): One. / Reply
2 Ben (): Two.`},
		"teasers": {`<div class="post"><h2>A</h2><span class="author">Ann</span><p>x</p></div>`, "A\nAnn\nx"},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			checkDocument(t, d)
			if got := threadOf(d); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
