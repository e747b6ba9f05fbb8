package push

import (
	"bytes"
	"encoding/json"
	"strings"
)

// WholeEvent stands for the event itself, as an object, in an input template
// (EventBridge user guide, eb-transform-target-input).
const WholeEvent = "<aws.events.event.json>"

// InputTemplate renders what a rule hands to its target. A text "<name>" in it
// is a placeholder that EventBridge fills in. encoding/json would write the
// angle brackets as \u003c and \u003e, and EventBridge would find no placeholder.
func InputTemplate(input map[string]any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(input) // texts, lists and maps: they always encode
	// The whole event is put in as it is: in quotes it would not be JSON.
	return strings.ReplaceAll(strings.TrimSpace(text.String()), `"`+WholeEvent+`"`, WholeEvent)
}
