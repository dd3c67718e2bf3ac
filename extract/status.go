package extract

import "errors"

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

// Status says whether the page has an article.
func (a *Article) Status() Status {
	for i, v := range a.Result.Verdicts {
		if v.Keep && a.Doc.Blocks[i].End > a.Doc.Blocks[i].Start {
			return OK
		}
	}
	return Empty
}

// Reason says in words why the status is not OK, "" where it is.
func (a *Article) Reason() string {
	switch {
	case a.Status() == OK:
		return ""
	case len(a.Doc.Text) == 0:
		return "the page shows no text"
	default:
		return "no part of the page looks like an article"
	}
}

// ErrSkipped is wrapped by errors of files that are left out on purpose.
var ErrSkipped = errors.New("skipped")

// StatusOf returns the status that an error of reading stands for: Limit,
// Unsupported, Empty or Skipped where the error says so, else Damaged.
func StatusOf(err error) Status {
	var limit interface{ Limit() string }
	var unsupported interface{ Unsupported() string }
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

// Continues says whether an error of source.Reader.Next concerns one record
// only, so that the next call goes on behind it.
func Continues(err error) bool {
	var damage interface{ Continues() bool }
	return errors.As(err, &damage) && damage.Continues()
}
