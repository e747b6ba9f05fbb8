package identity

import (
	"cmp"
	"encoding/json"
	"strings"

	"slipway/shared/config"
)

// resource is a resource as a state has it.
type resource struct {
	URN      string          `json:"urn"`
	ID       string          `json:"id"`
	Type     string          `json:"type"`
	Provider string          `json:"provider"`
	Delete   bool            `json:"delete"`
	Inputs   json.RawMessage `json:"inputs"`
	Outputs  map[string]any  `json:"outputs"`
}

func (r resource) name() string { return r.URN[strings.LastIndex(r.URN, "::")+2:] }

// rolePath is the path of a role, as AWS gives it.
func (r resource) rolePath() string {
	path, _ := r.Outputs["path"].(string)
	return cmp.Or(path, "/")
}

// provider opens the inputs of an AWS provider. What has another form tells nothing.
func (r resource) provider() providerInputs {
	var in providerInputs
	_ = json.Unmarshal(r.Inputs, &in)
	return in
}

type providerInputs struct {
	Region      string
	DefaultTags nested[struct{ Tags map[string]string }]
	AssumeRole  nested[config.AssumeRole]
	Allowed     nested[[]string] `json:"allowedAccountIds"`
	Simulated   any              // contract.SimulatedMark
}

// only is the account that the provider is pinned to, "" if it is not.
func (in providerInputs) only() string {
	if len(in.Allowed.Value) != 1 {
		return ""
	}
	return in.Allowed.Value[0]
}

// nested is an object or a list in a provider's inputs, which Pulumi may keep as
// JSON text.
type nested[T any] struct{ Value T }

// UnmarshalJSON opens the value in either form.
func (n *nested[T]) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		data = []byte(text)
	}
	_ = json.Unmarshal(data, &n.Value) // secrets and the like tell nothing
	return nil
}
