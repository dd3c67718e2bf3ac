package block

import "strings"

// factTraits are what the segmenter itself reads from a class or id value.
type factTraits uint32

const (
	factSRText       factTraits = 1 << iota // hidden from the eye, read aloud
	factHidden                              // a saver's mark for hidden elements
	factChrome                              // machinery inside content
	factCallout                             // a call-out box
	factTitle                               // names a title or heading
	factPost                                // names a post or comment of a thread
	factMaybeCallout                        // a call-out box if its text says so too
	factCalloutBox                          // a call-out box if another word says its type
	factPostElement                         // a custom element that is a post
	factOwner                               // belongs to who wrote a post, not who edited it
	factPlayer                              // a custom element that plays a video
	factCitation                            // a cite that is no title
	factUser                                // shows an account's name
	factClock                               // shows a time
	factNoQuote                             // a blockquote that quotes nothing
	factEntry                               // an article of a blog, not a post of a thread
	factDrawn                               // a drawn copy of a formula
	factMathText                            // a formula, if it holds TeX in an attribute
	factSideNote                            // the text of a note in the margin
	factNoteMark                            // the mark of such a note, inside it
	factNoteLink                            // leads to a note
	factNotes                               // names footnotes
	factPre                                 // draws code itself, line by line
	factBlockWord                           // of code only if something else says so
	factLine                                // a line of code
	factCodeChrome                          // machinery inside code
	factDrawnCopy                           // machinery only behind a formula
	factDisplay                             // sets formulas on lines of their own
	factTaskOpen                            // draws an empty check box
	factTaskDone                            // draws a ticked one
)

// nameFacts are the facts of one distinct class or id value, found once a page.
type nameFacts struct {
	traits  factTraits
	byline  string // the word that names an author or a date, "" if none
	callout string // a call-out's type
}

