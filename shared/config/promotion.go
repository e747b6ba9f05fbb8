package config

import (
	"fmt"
	"slices"
	"strings"

	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Beside is a Source that can read the configuration of a layer in another environment,
// of which it tells whether there is a stack file.
type Beside interface {
	Beside(layer, stack string) (source Source, there bool, err error)
}

// Origin is the environment whose images another one promotes.
type Origin struct {
	Environment string // the name of its stacks
	Common
}

// Origin reads the name of an environment that images are promoted from; nil for none.
// What its resources are called follows from its settings, so nothing of it need be
// deployed for this.
func (r *Reader) Origin(key string, c Common) *Origin {
	name := r.Text(key, "")
	if name == "" {
		return nil
	}
	if _, err := naming.NewSuffix(name); r.refused(key, name, err) {
		return nil
	}
	if name == r.source.Stack() {
		r.Reject(key, name, "another environment than this one; leave it out to build from the branch")
		return nil
	}
	source, there, err := r.beside(contract.FoundationLayer, name)
	if err != nil {
		r.Fail(err)
		return nil
	}
	if !there {
		r.Reject(key, name, fmt.Sprintf("an environment of this checkout; there is no stacks/%s/Pulumi.%s.yaml",
			contract.FoundationLayer, name))
		return nil
	}
	foundation := NewReader(contract.Project(contract.FoundationLayer), source)
	origin := &Origin{Environment: name, Common: foundation.Common()}
	if err := foundation.Err(); err != nil {
		r.Fail(fmt.Errorf("%s is %q, whose settings are wrong: %w", FullKey(r.project, key), name, err))
		return nil
	}
	r.checkOrigin(key, origin, c)
	r.checkCircle(key, name)
	return origin
}

// beside reads nothing if r reads from a source that does not know other environments.
func (r *Reader) beside(layer, stack string) (Source, bool, error) {
	from, ok := r.source.(Beside)
	if !ok {
		return nil, false, nil
	}
	return from.Beside(layer, stack)
}

// checkOrigin rejects an environment whose images cannot serve here.
func (r *Reader) checkOrigin(key string, from *Origin, c Common) {
	var missing []string
	for _, s := range c.Services {
		if !from.Has(s.String()) {
			missing = append(missing, s.String())
		}
	}
	if len(missing) > 0 {
		r.Reject(key, from.Environment, fmt.Sprintf("an environment with all services of this one; it lacks %s: "+
			"add it to slipway-foundation:services in stacks/%s/Pulumi.%s.yaml", strings.Join(missing, ", "),
			contract.FoundationLayer, from.Environment))
	}
	if from.Region != c.Region {
		r.Reject(key, from.Environment, fmt.Sprintf("an environment in the same region: it is in %s, this one is in %s",
			from.Region, c.Region))
	}
	if from.Account != "" && c.Account != "" && from.Account != c.Account && !c.Simulated {
		r.Reject(key, from.Environment, fmt.Sprintf("an environment in the same account: it is in %s, this one is in %s",
			from.Account, c.Account))
	}
}

// checkCircle rejects environments that promote from one another: none would ever have an
// image to begin with.
func (r *Reader) checkCircle(key, name string) {
	way := []string{r.source.Stack(), name}
	for {
		source, _, err := r.beside(r.layer(), way[len(way)-1])
		if err != nil {
			r.Fail(err)
			return
		}
		next, set := source.Get(key)
		if !set {
			return
		}
		circle := slices.Contains(way, next)
		way = append(way, next)
		if circle {
			r.Reject(key, name, fmt.Sprintf("no circle, as %s is: one of them has to build from its branch, without %s",
				strings.Join(way, " from "), FullKey(r.project, key)))
			return
		}
	}
}
