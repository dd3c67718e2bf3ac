package source

import (
	"bytes"
	"errors"
	"slices"
)

var webarchiveFormat = Format{Name: "webarchive", sniff: sniffPlist, open: openWebarchive,
	Doc: "Safari's webarchive, binary or XML property list: the main resource with its address; subframes if it has no text of its own"}

var errNoWebArchive = errors.New("no WebMainResource in it")

func sniffPlist(h head) bool {
	return bytes.HasPrefix(h.raw, []byte("bplist0")) ||
		bytes.HasPrefix(h.text, []byte("<?xml")) && bytes.Contains(h.text[:min(len(h.text), 2048)], []byte("<plist"))
}

// openWebarchive reads the whole file: the table of a binary property list stands at its end.
func openWebarchive(rd *Reader, in *input) (sequence, error) {
	// Pictures come with the page, so that more than a page's limit is normal.
	l := rd.limits
	l.Page = min(l.Page, 1<<58) * 2
	b, damage := in.all(&l)
	if b == nil && damage != nil {
		return nil, damage
	}
	docs, err := webDocuments(b)
	if damage == nil {
		damage = err
	}
	if len(docs) == 0 {
		if errors.Is(err, errNoWebArchive) && damage == err {
			return nil, &UnsupportedError{Source: in.source, What: "a property list"}
		}
		return nil, in.damaged("", 0, damage)
	}
	if docs[0].mime != "" && docs[0].mime != typeHTML && docs[0].mime != typeXHTML && docs[0].mime != typeText {
		return nil, &UnsupportedError{Source: in.source, What: "a webarchive of " + skipLabel(docs[0].mime, false)}
	}
	chosen := docs[:1]
	if len(docs) > 1 && visible(docs[0].data) < thinRoot {
		frames := slices.DeleteFunc(docs[1:], func(d webDocument) bool { return visible(d.data) < thinRoot })
		slices.SortStableFunc(frames, func(a, b webDocument) int { return visible(b.data) - visible(a.data) })
		if len(frames) > 0 {
			chosen = frames
		}
	}
	s := &queue{}
	for i, d := range chosen {
		f := in.facts
		f.format, f.mediaType, f.charset, f.url = "webarchive", d.mime, d.charset, cleanURL(d.url)
		f.page, f.text = d.mime != typeText, d.mime == typeText
		if i == 0 && damage != nil {
			f.damage = damage
		}
		if d.cut && f.damage == nil {
			f.damage = errCut
		}
		s.items = append(s.items, queued{in: in.inner(d.data, f)})
	}
	return s, nil
}

// webDocuments reads the documents of either form. An error comes with what could be read.
func webDocuments(b []byte) (docs []webDocument, err error) {
	if bytes.HasPrefix(b, []byte("bplist0")) {
		var p *bplist
		if p, err = newBplist(b); err == nil {
			docs, err = p.documents()
		}
		if errors.Is(err, errPlist) && len(docs) == 0 {
			if d, ok := salvage(b); ok {
				docs = []webDocument{d}
			}
		}
	} else {
		docs, err = xmlPlist(b)
		docs = slices.DeleteFunc(docs, func(d webDocument) bool { return d.data == nil && d.mime == "" })
		if len(docs) == 0 && err == nil {
			err = errNoWebArchive
		}
	}
	return docs, err
}
