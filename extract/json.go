package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/pithcli/pith/extract/render"
)

// MarshalJSON writes the record's fields in the order of Fields, those on request only if they are filled.
func (r *Record) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := r.WriteJSON(&b, nil)
	return b.Bytes(), err
}

// WriteJSON writes the record on one line, without a line end: the named
// fields in the order of names, or all that are not on request (and those on
// request that are filled) for no names. An unknown name is an error.
func (r *Record) WriteJSON(w io.Writer, names []string) error {
	var b bytes.Buffer
	b.WriteByte('{')
	write := func(f Field, v any) error {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:", f.Name)
		return encode(&b, v)
	}
	if len(names) == 0 {
		for _, f := range Fields {
			v := f.value(r)
			// The input's own fields may be many: they are written only where they are named.
			if f.OnRequest && (v == nil || f.Type == TypeAny) {
				continue
			}
			if err := write(f, v); err != nil {
				return err
			}
		}
	}
	for _, name := range names {
		f, ok := FieldNamed(name)
		if !ok {
			return fmt.Errorf("no field %q", name)
		}
		if err := write(f, f.value(r)); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	_, err := w.Write(b.Bytes())
	return err
}

// value is what JSON shows: nil for what is not known, never a nil list.
func (f Field) value(r *Record) any {
	v := f.get(r)
	switch f.Type {
	case TypeText:
		if v == "" {
			return nil
		}
	case TypeList:
		if v.([]string) == nil {
			return []string{}
		}
	case TypeMap:
		if v.(map[string]string) == nil {
			return map[string]string{}
		}
	case TypeBlocks:
		if v.([]render.Block) == nil {
			return nil
		}
	case TypeMetadata:
		if v.(*Statements) == nil {
			return nil
		}
	case TypeComments:
		if v.([]Comment) == nil {
			return nil
		}
	case TypeAny:
		if len(v.(json.RawMessage)) == 0 {
			return nil
		}
	}
	return v
}

// encode writes v as JSON in which no control character stands as itself: not
// DEL, not the C1 set, not U+0085, at which some readers of JSON Lines break lines.
func encode(b *bytes.Buffer, v any) error {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	s := bytes.TrimRight(raw.Bytes(), "\n")
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == 0x7f:
			b.WriteString(`\u007f`)
		case s[i] == 0xc2 && i+1 < len(s) && s[i+1] >= 0x80 && s[i+1] < 0xa0:
			fmt.Fprintf(b, `\u%04x`, s[i+1])
			i++
		default:
			b.WriteByte(s[i])
		}
	}
	return nil
}
