// Package remains finds what AWS holds of an environment, whatever the state says. A
// state that is lost looks like a first deployment; only what is there tells them apart.
package remains

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"slipway/scripts/localaws"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Thing is a resource of an environment in AWS.
type Thing struct{ Layer, Type, ID string }

// Unseen is a thing that may be there: AWS did not say.
type Unseen struct {
	Thing
	Why error
}

// Account finds an environment's things, and those that it may not look at.
type Account interface {
	Things(context.Context) ([]Thing, []Unseen, error)
}

// Simulated is the simulated AWS: its resources name the stack that made them.
type Simulated struct {
	Store *localaws.Store
	Env   string
	// Region and KeyAlias are what ids are found by.
	Region, KeyAlias string
	Named            naming.Environment // whose names tell what nobody's stack made
	Account          string             // that the environment is in
	Target           string             // that its functions are in, if it is another one
}

// Things are in the order of their layers, types and ids.
func (s Simulated) Things(context.Context) ([]Thing, []Unseen, error) {
	accounts, err := s.Store.Accounts()
	if err != nil {
		return nil, nil, fmt.Errorf("read simulated AWS: %w", err)
	}
	byHand, err := s.byHand()
	if err != nil {
		return nil, nil, err
	}
	var found []Thing
	for _, account := range accounts {
		all, err := s.Store.All(account)
		if err != nil {
			return nil, nil, fmt.Errorf("read simulated AWS: %w", err)
		}
		for _, r := range all {
			layer := s.layer(r)
			if r.URN == "" && (account == s.Account || account == s.Target) {
				layer = byHand[r.Type+" "+r.ID]
			}
			if layer != "" {
				found = append(found, Thing{
					Layer: layer,
					Type:  r.Type,
					ID:    r.ID,
				})
			}
		}
	}
	order := contract.LayerNames()
	slices.SortFunc(found, func(a, b Thing) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Layer), slices.Index(order, b.Layer)),
			cmp.Compare(a.Type, b.Type), cmp.Compare(a.ID, b.ID),
		)
	})
	return found, nil, nil
}

// byHand are the layers of what AWS would be asked for by name, by type and id.
func (s Simulated) byHand() (map[string]string, error) {
	looks, err := AWS{Account: s.Account, Names: s.Named}.looks()
	if err != nil {
		return nil, err
	}
	layers := map[string]string{}
	for _, l := range looks {
		layers[l.thing.Type+" "+l.thing.ID] = l.thing.Layer
	}
	return layers, nil
}

// layer is the layer whose program made the resource, "" if it is another environment's.
// A URN says of what type a resource is; a record of another type under it, such as a
// key that waits for its deletion, goes by itself.
func (s Simulated) layer(r localaws.Resource) string {
	for _, layer := range contract.LayerNames() {
		if strings.HasPrefix(r.URN, "urn:pulumi:"+s.Env+"::"+contract.Project(layer)+"::") &&
			strings.Contains(r.URN, r.Type+"::") {
			return layer
		}
	}
	return ""
}

// Of are the things of the named layers, all without names.
func Of(things []Thing, layers ...string) []Thing {
	if len(layers) == 0 {
		return things
	}
	return slices.DeleteFunc(slices.Clone(things), func(t Thing) bool { return !slices.Contains(layers, t.Layer) })
}

// List names things in a sentence, the first few by their ids.
func List(things []Thing) string {
	const shown = 5
	var names []string
	for _, t := range things[:min(shown, len(things))] {
		names = append(names, t.ID)
	}
	text := strings.Join(names, ", ")
	if more := len(things) - shown; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
