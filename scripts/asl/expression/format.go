package expression

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// format puts its arguments into the {} of its first one, in order. A backslash
// there takes a reserved character as it is.
func format(a []any) (any, error) {
	template, ok := a[0].(string)
	if !ok {
		return nil, fmt.Errorf("the template is no text")
	}
	var b strings.Builder
	next := 1
	for i := 0; i < len(template); i++ {
		switch {
		case template[i] == '\\' && i+1 < len(template) && strings.IndexByte(reserved, template[i+1]) >= 0:
			i++
			b.WriteByte(template[i])
		case strings.HasPrefix(template[i:], "{}"):
			if next >= len(a) {
				return nil, fmt.Errorf("the template has more {} than there are arguments")
			}
			b.WriteString(show(a[next]))
			next++
			i++
		default:
			b.WriteByte(template[i])
		}
	}
	if next < len(a) {
		return nil, fmt.Errorf("there are more arguments than {} in the template")
	}
	return b.String(), nil
}

// show writes a value as AWS does here: a string without quotes, an object as
// {key=value, other=value} and a list as [a, b]. This is not JSON; a definition that
// needs JSON uses States.JsonToString.
func show(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case map[string]any:
		var fields []string
		for _, key := range slices.Sorted(maps.Keys(value)) {
			fields = append(fields, key+"="+show(value[key]))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case []any:
		var elements []string
		for _, element := range value {
			elements = append(elements, show(element))
		}
		return "[" + strings.Join(elements, ", ") + "]"
	default:
		text, err := encode(value)
		if err != nil {
			return fmt.Sprint(value)
		}
		return text
	}
}

// Number reads each Go type of a JSON number: a definition has a json.Number, a task
// may return a Go number.
func Number(value any) (float64, bool) {
	switch number := value.(type) {
	case json.Number:
		f, err := number.Float64()
		return f, err == nil
	case float64:
		return number, true
	case int:
		return float64(number), true
	case int64:
		return float64(number), true
	case int32:
		return float64(number), true
	default:
		return 0, false
	}
}
