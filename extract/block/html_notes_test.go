package block

import (
	"strings"
	"testing"
)

// notesOf writes a document's blocks with references as {label} and notes as
// label: text, machinery left out.
func notesOf(d *Document) string {
	var out []string
	for i, b := range d.Blocks {
		var s strings.Builder
		pos := b.Start
		for _, sp := range d.BlockSpans(i) {
			if sp.Start < pos || sp.Kind != NoteRef && sp.Kind != Chrome {
				continue
			}
			s.WriteString(d.Text[pos:sp.Start])
			if sp.Kind == NoteRef {
				s.WriteString("{" + sp.Text + "}")
			}
			pos = sp.End
		}
		s.WriteString(d.Text[pos:b.End])
		text := strings.TrimSpace(s.String())
		if text == "" {
			continue
		}
		for c := b.In; c > 0; c = d.Containers[c].Parent {
			if d.Containers[c].Kind == ContainerNote {
				text = d.Containers[c].Label + ": " + text
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, "|")
}

func TestNotes(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"gfm": {`<p>a<sup><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup> b<section class="footnotes"><h2 class="sr-only">Footnotes</h2><ol><li id="fn-1"><p>N <a href="#fnref-1" class="data-footnote-backref">↩</a></p><p>M</ol></section>`,
			"a{fn-1} b|fn-1: N|fn-1: M"},
		"pandoc": {`<p>a<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p><section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>N<a href="#fnref1" class="footnote-back">↩︎</a></ol></section>`,
			"a{fn1}|fn1: N"},
		"kramdown": {`<p>a<sup id="fnref:x" role="doc-noteref"><a href="#fn:x" class="footnote" rel="footnote">1</a></sup></p><div class="footnotes"><ol><li id="fn:x"><p>N <a href="#fnref:x" class="reversefootnote">&#8617;</a></ol></div>`,
			"a{fn:x}|fn:x: N"},
		"wikipedia": {`<p>a<sup id="cite_ref-A_1-0" class="reference"><a href="#cite_note-A-1">[1]</a></sup> b<sup id="cite_ref-A_1-1" class="reference"><a href="#cite_note-A-1">[1]</a></sup><sup class="reference"><a href="#cite_note-2">[note 1]</a></sup></p><ol class="references"><li id="cite_note-A-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-A_1-0"><sup><i><b>a</b></i></sup></a> <a href="#cite_ref-A_1-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text">N</span></li></ol><ol class="references"><li id="cite_note-2"><span class="mw-cite-backlink"><b><a href="#cite_ref-2">^</a></b></span> <span class="reference-text">M</span></ol>`,
			"a{cite_note-A-1} b{cite_note-A-1}{cite_note-2}|cite_note-A-1: N|cite_note-2: M"},
		"word": {`<p>a<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a></p><hr><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> N</p></div>`,
			"a{_ftn1}||_ftn1: N"},
		"word without ids": {`<p>a<sup><a href="#_ftn1">[1]</a></sup></p><p><sup><a href="//X#_ftnref1">[1]</a></sup> N</p>`,
			"a{_ftn1}|_ftn1: N"},
		"substack": {`<p>a<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a></p><div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>N</p><p>M</div></div>`,
			"a{footnote-1}|footnote-1: N|footnote-1: M"},
		"google docs": {`<p>a<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> N</p></div>`,
			"a{ftnt1}||ftnt1: N"},
		"easy footnotes": {`<p>a<span id="easy-footnote-1-9" class="easy-footnote-margin-adjust"></span><span class="easy-footnote"><a href="#easy-footnote-bottom-1-9" title="N"><sup>1</sup></a></span></p><ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span id="easy-footnote-bottom-1-9"></span>N<a class="easy-footnote-to-top" href="#easy-footnote-1-9"></a></ol>`,
			"a{easy-footnote-bottom-1-9}|easy-footnote-bottom-1-9: N"},
		"modern footnotes": {`<p>a<sup class="modern-footnotes-footnote"><a href="javascript:void(0)">1</a></sup><span class="modern-footnotes-footnote__note">N</span> b</p><p>c`,
			"a{note-1} b|note-1: N|c"},
		"tufte": {`<p>a<label for="sn-1" class="margin-toggle sidenote-number"></label><input type="checkbox" id="sn-1" class="margin-toggle"><span class="sidenote">N <b>M</b></span> b</p>`,
			"a{note-1} b|note-1: N M"},
		"two in the margin": {`<p>a<span class="sidenote">N</span> b <span class="sidenote">M</span>c</p>`,
			"a{note-1} b{note-2} c|note-1: N|note-2: M"},
		"latexml": {`<p class="ltx_p">a<span id="footnote1" class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span class="ltx_tag ltx_tag_note">1</span>N <a href="http://x">l</a></span></span></span> b</p>`,
			"a{note-1} b|note-1: N l"},
		"latexml mark alone": {`<p>a<span class="ltx_note"><sup class="ltx_note_mark">2</sup><span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">2</sup><span class="ltx_note_type">footnotemark: </span><span class="ltx_tag_note">2</span></span></span></span> b`, "a2  b"},
		"copy in the margin": {`<p>a<sup><a href="#fn1">1</a></sup><span class="sidenote">N</span> b</p><ol><li id=fn1>N</ol>`,
			"a{fn1} b|fn1: N"},
		"class of the mark":  {`<p>a<span class="footnote"><a href="#fn1">1</a></span> b<p id=fn1>N`, "a{fn1} b|fn1: N"},
		"epub":               {`<p>a<a epub:type="noteref" href="#n1"><sup>1</sup></a></p><aside epub:type="footnote" id="n1"><p>1. N</p></aside>`, "a{n1}|n1: N"},
		"rows":               {`<p>a<sup><a href="#f1">1</a></sup></p><table><tr><td id=f1>1</td><td>N</td></tr><tr><td>x<td>y</table>`, "a{f1}|f1: N|x|y"},
		"anchors in one":     {`<p>a<a href="#one"><sup>1</sup></a> b<a href="#two"><sup>2</sup></a></p><p><a name="one"><sup>1</sup></a> N <br><br><a name="two"><sup>2</sup></a> M</p>`, "a{one} b{two}|one: N|two: M"},
		"mark alone":         {`<p>a<a href="#F1"><sup>1</sup></a></p><div><h5><a id="F1" href="#D">(1)</a></h5><p>N</p><h5>x</h5></div>`, "a{F1}|F1: N|x"},
		"raised, rule":       {`<p>a word<sup>1</sup> and<sup>2</sup></p><hr><p><sup>1</sup> N</p><ul><li>x</ul><p><sup>2</sup>M</p><p>more</p>`, "a word{note-1-0} and{note-2-1}||note-1-0: N|note-1-0: x|note-2-1: M|note-2-1: more"},
		"raised, bold":       {`<p>a word<sup>1</sup> and<sup>2</sup></p><hr><p><strong>1</strong> N</p><p><strong>2</strong> M`, "a word{note-1-0} and{note-2-1}||note-1-0: N|note-2-1: M"},
		"raised, heading":    {`<p>a word<sup>1</sup></p><h2>Notes</h2><p><sup>1</sup> N</p><h2>x</h2><p>y`, "a word{note-1-0}|note-1-0: N|x|y"},
		"raised, list":       {`<p>a word<sup>1</sup></p><div class="x__footnotes"><ol><li>N</ol></div>`, "a word{note-1-0}|note-1-0: N"},
		"raised, no end":     {`<p>a word<sup>1</sup> and<sup>2</sup></p><hr><p><sup>1</sup> N</p><p><sup>2</sup>M</p><p>more</p>`, "a word{note-1-0} and{note-2-1}||note-1-0: N|note-2-1: M|more"},
		"sphinx":             {`<p>a<a class="footnote-reference brackets" href="#id2" id="id1">1</a></p><dl class="footnote brackets"><dt class="label" id="id2"><span class="brackets"><a class="fn-backref" href="#id1">1</a></span></dt><dd><p>N</p></dd></dl>`, "a{id2}|id2: N"},
		"signs":              {`<p>a<a href="#x">*</a> b<a href="#y">†</a> c<a href="#z">*</a></p><p id=x>* N<p id=y>† M<p id=z>O`, "a{x} b{y} c*|x: N|y: M|O"},
		"unfolded by a sign": {`<p>a<label for="mn-1" class="margin-toggle">⊕</label><input type="checkbox" id="mn-1" class="margin-toggle"><span class="marginnote">N</span> b</p>`, "a{note-1} b|note-1: N"},
		"tooltip":            {`<p>a<span class="footnote_referrer"><a role="button"><sup class="footnote_plugin_tooltip_text">[1]</sup></a><span class="footnote_tooltip">N</span></span> b</p>`, "a{note-1} b|note-1: N"},
		"powers":             {`<p>10<sup>1</sup> m<sup>2</sup> km<sup>2</sup></p><p><sup>1</sup>H</p><p><sup>2</sup>D`, "101 m2 km2|1H|2D"},
		"contents":           {`<p><a href="#s1">1</a> <a href="#s2">2</a></p><h2 id=s1>A</h2><p>b</p><h2 id=s2>C</h2><p>d`, "1 2|A|b|C|d"},
		"back alone":         {`<p id=r>a</p><p>b <a href="#r">1</a>`, "a|b 1"},
		"template":           {`<p>a <span>b<template><div>c</div></template> d</span> e`, "a b d e|c"},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			checkDocument(t, d)
			if got := notesOf(d); got != strings.ReplaceAll(c.want, "||", "|") {
				t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}
