package drift

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"slipway/scripts/engine"
)

// Ignored are the properties that a program sets once and then leaves to others, by
// resource. Where the traffic goes is a release's decision: it is no drift.
type Ignored map[string][]string

// Read adds what an exported state says; nil is the state of a layer that is not deployed.
func (i Ignored) Read(exported []byte) error {
	if len(exported) == 0 {
		return nil
	}
	var state struct {
		Deployment struct {
			Resources []struct {
				URN           string   `json:"urn"`
				Type          string   `json:"type"`
				IgnoreChanges []string `json:"ignoreChanges"`
			}
		}
	}
	if err := json.Unmarshal(exported, &state); err != nil {
		return fmt.Errorf("decode state: %w", err)
	}
	for _, r := range state.Deployment.Resources {
		if len(r.IgnoreChanges) > 0 {
			i[key(r.Type, r.URN[strings.LastIndex(r.URN, "::")+2:])] = r.IgnoreChanges
		}
	}
	return nil
}

func key(kind, name string) string { return kind + "::" + name }

// without are the properties that differ and are not ignored.
func (i Ignored) without(e engine.Event) []string {
	ignored := i[key(e.Type, e.Name)]
	return slices.DeleteFunc(slices.Clone(e.Changed), func(path string) bool {
		return slices.ContainsFunc(ignored, func(one string) bool {
			rest, inside := strings.CutPrefix(path, one)
			return inside && (rest == "" || strings.ContainsRune(".[", rune(rest[0])))
		})
	})
}
