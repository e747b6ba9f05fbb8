package events

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"slipway/scripts/asl/jsonpath"
)

// wholeEvent is the reserved name of the event itself (EventBridge user guide,
// eb-transform-target-input).
const wholeEvent = "aws.events.event.json"

var placeholder = regexp.MustCompile(`^<([A-Za-z0-9_.-]+)>`)

// dashed is a name that Step Functions wants in brackets and EventBridge does not
// ($.detail.instance-id, EventBridge user guide, eb-transform-target-input).
var dashed = regexp.MustCompile(`\.([A-Za-z_]\w*(?:-\w+)+)`)

// Transform makes a target's input of an event: each <name> in the template is
// the value at its input path, as text inside of quotes and as JSON elsewhere.
// A path that leads nowhere leaves nothing, as on AWS; a name without a path,
// and an input that is not JSON in the end, are rejected.
func Transform(paths map[string]string, template string, event []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(event))
	decoder.UseNumber() // a long number stays as it is written
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return nil, fmt.Errorf("decode event: %w", err)
	}
	var input strings.Builder
	quoted := false
	for rest := template; rest != ""; {
		switch name := placeholder.FindStringSubmatch(rest); {
		case name != nil:
			value, err := lookUp(paths, name[1], decoded)
			if err != nil {
				return nil, err
			}
			input.WriteString(written(value, quoted))
			rest = rest[len(name[0]):]
			continue
		case strings.HasPrefix(rest, `\`) && len(rest) > 1:
			input.WriteString(rest[:2])
			rest = rest[2:]
			continue
		case rest[0] == '"':
			quoted = !quoted
		}
		input.WriteByte(rest[0])
		rest = rest[1:]
	}
	if !json.Valid([]byte(input.String())) {
		return nil, fmt.Errorf("transform input: %s is not JSON", input.String())
	}
	return []byte(input.String()), nil
}

func lookUp(paths map[string]string, name string, event any) (any, error) {
	if name == wholeEvent {
		return event, nil
	}
	text, known := paths[name]
	if !known {
		return nil, fmt.Errorf("transform input: <%s> has no input path", name)
	}
	path, err := jsonpath.Parse(dashed.ReplaceAllString(text, "['$1']"))
	if err != nil {
		return nil, fmt.Errorf("transform input: path of <%s>: %w", name, err)
	}
	if strings.Contains(text, "..") {
		return nil, fmt.Errorf("transform input: path of <%s>: EventBridge has no ..name, in %s", name, text)
	}
	value, _ := path.Get(event)
	return value, nil
}

func written(value any, quoted bool) string {
	text, isText := value.(string)
	if value == nil {
		return ""
	}
	encoded, _ := json.Marshal(value) // decoded JSON always encodes
	if quoted && isText {
		encoded, _ = json.Marshal(text)
		return string(encoded[1 : len(encoded)-1])
	}
	if quoted {
		return strings.ReplaceAll(string(encoded), `"`, `\"`)
	}
	return string(encoded)
}
