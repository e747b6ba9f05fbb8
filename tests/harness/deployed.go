package harness

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
)

// Resource is a deployed resource as the state records it.
type Resource struct {
	URN      string         `json:"urn"`
	Type     string         `json:"type"`
	ID       string         `json:"id"`
	Custom   bool           `json:"custom"`
	Parent   string         `json:"parent"`
	Provider string         `json:"provider"`
	Protect  bool           `json:"protect"`
	Inputs   map[string]any `json:"inputs"`
	Outputs  map[string]any `json:"outputs"`
	Ignored  []string       `json:"ignoreChanges"`
	Layer    string         `json:"-"`
}

// Name is the resource's logical name.
func (r Resource) Name() string { return r.URN[strings.LastIndex(r.URN, "::")+2:] }

// Text is an output that is text, "" when it is not there.
func (r Resource) Text(output string) string {
	text, _ := r.Outputs[output].(string)
	return text
}

// JSON decodes an output that holds JSON text, such as a policy.
func (r Resource) JSON(t testing.TB, output string) map[string]any {
	t.Helper()
	var decoded map[string]any
	require.NoError(t, json.Unmarshal([]byte(r.Text(output)), &decoded), "%s of %s", output, r.URN)
	return decoded
}

// Deployed reads what the state of an environment's layers records, without
// components, providers and stack references. A layer without a stack has nothing.
func (h *Env) Deployed(t testing.TB, env string, layers ...string) []Resource {
	t.Helper()
	if len(layers) == 0 {
		layers = contract.LayerNames()
	}
	var all []Resource
	for _, layer := range layers {
		file := filepath.Join(h.State, ".pulumi", "stacks", "slipway-"+layer, env+".json")
		text, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		var state struct {
			Checkpoint struct {
				Latest struct{ Resources []Resource }
			}
		}
		require.NoError(t, json.Unmarshal(text, &state))
		for _, r := range state.Checkpoint.Latest.Resources {
			if strings.HasPrefix(r.Type, "aws:") {
				r.Layer = layer
				all = append(all, r)
			}
		}
	}
	return all
}

// Of picks the resources of a type, given by the token's end such as
// s3/bucketV2:BucketV2.
func Of(all []Resource, typ string) []Resource {
	var found []Resource
	for _, r := range all {
		if strings.HasSuffix(r.Type, typ) {
			found = append(found, r)
		}
	}
	return found
}

// Get picks the one resource of a type with a physical name or id.
func Get(t testing.TB, all []Resource, typ, id string) Resource {
	t.Helper()
	var found []Resource
	var ids []string
	for _, r := range Of(all, typ) {
		ids = append(ids, r.ID)
		if r.ID == id || r.Text("name") == id {
			found = append(found, r)
		}
	}
	require.Len(t, found, 1, "%s %s among %v", typ, id, ids)
	return found[0]
}
