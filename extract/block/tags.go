package block

// Tag is an HTML element's name, as a small number. TagOther stands for every
// name that is not in the table.
type Tag uint8

// trait is what the segmenter needs to know of an element.
type trait uint32

const (
	// blockLevel starts a block of its own (CSS display: block, list-item, table parts).
	blockLevel trait = 1 << iota
	// void has no content and no end tag (HTML 13.1.2).
	void
	// rawText is read by the tokenizer as one text token whose text is not shown.
	rawText
	// closesP: its start tag closes an open p (HTML 13.2.6.4.7).
	closesP
	// formatting is rebuilt in later blocks if left open (HTML 13.2.4.3).
	formatting
	// scope bounds the search for an element to close (HTML 13.2.4.2).
	scope
	// control is a form control whose text is a label, not prose.
	control
	// heading is h1 to h6.
	headingTag
	// tablePart stands only inside a table.
	tablePart
	// headOnly belongs to the head and does not open the body.
	headOnly
)

// The tags, in the order of the table below.
const (
	TagOther Tag = iota
	TagRoot
	TagA
	TagAbbr
	TagAddress
	TagApplet
	TagArea
	TagArticle
	TagAside
	TagAudio
	TagB
	TagBase
	TagBdi
	TagBdo
	TagBig
	TagBlockquote
	TagBody
	TagBr
	TagButton
	TagCanvas
	TagCaption
	TagCenter
	TagCite
	TagCode
	TagCol
	TagColgroup
	TagData
	TagDatalist
	TagDd
	TagDel
	TagDetails
	TagDfn
	TagDialog
	TagDir
	TagDiv
	TagDl
	TagDt
	TagEm
	TagEmbed
	TagFieldset
	TagFigcaption
	TagFigure
	TagFont
	TagFooter
	TagForm
	TagFrame
	TagFrameset
	TagH1
	TagH2
	TagH3
	TagH4
	TagH5
	TagH6
	TagHead
	TagHeader
	TagHgroup
	TagHr
	TagHtml
	TagI
	TagIframe
	TagImage
	TagImg
	TagInput
	TagIns
	TagKbd
	TagLabel
	TagLegend
	TagLi
	TagLink
	TagListing
	TagMain
	TagMap
	TagMark
	TagMarquee
	TagMath
	TagMenu
	TagMeta
	TagMeter
	TagNav
	TagNobr
	TagNoembed
	TagNoframes
	TagNoscript
	TagObject
	TagOl
	TagOptgroup
	TagOption
	TagOutput
	TagP
	TagParam
	TagPicture
	TagPlaintext
	TagPre
	TagProgress
	TagQ
	TagRb
	TagRp
	TagRt
	TagRtc
	TagRuby
	TagS
	TagSamp
	TagScript
	TagSearch
	TagSection
	TagSelect
	TagSlot
	TagSmall
	TagSource
	TagSpan
	TagStrike
	TagStrong
	TagStyle
	TagSub
	TagSummary
	TagSup
	TagSvg
	TagTable
	TagTbody
	TagTd
	TagTemplate
	TagTextarea
	TagTfoot
	TagTh
	TagThead
	TagTime
	TagTitle
	TagTr
	TagTrack
	TagTt
	TagU
	TagUl
	TagVar
	TagVideo
	TagWbr
	TagXmp
	tagCount
)

const boxed = blockLevel | closesP

