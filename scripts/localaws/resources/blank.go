package resources

import (
	_ "embed"
	"encoding/json"
	"maps"

	"slipway/scripts/localaws/properties"
)

//go:embed blanks.json
var blanksFile []byte

// blanks are, by type, the values that the provider writes into a resource's
// state where neither the program nor AWS says anything. An object inside holds
// the blanks of that block, and the one object of a list those of each of its
// blocks; a block that is not there stays away. Read off the states that the
// Terraform provider 5.100 leaves.
var blanks = readBlanks(blanksFile)

func readBlanks(file []byte) map[string]properties.Map {
	out := map[string]properties.Map{}
	if err := json.Unmarshal(file, &out); err != nil {
		panic("resources: blanks.json: " + err.Error())
	}
	return out
}

// Complete gives the resource as the provider writes it into the state: with
// what AWS fills into the program's own blocks, and the blanks. The values given
// stay as they are: they may be the program's inputs.
func (k *Type) Complete(c *Call, given properties.Map) properties.Map {
	out := copied(map[string]any(given)).(map[string]any)
	if k.Fill != nil {
		k.Fill(c, out)
	}
	return filled(out, blanks[k.Token])
}

// filled puts the blanks where nothing is.
func filled(out, blank map[string]any) map[string]any {
	for key, value := range blank {
		now, there := out[key]
		switch value := value.(type) {
		case map[string]any:
			if block, ok := now.(map[string]any); ok {
				out[key] = filled(block, value)
			}
		case []any:
			if len(value) == 0 {
				if !there {
					out[key] = []any{}
				}
				continue
			}
			blocks, _ := now.([]any)
			for _, block := range blocks {
				if block, ok := block.(map[string]any); ok {
					filled(block, value[0].(map[string]any))
				}
			}
		default:
			if now == nil {
				out[key] = value
			}
		}
	}
	return out
}

// copied copies a value with all that is in it.
func copied(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		if out == nil {
			out = map[string]any{}
		}
		for key, inner := range out {
			out[key] = copied(inner)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = copied(inner)
		}
		return out
	}
	return v
}
