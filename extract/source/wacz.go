package source

import (
	"archive/zip"
	"encoding/json"
	"io"
)

// maxTitles bounds the list of titles of a WACZ file.
const maxTitles = 16 << 20

// readTitles reads the pages' titles of a WACZ file (pages/pages.jsonl) through
// the zip directory, where the file can be read at any place; in a stream they come too late.
func (r *Reader) readTitles(in *input) {
	if in.at0 == nil || in.size <= 0 || in.depth != 0 {
		return
	}
	z, err := zip.NewReader(in.at0, in.size)
	if err != nil {
		return
	}
	for _, f := range z.File {
		if f.Name != "pages/pages.jsonl" && f.Name != "pages/extraPages.jsonl" {
			continue
		}
		rc, err := f.Open()
		if err != nil {
			continue
		}
		d := json.NewDecoder(io.LimitReader(rc, maxTitles))
		for {
			var p struct{ URL, Title string }
			if err := d.Decode(&p); err != nil {
				break
			}
			if p.URL != "" && p.Title != "" {
				if r.titles == nil {
					r.titles = map[string]string{}
				}
				r.titles[cleanURL(p.URL)] = oneLine(p.Title)
			}
		}
		_ = rc.Close()
	}
}
