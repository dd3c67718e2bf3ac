package cmd

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"sync"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/check"
	"github.com/pithcli/pith/extract/explain"
)

// explainedPages are the pages that an HTML report of check links to. Its nil
// pointer writes none.
type explainedPages struct {
	temps  *temps
	folder string

	mu      sync.Mutex
	written map[string]string // name in the report's folder, by the page's digest
}

// maxExplained bounds how many pages are written: a report is for looking at.
const maxExplained = 1000

// explainedFolder is where they stand in the report's folder.
const explainedFolder = "pages"

func newExplainedPages(t *temps, report string) (*explainedPages, error) {
	if err := os.MkdirAll(filepath.Join(report, explainedFolder), 0o777); err != nil {
		return nil, outputError(report, err)
	}
	return &explainedPages{temps: t, folder: report, written: map[string]string{}}, nil
}

// add writes the explained page of one with a warning or an error. Several run at once.
func (e *explainedPages) add(a *extract.Article, res *check.Result) error {
	if e == nil {
		return nil
	}
	grave := false
	for i := range res.Findings {
		grave = grave || res.Findings[i].Level >= check.Warn
	}
	digest := res.Print.Digest
	e.mu.Lock()
	_, done := e.written[digest]
	if !grave || done || len(e.written) == maxExplained {
		e.mu.Unlock()
		return nil
	}
	name := path.Join(explainedFolder, digest+".html")
	e.written[digest] = name
	e.mu.Unlock()
	var b bytes.Buffer
	if err := explain.Of(a, explain.Options{Reasons: reasonCount}).WriteHTML(&b); err != nil {
		return err
	}
	return writeAtomic(e.temps, filepath.Join(e.folder, filepath.FromSlash(name)), b.Bytes(), false)
}

// links maps digests of pages to the files written.
func (e *explainedPages) links() map[string]string {
	if e == nil {
		return nil
	}
	return e.written
}
