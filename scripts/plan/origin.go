package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Origin is what a plan was made from.
type Origin struct {
	Version     string `json:"version"` // of slipway
	Environment string `json:"environment"`
	Account     string `json:"account"`
	Commit      string `json:"commit"`      // of the checkout, "" if it is in no Git repository
	Uncommitted string `json:"uncommitted"` // digest of what differs from the commit, "" for nothing
	// Settings are digests of the stack files, States of the layers' resources.
	Settings map[string]string `json:"settings"`
	States   map[string]string `json:"states"`
	// Outside is where the account differed from the states, a line each, by layer.
	Outside map[string][]string `json:"outside"`
}

// Moved says what is no longer as it was when the plan was saved, a line each.
func (o Origin) Moved(now Origin) []string {
	var moved []string
	is := func(what, then, now string) {
		if then != now {
			moved = append(moved, fmt.Sprintf("%s is %s, and was %s", what, orNone(now), orNone(then)))
		}
	}
	is("slipway", o.Version, now.Version)
	is("the environment", o.Environment, now.Environment)
	is("the account", o.Account, now.Account)
	is("the commit", o.Commit, now.Commit)
	if o.Uncommitted != now.Uncommitted {
		moved = append(moved, "what is not committed has changed")
	}
	for _, file := range differing(o.Settings, now.Settings) {
		moved = append(moved, file+" has changed")
	}
	for _, layer := range differing(o.States, now.States) {
		moved = append(moved, "the state of "+layer+" has changed: somebody deployed")
	}
	for _, layer := range names(o.Outside, now.Outside) {
		for _, line := range now.Outside[layer] {
			if !slices.Contains(o.Outside[layer], line) {
				moved = append(moved, layer+" in the account: "+line)
			}
		}
		for _, line := range o.Outside[layer] {
			if !slices.Contains(now.Outside[layer], line) {
				moved = append(moved, layer+" in the account: no longer "+line)
			}
		}
	}
	return moved
}

func orNone(value string) string {
	if value == "" {
		return "none"
	}
	return value
}

func names[V any](then, now map[string]V) []string {
	all := maps.Clone(then)
	if all == nil {
		all = map[string]V{}
	}
	maps.Copy(all, now)
	return slices.Sorted(maps.Keys(all))
}

func differing(then, now map[string]string) []string {
	return slices.DeleteFunc(names(then, now), func(name string) bool { return then[name] == now[name] })
}

// Digest tells one content from another.
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// State is the digest of a layer's resources, from the export of its state; when it was
// written does not count.
func State(exported []byte) (string, error) {
	if len(strings.TrimSpace(string(exported))) == 0 {
		return "", nil
	}
	var state struct {
		Deployment struct {
			Resources json.RawMessage `json:"resources"`
			Pending   json.RawMessage `json:"pending_operations"`
		} `json:"deployment"`
	}
	if err := json.Unmarshal(exported, &state); err != nil {
		return "", fmt.Errorf("read state: %w", err)
	}
	if len(state.Deployment.Resources) == 0 {
		return "", nil
	}
	return Digest(append(state.Deployment.Resources, state.Deployment.Pending...)), nil
}
