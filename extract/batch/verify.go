package batch

import (
	"errors"
	"fmt"
	"iter"
	"os"
)

// Trouble is what Verify finds wrong with an entry.
type Trouble struct {
	Entry  Entry
	Reason string
}

// Verify checks the outputs of entries against their statuses and yields what
// is missing, incomplete, changed or made with another version or options.
func (j *Job) Verify(entries iter.Seq[Entry]) iter.Seq[Trouble] {
	return func(yield func(Trouble) bool) {
		for e := range entries {
			if reason := j.verify(e); reason != "" && !yield(Trouble{e, reason}) {
				return
			}
		}
	}
}

func (j *Job) verify(e Entry) string {
	st, err := ReadStatus(j.StatusFile(e))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "not done: it has no status"
	case err != nil:
		return "its status is damaged: " + err.Error()
	case st.Input != e.Path || st.Offset != e.Offset || st.Length != e.Length:
		return "its status is that of another input: " + st.Input
	case st.Version != j.Version || st.Options != j.Options:
		return fmt.Sprintf("made with other options (%s, %s)", st.Version, st.Options)
	case st.Output == "":
		return "could not be read: " + st.Error
	}
	f, err := os.Open(j.Output(e))
	if err != nil {
		return "its output is missing"
	}
	defer f.Close()
	sum, err := hashOf(f)
	if err != nil {
		return "its output cannot be read: " + err.Error()
	}
	if sum != st.OutputSHA256 {
		return "its output is not the one that was written"
	}
	return ""
}