// tagTable is the one place that says what an element is. Order as the constants.
var tagTable = [tagCount]struct {
	name   string
	traits trait
}{
	TagOther:      {"", 0},
	TagRoot:       {"#document", blockLevel},
	TagA:          {"a", formatting},
	TagAbbr:       {"abbr", 0},
	TagAddress:    {"address", boxed},
	TagApplet:     {"applet", scope},
	TagArea:       {"area", void},
	TagArticle:    {"article", boxed},
	TagAside:      {"aside", boxed},
	TagAudio:      {"audio", 0},
	TagB:          {"b", formatting},
	TagBase:       {"base", void | headOnly},
	TagBdi:        {"bdi", 0},
	TagBdo:        {"bdo", 0},
	TagBig:        {"big", formatting},
	TagBlockquote: {"blockquote", boxed},
	TagBody:       {"body", blockLevel},
	TagBr:         {"br", void},
	TagButton:     {"button", control | blockLevel},
	TagCanvas:     {"canvas", 0},
	TagCaption:    {"caption", blockLevel | tablePart | scope},
	TagCenter:     {"center", boxed},
	TagCite:       {"cite", 0},
	TagCode:       {"code", formatting},
	TagCol:        {"col", void | tablePart},
	TagColgroup:   {"colgroup", tablePart},
	TagData:       {"data", 0},
	TagDatalist:   {"datalist", blockLevel | control},
	TagDd:         {"dd", boxed},
	TagDel:        {"del", 0},
	TagDetails:    {"details", boxed},
	TagDfn:        {"dfn", 0},
	TagDialog:     {"dialog", boxed},
	TagDir:        {"dir", boxed},
	TagDiv:        {"div", boxed},
	TagDl:         {"dl", boxed},
	TagDt:         {"dt", boxed},
	TagEm:         {"em", formatting},
	TagEmbed:      {"embed", void},
	TagFieldset:   {"fieldset", boxed},
	TagFigcaption: {"figcaption", boxed},
	TagFigure:     {"figure", boxed},
	TagFont:       {"font", formatting},
	TagFooter:     {"footer", boxed},
	TagForm:       {"form", boxed},
	TagFrame:      {"frame", void},
	TagFrameset:   {"frameset", blockLevel},
	TagH1:         {"h1", boxed | headingTag},
	TagH2:         {"h2", boxed | headingTag},
	TagH3:         {"h3", boxed | headingTag},
	TagH4:         {"h4", boxed | headingTag},
	TagH5:         {"h5", boxed | headingTag},
	TagH6:         {"h6", boxed | headingTag},
	TagHead:       {"head", headOnly},
	TagHeader:     {"header", boxed},
	TagHgroup:     {"hgroup", boxed},
	TagHr:         {"hr", boxed | void},
	TagHtml:       {"html", blockLevel | scope},
	TagI:          {"i", formatting},
	TagIframe:     {"iframe", rawText},
	TagImage:      {"image", void},
	TagImg:        {"img", void},
	TagInput:      {"input", void},
	TagIns:        {"ins", 0},
	TagKbd:        {"kbd", 0},
	TagLabel:      {"label", 0},
	TagLegend:     {"legend", blockLevel},
	TagLi:         {"li", boxed},
	TagLink:       {"link", void | headOnly},
	TagListing:    {"listing", boxed},
	TagMain:       {"main", boxed},
	TagMap:        {"map", 0},
	TagMark:       {"mark", 0},
	TagMarquee:    {"marquee", scope | blockLevel},
	TagMath:       {"math", 0},
	TagMenu:       {"menu", boxed},
	TagMeta:       {"meta", void | headOnly},
	TagMeter:      {"meter", 0},
	TagNav:        {"nav", boxed},
	TagNobr:       {"nobr", formatting},
	TagNoembed:    {"noembed", rawText},
	TagNoframes:   {"noframes", rawText | headOnly},
	TagNoscript:   {"noscript", headOnly},
	TagObject:     {"object", scope},
	TagOl:         {"ol", boxed},
	TagOptgroup:   {"optgroup", blockLevel | control},
	TagOption:     {"option", blockLevel | control},
	TagOutput:     {"output", 0},
	TagP:          {"p", boxed},
	TagParam:      {"param", void},
	TagPicture:    {"picture", 0},
	TagPlaintext:  {"plaintext", boxed},
	TagPre:        {"pre", boxed},
	TagProgress:   {"progress", 0},
	TagQ:          {"q", 0},
	TagRb:         {"rb", 0},
	TagRp:         {"rp", 0},
	TagRt:         {"rt", 0},
	TagRtc:        {"rtc", 0},
	TagRuby:       {"ruby", 0},
	TagS:          {"s", formatting},
	TagSamp:       {"samp", 0},
	TagScript:     {"script", rawText | headOnly},
	TagSearch:     {"search", boxed},
	TagSection:    {"section", boxed},
	TagSelect:     {"select", blockLevel | control},
	TagSlot:       {"slot", 0},
	TagSmall:      {"small", formatting},
	TagSource:     {"source", void},
	TagSpan:       {"span", 0},
	TagStrike:     {"strike", formatting},
	TagStrong:     {"strong", formatting},
	TagStyle:      {"style", rawText | headOnly},
	TagSub:        {"sub", 0},
	TagSummary:    {"summary", boxed},
	TagSup:        {"sup", 0},
	TagSvg:        {"svg", 0},
	TagTable:      {"table", boxed | scope},
	TagTbody:      {"tbody", blockLevel | tablePart},
	TagTd:         {"td", blockLevel | tablePart | scope},
	TagTemplate:   {"template", headOnly | scope},
	TagTextarea:   {"textarea", control | blockLevel},
	TagTfoot:      {"tfoot", blockLevel | tablePart},
	TagTh:         {"th", blockLevel | tablePart | scope},
	TagThead:      {"thead", blockLevel | tablePart},
	TagTime:       {"time", 0},
	TagTitle:      {"title", headOnly},
	TagTr:         {"tr", blockLevel | tablePart},
	TagTrack:      {"track", void},
	TagTt:         {"tt", formatting},
	TagU:          {"u", formatting},
	TagUl:         {"ul", boxed},
	TagVar:        {"var", 0},
	TagVideo:      {"video", 0},
	TagWbr:        {"wbr", void},
	TagXmp:        {"xmp", boxed | rawText},
}

// String returns the element's name, "" for TagOther.
func (t Tag) String() string { return tagTable[t].name }

// TagCount is the number of tags, for tables indexed by Tag.
const TagCount = int(tagCount)
