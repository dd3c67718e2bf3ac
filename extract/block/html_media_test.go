package block

import (
	"strings"
	"testing"
)

func TestPictures(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain":               {`<img src=a.png alt="A">`, "a.png(A)"},
		"lazy":                {`<img src="blank.gif" data-lazy-src="a.png">`, "a.png()"},
		"lazy, preview":       {`<img src="a-blur.jpg" data-src="b.jpg">`, "b.jpg()"},
		"lazy set":            {`<img src="data:image/gif;base64,R0" data-srcset="a.png 100w, b.png 200w">`, "b.png()"},
		"picture":             {`<picture><source srcset="a.webp 1x, b.webp 2x"><img src=c.png></picture>`, "b.webp()"},
		"commas":              {`<img srcset="f_a,w_1/a.png 100w, f_a,w_2/a.png 200w">`, "f_a,w_2/a.png()"},
		"noscript":            {`<img class=lazy src=blank.gif><noscript><img src=a.png alt=A></noscript>`, "a.png(A)"},
		"noscript alone":      {`<noscript><img src=a.png></noscript>`, "a.png()"},
		"preview before":      {`<figure><div><img src="/max/60/a.png?q=20"></div><noscript><img src="/max/900/a.png"></noscript></figure>`, "/max/900/a.png()"},
		"sizes":               {`<figure><div><img src=/a-large.webp></div><div><img src=/a-small.jpg alt=A></div></figure>`, "/a-large.webp(A)"},
		"lightbox":            {`<a href=/a.jpg><img src=/a-1280x720.jpg></a><img src=/a.jpg>`, "/a-1280x720.jpg()</a.jpg"},
		"gallery":             {`<p><img src=/photo-1.jpg><img src=/photo-2.jpg></p>`, "/photo-1.jpg() /photo-2.jpg()"},
		"again":               {`<p>a <img src=a.png> b <img src=a.png></p>`, "a.png() a.png()"},
		"pixel":               {`<img src=a.gif width=1 height=1>`, ""},
		"data":                {`<img src="data:image/png;base64,AAAA">`, ""},
		"data with alt":       {`<img src="data:image/png;base64,AAAA" alt="A">`, "(A)"},
		"figure":              {`<figure><img src=a.png><img src=b.png><figcaption>c <a href=d>d</a></figcaption></figure>`, "a.png() b.png()"},
		"youtube":             {`<iframe src="https://www.youtube.com/embed/abc_-1?rel=0"></iframe>`, "https://www.youtube.com/watch?v=abc_-1()"},
		"youtube, lazy":       {`<iframe src="about:blank" data-src="//www.youtube-nocookie.com/embed/abc" title="T"></iframe>`, "https://www.youtube.com/watch?v=abc(T)"},
		"lite-youtube":        {`<lite-youtube videoid="abc" playlabel="T"></lite-youtube>`, "https://www.youtube.com/watch?v=abc(T)"},
		"vimeo":               {`<iframe src="https://player.vimeo.com/video/12?h=a"></iframe>`, "https://vimeo.com/12()"},
		"video":               {`<video controls><source src=a.mp4><source src=a.webm>no video</video>`, "a.mp4()"},
		"audio":               {`<audio src=a.mp3></audio>`, "a.mp3()"},
		"object":              {`<object data="a.swf"></object>`, "a.swf()"},
		"two players":         {`<video controls><source src=a.mp4></video><video controls><source src=b.mp4></video>`, "a.mp4() b.mp4()"},
		"frame of the page":   {`<iframe src="about:blank"></iframe>`, ""},
		"background":          {`<div style="background-image:url(a.png)">x</div>`, ""},
		"link of the picture": {`<a href=b><img src=a.png></a>`, "a.png()<b"},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			checkDocument(t, d)
			var got []string
			for _, s := range d.Spans {
				if s.Kind == Image || s.Kind == Embed {
					g := s.URL + "(" + s.Text + ")"
					if s.Href != "" {
						g += "<" + s.Href
					}
					got = append(got, g)
				}
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.in, g, c.want)
			}
		})
	}
}
