package meta

import (
	"sync"

	"github.com/pithcli/pith/extract/block"
)

// Subject is a field of the metadata that signals speak of.
type Subject uint8

const (
	Title Subject = iota
	Subtitle
	Author
	Publisher
	Published
	Modified
	Captured
	Site
	Language
	URL
	Description
	Image
	Section
	License
	Tag
	Access
	AMP
	Original
)

var subjectNames = [...]string{"title", "subtitle", "author", "publisher", "published", "modified", "captured", "site", "language", "url",
	"description", "image", "section", "license", "tag", "access", "amp", "original"}

// String returns the field's name as JSON output has it.
func (s Subject) String() string { return subjectNames[s] }

// Signal is one place where a page may state a field.
type Signal struct {
	Name    string
	Doc     string
	Subject Subject
	// Weight is what the signal is worth: for dates and authors the log-odds that
	// it is right where it speaks alone, for other subjects the rank among them.
	Weight float64
	// meta names the meta elements, microdata properties and JSON-LD properties it is read from.
	meta []string
	prop []string
	ld   []ldKey
}

// Signals that have readers of their own, by their index in signalTable.
const (
	sigTitle = iota
	sigOGTitle
	sigHeadline
	sigLDName
	sigTwitterTitle
	sigMetaTitle
	sigPropHeadline
	sigH1
	sigHeading
	sigContainerTitle
	sigLineTitle
	sigLDAltHeadline
	sigSubtitle

	sigLDAuthor
	sigMetaAuthor
	sigCatalogAuthor
	sigArticleAuthor
	sigTwitterData
	sigPropAuthor
	sigRelAuthor
	sigBylineElement
	sigBylineText
	sigNameLine
	sigAuthorLink
	sigPostAuthor
	sigLineAuthor
	sigBylineEnd
	sigBylineFar

	sigLDPublished
	sigLDPagePublished
	sigMetaPublished
	sigMetaLikely
	sigMetaDate
	sigPropPublished
	sigBeside
	sigLone
	sigTimeNear // time elements come in as sigTime and are sorted by place
	sigVisibleNear
	sigVisibleUpdatedNear
	sigVisibleUpdated
	sigVisibleLine
	sigLabelled
	sigOriginally
	sigTimeFirst
	sigVisibleFirst
	sigAddress
	sigScriptDate
	sigLDCreated
	sigTitleDate
	sigLineDate
	sigPostDate

	sigLDModified
	sigMetaModified
	sigPropModified
	sigVisibleModified

	sigContextCaptured
	sigSaverCaptured

	sigSiteName
	sigLDPublisher
	sigLDSite
	sigAppName
	sigTitleTail
	sigPropPublisher
	sigHost

	sigCanonical
	sigOGURL
	sigLDURL
	sigContextURL
	sigSaverURL

	sigOGDescription
	sigMetaDescription
	sigTwitterDescription
	sigLDDescription
	sigFirstParagraph

	sigOGImage
	sigTwitterImage
	sigLDImage
	sigPropImage

	sigMetaSection
	sigLDSection

	sigLinkLicense
	sigLDLicense
	sigMetaRights

	sigArticleTag
	sigMetaKeywords
	sigLDKeywords
	sigRelTag

	sigLDFree
	sigMetaTier

	sigAMP
	sigOriginal

	sigText
	sigHTMLLang
	sigMetaLanguage
	sigLDLanguage

	signalCount

	sigTime = sigTimeFirst // before its place is known
)

