package batch

import (
	"fmt"
	"path"
	"runtime"
	"strings"
	"time"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/source"
)

// timed is page within Work.Timeout. It waits all the same while as many pages
// as there are workers go on unheard: their number, and so memory, is bounded.
func timed(p *source.Page, work Work, r *Result) {
	if work.Timeout <= 0 {
		page(p, work, r)
		return
	}
	done, mine := make(chan Result, 1), *r
	go func() {
		page(p, work, &mine)
		done <- mine
	}()
	timer := time.NewTimer(work.Timeout)
	defer timer.Stop()
	select {
	case *r = <-done:
		return
	case <-timer.C:
	}
	select {
	case *r = <-done:
	case work.late <- struct{}{}:
		go func() {
			<-done
			<-work.late
		}()
		r.Err = &source.LimitError{Source: p.Source, Limit: "time for one page in milliseconds", Switch: "--timeout",
			Value: work.Timeout.Milliseconds(), Got: work.Timeout.Milliseconds()}
		r.Record = failed(p, r.Err)
	}
}

// failed is the record of a page that was read and could not be worked on.
func failed(p *source.Page, err error) *extract.Record {
	r := extract.Failed(p.Source, extract.StatusOf(err), err.Error())
	r.URL = p.URL
	r.Source.Index, r.Source.Offset, r.Source.RecordID, r.Source.Format = p.Index, p.Offset, p.RecordID, p.Format
	return r
}

func page(p *source.Page, work Work, r *Result) {
	defer func() {
		if v := recover(); v != nil {
			r.Err, r.Article = fault(v), nil
			r.Record = failed(p, r.Err)
		}
	}()
	a := extract.FromPage(p, work.Options)
	r.Record = a.Record()
	if work.Render != nil {
		r.Output, r.Err = work.Render(a, r.Record)
	}
	if work.Keep {
		r.Article = a
	}
}

func fault(v any) error {
	place := ""
	// 3: past fault, the deferred function and the runtime's panic. A fault
	// that the runtime itself raises stands a frame or two deeper.
	for skip := 3; skip < 8; skip++ {
		if _, file, line, ok := runtime.Caller(skip); ok && !strings.Contains(file, "/runtime/") {
			place = fmt.Sprintf(" at %s:%d", path.Base(file), line)
			break
		}
	}
	return fmt.Errorf("%w: %v%s", ErrInternal, v, place)
}
