package cmd

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/pithcli/pith/extract/batch"
)

// check is --verify.
func (f *batchFlags) check(s *streams, job *batch.Job, entries []batch.Entry) error {
	n := 0
	for trouble := range job.Verify(slices.Values(entries)) {
		n++
		if _, err := fmt.Fprintf(s.out, "%s\t%s\n", printable(trouble.Entry.Line), printable(trouble.Reason)); err != nil {
			return outputError("standard output", err)
		}
	}
	s.note("%d of %d inputs are done", len(entries)-n, len(entries))
	if n > 0 {
		return &exitOnly{ExitInput}
	}
	return nil
}

// merge is --merge-stats.
func merge(s *streams, job *batch.Job, entries []batch.Entry) error {
	var sum struct {
		Inputs  int `json:"inputs"`
		Done    int `json:"done"`
		Missing int `json:"missing"`
		Failed  int `json:"failed"`
		batch.Counts
		BytesIn  int64 `json:"bytes_in"`
		BytesOut int64 `json:"bytes_out"`
	}
	for _, e := range entries {
		sum.Inputs++
		st, err := batch.ReadStatus(job.StatusFile(e))
		switch {
		case errors.Is(err, os.ErrNotExist):
			sum.Missing++
			continue
		case err != nil:
			return &failure{exit: ExitInput, err: err, hint: "do it again with --force"}
		case st.Output == "":
			sum.Failed++
		default:
			sum.Done++
		}
		sum.Sum(st.Counts)
		sum.BytesIn += st.BytesIn
		sum.BytesOut += st.BytesOut
	}
	return outputError("standard output", jsonLine(s.out, sum))
}
