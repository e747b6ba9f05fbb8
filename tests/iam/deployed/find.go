package deployed

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/tests/harness"
)

// Of are the resources of a type.
func (s *State) Of(typ string) []harness.Resource {
	var found []harness.Resource
	for _, r := range s.Resources {
		if r.Type == typ {
			found = append(found, r)
		}
	}
	return found
}

// Find is the one resource of a type whose output has a value.
func (s *State) Find(typ, output, value string) (harness.Resource, error) {
	var found []harness.Resource
	for _, r := range s.Of(typ) {
		if r.Text(output) == value {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return harness.Resource{}, fmt.Errorf("%d of %s have %s %q", len(found), typ, output, value)
	}
	return found[0], nil
}

// Must is Find for what has to be there.
func (s *State) Must(typ, output, value string) harness.Resource {
	r, err := s.Find(typ, output, value)
	if err != nil {
		panic(err)
	}
	return r
}

// Only is the one resource of a type.
func (s *State) Only(typ string) harness.Resource {
	all := s.Of(typ)
	if len(all) != 1 {
		panic(fmt.Sprintf("%d of %s", len(all), typ))
	}
	return all[0]
}

// Path follows keys and indexes into an output: a map's keys, a list's numbers.
func Path(r harness.Resource, path ...any) any {
	var node any = r.Outputs
	for _, step := range path {
		switch at := node.(type) {
		case map[string]any:
			node = at[fmt.Sprint(step)]
		case []any:
			node = at[step.(int)]
		default:
			return nil
		}
	}
	return node
}

// Text is Path for text, "" when there is none.
func Text(r harness.Resource, path ...any) string {
	text, _ := Path(r, path...).(string)
	return text
}

// List is Path for a list.
func List(r harness.Resource, path ...any) []any {
	list, _ := Path(r, path...).([]any)
	return list
}

// Normalise takes out of a text what differs from one deployment to the next:
// the ids that AWS draws.
func (s *State) Normalise(text string) string {
	drawn := map[string]string{}
	for typ, word := range map[string]string{
		"aws:kms/key:Key":                               "KEY",
		"aws:apigatewayv2/api:Api":                      "API",
		"aws:codestarconnections/connection:Connection": "CONNECTION",
		"aws:secretsmanager/secret:Secret":              "SECRET",
	} {
		for _, r := range s.Of(typ) {
			id := r.ID[strings.LastIndexAny(r.ID, "/:")+1:]
			if typ == "aws:secretsmanager/secret:Secret" {
				id = id[strings.LastIndex(id, "-")+1:]
			}
			drawn[id] = word
		}
	}
	for _, id := range slices.Sorted(maps.Keys(drawn)) {
		text = strings.ReplaceAll(text, id, drawn[id])
	}
	if s.Target != s.Own {
		text = strings.ReplaceAll(text, s.Target, "TARGET")
	}
	return strings.ReplaceAll(text, s.Own, "TOOLING")
}
