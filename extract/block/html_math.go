package block

import "strings"

// mathState gathers one formula: its TeX where the page gives it, else its
// elements, to make TeX of.
type mathState struct {
	alt     string
	display bool
	inTeX   bool
	inNote  bool // in an annotation that is not TeX
	tex     strings.Builder
	events  []mathEvent
	size    int
}

// mathEvent is a start (name), an end ("/name") or text of a formula.
type mathEvent struct {
	name, text string
}

// maxMath bounds what is kept of one formula, in bytes and elements.
const maxMath = 1 << 16

func (m *mathState) start(_ Tag, name string, a *attributes, selfClosing bool) {
	switch name {
	case "annotation":
		if strings.Contains(strings.ToLower(string(a.encoding)), "tex") {
			m.inTeX = !selfClosing && m.tex.Len() == 0
		}
		m.inNote = !selfClosing
		return
	case "annotation-xml":
		m.inNote = !selfClosing
		return
	}
	if m.inNote || len(m.events) > maxMath/8 {
		return
	}
	m.events = append(m.events, mathEvent{name: name})
	if selfClosing {
		m.events = append(m.events, mathEvent{name: "/" + name})
	}
}

func (m *mathState) end(_ Tag, name string) {
	switch name {
	case "annotation", "annotation-xml":
		m.inTeX, m.inNote = false, false
		return
	}
	if !m.inNote && len(m.events) <= maxMath/8 {
		m.events = append(m.events, mathEvent{name: "/" + name})
	}
}

func (m *mathState) text(s []byte) {
	if m.size+len(s) > maxMath {
		return
	}
	m.size += len(s)
	switch {
	case m.inTeX:
		m.tex.Write(s)
	case m.inNote:
	default:
		if t := Clean(s); t != "" {
			m.events = append(m.events, mathEvent{text: t})
		}
	}
}

// closeMath writes a finished formula into the text, as TeX.
func (b *builder) closeMath(*frame) {
	m := &b.math
	tex := Clean(m.tex.String())
	if tex == "" {
		tex = m.alt
	}
	if tex == "" {
		tex = texOf(m.events)
	}
	display := m.display
	b.math = mathState{}
	b.addMath(tex, display)
}

// addMath adds a formula to the running text.
func (b *builder) addMath(tex string, display bool) {
	if strings.HasPrefix(tex, `{\displaystyle`) && strings.HasSuffix(tex, "}") {
		tex = strings.TrimSpace(tex[len(`{\displaystyle`) : len(tex)-1])
	}
	if tex == "" {
		return
	}
	if display {
		b.flush()
		defer b.flush()
	}
	b.begin()
	at := int32(len(b.text))
	b.text = append(b.text, tex...)
	b.doc.Spans = append(b.doc.Spans, Span{Start: at, End: int32(len(b.text)), Kind: Math, Display: display, Text: tex})
}

// texOf writes the elements of a formula as TeX, as far as their text goes.
func texOf(events []mathEvent) string {
	var b strings.Builder
	for _, e := range events {
		b.WriteString(e.text)
	}
	return b.String()
}
