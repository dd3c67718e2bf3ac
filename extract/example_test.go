package extract_test

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/render"
)

func ExampleExtract() {
	f, err := os.Open("../testdata/news.html")
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()

	article, err := extract.Extract(f, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(article.Meta.Title.Value)
	fmt.Println(article.Meta.Published.Value, article.Meta.Authors[0].Value)
	first, _, _ := strings.Cut(article.Text(), "\n")
	fmt.Println(first)
	// Output:
	// Harrow's first tram line opens after nine years of delays
	// 2024-05-14T06:30:00+01:00 Miriam Oduya
	// Line 1 carried its first passengers on Monday, four years late and 38 million over budget.
}

func ExampleAll() {
	pages := `{"url": "https://a.example/1", "html": "<h1>First</h1><p>The ferry left on time, for the first time in the memory of anyone who was on it.</p>"}
{"url": "https://a.example/2", "html": "<h1>Second</h1><p>It came back on time as well, which some of the passengers found harder to forgive.</p>"}
`
	for article, err := range extract.All(strings.NewReader(pages), extract.Options{Name: "crawl.jsonl"}) {
		if err != nil {
			log.Print(err) // one record is damaged, the next follows
			continue
		}
		fmt.Println(article.Page.URL, article.Meta.Title.Value)
	}
	// Output:
	// https://a.example/1 First
	// https://a.example/2 Second
}

func ExampleArticle_Write() {
	f, err := os.Open("../testdata/docs.html")
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	article, err := extract.Extract(f, extract.Options{Mode: classify.Precision})
	if err != nil {
		log.Fatal(err)
	}
	markdown, err := render.Lookup("markdown")
	if err != nil {
		log.Fatal(err)
	}
	var b strings.Builder
	if err := article.Write(&b, markdown, render.Options{Links: render.LinksNone}); err != nil {
		log.Fatal(err)
	}
	title, _, _ := strings.Cut(b.String(), "\n")
	fmt.Println(title)
	// Output: # Retries and timeouts
}

func ExampleArticle_Record() {
	page := `<title>Heron rescued</title><p>A heron was freed from a chip shop on Friday evening, to the applause of eleven customers.</p>`
	article, err := extract.Extract(strings.NewReader(page), extract.Options{URL: "https://a.example/heron"})
	if err != nil {
		log.Fatal(err)
	}
	r := article.Record()
	fmt.Println(r.Status, r.WordCount, r.Source.Charset.Used)

	b, err := json.Marshal(r)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.HasPrefix(string(b), `{"schema":1,"status":"ok"`))
	// Output:
	// ok 17 utf-8
	// true
}

func ExampleArticle_Status() {
	article, err := extract.Extract(strings.NewReader("<script>app()</script>"), extract.Options{})
	fmt.Println(err, article.Status(), article.Reason())
	// Output: <nil> empty the page shows no text
}
