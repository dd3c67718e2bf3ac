package extract

import (
	"errors"

	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/source"
)

// Status is what became of one page, or of a file that could not be read.
type Status string

// The closed list of statuses.
const (
	OK          Status = "ok"          // an article was found
	Empty       Status = "empty"       // the page has no text that looks like an article
	NotArticle  Status = "not-article" // the page has text, but it is something else
	Damaged     Status = "damaged"     // unreadable, cut off or broken; what could be read stands in other records
	Unsupported Status = "unsupported" // a format that holds no page pith can read
	Limit       Status = "limit"       // a limit was passed; the reason names its switch
	Skipped     Status = "skipped"     // left out on purpose: filtered, repeated, or no regular file
)

// Statuses lists every status in the order in which summaries give them.
var Statuses = []Status{OK, Empty, NotArticle, Damaged, Unsupported, Limit, Skipped}

// HasText says whether anything of the page was taken for its article.
func (a *Article) HasText() bool {
	for i, v := range a.Result.Verdicts {
		if v.Keep && a.Doc.Blocks[i].End > a.Doc.Blocks[i].Start {
			return true
		}
	}
	return false
}

// Withheld says whether the page is a wall (consent, log-in, error, robot check
// …) whose text says nothing of an article: formats then write nothing, though
// Text and records have it. A listing or the open part of a paywalled article
// is not an article either, but it is what the page holds.
func (a *Article) Withheld() bool {
	switch a.Result.Kind {
	case classify.ConsentWall, classify.LoginWall, classify.BotWall, classify.ErrorPage, classify.Redirect, classify.ScriptShell, classify.ParkedDomain:
		return true
	}
	return false
}

// Status says whether the page has an article. That of a damaged page is what could be read of it.
func (a *Article) Status() Status {
	switch {
	case a.Page.Damage != nil:
		return Damaged
	case a.Result.KindReason != "": // a wall; the model too may guess "listing"
		return NotArticle
	case a.HasText():
		return OK
	}
	return Empty
}

// Reason says in words why the status is not OK, "" where it is.
func (a *Article) Reason() string {
	switch {
	case a.Page.Damage != nil:
		return a.Page.Damage.Error()
	case a.Result.KindReason != "": // a wall; the model too may guess "listing"
		return string(a.Result.Kind) + ": " + a.Result.KindReason
	case a.HasText():
		return ""
	case len(a.Doc.Text) == 0:
		return "the page shows no text"
	}
	return "no part of the page looks like an article"
}

// ErrSkipped is wrapped by errors of files that are left out on purpose.
var ErrSkipped = errors.New("skipped")

// StatusOf returns the status that an error of reading stands for: Limit,
// Unsupported, Empty or Skipped where the error says so, else Damaged.
func StatusOf(err error) Status {
	var limit *source.LimitError
	var unsupported *source.UnsupportedError
	switch {
	case err == nil:
		return OK
	case errors.As(err, &limit):
		return Limit
	case errors.As(err, &unsupported):
		return Unsupported
	case errors.Is(err, ErrNoPage):
		return Empty
	case errors.Is(err, ErrSkipped):
		return Skipped
	}
	return Damaged
}

// Continues says whether reading may go on behind an error of
// source.Reader.Next: it concerns one record, and not the file's own reader.
func Continues(err error) bool {
	var damage *source.DamageError
	return errors.As(err, &damage) || StatusOf(err) == Limit || StatusOf(err) == Unsupported
}
