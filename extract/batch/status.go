package batch

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/pithcli/pith/extract"
)

// Status is what a job did, as its status file says it. It stands beside the
// output, is written after it, and so marks the job as complete; a job whose
// status has the same input hash, version and options need not be done again.
type Status struct {
	Input  string `json:"input"`
	Offset int64  `json:"offset,omitempty"`
	Length int64  `json:"length,omitempty"`
	// Output is the output's name, "" if the input could not be opened.
	Output string `json:"output"`
	// Error is why the input could not be read at all, or not to its end.
	Error string `json:"error,omitempty"`
	Counts
	BytesIn      int64  `json:"bytes_in"`
	BytesOut     int64  `json:"bytes_out"`
	InputSHA256  string `json:"input_sha256"`
	OutputSHA256 string `json:"output_sha256"`
	Version      string `json:"version"`
	Options      string `json:"options"`

	// Again says that an earlier run had done the job. It is not in the file.
	Again bool `json:"-"`
}

// Counts are numbers of pages by status. Pages is their sum.
type Counts struct {
	Pages       int64 `json:"pages"`
	OK          int64 `json:"ok"`
	Empty       int64 `json:"empty"`
	NotArticle  int64 `json:"not_article"`
	Damaged     int64 `json:"damaged"`
	Unsupported int64 `json:"unsupported"`
	Limit       int64 `json:"limit"`
	Skipped     int64 `json:"skipped"`
}

func (c *Counts) of(s extract.Status) *int64 {
	switch s {
	case extract.OK:
		return &c.OK
	case extract.Empty:
		return &c.Empty
	case extract.NotArticle:
		return &c.NotArticle
	case extract.Unsupported:
		return &c.Unsupported
	case extract.Limit:
		return &c.Limit
	case extract.Skipped:
		return &c.Skipped
	}
	return &c.Damaged
}

// Add counts one page.
func (c *Counts) Add(s extract.Status) {
	c.Pages++
	*c.of(s)++
}

// Of returns the number of pages with a status.
func (c Counts) Of(s extract.Status) int64 { return *c.of(s) }

// Sum adds other counts.
func (c *Counts) Sum(other Counts) {
	c.Pages += other.Pages
	for _, s := range extract.Statuses {
		*c.of(s) += *other.of(s)
	}
}

// ReadStatus reads a status file.
func ReadStatus(path string) (*Status, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var st Status
	if err := json.Unmarshal(b, &st); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &st, nil
}