// wholeClass are class names with a fixed meaning, matched whole.
var wholeClass = map[string]factTraits{
	// text for screen readers: Bootstrap 3 to 5, WordPress, Foundation, GitHub, Gov.uk, Drupal
	"sr-only": factSRText, "visually-hidden": factSRText, "visuallyhidden": factSRText, "screen-reader-text": factSRText,
	"screen-reader-only": factSRText, "show-for-sr": factSRText, "element-invisible": factSRText, "a11y-hidden": factSRText,
	"sr-only-focusable": factSRText, "u-visually-hidden": factSRText, "govuk-visually-hidden": factSRText, "visuallyHidden": factSRText,
	// SingleFile
	"sf-hidden": factHidden,
	// heading anchors: Sphinx, GitHub, AnchorJS, Docusaurus, markdown-it, MkDocs, mdBook, VuePress
	"headerlink": factChrome, "header-anchor": factChrome, "heading-anchor": factChrome, "anchorjs-link": factChrome, "hash-link": factChrome,
	"heading-link": factChrome, "anchor-link": factChrome, "header-link": factChrome, "anchorlink": factChrome, "octicon-link": factChrome, "subtle-anchor": factChrome,
	// edit links of wikis
	"mw-editsection": factChrome, "editsection": factChrome, "mw-cite-backlink": factChrome,
	// code: gutters, toolbars, copy buttons
	"gutter": factChrome, "linenos": factChrome, "lineno": factChrome, "linenodiv": factChrome, "line-numbers-rows": factChrome, "rouge-gutter": factChrome,
	"line-number": factChrome, "line-numbers": 0, "lnt": factChrome, "crayon-nums": factChrome, "crayon-num": factChrome, "crayon-toolbar": factChrome,
	"crayon-plain": factChrome, "crayon-plain-wrap": factChrome, "hljs-ln-numbers": factChrome, "hljs-ln-n": factChrome, "blob-num": factChrome, "ln": factChrome,
	"code-toolbar": 0, "toolbar-item": factChrome, "copy-button": factChrome, "copybtn": factChrome, "copy-btn": factChrome, "btn-copy": factChrome, "btn-clipboard": factChrome,
	"copy-code-button": factChrome, "code-copy": factChrome, "copy-to-clipboard-button": factChrome, "zeroclipboard-container": factChrome, "codeblock-copy": factChrome,
	"linenumber": factChrome, "line-numbers-column": factChrome, "react-syntax-highlighter-line-number": factChrome, "hljs-line-numbers": factChrome, "code-line-number": factChrome, "lineNumber": factChrome, "line-number-cell": factChrome,
	"code__header": factChrome, "code-header": factCodeChrome, "select-none": factCodeChrome, "toolbar": factCodeChrome, "code-block-header": factChrome, "codeblock-header": factChrome, "hover-info": factChrome, "crayon-info": factChrome, "code-block-extension-header": factChrome,
	// numbers of a notebook's cells
	"input_prompt": factChrome, "output_prompt": factChrome, "jp-InputPrompt": factChrome, "jp-OutputPrompt": factChrome,
	// code that is drawn line by line: Crayon, GitHub, highlightjs-line-numbers, CodeMirror, Monaco, Ace, Writerside, Verso
	"crayon-pre": factPre, "syntaxhighlighter": factPre, "js-file-line-container": factPre, "hljs-ln": factPre, "diff-table": factPre, "CodeMirror-code": factPre, "cm-content": factPre, "view-lines": factPre, "ace_text-layer": factPre, "react-code-lines": factPre,
	"code-block": factPre | factBlockWord, "block": factBlockWord,
	"line": factLine, "code-line": factLine, "token-line": factLine, "view-line": factLine, "crayon-line": factLine, "cm-line": factLine, "ec-line": factLine, "CodeMirror-line": factLine, "CodeMirror-gutter-wrapper": factChrome, "CodeMirror-linenumber": factChrome,
	// drawn copies of formulas whose TeX stands beside them: KaTeX, MathJax 2
	"katex-html": factChrome | factDrawnCopy, "MathJax_Preview": factChrome, "MathJax": factDrawn, "MathJax_Display": factDrawn | factDisplay, "MathJax_SVG": factDrawn, "MathJax_SVG_Display": factDrawn | factDisplay,
	"MathJax_CHTML": factDrawn, "MJXc-display": factDrawn | factDisplay, "mjx-chtml": factDrawn, "katex-display": factDisplay, "math-block": factDisplay | factDrawn | factMathText, "math-display": factDisplay | factDrawn | factMathText,
	"math-inline": factDrawn | factMathText, "js-inline-math": factMathText, "js-display-math": factMathText, "arithmatex": factDrawn | factMathText, "math-tex": factDrawn | factMathText, "mathjax": factDrawn | factMathText, "math": factDrawn | factMathText, "ztext-math": factDrawn | factMathText, "katex": factDrawn | factMathText, "latex": factDrawn | factMathText, "tex": factDrawn | factMathText, "formula": factDrawn | factMathText,
	"owner": factOwner, "citation": factCitation, "ltx_cite": factCitation, "lite-youtube": factPlayer, "lite-vimeo": factPlayer, "youtube-video": factPlayer, "shreddit-comment": factPostElement, "shreddit-post": factPostElement, "postcontent": factNoQuote,
	"username": factUser, "hnuser": factUser, "bigusername": factUser, "fn": factUser, "comment-user": factUser, "display-name": factUser, "user-name": factUser,
	"relativetime": factClock, "relativetime-clean": factClock, "age": factClock, "live-timestamp": factClock, "postdate": factClock, "relative-date": factClock, "comment-date": factClock,
	// check boxes that are drawn: Notion
	"checkbox-off": factTaskOpen, "checkbox-on": factTaskDone,
	// call-out boxes, whose type is another word of the value: Sphinx, MkDocs, Docusaurus, GitHub,
	// Obsidian, Bootstrap, VuePress, Asciidoctor, MDN, Confluence, Starlight, Quarto, Hugo
	"admonition": factCalloutBox, "callout": factCalloutBox, "markdown-alert": factCalloutBox, "alert": factCalloutBox, "theme-admonition": factCalloutBox,
	"admonitionblock": factCalloutBox, "custom-block": factCalloutBox, "notecard": factCalloutBox, "confluence-information-macro": factCalloutBox,
	"starlight-aside": factCalloutBox, "notices": factCalloutBox, "bd-callout": factCalloutBox, "archwiki-template-box": factCalloutBox, "docs-callout": factCalloutBox, "bs-callout": factCalloutBox,
	"hint-box": factCalloutBox, "hint": factCalloutBox, "admonition-block": factCalloutBox, "doc-callout": factCalloutBox, "nb-callout": factCalloutBox,
	// blogs and threads
	"hentry": factEntry, "type-post": factEntry, "status-publish": factEntry, "h-entry": factEntry,
	// notes in the margin: Tufte CSS, LaTeXML, org mode, Hugo, WordPress (Modern Footnotes), zola
	"sidenote": factSideNote, "marginnote": factSideNote, "margin-note": factSideNote, "side-note": factSideNote, "ltx_note_outer": factSideNote, "footnoteContent": factSideNote, "footnote": factSideNote | factNotes, "sidenote-content": factSideNote,
	"modern-footnotes-footnote__note": factSideNote, "footnote-tooltip": factSideNote, "footnote_tooltip": factSideNote, "fn-content": factSideNote, "inline-footnote-content": factSideNote,
	"ltx_note_mark": factNoteMark, "ltx_note_type": factNoteMark, "ltx_tag_note": factNoteMark, "sidenote-number": factNoteMark | factNoteLink, "margin-toggle": factNoteLink, "footref": factNoteLink, "footnote-number": factNoteLink,
	// links back from a footnote
	"footnote-backref": factChrome, "footnote-back": factChrome, "reversefootnote": factChrome, "data-footnote-backref": factChrome, "footnote-return": factChrome, "footnoteBackLink": factChrome, "easy-footnote-to-top": factChrome,
}

