package block

import (
	"strings"
	"testing"
)

func TestCallouts(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"github":        {`<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title">Tip</p><p>T</p></div><p>x`, "tip(Tip): Tip/T|x"},
		"docusaurus":    {`<div class="theme-admonition theme-admonition-note admonition_LlT9 alert alert--secondary"><div class="admonitionHeading_tbUL"><span class="admonitionIcon_kALy"><svg></svg></span>note</div><div class="admonitionContent_S0QG"><p>T</p></div></div>`, "note(note): note/T"},
		"mkdocs":        {`<div class="admonition warning"><p class="admonition-title">Look</p><p>T</p></div>`, "warning(Look): Look/T"},
		"mkdocs folded": {`<details class="tip"><summary>Look</summary><p>T</p></details>`, "tip(Look): Look/T"},
		"sphinx":        {`<div class="admonition seealso"><p class="admonition-title">See also</p><p>T</p></div>`, "note(See also): See also/T"},
		"obsidian":      {`<div data-callout="faq" class="callout is-collapsible"><div class="callout-title"><div class="callout-title-inner">Why?</div></div><div class="callout-content" style="display:none"><p>T</p></div></div>`, "question(Why?): Why?/T"},
		"obsidian own":  {`<div data-callout="Recipe" class="callout"><div class="callout-title">A</div><p>T</p></div>`, "recipe(A): A/T"},
		"bootstrap":     {`<div class="alert alert-danger" role="alert"><h4 class="alert-heading">A</h4><p>T</p></div>`, "danger(A): A/T"},
		"dismissible":   {`<div class="alert alert-info alert-dismissible">T</div>`, "T"},
		"vitepress":     {`<div class="tip custom-block"><p class="custom-block-title">TIP</p><p>T</p></div>`, "tip(TIP): TIP/T"},
		"asciidoctor":   {`<div class="admonitionblock important"><table><tr><td class="icon"><div class="title">Important</div></td><td class="content">T</td></tr></table></div>`, "important(Important): Important/T"},
		"confluence":    {`<div class="confluence-information-macro confluence-information-macro-warning"><p class="title">A</p><span class="aui-icon"></span><div class="confluence-information-macro-body"><p>T</p></div></div>`, "warning(A): A/T"},
		"starlight":     {`<aside class="starlight-aside starlight-aside--caution"><p class="starlight-aside__title">Caution</p><section><p>T</p></section></aside>`, "caution(Caution): Caution/T"},
		"mdn":           {`<div class="notecard note"><p><strong>Note:</strong> T</p></div>`, "note(): Note: T"},
		"quarto":        {`<div class="callout callout-style-default callout-note"><div class="callout-header"><div class="callout-title-container">Note</div></div><div class="callout-body"><p>T</p></div></div>`, "note(Note): Note/T"},
		"plain, named":  {`<div class="note"><p>Note</p><p>T</p></div>`, "note(Note): Note/T"},
		"plain, colon":  {`<p class="warning"><b>Achtung:</b> T</p>`, "warning(): Achtung: T"},
		"plain alone":   {`<div class="note"><p>T and more</p></div><p class="tip">x`, "T and more|x"},
		"role":          {`<div role="note" class="note"><p>T</p></div>`, "note(): T"},
		"unread marker": {`<blockquote><p>[!WARNING]<br>T</p></blockquote>`, "warning(): [!WARNING]\nT"},
		"unread title":  {`<blockquote><p>[!tip] Look</p><p>T</p></blockquote>`, "tip(Look): [!tip] Look/T"},
		"a quote":       {`<blockquote><p>[!] T</p></blockquote>`, "[!] T"},
		"gitbook":       {`<div class="hint hint-warning"><p>T</p></div>`, "warning(): T"},
		"form's hint":   {`<div class="hint"><p>T</p></div>`, "T"},
		"own title":     {`<div class="admonition-foo admonition"><p class="admonition-title">A</p><p>T</p></div>`, "note(A): A/T"},
		"notion":        {`<figure class="block-color-gray_background callout"><div>💡</div><div>T</div></figure>`, "note(): 💡/T"},
		"promotion":     {`<div class="callout"><p>T</p></div>`, "T"},
		"one in other":  {`<div class="admonition note"><div class="admonition-content"><p>T</p></div></div>`, "note(): T"},
	} {
		t.Run(name, func(t *testing.T) {
			d := FromHTML([]byte(c.in))
			checkDocument(t, d)
			var out []string
			last := int32(-1)
			for i, blk := range d.Blocks {
				text := d.BlockText(i)
				k := blk.In
				for k > 0 && d.Containers[k].Kind != ContainerCallout {
					k = d.Containers[k].Parent
				}
				switch {
				case k <= 0:
					out = append(out, text)
				case k == last:
					out[len(out)-1] += "/" + text
				default:
					out = append(out, d.Containers[k].Label+"("+d.Containers[k].Title+"): "+text)
				}
				last = k
			}
			if got := strings.Join(out, "|"); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}
