package resources

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/scripts/eventpattern"
	"slipway/scripts/localaws/awserr"
)

// eventPattern rejects a pattern that PutRule does not take.
func eventPattern(c *Call) error {
	text, ok := c.In.Text("eventPattern")
	if !ok {
		return nil
	}
	var pattern map[string]any
	if err := json.Unmarshal([]byte(text), &pattern); err != nil {
		return patternRejected("Filter is not an object: " + err.Error())
	}
	if len(pattern) == 0 {
		return patternRejected("Empty event pattern")
	}
	if why := patternFault("", pattern); why != "" {
		return patternRejected(why)
	}
	// What the filters are given. Of them only cidr is not known to eventpattern.
	if _, err := eventpattern.Parse([]byte(text)); err != nil && !strings.Contains(text, `"cidr"`) {
		return patternRejected(strings.TrimPrefix(err.Error(), "event pattern is not valid: "))
	}
	return nil
}

func patternRejected(why string) error {
	return awserr.New("EventBridge", "PutRule", "InvalidEventPatternException",
		"Event pattern is not valid. Reason: %s", why)
}

// patternFault says what is wrong with a pattern object, "" when nothing is.
func patternFault(path string, object map[string]any) string {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		at := key
		if path != "" {
			at = path + "." + key
		}
		switch v := object[key].(type) {
		case map[string]any:
			if len(v) == 0 {
				return fmt.Sprintf("Empty objects are not allowed at %q", at)
			}
			if why := patternFault(at, v); why != "" {
				return why
			}
		case []any:
			if why := valuesFault(at, key, v); why != "" {
				return why
			}
		default:
			return fmt.Sprintf("%q must be an object or an array", at)
		}
	}
	return ""
}

func valuesFault(at, key string, values []any) string {
	if len(values) == 0 {
		return fmt.Sprintf("Empty arrays are not allowed at %q", at)
	}
	for _, v := range values {
		switch v := v.(type) {
		case []any:
			return fmt.Sprintf("Match value must be String, number, true, false, or null at %q", at)
		case map[string]any:
			if key == "$or" {
				if why := patternFault(at, v); why != "" {
					return why
				}
				continue
			}
			for _, word := range slices.Sorted(maps.Keys(v)) {
				if !knownFilter(word) {
					return fmt.Sprintf("Unrecognized match type %s at %q", word, at)
				}
			}
		}
	}
	return ""
}

// filterWords are the content filters of an event pattern (EventBridge user
// guide, comparison operators).
var filterWords = []string{
	"prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "cidr", "exists",
}

func knownFilter(word string) bool { return slices.Contains(filterWords, word) }
