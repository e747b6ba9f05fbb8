package expression

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// jsonMerge lays the second object over the first. Deep merging is an argument
// of the function that Step Functions itself does not support.
func jsonMerge(a []any) (any, error) {
	below, ok := a[0].(map[string]any)
	above, also := a[1].(map[string]any)
	if !ok || !also {
		return nil, fmt.Errorf("the first two arguments are not objects")
	}
	if a[2] != false {
		return nil, fmt.Errorf("only shallow merging, false, is supported")
	}
	merged := make(map[string]any, len(below)+len(above))
	maps.Copy(merged, below)
	maps.Copy(merged, above)
	return merged, nil
}

func jsonToString(a []any) (any, error) { return encode(a[0]) }

// encode writes JSON as Step Functions does, which leaves <, > and & alone.
func encode(value any) (string, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// stringToJSON reads a JSON text. On AWS a text of nothing but space is null.
func stringToJSON(a []any) (any, error) {
	text, ok := a[0].(string)
	if !ok {
		return nil, fmt.Errorf("the argument is no text")
	}
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	value, err := decode(text)
	if err != nil {
		return nil, fmt.Errorf("the text is no JSON")
	}
	return value, nil
}

// decode reads one JSON value and keeps its numbers as they are written.
func decode(text string) (any, error) {
	var checked json.RawMessage
	if err := json.Unmarshal([]byte(text), &checked); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}
