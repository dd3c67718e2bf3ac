package classify

import (
	"github.com/pithcli/pith/extract/block"
)

type ownColumn struct {
	Feature
	value func(u *textUnit) float32
}

func bit(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// ownColumns look at the block alone.
var ownColumns = []ownColumn{
	{Feature{"words", "has many words | has few words"}, func(u *textUnit) float32 { return u.words }},
	{Feature{"runes", "has many characters | has few characters"}, func(u *textUnit) float32 { return float32(u.runes) }},
	{Feature{"lines", "was joined from many lines"}, func(u *textUnit) float32 { return float32(u.lines) }},
	{Feature{"sentences", "has many sentences | has few sentences"}, func(u *textUnit) float32 { return float32(u.sentences) }},
	{Feature{"commas", "has many commas | has few commas"}, func(u *textUnit) float32 { return float32(u.commas) }},
	{Feature{"comma_share", "has many commas for its words | has few commas for its words"}, func(u *textUnit) float32 { return ratio(float32(u.commas), u.words) }},
	{Feature{"punct_share", "has many punctuation marks for its length | has few punctuation marks for its length"}, func(u *textUnit) float32 { return ratio(float32(u.punct), float32(u.runes)) }},
	{Feature{"sign_share", "has many signs that menus are made with | has few signs that menus are made with"}, func(u *textUnit) float32 { return ratio(float32(u.signs), float32(u.runes)) }},
	{Feature{"digit_share", "has many digits for its length | has few digits for its length"}, func(u *textUnit) float32 { return ratio(float32(u.digits), float32(u.runes)) }},
	{Feature{"upper_share", "has many capital letters | has few capital letters"}, func(u *textUnit) float32 { return ratio(float32(u.upper), float32(u.letters)) }},
	{Feature{"cap_words", "has many words with a capital | has few words with a capital"}, func(u *textUnit) float32 { return ratio(float32(u.capWords), u.counted) }},
	{Feature{"function_share", "has many function words | has few function words"}, func(u *textUnit) float32 { return ratio(u.functions, u.counted) }},
	{Feature{"functions", "has many function words in all | has few function words in all"}, func(u *textUnit) float32 { return u.functions }},
	{Feature{"word_length", "has long words"}, func(u *textUnit) float32 { return ratio(float32(u.letters), u.words) }},
	{Feature{"longest_word", "holds a very long word | holds no very long word"}, func(u *textUnit) float32 { return float32(u.longest) }},
	{Feature{"link_share", "is marked as link text | is not marked as link text"}, (*textUnit).linkShare},
	{Feature{"years", "holds a number of four digits | holds no number of four digits"}, func(u *textUnit) float32 { return float32(u.years) }},
	{Feature{"ends", "ends as a sentence, a colon, an ellipsis or a comma | ends without a mark"}, func(u *textUnit) float32 { return float32(u.ends) }},
	{Feature{"ends_sentence", "ends as a sentence does | does not end as a sentence does"}, func(u *textUnit) float32 { return bit(u.ends == edgeSentence) }},
	{Feature{"starts", "begins with a capital, a small letter, a digit or a quotation mark"}, func(u *textUnit) float32 { return float32(u.starts) }},
	{Feature{"prose", "is a paragraph of prose | is no paragraph of prose"}, (*textUnit).like},
	{Feature{"heading", "is marked as a heading | is not marked as a heading"}, func(u *textUnit) float32 { return bit(u.kind == block.Heading) }},
	{Feature{"level", "is a heading of a low level | is not a heading of a low level"}, func(u *textUnit) float32 { return float32(u.level) }},
	{Feature{"list_depth", "stands deep in lists | stands in no list"}, func(u *textUnit) float32 { return float32(u.lists) }},
	{Feature{"table", "stands in a table | does not stand in a table"}, func(u *textUnit) float32 { return bit(u.table) }},
	{Feature{"indented", "is indented | is not indented"}, func(u *textUnit) float32 { return bit(u.flags&block.Indented != 0) }},
	{Feature{"field", "holds a form field or button | holds no form field or button"}, func(u *textUnit) float32 { return bit(u.flags&block.Field != 0) }},
	{Feature{"tight", "follows the block before it without a blank line"}, func(u *textUnit) float32 { return bit(u.flags&block.Tight != 0) }},
	{Feature{"gap", "stands after many blank lines | follows without a blank line"}, func(u *textUnit) float32 { return float32(u.gap) }},
	{Feature{"indent", "is indented by many columns | is not indented by many columns"}, func(u *textUnit) float32 { return float32(u.indent) }},
	{Feature{"shouts", "has many exclamation marks | has few exclamation marks"}, func(u *textUnit) float32 { return float32(u.shouts) }},
	{Feature{"typography", "has quotation marks as they are set | has quotation marks as they are typed"}, (*textUnit).typography},
	{Feature{"question", "is a question | is not a question"}, func(u *textUnit) float32 { return bit(u.question) }},
	{Feature{"occurrence", "has stood on the page before | stands on the page for the first time"}, func(u *textUnit) float32 { return float32(u.occurrence) }},
	{Feature{"images", "holds pictures | holds no pictures"}, func(u *textUnit) float32 { return float32(u.images) }},
	{Feature{"hit", "is a phrase of boilerplate | is no phrase of boilerplate"}, func(u *textUnit) float32 { return bit(u.hit) }},
	{Feature{"hit_place", "is a phrase that opens a section of boilerplate or ends the article"}, func(u *textUnit) float32 {
		if !u.hit {
			return -1
		}
		return float32(u.place)
	}},
	{Feature{"hit_role", "is a phrase of a certain role | is not a phrase of a certain role"}, func(u *textUnit) float32 {
		if !u.hit {
			return -1
		}
		return float32(u.role)
	}},
}

// neighbourColumns are asked of the blocks next to the block.
var neighbourColumns = []ownColumn{
	{Feature{"words", "has many words | has few words"}, func(u *textUnit) float32 { return u.words }},
	{Feature{"prose", "is a paragraph of prose | is no paragraph of prose"}, (*textUnit).like},
	{Feature{"cap_words", "has many words with a capital | has few words with a capital"}, func(u *textUnit) float32 { return ratio(float32(u.capWords), u.counted) }},
	{Feature{"ends", "ends as a sentence, a colon, an ellipsis or a comma | ends without a mark"}, func(u *textUnit) float32 { return float32(u.ends) }},
	{Feature{"list_depth", "stands deep in lists | stands in no list"}, func(u *textUnit) float32 { return float32(u.lists) }},
}