// bylineWords are the words of class and id names that speak of authors and
// dates; a date word wins over an author word only where it comes first.
var bylineWords = map[string]string{
	"author": "author", "authors": "author", "byline": "byline", "bylines": "byline", "writer": "author", "contributor": "author", "contributors": "author",
	"autor": "author", "autoren": "author", "auteur": "author", "autore": "author", "redakteur": "author", "verfasser": "author", "journalist": "author", "poster": "author", "hnuser": "author", "bigusername": "author", "redaktion": "author", "ecrivain": "author", "fn": "fn", "vcard": "author", "username": "author", "creator": "author", "reporter": "author",
	"date": "date", "dateline": "date", "datetime": "date", "published": "date", "publish": "date", "publication": "date", "pubdate": "date", "posted": "date", "timestamp": "date",
	"time": "date", "datum": "date", "fecha": "date", "updated": "updated", "modified": "updated", "created": "date", "publishdate": "date", "postdate": "date", "entrydate": "date",
	"data": "", "meta": "meta", "postmeta": "meta", "infos": "meta", "dt-published": "date",
}

// calloutWords are the types of call-out boxes, by the words that
// documentation tools use (Docusaurus, MkDocs, GitHub, Sphinx, Bootstrap alerts).
var calloutWords = map[string]string{
	"note": "note", "info": "info", "tip": "tip", "hint": "tip", "success": "success", "important": "important", "warning": "warning", "caution": "caution",
	"danger": "danger", "error": "danger", "attention": "warning", "seealso": "note", "abstract": "abstract", "summary": "abstract", "example": "example",
	"question": "question", "bug": "bug", "failure": "failure", "todo": "todo", "secondary": "note", "primary": "note",
	"information": "info", "experimental": "warning", "deprecated": "warning", "tldr": "abstract", "faq": "question", "check": "success", "fail": "failure",
}

