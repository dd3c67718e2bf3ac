package extract

import (
	"math"

	"github.com/pithcli/pith/extract/meta"
)

// Statement is one field of the metadata with where it came from.
type Statement struct {
	Value string `json:"value" doc:"as the field of the same name"`
	// Source is the name of the signal that gave it, as "pith rules" and "pith explain --metadata" list them.
	Source string `json:"source" doc:"the statement of the page that gave it"`
	// Confidence is the share of pages of the development corpora on which an answer like this is right.
	Confidence float64 `json:"confidence" doc:"0 to 1: how often an answer like this is right"`
}

// Statements are the fields that are known of a page, each with its source.
type Statements struct {
	Title       *Statement  `json:"title,omitempty" doc:"headline"`
	Subtitle    *Statement  `json:"subtitle,omitempty" doc:"line below the headline"`
	Authors     []Statement `json:"authors,omitempty" doc:"persons who wrote it"`
	Published   *Statement  `json:"published,omitempty" doc:"first publication"`
	Modified    *Statement  `json:"modified,omitempty" doc:"last change"`
	Captured    *Statement  `json:"captured,omitempty" doc:"when the page was saved"`
	Site        *Statement  `json:"site,omitempty" doc:"name of the site"`
	Publisher   *Statement  `json:"publisher,omitempty" doc:"organisation that publishes the site"`
	Section     *Statement  `json:"section,omitempty" doc:"department of the site"`
	Tags        []Statement `json:"tags,omitempty" doc:"keywords"`
	Language    *Statement  `json:"language,omitempty" doc:"BCP 47 tag"`
	URL         *Statement  `json:"url,omitempty" doc:"canonical address"`
	Description *Statement  `json:"description,omitempty" doc:"summary"`
	Image       *Statement  `json:"image,omitempty" doc:"address of the main picture"`
	License     *Statement  `json:"license,omitempty" doc:"licence"`
	Access      *Statement  `json:"access,omitempty" doc:"free or restricted"`
	AMP         *Statement  `json:"amp,omitempty" doc:"address of the page's AMP twin"`
	Original    *Statement  `json:"original,omitempty" doc:"canonical address on another site than it was saved from: the page is syndicated"`
}

// Statements returns the metadata with the source of every field.
func (a *Article) Statements() *Statements {
	m := &a.Meta
	one := func(f meta.Field) *Statement {
		if f.Value == "" {
			return nil
		}
		s := statement(f)
		return &s
	}
	list := func(fields []meta.Field) (out []Statement) {
		for _, f := range fields {
			out = append(out, statement(f))
		}
		return out
	}
	return &Statements{
		Title: one(m.Title), Subtitle: one(m.Subtitle), Authors: list(m.Authors), Published: one(m.Published), Modified: one(m.Modified), Captured: one(m.Captured),
		Site: one(m.Site), Publisher: one(m.Publisher), Section: one(m.Section), Tags: list(m.Tags), Language: one(m.Language), URL: one(m.URL),
		Description: one(m.Description), Image: one(m.Image), License: one(m.License), Access: one(m.Access), AMP: one(m.AMP), Original: one(m.Original),
	}
}

func statement(f meta.Field) Statement {
	return Statement{Value: f.Value, Source: f.Source, Confidence: math.Round(f.Confidence*100) / 100}
}
