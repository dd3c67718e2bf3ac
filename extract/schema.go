package extract

import (
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"github.com/pithcli/pith/extract/render"
)

// WriteSchema writes the JSON Schema (draft 2020-12) of a Record.
func WriteSchema(w io.Writer) error {
	properties := make([]schemaProperty, 0, len(Fields))
	required := []string{}
	for _, f := range Fields {
		properties = append(properties, schemaProperty{f.Name, f.schema()})
		if !f.OnRequest {
			required = append(required, f.Name)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Schema      string           `json:"$schema"`
		Title       string           `json:"title"`
		Description string           `json:"description"`
		Type        string           `json:"type"`
		Required    []string         `json:"required"`
		Properties  schemaProperties `json:"properties"`
	}{
		"https://json-schema.org/draft/2020-12/schema",
		"pith record",
		"One saved page and its article. Fields that are not known are null or []; fields that are not required stand only where they are asked for. New fields may be added within a version.",
		"object", required, properties,
	})
}

type schemaProperty struct {
	name string
	rule map[string]any
}

// schemaProperties keeps the order of the table, which a map would lose.
type schemaProperties []schemaProperty

func (p schemaProperties) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, property := range p {
		if i > 0 {
			out = append(out, ',')
		}
		rule, err := json.Marshal(property.rule)
		if err != nil {
			return nil, err
		}
		out = append(append(append(append(out, '"'), property.name...), `":`...), rule...)
	}
	return append(out, '}'), nil
}

func (f Field) schema() map[string]any {
	rule := map[string]any{"description": f.Doc}
	text := map[string]any{"type": "string"}
	integer := map[string]any{"type": "integer"}
	switch f.Type {
	case TypeText:
		rule["type"] = []string{"string", "null"}
	case TypeRequired:
		rule["type"] = "string"
	case TypeList:
		rule["type"], rule["items"] = "array", text
	case TypeNumber:
		rule["type"], rule["minimum"], rule["maximum"] = "number", 0, 1
	case TypeInteger:
		rule["type"], rule["minimum"] = "integer", 0
	case TypeMap:
		rule["type"], rule["additionalProperties"] = "object", text
	case TypeBlocks:
		rule["type"], rule["items"] = []string{"array", "null"}, structSchema(reflect.TypeFor[render.Block]())
	case TypeMetadata:
		for k, v := range structSchema(reflect.TypeFor[Statements]()) {
			rule[k] = v
		}
		rule["type"] = []string{"object", "null"}
	case TypeComments:
		rule["type"], rule["items"] = []string{"array", "null"}, structSchema(reflect.TypeFor[Comment]())
	case TypeSource:
		rule["type"] = "object"
		rule["required"] = []string{"file", "index", "offset", "bytes"}
		rule["properties"] = map[string]any{
			"file": text, "file_base64": text, "format": text, "media_type": text, "index": integer, "offset": integer,
			"record_id": text, "saver": text, "url": text, "bytes": integer,
			"charset": map[string]any{"type": "object", "properties": map[string]any{"declared": text, "used": text, "reason": text, "replaced": integer, "doubled": integer}},
		}
	}
	switch f.Name {
	case "schema":
		rule["const"] = SchemaVersion
	case "status":
		rule["enum"] = Statuses
	}
	return rule
}

// structSchema describes a struct by the tags of its fields: "json" gives name
// and whether it is required, "doc" what it holds, "enum" its values.
func structSchema(t reflect.Type) map[string]any {
	required := []string{}
	var properties schemaProperties
	for i := range t.NumField() {
		field := t.Field(i)
		name, option, _ := strings.Cut(field.Tag.Get("json"), ",")
		if option == "" {
			required = append(required, name)
		}
		rule := typeSchema(field.Type)
		rule["description"] = field.Tag.Get("doc")
		if values := field.Tag.Get("enum"); values != "" {
			rule["enum"] = strings.Split(values, ",")
		}
		properties = append(properties, schemaProperty{name, rule})
	}
	return map[string]any{"type": "object", "required": required, "properties": properties}
}

// typeSchema describes the types that occur in render.Block and Statements.
func typeSchema(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem())
	case reflect.Struct:
		return structSchema(t)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": typeSchema(t.Elem())}
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}
	case reflect.Float64:
		return map[string]any{"type": "number", "minimum": 0, "maximum": 1}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	default:
		return map[string]any{"type": "string"}
	}
}