// factsOf reads a class or id value.
func factsOf(v string) nameFacts {
	var f nameFacts
	callout := false
	for len(v) > 0 {
		var w string
		w, v = nextField(v)
		if w == "" {
			break
		}
		var whole factTraits
		if wholeSieve.passes(w) {
			whole = wholeClass[w]
		}
		f.traits |= whole
		box := whole&factCalloutBox != 0
		callout = callout || box
		typ, post, part := "", false, false
		Words(w, func(word string) bool {
			if !wordSieve.passes(word) {
				return true
			}
			k, ok := nameWords[word]
			if !ok {
				return true
			}
			post, part = post || k.post, part || k.part
			f.traits |= k.traits
			if f.byline == "" {
				f.byline = k.byline
			}
			if k.callout != "" && !box {
				typ = k.callout // "information-macro-warning": the last says the type
				if len(word) == len(w) {
					f.traits |= factMaybeCallout
				}
			}
			return true
		})
		if f.callout == "" {
			f.callout = typ
		}
		if post && !part {
			f.traits |= factPost
		}
	}
	switch {
	case callout:
		f.traits |= factCallout
	case f.traits&factMaybeCallout == 0:
		f.callout = ""
	}
	return f
}

var wholeSieve, wordSieve = newSieve(wholeClass), newSieve(nameWords)

// nameWord is what a word of a class or id value says.
type nameWord struct {
	traits          factTraits
	byline, callout string
	post, part      bool
}

// nameWords are all words that say anything, in one table, so that each word is looked up once.
var nameWords = func() map[string]nameWord {
	m := make(map[string]nameWord, 256)
	add := func(w string, f func(*nameWord)) {
		k := m[w]
		f(&k)
		m[w] = k
	}
	for w, v := range bylineWords {
		add(w, func(k *nameWord) { k.byline = v })
	}
	for w, v := range calloutWords {
		add(w, func(k *nameWord) { k.callout = v })
	}
	for w := range postWords {
		add(w, func(k *nameWord) { k.post = true })
	}
	for w := range partWords {
		add(w, func(k *nameWord) { k.part = true })
	}
	for _, w := range []string{"footnotes", "footnote", "endnotes", "endnote", "footdef"} {
		add(w, func(k *nameWord) { k.traits = factNotes })
	}
	for _, w := range []string{"title", "heading", "header"} {
		add(w, func(k *nameWord) { k.traits = factTitle })
	}
	return m
}()

func nextField(s string) (string, string) {
	for len(s) > 0 && byteClass[s[0]] == space {
		s = s[1:]
	}
	i := 0
	for i < len(s) && byteClass[s[i]] != space {
		i++
	}
	return s[:i], s[i:]
}

// Words calls yield with each word of a class or id value in lower case, until
// it returns false: values are cut at blanks, '-', '_', ':', '.', '/', digits
// and where a lower-case letter meets an upper-case one ("postMeta" is "post",
// "meta"). Names are matched by whole words, never by parts of them: substrings
// are how this trade has lost articles to "bottom" and "comment".
func Words(v string, yield func(string) bool) {
	start := -1
	emit := func(end int) bool {
		if start < 0 {
			return true
		}
		w := v[start:end]
		start = -1
		for i := 0; i < len(w); i++ {
			if w[i] >= 'A' && w[i] <= 'Z' {
				return yield(strings.ToLower(w))
			}
		}
		return yield(w)
	}
	for i := 0; i < len(v); i++ {
		c := v[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
		if !letter {
			if !emit(i) {
				return
			}
			continue
		}
		if start >= 0 && c >= 'A' && c <= 'Z' && v[i-1] >= 'a' && v[i-1] <= 'z' {
			if !emit(i) {
				return
			}
		}
		if start < 0 {
			start = i
		}
	}
	emit(len(v))
}
