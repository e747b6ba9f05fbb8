package actions

import (
	_ "embed"
	"encoding/json"
)

// reference is an extract of AWS's Service Authorization Reference. reference.mjs
// writes it; `make iam-reference` renews it.
//
//go:embed reference.json
var reference []byte

// action is what the reference says of one.
type action struct {
	arns []string // forms of the resources it is checked against, with variables
	keys []string // condition keys of its service's own that AWS sends with it
}

// read are the actions of an extract, by name with the service's prefix.
func read(extract []byte) map[string]action {
	var document struct {
		Services map[string]struct {
			Types   map[string]string
			Actions map[string]struct{ Types, Keys []string }
		}
	}
	if err := json.Unmarshal(extract, &document); err != nil {
		panic(err)
	}
	all := map[string]action{}
	for prefix, s := range document.Services {
		for name, said := range s.Actions {
			a := action{keys: said.Keys}
			for _, kind := range said.Types {
				if s.Types[kind] == "" {
					panic(prefix + ":" + name + " is checked against " + kind + ", which the extract does not describe")
				}
				a.arns = append(a.arns, s.Types[kind])
			}
			all[prefix+":"+name] = a
		}
	}
	return all
}
