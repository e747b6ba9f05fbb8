package eventpattern

import (
	"encoding/json"
	"fmt"
	"strings"
)

// entry is one element of a leaf's list: a test of a value, or the wish that
// there is none.
type entry struct {
	fits   func(value any) bool
	absent bool
}

// never is what a faulty entry becomes; the pattern is rejected anyway.
var never = entry{fits: func(any) bool { return false }}

// operator reads {"<operator>": <operand>}.
func (r *reader) operator(path string, object map[string]any) entry {
	if len(object) != 1 {
		r.fault(path, "one operator is allowed, there are %d", len(object))
		return never
	}
	for name, operand := range object {
		path := path + "." + name
		switch name {
		case "prefix", "suffix":
			return entry{fits: r.affix(path, name, operand)}
		case "equals-ignore-case", "wildcard":
			return entry{fits: r.text(path, name, operand)}
		case "anything-but":
			return entry{fits: r.anythingBut(path, operand)}
		case "numeric":
			return entry{fits: r.numeric(path, operand)}
		case "exists":
			wanted, isBool := operand.(bool)
			if !isBool {
				r.fault(path, "%s must be true or false", show(operand))
			}
			return entry{absent: !wanted, fits: func(any) bool { return true }}
		}
		r.fault(path, "the operator is not known")
	}
	return never
}

// affix reads the operand of prefix and suffix: a text, or a text whose case
// does not matter.
func (r *reader) affix(path, name string, operand any) func(any) bool {
	test := map[string]func(string, string) bool{"prefix": strings.HasPrefix, "suffix": strings.HasSuffix}[name]
	if object, isObject := operand.(map[string]any); isObject {
		wanted, isText := object["equals-ignore-case"].(string)
		if !isText || len(object) != 1 {
			r.fault(path, "must be a text or {\"equals-ignore-case\": text}")
			return never.fits
		}
		wanted = strings.ToLower(wanted)
		return onText(func(text string) bool { return test(strings.ToLower(text), wanted) })
	}
	wanted, isText := operand.(string)
	if !isText || wanted == "" {
		r.fault(path, "%s must be a text that is not empty", show(operand))
		return never.fits
	}
	return onText(func(text string) bool { return test(text, wanted) })
}

// text reads the operand of equals-ignore-case and wildcard.
func (r *reader) text(path, name string, operand any) func(any) bool {
	wanted, isText := operand.(string)
	if !isText {
		r.fault(path, "%s must be a text", show(operand))
		return never.fits
	}
	if name == "wildcard" {
		return r.wildcard(path, wanted)
	}
	return onText(func(text string) bool { return strings.EqualFold(text, wanted) })
}

// equals is the test of a plain value. Numbers are compared as they are
// written: 300 is not 3.0e2.
func equals(wanted any) func(any) bool {
	return func(value any) bool { return value == wanted }
}

func onText(test func(string) bool) func(any) bool {
	return func(value any) bool {
		text, isText := value.(string)
		return isText && test(text)
	}
}

// show is a value in JSON, for messages: as it is written, without escapes for HTML.
// Only what was read as JSON comes here.
func show(value any) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Sprint(value)
	}
	return strings.TrimSuffix(text.String(), "\n")
}
