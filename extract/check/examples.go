package check

import "strings"

// story is an article on which no check of text fires.
const story = `<!doctype html><html lang="en"><head><title>The mill at Ashford</title></head><body><article><h1>The mill at Ashford</h1>
<p>The old mill at Ashford has stood beside the river for two hundred years, and for most of them it ground the valley corn.</p>
<p>Last winter the wheel broke in a flood, and the owners, who had run it as a museum, did not have the money to mend it.</p>
<p>Now the village has raised what was needed, and the wheel will turn again before the harvest, the owners said on Monday.</p>
</article></body></html>`

// short is an article of one line.
const short = `<!doctype html><html lang="en"><head><title>The mill at Ashford</title></head><body><article><h1>The mill at Ashford</h1>
<p>The old mill will turn again before the harvest, the owners said on Monday.</p></article></body></html>`

func cut(s, at string) string { return s[:strings.Index(s, at)] }

func swap(s, old, new string) string { return strings.Replace(s, old, new, 1) }

func dated(day string) string {
	return swap(story, "<head>", `<head><meta property="article:published_time" content="`+day+`">`)
}