// signalTable lists every signal. Within a subject, order and weight say how
// far it is believed; the shares quoted are those of the development corpora.
var signalTable = [signalCount]Signal{
	sigTitle:          {Name: "title", Doc: "the document's title element, site name cut off", Subject: Title, Weight: 3},
	sigOGTitle:        {Name: "meta:og:title", Doc: "Open Graph title, site name cut off", Subject: Title, Weight: 4, meta: []string{"og:title"}},
	sigHeadline:       {Name: "json-ld:headline", Doc: "headline of the JSON-LD node that describes the page", Subject: Title, Weight: 5, ld: []ldKey{ldHeadline}},
	sigLDName:         {Name: "json-ld:name", Doc: "name of the JSON-LD node that describes the page", Subject: Title, Weight: 2, ld: []ldKey{ldName}},
	sigTwitterTitle:   {Name: "meta:twitter:title", Doc: "title for Twitter cards", Subject: Title, Weight: 2, meta: []string{"twitter:title"}},
	sigMetaTitle:      {Name: "meta:title", Doc: "Dublin Core, citation, Parsely and other meta titles", Subject: Title, Weight: 2, meta: []string{"dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title", "title", "headline", "hdl", "bepress_citation_title"}},
	sigPropHeadline:   {Name: "itemprop:headline", Doc: "microdata headline", Subject: Title, Weight: 4, meta: []string{"headline"}, prop: []string{"headline"}},
	sigH1:             {Name: "h1", Doc: "the h1 that agrees best with what the head says", Subject: Title, Weight: 6},
	sigHeading:        {Name: "heading", Doc: "another heading near the top that is the head's title", Subject: Title, Weight: 3},
	sigContainerTitle: {Name: "container:title", Doc: "title that the saved file's container gives", Subject: Title, Weight: 1},
	sigLineTitle:      {Name: "line:title", Doc: "title line of a text page, subject of a mail", Subject: Title, Weight: 5},
	sigLDAltHeadline:  {Name: "json-ld:alternativeHeadline", Doc: "second headline of the JSON-LD node", Subject: Subtitle, Weight: 3, ld: []ldKey{ldAltHeadline}},
	sigSubtitle:       {Name: "visible:subtitle", Doc: "element next to the title whose class names a standfirst", Subject: Subtitle, Weight: 2},

	sigLDAuthor:      {Name: "json-ld:author", Doc: "author of the JSON-LD node that describes the page", Subject: Author, Weight: 9},
	sigMetaAuthor:    {Name: "meta:author", Doc: "author, parsely-author and the like", Subject: Author, Weight: 8, meta: []string{"author", "authors", "parsely-author", "sailthru.author", "byl", "article:author_name", "article.author", "cxenseparse:author", "mediator_author", "shareaholic:article_author_name", "vr:author", "rbauthors"}},
	sigCatalogAuthor: {Name: "meta:citation_author", Doc: "citation_author, dc.creator and others that give one name to a tag, often the last name first", Subject: Author, Weight: 8, meta: []string{"citation_author", "dc.creator", "dcterms.creator", "dc.creator.personalname", "bepress_citation_author", "eprints.creators_name", "dc.contributor.author"}},
	sigBylineFar:     {Name: "visible:author-far", Doc: "author elements far from the title, where all name one person", Subject: Author, Weight: 1},
	sigArticleAuthor: {Name: "meta:article:author", Doc: "Open Graph's author, where it is a name", Subject: Author, Weight: 7, meta: []string{"article:author", "og:author", "og:article:author", "book:author"}},
	sigTwitterData:   {Name: "meta:twitter:data1", Doc: "Twitter card data whose label says written by", Subject: Author, Weight: 6.5},
	sigPropAuthor:    {Name: "itemprop:author", Doc: "microdata author or creator outside comments", Subject: Author, Weight: 6, prop: []string{"author", "creator"}},
	sigRelAuthor:     {Name: "rel:author", Doc: "link with rel=author near the title", Subject: Author, Weight: 5},
	sigBylineElement: {Name: "visible:byline", Doc: "element near the title whose class names a byline or author", Subject: Author, Weight: 4},
	sigBylineText:    {Name: "visible:by", Doc: "\"By Name\" near the title", Subject: Author, Weight: 4.5},
	sigNameLine:      {Name: "visible:name-line", Doc: "in a text page, a name on a line of its own beside a date or a reading time near the title", Subject: Author, Weight: 3.5},
	sigAuthorLink:    {Name: "visible:author-link", Doc: "link near the title to an author's page", Subject: Author, Weight: 3},
	sigPostAuthor:    {Name: "visible:post", Doc: "author of a thread's first post", Subject: Author, Weight: 3},
	sigLineAuthor:    {Name: "line:author", Doc: "author line of a text page, sender of a mail", Subject: Author, Weight: 5},
	sigBylineEnd:     {Name: "visible:by-end", Doc: "byline after the article's last paragraph", Subject: Author, Weight: 2},

	sigLDPublished:        {Name: "json-ld:datePublished", Doc: "datePublished of the JSON-LD node that describes the page", Subject: Published, Weight: 2.2},
	sigLDPagePublished:    {Name: "json-ld:WebPage.datePublished", Doc: "datePublished of a WebPage node: on many sites when the record was made", Subject: Published, Weight: .9},
	sigBeside:             {Name: "visible:beside", Doc: "date right beside the title in an element whose class names an aside", Subject: Published, Weight: 2.3},
	sigLone:               {Name: "visible:lone", Doc: "the only day that the page's date elements show", Subject: Published, Weight: 1.05},
	sigMetaPublished:      {Name: "meta:published", Doc: "article:published_time, pubdate, parsely-pub-date, citation_publication_date and the like", Subject: Published, Weight: 2.8, meta: []string{"article:published_time", "article:published", "article:publish_date", "pubdate", "publishdate", "publish-date", "publish_date", "published", "publication_date", "publication-date", "parsely-pub-date", "citation_publication_date", "citation_online_date", "datepublished", "sailthru.date", "article.published", "published-date", "published_time", "published_at", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.published", "ptime", "rnews:datepublished", "rbpubdate", "bt:pubdate", "prism.publicationdate", "vr:published_time", "og:published_time", "date.published", "displaydate", "firstpublished", "shareaholic:article_published_time", "cre", "dcsext.articlefirstpublished", "_pubtime", "pdate", "timestamp", "mediator_published_time", "live_date", "apub:time", "weibo: article:create_at", "weibo:article:create_at", "article:post_date", "article:create_date", "date_published", "pub_date", "gwa_contentdate"}},
	sigMetaLikely:         {Name: "meta:*published*", Doc: "another meta name whose words are published, publication or pubdate and a time", Subject: Published, Weight: 2},
	sigMetaDate:           {Name: "meta:date", Doc: "date, dc.date, dcterms.created: often when the record was made", Subject: Published, Weight: 1.1, meta: []string{"date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "og:article:published_time", "date.created", "created", "article.created", "article:created", "creation_date", "created_date", "dc.created", "citation_date", "eomportal-lastupdate", "search_date", "doc_date"}},
	sigPropPublished:      {Name: "itemprop:datePublished", Doc: "microdata datePublished outside comments", Subject: Published, Weight: 2.5},
	sigTimeNear:           {Name: "visible:time", Doc: "time element near the title", Subject: Published, Weight: 2.6},
	sigVisibleNear:        {Name: "visible:date", Doc: "date in the text near the title", Subject: Published, Weight: 2.4},
	sigVisibleUpdatedNear: {Name: "visible:updated-only", Doc: "date near the title after a word for updated", Subject: Published, Weight: 1.2},
	sigVisibleUpdated:     {Name: "visible:updated-far", Doc: "date after a word for updated, anywhere outside asides", Subject: Published, Weight: 1.0},
	sigVisibleLine:        {Name: "visible:line", Doc: "first line that is a date and no more, outside asides", Subject: Published, Weight: 1.02},
	sigLabelled:           {Name: "visible:labelled", Doc: "date after a word for published, anywhere outside asides", Subject: Published, Weight: 2},
	sigOriginally:         {Name: "visible:originally", Doc: "date after words for first published, anywhere outside asides", Subject: Published, Weight: 2.9},
	sigTimeFirst:          {Name: "visible:first-time", Doc: "first time element of the page outside asides", Subject: Published, Weight: .5},
	sigVisibleFirst:       {Name: "visible:first-date", Doc: "first date of the text outside asides", Subject: Published, Weight: .12},
	sigAddress:            {Name: "url:date", Doc: "full day in the page's own address", Subject: Published, Weight: 2.8},
	sigScriptDate:         {Name: "json:published", Doc: "publication date by key in a JSON script", Subject: Published, Weight: 1.5},
	sigLDCreated:          {Name: "json-ld:dateCreated", Doc: "dateCreated of the JSON-LD node", Subject: Published, Weight: .8},
	sigTitleDate:          {Name: "title:date", Doc: "day in the title or description", Subject: Published, Weight: 1.0},
	sigLineDate:           {Name: "line:date", Doc: "date line of a text page or mail", Subject: Published, Weight: 2.5},
	sigPostDate:           {Name: "visible:post-date", Doc: "time of a thread's first post", Subject: Published, Weight: 2.4},

	sigLDModified:      {Name: "json-ld:dateModified", Doc: "dateModified of the JSON-LD node", Subject: Modified, Weight: 3},
	sigMetaModified:    {Name: "meta:modified", Doc: "article:modified_time, og:updated_time and the like", Subject: Modified, Weight: 2, meta: []string{"article:modified_time", "article:modified", "og:updated_time", "og:modified_time", "lastmod", "last-modified", "modified", "modified_time", "dcterms.modified", "dc.date.modified", "dc.modified", "datemodified", "updated_time", "dateupdate", "bt:moddate", "date.modified", "article.updated", "lastmodified", "utime", "revised", "last-updated", "updated", "dc.date.updated", "citation_lastmodified_date"}},
	sigPropModified:    {Name: "itemprop:dateModified", Doc: "microdata dateModified", Subject: Modified, Weight: 2},
	sigVisibleModified: {Name: "visible:updated", Doc: "date near the title or at the article's end after a word for updated", Subject: Modified, Weight: 2.5},

	sigContextCaptured: {Name: "container:captured", Doc: "capture time that the saved file's container gives", Subject: Captured, Weight: 3},
	sigSaverCaptured:   {Name: "saver:captured", Doc: "capture time in the comment of the program that saved the page", Subject: Captured, Weight: 2},

	sigSiteName:      {Name: "meta:og:site_name", Doc: "Open Graph site name", Subject: Site, Weight: 6, meta: []string{"og:site_name", "og:site"}},
	sigLDPublisher:   {Name: "json-ld:publisher", Doc: "name of the JSON-LD publisher", Subject: Publisher, Weight: 5},
	sigLDSite:        {Name: "json-ld:WebSite", Doc: "name of the JSON-LD WebSite", Subject: Site, Weight: 4},
	sigAppName:       {Name: "meta:application-name", Doc: "application-name, apple-mobile-web-app-title", Subject: Site, Weight: 3, meta: []string{"application-name", "twitter:site", "apple-mobile-web-app-title", "al:android:app_name", "dc.publisher", "citation_publisher", "copyright-holder"}},
	sigTitleTail:     {Name: "title:site", Doc: "segment cut off the title", Subject: Site, Weight: 2},
	sigPropPublisher: {Name: "itemprop:publisher", Doc: "microdata publisher", Subject: Publisher, Weight: 3},
	sigHost:          {Name: "host", Doc: "host of the page's address", Subject: Site, Weight: 1},

	sigCanonical:  {Name: "link:canonical", Doc: "canonical link", Subject: URL, Weight: 5},
	sigOGURL:      {Name: "meta:og:url", Doc: "Open Graph address", Subject: URL, Weight: 4, meta: []string{"og:url", "twitter:url", "parsely-link", "dc.identifier.url", "citation_public_url"}},
	sigLDURL:      {Name: "json-ld:url", Doc: "url, mainEntityOfPage or @id of the JSON-LD node", Subject: URL, Weight: 3},
	sigContextURL: {Name: "container:url", Doc: "address the page was saved from", Subject: URL, Weight: 2},
	sigSaverURL:   {Name: "saver:url", Doc: "address in the comment of the program that saved the page", Subject: URL, Weight: 2.5},

	sigOGDescription:      {Name: "meta:og:description", Doc: "Open Graph description", Subject: Description, Weight: 5, meta: []string{"og:description"}},
	sigMetaDescription:    {Name: "meta:description", Doc: "description, Dublin Core and others", Subject: Description, Weight: 4, meta: []string{"description", "dc.description", "dcterms.abstract", "sailthru.description", "citation_abstract"}},
	sigTwitterDescription: {Name: "meta:twitter:description", Doc: "description for Twitter cards", Subject: Description, Weight: 3, meta: []string{"twitter:description"}},
	sigLDDescription:      {Name: "json-ld:description", Doc: "description of the JSON-LD node", Subject: Description, Weight: 2, ld: []ldKey{ldDescription}},
	sigFirstParagraph:     {Name: "visible:first-paragraph", Doc: "first paragraph of the article", Subject: Description, Weight: 1},

	sigOGImage:      {Name: "meta:og:image", Doc: "Open Graph image", Subject: Image, Weight: 4, meta: []string{"og:image", "og:image:url", "og:image:secure_url"}},
	sigTwitterImage: {Name: "meta:twitter:image", Doc: "image for Twitter cards", Subject: Image, Weight: 3, meta: []string{"twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full", "thumbnail"}},
	sigLDImage:      {Name: "json-ld:image", Doc: "image of the JSON-LD node", Subject: Image, Weight: 2},
	sigPropImage:    {Name: "itemprop:image", Doc: "microdata or linked image", Subject: Image, Weight: 1, meta: []string{"image"}},

	sigMetaSection: {Name: "meta:article:section", Doc: "article:section and the like", Subject: Section, Weight: 3, meta: []string{"article:section", "parsely-section", "cxenseparse:recs:category", "dc.subject.section"}},
	sigLDSection:   {Name: "json-ld:articleSection", Doc: "articleSection of the JSON-LD node", Subject: Section, Weight: 2},

	sigLinkLicense: {Name: "link:license", Doc: "link with rel=license", Subject: License, Weight: 3},
	sigLDLicense:   {Name: "json-ld:license", Doc: "license of the JSON-LD node", Subject: License, Weight: 2, ld: []ldKey{ldLicense}},
	sigMetaRights:  {Name: "meta:license", Doc: "dcterms.license and the like", Subject: License, Weight: 1, meta: []string{"dcterms.license", "dc.rights.license", "dcterms.rights.license", "license", "dc.rights"}},

	sigArticleTag:   {Name: "meta:article:tag", Doc: "article:tag, parsely-tags", Subject: Tag, Weight: 4, meta: []string{"article:tag", "parsely-tags", "og:article:tag", "sailthru.tags"}},
	sigMetaKeywords: {Name: "meta:keywords", Doc: "keywords, news_keywords, citation_keywords", Subject: Tag, Weight: 2, meta: []string{"news_keywords", "keywords", "citation_keywords", "dc.subject"}},
	sigLDKeywords:   {Name: "json-ld:keywords", Doc: "keywords of the JSON-LD node", Subject: Tag, Weight: 3},
	sigRelTag:       {Name: "rel:tag", Doc: "links with rel=tag", Subject: Tag, Weight: 1},

	sigLDFree:   {Name: "json-ld:isAccessibleForFree", Doc: "isAccessibleForFree of the JSON-LD node", Subject: Access, Weight: 3},
	sigMetaTier: {Name: "meta:article:content_tier", Doc: "article:content_tier, a paywall's meta", Subject: Access, Weight: 2, meta: []string{"article:content_tier", "paywall", "cxenseparse:paywall", "article:opinion_paywall", "is-accessible-for-free"}},

	sigAMP:      {Name: "link:amphtml", Doc: "link to the page's AMP twin", Subject: AMP, Weight: 1},
	sigOriginal: {Name: "link:canonical-elsewhere", Doc: "canonical address on another site than the page was saved from", Subject: Original, Weight: 1},

	sigText:         {Name: "text", Doc: "the words and script of the article's text", Subject: Language, Weight: 5},
	sigHTMLLang:     {Name: "html:lang", Doc: "lang of the html element", Subject: Language, Weight: 3},
	sigMetaLanguage: {Name: "meta:language", Doc: "content-language, og:locale, dc.language", Subject: Language, Weight: 2, meta: []string{"content-language", "og:locale", "dc.language", "dcterms.language", "language", "citation_language", "lang"}},
	sigLDLanguage:   {Name: "json-ld:inLanguage", Doc: "inLanguage of the JSON-LD node", Subject: Language, Weight: 1, ld: []ldKey{ldLanguage}},
}

// Table lists every signal that metadata is decided from.
func Table() []Signal { return signalTable[:] }

// metaSignals maps the name of a meta element to the signals it feeds.
var metaSignals = sync.OnceValue(func() map[string][]int {
	m := make(map[string][]int, 240)
	for i := range signalTable {
		for _, n := range signalTable[i].meta {
			m[n] = append(m[n], i)
		}
	}
	return m
})

var linkSignals = map[string]int{"canonical": sigCanonical, "license": sigLinkLicense, "amphtml": sigAMP, "image_src": sigPropImage}

// Candidate is one value that a signal gave for a field, and what became of it.
type Candidate struct {
	Subject Subject
	Signal  string // name in Table
	Value   string // as the page has it
	Read    string // as it was understood, "" where it was refused
	Note    string // why it won, or why it was refused
	Weight  float64
	Block   int // the block it stands in or before, -1 for the head
	Won     bool
}

// Signals returns every candidate for every field, in page order within a
// field, with the winners marked: what "explain --metadata" shows.
func Signals(doc *block.Document, ctx Context) []Candidate {
	p, _ := resolve(doc, ctx)
	defer p.done()
	var out []Candidate
	for s := range Subject(len(subjectNames)) {
		p.of(s, func(c *claim) {
			out = append(out, Candidate{Subject: s, Signal: signalTable[c.signal].Name, Value: clip(c.value, 300), Read: c.read, Note: c.note,
				Weight: c.weight, Block: c.block, Won: c.won})
		})
	}
	return out
}
