package progress

import (
	"encoding/json"

	"slipway/scripts/engine"
)

// longest is how many letters of a value are printed: policies and definitions have
// thousands, which JSON=1 prints whole. lead is how many of those stand before the first
// that differs.
const (
	longest = 120
	lead    = 30
)

// differences writes the values of the properties that a change changes, a line each.
func (p *Progress) differences(layer string, e engine.Event) {
	for _, d := range e.Differences {
		before, after := printed(d.Old), printed(d.New)
		same := 0
		for same < min(len(before), len(after)) && before[same] == after[same] {
			same++
		}
		p.write("%-10s      %s: %s -> %s", layer, d.Path, cut(before, same), cut(after, same))
	}
}

// printed is a value as JSON.
func printed(value any) []rune {
	if value == nil {
		return []rune("none")
	}
	if value == engine.Unknown {
		return []rune(engine.Unknown)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return []rune("?")
	}
	return []rune(string(text))
}

// cut leaves of a long value what is around the first letter that differs.
func cut(value []rune, differs int) string {
	if len(value) <= longest {
		return string(value)
	}
	from := min(max(0, differs-lead), len(value)-lead)
	to := min(from+longest, len(value))
	text := string(value[from:to])
	if from > 0 {
		text = "…" + text
	}
	if to < len(value) {
		text += "…"
	}
	return text
}
