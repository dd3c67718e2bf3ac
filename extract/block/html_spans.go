package block

import (
	"cmp"
	"slices"
)

// Changes to the spans of a whole page after the pass.

// dropEmptySpans takes out spans that lost their text to another.
func (b *builder) dropEmptySpans() {
	d := b.doc
	out := d.Spans[:0]
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		from := int32(len(out))
		for _, s := range d.Spans[blk.SpanStart:blk.SpanEnd] {
			if s.Start < s.End || s.Kind == Image || s.Kind == Embed {
				out = append(out, s)
			}
		}
		blk.SpanStart, blk.SpanEnd = from, int32(len(out))
	}
	d.Spans = out
}

// insertSpans puts spans among the others; one that would cross another is cut.
func (b *builder) insertSpans(extra []Span) {
	if len(extra) == 0 {
		return
	}
	d := b.doc
	slices.SortStableFunc(extra, bySpan)
	out := make([]Span, 0, len(d.Spans)+len(extra))
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		from := len(out)
		out = append(out, d.Spans[blk.SpanStart:blk.SpanEnd]...)
		any := false
		for len(extra) > 0 && (extra[0].Start < blk.End || extra[0].Start == blk.End && extra[0].End == blk.End) {
			if extra[0].Start >= blk.Start {
				extra[0].End = min(extra[0].End, blk.End)
				out = append(out, extra[0])
				any = true
			}
			extra = extra[1:]
		}
		if any {
			slices.SortStableFunc(out[from:], bySpan)
			nest(out[from:])
		}
		blk.SpanStart, blk.SpanEnd = int32(from), int32(len(out))
	}
	d.Spans = out
}

// bySpan orders spans by where they start, longer ones first.
func bySpan(a, b Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// nest cuts spans, sorted by bySpan, that reach beyond the one in which they start.
func nest(spans []Span) {
	var open []int32
	for i := range spans {
		s := &spans[i]
		for len(open) > 0 && open[len(open)-1] <= s.Start {
			open = open[:len(open)-1]
		}
		if n := len(open); n > 0 && s.End > open[n-1] {
			s.End = open[n-1]
		}
		if s.End > s.Start {
			open = append(open, s.End)
		}
	}
}
